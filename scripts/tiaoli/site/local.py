"""本地规定: shown apart, under their own names, never merged with the statute."""

from collections.abc import Iterator
from dataclasses import replace

from tiaoli.model import Article, Campaign, Page, Statute
from tiaoli.site import text
from tiaoli.site.frame import chinese_date
from tiaoli.site.markup import block, esc, md, url
from tiaoli.site.places import Places

NAV, INDEX = "本地规定", "local/index.md"
#: More rules than this stand in a list of their own: in the menu they would weigh on every page.
MENU = 20
BANNER = "本地规定，不是《{title}》条文"


def pages(campaign: Campaign, places: Places) -> Iterator[Page]:
    """One page a rule, still without its text (`filled`); many rules get a list first."""
    listed = len(campaign.local) > MENU
    if listed:
        yield _list(campaign)
    for rule in campaign.local:
        meta = campaign.local_meta.get(rule.slug, {})
        title = str(meta.get("title") or rule.title)
        nav = () if listed else (NAV, title)
        yield Page(_path(rule), title, "", nav, {"class": "statute local"}, (str(meta.get("path") or ""),))


def filled(page: Page, campaign: Campaign, places: Places) -> Page:
    """A rule's page with its text, its 文号 and a banner that says what it is not; any other page as it is.

    Apart from `pages`, so that the texts of a thousand rules never lie in memory together.
    """
    rule = places.local.get(page.path.removeprefix("local/").removesuffix(".md"))
    if rule is None or page.path != _path(rule):
        return page
    meta = campaign.local_meta.get(rule.slug, {})
    facts = [
        ("文号", meta.get("number")), ("发布机关", meta.get("issuer")),
        ("发布", chinese_date(meta.get("published"))), ("施行", chinese_date(meta.get("effective"))),
        ("说明", meta.get("note")),
    ]  # fmt: skip
    shown = "".join(f"<div><dt>{name}</dt><dd>{esc(value)}</dd></div>" for name, value in facts if value)
    example = "（示例，不是真实文件）" if meta.get("example") else ""
    up = len(campaign.local) > MENU
    rows = [
        f"# {md(page.title)} {{#top}}\n",
        f'<p class="tl-up"><a href="{esc(url(page.path, INDEX))}">{NAV}</a></p>\n' if up else "",
        block('<div class="tl-local-banner">', f"<p><strong>{esc(BANNER.format(title=campaign.statute.title))}</strong>{example}</p>",
              f'<dl class="tl-byline">{shown}</dl>' if shown else "", "</div>"),
        _body(rule, campaign, places, page.path),
    ]  # fmt: skip
    return replace(page, markdown="\n".join(rows))


def _path(rule: Statute) -> str:
    return f"local/{rule.slug}.md"


def _list(campaign: Campaign) -> Page:
    """All rules by name, with what tells them apart."""
    metas = [(rule, campaign.local_meta.get(rule.slug, {})) for rule in campaign.local]
    rows = [f"# {NAV} {{#top}}\n", f"共 {len(metas)} 件。都是{BANNER.format(title=campaign.statute.title)}。\n"]
    for rule, meta in metas:
        facts = "，".join(str(meta[key]) for key in ("number", "issuer") if meta.get(key))
        rows.append(f"- [{md(meta.get('title') or rule.title)}]({rule.slug}.md){f'（{md(facts)}）' if facts else ''}")
    paths = tuple(str(meta.get("path") or "") for _, meta in metas)
    return Page(INDEX, NAV, "\n".join(rows) + "\n", (NAV,), {"hide": ["toc"], "search": {"exclude": True}}, paths)


def _body(rule: Statute, campaign: Campaign, places: Places, here: str) -> str:
    rows = []
    level = "###" if any(unit.kind in text.HEADED for unit in rule.body) else "##"
    for unit in text.pieces(rule.body):
        if isinstance(unit, Article):
            rows.append(
                f"{level} {md(unit.label)}{'　' + md(unit.heading) if unit.heading else ''} {{#{unit.address}}}\n"
            )
            rows.append(text.article(unit, rule, campaign, places, here))
        elif unit.kind in text.HEADED:
            rows.append(f"## {md(unit.label)}　{md(unit.heading)} {{#{unit.address}}}\n")
        else:
            rows.append(text.article(unit, rule, campaign, places, here))
    rows += [text.annex(each) for each in rule.annexes]
    return "\n".join(rows)
