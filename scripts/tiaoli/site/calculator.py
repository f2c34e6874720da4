"""The calculator: from the day that a limit runs from to the last day, by every way of counting that the text leaves open.

The text has no rule for counting days, so the page says what it assumes and shows the earliest day. It gives none where
the text does not say from when, or does not set the limit for the matter in hand.
"""

import json
from collections.abc import Iterator
from datetime import date
from importlib import resources
from typing import Any

from tiaoli import deadlines, workdays
from tiaoli.citations import find
from tiaoli.model import Asset, Campaign, Page, TimeLimit
from tiaoli.site.frame import chinese_date
from tiaoli.site.limits import amount, phrase
from tiaoli.site.markup import block, esc, md
from tiaoli.site.places import Places
from tiaoli.site.refs import own_names
from tiaoli.site.rows import limit_anchor

PAGE, NAV = "calculator.md", "期限推算"
DATA, SCRIPT, STYLE = "assets/calculator-data.js", "assets/calculator.js", "assets/calculator.css"
#: Said with every date.
ASK = "请向办理机关核实"


def pages(campaign: Campaign, places: Places, nav: tuple[str, ...], source: str) -> Iterator[Page]:
    """The page; nothing where the text states no limit with a number."""
    rules = _counted(campaign)
    if not rules:
        return
    title = campaign.statute.title
    rows = [
        f"# {NAV} {{#top}}\n",
        f'<p class="tl-lead">选一项期限，填上起算的那一天，看最迟是哪一天。《{esc(title)}》没有规定日子怎样数，'
        f"这里把几种数法都列出来，以最早的一天为准备的依据，{ASK}。</p>\n",
        block('<div class="tl-calc" data-tiaoli-calculator data-search-exclude></div>'),
        block("<noscript>", *_without_script(campaign, places, rules), "</noscript>"),
        "## 这样数，是因为 {#assumptions}\n",
        *(f"- {line}" for line in _assumptions(campaign)), "",
        block(f'<link rel="stylesheet" href="{STYLE}">', f'<script src="{DATA}"></script>', f'<script src="{SCRIPT}"></script>'),
    ]  # fmt: skip
    yield Page(
        PAGE, NAV, "\n".join(rows), (*nav, NAV), {"hide": ["navigation", "toc"], "class": "calculator"}, (source,)
    )


def assets(campaign: Campaign, places: Places) -> Iterator[Asset]:
    """The rules and the calendar as a classic script; nothing where there is no page."""
    if _counted(campaign):
        text = json.dumps(data(campaign, places), ensure_ascii=False, separators=(",", ":"))
        yield Asset(DATA, f"window.tiaoliCalculator={text.replace('</', '<' + chr(92) + '/')};\n".encode())
        for path in (STYLE, SCRIPT):
            yield Asset(path, (resources.files("tiaoli") / path).read_bytes())


def data(campaign: Campaign, places: Places) -> dict[str, Any]:
    """What assets/calculator.js reads: every limit with a number, and which days offices work."""
    effective = str(campaign.settings.get("statute.effective") or "")
    first = _first_year(campaign)
    off, on = workdays.exceptions(first, workdays.LAST)
    return {
        "title": campaign.statute.title, "effective": effective, "ask": ASK,
        "rules": [_rule(campaign, places, index, limit) for index, limit in _counted(campaign)],
        "years": [first, workdays.LAST], "off": off, "on": on,
    }  # fmt: skip


def _first_year(campaign: Campaign) -> int:
    """The first year that is reckoned with: none before the text is in force, none that the package doesn't know."""
    effective = str(campaign.settings.get("statute.effective") or "")[:4]
    return min(max(int(effective), workdays.FIRST), workdays.LAST) if effective.isdigit() else workdays.FIRST


def _counted(campaign: Campaign) -> list[tuple[int, TimeLimit]]:
    return [(i, limit) for i, limit in enumerate(campaign.timelimits) if limit.days and amount(limit)]


