"""The blocks of a story (body, cell, text box, note) as lines, in document order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from tiaoli.readers.docx.inline import MC, Found, Inline, plain
from tiaoli.readers.docx.numbering import Label, Numbering
from tiaoli.readers.docx.styles import Styles, W, value

_DELETED = (W + "del", W + "moveFrom")
_WIDE_ENDS = "）)、】〕］]〉》"


@dataclass
class Row:
    """One line to be: its text, its style, what the paragraph carries beside."""

    text: str
    style: str = ""
    found: Found = field(default_factory=Found)


class Story:
    """Reads blocks; numbering and open fields go on through all stories of a document."""

    def __init__(self, styles: Styles, numbering: Numbering, inline: Inline, chunk: Callable[[str], list[Row]]) -> None:
        self._styles = styles
        self._numbering = numbering
        self._inline = inline
        self._chunk = chunk
        self._pending = ("", Found())  # text of paragraphs whose mark was deleted: it runs on in the next one
        #: Sections met, for their headers and footers.
        self.sections: list[Any] = []

    def blocks(self, parent: Any, contents: bool = False) -> list[Row]:
        """Rows of all blocks below `parent`; `contents`: they belong to a contents list."""
        rows: list[Row] = []
        for node in parent:
            rows += self._block(node, contents)
        return rows

    def _block(self, node: Any, contents: bool) -> list[Row]:
        tag = node.tag
        if tag == W + "p":
            return self._paragraph(node, contents)
        if tag == W + "tbl":
            return self._table(node, contents)
        if tag == W + "sdt":
            inside = node.find(W + "sdtContent")
            gallery = node.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            listed = gallery is not None and gallery.get(W + "val", "").lower() == "table of contents"
            return self.blocks(inside, contents or listed) if inside is not None else []
        if tag in (W + "customXml", W + "ins", W + "moveTo", W + "sdtContent", W + "smartTag"):
            return self.blocks(node, contents)
        if tag == W + "altChunk":
            key = next((v for k, v in node.attrib.items() if k.endswith("}id")), "")
            return self._chunk(key)
        if tag == MC + "AlternateContent":
            choice = node.find(MC + "Choice")
            chosen = choice if choice is not None and len(choice) else node.find(MC + "Fallback")
            return self.blocks(chosen, contents) if chosen is not None else []
        if tag in _DELETED:
            return [Row("", "gone", Found(deleted=[plain(node)]))]
        if tag == W + "sectPr":
            self.sections.append(node)
        elif isinstance(tag, str) and any(True for _ in node.iter(W + "p")):
            return self.blocks(node, contents)
        return []

    def _paragraph(self, node: Any, contents: bool) -> list[Row]:
        properties = node.find(W + "pPr")
        mark = properties.find(W + "rPr") if properties is not None else None
        if properties is not None and (section := properties.find(W + "sectPr")) is not None:
            self.sections.append(section)
        before, found = self._pending
        self._pending = ("", Found())
        text = before + self._inline.paragraph(node, found)
        if mark is not None and any(mark.find(tag) is not None for tag in _DELETED):
            if not text.strip():
                return [Row("", "gone", found)] if _carries(found) else []
            self._pending = (text, found)
            return []
        boxes = self._boxes(found)
        if not text.strip() and found.hidden and self._styles.hidden(mark, self._styles.of(properties)):
            return [Row("", "gone", found), *boxes]
        role = self._styles.role(properties)
        label = self._numbering.label(properties)
        if contents or found.in_contents or role == "contents":
            role = "contents"
        if label is not None and label.bullet:
            role = role or "list"
        lines = [line.rstrip() for line in text.split("\n")]
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        rows = [Row(_labelled(label, lines[0]), role, found)]
        rows += [Row(line, role) for line in lines[1:] if line.strip()]
        return [*rows, *boxes]

    def finish(self) -> list[Row]:
        """What a deleted paragraph mark at the very end left over."""
        text, found = self._pending
        self._pending = ("", Found())
        return [Row(text, "", found)] if text or _carries(found) else []

    def _boxes(self, found: Found) -> list[Row]:
        rows: list[Row] = []
        for box in found.boxes:
            inside = [Row(box)] if isinstance(box, str) else self.blocks(box)
            rows += [row for row in inside if row.text.strip() or _carries(row.found)]
        return rows

    def _table(self, node: Any, contents: bool) -> list[Row]:
        lines = [(row, list(_cells(row))) for row in _rows(node)]
        gone = [row for row, _ in lines if _is_deleted(row)]
        kept = [cells for row, cells in lines if not _is_deleted(row)]
        rows = [Row("", "gone", Found(deleted=[plain(row)])) for row in gone]
        if len(kept) == 1 and len(kept[0]) == 1:  # a frame around text, not a table
            return rows + self.blocks(kept[0][0][0], contents)
        printed: list[list[str]] = []
        beside: list[Row] = []
        for cells in kept:
            texts: list[str] = []
            for cell, span, continued in cells:
                inside = self.blocks(cell, contents) if cell is not None else []
                words = " ".join(_flat(row.text) for row in inside if row.text.strip() and not _is_rule(row))
                beside += [Row("", "gone", row.found) for row in inside if _carries(row.found)]
                texts += ["" if continued and not words else words, *[""] * (span - 1)]
            printed.append(texts)
        width = max((len(texts) for texts in printed), default=0)
        style = "contents" if contents else "table"
        for number, texts in enumerate(printed):
            rows.append(Row(f"| {' | '.join(texts + [''] * (width - len(texts)))} |", style))
            if number == 0:
                rows.append(Row("|" + " --- |" * width, style))
        return rows + beside


def _rows(table: Any) -> Iterable[Any]:
    """Rows of a table, those inside content controls too."""
    for child in table:
        if child.tag == W + "tr":
            yield child
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "moveTo"):
            yield from _rows(child)


def _cells(row: Any) -> Iterable[tuple[Any, int, bool]]:
    """(cell or None for a gap, columns it spans, whether it goes on from the row above)."""
    properties = row.find(W + "trPr")
    before = _number(value(properties, "gridBefore")) if properties is not None else 0
    if before:
        yield None, before, False
    yield from _inner_cells(row)


def _inner_cells(row: Any) -> Iterable[tuple[Any, int, bool]]:
    for child in row:
        if child.tag == W + "tc":
            properties = child.find(W + "tcPr")
            merge = properties.find(W + "vMerge") if properties is not None else None
            continued = merge is not None and merge.get(W + "val", "continue") == "continue"
            yield child, max(1, min(_number(value(properties, "gridSpan")), 63)), continued
        elif child.tag in (W + "sdt", W + "sdtContent", W + "customXml"):
            yield from _inner_cells(child)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _is_deleted(row: Any) -> bool:
    properties = row.find(W + "trPr")
    return properties is not None and properties.find(W + "del") is not None


def _is_rule(row: Row) -> bool:
    return row.style == "table" and set(row.text) <= set("| -")


def _flat(text: str) -> str:
    return " ".join(text.strip().strip("|").split("\n") if text.startswith("| ") else text.strip().split("\n")).replace(
        "|", "\\|"
    )


def _labelled(label: Label | None, text: str) -> str:
    """Number and text as statutes are printed: 第一条　…, （一）…, 1. …"""
    if label is None or not label.text:
        return text
    number = label.text.strip()
    text = text.lstrip()
    if not text or number[-1] in _WIDE_ENDS or number[-1] > "\uff00":
        return number + text
    return f"{number}{' ' if number[-1].isascii() else '　'}{text}"


def _carries(found: Found) -> bool:
    """Whether there is anything to report."""
    return bool(
        found.notes or found.comments or found.deleted or found.inserted or found.hidden or found.readings
        or found.pictures or found.diagrams or found.lost or found.formulas
    )  # fmt: skip
