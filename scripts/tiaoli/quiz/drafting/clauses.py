"""Condition and consequence: what is to be done in a case is the blank, with the consequences of other cases beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.citations.resolve import printed
from tiaoli.model import Item, Option, Question
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import (
    DELICATE,
    Sentence,
    choose,
    distinct,
    has_subject,
    inner,
    make,
    opening,
    quoted,
    sentences,
    shuffled,
)

#: 情况重大、紧急的，|应当及时提出建议，报请本级党委和政府决定
_CASE = re.compile(r"(?:^|；)(?P<case>[^；]*?的)，(?P<then>[^；]+)(?=；|$)")
SHORTEST, LONGEST = 6, 48


@dataclass(frozen=True, slots=True)
class Consequence:
    """`words` at `start`..`end` of a sentence."""

    sentence: Sentence
    start: int
    end: int
    words: str
    case: str


def draft(text: Text) -> Iterator[Question]:
    """A single choice for each case of the text, for papers; distractors are what the same article orders in other cases."""
    pool = list(_found(text))
    for one in pool:
        if question := _single(text, one, pool):
            yield question


def _found(text: Text) -> Iterator[Consequence]:
    for sentence in sentences(text):
        if (
            DELICATE.search(sentence.text)
            or not has_subject(sentence)
            or "前款" in sentence.text
            or sentence.text.endswith("：")
            or len(sentence.text) > 140
        ):
            continue
        for match in _CASE.finditer(sentence.text):
            then = match["then"]
            if SHORTEST <= len(then) <= LONGEST and "的，" not in then and not re.search("^其|该", then):
                yield Consequence(sentence, match.start("then"), match.end("then"), then, match["case"])


def _exclude_each_other(text: Text, one: Consequence, other: Consequence) -> bool:
    """Whether two consequences are for cases of which only one can be: items of a list that tells cases apart, or
    sentences of an article that say by whom (由…受理)."""
    first, second = one.sentence, other.sentence
    if first.article != second.article or first is second:
        return False
    above = text.statute.parents.get(first.address), text.statute.parents.get(second.address)
    if isinstance(first.unit, Item) and isinstance(second.unit, Item):
        return above[0] is above[1]
    return one.words.startswith("由") and other.words.startswith("由")


def _single(text: Text, one: Consequence, pool: list[Consequence]) -> Question | None:
    sentence = one.sentence
    if "以上情形" in sentence.text[: one.start]:
        return None
    own, whole = plain(one.words, text.names), plain(sentence.text, text.names)
    near = (
        o for o in pool
        if _exclude_each_other(text, one, o) and 0.4 <= len(o.words) / len(one.words) <= 2.5
        and overlap(plain(o.words, text.names), own) < 0.5 and overlap(plain(o.words, text.names), whole) < 0.5
    )  # fmt: skip
    wrong: list[Consequence] = []
    for other in near:
        if all(overlap(plain(other.words, text.names), plain(w.words, text.names)) < 0.5 for w in wrong):
            wrong.append(other)
    name = f"{sentence.address}-{sentence.at}-{one.start}-then"
    wrong = choose(name, wrong[:4], 2)
    if len(wrong) < 2 or not distinct(text, [one.words, *(w.words for w in wrong)]):
        return None
    options = [Option(one.words, True)] + [
        Option(w.words, False, f"{printed(text.statute, w.sentence.address)}：“{inner(w.case)}”，才这样办。")
        for w in wrong
    ]
    stem = f"{opening(text, sentence)}{sentence.text[: one.start]}（　）{sentence.text[one.end :]}。"
    return make(
        "then", sentence, "single", stem, options=shuffled(name, options), explanation=quoted(text, sentence),
        tags=("处理方式",), difficulty=3, use="paper",
    )  # fmt: skip
