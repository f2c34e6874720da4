"""docs/_data/campaign.yml and kits.yml against the statute and against themselves."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tiaoli.campaign import kits
from tiaoli.campaign.model import PATH, day_name, read
from tiaoli.citations.resolve import printed
from tiaoli.claims import Claims, Subject, check_text
from tiaoli.model import WARNING, Campaign, Problem
from tiaoli.yamldata import line_of

#: Keys that hold identifiers, days or addresses, no prose.
_NOT_PROSE = frozenset(
    {"id", "month", "starts", "ends", "date", "unit", "with", "provisions", "quote", "at", "slug", "chapter", "form", "launch"}
)  # fmt: skip

#: What a template leaves open, and how many such keys are named in one message.
UNFILLED, _NAMED = "待填", 6


def check(campaign: Campaign, subject: Subject) -> Claims:
    """Claims of every text, and what the data gets wrong, each with its line."""
    claims = Claims()
    if campaign.plan:
        _claims(claims, campaign.plan, subject, PATH, campaign.data_lines.get(PATH, {}))
        claims.problems += _plan(campaign)
    if campaign.kits:
        _claims(claims, campaign.kits, subject, kits.PATH, campaign.data_lines.get(kits.PATH, {}))
        claims.problems += _kits(campaign)
    return claims


def _claims(claims: Claims, data: Any, subject: Subject, path: str, lines: Mapping[str, int]) -> None:
    for dotted, text, beside in prose(data):
        named = "、".join(printed(subject.statute, address) for address in beside if address in subject.statute.index)
        found = check_text(text, subject, path, line_of(dict(lines), dotted), named)
        claims.problems += found.problems
        claims.citations += found.citations
        for kind, count in found.escapes.items():
            claims.escapes[kind] = claims.escapes.get(kind, 0) + count


def prose(value: Any, dotted: str = "", beside: tuple[str, ...] = ()) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """(dotted key, text, provisions that stand beside it) of everything that somebody typed for people to read."""
    if isinstance(value, str):
        yield dotted, value, beside
    elif isinstance(value, Mapping):
        beside = next((tuple(value[key]) for key in ("at", "quote", "provisions") if value.get(key)), beside)
        for key, inner in value.items():
            if key not in _NOT_PROSE:
                yield from prose(inner, f"{dotted}.{key}" if dotted else key, beside)
    elif isinstance(value, list | tuple):
        for at, inner in enumerate(value):
            yield from prose(inner, f"{dotted}.{at}" if dotted else str(at), beside)


def _plan(campaign: Campaign) -> Iterator[Problem]:
    data: dict[str, Any] = campaign.plan or {}
    lines = campaign.data_lines.get(PATH, {})
    plan = read(data)

    def problem(dotted: str, code: str, message: str) -> Problem:
        return Problem(PATH, line_of(lines, dotted), code, message)

    if blank := [dotted for dotted, text, _ in prose(data) if UNFILLED in text]:
        named = "、".join(blank[:_NAMED]) + ("等" if len(blank) > _NAMED else "")
        message = f"还有 {len(blank)} 处待填：{named}；会照样印在网页和活动方案上，发布前请填好。"
        yield replace(problem(blank[0], "plan-unfilled", message), severity=WARNING)
    month = f"{plan.first.year}年{plan.first.month}月"
    for dotted, day in _days(data):
        if not plan.first <= date.fromisoformat(day) <= plan.last:
            yield problem(dotted, "plan-date", f"{day} 不在{month}里；请改正日期，或改 month。")
    for dotted, start, end in _spans(data):
        if date.fromisoformat(end) < date.fromisoformat(start):
            yield problem(dotted, "plan-date", f"结束日期 {end} 早于开始日期 {start}；请改正。")
    known = {office.id for office in plan.offices}
    for dotted, unit in _units(data):
        if unit not in known:
            said = "、".join(sorted(known))
            yield problem(dotted, "plan-unit", f"责任单位“{unit}”不在 units 里；可以写的代号有：{said}。")
    for dotted, address in _addresses(data, campaign):
        yield problem(dotted, "unknown-address", f"“{address}”不是《{campaign.statute.title}》的条款；请写成 art-34、art-31-p1-i6、ch-3 的样子。")  # fmt: skip
    for key in ("units", "activities"):
        seen: dict[str, int] = {}
        for at, row in enumerate(data[key]):
            if row["id"] in seen:
                first = line_of(lines, f"{key}.{seen[row['id']]}.id")
                yield problem(
                    f"{key}.{at}.id", "plan-twice", f"代号“{row['id']}”写了两次（第一次在第 {first} 行）；请换一个。"
                )
            seen.setdefault(row["id"], at)
    items = set(plan.items)
    for at, row in enumerate(data["activities"]):
        for i, item in enumerate(row.get("items") or ()):
            if item not in items:
                yield problem(f"activities.{at}.items.{i}", "plan-item", f"“{item}”不在 groups 的任何一组里；请改正，或在分组里补上这一项。")  # fmt: skip
        if row["channel"] not in plan.channels:
            said = "、".join(plan.channels)
            yield problem(f"activities.{at}.channel", "plan-channel", f"形式“{row['channel']}”不在 channels 里；可以写的有：{said}。")  # fmt: skip
    listed = [(f"channels.{at}", name) for at, name in enumerate(plan.channels)]
    listed += [
        (f"groups.{g}.items.{at}", item) for g, group in enumerate(plan.groups) for at, item in enumerate(group.items)
    ]
    for dotted, name in listed:
        if "、" in name or "，" in name:
            yield problem(dotted, "plan-joined", f"“{name}”像是几项写成了一项；各项之间用英文逗号“,”隔开。")
    for at, name in enumerate(plan.online):
        if name not in plan.channels:
            said = "、".join(plan.channels)
            yield problem(
                f"online_channels.{at}", "plan-channel", f"线上形式“{name}”不在 channels 里；可以写的有：{said}。"
            )
    if plan.launch and plan.launch not in {one.id for one in plan.activities}:
        yield problem("launch", "plan-launch", f"启动活动“{plan.launch}”不是任何一项活动的 id；请改正。")
    notice = data.get("notice") or {}
    if notice.get("date") and date.fromisoformat(notice["date"]) > plan.activities[0].starts:
        yield problem("notice.date", "plan-date", f"方案的成文日期晚于第一项活动（{day_name(plan.activities[0].starts)}）；请改正。")  # fmt: skip
    talk = data.get("talk") or {}
    spent = sum(part.get("minutes") or 0 for part in talk.get("parts") or ())
    if talk.get("minutes") and spent > talk["minutes"]:
        yield problem(
            "talk.minutes", "plan-minutes", f"宣讲各部分合计 {spent} 分钟，超过总时长 {talk['minutes']} 分钟；请调整。"
        )


def _days(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("starts", "ends"):
        if data.get("week"):
            yield f"week.{key}", data["week"][key]
        for at, row in enumerate(data["activities"]):
            if row.get(key):
                yield f"activities.{at}.{key}", row[key]
    for at, row in enumerate(data.get("training") or ()):
        yield f"training.{at}.date", row["date"]


def _spans(data: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    if data.get("week"):
        yield "week.ends", data["week"]["starts"], data["week"]["ends"]
    for at, row in enumerate(data["activities"]):
        if row.get("ends"):
            yield f"activities.{at}.ends", row["starts"], row["ends"]


def _units(data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("activities", "training"):
        for at, row in enumerate(data.get(key) or ()):
            yield f"{key}.{at}.unit", row["unit"]
            for i, unit in enumerate(row.get("with") or ()):
                yield f"{key}.{at}.with.{i}", unit


def _addresses(data: dict[str, Any], campaign: Campaign) -> Iterator[tuple[str, str]]:
    """Those that the statute doesn't have."""
    rows = [(f"{key}.{at}.provisions", row["provisions"]) for key in ("activities", "training")
            for at, row in enumerate(data.get(key) or ())]  # fmt: skip
    parts = (data.get("talk") or {}).get("parts") or ()
    rows += [(f"talk.parts.{at}.quote", part["quote"]) for at, part in enumerate(parts)]
    for dotted, addresses in rows:
        for i, address in enumerate(addresses):
            if address not in campaign.statute.index:
                yield f"{dotted}.{i}", address


