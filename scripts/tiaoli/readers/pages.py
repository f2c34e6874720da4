"""Printed lines of pages -> paragraphs: running heads and page numbers out, columns in order, broken lines joined."""

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from statistics import median

from tiaoli.model import NOTE, WARNING, Line, Problem

#: Share of the page at its head and foot where running heads stand.
_MARGIN = 0.13
#: — 12 —, 第 3 页 共 10 页, 3/10, 12
_PAGE_NUMBER = re.compile(
    r"[-—–―·•~\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/，,共]\s*(?:共\s*)?\d{1,4}\s*页?)?[-—–―·•~\s]*"
)
#: 第一条, 第二章, （一）, 一、, 1. : a line that begins a paragraph whatever stands before it
_BEGINS = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]+[编章节条](?:之[一二三四五六七八九十]+)?[\s　]|[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[①-⑳]"
)
#: The same without the blank that an automatic number may lack: 第一章总则, 第二条借书人应当…, not 第五条的规定
_BEGINS_GLUED = re.compile(
    r"第[零〇一二三四五六七八九十百千]+[编章节条](?:之[一二三四五六七八九十]+)?(?![的和与及至、，。；款项规所之])"
)
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—]")
_ENDS = "。！？；：”）】》!?;:"
#: A running head is no sentence: what has such marks is text that repeats by chance.
_SENTENCE = re.compile("[，。；：]")
#: A running head stands at least this many line heights from the body.
_APART = 1.25
#: Lines of one paragraph differ less in height, though figures may come from another font than the words.
_OTHER_SIZE = 0.18
#: Type this much larger than the body's is a title.
_LARGE = 1.25


@dataclass
class Printed:
    """One printed line; lengths in points from the page's upper left corner."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int
    page_width: float
    page_height: float
    column: int = 0


def joined(pages: list[list[Printed]], name: str) -> tuple[list[Line], list[Problem]]:
    """Paragraphs of all pages as numbered lines, and problems that quote what was left out."""
    pages, running, numbers = _without_running(pages)
    problems = []
    if running:
        message = f"去掉了每页重复的页眉页脚：{' / '.join(running)}。"
        problems.append(Problem(name, 0, "left-out-header", message, NOTE, "\n".join(running)))
    if numbers:
        message = f"去掉了 {len(numbers)} 个页码。"
        problems.append(Problem(name, 0, "left-out-footer", message, NOTE, "\n".join(numbers)))
    lines = [line for page in pages for line in _in_order(page)]
    body = median([line.size for line in lines]) if lines else 0.0
    edges = _edges(lines)
    out: list[list[str]] = []
    last: Printed | None = None
    tabular = 0
    for line in lines:
        large = line.page == 1 and line.size > _LARGE * body
        if last is not None and _goes_on(last, line, edges, body):
            out[-1][0] = _glued(out[-1][0], line.text)
        else:
            style = "title" if large and all(style == "title" for _, style in out) else ""
            out.append([_plain(line.text), style])
        tabular += "  " in line.text.strip()
        last = line
    if tabular >= 2:
        message = f"有 {tabular} 行像是表格，单元格之间用两个空格隔开；请对照原文核对，最好向来源要 Word 文件。"
        problems.append(Problem(name, 0, "table-in-pdf", message, WARNING))
    lines_out = [Line(number, text.strip(), style) for number, (text, style) in enumerate(out, 1)]
    return lines_out, problems


def _without_running(pages: list[list[Printed]]) -> tuple[list[list[Printed]], list[str], list[str]]:
    """(pages, running heads and feet once each, page numbers)."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in page if _at_margin(line)})
    often = {shape for shape, count in seen.items() if count >= 2 and count >= 0.4 * len(pages)}
    kept, running, numbers = [], [], []
    for page in pages:
        rest = []
        for line in page:
            if _at_margin(line) and _PAGE_NUMBER.fullmatch(line.text.strip()):
                numbers.append(line.text.strip())
            elif (
                _at_margin(line)
                and _shape(line) in often
                and not _SENTENCE.search(line.text)
                and _stands_apart(line, page, often)
            ):
                running.append(line.text.strip())
            else:
                rest.append(line)
        kept.append(rest)
    return kept, list(dict.fromkeys(running)), numbers


