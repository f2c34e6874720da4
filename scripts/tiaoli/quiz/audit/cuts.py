"""What a run of the text leaves out of its sentence that would change its meaning."""

import re
from dataclasses import dataclass

from tiaoli.quiz.audit.passages import FORBIDS, Run, ends_clean, starts_clean

_EXCEPTION = re.compile(r"但|除外|例外|不适用|另有规定")


@dataclass(frozen=True, slots=True)
class Cut:
    """What a run leaves out of its sentence that changes its meaning; all empty: nothing."""

    edge: str = ""
    exception: str = ""
    extension: str = ""
    scope: str = ""
    lead: str = ""


def judge_cut(run: Run) -> Cut:
    """What stands around the run in its sentence: an exception, an extension, a condition, a forbidding lead-in."""
    passage = run.passage
    body, marks = passage.flat.text, passage.flat.marks
    edge = "" if starts_clean(passage, run.start) and ends_clean(passage, run.end) else "句子不完整"
    stop = next((i for i in range(run.end, len(body) + 1) if "。" in marks[i]), len(body))
    exception = extension = ""
    after = "".join(marks[i] + body[i : i + 1] for i in range(run.end, stop + 1)) if run.end < stop else ""
    same, _, later = after.partition("；")
    for part, here in ((same, True), (later, False)):
        match = _EXCEPTION.search(part)
        if match and (here or match[0] != "但" or part.lstrip("，").startswith("但")):
            exception = exception or part[match.start() :].strip("，。；")
    if match := re.search(r"可以(?:适当)?延长|可以延期", after):
        extension = after[max(0, match.start() - 40) :].strip("，。；")
        if not same.strip("，"):
            exception = ""
    first = next((i for i in range(run.start, -1, -1) if "。" in marks[i] or "；" in marks[i]), 0)
    before = "".join(marks[i] * (i > first) + body[i : i + 1] for i in range(first, run.start)) + marks[run.start]
    scope = ""
    if run.start > first:
        scope = "，".join(c for c in re.split("[，：]", before) if c.endswith("的") or c.startswith(("对", "除", "因")))
    lead = ""
    if passage.lead > 0 and run.start >= passage.lead:
        words = body[: passage.lead]
        lead = words if FORBIDS.search(words) else ""
    return Cut(edge, exception, extension, scope, lead)
