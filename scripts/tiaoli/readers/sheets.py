"""Excel workbooks (xlsx, xlsm) as rows of text."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from tiaoli.model import Grid, GridCell, GridRow, ReadError
from tiaoli.readers import files

#: Larger than any bank; guards against a sheet whose format was set for a million rows.
MAX_ROWS = 50_000
#: Nobody fills in as many columns; a single cell in the last one would make every row 16,384 cells wide.
MAX_COLUMNS = 100
#: Most cells of a sheet, empty ones between others included, and of all areas merged in it.
MAX_CELLS, MAX_MERGED = 2_000_000, 200_000
#: Largest part of a workbook, unpacked, in bytes.
_MAX_PART = 300_000_000
#: From this size on, cells and rows that hold nothing but a format are taken away before anything is read.
_LARGE = 4_000_000
_EMPTY_CELL = re.compile(rb"<(?:\w+:)?c\b[^<>]*/>")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\b[^<>]*?\bref\s*=\s*[\"']([^\"'<>]*)")
_EMPTY_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*(?:/>|(?<!/)>\s*</(?:\w+:)?row>)")


def read(path: Path) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    """(row number, cells as text) of every sheet that has any; merged cells repeat their value over the rows they span.

    Raises ReadError for what is no xlsx file.
    """
    book = _opened(path)
    for sheet in book.worksheets:
        merged = {}
        for span in sheet.merged_cells.ranges:
            value = sheet.cell(span.min_row, span.min_col).value
            for row in range(span.min_row, min(span.max_row, MAX_ROWS) + 1):
                merged[row, span.min_col] = value  # over its rows; a cell merged across columns stands once
        rows = []
        for number, cells in enumerate(sheet.iter_rows(**_bounds(sheet), values_only=True), 1):
            words = tuple(_words(merged.get((number, at), value)) for at, value in enumerate(cells, 1))
            if any(words):
                rows.append((number, words))
        if rows:
            yield rows


def grids(path: Path) -> Iterator[Grid]:
    """Every sheet cell by cell with addresses, merged areas, formulas, hidden rows. Raises ReadError as `read` does."""
    values, formulas = _opened(path), _opened(path, formulas=True)
    for sheet in values.worksheets:
        typed = formulas[sheet.title]
        merged = {}
        for span in sheet.merged_cells.ranges:
            rows = span.max_row - span.min_row + 1
            value = sheet.cell(span.min_row, span.min_col).value
            for row in range(span.min_row, min(span.max_row, MAX_ROWS) + 1):
                merged[row, span.min_col] = (value, rows)
        found = []
        for row in sheet.iter_rows(**_bounds(sheet)):
            cells = tuple(_cell(cell, typed.cell(cell.row, cell.column).value, merged) for cell in row)
            if any(cell.value not in (None, "") or cell.formula for cell in cells):
                number = row[0].row
                found.append(GridRow(number, cells, bool(sheet.row_dimensions[number].hidden)))
        yield Grid(path.name, sheet.title, tuple(found), sheet.sheet_state != "visible")


def _cell(cell, typed: object, merged: dict) -> GridCell:
    value, rows = merged.get((cell.row, cell.column), (cell.value, 0))
    if isinstance(value, datetime):
        value = value.date()
    if value is not None and not isinstance(value, str | int | float | bool | date):
        value = str(value)
    formula = typed if isinstance(typed, str) and typed.startswith("=") else ""
    return GridCell(cell.coordinate, value, rows, formula)


def _bounds(sheet) -> dict[str, int]:
    rows, columns = min(sheet.max_row, MAX_ROWS), min(sheet.max_column, MAX_COLUMNS)
    if rows * columns > MAX_CELLS:
        raise ReadError(
            f"工作表“{sheet.title}”有 {sheet.max_row} 行、{sheet.max_column} 列，太大了，不像一份填好的表；"
            "请删去末尾多余的行和列，另存后再试。"
        )
    return {"max_row": rows, "max_col": columns}


def _opened(path: Path, *, formulas: bool = False):
    content = files.load(path)
    damaged = ReadError(f"{path.name} 打不开，不是 xlsx 表格或已损坏；请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。")
    kind = files.kind_of(content)
    if kind in ("encrypted", "xls", "ole"):
        advice = "去掉密码" if kind == "encrypted" else "打开"
        raise ReadError(f"{path.name} 是{files.NAMES[kind]}，读不了；请用 WPS 或 Excel {advice}，另存为 .xlsx 后再试。")
    if not content.startswith(b"PK"):
        raise damaged
    content = _checked(content, path.name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that hold no text, in English
            return load_workbook(io.BytesIO(content), data_only=not formulas)
    except Exception:  # a damaged part raises whatever its parser happens to stumble over
        raise damaged from None


def _checked(content: bytes, name: str) -> bytes:
    """The same workbook without empty cells where it is large. ReadError for what unpacks beyond measure or is hostile."""
    large = False
    for info in files.names(content, name):
        if info.file_size > _MAX_PART:
            raise ReadError(f"{name} 解开后太大，不像一份填好的表；请只留有内容的行，另存后再试。")
        large = large or info.file_size > _LARGE
    kept = []
    for info, blob in files.entries(content, name):
        if info.filename.endswith((".xml", ".rels")) and files.declares_entities(blob):
            raise ReadError(f"{name} 里有表格文件不该有的实体声明，可能是恶意文件，没有打开；请向来源核实。")
        if large and info.filename.startswith("xl/worksheets/") and len(blob) > _LARGE:
            blob = _EMPTY_ROW.sub(b"", _EMPTY_CELL.sub(b"", blob))
        if info.filename.startswith("xl/worksheets/") and _merged(blob) > MAX_MERGED:
            raise ReadError(f"{name} 里合并的单元格多得不正常；请取消合并，另存后再试。")
        kept.append((info.filename, blob))
    if not large:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for part, blob in kept:
            archive.writestr(part, blob)
    return out.getvalue()


def _merged(sheet: bytes) -> int:
    """How many cells the merged areas of a sheet have."""
    count = 0
    for match in _MERGED.finditer(sheet):
        try:
            left, top, right, bottom = range_boundaries(match[1].decode())
        except (ValueError, TypeError):
            continue
        count += (right - left + 1) * (bottom - top + 1) if None not in (left, top, right, bottom) else MAX_MERGED + 1
    return count


def _words(value: object) -> str:
    """A cell as people see it: 60.0 is 60, True is 对."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "对" if value else "错"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
