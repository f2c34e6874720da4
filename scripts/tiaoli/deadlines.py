"""Days counted in every way that a text without a rule for counting allows. assets/calculator.js does the same.

Two things are open where a text only says 自……之日起N日内: whether the first day counts, and whether an end on a day
off moves to the next working day. The earliest of the readings is the safe one.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from tiaoli.workdays import is_workday

_DAY = timedelta(days=1)
UNITS = ("日", "工作日", "月", "年")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way of counting. `counted`: the first day counts. `end`: the last day; `moved`: the working day that it moves
    to, `end` itself where that is one, None where the year's arrangement isn't known."""

    counted: bool
    end: date
    moved: date | None


def readings(start: date, amount: int, unit: str) -> tuple[Reading, ...]:
    """The readings with and without the first day; () where they can't be told.

    Working days outside the years whose arrangement is known, and units that aren't days, months or years, give ().

    >>> [str(r.end) for r in readings(date(2022, 6, 1), 15, "日")]
    ['2022-06-15', '2022-06-16']
    """
    if unit not in UNITS or amount < 1:
        return ()
    ends = [(counted, _end(start, amount, unit, counted)) for counted in (True, False)]
    return tuple(Reading(counted, end, _moved(end)) for counted, end in ends if end is not None)


def earliest(found: tuple[Reading, ...]) -> date | None:
    """The earliest end of all readings."""
    return min((reading.end for reading in found), default=None)


def _end(start: date, amount: int, unit: str, counted: bool) -> date | None:
    if unit == "工作日":
        return _working(start if counted else start + _DAY, amount)
    if unit == "日":
        end = start + timedelta(days=amount)
    else:
        month = start.month - 1 + amount * (12 if unit == "年" else 1)
        year, month = start.year + month // 12, month % 12 + 1
        end = date(year, month, min(start.day, monthrange(year, month)[1]))
    return end - _DAY if counted else end


def _working(day: date, amount: int) -> date | None:
    """The last of so many working days from `day` on."""
    while True:
        works = is_workday(day)
        if works is None:
            return None
        amount -= works
        if amount == 0:
            return day
        day += _DAY


def _moved(day: date) -> date | None:
    while (works := is_workday(day)) is False:
        day += _DAY
    return day if works else None
