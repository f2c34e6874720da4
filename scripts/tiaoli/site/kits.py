"""Pages of the kits: every question with a link to its provision, and the text of the provision one touch away."""

from collections.abc import Iterator, Mapping
from typing import Any

from tiaoli.campaign.kits import OWN_RULE, PATH, TICK, kit_title
from tiaoli.campaign.papers import quoted
from tiaoli.model import Campaign, Download, Page
from tiaoli.site.downloads import FORMATS, size
from tiaoli.site.markup import block, esc, md, turn, url
from tiaoli.site.places import Places

INDEX = "campaign/kits/index.md"


def pages(
    campaign: Campaign, places: Places, nav: tuple[str, ...], statute: str, downloads: tuple[Download, ...] = ()
) -> Iterator[Page]:
    """The list of kits and each kit; nothing where there is none."""
    if not campaign.kits:
        return
    sources = (PATH, statute)
    titles = [(f"campaign/kits/{row['slug']}.md", row.get("nav") or kit_title(row)) for row in campaign.kits]
    yield Page(INDEX, nav[-1], _index(campaign, nav[-1]), nav, {"hide": ["navigation", "toc"]}, sources)
    for at, row in enumerate(campaign.kits):
        here = titles[at][0]
        body = "\n".join([*_body(row, campaign, places, here, downloads), turn(titles, at, here, "份")])
        yield Page(here, kit_title(row), body, (), {"hide": ["navigation"]}, sources)


def _index(campaign: Campaign, title: str) -> str:
    cards = []
    for row in campaign.kits:
        heads = "、".join(section["heading"] for section in row["sections"])
        link = url(INDEX, f"campaign/kits/{row['slug']}.md")
        cards.append(
            f'<li><a href="{esc(link)}"><strong>{esc(row.get("nav") or kit_title(row))}</strong><span>{esc(heads)}</span></a></li>'
        )
    count = sum(len(section.get("items") or ()) for row in campaign.kits for section in row["sections"])
    lead = f"共 {len(campaign.kits)} 份、{count} 问，每一问都写明依据的条文，没有条文依据的标明是工作要求。只给题目和提纲，发言和文章由自己写。"
    return f"# {md(title)} {{#top}}\n\n{lead}\n\n" + block('<ul class="tl-cards">', *cards, "</ul>")


def _body(
    row: Mapping[str, Any], campaign: Campaign, places: Places, here: str, downloads: tuple[Download, ...]
) -> Iterator[str]:
    yield f"# {md(kit_title(row))} {{#top}}\n"
    for text in row.get("lead") or ():
        yield f'<p class="tl-lead">{esc(text)}</p>\n'
    files = [one for one in downloads if one.path.startswith(f"downloads/campaign/kit-{row['slug']}.")]
    if files:
        links = (
            f'<li><a href="../../{esc(one.path)}">下载打印版<span>{FORMATS.get(one.format, one.format)}，{size(one.bytes)}</span></a></li>'
            for one in files
        )
        yield block('<ul class="tl-files" aria-label="下载" data-search-exclude>', *links, "</ul>")
    for number, section in enumerate(row["sections"], 1):
        yield f"## {md(section['heading'])} {{#s{number}}}\n"
        if section.get("lead"):
            yield f"{md(section['lead'])}\n"
        for address in section.get("quote") or ():
            yield block('<blockquote class="tl-kit-law">', *_text(address, campaign, places, here), "</blockquote>")
        items = [
            _item(item, campaign, places, here, row.get("form") == "checklist") for item in section.get("items") or ()
        ]
        if items:
            yield block('<ol class="tl-kit">', *items, "</ol>")


def _item(item: Mapping[str, Any], campaign: Campaign, places: Places, here: str, ticked: bool) -> str:
    options = "".join(f"<li>{TICK} {esc(option)}</li>" for option in item.get("options") or ())
    tick = f"{TICK} " if ticked else ""
    laws = "".join(line for address in item["at"] for line in _text(address, campaign, places, here))
    below = f"<summary>依据：{esc(places.names(item['at']))}</summary>{laws}"
    ground = f"<details data-search-exclude>{below}</details>" if laws else f"<p>（{OWN_RULE}）</p>"
    return (
        f"<li><p>{tick}{esc(item['text'])}</p>{f'<ul class={chr(34)}tl-options{chr(34)}>{options}</ul>' if options else ''}"
        f"{ground}</li>"
    )


def _text(address: str, campaign: Campaign, places: Places, here: str) -> list[str]:
    """The provision word for word, its number as a link."""
    rows = []
    for at, paragraph in enumerate(quoted(address, campaign)):
        said = esc(paragraph.spans[-1].text)
        rows.append(f"<p>{places.anchor(here, address)}　{said}</p>" if not at else f"<p>{said}</p>")
    return rows
