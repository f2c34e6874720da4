"""All claims of one page: citations, quotations, limits, counts, marks."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from tiaoli.citations import find, quotations, short_names, verify
from tiaoli.citations.normalise import squeeze
from tiaoli.citations.quotations import LEAST
from tiaoli.claims import counts, derived, limits, standing, statements
from tiaoli.claims.binding import Context
from tiaoli.claims.blocks import CELL, DERIVED, LOCAL, MISCONCEPTION, Block, Mark, read_blocks, text_block
from tiaoli.claims.finding import Finding
from tiaoli.claims.vocabulary import vocabulary
from tiaoli.model import NOTE, WARNING, Citation, HeadCount, Problem, Statute, TimeLimit
from tiaoli.statute.facts import Facts, facts

#: What stands in for text that is not checked: no Chinese character, no mark of punctuation.
MASK = "\u25a1"
_EDITOR = re.compile(r"^\s*(?:编者注|编者按|编辑注)[：:]")
_SOURCE_LINE = re.compile(r"(?:——|—|－－|--)\s*(?P<source>[^—\n]{2,60})$")
_CORRECTS = re.compile(r"正确|应当是|应该是|实际上|其实|原文|题注")
_INTRODUCES = re.compile(r"(?:规定|明确|写明|指出|原文|如下|写道|载明)[^。；]{0,8}[：:]\s*$|[：:]\s*$")


@dataclass(frozen=True)
class Subject:
    """What claims are checked against. `glossary`: names in quotation marks that are no quotations of the text."""

    statute: Statute
    timelimits: tuple[TimeLimit, ...] = ()
    headcounts: tuple[HeadCount, ...] = ()
    own_names: tuple[str, ...] = ("条例",)
    glossary: frozenset[str] = frozenset()

    @property
    def limits(self) -> limits.Limits:
        """The rows that prose is compared with."""
        return limits.Limits(self.statute, self.timelimits, self.headcounts)

    @cached_property
    def facts(self) -> Facts:
        """What the statute says of itself as a whole; read off once."""
        return facts(self.statute)


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
            text = text[: mark.start] + MASK * (mark.end - mark.start) + text[mark.end :]
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
    findings += _check_quotations(blocks, at, true_text, citations, subject, names)
    said = _masked(replace(block, text=true_text), (DERIVED, LOCAL))
    for finding in findings:  # a misquotation is said once, not again for each limit inside it
        if finding.code in ("misquote", "wrong-article"):
            said = said[: finding.start] + MASK * (finding.end - finding.start) + said[finding.end :]
    said = _without_other_instruments(block, said, citations, subject, names)
    context = Context(block.columns, _before(blocks, at))
    findings += limits.check(said, citations, subject.limits, context)
    findings += counts.check(said, citations, statute, own)
    findings += standing.check(said, subject.facts, statute, own)
    findings += statements.check(said, citations, statute)
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


#: 《其他办法》规定，……: the clause that it states is its own.
_STATES = re.compile(r"(?:规定|明确|要求)[，：]$")
_LEADS = re.compile(r"[：:？?]\s*$")
_CLAUSE = re.compile(r"[^，。；！？｜\n]*[，。；！？｜\n]?")


def _without_other_instruments(
    block: Block, text: str, citations: list[Citation], subject: Subject, names: Mapping[str, str]
) -> str:
    """Blank the clauses that speak of another instrument (《其他法》, 刑法第X条, 旧条例): its own clause only.

    In a table, a column whose header names another instrument is that instrument's.
    """
    out, stated = [], False
    for match in _CLAUSE.finditer(text):
        clause = match[0]
        cites = [c for c in citations if match.start() <= c.start < match.end()]
        header = ""
        if block.columns:
            cell = text.count(CELL, 0, match.start())
            header = block.columns[cell] if cell < len(block.columns) else ""
        foreign = _is_foreign(clause, cites, subject, names)
        follows, stated = stated, foreign and bool(_STATES.search(clause))
        if (
            foreign
            or follows
            and not any(c.target for c in cites)
            or header
            and _is_foreign(header, [], subject, names)
        ):
            clause = re.sub(r"[^，。；！？｜\n]", MASK, clause)
        out.append(clause)
    return "".join(out)


def _is_foreign(clause: str, citations: list[Citation], subject: Subject, names: Mapping[str, str]) -> bool:
    ours = {squeeze(n) for n in (subject.statute.title, *subject.own_names)}
    if vocabulary().former.search(clause):
        return True
    titles = [squeeze(names.get(t, t)) for t in re.findall(r"《([^《》]+)》", clause)]
    bare = [re.sub(r"^中华人民共和国|（.*）$|\(.*\)$", "", t) for t in titles]
    if any(t in ours for t in (*titles, *bare)) or any(c.target for c in citations):
        return False
    return any(_is_instrument(t) for t in titles) or any(c.instrument for c in citations)


def _is_instrument(title: str) -> bool:
    return bool(re.search(r"(?:法|条例|办法|规定|决定|规则|细则|准则|章程|解释|规范|标准)(?:（.*）)?$", title))


def _check_quotations(
    blocks: list[Block], at: int, text: str, citations: list[Citation], subject: Subject, names: Mapping[str, str]
) -> list[Finding]:
    block, statute = blocks[at], subject.statute
    out = []
    for quote in quotations(text, citations, statute, own_names=subject.own_names, names=names):
        found = _judge(statute, quote.text, quote.start, quote.end, quote.targets, _around(blocks, at, text))
        if not (found and _is_name(quote.text, text[: quote.start - 1], subject)):
            out += found
    if block.kind == "row":
        out += _quoted_cells(blocks, at, text, citations, subject)
    if block.kind == "quote":
        out += _quote_block(blocks, at, text, citations, subject, names)
    return out


#: Words that a rule is made of; a name in quotation marks has none.
_RULE_WORDS = re.compile(r"\d|应当|不得|可以|必须|超过|日内")
_ORIGINAL = re.compile(r"原文|条文(?:内容|全文)?$|规定原文|法条")


def _is_name(words: str, before: str, subject: Subject) -> bool:
    """“五个坚持”, “三到位一处理”: a short name, not introduced as the text's words by a colon or comma."""
    if squeeze(words) in subject.glossary:
        return True
    short = len(re.sub(r"\W", "", words)) < LEAST and not _RULE_WORDS.search(words)
    return short and before.rstrip()[-1:] not in "：:，,"


