"""Limits that the text states: durations and head-counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """One time limit, each field taken from the text; None where the text leaves it open (条文未写明).

    `target`: address of the paragraph or item that states it. `quote`: verbatim sentence or clause.
    `days`: the amount; None for a limit without a number (规定期限). `unit`: "日", "工作日", "月", "年", "小时".
    `bound`: "内" (within) or "不得超过". `start` is the design's `from` (a Python keyword): the starting event as
    written, 自受理之日起 -> "受理". `act`: the canonical act (告知, 处理, 提出异议, 办结, 延长, 复查申请, 复查, 复核申请, 复核 …).
    `extends`: target address this limit extends, for an extension; `extension`: address-less words of the extension.
    """

    target: str
    quote: str
    act: str
    days: int | None
    unit: str | None
    applies_to: str | None = None
    who: str | None = None
    what: str | None = None
    start: str | None = None
    exception: str | None = None
    extension: str | None = None
    excluded: str | None = None


@dataclass(frozen=True, slots=True)
class HeadCount:
    """A number of persons that the text fixes, 代表人数不得超过5人."""

    target: str
    quote: str
    what: str
    amount: int
    direction: str
