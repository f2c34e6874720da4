"""Links of hand-written pages: to pages, anchors and files of the site, and nothing that asks another host."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from tiaoli import commonmark, site
from tiaoli.model import ERROR, Campaign, Entry, Page, Problem

_ID = re.compile(r"""\bid\s*=\s*["']([^"']+)["']|\{[^{}]*#([A-Za-z][\w:.~-]*)[^{}]*\}""")
#: A generated page whose address a hand-written one must not take.
_GENERATED = frozenset(
    {"about.md", "timelimits.md", "procedure.md", "glossary.md", "guides/index.md", "commentary/index.md"}
)
#: Code in a page: nobody can check what it fetches.
_CODE = re.compile(
    r"<(?:script|style|base|meta|iframe|object|embed|form|link)\b|\son[a-z]{3,20}\s*=\s*[\"']|\bsrcset\s*=|\burl\(\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)
#: Tags and attributes by which a page fetches something.
_FETCH = re.compile(
    r"""<(?:script|iframe|img|video|audio|source|embed|object|link|form)\b[^>]*?\b(?:src|href|data|action|poster)\s*=\s*["']?\s*(?:https?:)?//[^"'\s>]*""",
    re.IGNORECASE,
)
_DANGEROUS = re.compile(r"^\s*(?:javascript|vbscript|data):", re.IGNORECASE)


def check(campaign: Campaign) -> Iterator[Problem]:
    """Broken links and anchors, pictures and scripts from other hosts, each with file and line."""
    pages, anchors = _targets(campaign)
    files = {path.as_posix().removeprefix("docs/") for path in campaign.assets}
    for entry in campaign.entries:
        here = entry.path.removeprefix("docs/")
        if here in _GENERATED or here.startswith("regulation/"):
            message = f"docs/{here} 会顶掉程序生成的页面：请把文件改个名字"
            yield Problem(entry.path, 1, "generated-page", message, ERROR)
        for match in _CODE.finditer(entry.body):
            line = entry.body_line + entry.body.count("\n", 0, match.start())
            message = f"正文里有网页代码“{match[0].strip()}”，无法核对它会不会向别的网站请求：请去掉"
            yield Problem(entry.path, line, "page-code", message, ERROR, match[0])
        for line, url, fetched in _links(entry):
            yield from _judge(entry.path, here, line, url, fetched, pages, anchors, files)
        for match in _FETCH.finditer(entry.body):
            line = entry.body_line + entry.body.count("\n", 0, match.start())
            message = f"“{match[0][:60]}”会向别的网站请求内容：请把文件放进 docs/ 再引用"
            yield Problem(entry.path, line, "outside-resource", message, ERROR, match[0])


def _targets(campaign: Campaign) -> tuple[set[str], dict[str, set[str]]]:
    """Paths of all pages and files of the site, and the anchors of each page."""
    pages: set[str] = set()
    anchors: dict[str, set[str]] = {}
    for made in site.targets(campaign):
        pages.add(made.path)
        if isinstance(made, Page):
            anchors[made.path] = {a or b for a, b in _ID.findall(made.markdown)}
    return pages, anchors


def _links(entry: Entry) -> Iterator[tuple[int, str, bool]]:
    """(line, address, whether the page itself fetches it) of every link and picture of the body."""
    for token in commonmark.tokens(entry.body):
        if token.type != "inline":
            continue
        line = entry.body_line + (token.map[0] if token.map else 0)
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                yield line, str(child.attrGet("href") or ""), False
            elif child.type == "image":
                yield line, str(child.attrGet("src") or ""), True


def _judge(
    path: str,
    here: str,
    line: int,
    url: str,
    fetched: bool,
    pages: set[str],
    anchors: dict[str, set[str]],
    files: set[str],
) -> Iterator[Problem]:
    parts = urlsplit(url)
    if _DANGEROUS.match(url) and not url.startswith("data:image/"):
        yield Problem(path, line, "bad-link", f"链接“{url[:60]}”不能用：请换成网页地址或站内文件", ERROR, url)
    elif parts.scheme or parts.netloc:
        if fetched and not url.startswith("data:image/"):
            message = f"图片“{url}”在别的网站上：请存到 docs/ 里再引用"
            yield Problem(path, line, "outside-resource", message, ERROR, url)
    else:
        target = unquote(parts.path)
        if target.startswith("/"):
            message = f"链接“{unquote(url)}”以 / 开头，放到子目录下会打不开：请写成相对路径"
            yield Problem(path, line, "absolute-link", message, ERROR, url)
            return
        where = posixpath.normpath(posixpath.join(posixpath.dirname(here), target)) if target else here
        page = re.sub(r"\.html$", ".md", where)
        if page not in pages and where not in pages | files:
            yield Problem(
                path, line, "broken-link", f"链接“{unquote(url)}”指向的页面或文件不存在：请核对路径", ERROR, url
            )
        elif parts.fragment and page in anchors and unquote(parts.fragment) not in anchors[page]:
            yield Problem(
                path,
                line,
                "broken-anchor",
                f"链接“{unquote(url)}”里的 #{unquote(parts.fragment)} 在那一页上没有：请核对",
                ERROR,
                url,
            )
