"""Markdown read as tokens with lines, for checking; MkDocs makes the pages. The one importer of markdown-it."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

_markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
#: Python-Markdown, which makes the pages, keeps every address, so all must be seen here.
_markdown.validateLink = lambda url: True  # type: ignore[method-assign]


def tokens(markdown: str) -> list[Token]:
    """Block tokens in document order; `token.map` counts lines from 0."""
    return _markdown.parse(markdown)
