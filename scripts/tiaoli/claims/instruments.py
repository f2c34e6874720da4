"""Which clauses of a text speak of another instrument, so that they are not held against ours."""

import re
from collections.abc import Mapping

from tiaoli.citations.normalise import squeeze
from tiaoli.claims.blocks import CELL, Block
from tiaoli.claims.subject import Subject
from tiaoli.claims.vocabulary import vocabulary
from tiaoli.model import Citation

#: What stands in for text that is not checked: no Chinese character, no mark of punctuation.
MASK = "\u25a1"
#: 《其他办法》规定，……: the clause that it states is its own.
_STATES = re.compile(r"(?:规定|明确|要求)[，：]$")
_CLAUSE = re.compile(r"[^，。；！？｜\n]*[，。；！？｜\n]?")


def mask_others(block: Block, text: str, citations: list[Citation], subject: Subject, names: Mapping[str, str]) -> str:
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
