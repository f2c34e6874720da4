"""A bank of questions, its keys held against the statute of the content root."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from tiaoli import check
from tiaoli.commentary.page import digest, quoted
from tiaoli.convert.values import Conversion
from tiaoli.load import load as load_root
from tiaoli.model import QuizBank, ReadError, Source
from tiaoli.quiz import text_of
from tiaoli.quiz.foreign import conversion as quizzes


def made(path: Path, source: Source, bank: QuizBank, root: Path | str | None) -> Conversion:
    page, faults = quizzes.page(bank, replace(source, path=path.name), _judge(str(root)) if root else None)
    page = page.replace("# converted_sha256: ", f"# converted_sha256: {quoted(digest(page))}", 1)
    return Conversion(path, "quiz", bank, page, source, bank.problems, faults=faults)


@cache
def _judge(root: str) -> quizzes.Judge | None:
    try:
        campaign = load_root(Path(root))
    except ReadError:
        return None
    return quizzes.judge_of(text_of(campaign), check.pages.subject(campaign))
