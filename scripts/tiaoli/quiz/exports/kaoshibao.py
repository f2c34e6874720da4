"""考试宝: its Excel template (a real one was opened) and its Word form (from public descriptions)."""

from collections.abc import Iterator

from tiaoli.model import Question
from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.exports.lines import word
from tiaoli.quiz.exports.selection import LETTERS, Made, Questions, answer, letters, one_line, others
from tiaoli.writers.xlsx import grid

SHEET, VERSION_SHEET, VERSION = "试题案例，直接导入试试", "版本号", 1
_PLACES = 8
_KEPT = "\n(勿删)"
HEADER = (
    "题干（必填）", "题型 （必填）", *(f"选项 {letter}" for letter in "ABCD"), *(f"选项{letter}{_KEPT}" for letter in "EFGH"),
    "正确答案\n（必填）", "解析\n（勿删）", "章节\n（勿删）", "难度",
)  # fmt: skip
DIFFICULTY = ("易", "偏易", "适中", "偏难", "难")
#: The template knows no type for putting things in order.
_TYPES = ("single", "multi", "judge", "blank", "short")


def excel(questions: Questions) -> Made:
    """The template's sheet, filled in. A blank takes one answer: other ways to write it go into the explanation."""
    rows: list[tuple[str, ...]] = [HEADER]
    left = []
    for question in questions.items:
        if reason := _unfit(question):
            left.append((question.id, reason))
            continue
        places, key = _places(question)
        rows.append(
            (
                one_line(question.stem), NAMES[question.type], *places, *("",) * (_PLACES - len(places)), key,
                others(question) + questions.reason(question), questions.chapter_name(question),
                DIFFICULTY[question.difficulty - 1],
            )
        )  # fmt: skip
    return Made(grid(((SHEET, rows), (VERSION_SHEET, ((VERSION,),))), questions.title), len(rows) - 1, tuple(left))


def _places(question: Question) -> tuple[tuple[str, ...], str]:
    """What stands in the option columns, and the key: a blank's answers are its options."""
    if question.type == "judge":
        return ("对", "错"), "A" if question.answer else "B"
    if question.type == "blank":
        return tuple(one_line(words[0]) for words in question.answers), ""
    if question.type == "short":
        return (), answer(question)
    return tuple(one_line(o.text) for o in question.options), letters(question)


def _unfit(question: Question) -> str:
    if question.type not in _TYPES:
        return f"没有{NAMES[question.type]}这种题型"
    if max(len(question.options), len(question.answers)) > _PLACES:
        return f"选项或空超过 {_PLACES} 个"
    return ""


def document(questions: Questions) -> Made:
    """The Word form: number, options, 答案, 解析, 章节, a line each."""
    lines: list[str] = []
    left, count = [], 0
    for question in questions.items:
        reason = _unfit(question)
        if question.type == "blank" and len(question.answers) > 1:
            reason = "一题多空的写法没有可靠资料，请用 Excel"
        if reason:
            left.append((question.id, reason))
            continue
        count += 1
        lines += (*_lines(questions, question, count), "")
    return Made(word(lines, questions.title), count, tuple(left))


def _lines(questions: Questions, question: Question, number: int) -> Iterator[str]:
    yield f"{number}、{one_line(question.stem)}"
    places, key = _places(question)
    if question.type == "blank":
        key = places[0]
    else:
        yield from (f"{LETTERS[at]}、{place}" for at, place in enumerate(places))
    yield f"答案：{key}"
    yield f"解析：{others(question)}{questions.reason(question)}"
    yield f"章节：{questions.chapter_name(question)}"
