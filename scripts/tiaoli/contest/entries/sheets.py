"""Score sheets (评分表): one workbook a judge, with the rubric, bounds, and the entries allotted to that judge.

Nobody gets an entry of the own unit where the rules say so; every entry goes to as many judges as the rules say, and all
judges get nearly as many.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tiaoli.contest.entries.key import Entry
from tiaoli.contest.model import Contest
from tiaoli.model import ReadError
from tiaoli.readers import sheets
from tiaoli.writers.xlsx import Column, Formula, Sheet, workbook

SHEET = "评分"
#: Head of the column of numbers, and of the sum, between which the rubric stands.
NUMBER, TITLE, TOTAL, REMARK = "编号", "标题", "合计", "评语"
#: 评委：评委甲；单位：示例单位
_WHO = re.compile(r"评委：(?P<name>[^；]+)；单位：(?P<unit>.*)$")


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who scores; `unit` for recusal."""

    name: str
    unit: str = ""


def judges(path: Path) -> tuple[Judge, ...]:
    """Judges of a table with the columns 姓名 and 单位. Raises ReadError for one without, or with a name twice."""
    for rows in sheets.read(path):
        heads = rows[0][1]
        name = next((i for i, h in enumerate(heads) if "姓名" in h or "评委" in h), None)
        unit = next((i for i, h in enumerate(heads) if "单位" in h), None)
        if name is None or unit is None:
            continue
        found = [Judge(cells[name].strip(), cells[unit].strip()) for _, cells in rows[1:] if cells[name].strip()]
        if len({j.name for j in found}) < len(found):
            raise ReadError(f"{path.name} 里有同名的评委；请在姓名后面加以区别。")
        if found:
            return tuple(found)
    raise ReadError(f"{path.name} 里没有评委名单；请做成两列：姓名、单位。")


def allot(entries: Sequence[Entry], people: Sequence[Judge], contest: Contest) -> dict[str, list[Entry]]:
    """Entries of each judge by name. Raises ReadError where an entry can't have as many judges as the rules say."""
    wanted = contest.judging.judges
    given: dict[str, list[Entry]] = {judge.name: [] for judge in people}
    for entry in sorted(entries, key=lambda e: e.number):
        free = [j for j in people if not (contest.judging.recuse_own_unit and recused(j.unit, entry.unit))]
        if len(free) < wanted:
            raise ReadError(
                f"编号 {entry.number} 回避后只剩 {len(free)} 位评委，规则要求 {wanted} 位；请增加别的单位的评委。"
            )
        for judge in sorted(free, key=lambda j: len(given[j.name]))[:wanted]:
            given[judge.name].append(entry)
    return given


def recused(judge: str, author: str) -> bool:
    """Whether two units are one; 示例县信访局 and 示例县信访局办公室 are.

    >>> recused("示例县信访局", "示例县信访局办公室"), recused("", ""), recused("示例镇", "样本镇")
    (True, False, False)
    """
    a, b = "".join(judge.split()), "".join(author.split())
    return bool(a and b) and (a == b or a.startswith(b) or b.startswith(a))


def write(judge: Judge, entries: Sequence[Entry], contest: Contest) -> bytes:
    """One judge's workbook."""
    rubric = contest.judging.rubric
    columns = (
        Column(NUMBER, 8, "centre"), Column(TITLE, 40),
        *(Column(f"{c.title}（{c.weight}分）", 18, "centre", (), 0, c.weight) for c in rubric),
        Column(TOTAL, 8, "right"), Column(REMARK, 30),
    )  # fmt: skip
    last = chr(ord("C") + len(rubric) - 1)
    rows = tuple(
        (
            e.number,
            e.title,
            *[None] * len(rubric),
            Formula(f'=IF(COUNT(C{at}:{last}{at})=0,"",SUM(C{at}:{last}{at}))', ""),
            None,
        )
        for at, e in enumerate(entries, 3)
    )
    notes = tuple(f"{c.title}：{c.look_for}" for c in rubric if c.look_for) + (
        contest.judging.recusal_text, "只填各项得分和评语，不要改动编号、行列和第一行；可以写小数。",
    )  # fmt: skip
    title = f"{contest.title}评分表　评委：{judge.name}；单位：{judge.unit}"
    return workbook((Sheet(SHEET, columns, rows, title, tuple(filter(None, notes)), True),), "评分表")


def judge_of(title: str) -> Judge | None:
    """Whose sheet it is, by its first row."""
    match = _WHO.search(title)
    return Judge(match["name"].strip(), match["unit"].strip()) if match else None
