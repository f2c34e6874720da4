"""Hand-written pages: study guides, commentary, and whatever else an office writes."""

from collections.abc import Iterator, Sequence
from typing import Any

from tiaoli.model import Campaign, Entry, Page
from tiaoli.site import campaign as plans
from tiaoli.site import contest as contests
from tiaoli.site.markup import block, esc, href, md, turn, url
from tiaoli.site.places import Places
from tiaoli.site.prose import transform

GUIDES, GUIDES_NAV = "guides/index.md", "学习指南"
COMMENTARY, COMMENTARY_NAV = "commentary/index.md", "解读文章"
#: Folders whose hand-written pages stand in the menu beside those that are made: a new page is no new tab.
_TABS = {"contest": contests.NAV, "campaign": plans.NAV}
#: Where the menu has the essays that were published.
ESSAYS = "获奖作品"
#: More articles than this stand in their list only: in the menu they would weigh on every page.
MENU = 20
#: All that a release says of an article that it has no right to republish.
_SOURCE_ONLY = ("publisher", "column", "published", "url")
#: What a `rights:` that nobody has filled in looks like.
_NO_RIGHTS = ("", "待填", "未知", "unknown")


def guides(campaign: Campaign, places: Places) -> Iterator[Page]:
    """The list of guides and each guide with links to its neighbours."""
    entries = sorted((e for e in campaign.entries if e.kind == "guide"), key=_guide_order)
    if not entries:
        return
    titles = [(page_path(e), title_of(e)) for e in entries]
    yield Page(GUIDES, GUIDES_NAV, _guide_list(entries), (GUIDES_NAV,), {}, tuple(e.path for e in entries))
    for i, entry in enumerate(entries):
        here, title = titles[i]
        rows = [f"# {md(title)} {{#top}}\n"] if not _has_title(entry) else []
        facts = []
        if entry.meta.get("audience"):
            facts.append(f"<p>读者：{esc('、'.join(map(str, entry.meta['audience'])))}</p>")
        provisions = [a for a in entry.meta.get("provisions") or () if places.link(here, str(a))]
        if provisions:
            links = "、".join(places.anchor(here, str(address)) for address in provisions)
            facts.append(f"<p>讲到的条文：{links}</p>")
        head = (
            _lead(entry) + block('<div class="tl-facts" data-search-exclude>', *facts, "</div>")
            if facts
            else _lead(entry)
        )
        body = transform(entry.body, campaign, places, here)
        around = turn(titles, i, here, "篇")
        yield Page(here, title, "\n".join([*rows, head, body, around]), (GUIDES_NAV, short_title(title)), _meta(entry),
                   (entry.path,))  # fmt: skip


def short_title(title: str) -> str:
    """第一章学习指南：总则 -> 第一章 总则 for the menu; other titles as they are."""
    head, colon, tail = title.partition("学习指南：")
    return f"{head}　{tail}".strip("　") if colon else title


def _guide_order(entry: Entry) -> tuple:
    number = entry.meta.get("order")
    return (number if isinstance(number, int) else 10_000, entry.path)


def _guide_list(entries: Sequence[Entry]) -> str:
    rows = [
        f"# {GUIDES_NAV} {{#top}}\n",
        "每篇讲清四件事：这一章解决什么问题，谁要做什么，哪里最容易读错，怎样自查。每句话都注明条文。\n",
    ]
    for name, wanted in (("给干部", "干部"), ("给群众", "群众"), ("其他", None)):
        chosen = [e for e in entries if _first_audience(e) == wanted]
        if chosen:
            rows += [
                f"## {name} {{#{'all' if wanted is None else 'cadres' if wanted == '干部' else 'public'}}}\n",
                _cards(chosen, GUIDES),
            ]
    return "\n".join(rows)


def _first_audience(entry: Entry) -> str | None:
    audience = entry.meta.get("audience") or []
    return "干部" if "干部" in audience else "群众" if "群众" in audience else None


