"""Settled rows -> units with addresses."""

from sys import intern

from tiaoli.model import (
    WARNING,
    Article,
    Chapter,
    Item,
    Paragraph,
    Part,
    Problem,
    Section,
    Subitem,
    Subpart,
    Unit,
)
from tiaoli.statute.addresses import STEPS, Register
from tiaoli.statute.labels import ARTICLE_HEADING, BRACKET_HEADING, HEADINGS, ITEM_STYLES
from tiaoli.statute.rows import Row, needs_escape

_CLASSES = {"part": Part, "subpart": Subpart, "chapter": Chapter, "section": Section}
_RANK = {kind: rank for rank, kind in enumerate(HEADINGS)}
_STYLES = frozenset(ITEM_STYLES)
#: How many lines ahead the next item is looked for, to see whether a bare line belongs to the item before it.
_AHEAD = 8
_LEADS = "：:"
#: A paragraph ends with one of these; one that is longer than a heading and doesn't was wrapped by hand.
_ENDS, _LONG = frozenset("。；：！？”’）》】…;:!?.)|—"), 16
_BROKEN = ("，", ",", "、")


def _goes_on(above: "Node", text: str) -> bool:
    """The line `text` is the second half of the unit before it. In 248 statutes every such line was."""
    end = above.more[-1] if above.more else above.text
    if not above.text or end[-1] in _ENDS or text[0] in "“|":
        return False
    if end.endswith(_BROKEN):
        return True
    if above.kind is not Paragraph and not above.address.startswith("item-"):
        return len(above.text) >= _LONG and text.endswith(("；", ";"))
    return len(above.text) >= _LONG and (text[-1] in _ENDS or text.endswith(_BROKEN) or len(text) >= _LONG)


class Node:
    """A unit being filled. `style`: of the list that its latest item belongs to; `more`: what follows its text, line by line."""

    __slots__ = (
        "address",
        "children",
        "heading",
        "kind",
        "label",
        "line",
        "more",
        "number",
        "paragraphs",
        "style",
        "text",
    )

    def __init__(self, kind: type[Unit], address: str, number: str, label: str, text: str, line: int) -> None:
        self.kind, self.address, self.number, self.label, self.text, self.line = (
            kind,
            address,
            number,
            label,
            text,
            line,
        )
        self.heading, self.style, self.paragraphs = "", "", 0
        self.children: list[Node] = []
        self.more: list[str] = []

    def freeze(self) -> Unit:
        # the same in every statute: kept once, since thousands of them may be loaded
        return self.kind(
            intern(self.address),
            intern(self.number),
            intern(self.label),
            self.heading,
            "".join([self.text, *self.more]) if self.more else self.text,
            self.line,
            tuple([child.freeze() for child in self.children]),
        )


