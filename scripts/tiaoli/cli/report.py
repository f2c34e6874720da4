"""Problems as text for people and as JSON for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from tiaoli.model import ERROR, NOTE, WARNING, Problem

#: What `check` counts as taken out of the comparison with the text, by the mark's name.
MARKS = {"derived": "推算", "local": "本地承诺", "misconception": "误解", "editor-note": "编者注"}
SEVERITIES = {ERROR: "错误", WARNING: "提醒", NOTE: "说明"}


def as_json(problem: Problem) -> str:
    """One problem as one line."""
    return dumps({"schema": 1, **asdict(problem)})


def dumps(value: Any) -> str:
    """One JSON object on one line, in plain Chinese."""
    return json.dumps(value, ensure_ascii=False)


def lines(problems: Iterable[Problem]) -> Iterator[str]:
    """Errors and warnings as sorted by `check`, an empty line between files; notes are left to the summary."""
    shown = [problem for problem in problems if problem.severity != NOTE]
    for _, group in groupby(shown, key=lambda problem: problem.path):
        for problem in group:
            where = f"{problem.path}:{problem.line}" if problem.line else problem.path
            yield f"{where}  {SEVERITIES[problem.severity]}：{problem.message}"
        yield ""


def summary(problems: Iterable[Problem], citations: int | None = None, escapes: dict[str, int] | None = None) -> str:
    """How many errors and warnings, how many citations were followed, and how many places are marked as exempt."""
    counts = Counter(problem.severity for problem in problems)
    followed = f"核对了 {citations} 处引用，" if citations else ""
    found = f"{counts[ERROR]} 个错误，{counts[WARNING]} 个提醒" if counts[ERROR] + counts[WARNING] else "没有发现问题"
    exempt = "，".join(f"{MARKS.get(name, name)} {count} 处" for name, count in (escapes or {}).items())
    return f"{followed}{found}。" + (f"不按条文核对的标注：{exempt}。" if exempt else "")


def stopping(problems: Iterable[Problem], said: str) -> list[str]:
    """What to print where errors stop the work: the problems, their number, and `said`; [] where there is no error."""
    problems = tuple(problems)
    if not any(problem.severity == ERROR for problem in problems):
        return []
    return [*lines(problems), summary(problems), said]