def _cards(entries: Sequence[Entry], here: str) -> str:
    rows = []
    for entry in entries:
        summary = f"<span>{esc(entry.meta['summary'])}</span>" if entry.meta.get("summary") else ""
        rows.append(
            f'<li><a href="{esc(url(here, page_path(entry)))}"><strong>{esc(title_of(entry))}</strong>{summary}</a></li>'
        )
    return block('<ul class="tl-cards">', *rows, "</ul>")


def commentary(campaign: Campaign, places: Places, mode: str) -> Iterator[Page]:
    """The list by date and by place, and each article in full.

    In a release an article without a right to republish it shows its title, source and link only.
    """
    entries = sorted(
        (e for e in campaign.entries if e.kind == "commentary"),
        key=lambda e: (str(e.meta.get("published") or ""), e.path), reverse=True,
    )  # fmt: skip
    if not entries:
        return
    yield Page(
        COMMENTARY, COMMENTARY_NAV, _commentary_list(entries), (COMMENTARY_NAV,), {}, tuple(e.path for e in entries)
    )
    for entry in entries:
        here, meta = page_path(entry), entry.meta
        rows = [f"# {md(title_of(entry))} {{#top}}\n"]
        whole = mode != "release" or has_rights(meta)
        if whole:
            if meta.get("subtitle"):
                rows.append(f'<p class="tl-subtitle">{esc(meta["subtitle"])}</p>\n')
            rows.append(_byline(meta))
            rows.append(transform(_without_title(entry), campaign, places, here))
            rows.append(_about_text(entry))
        else:
            rows.append(_byline({key: meta.get(key) for key in _SOURCE_ONLY}, rights=False))
            rows.append("本站没有转载这篇文章的依据，这里只列出标题、出处和链接。\n")
        above = (contests.NAV, ESSAYS) if meta.get("essay") else (COMMENTARY_NAV,)
        nav = (*above, title_of(entry)) if len(entries) <= MENU else ()
        yield Page(here, title_of(entry), "\n".join(rows), nav,
                   {"class": "commentary"} | (_meta(entry) if whole else {}), (entry.path,))  # fmt: skip


def has_rights(meta: dict[str, Any]) -> bool:
    """Whether the front matter says by what right the text is republished."""
    return str(meta.get("rights") or "").strip() not in _NO_RIGHTS


def _byline(meta: dict[str, Any], rights: bool = True) -> str:
    who = "　".join(str(meta[key]) for key in ("author_office", "author") if meta.get(key))
    rows = []
    if who:
        rows.append(("作者", f"{who}（职务为发表时）" if meta.get("author_office") else who))
    for key, name in (
        ("publisher", "发布"),
        ("column", "栏目"),
        ("editor", "编辑"),
        ("place", "地方"),
        ("published", "日期"),
    ):
        if meta.get(key):
            rows.append((name, str(meta[key])))
    cells = [f"<div><dt>{name}</dt><dd>{esc(value)}</dd></div>" for name, value in rows]
    if str(meta.get("url") or "").startswith(("http://", "https://")):
        cells.append(
            f'<div><dt>原文</dt><dd><a href="{esc(meta["url"])}" rel="noopener">{esc(meta["url"])}</a></dd></div>'
        )
    elif meta.get("source"):
        cells.append(f"<div><dt>来源文件</dt><dd>{esc(meta['source'])}</dd></div>")
    if rights:
        said = esc(meta["rights"]) if has_rights(meta) else "尚未写明，正式发布时不登全文"
        cells.append(f"<div><dt>转载依据</dt><dd>{said}</dd></div>")
    return block('<dl class="tl-byline">', *cells, "</dl>")


