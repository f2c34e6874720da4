"""The banks of a content root, for `tiaoli check`: their format, their keys, and what their explanations claim."""

from collections.abc import Iterable, Iterator

from tiaoli.claims import Subject, check_text
from tiaoli.model import ERROR, WARNING, Problem, Question, QuizBank
from tiaoli.quiz import audit, bank
from tiaoli.quiz.audit.passages import Text


def check(banks: Iterable[QuizBank], text: Text, subject: Subject) -> list[Problem]:
    """All problems of the banks, in order of banks and lines.

    A key that the text contradicts, two right options, or evidence that the text no longer has are errors; a question
    that still needs its two reviews is a warning, and `published` leaves it out.
    """
    banks = tuple(banks)
    out: list[Problem] = [problem for one in banks for problem in one.problems]
    out += [problem for problem in bank.ids(list(banks)) if problem not in out]
    for one in banks:
        for result in audit.audit(one, text):
            verdict, question = result.verdict, result.question
            if verdict.verdict != audit.OK:
                severity = WARNING if verdict.verdict == audit.UNSUPPORTED else ERROR
                note = "，两人审核前不会发布" if severity == WARNING else ""
                message = f"第 {question.id} 题：{verdict.message}{note}。"
                out.append(
                    Problem(one.path, question.line, f"quiz-{verdict.verdict}", message, severity, question.stem)
                )
            out += _claims(question, one.path, subject)
    return out


def published(one: QuizBank, text: Text, uses: tuple[str, ...] = ("practice", "mock")) -> Iterator[Question]:
    """The questions of a bank that may be shown: audited ok, and for one of these uses."""
    for result in audit.audit(one, text):
        if result.verdict.verdict == audit.OK and result.question.use in uses:
            yield result.question


def _claims(question: Question, path: str, subject: Subject) -> Iterator[Problem]:
    """What explanation and reasons say of the text."""
    for words in (question.explanation, *(option.why for option in question.options)):
        if words:
            # what an explanation quotes is held to its evidence, and a wrong option's words belong to another provision
            problems = check_text(words, subject, path, question.line).problems
            yield from (p for p in problems if p.code not in ("wrong-attribution", "citation-doubt"))
