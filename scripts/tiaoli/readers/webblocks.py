"""A page's markup as blocks of text with the element each stands in: the only importer of lxml."""

import re
from dataclasses import dataclass, field
from typing import Any

import lxml.etree
import lxml.html

from tiaoli.readers.numfmt import render
from tiaoli.readers.webtable import grid, is_data
from tiaoli.readers.webtext import BLOCKS, SILENT, squeezed, tidy

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
#: Saved articles of WeChat keep the style that its script takes off once the page is there.
_SHOWN_LATER = frozenset({"js_content", "js_article"})
#: Parts that WeChat's articles have around the text -> what they are.
_PARTS = {"meta_content": "公众号的名称和时间"}
_STOPS = "，。；：、！？"
_LIST_TYPES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
#: 1. 一、 （一） ① written out in an item that the browser numbers once more
_WRITTEN = re.compile(r"\s*(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）.．、]|第[\d一二三四五六七八九十百]+[条章])")
#: A line is links when more than this share of it is.
_MOST_LINKS = 0.7
#: 版权所有：示例县人民政府　备案号…
_FOOTER = re.compile(
    r"版权所有|Copyright|ICP备|公网安备|网站标识码|技术支持[:：]|网站地图|建议使用.{0,20}浏览器",
    re.I,
)
#: Who runs the site, at its foot; further up it is who holds what the page is about.
_RUN_BY = re.compile(r"^(?:主办|承办|主办单位|承办单位)[:：]")
_FOOT_LINES = 4


@dataclass
class Block:
    """One line of the page. `outside` says why it is no part of an article, "" when it may be one.

    `typed`: of a line in <pre>, as it stands there, an empty line before it where there is one.
    """

    text: str
    style: str
    element: Any
    links: float = 0.0
    outside: str = ""
    hidden: bool = False
    pictures: int = 0
    readings: list[str] = field(default_factory=list)
    typed: str = ""


def read(markup: str) -> tuple[list[Block], Any, dict[Any, tuple[int, int]]]:
    """(blocks in order, the root element, element -> its blocks as [first, last)); no blocks where nothing can be parsed."""
    try:
        root = lxml.html.document_fromstring(markup, parser=lxml.html.HTMLParser(huge_tree=True, recover=True))
    except (lxml.etree.ParserError, ValueError):
        return [], None, {}
    reader = _Reader()
    reader.read(root)
    for block in reader.blocks[-_FOOT_LINES:]:
        if not block.outside and len(block.text) < 120 and "。" not in block.text and _RUN_BY.search(block.text):
            block.outside = "网站的页脚"
    return reader.blocks, root, reader.reach


def is_sentence(words: str) -> bool:
    """Long enough and with marks, as text has it and menus don't."""
    return len(words) >= 20 and any(stop in words for stop in _STOPS)


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
        self._below_empty = False  # inside <pre>
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
        typed = "".join(self._text)
        words = tidy(typed)
        if words:
            style, outside, hidden = self._place(element)
            links = min(self._linked / max(len(words), 1), 1.0)
            if not outside and links > _MOST_LINKS and not is_sentence(words):
                outside = "链接"
            if not outside and len(words) < 80 and _TRAIL.match(words):
                outside = "所在位置的提示"
            if not outside and len(words) < 120 and "。" not in words and _FOOTER.search(words):
                outside = "网站的页脚"
            if self._label and not _WRITTEN.match(words):
                words = self._label + words
            self._label = ""
            block = Block(words, style, element, links, outside, hidden, self._pictures, self._readings)
            if self._open["pre"]:
                block.typed = "\n" * self._below_empty + typed.rstrip()
            self.blocks.append(block)
            self._pictures, self._readings = 0, []
        self._below_empty = not words
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
            outside = _CHROME.get(tag, "") or _PARTS.get(node.get("id", ""), "") or outside
            concealed = _HIDDEN.search(node.get("style", "")) and node.get("id") not in _SHOWN_LATER
            if concealed or node.get("hidden") is not None:
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


def _tiny(image: Any) -> bool:
    """An icon or a counter's pixel."""
    sizes = [image.get(side, "").rstrip("px") for side in ("width", "height")]
    return any(size.isdigit() and int(size) <= 48 for size in sizes)
