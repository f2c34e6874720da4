"""How a Word file looks and who left traces in it: values as they print, inherited ones too.

A property is looked up where Word does: the run, its character style, the paragraph, the paragraph's style and what that is
based on, docDefaults (ECMA-376 part 1, 17.7.2). Fonts are those of East Asian characters; sizes are points.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tiaoli.model import ReadError
from tiaoli.readers import files
from tiaoli.readers.docx.inline import MC
from tiaoli.readers.docx.package import Package
from tiaoli.readers.docx.styles import Styles, W, switch, value

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_GONE = frozenset((W + "del", W + "moveFrom"))
_BREAKS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_BLOCKS = frozenset((W + "p", W + "tbl"))
_EXIF, _HEAD = b"Exif\0\0", 200_000
_PT_PER_MM = 72 / 25.4
#: What Word takes where nothing is stated at all.
_DEFAULT_SIZE = 10.0


@dataclass(frozen=True, slots=True)
class LaidParagraph:
    """A paragraph that holds text. `place`: body, table, box or note; `page` counts page breaks that are typed in.

    `faces`: (font, size, characters) from the most used down. `pitch`: distance of lines in points where it is fixed,
    `multiple`: of single spacing where it isn't. `indent`: of the first line, in characters.
    """

    text: str
    place: str
    page: int
    style: str
    role: str
    faces: tuple[tuple[str, float, int], ...]
    pitch: float | None
    multiple: float | None
    indent: float
    align: str


@dataclass(frozen=True, slots=True)
class Trace:
    """What somebody left in a file: where (页眉, 批注, 修订, 属性 …), whose name stands there, the words."""

    where: str
    who: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """`margins`: of each section, sides in millimetres. `changes`: tracked, not yet accepted. `hidden`: text that doesn't
    print; `tagged`: pictures with EXIF."""

    paragraphs: tuple[LaidParagraph, ...]
    margins: tuple[dict[str, float], ...]
    headers: tuple[Trace, ...]
    comments: tuple[Trace, ...]
    changes: tuple[Trace, ...]
    properties: tuple[Trace, ...]
    pictures: int = 0
    hidden: tuple[Trace, ...] = ()
    tagged: int = 0


def read(content: bytes, name: str) -> Layout:
    """The layout of a Word file's bytes. Raises ReadError for what is no Word file, damaged, locked or hostile."""
    kind = files.kind_of(content)
    if kind != "docx":
        if kind == "encrypted":
            raise ReadError(f"{name} 加了打开密码，无法读取；请用 WPS 或 Word 打开，去掉密码后另存一份再试。")
        if kind == "zip":
            files.names(content, name)
        what = files.NAMES.get(kind, "别的文件")
        raise ReadError(f"{name} 不是 Word 文件（docx），看起来是{what}；请换成真正的 docx 文件。")
    return _Reading(Package(content, name)).layout()


