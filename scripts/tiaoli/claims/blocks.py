"""Markdown -> blocks of plain text that know their lines, their headings and their marks.

A block is what a claim may bind within: a paragraph, list item, heading, table row, quotation. Marks ({.derived}, {.local},
{.misconception}) are taken out of the text and kept as spans.
"""

import html
import re
from dataclasses import dataclass, field, replace

from tiaoli import commonmark

DERIVED, LOCAL, MISCONCEPTION = "derived", "local", "misconception"
_MARK = re.compile(r"\s?\{:?\s*\.(derived|local|misconception)\b([^{}]*)\}")
_OTHER_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^{}]*\}")
_SOURCE = re.compile(r"source\s*=\s*(?:\"([^\"]*)\"|“([^”]*)”|'([^']*)'|(\S+))")
_TAG = re.compile(r"<!--.*?-->|<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL)
#: An escaped brace, which must not become a mark.
_BRACE = re.compile(r"&(?:#0*123|#[xX]0*7[bB]|lbrace|lcub);|\\\{")
#: [^1]: a footnote, which CommonMark would take for a link's definition and leave out.
_FOOTNOTE = re.compile(r"^ {0,3}\[\^[^\]\n]+\]:[ \t]*", re.MULTILINE)
_ALTERNATIVE = re.compile(r"\b(?:alt|title|content|aria-label)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CELL_END = re.compile(r"</t[dh]\b", re.IGNORECASE)
_RUN_END = re.compile(r"</?(?:tr|p|li|div|h[1-6]|br|table|ul|ol|section|figcaption|blockquote)\b", re.IGNORECASE)
CLAUSE_START = re.compile(r"[，。；：！？|\n]")
#: Between the cells of a table row.
CELL = "｜"


@dataclass(frozen=True, slots=True)
class Mark:
    """One escape in the source: what it covers in the block's text."""

    kind: str
    start: int
    end: int
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """`text` without marks; `line_of[i]` is the file line of character i; `headings` are the titles above, outermost first.

    `kind`: heading, paragraph, item, row, quote, html, code, meta. `columns`: header cells of a row's table. `depth`: how many
    lists it stands in.
    """

    text: str
    line_of: tuple[int, ...]
    kind: str = "paragraph"
    marks: tuple[Mark, ...] = ()
    headings: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = field(default=())
    depth: int = 0

    def line(self, offset: int) -> int:
        """File line of a character of the text."""
        return self.line_of[min(max(offset, 0), len(self.line_of) - 1)] if self.line_of else 0


def text_block(text: str, line: int = 0, kind: str = "meta") -> Block:
    """A plain string (a title, a definition in YAML) as a block; marks are honoured."""
    return _block([(text, line)], [], kind, (), ())


def read_blocks(markdown: str, first_line: int = 1) -> list[Block]:
    """Blocks of a Markdown body whose first line is line `first_line` of its file, in document order.

    A mark counts only as it is written in the source, never as an escaped brace that prints like one.
    """
    blocks: list[Block] = []
    headings: list[tuple[int, str]] = []
    row: list[tuple[str, int, list[tuple[int, int]]]] | None = None
    header: tuple[str, ...] = ()
    stack: list[str] = []
    tokens = commonmark.tokens(_BRACE.sub("｛", _FOOTNOTE.sub("", markdown)))
    for at, token in enumerate(tokens):
        line = (token.map[0] if token.map else 0) + first_line
        if token.type.endswith("_open"):
            stack.append(token.type[:-5])
            if token.type == "tr_open":
                row = []
        elif token.type.endswith("_close"):
            stack.pop()
            if token.type == "tr_close" and row is not None:
                cells = [(text, number) for text, number, _ in row]
                if "thead" in stack:
                    header = tuple(text for text, _ in cells)
                pieces: list[tuple[str, int]] = []
                for i, (text, number) in enumerate(cells):
                    pieces += [(CELL, number)] * bool(i) + [(text, number)]
                if pieces:
                    blocks.append(_block(pieces, [], "row", _titles(headings), () if "thead" in stack else header))
                row = None
        elif token.type == "inline":
            pieces, spans = _inline(token, line)
            if row is not None and ("th" in stack or "td" in stack):
                row.append(("".join(p for p, _ in pieces), line, spans))
                continue
            if "heading" in stack:
                level = int(tokens[at - 1].tag[1:])
                block = _block(pieces, spans, "heading", _titles([h for h in headings if h[0] < level]), ())
                headings = [h for h in headings if h[0] < level] + [(level, block.text)]
                blocks.append(block)
            else:
                kind = "quote" if "blockquote" in stack else "item" if "list_item" in stack else "paragraph"
                block = _block(pieces, spans, kind, _titles(headings), ())
                blocks.append(replace(block, depth=sum(name.endswith("_list") for name in stack)))
        elif token.type in ("html_block", "fence", "code_block"):
            start = line + (1 if token.type == "fence" else 0)
            kind = "html" if token.type == "html_block" else "code"
            lines = token.content.split("\n")
            runs = (
                _html_runs(token.content, start)
                if kind == "html"
                else [[(t.strip(), start + i)] for i, t in enumerate(lines)]
            )
            blocks += [
                _block(run, [], kind, _titles(headings), ()) for run in runs if "".join(t for t, _ in run).strip()
            ]
    return blocks


def _titles(headings: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(text for _, text in headings)


def _html_runs(source: str, first_line: int) -> list[list[tuple[str, int]]]:
    """Text of raw HTML as runs that end where a row, paragraph or list item ends; cells are parted by CELL."""
    runs: list[list[tuple[str, int]]] = [[]]
    line, at = first_line, 0
    for match in _TAG.finditer(source):
        for i, text in enumerate(source[at : match.start()].split("\n")):
            line += i > 0
            runs[-1].append((html.unescape(text.strip()), line))
        shown = _ALTERNATIVE.search(match[0])
        if shown:
            runs[-1].append((html.unescape(shown[1] or shown[2] or ""), line))
        if _CELL_END.match(match[0]):
            runs[-1].append((CELL, line))
        elif _RUN_END.match(match[0]):
            runs.append([])
        line += match[0].count("\n")
        at = match.end()
    for i, text in enumerate(source[at:].split("\n")):
        line += i > 0
        runs[-1].append((html.unescape(text.strip()), line))
    return runs


def _inline(token, line: int) -> tuple[list[tuple[str, int]], list[tuple[int, int]]]:
    """(text pieces with their lines, spans of emphasis and links in the joined text)."""
    pieces: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    opened: list[int] = []
    length = 0
    for child in token.children or ():
        text = ""
        if child.type in ("text", "code_inline"):
            text = child.content
        elif child.type in ("softbreak", "hardbreak"):
            line += 1
            text = "\n" if child.type == "hardbreak" else ""
            if pieces and pieces[-1][0][-1:].isascii() and pieces[-1][0][-1:].isalnum():
                text = " "
        elif child.type == "image":
            text = child.content + (f"。{child.attrGet('title')}" if child.attrGet("title") else "")
        elif child.type == "html_inline":
            text = ""
        elif child.type.endswith("_open"):
            opened.append(length)
        elif child.type.endswith("_close") and opened:
            spans.append((opened.pop(), length))
        if child.type == "code_inline" and text:
            spans.append((length, length + len(text)))
        if text:
            pieces.append((text, line))
            length += len(text)
    return pieces, spans


def _block(
    pieces: list[tuple[str, int]],
    spans: list[tuple[int, int]],
    kind: str,
    headings: tuple[str, ...],
    columns: tuple[str, ...],
) -> Block:
    raw = "".join(text for text, _ in pieces)
    lines = [number for text, number in pieces for _ in text]
    keep = [True] * len(raw)
    found: list[tuple[str, int, int, str | None]] = []
    for match in _MARK.finditer(raw):
        start, end = _covered(raw, match, spans, keep)
        named = _SOURCE.search(match[2])
        source = next((g for g in named.groups() if g is not None), None) if named else None
        found.append((match[1], start, end, source))
        keep[match.start() : match.end()] = [False] * (match.end() - match.start())
    for match in _OTHER_ATTRIBUTES.finditer(raw):
        if all(keep[match.start() : match.end()]):
            keep[match.start() : match.end()] = [False] * (match.end() - match.start())
    new_offset, count = [], 0
    for kept in keep:
        new_offset.append(count)
        count += kept
    new_offset.append(count)
    text = "".join(c for c, kept in zip(raw, keep, strict=True) if kept)
    marks = tuple(Mark(k, new_offset[a], new_offset[b], source) for k, a, b, source in found)
    line_of = tuple(n for n, kept in zip(lines, keep, strict=True) if kept) or tuple(lines[:1])
    return Block(text, line_of, kind, marks, headings, columns, tuple((new_offset[a], new_offset[b]) for a, b in spans))


def _covered(raw: str, match: re.Match, spans: list[tuple[int, int]], keep: list[bool]) -> tuple[int, int]:
    """What a mark covers: [span], emphasis, the whole block at its end, else the clause before it."""
    at = match.start()
    if raw[at - 1 : at] == "]":
        depth = 0
        for i in range(at - 1, -1, -1):
            depth += (raw[i] == "]") - (raw[i] == "[")
            if depth == 0:
                keep[i] = keep[at - 1] = False
                return i + 1, at - 1
    for start, end in spans:
        if end == at and match[0][0] == "{":
            return start, end
    cell_start = raw.rfind(CELL, 0, at) + 1
    cell_end = raw.find(CELL, at)
    rest = raw[match.end() : cell_end if cell_end >= 0 else len(raw)]
    if not _MARK.sub("", rest).strip(" 。；，！？\n"):
        return cell_start, at
    clause = max((m.end() for m in CLAUSE_START.finditer(raw, cell_start, at)), default=cell_start)
    return clause, at
