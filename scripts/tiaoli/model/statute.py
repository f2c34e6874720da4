"""The structure of a Chinese statute: 编 分编 章 节 条 款 项 目.

Source of the hierarchy: 《立法法》第六十五条 (编、章、节、条、款、项、目); 分编 as in 《民法典》.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from tiaoli.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Unit:
    """Any numbered or bare unit of a statute.

    `address`: unique in its statute, also HTML anchor and JSON key: art-31-p1-i6.
    `number`: canonical: "6", "12-1" (之一); "" where the source prints none.
    `label`: as printed: "第三十一条", "（六）", "1．", "".
    `heading`: of a part, chapter or section (and of an article that carries one, 【…】).
    `text`: own text of a paragraph, item or subitem, without label and without children.
    `line`: in the source, from 1.
    """

    kind: ClassVar[str] = ""
    term: ClassVar[str] = ""

    address: str
    number: str = ""
    label: str = ""
    heading: str = ""
    text: str = ""
    line: int = 0
    children: tuple["Unit", ...] = ()

    def walk(self) -> Iterator["Unit"]:
        """This unit and all below it, in document order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def full_text(self) -> str:
        """Text of the unit with everything below it, labels included, one line a unit (headings left out)."""
        own = self.label + self.text if self.kind in ("item", "subitem") else self.text
        return "\n".join([own] * bool(own) + [child.full_text for child in self.children])


class Part(Unit):
    """编."""

    __slots__ = ()
    kind, term = "part", "编"


class Subpart(Unit):
    """分编."""

    __slots__ = ()
    kind, term = "subpart", "分编"


class Chapter(Unit):
    """章."""

    __slots__ = ()
    kind, term = "chapter", "章"


class Section(Unit):
    """节."""

    __slots__ = ()
    kind, term = "section", "节"


class Article(Unit):
    """条: holds its paragraphs; its own `text` stays empty."""

    __slots__ = ()
    kind, term = "article", "条"


class Paragraph(Unit):
    """款: an unnumbered paragraph; holds the items that follow it."""

    __slots__ = ()
    kind, term = "paragraph", "款"


class Item(Unit):
    """项: （一）."""

    __slots__ = ()
    kind, term = "item", "项"


class Subitem(Unit):
    """目: 1．."""

    __slots__ = ()
    kind, term = "subitem", "目"


@dataclass(frozen=True, slots=True)
class Annex:
    """附件, 附录, 附表: kept as lines, not structured."""

    address: str
    label: str
    title: str
    lines: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True)
class Statute:
    """One statute. `slug` names it in addresses; the default statute's slug is left out of them.

    `promulgation` holds the 题注 lines. `body` holds parts, chapters, articles or bare paragraphs, whatever comes first.
    """

    slug: str
    title: str
    promulgation: tuple[str, ...] = ()
    body: tuple[Unit, ...] = ()
    annexes: tuple[Annex, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __hash__(self) -> int:
        """By name and title: a key of many caches, where hashing the whole tree each time took a seventh of a check."""
        return hash((self.slug, self.title))

    def walk(self) -> Iterator[Unit]:
        """Every unit in document order, annexes not included."""
        for unit in self.body:
            yield from unit.walk()

    @cached_property
    def index(self) -> dict[str, Unit]:
        """Address -> unit."""
        return {unit.address: unit for unit in self.walk()}

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """All articles in document order."""
        return tuple(unit for unit in self.walk() if isinstance(unit, Article))

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """All chapters in document order."""
        return tuple(unit for unit in self.walk() if isinstance(unit, Chapter))

    @cached_property
    def parents(self) -> dict[str, Unit]:
        """Address -> the unit directly above; top units are not in it."""
        return {child.address: unit for unit in self.walk() for child in unit.children}

    def ancestors(self, address: str) -> tuple[Unit, ...]:
        """Units above, nearest first."""
        found = []
        while address in self.parents:
            found.append(self.parents[address])
            address = found[-1].address
        return tuple(found)

    def article_of(self, address: str) -> Unit | None:
        """The article that the address lies in, or None."""
        unit = self.index.get(address)
        for candidate in (unit, *self.ancestors(address)):
            if isinstance(candidate, Article):
                return candidate
        return None
