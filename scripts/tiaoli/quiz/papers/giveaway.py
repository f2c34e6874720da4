"""Which questions must not stand on one paper, because one gives the other's answer away.

P gives Q away when what is read of P (stem and options, and the explanation, which is read out in a live contest and
stands beside the key) holds Q's key in Q's own context: the key with the words next to Q's blank; a key of some length
anywhere; a short key (60日, 第二条) in the stem of a question on the same article. Two questions on one clause that ask for
the same thing, or of which one prints the clause, exclude each other as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.model import Question
from tiaoli.quiz.audit import Text
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.stems import BLANK

#: A key of so many characters says by itself what it answers; a shorter one (60日) needs its context.
TELLING = 8
#: Characters of the stem beside the blank that make a short key recognisable.
CONTEXT = 5


@dataclass(frozen=True, slots=True)
class Read:
    """A question as the comparison sees it: without punctuation, numerals alike."""

    stem: str
    shown: str
    explanation: str
    keys: tuple[str, ...]
    in_context: tuple[str, ...]
    articles: frozenset[str]
    clauses: tuple[tuple[str, str], ...]
    type: str


def conflicts(questions: Sequence[Question], text: Text) -> list[int]:
    """For each question the others that it excludes, as a mask of bits by position."""
    seen = [_read(question, text) for question in questions]
    masks = [0] * len(seen)
    for i, one in enumerate(seen):
        for j in range(i + 1, len(seen)):
            if excludes(one, seen[j]):
                masks[i] |= 1 << j
                masks[j] |= 1 << i
    return masks


def excludes(one: Read, other: Read) -> bool:
    """Whether the two may not stand on one paper."""
    return _tells(one, other) or _tells(other, one) or _same_slot(one, other)


def _tells(teller: Read, asked: Read) -> bool:
    near = bool(teller.articles & asked.articles)
    if near and any(words in teller.shown or words in teller.explanation for words in asked.in_context):
        return True
    for key in asked.keys:
        if len(key) >= TELLING:
            if key in teller.stem or (near and (key in teller.shown or key in teller.explanation)):
                return True
        elif near and key in teller.stem:
            return True
    return False


def _same_slot(one: Read, other: Read) -> bool:
    clause = any(
        target == there and (quote in said or said in quote)
        for target, quote in one.clauses
        for there, said in other.clauses
    )
    # a judgement prints its clause, right or with one thing changed
    return clause and ("judge" in (one.type, other.type) or bool(set(one.keys) & set(other.keys)))


def _read(question: Question, text: Text) -> Read:
    def flat(words: str) -> str:
        return plain(words, text.names)

    keys = tuple(filter(None, map(flat, key_words(question))))
    parts = [flat(part) for part in BLANK.split(question.stem)]
    context = []
    if len(parts) > 1:
        for at, key in enumerate(keys):
            before = parts[min(at, len(parts) - 2)][-CONTEXT:]
            after = parts[min(at, len(parts) - 2) + 1][:CONTEXT]
            context += [before + key] if len(before) == CONTEXT else []
            context += [key + after] if len(after) == CONTEXT else []
    stem = flat(BLANK.sub("", question.stem))
    return Read(
        stem, stem + "".join("\n" + flat(option.text) for option in question.options), flat(question.explanation), keys,
        tuple(context), frozenset(_article(e.target) for e in question.evidence),
        tuple((e.target, flat(e.quote)) for e in question.evidence), question.type,
    )  # fmt: skip


def key_words(question: Question) -> tuple[str, ...]:
    """The words of the right answer; none for a judgement and for an order, whose words all stand in the question."""
    if question.type in ("single", "multi"):
        return tuple(question.options[at].text for at in question.keyed)
    if question.type == "blank":
        return tuple(words[0] for words in question.answers)
    return question.points or ((question.text,) if question.text else ())


def _article(target: str) -> str:
    """art-34 for art-34-p1, art-12-1 for art-12-1-p2."""
    return target.partition("-p")[0]
