"""Options and answers that complete a sentence of the text."""

import re
from dataclasses import dataclass

from tiaoli.numerals import NUMERAL, parse_int
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.claims import in_cited, objection
from tiaoli.quiz.audit.cuts import judge_cut
from tiaoli.quiz.audit.passages import Run, Text, find_gaps, find_runs, find_skips
from tiaoli.quiz.audit.slots import kind
from tiaoli.quiz.audit.verdict import UNKNOWN, Truth
from tiaoli.quiz.stems import Stem

#: Fewer characters around a blank fit too many places.
SHORTEST = 5
#: The same where only the nearest clauses are looked for.
LOOSE = 10
#: A filler that is a number, 60日, 十五.
_NUMERIC = re.compile(rf"^[{NUMERAL}]+(?:个?工作日|日|天|个?月|年|人|名)?内?$")
#: What joins the elements of a list besides punctuation.
_JOINTS = ("和", "或", "并", "等")


@dataclass(frozen=True)
class Slot:
    """Where a stem with one blank stands in the text. `runs`: every place; `reason`: why none of them proves anything."""

    before: str
    after: str
    runs: tuple[Run, ...]
    reason: str = ""

    @property
    def fillers(self) -> frozenset[str]:
        """What the text has there."""
        return frozenset(run.filler for run in self.runs)


def locate(text: Text, stem: Stem) -> Slot | None:
    """The place of a stem with exactly one blank; None when its words aren't the text's."""
    before, after = (plain(part, text.names) for part in stem.parts)
    if len(before) + len(after) < (SHORTEST if not stem.cited else 2):
        return None
    runs = [run for run in find_gaps(text, before, after) if in_cited(text, run, stem.cited)]
    if not runs:
        return None
    return Slot(before, after, tuple(runs))


def locate_loosely(text: Text, stem: Stem) -> Slot | None:
    """The place of a blank when only the clauses next to it are the text's words; None when it isn't the only one.

    Good for finding a wrong key, not for proving a right one: what the stem puts before may be another case.
    """
    before, after = stem.parts
    clauses = re.split("(?<=[，。；：、])", before)
    for at in range(1, len(clauses)):
        near = plain("".join(clauses[at:]), text.names)
        rest = plain(after, text.names)
        if len(near) < 4 or len(near) + len(rest) < LOOSE:
            return None
        runs = [run for run in find_gaps(text, near, rest, 16) if in_cited(text, run, stem.cited)]
        if len({run.filler for run in runs}) == 1:
            return Slot(near, rest, tuple(runs))
    return None


def complete(parts: tuple[str, ...], fillers: tuple[str, ...]) -> str:
    """The sentence with its blanks filled; a unit that stem and filler both print stands once."""
    out = parts[0]
    for filler, part in zip(fillers, parts[1:], strict=True):
        for unit in ("个工作日", "工作日", "日内", "日", "天", "人", "名", "年", "个月", "章", "条", "项"):
            if filler.endswith(unit) and part.startswith(unit):
                part = part[len(unit) :]
                break
        if out.endswith("第") and filler.startswith("第"):
            out = out[:-1]
        out += filler + part
    return out


def fillers_of(option: str, count: int) -> tuple[str, ...] | None:
    """An option split for several blanks: 60日；30日. None when it doesn't have as many parts."""
    if count == 1:
        return (option.strip().rstrip("。；;"),)
    for pattern in (r"[；;]\s*", r"\s+", r"[，,]\s*", r"[、]\s*", r"[／/]\s*"):
        parts = [p for p in re.split(pattern, option.strip().rstrip("。")) if p]
        if len(parts) == count:
            return tuple(parts)
    return None


def filled(text: Text, stem: Stem, option: str) -> Truth:
    """Whether stem and option together are a sentence of the text, word for word, with nothing cut that matters."""
    parts = fillers_of(option, len(stem.parts) - 1)
    if parts is None:
        return UNKNOWN
    words = plain(complete(stem.parts, parts), text.names)
    best = UNKNOWN
    number = bool(_NUMERIC.match(plain(option, text.names)))
    for run in find_runs(text, words) or find_skips(text, words):
        if not in_cited(text, run, stem.cited):
            best = best if best.run else Truth(None, run, "不在题干引的条款", "article")
            continue
        why = objection(judge_cut(run), cited=bool(stem.cited), slot=True, number=number)
        if not why:
            return Truth(True, run)
        best = Truth(None, run, why)
    return best


def element(text: Text, slot: Slot, option: str) -> Truth:
    """Whether an option is one element, or several in a row, of the list that the text has in the slot."""
    words = plain(option, text.names)
    for run in slot.runs:
        if not words or objection(judge_cut(run), cited=True, slot=True):
            continue
        low, high = run.gap
        body, marks = run.passage.flat.text, run.passage.flat.marks
        at = body.find(words, low, high)
        while at >= 0:
            end = at + len(words)
            opens = at == low or any(c in marks[at] for c in "，。；：、") or body[at - 1] in _JOINTS
            closes = end == high or any(c in marks[end] for c in "，。；：、") or body[end] in _JOINTS
            rest = "".join(marks[i] + body[i] for i in range(end, high)).partition("；")[0]
            if opens and closes and len(words) > 1 and not re.search("但|除外|例外|延长", rest):
                return Truth(True, run)
            at = body.find(words, at + 1, high)
    return UNKNOWN


def against(text: Text, slot: Slot, option: str) -> Truth:
    """False when the text has something else in the slot that rules the option out; None when it might mean the same."""
    words = plain(option, text.names)
    value = _value(words)
    for run in slot.runs:
        there = run.filler
        if not words or words == there or not there:  # the blank stands where the text has nothing: 下列（　）情形
            return UNKNOWN
        what = kind(words, there)
        if not what and value is not None and (stated := _value(there)) is not None:
            what = "number" if value != stated else ""
        if not what and len(there) <= 10 and not set(words) & set(there):
            what = "other"
        if what:
            return Truth(False, run, f"“{option}”应为“{there}”", what)
    return UNKNOWN


def _value(words: str) -> int | None:
    """A bare number or a number with its unit's sign left to the stem."""
    return parse_int(words) if words else None


def unlike(option: str, slot: Slot) -> bool:
    """Whether an option has next to nothing of what the text has in the slot."""
    return all(overlap(option, run.filler) < 0.5 for run in slot.runs)
