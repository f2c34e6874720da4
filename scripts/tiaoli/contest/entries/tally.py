"""Scores -> places and awards, by the published rules; and judges whose scores lie far from the others'."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from statistics import mean, median, stdev

from tiaoli.contest.entries.key import Entry
from tiaoli.contest.entries.scores import Score
from tiaoli.contest.model import Contest

CENT = Decimal("0.01")
#: A judge is named from this mean distance on (points of 100), with at least so many entries, and so many standard errors.
FAR, ENTRIES, ERRORS = 5.0, 3, 2.0
#: An entry whose judges differ by this much (points of 100) is named for discussion.
SPREAD = 20
PENDING = "待评审组表决"


@dataclass(frozen=True)
class Place:
    """One entry's result. `criteria`: means of the rubric's rows; `dropped`: judges whose total was left out."""

    rank: int
    entry: Entry
    score: Decimal
    criteria: tuple[Decimal, ...]
    totals: tuple[tuple[str, Decimal], ...]
    dropped: tuple[str, ...] = ()
    award: str = ""
    note: str = ""

    @property
    def spread(self) -> Decimal:
        """Between the highest and the lowest total."""
        values = [total for _, total in self.totals]
        return max(values) - min(values)


@dataclass(frozen=True, slots=True)
class Distance:
    """How far a judge lies from the others on the same entries: the mean of own total less the others' median."""

    judge: str
    entries: int
    distance: float
    far: bool


def places(
    scores: Iterable[Score], entries: Iterable[Entry], contest: Contest, decided: Sequence[str] = ()
) -> tuple[Place, ...]:
    """All entries from the first place down, with awards. `decided`: numbers in the order of the jury's vote.

    Means are rounded to two decimals, half up, and compared as published. Equal ones go by the rubric's rows that the rules
    name; those still equal share a place (并列), or wait for the vote.
    """
    by_entry: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        by_entry[score.number].append(score)
    made = [_place(entry, by_entry[entry.number], contest) for entry in entries if by_entry[entry.number]]
    order = {c.title: i for i, c in enumerate(contest.judging.rubric)}
    votes = {number: at for at, number in enumerate(decided)}

    def standing(p: Place) -> tuple:
        return (-p.score, *(-p.criteria[order[title]] for title in contest.judging.tie))

    made.sort(key=lambda p: (standing(p), votes.get(p.entry.number, len(votes)), p.entry.number))
    ranked: list[Place] = []
    for at, one in enumerate(made):
        before = ranked[-1] if ranked else None
        level = before is not None and standing(one) == standing(before) and not _split(one, before, votes)
        ranked.append(replace(one, rank=before.rank if level and before else at + 1, note=_note(one, made, standing)))
    return tuple(_award(ranked, contest))


def _split(one: Place, other: Place, votes: dict[str, int]) -> bool:
    return one.entry.number in votes and other.entry.number in votes


def _note(one: Place, made: list[Place], standing) -> str:
    same = [p for p in made if p.score == one.score and p is not one]
    if not same:
        return ""
    return "同分，按公布的规则比较" if all(standing(p) != standing(one) for p in same) else "同分且各项比较相同"


def _place(entry: Entry, scores: list[Score], contest: Contest) -> Place:
    ordered = sorted(scores, key=lambda s: (s.total, s.judge))
    kept, dropped = ordered, ()
    if contest.judging.drop_extremes and len(ordered) >= 3:
        kept, dropped = ordered[1:-1], (ordered[0].judge, ordered[-1].judge)
    criteria = tuple(_rounded(Decimal(mean(column))) for column in zip(*(s.points for s in kept), strict=True))
    score = _rounded(Decimal(mean(s.total for s in kept)))
    return Place(0, entry, score, criteria, tuple((s.judge, s.total) for s in scores), dropped)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _award(ranked: list[Place], contest: Contest) -> list[Place]:
    """Awards from the first down; who shares the place of the last one given either gets it too or waits for the vote."""
    out = list(ranked)
    start = 0
    for award in contest.awards:
        stop = min(start + award.count, len(out))
        if start >= stop:
            break
        end = stop
        while end < len(out) and out[end].rank == out[stop - 1].rank:
            end += 1
        tied = out[stop - 1].rank if end > stop else None
        if tied is not None and contest.judging.tie_then != "并列":
            for i in range(start, end):
                waits = out[i].rank == tied
                out[i] = replace(
                    out[i],
                    award=PENDING if waits else award.name,
                    note=_vote(out[i], award.name) if waits else out[i].note,
                )
            start = end
            break  # what follows depends on the vote
        for i in range(start, end):
            out[i] = replace(out[i], award=award.name, note="并列" if out[i].rank == tied else out[i].note)
        start = end
    return out


def _vote(place: Place, award: str) -> str:
    return f"同分且各项比较相同，{award}名额不够，须评审组表决后用 --order 写明次序"


def distances(scores: Sequence[Score]) -> tuple[Distance, ...]:
    """Every judge, the farthest first.

    For each entry: own total less the median of the other judges' totals. A judge is far when the mean of these is at
    least `FAR` points and more than `ERRORS` standard errors of it from nought, on at least `ENTRIES` entries.
    """
    by_entry: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        by_entry[score.number].append(score)
    found: dict[str, list[float]] = defaultdict(list)
    for group in by_entry.values():
        for score in group:
            others = [float(s.total) for s in group if s.judge != score.judge]
            if others:
                found[score.judge].append(float(score.total) - median(others))
    out = []
    for judge, values in found.items():
        middle = mean(values)
        error = stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
        far = len(values) >= ENTRIES and abs(middle) >= FAR and abs(middle) > ERRORS * error
        out.append(Distance(judge, len(values), round(middle, 2), far))
    return tuple(sorted(out, key=lambda d: (-abs(d.distance), d.judge)))
