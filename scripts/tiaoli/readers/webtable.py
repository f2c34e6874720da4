"""Tables of a web page: those that hold data, as a grid of texts; those that only lay the page out are told apart."""

from typing import Any

from tiaoli.readers.webtext import BLOCKS, SILENT, squeezed, tidy


def _rows_of(table: Any) -> list[Any]:
    return [row for row in table.iter("tr") if next(row.iterancestors("table")) is table]


def _cells_of(row: Any) -> list[Any]:
    return [cell for cell in row if isinstance(cell.tag, str) and cell.tag.lower() in ("td", "th")]


def is_data(table: Any) -> bool:
    """A table of data, not one that lays out the page."""
    if table.get("role") == "presentation" or any(
        True for t in table.iter("table", "form", "h1", "ul", "ol") if t is not table
    ):
        return False
    rows = [cells for row in _rows_of(table) if (cells := _cells_of(row))]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    sizes = [len(squeezed("".join(cell.itertext()))) for cells in rows for cell in cells]
    return not (max(sizes) > 300 and max(sizes) > 0.6 * sum(sizes)) and sum(map(bool, sizes)) > 2


def grid(table: Any) -> list[list[str]]:
    """Texts of the cells, with blanks where a cell spans."""
    rows: list[list[str]] = []
    hanging: dict[int, int] = {}  # column -> rows that a cell above still covers
    for row in _rows_of(table):
        out: list[str] = []
        for cell in _cells_of(row):
            while hanging.get(len(out), 0):
                hanging[len(out)] -= 1
                out.append("")
            wide, tall = (_span(cell.get(name)) for name in ("colspan", "rowspan"))
            if tall > 1:
                hanging |= {len(out) + i: tall - 1 for i in range(wide)}
            out += [_cell_text(cell), *[""] * (wide - 1)]
        while hanging.get(len(out), 0):
            hanging[len(out)] -= 1
            out.append("")
        if any(out):
            rows.append(out)
    caption = [tidy("".join(c.itertext())) for c in table.iter("caption")]
    return ([[caption[0]]] if caption and caption[0] else []) + (rows or [[""]])


def _cell_text(cell: Any) -> str:
    parts: list[str] = [cell.text or ""]
    for node in cell.iterdescendants():
        if isinstance(node.tag, str) and node.tag.lower() not in SILENT:
            parts.append(" " if node.tag.lower() in BLOCKS or node.tag.lower() == "br" else "")
            parts.append(node.text or "")
        parts.append(node.tail or "")
    return tidy("".join(parts))


def _span(text: str | None) -> int:
    return max(1, min(int(text), 60)) if text and text.strip().isdigit() else 1
