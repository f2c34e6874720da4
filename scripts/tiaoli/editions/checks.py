"""A unit's own words against the statute, as site.yml's are: claims, the office's wordings, personal numbers."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tiaoli.campaign import check as check_plan
from tiaoli.check import data, wording
from tiaoli.check.pages import subject
from tiaoli.contest import checking
from tiaoli.editions.columns import BY_KEY
from tiaoli.editions.units import Fault, Unit
from tiaoli.model import ERROR, WARNING, Campaign, Problem, Settings
from tiaoli.privacy import find

#: Kinds that an office's own numbers aren't: whose card, whose petition.
_NOBODYS = frozenset({"id", "card", "petition"})
#: Of a message: which mark makes an exception in a page; a cell has none.
_MARKS = re.compile(r"（[^（）]*\{\.[^（）]*）")


class Checker:
    """Checks units one after another; what holds for all is read once."""

    def __init__(self, campaign: Campaign) -> None:
        self._subject = subject(campaign)
        self._bare = replace(
            campaign, entries=(), glossary=(), superseded=(), meanings=(), confusions=(), procedure=None, quizzes=(),
            handouts=(), contest=None, plan=None, kits=(), local=(), problems=(), assets=(),
        )  # fmt: skip

    def faults(self, unit: Unit) -> Iterator[Fault]:
        """What is wrong with a unit's texts, by cell."""
        keys = [key for key in unit.values if BY_KEY[key].kind == "text"]
        # each text under its own key, with the number of its column for a line: so a problem names its cell
        settings = Settings({f"t{at}": unit.values[key] for at, key in enumerate(keys)},
                            {f"t{at}": at + 1 for at in range(len(keys))})  # fmt: skip
        campaign = replace(self._bare, settings=settings)
        found = [problem for claims in data.check(campaign, self._subject) for problem in claims.problems]
        for problem in [*found, *wording.check(campaign)]:
            if problem.severity in (ERROR, WARNING) and problem.line:
                yield self._fault(unit, keys[problem.line - 1], problem)
        for key in keys:
            if numbers := [one for one in find(unit.values[key]) if one.kind in _NOBODYS]:
                shown = "、".join(f"{one.name} {one.shown}" for one in numbers)
                yield Fault(
                    unit.row, unit.columns.get(key, ""), BY_KEY[key].title, f"有{shown}；请删去。", ERROR, unit.sheet
                )

    def _fault(self, unit: Unit, key: str, problem: Problem) -> Fault:
        message = _MARKS.sub("", problem.message).rstrip("。") + "。"
        return Fault(unit.row, unit.columns.get(key, ""), BY_KEY[key].title, message, problem.severity, unit.sheet)


def dates(campaign: Campaign) -> list[str]:
    """What is wrong with the plan and the contest of a campaign that has a unit's dates."""
    against = subject(campaign)
    found = [*check_plan(campaign, against).problems, *checking.check(campaign, against).problems]
    return list(dict.fromkeys(problem.message for problem in found if problem.severity == ERROR))