def _stands_apart(line: Printed, page: list[Printed], often: set[str]) -> bool:
    """Whether a running head keeps its distance from the body; lines of the body may repeat at a page's end by chance.

    A head of several lines is followed inwards: where it runs on into a line that doesn't repeat, it is the body's.
    """
    page = [other for other in page if other.left < line.right and other.right > line.left]  # of its own column
    runs = [o for o in page if _at_margin(o) and (_shape(o) in often or _PAGE_NUMBER.fullmatch(o.text.strip()))]
    body = [other for other in page if all(other is not one for one in runs)]
    tops = sorted({round(other.top) for other in body})
    pitch = median([b - a for a, b in zip(tops, tops[1:], strict=False) if b - a > 2] or [line.size])
    inwards = 1 if line.bottom < line.page_height / 2 else -1
    here = line.top
    while True:
        near = [other for other in page if 2 < inwards * (other.top - here) <= _APART * pitch]
        level = [other for other in body if abs(other.top - here) <= 2]
        if level or any(other is one for other in near for one in body):
            return False
        if not near:
            return True
        here = max((other.top for other in near), key=lambda top: inwards * top)


def _at_margin(line: Printed) -> bool:
    return line.bottom < _MARGIN * line.page_height or line.top > (1 - _MARGIN) * line.page_height


def _shape(line: Printed) -> str:
    return re.sub(r"\d+", "0", re.sub(r"\s+", "", line.text)) + f"@{round(line.top / 20)}"


def _in_order(page: list[Printed]) -> list[Printed]:
    """Reading order: the file's own, unless it jumps about; two columns are told apart either way."""
    if not page:
        return page
    left, right = min(line.left for line in page), max(line.right for line in page)
    middle = (left + right) / 2
    sides = [1 if line.right <= middle + line.size else 2 if line.left >= middle - line.size else 0 for line in page]
    # two columns: lines stand side by side at the same height, on both sides, and reach up to the gutter
    full = [s for s, line in zip(sides, page, strict=True) if s and line.right - line.left > 0.3 * (right - left)]
    if min(full.count(1), full.count(2)) >= 3 and full.count(1) + full.count(2) > 0.5 * len(page):
        for line, side in zip(page, sides, strict=True):
            line.column = side
    jumps = sum(
        after.top < before.top - before.size and after.column == before.column
        for before, after in zip(page, page[1:], strict=False)
    )
    if jumps <= 1 + len({line.column for line in page}):
        return page
    if not any(line.column for line in page):
        return sorted(page, key=lambda line: (round(line.top / 3), line.left))
    first = min(line.top for line in page if line.column)
    return sorted(page, key=lambda line: (line.column or (0 if line.top < first else 3), line.top, line.left))


def _edges(lines: list[Printed]) -> dict[tuple[int, int], tuple[float, float]]:
    """(page, column) -> where its lines begin and end."""
    found: dict[tuple[int, int], tuple[float, float]] = {}
    for key in {(line.page, line.column) for line in lines}:
        these = [line for line in lines if (line.page, line.column) == key]
        right = max(line.right for line in these)
        broken = any(line.text.rstrip()[-1] not in _ENDS for line in these if line.right >= right - 2.2 * line.size)
        # where every long line ends a sentence, none was broken at the edge of the column
        found[key] = (min(line.left for line in these), right if broken else math.inf)
    widest: dict[int, float] = {}
    for (_, column), (left, right) in found.items():
        if right < math.inf:
            widest[column] = max(widest.get(column, 0.0), right - left)
    # a page of short lines only says nothing of where a full line would end
    return {key: (left, left + widest.get(key[1], math.inf)) for key, (left, right) in found.items()}


def _goes_on(last: Printed, line: Printed, edges: dict[tuple[int, int], tuple[float, float]], body: float) -> bool:
    """Whether a line carries on the paragraph of the line before: that one is full, this one not indented."""
    if abs(last.size - line.size) > _OTHER_SIZE * max(last.size, line.size) or _BEGINS.match(line.text):
        return False
    if last.text.rstrip()[-1] in _ENDS and _BEGINS_GLUED.match(line.text):
        return False
    if "  " in line.text.strip() or "  " in last.text.strip():
        return False
    _, right = edges[last.page, last.column]
    left, _ = edges[line.page, line.column]
    if last.right < right - 2.2 * last.size or line.left > left + 0.8 * line.size:
        return False
    if (last.page, last.column) == (line.page, line.column):
        return 0 < line.top - last.top < 3.2 * body
    return last.text.rstrip()[-1] not in _ENDS or line.left <= left + 0.3 * line.size


def _glued(before: str, after: str) -> str:
    before, after = before.rstrip(), _plain(after).lstrip()
    apart = not (_WIDE.match(before[-1:]) or _WIDE.match(after[:1])) and before[-1:].isalnum() and after[:1].isalnum()
    return f"{before} {after}" if apart else before + after


def _plain(text: str) -> str:
    """Kangxi radicals as the characters that they look like: some fonts name 一 as ⼀."""
    return "".join(unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fd5" else c for c in text)
