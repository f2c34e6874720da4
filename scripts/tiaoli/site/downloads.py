"""The downloads page, and its index for programs. Sizes and digests are those of the files that were made."""

import json
from collections.abc import Iterator, Sequence

from tiaoli.model import ORGANISER, Asset, Campaign, Download, Page
from tiaoli.site.markup import block, esc, url

PATH, NAV = "downloads/index.md", "资料下载"
INDEX = "downloads/index.json"
#: What a format is called, and with what it opens.
FORMATS = {
    "pdf": "PDF", "docx": "Word", "xlsx": "Excel", "pptx": "幻灯片", "png": "图片", "ics": "日历", "apkg": "Anki 卡片",
    "zip": "压缩包", "html": "网页", "txt": "文本", "json": "JSON",
}  # fmt: skip
#: Sections of the page: what stands in them is for all of these, and for nobody else but the organisers.
_FOR = {
    "给群众": {"群众"}, "大家都适用": {"群众", "干部"}, "给干部": {"干部"}, "给组织活动的同志": set(),
}  # fmt: skip


def pages(campaign: Campaign, downloads: Sequence[Download]) -> Iterator[Page]:
    """By audience, then by group: each thing once a format, with its size; nothing where there is nothing."""
    if not downloads:
        return
    rows = [f"# {NAV} {{#top}}\n"]
    rows.append(
        f'<p class="tl-lead">可以打印、张贴、转发的资料，共 {len(downloads)} 个文件，合计 {size(sum(d.bytes for d in downloads))}。'
        "内容都与条文核对过。</p>\n"
    )
    forms = [form for form in FORMATS if any(one.format == form for one in downloads)]
    rows += [f'<div class="tl-only" id="only-{form}"></div>\n' for form in forms]
    sections = [
        (number, heading, own)
        for number, (heading, audience) in enumerate(_FOR.items(), 1)
        if (own := [one for one in downloads if {*one.audience} - {ORGANISER} == audience])
    ]
    rows.append(_finder(downloads, sections, forms))
    for number, heading, own in sections:
        rows.append(f"## {heading} {{#for-{number} {_marks(own)}}}\n")
        for group in dict.fromkeys(one.group for one in own):
            there = [one for one in own if one.group == group]
            rows.append(f"### {esc(group)} {{#for-{number}-{_anchor(downloads, group)} {_marks(there)}}}\n")
            rows.append(_cards(there))
    yield Page(
        PATH, NAV, "\n".join(rows), (NAV,), {"hide": ["navigation", "toc"], "class": "wide"}, ("docs/_data/site.yml",)
    )


def _finder(downloads: Sequence[Download], sections: list[tuple[int, str, list[Download]]], forms: list[str]) -> str:
    """Plain links to the sections and their groups, and to the page with one format only: no script is needed."""
    rows = []
    for number, heading, own in sections:
        groups = dict.fromkeys(one.group for one in own)
        links = "".join(
            f'<a href="#for-{number}-{_anchor(downloads, group)}">{esc(group)}'
            f"<small>{len({one.title for one in own if one.group == group})}</small></a>"
            for group in groups
        )
        rows.append(f'<div><dt><a href="#for-{number}">{esc(heading)}</a></dt><dd>{links}</dd></div>')
    only = "".join(f'<a href="#only-{form}">{FORMATS[form]}</a>' for form in forms)
    rows.append(f'<div><dt>只看一种格式</dt><dd>{only}<a class="tl-every" href="#top">全部</a></dd></div>')
    return block('<dl class="tl-shelves" data-search-exclude>', *rows, "</dl>")


def _marks(downloads: Sequence[Download]) -> str:
    """Classes that say which formats stand below a heading."""
    return " ".join(f".tl-has-{form}" for form in dict.fromkeys(one.format for one in downloads))


def _anchor(downloads: Sequence[Download], group: str) -> int:
    return list(dict.fromkeys(one.group for one in downloads)).index(group) + 1


def _cards(downloads: Sequence[Download]) -> str:
    """One card a thing: picture, title, and a link for each format."""
    by_title: dict[str, list[Download]] = {}
    for one in downloads:
        by_title.setdefault(one.title, []).append(one)
    cards = []
    for title, forms in by_title.items():
        preview = next((one.preview for one in forms if one.preview), "")
        picture = f'<img src="{esc(url(PATH, preview))}" alt="" loading="lazy" width="120">' if preview else ""
        links = "".join(
            f'<a class="tl-form-{one.format}" href="{esc(url(PATH, one.path))}"{_saved(one)}>'
            f'<span class="tl-hide">{"打开" if one.format == "html" else "下载"}{esc(title)}，</span>'
            f"{FORMATS.get(one.format, one.format)}<small>{size(one.bytes)}</small></a>"
            for one in forms
        )
        classes = " ".join(f"tl-has-{one.format}" for one in forms)
        cards.append(
            f'<li class="{classes}">{picture}<div><strong>{esc(title)}</strong><p class="tl-get">{links}</p></div></li>'
        )
    return block(f'<ul class="tl-downloads {_marks(downloads).replace(".", "")}" data-search-exclude>', *cards, "</ul>")


def _saved(one: Download) -> str:
    """A page is opened, to be copied from; everything else is saved under its Chinese name."""
    return "" if one.format == "html" else f' download="{esc(one.name)}"'


def assets(downloads: Sequence[Download]) -> Iterator[Asset]:
    """downloads/index.json: what there is, for programs."""
    if downloads:
        rows = [
            {
                "path": one.path, "title": one.title, "format": one.format, "audience": list(one.audience),
                "bytes": one.bytes, "sha256": one.sha256,
            }
            for one in downloads
        ]  # fmt: skip
        yield Asset(INDEX, (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode())


def size(count: int) -> str:
    """A size as people read it.

    >>> size(422_000), size(3_500_000), size(300)
    ('412 KB', '3.3 MB', '1 KB')
    """
    if count >= 1024 * 1024:
        return f"{count / 1024 / 1024:.1f} MB"
    return f"{max(1, round(count / 1024))} KB"
