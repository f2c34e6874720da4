"""GIFT: Moodle's text format, also read by others. What it has no form for (several blanks, order of two) is left out.

Its wildcards are escaped everywhere: an unescaped half-width : or = in a stem changes the question. A multiple choice always
gives part of the score there, whatever the bank says; one wrong option takes all of it.
"""

import re
from collections.abc import Iterator

from tiaoli.model import Question
from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.exports.selection import Made, Questions, answer, one_line

_SPECIAL = re.compile(r"[\\~=#{}:]")
#: Shares of the score that Moodle knows, by how many options are right.
SHARES = {
    1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20", 6: "16.66667", 7: "14.28571", 8: "12.5", 9: "11.11111", 10: "10",
}  # fmt: skip


def text(questions: Questions) -> Made:
    """All questions as one text, a category for each chapter."""
    out, left, count, category = [], [], 0, None
    for question in questions.items:
        if reason := unfit(question):
            left.append((question.id, reason))
            continue
        if category != (category := questions.chapter_name(question)):
            out.append(
                f"$CATEGORY: {'/'.join(part.replace('/', '／') for part in (questions.title, category) if part)}\n"
            )
        out.append(_question(questions, question))
        count += 1
    return Made("\n".join(out).encode(), count, tuple(left))


def unfit(question: Question) -> str:
    """Why GIFT can't say it, "" where it can."""
    if question.type == "blank" and len(question.answers) > 1:
        return "没有一题多空的写法"
    if question.type == "order" and (len(question.options) < 3 or any("->" in o.text for o in question.options)):
        return f"{NAMES['order']}要改成配对题，至少要有三步"
    if question.type in ("single", "multi") and len(question.keyed) not in SHARES:
        return "正确选项太多"
    return ""


def escaped(words: str) -> str:
    """Text with GIFT's own signs made plain.

    >>> escaped("60:30 = {x}")
    '60\\\\:30 \\\\= \\\\{x\\\\}'
    """
    return _SPECIAL.sub(lambda match: "\\" + match[0], one_line(words))


def _question(questions: Questions, question: Question) -> str:
    why = questions.reason(question, wrong=False)
    if question.type == "short":
        why = f"参考答案：{answer(question)}　{why}"
    # no empty line anywhere: it would end the question
    head = f"::{escaped(question.id)}::[plain]{escaped(question.stem)} {{"
    feedback = [f"####{escaped(why)}"] if why else []
    return "\n".join([f"// [id:{question.id}]", head, *_answers(question), *feedback, "}", ""])


def _answers(question: Question) -> Iterator[str]:
    if question.type in ("single", "multi"):
        right = f"~%{SHARES[len(question.keyed)]}%" if question.type == "multi" else "="
        wrong = "~%-100%" if question.type == "multi" else "~"
        for option in question.options:
            why = f"#{escaped(option.why)}" if option.why else ""
            yield f"{right if option.correct else wrong}{escaped(option.text)}{why}"
    elif question.type == "judge":
        yield "TRUE" if question.answer else "FALSE"
    elif question.type == "blank":
        yield from (f"={escaped(way)}" for way in question.answers[0])
    elif question.type == "order":
        yield from (f"=第{at}步 -> {escaped(o.text)}" for at, o in enumerate(question.options, 1))
