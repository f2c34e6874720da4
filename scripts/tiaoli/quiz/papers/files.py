"""A composed paper -> its files: for every version paper (A4 and A3), answer sheet and key, each as docx and PDF."""

from collections.abc import Iterator

from tiaoli.model import Campaign
from tiaoli.quiz.papers import Paper
from tiaoli.quiz.papers.answers import key
from tiaoli.quiz.papers.page import paper
from tiaoli.quiz.papers.sheet import sheet
from tiaoli.quiz.printing import FORMATS, Printed, printed
from tiaoli.writers.typst import Faces


def files(made: Paper, campaign: Campaign, fonts: Faces, formats: tuple[str, ...] = FORMATS) -> Iterator[Printed]:
    """Each file in turn. The same paper gives the same bytes."""
    for version in made.versions:
        documents = (
            ("试卷（A4）", paper(made, version, folded=False)),
            ("试卷（A3）", paper(made, version, folded=True)),
            ("答题卡", sheet(made, version)),
            ("答案", key(made, version, campaign)),
        )
        for name, document in documents:
            yield from printed(f"{version.letter}卷-{name}", document, fonts, formats)
