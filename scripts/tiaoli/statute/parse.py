"""Statute Markdown or plain text -> Statute.

text -> rows (labels guessed) -> one-line texts unrolled -> head split off -> contents list out -> run-on lines split -> numbering settled -> tree -> Statute.
Never refuses a text: what is odd is kept and reported. Linear in the text's length.
"""

from tiaoli.model import NOTE, WARNING, Problem, Statute
from tiaoli.statute import annexes, contents, header, rows, runon, sequence
from tiaoli.statute.build import Builder

#: Deciding once more after labels turned out to be text; the second round settles all but made-up texts.
_ROUNDS = 6


def parse(text: str, slug: str = "", path: str = "") -> Statute:
    """The statute in `text`, with the problems met on the way in `problems` (`path` is put into them).

    Lossless: labels, headings and texts in document order, annexes last, are the body, white space apart, but for
    what a problem names in `found` (contents-removed). No number is made up; gaps and doubles are reported.
    """
    lines = rows.read(text)
    plain: set[int] = set()  # lines whose label turned out to be the beginning of a sentence, or an annex's
    broken: set[int] = set()  # lines that are the second half of the one before
    doubts: list[Problem] = []
    for _ in range(_ROUNDS):
        labelled = [row for row in lines if row.level >= 0 and row.kind != "text"]
        title, notes, body, tail, problems = _settle(lines, path)
        builder = Builder(path)
        units = builder.build(body)
        demoted = {row.line for row in labelled if row.level < 0}
        demoted |= {row.line for row in tail if row.kind == "article" or rows.is_heading(row)}
        joined = set(builder.joined)
        if not demoted and not joined - broken:
            break
        # what was decided around them may have leaned on them: once more as if they were escaped, or one line
        doubts += [problem for problem in problems if problem.code == "label-in-text"]
        plain |= demoted
        broken |= joined
        lines = rows.whole(rows.read(text), broken)
        for row in lines:
            if row.line in plain:
                row.demote()
    known = set(problems)
    problems += [problem for problem in dict.fromkeys(doubts) if problem not in known]
    problems += builder.problems
    if broken:
        lines_named = "、".join(map(str, sorted(broken)[:8])) + ("等" if len(broken) > 8 else "")
        message = f"第{lines_named}行是被硬换行拆开的下半句，已接到上一行；请核对。"
        problems.append(Problem(path, min(broken), "line-joined", message, NOTE))
    if not units:
        problems.append(
            Problem(path, 0, "body-empty", "没有找到正文；请检查文件是不是空的，或者内容是不是图片。", WARNING)
        )
    problems.sort(key=lambda problem: problem.line)
    return Statute(slug, title, tuple([row.text for row in notes]), units, annexes.build(tail), tuple(problems))


def _settle(
    lines: list[rows.Row], path: str
) -> tuple[str, list[rows.Row], list[rows.Row], list[rows.Row], list[Problem]]:
    """(title, rows of the 题注, rows of the body, rows of the annexes, problems)."""
    title, notes, body, problems = header.split(runon.unroll(lines), path)
    body, found = contents.remove(body, path)
    for _ in range(_ROUNDS):  # a label that stands alone now may show that the next one is missing
        body, splits = runon.split(body, path)
        found += splits
        if not any(problem.code == "run-on" for problem in splits):
            break
        body, removed = contents.remove(body, path)
        found += removed
    body, tail, doubts = sequence.decide(body, path)
    return title, notes, body, tail, [*problems, *dict.fromkeys(found), *doubts]
