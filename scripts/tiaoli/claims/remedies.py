"""Who is asked for a 复查 or 复核, who gives it, and that nothing comes after the second: rules without a number."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.claims.finding import Finding
from tiaoli.model import Citation, Statute, TimeLimit

#: 向……请求复查, 申请复核向……提出
_ASKS = re.compile(
    r"(?:(?:可以?|应当?|要|须)?(?:请求|向|请|到|找)(?P<to>[^，。；：向请]{2,26}?)(?:请求|申请|提出|提起|进行)?(?:复[查核])(?!意见|机关|单位|部门|委员会|办公室|结论|的?答复|决定))"
    r"|(?:(?:申请|请求)(?:复[查核][^，。；：]{0,4})?|复[查核](?:申请|请求)?[^，。；：]{0,4})(?:向|由)(?P<to2>[^，。；：]{2,20}?)(?:提出|提交|递交)"
)
_HIGHER = re.compile(r"上一级|上级|上一层级")
_BODY = re.compile(r"机关|单位|部门|信访局|政府|党委")
#: Whom nobody asks: the one that decided, or one of its own level.
_SAME_LEVEL = re.compile(r"原|同级|本级|作出(?:该|处理|原)|本(?:机关|单位)|信访(?:部门|局)")
#: 对复核意见不服，可以继续申请复查
_AFTER_THE_LAST = re.compile(
    r"(?:对|不服|不认可)?复核(?:意见|结论|结果|答复|决定)[^。；，]{0,10}?(?:不服|有异议|不满|不认可|不同意)[^。；]{0,24}?(?:申请|请求|提出|提起|提|要求|进行)[^，。；]{0,6}?(?P<again>复[查核])"
)
_GIVES = re.compile(
    r"(?:^|，)(?:由)?原(?:办理|承办|复查|处理)(?:机关|单位)(?!、单位的上|的上)[^，。；]{0,24}?(?:提出|作出|出具|给出)[^，。；]{0,4}复[查核]意见"
)
_DENIED = re.compile(
    r"不再|不得|不能|不可|不予|不受理|无权|不是|并非|没有|而非|不应|不要|别|错|误|吗|能否|是否|可否|能不能"
)


def check(text: str, citations: list[Citation], rows: tuple[TimeLimit, ...], statute: Statute) -> Iterator[Finding]:
    """Findings for a 复查 or 复核 asked of the wrong body, given by the wrong one, or asked for after the last."""
    asks = next((row for row in rows if row.act == "复查申请"), None)
    last = next((row for row in rows if row.act == "复核"), None)
    if asks is None or last is None:
        return
    for match in re.finditer(r"[^。！？\n；]+", text):
        sentence, left = match[0], match.start()
        if "复" not in sentence or any(left <= c.start < match.end() and c.instrument for c in citations):
            continue
        for start, end, what, row in _wrong(sentence, asks, last):
            message = f"“{sentence[start:end].lstrip('，')}”不对：{what}（{printed(statute, row.target)}），请改正"
            yield Finding(
                left + start, left + end, "wrong-remedy", message, found=sentence, expected=row.quote, target=row.target
            )


def _wrong(sentence: str, asks: TimeLimit, last: TimeLimit) -> Iterator[tuple[int, int, str, TimeLimit]]:
    """(start, end, what is wrong, the row that says so) inside one sentence."""
    for match in _ASKS.finditer(sentence):
        to = match["to"] or match["to2"] or ""
        near = sentence[max(0, match.start() - 8) : match.end() + 8]
        if _BODY.search(to) and not _HIGHER.search(to) and _SAME_LEVEL.search(to) and not _DENIED.search(near):
            yield *match.span(), f"应向上一级机关、单位请求，不是“{to}”", asks
            break
    if (match := _AFTER_THE_LAST.search(sentence)) and not _DENIED.search(
        sentence[max(0, match.start() - 8) : match.end() + 12]
    ):
        yield *match.span(), "复核是最后一级，对复核意见不服不能再请求复查、复核", last
    if (match := _GIVES.search(sentence)) and not _DENIED.search(match[0]):
        yield *match.span(), "提出意见的是上一级机关、单位，不是原办理机关、单位", asks
