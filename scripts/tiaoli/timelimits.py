"""Time limits and head-counts that a statute states, read out of its text.

Nothing is typed in: every field is a span of the text, and what the text leaves open is None (shown as 条文未写明).
Works sentence by sentence (。), segment by segment (；), clause by clause (，).
"""

import re
from dataclasses import replace

from tiaoli.citations.find import find
from tiaoli.citations.resolve import printed
from tiaoli.model import Article, HeadCount, Item, Paragraph, Statute, TimeLimit, Unit
from tiaoli.numerals import NUMERAL, parse_int

_N = rf"[{NUMERAL}]{{1,6}}"
_UNIT = r"个?工作日|个?小时|个月|日|天|年|周|个星期"
#: 自受理之日起60日内; 15日内; 不得超过30日; 三个月以内
DURATION = re.compile(
    rf"""
      (?:[自从](?P<start>[^，。；：自从]{{1,30}}?)(?:之日)?起(?:的)?，?)?
      (?P<limit>不得?超过|不多于|不少于|至少|提前|届满前|满)?
      (?P<amount>{_N})(?P<unit>{_UNIT})
      (?P<within>以?内|之内|以前|前|以上|以下|届满)?
    """,
    re.VERBOSE,
)
#: Limits without a number, as words that a reader can look for.
OPEN_LIMIT = re.compile(r"指定[^，。；：]{0,6}期限|规定期限|每年|每半年|每季度|每月")
#: Durations that are no limits for an act: penalties, ages, terms.
_NOT_A_LIMIT = re.compile(r"有期徒刑|拘役|管制|拘留|禁闭|周岁|年龄|任期|工龄|罚款|从业|利率|保存|有效期")
_MODAL = re.compile(r"应当|可以|必须|不得|能够|有权|负责|予以|自(?=收到|接到|受理)")
_SUBJECT_BEFORE = re.compile(
    r"^(?P<who>[^，。；：对]{2,30}?)(?:对[^，。；：]+|收到[^，。；：]+|接到[^，。；：]+|认为[^，。；：]+|采用[^，。；：]+)$"
)
_HEADCOUNT = re.compile(
    rf"(?P<what>[\u4e00-\u9fff]{{1,6}}?)(?:人数)?(?P<limit>不得?超过|不得?少于|至多|至少|不多于)(?P<amount>{_N})(?:人|名)"
)
_EXCEPTION = re.compile(r"(?:但是?|但)[^。；]*?除外|除[^，。；]+外")
_EXCLUDED = re.compile(r"^(?P<what>[^，。；]+?)(?:不计算在|不计入|不包括在)(?P<where>[^，。；]*期限)内?$")
_ELSEWHERE = re.compile(r"按照?有关规定执行|另有规定|从其规定|依照有关规定")

#: (canonical act, pattern of the predicate), the more particular first. The acts of design.md; other statutes keep their own words.
ACTS = (
    ("复查申请", re.compile(r"请求[^，。；]*复查|申请[^，。；]*复查")),
    ("复核申请", re.compile(r"请求[^，。；]*复核|申请[^，。；]*复核")),
    ("复查", re.compile(r"复查意见|作出[^，。；]*复查")),
    ("复核", re.compile(r"复核意见|作出[^，。；]*复核")),
    ("提出异议", re.compile(r"提出异议")),
    ("延长", re.compile(r"延长|延期")),
    ("办结", re.compile(r"办结|办理完毕")),
    ("告知", re.compile(r"告知|通知")),
    ("处理", re.compile(r"处理|转送|交办")),
)


def extract(statute: Statute) -> tuple[TimeLimit, ...]:
    """Every time limit of the statute in document order; those without a number have `days` None.

    `days` is the amount in `unit` ("日", "工作日", "月", "年", "小时", "周"), whatever the unit.
    """
    rows: list[TimeLimit] = []
    for unit in statute.walk():
        if unit.text and isinstance(unit, Paragraph | Item):
            for sentence in re.findall(r"[^。]+。?", unit.text):
                rows += _sentence(statute, unit, sentence)
    return tuple(_extended(_from_neighbours(statute, rows)))


def headcounts(statute: Statute) -> tuple[HeadCount, ...]:
    """Numbers of persons that the text fixes: 代表人数不得超过5人."""
    out = []
    for unit in statute.walk():
        for match in _HEADCOUNT.finditer(unit.text):
            amount = parse_int(match["amount"])
            if amount is not None:
                what = match["what"].removesuffix("人数")
                start = max(unit.text.rfind(mark, 0, match.start()) for mark in "，；。：") + 1
                direction = "不超过" if "超" in match["limit"] or "多" in match["limit"] else "不少于"
                out.append(HeadCount(unit.address, unit.text[start : match.end()], what, amount, direction))
    return tuple(out)


