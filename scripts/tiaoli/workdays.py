"""Working days in China: weekends, statutory holidays and the weekends that are worked in exchange.

The yearly arrangement is announced by the State Council in the autumn before; `chinesecalendar` follows it. Nothing else
of ours imports it.
"""

from datetime import date, timedelta

from chinese_calendar.constants import holidays, workdays

#: The years whose arrangement is known.
FIRST, LAST = min(holidays).year, max(holidays).year
_DAY = timedelta(days=1)


def is_workday(day: date) -> bool | None:
    """Whether offices work on a day; None in a year whose arrangement isn't known.

    >>> is_workday(date(2022, 5, 7)), is_workday(date(2022, 5, 4)), is_workday(date(LAST + 1, 1, 5))
    (True, False, None)
    """
    if not FIRST <= day.year <= LAST:
        return None
    return day in workdays or (day.weekday() < 5 and day not in holidays)


def exceptions(first: int, last: int) -> tuple[list[str], list[str]]:
    """Weekdays off and weekend days at work in these years, as ISO dates in order: all that a calendar alone can't tell."""
    off = [d.isoformat() for d in sorted(holidays) if first <= d.year <= last and d.weekday() < 5 and d not in workdays]
    on = [d.isoformat() for d in sorted(workdays) if first <= d.year <= last and d.weekday() > 4]
    return off, on
