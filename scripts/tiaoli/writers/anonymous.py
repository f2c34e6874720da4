"""A Word file without whoever wrote it: the same text and look, nothing of its history.

The file is made anew from what prints: body, styles, numbering, theme, notes, pictures, each under a name of ours. Kept are
elements of the vocabularies that draw text, tables, pictures and boxes; everything else goes, known or not: headers and
footers, comments, properties of every kind, custom XML, thumbnails, embedded files, fonts, extensions. Tracked changes are
taken as accepted, hidden text goes, pictures lose what cameras and programs wrote into them. What the text itself says
is not changed but for the paragraphs that are named.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Collection, Iterator
from typing import Any

from tiaoli.writers import pictures
from tiaoli.writers.word import parse_xml, serialized
from tiaoli.writers.zips import pack

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f"{{{_OFFICE}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PR = "http://schemas.openxmlformats.org/package/2006/relationships"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/"
_SHAPES = "http://schemas.microsoft.com/office/word/2010/wordprocessing"
#: Vocabularies that print. Elements of any other go, with what is in them.
_KNOWN = frozenset(
    (_W[1:-1], _A[1:-1], _MC[1:-1], f"{_DRAWN}wordprocessingDrawing", f"{_DRAWN}picture", f"{_SHAPES}Shape", f"{_SHAPES}Group",
     f"{_SHAPES}Canvas", "http://schemas.openxmlformats.org/officeDocument/2006/math", "urn:schemas-microsoft-com:vml",
     "urn:schemas-microsoft-com:office:office", "urn:schemas-microsoft-com:office:word")
)  # fmt: skip
#: Attributes that may stand beside those without a vocabulary of their own.
_KNOWN_ATTRIBUTES = frozenset((*_KNOWN, _OFFICE, "http://www.w3.org/XML/1998/namespace"))
#: Kinds of XML parts that print -> where they lie in the new file.
_PLACES = {
    "styles": "word/styles.xml", "numbering": "word/numbering.xml", "theme": "word/theme/theme1.xml",
    "footnotes": "word/footnotes.xml", "endnotes": "word/endnotes.xml",
}  # fmt: skip
_MAIN, _SETTINGS_AT = "word/document.xml", "word/settings.xml"
_TYPE = "application/vnd.openxmlformats-officedocument."
_TYPES = {
    _MAIN: f"{_TYPE}wordprocessingml.document.main+xml", _SETTINGS_AT: f"{_TYPE}wordprocessingml.settings+xml",
    "word/theme/theme1.xml": f"{_TYPE}theme+xml",
} | {f"word/{name}.xml": f"{_TYPE}wordprocessingml.{name}+xml" for name in ("styles", "numbering", "footnotes", "endnotes")}  # fmt: skip
_REMOVED = frozenset(
    _W + tag for tag in (
        "del", "delText", "moveFrom", "headerReference", "footerReference", "commentRangeStart", "commentRangeEnd", "commentReference",
        "annotationRef", "proofErr", "permStart", "permEnd", "bookmarkStart", "bookmarkEnd", "moveFromRangeStart",
        "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange",
        "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange", "numberingChange", "cellIns", "cellDel", "cellMerge",
        "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "altChunk", "subDoc", "object", "control", "lastRenderedPageBreak",
        "instrText", "delInstrText", "fldChar", "fldData", "ffData", "docPartObj", "rsid", "aliases", "nsid", "tmpl",
        "tblCaption", "tblDescription", "binData", "movie", "divId", "printerSettings", "cnfStyle",
        "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
        "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd",
    )
) | {_A + tag for tag in ("extLst", "hlinkClick", "hlinkHover", "custClrLst", "objectDefaults")}  # fmt: skip
_UNWRAPPED = frozenset(
    _W + tag
    for tag in ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "bdo", "dir")
)
#: w:rsidR, w:author, w:initials …
_TELLTALE = re.compile(r"^(?:rsid\w*|author|date|initials)$")
#: Of a picture or a shape: its author's words, often a path or an address. A shape's own id is a name too.
_SPOKEN = frozenset({"descr", "title", "alt", "href", "target", "gfxdata", "oleicon", "bordertopcolor"})
#: What holds the id of a style.
_STYLED = frozenset(
    _W + tag for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "styleLink", "numStyleLink")
)
#: What a drawing may hold: pictures and shapes. Charts and diagrams lie in parts that are not kept.
_HELD = frozenset(
    (f"{_DRAWN}picture", f"{_DRAWN}lockedCanvas", f"{_SHAPES}Shape", f"{_SHAPES}Group", f"{_SHAPES}Canvas")
)
_SETTINGS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:defaultTabStop w:val="420"/>'
    b'<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    b'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
)


def strip(content: bytes, without: Collection[str] = ()) -> bytes:
    """The file without traces; paragraphs whose whole text is in `without` (blanks aside) go too.

    The same file gives the same bytes. Raises ValueError for what is no Word file: it is meant for files that were read.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name.lstrip("/"): archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    return _Stripping(parts, frozenset("".join(text.split()) for text in without)).file()


