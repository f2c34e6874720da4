"""Tables as .xlsx through XlsxWriter: score sheets, results, lists of units.

XlsxWriter and not openpyxl: with a fixed `created` its bytes repeat, where openpyxl writes the time of saving into
every file; it has no dependencies and writes row by row. Reading a workbook is a reader's business.
Nothing else of ours imports xlsxwriter.
"""

import io
import re
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
FONT, HEAD_FONT = "宋体", "黑体"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, =SUM(B2:B9), with the value that is shown until somebody recalculates."""

    text: str
    value: float | str = 0


Value = str | int | float | bool | None | Formula


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `width` in characters, `choices` what may be chosen in it, `low` and `high` bounds of a number."""

    title: str
    width: float = 12
    align: Literal["left", "centre", "right"] = "left"
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: a title above, the head repeated on every printed page, rows, notes below."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...] = ()
    title: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False


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
    page.repeat_rows(top)
    page.freeze_panes(top + 1, 0)
    first, end = top + 1, top + 1 + len(sheet.rows)
    for at, row in enumerate(sheet.rows, first):
        for i, value in enumerate(row):
            _cell(page, at, i, value, kinds[sheet.columns[i].align])
    _rules(page, first, end - 1, sheet)
    note = book.add_format(plain | {"font_size": 10})
    for at, said in enumerate(sheet.notes, end):
        _across(page, at, last, said, note)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")
    if sheet.landscape:
        page.set_landscape()


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
        if column.choices:
            rule = {"validate": "list", "source": list(column.choices)}
        elif column.low is not None and column.high is not None:
            rule = {"validate": "decimal", "criteria": "between", "minimum": column.low, "maximum": column.high}
        else:
            continue
        page.data_validation(
            first,
            i,
            last,
            i,
            rule | {"error_title": "填写有误", "error_message": f"请按要求填写“{column.title}”。"[:255]},
        )
