"""Which provision a query is about, learnt from labelled queries: a weight for every mark and provision.

A mark is a character or a pair of characters of the compared form, known by a number. The model is a softmax over the
provisions and "none of them", trained by plain gradient steps, then cut to its weightiest weights, trained on and rounded:
small enough to be served (data/learnt.json). assets/search-learnt.js does the sum. Same examples, same weights: the order
is shuffled from a seed.
"""

import hashlib
import math
import random
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tiaoli.model import Statute
from tiaoli.search.normalise import normalise
from tiaoli.search.words import core, words

#: Examples that a mark must stand in.
SEEN = 2
#: Weights that are kept, and one step of a rounded weight.
KEPT, STEP = 26_000, 0.5
#: Rounds over the examples, before the cut and after; how far the first steps, and how much is taken off a weight in a round.
ROUNDS, AGAIN, PACE, DECAY = 10, 6, 3.0, 0.02
#: How much less a further right provision counts than the first.
FURTHER = 0.5
#: How far examples of a provision that has few make up for it, and what one counts at least and at most.
EVEN, LEAST_WORTH, MOST_WORTH = 0.7, 0.6, 1.6
#: Ends of what counts as one sentence of a text, and the characters that it has at least.
_SENTENCE, _STATED = re.compile("[。；]"), 4
#: Characters of the compared form in the browser: 60 is one (assets/search-text.js).
_NUMBER, _NUMBERS = 0xE000, 6000
_UNITS = (("工作日", "\uf7f0"), ("小时", "\uf7f1"), ("个月", "\uf7f2"))
#: Written as characters from this one on, which JSON needn't escape up to `\`.
_BASE, _GAP = 35, 57