class Builder:
    """Builds the tree of one body; problems with items are collected in `problems`."""

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.register = Register()
        self.top: list[Node] = []
        self.containers: list[tuple[int, Node]] = []  # (rank, heading) from the outermost inwards
        self.article: Node | None = None  # article, or top-level item
        self.open: list[Node] = []  # paragraph (or top-level item) and the items open inside it
        self.loose = 0  # paragraphs outside any article
        self.items_on_top = False
        self.nested_chapters = False
        self.awaiting = False  # the article's label stood alone on its line
        self.joined: list[int] = []  # lines put behind the line before them

    def build(self, rows: list[Row]) -> tuple[Unit, ...]:
        """Units of the body in document order."""
        self.items_on_top = not any(row.kind == "article" for row in rows)
        self.nested_chapters = _restart(rows)
        for index, row in enumerate(rows):
            kind = row.kind
            if kind in _STYLES:
                self._item(row, rows, index)
            elif kind == "article":
                self._article(row, rows, index)
                self.awaiting = not row.rest
                continue
            elif kind == "text":
                if self.awaiting:
                    self.open[0].text, self.open[0].line = row.text, row.line
                else:
                    self._text(row, rows, index)
            elif kind == "table":
                self._table(row)
            elif kind == "stray":
                self.article, self.open = None, []
                self._text(row, rows, index)
            else:
                self._heading(row)
            self.awaiting = False
        return tuple([node.freeze() for node in self.top])

    def _put(self, node: Node) -> None:
        (self.containers[-1][1].children if self.containers else self.top).append(node)

    def _heading(self, row: Row) -> None:
        rank = _RANK[row.kind]
        while self.containers and self.containers[-1][0] >= rank:
            self.containers.pop()
        step = f"{STEPS[row.kind]}-{row.number or 0}"
        if self.containers and (row.kind == "section" or row.kind == "subpart" or self.nested_chapters):
            step = f"{self.containers[-1][1].address}-{step}"
        node = Node(_CLASSES[row.kind], self.register.unique(step), row.number, row.label, "", row.line)
        node.heading = row.rest
        self._put(node)
        self.containers.append((rank, node))
        self.article, self.open = None, []

    def _article(self, row: Row, rows: list[Row], index: int) -> None:
        node = Node(Article, self.register.unique(f"art-{row.number}"), row.number, row.label, "", row.line)
        text = row.rest
        if text and (match := ARTICLE_HEADING.match(text)):
            node.heading, text = match[0], text[match.end() :].strip()
        elif (
            text
            and text[0] == "（"
            and BRACKET_HEADING.match(text)
            and index + 1 < len(rows)
            and (rows[index + 1].kind == "text" and not needs_escape(rows[index + 1].text))
        ):
            node.heading, text = text, ""
        row.rest = text
        self._put(node)
        self.article = node
        self._paragraph(text, row.line)

    def _paragraph(self, text: str, line: int) -> None:
        """The next paragraph of the article, or of the statute where there is no article."""
        owner = self.article
        if owner is None:
            self.loose += 1
            node = Node(Paragraph, self.register.unique(f"p-{self.loose}"), "", "", text, line)
            self._put(node)
        else:
            owner.paragraphs += 1
            node = Node(Paragraph, f"{owner.address}-p{owner.paragraphs}", "", "", text, line)
            owner.children.append(node)
        self.open = [node]

    def _text(self, row: Row, rows: list[Row], index: int) -> None:
        if self.open and self.article is not None and row.kind == "text":
            above = self.open[-1].children[-1] if self.open[-1].children else self.open[-1]
            if _goes_on(above, row.text):
                above.more.append(row.text)
                if index and rows[index - 1].line != row.line:
                    self.joined.append(row.line)
                return
        if len(self.open) > 1 and row.text[-1] not in _LEADS:
            holder = self._interrupted(rows, index)
            if holder is not None:
                item = self.open[holder]
                item.paragraphs += 1
                item.children.append(
                    Node(Paragraph, f"{item.address}-p{item.paragraphs + 1}", "", "", row.text, row.line)
                )
                del self.open[holder + 1 :]
                return
        self._paragraph(row.text, row.line)

    def _interrupted(self, rows: list[Row], index: int) -> int | None:
        """Index in `open` of the item that goes on after this bare line, when the list's next item comes behind it."""
        for row in rows[index + 1 : index + 1 + _AHEAD]:
            if row.kind in _STYLES:
                for depth in range(len(self.open) - 1, 0, -1):
                    node = self.open[depth]
                    if self.open[depth - 1].style == row.kind:
                        return depth if int(row.number) == int(node.number) + 1 else None
                return None
            if row.kind != "text" or row.text[-1] in _LEADS:
                return None
        return None

    def _table(self, row: Row) -> None:
        """A row of a table is a further line of the unit before it."""
        unit = self.open[-1] if self.open else None
        if unit is None:
            self._paragraph(row.text, row.line)
            return
        while unit.children:
            unit = unit.children[-1]
        if unit.text:
            unit.more.append(f"\n{row.text}")
        else:
            unit.text = row.text

    def _item(self, row: Row, rows: list[Row], index: int) -> None:
        number = int(row.number)
        if self.items_on_top and row.kind == "han-comma" and (self.article is not None or number == 1 or not self.open):
            self._top_item(row, number)
            return
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth].style == row.kind:
                self._add(row, number, depth)
                return
        if number != 1 and row.kind not in ("han-paren", "han-comma"):  # 2. without 1.: a sentence that begins so
            row.demote()
            if self.awaiting:
                self.open[0].text, self.open[0].line = row.text, row.line
            else:
                self._text(row, rows, index)
            return
        if not self.open:
            self._paragraph("", row.line)
        self._add(row, number, len(self.open) - 1)

    def _top_item(self, row: Row, number: int) -> None:
        """一、 in a text without 条."""
        last = self.article
        if last is not None:
            self._check(row, number, int(last.number))
        node = Node(Item, self.register.unique(f"item-{row.number}"), row.number, row.label, row.rest, row.line)
        node.paragraphs = 1
        self._put(node)
        self.article, self.open = node, [node]

    def _add(self, row: Row, number: int, depth: int) -> None:
        """An item below `open[depth]`."""
        holder = self.open[depth]
        siblings = [child for child in holder.children[-2:] if child.number]
        if holder.style == row.kind and siblings:
            self._check(row, number, int(siblings[-1].number))
        elif number != 1:
            self._check(row, number, 0)
        holder.style = row.kind
        deep = holder.kind is Item and not holder.address.startswith("item-") or holder.kind is Subitem
        if holder.kind is Item and holder.address.count("-") > 1:
            deep = True
        kind, step = (Subitem, "s") if deep else (Item, "i")
        node = Node(
            kind,
            self.register.unique(f"{holder.address}-{step}{row.number}"),
            row.number,
            row.label,
            row.rest,
            row.line,
        )
        del self.open[depth + 1 :]
        holder.children.append(node)
        self.open.append(node)

    def _check(self, row: Row, number: int, last: int) -> None:
        if number == last + 1:
            return
        if number == last:
            code, what = "item-double", "出现了两次，两处都已保留"
        elif number > last:
            code, what = "item-gap", "之前缺了编号，已照原样保留"
        else:
            code, what = "item-order", "次序不对，已照原样保留"
        self.problems.append(
            Problem(self.path, row.line, code, f"项的编号“{row.label}”{what}；请核对原文。", WARNING, found=row.label)
        )


def _restart(rows: list[Row]) -> bool:
    """Chapters are numbered anew in each part, so that their addresses need the part's."""
    numbers = [row.number for row in rows if row.kind == "chapter" and row.number]
    return len(set(numbers)) < len(numbers) and any(row.kind in ("part", "subpart") for row in rows)
