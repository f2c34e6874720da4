"""What a duration is said of: the act in the nearest words, and the citation that it hangs on."""

import re
from dataclasses import dataclass

from tiaoli.claims.blocks import CELL
from tiaoli.claims.durations import CLAUSE, SEGMENT, SENTENCE, Duration, bounds
from tiaoli.claims.vocabulary import TIERS, Act, Vocabulary, vocabulary
from tiaoli.model import Citation
from tiaoli.numerals import NUMERAL

_GOVERNS = re.compile(
    r"^[）)]?(?:中|里|明确|也|还|都|均)?(?:规定(?!的(?!期限|时限|\d))|明确|要求|写明|载明|指出|的规定|：|，|的(?=\d))"
)
#: A start that only one kind of act has: who says no more than 自收到复查请求之日起30日内 speaks of that act.
_EVENT_ACTS = {"收到复查请求": ("复查",), "收到复核请求": ("复核",), "收到书面答复": ("复查申请", "复核申请")}
_JOINED = re.compile(r"\s*(?:[、和与及至到，—-]|以及|或者)+\s*")
_HEADING_CONTEXT = re.compile(r"信访|机关|单位|收到|答复|请求|申请|提出|意见|受理|内")


#: Words that say nothing of what a duration is for: 答：自收到请求之日起60日内。
_EMPTY = re.compile(
    r"期限|时限|时间|规定|信访人|机关|单位|收到|请求|申请|提出|作出|答复|意见|之日起|之内|以内|之日|不[得能]?超过|最长|最多|至多|至少|一般|大约|应当|必须|可以"
    r"|直接|自|从|起|内|为|是|要|须|需|应|共|的|了|答|A|个|在|限|后|由|日|[\d一二三四五六七八九十百]|\W"
)
_LIMIT_COLUMN = re.compile(
    r"条例|\d{4}年|新|现行|(?<!平均)天数|期限|时限|限|多久|几[天日]|规定|要求|内容|[（(]?[天日][）)]?$|数字|标准|说明|做法|答|^\s*$"
)


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim may bind to outside its sentence.

    `columns`: header cells of its row. `before`: what stands above, nearest first: the item it is under, a question, a
    line that ends with a colon, the heading.
    """

    columns: tuple[str, ...] = ()
    before: tuple[str, ...] = ()


def _masked_starts(text: str) -> str:
    """收到复查请求之日起 names a start, not an act."""
    return re.sub(r"(?:自|从)?(?:收到|接到)[^，。；：｜]{0,16}?(?:之日起|后|之日|起)", lambda m: "　" * len(m[0]), text)


def _acts_in(text: str, start: int, end: int, at: int, words: Vocabulary, sentence: str, tier: int) -> list[Act]:
    """Acts named in text[start:end], the one nearest to offset `at` first, what follows before what precedes."""
    left = max((text.rfind(mark, 0, start) for mark in "。！？\n"), default=-1) + 1
    right = min((i for i in (text.find(mark, end) for mark in "。！？\n") if i >= 0), default=len(text))
    piece = _masked_starts(text[left:right])
    found: list[tuple[tuple[int, int, int], Act]] = []
    taken: list[tuple[int, int]] = []
    for rank, act in enumerate(words.acts):
        if act.tier != tier or act.needs and not act.needs.search(sentence):
            continue
        for match in act.pattern.finditer(piece):
            first, last = left + match.start(), left + match.end()
            if last <= start or first >= end or first < start and last <= at and first < at - 60:
                continue
            if not (start <= first < end) and not (start < last <= end):
                continue
            if any(a <= first and last <= b for a, b in taken):
                continue
            taken.append((first, last))
            distance = first - at if first >= at else max(0, at - last)
            found.append(((0 if last > at else 1, distance, rank), act))
    return [act for _, act in sorted(found, key=lambda pair: pair[0])]


def bind(text: str, d: Duration, context: Context) -> tuple[tuple[str, ...], bool]:
    """(the canonical acts that a duration may be said of, whether they stand in its own clause).

    Words are looked for from the segment outwards, the surest first. No acts when it is said of nothing we know, or of a
    matter of another field (公示, 考试, 证照).
    """
    words = vocabulary()
    sentence = text[d.sentence[0] : d.sentence[1]]
    if words.elsewhere.search(sentence) and not words.petition.search(sentence):
        return (), False
    if "分别" in text[d.clause[0] : d.start]:  # 办理、复查、复核的期限，分别是60日、30日、30日
        return _respectively(text, d, words, sentence), True
    if context.columns and not _acts_in(text, *d.clause, d.start, words, sentence, 0):
        header = _header(text, d, context.columns)
        if acts := _acts_in(header, 0, len(header), 0, words, header + "信访", 0) or _acts_in(
            header, 0, len(header), 0, words, header + "信访复杂", 2
        ):
            return acts[0].acts, True
    if text[d.segment[0] - 1 : d.segment[0]] in ("（", "(") and d.segment[0]:  # 办理（60日）、复查（30日）
        start, end = bounds(text, d.segment[0] - 1, d.segment[0], SEGMENT)
        for tier in TIERS:
            if acts := _acts_in(text, start, d.segment[0] - 1, d.segment[0] - 1, words, sentence + "信访复杂", tier):
                return acts[0].acts, True
    for tier in TIERS[:2]:
        for start, end in (d.segment, d.clause):
            if acts := _acts_in(text, start, end, d.start, words, sentence, tier):
                return acts[0].acts, True
    if acts := _nearest_clause(text, d, words, sentence, 0):
        return acts, _is_labelled(text, d)
    if d.event in _EVENT_ACTS:
        return _EVENT_ACTS[d.event], False
    if acts := _nearest_clause(text, d, words, sentence, 1):
        return acts, _is_labelled(text, d)
    if d.unit != "小时":
        for start, end in (d.segment, d.clause):
            if acts := _acts_in(text, start, end, d.start, words, sentence, 2):
                return acts[0].acts, True
    return _from_outside(text, d, words, sentence, context), False


def _respectively(text: str, d: Duration, words: Vocabulary, sentence: str) -> tuple[str, ...]:
    """The act in the same place of its list as the duration is in its own; all of them when the lists differ in length."""
    at = text.rfind("分别", d.sentence[0], d.start)
    before, after = text[d.sentence[0] : at], text[at : d.sentence[1]]
    named: list[tuple[int, Act]] = []
    for act in words.acts:
        for match in act.pattern.finditer(before):
            if not any(abs(match.start() - offset) < 2 for offset, _ in named):
                named.append((match.start(), act))
    named.sort(key=lambda pair: pair[0])
    places = [m.start() + at for m in re.finditer(rf"[{NUMERAL}]+\s?(?:个工作日|日|天|个月)", after)]
    if len(places) == len(named) and d.start in places:
        return named[places.index(d.start)][1].acts
    return tuple(dict.fromkeys(name for _, act in named for name in act.acts))


def _from_outside(text: str, d: Duration, words: Vocabulary, sentence: str, context: Context) -> tuple[str, ...]:
    """Where the sentence itself says nothing, what stands before it: the sentence, question, item or heading."""
    previous = [part for part in re.split(r"[。！？?!\n]", text[: d.sentence[0]]) if part.strip()][-1:]
    bare = len(_EMPTY.sub("", sentence)) <= 3
    for title in [*(previous if bare else ()), *context.before]:
        if not bare and not _HEADING_CONTEXT.search(sentence):
            break
        if words.elsewhere.search(title) and not words.petition.search(title):
            break
        for tier in TIERS if bare else (0,):
            if acts := _acts_in(title, 0, len(title), 0, words, title + sentence + "信访", tier):
                return acts[0].acts
    return ()


def _is_labelled(text: str, d: Duration) -> bool:
    """办结：30日, or a row of a table: the act stands apart and is the duration's own all the same."""
    return CELL in text[d.sentence[0] : d.sentence[1]] or text[d.clause[0] - 1 : d.clause[0]] == "："


