"""Slides that hold more than a wall can show -> several, cut between paragraphs, between sentences where need be."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from tiaoli.writers.slide import Line, Slide, size, table_size

#: The least size at which a whole article is still shown on one slide; below it is cut.
LEAST = 26.0
_SENTENCE = re.compile(r"[^。；]+[。；]?”?")
#: The same for a table.
LEAST_TABLE = 20.0


def fitted(slide: Slide) -> Iterator[Slide]:
    """The slide, or its parts, the later ones marked （续）, each with all of its notes."""
    if slide.table:
        yield from _tables(slide)
        return
    pieces = _pieces(slide.lines)
    points = min(map(size, pieces)) if slide.lines else 0
    for at, lines in enumerate(pieces):
        yield replace(slide, title=slide.title + ("（续）" if at else ""), lines=lines, points=points)


def _tables(slide: Slide) -> Iterator[Slide]:
    head, *rows = slide.table
    for count in range(1, len(rows) + 1):
        ends = [len(rows) * at // count for at in range(count + 1)]  # never one row alone on the last
        parts = [replace(slide, table=(head, *rows[a:b])) for a, b in pairwise(ends)]
        if all(table_size(part) >= LEAST_TABLE for part in parts):
            break
    points = min(map(table_size, parts))
    for at, part in enumerate(parts):
        yield replace(part, title=slide.title + ("（续）" if at else ""), points=points)


def _pieces(lines: tuple[Line, ...]) -> list[tuple[Line, ...]]:
    """Lines in as few pieces as fit, of about one length."""
    if size(lines) >= LEAST or not lines:
        return [lines]
    whole = all(size((one,)) >= LEAST for one in lines)
    small = list(lines) if whole else [part for line in lines for part in _sentences(line)]
    for count in range(2, len(small) + 1):
        pieces = [_joined(piece) for piece in _shared(small, count)]
        if all(size(piece) >= LEAST for piece in pieces):
            return pieces
    return [(one,) for one in small]


def _shared(lines: list[Line], count: int) -> list[tuple[Line, ...]]:
    whole = sum(len(line.text) + 12 for line in lines)
    out: list[list[Line]] = [[] for _ in range(count)]
    above = 0
    for line in lines:
        own = len(line.text) + 12
        out[min(count - 1, (above + own // 2) * count // whole)].append(line)
        above += own
    return [tuple(piece) for piece in out if piece]


def _joined(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Sentences of one paragraph as one paragraph again; what goes on with a paragraph has no indent."""
    out: list[Line] = []
    for line in lines:
        if out and not line.indent and not line.label and out[-1].kind == line.kind == "law":
            out[-1] = replace(out[-1], text=out[-1].text + line.text)
        else:
            out.append(line)
    return tuple(out)


def _sentences(line: Line) -> Iterator[Line]:
    for at, words in enumerate(_SENTENCE.findall(line.text)):
        yield replace(line, text=words, label=line.label if not at else "", indent=line.indent if not at else 0)
