"""What a duration is said of: the act in the nearest words, and the citation that it hangs on."""

import re
from dataclasses import dataclass

from tiaoli.claims.blocks import CELL
from tiaoli.claims.durations import Duration
from tiaoli.claims.vocabulary import TIERS, Act, Vocabulary, vocabulary
from tiaoli.model import Citation

_GOVERNS = re.compile(r"^[）)]?(?:中|里|明确|也|还|都|均)?(?:规定|明确|要求|写明|载明|指出|的规定|：|，)")
#: A start that only one kind of act has: who says no more than 自收到复查请求之日起30日内 speaks of that act.
_EVENT_ACTS = {"收到复查请求": ("复查",), "收到复核请求": ("复核",), "收到书面答复": ("复查申请", "复核申请")}
_JOINED = re.compile(r"\s*(?:[、和与及至到，—-]|以及|或者)+\s*")
_HEADING_CONTEXT = re.compile(r"信访|机关|单位|收到|答复|请求|申请|提出|意见|受理|内")


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim may bind to outside its sentence: the header cells of its row and the heading above."""

    columns: tuple[str, ...] = ()
    heading: str = ""


def _masked_starts(text: str) -> str:
    """收到复查请求之日起 names a start, not an act."""
    return re.sub(r"(?:自|从)?(?:收到|接到)[^，。；：｜]{0,16}?(?:之日起|后|之日|起)", lambda m: "　" * len(m[0]), text)


def _acts_in(text: str, start: int, end: int, at: int, words: Vocabulary, sentence: str, tier: int) -> list[Act]:
    """Acts named in text[start:end], the one nearest to offset `at` first, what follows before what precedes."""
    piece = _masked_starts(text[start:end])
    found: list[tuple[tuple[int, int, int], Act]] = []
    taken: list[tuple[int, int]] = []
    for rank, act in enumerate(words.acts):
        if act.tier != tier or act.needs and not act.needs.search(sentence):
            continue
        for match in act.pattern.finditer(piece):
            if any(a <= match.start() and match.end() <= b for a, b in taken):
                continue
            taken.append(match.span())
            offset = start + match.start()
            distance = offset - at if offset >= at else at - (start + match.end())
            found.append(((0 if offset >= at else 1, distance, rank), act))
    return [act for _, act in sorted(found, key=lambda pair: pair[0])]


def bind(text: str, d: Duration, context: Context) -> tuple[str, ...]:
    """The canonical acts that a duration may be said of: those of the nearest words, from the segment outwards.

    Empty when it is said of nothing we know.
    """
    words = vocabulary()
    sentence = text[d.sentence[0] : d.sentence[1]]
    if "分别" in text[d.clause[0] : d.start]:  # 办理、复查、复核的期限，分别是60日、30日、30日
        named = [a for tier in TIERS for a in _acts_in(text, *d.sentence, d.start, words, sentence + "信访", tier)]
        return tuple(dict.fromkeys(name for act in named for name in act.acts))
    for tier in TIERS:
        for start, end in (d.segment, d.clause):
            if acts := _acts_in(text, start, end, d.start, words, sentence, tier):
                return acts[0].acts
        if acts := _nearest_clause(text, d, words, sentence, tier):
            return acts
        if tier == 0 and d.event in _EVENT_ACTS:
            return _EVENT_ACTS[d.event]
    outside = [*context.columns] + ([context.heading] if _HEADING_CONTEXT.search(sentence) else [])
    for title in outside:
        if acts := _acts_in(title, 0, len(title), 0, words, title + sentence + "信访", 0):
            return acts[0].acts
    return ()


def _nearest_clause(text: str, d: Duration, words: Vocabulary, sentence: str, tier: int) -> tuple[str, ...]:
    """Acts of the nearest clause of the sentence that names any, those before first: 复查意见、复核意见，有没有按30日内提出."""
    before, after = [], []
    for match in re.finditer(rf"[^，；：{CELL}]+", sentence):
        start, end = d.sentence[0] + match.start(), d.sentence[0] + match.end()
        (before if end <= d.clause[0] else after).append((start, end))
    row = CELL in sentence
    for start, end in [*after, *reversed(before)] if row else [*reversed(before), *after]:
        if acts := _acts_in(text, start, end, d.start, words, sentence, tier):
            return acts[0].acts if row else tuple(dict.fromkeys(name for act in acts for name in act.acts))
    return ()


def cited(text: str, d: Duration, citations: list[Citation]) -> tuple[tuple[Citation, ...], bool]:
    """(the citations that the duration hangs on, one or a list; whether they are said to state it)."""
    inside = [c for c in citations if c.target is not None and d.sentence[0] <= c.start < d.sentence[1]]
    in_clause = [c for c in inside if d.clause[0] <= c.start < d.clause[1]]
    if before := [c for c in in_clause if c.end <= d.start]:
        return _listed(text, inside, before[-1]), bool(_GOVERNS.match(text[before[-1].end : d.start]))
    if in_clause:
        between = text[d.end : in_clause[0].start]
        return _listed(text, inside, in_clause[0]), between.count("（") + between.count("(") == 1
    if earlier := [c for c in inside if c.end <= d.start]:
        return _listed(text, inside, earlier[-1]), bool(_GOVERNS.match(text[earlier[-1].end : d.start]))
    return (_listed(text, inside, inside[0]) if inside else ()), False


def _listed(text: str, citations: list[Citation], one: Citation) -> tuple[Citation, ...]:
    """第三十五条、第三十六条第一款: every member of the list that a citation stands in."""
    at = citations.index(one)
    first = last = at
    while first and _JOINED.fullmatch(text[citations[first - 1].end : citations[first].start]):
        first -= 1
    while last + 1 < len(citations) and _JOINED.fullmatch(text[citations[last].end : citations[last + 1].start]):
        last += 1
    return tuple(citations[first : last + 1])


def within(target: str, cited: str) -> bool:
    return target == cited or target.startswith(cited + "-") or cited.startswith(target + "-")
