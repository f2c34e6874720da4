"""Limits said in prose against the limits of the text: amount, unit, direction, start, actor, scope."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.citations.resolve import printed
from tiaoli.claims.blocks import CELL
from tiaoli.claims.durations import AFTER, AT_LEAST, SENTENCE, WITHIN, Duration, bounds, durations
from tiaoli.claims.finding import Finding
from tiaoli.claims.vocabulary import TIERS, Act, Vocabulary, vocabulary
from tiaoli.model import ERROR, WARNING, Citation, HeadCount, Statute, TimeLimit
from tiaoli.numerals import NUMERAL, parse_int

_UNIVERSAL = re.compile(r"所有|一律|全部|一切|任何|凡是?|每一?[件个]|无论|不论|不管|统统|各类|都必须|都应当?|均应当?|均须|都要|均要|每项")
#: Kinds of matters that 第三十四条 does not reach: said of them, 60日 is out of scope.
_OTHER_KINDS = re.compile(
    r"建议意见|意见建议|建议类|意见类|检举|控告|举报|涉法涉诉|诉讼|仲裁|行政复议|申诉求决|第三十一条第[一二三四五](?:项|至)|第[一二三四五]项"
)
_SIXTH = re.compile(r"第六项|第[（(]六[）)]项|不属于(?:以上|上述|前五|前款|前述|其他|前面)|其他情形|第六[种类]|前五[项种类]以外|信访处理意见书|31条第?6项|31[（(]六[）)]")
_NO_EXTENSION = re.compile(r"(?:不得|不能|不可以?|不予|不准|不许|不允许|禁止|严禁|无法|一律不)(?:予以|进行|申请|适当)?(?:延长|延期|展期)(?!期限不|不)")
_APPROVAL = re.compile(r"[经报由需须](?P<who>[^，。；：经报]{1,16}?)(?:批准|同意|审批|核准)")
_WRONG_APPROVER = re.compile(r"上级|上一级|信访部门|信访局|党委|政府|联席会议|信访人|本级")
_GOVERNS = re.compile(r"^[）)]?(?:中|里|明确|也|还|都|均)?(?:规定|明确|要求|写明|载明|指出|的规定|：|，)")
#: A start that only one kind of act has: who says no more than 自收到复查请求之日起30日内 speaks of that act.
_EVENT_ACTS = {"收到复查请求": ("复查",), "收到复核请求": ("复核",), "收到书面答复": ("复查申请", "复核申请")}
_JOINED = re.compile(r"\s*(?:[、和与及至到，—-]|以及|或者)+\s*")
_HEADING_CONTEXT = re.compile(r"信访|机关|单位|收到|答复|请求|申请|提出|意见|受理|内")
_MUST = re.compile(r"应当|必须|须|不得不")
_REPRESENTATIVES = re.compile(
    rf"(?P<what>代表)(?P<gap>[^，。；：{NUMERAL}｜]{{0,12}}?)(?P<amount>[{NUMERAL}]{{1,4}})\s?[人名个位](?P<after>[^，。；]{{0,3}})"
    rf"|(?P<gap2>[^，。；：{NUMERAL}｜]{{0,8}})(?P<amount2>[{NUMERAL}]{{1,4}})\s?[人名个位](?P<after2>以[上下内])?的?(?:信访|走访|群众)?代表(?!大会|团|性|处|作|们|发言)"
)
_OTHER_DELEGATES = re.compile(
    r"(?:人大|党|政协|群众|职工|居民|村民|学员|师生|企业|各界|界别|参会|与会|单位|部门|妇女|青年|工会|教师|学生|志愿者|先进|获奖|行业|律师|社区|干部|全国|省|市|县)代表$"
)
_PETITION_DELEGATES = re.compile(r"推选|选出|选派|推举|走访|来访|集体访|多人|信访|上访|共同|代表人数")
_FEWER = re.compile(r"不(?:满|足)$|少于$|低于$")
_UPPER = re.compile(r"不[得能可应许准]?(?:超过|多于|大于)|最多|至多|上限|限|以内")
_LOWER = re.compile(r"不[得能可应]?(?:少于|低于|小于)|至少|最少|起码|超过|多于|大于")


@dataclass(frozen=True, slots=True)
class Limits:
    """What the text states: the rows of `timelimits` and the head-counts."""

    statute: Statute
    rows: tuple[TimeLimit, ...]
    heads: tuple[HeadCount, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim may bind to outside its sentence: the header cells of its row and the heading above."""

    columns: tuple[str, ...] = ()
    heading: str = ""


