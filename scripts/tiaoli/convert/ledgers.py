"""A campaign's ledger (台账): nothing to convert, its rows are added up by another verb."""

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from tiaoli.campaign.ledger import HEADINGS
from tiaoli.convert.values import Conversion, Ledger
from tiaoli.model import NOTE, Problem, Source
from tiaoli.readers import sheets

#: So many of a ledger's headings in one row make it the head of one.
_ENOUGH = 4
#: Of which two are what is told of an activity: a list of offices has the other headings too.
_TELLING = ("form", "title", "place", "people")


def of_workbook(path: Path) -> Ledger | None:
    """The ledger in a workbook, or None. Raises ReadError for what is no workbook."""
    for rows in sheets.read(path):
        found = of_rows(cells for _, cells in rows)
        if found:
            return found
    return None


def of_lines(source: Source) -> Ledger | None:
    """The ledger in a table of a document, or None."""
    rows = [[cell.strip() for cell in line.text.strip("| ").split("|")] for line in source.lines if "|" in line.text]
    return of_rows(cells for cells in rows if any(set(cell) - {"-"} for cell in cells))


def of_rows(rows: Iterable[Sequence[str]]) -> Ledger | None:
    """The ledger whose head is among these rows, or None."""
    rows = list(rows)
    for at, cells in enumerate(rows[:20]):
        fields = {name for cell in cells for name, words in HEADINGS.items() if _plain(cell) in words}
        if len(fields) >= _ENOUGH and len(fields & set(_TELLING)) >= 2:
            return Ledger(tuple(cell for cell in cells if cell), sum(any(row) for row in rows[at + 1 :]))
    return None


def made(path: Path, found: Ledger | None, source: Source | None = None) -> Conversion:
    """The conversion of a ledger, which is a sentence on what to do with it. `source`: where it was no workbook."""
    advice = f"请用“tiaoli campaign report {path.name}”汇总"
    if source is not None:
        advice = "请把各行填进“tiaoli campaign template”做出的空白台账（Excel），再用“tiaoli campaign report”汇总"
    counted = f"有 {found.rows} 行记录" if found else "没有认出表头"
    message = f"{path.name} 是宣传活动台账（{counted}），不用转换；{advice}。"
    source = source or Source(path.name, (), sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    value = found or Ledger((), 0)
    return Conversion(path, "ledger", value, "", source, (Problem(path.name, 0, "ledger", message, NOTE),))


def _plain(cell: str) -> str:
    return "".join(cell.replace("*", "").replace("＊", "").split()).partition("（")[0].partition("(")[0]
