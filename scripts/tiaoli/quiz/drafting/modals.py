"""应当, 可以, 不得: the word that carries a rule's force is the blank."""

import re
from collections.abc import Iterator

from tiaoli.model import Option, Question
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import make, quoted, sentences, source, stands_alone

_FORCE = re.compile(r"可以(?!及)|不得(?!超过|少于)|应当")
WORDS = ("应当", "可以", "不得")


def draft(text: Text) -> Iterator[Question]:
    """A single choice for sentences with exactly one such word, where it is not the common 应当 (and now and then there)."""
    for at, sentence in enumerate(sentences(text)):
        found = list(_FORCE.finditer(sentence.text))
        if len(found) != 1 or not stands_alone(text, sentence) or len(sentence.text) > 110:
            continue
        match = found[0]
        if match[0] == "应当" and at % 3:
            continue
        options = tuple(Option(w, w == match[0], "" if w == match[0] else f"条文用的是“{match[0]}”。") for w in WORDS)
        stem = f"{source(text, sentence.address)}{sentence.text[: match.start()]}（　）{sentence.text[match.end() :]}。"
        yield make(
            "force",
            sentence,
            "single",
            stem,
            options=options,
            explanation=quoted(text, sentence),
            tags=("用语",),
            difficulty=3,
        )