def check(text: str, citations: list[Citation], limits: Limits, context: Context = Context()) -> Iterator[Finding]:  # noqa: B008
    """Findings for every limit in `text`; `citations` are those of the same text, ours resolved."""
    words = vocabulary()
    numbered = tuple(row for row in limits.rows if row.days is not None)
    for duration in durations(text, words):
        yield from _check_one(text, duration, citations, numbered, limits.statute, words, context)
    yield from _no_extension(text, citations, numbered, limits.statute)
    yield from _representatives(text, limits)


# ---- binding ----------------------------------------------------------------------------------------------------


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


def _bind_act(text: str, d: Duration, words: Vocabulary, context: Context) -> tuple[str, ...]:
    """The canonical acts that a duration may be said of: those of the nearest words, from the segment outwards."""
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


def bind(text: str, duration: Duration, context: Context) -> tuple[str, ...]:
    """The canonical acts that a duration is said of; empty when it is said of nothing we know."""
    return _bind_act(text, duration, vocabulary(), context)


def _cited(text: str, d: Duration, citations: list[Citation]) -> tuple[tuple[Citation, ...], bool]:
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


def _within(target: str, cited: str) -> bool:
    return target == cited or target.startswith(cited + "-") or cited.startswith(target + "-")


# ---- judging ----------------------------------------------------------------------------------------------------


def _check_one(
    text: str, d: Duration, citations: list[Citation], rows: tuple[TimeLimit, ...], statute: Statute, words: Vocabulary, context: Context
) -> Iterator[Finding]:
    shown = text[d.start : d.end]
    sentence = text[d.sentence[0] : d.sentence[1]]
    clause_after = text[d.end : d.clause[1]]
    for entry in words.unnumbered:
        if rows and entry.pattern.search(clause_after) and entry.needs.search(sentence) and not _row_for(entry.name, rows):
            if any(d.clause[0] <= c.start < d.clause[1] and c.instrument for c in citations):
                return
            yield Finding(d.start, d.end, "unsupported-limit", f"“{shown}”没有条文依据：{entry.message}", found=text[d.clause[0] : d.clause[1]])
            return
    acts = _bind_act(text, d, words, context)
    cited, governs = _cited(text, d, citations)
    candidates = [r for r in rows if r.act in acts]
    if cited:
        here = [r for r in rows if (not candidates or r in candidates) and any(_hangs_on(statute, r, c) for c in cited)]
        if here:
            candidates = here
        elif candidates and governs:
            yield from _wrong_article(text, d, cited[0], candidates, statute, words)
            return
        elif not candidates and governs:
            yield from _not_in_cited(text, d, cited[0], statute)
            return
    if not candidates:
        return
    judged = sorted((_judge(text, d, row, words) for row in candidates), key=_badness)
    best_row, wrong, doubts = judged[0]
    if wrong:
        where = printed(statute, best_row.target)
        what = "；".join(wrong)
        message = f"“{shown}”与条文不符：{what}。{where}写的是“{_clip(best_row)}”，请改正；若是本地承诺或推算，请加标记"
        yield Finding(d.start, d.end, "wrong-time-limit", message, ERROR, text[d.clause[0] : d.clause[1]], _clip(best_row), best_row.target)
    elif doubts:
        where = printed(statute, best_row.target)
        message = f"“{shown}”：{'；'.join(doubts)}（{where}）"
        yield Finding(d.start, d.end, "time-limit-doubt", message, WARNING, text[d.clause[0] : d.clause[1]], _clip(best_row), best_row.target)


def _hangs_on(statute: Statute, row: TimeLimit, cited: Citation) -> bool:
    """Whether a row stands in a cited provision, or is said to reach it (第三十一条第六项规定的信访事项)."""
    targets = cited.targets or (cited.target or "",)
    if any(_within(row.target, target) for target in targets):
        return True
    return bool(row.applies_to) and printed(statute, targets[0]) in row.applies_to