def _quoted_cells(
    blocks: list[Block], at: int, text: str, citations: list[Citation], subject: Subject
) -> list[Finding]:
    """A cell of quoted words, or one under the header 原文, belongs to the one provision of its row."""
    targets = tuple(c.target for c in citations if c.target)
    if not targets or any(c.instrument for c in citations):
        return []
    out, start = [], 0
    for number, cell in enumerate(text.split(CELL)):
        words = cell.strip()
        header = blocks[at].columns[number] if number < len(blocks[at].columns) else ""
        quoted = re.fullmatch(r"“[^“”]+”[。；]?", words)
        if (
            (quoted or _ORIGINAL.search(header))
            and words
            and not any(start <= c.start < start + len(cell) for c in citations)
        ):
            out += _judge(subject.statute, words.strip("“”。；"), start, start + len(cell), targets, text)
        start += len(cell) + 1
    return out


def _around(blocks: list[Block], at: int, text: str) -> str:
    """The paragraph, and for a list item or a quotation the lines beside it: where a cut may be made good."""
    block = blocks[at]
    near = [text]
    if block.kind in ("item", "quote", "row"):
        near += [
            b.text
            for b in blocks[max(0, at - 1) : at] + blocks[at + 1 : at + 2]
            if b.kind in ("item", "quote", "paragraph", "row")
        ]
    return "\n".join(near)


def _judge(statute: Statute, words: str, start: int, end: int, targets: tuple[str, ...], context: str) -> list[Finding]:
    verdict = verify(statute, words, targets, context)
    if verdict.ok:
        return []
    return [
        Finding(start, end, verdict.code, verdict.message, verdict.severity, words, verdict.expected, verdict.where)
    ]


def _quote_block(
    blocks: list[Block], at: int, text: str, citations: list[Citation], subject: Subject, names: Mapping[str, str]
) -> list[Finding]:
    """A quote block with its source (——《条例》第三十四条) or introduced by the paragraph above (第三十四条规定：)."""
    if _EDITOR.match(text):
        return []
    statute, own = subject.statute, subject.own_names
    source = _SOURCE_LINE.search(text)
    words, targets = text, ()
    if source:
        cited = [c for c in citations if c.start >= source.start()]
        words = text[: source.start()]
        targets = tuple(c.target for c in cited if c.instrument is None and c.target)
    elif at and blocks[at - 1].kind in ("paragraph", "item") and _INTRODUCES.search(blocks[at - 1].text):
        before = find(blocks[at - 1].text, statute, own_names=own, names=names)
        last = before[-1] if before else None
        if last and last.target and "。" not in blocks[at - 1].text[last.end :].rstrip("。"):
            targets = (last.target,)
    if not targets or not words.strip():
        return []
    bare = words.strip().strip("“”")
    lines = [line for line in bare.split("\n") if line.strip()]
    out = []
    for line in lines:
        out += _judge(statute, line, 0, len(words), targets, text + blocks[at - 1].text if at else text)
    return out


def _editors_note(blocks: list[Block], at: int) -> Block | None:
    """The 编者注 that follows a paragraph of somebody's article, or None."""
    for block in blocks[at + 1 : at + 3]:
        if block.kind == "quote" and _EDITOR.match(block.text):
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
