"""问卷星: the form that its text and Word import reads, from public descriptions; not tried on the platform itself.

1、题干（ AB ）[多选题] with an option a line; a judgement as 题干（对）[判断题]. No explanation: where it would go isn't known.
"""

from collections.abc import Iterator

from tiaoli.model import Question
from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.exports.lines import word
from tiaoli.quiz.exports.selection import LETTERS, Made, Questions, letters, one_line
from tiaoli.quiz.stems import BLANK

_TYPES = ("single", "multi", "judge")


def text(questions: Questions) -> Made:
    """To be pasted into the import box: UTF-8, an empty line between questions."""
    lines, count, left = _all(questions)
    return Made(("\n".join(lines) + "\n").encode("utf-8-sig"), count, left)


def document(questions: Questions) -> Made:
    """The same lines as a Word file."""
    lines, count, left = _all(questions)
    return Made(word(lines, questions.title), count, left)


def _all(questions: Questions) -> tuple[list[str], int, tuple[tuple[str, str], ...]]:
    fit = [q for q in questions.items if q.type in _TYPES]
    left = tuple((q.id, f"{NAMES[q.type]}的写法没有可靠资料") for q in questions.items if q.type not in _TYPES)
    lines: list[str] = []
    for number, question in enumerate(fit, 1):
        lines += (*_lines(question, number), "")
    return lines[:-1], len(fit), left


def _lines(question: Question, number: int) -> Iterator[str]:
    stem = one_line(question.stem)
    if question.type == "judge":
        yield f"{number}、{stem}（{'对' if question.answer else '错'}）[判断题]"
        return
    key = f"（ {letters(question)} ）"
    places = list(BLANK.finditer(stem))
    if len(places) == 1:
        stem = stem[: places[0].start()] + key + stem[places[0].end() :]
    else:
        stem += key
    yield f"{number}、{stem} [{NAMES[question.type]}]"
    yield from (f"{LETTERS[at]}、{one_line(o.text)}" for at, o in enumerate(question.options))
