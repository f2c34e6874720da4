"""Results as handed in -> results that count: right site and text, marked anew, one for each code."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from tiaoli.model import Question
from tiaoli.quiz.results.grading import share
from tiaoli.quiz.results.reading import Answer, Fault, Handed

Keep = Literal["latest", "best"]
MODES = {"mock": "模拟考试", "practice": "练习"}
#: Marks are kept to a hundredth.
_NEAR = 0.011


@dataclass(frozen=True, slots=True)
class Marked:
    """One answer with the share that it earned; None where its question could not be marked anew."""

    answer: Answer
    question: Question | None
    share: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """One result that counts. `percent`: of full marks, marked anew."""

    handed: Handed
    percent: float
    answers: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Merged:
    """All that counts, and what does not. `read`: results found; `doubled`: left out since the same code has another."""

    results: tuple[Result, ...]
    faults: tuple[Fault, ...]
    read: int
    doubled: int
    keep: Keep


def merge(
    handed: Iterable[Handed | Fault], questions: dict[str, Question], names: re.Pattern[str], site: str, statute: str,
    keep: Keep = "latest",
) -> Merged:  # fmt: skip
    """Results by file order; `questions` by id, of the banks as they are now; `site` and `statute` as the pages have them."""
    faults, right = [], []
    found = 0
    for one in handed:
        if isinstance(one, Fault):
            faults.append(one)
            continue
        found += 1
        if fault := _foreign(one, site, statute):
            faults.append(fault)
        else:
            right.append(one)
    marked = [(one, _marked(one, questions, names, cache)) for cache in ({},) for one in right]
    worth = _worth(marked)
    results = []
    for one, answers in marked:
        result, told = _result(one, answers, worth)
        faults += told
        if result is not None:
            results.append(result)
    kept, doubled, told = _once(results, keep)
    return Merged(tuple(kept), tuple(faults + told), found, doubled, keep)


def _foreign(one: Handed, site: str, statute: str) -> Fault | None:
    if one.site != site:
        return Fault(one.file, one.row, "别的网站", f"这是另一个网站（{one.site or '没有写明'}）的成绩，没有计入。")
    if one.statute != statute:
        return Fault(
            one.file,
            one.row,
            "条文版本不同",
            "做题时的条文和现在的不是同一个版本，没有计入；请让交的人打开新的网页重做。",
        )
    if one.mode not in MODES:
        return Fault(one.file, one.row, "读不懂", "不知道是练习还是模拟考试，没有计入；请让交的人重新导出。")
    if not one.code:
        return Fault(
            one.file,
            one.row,
            "没有代号",
            "没有代号，认不出是不是同一个人交了两次，没有计入；请让交的人填上代号重新导出。",
        )
    if not one.answers or one.full <= 0:
        return Fault(one.file, one.row, "没有作答", "里面没有做过的题，没有计入。")
    return None


def _marked(one: Handed, questions: dict[str, Question], names: re.Pattern[str], cache: dict) -> tuple[Marked, ...]:
    out = []
    for answer in one.answers:
        question = questions.get(answer.id)
        if question is None or question.rev != answer.rev:
            out.append(Marked(answer, None, None))
            continue
        key = (answer.id, answer.given)
        if key not in cache:
            cache[key] = share(question, answer.given, names)
        out.append(Marked(answer, question, cache[key]))
    return tuple(out)


def _worth(marked: list[tuple[Handed, tuple[Marked, ...]]]) -> dict[tuple[str, str], float]:
    """What a question of a type is worth in a mock exam: what most results say of answers that are wholly right.

    A page gives all questions of a type the same marks; a single result that says otherwise was tampered with.
    """
    said: dict[tuple[str, str], Counter[float]] = defaultdict(Counter)
    for one, answers in marked:
        if one.mode == "mock":
            for each in answers:
                if each.share == 1.0 and each.question is not None and each.answer.points > 0:
                    said[one.title, each.question.type][each.answer.points] += 1
    return {key: min(counts.items(), key=lambda item: (-item[1], item[0]))[0] for key, counts in said.items()}


def _result(
    one: Handed, answers: tuple[Marked, ...], worth: dict[tuple[str, str], float]
) -> tuple[Result | None, list[Fault]]:
    """The result marked anew; points of questions that can't be marked count as handed in, and are named."""
    faults = []
    unknown = [each.answer.id for each in answers if each.question is None]
    if unknown:
        listed = "、".join(unknown[:5]) + ("等" if len(unknown) > 5 else "")
        message = (
            f"有 {len(unknown)} 题不在现在的题库里或版次不同（{listed}），不能重新判分，这几题没有计入分数和题目分析。"
        )
        faults.append(Fault(one.file, one.row, "题目版次不同", message, left_out=False))
    if any(each.question is not None and each.share is None for each in answers) or len(
        {e.answer.id for e in answers}
    ) < len(answers):
        return None, [
            Fault(one.file, one.row, "内容被改动", "作答内容不合题目（选项或题号不对），没有计入；请让交的人重新导出。")
        ]
    known = [each for each in answers if each.question is not None]
    if not known:
        return None, [
            replace(faults[0], left_out=True, message="题目都不在现在的题库里或版次不同，没有计入；请核对题库。")
        ]
    earned = full = 0.0
    differs = False
    for each in known:
        points = _points(one, each.question, worth)
        earned += each.share * points
        full += points
        differs = differs or abs(each.share * points - each.answer.points) > _NEAR
    said = sum(each.answer.points for each in answers)
    if differs or abs(said - one.score) > _NEAR * len(answers):
        message = f"文件写的得分是 {one.score:g}，按题库重新判分是 {earned:g}（满分 {full:g}）；以重新判分为准。"
        faults.append(Fault(one.file, one.row, "分数不符", message, left_out=False))
    return Result(one, round(100 * earned / full, 2) if full else 0.0, answers), faults


def _points(one: Handed, question: Question, worth: dict[tuple[str, str], float]) -> float:
    if one.mode == "practice":
        return question.score
    return worth.get((one.title, question.type), question.score)


def _once(results: list[Result], keep: Keep) -> tuple[list[Result], int, list[Fault]]:
    """One result for each code of a unit, mode and title; a code in two units is two people, and is named."""
    groups: dict[tuple[str, ...], list[Result]] = defaultdict(list)
    units: dict[tuple[str, ...], dict[str, Handed]] = defaultdict(dict)
    for one in results:
        handed = one.handed
        groups[handed.mode, handed.title, handed.unit, handed.code].append(one)
        units[handed.mode, handed.title, handed.code].setdefault(handed.unit, handed)
    kept = []
    for group in groups.values():
        if keep == "best":
            kept.append(max(group, key=lambda one: (one.percent, one.handed.finished)))
        else:
            kept.append(max(group, key=lambda one: (one.handed.finished, one.percent)))
    told = []
    for (_, _, code), known in units.items():
        if len(known) > 1:
            *_, last = known.values()
            listed = "、".join(unit or "未填单位" for unit in known)
            message = f"代号 {code} 在 {len(known)} 个单位（{listed}）都有，按不同的人计；如果是一个人填错了单位，请删去一份再合并。"
            told.append(Fault(last.file, last.row, "代号重复", message, left_out=False))
    return kept, len(results) - len(kept), told
