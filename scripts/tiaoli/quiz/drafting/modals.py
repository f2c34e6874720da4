"""应当 or 可以: the word that carries a rule's force is the blank."""

import re
from collections.abc import Iterator

from tiaoli.model import Option, Question
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting.common import make, quoted, sentences, shuffled, source, stands_alone

_FORCE = re.compile(r"可以(?!及)|不得(?!超过|少于)|应当")
#: 不得 is no option: nobody takes it for 应当, and a sentence with 不得 says itself that it forbids. 一般应当 stands in
#: texts of this kind and is what people soften 应当 into.
WORDS = ("应当", "可以", "一般应当")
MEANING = {"应当": "写应当的，必须做到。", "可以": "写可以的，允许这样做，不是必须这样做。"}


def draft(text: Text) -> Iterator[Question]:
    """A single choice for sentences with exactly one such word, where it is not the common 应当 (and now and then there)."""
    for at, sentence in enumerate(sentences(text)):
        found = list(_FORCE.finditer(sentence.text))
        if (
            len(found) != 1
            or found[0][0] not in MEANING
            or "一般" in sentence.text
            or not stands_alone(text, sentence)
            or len(sentence.text) > 110
        ):
            continue
        match = found[0]
        if match[0] == "应当" and at % 6:
            continue
        options = shuffled(
            f"{sentence.address}-{sentence.at}-force",
            [Option(w, w == match[0], "" if w == match[0] else f"条文用的是“{match[0]}”。") for w in WORDS],
        )
        stem = f"{source(text, sentence.address)}{sentence.text[: match.start()]}（　）{sentence.text[match.end() :]}。"
        yield make(
            "force",
            sentence,
            "single",
            stem,
            options=options,
            explanation=quoted(text, sentence) + MEANING[match[0]],
            tags=("用语",),
            difficulty=3,
        )
