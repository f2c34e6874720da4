"""What an exam paper has in Word that no other document has: 密封线 beside the text, A3 in two columns, 第 1 页（共 4 页）.

The strip is a text box in the page's head, so that it stands on every page and nobody moves it by typing: on odd pages
at the left with the fields to fill in, read from below; on even pages at the right with the note, read from above.
"""

from xml.sax.saxutils import escape

from tiaoli.writers import geometry
from tiaoli.writers.document import Document, Seal, printable
from tiaoli.writers.docx_styles import FACES, twips
from tiaoli.writers.word import Element, element, field, parsed, text

_EMU_PER_MM = 36000
#: Ends of the strip, from the upper and lower edge of the paper, in mm.
_END = 12.0
#: A character of 五号, in mm.
_CHARACTER = geometry.EXAM / geometry.POINTS_PER_MM
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def section(document: Document) -> Element:
    """Page set-up of an exam paper; left and right change places on even pages (mirrorMargins)."""
    top, outer, bottom = geometry.EXAM_MARGINS
    inner = geometry.SEALED if document.seal else geometry.UNSEALED
    width, height = geometry.FOLDED if document.folded else geometry.PAPER
    lying = {"orient": "landscape"} if document.folded else {}
    return element(
        "w:sectPr",
        element("w:type", val="nextPage"),
        element("w:pgSz", w=_mm(width), h=_mm(height), **lying),
        element("w:pgMar", top=_mm(top), right=_mm(outer), bottom=_mm(bottom), left=_mm(inner), header=_mm(6), footer=_mm(8), gutter=0),
        element("w:pgNumType", start=1),
        element("w:cols", num=2, space=_mm(geometry.GAP)) if document.folded else None,
    )  # fmt: skip


def page_number(document: Document) -> Element:
    """第 1 页（共 4 页）; of a folded A3, 面: what lies open is one side of a sheet."""
    unit = "面" if document.folded else "页"
    properties = element("w:pPr", element("w:pStyle", val="FootLine"))
    return element(
        "w:p", properties, element("w:r", text("第 ")), *field("PAGE", "1"), element("w:r", text(f" {unit}（共 ")),
        *field("NUMPAGES", "1"), element("w:r", text(f" {unit}）")),
    )  # fmt: skip


def seal(document: Document, *, even: bool) -> Element:
    """The paragraph of the head that holds the strip."""
    width, height = geometry.FOLDED if document.folded else geometry.PAPER
    edge, thick = geometry.STRIP
    length = height - 2 * _END
    lines = strip_lines(document.seal, length, even=even)
    inner = "".join(_line(line) for line in lines)
    left = width - edge - thick if even else edge
    number = 2 if even else 1
    anchor = f"""<w:drawing {_NAMESPACES}><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="{number}"
 behindDoc="1" locked="1" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{_emu(left)}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{_emu(_END)}</wp:posOffset></wp:positionV>
<wp:extent cx="{_emu(thick)}" cy="{_emu(length)}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{number}" name="密封线 {number}" descr="密封线"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{_emu(thick)}" cy="{_emu(length)}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>
<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx>
<wps:bodyPr rot="0" vert="{"vert" if even else "vert270"}" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"""
    compact = "".join(line if line.startswith("<") else " " + line.strip() for line in anchor.split("\n"))
    return element("w:p", element("w:pPr", element("w:pStyle", val="SealLine")), element("w:r", parsed(compact)))


def strip_lines(seal: Seal, length: float, *, even: bool) -> tuple[str, str]:
    """What stands outside the line, and the line itself with its word spread over it; `length` in mm.

    >>> strip_lines(Seal(("单位", "姓名")), 100, even=False)[1].count("…") > 12
    True
    """
    dots = "…" * int((length / _CHARACTER - len(seal.word) - 2) / (len(seal.word) + 1))
    line = dots + dots.join(seal.word) + dots
    if even:
        return (seal.note, line)
    room = int(length / _CHARACTER - sum(map(len, seal.fields)) - 3 * len(seal.fields) - 2)
    blank = "_" * (3 * room // 2 // max(len(seal.fields), 1))
    return ("　　".join(f"{name}：{blank}" for name in seal.fields), line)


def _line(words: str) -> str:
    font = FACES["song"]
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/>'
    return f'<w:p><w:pPr><w:pStyle w:val="SealLine"/></w:pPr><w:r><w:rPr>{fonts}</w:rPr><w:t xml:space="preserve">{escape(printable(words))}</w:t></w:r></w:p>'


def _emu(length: float) -> int:
    return round(length * _EMU_PER_MM)


def _mm(length: float) -> int:
    return twips(length * geometry.POINTS_PER_MM)
