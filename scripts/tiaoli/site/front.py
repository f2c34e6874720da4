"""What the home page shows of the text itself: its chapters, and the limits it states in days, by their number."""

import re
from collections import Counter
from collections.abc import Sequence

from tiaoli.citations import find
from tiaoli.model import Article, Campaign, Chapter, Page, TimeLimit, Unit
from tiaoli.site.limits import amount, doing
from tiaoli.site.markup import block, esc, url
from tiaoli.site.places import Places, text_pages
from tiaoli.site.rows import limit_anchor

#: A longer list is no longer taken in at a glance: its own page has it.
_MOST_CHAPTERS, _MOST_LIMITS = 12, 12
_LIMITS = "timelimits.md"


def contents(campaign: Campaign, here: str, made: Sequence[Page], title: str) -> str:
    """The chapters with the articles that each holds, as a book's contents; "" for a text without, or with many."""
    paths = {page.path for page in made}
    chapters = [
        (path, units[0]) for path, units in text_pages(campaign.statute)
        if path in paths and isinstance(units[0], Chapter)
    ]  # fmt: skip
    if not 1 < len(chapters) <= _MOST_CHAPTERS:
        return ""
    lines = [
        f'<li><a href="{esc(url(here, path))}"><b>{esc(chapter.label)}</b><span>{esc(chapter.heading)}</span>'
        f"<small>{esc(_articles(chapter))}</small></a></li>"
        for path, chapter in chapters
    ]
    return f"## {title} {{#contents}}\n\n" + block('<ul class="tl-contents">', *lines, "</ul>")


def _articles(chapter: Unit) -> str:
    """第1至6条; in the text's own words where a number is none (第十二条之一)."""
    articles = [unit for unit in chapter.walk() if isinstance(unit, Article)]
    ends = list(dict.fromkeys(articles[:1] + articles[-1:]))
    if all(unit.number.isdigit() for unit in ends):
        return f"第{'至'.join(unit.number for unit in ends)}条" if ends else ""
    return "至".join(unit.label for unit in ends)


def limits(campaign: Campaign, places: Places, here: str, made: Sequence[Page]) -> str:
    """The limits stated in days, those of one length under their number, in the order of the text."""
    counted = [(at, limit) for at, limit in enumerate(campaign.timelimits) if amount(limit)]
    if not 1 < len(counted) <= _MOST_LIMITS or _LIMITS not in {page.path for page in made}:
        return ""
    groups: dict[str, list[str]] = {}
    alike = Counter((amount(limit), limit.act) for _, limit in counted)
    for at, limit in counted:
        link = f'<a href="{esc(url(here, _LIMITS, limit_anchor(campaign, at)))}">{esc(_act(limit))}</a>'
        bounds = esc(_bounds(limit, campaign, whole=alike[amount(limit), limit.act] > 1))
        told = f"<li>{link}<small>{esc(_article(limit, campaign))}</small><span>{bounds}</span></li>"
        groups.setdefault(amount(limit), []).append(told)
    rows = [f"<div><dt>{_large(days)}</dt><dd><ul>{''.join(said)}</ul></dd></div>" for days, said in groups.items()]
    return "## 写明天数的期限 {#limits}\n\n" + block('<dl class="tl-numbers">', *rows, "</dl>")


def _large(days: str) -> str:
    """60日 with its number large."""
    number = re.match(r"\d+", days)
    return f"<b>{number[0]}</b>{esc(days[number.end() :])}" if number else esc(days)


def _act(limit: TimeLimit) -> str:
    return "延长不得超过" if limit.act == "延长" and "不得超过" in limit.quote else doing(limit)


def _bounds(limit: TimeLimit, campaign: Campaign, whole: bool) -> str:
    """From when and of what: 自受理之日起，对第三十一条第六项规定的信访事项.

    Of what is said where the text binds the limit to one provision, gives no first day, or has two alike (`whole`);
    the others name the matter at such length that only their own page has room for it.
    """
    matter = limit.applies_to or ""
    start = f"自{limit.start}之日起" if limit.start else ""
    cites = any(found.target for found in find(matter, campaign.statute))
    if start and not (cites or whole):
        return start
    who = limit.who if limit.who and not start and not matter.startswith("对") else ""
    return "，".join(part for part in (start, f"{who}{matter.replace('本条例', '')}") if part)


def _article(limit: TimeLimit, campaign: Campaign) -> str:
    unit = campaign.statute.index[limit.target.split("-p")[0]]
    return unit.label
