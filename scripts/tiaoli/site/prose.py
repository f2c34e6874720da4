"""Hand-written Markdown -> Markdown of the site: citations linked, marks made visible, headings given anchors.

The source stays plain text that a person types; nothing here changes its words.
"""

import hashlib
import re
from collections.abc import Iterator

from tiaoli.citations import find, short_names
from tiaoli.model import Campaign
from tiaoli.site.markup import esc
from tiaoli.site.places import Places
from tiaoli.site.refs import own_names

_FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
#: "## 谁要做什么 {#who}"
_HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.*?)(?:\s+(?P<attrs>\{[^{}]*\}))?\s*#*\s*$")
#: What a link must not be put into: code, links, pictures, bare addresses, HTML tags, attribute lists.
_PROTECTED = re.compile(
    r"`+[^`]*`+|!?\[(?:[^\[\]]|\[[^\]]*\])*\]\([^()]*(?:\([^()]*\)[^()]*)*\)|<[^<>\n]+>|\{[:.#][^{}]*\}|https?://\S+"
)
#: {.derived}, {.local source="《…》"}, {.misconception}
_MARK = re.compile(
    r"""[ \t]?\{:?\s*\.(?P<name>derived|local|misconception)(?P<attrs>(?:\s+[\w-]+=(?:"[^"]*"|“[^”]*”|'[^']*'))*)\s*\}"""
)
_SOURCE = re.compile(r"""source=(?:"([^"]*)"|“([^”]*)”|'([^']*)')""")
_CLAUSE = re.compile(r"[，。；：！？|\n]")
_AFTER = re.compile(r"[ 。；，！？\n]*(?=\||\Z)")
#: "**只能走访一次**" right before a mark
_EMPHASIS = re.compile(r"(\*\*|__|[*_])(?=\S)(?:(?!\1).)+?\1\Z", re.S)
#: Start of a line that a mark for the whole line must leave outside: quote, list, table cell.
_LEAD = re.compile(r"^(?:\s*>)*\s*(?:[-*+]\s+|\d+[.)]\s+)?")
_STARTS = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|\||>)")
_TAGS = {"derived": "推算", "local": "本地承诺", "misconception": "误"}
_EDITOR = re.compile(r"^>\s?(?:\*\*)?编者注(?:\*\*)?：")


def transform(body: str, campaign: Campaign, places: Places, here: str) -> str:
    """The body of a hand-written page as the site shows it, `here` its page path."""
    names = short_names(body)
    out: list[str] = []
    seen: dict[str, int] = {}
    for kind, text in _chunks(body):
        if kind == "code":
            out.append(text)
        elif kind == "heading":
            out.append(_heading(text, seen))
        else:
            text = "\n".join(map(marked, _blocks(text)))
            out.append(_editor_note(_link(text, campaign, places, here, names)))
    return "\n".join(out)


def _chunks(body: str) -> Iterator[tuple[str, str]]:
    """Runs of lines: ("code" | "heading" | "text" | "gap", text). Together they are the body."""
    lines = body.split("\n")
    i = 0
    while i < len(lines):
        start = i
        if fence := _FENCE.match(lines[i]):
            i += 1
            while i < len(lines) and not lines[i].strip().startswith(fence[1]):
                i += 1
            i += 1
            yield "code", "\n".join(lines[start:i])
        elif _HEADING.match(lines[i]):
            i += 1
            yield "heading", lines[start]
        elif not lines[i].strip() or re.match(r"(?: {4}|\t)\S", lines[i]) and start and not lines[start - 1].strip():
            i += 1
            yield "code", lines[start]  # an empty line, or indented code
        else:
            while i < len(lines) and lines[i].strip() and not _FENCE.match(lines[i]) and not _HEADING.match(lines[i]):
                i += 1
            yield "text", "\n".join(lines[start:i])


