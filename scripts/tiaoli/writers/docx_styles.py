"""Styles, fonts and settings of our Word files.

Fonts by the names that Chinese offices have; each has a second name in the font table, for a machine without it.
Latin letters, digits and quotation marks take the Chinese font too: in a Latin one “ ” would shrink to half a character.
"""

import copy

from tiaoli.writers import geometry
from tiaoli.writers.word import Element, element

#: Role -> font.
FACES = {"body": "仿宋_GB2312", "hei": "黑体", "kai": "楷体_GB2312", "title": "方正小标宋简体", "song": "宋体"}
#: Font -> (other name, panose, family) for Word, WPS and LibreOffice to look for where it is missing.
_FALLBACKS = {
    "仿宋_GB2312": ("仿宋", "02010609030101010101", "modern"),
    "黑体": ("SimHei", "02010609060101010101", "modern"),
    "楷体_GB2312": ("楷体", "02010609030101010101", "modern"),
    "方正小标宋简体": ("宋体", "02010601030101010101", "auto"),
    "宋体": ("SimSun", "02010600030101010101", "auto"),
}
#: Between characters, in twentieths of a point, and from line to line (28.95 pt). −6 to −8 give 28 characters; at −5 and
#: closer to 0, LibreOffice 7.4 loses the mark that hangs over the end of a line.
NARROW, LINE = -7, 579
#: Two characters of 3号 less what they are closer.
_INDENT = round(2 * (geometry.BODY * 20 + NARROW))


def twips(points: float) -> int:
    """Twentieths of a point."""
    return round(points * 20)


def run_properties(face: str = "", size: float = 0, mark: str = "", *, narrow: bool | None = None) -> Element | None:
    """w:rPr with a role's font and a size; None where there is nothing to say. `mark`: "ins" underlined, "del" struck
    through. `narrow`: closer or not."""
    said = [
        _font(FACES[face]) if face else None,
        element("w:strike") if mark == "del" else None,
        None if narrow is None else element("w:spacing", val=NARROW if narrow else 0),
        element("w:sz", val=round(size * 2)) if size else None,
        element("w:szCs", val=round(size * 2)) if size else None,
        element("w:u", val="single") if mark == "ins" else None,
    ]
    if size and narrow is None:
        said[2] = element("w:spacing", val=NARROW if size == geometry.BODY else 0)
    return element("w:rPr", *said) if any(one is not None for one in said) else None


def _font(name: str) -> Element:
    return element("w:rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia")


def styles(form: str) -> list[Element]:
    """Children of w:styles for a booklet, a paper, a sheet or an exam paper."""
    sheet, exam = form in ("sheet", "exam"), form == "exam"
    face = "song" if exam else "body"
    lang = element("w:lang", val="zh-CN", eastAsia="zh-CN", bidi="ar-SA")
    size = geometry.EXAM if exam else 11 if sheet else geometry.BODY
    defaults = element(
        "w:docDefaults",
        element("w:rPrDefault", element("w:rPr", _font(FACES[face]), element("w:sz", val=round(size * 2)),
                                        element("w:szCs", val=round(size * 2)), lang)),
        element("w:pPrDefault", element("w:pPr", *_grid())),
    )  # fmt: skip
    pitch = twips(geometry.EXAM_LINE) if exam else 300
    line = _spacing() if not sheet else element("w:spacing", before=0, after=0, line=pitch, lineRule="exact")
    normal = element("w:pPr", *_grid(), line, element("w:jc", val="both"))
    title_line = twips(26) if exam else twips(34) if sheet else LINE
    title = geometry.EXAM_TITLE if exam else 24 if sheet else geometry.TITLE
    first = {} if sheet else {"firstLineChars": 200, "firstLine": _INDENT}
    flush = element("w:ind", firstLineChars=0, firstLine=0)

    def centre(*before: Element, line: int = LINE, above: int = 0, below: int = 0, level: int | None = None) -> Element:
        spacing = element("w:spacing", before=above, after=below, line=line, lineRule="exact")
        outline = element("w:outlineLvl", val=level) if level is not None else None
        return element("w:pPr", *before, spacing, element("w:ind", firstLineChars=0, firstLine=0),
                       element("w:jc", val="center"), outline)  # fmt: skip

    def heading(level: int) -> Element:
        before = [element("w:keepNext"), element("w:keepLines")]
        above = twips(10) if sheet else 0
        spacing = element(
            "w:spacing",
            before=above,
            after=twips(4) if sheet else 0,
            line=title_line if sheet else LINE,
            lineRule="exact",
        )
        return element("w:pPr", *before, spacing, element("w:ind", **first), element("w:jc", val="left"),
                       element("w:outlineLvl", val=level - 1))  # fmt: skip

    keep = element("w:keepNext"), element("w:keepLines")
    in_grid = None if sheet else True
    # LibreOffice gives a line of 2号 two lines of the grid, Word one
    free = element("w:snapToGrid", val=0)
    return [
        defaults,
        _style("Normal", "Normal", normal, run_properties(face, size, narrow=not sheet), default=True, base="", quick=True),
        _character_default(), _table_default(), _numbering_default(),
        _style("BodyText", "Body Text", element("w:pPr", element("w:ind", **first) if first else flush), quick=True),
        _style("Title", "Title", centre(free, line=title_line if sheet else LINE, below=twips(4) if sheet else 0),
               run_properties("hei" if sheet else "title", title, narrow=False), quick=True),
        _style("TextTitle", "正文标题", centre(copy.copy(free)), run_properties("title", geometry.TITLE, narrow=False)),
        _style("CoverTitle", "封面标题", centre(line=2 * LINE), run_properties("title", 36, narrow=False)),
        _style("CoverLine", "封面落款", centre(), run_properties("body", geometry.BODY)),
        _style("ContentsTitle", "目录标题", centre(line=2 * LINE, below=LINE), run_properties("title", geometry.TITLE, narrow=False)),
        _style("Subtitle", "Subtitle", centre(line=280 if sheet else LINE, below=twips(4) if sheet else 0),
               run_properties(face if sheet else "kai", size if sheet else 0), quick=True),
        _style("Heading1", "heading 1", heading(1), run_properties("hei", 12 if exam else 14 if sheet else 0, narrow=in_grid), quick=True, follow="BodyText"),
        _style("Heading2", "heading 2", heading(2), run_properties("kai", 0, narrow=in_grid), quick=True, follow="BodyText"),
        _style("Heading3", "heading 3", heading(3), run_properties("body", 0, narrow=in_grid), quick=True, follow="BodyText"),
        _style("ChapterHeading", "章标题", centre(*keep, above=0 if sheet else LINE, level=0), run_properties("hei"), base="Heading1",
               follow="BodyText"),
        _style("TOC1", "toc 1", _toc()),
        _style("FootLine", "页脚说明", centre(line=twips(geometry.FOOT + 4)), run_properties("song", geometry.FOOT, narrow=False)),
        _style("PageNumberLine", "footer", element("w:pPr", element("w:spacing", before=0, after=twips(6), line=twips(geometry.PAGE_NUMBER + 2), lineRule="exact"), element("w:ind", firstLineChars=0, firstLine=0)),
               run_properties("song", geometry.PAGE_NUMBER, narrow=False)),
        _style("TableText", "表格文字", element("w:pPr", element("w:snapToGrid", val=0), element("w:ind", firstLineChars=0, firstLine=0), element("w:jc", val="left")),
               run_properties(face, 10.5, narrow=False)),
        _style("SealLine", "密封线", element("w:pPr", element("w:spacing", before=0, after=0, line=twips(20), lineRule="exact"), element("w:jc", val="center")),
               run_properties("song", geometry.EXAM, narrow=False)),
    ]  # fmt: skip


