"""A page's markup as blocks of text with the element each stands in: the only importer of lxml and trafilatura."""

import json
import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import lxml.etree
import lxml.html
import trafilatura

from tiaoli.readers.numfmt import render
from tiaoli.readers.webmeta import metadata
from tiaoli.readers.webtable import grid, is_data
from tiaoli.readers.webtext import BLOCKS, SILENT, seen, squeezed, tidy, wide

_CHROME = {
    "nav": "导航",
    "footer": "页脚",
    "select": "下拉框",
    "button": "按钮",
    "textarea": "输入框",
    "option": "下拉框",
}
#: 当前位置：首页 > 政策, 首页 > 政策
_TRAIL = re.compile(r"(?:您?(?:现在|当前|目前)?(?:所在|的)?(?:的)?位置\s*[:：]|首页\s*[>›»＞/])")
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_STOPS = "，。；：、！？"
_LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
#: 1. 一、 （一） ① written out in an item that the browser numbers once more
_WRITTEN = re.compile(r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]|第[\d一二三四五六七八九十百]+[条章])")
#: A line is links when more than this share of it is.
_MOST_LINKS = 0.7
#: An element around the article belongs to it when this share of what it adds was extracted.
_MOST_MATCHED = 0.6
#: 版权所有：示例县人民政府　备案号…
_FOOTER = re.compile(
    r"版权所有|Copyright|ICP备|公网安备|网站标识码|技术支持[:：]|网站地图|建议使用.{0,20}浏览器|^(?:主办|承办|主办单位|承办单位)[:：]",
    re.I,
)


_LAYOUT = re.compile(r"</?(?:div|span|font|center|section|table|tbody|tr|td)\b[^>]*>", re.I)
#: With less than this share of the Chinese characters of the markup, parsing failed.
_LEAST_PARSED = 0.8


@dataclass
class Block:
    """One line of the page. `outside` says why it is no part of an article, "" when it may be one."""

    text: str
    style: str
    element: Any
    links: float = 0.0
    outside: str = ""
    hidden: bool = False
    pictures: int = 0
    readings: list[str] = field(default_factory=list)


@dataclass
class Page:
    """All blocks in order, and what the meta tags say."""

    blocks: list[Block]
    metadata: tuple[tuple[str, str], ...]
    root: Any
    markup: str
    reach: dict[Any, tuple[int, int]] = field(default_factory=dict)  # element -> its blocks, [first, last)

    def article(self) -> tuple[int, int]:
        """Where the article stands: [first, last) of the blocks."""
        extracted = trafilatura.extract(
            self.markup, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
        ) or ""  # fmt: skip
        wanted, short = squeezed(extracted), {squeezed(line) for line in re.split(r"[\n|]", extracted)}
        sizes = [0 if block.outside or block.hidden else len(squeezed(block.text)) for block in self.blocks]
        matched = [
            size if _is_among(block, wanted, short) else 0 for block, size in zip(self.blocks, sizes, strict=True)
        ]
        prose = [n if _prose(block) else 0 for n, block in zip(sizes, self.blocks, strict=True)]
        found = [min(pair) for pair in zip(matched, prose, strict=True)]
        if sum(found) < 0.3 * sum(prose):
            found = matched = prose
        if not sum(found):
            return 0, len(self.blocks)
        first, last = self._widened(self._holding(found), matched, sizes)
        inside = [at for at in range(first, last) if not self.blocks[at].outside]
        return (inside[0], inside[-1] + 1) if inside else (first, last)

    def _holding(self, weights: list[int]) -> Any:
        """The smallest element that holds nine tenths of the weight."""
        sums = [0, *accumulate(weights)]
        need = 0.9 * sums[-1]
        fit = [
            (last - first, -at, node)
            for at, (node, (first, last)) in enumerate(self.reach.items())
            if sums[last] - sums[first] >= need
        ]
        return min(fit, key=lambda item: item[:2])[2] if fit else self.root

    def _widened(self, element: Any, matched: list[int], sizes: list[int]) -> tuple[int, int]:
        """Blocks of the element, or of one around it that adds mostly what trafilatura took for the article as well."""
        good, all_ = [0, *accumulate(matched)], [0, *accumulate(sizes)]
        first, last = self.reach.get(element, (0, len(self.blocks)))
        for around in element.iterancestors():
            if around not in self.reach:
                continue
            low, high = self.reach[around]
            added = all_[first] - all_[low] + all_[high] - all_[last]
            if good[first] - good[low] + good[high] - good[last] < _MOST_MATCHED * added:
                break
            first, last = low, high
        return first, last

    def title_line(self, first: int, reach: int) -> int | None:
        """The block above (or first in) the article that is its title, by the meta tags or as the only h1."""
        named = squeezed(dict(self.metadata).get("title", ""))
        near = range(min(first + 4, len(self.blocks) - 1), max(first - reach, 0) - 1, -1)
        for whole in (True, False):
            for at in near:
                block = self.blocks[at]
                words = squeezed(block.text)
                same = words == named and len(words) >= 4 if whole else len(words) >= 8 and words in named
                if same and not block.hidden and block.links < 0.5:
                    return at
        heads = [i for i, block in enumerate(self.blocks) if block.style == "heading-1" and not block.hidden]
        if len(heads) == 1 and first - reach <= heads[0] <= first + 3:
            return heads[0]
        return None


