"""超星 (学习通): the form that its Word import reads, from public descriptions; not tried on the platform itself.

1.【单选题】题干（ ）, A. …, 答案：A，B，D; 判断 正确/错误; ways to fill one blank split by a half-width semicolon. No chapter headings,
no line but questions.
"""

import re
from collections.abc import Iterator

from tiaoli.model import Question
from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.exports.lines import word
from tiaoli.quiz.exports.selection import LETTERS, Made, Questions, letters, one_line

_TYPES = ("single", "multi", "judge", "blank")
#: 1-9 is not taken as these three characters there, but as any number from 1 to 9.
_RANGE = re.compile(r"\s*\d+\s*-\s*\d+\s*")


def document(questions: Questions) -> Made:
    """The questions whose form there is known, as a Word file."""
    lines: list[str] = []
    left, count = [], 0
    for question in questions.items:
        if reason := _unfit(question):
            left.append((question.id, reason))
            continue
        count += 1
        lines += (*_lines(question, count), "")
    return Made(word(lines, questions.title), count, tuple(left))


def _unfit(question: Question) -> str:
    if question.type not in _TYPES:
        return f"{NAMES[question.type]}的写法没有可靠资料"
    if question.type == "blank" and len(question.answers) > 1:
        return "一题多空的写法没有可靠资料"
    if any(_RANGE.fullmatch(way) for ways in question.answers for way in ways):
        return "答案像“1-9”，会被当作 1 到 9 之间的任何数"
    if any(";" in way for ways in question.answers for way in ways):
        return "答案里有分号，会被当作几种写法"
    return ""


def _lines(question: Question, number: int) -> Iterator[str]:
    yield f"{number}.【{NAMES[question.type]}】{one_line(question.stem)}"
    yield from (f"{LETTERS[at]}. {one_line(o.text)}" for at, o in enumerate(question.options))
    if question.type == "judge":
        key = "正确" if question.answer else "错误"
    elif question.type == "blank":
        key = ";".join(one_line(way) for way in question.answers[0])
    else:
        key = "，".join(letters(question))
    yield f"答案：{key}"
