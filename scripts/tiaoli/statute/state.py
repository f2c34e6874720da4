"""What is known of the numbering while a body is gone through, and what was met on the way."""

from tiaoli.model import WARNING, Problem
from tiaoli.numerals import label as print_label
from tiaoli.statute.labels import HEADINGS
from tiaoli.statute.rows import Row

Number = tuple[int, ...]


def value(number: str) -> Number:
    """ "12-1" -> (12, 1)."""
    return tuple(map(int, number.split("-")))


def follows(number: Number, last: Number | None) -> bool:
    """`number` is the next after `last`: 13 or 12-1 after 12; 12-2 or 13 after 12-1."""
    if last is None:
        return number == (1,)
    return number == (last[0] + 1,) or number == (*last[:-1], last[-1] + 1) or number == (*last, 1)


def span(start: int, stop: int, term: str) -> str:
    """第三条, 第三条至第五条."""
    return print_label(str(start), term) + (f"至{print_label(str(stop), term)}" if stop > start else "")


class State:
    """State of one pass over the rows of a body."""

    def __init__(self, rows: list[Row], path: str, by_items: bool = False) -> None:
        self.rows, self.path, self.by_items = rows, path, by_items
        self.problems: list[Problem] = []
        self.candidates = [i for i, row in enumerate(rows) if row.kind == "article"]
        self.numbers = [value(rows[i].number) for i in self.candidates]
        self.next = 0  # index into candidates of the first one not behind us
        self.last: Number | None = None  # of the article before
        self.last_index = 0  # of the article before
        self.seen: dict[Number, int] = {}  # article number -> line
        self.headings: dict[str, Number | None] = dict.fromkeys(HEADINGS)  # number of the last one
        self.places: dict[str, dict[Number, int]] = {kind: {} for kind in HEADINGS}  # number -> line, in its scope
        self.fresh: set[str] = set()  # kinds that may begin again with 第一
        self.strays: list[Row] = []  # bare headings since the last heading

    def report(self, line: int, code: str, message: str, severity: str = WARNING, found: str | None = None) -> None:
        self.problems.append(Problem(self.path, line, code, message, severity, found=found))

    def next_follows(self) -> bool | None:
        """The next article label continues the numbering; None when there is none."""
        return follows(self.numbers[self.next], self.last) if self.next < len(self.numbers) else None