def parse(markup: str) -> Page:
    """The page's blocks; never fails on bad markup."""
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)
    page = _parsed(markup)
    if sum(wide(block.text) for block in page.blocks) < _LEAST_PARSED * wide(seen(markup)):
        # the parser gave up on tags nested too deep: the same page without those that only lay it out
        flat = _parsed(_LAYOUT.sub("<br>", markup))
        page = max(page, flat, key=lambda one: sum(wide(block.text) for block in one.blocks))
    return page


def _parsed(markup: str) -> Page:
    try:
        root = lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(huge_tree=True, recover=True))
    except (lxml.etree.ParserError, ValueError):
        return Page([], (), None, markup)
    reader = _Reader()
    reader.read(root)
    return Page(reader.blocks, metadata(_tags(root), _linked_data(root), markup[:2000]), root, markup, reader.reach)


def _tags(root: Any) -> list[tuple[str, str]]:
    """(name, content) of meta tags, and the page's own <title>, canonical address and only <h1>."""
    found = [
        (tag.get("name") or tag.get("property") or tag.get("itemprop") or "", tag.get("content") or "")
        for tag in root.iter("meta")
    ]
    found += [("<title>", " ".join(tag.itertext())) for tag in list(root.iter("title"))[:1]]
    found += [("<canonical>", tag.get("href", "")) for tag in root.iter("link") if tag.get("rel") == "canonical"]
    heads = list(root.iter("h1"))
    return found + [("<h1>", " ".join(tag.itertext())) for tag in heads if len(heads) == 1]


def _linked_data(root: Any) -> list[dict[str, Any]]:
    found = []
    for script in root.iter("script"):
        if script.get("type") == "application/ld+json":
            try:
                data = json.loads(script.text or "")
            except ValueError:
                continue
            found += [item for item in (data if isinstance(data, list) else [data]) if isinstance(item, dict)]
    return found


