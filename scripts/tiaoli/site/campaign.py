"""The campaign's page: calendar, timeline, activities, tasks of the units, training, and what the plan leaves empty."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from tiaoli import campaign as plans
from tiaoli.campaign.coverage import by_article, by_week
from tiaoli.campaign.model import PATH, Activity, Plan, day_name, days_name, long_date, weekday
from tiaoli.model import Campaign, Download, Page
from tiaoli.site import kits, timeline
from tiaoli.site.downloads import FORMATS, size
from tiaoli.site.markup import block, esc, md
from tiaoli.site.places import Places

NAV = "宣传月"
PAGE = "campaign/index.md"
STYLE = "assets/campaign.css"
_FILES = "downloads/campaign/"
_SECTIONS = (
    ("calendar", "月历"), ("timeline", "时间线"), ("activities", "活动清单"), ("coverage", "还空着什么"), ("tasks", "各单位任务"),
    ("training", "培训安排"),
)  # fmt: skip


def pages(campaign: Campaign, places: Places, statute: str, downloads: tuple[Download, ...] = ()) -> Iterator[Page]:
    """The plan's page and the kits' pages; nothing where the content root has neither."""
    plan = plans.plan_of(campaign)
    if plan is not None:
        body = "\n".join(_body(plan, campaign, places, downloads))
        title = plan.title
        yield Page(
            PAGE, title, body, (NAV, "活动计划"), {"hide": ["navigation", "toc"], "class": "wide"}, (PATH, statute)
        )
    yield from kits.pages(campaign, places, (NAV, "学习研讨材料"), statute, downloads)


def _body(plan: Plan, campaign: Campaign, places: Places, downloads: tuple[Download, ...]) -> Iterator[str]:
    mark = "（示例）" if plan.example else ""
    week = f"，{days_name(*plan.week)}为{plan.week_title}" if plan.week else ""
    yield f"# {md(plan.title)}{mark} {{#top}}\n"
    yield f'<p class="tl-lead tl-plan-about">主题：{esc(plan.theme)}。{long_date(plan.first)}至{plan.last.day}日{week}。主办：{esc(plan.organiser)}。</p>\n'
    if plan.example:
        yield "以下单位和活动都是示例。\n"
    yield from _files(plan, downloads)
    yield block('<ul class="tl-jump" aria-label="本页内容" data-search-exclude>', *(
        f'<li><a href="#{anchor}">{title}</a></li>' for anchor, title in _SECTIONS if anchor != "training" or plan.lessons
    ), '<li><a href="kits/index.html">学习研讨材料</a></li>' if campaign.kits else "", "</ul>")  # fmt: skip
    yield "## 月历 {#calendar}\n"
    yield _calendar(plan)
    yield "## 时间线 {#timeline}\n"
    yield block(
        '<figure class="tl-figure" data-search-exclude>', timeline.draw(plan, narrow=True), timeline.draw(plan, narrow=False),
        "<figcaption>横条是活动的起止日子，底色是集中宣传的一周。同样的内容见下面的活动清单。</figcaption>", "</figure>",
    )  # fmt: skip
    yield "## 活动清单 {#activities}\n"
    yield _activities(plan, places)
    yield "## 还空着什么 {#coverage}\n"
    yield "空着的格子写“空”，方便补上；一项活动跨几周，每一周都算。\n"
    for at, group in enumerate(group for group in plan.groups if group.by_week):
        yield f"### {md(group.name)} × 周 {{#group-{at + 1}}}\n"
        yield _by_week(plan, group)
    yield "### 条文 × 活动 {#articles}\n"
    yield _by_article(plan, campaign, places)
    yield "## 各单位任务 {#tasks}\n"
    yield from _tasks(plan)
    if plan.lessons:
        yield "## 培训安排 {#training}\n"
        yield _lessons(plan, places)


def _files(plan: Plan, downloads: tuple[Download, ...]) -> Iterator[str]:
    """Files of the plan that lie beside this page."""
    rows = [
        one
        for one in downloads
        if one.path.startswith(_FILES) and "/kit-" not in one.path and "/tasks-" not in one.path
    ]
    if rows:
        links = (
            f'<li><a href="../{esc(one.path)}">{esc(one.title.removeprefix(plan.title))}<span>{FORMATS.get(one.format, one.format)}，{size(one.bytes)}</span></a></li>'
            for one in rows
        )
        yield block('<ul class="tl-files" aria-label="下载" data-search-exclude>', *links, "</ul>")


def _calendar(plan: Plan) -> str:
    """A table of weeks; on a phone only the days on which something begins remain, as a list."""
    first = plan.first - timedelta(days=plan.first.weekday())
    out = [
        '<table class="tl-month" data-search-exclude>', f"<caption>{plan.first.year}年{plan.first.month}月，每项活动写在开始的那一天</caption>",
        "<thead><tr>", *(f'<th scope="col"><abbr title="星期{c}">{c}</abbr></th>' for c in "一二三四五六日"), "</tr></thead>", "<tbody>",
    ]  # fmt: skip
    day = first
    while day <= plan.last:
        out.append("<tr>")
        for _ in range(7):
            out.append(_day(day, plan))
            day += timedelta(days=1)
        out.append("</tr>")
    return block(*out, "</tbody></table>")


def _day(day: date, plan: Plan) -> str:
    if not plan.first <= day <= plan.last:
        return '<td class="tl-out"></td>'
    begins = [one for one in plan.activities if one.starts == day]
    lessons = [one for one in plan.lessons if one.day == day]
    in_week = bool(plan.week and plan.week[0] <= day <= plan.week[1])
    css = " ".join(["tl-in-week"] * in_week + ["tl-empty"] * (not begins and not lessons))
    rows = [f'<li><a href="#{esc(one.id)}">{esc(one.title)}</a>{_until(one)}</li>' for one in begins]
    rows += [f'<li><a href="#training">{esc(one.kind)}：{esc(one.title)}</a></li>' for one in lessons]
    again = "" if plan.week and day == plan.week[0] else " tl-again"  # said once where the whole week is in sight
    told = f'<span class="tl-week-name{again}">{esc(plan.week_title)}</span>' if in_week else ""
    head = (
        f'<time datetime="{day.isoformat()}"><b>{day.day}</b><span>{day_name(day)} {weekday(day)}</span></time>{told}'
    )
    return f"<td{f' class={chr(34)}{css}{chr(34)}' if css else ''}>{head}{'<ul>' + ''.join(rows) + '</ul>' if rows else ''}</td>"


def _until(one: Activity) -> str:
    return f"<small>至{one.ends.day}日</small>" if one.ends != one.starts else ""


def table(heads: Iterable[str], rows: Iterable[tuple[str, Iterable[str]]], caption: str = "") -> str:
    """A table whose rows become cards on a phone; each row as (id, cells in HTML)."""
    heads = tuple(heads)
    out = ['<table class="tl-table tl-sheet">', f"<caption>{esc(caption)}</caption>" if caption else "", "<thead><tr>"]
    out += [*(f'<th scope="col">{esc(head)}</th>' for head in heads), "</tr></thead>", "<tbody>"]
    for ident, cells in rows:
        out.append(f'<tr id="{esc(ident)}">' if ident else "<tr>")
        out += [f'<td data-label="{esc(head)}"><div>{cell}</div></td>' for head, cell in zip(heads, cells, strict=True)]
        out.append("</tr>")
    return block(*out, "</tbody></table>")


def _laws(addresses: Iterable[str], places: Places, here: str = PAGE) -> str:
    return "、".join(places.anchor(here, address) for address in addresses)


def _activities(plan: Plan, places: Places) -> str:
    def cells(one: Activity) -> tuple[str, ...]:
        helped = f"<br><small>协办：{esc('、'.join(map(plan.short, one.helpers)))}</small>" if one.helpers else ""
        what = f"<strong>{esc(one.title)}</strong>" + (f"<br><small>{esc(one.note)}</small>" if one.note else "")
        when = (
            f"{esc(days_name(one.starts, one.ends) + one.time)}<br><small>{esc(one.channel)}，{esc(one.place)}</small>"
        )
        kept = esc("、".join(one.items)) or "—"
        who = f"{esc(plan.office(one.unit))}<br><small>{esc(one.owner)}</small>{helped}"
        return what, when, who, kept, esc("、".join(one.materials)) or "—", _laws(one.provisions, places)

    heads = ("活动", "时间、地点", "责任", "归属", "材料", "条文")
    return table(heads, ((one.id, cells(one)) for one in plan.activities), f"共 {len(plan.activities)} 项")


def _by_week(plan: Plan, group) -> str:
    found = by_week(plan, group)
    rows = []
    for item, row in zip(group.items, found.cells, strict=True):
        cells = [
            "<br>".join(f'<a href="#{esc(one.id)}">{esc(one.title)}</a>' for one in cell) or _EMPTY for cell in row
        ]
        rows.append(("", (f"<strong>{esc(item)}</strong>", *cells)))
    heads = (group.name, *(_week_name(*week) for week in found.weeks))
    empty = f"全月没有安排的：{'、'.join(found.empty)}。" if found.empty else "每一项全月都有安排。"
    return table(heads, rows, empty)


_EMPTY = '<em class="tl-gap">空</em>'


def _week_name(start: date, end: date) -> str:
    """17—23日: the month stands above."""
    return f"{start.day}日" if start == end else f"{start.day}—{end.day}日"


def _by_article(plan: Plan, campaign: Campaign, places: Places) -> str:
    """One row a chapter (or the whole text without chapters): articles that have an activity, and those that have none."""
    own = by_article(plan, campaign.statute)
    chapters = campaign.statute.chapters
    parts = [(chapter.address, f"{chapter.label}　{chapter.heading}", chapter.walk()) for chapter in chapters]
    rows = []
    for address, name, units in parts or [("", campaign.statute.title, campaign.statute.walk())]:
        inside = [unit for unit in units if unit.address in own.covered]
        held = [unit for unit in inside if own.covered[unit.address]]
        empty = [unit for unit in inside if not own.covered[unit.address]]
        whole = [
            f'<a href="#{esc(one.id)}">{esc(one.title)}</a>' for one in plan.activities if address in one.provisions
        ]
        said = "、".join(
            f"{places.anchor(PAGE, u.address)}<small>（{len(own.covered[u.address])}项）</small>" for u in held
        )
        gap = f"{_EMPTY}：" + "、".join(places.anchor(PAGE, u.address) for u in empty) if empty else "没有"
        rows.append(("", (f"<strong>{esc(name)}</strong>", said or "—", gap, "、".join(whole) or "—")))
    told = (
        f"条文共 {len(own.articles)} 条，专门安排的 {len(own.articles) - len(own.empty)} 条，还空着 {len(own.empty)} 条"
    )
    return table(("章", "专门安排的条文", "还没有专门安排的", "讲整章的活动"), rows, told)


def _tasks(plan: Plan) -> Iterator[str]:
    for office in plan.offices:
        lead = [one for one in plan.activities if one.unit == office.id]
        helped = [one for one in plan.activities if office.id in one.helpers]
        taught = [one for one in plan.lessons if one.unit == office.id]
        if not (lead or helped or taught):
            continue
        rows = [
            f'<li><a href="#{esc(one.id)}">{esc(one.title)}</a>，{days_name(one.starts, one.ends)}，{esc(one.owner)}</li>'
            for one in lead
        ]
        rows += [
            f'<li>协办 <a href="#{esc(one.id)}">{esc(one.title)}</a>，{days_name(one.starts, one.ends)}</li>'
            for one in helped
        ]
        rows += [f'<li>培训 <a href="#training">{esc(one.title)}</a>，{day_name(one.day)}</li>' for one in taught]
        yield block(f'<details class="tl-tasks"><summary>{esc(office.name)}（牵头 {len(lead)} 项，协办 {len(helped)} 项，培训 {len(taught)} 次）</summary>',
                    "<ul>", *rows, "</ul></details>")  # fmt: skip


def _lessons(plan: Plan, places: Places) -> str:
    rows = (
        ("", (esc(one.kind), f"<strong>{esc(one.title)}</strong>", f"{day_name(one.day)} {weekday(one.day)}", f"{one.hours:g}" if one.hours else "—",
              esc(one.audience) or "—", esc(one.method) or "—", esc(plan.office(one.unit)), _laws(one.provisions, places)))
        for one in plan.lessons
    )  # fmt: skip
    return table(("类别", "课程、专题", "日期", "学时", "对象", "方式", "承办", "学习条文"), rows)
