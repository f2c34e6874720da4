"""The last look at a built site: does any page, style or picture ask another host for anything?

Links that a reader follows (<a href>) are no requests. Scripts are the program's and the theme's own, tested in a browser.
"""

import re
from collections.abc import Iterator
from pathlib import Path

#: Attributes by which a tag fetches, as the browser does without asking.
_ATTRIBUTE = re.compile(
    rb"""<(?:img|script|iframe|video|audio|source|embed|object|input|image|use|track|base|body|feImage)\b[^>]*?
         \s(?:src|srcset|href|xlink:href|data|poster|background)\s*=\s*["']?\s*(?P<url>(?:https?:)?//[^"'\s>]+)
      | <link\b(?=[^>]*\brel\s*=\s*["']?(?:stylesheet|icon|shortcut|preload|prefetch|preconnect|dns-prefetch|modulepreload|manifest|apple-touch-icon))
         [^>]*?\shref\s*=\s*["']?\s*(?P<link>(?:https?:)?//[^"'\s>]+)
      | <meta\b[^>]*?http-equiv\s*=\s*["']?refresh[^>]*?url\s*=\s*(?P<refresh>(?:https?:)?//[^"'\s>]+)""",
    re.IGNORECASE | re.VERBOSE,
)
_STYLE = re.compile(rb"""(?:url\(\s*|@import\s+)["']?\s*(?P<url>(?:https?:)?//[^"'\s)]+)""", re.IGNORECASE)


def requests(site: Path) -> Iterator[tuple[str, str]]:
    """(file relative to the site, address) of everything that its pages and styles would fetch from elsewhere."""
    for path in sorted(site.rglob("*")):
        if path.suffix.lower() not in (".html", ".htm", ".css", ".svg"):
            continue
        content = path.read_bytes()
        patterns = (_STYLE,) if path.suffix.lower() == ".css" else (_ATTRIBUTE, _STYLE)
        for pattern in patterns:
            for match in pattern.finditer(content):
                address = next(group for group in match.groups() if group is not None)
                yield path.relative_to(site).as_posix(), address.decode("utf-8", "replace")
