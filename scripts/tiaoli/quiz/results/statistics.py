"""Tables of merged results: units, distribution, weak articles, items. Nothing here is about a single person.

A group of fewer than three is never shown by itself: its people could be told from the numbers. Small units go together
into one row; where that row is still too small, it is left out of the total too, or the total would give it away.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tiaoli.model import Question, Statute
from tiaoli.quiz.results.merging import Merged, Result

#: The smallest group that is shown.
GROUP = 3
#: Lower ends of the bands of percent.
BANDS = ((0, "60分以下"), (60, "60—69"), (70, "70—79"), (80, "80—89"), (90, "90—100"))
#: Shares at the upper and lower end that discrimination compares (Kelley's 27 %), and from how many people on.
TAIL, ENOUGH = 0.27, 20
UNNAMED, SMALL = "（未填单位）", "（不足3人的单位合并）"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's row; `average`, `passed` (share) and `bands` None where the group is too small to be shown."""

    name: str
    count: int
    average: float | None
    passed: float | None
    bands: tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Weak:
    """An article: how many answers on it, and the share of their points that was earned."""

    address: str
    label: str
    answers: int
    share: float


@dataclass(frozen=True, slots=True)
class Item:
    """A question. `discrimination`: share of the best 27 % less that of the last 27 %, None where too few answered.

    `options`: how often each was chosen, () for types without; `unchosen`: letters of those that nobody chose.
    """

    question: Question
    answers: int
    blank: int
    share: float
    discrimination: float | None
    options: tuple[int, ...]
    unchosen: str
    advice: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is printed. `mode`: whose marks the unit tables hold."""

    mode: str
    pass_line: float
    units: tuple[Unit, ...]
    total: Unit
    weak: tuple[Weak, ...]
    items: tuple[Item, ...]
    submissions: tuple[tuple[str, str, int, int], ...]
    merged: Merged


def report(merged: Merged, statute: Statute, pass_line: float = 60) -> Report:
    """The tables; marks are those of mock exams, of practice where there is no mock exam."""
    mode = "mock" if any(one.handed.mode == "mock" for one in merged.results) else "practice"
    marked = [one for one in merged.results if one.handed.mode == mode]
    units, total = _units(marked, pass_line)
    return Report(
        mode,
        pass_line,
        units,
        total,
        _weak(merged.results, statute),
        _items(merged.results),
        _submissions(merged.results),
        merged,
    )


def _units(results: list[Result], pass_line: float) -> tuple[tuple[Unit, ...], Unit]:
    groups: dict[str, list[Result]] = defaultdict(list)
    for one in results:
        groups[one.handed.unit or UNNAMED].append(one)
    small = sorted(name for name, group in groups.items() if len(group) < GROUP)
    shown = [_unit(name, groups[name], pass_line) for name in sorted(groups) if name not in small]
    together = [one for name in small for one in groups[name]]
    if len(together) >= GROUP and len(small) > 1:
        shown.append(_unit(SMALL, together, pass_line))
        hidden: set[str] = set()
    else:
        shown += [Unit(name, len(groups[name]), None, None, None) for name in small]
        hidden = set(small)
    counted = [one for one in results if (one.handed.unit or UNNAMED) not in hidden]
    return tuple(shown), _unit("合计" if not hidden else "合计（不含不足3人的单位）", counted, pass_line)


def _unit(name: str, group: list[Result], pass_line: float) -> Unit:
    if len(group) < GROUP:
        return Unit(name, len(group), None, None, None)
    percents = [one.percent for one in group]
    bands = Counter(max(at for at, (low, _) in enumerate(BANDS) if percent >= low) for percent in percents)
    passed = sum(percent >= pass_line for percent in percents) / len(percents)
    return Unit(name, len(group), sum(percents) / len(percents), passed, tuple(bands[at] for at in range(len(BANDS))))


def _weak(results: Iterable[Result], statute: Statute) -> tuple[Weak, ...]:
    """Articles from the weakest on; a question on two articles counts for both."""
    earned: dict[str, list[float]] = defaultdict(list)
    articles: dict[str, tuple[str, ...]] = {}
    people: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for one in results:
        for each in one.answers:
            if each.question is None or each.share is None:
                continue
            if each.question.id not in articles:
                found = (statute.article_of(e.target) for e in each.question.evidence)
                articles[each.question.id] = tuple(dict.fromkeys(unit.address for unit in found if unit))
            for address in articles[each.question.id]:
                earned[address].append(each.share)
                people[address].add((one.handed.unit, one.handed.code))
    rows = [
        Weak(address, statute.index[address].label, len(shares), sum(shares) / len(shares))
        for address, shares in earned.items() if len(people[address]) >= GROUP
    ]  # fmt: skip
    order = {unit.address: at for at, unit in enumerate(statute.articles)}
    return tuple(sorted(rows, key=lambda row: (round(row.share, 4), order.get(row.address, 0))))


def _items(results: Iterable[Result]) -> tuple[Item, ...]:
    found: dict[str, list[tuple[float, str, float]]] = defaultdict(list)
    questions: dict[str, Question] = {}
    for one in results:
        for each in one.answers:
            if each.question is not None and each.share is not None:
                questions[each.question.id] = each.question
                found[each.question.id].append((one.percent, each.answer.given, each.share))
    return tuple(_item(questions[key], rows) for key, rows in sorted(found.items()) if len(rows) >= GROUP)


def _item(question: Question, rows: list[tuple[float, str, float]]) -> Item:
    share = sum(row[2] for row in rows) / len(rows)
    discrimination = None
    if len(rows) >= ENOUGH:
        ranked = sorted(rows, key=lambda row: row[0])
        tail = max(1, round(len(rows) * TAIL))
        discrimination = (sum(row[2] for row in ranked[-tail:]) - sum(row[2] for row in ranked[:tail])) / tail
    options: tuple[int, ...] = ()
    if question.type in ("single", "multi"):
        counts = Counter(letter for _, given, _ in rows for letter in given)
        options = tuple(counts[_LETTERS[at]] for at in range(len(question.options)))
    unchosen = "".join(_LETTERS[at] for at, count in enumerate(options) if not count) if len(rows) >= ENOUGH else ""
    blank = sum(not given for _, given, _ in rows)
    return Item(
        question, len(rows), blank, share, discrimination, options, unchosen, _advice(share, discrimination, unchosen)
    )


def _advice(share: float, discrimination: float | None, unchosen: str) -> str:
    said = []
    if discrimination is not None and discrimination < 0:
        said.append("成绩好的反而答错，请核对题目和答案")
    elif discrimination is not None and discrimination < 0.2 and 0.1 < share < 0.9:
        said.append("区分度低，看看题干是不是说得不清楚")
    if share < 0.3:
        said.append("偏难，宜加强这一条的学习")
    elif share > 0.95 and discrimination is not None:
        said.append("偏易")
    if unchosen:
        said.append(f"选项 {'、'.join(unchosen)} 没有人选，可以换一个")
    return "；".join(said)


def _submissions(results: Iterable[Result]) -> tuple[tuple[str, str, int, int], ...]:
    """(unit, code, mock exams, practice results) in the order of units and codes: who handed in, without marks."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for one in results:
        counts[one.handed.unit or UNNAMED, one.handed.code][one.handed.mode] += 1
    return tuple((*key, count["mock"], count["practice"]) for key, count in sorted(counts.items()))
