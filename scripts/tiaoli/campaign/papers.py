"""What of the plan is printed: 活动方案 in the layout of a 公文, 签到表, 宣讲提纲. Quoted provisions come from the statute."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tiaoli.campaign.model import PATH, Activity, Plan, days_name, long_date, plan_of
from tiaoli.citations.resolve import printed, printed_together
from tiaoli.model import Campaign, Item, Subitem
from tiaoli.numerals import to_chinese
from tiaoli.writers.document import Block, Cell, Document, Heading, Paragraph, Span, Table, body, title_lines
from tiaoli.writers.geometry import TITLE

SITE = "docs/_data/site.yml"
#: At the foot of a paper that nobody is to take for a real one.
EXAMPLE = "示例文稿：单位、活动和日期都是示例，不是真实的活动"
#: Rows of a sign-in sheet that fit on one page.
SIGN_IN = 24
#: The tables that 活动方案 prints behind its text, as they are called where the plan gives them no name.
_ATTACHED = ("宣传月活动安排表", "培训安排表", "各单位任务清单")


@dataclass(frozen=True)
class Paper:
    """A document with its names, as `handouts.files` takes it: `name` for people's folders, `slug` in ASCII."""

    name: str
    slug: str
    document: Document
    audience: tuple[str, ...]
    sources: tuple[str, ...]


def papers(campaign: Campaign) -> Iterator[Paper]:
    """The papers that the plan allows; none without a plan."""
    plan = plan_of(campaign)
    if plan is None:
        return
    sources = (PATH, statute_path(campaign))
    if plan.notice:
        yield Paper(f"{plan.title}活动方案", "plan", notice(plan, campaign), ("组织者",), sources)
    yield Paper(f"{plan.title}签到表", "sign-in", sign_in(plan, campaign), ("组织者",), (PATH,))
    if plan.talk:
        yield Paper(f"{plan.title}宣讲提纲", "talk", talk(plan, campaign), ("组织者", "干部"), sources)


def notice(plan: Plan, campaign: Campaign) -> Document:
    """活动方案: 主送, 正文, 附件, 署名, 成文日期, a blank 文号. No red head: that is for the office's own paper."""
    said = plan.notice or {}
    signed = said.get("signed") or plan.organiser
    dated = said.get("date")
    blocks: list[Block] = [Paragraph((Span(f"{'，'.join(said['to'])}："),), "flush"), body(said["opening"])]
    for number, (title, made) in enumerate(_parts(plan, said, campaign), 1):
        blocks += [Heading(f"{to_chinese(number)}、{title}"), *made]
    tables = (_schedule(plan), *([_training(plan, campaign)] if plan.lessons else []), _tasks(plan))
    names_ = _attached(tuple(said.get("attachments") or ()), bool(plan.lessons))
    blocks.append(body(""))
    blocks += [body(f"附件：1. {name}" if not at else f"　　　{at + 1}. {name}") for at, name in enumerate(names_)]
    year = (dated or plan.first.isoformat())[:4]
    blocks += [
        body(""), body(""),
        Paragraph((Span(signed),), "right", keep=True, inset=2),
        Paragraph((Span(_chinese(dated) if dated else "　　　　年　月　日"),), "right", inset=4),
    ]  # fmt: skip
    for at, (name, table) in enumerate(zip(names_, tables, strict=False), 1):
        blocks += [*_annex(at, name), table]
    return Document(
        (*title_lines(plan.title), "活动方案"), tuple(blocks), number=f"　　〔{year}〕　　号",
        date=dated or plan.first.isoformat(), label=f"{plan.title}活动方案", foot=(EXAMPLE,) if plan.example else (),
    )  # fmt: skip


