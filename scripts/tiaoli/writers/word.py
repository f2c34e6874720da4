"""The parts of a Word file: elements by name, an empty package without anybody's traces, bytes that repeat.

Nothing else that writes imports python-docx.
"""

import copy
import io
import re
import zipfile
from collections.abc import Iterable

import docx
from docx.opc.oxml import serialize_part_xml
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from tiaoli.writers.document import printable
from tiaoli.writers.zips import normalised

#: Of python-docx's template: a picture of a page, its author's styles for Word 2010 and an empty bibliography.
_UNWANTED = ("/docProps/thumbnail.jpeg", "/word/stylesWithEffects.xml", "/customXml/item1.xml")
_APPLICATION = "/docProps/app.xml"
#: Which program wrote the file; Word, WPS and LibreOffice put their own name here when they save.
_OURS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>tiaoli</Application></Properties>"
)
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"

Element = BaseOxmlElement


def element(name: str, /, *children: "Element | None", **attributes: str | int | float) -> Element:
    """An element by its prefixed name with attributes of the same prefix; children that are None are left out.

    >>> element("w:jc", val="center").tag.endswith("}jc")
    True
    """
    made = OxmlElement(name)
    prefix = name.partition(":")[0]
    for key, value in attributes.items():
        made.set(qn(f"{prefix}:{key}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def text(content: str) -> Element:
    """w:t with its blanks kept."""
    made = OxmlElement("w:t")
    made.text = printable(content)
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def parsed(xml: str) -> Element:
    """An element from its XML, for what has other prefixes than `element` knows; texts in it are escaped already."""
    return parse_xml(xml)


#: <w:p xmlns:w14="…" w:val="a &lt; b">: in what libxml2 writes, no tag holds < or > and no value a quotation mark.
_TAG = re.compile(rb"<[^<>]+>")
_DECLARED = re.compile(rb' xmlns:([^=\s]+)="([^"]*)"')


def serialized(root: Element) -> bytes:
    """The tree as a part of a file, without declarations of namespaces that it doesn't use; mc:Choice names some in words."""
    used, named = set(), set()
    for node in root.iter():
        used |= {name[1:].partition("}")[0].encode() for name in (node.tag, *node.attrib) if name[0] == "{"}
        named |= {prefix.encode() for prefix in node.get("Requires", "").split()}

    def needed(match: re.Match[bytes]) -> bytes:
        return match[0] if match[2] in used or match[1] in named else b""

    return _TAG.sub(lambda tag: _DECLARED.sub(needed, tag[0]), serialize_part_xml(root))


def field(instruction: str, shown: str, properties: Element | None = None) -> list[Element]:
    """Runs of a field, PAGE for one, with the result that is shown until Word reckons anew."""

    def run(*content: Element) -> Element:
        return element("w:r", copy.deepcopy(properties) if properties is not None else None, *content)

    code = OxmlElement("w:instrText")
    code.text = f" {instruction} "
    code.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return [
        run(element("w:fldChar", fldCharType="begin")), run(code), run(element("w:fldChar", fldCharType="separate")),
        run(text(shown)), run(element("w:fldChar", fldCharType="end")),
    ]  # fmt: skip


def is_untouched(content: bytes) -> bool:
    """Whether a .docx is as `Package.save` wrote it: no other program has saved it since."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.read(_APPLICATION[1:]) == _OURS
    except (zipfile.BadZipFile, KeyError):
        return False


class Package:
    """A Word file in the making: body, styles, settings, footers. Holds no name, no date, no revision."""

    def __init__(self, title: str) -> None:
        self._document = docx.Document()
        part = self._document.part
        for relations in (part.rels, part.package.rels):
            for key in [k for k, r in relations.items() if not r.is_external and r.target_part.partname in _UNWANTED]:
                del relations[key]
        core = parse_xml(
            f'<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="{_DC}"><dc:title/><dc:language>zh-CN</dc:language></cp:coreProperties>'
        )
        core[0].text = printable(title)
        self._part("/docProps/core.xml")._element = core
        self._part(_APPLICATION)._blob = _OURS

    @property
    def body(self) -> Element:
        """w:body; its last child is the sectPr of the last section."""
        return self._document.element.body

    def set_styles(self, children: Iterable[Element]) -> None:
        """Replace every style."""
        _refill(self._document.styles.element, children)

    def set_settings(self, children: Iterable[Element]) -> None:
        """Replace every setting."""
        _refill(self._document.settings.element, children)

    def set_fonts(self, fonts: Element) -> None:
        """Replace the font table."""
        self._part("/word/fontTable.xml")._blob = serialize_part_xml(fonts)

    def footer(self, paragraphs: Iterable[Element], *, even: bool = False, section: int = -1) -> None:
        """Fill the footer of a section's odd (or even) pages."""
        at = self._document.sections[section]
        footer = at.even_page_footer if even else at.footer
        footer.is_linked_to_previous = False
        _refill(footer._element, paragraphs)

    def header(self, paragraphs: Iterable[Element], *, even: bool = False) -> None:
        """Fill the header of the last section's odd (or even) pages."""
        at = self._document.sections[-1]
        header = at.even_page_header if even else at.header
        header.is_linked_to_previous = False
        _refill(header._element, paragraphs)

    def save(self) -> bytes:
        """The file; the same content gives the same bytes."""
        out = io.BytesIO()
        self._document.save(out)
        return normalised(out.getvalue())

    def _part(self, name: str):
        return next(part for part in self._document.part.package.iter_parts() if part.partname == name)


def _refill(holder: Element, children: Iterable[Element]) -> None:
    for child in list(holder):
        holder.remove(child)
    holder.extend(children)
