"""Reworded questions about limits: the checks on prose tell when a key contradicts the text, never that it is right."""

import re

from tiaoli.claims import check_text
from tiaoli.model import ERROR, Evidence, Problem, Question
from tiaoli.numerals import NUMERAL
from tiaoli.quiz.audit import fills
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.passages import Text, find_runs
from tiaoli.quiz.audit.verdict import OK, PROVED, WRONG, Verdict
from tiaoli.quiz.stems import Stem

#: Share of pieces that a claim has of the sentence that states the limit, from which it is about that limit.
OWN_WORDS = 0.75
_CODES = ("wrong-time-limit", "wrong-head-count", "wrong-count", "wrong-remedy", "statute-fact")
_AMOUNT = re.compile(rf"[{NUMERAL}]+(?:个工作日|日|天|人|名)")
_ADVICE = re.compile(r"（故意举错.*?）|，请改正|：请改正")


def contradicted(text: Text, question: Question, stem: Stem) -> Verdict | None:
    """`wrong` where the completed sentence states a limit that the text doesn't; None otherwise."""
    if not text.timelimits and not text.headcounts or stem.negative:
        return None
    if question.type == "judge" and question.answer:
        fault = _fault(text, re.sub(r"[（(]\s*[）)]", "", stem.body))
        return _wrong(text, fault, False) if fault else None
    if question.type == "blank" and len(question.answers) == len(stem.parts) - 1:
        fault = _fault(text, fills.complete(stem.parts, tuple(words[0] for words in question.answers)))
        return _wrong(text, fault, None) if fault else None
    if question.type == "single" and len(question.keyed) == 1 and len(stem.parts) > 1:
        faults = [_fault(text, sentence) if (sentence := _sentence(stem, o.text)) else None for o in question.options]
        right = [at for at, fault in enumerate(faults) if fault is None]
        fault = faults[question.keyed[0]]
        if fault and right:
            return _wrong(text, fault, tuple(right) if len(right) == 1 else None)
    return None


def refuted(text: Text, question: Question, stem: Stem) -> Verdict | None:
    """`ok` for a judgement keyed 错 that states a limit wrongly, when its amount alone is wrong: with the amount that the
    text has in its place nothing is left to say against it. None otherwise.
    """
    if question.type != "judge" or question.answer is not False or stem.negative:
        return None
    claim = re.sub(r"[（(]\s*[）)]", "", stem.body)
    fault = _fault(text, claim)
    told = _AMOUNT.findall(fault.found or "") if fault else []
    if not fault or len(told) != 1 or fault.found not in claim:
        return None
    right = set(_AMOUNT.findall(fault.expected or "")) - {told[0]}
    for amount in sorted(right):
        mended = claim.replace(fault.found, fault.found.replace(told[0], amount))
        if overlap(plain(mended, text.names), plain(fault.expected, text.names)) < OWN_WORDS:
            continue  # 本县实行30日办结制 says nothing of the rule
        if not _fault(text, mended):
            rows = [r for r in (*text.timelimits, *text.headcounts) if r.quote == fault.expected]
            return (
                Verdict(OK, "", False, tuple(Evidence(r.target, r.quote) for r in rows[:1]), PROVED) if rows else None
            )
    return None


def _sentence(stem: Stem, option: str) -> str:
    parts = fills.fillers_of(option, len(stem.parts) - 1)
    return fills.complete(stem.parts, parts) if parts else ""


def _fault(text: Text, sentence: str) -> Problem | None:
    if find_runs(text, plain(sentence, text.names)):
        return None  # the text's own words contradict nothing, whatever they leave out
    found = (p for p in check_text(sentence, text.subject).problems if p.code in _CODES and p.severity == ERROR)
    return next(found, None)


def _wrong(text: Text, fault: Problem, expected: tuple | bool | None) -> Verdict:
    rows = [r for r in (*text.timelimits, *text.headcounts) if fault.expected and r.quote == fault.expected]
    evidence = tuple(Evidence(r.target, r.quote) for r in rows[:1])
    return Verdict(WRONG, f"{_ADVICE.sub('', fault.message).rstrip('。')}；请改正答案", expected, evidence)
