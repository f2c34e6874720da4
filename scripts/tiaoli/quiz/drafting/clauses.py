"""Condition and consequence: what is to be done in a case is the blank, with the consequences of other cases beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.citations.resolve import printed
from tiaoli.model import Option, Question
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import DELICATE, Sentence, choose, distinct, make, quoted, sentences, shuffled, source

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


def draft(text: Text) -> Iterator[Question]:
    """A single choice for each case of the text, for papers; distractors are what neighbouring articles order."""
    pool = list(_found(text))
    order = {article.address: at for at, article in enumerate(text.statute.articles)}
    for one in pool:
        if question := _single(text, one, pool, order):
            yield question


def _found(text: Text) -> Iterator[Consequence]:
    for sentence in sentences(text):
        if (
            DELICATE.search(sentence.text)
            or "前款" in sentence.text
            or sentence.text.endswith("：")
            or len(sentence.text) > 140
        ):
            continue
        for match in _CASE.finditer(sentence.text):
            then = match["then"]
            if SHORTEST <= len(then) <= LONGEST and "的，" not in then and not re.search("以上情形|^其|该", then):
                yield Consequence(sentence, match.start("then"), match.end("then"), then)


def _single(text: Text, one: Consequence, pool: list[Consequence], order: dict[str, int]) -> Question | None:
    sentence = one.sentence
    own, whole = plain(one.words, text.names), plain(sentence.text, text.names)
    here = order.get(sentence.article, 0)
    near = sorted(
        (
            o for o in pool
            if overlap(plain(o.words, text.names), own) < 0.5 and overlap(plain(o.words, text.names), whole) < 0.5
            and o.sentence.article != sentence.article and 0.5 <= len(o.words) / len(one.words) <= 2
        ),
        key=lambda o: (o.words[:2] != one.words[:2], abs(order.get(o.sentence.article, 0) - here)),
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
        Option(w.words, False, f"这是{printed(text.statute, w.sentence.address)}对另一种情形的规定。") for w in wrong
    ]
    stem = f"{source(text, sentence.address)}{sentence.text[: one.start]}（　）{sentence.text[one.end :]}。"
    return make(
        "then", sentence, "single", stem, options=shuffled(name, options), explanation=quoted(text, sentence),
        tags=("处理方式",), difficulty=3, use="paper",
    )  # fmt: skip