def _nearest_clause(text: str, d: Duration, words: Vocabulary, sentence: str, tier: int) -> tuple[str, ...]:
    """Acts of the nearest clause that names any, those before first: 复查意见、复核意见，有没有按30日内提出.

    Nothing is taken from behind a semicolon; an extension (可以延长) that follows is another rule.
    """
    row = CELL in sentence
    before, after = [], []
    for match in re.finditer(rf"[^，；：{CELL}]+", sentence):
        start, end = d.sentence[0] + match.start(), d.sentence[0] + match.end()
        if end <= d.clause[0]:
            before.append((start, end))
        elif start >= d.clause[1] and (row or "；" not in text[d.end : start]):
            after.append((start, end))
    for start, end in [*after, *reversed(before)] if row else [*reversed(before), *after]:
        acts = _acts_in(text, start, end, d.start, words, sentence, tier)
        if start >= d.clause[1]:
            acts = [act for act in acts if act.name != "延长" or row]
        if acts:
            return acts[0].acts if row else tuple(dict.fromkeys(name for act in acts for name in act.acts))
    return ()


def _header(text: str, d: Duration, columns: tuple[str, ...]) -> str:
    """The header of the cell that a duration stands in."""
    cell = text.count(CELL, 0, d.start)
    return columns[cell] if cell < len(columns) else ""


