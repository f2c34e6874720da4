"""The table of units -> units that can be built, and what is wrong with the other rows, by row and column.

Nothing in a row may leave the place that is given to it: a folder's name is held to what every system takes, a value
to what prints as it stands.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from tiaoli.editions import cells
from tiaoli.editions.columns import COLUMNS, FOLDER, IGNORED, LOGO, NAME, Column, column_of
from tiaoli.model import ERROR, WARNING, Grid, GridCell, GridRow, ReadError
from tiaoli.readers import delimited, sheets

UNFILLED = "待填"
#: What the name of a template's example row says.
EXAMPLE_ROW = "示例行"
#: Rows in which the heads are looked for: some tables have a title above.
_HEAD_ROWS = 10
_SPACE = re.compile(r"[ \t\r\n\u00a0]+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a cell or row, for people: where, what, what to do."""

    row: int
    cell: str
    title: str
    message: str
    severity: str = ERROR
    sheet: str = ""

    def __str__(self) -> str:
        where = f"［{self.sheet}］" if self.sheet else ""
        where += f"第{self.row}行" if self.row else ""
        column = re.match(r"[A-Z]*", self.cell)[0]
        where += f"{column}列" if column else ""
        return f"{where}{f'“{self.title}”' if self.title else ''}：{self.message}"


@dataclass(frozen=True, eq=False)
class Unit:
    """One office, itself and no other of the same values. `values`: setting -> text, only what its row has; `missing`: titles of required columns that it lacks.

    `columns`: setting -> name of the cell. `logo`: the picture's bytes, b"" for none.
    """

    row: int
    sheet: str
    name: str
    folder: str
    values: dict[str, str]
    missing: tuple[str, ...] = ()
    columns: dict[str, str] = field(default_factory=dict)
    logo: bytes = b""
    logo_path: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: units in order, faults, and (row, sheet, name, folder) of the rows left out."""

    units: tuple[Unit, ...]
    faults: tuple[Fault, ...]
    refused: tuple[tuple[int, str, str, str], ...] = ()


def read(path: Path, base_id: str) -> Table:
    """The units of a CSV or xlsx file. `base_id`: what the identifiers of sites without one begin with.

    Raises ReadError for a file that can't be read or has no column of names.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    if suffix in (".xlsx", ".xlsm"):
        grids = [grid for grid in sheets.grids(path) if not grid.hidden]
    elif suffix in (".csv", ".tsv", ".txt"):
        grids = [delimited.grid(path)]
    else:
        raise ReadError(f"{path.name} 不是 xlsx 或 CSV 表格；请用 WPS 或 Excel 打开，另存为 .xlsx 后再试。")
    units, faults, refused, found = [], [], [], False
    several = len(grids) > 1
    for grid in grids:
        head, columns, said = _head(grid)
        if head is None:
            continue
        found = True
        shown = grid.sheet if several else ""
        faults += [replace(fault, sheet=shown) for fault in said]
        for row in grid.rows:
            if row.number <= head:
                continue
            unit, wrong = _unit(row, columns, path.parent, base_id)
            faults += [replace(fault, sheet=shown) for fault in wrong]
            if unit is not None:
                units.append(replace(unit, sheet=shown))
            elif any(fault.severity == ERROR for fault in wrong):
                name, folder = (_text(_cell(row, columns, column)) or "" for column in (NAME, FOLDER))
                refused.append((row.number, shown, name, folder or name))
    if not found:
        names = "、".join((NAME.title, *NAME.names))
        raise ReadError(
            f"{path.name} 里没有“{NAME.title}”这一列（也可以写作 {names}）；请加上，或用 tiaoli editions --template 做一份空表。"
        )
    kept, twice = _without_twins(units)
    alone = set(kept)
    refused += [(unit.row, unit.sheet, unit.name, unit.folder) for unit in units if unit not in alone]
    return Table(tuple(kept), (*faults, *twice), tuple(refused))


def _head(grid: Grid) -> tuple[int | None, dict[str, int], list[Fault]]:
    """Row number of the heads, setting -> position of its column, and what is odd about the heads."""
    for row in grid.rows[:_HEAD_ROWS]:
        named = [(at, _text(cell) or "") for at, cell in enumerate(row.cells)]
        known = [(at, text, column) for at, text in named if (column := column_of(text))]
        if len(known) < 2 and not (known and len([text for _, text in named if text]) == 1):
            continue
        if NAME not in [column for _, _, column in known]:
            continue
        columns: dict[str, int] = {}
        faults = []
        for at, text in named:
            column = column_of(text)
            cell = row.cells[at].address
            if column is None:
                if text and text not in IGNORED:
                    faults.append(
                        Fault(
                            row.number,
                            cell,
                            text,
                            "不认识这一列，没有用；请对照 tiaoli editions --template 的表头。",
                            WARNING,
                        )
                    )
            elif column.key in columns:
                faults.append(
                    Fault(
                        row.number, cell, text, f"与前面的一列都是“{column.title}”，只用了前一列；请删去一列。", WARNING
                    )
                )
            else:
                columns[column.key] = at
        return row.number, columns, faults
    return None, {}, []


