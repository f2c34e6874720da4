"""Is the key of a question what the text says?

`audit` gives one verdict a question. `ok` means proved from the text's own words, or (in a bank of ours) approved by two
people; whatever the rules can't decide is `unsupported`, never `ok`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tiaoli.citations import verify
from tiaoli.model import Question, QuizBank
from tiaoli.quiz import stems
from tiaoli.quiz.audit import choices, fills, limits, oldrules, others, rank
from tiaoli.quiz.audit.passages import Text, prepare
from tiaoli.quiz.audit.verdict import OK, PROVED, REVIEWED, STALE, UNSUPPORTED, WRONG, Verdict
from tiaoli.quiz.reviews import is_reviewed

__all__ = [
    "OK",
    "PROVED",
    "REVIEWED",
    "STALE",
    "UNSUPPORTED",
    "WRONG",
    "Audited",
    "Text",
    "Verdict",
    "audit",
    "judge",
    "prepare",
]


@dataclass(frozen=True, slots=True)
class Audited:
    """A question with its verdict."""

    question: Question
    verdict: Verdict
    source: str


def audit(bank: QuizBank, text: Text) -> Iterator[Audited]:
    """One verdict for each question, in order. A foreign bank's reviews and evidence count for nothing."""
    for question in bank.questions:
        yield Audited(question, judge(question, text, foreign=bank.foreign), bank.path)


def judge(question: Question, text: Text, *, foreign: bool = False) -> Verdict:
    """The verdict on one question."""
    if not foreign and (stale := _stale(question, text)):
        return stale
    stem = stems.read(question.stem, text.statute, text.short)
    if old := _old(question, stem, text):
        return old
    if stem.unresolved:
        return Verdict(WRONG, f"题干引的“{stem.unresolved}”不存在；请改正条号")
    if stem.other:
        return Verdict(UNSUPPORTED, f"题干问的是《{stem.other}》，不是《{text.statute.title}》；请核对")
    match question.type:
        case "single" | "multi":
            verdict = choices.judge(text, question, stem)
        case "judge":
            verdict = others.judge_statement(text, question, stem)
        case "blank":
            verdict = others.judge_blanks(text, question, stem)
        case "short":
            verdict = others.judge_short(text, question, stem)
        case _:
            verdict = others.judge_order(text, question, stem)
    faults = [p for p in question.problems if p.severity == "error"]
    if verdict.verdict == OK and faults:
        return replace(verdict, verdict=UNSUPPORTED, basis=None, message=faults[0].message)
    if verdict.verdict == UNSUPPORTED and not faults:
        verdict = (
            limits.contradicted(text, question, stem)
            or limits.refuted(text, question, stem)
            or rank.contradicted(text, question, stem.body)
            or verdict
        )
    if verdict.verdict == UNSUPPORTED and not foreign and not faults and question.evidence and is_reviewed(question):
        return Verdict(OK, "", _key(question), question.evidence, REVIEWED)
    return verdict


def _key(question: Question) -> tuple | bool | None:
    if question.type in ("single", "multi"):
        return question.keyed
    return question.answer if question.type == "judge" else None


def _stale(question: Question, text: Text) -> Verdict | None:
    """Evidence of ours that the text no longer has."""
    for evidence in question.evidence:
        if evidence.target not in text.statute.index:
            if "#" in evidence.target:
                continue
            return Verdict(
                STALE, f"依据 {evidence.target} 不是《{text.statute.title}》的条款；请改正", None, (evidence,)
            )
        verdict = verify(text.statute, evidence.quote, (evidence.target,), evidence.quote + question.explanation)
        if verdict.code in ("misquote", "wrong-article"):
            return Verdict(STALE, f"依据与条文不符：{verdict.message}", None, (evidence,))
    return None


def _old(question: Question, stem: stems.Stem, text: Text) -> Verdict | None:
    """A key that teaches a rule of 2005."""
    if not text.superseded:
        return None
    sentences = []
    if question.type in ("single", "multi"):
        for at in question.keyed:
            option = question.options[at].text
            parts = fills.fillers_of(option, len(stem.parts) - 1) if len(stem.parts) > 1 else None
            sentences.append(fills.complete(stem.parts, parts) if parts else stem.body + "，" + option)
    elif question.type == "judge" and question.answer:
        sentences.append(others._JUDGE_MARK.sub("", stem.body))
    elif question.type == "blank" and len(question.answers) == len(stem.parts) - 1:
        sentences.append(fills.complete(stem.parts, tuple(words[0] for words in question.answers)))
    elif question.type == "short":
        sentences.append(stem.body + "：" + question.text)
    if stem.negative:
        return None
    for sentence in sentences:
        if found := oldrules.taught(text, sentence, question.stem + sentence):
            return Verdict(WRONG, found[0] + "；请改正", None, found[1])
    return None
