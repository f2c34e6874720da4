"""Everything that is about to be published, against the text of the statute and against itself.

`check` never stops at the first problem: it returns all of them, sorted by file and line. Errors stop a build.
"""

from collections import Counter
from dataclasses import dataclass, field

from tiaoli import campaign as plans
from tiaoli import handouts, outreach, quiz
from tiaoli.check import data, facts, links, pages, privacy, wording
from tiaoli.claims import Claims
from tiaoli.contest import checking as contests
from tiaoli.model import ERROR, NOTE, Campaign, Problem
from tiaoli.quiz import checking

_ORDER = {ERROR: 0, "warning": 1, NOTE: 2}


@dataclass(frozen=True)
class Report:
    """All problems, sorted; `escapes`: how often each mark ({.derived}, {.local}, 编者注 …) was used; `claims` checked."""

    problems: tuple[Problem, ...]
    escapes: dict[str, int] = field(default_factory=dict)
    citations: int = 0

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Those that stop a build."""
        return tuple(p for p in self.problems if p.severity == ERROR)


def check(campaign: Campaign) -> list[Problem]:
    """Problems of the whole content root, sorted by path, line and severity."""
    return list(report(campaign).problems)


def report(campaign: Campaign) -> Report:
    """`check` with its counts."""
    subject = pages.subject(campaign)
    found: list[Problem] = list(campaign.problems)
    escapes: Counter[str] = Counter()
    citations = 0
    results: list[Claims] = [pages.check_entry(entry, subject) for entry in campaign.entries]
    results += data.check(campaign, subject)
    results.append(handouts.check(campaign, subject))
    results.append(plans.check(campaign, subject))
    results.append(contests.check(campaign, subject))
    results.append(outreach.check(campaign, subject))
    for claims in results:
        found += claims.problems
        escapes.update(claims.escapes)
        citations += len(claims.citations)
    found += data.check_statutes(campaign, subject)
    found += data.check_procedure(campaign)
    found += facts.check(campaign)
    found += checking.check(campaign.quizzes, quiz.text_of(campaign), subject)
    found += links.check(campaign)
    found += wording.check(campaign)
    found += privacy.check(campaign)
    unique = dict.fromkeys(found)
    ordered = sorted(unique, key=lambda p: (p.path, p.line, _ORDER.get(p.severity, 3), p.code, p.message))
    return Report(tuple(ordered), dict(sorted(escapes.items())), citations)
