"""Quotations of one block: in quotation marks, in cells under 原文, in quote blocks with their source."""

import re
from collections.abc import Mapping

from tiaoli.citations import find, quotations, verify
from tiaoli.citations.normalise import squeeze
from tiaoli.citations.quotations import LEAST
from tiaoli.claims.blocks import CELL, Block
from tiaoli.claims.finding import Finding
from tiaoli.claims.subject import Subject
from tiaoli.model import Citation, Statute

#: > 编者注：……, a note of ours below somebody's paragraph.
EDITOR = re.compile(r"^\s*(?:编者注|编者按|编辑注)[：:]")
_SOURCE_LINE = re.compile(r"(?:——|—|－－|--)\s*(?P<source>[^—\n]{2,60})$")
_INTRODUCES = re.compile(r"(?:规定|明确|写明|指出|原文|如下|写道|载明)[^。；]{0,8}[：:]\s*$|[：:]\s*$")


def check(
    blocks: list[Block], at: int, text: str, citations: list[Citation], subject: Subject, names: Mapping[str, str]
) -> list[Finding]:
    """Findings for every quotation of block `at` that is bound to a provision of ours and isn't its words."""
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
    if EDITOR.match(text):
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
