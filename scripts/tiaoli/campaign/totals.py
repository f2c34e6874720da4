"""The counted rows of the ledger, added up; every sum keeps the rows that it comes from."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from tiaoli.campaign.ledger import Done, Read
from tiaoli.campaign.model import Activity, Group, Plan, days_name


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of a table: how many rows, people, views online and papers. `rows`: their numbers in 数据来源."""

    name: str
    count: int
    people: int
    views: int
    materials: int
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Against:
    """One activity of the plan and what the ledger says of it."""

    activity: Activity
    done: Sum
    units: tuple[str, ...]


@dataclass(frozen=True)
class Totals:
    """Everything that the report says in numbers."""

    whole: Sum
    by_unit: tuple[Sum, ...]
    by_form: tuple[Sum, ...]
    by_week: tuple[Sum, ...]
    by_group: tuple[tuple[str, tuple[Sum, ...]], ...]
    plan: tuple[Against, ...]
    outside: Sum

    @property
    def finished(self) -> int:
        """Activities of the plan that have at least one row."""
        return sum(bool(one.done.count) for one in self.plan)


def totals(read: Read, plan: Plan) -> Totals:
    """Sums by unit, form, week and group, in the order of the plan; units and forms without a row stand there with 0."""
    rows = read.rows

    def each(names: Iterable[str], of: Callable[[Done], Iterable[str]]) -> tuple[Sum, ...]:
        return tuple(_sum(name, (row for row in rows if name in of(row))) for name in names)

    weeks = {days_name(*week): week for week in plan.weeks}
    return Totals(
        whole=_sum("合计", rows),
        by_unit=each((office.name for office in plan.offices), lambda row: (row.unit,)),
        by_form=each(plan.channels, lambda row: (row.form,)),
        by_week=tuple(
            _sum(name, (row for row in rows if start <= row.day <= end)) for name, (start, end) in weeks.items()
        ),
        by_group=tuple(
            (group.name, each(group.items, lambda row, group=group: _items(row, plan, group))) for group in plan.groups
        ),
        plan=tuple(
            Against(
                one,
                _sum(one.title, (row for row in rows if row.activity == one.code)),
                tuple(dict.fromkeys(row.unit for row in rows if row.activity == one.code)),
            )
            for one in plan.activities
        ),
        outside=_sum("计划外", (row for row in rows if not row.activity)),
    )


def _items(row: Done, plan: Plan, group: Group) -> tuple[str, ...]:
    """Members of a group that a row counts for: those that it names, else those of the planned activity it belongs to."""
    planned = next((one.items for one in plan.activities if one.code == row.activity), ())
    own = tuple(item for item in row.items if item in group.items)
    return own or tuple(item for item in planned if item in group.items)


def _sum(name: str, rows: Iterable[Done]) -> Sum:
    rows = tuple(rows)
    return Sum(
        name,
        len(rows),
        sum(row.people for row in rows),
        sum(row.views for row in rows),
        sum(row.materials for row in rows),
        tuple(row.number for row in rows),
    )


def runs(numbers: Iterable[int]) -> str:
    """Row numbers in few words.

    >>> runs((1, 2, 3, 5))
    '1—3、5'
    """
    out: list[list[int]] = []
    for number in numbers:
        if out and number == out[-1][1] + 1:
            out[-1][1] = number
        else:
            out.append([number, number])
    return "、".join(str(a) if a == b else f"{a}—{b}" for a, b in out)
