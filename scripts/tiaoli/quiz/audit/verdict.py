"""What the audit says of one question."""

from dataclasses import dataclass

from tiaoli.citations.resolve import printed
from tiaoli.model import Evidence
from tiaoli.quiz.audit.passages import Run, Text

OK, WRONG, UNSUPPORTED, AMBIGUOUS, STALE = "ok", "wrong", "unsupported", "ambiguous", "stale"
PROVED, REVIEWED = "proved", "reviewed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`expected`: positions of the right options, or the right words of each blank, or the right judgement; None where
    the text doesn't tell. `evidence`: what of the text decided it. `message`: a Chinese sentence, "" for ok."""

    verdict: str
    message: str = ""
    expected: tuple | bool | None = None
    evidence: tuple[Evidence, ...] = ()
    basis: str | None = None


@dataclass(frozen=True, slots=True)
class Truth:
    """Whether the text bears a claim out: True, False or None (it doesn't tell). `kind` of the slot that differs."""

    value: bool | None
    run: Run | None = None
    why: str = ""
    kind: str = ""


UNKNOWN = Truth(None)


def evidence_of(text: Text, *runs: Run | None) -> tuple[Evidence, ...]:
    """Address and the unit's own words for each run, once each."""
    out: dict[str, Evidence] = {}
    for run in runs:
        if run is not None:
            unit = text.statute.index.get(run.address)
            if unit is not None and run.address not in out:
                out[run.address] = Evidence(run.address, unit.text)
    return tuple(out.values())


def place(text: Text, run: Run) -> str:
    """第三十四条, as people write it."""
    return printed(text.statute, run.address)


def said(text: Text, run: Run) -> str:
    """The sentence of the text that holds the run's slot, with its punctuation."""
    unit = text.statute.index.get(run.address)
    return unit.text if unit is not None else ""