def _cell(row: GridRow, columns: dict[str, int], column: Column) -> GridCell:
    at = columns.get(column.key, -1)
    return row.cells[at] if 0 <= at < len(row.cells) else GridCell("")


def _text(cell: GridCell) -> str | None:
    """A cell as people see it, blanks run together; None for a formula whose result was never saved."""
    value = cell.value
    if value in (None, ""):
        return None if cell.formula else ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _SPACE.sub(" ", str(value)).strip()


def _unit(row: GridRow, columns: dict[str, int], beside: Path, base_id: str) -> tuple[Unit | None, list[Fault]]:
    """The unit of a row; None for an empty row, an example, or one with faults."""
    faults: list[Fault] = []
    values: dict[str, str] = {}
    found = {column.key: _cell(row, columns, column) for column in COLUMNS}
    if not any(cell.value not in (None, "") or cell.formula for cell in found.values()):
        return None, []
    if EXAMPLE_ROW in (_text(found[NAME.key]) or ""):
        return None, []

    def wrong(column: Column, message: str) -> None:
        faults.append(Fault(row.number, found[column.key].address, column.title, message))

    for column in COLUMNS:
        text = _text(found[column.key])
        if text is None:
            wrong(column, "是公式，表里没有存下算好的结果；请用 WPS 或 Excel 打开后保存一次，或者改成文字。")
        elif said := cells.refusal(column, text):
            wrong(column, said)
        elif text and text != UNFILLED:
            values[column.key] = text
    name = values.get(NAME.key, "")
    if not name and not faults:
        wrong(NAME, "没有写单位名称，这一行没有用；请补上，或者删去这一行。")
    if "site.url" in values:
        values["site.url"] = values["site.url"].rstrip("/") + "/"
    for column in COLUMNS:
        if column.kind == "date" and column.key in values:
            day = cells.day(values[column.key])
            if day is None:
                wrong(column, f"“{values[column.key]}”不是日期；请写成 2027-05-17 的样子。")
            else:
                values[column.key] = day
    folder = values.pop(FOLDER.key, "") or name
    if name and (said := cells.bad_folder(folder)):
        given = FOLDER if _text(found[FOLDER.key]) else NAME
        wrong(given, said + ("。" if given is FOLDER else f"；请在“{FOLDER.title}”一列另写一个。"))
    logo, logo_path = b"", ""
    if LOGO.key in values:
        try:
            logo, logo_path = cells.logo(beside, values.pop(LOGO.key))
        except ReadError as error:
            wrong(LOGO, str(error))
    if faults:
        return None, faults
    values.setdefault("site.id", f"{base_id}-{hashlib.sha256(name.encode()).hexdigest()[:8]}")
    missing = tuple(column.title for column in COLUMNS if column.required and column.key not in values)
    where = {key: cell.address for key, cell in found.items() if cell.address}
    return Unit(row.number, "", name, folder, values, missing, where, logo, logo_path), []


def _without_twins(units: Iterable[Unit]) -> tuple[list[Unit], list[Fault]]:
    """Units that share no name, folder, identifier or address with one above; a fault for each of the others."""
    seen: dict[tuple[str, str], Unit] = {}
    kept, faults = [], []
    for unit in units:
        keys = list(_identities(unit))
        twin = next(((key, seen[key[:2]]) for key in keys if key[:2] in seen), None)
        if twin is not None:
            (_, value, column), first = twin
            message = f"“{value}”与第{first.row}行的相同，这一行没有用；请改成不同的，或者删去一行。"
            faults.append(Fault(unit.row, unit.columns.get(column.key, ""), column.title, message, ERROR, unit.sheet))
            continue
        seen |= {key[:2]: unit for key in keys}
        kept.append(unit)
    return kept, faults


def _identities(unit: Unit) -> Iterator[tuple[str, str, Column]]:
    by_key = {column.key: column for column in COLUMNS}
    yield "name", unit.name, NAME
    yield "folder", unicodedata.normalize("NFKC", unit.folder).casefold(), FOLDER
    for key in ("site.id", "site.url"):
        if key in unit.values:
            yield key, unit.values[key], by_key[key]
