"""Judgement items: the text's own sentence, or the same with exactly one slot changed."""

import re
from collections.abc import Iterator

from tiaoli.model import Question
from tiaoli.numerals import NUMERAL, parse_int, to_chinese
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting import bodies
from tiaoli.quiz.drafting.common import Sentence, make, quoted, seed, sentences, source, stands_alone

#: word -> what it is changed into. Only words of which the audit knows that they contradict each other.
_SWAPS = (
    ("不得超过", "不得少于"), ("不再受理", "应当受理"), ("不予受理", "应当受理"), ("不得", "可以"), ("上一级", "下一级"), ("书面", "口头"),
    ("每年", "每半年"), ("不计算在", "计算在"), ("应当", "可以"), ("可以", "应当"),
)  # fmt: skip
_AMOUNT = re.compile(
    rf"(?<![第{NUMERAL}年月])(?P<n>[{NUMERAL}]{{1,5}})(?P<unit>个工作日|日|个月|人)(?=内|以|前|$|[，。；])"
)


def draft(text: Text) -> Iterator[Question]:
    """One item a sentence; the sentence's place decides whether it is changed."""
    pool = bodies.bodies(text)
    for sentence in sentences(text):
        if not stands_alone(text, sentence) or not 12 <= len(sentence.text) <= 120:
            continue
        name = f"{sentence.address}-{sentence.at}-judge"
        changed = _changed(text, sentence, pool, name) if seed(name) % 2 or _AMOUNT.search(sentence.text) else None
        if changed:
            words, before, after = changed
            explanation = f"{quoted(text, sentence)}题中把“{before}”改成了“{after}”。"
            yield make(
                "changed",
                sentence,
                "judge",
                f"{source(text, sentence.address)}{words}。",
                answer=False,
                explanation=explanation,
                tags=("判断",),
                difficulty=3,
            )
        else:
            yield make(
                "verbatim",
                sentence,
                "judge",
                f"{source(text, sentence.address)}{sentence.text}。",
                answer=True,
                explanation=f"{quoted(text, sentence)}",
                tags=("判断",),
                difficulty=2,
            )


def _changed(text: Text, sentence: Sentence, pool: list[str], name: str) -> tuple[str, str, str] | None:
    """(the sentence with one slot changed, what it was, what it became)."""
    words = sentence.text
    if match := _AMOUNT.search(words):
        value = parse_int(match["n"]) or 0
        other = {5: 10, 15: 30, 30: 60, 60: 90}.get(value, value * 2)
        shown = str(other) if match["n"][0].isascii() else to_chinese(other)
        unit = match["unit"]
        if unit == "个工作日" and seed(name, "unit") % 2:
            return _replaced(words, match.span(), f"{match['n']}日")
        return _replaced(words, match.span(), f"{shown}{unit}")
    choices = []
    for before, after in _SWAPS:
        at = words.find(before)
        if (
            at >= 0
            and words.count(before) == 1
            and not any(before in b and b in words for b, _ in _SWAPS if b != before)
        ):
            choices.append(_replaced(words, (at, at + len(before)), after))
    for match, body in bodies._found(sentence):
        near = bodies.others(text, sentence, match.span("body"), body, pool)[:3]
        if near:
            choices.insert(0, _replaced(words, match.span("body"), near[seed(name, "body") % len(near)]))
            break
    choices = [c for c in choices if c and plain(c[0], text.names) not in text.everything]
    return choices[seed(name, "swap") % len(choices)] if choices else None


def _replaced(words: str, span: tuple[int, int], new: str) -> tuple[str, str, str]:
    return words[: span[0]] + new + words[span[1] :], words[span[0] : span[1]], new
