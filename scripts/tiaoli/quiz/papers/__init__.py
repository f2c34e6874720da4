"""Exam papers: a blueprint and the banks -> the questions of a paper in its versions.

`compose` chooses; `files.files` prints. What is for papers only never enters the site.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tiaoli.citations.resolve import printed
from tiaoli.model import ERROR, Campaign, Problem, Question
from tiaoli.quiz.audit import Text
from tiaoli.quiz.checking import published
from tiaoli.quiz.papers.blueprint import Blueprint, Section, Want, named
from tiaoli.quiz.papers.giveaway import conflicts
from tiaoli.quiz.papers.selection import SHORT, Choice, Quota, Shortfall, choose, mask_of
from tiaoli.quiz.papers.versions import Asked, asked, shuffled

USE_NAMES = {"paper": "试卷题", "mock": "模拟考试题", "practice": "练习题"}


@dataclass(frozen=True, slots=True)
class Version:
    """One version: for each section its questions as printed."""

    letter: str
    sections: tuple[tuple[Section, tuple[Asked, ...]], ...]

    @property
    def asked(self) -> tuple[Asked, ...]:
        """All questions in the order of the paper."""
        return tuple(one for _, questions in self.sections for one in questions)


@dataclass(frozen=True, slots=True)
class Paper:
    """A composed paper. `uses`: how many questions of each use it has."""

    blueprint: Blueprint
    versions: tuple[Version, ...]
    uses: dict[str, int]


def compose(campaign: Campaign, blueprint: Blueprint, text: Text) -> tuple[Paper | None, tuple[Problem, ...]]:
    """The paper, or None and one problem for each quota that can't be met. The same input gives the same paper."""
    uses = tuple(dict.fromkeys(use for section in blueprint.sections for use in section.use))
    questions = eligible(campaign, text, uses, blueprint.audience, blueprint.exclude)
    pools = [
        mask_of(questions, lambda q, s=section: q.type == s.type and q.use in s.use) for section in blueprint.sections
    ]
    quotas = [quota for at, section in enumerate(blueprint.sections) for quota in quotas_of(section, at, questions)]
    ranks = [uses.index(question.use) for question in questions]
    choice = choose(questions, pools, quotas, conflicts(questions, text), ranks, str(blueprint.seed))
    if choice.short:
        return None, tuple(problem_of(short, blueprint.path) for short in choice.short)
    chosen = [[questions[at] for at in group] for group in choice.groups]
    made = tuple(_version(blueprint, letter, chosen) for letter in blueprint.versions)
    counts = Counter(question.use for group in chosen for question in group)
    return Paper(blueprint, made, {use: counts[use] for use in uses if counts[use]}), ()


def eligible(
    campaign: Campaign, text: Text, uses: Iterable[str], audience: Iterable[str] = (), exclude: Iterable[str] = ()
) -> list[Question]:
    """Questions that may be asked: audited ok, of these uses, for these people; in the order of their ids.

    Their chapter is filled in from the evidence where the bank leaves it open.
    """
    wanted, left_out = set(audience), set(exclude)
    found = [q for bank in campaign.quizzes for q in published(bank, text, tuple(uses))]
    kept = [q for q in found if q.id not in left_out and (not wanted or wanted & set(q.audience))]
    return sorted((_with_chapter(q, campaign) for q in kept), key=lambda q: q.id)


def _with_chapter(question: Question, campaign: Campaign) -> Question:
    if question.chapter or not question.evidence:
        return question
    chapter = campaign.statute.chapter_of(question.evidence[0].target)
    return replace(question, chapter=chapter.number) if chapter else question


def quotas_of(section: Section, group: int, questions: list[Question]) -> list[Quota]:
    """The size of a section first, then what it asks of chapters, difficulties and tags."""
    everything = (1 << len(questions)) - 1
    size = Quota(
        group, f"{section.title}（{SHORT.get(section.type, section.type)}）", section.count, section.line, everything
    )
    return [size] + [_quota(section, want, group, questions) for want in section.wants]


def _quota(section: Section, want: Want, group: int, questions: list[Question]) -> Quota:
    return Quota(group, named(section.type, want), want.count, want.line, mask_of(questions, want.fits))


def problem_of(short: Shortfall, path: str) -> Problem:
    """第三章 多选 难度4：需要 5 题，只有 3 题。"""
    quota = short.quota
    few = "就不够了" if short.found < 0 else f"约能选 {short.found} 题"
    if short.excluded:
        message = (
            f"{quota.name}：需要 {quota.count} 题，去掉互相提示答案的题、又满足别的配额后{few}；"
            "请放宽配额、减少题数，或增加题目。"
        )
    else:
        message = f"{quota.name}：需要 {quota.count} 题，只有 {short.found} 题；请减少题数、换用别的题，或增加题目。"
    return Problem(path, quota.line, "paper-short", message, ERROR)


def _version(blueprint: Blueprint, letter: str, chosen: list[list[Question]]) -> Version:
    seed = f"{blueprint.seed}-{letter}"
    number, sections = 0, []
    for at, (section, questions) in enumerate(zip(blueprint.sections, chosen, strict=True)):
        rows = []
        for question in shuffled(questions, f"{seed}-{at}"):
            number += 1
            rows.append(asked(number, question, section.score, seed))
        sections.append((section, tuple(rows)))
    return Version(letter, tuple(sections))


def provisions(question: Question, campaign: Campaign) -> tuple[tuple[str, str], ...]:
    """(第三十四条第一款, the quoted words) for each piece of evidence."""
    return tuple((printed(campaign.statute, e.target), e.quote) for e in question.evidence)


__all__ = [
    "USE_NAMES", "Asked", "Choice", "Paper", "Version", "compose", "eligible", "problem_of", "provisions", "quotas_of",
]  # fmt: skip
