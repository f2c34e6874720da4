"""What a page's meta tags say of its article, in the words of Chinese government sites and of the rest of the web.

The names are those of 《政府网站发展指引》 (ArticleTitle, PubDate, ContentSource …), Open Graph, Dublin Core and JSON-LD.
"""

import re
from typing import Any

#: Our key -> names of meta tags in lower case, the most trustworthy first.
_NAMES = {
    "title": ("articletitle", "og:title", "dc.title", "headline", "<h1>", "<title>"),
    "author": ("author", "article:author", "og:article:author", "dc.creator", "byline"),
    "publisher": ("contentsource", "source", "og:article:source", "dc.publisher", "dc.source", "publisher", "<js_name>"),
    "editor": ("contenteditor", "editor", "article:editor"),
    "published": ("pubdate", "article:published_time", "og:release_date", "publishdate", "publish_date", "publishtime",
                  "datepublished", "dc.date", "weibo:article:create_at", "date", "<publish_time>"),
    "column": ("columnname", "article:section", "channel"),
    "site": ("sitename", "og:site_name", "application-name"),
    "url": ("og:url", "url", "<canonical>"),
    "description": ("description", "og:description"),
    "keywords": ("keywords",),
}  # fmt: skip
_DATE = re.compile(r"\s*(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
#: <!-- saved from url=(0042)https://example.cn/a.html -->
_SAVED = re.compile(r"saved from url=\(\d+\)(\S+)")
#: 标题_示例市人民政府门户网站
_SITE_SUFFIX = re.compile(
    r"\s*(?:[_|｜]|\s[-–—]{1,2}\s|-{1,2}(?=[^-]*(?:网|政府|门户|频道|客户端|公众号|平台|中心|局|委|日报)[^-]*$)).*$"
)
_EMPTY = {"", "null", "undefined", "none", "admin", "administrator", "-", "--", "无", "本站", "佚名"}


def metadata(tags: list[tuple[str, str]], linked: list[dict[str, Any]], head: str) -> tuple[tuple[str, str], ...]:
    """(key, value) in a fixed order, only what the page states.

    >>> metadata([("ArticleTitle", "示例"), ("PubDate", "2022-05-18 10:00"), ("Author", " ")], [], "")
    (('title', '示例'), ('published', '2022-05-18'))
    """
    stated: dict[str, str] = {}
    for name, content in tags:
        content = re.sub(r"\s+", " ", content).strip()
        if content.lower() not in _EMPTY:
            stated.setdefault(name.strip().lower(), content)
    for item in linked:
        for key in ("headline", "datePublished"):
            if isinstance(item.get(key), str):
                stated.setdefault(key.lower(), item[key].strip())
        author = item.get("author")
        author = author[0] if isinstance(author, list) and author else author
        author = author.get("name") if isinstance(author, dict) else author
        if isinstance(author, str) and author.strip():
            stated.setdefault("author", author.strip())
    if saved := _SAVED.search(head):
        stated.setdefault("url", saved[1])
    out = []
    for key, names in _NAMES.items():
        found = next((stated[name] for name in names if name in stated), None)
        if found is None:
            continue
        if key == "title" and found == stated.get("<title>"):
            found = _SITE_SUFFIX.sub("", found) or found
        if key == "published" and (date := _DATE.match(found)):
            found = f"{date[1]}-{int(date[2]):02d}-{int(date[3]):02d}"
        out.append((key, found))
    return tuple(out)
