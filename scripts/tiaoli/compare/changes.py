"""The words that changed between two texts: equal, taken out, put in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

#: What is never cut in two: 15日, 第三十四条, 2022, an English word; otherwise one character.
_TOKEN = re.compile(
    r"第[一二三四五六七八九十百千零〇两\d]+[编章节条款项]|[\d.]+[年月日人个元%％]*|[A-Za-z]+|.", re.DOTALL
)
#: Equal text this short between two changes is noise: the words around it changed as one.
_ISLAND = 1
#: Less in common than this: the one was replaced by the other, and no single word is worth marking.
_UNLIKE = 0.25


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `kind` "": in both, "del": only in the old, "ins": only in the new."""

    text: str
    kind: Literal["", "del", "ins"] = ""


def changes(old: str, new: str) -> tuple[Piece, ...]:
    """Pieces in order; those not "ins" make up the old text, those not "del" the new one.

    >>> [(p.kind, p.text) for p in changes("应当在15日内答复。", "应当在30日内书面答复。")]
    [('', '应当在'), ('del', '15日'), ('ins', '30日'), ('', '内'), ('ins', '书面'), ('', '答复。')]
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if not old or not new:
        return _plain([(before, after, False)])
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _UNLIKE:
        return _plain([(before, after, False)])
    runs = [(before[a:b], after[c:d], tag == "equal") for tag, a, b, c, d in matcher.get_opcodes()]
    return _plain(_joined(runs))


_Run = tuple[Sequence[str], Sequence[str], bool]


def _joined(runs: list[_Run]) -> list[_Run]:
    """Changes that only an island parts become one, where both sides of it change on both sides."""
    out: list[_Run] = []
    for at, (before, after, equal) in enumerate(runs):
        inside = 0 < at < len(runs) - 1
        if equal and inside and sum(map(len, before)) <= _ISLAND and _both(runs[at - 1]) and _both(runs[at + 1]):
            equal = False
        if out and not equal and not out[-1][2]:
            out[-1] = ([*out[-1][0], *before], [*out[-1][1], *after], False)
        else:
            out.append((before, after, equal))
    return out


def _both(run: _Run) -> bool:
    return bool(run[0]) and bool(run[1])


def _plain(runs: list[_Run]) -> tuple[Piece, ...]:
    pieces = []
    for before, after, equal in runs:
        if equal:
            pieces.append(Piece("".join(before)))
        else:
            pieces += [Piece("".join(before), "del"), Piece("".join(after), "ins")]
    return tuple(piece for piece in pieces if piece.text)
