"""The rows of a ledger that came back.

A row is counted or it is listed as wrong, cell by cell; none is dropped and none is added up in silence.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace

from tiaoli.campaign.cells import shown, squeeze
from tiaoli.campaign.ledger import CHOICES, GUIDE, HEADINGS, NOT_TWICE, REQUIRED, Done, Fault, Read
from tiaoli.campaign.look import Look
from tiaoli.campaign.model import Plan
from tiaoli.model import WARNING, Grid, GridRow, Statute

#: Headings of a row that must be known before it is taken for the head of a ledger.
_ENOUGH = 4
_SUMS = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|累\s*计)")


def read(grids: Iterable[Grid], plan: Plan, statute: Statute, own_names: tuple[str, ...] = ("条例",)) -> Read:
    """Every row below a ledger's head, numbered by unit and day; sheets without a head are named."""
    out = Read()
    first: dict[tuple, Done] = {}
    for grid in grids:
        if grid.sheet in (GUIDE, CHOICES):
            continue
        at, columns = _head(grid)
        if grid.hidden or not columns:
            why = (
                "这个工作表是隐藏的，没有读入；要读入请先取消隐藏"
                if grid.hidden
                else "没有找到表头（日期、单位、形式、活动名称……），没有读入"
            )
            if grid.rows:
                out.faults.append(Fault(grid.file, grid.sheet, "整表", "", f"{why}。", WARNING))
            continue
        if missing := [
            HEADINGS[name][0]
            for name in REQUIRED
            if name not in columns and not (name == "people" and "views" in columns)
        ]:
            out.faults.append(Fault(grid.file, grid.sheet, f"第{grid.rows[at].number}行", "", f"表头里没有“{'、'.join(missing)}”；请补上这一列。"))  # fmt: skip
        for row in grid.rows[at + 1 :]:
            _row(row, grid, columns, plan, statute, own_names, out, first)
    place = {office.name: at for at, office in enumerate(plan.offices)}
    ordered = sorted(
        out.rows, key=lambda row: (place[row.unit], row.day)
    )  # so that a unit's rows have numbers in a row
    out.rows = [replace(row, number=number) for number, row in enumerate(ordered, 1)]
    if out.seen != len(out.rows) + out.wrong:
        raise AssertionError("a row was lost")
    return out


def _head(grid: Grid) -> tuple[int, dict[str, int]]:
    """The head's position and the column of each field, whatever their order; nothing where there is no head."""
    for at, row in enumerate(grid.rows):
        found: dict[str, int] = {}
        for i, cell in enumerate(row.cells):
            name = _field(cell.value)
            if name and name not in found:
                found[name] = i
        if len(found) >= _ENOUGH:
            return at, found
    return 0, {}


def _field(value: object) -> str | None:
    said = re.sub(r"[\s*＊]|（.*）|\(.*\)", "", unicodedata.normalize("NFKC", str(value or "")))
    said = re.sub(r"\(.*\)", "", said)
    return next((name for name, words in HEADINGS.items() if said in words), None)


def _row(row: GridRow, grid: Grid, columns: Mapping[str, int], plan: Plan, statute: Statute, own: tuple[str, ...],
         out: Read, first: dict[tuple, Done]) -> None:  # fmt: skip
    cells = {name: row.cells[i] for name, i in columns.items() if i < len(row.cells)}
    filled = {name: cell for name, cell in cells.items() if shown(cell) or cell.formula}
    outside = [cell for i, cell in enumerate(row.cells) if i not in columns.values() and shown(cell)]
    where = f"第{row.number}行"
    if not filled:
        if outside:
            out.faults.append(
                Fault(grid.file, grid.sheet, outside[0].address, "", "这一行只有表头以外的内容，没有读入。", WARNING)
            )
        return
    if any(_SUMS.match(shown(cell)) for cell in (*filled.values(), *outside)):
        out.faults.append(Fault(grid.file, grid.sheet, where, "", "这是合计行，没有读入；合计由程序算。", WARNING))
        return
    if sum(_field(cell.value) is not None for cell in filled.values()) >= _ENOUGH:
        out.faults.append(Fault(grid.file, grid.sheet, where, "", "这一行是表头，没有当作活动读入。", WARNING))
        return
    out.seen += 1
    look = Look(grid, cells, plan, statute, own, where)
    made = look.done(row.number)
    out.faults += look.faults
    if row.hidden:
        said = "这是隐藏的行，已经计入；不该计入的请删去。" if made else "这是隐藏的行。"
        out.faults.append(Fault(grid.file, grid.sheet, where, "", said, WARNING))
    if made is None:
        out.wrong += 1
        return
    key = (
        made.day,
        made.unit,
        made.form,
        squeeze(made.title),
        squeeze(made.place),
        made.people,
        made.views,
        made.materials,
    )
    if key in first and NOT_TWICE not in made.note:
        before = first[key]
        same = f"{before.file}［{before.sheet}］第{before.row}行"
        message = f"疑似与{same}重复，没有计入；确实办了两次的，请在备注里写“{NOT_TWICE}”。"
        out.faults.append(Fault(grid.file, grid.sheet, where, "", message))
        out.wrong += 1
        return
    first.setdefault(key, made)
    out.rows.append(made)
