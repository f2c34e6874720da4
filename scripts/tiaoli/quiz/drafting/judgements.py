"""Judgement items: the text's own sentence, or the same with exactly one slot changed."""

from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.model import Question
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting import bodies
from tiaoli.quiz.drafting.changing import Change, changes, pick, why
from tiaoli.quiz.drafting.common import (
    AMOUNT,
    Sentence,
    make,
    opening,
    quoted,
    seed,
    sentences,
    stands_alone,
)


def draft(text: Text) -> Iterator[Question]:
    """One item a sentence to practise with; the sentence's place decides whether it is changed.

    A second one, for papers only, says the opposite of the first: changed where the first is verbatim and the other way
    round, so that who has learnt the first by heart still has to read.
    """
    pool = bodies.bodies(text)
    for sentence in sentences(text):
        if not stands_alone(text, sentence) or not 12 <= len(sentence.text) <= 120:
            continue
        name = f"{sentence.address}-{sentence.at}-judge"
        found = changes(text, sentence, pool)
        wanted = seed(name) % 2 or AMOUNT.search(sentence.text)
        first = pick(found, name) if wanted else None
        yield _changed(text, sentence, first, "changed") if first else _verbatim(text, sentence, found, "verbatim")
        if not first and found:
            if other := pick(found, name + "-paper"):
                yield _changed(text, sentence, other, "reworded", use="paper")
        elif first and seed(name, "paper") % 3:
            yield _verbatim(text, sentence, found, "quoted", use="paper")


def _changed(text: Text, sentence: Sentence, change: Change, rule: str, **fields) -> Question:
    explanation = f"{quoted(text, sentence)}题中把“{change.before}”改成了“{change.after}”。{why(change)}"
    stem = f"{opening(text, sentence)}{change.words}。"
    return make(
        rule, sentence, "judge", stem, answer=False, explanation=explanation, tags=("判断",),
        difficulty=4 if change.rank == 3 else 3, **fields,
    )  # fmt: skip


def _verbatim(text: Text, sentence: Sentence, found: list[Change], rule: str, **fields) -> Question:
    stem = f"{opening(text, sentence)}{sentence.text}。"
    words = list(dict.fromkeys(c.before for c in found))[:3]
    watched = (
        f"要看准的是{'、'.join(f'“{w}”' for w in words)}，题中{'都' if len(words) > 1 else ''}没有改。" if words else ""
    )
    explanation = f"题中的话是{printed(text.statute, sentence.address)}里的原话。{watched}"
    return make(
        rule, sentence, "judge", stem, answer=True, explanation=explanation, tags=("判断",), difficulty=2, **fields
    )
