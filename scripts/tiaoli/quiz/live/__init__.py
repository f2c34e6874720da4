"""知识竞赛: a plan and the banks -> rounds of questions, as slides for the hall, a script for the host, a score sheet.

No question comes twice, and none gives another away, over all rounds: the explanation is read out after each answer.
"""

from collections import Counter
from dataclasses import dataclass

from tiaoli.model import Campaign, Problem, Question
from tiaoli.quiz.audit import Text
from tiaoli.quiz.live.plan import Level, Plan, Round
from tiaoli.quiz.papers import eligible, problem_of
from tiaoli.quiz.papers.giveaway import conflicts
from tiaoli.quiz.papers.selection import SHORT, Quota, choose, mask_of
from tiaoli.quiz.papers.versions import Asked, asked, shuffled

#: Characters of stem and options that a hall can read on one slide.
LEGIBLE = 200
#: The same once the answer stands below with its explanation.
LEGIBLE_ANSWERED = 340


@dataclass(frozen=True, slots=True)
class Posed:
    """A question of a contest. `team`: position of the team that must answer it, -1 for any."""

    asked: Asked
    level: Level
    team: int = -1


@dataclass(frozen=True, slots=True)
class Contest:
    """A composed contest: for each round its questions in order. `uses`: how many of each use."""

    plan: Plan
    rounds: tuple[tuple[Round, tuple[Posed, ...]], ...]
    uses: dict[str, int]


def compose(campaign: Campaign, plan: Plan, text: Text) -> tuple[Contest | None, tuple[Problem, ...]]:
    """The contest, or None and one problem for each round that can't be filled. The same input gives the same contest."""
    questions = [q for q in eligible(campaign, text, plan.use, plan.audience, plan.exclude) if _legible(q)]
    levels = [(one, level) for one in plan.rounds for level in one.levels]
    pools = [mask_of(questions, lambda q, level=level: _fits(q, level)) for _, level in levels]
    everything = (1 << len(questions)) - 1
    quotas = [
        Quota(at, _named(one, level), level.count, level.line, everything) for at, (one, level) in enumerate(levels)
    ]
    ranks = [plan.use.index(question.use) for question in questions]
    choice = choose(questions, pools, quotas, conflicts(questions, text), ranks, str(plan.seed))
    if choice.short:
        return None, tuple(problem_of(short, plan.path) for short in choice.short)
    groups = iter(choice.groups)
    number, rounds = 0, []
    for at, one in enumerate(plan.rounds):
        posed = []
        for level in one.levels:
            chosen = shuffled([questions[i] for i in next(groups)], f"{plan.seed}-{at}-{level.points}")
            for i, question in enumerate(chosen):
                number += 1
                team = i % len(plan.teams) if one.kind == "必答" else -1
                posed.append(Posed(asked(number, question, level.points, str(plan.seed)), level, team))
        rounds.append((one, tuple(posed)))
    counts = Counter(each.asked.question.use for _, posed in rounds for each in posed)
    return Contest(plan, tuple(rounds), {use: counts[use] for use in plan.use if counts[use]}), ()


def _fits(question: Question, level: Level) -> bool:
    return question.type in level.types and (not level.difficulty or question.difficulty in level.difficulty)


def _legible(question: Question) -> bool:
    asked = len(question.stem) + sum(len(option.text) for option in question.options)
    return asked <= LEGIBLE and asked + len(question.explanation) <= LEGIBLE_ANSWERED


def _named(one: Round, level: Level) -> str:
    """抢答题 单选、判断 难度3—5 in a message."""
    worth = f" {level.points}分档" if len(one.levels) > 1 else ""
    difficulty = f" 难度{'、'.join(map(str, level.difficulty))}" if level.difficulty else ""
    return f"{one.name}{worth} {'、'.join(SHORT[kind] for kind in level.types)}{difficulty}"