def normal_unit(unit: str) -> str:
    """个工作日 -> 工作日, 天 -> 日, 个月 -> 月."""
    unit = unit.removeprefix("个")
    return {"天": "日", "星期": "周"}.get(unit, unit)


def _sentence(statute: Statute, unit: Unit, sentence: str) -> list[TimeLimit]:
    rows = []
    segments = sentence.rstrip("。").split("；")
    for at, segment in enumerate(segments):
        for match in DURATION.finditer(segment):
            row = _row(unit, segments, at, match)
            if row is not None:
                rows.append(row)
        for match in OPEN_LIMIT.finditer(segment):
            rows.append(_open_row(statute, unit, segments, at, match))
    return rows


def _clause(segment: str, start: int, end: int) -> tuple[str, int]:
    """The clause (，-delimited) around a span, and where it starts in the segment."""
    left = max(segment.rfind("，", 0, start), segment.rfind("：", 0, start)) + 1
    right = min((i for i in (segment.find("，", end), segment.find("：", end)) if i >= 0), default=len(segment))
    return segment[left:right], left


def _row(unit: Unit, segments: list[str], at: int, match: re.Match) -> TimeLimit | None:
    segment = segments[at]
    within, limit = match["within"] or "", match["limit"] or ""
    if not (within in ("内", "以内", "之内", "前", "以前") or "超过" in limit or limit in ("提前",)):
        return None
    before_char = segment[match.start("amount") - 1 : match.start("amount")]
    if before_char in "年月第" and match["unit"] in ("日", "年", "天"):
        return None  # 2022年5月1日
    clause, left = _clause(segment, match.start(), match.end())
    if _NOT_A_LIMIT.search(clause):
        return None
    amount = parse_int(match["amount"])
    if amount is None:
        return None
    after = clause[match.end() - left :]
    before = clause[: max(0, match.start() - left)]
    act, what = _act(before, after, segment, match)
    who = _who(segments, at, match.start())
    # 能够当场告知的，应当当场书面告知；不能当场告知的，…: what comes first belongs to the quotation
    quote = "；".join(segments[at - 1 : at + 1] if at and segment.startswith("不能") else [segment]).strip("，")
    exception = _EXCEPTION.search(segment)
    return TimeLimit(
        target=unit.address,
        quote=quote,
        act=act,
        days=amount,
        unit=normal_unit(match["unit"]),
        applies_to=_applies_to(segments, at, left, before),
        who=who,
        what=what,
        start=match["start"],
        exception=exception[0].strip("，") if exception else None,
    )


def _act(before: str, after: str, segment: str, match: re.Match) -> tuple[str, str | None]:
    """(canonical act, the predicate as written). The predicate follows 60日内办结 or precedes 延长期限不得超过30日."""
    what = re.sub(r"^(?:内|的|，)+", "", after).strip()
    rest = segment[match.end() :]
    if not what and rest.startswith("，"):
        what = rest[1:].split("，")[0]
    if match["limit"] and not what or (match["limit"] and "超过" in match["limit"]):
        what = re.sub(r"^(?:但是?|且|并)", "", re.sub(r"(?:期限|时限|时间)?$", "", before)) or what
    for name, pattern in ACTS:
        if pattern.search(what):
            return name, what
    for name, pattern in ACTS:
        if pattern.search(before + after):
            return name, what or None
    return what[:12], what or None


def _who(segments: list[str], at: int, position: int) -> str | None:
    """The subject that stands before the modal verb, in the clause or the nearest clause before it."""
    clauses = segments[at][:position].split("，")
    for clause in reversed(clauses):
        if subject := _subject(clause):
            return subject
        if clause.startswith("对") and clause is clauses[-1] and _MODAL.search(clause):
            return None  # 对……事项应当自受理之日起: the text names no actor
    for segment in reversed(segments[:at]):
        for clause in reversed(segment.split("，")):
            if subject := _subject(clause):
                return subject
    return None


_WHO_NOISE = re.compile(r"^(?:并|但|且|由|经|其中|其|因|在|不|属于|可能|涉及)")


