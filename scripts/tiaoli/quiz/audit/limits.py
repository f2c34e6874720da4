"""Reworded questions about limits: the checks on prose tell when a key contradicts the text, never that it is right."""

import re

from tiaoli.claims import check_text
from tiaoli.model import ERROR, Evidence, Problem, Question
from tiaoli.quiz.audit import fills
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.passages import Text, find_runs
from tiaoli.quiz.audit.verdict import WRONG, Verdict
from tiaoli.quiz.stems import Stem

_CODES = ("wrong-time-limit", "wrong-head-count", "wrong-count", "wrong-remedy", "statute-fact")
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
