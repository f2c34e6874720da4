"""Bind “…” to the citation that introduces or follows it.

A quotation is bound when the reader is told that these are the words of a provision: 第三十四条规定：“…”,
《条例》第二十条明确代表人数“…”, “…”（第三十四条）, ——《条例》第三十四条. Words in quotation marks without that are names, not quotations.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tiaoli.citations.names import is_ours
from tiaoli.citations.normalise import squeeze
from tiaoli.model import Citation, Statute

#: Quotation marks, one level of nesting.
QUOTED = re.compile(r"“((?:[^“”]|“[^“”]*”)*)”|\"([^\"\n]{2,})\"|「([^「」]*)」|『([^『』]*)』|‘([^‘’]*)’")
_SAYS = "规定|明确|写明|载明|表述|原文|条文|界定"
_SPEAKS = "指出|要求|强调|提出|写道|说|即|是|为"
#: Between citation and quotation: a verb of stating, at most one mark. 第三十四条规定：“
_INTRODUCED = re.compile(
    rf"^[）)]?(?:的|中|里|还|也|又|就|明确|分别|其中|对此|同时|[^，。；：“”]{{0,14}}?)(?:{_SAYS}|{_SPEAKS})[^，。；：“”]{{0,14}}?[，：:]?(?:要|应当|必须)?(?:按照|遵循|坚持|做到)?\s*$"
)
#: The text's own verbs bind across a clause: 第二十条规定，多人走访的，“
_STATED = re.compile(
    rf"^[）)]?[^，。；：“”]{{0,8}}?(?:{_SAYS})(?!.*(?:指出|要求|强调|表示|认为|讲|介绍|[上前]文|文中))[^。！？；“”\n]{{0,40}}$"
)
_ADJACENT = re.compile(r"^[）)]?(?:的|中的|里的)?[，：:]?\s*$")
#: Words by which an author sums up or names; what follows is theirs.
_SUMMED = re.compile(r"概括|归纳|总结|称为|称作|叫作|叫做|俗称|简称|所说|形象|通俗|比喻")
_NEXT = re.compile(r"^(?:[、，；和与及]|以及|或者|并|还)*\s*$")
#: After a quotation: （第三十四条）, ——《条例》第三十四条, 是第三十四条的规定.
_SOURCE_FOLLOWS = re.compile(
    r"^[。，；]?\s*(?:[（(]|[—－-]{1,2}|(?:这|此|它)?(?:就|正)?是|出自|来自|源自|引自|见)\s*(?:即|见|参见|引自|出自|据|摘自|载于|出处[：:])?\s*$"
)
#: 《条例》规定：“…” without an article: anywhere in the statute.
_INSTRUMENT = re.compile(
    rf"(?:《([^《》]{{2,60}})》|(本条例))[^，。；：“”第]{{0,6}}(?:{_SAYS}|指出|要求|强调|提出)(?:了|的|为)?[，：:]?\s*$"
)
#: Fewer characters than this after 《条例》规定 is a name (“四个意识”), not a quotation.
LEAST = 8


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words given as those of a provision. `targets`: where they should stand; empty: anywhere in the statute.

    `start`/`end` are offsets of the words without their marks.
    """

    text: str
    start: int
    end: int
    targets: tuple[str, ...]
    cited_as: str


def quotations(
    text: str,
    citations: list[Citation],
    statute: Statute,
    *,
    own_names: tuple[str, ...] = ("条例",),
    names: Mapping[str, str] | None = None,
) -> list[Quotation]:
    """Quotations in `text` that are bound to the statute, in order.

    `citations` are those that `find` gave for the same text. A citation that does not resolve binds nothing (it is an
    error of its own); one of another instrument binds its quotation away from ours.
    """
    found: list[Quotation] = []
    previous: tuple[int, tuple[str, ...] | None, str] | None = None  # end, targets (None: another's), name
    for match in QUOTED.finditer(text):
        group = next(g for g in (1, 2, 3, 4, 5) if match[g] is not None)
        words, start, end = match[group], match.start(group), match.end(group)
        bound = _before(text, match.start(), citations) or _after(text, match.end(), citations)
        if bound is None and previous and _NEXT.match(text[previous[0] : match.start()]):
            bound = previous[1:]
        if bound is None:
            bound = _whole(text, match.start(), words, statute, own_names, names or {})
        if bound is None:
            continue
        previous = (match.end(), *bound)
        if bound[0] is not None:
            found.append(Quotation(words, start, end, bound[0], bound[1]))
    return found


def _targets(citation: Citation) -> tuple[tuple[str, ...] | None, str]:
    if citation.instrument is not None or citation.target is None:
        return None, citation.text
    return citation.targets or (citation.target,), citation.text


def _before(text: str, start: int, citations: list[Citation]) -> tuple[tuple[str, ...] | None, str] | None:
    last = next((c for c in reversed(citations) if c.end <= start), None)
    if last is None:
        return None
    gap = text[last.end : start]
    if len(gap) > 60 or re.search(r"[。！？\n“”]", gap) or _SUMMED.search(gap):
        return None
    if not (_ADJACENT.match(gap) or _INTRODUCED.match(gap) or _STATED.match(gap)):
        return None
    group = cited_together(text, [c for c in citations if c.end <= start])
    targets: tuple[str, ...] = ()
    for citation in group:
        mine, _ = _targets(citation)
        targets += mine or ()
    return (targets or None), text[group[0].start : last.end]


def cited_together(text: str, citations: list[Citation]) -> list[Citation]:
    """The last of some citations with those that it is listed with: of 第三十四条、第三十五条规定“…” any may be meant."""
    group = citations[-1:]
    for citation in reversed(citations[:-1]):
        if not re.fullmatch(r"\s*(?:[、和与及至到—-]|以及|或者)+\s*", text[citation.end : group[0].start]):
            break
        group.insert(0, citation)
    return group


def _after(text: str, end: int, citations: list[Citation]) -> tuple[tuple[str, ...] | None, str] | None:
    following = next((c for c in citations if c.start >= end), None)
    if following is None or not _SOURCE_FOLLOWS.match(text[end : following.start]):
        return None
    return _targets(following)


def _whole(
    text: str, start: int, words: str, statute: Statute, own: tuple[str, ...], names: Mapping[str, str]
) -> tuple[tuple[str, ...], str] | None:
    if len(re.sub(r"\W", "", squeeze(words))) < LEAST:
        return None
    match = _INSTRUMENT.search(text[max(0, start - 80) : start])
    if not match:
        return None
    if match[2] or is_ours(match[1], statute, names, own):
        return (), match[0]
    return None
