"""What an entry says of the Regulation, verified against its text as on the site's own pages."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tiaoli.claims import Subject, check_blocks, slips
from tiaoli.claims.blocks import CELL, text_block
from tiaoli.claims.limits import MARKS
from tiaoli.contest.entries.finding import Finding
from tiaoli.contest.entries.manuscript import Manuscript
from tiaoli.model import ERROR, NOTE, WARNING

#: Codes of `tiaoli check` -> the few that an entrant has to tell apart.
_CODES = {
    "unresolved-citation": "wrong-article", "cut-exception": "misquote", "cut-scope": "misquote", "cut-lead-in": "misquote",
    "unsupported-limit": "wrong-time-limit", "time-limit-doubt": "wrong-time-limit",
    "wrong-attribution": "wrong-article", "citation-doubt": "wrong-article",
    "statute-fact": "wording",
}  # fmt: skip
_NOT_OURS = frozenset({"raw-html", "misconception-alone"})


def check(manuscript: Manuscript, subject: Subject) -> Iterator[Finding]:
    """Quotations, citations, limits and counts that the text doesn't bear out, with the right wording."""
    blocks, headings = [], ()
    for passage in manuscript.essay:
        role = passage.laid.role if passage.laid else ""
        kind = "heading" if passage.part == "title" or role.startswith("heading") else "paragraph"
        text = passage.text.replace("|", CELL) if passage.text.startswith("| ") else passage.text
        # marks that excuse something belong to the site's authors
        block = replace(text_block(text, passage.number, kind), marks=(), headings=headings)
        headings = (block.text,) if kind == "heading" and passage.part != "title" else headings
        blocks.append(block)
    claims = check_blocks(blocks, subject)
    wrong = {problem.line for problem in claims.problems if problem.code in ("misquote", "wrong-article")}
    for block in blocks:
        cited = [citation for line, citation in claims.citations if line == block.line(0)]
        for slip in slips.find(block.text, cited, subject.statute) if block.line(0) not in wrong else ():
            yield Finding(slip.code, f"第{block.line(0)}段", slip.message, slip.severity, slip.expected)
    for problem in claims.problems:
        if problem.code in _NOT_OURS or problem.severity == NOTE:
            continue
        message = problem.message.replace(MARKS, "")
        yield Finding(
            _CODES.get(problem.code, problem.code), f"第{problem.line}段", message, problem.severity, problem.expected
        )


def wording(manuscript: Manuscript, rows: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    """Wrong wordings of the office's own list (docs/_data/wording.yml), inside a right one left alone."""
    for passage in manuscript.essay:
        for row in rows:
            wrong, right = row["wrong"], row.get("right") or ""
            at = (passage.text.replace(right, "") if wrong in right else passage.text).find(wrong)
            if at >= 0:
                said = f"，应写“{right}”" if right else "，不应出现"
                reason = f"：{row['reason']}" if row.get("reason") else ""
                severity = ERROR if row.get("severity") == "error" else WARNING
                yield Finding(
                    "wording", f"第{passage.number}段", f"用了“{wrong}”{said}{reason}", severity, right or None
                )
