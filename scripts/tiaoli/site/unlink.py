"""Links to pages that are not published become plain text."""

import posixpath
import re
from dataclasses import replace

from tiaoli.model import Page

#: [第三十四条](../regulation/ch-4.md#art-34)
_MARKDOWN = re.compile(r"(?<!!)\[((?:[^\[\]]|\[[^\]]*\])*)\]\(([^()\s]+)\)")
_HTML = re.compile(r"<a\b[^>]*?\bhref=\"([^\"]*)\"[^>]*>(.*?)</a>", re.DOTALL)


def unlinked(page: Page, kept: set[str]) -> Page:
    """The page with links to pages outside `kept` (paths relative to docs/) as plain text."""

    def gone(target: str) -> bool:
        path = target.partition("#")[0].partition("?")[0]
        if not path or re.match(r"[a-z]+:|/", path):
            return False
        there = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))
        if there.endswith(".json"):
            return "regulation/index.md" not in kept
        if there.endswith(".html"):
            there = there[: -len(".html")] + ".md"
        return there.endswith(".md") and there not in kept

    text = _MARKDOWN.sub(lambda m: m[1] if gone(m[2]) else m[0], page.markdown)
    text = _HTML.sub(lambda m: m[2] if gone(m[1]) else m[0], text)
    return replace(page, markdown=text)
