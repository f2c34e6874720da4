"""Text -> rows: one a line that holds anything, Markdown marks taken off, the label it opens with beside it."""

import re

from tiaoli.statute.labels import BLANK, HEADINGS, ITEM_STYLES, classify

#: Kind of the row that ends the lines about the promulgation.
HEAD_END = "head-end"
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_HEAD_END = re.compile(r"<!--\s*(?:INFO END|题注止)\s*-->")
_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n---[ \t]*(?:\n|\Z)", re.S)
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# "# ", "## 第一章": a heading mark; "#" alone is an empty title
_MARK = re.compile(r"(#{1,6})(?:\s+|$|(?=[第附目]))")
# "- （一）示例", "* 1. 示例": a list mark before a printed label
_BULLET = re.compile(rf"[-*+][{BLANK}]+")


class Row:
    """A line of the source: `text` is the whole line, `rest` what follows the label.

    `kind`: "text", "table", "contents", "annex", "article", part … section, an item's style, HEAD_END.
    `level`: number of # before it, -1 for a line that a backslash makes plain text. Kinds are first guesses until
    `sequence.decide` has been over them.
    """

    __slots__ = ("kind", "label", "level", "line", "number", "rest", "spaced", "text")

    def __init__(self, line: int, text: str, level: int = 0) -> None:
        self.line, self.text, self.level = line, text, level
        shape = classify(text) if text and level >= 0 else None
        if shape:
            self.kind, self.label, self.number, self.rest, self.spaced = shape
        else:
            self.kind, self.label, self.number, self.rest, self.spaced = "text", "", "", text, False

    def demote(self) -> None:
        """What looked like a label is the beginning of a sentence."""
        self.kind, self.label, self.number, self.rest, self.level = "text", "", "", self.text, -1

    def __repr__(self) -> str:
        return f"Row({self.line}, {self.kind!r}, {self.label!r}, {self.number!r}, {self.rest[:20]!r}, {self.level})"


def read(text: str) -> list[Row]:
    """All rows of a text; front matter, HTML comments and empty lines give none, but lines are counted.

    White space and zero-width characters at a line's ends go.
    """
    if any(char in text for char in "\r\x0b\x0c\x85\u2028\u2029"):
        text = _BREAKS.sub("\n", text)
    if text.startswith(("---", "\ufeff---")):
        text = _FRONT_MATTER.sub(lambda match: "\n" * match[0].count("\n"), text)
    if "<!--" in text:
        text = _COMMENT.sub(lambda match: "\x00" if _HEAD_END.match(match[0]) else "\n" * match[0].count("\n"), text)
    rows: list[Row] = []
    for line, raw in enumerate(text.split("\n"), 1):
        core = raw.strip(BLANK)
        if not core:
            continue
        first = core[0]
        if first in "#\\\x00*-+":
            row = _marked(line, core)
            if row is None or (not row.text and rows and row.kind != HEAD_END):
                continue
        else:
            row = Row(line, core.replace("**", "") if "**" in core else core)
        rows.append(row)
    return rows


def whole(found: list[Row], broken: set[int]) -> list[Row]:
    """The rows with each of those on the lines `broken` put behind the one before it."""
    runs: list[list[Row]] = []
    for row in found:
        if row.line in broken and row.kind == "text" and runs:
            runs[-1].append(row)
        else:
            runs.append([row])
    return [
        Row(run[0].line, "".join(row.text for row in run), run[0].level) if len(run) > 1 else run[0] for run in runs
    ]


def _marked(line: int, core: str) -> Row | None:
    """A row whose line opens with a mark: heading, escape, comment, bold, bullet."""
    if core[0] == "\x00":
        row = Row(line, "")
        row.kind = HEAD_END
        return row
    if core[0] == "\\":
        return Row(line, core[1:], -1) if needs_escape(core[1:]) else Row(line, core)
    if match := _MARK.match(core):
        text = core[match.end() :].replace("**", "").rstrip("#").strip(BLANK)
        return Row(line, text, len(match[1]))
    core = core.replace("**", "")
    if match := _BULLET.match(core):
        shape = classify(core[match.end() :]) if core[match.end() :] else None
        if shape and shape.kind in ITEM_STYLES:
            core = core[match.end() :]
    return Row(line, core) if core else None


def needs_escape(text: str) -> bool:
    r"""A line of plain text that has to carry a backslash to stay what it is.

    >>> needs_escape("第七条　示例"), needs_escape("# 示例"), needs_escape("\\示例"), needs_escape("示例")
    (True, True, True, False)
    """
    if not text:
        return False
    if text[0] in "\\#|<":
        return True
    if text[0] in "-*+" and (match := _BULLET.match(text)):
        text = text[match.end() :]
    return bool(text) and classify(text) is not None


def is_heading(row: Row) -> bool:
    """One of 编 分编 章 节, by its label."""
    return row.kind in HEADINGS