class _Reader:
    """Walks the tree once, without recursion, and cuts it into lines."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._text: list[str] = []
        self._linked = 0
        self._pictures = 0
        self._readings: list[str] = []
        self._counters: list[tuple[str, int]] = []
        self._label = ""
        self._stack: list[Any] = []
        self._open = {"a": 0, "pre": 0}
        self._places: dict[Any, tuple[str, str, bool]] = {}
        self.reach: dict[Any, tuple[int, int]] = {}

    def read(self, root: Any) -> None:
        skip: Any = None
        stack = self._stack = [root]
        for event, node in lxml.etree.iterwalk(root, events=("start", "end")):
            if not isinstance(node.tag, str):
                if event == "end" and skip is None:
                    self._add(node.tail)
                continue
            if skip is not None:
                if event == "end" and node is skip:
                    skip = None
                    self._add(node.tail)
                continue
            tag = node.tag.lower()
            if event == "start":
                if tag in SILENT or (tag == "rt" and self._reading(node)):
                    skip = node
                    continue
                if tag in BLOCKS:
                    self._cut(stack[-1])
                if tag == "table" and is_data(node):
                    self._table(node)
                    skip = node
                    continue
                self._start(tag, node, stack)
                self._add(node.text)
            else:
                if tag in BLOCKS:
                    self._cut(stack[-1])
                    self.reach[node] = (self.reach[node][0], len(self.blocks))
                    if stack[-1] is node:
                        stack.pop()
                if tag in self._open:
                    self._open[tag] -= 1
                if tag in ("ol", "ul") and self._counters:
                    self._counters.pop()
                if node is not root:
                    self._add(node.tail)
        self._cut(root)

    def _start(self, tag: str, node: Any, stack: list[Any]) -> None:
        if tag in BLOCKS:
            stack.append(node)
            self.reach[node] = (len(self.blocks), len(self.blocks))
        if tag in self._open:
            self._open[tag] += 1
        if tag == "br":
            self._cut(stack[-1])
        elif tag == "img":
            self._pictures += not _tiny(node)
        elif tag in ("ol", "ul"):
            none = "list-style" in node.get("style", "") and "none" in node.get("style", "")
            format_ = "" if tag == "ul" or none else _LIST_TYPES.get(node.get("type", "1"), "decimal")
            start = node.get("start", "1")
            self._counters.append((format_, int(start) - 1 if start.lstrip("-").isdigit() else 0))
        elif tag == "li" and self._counters:
            format_, count = self._counters[-1]
            value = node.get("value", "")
            count = int(value) if value.isdigit() else count + 1
            self._counters[-1] = (format_, count)
            self._label = f"{render(count, format_)}. " if format_ else ""

    def _reading(self, node: Any) -> bool:
        self._readings += ["".join(node.itertext()).strip()]
        return True

    def _add(self, words: str | None) -> None:
        if not words:
            return
        if self._open["pre"]:
            lines = words.split("\n")
            for line in lines[:-1]:
                self._text.append(line)
                self._cut(self._stack[-1])
            words = lines[-1]
        self._text.append(words)
        if self._open["a"]:
            self._linked += len(words.strip())

    def _cut(self, element: Any) -> None:
        """End the line."""
        words = tidy("".join(self._text))
        if words:
            style, outside, hidden = self._place(element)
            links = min(self._linked / max(len(words), 1), 1.0)
            if not outside and links > _MOST_LINKS and not _is_sentence(words):
                outside = "链接"
            if not outside and len(words) < 80 and _TRAIL.match(words):
                outside = "所在位置的提示"
            if not outside and len(words) < 120 and "。" not in words and _FOOTER.search(words):
                outside = "网站的页脚"
            if self._label and not _WRITTEN.match(words):
                words = self._label + words
            self._label = ""
            block = Block(words, style, element, links, outside, hidden, self._pictures, self._readings)
            self.blocks.append(block)
            self._pictures, self._readings = 0, []
        self._text, self._linked = [], 0

    def _place(self, element: Any) -> tuple[str, str, bool]:
        """(style, why it is no article, whether it is hidden), from the element and those around it."""
        chain = []
        while element is not None and element not in self._places:
            chain.append(element)
            element = element.getparent()
        style, outside, hidden = self._places[element] if element is not None else ("", "", False)
        for node in reversed(chain):
            tag = node.tag.lower() if isinstance(node.tag, str) else ""
            if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
                style = f"heading-{tag[1]}"
            style = {"li": "list", "blockquote": "quote"}.get(tag, style)
            outside = _CHROME.get(tag, "") or outside
            if _HIDDEN.search(node.get("style", "")) or node.get("hidden") is not None:
                hidden, outside = True, "隐藏的文字"
            self._places[node] = style, outside, hidden
        return style, outside, hidden

    def _table(self, table: Any) -> None:
        rows = grid(table)
        width = max(map(len, rows))
        _, outside, hidden = self._place(table)
        words = squeezed("".join(table.itertext()))
        if not outside and sum(len(squeezed("".join(a.itertext()))) for a in table.iter("a")) > 0.5 * len(words):
            outside = "链接"
        for number, row in enumerate(rows):
            words = " | ".join(cell.replace("|", "\\|") for cell in row + [""] * (width - len(row)))
            self.blocks.append(Block(f"| {words} |", "table", table, 0.0, outside, hidden))
            if number == 0:
                self.blocks.append(Block("|" + " --- |" * width, "table", table, 0.0, outside, hidden))


def _is_among(block: Block, wanted: str, short: set[str]) -> bool:
    """Whether a line was extracted; a short one only counts as a line of its own."""
    word = squeezed(block.text)
    # extractors lose tables of data: those next to an article belong to it
    return block.style == "table" or word in short or (len(word) >= 6 and word[:60] in wanted)


def _prose(block: Block) -> bool:
    return not block.outside and not block.hidden and (block.style == "table" or _is_sentence(block.text))


def _is_sentence(words: str) -> bool:
    return len(words) >= 20 and any(stop in words for stop in _STOPS)


def _tiny(image: Any) -> bool:
    """An icon or a counter's pixel."""
    sizes = [image.get(side, "").rstrip("px") for side in ("width", "height")]
    return any(size.isdigit() and int(size) <= 48 for size in sizes)
