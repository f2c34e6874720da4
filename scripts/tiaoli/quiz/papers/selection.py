"""Choose questions so that every quota is met exactly and no two exclude each other.

A depth-first search with look-ahead: at each step the tightest quota (fewest candidates above its need) is served
first, and a branch ends as soon as some quota can no longer be met. Sets of candidates are bits of an integer, so a
step costs microseconds, and papers of 100 questions from banks of thousands need no solver library: quotas are few and
mostly disjoint, where this search hardly ever turns back. It is seeded, and the same input gives the same choice.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from tiaoli.model import Question

#: Steps of one attempt, and attempts with another order, before giving up.
STEPS, ATTEMPTS = 1500, 8
#: Attempts to tell which group it is that can not be filled.
DIAGNOSIS = 2
#: Names of question types in a message about a quota.
SHORT = {"single": "单选", "multi": "多选", "judge": "判断", "blank": "填空", "short": "简答", "order": "排序"}


@dataclass(frozen=True, slots=True)
class Quota:
    """`count` questions, exactly, of one group. `name` says which in a message, `line` is its place in the blueprint."""

    group: int
    name: str
    count: int
    line: int
    matching: int = 0


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A quota that can't be met: how many there are; `excluded`: there are enough, but others exclude some of them, and
    so many were found (-1: it isn't known)."""

    quota: Quota
    found: int
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """Positions chosen for each group, ascending; or the quotas that can't be met."""

    groups: tuple[tuple[int, ...], ...] = ()
    short: tuple[Shortfall, ...] = ()


def choose(
    questions: Sequence[Question], pools: Sequence[int], quotas: Sequence[Quota], conflicts: Sequence[int],
    ranks: Sequence[int], seed: str,
) -> Choice:  # fmt: skip
    """Questions for each group.

    `pools`: for each group its candidates as a mask; the first quota of a group is its size. `conflicts`: masks of
    questions that exclude each other. `ranks`: lower ones are preferred. Quotas of one group may overlap.
    """
    few = [Shortfall(q, n) for q in quotas if (n := (pools[q.group] & q.matching).bit_count()) < q.count]
    if few:
        return Choice(short=tuple(few))
    quotas = [*quotas, *_rests(quotas)]
    found, worst = _attempts(questions, pools, quotas, conflicts, ranks, seed, ATTEMPTS)
    if found is not None:
        return Choice(tuple(tuple(_bits(mask)) for mask in found))
    return Choice(short=(_culprit(questions, pools, quotas, conflicts, ranks, seed) or worst,))


def _rests(quotas: Sequence[Quota]) -> list[Quota]:
    """What quotas that don't overlap leave to all other questions: 8 of chapter 3 in a section of 20 leave 12 to the rest.

    This says nothing new, but without it a search fills a section with what the difficulties have no room for.
    """
    out = []
    for group in sorted({quota.group for quota in quotas}):
        size, *others = [quota for quota in quotas if quota.group == group]
        while others:
            family, union, left = 0, 0, []
            for quota in others:
                if quota.matching & union:
                    left.append(quota)
                else:
                    family, union = family + quota.count, union | quota.matching
            rest = size.count - family
            if rest >= 0:
                out.append(Quota(group, f"{size.name}其余各题", rest, size.line, size.matching & ~union))
            others = left
    return out


def _culprit(questions, pools, quotas, conflicts, ranks, seed: str) -> Shortfall | None:
    """The first group that can't be filled beside those before it."""
    for group in range(len(pools)):
        before = [quota for quota in quotas if quota.group <= group]
        found, short = _attempts(questions, pools, before, conflicts, ranks, seed, DIAGNOSIS)
        if found is None:
            size = next(quota for quota in quotas if quota.group == group)
            return short if short.quota.group == group else Shortfall(size, -1, True)
    return None


def _attempts(
    questions, pools, quotas, conflicts, ranks, seed: str, count: int
) -> tuple[list[int] | None, Shortfall | None]:
    """The chosen masks, or the quota that came nearest to being met."""
    worst: Shortfall | None = None
    for attempt in range(count):
        search = _Search(questions, quotas, conflicts, ranks, random.Random(f"{seed}-{attempt}"))
        found = search.run(list(pools))
        if found is not None:
            return found, None
        if worst is None or search.short.quota.count - search.short.found < worst.quota.count - worst.found:
            worst = search.short
    return None, worst


class _Search:
    """One attempt; holds the steps that are left and the quota that most nearly was met."""

    def __init__(self, questions, quotas, conflicts, ranks, rng: random.Random) -> None:
        self._questions, self._quotas, self._conflicts = questions, quotas, conflicts
        chance = list(range(len(questions)))
        rng.shuffle(chance)
        # few conflicts first where the use is the same: leaves most to choose from later
        self._order = [(ranks[i], min(conflicts[i].bit_count() // 4, 4), chance[i]) for i in range(len(questions))]
        self._articles = [_articles(question) for question in questions]
        self._steps = STEPS
        self.short = Shortfall(quotas[0], 0, True)
        self._deepest = -1

    def run(self, pools: list[int]) -> list[int] | None:
        """The chosen mask of each group, or None."""
        return self._next(pools, [0] * len(pools), 0)

    def _next(self, pools: list[int], chosen: list[int], depth: int) -> list[int] | None:
        # a quota that is met takes its other candidates out, which can make another one fail: to a fixed point
        pools = list(pools)
        tightest, least = None, 0
        settled = False
        while not settled:
            settled, tightest = True, None
            for quota in self._quotas:
                have = (chosen[quota.group] & quota.matching).bit_count()
                there = pools[quota.group] & quota.matching
                need = quota.count - have
                if need == 0:
                    if there:
                        pools[quota.group] &= ~quota.matching
                        settled = False
                    continue
                slack = there.bit_count() - need
                if slack < 0:
                    self._note(quota, have + there.bit_count(), depth)
                    return None
                if tightest is None or slack < least:
                    tightest, least = quota, slack
        if tightest is None:
            return chosen
        candidates = pools[tightest.group] & tightest.matching
        used = self._used(chosen)
        order = sorted(
            _bits(candidates), key=lambda i: (self._order[i][0], len(self._articles[i] & used), *self._order[i][1:])
        )
        for at in order:
            if self._steps <= 0:
                return None
            self._steps -= 1
            taken = list(chosen)
            taken[tightest.group] |= 1 << at
            out = self._conflicts[at] | 1 << at
            found = self._next([pool & ~out for pool in pools], taken, depth + 1)
            if found is not None:
                return found
            # without this one: every other way of serving the quota is tried below, none of them with it
            pools = [pool & ~(1 << at) for pool in pools]
            there = pools[tightest.group] & tightest.matching
            if there.bit_count() < tightest.count - (chosen[tightest.group] & tightest.matching).bit_count():
                return None
        return None

    def _used(self, chosen: list[int]) -> set[str]:
        return {article for mask in chosen for i in _bits(mask) for article in self._articles[i]}

    def _note(self, quota: Quota, found: int, depth: int) -> None:
        if depth > self._deepest:
            self._deepest, self.short = depth, Shortfall(quota, found, True)


def _articles(question: Question) -> frozenset[str]:
    """Articles that bear the question out: a paper goes round the text before it comes back to one of them."""
    return frozenset(evidence.target.partition("-p")[0] for evidence in question.evidence)


def _bits(mask: int):
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def mask_of(questions: Sequence[Question], wanted) -> int:
    """The candidates for which `wanted` holds."""
    return sum(1 << at for at, question in enumerate(questions) if wanted(question))
