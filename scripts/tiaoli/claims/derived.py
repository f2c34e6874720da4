"""Sums and worked dates marked {.derived}: recomputed from the limits of the text.

A sum must be a limit with its extension, or the sum of durations that stand in the same paragraph. A worked date must lie
a limit's days after a date of the same paragraph. The text has no rule for counting the first day, so both readings
pass: the day that is N days later, and the day before it.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations

from tiaoli.claims.binding import Context, bind
from tiaoli.claims.blocks import DERIVED, LOCAL, Block
from tiaoli.claims.durations import durations
from tiaoli.claims.finding import Finding
from tiaoli.claims.limits import Limits
from tiaoli.claims.vocabulary import vocabulary

_DATE = re.compile(r"(?:(?P<year>\d{4})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
#: A year without 29 February stands in where the source names none; both kinds are tried.
_YEARS = (2022, 2024)


def check(block: Block, limits: Limits) -> Iterator[Finding]:
    """Findings for the {.derived} and {.local} marks of a block."""
    for mark in block.marks:
        if mark.kind == DERIVED:
            yield from _derived(block, mark.start, mark.end, limits)
        elif mark.kind == LOCAL:
            yield from _local(block, mark.start, mark.end, mark.source, limits)


def _derived(block: Block, start: int, end: int, limits: Limits) -> Iterator[Finding]:
    text = block.text
    marked = text[start:end]
    inside = [d for d in durations(text, vocabulary()) if start <= d.start < end]
    dates = [m for m in _DATE.finditer(text) if start <= m.start() < end]
    if not inside and not dates:
        yield Finding(
            start, end, "derived-empty", f"“{marked}”标了 {{.derived}}，但里面没有可以重算的期限或日期：请去掉标记"
        )
        return
    sums = _sums(text, start, end, limits)
    whole = start == 0 and end >= len(text.rstrip("。"))
    stated = {(r.days, r.unit) for r in limits.rows if r.days is not None}
    if not dates or not whole:
        for d in inside:
            if (d.amount, d.unit) not in sums | (stated if whole or dates else set()):
                message = f"“{text[d.start : d.end]}”重算不出来：条文里的期限加上延长得不到这个数，请核对"
                yield Finding(d.start, d.end, "derived-wrong", message)
    if dates:
        yield from _dates(text, start, end, limits)


def _sums(text: str, start: int, end: int, limits: Limits) -> set[tuple[int, str]]:
    rows = [r for r in limits.rows if r.days is not None]
    found = set()
    for i, row in enumerate(rows):
        if row.extension and i + 1 < len(rows) and rows[i + 1].act == "延长" and rows[i + 1].unit == row.unit:
            found.add((row.days + rows[i + 1].days, row.unit))
    stated = {(r.days, r.unit) for r in rows}
    around = [d for d in durations(text, vocabulary()) if (d.amount, d.unit) in stated]
    for size in (2, 3, 4):
        for group in combinations(around, size):
            if len({d.unit for d in group}) == 1:
                found.add((sum(d.amount for d in group), group[0].unit))
    return found


def _dates(text: str, start: int, end: int, limits: Limits) -> Iterator[Finding]:
    every = list(_DATE.finditer(text))
    allowed = _allowed_days(text, limits)
    for position, match in enumerate(every):
        if not start <= match.start() < end:
            continue
        earlier = every[:position]
        if not earlier:
            if len(every) == 1:
                yield Finding(
                    match.start(),
                    match.end(),
                    "derived-wrong",
                    f"“{match[0]}”没有写明从哪天算起，无法重算：请写出起算的日期",
                )
            continue
        if not any(_fits(first, match, days) for first in earlier for days in allowed):
            days = "、".join(str(d) for d in sorted(allowed))
            message = f"“{match[0]}”重算不符：从“{earlier[-1][0]}”起加{days}日得不到这一天，请核对"
            yield Finding(match.start(), match.end(), "derived-wrong", message)


def _allowed_days(text: str, limits: Limits) -> set[int]:
    """Days that may lie between the dates: those of limits the paragraph states or names, else every limit's."""
    rows = {r.days for r in limits.rows if r.days is not None and r.unit == "日"}
    stated = {d.amount for d in durations(text, vocabulary()) if d.amount in rows and d.unit == "日"}
    if stated:
        return stated | {days for days, unit in _sums(text, 0, 0, limits) if unit == "日" and str(days) in text}
    return rows


def _fits(first: re.Match, second: re.Match, days: int) -> bool:
    for year in (int(first["year"]),) if first["year"] else _YEARS:
        a, b = _day(first, year), _day(second, int(second["year"]) if second["year"] else year)
        if a is None or b is None:
            continue
        if b < a and not second["year"]:
            b = _day(second, year + 1) or b
        if b in (a + timedelta(days), a + timedelta(days - 1)):
            return True
    return False


def _day(match: re.Match, year: int) -> date | None:
    try:
        return date(year, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def _local(block: Block, start: int, end: int, source: str | None, limits: Limits) -> Iterator[Finding]:
    """A local promise names its source and must not be longer than the text allows."""
    marked = block.text[start:end]
    if not source:
        message = f'“{marked}”标了本地承诺，但没有写来源：请写成 {{.local source="文件名"}}'
        yield Finding(start, end, "local-source", message)
        return
    for d in durations(block.text, vocabulary()):
        if not start <= d.start < end:
            continue
        acts, _ = bind(block.text, d, Context())
        rows = [r for r in limits.rows if r.act in acts and r.days is not None]
        if rows and all(d.unit == r.unit and d.amount > r.days for r in rows):
            message = f"本地承诺“{block.text[d.start : d.end]}”比条文的{rows[0].days}日还长，不能这样承诺：请核对"
            yield Finding(d.start, d.end, "local-longer", message, found=marked, expected=rows[0].quote)
