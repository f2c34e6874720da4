"""The words of a page's markup, as a browser shows them; and which tags begin a line."""

import re

#: Elements that stand on lines of their own.
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section",
    "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "caption", "optgroup",
    "button", "textarea", "ucapcontent", "founder-content",
))  # fmt: skip
#: Elements whose text nobody sees.
SILENT = frozenset((
    "script", "style", "template", "head", "meta", "link", "title", "noscript", "noframes", "svg", "math",
    "object", "applet", "rp", "iframe",
))  # fmt: skip
_SPACES = re.compile(r"[ \t\r\n\f\u00a0\u200b\ufeff]+")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]")
_UNSEEN = re.compile(r"<(script|style|head|noscript|svg|template|select)\b", re.I)


def tidy(words: str) -> str:
    """White space as a browser shows it; a line break between Chinese characters is nothing."""

    def space(match: re.Match[str]) -> str:
        before, after = words[match.start() - 1 : match.start()], words[match.end() : match.end() + 1]
        return "" if "\n" in match[0] and _WIDE.match(before) and _WIDE.match(after) else " "

    return _SPACES.sub(space, words).strip(" \u3000")


def squeezed(words: str) -> str:
    """Without white space and the marks of Markdown, to compare by."""
    return re.sub(r"\s+|[-|*#]", "", words)


def wide(words: str) -> int:
    """How many Chinese characters and marks there are."""
    return len(_WIDE.findall(words))


def seen(markup: str) -> str:
    """The markup without comments, scripts, the head and tags; linear even where nothing is closed."""
    lower, out, at, unclosed = markup.lower(), [], 0, set()
    while (tag := markup.find("<", at)) >= 0:
        out.append(markup[at:tag])
        if markup.startswith("<!--", tag):
            end = markup.find("-->", tag)
            at = end + 3 if end >= 0 else len(markup)
            continue
        found = _UNSEEN.match(lower, tag)
        if found and found[1] not in unclosed:
            end = lower.find(f"</{found[1]}", tag)
            if end >= 0:
                at = end
                continue
            unclosed.add(found[1])
        end = markup.find(">", tag)
        at = end + 1 if end >= 0 else len(markup)
    return "".join([*out, markup[at:]])