def _kits(campaign: Campaign) -> Iterator[Problem]:
    statute, lines = campaign.statute, campaign.data_lines.get(kits.PATH, {})
    seen: set[str] = set()
    for at, row in enumerate(campaign.kits):
        if row["slug"] in seen:
            yield Problem(
                kits.PATH, line_of(lines, f"{at}.slug"), "kit-twice", f"代号 {row['slug']} 已经用过了；请换一个。"
            )
        seen.add(row["slug"])
        chapter = row.get("chapter")
        for i, section in enumerate(row["sections"]):
            places = [(f"{at}.sections.{i}.quote.{q}", one) for q, one in enumerate(section.get("quote") or ())]
            for j, item in enumerate(section.get("items") or ()):
                dotted = f"{at}.sections.{i}.items.{j}"
                places += [(f"{dotted}.at.{q}", one) for q, one in enumerate(item["at"])]
                inside = (statute.ancestors(address) for address in item["at"])
                if chapter and not any(unit.address == chapter for above in inside for unit in above):
                    message = f"这一问没有引到 {chapter} 的条文；请在 at 里补上，或移到别的一章。"
                    yield Problem(kits.PATH, line_of(lines, f"{dotted}.at"), "kit-chapter", message)
            for dotted, address in places:
                if address not in statute.index:
                    message = f"“{address}”不是《{statute.title}》的条款；请写成 art-34、art-31-p1-i6 的样子。"
                    yield Problem(kits.PATH, line_of(lines, dotted), "unknown-address", message)
