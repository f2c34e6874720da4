"""Slides -> pptx: native text and tables, 16:9, titles that the outline shows, theme colours and fonts by name.

Fonts are those that offices have, 微软雅黑 and 宋体, with the character set that tells another program what to take in
their place. Names no author and holds no clock: the same deck gives the same bytes. Nothing else of ours imports pptx.
"""

import io
from datetime import datetime

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from tiaoli.writers import zips
from tiaoli.writers.document import printable
from tiaoli.writers.slide import (
    ABOVE_TABLE,
    BODY,
    CELL,
    SIZES,
    TABLE_SIZES,
    Deck,
    Line,
    Slide,
    columns,
    row_heights,
    size,
    size_of,
    table_room,
    table_size,
)

HEI, SONG = "微软雅黑", "宋体"
_WIDE, _HIGH = 960.0, 540.0
#: Left and right of everything; where the body begins.
_EDGE, _TOP = 48.0, 132.0
#: A slide's title: left, top, width, height.
_TITLE = (_EDGE, 58.0, _WIDE - 2 * _EDGE, 62.0)
#: Placeholders of date, foot and number; ours are text of each slide.
_DATED = (10, 11, 12)
#: Colours of the theme by their place in it: paper, ink, red, ochre, green.
_COLOURS = {
    "dk1": "211D19", "lt1": "FBF8F2", "dk2": "5C5348", "lt2": "F3ECE0", "accent1": "8F1D21", "accent2": "7A5A1E",
    "accent3": "1F5E4B", "accent4": "5C5348", "accent5": "B3262B", "accent6": "A67C2E", "hlink": "8F1D21", "folHlink": "7A5A1E",
}  # fmt: skip
_PANOSE = {HEI: "020B0503020204020204", SONG: "02010600030101010101"}
_TITLE_ONLY, _TITLE_SLIDE = "Title Only", "Title Slide"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def write(deck: Deck) -> bytes:
    """The deck as a pptx; the same deck gives the same bytes."""
    made = Presentation()
    made.slide_width, made.slide_height = Pt(_WIDE), Pt(_HIGH)
    _dress(made)
    layouts = {layout.name: layout for layout in made.slide_layouts}
    _title(made, layouts[_TITLE_SLIDE], deck)
    for number, slide in enumerate(deck.slides, 2):
        _content(made, layouts[_TITLE_ONLY], slide, deck, number)
    core = made.core_properties
    core.title, core.author, core.last_modified_by, core.language = printable(deck.title), "", "", "zh-CN"
    core.created = core.modified = datetime(2000, 1, 1)
    core.revision, core.keywords, core.subject, core.comments, core.category = 1, "", "", "", ""
    out = io.BytesIO()
    made.save(out)
    return zips.normalised(out.getvalue())


def _dress(made: Presentation) -> None:
    """Theme colours and fonts of ours; only the two layouts in use, their placeholders where they belong on 16:9."""
    for layout in list(made.slide_layouts):
        if layout.name not in (_TITLE_ONLY, _TITLE_SLIDE):
            made.slide_layouts.remove(layout)
    master = made.slide_master
    theme = next(part for part in (r.target_part for r in master.part.rels.values()) if "theme" in part.content_type)
    theme._blob = _themed(theme.blob)
    master.background.fill.solid()
    master.background.fill.fore_color.theme_color = MSO_THEME_COLOR.BACKGROUND_1
    for holder in master.placeholders:
        _place(holder, *(_TITLE if holder.placeholder_format.idx == 0 else (_EDGE, _TOP, *BODY)))
    for layout in made.slide_layouts:
        for holder in list(layout.placeholders):
            kind = holder.placeholder_format.idx
            if kind in _DATED:
                holder._element.getparent().remove(holder._element)
            elif layout.name == _TITLE_SLIDE:
                _place(holder, 76, 150 if kind == 0 else 286, _WIDE - 152, 120 if kind == 0 else 150)
            else:
                _place(holder, *_TITLE)
    for holder in [h for h in master.placeholders if h.placeholder_format.idx in _DATED]:
        holder._element.getparent().remove(holder._element)


