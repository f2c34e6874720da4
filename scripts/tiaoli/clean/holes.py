"""Damaged text as bytes with holes, and the characters that can fill them.

`variants` turns the text from a damaged place on back into pieces of bytes; `candidates` searches the original
characters that agree with every byte and every reading that is known.
"""

import heapq
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import NamedTuple

from tiaoli.clean.chinese import PINYIN
from tiaoli.clean.evidence import SWALLOWED, Evidence
from tiaoli.clean.gbk import LEADS, decode, encode, is_plausible, pairs_read
from tiaoli.clean.language import attraction, character_score
from tiaoli.clean.script import simplify_char

#: Most candidates kept from character to character, and most ways kept to the same last character, since the words
#: around decide later.
BEAM, WAYS = 300, 4
#: Most candidates handed on for each end.
SHORTLIST = 60
#: Most characters tried in one place.
WIDEST = 600
#: No region seen ran on for longer than this many characters.
LONGEST = 30
#: How far ahead of a region's start doubtful `?` are tried in every meaning, and how many of them.
AHEAD, MOST_VARIANTS = 30, 3
#: What a `?` can stand for: a pair that no character has, one byte that swallowed a blank, a cut before a mark.
_PAIR, _SINGLE, _CUT = "pair", "single", "cut"
#: What it costs to suppose that a blank was swallowed, and what a phrase of the file is worth.
UNUSUAL, FILE_PAIR = -6.0, 2.0

#: `?！` or `??`: a lost lead byte and a mark whose bytes lay across two characters.
CUT = re.compile(r"\?[?!？！]")
BRACKETED = re.compile(rf"[(（]([{PINYIN}]{{1,7}})[)）]")
_ANNOTATION_END = re.compile(rf"([{PINYIN}]{{1,7}})[)）]")
_MARK_BYTES = {"?": b"\xa3\xbf", "？": b"\xa3\xbf", "!": b"\xa3\xa1", "！": b"\xa3\xa1"}
WIDENED = str.maketrans(",:;()!", "，：；（）！")


@dataclass(frozen=True, slots=True)
class _Piece:
    """Text [start:end) as bytes; None is a lost byte. `syllable`: the two bytes before the end are read so."""

    start: int
    end: int
    data: tuple[int | None, ...]
    syllable: str = ""
    invalid: bool = False


class _Filled(NamedTuple):
    """A character that lost bytes can be: itself, simplified, its score, how many bytes it has and the last of them."""

    char: str
    simple: str
    cost: float
    size: int
    last: int | None


def variants(text: str, start: int, cut: bool) -> Iterator[tuple[float, list[_Piece]]]:
    """(score, the damaged text from `start` on in bytes) for each thing that the next few `?` can stand for.

    A pair of bytes that no character has; one byte that swallowed a blank; or, before a mark, the cut.
    """
    places = [m.start() for m in re.finditer(r"\?", text[: start + AHEAD]) if m.start() > start + cut]
    places = [i for i in places if not SWALLOWED.match(text, i)][:MOST_VARIANTS]
    options = [(_PAIR, _SINGLE, _CUT) if CUT.match(text, i) else (_PAIR, _SINGLE) for i in places]
    for chosen in product(*options):
        meant = dict(zip(places, chosen, strict=True))
        if any(meant[i] == _CUT and meant.get(i + 1, _PAIR) != _PAIR for i in places):
            continue  # the mark of a cut has no meaning of its own
        yield UNUSUAL * chosen.count(_SINGLE), _pieces(text, start, meant | ({start: _CUT} if cut else {}))


def _pieces(text: str, start: int, meant: dict[int, str]) -> list[_Piece]:
    """The damaged text as bytes; stops at what GBK can't hold or the line's end. `meant`: what a `?` stands for."""
    pieces: list[_Piece] = []
    i, stop = start, min(len(text), start + LONGEST * 4)
    while i < stop:
        char = text[i]
        annotation = BRACKETED.match(text, i)
        swallowed = _ANNOTATION_END.match(text, i + 1) if char == "?" else None
        if annotation and pieces:
            pieces.append(_Piece(i, annotation.end(), (), annotation[1]))
            i = annotation.end()
        elif swallowed and SWALLOWED.match(text, i):
            pieces.append(_Piece(i, swallowed.end(), (None,), swallowed[1]))
            i = swallowed.end()
        elif meant.get(i) == _CUT:
            pieces.append(_Piece(i, i + 1, (None,)))
            pieces.append(_Piece(i + 1, i + 2, tuple(_MARK_BYTES[text[i + 1]])))
            i += 2
        elif char == "?" and (
            meant.get(i) == _SINGLE or i + 1 == len(text)
        ):  # the line's last byte, or one and a blank
            pieces.append(_Piece(i, i + 1, (None,)))
            i += 1
        elif char == "?":
            pieces.append(_Piece(i, i + 1, (None, None), invalid=True))
            i += 1
        else:
            data = encode(char.translate(WIDENED))
            if data is None:
                break
            pieces.append(_Piece(i, i + 1, tuple(data)))
            i += 1
    return pieces