def _parts(plan: Plan, said: dict, campaign: Campaign) -> Iterator[tuple[str, list[Block]]]:
    week = f"，其中{days_name(*plan.week)}为{plan.week_title}" if plan.week else ""
    theme = f"，{plan.week_title}主题为“{plan.week_theme}”" if plan.week_theme else ""
    yield (
        "活动主题和时间",
        [
            body(f"活动主题为“{plan.theme}”{theme}。"),
            body(f"时间为{long_date(plan.first)}至{plan.last.day}日{week}。"),
        ],
    )
    if said.get("goals"):
        yield "目标要求", [body(f"（{to_chinese(at)}）{goal}", "body") for at, goal in enumerate(said["goals"], 1)]
    rows: list[Block] = []
    launch = next((one for one in plan.activities if one.id == plan.launch), None)
    number = 0
    if launch:
        number += 1
        rows += [Heading(f"（{to_chinese(number)}）启动", 2), body(_sentence(launch, plan))]
    for group in plan.groups:
        number += 1
        rows.append(Heading(f"（{to_chinese(number)}）开展“{group.name}”活动", 2))
        for at, item in enumerate(group.items, 1):
            done = [one for one in plan.activities if item in one.items]
            listed = "；".join(
                f"{one.title}（{days_name(one.starts, one.ends)}，{plan.office(one.unit)}）" for one in done
            )
            rows.append(body(f"{at}．{item}。{listed or '尚未安排具体活动，由主办单位另行确定'}。"))
    if plan.lessons:
        number += 1
        kinds = "、".join(dict.fromkeys(lesson.kind for lesson in plan.lessons))
        hours = sum(lesson.hours or 0 for lesson in plan.lessons)
        rows.append(Heading(f"（{to_chinese(number)}）组织培训", 2))
        rows.append(
            body(
                f"安排{kinds}等培训 {len(plan.lessons)} 次，共 {hours:g} 学时，课程和学习条文见附件2。".replace(" ", "")
            )
        )
    yield "主要活动", rows
    yield "工作要求", [
        block for at, row in enumerate(said["requirements"], 1)
        for block in (Heading(f"（{to_chinese(at)}）{row['title']}", 2), body(row["text"]))
    ]  # fmt: skip


def _sentence(one: Activity, plan: Plan) -> str:
    when = f"{days_name(one.starts, one.ends)}{one.time}"
    helped = f"，{'、'.join(map(plan.office, one.helpers))}协办" if one.helpers else ""
    return f"{when}，在{one.place}举行{one.title}，由{plan.office(one.unit)}负责{helped}。{one.note}"


def _cell(text: str, align: str = "left", *, head: bool = False) -> Cell:
    return Cell(((Span(text, "hei" if head else "body"),),), "centre" if head else align, shade=head)


def _table(widths: tuple[float, ...], heads: tuple[str, ...], rows: Iterable[tuple[str, ...]], summary: str) -> Table:
    made = tuple(tuple(_cell(value) for value in row) for row in rows)
    return Table(widths, (tuple(_cell(name, head=True) for name in heads), *made), head=1, size=10.5, summary=summary)


def _attached(given: tuple[str, ...], training: bool) -> tuple[str, ...]:
    """What 附件说明 lists: the printed tables under the plan's own names, then what the office attaches itself."""
    own = _ATTACHED if training else (_ATTACHED[0], _ATTACHED[2])
    return (*given, *own[len(given) :])


def _annex(number: int, name: str) -> list[Block]:
    """Where an annex begins: 附件1 in the upper left corner, its title on the third line (GB/T 9704, 7.3.6)."""
    return [
        Paragraph((Span(f"附件{number}", "hei"),), "flush", keep=True, fresh=True),
        Paragraph((), "flush", keep=True),
        Paragraph((Span(name, "title", TITLE),), "centre", keep=True),
    ]


def _schedule(plan: Plan) -> Table:
    return _table(
        (8, 38, 32, 18, 32, 28), ("序", "活动", "时间", "形式", "地点", "责任单位"),
        ((str(one.number), one.title, days_name(one.starts, one.ends) + one.time, one.channel, one.place, plan.office(one.unit))
         for one in plan.activities),
        "每行一项活动：名称、时间、形式、地点、责任单位",
    )  # fmt: skip


def _training(plan: Plan, campaign: Campaign) -> Table:
    return _table(
        (18, 44, 20, 12, 30, 35), ("类别", "课程、专题", "日期", "学时", "对象", "学习条文"),
        ((one.kind, one.title, days_name(one.day, one.day), f"{one.hours:g}" if one.hours else "", one.audience,
          names(one.provisions, campaign)) for one in plan.lessons),
        "每行一门课程：类别、名称、日期、学时、对象、学习条文",
    )  # fmt: skip


def _tasks(plan: Plan) -> Table:
    rows = [
        (office.name, f"{one.title}（{'牵头' if one.unit == office.id else '协办'}）", days_name(one.starts, one.ends), one.owner if one.unit == office.id else "")
        for office in plan.offices
        for one in plan.activities if office.id in (one.unit, *one.helpers)
    ]  # fmt: skip
    return _table((34, 58, 34, 34), ("单位", "任务", "时间", "负责岗位"), rows, "每行一个单位的一项任务")