def own_matter(sentence: str) -> bool:
    """Whether a sentence speaks of petition matters at all, and not of another field."""
    words = vocabulary()
    return bool(re.search(r"信访(?:事项|部门|人)|起算|适用", sentence)) and not words.elsewhere.search(sentence)


def in_limit_column(text: str, d: Duration, columns: tuple[str, ...]) -> bool:
    """Whether a duration that fills its cell stands under a header of limits (期限), not of lessons (课时)."""
    if CELL not in text or not columns:
        return True
    head, tail = text[d.clause[0] : d.start], text[d.end : d.clause[1]]
    if head.strip() or tail.strip(" 内"):
        return True
    header = _header(text, d, columns)
    if not header:
        return True
    words = vocabulary()
    return bool(_LIMIT_COLUMN.search(header) or any(act.pattern.search(header) for act in words.acts if act.tier == 0))


def cited(text: str, d: Duration, citations: list[Citation]) -> tuple[tuple[Citation, ...], bool]:
    """(the citations that the duration hangs on, one or a list; whether they are said to state it)."""
    return cited_near(text, d.start, d.end, citations)


def cited_near(text: str, start: int, end: int, citations: list[Citation]) -> tuple[tuple[Citation, ...], bool]:
    """`cited` for any span."""
    left, right = bounds(text, start, end, SENTENCE)
    first, last = bounds(text, start, end, CLAUSE)
    inside = [c for c in citations if c.target is not None and left <= c.start < right]
    in_clause = [c for c in inside if first <= c.start < last]
    if before := [c for c in in_clause if c.end <= start]:
        return _listed(text, inside, before[-1]), _governs(text[before[-1].end : start])
    if in_clause:
        between = text[end : in_clause[0].start]
        return _listed(text, inside, in_clause[0]), between.count("（") + between.count("(") == 1
    if CELL in text[left:right] and inside:
        group = _listed(text, inside, inside[0])
        return group, len(group) == len(inside)
    if earlier := [c for c in inside if c.end <= start]:
        return _listed(text, inside, earlier[-1]), _governs(text[earlier[-1].end : start])
    return (_listed(text, inside, inside[0]) if inside else ()), False


def _governs(gap: str) -> bool:
    return bool(_GOVERNS.match(gap)) and "；" not in gap and not re.search(r"\d", gap)


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