def candidates(
    pieces: list[_Piece], before: int | None, last_char: str, facts: Evidence
) -> Iterator[tuple[float, str, int]]:
    """(score by characters, original characters, end in the text) for the likely ways to fill the holes.

    Breadth first over the original characters, the best way to each last character kept; a way may end wherever an
    original character ends together with a piece.
    """
    data: list[int | None] = []
    conditions: dict[int, list[str]] = {}  # bytes [i-2:i] are read so
    invalid: set[int] = set()
    ends: dict[int, int] = {}  # byte offset -> text position, where a piece with bytes begins
    for piece in pieces:
        if piece.data:
            ends[len(data)] = piece.start
            if piece.invalid:
                invalid.add(len(data) + 1)
            data.extend(piece.data)
        if piece.syllable:
            conditions.setdefault(len(data), []).append(piece.syllable)
    ends[len(data)] = pieces[-1].end
    stream = _Stream(data, conditions, frozenset(invalid))
    stops = {offset for offset, position in ends.items() if not _known_damage(pieces, position)}
    states = [(0, last_char, before, 0.0, "")]
    for _ in range(LONGEST):
        following: dict[tuple[int, str, int | None], list[tuple[float, str]]] = {}
        done: dict[int, list[tuple[float, str]]] = {}
        for at, previous, last, value, chars in states:
            for char, simple, cost, size, trail in stream.fill(at, last):
                if facts.is_marked(char) and at + 2 not in conditions and at + 1 not in conditions:
                    continue  # within a file a character is annotated always or never, unless it was split
                pair = previous + simple
                total = value + cost + attraction(pair) + FILE_PAIR * math.log1p(facts.phrases.counts[pair])
                if at + size in stops:
                    done.setdefault(ends[at + size], []).append((total, chars + char))
                else:
                    following.setdefault((at + size, simple, trail), []).append((total, chars + char))
        for end, ways in done.items():
            yield from ((value, chars, end) for value, chars in heapq.nlargest(SHORTLIST, ways))
        states = [
            (*key, value, chars) for key, ways in following.items() for value, chars in heapq.nlargest(WAYS, ways)
        ]
        states = heapq.nsmallest(BEAM, states, key=lambda s: (-s[3], s[4]))


@dataclass(slots=True)
class _Stream:
    """Bytes with holes; `conditions`: the two bytes before an offset are read so; `invalid`: offsets of the second byte
    of a pair that no character has."""

    data: list[int | None]
    conditions: dict[int, list[str]]
    invalid: frozenset[int]

    def fill(self, at: int, last: int | None) -> tuple[_Filled, ...]:
        """What can stand from offset `at` on when byte `last` stands before."""
        if at >= len(self.data):
            return ()
        before, after = (tuple(self.conditions.get(at + i, ())) for i in (1, 2))
        bound = at in self.invalid
        trail = self.data[at + 1] if at + 1 < len(self.data) else -1
        return _fill(
            self.data[at], trail, last if before or bound else None, before, after, bound, at + 2 in self.invalid
        )


@cache
def _fill(
    lead: int | None,
    trail: int | None,
    last: int | None,
    before: tuple[str, ...],
    after: tuple[str, ...],
    bound: bool,
    open_end: bool,
) -> tuple[_Filled, ...]:
    """Characters of two bytes (None: lost, -1: past the end); at most WIDEST, the commonest.

    `before`: readings of (last, lead); `after`: of (lead, trail); `bound`: (last, lead) is no character; `open_end`:
    (trail, what follows) is none.
    """
    if lead is not None and lead < 0x80:
        return (_Filled(chr(lead), chr(lead), -8.0, 1, lead),)
    if trail == -1:
        return ()
    found = []
    for first in [lead] if lead is not None else _possible(last, before, LEADS):
        if not _agrees(last, first, before) or bound and last is not None and decode(last, first) is not None:
            continue
        for second in [trail] if trail is not None else _possible(first, after, range(0x40, 0xFF)):
            char = decode(first, second)
            if char is None or open_end and second not in _OPEN:
                continue
            if is_plausible(char) and _agrees(first, second, after):
                simple = simplify_char(char)
                found.append(_Filled(char, simple, character_score(simple), 2, second))
    return tuple(heapq.nlargest(WIDEST, found, key=lambda filled: (filled.cost, filled.char)))


#: First bytes of pairs that no character has.
_OPEN = frozenset(first for first in LEADS if any(decode(first, second) is None for second in LEADS)) | {0x80}


def _possible(first: int | None, syllables: tuple[str, ...], every: range) -> list[int]:
    if syllables and first is not None:
        return [trail for lead, trail in pairs_read(syllables[0]) if lead == first]
    return list(every)


def _agrees(first: int | None, second: int, syllables: tuple[str, ...]) -> bool:
    return first is None or all((first, second) in pairs_read(s) for s in syllables)


def _known_damage(pieces: list[_Piece], position: int) -> bool:
    """The piece that begins here is itself a hole, so the streams are not in step yet."""
    return any(p.start == position and None in p.data and (p.syllable or p.invalid) for p in pieces)