def _subject(clause: str) -> str | None:
    clause = clause.strip().removesuffix("的")
    modal = _MODAL.search(clause)
    head = clause[: modal.start()] if modal else None
    if head is None:
        match = _SUBJECT_BEFORE.match(clause)
        head = match["who"] if match else None
    if not head or len(head) < 2 or _WHO_NOISE.match(head) or head.startswith("对"):
        return None
    match = _SUBJECT_BEFORE.match(head)
    return match["who"] if match and modal and not head.startswith(("收到", "接到")) else head


def _applies_to(segments: list[str], at: int, left: int, before: str) -> str | None:
    """Conditions and objects that stand before the clause: 对……的，……的，; of this segment, then of the sentence."""
    own = [c for c in segments[at][:left].split("，") if c]
    lead = [c for c in segments[0].split("，") if c] if at else []
    found = []
    for clause in ([lead[0]] if lead and lead[0].startswith("对") else []) + own:
        if clause.startswith("对") or clause.endswith("的"):
            found.append(re.split(r"应当|可以|必须|不得", clause)[0])
        elif match := re.search(r"(?:收到|接到)[^，]+$", clause):
            found.append(match[0])
    if before.startswith("对"):
        found.append(re.split(r"应当|可以|必须|不得", before)[0])
    return "，".join(dict.fromkeys(found)) or None


#: 交由有权处理的机关、单位办理，要求其在指定办理期限内
_CHARGED = re.compile(r"交由(?P<who>[^，]+?)办理")
#: 负有受理信访事项职责的机关、单位有下列情形之一的
_LED_BY = re.compile(r"^(?P<who>[^，]+?)有下列情形之一")


def _open_who(statute: Statute, unit: Unit, segment: str, match: re.Match) -> str | None:
    """The actor of a limit without a number: before it in the clause, whom the text charges, or the list's lead-in."""
    clause, left = _clause(segment, match.start(), match.end())
    head = re.sub(r"(?:未|应当)?(?:在|于)?$", "", clause[: match.start() - left])
    if 2 <= len(head) <= 20 and not head.startswith(("要求", "或者", "推诿")):
        return head
    if charged := _CHARGED.search(segment):
        return charged["who"]
    parent = statute.parents.get(unit.address)
    led = _LED_BY.match(parent.text) if parent is not None and unit.kind == "item" else None
    return led["who"] if led else None


def _open_row(statute: Statute, unit: Unit, segments: list[str], at: int, match: re.Match) -> TimeLimit:
    clause, left = _clause(segments[at], match.start(), match.end())
    after = clause[match.end() - left :].removeprefix("内")
    act = next((name for name, pattern in ACTS if pattern.search(after)), match[0])
    who = _who(segments, at, match.start()) or _open_who(statute, unit, segments[at], match)
    return TimeLimit(unit.address, clause, act, None, match[0], who=who, what=after or None)


def _from_neighbours(statute: Statute, rows: list[TimeLimit]) -> list[TimeLimit]:
    """What later paragraphs of the same article say of a limit: time left out of it, other rules for some bodies."""
    by_article: dict[str, list[Unit]] = {}
    for article in statute.articles:
        by_article[article.address] = [u for u in article.children if isinstance(u, Paragraph)]
    out = []
    for row in rows:
        article = statute.article_of(row.target)
        if row.days is not None and isinstance(article, Article):
            for paragraph in by_article[article.address]:
                row = _amended(statute, row, paragraph)
        out.append(row)
    return out


def _amended(statute: Statute, row: TimeLimit, paragraph: Unit) -> TimeLimit:
    if paragraph.address == row.target:
        return row
    for sentence in paragraph.text.split("。"):
        if match := _EXCLUDED.match(sentence.strip()):
            cited = {c.target for c in find(match["where"], statute, paragraph.address)}
            # 听证 is held by whoever reviews: the time left out is the reviewer's, not the petitioner's.
            if row.target in cited and not row.act.endswith("申请"):
                row = replace(row, excluded=f"{sentence.strip()}（{printed(statute, paragraph.address)}）")
        elif _ELSEWHERE.search(sentence) and row.act in sentence:
            note = f"{sentence.strip()}（{printed(statute, paragraph.address)}）"
            row = replace(row, exception=f"{row.exception}；{note}" if row.exception else note)
    return row


def _extended(rows: list[TimeLimit]) -> list[TimeLimit]:
    """Give a limit the words of its extension, which stands behind it in the same paragraph."""
    out = list(rows)
    for i, row in enumerate(out):
        if row.act == "延长" and i and out[i - 1].target == row.target:
            out[i - 1] = replace(out[i - 1], extension=row.quote)
    return out