def sign_in(plan: Plan, campaign: Campaign) -> Document:
    """A blank sheet for any of the activities; no telephone numbers and no ID numbers are asked for."""
    ask = Table((1, 1), (
        (_cell("活动名称：＿＿＿＿＿＿＿＿＿＿＿＿"), _cell("时间：　　　年　　月　　日　　时")),
        (_cell("地点：＿＿＿＿＿＿＿＿＿＿＿＿＿＿"), _cell("组织单位：＿＿＿＿＿＿＿＿＿＿＿＿")),
    ), size=12, summary="活动名称、时间、地点、组织单位，手写", padding=6)  # fmt: skip
    blank = tuple(
        (_cell(str(at), "centre"), _cell(""), _cell(""), _cell(str(at + SIGN_IN), "centre"), _cell(""), _cell(""))
        for at in range(1, SIGN_IN + 1)
    )
    head = tuple(_cell(name, head=True) for name in ("序", "姓名", "单位（村、社区）") * 2)
    rows = Table(
        (10, 30, 50, 10, 30, 50), (head, *blank), head=1, size=12, summary="签到：序号、姓名、单位", padding=5.2
    )
    note = Paragraph((Span("只签姓名和单位，不填电话和证件号码；签到表由组织单位留存，不上网。", size=9),), "flush")
    return Document((f"{plan.title}签到表",), (ask, rows, note), "sheet", date=plan.first.isoformat())


def talk(plan: Plan, campaign: Campaign) -> Document:
    """宣讲提纲: what to say in points, each part with its provisions word for word."""
    said = plan.talk or {}
    spent = f"（约{said['minutes']}分钟）" if said.get("minutes") else ""
    blocks: list[Block] = []
    if said.get("audience"):
        blocks.append(
            body(
                f"对象：{said['audience']}。黑体字是条款号，后面是条文原文，宣讲时照读；其余是提示，由宣讲人结合当地的事来讲。",
                "kai",
            )
        )
    number = 0

    def heading(text: str) -> Heading:
        nonlocal number
        number += 1
        return Heading(f"{to_chinese(number)}、{text}")

    if said.get("opening"):
        blocks += [heading("开场"), *_points(said["opening"])]
    for part in said["parts"]:
        blocks.append(heading(part["heading"] + (f"（{part['minutes']}分钟）" if part.get("minutes") else "")))
        blocks += [block for address in part["quote"] for block in quoted(address, campaign)]
        blocks += _points(part.get("points") or ())
        blocks += [body(f"现场问：{ask}", "kai") for ask in part.get("ask") or ()]
    if said.get("closing"):
        blocks += [heading("结尾"), *_points(said["closing"])]
    return Document(
        title_lines(said["title"]), tuple(blocks), subtitle=f"《{campaign.statute.title}》宣讲提纲{spent}",
        foot=foot(campaign), date=plan.first.isoformat(), label=f"{plan.title}宣讲提纲",
    )  # fmt: skip


def _points(texts: Iterable[str]) -> list[Block]:
    return [body(f"{at}．{text}") for at, text in enumerate(texts, 1)]


def quoted(address: str, campaign: Campaign) -> list[Paragraph]:
    """A provision word for word, its number in 黑体 before it; nothing for an address the text lacks."""
    statute = campaign.statute
    unit = statute.index.get(address)
    if unit is None:
        return []
    label = printed(statute, address)
    rows = [
        (one.label if isinstance(one, Item | Subitem) and one is not unit else "") + one.text
        for one in unit.walk() if one.text
    ]  # fmt: skip
    return [Paragraph((*((Span(f"{label}　", "hei"),) if not at else ()), Span(text))) for at, text in enumerate(rows)]


def names(addresses: Iterable[str], campaign: Campaign) -> str:
    """Several provisions in one breath: 第二十五条第一款、第二款、第三十四条."""
    return printed_together(campaign.statute, addresses)


def foot(campaign: Campaign) -> tuple[str, ...]:
    """Two lines for the foot of every page: which text this stands on, and that it is no petition office's paper."""
    dates = [
        f"{_chinese(value)}{after}"
        for key, after in (("published", "发布"), ("effective", "起施行"))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value := str(campaign.settings.get(f"statute.{key}") or ""))
    ]
    version = "，".join([f"《{campaign.statute.title}》", *dates])
    return (f"{'【草稿】' if campaign.draft else ''}条文版本：{version}", "学习宣传资料，不受理信访事项")


def printed_on(campaign: Campaign) -> str:
    """The day that files are dated with: the statute's, never the clock's."""
    for key in ("published", "effective"):
        value = str(campaign.settings.get(f"statute.{key}") or "")
        if re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return value
    return "2000-01-01"


def statute_path(campaign: Campaign) -> str:
    """The file that holds the statute."""
    return f"docs/_data/{campaign.settings.get('statute.file', 'regulation.md')}"


def _chinese(value: str) -> str:
    return "{}年{}月{}日".format(*(int(part) for part in value.split("-")))