def _heading(line: str, seen: dict[str, int]) -> str:
    """A heading with an explicit id, made of its words where none is given, so that links to it last.

    `seen` counts the ids given on the page: the same words again get -2.
    """
    match = _HEADING.match(line)
    attrs = match["attrs"] or ""
    if "#" in attrs:
        return line
    ident = "h-" + hashlib.sha256(match["text"].encode()).hexdigest()[:6]
    seen[ident] = seen.get(ident, 0) + 1
    ident += f"-{seen[ident]}" if seen[ident] > 1 else ""
    return f"{match['marks']} {match['text']} {{#{ident}{' ' + attrs[1:-1].strip(': ') if attrs else ''}}}"


def _link(text: str, campaign: Campaign, places: Places, here: str, names: dict[str, str]) -> str:
    protected = [m.span() for m in _PROTECTED.finditer(text)]
    out, at = [], 0
    for citation in find(text, campaign.statute, own_names=own_names(campaign), names=names):
        target = places.link(here, citation.target, markdown=True) if citation.target else None
        inside = any(a < citation.end and citation.start < b for a, b in protected)
        if target is None or inside or citation.start < at:
            continue
        out += [text[at : citation.start], f"[{citation.text}]({target})"]
        at = citation.end
    return "".join([*out, text[at:]])


def _blocks(text: str) -> Iterator[str]:
    """A run of lines cut where a list item, a table's row or a quotation starts; together they are the run."""
    block: list[str] = []
    for line in text.split("\n"):
        if block and (_STARTS.match(line) or block[-1].lstrip().startswith("|")):
            yield "\n".join(block)
            block = []
        block.append(line)
    yield "\n".join(block)


def marked(line: str) -> str:
    """A block (paragraph, list item, table row) with its marks as visible spans.

    >>> marked("最长90日{.derived}，不是60日。")
    '<span class="tl-derived"><b class="tl-tag">推算</b>最长90日</span>，不是60日。'
    >>> marked("- [所有事项都能复查。]{.misconception} 只有一种。")
    '- <span class="tl-misconception"><b class="tl-tag">误</b>所有事项都能复查。</span> 只有一种。'
    """
    while match := _MARK.search(line):
        start, end = _span(line, match)
        inner = line[start : match.start()]
        if inner.startswith("[") and inner.endswith("]") and _bracket(line, match.start()) == start:
            inner = inner[1:-1]
        line = line[:start] + _visible(match, inner) + line[end:]
    return line


def _span(block: str, match: re.Match) -> tuple[int, int]:
    """Where the marked text starts, and where the mark ends: as `claims` reads it."""
    at = match.start()
    opened = _bracket(block, at)
    if opened is not None:
        return opened, match.end()
    if emphasis := _EMPHASIS.search(block, 0, at):
        return emphasis.start(), match.end()
    lead = _LEAD.match(block).end()
    if _AFTER.match(_MARK.sub("", block[match.end() :])):  # the end of a block or of a table's cell
        start = max(block.rfind("|", 0, at) + 1, lead)
    else:
        start = max([mark.end() for mark in _CLAUSE.finditer(block, 0, at)] + [lead])
    return start + len(block[start:at]) - len(block[start:at].lstrip()), match.end()


def _bracket(line: str, end: int) -> int | None:
    """Start of the [span] that ends right before `end`."""
    if end == 0 or line[end - 1] != "]":
        return None
    depth = 0
    for i in range(end - 1, -1, -1):
        depth += (line[i] == "]") - (line[i] == "[")
        if depth == 0:
            return i
    return None


def _visible(match: re.Match, inner: str) -> str:
    name = match["name"]
    source = _SOURCE.search(match["attrs"] or "")
    said = next((group for group in source.groups() if group), "") if source else ""
    after = f'<small class="tl-source">（依据：{esc(said)}）</small>' if said else ""
    return f'<span class="tl-{name}"><b class="tl-tag">{_TAGS[name]}</b>{inner.strip()}{after}</span>'


def _editor_note(text: str) -> str:
    """A quotation that starts with 编者注： as a block of its own."""
    if not _EDITOR.match(text):
        return text
    lines = [re.sub(r"^>\s?", "", line) for line in text.split("\n")]
    inner = re.sub(r"^(?:\*\*)?编者注(?:\*\*)?：", "**编者注**：", "\n".join(lines))
    return f'<div class="tl-editor" markdown="1">\n\n{inner}\n\n</div>'
