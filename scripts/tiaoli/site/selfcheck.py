"""交稿前自查: the page where an entrant checks an essay in the browser, and the data that it checks against.

Its scripts know less than `tiaoli contest check` and say so; nothing leaves the device.
"""

import json
import re
from collections.abc import Iterator
from importlib import resources
from typing import Any

from tiaoli import contest
from tiaoli.citations.normalise import squeeze
from tiaoli.citations.resolve import printed
from tiaoli.claims.vocabulary import vocabulary
from tiaoli.contest.model import Contest
from tiaoli.model import Asset, Campaign, Page, TimeLimit
from tiaoli.site.markup import block, esc
from tiaoli.site.refs import own_names

PAGE, NAV = "contest/selfcheck.md", "交稿前自查"
DATA, STYLE = "assets/selfcheck-data.js", "assets/selfcheck.css"
SCRIPTS = ("assets/selfcheck-docx.js", "assets/selfcheck-claims.js", "assets/selfcheck.js")
#: What only the office's check looks at.
UNCHECKED = (
    "字体、字号、行距和页边距，雷同，是否逾期，声明的文字和签名，没有写条号或者没有加引号的转述，引文漏掉的但书和范围，"
    "“一律”“不得延长”一类的说法，用语，不带姓名标记的署名，文件名和图片里的信息，wps、doc、pdf 文件"
)
_CHECKED = (
    "引号里的话与所写条号的原文是不是一字不差", "写了条号的期限和代表人数与条文是不是一致", "正文字数",
    "作者、单位、电话等身份信息，页眉页脚、批注、修订痕迹、隐藏文字和文件属性，声明页上的姓名和单位有没有写进正文", "有没有原创声明页",
)  # fmt: skip


def pages(campaign: Campaign, nav: tuple[str, ...], sources: tuple[str, ...]) -> Iterator[Page]:
    """The page; nothing where there is no contest."""
    made = contest.of(campaign)
    if made is None:
        return
    parts = [
        f"# {NAV} {{#top}}\n",
        f'<p class="tl-lead">交稿前，在这里核对一遍对《{esc(campaign.statute.title)}》的引用。'
        "<strong>文件只在这台设备上读，不上传，不保存。</strong></p>\n",
        block('<div class="tl-self" data-tiaoli-selfcheck data-search-exclude></div>'),
        block("<noscript><p>这一页要用浏览器的脚本来读文件；没有脚本时，请把稿件交给承办单位核对。</p></noscript>"),
        "## 核对什么 {#checked}\n",
        *(f"- {line}" for line in _CHECKED),
        "",
        "## 不核对什么 {#unchecked}\n",
        *(f"- {line}" for line in UNCHECKED.split("，")),
        "",
        "没有发现问题不等于没有问题，以承办单位的检查为准。字数按 Word 的“字数”计：一个汉字、一个全角标点算一个，连在一起的字母数字算一个；标题和声明页不计。",
        "",
        block(
            f'<link rel="stylesheet" href="../{STYLE}">',
            *(f'<script src="../{path}"></script>' for path in (DATA, *SCRIPTS)),
        ),
    ]
    yield Page(PAGE, NAV, "\n".join(parts), (*nav, NAV), {"hide": ["navigation", "toc"], "class": "selfcheck"}, sources)


def assets(campaign: Campaign) -> Iterator[Asset]:
    """The data as a classic script, and the scripts; nothing where there is no page."""
    made = contest.of(campaign)
    if made is not None:
        text = json.dumps(data(campaign, made), ensure_ascii=False, separators=(",", ":"))
        yield Asset(DATA, f"window.tiaoliSelfcheck={text.replace('</', '<' + chr(92) + '/')};\n".encode())
        for path in (STYLE, *SCRIPTS):
            yield Asset(path, (resources.files("tiaoli") / path).read_bytes())


def data(campaign: Campaign, made: Contest) -> dict[str, Any]:
    """What assets/selfcheck-claims.js compares with: articles, limits with a number, head-counts, the contest's bounds."""
    statute = campaign.statute
    articles = {}
    for article in statute.articles:
        if article.number.isdigit():
            bare = "".join(unit.text for unit in article.walk())
            flat = list(dict.fromkeys((squeeze(article.full_text), squeeze(bare))))
            articles[article.number] = {"number": article.number, "label": article.label, "flat": flat}
    return {
        "title": f"《{statute.title}》", "names": list(dict.fromkeys((statute.title, *own_names(campaign)))), "articles": articles,
        "limits": [_limit(campaign, row) for row in campaign.timelimits if row.days is not None],
        "people": [{"amount": row.amount, "quote": f"{printed(statute, row.target)}：{row.quote}"} for row in campaign.headcounts],
        "min": made.words.min, "max": made.words.max, "blind": made.judging.blind or made.format.anonymous,
        "declaration": bool(made.declaration), "unchecked": UNCHECKED,
    }  # fmt: skip


def _limit(campaign: Campaign, row: TimeLimit) -> dict[str, Any]:
    article = campaign.statute.article_of(row.target)
    return {
        "amount": row.days, "unit": row.unit, "act": row.act, "words": _words(row.act), "quote": re.sub(r"[：，]$", "", row.quote),
        "article": article.number if article else "", "label": printed(campaign.statute, row.target),
    }  # fmt: skip


def _words(act: str) -> list[str]:
    """What people call an act where they cite no article: its own name, when it is one of those that the vocabulary knows."""
    known = {name for entry in vocabulary().acts for name in entry.acts}
    return [act.removesuffix("申请")] if act in known and len(act) > 1 else []
