"""Where the article stands in a page, and what the page's tags say of it: the only importer of trafilatura."""

import json
import re
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import trafilatura

from tiaoli.readers import webblocks
from tiaoli.readers.webblocks import Block, is_sentence
from tiaoli.readers.webmeta import metadata
from tiaoli.readers.webtext import seen, squeezed, wide

#: An element around the article belongs to it when this share of what it adds was extracted.
_MOST_MATCHED = 0.6
_LAYOUT = re.compile(r"</?(?:div|span|font|center|section|table|tbody|tr|td)\b[^>]*>", re.I)
#: With less than this share of the Chinese characters of the markup, parsing failed.
_LEAST_PARSED = 0.8
#: 首页 新闻 专题, 首页|政务公开|专题: short words in a row, as menus have them.
_MENU = re.compile(r"[\u4e00-\u9fff]{2,6}(?:[\s|｜·/]+[\u4e00-\u9fff]{2,6}){2,}")
#: Where WeChat's articles state their day and their account.
_WECHAT = frozenset({"publish_time", "js_name"})
_MENU_NAMES = frozenset(
    ["nav", "navbar", "navi", "navigation", "menu", "menubar", "topnav", "mainnav", "top-nav", "main-nav", "nav-bar"]
)


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
        prose = next((at for at in range(first, len(self.blocks)) if _prose(self.blocks[at])), first)
        near = range(
            min(max(first + 4, min(prose, first + reach)), len(self.blocks) - 1), max(first - reach, 0) - 1, -1
        )
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

    def without_menu(self, title: int | None) -> None:
        """Mark the menu above the title, or above the first sentence of a page whose title isn't known."""
        prose = (at for at, block in enumerate(self.blocks) if _prose(block))
        for block in self.blocks[: next(prose, 0) if title is None else title]:
            if block.outside or is_sentence(block.text):
                continue
            # without a title, a row of short words may be the title itself
            row = _MENU.fullmatch(block.text) and (title is not None or "首页" in block.text)
            if row or _in_menu(block.element):
                block.outside = "导航"


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
    blocks, root, reach = webblocks.read(markup)
    if root is None:
        return Page([], (), None, markup)
    return Page(blocks, metadata(_tags(root), _linked_data(root), markup[:2000]), root, markup, reach)


def _tags(root: Any) -> list[tuple[str, str]]:
    """(name, content) of meta tags, and the page's own <title>, canonical address and only <h1>."""
    found = [
        (tag.get("name") or tag.get("property") or tag.get("itemprop") or "", tag.get("content") or "")
        for tag in root.iter("meta")
    ]
    found += [("<title>", " ".join(tag.itertext())) for tag in list(root.iter("title"))[:1]]
    found += [("<canonical>", tag.get("href", "")) for tag in root.iter("link") if tag.get("rel") == "canonical"]
    found += [
        (f"<{node.get('id')}>", " ".join(node.itertext()))
        for node in root.iter("em", "a", "span")
        if node.get("id") in _WECHAT
    ]
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


def _is_among(block: Block, wanted: str, short: set[str]) -> bool:
    """Whether a line was extracted; a short one only counts as a line of its own."""
    word = squeezed(block.text)
    # extractors lose tables of data: those next to an article belong to it
    return block.style == "table" or word in short or (len(word) >= 6 and word[:60] in wanted)


def _in_menu(element: Any) -> bool:
    """Whether the smallest elements around a line are called a menu."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower().split()
    parent = element.getparent()
    above = parent is not None and element.tag in ("ul", "ol", "li", "p", "span") and _in_menu(parent)
    return not _MENU_NAMES.isdisjoint(names) and element.tag != "body" or above


def _prose(block: Block) -> bool:
    return not block.outside and not block.hidden and (block.style == "table" or is_sentence(block.text))
