"""All claims of one page: citations, quotations, limits, counts, marks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from tiaoli.citations import find, short_names
from tiaoli.citations.normalise import squeeze
from tiaoli.claims import attribution, counts, derived, instruments, limits, quoted, standing, statements
from tiaoli.claims.binding import Context
from tiaoli.claims.blocks import DERIVED, LOCAL, MISCONCEPTION, Block, Mark, read_blocks, text_block
from tiaoli.claims.finding import Finding
from tiaoli.claims.subject import Subject
from tiaoli.model import NOTE, WARNING, Citation, Problem, Statute

_CORRECTS = re.compile(r"正确|应当是|应该是|实际上|其实|原文|题注")


@dataclass
class Claims:
    """Result for one page: problems in order of lines, every citation with its line, escapes counted by kind."""

    problems: list[Problem] = field(default_factory=list)
    citations: list[tuple[int, Citation]] = field(default_factory=list)
    escapes: dict[str, int] = field(default_factory=dict)


def check_markdown(
    markdown: str, subject: Subject, path: str = "", first_line: int = 1, *, allow_html: bool = True
) -> Claims:
    """Check a Markdown body whose first line is `first_line` of the file `path`.

    Without `allow_html` (somebody else's article) raw HTML is an error and marks excuse nothing.
    """
    blocks = read_blocks(markdown, first_line)
    if not allow_html:
        blocks = [replace(block, marks=()) for block in blocks]
    return check_blocks(blocks, subject, path, allow_html=allow_html)


def check_text(text: str, subject: Subject, path: str = "", line: int = 0, heading: str = "") -> Claims:
    """Check one plain string: a title, a cell, a caption, a definition; `heading` names what it speaks of."""
    block = text_block(text, line)
    return check_blocks([replace(block, headings=(heading,) if heading else ())], subject, path)


def check_blocks(blocks: list[Block], subject: Subject, path: str = "", *, allow_html: bool = True) -> Claims:
    """Check blocks of one document in order. Never stops at the first problem."""
    claims = Claims()
    names = short_names("\n".join(b.text for b in blocks))
    found_by_block: list[list[Finding]] = []
    for at, block in enumerate(blocks):
        for mark in block.marks:
            claims.escapes[mark.kind] = claims.escapes.get(mark.kind, 0) + 1
        findings = _check_block(blocks, at, subject, names, claims)
        if block.kind == "html" and not allow_html:
            findings.append(Finding(0, len(block.text), "raw-html", "正文里有 HTML 代码：请改成普通文字"))
        found_by_block.append(findings)
    for at, block in enumerate(blocks):
        note = _editors_note(blocks, at)
        for finding in sorted(found_by_block[at], key=lambda f: f.start):
            if note is not None and _answers(note, finding, subject):
                claims.escapes["editor-note"] = claims.escapes.get("editor-note", 0) + 1
                finding = replace(finding, severity=NOTE)
            claims.problems.append(_problem(finding, block, path))
    return claims


def _problem(finding: Finding, block: Block, path: str) -> Problem:
    return Problem(
        path,
        block.line(finding.start),
        finding.code,
        finding.message,
        finding.severity,
        finding.found,
        finding.expected,
    )


def _masked(block: Block, kinds: Iterable[str]) -> str:
    text = block.text
    for mark in block.marks:
        if mark.kind in kinds:
            text = text[: mark.start] + instruments.MASK * (mark.end - mark.start) + text[mark.end :]
    return text


def _check_block(
    blocks: list[Block], at: int, subject: Subject, names: Mapping[str, str], claims: Claims
) -> list[Finding]:
    block = blocks[at]
    statute, own = subject.statute, subject.own_names
    true_text = _masked(block, (MISCONCEPTION,))
    citations = find(true_text, statute, own_names=own, names=names)
    claims.citations += [(block.line(c.start), c) for c in citations]
    findings = [
        Finding(c.start, c.end, "unresolved-citation", f"“{c.text}”找不到：{c.reason}，请改正条号", found=c.text)
        for c in citations
        if c.instrument is None and c.target is None
    ]
    findings += quoted.check(blocks, at, true_text, citations, subject, names)
    said = _masked(replace(block, text=true_text), (DERIVED, LOCAL))
    for finding in findings:  # a misquotation is said once, not again for each limit inside it
        if finding.code in ("misquote", "wrong-article"):
            said = said[: finding.start] + instruments.MASK * (finding.end - finding.start) + said[finding.end :]
    said = instruments.mask_others(block, said, citations, subject, names)
    context = Context(block.columns, _before(blocks, at))
    findings += limits.check(said, citations, subject.limits, context)
    findings += counts.check(said, citations, statute, own)
    findings += standing.check(said, citations, subject.facts, statute, own)
    findings += statements.check(said, citations, statute)
    if block.kind != "heading":
        known = {(f.start, f.end) for f in findings}
        findings += [
            f for f in attribution.check(said, citations, subject.profile, statute) if (f.start, f.end) not in known
        ]
    findings += derived.check(block, subject.limits)
    for mark in block.marks:
        if mark.kind == MISCONCEPTION and not _right_text_near(blocks, at, mark, subject, names):
            message = "标为误解的文字旁边没有写明正确的规定：请在同一段或下一段写出条号和正确的说法"
            findings.append(Finding(mark.start, mark.end, "misconception-alone", message, WARNING))
    return findings


def _right_text_near(blocks: list[Block], at: int, mark: Mark, subject: Subject, names: Mapping[str, str]) -> bool:
    near = [_masked(blocks[at], (MISCONCEPTION,))] + [b.text for b in blocks[at + 1 : at + 3]]
    if any(_CORRECTS.search(text) for text in near):
        return True
    return any(c.target for text in near for c in find(text, subject.statute, own_names=subject.own_names, names=names))


def _before(blocks: list[Block], at: int) -> tuple[str, ...]:
    """What a bare limit may be said of, nearest first: the item above, a question, a line with a colon, the heading."""
    block = blocks[at]
    found: list[str] = []
    depth = block.depth
    for previous in reversed(blocks[max(0, at - 12) : at]):
        if previous.kind == "heading":
            break
        if previous.depth < depth:
            found.append(previous.text)
            depth = previous.depth
        elif (
            previous is blocks[at - 1]
            and not block.depth
            and (block.kind == "code" or _LEADS.search(previous.text) or _is_label(previous))
        ):
            found.append(previous.text)
        if not depth:
            break
    return (*found, *reversed(block.headings))


def _is_label(block: Block) -> bool:
    """A short line all in bold: **代表人数**."""
    return len(block.text) <= 24 and any(b - a >= len(block.text.rstrip("：:")) for a, b in block.spans)


_LEADS = re.compile(r"[：:？?]\s*$")


def _editors_note(blocks: list[Block], at: int) -> Block | None:
    """The 编者注 that follows a paragraph of somebody's article, or None."""
    for block in blocks[at + 1 : at + 3]:
        if block.kind == "quote" and quoted.EDITOR.match(block.text):
            return block
        if block.kind not in ("quote", "item"):
            return None
    return None


def _answers(note: Block, finding: Finding, subject: Subject) -> bool:
    """Whether a note names the provision that the finding is about, or gives the text's own words."""
    cited = {c.target for c in find(note.text, subject.statute, own_names=subject.own_names) if c.target}
    if finding.target and any(_same_article(subject.statute, finding.target, c) for c in cited):
        return True
    if finding.expected and squeeze(finding.expected)[:12] in squeeze(note.text):
        return True
    return finding.code == "unresolved-citation" and bool(cited)


def _same_article(statute: Statute, a: str, b: str) -> bool:
    first, second = statute.article_of(a), statute.article_of(b)
    return first is not None and second is not None and first.address == second.address
