"""The pages that are tables: time limits and head-counts, the glossary."""

from collections.abc import Iterator

from tiaoli.citations import find
from tiaoli.model import Campaign, Page, TimeLimit
from tiaoli.site.limits import OPEN, amount, doing
from tiaoli.site.markup import block, esc, url
from tiaoli.site.places import Places
from tiaoli.site.refs import linked, own_names
from tiaoli.site.rows import limit_anchor

LIMITS, LIMITS_NAV = "timelimits.md", "期限一览"
GLOSSARY, GLOSSARY_NAV = "glossary.md", "名词解释"


def statute_source(campaign: Campaign) -> str:
    """The file that holds the statute."""
    return f"docs/_data/{campaign.settings.get('statute.file', 'regulation.md')}"


def timelimits(campaign: Campaign, places: Places) -> Iterator[Page]:
    """Limits with a number as a table, those without one apart, then head-counts; nothing where the text has none."""
    rows = list(enumerate(campaign.timelimits))
    counted = [(i, limit) for i, limit in rows if limit.days is not None]
    without = [(i, limit) for i, limit in rows if limit.days is None]
    if not rows:
        return
    title = campaign.statute.title
    parts = [
        f"# {LIMITS_NAV} {{#top}}\n",
        f'<p class="tl-lead">《{esc(title)}》写明天数的期限共 {len(counted)} 处。每一格都由程序从条文中取出，没有另外填写；'
        f"条文没有写的，注明“{OPEN}”。</p>\n",
        _limit_table(counted, campaign, places),
    ]
    if without:
        parts += [
            "## 没有写明天数的期限 {#open}\n",
            "条文要求在期限内完成或者按年度进行，但没有写天数，以有关规定或者指定的期限为准。\n",
            _open_table(without, campaign, places),
        ]
    if campaign.headcounts:
        parts += ["## 人数 {#people}\n", _people(campaign, places)]
    parts.append(
        '<p class="tl-about-text" data-search-exclude>数据下载：<a href="api/timelimits.json">timelimits.json</a></p>\n'
    )
    yield Page(LIMITS, LIMITS_NAV, "\n".join(parts), (LIMITS_NAV,), {"hide": ["navigation", "toc"], "class": "wide"},
               (statute_source(campaign),))  # fmt: skip


def _limit_table(rows: list[tuple[int, TimeLimit]], campaign: Campaign, places: Places) -> str:
    heads = ("期限", "做什么", "谁", "从何时起算", "适用于", "例外、延长、扣除", "条文")
    out = ['<table class="tl-table tl-limits">', f"<caption>写明天数的期限（{len(rows)} 处）</caption>",
           "<thead><tr>", *(f'<th scope="col">{head}</th>' for head in heads), "</tr></thead>", "<tbody>"]  # fmt: skip
    for i, limit in rows:
        what = limit.what or doing(limit)
        cells = (
            f'<strong class="tl-days">{esc(amount(limit))}</strong>',
            _cited(what, campaign, places), _open(limit.who), _open(limit.start) + _reckon(limit, campaign, i),
            _cited(limit.applies_to, campaign, places), _besides(limit, campaign, places),
            f"{places.anchor(LIMITS, limit.target)}<q>{esc(limit.quote)}</q>",
        )  # fmt: skip
        out.append(f'<tr id="{esc(limit_anchor(campaign, i))}">')
        out += [f'<td data-label="{head}"><div>{cell}</div></td>' for head, cell in zip(heads, cells, strict=True)]
        out.append("</tr>")
    return block(*out, "</tbody></table>")


def _reckon(limit: TimeLimit, campaign: Campaign, index: int) -> str:
    """A link to the calculator where the text says from when the limit runs."""
    if not limit.start:
        return ""
    return (
        f'<a class="tl-reckon" href="{esc(url(LIMITS, "calculator.md", limit_anchor(campaign, index)))}">推算日子</a>'
    )


def _open_table(rows: list[tuple[int, TimeLimit]], campaign: Campaign, places: Places) -> str:
    heads = ("条文中的说法", "做什么", "谁", "条文")
    out = [
        '<table class="tl-table">',
        "<thead><tr>",
        *(f'<th scope="col">{head}</th>' for head in heads),
        "</tr></thead>",
        "<tbody>",
    ]
    for i, limit in rows:
        cells = (f"<strong>{esc(limit.act)}</strong>", _open(limit.what), _open(limit.who),
                 f"{places.anchor(LIMITS, limit.target)}<q>{esc(limit.quote)}</q>")  # fmt: skip
        out.append(f'<tr id="{esc(limit_anchor(campaign, i))}">')
        out += [f'<td data-label="{head}"><div>{cell}</div></td>' for head, cell in zip(heads, cells, strict=True)]
        out.append("</tr>")
    return block(*out, "</tbody></table>")


def _people(campaign: Campaign, places: Places) -> str:
    rows = [
        f'<li><strong class="tl-days">{esc(count.direction)}{count.amount}人</strong> {esc(count.what)}，'
        f"{places.anchor(LIMITS, count.target)}<q>{esc(count.quote)}</q></li>"
        for count in campaign.headcounts
    ]
    return block('<ul class="tl-people">', *rows, "</ul>")


def _open(value: str | None) -> str:
    return esc(value) if value else f'<span class="tl-open">{OPEN}</span>'


def _cited(value: str | None, campaign: Campaign, places: Places) -> str:
    """A value with the provision that it names as a link."""
    if not value:
        return _open(value)
    if value in campaign.statute.index:
        return places.anchor(LIMITS, value)
    return linked(value, find(value, campaign.statute, own_names=own_names(campaign)), places, LIMITS)


def _besides(limit: TimeLimit, campaign: Campaign, places: Places) -> str:
    said = (("例外", limit.exception), ("延长", limit.extension), ("扣除", limit.excluded))
    rows = [f"<p><b>{name}</b>　{_cited(value, campaign, places)}</p>" for name, value in said if value]
    return "".join(rows) or _open(None)


def glossary(campaign: Campaign, places: Places) -> Iterator[Page]:
    """Terms with their meaning, the provision, and its words; nothing without terms."""
    if not campaign.glossary:
        return
    rows = [f"# {GLOSSARY_NAV} {{#top}}\n", '<p class="tl-lead">条文里常见的名词，各附出处；“说明”是为便于理解所加，不是条文。</p>\n',
            '<dl class="tl-glossary">']  # fmt: skip
    for i, entry in enumerate(campaign.glossary):
        target = str(entry.get("target") or "")
        law = f'<p class="tl-law">{places.anchor(GLOSSARY, target)}{_quote(entry.get("quote"))}</p>' if target else ""
        note = f'<p class="tl-remark">说明：{esc(entry["note"])}</p>' if entry.get("note") else ""
        said = str(entry["definition"])
        meaning = linked(said, find(said, campaign.statute, own_names=own_names(campaign)), places, GLOSSARY)
        rows.append(f'<dt id="term-{i + 1}">{esc(entry["term"])}</dt>')
        rows.append(f"<dd><p>{meaning}</p>{law}{note}</dd>")
    rows.append("</dl>\n")
    yield Page(
        GLOSSARY, GLOSSARY_NAV, "\n".join(rows), (GLOSSARY_NAV,), {"hide": ["navigation"]}, ("docs/_data/glossary.yml",)
    )


def _quote(text: str | None) -> str:
    return f"<q>{esc(text)}</q>" if text else ""