def everything(content: bytes) -> Iterator[tuple[str, str]]:
    """(part, words) of all that a file holds, what doesn't print and values of attributes included; pictures as bytes read."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            held = archive.read(name)
            yield name, name
            if not name.endswith((".xml", ".rels")):
                for encoding in ("utf-8", "gb18030", "utf-16-le"):
                    yield name, held.decode(encoding, "ignore")
                continue
            root = parse_xml(held)
            yield name, "".join(text for text in root.itertext())
            for node in root.iter():
                yield from ((name, value) for value in node.attrib.values())


class _Stripping:
    """One file: its parts, and the new ones that come of them."""

    def __init__(self, parts: dict[str, bytes], unwanted: frozenset[str]) -> None:
        self._parts = parts
        self._unwanted = unwanted
        self._made: dict[str, bytes] = {_SETTINGS_AT: _SETTINGS}
        self._pictures: dict[str, str] = {}
        self._main = next(
            (relation.get("Target", "").lstrip("/") for relation in _xml(parts.get("_rels/.rels"))
             if relation.get("Type", "").endswith("/officeDocument")), "",
        )  # fmt: skip
        if self._main not in parts:
            raise ValueError("no main document")
        styles = next((place for _, kind, place in self._relations(self._main) if kind == "styles"), "")
        self._names, self._hidden = _styles(_xml(parts.get(styles)))

    def file(self) -> bytes:
        """The new file."""
        links = self._part(self._main, _MAIN)
        for _, kind, place in self._relations(self._main):
            to = _PLACES.get(kind)
            if to and to not in self._made:
                self._part(place, to)
                links.append((f"tiaoli{len(links)}", kind, to))
        links.append((f"tiaoli{len(links)}", "settings", _SETTINGS_AT))
        self._relate(_MAIN, links)
        top = f'<Relationships xmlns="{_PR}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="{_MAIN}"/></Relationships>'
        self._made["_rels/.rels"] = serialized(parse_xml(top))
        self._made["[Content_Types].xml"] = self._types()
        return pack(self._made.items())

    def _relations(self, path: str) -> Iterator[tuple[str, str, str]]:
        """(id, kind, place) of a part's relationships within the file. Links out of it are passed over: they tell addresses."""
        folder, name = posixpath.split(path)
        for relation in _xml(self._parts.get(f"{folder}/_rels/{name}.rels".lstrip("/"))):
            target = relation.get("Target", "")
            place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if relation.get("TargetMode") != "External" and place in self._parts:
                yield relation.get("Id", ""), relation.get("Type", "").rpartition("/")[2], place

    def _part(self, path: str, to: str) -> list[tuple[str, str, str]]:
        """Make a part anew; what it refers to, all of it pictures."""
        root = parse_xml(self._parts[path])
        self._clean(root)
        known = {key: place for key, kind, place in self._relations(path) if kind == "image"}
        shown: dict[str, str] = {}
        for holder in [node for tag in ("drawing", "pict") for node in root.iter(_W + tag)]:
            named = {value for node in holder.iter() for key, value in node.attrib.items() if key.startswith(_R)}
            if not _prints(holder) or not named <= known.keys() or not all(self._picture(known[key]) for key in named):
                holder.getparent().remove(holder)  # a chart, or a picture that lies on somebody's disk
            else:
                shown |= {key: self._picture(known[key]) for key in sorted(named)}
        _rename(root, shown)
        for paragraph in list(root.iter(_W + "p")) if self._unwanted else ():
            if _words(paragraph) in self._unwanted:
                _drop_paragraph(paragraph)
        body = root.find(_W + "body")
        if body is not None and self._unwanted:
            _trim(body)
        self._made[to] = serialized(root)
        links = [(f"picture{at}", "image", place) for at, place in enumerate(shown.values(), 1)]
        if to != _MAIN:
            self._relate(to, links)
        return links

    def _picture(self, path: str) -> str:
        """Where a picture lies in the new file; "" for one that can't be cleaned."""
        if path not in self._pictures:
            made = pictures.clean(self._parts[path])
            self._pictures[path] = f"word/media/image{len(self._pictures) + 1}.{made[0]}" if made else ""
            if made:
                self._made[self._pictures[path]] = made[1]
        return self._pictures[path]

    def _relate(self, path: str, links: list[tuple[str, str, str]]) -> None:
        if not links:
            return
        folder, name = posixpath.split(path)
        rows = "".join(
            f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{posixpath.relpath(place, folder)}"/>'
            for key, kind, place in links
        )
        made = f'<Relationships xmlns="{_PR}">{rows}</Relationships>'
        self._made[f"{folder}/_rels/{name}.rels"] = serialized(parse_xml(made))

    def _types(self) -> bytes:
        pictures_ = sorted({place.rpartition(".")[2] for place in self._pictures.values() if place})
        rows = [
            *(f'<Default Extension="{name}" ContentType="image/{name if name in ("png", "jpeg") else f"x-{name}"}"/>' for name in pictures_),
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>',
            *(f'<Override PartName="/{place}" ContentType="{kind}"/>' for place, kind in _TYPES.items() if place in self._made),
        ]  # fmt: skip
        return serialized(parse_xml(f'<Types xmlns="{_CT}">{"".join(rows)}</Types>'))

    def _clean(self, node: Any) -> None:
        self._clean_attributes(node)
        for child in list(node):
            if not isinstance(child.tag, str) or self._goes(child):  # comments of the XML itself
                _take_out(child)
                continue
            self._clean(child)
            if child.tag == _MC + "AlternateContent":
                _choose(child)
            if child.tag in _UNWRAPPED:
                at = node.index(child)
                for inner in list(child):
                    node.insert(at, inner)
                    at += 1
                _take_out(child)

    def _clean_attributes(self, node: Any) -> None:
        for key, value in list(node.attrib.items()):
            space, _, local = key[1:].rpartition("}") if key[0] == "{" else ("", "", key)
            word = space == _W[1:-1]
            if (
                space and space not in _KNOWN_ATTRIBUTES or word and _TELLTALE.match(local) or not word and local in _SPOKEN
                or key == f"{_MC}Ignorable"
            ):  # fmt: skip
                del node.attrib[key]
            elif (
                local in ("id", "spid")
                and node.tag.startswith("{urn:schemas-microsoft-com:")
                and not value.startswith("_x0000_")
            ):
                del node.attrib[key]
        local = node.tag.rpartition("}")[2]
        if local in ("docPr", "cNvPr") and node.get("name"):
            node.set("name", "图片")  # often a path on the author's computer
        elif node.tag in (_A + "theme", _A + "clrScheme", _A + "fontScheme", _A + "fmtScheme") and node.get("name"):
            node.set("name", "Office")
        elif node.tag == _W + "style":
            key = node.get(_W + "styleId", "")
            node.set(_W + "styleId", self._names.get(key, key))
            name = node.find(_W + "name")
            if key in self._names and name is not None:
                name.set(_W + "val", self._names[key])
        elif node.tag in _STYLED:
            key = node.get(_W + "val", "")
            node.set(_W + "val", self._names.get(key, key))

    def _goes(self, node: Any) -> bool:
        tag = node.tag
        if tag in _REMOVED or tag[1:].partition("}")[0] not in _KNOWN:
            return True
        if tag == _W + "r":
            return self._is_hidden(node)
        if tag == _W + "tr":  # deleted under tracking
            return node.find(f"{_W}trPr/{_W}del") is not None
        return tag == _W + "name" and node.getparent().tag == _W + "abstractNum"

    def _is_hidden(self, run: Any) -> bool:
        flag = run.find(f"{_W}rPr/{_W}vanish")
        if flag is not None:
            return flag.get(_W + "val", "true") not in ("0", "false", "off")
        paragraph = next((one for one in run.iterancestors() if one.tag == _W + "p"), None)
        styles = [
            run.find(f"{_W}rPr/{_W}rStyle"),
            paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None,
        ]
        # a run is cleaned before its own style is renamed, its paragraph's style after
        return any(one is not None and one.get(_W + "val") in self._hidden for one in styles)


