"""Which provisions of two texts belong together, by what they say and not by their numbers.

Likeness is Dice's coefficient of the two-character sequences of two articles. The best pairs are taken first; what is
left is asked whether most of it stands in an article that already has its pair (split, merged); the rest is new or gone.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from tiaoli.model import Article, Paragraph, Statute, Unit

Kind = Literal["same", "changed", "added", "deleted", "split", "merged"]
#: What a reader is told of a row.
LABELS = {
    "same": "文字没有改动", "changed": "文字有改动", "added": "新增", "deleted": "删去", "split": "拆分", "merged": "合并",
    "moved": "位置移动", "renumbered": "条号变化",
}  # fmt: skip
#: From here on two articles are versions of one.
_ALIKE = 0.5
#: The same for two that stand between the same neighbours.
_ALIKE_IN_PLACE = 0.3
#: This much of an article inside another's part that is still free: it comes from there.
_INSIDE = 0.6
#: Parts shorter than this many sequences prove nothing.
_LEAST = 8


@dataclass(frozen=True)
class Row:
    """Provisions that belong together, in the order of the new text. `old` or `new` is empty where there is none.

    `moved`: it stands before or behind others than it did; `renumbered`: only its number is another.
    """

    kind: Kind
    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    moved: bool = False
    renumbered: bool = False

    @property
    def old_text(self) -> str:
        """Text of the old provisions, a line each paragraph and item."""
        return "\n".join(map(text, self.old))

    @property
    def new_text(self) -> str:
        """Text of the new provisions, likewise."""
        return "\n".join(map(text, self.new))

    @property
    def labels(self) -> tuple[str, ...]:
        """What is to be said of the row, in words."""
        return (
            LABELS[self.kind],
            *((LABELS["moved"],) if self.moved else ()),
            *((LABELS["renumbered"],) if self.renumbered and not self.moved else ()),
        )


def words_kept(row: Row) -> bool:
    """Whether neither words nor place changed, at most the number: what one need not read again.

    >>> words_kept(Row("same", (), ())), words_kept(Row("same", (), (), moved=True))
    (True, False)
    """
    return row.kind == "same" and not row.moved


def text(unit: Unit) -> str:
    """Text of a provision, a line each of its parts, with the labels of its items and without its own."""
    rows = [unit.heading] if unit.heading else []
    for below in unit.walk():
        if below.text:
            rows.append((below.label if below is not unit else "") + below.text)
    return "\n".join(rows)


def compare(old: Statute, new: Statute) -> tuple[Row, ...]:
    """The rows of two texts, in the order of the new one; what was deleted stands behind what preceded it."""
    before, after = _provisions(old), _provisions(new)
    pairs = _pairs(before, after)
    groups_old, groups_new = _parts(before, after, pairs)
    rows: list[tuple[tuple[float, float], Row]] = []
    moved = _out_of_order(pairs)
    partner = {j: i for i, j in pairs.items()}
    for j in range(len(after)):
        if j not in partner:
            if not any(j in parts for parts in groups_new.values()):
                rows.append(((j, 0), Row("added", (), (after[j],))))
            continue
        i = partner[j]
        olds, news = sorted({i, *groups_old.get(j, ())}), sorted({j, *groups_new.get(i, ())})
        kind: Kind = "split" if len(news) > 1 else "merged" if len(olds) > 1 else "same"
        row = Row(kind, tuple(before[at] for at in olds), tuple(after[at] for at in news))
        if kind == "same" and row.old_text != row.new_text:
            row = Row("changed", row.old, row.new)
        rows.append(((j, 0), Row(row.kind, row.old, row.new, i in moved, before[i].label != after[j].label)))
    merged = {at for parts in groups_old.values() for at in parts}
    for i in range(len(before)):
        if i not in pairs and i not in merged:
            above = max((pairs[at] for at in range(i) if at in pairs and at not in moved), default=-1)
            rows.append(((above, 1 + i / (len(before) + 1)), Row("deleted", (before[i],), ())))
    return tuple(row for _, row in sorted(rows, key=lambda each: each[0]))


def _provisions(statute: Statute) -> list[Unit]:
    """Articles; in a text without any, its top paragraphs and items."""
    found: list[Unit] = [unit for unit in statute.walk() if isinstance(unit, Article)]
    loose = [u for u in statute.walk() if not u.children and u.text] if not found else [
        u for u in statute.walk() if isinstance(u, Paragraph) and statute.article_of(u.address) is None
    ]  # fmt: skip
    order = {unit.address: at for at, unit in enumerate(statute.walk())}
    return sorted([*found, *loose], key=lambda unit: order[unit.address])


def _sequences(words: str) -> Counter[str]:
    kept = "".join(character for character in words if character.isalnum())
    return Counter(kept[at : at + 2] for at in range(len(kept) - 1)) or Counter([kept] if kept else [])


def _pairs(before: list[Unit], after: list[Unit]) -> dict[int, int]:
    """Old position -> new position of the provisions that are versions of one another."""
    olds, news = [_sequences(text(unit)) for unit in before], [_sequences(text(unit)) for unit in after]
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for score, i, j in sorted(_scores(olds, news, before, after), key=lambda each: (-each[0], each[1], each[2])):
        if score >= _ALIKE and i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    for i in range(len(before)):  # rewritten where it stood: only between the same neighbours
        above = pairs.get(i - 1, -1) if i else -1
        below = pairs.get(i + 1, len(after)) if i + 1 < len(before) else len(after)
        if i not in pairs and below - above == 2 and above + 1 not in taken:
            j = above + 1
            if _dice(olds[i], news[j]) >= _ALIKE_IN_PLACE:
                pairs[i] = j
                taken.add(j)
    return pairs


def _scores(
    olds: list[Counter[str]], news: list[Counter[str]], before: list[Unit], after: list[Unit]
) -> Iterator[tuple[float, int, int]]:
    """(likeness, old, new) of every pair with anything in common; of equals the same label, then the nearest place wins."""
    index: dict[str, list[int]] = defaultdict(list)
    for j, sequences in enumerate(news):
        for sequence in sequences:
            index[sequence].append(j)
    for i, sequences in enumerate(olds):
        shared = Counter(j for sequence in sequences for j in index.get(sequence, ()))
        for j, count in shared.items():
            if 2.4 * count < _ALIKE * min(len(sequences), len(news[j])):
                continue
            score = _dice(sequences, news[j])
            near = 1 - abs(i / max(1, len(olds)) - j / max(1, len(news)))
            yield score + 0.01 * (before[i].label == after[j].label) + 0.01 * near, i, j


def _dice(one: Counter[str], two: Counter[str]) -> float:
    total = one.total() + two.total()
    return 2 * (one & two).total() / total if total else 1.0


def _parts(
    before: list[Unit], after: list[Unit], pairs: dict[int, int]
) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """What else went into a new provision (new -> olds), and what else came out of an old one (old -> news)."""
    olds, news = [_sequences(text(unit)) for unit in before], [_sequences(text(unit)) for unit in after]
    split = _inside([j for j in range(len(after)) if j not in pairs.values()], news, olds, pairs.items(), news)
    reverse = [(j, i) for i, j in pairs.items()]
    merged = _inside([i for i in range(len(before)) if i not in pairs], olds, news, reverse, olds)
    return merged, split


def _inside(
    left: list[int],
    own: list[Counter[str]],
    wholes: list[Counter[str]],
    pairs: Iterable[tuple[int, int]],
    partners: list[Counter[str]],
) -> dict[int, set[int]]:
    """Whole -> those of `left` that stand in the part of it which its partner doesn't account for."""
    free = {whole: wholes[whole] - partners[partner] for whole, partner in pairs}
    found: dict[int, set[int]] = defaultdict(set)
    for part in left:
        size = own[part].total()
        if size < _LEAST:
            continue
        whole = max(free, key=lambda each: ((own[part] & free[each]).total(), -each), default=None)
        if whole is not None and (own[part] & free[whole]).total() >= _INSIDE * size:
            found[whole].add(part)
            free[whole] = free[whole] - own[part]
    return found


def _out_of_order(pairs: dict[int, int]) -> set[int]:
    """Old positions that are no part of the longest run of pairs in the same order."""
    tails: list[int] = []
    at: list[int] = []
    back: dict[int, int | None] = {}
    for i in sorted(pairs):
        place = bisect_left(tails, pairs[i])
        back[i] = at[place - 1] if place else None
        tails[place : place + 1], at[place : place + 1] = [pairs[i]], [i]
    kept: set[int] = set()
    last: int | None = at[-1] if at else None
    while last is not None:
        kept.add(last)
        last = back[last]
    return set(pairs) - kept
