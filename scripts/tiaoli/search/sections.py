"""A page of the site as the pieces that a search finds: one a heading, without what only dresses the page."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tiaoli.model import Page

#: "## 谁要做什么 {#who}"
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{([^{}]*)\})?\s*$")
_ANCHOR = re.compile(r"#([^\s}]+)")
_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\]]*\])*)\]\([^()]*(?:\([^()]*\)[^()]*)*\)")
_ATTRIBUTES = re.compile(r"\{:?\s*[.#][^{}]*\}")
#: Marks of Markdown that are no part of the text: table rulers, list signs, emphasis, escapes.
_DRESS = re.compile(
    r"^\s*\|?(?:\s*:?-{3,}:?\s*\|?)+\s*$|^\s*(?:[-*+]|\d+[.)]|>)\s+|\*\*|__|`|(?<!\\)\\(?=[\\`*_{}\[\]<>#|~])", re.M
)
_BREAKS = frozenset(
    [
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "br",
        "h1",
        "h2",
        "h3",
        "h4",
        "section",
        "details",
        "summary",
        "figure",
        "table",
    ]
)
_SKIPPED = frozenset(["svg", "script", "style", "button", "table", "noscript", "form"])
_VOID = frozenset(["br", "img", "hr", "input", "meta", "link", "wbr"])


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of a page: `anchor` ("" for its top), `title` (of the piece; "" at the top), plain `text`."""

    anchor: str
    title: str
    text: str


@dataclass
class _Plain(HTMLParser):
    """Text of Markdown with HTML in it; a glossary term becomes a heading."""

    out: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _VOID:
            self.out.append("\n" if tag == "br" else "")
        elif self.hidden or tag in _SKIPPED or "data-search-exclude" in given or "hidden" in given:
            self.hidden.append(tag)
        elif tag == "dt" and given.get("id"):
            self.out.append(f"\n\n## \u0001{given['id']}\u0001")
        elif given.get("class") == "tl-tag":
            self.out.append("〔")
            self.tag_open = True
        elif tag in _BREAKS:
            self.out.append("\n")

    tag_open = False

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag in self.hidden:
                while self.hidden.pop() != tag:
                    pass
        elif tag == "b" and self.tag_open:
            self.out.append("〕")
            self.tag_open = False
        elif tag in _BREAKS:
            self.out.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.out.append(data)


def sections(page: Page) -> list[Section]:
    """Pieces of a page in order; headings of the third level and below stay within their piece.

    What stands in an element marked `data-search-exclude`, in pictures, tables of HTML, buttons and forms is left out.
    """
    found = [["", "", []]]
    for line in plain(page.markdown).split("\n"):
        heading = _HEADING.match(line)
        if heading and len(heading[1]) <= 2:
            text, anchor = heading[2], _ANCHOR.search(heading[3] or "")
            name = anchor[1] if anchor else ""
            if text.startswith("\u0001"):
                _, name, text = text.split("\u0001", 2)
            if len(heading[1]) == 2:
                found.append([name, _words(text), []])
        else:
            text = _words(heading[2] if heading else line)
            if text:
                found[-1][2].append(text)
    return [Section(anchor, title, "\n".join(lines)) for anchor, title, lines in found if lines or title]


def plain(markdown: str) -> str:
    """Markdown without its HTML; entities as characters."""
    parser = _Plain()
    parser.feed(markdown)
    parser.close()
    return "".join(parser.out)


def _words(line: str) -> str:
    """A line of Markdown as plain text.

    >>> _words("- 自受理之日起**60日**内办结（[第三十四条](../regulation/ch-4.md#art-34)）")
    '自受理之日起60日内办结（第三十四条）'
    """
    line = _ATTRIBUTES.sub("", _LINK.sub(r"\1", line))
    return re.sub(r"\s*\|\s*", "　", _DRESS.sub("", line)).strip(" 　\t")
