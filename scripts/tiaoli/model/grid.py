"""A spreadsheet as somebody filled it in: cells with their addresses, so that a mistake can be named where it stands."""

from dataclasses import dataclass
from datetime import date

Value = str | int | float | bool | date | None


@dataclass(frozen=True, slots=True)
class GridCell:
    """One cell. `address`: D7. `merged`: 0 for none, else how many rows the merged area spans; each of its cells has the value.

    `formula`: its text where the cell holds one; `value` is then what was last reckoned, None where nothing was saved.
    """

    address: str
    value: Value = None
    merged: int = 0
    formula: str = ""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row, `number` from 1 as spreadsheets show it."""

    number: int
    cells: tuple[GridCell, ...]
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet of a file: rows that hold anything."""

    file: str
    sheet: str
    rows: tuple[GridRow, ...]
    hidden: bool = False