def _themed(blob: bytes) -> bytes:
    root = parse_xml(blob)
    root.set("name", "条理")
    colours = root.find(f".//{{{_A}}}clrScheme")
    colours.set("name", "条理")
    for name, value in _COLOURS.items():
        place = colours.find(f"{{{_A}}}{name}")
        for child in list(place):
            place.remove(child)
        place.append(place.makeelement(f"{{{_A}}}srgbClr", {"val": value}))
    for which in ("majorFont", "minorFont"):
        fonts = root.find(f".//{{{_A}}}{which}")
        for tag in ("latin", "ea"):
            font = fonts.find(f"{{{_A}}}{tag}")
            font.set("typeface", HEI)
            font.set("panose", _PANOSE[HEI])
        for other in fonts.findall(f"{{{_A}}}font"):
            fonts.remove(other)
    return serialize_part_xml(root)


def _title(made: Presentation, layout, deck: Deck) -> None:
    slide = made.slides.add_slide(layout)
    _fill(slide, MSO_THEME_COLOR.ACCENT_1)
    title, under = slide.placeholders[0], slide.placeholders[1]
    longest = max(map(len, deck.title.split("\n")))
    _write(
        title.text_frame, ((deck.title, min(54.0, 808.0 / max(1, longest)), True, HEI),), MSO_THEME_COLOR.BACKGROUND_1
    )
    lines = ((deck.subtitle, 26.0, False, HEI), *((words, 18.0, False, HEI) for words in deck.imprint))
    _write(under.text_frame, lines, MSO_THEME_COLOR.BACKGROUND_2)
    title.text_frame.vertical_anchor, under.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM, MSO_ANCHOR.TOP
    _noted(slide, deck.notes)


def _content(made: Presentation, layout, slide: Slide, deck: Deck, number: int) -> None:
    page = made.slides.add_slide(layout)
    band = page.shapes.add_shape(1, 0, 0, Pt(_WIDE), Pt(10))
    band.fill.solid()
    band.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    band.line.fill.background()
    band.name = "横条"
    if slide.kicker:
        _box(page, _EDGE, 26, _WIDE - 2 * _EDGE, 28, ((slide.kicker, 15.0, False, HEI),), MSO_THEME_COLOR.TEXT_2)
    title = page.shapes.title
    points = min(36.0, (_WIDE - 2 * _EDGE) / max(1, len(slide.title)))
    _write(title.text_frame, ((slide.title, points, True, HEI),), MSO_THEME_COLOR.ACCENT_1)
    title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    if slide.lines:
        room = ABOVE_TABLE if slide.table else BODY[1]
        _body(page, slide.lines, room, (not slide.table and slide.points) or size(slide.lines, room) or SIZES[-1])
    if slide.table:
        _table(page, slide)
    _box(page, _EDGE, 506, _WIDE - 2 * _EDGE - 60, 24, ((deck.foot, 11.0, False, HEI),), MSO_THEME_COLOR.TEXT_2)
    at = _box(page, _WIDE - _EDGE - 56, 506, 56, 24, ((str(number), 11.0, False, HEI),), MSO_THEME_COLOR.TEXT_2)
    at.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    _noted(page, slide.notes)


def _body(page, lines: tuple[Line, ...], room: float, points: float) -> None:
    box = page.shapes.add_textbox(Pt(_EDGE), Pt(_TOP), Pt(BODY[0]), Pt(room))
    box.name = "正文"
    frame = box.text_frame
    _bare(frame)
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.space_after, paragraph.line_spacing = Pt(8), 1.12
        own = size_of(line, points)
        if line.indent:
            paragraph._p.get_or_add_pPr().set("indent", str(int(Pt(own * line.indent))))
        if line.label:
            _run(paragraph, f"{line.label}　", own, True, HEI, MSO_THEME_COLOR.ACCENT_1)
        colour = {"big": MSO_THEME_COLOR.ACCENT_1, "plain": MSO_THEME_COLOR.TEXT_2, "lead": MSO_THEME_COLOR.ACCENT_2}
        _run(paragraph, line.text, own, line.kind in ("big", "lead"), SONG if line.kind == "law" else HEI,
             colour.get(line.kind, MSO_THEME_COLOR.TEXT_1))  # fmt: skip


