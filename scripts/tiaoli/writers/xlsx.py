"""Tables as .xlsx through XlsxWriter: score sheets, results, lists of units.

XlsxWriter and not openpyxl: with a fixed `created` its bytes repeat, where openpyxl writes the time of saving into
every file; it has no dependencies and writes row by row. Reading a workbook is a reader's business.
Nothing else of ours imports xlsxwriter.
"""

import io
import math
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import xlsxwriter

from tiaoli.writers.document import printable
from tiaoli.writers.zips import normalised

#: Fixed, so that it says nothing about who saved when.
CREATED = datetime(2000, 1, 1)
#: What Excel refuses in the name of a sheet, and how long it may be.
_NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
_NAME_LENGTH = 31
_CELL_LENGTH = 32767
#: Height of a line of 11 points, in points.
_LINE = 15.6
FONT, HEAD_FONT = "宋体", "黑体"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, =SUM(B2:B9), with the value that is shown until somebody recalculates."""

    text: str
    value: float | str = 0


Value = str | int | float | bool | None | Formula


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in characters, `choices` what may be chosen in it, `low` and `high` bounds of a number.

    `source`: where the choices stand instead, "=选项!$A$2:$A$40": a list in a rule holds 255 characters only. `free`:
    anything else may be typed too. `days`: first and last day (ISO 8601) of a column of dates; others are warned of.
    `whole`: whole numbers only. `prompt`: said where somebody starts to type.
    """

    title: str
    width: float = 12
    align: Literal["left", "centre", "right"] = "left"
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    source: str = ""
    free: bool = False
    days: tuple[str, str] | None = None
    whole: bool = False
    prompt: str = ""


@dataclass(frozen=True, slots=True)
class Bars:
    """A bar chart below a sheet's rows: the columns (from 0) of the names and of the numbers, over the first `rows` rows."""

    title: str
    names: int
    values: int
    rows: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a title above, the head repeated on every printed page, rows, notes below."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False
    bars: tuple[Bars, ...] = ()


def workbook(sheets: Sequence[Sheet], title: str = "") -> bytes:
    """The sheets as one file, ready to print on A4. The same sheets give the same bytes.

    Text stays text: what begins with = or looks like a link is never run. Raises ValueError for two sheets of one name.
    """
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": printable(title), "author": "", "created": CREATED})
    names = [sheet_name(sheet.name) for sheet in sheets]
    if len({name.casefold() for name in names}) < len(names):
        raise ValueError(f"two sheets of one name: {names}")
    for name, sheet in zip(names, sheets, strict=True):
        _write(book, book.add_worksheet(name), sheet)
    book.close()
    return normalised(out.getvalue())


def grid(sheets: Sequence[tuple[str, Sequence[Sequence[Value]]]], title: str = "") -> bytes:
    """Sheets of bare cells, (name, rows), for programs that look at cells only: no head, no borders, no print set-up."""
    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": printable(title), "author": "", "created": CREATED})
    form = book.add_format({"font_name": FONT, "font_size": 11})
    for name, rows in sheets:
        page = book.add_worksheet(sheet_name(name))
        for at, row in enumerate(rows):
            for i, value in enumerate(row):
                if value != "":
                    _cell(page, at, i, value, form)
    book.close()
    return normalised(out.getvalue())


