"""The comparison for Word: a table of two columns, what changed struck through or underlined."""

from collections.abc import Sequence

from tiaoli.compare.align import Row, words_kept
from tiaoli.compare.changes import changes
from tiaoli.model import Statute
from tiaoli.writers.document import Cell, Document, Heading, Paragraph, Span, Table, title_lines

_Lines = tuple[tuple[Span, ...], ...]


def document(old: Statute, new: Statute, rows: Sequence[Row], names: tuple[str, str] = ("旧", "新")) -> Document:
    """What changed, provision by provision; then, as numbers alone, what only got another number.

    What did not change at all is left out and counted.
    """
    shown = [row for row in rows if not words_kept(row)]
    numbers = [row for row in rows if words_kept(row) and row.renumbered]
    left = len(rows) - len(shown) - len(numbers)
    title = f"{new.title or old.title}新旧对照"
    note = f"按内容对应，由程序判断，请人工核对。删去的字加删除线，增加的字加下划线。没有任何改动的 {left} 处没有列出。"
    head = tuple(Cell(((Span(name, "hei"),),), "centre", shade=True) for name in ("情况", *names))
    body = tuple(_row(row) for row in shown)
    table = Table((2, 7, 7), (head, *body), head=1, size=10.5, summary="新旧条文对照")
    blocks = (Paragraph((Span(note, "kai"),), "flush"), *((table,) if shown else ()), *_numbers(numbers, names))
    return Document(title_lines(title), blocks, "paper", label=title)


def _numbers(rows: Sequence[Row], names: tuple[str, str]) -> tuple[Heading | Table, ...]:
    """旧 第七条 | 新 第六条, two pairs a line."""
    if not rows:
        return ()
    head = tuple(Cell(((Span(name, "hei"),),), "centre", shade=True) for name in (*names, *names))
    cells = [Cell(_head(side), "centre") for row in rows for side in (row.old, row.new)]
    cells += [Cell(((Span(""),),))] * (-len(cells) % 4)
    body = tuple(tuple(cells[at : at + 4]) for at in range(0, len(cells), 4))
    title = Heading(f"文字没有改动、条号有变化的 {len(rows)} 处", 2)
    return title, Table((1, 1, 1, 1), (head, *body), head=1, size=10.5, summary="条号对照")


def _row(row: Row) -> tuple[Cell, ...]:
    said = Cell(tuple((Span(label, "hei"),) for label in row.labels))
    old, new = _sides(row)
    return (said, Cell(_head(row.old) + old), Cell(_head(row.new) + new))


def _sides(row: Row) -> tuple[_Lines, _Lines]:
    if not row.old or not row.new:
        only = tuple((Span(line),) for line in (row.old_text or row.new_text).split("\n"))
        none: _Lines = ((Span("（无）", "kai"),),)
        return (only, none) if row.old else (none, only)
    pieces = changes(row.old_text, row.new_text)
    sides = [[(p.text, p.kind) for p in pieces if p.kind != other] for other in ("ins", "del")]
    return _lines(sides[0]), _lines(sides[1])


def _lines(pieces: list[tuple[str, str]]) -> _Lines:
    rows: list[list[Span]] = [[]]
    for text, kind in pieces:
        for at, line in enumerate(text.split("\n")):
            if at:
                rows.append([])
            if line:
                rows[-1].append(Span(line, mark=kind))
    return tuple(tuple(row) for row in rows)


def _head(units: Sequence) -> _Lines:
    return ((Span("、".join(unit.label or "（无编号）" for unit in units), "hei"),),) if units else ()