def _about_text(entry: Entry) -> str:
    """What was changed on the way in, said plainly below the text."""
    rows = []
    repairs, removed, doubts = (len(entry.meta.get(key) or ()) for key in ("repairs", "removed", "uncertain"))
    if repairs:
        rows.append(f"整理时改正了 {repairs} 处乱码或标点")
    if removed:
        rows.append(f"删去了 {removed} 处与正文无关的网页内容")
    if doubts:
        rows.append(f"另有 {doubts} 处存疑")
    if "> 编者注：" in entry.body:
        rows.append("“编者注”是本站所加，指出与现行条文不一致的地方，原文未改动")
    return block('<p class="tl-about-text" data-search-exclude>', "；".join(rows) + "。", "</p>") if rows else ""


def _commentary_list(entries: Sequence[Entry]) -> str:
    def item(entry: Entry) -> str:
        meta = entry.meta
        facts = "　".join(str(meta[k]) for k in ("published", "place", "publisher", "author") if meta.get(k))
        return f"- [{md(title_of(entry))}]({href(COMMENTARY, page_path(entry))})" + (
            f"  \n  {md(facts)}" if facts else ""
        )

    rows = [f"# {COMMENTARY_NAV} {{#top}}\n", "文章是各自作者的意见，职务为发表时的职务；条文以原文为准。\n"]
    rows.append("## 按日期 {#by-date}\n")
    year = None
    for entry in entries:
        own = str(entry.meta.get("published") or "")[:4] or "日期不详"
        if own != year:
            rows.append(f"\n### {own}{'年' if own.isdigit() else ''} {{#y-{own if own.isdigit() else 'none'}}}\n")
            year = own
        rows.append(item(entry))
    rows.append("\n## 按地方 {#by-place}\n")
    places = sorted({str(e.meta.get("place") or "") for e in entries}, key=lambda p: (not p, p))
    for i, place in enumerate(places):
        rows.append(f"\n### {md(place or '未注明地方')} {{#place-{i + 1}}}\n")
        rows += [item(e) for e in entries if str(e.meta.get("place") or "") == place]
    return "\n".join(rows) + "\n"


def others(campaign: Campaign, places: Places) -> Iterator[Page]:
    """Hand-written pages outside guides and commentary; docs/index.md belongs to the home page.

    `nav:` in the front matter is the name in the menu, where the title is too long for it.
    """
    for entry in campaign.entries:
        here = page_path(entry)
        if entry.kind != "page" or here in ("index.md", GUIDES, COMMENTARY):
            continue
        title = title_of(entry)
        rows = [] if _has_title(entry) else [f"# {md(title)} {{#top}}\n"]
        body = transform(entry.body, campaign, places, here)
        tab, name = _TABS.get(here.partition("/")[0]), str(entry.meta.get("nav") or title)
        nav = (tab, name) if tab else (name,)
        yield Page(here, title, "\n".join([*rows, _lead(entry), body]), nav, _meta(entry), (entry.path,))


def page_path(entry: Entry) -> str:
    """Path of an entry's page relative to docs/."""
    return entry.path.removeprefix("docs/")


def title_of(entry: Entry) -> str:
    """The front matter's title, else the first heading, else the file's name."""
    if entry.meta.get("title"):
        return str(entry.meta["title"])
    for line in entry.body.split("\n"):
        if line.startswith("# "):
            return line[2:].split("{")[0].strip()
    return page_path(entry).rpartition("/")[2].removesuffix(".md")


def _has_title(entry: Entry) -> bool:
    return any(line.startswith("# ") for line in entry.body.split("\n"))


def _without_title(entry: Entry) -> str:
    return "\n".join(line for line in entry.body.split("\n") if not line.startswith("# "))


def _lead(entry: Entry) -> str:
    summary = entry.meta.get("summary")
    return f'<p class="tl-lead">{esc(summary)}</p>\n' if summary else ""


def _meta(entry: Entry) -> dict[str, Any]:
    return {"description": str(entry.meta["summary"])} if entry.meta.get("summary") else {}