class _Reading:
    """One pass over a package."""

    def __init__(self, package: Package) -> None:
        self._package = package
        root = package.part("styles")
        self._styles = Styles(root)
        defaults = root.find(W + "docDefaults") if root is not None else None
        self._run_default = defaults.find(f"{W}rPrDefault/{W}rPr") if defaults is not None else None
        self._paragraph_default = defaults.find(f"{W}pPrDefault/{W}pPr") if defaults is not None else None
        self._theme = _theme_fonts(package.part("theme"))
        self._page = 1
        self._hidden: list[Trace] = []
        self._fonts: dict[tuple, tuple[str, float]] = {}

    def layout(self) -> Layout:
        body = self._package.document.find(W + "body")
        if body is None:
            raise ReadError(f"{self._package.name} 里没有正文，文件可能已损坏；请用 WPS 或 Word 打开并另存后再试。")
        found = list(self._blocks(body, "body"))
        for kind in ("footnotes", "endnotes"):
            part = self._package.part(kind)
            for note in part if part is not None else ():
                if note.get(W + "type") not in ("separator", "continuationSeparator"):
                    found += self._blocks(note, "note")
        return Layout(
            tuple(found), tuple(_margins(section) for section in body.iter(W + "sectPr")), tuple(self._headers()),
            tuple(self._comments()), tuple(_changes(body)), tuple(self._properties()),
            sum(1 for _ in body.iter(_A + "blip")), tuple(self._hidden), self._tagged(),
        )  # fmt: skip

    def _blocks(self, parent: Any, place: str) -> Iterator[LaidParagraph]:
        for node in parent:
            tag = node.tag
            if tag == W + "p":
                yield from self._paragraph(node, place)
            elif tag == W + "tbl":
                yield from self._blocks(node, "table")
            elif isinstance(tag, str) and tag not in _GONE and any(True for _ in node.iter(*_BLOCKS)):
                yield from self._blocks(node, place)

    def _paragraph(self, node: Any, place: str) -> Iterator[LaidParagraph]:
        properties = node.find(W + "pPr")
        style = self._styles.of(properties)
        if switch(properties, "pageBreakBefore"):
            self._page += 1
        page, words, faces, boxes = self._page, [], Counter(), []
        for run in _runs(node, boxes):
            text, size_of_break = _text(run)
            self._page += size_of_break
            if not text:
                continue
            own = run.find(W + "rPr")
            if self._styles.hidden(own, style):
                if text.strip():
                    self._hidden.append(Trace("隐藏文字", "", text.strip()))
                continue
            words.append(text)
            if ink := len("".join(text.split())):
                faces[self._face(own, style)] += ink
        if not "".join(words).strip() and self._page > page:
            page = self._page
        if properties is not None and properties.find(W + "sectPr") is not None:
            self._page += 1
        text = "".join(words).strip()
        if text:
            pitch, multiple = self._spacing(properties, style)
            ranked = tuple((font, size, count) for (font, size), count in faces.most_common())
            name = next((s.name for _, s in self._styles.chain(style)), "")
            yield LaidParagraph(
                text, place, page, name, self._styles.role(properties), ranked, pitch, multiple,
                self._indent(properties, style, ranked[0][1] if ranked else _DEFAULT_SIZE), self._align(properties, style),
            )  # fmt: skip
        for box in boxes:
            yield from self._blocks(box, "box")

    def _face(self, own: Any, style: str) -> tuple[str, float]:
        """(East Asian font, size) of a run."""
        fonts = own.find(W + "rFonts") if own is not None else None
        key = (
            style, value(own, "rStyle"), value(own, "sz"),
            None if fonts is None else (fonts.get(W + "eastAsia"), fonts.get(W + "eastAsiaTheme")),
        )  # fmt: skip
        if key not in self._fonts:
            sources = [own, *(s.run for _, s in self._styles.chain(value(own, "rStyle")))]
            sources += [*(s.run for _, s in self._styles.chain(style)), self._run_default]
            font, size = "", _DEFAULT_SIZE
            for source in sources:
                if font := self._font(source):
                    break
            for source in sources:
                half = value(source, "sz")
                if half and half.replace(".", "", 1).isdigit():
                    size = float(half) / 2
                    break
            self._fonts[key] = (font, size)
        return self._fonts[key]

    def _font(self, properties: Any) -> str:
        fonts = properties.find(W + "rFonts") if properties is not None else None
        if fonts is None:
            return ""
        if theme := fonts.get(W + "eastAsiaTheme"):
            return self._theme.get("major" if theme.startswith("major") else "minor", "")
        return fonts.get(W + "eastAsia") or ""

    def _stated(self, properties: Any, style: str, tag: str, *names: str) -> dict[str, str]:
        """Attributes of a paragraph property, each from the nearest place that states it."""
        found: dict[str, str] = {}
        places = [properties, *(s.paragraph for _, s in self._styles.chain(style)), self._paragraph_default]
        for place in places:
            child = place.find(W + tag) if place is not None else None
            for name in names if child is not None else ():
                if (said := child.get(W + name)) is not None:
                    found.setdefault(name, said)
        return found

    def _spacing(self, properties: Any, style: str) -> tuple[float | None, float | None]:
        said = self._stated(properties, style, "spacing", "line", "lineRule")
        line = _number(said.get("line"))
        if line is None:
            return None, 1.0
        return (None, line / 240) if said.get("lineRule", "auto") == "auto" else (line / 20, None)

    def _indent(self, properties: Any, style: str, size: float) -> float:
        said = self._stated(properties, style, "ind", "firstLineChars", "firstLine", "hangingChars", "hanging")
        characters = _number(said.get("firstLineChars"))
        if characters:
            return characters / 100
        twips = _number(said.get("firstLine"))
        return round(twips / 20 / size, 1) if twips else 0.0

    def _align(self, properties: Any, style: str) -> str:
        return self._stated(properties, style, "jc", "val").get("val", "both")

    def _headers(self) -> Iterator[Trace]:
        for kind, called in (("header", "页眉"), ("footer", "页脚")):
            for _, part in self._package.parts(kind):
                element = self._package.element(part)
                words = [_words(p) for p in element.iter(W + "p")] if element is not None else []
                if text := " ".join(filter(None, words)):
                    yield Trace(called, "", text)

    def _tagged(self) -> int:
        """Pictures that carry EXIF, by the mark that it begins with."""
        return sum(_EXIF in getattr(part, "blob", b"")[:_HEAD] for _, part in self._package.parts("image"))

    def _comments(self) -> Iterator[Trace]:
        part = self._package.part("comments")
        for comment in part if part is not None else ():
            yield Trace("批注", comment.get(W + "author") or "", " ".join(map(_words, comment.iter(W + "p"))))

    def _properties(self) -> Iterator[Trace]:
        called = {"document-author": "作者", "last-modified-by": "上次保存者"}
        for key, said in self._package.properties():
            if key in called:
                yield Trace("文件属性", said, called[key])
            elif key in ("document-comments", "document-keywords", "document-subject", "document-category"):
                yield Trace("文件属性", said, "备注、主题或关键词")
        extended = self._package.stated("extended-properties")
        for child in extended if extended is not None else ():
            name = str(child.tag).rpartition("}")[2]
            if name in ("Company", "Manager") and (child.text or "").strip():
                yield Trace("文件属性", child.text.strip(), {"Company": "单位", "Manager": "经理"}[name])
        custom = self._package.stated("custom-properties")
        for child in custom if custom is not None else ():
            if words := "".join(child.itertext()).strip():
                yield Trace("文件属性", words, f"自定义属性“{child.get('name', '')}”")
        people = self._package.part("people")
        for child in people if people is not None else ():
            if who := next((v for k, v in child.attrib.items() if k.endswith("}author")), ""):
                yield Trace("文件属性", who, "修订人名单")


