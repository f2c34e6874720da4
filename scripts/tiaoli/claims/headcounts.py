"""Head-counts said in prose: 代表人数不得超过5人, and nothing of delegates to a congress or guests at a meeting."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.claims.durations import SENTENCE, bounds
from tiaoli.claims.finding import Finding
from tiaoli.model import ERROR, HeadCount, Statute
from tiaoli.numerals import NUMERAL, parse_int

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


def check(text: str, heads: tuple[HeadCount, ...], statute: Statute) -> Iterator[Finding]:
    head = next((h for h in heads if h.what.endswith("代表")), None)
    if head is None:
        return
    for match in _REPRESENTATIVES.finditer(text):
        first = match["amount"] is not None
        gap = match["gap"] if first else match["gap2"]
        after = (match["after"] if first else match["after2"]) or ""
        amount = parse_int(match["amount"] or match["amount2"])
        left, right = bounds(text, match.start(), match.end(), SENTENCE)
        sentence = text[left:right]
        if (
            first
            and _OTHER_DELEGATES.search(text[max(left, match.start() - 6) : match.start() + 2])
            and not re.search(r"推选|走访", sentence)
        ):
            continue
        if amount is None:
            continue
        upper = bool(_UPPER.search(gap)) or after.startswith(("以下", "以内", "之内"))
        lower = bool(_LOWER.search(gap)) and not _UPPER.search(gap) or after.startswith("以上")
        fewer = bool(_FEWER.search(gap)) and not re.search(r"不[得能可应]?少于$|不[得能可应]?低于$", gap)
        petition = bool(_PETITION_DELEGATES.search(sentence))
        if not (upper or lower or fewer) and not (
            petition and amount > head.amount and re.search(r"推选|选出|选派|推举|代表人数", sentence)
        ):
            continue
        if not first and not petition:
            continue
        if lower and not fewer and re.match(r"的|，", after) and "超过" in gap and not re.search(r"不[得能]?超过", gap):
            continue  # 代表超过5人的，……: says what happens past the limit
        if upper and not lower and not fewer and amount == head.amount:
            continue
        where = printed(statute, head.target)
        message = f"“{match[0].strip()}”与条文不符：{where}写的是“{head.quote}”，请改正"
        yield Finding(match.start(), match.end(), "wrong-head-count", message, ERROR, match[0], head.quote, head.target)
