"""What is printed, without a format: a document is a frame of titles and a tuple of blocks.

Text is data everywhere: no writer takes a character of it for markup.
"""

import re
from dataclasses import dataclass
from typing import Literal

#: Roles of type: body 仿宋, hei 黑体, kai 楷体, title 小标宋, song 宋体. Each writer names its own fonts for them.
Face = Literal["body", "hei", "kai", "title", "song"]
#: booklet: cover, contents, text in the grid of GB/T 9704. paper: the same grid, title on the first page.
#: sheet: one page, its own margins, larger and smaller type.
#: exam: an exam paper in 五号 宋体, pages numbered 第 1 页（共 4 页）, A4 or folded A3, with or without 密封线.
Form = Literal["booklet", "paper", "sheet", "exam"]
#: What neither XML nor a printer knows: control characters, lone surrogates, non-characters.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one face. `size` in points; 0: as the paragraph has it. `mark`: put in (underlined) or taken out
    (struck through), where two texts are compared."""

    text: str
    face: Face = "body"
    size: float = 0
    mark: Literal["", "ins", "del"] = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 (一、 or 第一章), 2 （一） or 3; level 1 enters the contents. `centred`: a chapter's.

    `fresh`: begins a page, as an annex does.
    """

    text: str
    level: int = 1
    centred: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. `align` "body" is justified with the first line indented by two characters.

    `keep`: on one page with the next block. `fresh`: begins a page. `inset`: characters that a text aligned right keeps free at its end.
    Of a flush paragraph: `indent` and, beyond it, `hang` of the lines after the first, in characters.
    """

    spans: tuple[Span, ...]
    align: Literal["body", "flush", "centre", "right"] = "body"
    keep: bool = False
    inset: int = 0
    indent: float = 0
    hang: float = 0
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Columns:
    """Short texts side by side, `count` to a line, at equal distances: the options of a question."""

    cells: tuple[tuple[Span, ...], ...]
    count: int
    indent: float = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Seal:
    """密封线 at the binding edge: on odd pages with what is to be filled in outside it, on even ones with a note."""

    fields: tuple[str, ...]
    word: str = "密封线"
    note: str = "密封线内不要答题"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: lines one below another. `shade` is light grey, legible in black and white.

    `box` "all" draws the four edges, "" none, "top" a rule above. A cell may span `columns` and
    `rows`; the rows below then have no cell in its place. `high`: its lines stand at the top, not in the middle.
    """

    lines: tuple[tuple[Span, ...], ...]
    align: Literal["left", "centre", "right"] = "left"
    shade: bool = False
    box: Literal["all", "top", ""] = "all"
    columns: int = 1
    rows: int = 1
    high: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; `widths` are shares of the width. The first `head` rows repeat on every page. `size` in points."""

    widths: tuple[float, ...]
    rows: tuple[tuple[Cell, ...], ...]
    head: int = 0
    size: float = 10.5
    #: What a screen reader says of the table (docx; Typst has no way to say it yet).
    summary: str = ""
    #: Around the text of a cell, above and below, in points.
    padding: float = 3.0
    #: whole: never broken over two pages; keep: also on one page with the next block.
    whole: bool = False
    keep: bool = False


Block = Heading | Paragraph | Table | Columns


@dataclass(frozen=True)
class Document:
    """One printed thing.

    `title`: lines of the title as printed (梯形 or 菱形 where there are several); `cover`: lines at the foot of a
    booklet's cover; `foot`: lines at the foot of every page (version of the text, office and its address); `date`: ISO
    8601, of the content, the only date that enters a file; `label`: the name in a file's properties, where the title alone
    would not tell it from others; `number`: of a paper, the 发文字号 above its title, with blanks where it isn't given yet.
    Of an exam: `seal`, and `folded` for A3 with two pages side by side.
    """

    title: tuple[str, ...]
    blocks: tuple[Block, ...]
    form: Form = "paper"
    subtitle: str = ""
    cover: tuple[str, ...] = ()
    foot: tuple[str, ...] = ()
    date: str = "2000-01-01"
    keywords: tuple[str, ...] = ()
    label: str = ""
    number: str = ""
    seal: Seal | None = None
    folded: bool = False

    @property
    def name(self) -> str:
        """The title on one line, as a file's properties have it."""
        return self.label or "".join(self.title)

    @property
    def headings(self) -> tuple[Heading, ...]:
        """What the contents lists."""
        return tuple(b for b in self.blocks if isinstance(b, Heading) and b.level == 1)


#: Characters of a title's line at 2号, of the 20 that fit.
TITLE_LINE = 18
_BREAKS_AFTER, _NEVER_FIRST, _NEVER_LAST = "的、，》：）", "的、，》：）。”；了和与及", "《（“"
#: What a line should hold whole: a quoted name, a book's title.
_PAIRS = (("“", "”"), ("《", "》"))


def title_lines(title: str, longest: int = TITLE_LINE) -> tuple[str, ...]:
    """A title in lines of nearly one length, broken where its words allow (GB/T 9704: 梯形 or 菱形).

    >>> title_lines("示例县人民政府关于加强图书室管理和读者服务工作的若干规定")
    ('示例县人民政府关于加强图书室', '管理和读者服务工作的若干规定')
    >>> title_lines("示例县“多读书、读好书”主题征文收稿回执")
    ('示例县“多读书、读好书”', '主题征文收稿回执')
    """
    count = -(-len(title) // longest)
    if count <= 1:
        return (title,)
    middle = round(len(title) / count)

    def cost(at: int) -> int:
        return (
            abs(at - middle)
            - 3 * (title[at - 1] in _BREAKS_AFTER)
            + 20 * (title[at] in _NEVER_FIRST or title[at - 1] in _NEVER_LAST)
            + 8 * any(title[:at].count(first) > title[:at].count(last) for first, last in _PAIRS)
        )

    possible = range(max(1, len(title) - longest * (count - 1)), min(longest, len(title) - 1) + 1)
    at = min(possible, key=lambda at: (cost(at), at))
    return (title[:at], *title_lines(title[at:], longest))


def body(text: str, face: Face = "body") -> Paragraph:
    """One paragraph of running text in one face."""
    return Paragraph((Span(text, face),))


def printable(text: str) -> str:
    """The text without characters that no page can hold.

    >>> printable("甲\\x00乙")
    '甲乙'
    """
    return _UNPRINTABLE.sub("", text)