def _row_for(name: str, rows: tuple[TimeLimit, ...]) -> bool:
    return any(r.act in name for r in rows if r.act in ("受理", "反馈"))


def _badness(judged: tuple[TimeLimit, list[str], list[str]]) -> tuple[int, int, int]:
    row, wrong, doubts = judged
    amount = any("日数" in w or "单位" in w for w in wrong)
    return (len(wrong), int(amount), len(doubts))


def _clip(row: TimeLimit) -> str:
    return row.quote.rstrip("：，")


def _judge(text: str, d: Duration, row: TimeLimit, words: Vocabulary) -> tuple[TimeLimit, list[str], list[str]]:
    wrong: list[str] = []
    doubts: list[str] = []
    sentence = text[d.sentence[0] : d.sentence[1]]
    unit = row.unit or ""
    if d.unit != unit or d.half:
        wrong.append(f"单位应为“{row.days}{'个' if unit == '工作日' else ''}{unit}”")
    elif d.amount != row.days:
        wrong.append(f"日数应为{row.days}{'个' if unit == '工作日' else ''}{unit}")
    if d.direction in (AT_LEAST, AFTER):
        wrong.append("条文是不超过这个期限，不是不少于或者之后")
    _judge_start(d, row, words, wrong, doubts)
    _judge_actor(d, row, wrong, doubts)
    _judge_scope(text, d, row, sentence, wrong, doubts)
    if row.act == "延长" and (match := _APPROVAL.search(sentence)) and _WRONG_APPROVER.search(match["who"]) and "本机关" not in match["who"]:
        wrong.append(f"延长由本机关、单位负责人批准，不是“{match['who']}”")
    clause = text[d.clause[0] : d.clause[1]]
    if row.act.endswith("申请") and _MUST.search(clause) and "可以" in row.quote:
        doubts.append("条文用的是“可以”，不是“应当”")
    return row, wrong, doubts


def _judge_start(d: Duration, row: TimeLimit, words: Vocabulary, wrong: list[str], doubts: list[str]) -> None:
    if d.event_text is None:
        return
    if row.start is None:
        if row.act != "延长":
            doubts.append(f"条文没有写明从哪一天起算，文中写了“{d.event_text}”")
        return
    stated = words.start(row.start)
    if d.event is None:
        doubts.append(f"起算点写作“{d.event_text}”，条文是“自{row.start}之日起”")
        return
    same = d.event == stated or d.event == "收到" and (stated or "").startswith("收到")
    # 收到复查意见之日起 for a petitioner, 收到答复 for 书面答复; 收到书面答复 never starts an organ's time.
    if not same:
        wrong.append(f"起算点应为“自{row.start}之日起”，不是“{d.event_text}”")
    elif d.next_day:
        doubts.append(f"条文是“自{row.start}之日起”，没有写次日")


def _judge_actor(d: Duration, row: TimeLimit, wrong: list[str], doubts: list[str]) -> None:
    if d.subject is None:
        return
    petitioner = row.act.endswith("申请")
    if petitioner and d.subject != "信访人":
        wrong.append("提出请求的是信访人，不是机关、单位")
    elif not petitioner and d.subject == "信访人" and row.act != "延长":
        wrong.append("这个期限是对机关、单位的，不是对信访人的")
    elif d.subject == "信访部门" and row.act == "提出异议":
        wrong.append("提出异议的是收到转送、交办的机关、单位，不是信访部门")
    elif d.subject == "信访部门" and row.act in ("告知", "复查", "复核"):
        doubts.append(f"条文写的是“{row.who}”，不是信访部门")


def _judge_scope(text: str, d: Duration, row: TimeLimit, sentence: str, wrong: list[str], doubts: list[str]) -> None:
    """A row that reaches some matters only (第三十一条第六项) must not be said of all, or of the others."""
    narrow = re.search(r"第[一二三四五六七八九十百]+条第[一二三四五六七八九十]+项", row.applies_to or "")
    if not narrow or row.act == "延长":
        return
    if _SIXTH.search(sentence):
        return
    around = text[max(d.sentence[0], d.clause[0] - 40) : d.clause[1]]
    if match := _UNIVERSAL.search(around):
        wrong.append(f"这个期限只适用于{narrow[0]}的信访事项，不能说“{match[0]}”")
    elif match := _OTHER_KINDS.search(around):
        wrong.append(f"这个期限只适用于{narrow[0]}的信访事项，不适用于“{match[0]}”")