def _grid() -> list[Element]:
    """What keeps 28 characters to a line: no hanging punctuation, no space between Chinese and digits."""
    names = ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN")
    return [element(f"w:{name}", val=0) for name in names]


def _spacing() -> Element:
    return element("w:spacing", before=0, after=0, line=LINE, lineRule="exact")


def _toc() -> Element:
    right = round(geometry.TYPE_AREA[0] * geometry.POINTS_PER_MM * 20)
    tabs = element("w:tabs", element("w:tab", val="right", leader="middleDot", pos=right))
    return element(
        "w:pPr", tabs, _spacing(), element("w:ind", firstLineChars=0, firstLine=0), element("w:jc", val="left")
    )


def _style(
    name: str, shown: str, paragraph: Element, run: Element | None = None, *,
    base: str = "Normal", follow: str = "", default: bool = False, quick: bool = False,
) -> Element:  # fmt: skip
    return element(
        "w:style", element("w:name", val=shown),
        element("w:basedOn", val=base) if base else None, element("w:next", val=follow) if follow else None,
        element("w:qFormat") if quick else None, paragraph, run, type="paragraph", styleId=name,
        **({"default": 1} if default else {}),
    )  # fmt: skip


def _default(kind: str, name: str, shown: str, *content: Element) -> Element:
    hidden = element("w:uiPriority", val=99), element("w:semiHidden"), element("w:unhideWhenUsed")
    return element("w:style", element("w:name", val=shown), *hidden, *content, type=kind, styleId=name, default=1)


def _character_default() -> Element:
    return _default("character", "DefaultParagraphFont", "Default Paragraph Font")


def _table_default() -> Element:
    margins = element("w:tblCellMar", *(element(f"w:{e}", w=0, type="dxa") for e in ("top", "left", "bottom", "right")))
    return _default(
        "table", "TableNormal", "Normal Table", element("w:tblPr", element("w:tblInd", w=0, type="dxa"), margins)
    )


def _numbering_default() -> Element:
    return _default("numbering", "NoList", "No List")


def settings(form: str = "paper") -> list[Element]:
    """Children of w:settings: odd and even feet differ, punctuation keeps its width, no compatibility mode.

    An exam paper is bound on the left of its odd and on the right of its even pages."""
    uri = "http://schemas.microsoft.com/office/word"
    return [
        element("w:zoom", percent=100),
        *([element("w:mirrorMargins")] if form == "exam" else []),
        element("w:defaultTabStop", val=420),
        element("w:evenAndOddHeaders"),
        element("w:drawingGridVerticalSpacing", val=LINE),
        element("w:characterSpacingControl", val="doNotCompress"),
        element("w:compat", element("w:spaceForUL"), element("w:balanceSingleByteDoubleByteWidth"),
                element("w:doNotLeaveBackslashAlone"), element("w:ulTrailSpace"), element("w:doNotExpandShiftReturn"),
                element("w:adjustLineHeightInTable"), element("w:useFELayout"),
                element("w:compatSetting", name="compatibilityMode", uri=uri, val=15)),
        element("w:themeFontLang", val="zh-CN", eastAsia="zh-CN"),
        element("w:decimalSymbol", val="."),
        element("w:listSeparator", val=","),
    ]  # fmt: skip


def fonts() -> Element:
    """The font table with the other name of each font."""
    rows = [
        element("w:font", element("w:altName", val=other), element("w:panose1", val=panose), element("w:charset", val="86"),
                element("w:family", val=family), element("w:pitch", val="variable"), name=name)
        for name, (other, panose, family) in _FALLBACKS.items()
    ]  # fmt: skip
    return element("w:fonts", *rows)
