"""The office's list of what came in (登记表): file, author, unit, when received, whether declared. Excel or CSV.

A file's own date proves nothing (copying changes it), so without such a list nobody is called late.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tiaoli.model import ERROR, WARNING, Problem, ReadError
from tiaoli.readers import sheets, text

#: Heads of columns by what they mean; a head counts when it contains one of the words.
_HEADS = {
    "file": ("文件",), "name": ("姓名", "作者"), "unit": ("单位",), "received": ("收到", "提交", "报送时间", "收稿"),
    "declared": ("声明", "承诺"), "title": ("标题", "题目", "作品名称"), "consent": ("同意",),
}  # fmt: skip
_DATE = re.compile(r"(?:(?P<y>20\d\d)\s*[-/.年]\s*)?(?P<m>\d{1,2})\s*[-/.月]\s*(?P<d>\d{1,2})\s*日?(?:$|[\sT　])")
_YES = frozenset({"是", "有", "已交", "已签", "对", "√", "✓", "同意"})


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as registered. `received`: None where the list doesn't say (or says it unreadably)."""

    file: str
    name: str = ""
    unit: str = ""
    title: str = ""
    received: date | None = None
    declared: bool = False
    consent: bool = False


@dataclass(frozen=True)
class Register:
    """Rows by the file's name without folder, in the order of the list; problems with row and column."""

    rows: dict[str, Row]
    problems: tuple[Problem, ...] = ()
    dated: bool = False

    def get(self, shown: str) -> Row | None:
        """The row of a file by its name, with or without its extension."""
        name = shown.rpartition("/")[2]
        return self.rows.get(name) or self.rows.get(name.rpartition(".")[0])

    def without_file(self, shown: Iterable[str]) -> tuple[str, ...]:
        """Registered files that are not among those given: entries that got lost on the way."""
        names = {name.rpartition("/")[2] for name in shown}
        names |= {name.rpartition(".")[0] for name in names}
        return tuple(file for file in self.rows if file not in names)


def read(path: Path, year: int) -> Register:
    """The list. `year`: of a date that states none. Raises ReadError for a file that is no table or names no files."""
    if path.suffix.lower() == ".csv":
        source = text.read(path)
        table = [(i, tuple(row)) for i, row in enumerate(csv.reader(io.StringIO(source.text)), 1) if any(row)]
        tables = [table] if table else []
    else:
        tables = list(sheets.read(path))
    for rows in tables:
        for at, (_, cells) in enumerate(rows[:6]):
            columns = _columns(cells)
            if "file" in columns:
                return _read(rows[at + 1 :], columns, path.name, year)
    raise ReadError(f"{path.name} 里没有找到“文件名”一列；请在表头写上：文件名、姓名、单位、收到时间。")


def _columns(cells: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        for key, words in _HEADS.items():
            if key not in found and any(word in cell for word in words):
                found[key] = at
                break
    return found


def _read(table: list[tuple[int, tuple[str, ...]]], columns: dict[str, int], name: str, year: int) -> Register:
    rows: dict[str, Row] = {}
    problems = []
    for number, cells in table:
        said = {key: cells[at].strip() if at < len(cells) else "" for key, at in columns.items()}
        if not said["file"]:
            if any(cells):
                problems.append(Problem(name, number, "no-file", "这一行没有写文件名，没有采用；请补上。", WARNING))
            continue
        file = said["file"].replace("\\", "/").rpartition("/")[2]
        if file in rows:
            problems.append(Problem(name, number, "twice", f"“{file}”前面已经登记过，这一行没有采用；请核对。", ERROR))
            continue
        received = when(said.get("received", ""), year)
        if said.get("received") and received is None:
            message = f"收到时间“{said['received']}”看不懂，没有核对是否逾期；请写成 2022-06-30 的样子。"
            problems.append(Problem(name, number, "date", message, ERROR))
        declared = said.get("declared", "") in _YES
        rows[file] = Row(
            file,
            said.get("name", ""),
            said.get("unit", ""),
            said.get("title", ""),
            received,
            declared,
            said.get("consent", "") in _YES,
        )
    return Register(rows, tuple(problems), "received" in columns)


def when(said: str, year: int) -> date | None:
    """A day as people write it, None where it is none.

    >>> when("2022-06-30 17:00:00", 2000), when("6月30日", 2022), when("月底", 2022)
    (datetime.date(2022, 6, 30), datetime.date(2022, 6, 30), None)
    """
    match = _DATE.match(said.strip())
    if not match:
        return None
    try:
        return datetime(int(match["y"] or year), int(match["m"]), int(match["d"])).date()
    except ValueError:
        return None
