"""Pages of the statute: a contents page, one page a chapter, and below each article what belongs to it."""

from collections.abc import Iterator, Mapping

from tiaoli.model import Article, Campaign, Chapter, Page, Section, Unit
from tiaoli.site import qr, rows, text
from tiaoli.site.markup import block, esc, md, turn, url
from tiaoli.site.places import ANNEXES, Places, provision_name, text_pages
from tiaoli.site.refs import Mention, mentions

NAV = "条例全文"
INDEX = "regulation/index.md"


def pages(campaign: Campaign, places: Places, practice: Mapping[str, int] | None = None) -> Iterator[Page]:
    """The contents page first, then the text's pages in order, each with links to its neighbours.

    `practice`: how many questions there are to practise on each article; none named, none linked.
    """
    source = (f"docs/_data/{campaign.settings.get('statute.file', 'regulation.md')}",)
    parts = list(text_pages(campaign.statute))
    titles = [(path, _title(units)) for path, units in parts]
    if campaign.statute.annexes:
        titles.append((ANNEXES, "附件"))
    nav = nav_title(campaign)
    yield Page(INDEX, nav, _contents(campaign, places, titles), (nav,), {"hide": ["toc"]}, source)
    cited = mentions(campaign, places)
    for i, (path, units) in enumerate(parts):
        body = _part(units, campaign, places, path, cited, practice or {}) + turn(titles, i, path)
        yield Page(path, titles[i][1], body, (nav, titles[i][1]), {"class": "statute"}, source)
    if campaign.statute.annexes:
        body = "# 附件\n\n" + "\n".join(map(text.annex, campaign.statute.annexes)) + turn(titles, len(parts), ANNEXES)
        yield Page(ANNEXES, "附件", body, (nav, "附件"), {"class": "statute"}, source)


def nav_title(campaign: Campaign) -> str:
    """条例全文, 办法全文, 全文: what the menu calls the text."""
    for word in ("条例", "办法", "规定", "细则", "规则", "法"):
        if campaign.statute.title.endswith(word):
            return f"{word}全文" if word != "法" else "法律全文"
    return "全文"


def _title(units: list[Unit]) -> str:
    first = units[0]
    if isinstance(first, Chapter):
        return f"{first.label}　{first.heading}".strip("　")
    articles = [u for unit in units for u in unit.walk() if isinstance(u, Article)]
    if not articles:
        return "正文"
    return articles[0].label if len(articles) == 1 else f"{articles[0].label}至{articles[-1].label}"


def _contents(campaign: Campaign, places: Places, titles: list[tuple[str, str]]) -> str:
    """Title, 题注, and every chapter with its articles as links."""
    statute = campaign.statute
    rows = [f"# {md(statute.title)} {{#top}}", ""]
    rows.append(
        block('<div class="tl-note-line">', *(f"<p>{esc(line)}</p>" for line in statute.promulgation), "</div>")
    )
    rows.append(block('<p class="tl-continue" data-tiaoli-continue data-search-exclude hidden></p>'))
    for (path, title), (_, units) in zip(titles, text_pages(statute), strict=False):
        first = units[0]
        anchor = first.address if isinstance(first, Chapter) else path.rpartition("/")[2].removesuffix(".md")
        rows.append(f"## [{md(title)}]({path.rpartition('/')[2]}) {{#{anchor}}}\n")
        chips = []
        for unit in (u for top in units for u in top.walk()):
            if isinstance(unit, Section):
                chips.append(f'<li class="tl-section">{esc(unit.label)}　{esc(unit.heading)}</li>')
            elif isinstance(unit, Article):
                chips.append(f"<li>{places.anchor(INDEX, unit.address)}</li>")
        rows.append(block('<ul class="tl-chips">', *chips, "</ul>") if chips else "")
    if statute.annexes:
        rows.append(f"## [附件]({ANNEXES.rpartition('/')[2]}) {{#annexes}}\n")
    return "\n".join(rows)


def _part(
    units: list[Unit], campaign: Campaign, places: Places, here: str, cited: dict[str, tuple[Mention, ...]],
    practice: Mapping[str, int],
) -> str:  # fmt: skip
    """One page of the text."""
    first = units[0]
    anchor = first.address if isinstance(first, Chapter) else "top"
    out = [f"# {md(_title(units))} {{#{anchor}}}\n"]
    where = _title(units) if isinstance(first, Chapter) else ""
    for unit in text.pieces(units):
        if isinstance(unit, Article):
            heading = f"{unit.label}　{unit.heading}".strip("　")
            if where:  # by the number, so that a link into the page lands with its chapter in sight
                css = "tl-where tl-where-above" if unit.heading else "tl-where"
                out.append(block(f'<p class="{css}" data-search-exclude>{esc(where)}</p>'))
            out.append(f"## {md(heading)} {{#{unit.address}}}\n")
            out.append(_article(unit, campaign, places, here))
            out.append(
                rows.below(unit, campaign, places, here, cited.get(unit.address, ()), practice.get(unit.address, 0))
            )
        elif unit.kind in text.HEADED:
            if unit is not first or not isinstance(unit, Chapter):
                out.append(f"## {md(unit.label)}　{md(unit.heading)} {{#{unit.address} .tl-section}}\n")
        else:
            out.append(text.article(unit, campaign.statute, campaign, places, here))
    return "\n".join(out)


def _article(unit: Unit, campaign: Campaign, places: Places, here: str) -> str:
    """Text of an article and what one can do with it."""
    name = esc(provision_name(campaign.statute, unit.address))
    body = text.article(unit, campaign.statute, campaign, places, here)
    code = qr.path(campaign, unit.address)
    scan = f' data-tiaoli-qr="{esc(url(here, code))}"' if code else ""
    actions = block(
        f'<p class="tl-acts"{scan} data-search-exclude>',
        f'<button type="button" class="tl-copy" data-tiaoli-copy="{esc(unit.address)}" '
        f'aria-label="复制{name}和出处" hidden>复制</button>',
        f'<a class="tl-perma" href="#{esc(unit.address)}" aria-label="{name}的固定链接">链接</a>',
        "</p>",
    )
    return f"{body}\n{actions}\n"
