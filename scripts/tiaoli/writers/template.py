"""A Word file for somebody else to write in: the styles are set, the pages prepared.

Body and headings are Word's own styles, so that what is typed or pasted has the prescribed look without anybody
choosing a font; saved by Word, the file keeps no author's name and no dates (`removePersonalInformation`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tiaoli.writers import geometry
from tiaoli.writers.docx_styles import fonts, settings, twips
from tiaoli.writers.word import Element, Package, element, field, text

#: Of a page to be filled in: 三号 heading, 小四 lines; its own, whatever the text's rules are.
_FORM_FONT, _FORM_HEAD, _FORM_SIZE, _FORM_HEAD_SIZE = "宋体", "黑体", 12.0, 18.0
_NUMBER_FONT, _NUMBER_SIZE = "宋体", 14.0


@dataclass(frozen=True, slots=True)
class Type:
    """A font and its size in points."""

    font: str
    points: float


@dataclass(frozen=True)
class Look:
    """Measures of the text: margins (top, right, bottom, left) in mm, exact `pitch` of lines in points or None, `indent`
    of first lines in characters."""

    title: Type
    body: Type
    heading1: Type
    heading2: Type
    margins: tuple[float, float, float, float]
    pitch: float | None = None
    indent: int = 2


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph in one of the styles. `blank`: a ruled gap to the right edge follows the text; `style` of a form: head,
    form, sign (to the right), note; of the text: title, body, heading1, heading2."""

    text: str
    style: Literal["head", "form", "sign", "note", "title", "body", "heading1", "heading2"] = "body"
    blank: bool = False


def write(name: str, look: Look, form: Iterable[Line], body: Iterable[Line]) -> bytes:
    """A page to be filled in without a number, then the text on pages of its own, numbered from 1 in the middle."""
    package = Package(name)
    package.set_styles(_styles(look))
    package.set_settings(_settings())
    package.set_fonts(fonts())
    content = package.body
    content.clear_content()
    content.remove(content[-1])
    content.extend(_paragraph(line, look) for line in form)
    content[-1].find(_tag("pPr")).append(_section(look, numbered=False))
    content.extend(_paragraph(line, look) for line in body)
    content.append(_section(look, numbered=True))
    package.footer([element("w:p", element("w:pPr", element("w:pStyle", val="Footer")))], section=0)
    dash = element("w:r", text("— ")), element("w:r", text(" —"))
    package.footer(
        [element("w:p", element("w:pPr", element("w:pStyle", val="Footer")), dash[0], *field("PAGE", "1"), dash[1])]
    )
    return package.save()


def _tag(name: str) -> str:
    return element(f"w:{name}").tag


_STYLE_OF = {"head": "FormHead", "form": "FormLine", "sign": "FormSign", "note": "FormNote", "title": "Title",
             "body": "Normal", "heading1": "Heading1", "heading2": "Heading2"}  # fmt: skip


def _paragraph(line: Line, look: Look) -> Element:
    runs = [element("w:r", text(line.text))]
    tabs = None
    if line.blank:
        width = round((geometry.PAPER[0] - look.margins[1] - look.margins[3]) * geometry.POINTS_PER_MM * 20)
        tabs = element("w:tabs", element("w:tab", val="right", leader="underscore", pos=width))
        runs.append(element("w:r", element("w:tab")))
    return element("w:p", element("w:pPr", element("w:pStyle", val=_STYLE_OF[line.style]), tabs), *runs)


def _section(look: Look, *, numbered: bool) -> Element:
    top, right, bottom, left = (round(side * geometry.POINTS_PER_MM * 20) for side in look.margins)
    width, height = (round(side * geometry.POINTS_PER_MM * 20) for side in geometry.PAPER)
    return element(
        "w:sectPr", element("w:type", val="nextPage"), element("w:pgSz", w=width, h=height),
        element("w:pgMar", top=top, right=right, bottom=bottom, left=left, header=851, footer=max(bottom - 800, 400), gutter=0),
        element("w:pgNumType", start=1) if numbered else None,
    )  # fmt: skip