def _rule(campaign: Campaign, places: Places, index: int, limit: TimeLimit) -> dict[str, Any]:
    """One limit; `from` null: the text doesn't say from when. `items`: the kinds of matter to choose among, each with
    whether the limit is set for it."""
    unit = campaign.statute.index[limit.target]
    return {
        "id": limit_anchor(campaign, index), "name": places.name(limit.target), "phrase": phrase(limit),
        "link": places.link(PAGE, limit.target), "days": limit.days, "unit": limit.unit or "日", "who": limit.who,
        "what": phrase(limit), "from": limit.start, "applies": limit.applies_to, "text": unit.full_text,
        "quote": limit.quote, "exception": limit.exception, "extension": limit.extension, "excluded": limit.excluded,
        "items": _items(campaign, places, limit),
    }  # fmt: skip


def _items(campaign: Campaign, places: Places, limit: TimeLimit) -> list[list[Any]]:
    """[name, text, whether the limit is set for it] of the items among which 适用于 names one; [] where it names none."""
    statute = campaign.statute
    for citation in find(limit.applies_to or "", statute, own_names=own_names(campaign)):
        target = statute.index.get(citation.target or "")
        if target is not None and target.kind == "item":
            siblings = statute.parents[target.address].children
            return [
                [places.name(unit.address), unit.text, unit.address in (citation.targets or (target.address,))]
                for unit in siblings if unit.kind == "item"
            ]  # fmt: skip
    return []


def _assumptions(campaign: Campaign) -> list[str]:
    """What the page takes for given, in words."""
    names = {limit.start for _, limit in _counted(campaign) if limit.start}
    starts = "、".join(f"“{name}”" for name in sorted(names))
    title = md(campaign.statute.title)
    return [
        f"从哪天起算：只用条文写明的那件事（{md(starts)}）发生的那一天，不用提出信访事项的那一天。"
        if names else "从哪天起算：这部规定的期限都没有写，所以不推算。",
        "第一天算不算：条文没有写。当天算作第一天，最后一天就早一天；从第二天开始数，最后一天就晚一天。两种都列出。",
        "最后一天是休息日：条文没有写要不要顺延到下一个工作日。不顺延和顺延的日子都列出。",
        "“日”按日历天数连续数，“工作日”只数工作日；工作日按国家公布的节假日和调休安排，"
        f"收录{_first_year(campaign)}年至{workdays.LAST}年，之外的年份不推算工作日。次年的安排公布以前，年末几天可能还会调整。",
        f"条文没有写起算日的，或者《{title}》没有对这类事项规定天数的，不给日期。",
        f"结果只供学习和提前准备，不是答复，也不是决定；{ASK}。",
    ]  # fmt: skip


def _without_script(campaign: Campaign, places: Places, rules: list[tuple[int, TimeLimit]]) -> Iterator[str]:
    """What to do in a browser without scripts, with an example worked out for every limit that can be."""
    yield "<p>浏览器关闭了脚本，不能自动推算。请翻日历按下面的例子数，或者打开脚本后再来。</p>"
    day = str(campaign.settings.get("statute.effective") or "2022-05-01")
    try:
        start = date.fromisoformat(day)
    except ValueError:
        return
    heads = "".join(
        f'<th scope="col">{head}</th>' for head in ("期限", "条文", f"从{chinese_date(day)}起算，最早的一天")
    )
    yield f'<table class="tl-table"><thead><tr>{heads}</tr></thead><tbody>'
    for _, limit in rules:
        end = (
            deadlines.earliest(deadlines.readings(start, limit.days or 0, limit.unit or "日")) if limit.start else None
        )
        said = f"{chinese_date(end)}（第一天算在内，不顺延）" if end else "条文没有写从哪天起算，不推算"
        yield (f'<tr><td data-label="期限">{esc(phrase(limit))}</td><td data-label="条文">'
               f'{places.anchor(PAGE, limit.target)}</td><td data-label="例子">{said}</td></tr>')  # fmt: skip
    yield "</tbody></table>"
