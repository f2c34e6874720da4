"""Excel workbooks (xlsx, xlsm) as rows of text."""

from collections.abc import Iterator
from pathlib import Path
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from tiaoli.model import ReadError

#: Larger than any bank; guards against a sheet whose format was set for a million rows.
MAX_ROWS = 50_000


def read(path: Path) -> Iterator[list[tuple[int, tuple[str, ...]]]]:
    """(row number, cells as text) of every sheet that has any; merged cells repeat their value over the rows they span.

    Raises ReadError for what is no xlsx file.
    """
    try:
        book = load_workbook(path, data_only=True)
    except FileNotFoundError:
        raise ReadError(f"没有找到文件 {path.name}；请检查文件名和所在的文件夹。") from None
    except (BadZipFile, InvalidFileException, KeyError, ValueError, OSError):
        raise ReadError(
            f"{path.name} 打不开，不是 xlsx 表格或已损坏；请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。"
        ) from None
    for sheet in book.worksheets:
        merged = {}
        for span in sheet.merged_cells.ranges:
            value = sheet.cell(span.min_row, span.min_col).value
            for row in range(span.min_row, span.max_row + 1):
                merged[row, span.min_col] = value  # over its rows; a cell merged across columns stands once
        rows = []
        for number, cells in enumerate(sheet.iter_rows(max_row=min(sheet.max_row, MAX_ROWS), values_only=True), 1):
            words = tuple(_words(merged.get((number, at), value)) for at, value in enumerate(cells, 1))
            if any(words):
                rows.append((number, words))
        if rows:
            yield rows


def _words(value: object) -> str:
    """A cell as people see it: 60.0 is 60, True is 对."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "对" if value else "错"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