def _settings() -> list[Element]:
    kept = [one for one in settings("paper") if one.tag not in (_tag("evenAndOddHeaders"), _tag("zoom"))]
    zoom = element("w:zoom", percent=100)
    return [zoom, element("w:removePersonalInformation"), element("w:removeDateAndTime"), *kept]


def _styles(look: Look) -> list[Element]:
    body = look.body
    defaults = element(
        "w:docDefaults", element("w:rPrDefault", _run(body, lang=True)), element("w:pPrDefault", element("w:pPr"))
    )
    line = {"line": twips(look.pitch), "lineRule": "exact"} if look.pitch else {"line": 360, "lineRule": "auto"}
    spacing = {"before": 0, "after": 0, **line}
    first = {"firstLineChars": look.indent * 100, "firstLine": twips(look.indent * body.points)}
    flush = {"firstLineChars": 0, "firstLine": 0}
    title_line = {"line": twips(max(look.title.points * 1.5, look.pitch or 0)), "lineRule": "exact"}
    form = {"before": twips(3), "after": twips(3), "line": twips(_FORM_SIZE * 1.75), "lineRule": "exact"}

    def heading(level: int, type_: Type) -> Element:
        return _style(f"Heading{level}", f"heading {level}", _run(type_), keep=True, spacing=spacing, ind=first, jc="left",
                      outline=level - 1, follow="Normal")  # fmt: skip

    return [
        defaults,
        _style("Normal", "Normal", _run(body), spacing=spacing, ind=first, jc="both", base=""),
        _style("Title", "Title", _run(look.title), spacing={"before": 0, "after": twips(body.points), **title_line}, ind=flush,
               jc="center", follow="Normal"),
        heading(1, look.heading1), heading(2, look.heading2),
        _style("Footer", "footer", _run(Type(_NUMBER_FONT, _NUMBER_SIZE)), spacing={"before": 0, "after": 0, "line": 320, "lineRule": "exact"},
               ind=flush, jc="center"),
        _style("FormHead", "填写页标题", _run(Type(_FORM_HEAD, _FORM_HEAD_SIZE)), spacing=form | {"after": twips(12), "line": twips(30)}, ind=flush,
               jc="center"),
        _style("FormLine", "填写页", _run(Type(_FORM_FONT, _FORM_SIZE)), spacing=form, ind=flush, jc="left"),
        _style("FormSign", "填写页签名", _run(Type(_FORM_FONT, _FORM_SIZE)), spacing=form | {"before": twips(18)}, ind=flush, jc="right"),
        _style("FormNote", "填写页说明", _run(Type(_FORM_FONT, 10.5)), spacing=form | {"line": twips(17)}, ind=flush, jc="left"),
    ]  # fmt: skip


def _run(type_: Type, *, lang: bool = False) -> Element:
    half = round(type_.points * 2)
    faces = element("w:rFonts", ascii=type_.font, hAnsi=type_.font, eastAsia=type_.font, cs=type_.font, hint="eastAsia")
    language = element("w:lang", val="zh-CN", eastAsia="zh-CN", bidi="ar-SA") if lang else None
    return element("w:rPr", faces, element("w:sz", val=half), element("w:szCs", val=half), language)


def _style(
    name: str, shown: str, run: Element, *, spacing: dict, ind: dict, jc: str, base: str = "Normal", follow: str = "",
    keep: bool = False, outline: int | None = None,
) -> Element:  # fmt: skip
    paragraph = element(
        "w:pPr", *([element("w:keepNext"), element("w:keepLines")] if keep else []),
        element("w:widowControl", val=0), element("w:spacing", **spacing), element("w:ind", **ind), element("w:jc", val=jc),
        element("w:outlineLvl", val=outline) if outline is not None else None,
    )  # fmt: skip
    return element(
        "w:style", element("w:name", val=shown), element("w:basedOn", val=base) if base else None,
        element("w:next", val=follow) if follow else None, element("w:qFormat"), paragraph, run,
        type="paragraph", styleId=name, **({} if base else {"default": 1}),
    )  # fmt: skip