def _xml(content: bytes | None) -> Any:
    return parse_xml(content) if content else ()


def _styles(root: Any) -> tuple[dict[str, str], frozenset[str]]:
    """What somebody's own styles are called from now on, and which styles (by old or new id) hide text."""
    own: dict[str, str] = {}
    based: dict[str, tuple[str, bool | None]] = {}
    for style in root:
        if style.tag != _W + "style":
            continue
        key = style.get(_W + "styleId", "")
        if style.get(_W + "customStyle") in ("1", "true", "on"):
            own[key] = f"样式{len(own) + 1}"
        flag, base = style.find(f"{_W}rPr/{_W}vanish"), style.find(_W + "basedOn")
        hides = None if flag is None else flag.get(_W + "val", "true") not in ("0", "false", "off")
        based[key] = (base.get(_W + "val", "") if base is not None else "", hides)
    hidden = set()
    for key in based:
        at, seen = key, set()
        while at in based and at not in seen and based[at][1] is None:
            seen.add(at)
            at = based[at][0]
        if based.get(at, ("", None))[1]:
            hidden |= {key, own.get(key, key)}
    return own, frozenset(hidden)


def _prints(holder: Any) -> bool:
    """Whether a drawing holds what is kept: a picture or a shape, no chart."""
    return all(node.get("uri") in _HELD for node in holder.iter(_A + "graphicData"))


