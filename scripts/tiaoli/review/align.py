"""Which lines of the original became which paragraph of the result. Linear in the length of both."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from tiaoli.clean.script import simplify_char
from tiaoli.model import Line

#: Share of a line's pairs of characters that a paragraph must hold to have come from it.
_ENOUGH = 0.4
#: A pair that stands in more paragraphs than this tells nothing.
_COMMON = 40


@dataclass(frozen=True, slots=True)
class Row:
    """Lines of the original, and the paragraph they became: its position, None where they went nowhere."""

    lines: tuple[Line, ...]
    paragraph: int | None


def align(lines: Sequence[Line], paragraphs: Sequence[str]) -> list[Row]:
    """Every line that isn't blank and every paragraph, each once, in the order of the paragraphs.

    >>> rows = align([Line(1, "菜單"), Line(3, "學習(xí)條例。")], ["学习条例。", "新的。"])
    >>> [([line.number for line in row.lines], row.paragraph) for row in rows]
    [([1], None), ([3], 0), ([], 1)]
    """
    where: dict[str, list[int]] = defaultdict(list)
    for at, paragraph in enumerate(paragraphs):
        for pair in set(_pairs(paragraph)):
            where[pair].append(at)
    became: list[list[Line]] = [[] for _ in paragraphs]
    nowhere: dict[int, list[Line]] = defaultdict(list)
    last = -1
    for line in lines:
        if not line.text.strip():
            continue
        found = _paragraph(line.text, where, last)
        if found is None:
            nowhere[last].append(line)
        else:
            became[found].append(line)
            last = max(last, found)
    rows = [Row((line,), None) for line in nowhere[-1]]
    for at, taken in enumerate(became):
        rows.append(Row(tuple(taken), at))
        rows += [Row((line,), None) for line in nowhere[at]]
    return rows


def is_same(line: str, value: str) -> bool:
    """Whether a line of the original says just what a field of the result says.

    >>> is_same("學習(xí)條例", "学习条例"), is_same("學習條例之一", "学习条例")
    (True, False)
    """
    return bool(_pairs(line)) and _pairs(line) == _pairs(value)


def _paragraph(line: str, where: dict[str, list[int]], last: int) -> int | None:
    """The paragraph that shares most with a line; of several, the one that comes next."""
    pairs = set(_pairs(line))
    votes: Counter[int] = Counter()
    for pair in pairs:
        if len(held := where.get(pair, ())) <= _COMMON:
            votes.update(held)
    if not votes:
        return next((at for pair in pairs for at in where.get(pair, ()) if at > last), None)
    best = min(votes, key=lambda at: (-votes[at], at < last, abs(at - last - 1)))
    return best if votes[best] >= _ENOUGH * len(pairs) else None


def _pairs(text: str) -> list[str]:
    """Neighbouring pairs of the letters in a text, in simplified characters; readings in brackets go with the brackets."""
    letters = [simplify_char(c) for c in text if "\u3400" <= c <= "\u9fff"] or [c for c in text if c.isalnum()]
    return [a + b for a, b in zip_longest(letters, letters[1:], fillvalue="")]
