"""The plan as spreadsheets: task lists of the units, coverage matrices."""

from tiaoli.campaign.coverage import by_article, by_week
from tiaoli.campaign.model import Plan, day_name, days_name
from tiaoli.campaign.papers import names
from tiaoli.citations.resolve import printed
from tiaoli.model import Campaign
from tiaoli.writers.xlsx import Column, Sheet

_HEADS = (
    Column("编号", 7, "centre"), Column("任务", 26), Column("分工", 7, "centre"), Column("时间", 16), Column("形式", 10),
    Column("地点", 20), Column("负责岗位", 18), Column("所需材料", 24), Column("涉及条文", 26),
    Column("完成情况", 10, "centre", ("未开始", "进行中", "已完成", "取消")), Column("备注", 16),
)  # fmt: skip
EMPTY = "空"


def tasks(plan: Plan, campaign: Campaign, only: str = "") -> tuple[Sheet, ...]:
    """One sheet a unit with what it leads and what it helps with; `only` one unit. Units without a task are left out."""
    sheets = []
    for office in plan.offices:
        rows = tuple(
            (one.code, one.title, "牵头" if one.unit == office.id else "协办", days_name(one.starts, one.ends) + one.time,
             one.channel, one.place, one.owner if one.unit == office.id else "", "、".join(one.materials),
             names(one.provisions, campaign), "未开始", "")
            for one in plan.activities if office.id in (one.unit, *one.helpers)
        )  # fmt: skip
        rows += tuple(
            ("培训", lesson.title, "承办", day_name(lesson.day), lesson.kind, lesson.place, lesson.teacher, "",
             names(lesson.provisions, campaign), "未开始", "")
            for lesson in plan.lessons if lesson.unit == office.id
        )  # fmt: skip
        if rows and only in ("", office.id):
            title = f"{plan.title}任务清单（{office.name}）"
            sheets.append(Sheet(office.short, _HEADS, rows, title, ("每做完一项，请在台账里填一行。",), landscape=True))
    return tuple(sheets)


def matrices(plan: Plan, campaign: Campaign) -> tuple[Sheet, ...]:
    """Each group by week, then articles by activity. What is empty says so."""
    sheets = []
    for group in plan.groups:
        found = by_week(plan, group)
        heads = (Column(group.name, 14), *(Column(days_name(*week), 22) for week in found.weeks))
        rows = tuple(
            (item, *("\n".join(one.title for one in cell) or EMPTY for cell in row))
            for item, row in zip(group.items, found.cells, strict=True)
        )
        empty = "、".join(found.empty)
        note = f"全月没有安排的：{empty}。" if empty else "每一项全月都有安排。"
        sheets.append(
            Sheet(f"{group.name}×周", heads, rows, f"{plan.title}：{group.name} × 周", (note,), landscape=True)
        )
    statute = campaign.statute
    covered = by_article(plan, statute, whole_chapters=True)
    own = by_article(plan, statute)
    heads = (Column("条文", 14), Column("所在章", 30), *(Column(f"{one.code} {one.title}", 9, "centre") for one in plan.activities),
             Column("专门安排", 9, "right"))  # fmt: skip
    rows = tuple(
        (printed(statute, article.address), next((u.label + " " + u.heading for u in statute.ancestors(article.address)), ""),
         *("●" if one in own.covered[article.address] else "○" if one in covered.covered[article.address] else ""
           for one in plan.activities), len(own.covered[article.address]))
        for article in statute.articles
    )  # fmt: skip
    missing = "、".join(printed(statute, article.address) for article in own.empty)
    notes = ("● 活动专门讲到这一条；○ 活动讲整章，包括这一条。",
             f"还没有专门安排的条文共 {len(own.empty)} 条：{missing}。" if missing else "每一条都有专门安排。")  # fmt: skip
    return (*sheets, Sheet("条文×活动", heads, rows, f"{plan.title}：条文 × 活动", notes, landscape=True))