def _table(page, slide: Slide) -> None:
    rows, count, room = slide.table, len(slide.table[0]), table_room(slide)
    made = page.shapes.add_table(len(rows), count, Pt(_EDGE), Pt(_TOP + BODY[1] - room), Pt(BODY[0]), Pt(room))
    made.name = "表"
    table = made.table
    for column, width in zip(table.columns, columns(slide), strict=True):
        column.width = Pt(width)
    points = slide.points or table_size(slide) or TABLE_SIZES[-1]
    heights = row_heights(slide, points)
    spare = min(points, max(0.0, room - sum(heights)) / len(rows))  # a table that fits looks better with some air
    for i, row in enumerate(rows):
        table.rows[i].height = Pt(int(heights[i] + spare))
        for j, words in enumerate(row):
            cell = table.cell(i, j)
            cell.margin_left = cell.margin_right = Pt(CELL[0])
            cell.margin_top = cell.margin_bottom = Pt(CELL[1])
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            cell.fill.solid()
            cell.fill.fore_color.theme_color = (
                MSO_THEME_COLOR.ACCENT_1
                if not i
                else MSO_THEME_COLOR.BACKGROUND_2
                if i % 2
                else MSO_THEME_COLOR.BACKGROUND_1
            )
            strong = not i or not j
            colour = (
                MSO_THEME_COLOR.BACKGROUND_1 if not i else MSO_THEME_COLOR.ACCENT_1 if not j else MSO_THEME_COLOR.TEXT_1
            )
            cell.text_frame.word_wrap = True
            _run(cell.text_frame.paragraphs[0], words, points, strong, HEI, colour)


def _noted(page, notes: tuple[str, ...]) -> None:
    if notes:
        page.notes_slide.notes_text_frame.text = "\n".join(map(printable, notes))


def _fill(slide, colour: MSO_THEME_COLOR) -> None:
    slide.background.fill.solid()
    slide.background.fill.fore_color.theme_color = colour


def _place(shape, left: float, top: float, width: float, height: float) -> None:
    shape.left, shape.top, shape.width, shape.height = (Emu(int(Pt(length))) for length in (left, top, width, height))


def _box(page, left: float, top: float, width: float, height: float, lines, colour: MSO_THEME_COLOR):
    box = page.shapes.add_textbox(Pt(left), Pt(top), Pt(width), Pt(height))
    _write(box.text_frame, lines, colour)
    return box


def _write(frame, lines, colour: MSO_THEME_COLOR) -> None:
    _bare(frame)
    for at, (words, points, bold, face) in enumerate(lines):
        paragraph = frame.paragraphs[0] if not at else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.space_after = Pt(6)
        _run(paragraph, words, points, bold, face, colour)


def _bare(frame) -> None:
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _run(paragraph, words: str, points: float, bold: bool, face: str, colour: MSO_THEME_COLOR) -> None:
    for at, part in enumerate(printable(words).split("\n")):
        if at:
            paragraph.add_line_break()
        run = paragraph.add_run()
        run.text = part
        run.font.size, run.font.bold = Pt(round(points * 2) / 2), bold
        run.font.color.theme_color = colour
        properties = run._r.get_or_add_rPr()
        properties.set("lang", "zh-CN")
        properties.set("altLang", "en-US")
        for tag in ("a:latin", "a:ea"):
            font = {
                "typeface": face,
                "panose": _PANOSE[face],
                "pitchFamily": "34" if face == HEI else "2",
                "charset": "-122",
            }
            properties.append(properties.makeelement(qn(tag), font))
