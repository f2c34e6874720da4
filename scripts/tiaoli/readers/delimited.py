"""CSV and tab-separated text as a Grid: UTF-8 with or without its mark, UTF-16, or GBK, as WPS and Excel save them."""

import csv
import io
from pathlib import Path

from tiaoli.model import Grid, GridCell, GridRow, ReadError
from tiaoli.readers.files import load

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_SEPARATORS = ",\t;，"
#: Larger than any table of units; guards memory.
MAX_ROWS = 50_000


def grid(path: Path) -> Grid:
    """The table's rows that hold anything, numbered as a spreadsheet shows them, cells with their addresses.

    Raises ReadError for a file that is no text, with the line where its encoding breaks.
    """
    path = Path(path)
    text = _decoded(load(path), path.name)
    first = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    rows = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True), 1):
            if number > MAX_ROWS:
                raise ReadError(f"{path.name} 超过 {MAX_ROWS} 行；请分成几个表。")
            if any(cell.strip() for cell in cells):
                rows.append(GridRow(number, tuple(GridCell(f"{letters(at)}{number}", c) for at, c in enumerate(cells))))
    except csv.Error:
        raise ReadError(
            f"{path.name} 从第 {rows[-1].number + 1 if rows else 1} 行起引号不成对，读不出来；请用 WPS 或 Excel 打开，另存为 xlsx 后再试。"
        ) from None
    return Grid(path.name, "", tuple(rows))


def _decoded(content: bytes, name: str) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    line = 0  # as far as any of them got
    for guess in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = content.decode(guess)
        except UnicodeDecodeError as error:
            line = max(line, content.count(b"\n", 0, error.start) + 1)
            continue
        if "\0" in text:
            raise ReadError(f"{name} 不是文本表格；请用 WPS 或 Excel 打开，另存为 xlsx 或 CSV 后再试。")
        return text
    raise ReadError(
        f"{name} 第 {line} 行有读不出的字（编码混杂或文件已损坏）；请用 WPS 或 Excel 打开，另存为 xlsx 后再试。"
    )


def letters(at: int) -> str:
    """Name of a column counted from 0.

    >>> letters(0), letters(25), letters(26), letters(701), letters(702)
    ('A', 'Z', 'AA', 'ZZ', 'AAA')
    """
    name, at = "", at + 1
    while at:
        at, rest = divmod(at - 1, 26)
        name = chr(65 + rest) + name
    return name
