"""What is drawn rather than typeset, without a format: long pictures, posters, cards, a folded leaflet.

A drawing is pages of blocks; its layout (data/typst/<layout>.typ) decides where they stand. Text is data everywhere.
"""

from dataclasses import dataclass
from typing import Literal

#: picture: one page a drawing, 1080 pixels wide and as high as it gets. poster: one idea a page, as large as the paper
#: allows. cards: one page of ten equal cards for each page. leaflet: pages are panels, in the order of reading.
Layout = Literal["picture", "poster", "cards", "leaflet"]


@dataclass(frozen=True, slots=True)
class Amount:
    """One limit or head-count, its number the largest thing: `before` and `after` are what is read with it.

    `facts`: (name, words) of scope, start, extension and whatever else keeps the number from being taken as absolute.
    `quote`: the text's own words; `place`: 第三十四条.
    """

    number: str
    before: str = ""
    after: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision verbatim: (0 for a paragraph, 1 for an item, 2 for a subitem; words) for each of its lines."""

    label: str
    lines: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading between blocks."""

    text: str


@dataclass(frozen=True, slots=True)
class Remark:
    """Words that are not the statute's. `strong`: what nobody may miss."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of a procedure. `scope`: what its limits apply to; `ways`: where else it leads, one line each.

    `onward`: on what condition the next step follows.
    """

    number: str
    label: str
    limits: tuple[str, ...] = ()
    scope: str = ""
    note: str = ""
    place: str = ""
    ways: tuple[str, ...] = ()
    onward: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its value: one of the office's channels."""

    name: str
    value: str


Block = Amount | Provision | Caption | Remark | Stage | Entry


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page, a card's side or a panel. `kicker`: small, above the title."""

    blocks: tuple[Block, ...]
    title: str = ""
    kicker: str = ""
    subtitle: str = ""


@dataclass(frozen=True)
class Drawing:
    """One drawn thing.

    `paper`: width and height in mm (pixels for a picture; a height of 0 is as high as it gets). `mono`: black on white,
    larger type. `foot`: lines at the foot of each page; `code`: a QR code as SVG, "" for none, with `code_label` beside
    it. `date`: ISO 8601, of the content.
    """

    layout: Layout
    name: str
    pages: tuple[Leaf, ...]
    foot: tuple[str, ...]
    paper: tuple[float, float]
    mono: bool = False
    code: str = ""
    code_label: str = ""
    date: str = "2000-01-01"
