"""What is projected, without a format: a deck is a title and slides; what the speaker says stands in their notes."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. law: the statute's words; plain: ours; big: a number that fills the slide; lead: what to remember."""

    text: str
    kind: Literal["law", "plain", "big", "lead"] = "law"
    #: Printed before the text in the strong colour: 第三十四条.
    label: str = ""
    #: Characters by which the first line stands in.
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Slide:
    """One provision or one idea. `kicker`: small, above the title; `notes`: paragraphs for the speaker.

    `table`: rows of cells, the first its head; `widths`: shares of the width. A slide has lines, a table, or one line
    above a table. `points`: size of the words (of the table, where there is one), 0 for as large as fits.
    """

    title: str
    lines: tuple[Line, ...] = ()
    kicker: str = ""
    notes: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    widths: tuple[float, ...] = ()
    points: float = 0


@dataclass(frozen=True)
class Deck:
    """`imprint`: lines on the title slide (office, version); `foot`: at the foot of every other slide."""

    title: str
    subtitle: str
    imprint: tuple[str, ...]
    foot: str
    slides: tuple[Slide, ...]
    notes: tuple[str, ...] = ()


#: Of a slide's body: width and height in points, sizes to try from the largest.
BODY = (864.0, 356.0)
SIZES = (40.0, 38.0, 36.0, 34.0, 32.0, 30.0, 28.0, 26.0, 24.0)
#: From line to line, as a multiple of the size; between paragraphs, in points.
PITCH, BETWEEN = 1.35, 9.0
TABLE_SIZES = (24.0, 22.0, 20.0, 19.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
#: Left and right of a cell's words, above and below them.
CELL = (7.0, 3.5)
#: What a line above a table takes.
ABOVE_TABLE = 54.0


def size(lines: tuple[Line, ...], height: float = BODY[1]) -> float:
    """The largest size at which the lines fit; 0 where not even the smallest does."""
    return next((one for one in SIZES if needed(lines, one) <= height), 0.0)


def needed(lines: tuple[Line, ...], points: float) -> float:
    """Points of height that the lines need at a size, on the safe side."""
    return sum(_rows(line, points) * size_of(line, points) * PITCH + BETWEEN for line in lines)


#: Size of a kind to that of the statute's words.
_FACTOR = {"law": 1.0, "plain": 0.86, "lead": 0.86, "big": 3.2}


def size_of(line: Line, points: float) -> float:
    """Size of a line where the statute's words have `points`; a number stays on one line."""
    own = points * _FACTOR[line.kind]
    return min(own, BODY[0] / (_width(line.text) + 0.7)) if line.kind == "big" else own


def _rows(line: Line, points: float) -> int:
    if line.kind == "big":
        return 1
    width = BODY[0] / size_of(line, points) - 0.7  # a mark that may not begin a line takes a character with it
    characters = _width(f"{line.label}{'　' if line.label else ''}{line.text}")
    return max(1, -(-(characters + line.indent) // int(width)))


def columns(slide: Slide) -> list[float]:
    """Widths of a table's columns in points."""
    shares = slide.widths or (1.0,) * len(slide.table[0])
    return [BODY[0] * share / sum(shares) for share in shares]


def row_heights(slide: Slide, points: float) -> list[float]:
    """Points of height that each row needs at a size."""
    out = []
    for row in slide.table:
        rooms = (max(1, int((width - 2 * CELL[0]) / points - 0.3)) for width in columns(slide))
        lines = max(-(-_width(words) // room) for words, room in zip(row, rooms, strict=True))
        out.append(max(1, lines) * points * PITCH + 2 * CELL[1])
    return out


def table_room(slide: Slide) -> float:
    """Points of height that a slide's table has."""
    return BODY[1] - (ABOVE_TABLE if slide.lines else 0)


def table_size(slide: Slide) -> float:
    """The largest size at which a slide's table fits; 0 where not even the smallest does."""
    height = table_room(slide)
    return next((one for one in TABLE_SIZES if sum(row_heights(slide, one)) <= height), 0.0)


def _width(words: str) -> int:
    """In characters, on the safe side: programs put a gap between a character and a figure."""
    return int(sum(1 if ord(c) > 0x2000 else 0.75 for c in words) + 0.999)
