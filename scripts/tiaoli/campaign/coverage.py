"""What the plan covers and what is still empty: members of a group by week, articles by activity."""

from dataclasses import dataclass
from datetime import date

from tiaoli.campaign.model import Activity, Group, Plan
from tiaoli.model import Article, Statute, Unit


@dataclass(frozen=True)
class ByWeek:
    """Members of a group × weeks of the month; `cells[item][week]` are the activities that touch both."""

    group: Group
    weeks: tuple[tuple[date, date], ...]
    cells: tuple[tuple[tuple[Activity, ...], ...], ...]

    @property
    def empty(self) -> tuple[str, ...]:
        """Members for which the whole month has nothing."""
        return tuple(
            item for item, row in zip(self.group.items, self.cells, strict=True) if not any(cell for cell in row)
        )


@dataclass(frozen=True)
class ByArticle:
    """Articles × activities: `covered[address]` are the activities that name the article, its chapter or a part of it."""

    articles: tuple[Unit, ...]
    covered: dict[str, tuple[Activity, ...]]

    @property
    def empty(self) -> tuple[Unit, ...]:
        """Articles that no activity covers."""
        return tuple(article for article in self.articles if not self.covered[article.address])


def by_week(plan: Plan, group: Group) -> ByWeek:
    """Coverage of one group. An activity of several weeks counts in each of them."""
    cells = tuple(
        tuple(
            tuple(one for one in plan.activities if item in one.items and one.starts <= end and one.ends >= start)
            for start, end in plan.weeks
        )
        for item in group.items
    )
    return ByWeek(group, plan.weeks, cells)


def by_article(plan: Plan, statute: Statute, *, whole_chapters: bool = False) -> ByArticle:
    """Coverage of the statute. An activity on a whole chapter ("逐条学") says little of any one article, so it counts only
    with `whole_chapters`.
    """
    found: dict[str, list[Activity]] = {article.address: [] for article in statute.articles}
    for activity in plan.activities:
        for address in dict.fromkeys(articles_of(activity.provisions, statute, whole_chapters=whole_chapters)):
            found[address].append(activity)
    return ByArticle(statute.articles, {address: tuple(each) for address, each in found.items()})


def articles_of(addresses: tuple[str, ...], statute: Statute, *, whole_chapters: bool = True) -> list[str]:
    """Addresses of the articles that some provisions are, lie in or hold."""
    found = []
    for address in addresses:
        unit = statute.index.get(address)
        if unit is None:
            continue
        article = statute.article_of(address)
        if article is not None:
            found.append(article.address)
        elif whole_chapters:
            found += [below.address for below in unit.walk() if isinstance(below, Article)]
    return found