def _wrong_article(
    text: str, d: Duration, cited: Citation, candidates: list[TimeLimit], statute: Statute, words: Vocabulary
) -> Iterator[Finding]:
    best_row, wrong, _ = min((_judge(text, d, row, words) for row in candidates), key=_badness)
    where, shown = printed(statute, best_row.target), text[d.start : d.end]
    extra = f"，而且{'；'.join(wrong)}" if wrong else ""
    message = f"“{shown}”的规定在{where}，不在{printed(statute, cited.target)}{extra}：请改正条号"
    yield Finding(d.start, d.end, "wrong-article", message, ERROR, text[d.clause[0] : d.clause[1]], _clip(best_row), best_row.target)


def _not_in_cited(text: str, d: Duration, cited: Citation, statute: Statute) -> Iterator[Finding]:
    unit = statute.index.get(cited.target or "")
    if unit is None or unit.kind not in ("article", "paragraph", "item"):
        return
    article = statute.article_of(unit.address) or unit
    shown = text[d.start : d.end]
    stated = {(x.amount, x.unit) for x in durations(article.full_text, vocabulary())}
    if (d.amount, d.unit) not in stated and d.direction == WITHIN:
        name = printed(statute, cited.target)
        yield Finding(d.start, d.end, "unsupported-limit", f"{name}没有“{shown}”的规定：请核对条文", found=text[d.clause[0] : d.clause[1]])


def _no_extension(text: str, citations: list[Citation], rows: tuple[TimeLimit, ...], statute: Statute) -> Iterator[Finding]:
    extension = next((r for r in rows if r.act == "延长"), None)
    if extension is None:
        return
    for match in _NO_EXTENSION.finditer(text):
        left, right = bounds(text, match.start(), match.end(), SENTENCE)
        sentence = text[left:right]
        if re.search(r"复查|复核|告知|异议", sentence) and not re.search(r"办结|60|六十|办理期限|处理期限|第三十四条", sentence):
            continue
        if any(left <= c.start < right and c.instrument for c in citations):
            continue
        message = f"“{match[0]}”与条文不符：{printed(statute, extension.target)}写的是“{extension.quote}”，请改正"
        yield Finding(match.start(), match.end(), "wrong-time-limit", message, ERROR, sentence, extension.quote, extension.target)


def _representatives(text: str, limits: Limits) -> Iterator[Finding]:
    head = next((h for h in limits.heads if h.what.endswith("代表")), None)
    if head is None:
        return
    for match in _REPRESENTATIVES.finditer(text):
        first = match["amount"] is not None
        gap = match["gap"] if first else match["gap2"]
        after = (match["after"] if first else match["after2"]) or ""
        amount = parse_int(match["amount"] or match["amount2"])
        left, right = bounds(text, match.start(), match.end(), SENTENCE)
        sentence = text[left:right]
        if first and _OTHER_DELEGATES.search(text[max(left, match.start() - 6) : match.start() + 2]) and not re.search(r"推选|走访", sentence):
            continue
        if amount is None:
            continue
        upper = bool(_UPPER.search(gap)) or after.startswith(("以下", "以内", "之内"))
        lower = bool(_LOWER.search(gap)) and not _UPPER.search(gap) or after.startswith("以上")
        fewer = bool(_FEWER.search(gap)) and not re.search(r"不[得能可应]?少于$|不[得能可应]?低于$", gap)
        petition = bool(_PETITION_DELEGATES.search(sentence))
        if not (upper or lower or fewer) and not (petition and amount > head.amount and re.search(r"推选|选出|选派|推举|代表人数", sentence)):
            continue
        if not first and not petition:
            continue
        if lower and not fewer and re.match(r"的|，", after) and "超过" in gap and not re.search(r"不[得能]?超过", gap):
            continue  # 代表超过5人的，……: says what happens past the limit
        if upper and not lower and not fewer and amount == head.amount:
            continue
        where = printed(limits.statute, head.target)
        message = f"“{match[0].strip()}”与条文不符：{where}写的是“{head.quote}”，请改正"
        yield Finding(match.start(), match.end(), "wrong-head-count", message, ERROR, match[0], head.quote, head.target)

