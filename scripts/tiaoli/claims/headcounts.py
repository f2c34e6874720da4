"""Head-counts said in prose: 代表人数不得超过5人, and nothing of delegates to a congress or guests at a meeting."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.claims.binding import Context, cited_near, within
from tiaoli.claims.blocks import CELL
from tiaoli.claims.durations import CLAUSE, SENTENCE, bounds
from tiaoli.claims.finding import Finding
from tiaoli.claims.vocabulary import vocabulary
from tiaoli.model import ERROR, Citation, HeadCount, Statute
from tiaoli.numerals import NUMERAL, parse_int

_N = rf"(?:[{NUMERAL}]{{1,4}}[-—~至到])?[{NUMERAL}]{{1,4}}"
_SHAPES = (
    # 代表人数不得超过5人, 推选的代表为5名
    re.compile(
        rf"(?P<what>代表)(?!大会|团|队|性|处|作|们|发言|所|院)(?:人数)?(?P<gap>[^。；{NUMERAL}｜]{{0,14}}?)(?P<amount>{_N})\s?[人名个位](?P<after>[^，。；]{{0,3}})"
    ),
    # 5名以下代表, 不超过10个人的代表
    re.compile(
        rf"(?P<gap>[^，。；：{NUMERAL}｜]{{0,10}})(?P<amount>{_N})\s?(?:[人名位]|个人?)(?P<after>以[上下内])?(?:的|作为|当|做|为|来当)?(?:信访|走访|群众)?(?P<what>代表)(?!大会|团|队|性|处|作|们|发言)"
    ),
)
#: A number of persons that needs its context: under 代表人数, beside 第二十条.
_BARE = re.compile(rf"(?P<gap>[^。；{NUMERAL}｜]{{0,10}}?)(?P<amount>{_N})\s?[人名个位](?P<after>以[上下内])?")
#: A header or heading under which a bare number of persons is one of representatives.
_LABEL = re.compile(
    r"^\W*(?:走访|信访|推选)?的?代表(?:人数|上限|限额|名额|几人)?\W*$|几[名个]代表|代表.{0,4}(?:多少|几)"
)
#: 集体走访不能超过十个人: the text bounds the representatives, not those who come.
_VISITORS = re.compile(
    rf"(?:集体|多人|群体)?(?:走访|上访|来访|集体访)(?:的)?(?:人数|群众|人员|的人)?(?:最多)?(?:不[得能可许准]以?(?:超过|多于)|以|限|最多|至多|上限为?)(?P<amount>{_N})\s?[人名个位]"
)
_NOT_STATED = re.compile(r"没有.{0,20}(?:要求|规定|限制)|并?未规定")
_OTHER_DELEGATES = re.compile(
    r"(?:人大|党|政协|群众|职工|居民|村民|学员|师生|企业|各界|界别|参会|与会|单位|部门|妇女|青年|工会|教师|学生|志愿者|先进|获奖|行业|律师|社区|干部|全国|省|市|县|选手|队员|观众|家长|商户)$"
)
_PETITION = re.compile(r"推选|选出|选派|推举|走访|来访|集体访|多人|信访|上访|共同|代表人数|接待")
_CHOSEN = re.compile(r"推选|选出|选派|推举|代表人数|派|选")
_OTHER_FORMS = re.compile(r"写信|来信|联名|网上|电话|书信")
_FEWER = re.compile(r"(?:不(?:满|足)|(?<!不)(?<!不得)(?<!不能)(?:少于|低于))$")
_UPPER = re.compile(r"不[得能可应许准]?(?:超过|多于|大于)|最多|至多|上限|限|以内|≤|不得多于")
_LOWER = re.compile(r"不[得能可应]?(?:少于|低于|小于)|至少|最少|起码|超过|多于|大于")


def check(
    text: str, citations: list[Citation], heads: tuple[HeadCount, ...], statute: Statute, context: Context
) -> Iterator[Finding]:
    """Findings for numbers of 代表 that differ from the text, or are given for another article or another form of petition."""
    head = next((h for h in heads if h.what.endswith("代表")), None)
    if head is None:
        return
    seen: list[tuple[int, int]] = []
    for shape in _SHAPES:
        for match in shape.finditer(text):
            if not any(a < match.end("amount") and match.start("amount") < b for a, b in seen):
                seen.append(match.span("amount"))
                yield from _judge(text, match, citations, head, statute, False)
    for match in _VISITORS.finditer(text):
        left, right = bounds(text, match.start(), match.end(), SENTENCE)
        if "代表" not in text[left:right] and not _NOT_STATED.search(text[left:right]):
            message = f"“{match[0]}”不对：条文限的是推选的代表，不是走访的人数。{printed(statute, head.target)}写的是“{head.quote}”，请改正"
            yield Finding(*match.span(), "wrong-head-count", message, ERROR, text[left:right], head.quote, head.target)
    labels = [*context.columns, *context.before[:1], text.split(CELL)[0] if CELL in text else ""]
    if any(_LABEL.search(label) for label in labels) or any(
        c.target and within(head.target, c.target) for c in citations
    ):
        for match in _BARE.finditer(text):
            if not any(a < match.end("amount") and match.start("amount") < b for a, b in seen):
                yield from _judge(text, match, citations, head, statute, True)


def _judge(
    text: str, match: re.Match, citations: list[Citation], head: HeadCount, statute: Statute, bare: bool
) -> Iterator[Finding]:
    gap, after = match["gap"], match["after"] or ""
    left, right = bounds(text, match.start("amount"), match.end(), SENTENCE)
    sentence = text[left:right]
    low, _, high = re.sub(r"[-—~至到]", "-", match["amount"]).rpartition("-")
    amount = parse_int(high)
    words = vocabulary()
    petition = bool(_PETITION.search(sentence))
    denied = text[left : min(right, bounds(text, match.start("amount"), match.end(), CLAUSE)[1])]
    if amount is None or _NOT_STATED.search(denied):
        return
    if words.elsewhere.search(sentence) and not re.search(r"走访|信访人|来访|接待", sentence):
        return
    if bare:
        clause = text[slice(*bounds(text, match.start("amount"), match.end(), CLAUSE))]
        if not (
            _UPPER.search(gap)
            or _LOWER.search(gap)
            or after
            or re.fullmatch(r"\W*", clause.replace(text[match.start("amount") : match.end()], "").strip("内"))
        ):
            return
    else:
        before = text[max(left, match.start("what") - 4) : match.start("what")]
        if _OTHER_DELEGATES.search(before) and not re.search(r"推选|走访", sentence):
            return
        boundary = re.search(
            r"(?:^|[，。；：、（“｜\s的选派荐举其名人位])$", text[max(0, match.start("what") - 1) : match.start("what")]
        )
        if not petition and not boundary and not any(left <= c.start < right and c.target for c in citations):
            return
    upper = bool(_UPPER.search(gap)) or after.startswith(("以下", "以内", "之内"))
    lower = bool(_LOWER.search(gap)) and not _UPPER.search(gap) or after.startswith("以上")
    fewer = bool(_FEWER.search(gap))
    stated = upper or lower or fewer or bare
    if not stated and not (petition and (amount > head.amount) and _CHOSEN.search(sentence)):
        return
    if lower and "超过" in gap and re.match(r"的|，", after) and not re.search(r"应|须|要|可以", gap):
        return  # 代表超过5人的，……: says what happens past the limit
    where = printed(statute, head.target)
    wrong = lower or fewer or amount != head.amount or bool(low)
    if not wrong:
        hangs, governs = cited_near(text, match.start("amount"), match.end(), citations)
        if governs and hangs and not any(within(head.target, c.target or "") for c in hangs):
            message = f"“{match[0].strip()}”的规定在{where}，不在{printed(statute, hangs[0].target or '')}：请改正条号"
            yield Finding(
                match.start(), match.end(), "wrong-article", message, ERROR, match[0], head.quote, head.target
            )
        elif _OTHER_FORMS.search(sentence) and not re.search(r"走访|来访|接待", sentence):
            message = f"推选代表只是对多人采用走访形式说的：{where}写的是“{head.quote}”，请写明走访"
            yield Finding(
                match.start(), match.end(), "wrong-head-count", message, ERROR, match[0], head.quote, head.target
            )
        return
    message = f"“{match[0].strip()}”与条文不符：{where}写的是“{head.quote}”，请改正"
    yield Finding(match.start(), match.end(), "wrong-head-count", message, ERROR, match[0], head.quote, head.target)
