"""The files of plan and kits: what is printed, and calendar, task lists of the units, matrices, the empty ledger."""

from collections.abc import Callable, Iterator

from tiaoli.campaign import kits, ledger, papers, tables
from tiaoli.campaign.model import PATH, Plan, days_name, plan_of
from tiaoli.campaign.papers import Paper, names, statute_path
from tiaoli.model import Campaign, Product
from tiaoli.writers import ics, xlsx

GROUP = "宣传月"


def printed(campaign: Campaign) -> Iterator[Paper]:
    """Everything of plan and kits that is printed, for `handouts.files.products`."""
    yield from papers.papers(campaign)
    yield from kits.papers(campaign)


def products(campaign: Campaign) -> Iterator[Product]:
    """What isn't printed; nothing without a plan."""
    plan = plan_of(campaign)
    if plan is None:
        return
    sources = (PATH, statute_path(campaign))

    def product(slug: str, title: str, form: str, key: object, render: Callable[[], bytes]) -> Product:
        return Product(
            f"downloads/campaign/{slug}.{form}",
            title,
            f"{title}.{form}",
            form,
            ("组织者",),
            GROUP,
            sources,
            repr((title, key)),
            render,
        )

    def book(slug: str, title: str, sheets: tuple[xlsx.Sheet, ...]) -> Product:
        return product(slug, title, "xlsx", sheets, lambda: xlsx.workbook(sheets, title))

    events = tuple(calendar(plan, campaign))
    title = f"{plan.title}日历"
    yield product("calendar", title, "ics", events, lambda: ics.calendar(events, plan.title))
    yield book("tasks", f"{plan.title}任务清单", tables.tasks(plan, campaign))
    for office in plan.offices:
        if sheets := tables.tasks(plan, campaign, office.id):
            yield book(f"tasks-{office.id}", f"{plan.title}任务清单（{office.name}）", sheets)
    yield book("matrices", f"{plan.title}覆盖表", tables.matrices(plan, campaign))
    yield book("ledger", f"{plan.title}台账", ledger.template(plan))


def calendar(plan: Plan, campaign: Campaign) -> Iterator[ics.Event]:
    """Activities, lessons and the 宣传周 as whole days."""
    site = campaign.settings.get("site.id") or campaign.statute.slug
    mark = "（示例）" if plan.example else ""
    if plan.week:
        title = f"{plan.week_title}：{plan.week_theme}".rstrip("：")
        yield ics.Event(f"week.campaign.{site}", *plan.week, f"{title}{mark}")
    for one in plan.activities:
        said = [
            f"时间：{days_name(one.starts, one.ends)}{one.time}", f"责任单位：{plan.office(one.unit)}（{one.owner}）",
            f"条文：{names(one.provisions, campaign)}",
        ]  # fmt: skip
        said += [f"材料：{'、'.join(one.materials)}"] if one.materials else []
        said += [one.note] if one.note else []
        yield ics.Event(
            f"{one.id}.campaign.{site}", one.starts, one.ends, f"{one.title}{mark}", "\n".join(said), one.place
        )
    for at, lesson in enumerate(plan.lessons, 1):
        said = f"承办：{plan.office(lesson.unit)}\n对象：{lesson.audience}\n条文：{names(lesson.provisions, campaign)}"
        yield ics.Event(
            f"training-{at}.campaign.{site}",
            lesson.day,
            lesson.day,
            f"{lesson.kind}培训：{lesson.title}{mark}",
            said,
            lesson.place,
        )
