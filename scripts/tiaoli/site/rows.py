"""The rows below an article: what it means, its limits, what belongs to it, what it is taken for, what to read and do."""

from typing import Any

from tiaoli.citations import find
from tiaoli.model import Campaign, Unit
from tiaoli.site.limits import amount, phrase
from tiaoli.site.markup import block, esc, url
from tiaoli.site.places import Places
from tiaoli.site.refs import Mention, citations_in, linked, own_names

MEANING, LIMITS, RELATED, CONFUSED = "它的意思", "时限", "相关条文", "易混"
OLD_RULES, PRACTICE = "旧规定", "练一练"
#: Where the questions on one article are practised, by its number.
PRACTICE_PAGE = "quiz/practice.md"
#: Names of the rows of what cites an article, by its kind.
_READING = (("guide", "学习指南"), ("commentary", "解读"), ("local", "本地规定"), ("page", "其他页面"))
#: Rows of whole sentences, one below another; the others are lists of links.
_SENTENCES = (MEANING, RELATED, CONFUSED, OLD_RULES)


def below(
    unit: Unit, campaign: Campaign, places: Places, here: str, cited: tuple[Mention, ...], practice: int = 0
) -> str:
    """All rows that an article has, folded by the reader's browser on a phone; "" where it has none.

    `practice`: how many questions there are to practise on it.
    """
    own = {below.address for below in unit.walk()}
    limits = [
        f'<a href="{esc(url(here, "timelimits.md", limit_anchor(campaign, i)))}">{esc(phrase(limit))}</a>'
        for i, limit in enumerate(campaign.timelimits)
        if limit.target in own and amount(limit)
    ]
    rows = [
        (MEANING, [_said(row["text"], campaign, places, here) for row in campaign.meanings if row["target"] in own]),
        (LIMITS, list(dict.fromkeys(limits))),
        (RELATED, _related(unit, campaign, places, here, cited)),
        (CONFUSED, [_confused(row, campaign, places, here) for row in campaign.confusions if own & {*row["targets"]}]),
        (OLD_RULES, [_superseded(row) for row in campaign.superseded if (row.get("new") or {}).get("target") in own]),
        *((name, [_mention(one, here) for one in cited if one.kind == kind]) for kind, name in _READING),
        (PRACTICE, [_practice(unit, practice, here)] if practice else []),
    ]
    rows = [(name, said) for name, said in rows if said]
    if not rows:
        return ""
    summary = " ".join(f"<span>{esc(name)}</span>" for name, _ in rows)
    return block(
        f'<details class="tl-rows" data-search-exclude open><summary>{summary}</summary>', "<dl>",
        *(f"<div><dt>{esc(name)}</dt><dd>{('' if name in _SENTENCES else '，').join(said)}</dd></div>"
          for name, said in rows),
        "</dl></details>",
    )  # fmt: skip


def limit_anchor(campaign: Campaign, index: int) -> str:
    """Anchor of a time limit on its page: limit-art-23-p3, limit-art-23-p3-2 for the second of the same provision."""
    target = campaign.timelimits[index].target
    nth = sum(limit.target == target for limit in campaign.timelimits[: index + 1])
    return f"limit-{target}" + (f"-{nth}" if nth > 1 else "")


def _said(text: str, campaign: Campaign, places: Places, here: str) -> str:
    """Our own words, what they cite as links."""
    return f"<p>{linked(text, find(text, campaign.statute, own_names=own_names(campaign)), places, here)}</p>"


def _related(unit: Unit, campaign: Campaign, places: Places, here: str, cited: tuple[Mention, ...]) -> list[str]:
    own = {below.address for below in unit.walk()}
    cites = [
        places.anchor(here, citation.target)
        for below in unit.walk() if below.text
        for citation in citations_in(below, campaign.statute, campaign)
        if citation.target and citation.target not in own
    ]  # fmt: skip
    citing = [places.anchor(here, one.source) for one in cited if one.kind == "article"]
    said = (("本条引用", list(dict.fromkeys(cites))), ("引用本条", citing))
    return [f"<p><span>{name}</span>　{'，'.join(links)}</p>" for name, links in said if links]


def _confused(row: dict[str, Any], campaign: Campaign, places: Places, here: str) -> str:
    text = linked(row["text"], find(row["text"], campaign.statute, own_names=own_names(campaign)), places, here)
    return f"<p><b>{esc(row['title'])}</b>　{text}</p>"


def _superseded(row: dict[str, Any]) -> str:
    """An old rule beside the one in force, the old one plainly marked as no longer valid."""
    old, new = row.get("old") or {}, row.get("new") or {}
    return (f'<span class="tl-old"><b>{esc(row.get("matter") or "")}</b>　旧规定{esc(old.get("article") or "")}'
            f'<b class="tl-tag">已失效</b>{esc(old.get("text") or "")}　现行：{esc(new.get("text") or "")}</span>')  # fmt: skip


def _mention(mention: Mention, here: str) -> str:
    page, _, anchor = mention.source.partition("#")
    return f'<a href="{esc(url(here, page, anchor))}">{esc(mention.title)}</a>'


def _practice(unit: Unit, count: int, here: str) -> str:
    link = url(here, PRACTICE_PAGE, f"article={unit.number}")
    return f'<a href="{esc(link)}">{count} 道题，开始练习</a>'
