"""What a run of the text leaves out of its sentence that would change its meaning."""

import re
from dataclasses import dataclass

from tiaoli.quiz.audit.passages import FORBIDS, Passage, Run, ends_clean, starts_clean

_EXCEPTION = re.compile(r"但|除外|例外|不适用|另有规定")


@dataclass(frozen=True, slots=True)
class Cut:
    """What a run leaves out of its sentence that changes its meaning; all empty: nothing.

    `subject`: who should do it, where the run begins right behind 应: 坚持…联动 for 各级机关、单位应当坚持…联动.
    """

    edge: str = ""
    exception: str = ""
    extension: str = ""
    scope: str = ""
    lead: str = ""
    subject: str = ""


def judge_cut(run: Run) -> Cut:
    """What stands around the run in its sentence: an exception, an extension, a condition, a forbidding lead-in."""
    passage = run.passage
    body, marks = passage.flat.text, passage.flat.marks
    subject = _subject(passage, run.start)
    opens = bool(subject) or starts_clean(passage, run.start)
    edge = "" if opens and ends_clean(passage, run.end) else "句子不完整"
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
    return Cut(edge, exception, extension, scope, lead, subject)


def _subject(passage: Passage, start: int) -> str:
    """The clause before 应 where a run begins right behind it; "" where it is longer than a name, or there is none."""
    body = passage.flat.text
    if start < 2 or body[start - 1] != "应" or passage.flat.marks[start]:
        return ""
    low = next(
        (i for i in range(start - 1, -1, -1) if i == 0 or any(c in passage.flat.marks[i] for c in "，。；：")), 0
    )
    return body[low : start - 1]
