"""Versions A, B, C of a paper: the same questions, questions and options in another order, keys following."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.model import Option, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: 以上都对, A和B, 前两项: an option that speaks of others by their place keeps its own.
_ABOUT_OTHERS = re.compile(r"以上|上述|前[一二两三四]项|[A-HＡ-Ｈ]\s*[、，,和与及]\s*[A-HＡ-Ｈ]|都(?:对|正确|不对|错)$")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as one version prints it: its number on the paper and its options in their printed order."""

    number: int
    question: Question
    options: tuple[Option, ...]
    score: float

    @property
    def key(self) -> str:
        """Letters, √ or ×, words; for an order the letters in the right order."""
        question = self.question
        if question.type in ("single", "multi"):
            return "".join(LETTERS[at] for at, option in enumerate(self.options) if option.correct)
        if question.type == "order":
            return "".join(LETTERS[self.options.index(option)] for option in question.options)
        if question.type == "judge":
            return "√" if question.answer else "×"
        if question.type == "blank":
            return "；".join("／".join(words) for words in question.answers)
        return question.text or "；".join(question.points)


def shuffled(questions: Sequence[Question], seed: str) -> list[Question]:
    """The questions of a section in a version's order."""
    out = list(questions)
    random.Random(seed).shuffle(out)
    return out


def asked(number: int, question: Question, score: float, seed: str) -> Asked:
    """A question with its options in a version's order. Locked options, and those about others, keep their place."""
    rng = random.Random(f"{seed}-{question.id}")
    options = list(question.options)
    locked = {at for at, option in enumerate(options) if option.lock or _ABOUT_OTHERS.search(option.text)}
    if question.type == "order":
        locked = set()
    free = [at for at in range(len(options)) if at not in locked]
    moved = list(free)
    rng.shuffle(moved)
    if question.type == "order" and moved == free and len(free) > 1:
        moved = moved[1:] + moved[:1]  # printed in the right order it would be no question
    out = list(options)
    for to, source in zip(free, moved, strict=True):
        out[to] = options[source]
    return Asked(number, question, tuple(out), score)
