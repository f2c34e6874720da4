"""Numbers, time limits and dates: the number is the blank."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.model import Option, Question
from tiaoli.numerals import NUMERAL, parse_int, to_chinese
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import (
    DELICATE,
    Sentence,
    has_subject,
    make,
    opening,
    quoted,
    seed,
    sentences,
    shuffled,
)

_AMOUNT = re.compile(
    rf"(?<![第{NUMERAL}年月])(?P<n>[{NUMERAL}]{{1,5}})(?P<unit>个工作日|日|个月|年|人|名|小时|万元|元|倍)(?![{NUMERAL}度])(?=内|以内|以上|以下|以前|前|$|[，。；、的])"
)
_DATE = re.compile(rf"[{NUMERAL}]{{4}}年[{NUMERAL}]{{1,2}}月[{NUMERAL}]{{1,2}}日")
#: Amounts that people mix up, by unit.
_SCALES = {
    "日": (3, 5, 7, 10, 15, 20, 30, 45, 60, 90), "个工作日": (3, 5, 7, 10, 15, 20), "人": (3, 5, 7, 10, 15), "名": (3, 5, 7, 10, 15),
    "个月": (1, 2, 3, 6, 9, 12), "年": (1, 2, 3, 5, 10), "小时": (2, 12, 24, 48, 72), "倍": (1, 2, 3, 5, 10),
}  # fmt: skip


def draft(text: Text) -> Iterator[Question]:
    """A single choice and a blank for each number, a single choice for each date."""
    for sentence in sentences(text):
        if (
            DELICATE.search(sentence.text)
            or len(sentence.text) > 220
            or "前款" in sentence.text
            or not has_subject(sentence)
        ):
            continue
        for match in _AMOUNT.finditer(sentence.text):
            yield from _amount(text, sentence, match)
        for match in _DATE.finditer(sentence.text):
            yield from _date(text, sentence, match)


def _amount(text: Text, sentence: Sentence, match: re.Match) -> Iterator[Question]:
    unit, words = match["unit"], match["n"]
    value = parse_int(words)
    scale = _SCALES.get(unit, ())
    if value is None or not scale:
        return
    name = f"{sentence.address}-{sentence.at}-{match.start()}"
    shown = (lambda n: to_chinese(n)) if not words[0].isascii() else str
    free = [n for n in scale if n != value and f"{shown(n)}{unit}" not in sentence.text]
    told = _told(text, unit)
    # the text's own numbers come first: a learner takes one limit for another, not for a number that stands nowhere
    below = sorted((n for n in free if n < value), key=lambda n: (n not in told, value - n))[:2]
    above = sorted((n for n in free if n > value), key=lambda n: (n not in told, n - value))[:2]
    lows = min(len(below), max(2 - len(above), seed(name) % 3))
    wrong = below[:lows] + above[: 2 - lows]
    where = printed(text.statute, sentence.address)
    options = [
        Option(f"{shown(n)}{unit}", n == value, "" if n == value else f"{where}写的是{words}{unit}。")
        for n in sorted([value, *wrong])
    ]
    if unit in ("日", "个工作日") and value <= 15:
        other = "日" if unit == "个工作日" else "个工作日"
        options.append(Option(f"{words}{other}", False, f"{where}写的是{words}{unit}，不是{words}{other}。"))
    before, after = sentence.text[: match.start()], sentence.text[match.end() :].rstrip("：")
    explanation = quoted(text, sentence)
    stem = f"{opening(text, sentence)}{before}（　）{after}。"
    if len(options) >= 3:
        yield make(
            "number",
            sentence,
            "single",
            stem,
            options=tuple(options),
            explanation=explanation,
            tags=_tags(unit),
            difficulty=2,
        )
    blank = f"{opening(text, sentence)}{before}____{unit}{after}。"
    both = (str(value), to_chinese(value))
    alternatives = both if words[0].isascii() else both[::-1]
    yield make(
        "number-blank",
        sentence,
        "blank",
        blank,
        answers=(alternatives,),
        explanation=explanation,
        tags=_tags(unit),
        difficulty=3,
    )


def _told(text: Text, unit: str) -> set[int]:
    """Every amount of this unit that the text states."""
    found = (m for s in sentences(text) for m in _AMOUNT.finditer(s.text) if m["unit"] == unit)
    return {value for m in found if (value := parse_int(m["n"])) is not None}


def _tags(unit: str) -> tuple[str, ...]:
    return (
        ("人数",)
        if unit in ("人", "名")
        else ("期限",)
        if unit in ("日", "个工作日", "个月", "年", "小时")
        else ("数字",)
    )


def _date(text: Text, sentence: Sentence, match: re.Match) -> Iterator[Question]:
    numbers = [parse_int(n) or 0 for n in re.findall(rf"[{NUMERAL}]+", match[0])]
    if len(numbers) != 3 or not match[0][0].isascii():
        return
    year, month, day = numbers
    name = f"{sentence.address}-{match.start()}"
    where = printed(text.statute, sentence.address)
    # the days of approval and of publication, printed under the title, are what people put for the day of effect
    told = [d for line in text.statute.promulgation for d in _DATE.findall(line) if d != match[0]]
    made = [f"{year}年{(month + 6) % 12 + 1}月{day}日", f"{year + 1}年{1 if month != 1 else 7}月1日"]
    wrong = list(dict.fromkeys([*told, *made]))[:2]
    options = [Option(match[0], True)] + [Option(w, False, f"{where}写的是{match[0]}。") for w in wrong]
    before, after = sentence.text[: match.start()], sentence.text[match.end() :].rstrip("：")
    stem = f"{opening(text, sentence)}{before}（　）{after}。"
    yield make(
        "date",
        sentence,
        "single",
        stem,
        options=shuffled(name, options),
        explanation=quoted(text, sentence),
        tags=("日期",),
        difficulty=1,
    )