Row = list[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A query or a sentence; the addresses it is about, the best first (none: the text leaves it out); what it counts."""

    text: str
    addresses: tuple[str, ...]
    worth: float = 1.0


def marks(text: str) -> tuple[int, ...]:
    """The numbers of the marks of a text, each once.

    >>> len(marks("60日办结")), marks("办办") == marks("办办办")
    (7, True)
    """
    folded = core(normalise(text))
    for said, short in _UNITS:
        folded = re.sub(rf"(?<=\d){said}", short, folded)
    folded = re.sub(r"\d+", lambda match: _digits(int(match[0])), folded)
    found: dict[int, None] = {}
    for one, two in zip(folded, f"{folded} "[1:], strict=True):
        if one != " " and not "a" <= one <= "z":  # letters speak of no provision
            found[_bucket(one, None)] = None
            if two != " ":
                found[_bucket(one, two)] = None
    return tuple(found)


def _digits(number: int) -> str:
    return chr(_NUMBER + (number if number < _NUMBERS else 5000 + number % 1000))


def _bucket(one: str, two: str | None) -> int:
    """Below 2**16; `hash` of assets/search-asked.js."""
    return ((ord(one) * 0x9E3779B1 ^ (ord(two) if two else 0) * 0x85EBCA6B) & 0xFFFFFFFF) >> 16


def examples(statute: Statute, queries: Iterable[tuple[str, Sequence[str]]]) -> list[Example]:
    """What is learnt from: the sentences of a statute, the ways in which people ask for each article, and labelled queries."""
    known, found = words(), []
    for article in statute.articles:
        said = [known.topics.get(statute.title, {}), known.asked.get(statute.title, {})]
        found += [Example(one, (article.address,)) for rows in said for one in rows.get(article.address, "").split()]
        stated = [one for unit in article.walk() for one in _SENTENCE.split(unit.text)]
        found += [Example(one, (article.address,)) for one in stated if len(one) >= _STATED]
    return found + [Example(query, tuple(addresses)) for query, addresses in queries]


def digest(examples: Iterable[Example]) -> str:
    """A name for what was learnt from, to tell when the weights are stale."""
    lines = "\n".join(f"{marks(one.text)}{one.addresses}{one.worth}" for one in examples)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def learn(examples: Sequence[Example], addresses: Sequence[str]) -> dict[str, object]:
    """The weights as data/learnt.json keeps them."""
    found = [marks(one.text) for one in examples]
    rare = _rareness(found)
    rows = [_vector(one, rare) for one in found]
    wanted = [_wanted(one, addresses) for one in examples]
    worth = _worth(examples)
    weights = {mark: [0.0] * (len(addresses) + 1) for mark in rare}
    _train(weights, rows, wanted, worth)
    kept: dict[int, dict[int, float]] = {}
    for share in (2, 1):
        kept = _cut(weights, rows, KEPT * share)
        _train_kept(kept, rows, wanted, worth, len(addresses) + 1)
        weights = {mark: [row.get(n, 0.0) for n in range(len(addresses) + 1)] for mark, row in kept.items()}
    return {"of": digest(examples), "addresses": list(addresses)} | _written(kept, rare)


def _rareness(found: Sequence[tuple[int, ...]]) -> dict[int, int]:
    """Mark -> how rare it is, a small whole number."""
    often = Counter(mark for row in found for mark in row)
    return {
        mark: max(1, round(math.log((1 + len(found)) / (1 + count))))
        for mark, count in sorted(often.items())
        if count >= SEEN
    }


def _vector(found: tuple[int, ...], rare: dict[int, int]) -> Row:
    """Known marks with their rareness, of length one."""
    row = [(mark, rare[mark]) for mark in found if mark in rare]
    length = math.sqrt(sum(value * value for _, value in row)) or 1.0
    return [(mark, value / length) for mark, value in row]


def _wanted(example: Example, addresses: Sequence[str]) -> dict[int, float]:
    """Class -> share of it; the class after the last address is none of them."""
    shares = {addresses.index(own): FURTHER if n else 1.0 for n, own in enumerate(example.addresses)}
    whole = sum(shares.values())
    return {own: share / whole for own, share in shares.items()} or {len(addresses): 1.0}


def _worth(examples: Sequence[Example]) -> list[float]:
    """What each example counts: more where its provision has few, so that none is likelier for being asked about more."""
    often = Counter(one.addresses[0] for one in examples if one.addresses)
    middle = sum(often.values()) / len(often)
    even = {own: min(MOST_WORTH, max(LEAST_WORTH, (middle / count) ** EVEN)) for own, count in often.items()}
    return [one.worth * (even[one.addresses[0]] if one.addresses else 1.0) for one in examples]


def _likely(scores: list[float]) -> list[float]:
    """Softmax."""
    peak = max(scores)
    powers = [math.exp(one - peak) for one in scores]
    whole = sum(powers)
    return [one / whole for one in powers]


def _rounds(count: int, rounds: int) -> Iterable[tuple[float, list[int]]]:
    """The pace of each round and its order."""
    order, chance = list(range(count)), random.Random(0)
    for n in range(rounds):
        chance.shuffle(order)
        yield PACE * (1 - n / rounds), order


def _train(
    weights: dict[int, list[float]], rows: list[Row], wanted: list[dict[int, float]], worth: list[float]
) -> None:
    for pace, order in _rounds(len(rows), ROUNDS):
        for at in order:
            scores = [0.0] * len(next(iter(weights.values())))
            for mark, value in rows[at]:
                scores = [score + value * one for score, one in zip(scores, weights[mark], strict=True)]
            off = _likely(scores)
            for own, share in wanted[at].items():
                off[own] -= share
            step = pace * worth[at]
            for mark, value in rows[at]:
                by = step * value
                weights[mark] = [one - by * wrong for one, wrong in zip(weights[mark], off, strict=True)]
        for mark, row in weights.items():
            weights[mark] = [one * (1 - DECAY * pace) for one in row]


def _cut(weights: dict[int, list[float]], rows: list[Row], count: int) -> dict[int, dict[int, float]]:
    """The weights that move most, by their size and by how much of the examples they are in."""
    there: Counter[int] = Counter()
    for row in rows:
        for mark, value in row:
            there[mark] += value * value
    every = sorted(
        ((abs(one) * math.sqrt(there[mark]), mark, n) for mark, row in weights.items() for n, one in enumerate(row)),
        reverse=True,
    )
    kept: dict[int, dict[int, float]] = {mark: {} for mark in weights}
    for _, mark, n in every[:count]:
        kept[mark][n] = weights[mark][n]
    return {mark: row for mark, row in kept.items() if row}


def _train_kept(
    kept: dict[int, dict[int, float]], rows: list[Row], wanted: list[dict[int, float]], worth: list[float], classes: int
) -> None:
    for pace, order in _rounds(len(rows), AGAIN):
        for at in order:
            scores = [0.0] * classes
            own = [(kept[mark], value) for mark, value in rows[at] if mark in kept]
            for row, value in own:
                for n, one in row.items():
                    scores[n] += value * one
            off = _likely(scores)
            for n, share in wanted[at].items():
                off[n] -= share
            for row, value in own:
                by = pace * worth[at] * value
                for n in row:
                    row[n] -= by * off[n]
        for row in kept.values():
            for n in row:
                row[n] *= 1 - DECAY * pace


def _written(kept: dict[int, dict[int, float]], rare: dict[int, int]) -> dict[str, str]:
    """Steps from mark to mark, how rare each is, how many weights it has, their classes and their sizes, each a string."""
    steps, rares, counts, classes, sizes, last = [], [], [], [], [], -1
    for mark in sorted(kept):
        row = {n: round(one / STEP) for n, one in sorted(kept[mark].items()) if round(one / STEP)}
        step, last = mark - last - 1, mark
        steps.append("~" * (step // _GAP) + chr(_BASE + step % _GAP))
        rares.append(str(min(9, rare[mark])))
        counts.append(chr(_BASE + len(row)))
        classes += [chr(_BASE + n) for n in row]
        sizes += [chr(_BASE + _GAP // 2 + max(-_GAP // 2 + 1, min(_GAP // 2, one))) for one in row.values()]
    return {
        "steps": "".join(steps),
        "rare": "".join(rares),
        "counts": "".join(counts),
        "classes": "".join(classes),
        "sizes": "".join(sizes),
    }
