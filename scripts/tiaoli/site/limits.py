"""Time limits and head-counts in words and as JSON values. Every number comes from the text."""

from typing import Any

from tiaoli.model import HeadCount, TimeLimit
from tiaoli.timelimits import ACTS

OPEN = "条文未写明"
#: Acts whose name alone would not read as something one does.
_DOING = {
    "复查申请": "请求复查",
    "复核申请": "请求复核",
    "复查": "提出复查意见",
    "复核": "提出复核意见",
    "告知": "书面告知",
}
_ACTS = frozenset(name for name, _ in ACTS)
#: Of an act in the text's own words, in a label.
_LONGEST = 24
_MEASURED = frozenset({"工作日", "月", "小时"})


def amount(limit: TimeLimit) -> str:
    """60日, 5个工作日; "" for a limit without a number.

    >>> amount(TimeLimit("art-1-p1", "", "办结", 5, "工作日")), amount(TimeLimit("art-1-p1", "", "办结", None, None))
    ('5个工作日', '')
    """
    if limit.days is None:
        return ""
    return f"{limit.days}{'个' if limit.unit in _MEASURED else ''}{limit.unit or '日'}"


def doing(limit: TimeLimit) -> str:
    """What is to be done, in a word or two: 办结, 请求复查; in writing only where the text says so.

    >>> doing(TimeLimit("a", "", "向有接收该档案任务的综合", 6, "月", what="向有接收该档案任务的综合档案馆移交"))
    '向有接收该档案任务的综合档案馆移交'
    >>> doing(TimeLimit("a", "5日内书面告知信访人", "告知", 5, "日")), doing(TimeLimit("a", "5日内告知来访人", "告知", 5, "日"))
    ('书面告知', '告知')
    """
    if limit.act not in _ACTS:  # in the text's own words, of which `act` holds the first twelve
        own = limit.what or limit.act
        return own if len(own) <= _LONGEST else f"{own[: _LONGEST - 1]}…"
    said = _DOING.get(limit.act, limit.act)
    return limit.act if "书面" in said and "书面" not in f"{limit.quote}{limit.what}" else said


def phrase(limit: TimeLimit) -> str:
    """A limit for a label: 60日内办结, 延长不超过30日.

    >>> phrase(TimeLimit("a", "", "办结", 60, "日")), phrase(TimeLimit("a", "", "延长", 30, "日"))
    ('60日内办结', '延长不超过30日')
    """
    if limit.act == "延长":
        return f"延长不超过{amount(limit)}"
    return f"{amount(limit)}内{doing(limit)}" if limit.days is not None else f"{limit.act}（{OPEN}天数）"


def record(limit: TimeLimit) -> dict[str, Any]:
    """The JSON value of a time limit; `start` is called `from` there."""
    return {
        "target": limit.target, "quote": limit.quote, "applies_to": limit.applies_to, "who": limit.who,
        "what": limit.what, "act": limit.act, "days": limit.days, "unit": limit.unit, "from": limit.start,
        "exception": limit.exception, "extension": limit.extension, "excluded": limit.excluded,
    }  # fmt: skip


def head_record(count: HeadCount) -> dict[str, Any]:
    """The JSON value of a head-count."""
    return {"target": count.target, "quote": count.quote, "what": count.what, "amount": count.amount,
            "direction": count.direction}  # fmt: skip
