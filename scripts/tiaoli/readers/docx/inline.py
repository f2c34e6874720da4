"""The text of a paragraph: runs, fields, breaks, symbols, tracked changes; what it carries beside (boxes, notes)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tiaoli.readers.docx.styles import Styles, W, switch
from tiaoli.readers.docx.symbols import equation, symbol

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
V = "{urn:schemas-microsoft-com:vml}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_GRAPHIC = "{http://schemas.openxmlformats.org/drawingml/2006/main}graphicData"
_BREAKS = {W + "tab": "\t", W + "ptab": "\t", W + "cr": "\n", W + "noBreakHyphen": "-", W + "softHyphen": ""}
_DESCEND = frozenset(W + tag for tag in ("hyperlink", "smartTag", "customXml", "sdtContent", "dir", "bdo", "rubyBase"))
_SILENT = frozenset(W + tag for tag in (
    "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "lastRenderedPageBreak", "bookmarkEnd", "commentRangeStart",
    "commentRangeEnd", "footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator", "permStart",
    "permEnd", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "tcPr", "ins_",
    "bookmarkStart", "smartTagPr", "customXmlPr", "fldData", "ffData",
))  # fmt: skip


@dataclass
class Found:
    """What one paragraph carries beside its text."""

    boxes: list[Any] = field(default_factory=list)  # w:txbxContent
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote" or "endnote", id)
    comments: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)  # alternative texts
    diagrams: list[str] = field(default_factory=list)  # relationship ids of SmartArt
    lost: list[str] = field(default_factory=list)  # what can't be read, in Chinese
    formulas: int = 0
    in_contents: bool = False


class Inline:
    """Reads runs in document order; fields may reach over paragraphs, so one reader serves the whole story."""

    def __init__(self, styles: Styles, note_mark: Callable[[str, str], str]) -> None:
        self._styles = styles
        self._note_mark = note_mark
        self._fields: list[list[str]] = []  # [instruction, "code" | "result"]

    @property
    def in_contents(self) -> bool:
        """Whether a field that makes a contents list is open."""
        return any(code.split()[:1] in (["TOC"], ["toc"]) and phase == "result" for code, phase in self._fields)

    def paragraph(self, element: Any, found: Found) -> str:
        """The text as it prints: insertions taken, deletions and hidden text left out and noted in `found`."""
        style = self._styles.of(element.find(W + "pPr"))
        out: list[str] = []
        found.in_contents |= self.in_contents
        self._walk(element, style, out, found)
        found.in_contents |= self.in_contents
        return "".join(out)

    def _walk(self, parent: Any, style: str, out: list[str], found: Found) -> None:
        for node in parent:
            tag = node.tag
            if not isinstance(tag, str) or tag in _SILENT:
                continue
            if tag == W + "r":
                self._run(node, style, out, found)
            elif tag in _DESCEND:
                self._walk(node, style, out, found)
            elif tag == W + "sdt":
                content = node.find(W + "sdtContent")
                if content is not None:
                    self._walk(content, style, out, found)
            elif tag in (W + "ins", W + "moveTo"):
                begin = len(out)
                self._walk(node, style, out, found)
                found.inserted.append("".join(out[begin:]))
            elif tag in (W + "del", W + "moveFrom"):
                found.deleted.append(plain(node))
                self._fields_of_deleted(node)
            elif tag == W + "fldSimple":
                self._fields.append([node.get(W + "instr", "").strip(), "result"])
                found.in_contents |= self.in_contents
                self._walk(node, style, out, found)
                self._fields.pop()
            elif tag == MC + "AlternateContent":
                self._alternative(node, style, out, found)
            elif tag in (M + "oMath", M + "oMathPara"):
                found.formulas += 1
                self._text("".join(t.text or "" for t in node.iter(M + "t")), out)
            else:
                self._object(node, style, out, found)

    def _alternative(self, node: Any, style: str, out: list[str], found: Found) -> None:
        choice = node.find(MC + "Choice")
        chosen = choice if choice is not None and len(choice) else node.find(MC + "Fallback")
        if chosen is not None:
            self._walk(chosen, style, out, found)

    def _run(self, run: Any, style: str, out: list[str], found: Found) -> None:
        properties = run.find(W + "rPr")
        if self._styles.hidden(properties, style):
            aside: list[str] = []
            self._contents(run, style, properties, aside, found)
            if text := "".join(aside).strip():
                found.hidden.append(text)
            return
        self._contents(run, style, properties, out, found)

    def _contents(self, run: Any, style: str, properties: Any, out: list[str], found: Found) -> None:
        for node in run:
            tag = node.tag
            if tag == W + "t":
                self._text(_mapped(node.text or "", properties, found), out)
            elif tag in _BREAKS:
                self._text(_BREAKS[tag], out)
            elif tag == W + "br":
                self._text("" if node.get(W + "type") in ("page", "column") else "\n", out)
            elif tag == W + "instrText":
                if self._fields:
                    self._fields[-1][0] += node.text or ""
            elif tag == W + "fldChar":
                self._field(node, out, found)
            elif tag == W + "sym":
                self._symbol(node, out, found)
            elif tag == W + "ruby":
                self._ruby(node, style, out, found)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                kind, key = tag[len(W) :].removesuffix("Reference"), node.get(W + "id", "")
                found.notes.append((kind, key))
                if switch_attribute(node, "customMarkFollows") is not True:
                    self._text(self._note_mark(kind, key), out)
            elif tag == W + "commentReference":
                found.comments.append(node.get(W + "id", ""))
            elif tag == MC + "AlternateContent":
                choice = node.find(MC + "Choice")
                chosen = choice if choice is not None and len(choice) else node.find(MC + "Fallback")
                if chosen is not None:
                    self._contents(chosen, style, properties, out, found)
            elif tag in (W + "delText", W + "delInstrText"):
                found.deleted.append(node.text or "")
            elif isinstance(tag, str) and tag not in _SILENT:
                self._object(node, style, out, found)

    def _text(self, text: str, out: list[str]) -> None:
        if all(phase == "result" for _, phase in self._fields):
            out.append(text)

    def _field(self, node: Any, out: list[str], found: Found) -> None:
        kind = node.get(W + "fldCharType")
        if kind == "begin":
            self._fields.append(["", "code"])
            box = node.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                checked = switch(box, "checked")
                checked = switch(box, "default") if checked is None else checked
                self._fields[-1][0] = "\0☑" if checked else "\0□"
        elif kind == "separate" and self._fields:
            self._fields[-1][1] = "result"
        elif kind == "end" and self._fields:
            code, phase = self._fields.pop()
            if phase == "code":
                self._resultless(code.strip(), out, found)

    def _resultless(self, code: str, out: list[str], found: Found) -> None:
        """A field that prints something although it stores no result."""
        name = code.split()[0].upper() if code.split() else ""
        if code.startswith("\0"):
            self._text(code[1], out)
        elif name == "EQ":
            made = equation(code)
            if made is None:
                found.lost.append(f"公式域（{code}）")
            else:
                self._text(made[0], out)
                if made[1]:
                    found.readings.append(made[1])
        elif name in ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "LISTNUM"):
            found.lost.append("自动编号域")
        elif name == "SYMBOL":
            parts = code.split()
            number = parts[1] if len(parts) > 1 else ""
            font = code.partition("\\f")[2].strip().strip('"').split('"')[0]
            if number.lower().removeprefix("0x").isalnum() and (sign := symbol(font, int(number, 0))):
                self._text(sign, out)
            else:
                found.lost.append("符号域")

    def _fields_of_deleted(self, node: Any) -> None:
        """Deleted text may hold a whole field, never half of one, so only its end can matter."""
        for mark in node.iter(W + "fldChar"):
            kind = mark.get(W + "fldCharType")
            if kind == "begin":
                self._fields.append(["", "code"])
            elif kind == "separate" and self._fields:
                self._fields[-1][1] = "result"
            elif kind == "end" and self._fields:
                self._fields.pop()

    def _symbol(self, node: Any, out: list[str], found: Found) -> None:
        try:
            code = int(node.get(W + "char", ""), 16)
        except ValueError:
            return
        sign = symbol(node.get(W + "font", ""), code)
        if sign is None:
            found.lost.append(f"字体“{node.get(W + 'font', '')}”里的符号")
            sign = "〓"
        self._text(sign, out)

    def _ruby(self, node: Any, style: str, out: list[str], found: Found) -> None:
        base = node.find(W + "rubyBase")
        if base is not None:
            self._walk(base, style, out, found)
        reading = node.find(W + "rt")
        if reading is not None and (text := plain(reading).strip()):
            found.readings.append(text)

    def _object(self, node: Any, style: str, out: list[str], found: Found) -> None:
        """Drawings, pictures, embedded objects, and tags that we don't know: whatever text they hold."""
        boxes = outermost(node, W + "txbxContent")
        found.boxes += boxes
        words = [path.get("string", "") for path in node.iter(V + "textpath")]
        found.boxes += [word for word in words if word.strip()]
        if node.tag in (W + "drawing", W + "pict", W + "object"):
            diagrams = [r for d in node.iter(_GRAPHIC) if d.get("uri", "").endswith("/diagram") for r in relations(d)]
            charts = [d for d in node.iter(_GRAPHIC) if d.get("uri", "").endswith("/chart")]
            found.diagrams += diagrams
            found.lost += ["图表"] * len(charts)
            if node.tag == W + "object" and not boxes:
                found.lost.append("嵌入的对象")
            elif not (boxes or diagrams or charts or any(words)) and is_picture(node):
                labels = [p.get("descr") or p.get("title") or "" for p in node.iter(_DRAWING + "docPr")]
                found.pictures.append(next(filter(None, labels), ""))
        elif not boxes and any(True for _ in node.iter(W + "t")):
            self._walk(node, style, out, found)