def _runs(node: Any, boxes: list[Any]) -> Iterator[Any]:
    """Runs that print, in order; text boxes met on the way are put aside."""
    for child in node:
        tag = child.tag
        if tag in _GONE or not isinstance(tag, str):
            continue
        if tag == W + "r":
            yield child
            for inside in child:
                chosen = inside.find(MC + "Choice") if inside.tag == MC + "AlternateContent" else inside
                if chosen is not None and chosen.tag not in (W + "t", W + "rPr"):
                    boxes += chosen.iter(W + "txbxContent")
        elif tag == MC + "AlternateContent":
            chosen = child.find(MC + "Choice")
            yield from _runs(chosen, boxes) if chosen is not None else ()
        elif tag != W + "pPr":
            yield from _runs(child, boxes)


def _text(run: Any) -> tuple[str, int]:
    """(text of a run, page breaks in it)."""
    words, pages = [], 0
    for child in run:
        if child.tag == W + "t":
            words.append(child.text or "")
        elif child.tag == W + "br" and child.get(W + "type") == "page":
            pages += 1
        elif child.tag in _BREAKS:
            words.append(_BREAKS[child.tag])
    return "".join(words), pages


def _words(paragraph: Any) -> str:
    return "".join(t.text or "" for t in paragraph.iter(W + "t")).strip()


def _changes(body: Any) -> Iterator[Trace]:
    """Insertions, deletions and moves that nobody has accepted."""
    for tag, called in (("ins", "插入"), ("del", "删除"), ("moveFrom", "移走"), ("moveTo", "移入")):
        for node in body.iter(W + tag):
            words = "".join(t.text or "" for t in node.iter(W + "t", W + "delText"))
            yield Trace("修订", node.get(W + "author") or "", f"{called}“{words}”" if words else called)


def _margins(section: Any) -> dict[str, float]:
    page = section.find(W + "pgMar")
    if page is None:
        return {}
    sides = {side: _number(page.get(W + side)) for side in ("top", "bottom", "left", "right")}
    return {side: round(twips / 20 / _PT_PER_MM, 1) for side, twips in sides.items() if twips is not None}


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def _theme_fonts(theme: Any) -> dict[str, str]:
    """The theme's Chinese fonts: "major" for headings, "minor" for text."""
    found = {}
    for name in ("major", "minor") if theme is not None else ():
        holder = next(theme.iter(f"{_A}{name}Font"), None)
        if holder is None:
            continue
        east = holder.find(_A + "ea")
        script = next((f.get("typeface", "") for f in holder.findall(_A + "font") if f.get("script") == "Hans"), "")
        found[name] = (east.get("typeface") if east is not None else "") or script
    return found
