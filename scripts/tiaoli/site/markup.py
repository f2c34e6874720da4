"""Small pieces of HTML and Markdown, escaped; and relative addresses.

Pages are Markdown. Where Markdown can't say what is needed (anchors on paragraphs, tables that fold, pictures) they
carry blocks of HTML without an empty line inside, which every Markdown renderer leaves alone.
"""

import html
import json
import posixpath
import re
from collections.abc import Mapping, Sequence
from typing import Any

from tiaoli.model import Page

_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#|~&]")


def esc(text: object) -> str:
    """Text for HTML, in an element or a quoted attribute.

    >>> esc('a<b & "c"')
    'a&lt;b &amp; &quot;c&quot;'
    """
    return html.escape(str(text), quote=True)


def md(text: object) -> str:
    """Text for a line of Markdown that must come out as it is, in whatever dialect.

    >>> md("*一* [二] <三>")
    '&#42;一&#42; &#91;二&#93; &#60;三&#62;'
    """
    return _MARKDOWN.sub(lambda match: f"&#{ord(match[0])};", str(text))


def href(here: str, there: str, anchor: str = "") -> str:
    """Relative link from page `here` to page `there` as Markdown wants it (.md kept), "" for the page itself.

    >>> href("regulation/ch-4.md", "timelimits.md", "limits"), href("a/b.md", "a/b.md", "x"), href("a/b.md", "a/c.md")
    ('../timelimits.md#limits', '#x', 'c.md')
    """
    tail = f"#{anchor}" if anchor else ""
    if here == there and tail:
        return tail
    return posixpath.relpath(there, posixpath.dirname(here) or ".") + tail


def url(here: str, there: str, anchor: str = "") -> str:
    """The same link for HTML, where nobody turns .md into .html.

    >>> url("regulation/ch-4.md", "timelimits.md")
    '../timelimits.html'
    """
    path, hash_, rest = href(here, there, anchor).partition("#")
    return re.sub(r"\.md$", ".html", path) + hash_ + rest


def block(*lines: str) -> str:
    """Lines of one HTML block: no empty line inside, one behind."""
    return "\n".join(line for line in lines if line.strip()) + "\n"


def turn(titles: Sequence[tuple[str, str]], at: int, here: str, word: str = "页") -> str:
    """Links from page `at` of (path, title) to the one before and the one after."""

    def link(i: int, css: str, where: str) -> str:
        if not 0 <= i < len(titles):
            return ""
        path, title = titles[i]
        return f'<a class="{css}" href="{esc(url(here, path))}"><span>{where}{word}</span>{esc(title)}</a>'

    return "\n" + block(
        f'<nav class="tl-turn" aria-label="前后{word}" data-search-exclude>',
        link(at - 1, "tl-prev", "上一"), link(at + 1, "tl-next", "下一"), "</nav>",
    )  # fmt: skip


def source(page: Page) -> str:
    """A page as a Markdown file: front matter (JSON values, which are YAML) and body."""
    meta: Mapping[str, Any] = {"title": page.title} | page.meta
    rows = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in meta.items()]
    return "\n".join(["---", *rows, "---", "", page.markdown.strip("\n"), ""])