def is_picture(node: Any) -> bool:
    """Whether a drawing shows a picture, not only lines."""
    return any(isinstance(n.tag, str) and n.tag.rpartition("}")[2] in ("pic", "imagedata") for n in node.iter())


def relations(node: Any) -> list[str]:
    """Relationship ids of a SmartArt's data part."""
    return [v for n in node.iter() for k, v in n.attrib.items() if k.endswith("}dm")]


def outermost(node: Any, tag: str) -> list[Any]:
    """Descendants with a tag, not those inside another one, of alternatives the first."""
    if node.tag == tag:
        return [node]
    if node.tag == MC + "AlternateContent":
        choice = node.find(MC + "Choice")
        chosen = choice if choice is not None else node.find(MC + "Fallback")
        return outermost(chosen, tag) if chosen is not None else []
    return [inner for child in node for inner in outermost(child, tag)]


def plain(node: Any) -> str:
    """All text below a node, deleted text included."""
    return "".join(n.text or "" for n in node.iter(W + "t", W + "delText"))


def switch_attribute(node: Any, name: str) -> bool | None:
    """An on/off attribute."""
    stated = node.get(W + name)
    return None if stated is None else stated not in ("0", "false", "off")


def _mapped(text: str, properties: Any, found: Found) -> str:
    """Text with what a symbol font makes of private-use characters."""
    if not any("\uf000" <= char <= "\uf0ff" for char in text):
        return text
    fonts = properties.find(W + "rFonts") if properties is not None else None
    font = (
        next(filter(None, (fonts.get(W + k) for k in ("ascii", "hAnsi", "eastAsia"))), "") if fonts is not None else ""
    )
    out = []
    for char in text:
        sign = symbol(font, ord(char)) if "\uf000" <= char <= "\uf0ff" else char
        if sign is None:
            found.lost.append(f"字体“{font}”里的符号")
            sign = "〓"
        out.append(sign)
    return "".join(out)