def is_untouched(content: bytes) -> bool:
    """Whether a workbook is as `workbook` wrote it: another program that saves it puts the time into it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return f">{CREATED:%Y-%m-%d}T00:00:00Z</dcterms:modified>".encode() in archive.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError):
        return False


def sheet_name(name: str) -> str:
    """A name that Excel takes: no []:*?/\\', at most 31 characters, never empty.

    >>> sheet_name("成绩[1/2]")
    '成绩12'
    """
    return _NOT_IN_NAME.sub("", printable(name)).strip()[:_NAME_LENGTH] or "表"


def _write(book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, sheet: Sheet) -> None:
    plain = {"font_name": FONT, "font_size": 11, "valign": "vcenter", "text_wrap": True}
    ruled = plain | {"border": 1}
    head = book.add_format(ruled | {"font_name": HEAD_FONT, "align": "center", "bg_color": "#EDEDED"})
    kinds = {a: book.add_format(ruled | {"align": _align(a)}) for a in ("left", "centre", "right")}
    last = max(len(sheet.columns) - 1, 0)
    top = 1 if sheet.title else 0
    if sheet.title:
        shown = book.add_format(plain | {"font_name": HEAD_FONT, "font_size": 16, "align": "center"})
        page.set_row(0, 30)
        _across(page, 0, last, sheet.title, shown)
    for i, column in enumerate(sheet.columns):
        page.set_column(i, i, column.width)
        page.write_string(top, i, printable(column.title), head)
    if (lines := max((_lines(column.title, column) for column in sheet.columns), default=1)) > 1:
        page.set_row(top, lines * _LINE)
    page.repeat_rows(top)
    page.freeze_panes(top + 1, 0)
    first, end = top + 1, top + 1 + len(sheet.rows)
    day = book.add_format(ruled | {"align": "center", "num_format": "yyyy-mm-dd"})
    for at, row in enumerate(sheet.rows, first):
        if (lines := max(map(_lines, row, sheet.columns), default=1)) > 1:
            page.set_row(at, lines * _LINE)
        for i, value in enumerate(row):
            column = sheet.columns[i]
            _cell(page, at, i, value, day if column.days else kinds[column.align])
    for i, bars in enumerate(sheet.bars):
        _chart(book, page, bars, first, end + len(sheet.notes) + 1, i)
    _rules(page, first, end - 1, sheet)
    note = book.add_format(plain | {"font_size": 10})
    for at, said in enumerate(sheet.notes, end):
        _across(page, at, last, said, note)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")
    if sheet.landscape:
        page.set_landscape()


def _lines(value: Value, column: Column) -> int:
    """Lines that a text takes in its column: Excel finds the height of a row by itself, LibreOffice and some WPS don't.

    >>> _lines("第一条、第二条、第三条", Column("条文", 12)), _lines(5, Column("数", 2))
    (2, 1)
    """
    if not isinstance(value, str):
        return 1
    wide = (sum(2 if ord(c) > 0x2E7F or c in "“”—…×" else 1.1 for c in line) for line in value.split("\n"))
    return sum(max(1, math.ceil(width / max(column.width - 0.7, 1))) for width in wide)


def _align(align: str) -> str:
    return "center" if align == "centre" else align


def _across(page: xlsxwriter.worksheet.Worksheet, row: int, last: int, text: str, form: object) -> None:
    if last:
        page.merge_range(row, 0, row, last, "", form)
    page.write_string(row, 0, printable(text), form)


def _cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Value, form: object) -> None:
    if value is None:
        page.write_blank(row, column, None, form)
    elif isinstance(value, Formula):
        page.write_formula(row, column, value.text, form, value.value)
    elif isinstance(value, bool):
        page.write_string(row, column, "是" if value else "否", form)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, form)
    else:
        page.write_string(row, column, printable(value)[:_CELL_LENGTH], form)


def _rules(page: xlsxwriter.worksheet.Worksheet, first: int, last: int, sheet: Sheet) -> None:
    """What may be typed into a column."""
    if last < first:
        return
    for i, column in enumerate(sheet.columns):
        if column.choices or column.source:
            rule = {"validate": "list", "source": column.source or list(column.choices)}
        elif column.days:
            low, high = (datetime.fromisoformat(day) for day in column.days)
            rule = {"validate": "date", "criteria": "between", "minimum": low, "maximum": high}
        elif column.whole and column.low is not None and column.high is not None:
            rule = {
                "validate": "integer", "criteria": "between", "minimum": int(column.low), "maximum": int(column.high)
            }  # fmt: skip
        elif column.low is not None and column.high is not None:
            rule = {"validate": "decimal", "criteria": "between", "minimum": column.low, "maximum": column.high}
        else:
            continue
        page.data_validation(
            first,
            i,
            last,
            i,
            rule
            | {"error_title": "填写有误", "error_message": f"请按要求填写“{column.title}”。"[:255]}
            | ({"error_type": "warning"} if column.free or column.days else {})
            | ({"input_title": column.title[:32], "input_message": column.prompt[:255]} if column.prompt else {}),
        )


def _chart(
    book: xlsxwriter.Workbook, page: xlsxwriter.worksheet.Worksheet, bars: Bars, first: int, below: int, at: int
) -> None:
    """A chart that Excel and WPS draw, with its numbers beside the bars."""
    if not bars.rows:
        return
    chart = book.add_chart({"type": "bar"})
    end = first + bars.rows - 1
    chart.add_series({
        "categories": [page.name, first, bars.names, end, bars.names], "values": [page.name, first, bars.values, end, bars.values],
        "fill": {"color": "#8F1D21"}, "data_labels": {"value": True}, "gap": 60,
    })  # fmt: skip
    chart.set_title({"name": bars.title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "major_gridlines": {"visible": False}})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    chart.set_size({"width": 520, "height": 90 + 30 * bars.rows})
    page.insert_chart(below, 0, chart, {"y_offset": at * 420, "object_position": 3, "description": bars.title})
