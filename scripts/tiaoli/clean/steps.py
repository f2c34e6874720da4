"""The repairs in their order, and the run over the lines of a file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tiaoli.clean import annotations, characters, marks, regions
from tiaoli.clean.evidence import Evidence, evidence
from tiaoli.clean.script import simplify_char
from tiaoli.clean.trace import Edit, Trace

Step = Callable[[str, Evidence], list[Edit]]

#: In this order: bytes, annotations, characters, doubled marks, width, blanks.
STEPS: tuple[Step, ...] = (
    regions.undo,
    annotations.remove,
    characters.simplify,
    marks.drop_doubled,
    marks.widen,
    marks.drop_blanks,
)


@dataclass(frozen=True, slots=True)
class Mend:
    """A repair of one line: raw[start:end] == `before` became `after` by `rule`."""

    start: int
    end: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A stretch of the result that was decided by context or is open: `offset` is where `text` stands in the result."""

    offset: int
    text: str
    alternatives: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A line after its repairs. Replaying `mends` over `raw` gives `text`."""

    raw: str
    text: str
    mends: tuple[Mend, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def clean(lines: Sequence[str], steps: Sequence[Step] = STEPS) -> list[Cleaned]:
    """Each line repaired, on the evidence of all of them. Idempotent; a file without damage comes back as it is.

    >>> [line.text for line in clean(["信訪系統(tǒng),學(xué)習(xí)貫徹條例,在豐富形式、提升工作水平、增強(qiáng)實(shí) 效上下功夫。"])]
    ['信访系统，学习贯彻条例，在丰富形式、提升工作水平、增强实效上下功夫。']
    >>> clean(["信访系统，学习贯彻条例。"])[0].mends
    ()
    """
    facts = evidence(lines)
    return [_clean_line(line, facts, steps) for line in lines]


def _clean_line(line: str, facts: Evidence, steps: Sequence[Step]) -> Cleaned:
    trace = Trace(line)
    for step in steps:
        trace.apply(step(trace.text, facts))
    if trace.cells is None:
        return Cleaned(line, line)
    mends, doubts, offset = [], [], 0
    for cell in trace.cells:
        before = line[cell.start : cell.end]
        if cell.text != before:
            mends.append(Mend(cell.start, cell.end, before, cell.text, "、".join(cell.rules)))
        doubts += [
            Doubt(offset, cell.text, tuple(_simple(a, facts) for a in e.alternatives), e.reason) for e in cell.edits
        ]
        offset += len(cell.text)
    return Cleaned(line, trace.text, tuple(mends), tuple(doubts))


def _simple(text: str, facts: Evidence) -> str:
    return "".join(map(simplify_char, text)) if facts.traditional else text
