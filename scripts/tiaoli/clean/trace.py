"""A line of text that remembers where each of its pieces came from."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace text[start:end] of the current text by `new`, by the named rule.

    `alternatives`: other readings, best first, when the decision was made by context; `reason` then says why.
    `open`: nothing could be decided, `new` is the old text and a person has to look.
    """

    start: int
    end: int
    new: str
    rule: str
    alternatives: tuple[str, ...] = ()
    reason: str = ""
    open: bool = False


@dataclass(slots=True)
class _Cell:
    """A stretch of the result: `text` stands for raw[start:end], changed by `rules`."""

    text: str
    start: int
    end: int
    rules: tuple[str, ...] = ()
    edits: tuple[Edit, ...] = ()


@dataclass(slots=True)
class Trace:
    """A raw line and its present text, with every change made on the way.

    >>> trace = Trace("實(shí)效")
    >>> trace.apply([Edit(1, 6, "", "注音")])
    >>> trace.apply([Edit(0, 1, "实", "繁转简")])
    >>> trace.text, trace.changes()
    ('实效', [(0, 6, '实', ('注音', '繁转简'), ())])
    """

    raw: str
    cells: list[_Cell] | None = field(default=None)

    @property
    def text(self) -> str:
        """The text as it stands."""
        return self.raw if self.cells is None else "".join(cell.text for cell in self.cells)

    def apply(self, edits: Iterable[Edit]) -> None:
        """Make non-overlapping edits, given in the coordinates of the present text, in order.

        An edit that deletes joins the cell before it (an annotation belongs to its character) or, at the start of the
        line, the one after it, so that no change is lost.
        """
        edits = list(edits)
        if not edits:
            return
        if self.cells is None:
            self.cells = [_Cell(char, i, i + 1) for i, char in enumerate(self.raw)]
        right: list[_Cell] = []  # finished, in reverse
        cells = self.cells
        position = sum(len(cell.text) for cell in cells)
        for edit in reversed(edits):
            while cells and position - len(cells[-1].text) >= edit.end:
                position -= len(cells[-1].text)
                right.append(cells.pop())
            covered: list[_Cell] = []
            while cells and position > edit.start:
                position -= len(cells[-1].text)
                covered.insert(0, cells.pop())
            whole = "".join(cell.text for cell in covered)
            text = whole[: edit.start - position] + edit.new + whole[edit.end - position :]
            if not text and cells:
                position -= len(cells[-1].text)
                covered.insert(0, cells.pop())
                text = covered[0].text
            elif not text and right:
                covered.append(right.pop())
                text = covered[-1].text
            cells.append(_merge(covered, text, edit))
            position += len(text)
        self.cells = cells + right[::-1]

    def changes(self) -> list[tuple[int, int, str, tuple[str, ...], tuple[Edit, ...]]]:
        """Changed or doubted stretches: start and end in `raw`, new text, rules, edits that carry a doubt."""
        return [
            (cell.start, cell.end, cell.text, cell.rules, cell.edits)
            for cell in self.cells or ()
            if cell.edits or cell.text != self.raw[cell.start : cell.end]
        ]


def _merge(covered: list[_Cell], text: str, edit: Edit) -> _Cell:
    rules = tuple(dict.fromkeys([rule for cell in covered for rule in cell.rules] + [edit.rule]))
    doubts = tuple(e for cell in covered for e in cell.edits) + ((edit,) if edit.alternatives or edit.open else ())
    return _Cell(text, covered[0].start, covered[-1].end, rules, doubts)
