"""What a conversion is, and what became of it on the disk."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiaoli.commentary import Converted
from tiaoli.contest import notice
from tiaoli.model import Problem, QuizBank, Source, Statute


@dataclass(frozen=True, slots=True)
class Ledger:
    """What was recognised: the headings as they stand, and how many rows below them hold anything."""

    headings: tuple[str, ...]
    rows: int


@dataclass(frozen=True)
class Conversion:
    """One file converted: its kind, its page and what was met on the way.

    `markdown`: the whole page (YAML for a bank and a contest, nothing for a ledger) that `write` writes; `faults`: why a question of a bank can't stay as it is, by its id.
    """

    path: Path
    kind: str
    value: Converted | Statute | QuizBank | notice.Read | Ledger
    markdown: str
    source: Source
    problems: tuple[Problem, ...] = ()
    mended: tuple[dict[str, Any], ...] = ()
    doubts: tuple[dict[str, Any], ...] = ()
    faults: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Written:
    """What became of one file: `status` is "written", "unchanged", "beside" (an edited page was kept) or "failed".

    `kept`: the edited page that `target` lies beside.
    """

    source: Path
    target: Path | None
    status: str
    message: str
    conversion: Conversion | None = None
    kept: Path | None = None