def _rename(root: Any, shown: dict[str, str]) -> None:
    """Ids of relationships, counted anew."""
    ids = {key: f"picture{at}" for at, key in enumerate(shown, 1)}
    for node in root.iter():
        for key, value in list(node.attrib.items()) if isinstance(node.tag, str) else ():
            if key.startswith(_R):
                if value in ids:
                    node.set(key, ids[value])
                else:
                    del node.attrib[key]


def _choose(holder: Any) -> None:
    """Of several forms of one drawing the first, which is what readers of the text have looked at."""
    first = holder.find(_MC + "Choice")
    for child in list(holder):
        if child is not first:
            holder.remove(child)


def _take_out(node: Any) -> None:
    """Remove a node; the text behind a comment stays."""
    parent = node.getparent()
    if node.tail and node.tail.strip():
        before = node.getprevious()
        if before is None:
            parent.text = (parent.text or "") + node.tail
        else:
            before.tail = (before.tail or "") + node.tail
    parent.remove(node)


def _words(node: Any) -> str:
    return "".join("".join(t.text or "" for t in node.iter(_W + "t")).split())


def _trim(body: Any) -> None:
    """Take away tables that have become empty, and empty pages before and after the text."""
    for table in list(body.iter(_W + "tbl")):
        if not _words(table) and not any(True for _ in table.iter(_W + "drawing", _W + "pict")):
            table.getparent().remove(table)

    def empty(node: Any) -> bool:
        return (
            node.tag == _W + "p" and not _words(node) and not any(True for _ in node.iter(_W + "drawing", _W + "pict"))
        )

    blocks = [node for node in body if node.tag != _W + "sectPr"]
    while blocks and empty(blocks[0]):
        body.remove(blocks.pop(0))
    while blocks and empty(blocks[-1]):
        body.remove(blocks.pop())


def _drop_paragraph(paragraph: Any) -> None:
    """Take a paragraph out; the last one of a cell must stay, and one that ends a section keeps its sectPr."""
    parent = paragraph.getparent()
    section = paragraph.find(f"{_W}pPr/{_W}sectPr")
    alone = parent.tag == _W + "tc" and len(parent.findall(_W + "p")) == 1
    if section is None and not alone:
        parent.remove(paragraph)
        return
    for child in list(paragraph):
        if child.tag != _W + "pPr":
            paragraph.remove(child)
