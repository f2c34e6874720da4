"""What is said of extending a limit, and of time that does not count: rules of a whole sentence, with or without a number."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.claims.durations import SENTENCE, bounds
from tiaoli.claims.finding import Finding
from tiaoli.model import Citation, Statute, TimeLimit

#: 不得延长, but not 未经批准不得延长 or 情况不复杂的，不得延长.
_FORBIDDEN = re.compile(
    r"(?:不得|不能|不可以?|不予|不准|不许|不允许|禁止|严禁|无法|一律不|不存在|没有)(?:予以|进行|申请|适当|任何|以任何理由)?(?:延长|延期|展期|顺延|再延(?!长))(?!期限?不|不|的?理由)"
)
_CONDITION = re.compile(r"未经|没有经|不经|不复杂|未批准|擅自|随意|无故|否则|除.{1,12}外|再次|再行?延长|延长后")
#: Acts whose limits the text does not extend.
_EXTENDED_ELSEWHERE = re.compile(
    r"(?P<act>复查|复核|告知|异议)(?:意见)?(?:的)?(?:期限|时限)?[^。；办]{0,14}?(?:也|都|均|还|同样|，?情况复杂的，?)*(?:可以?|能够?)?[^，。；：]{0,6}(?<!不得)(?<!不能)(?<!不可)(?:延长|延期)(?!理由)"
)
#: 延长须经上级机关批准
_APPROVED_ABOVE = re.compile(
    r"延长[^，。；]{0,10}(?:经|报|由)(?:上一?级|党委|政府|信访部门|信访局|[市县区省]长)[^，。；]{0,8}(?:批准|同意|审批)"
)
_MAY = re.compile(r"可以?|能够?|允许|延长\d")
_UNAPPROVED = re.compile(
    r"(?:无需|无须|不需要?|不用|不必|不须|毋须)(?:任何)?(?:领导|负责人|谁)?(?:的)?(?:批准|审批|同意)|自行(?:决定)?延长|自行决定|自动(?:延长|顺延)"
)
_UNTOLD = re.compile(r"(?:无需|无须|不需要?|不用|不必|不须)(?:再)?(?:书面)?(?:告知|告诉|通知)")
_ENDLESS = re.compile(
    r"无限期(?:地)?(?:延长|延期)|(?:延长|延期)(?:两|二|三|多|几|[2-9])次|(?:多次|反复|再次)(?:延长|延期)|延长.{0,6}[，、]?每次"
)
_EVERY = re.compile(
    r"(?:所有|一切|任何|全部|各类|凡).{0,8}(?:都|均|一律)?可以?延长|不论.{0,8}(?:均|都)?可以?延长|无论.{0,8}(?:均|都)?可以?延长"
)
_NOT_STATED = re.compile(r"(?:没有|并未|未|没|并没有)(?:规定|写明|写|说|要求|给出|提到)")
_EXTEND = re.compile(r"延长|延期|顺延")
#: 听证所需时间不计算在……的期限内
_LEFT_OUT = re.compile(
    r"听证(?:所需|的|所用)?(?:时间|期间)?[^。；]{0,10}?(?P<no>不|未)(?:计算在|计入|算在|算入|算到|包括在|包含在|计算进)(?P<where>[^。；]{0,24})"
)
_COUNTED = re.compile(
    r"听证(?:所需|的|所用)?(?:时间|期间)?[^。；不未]{0,8}?(?:计算在|计入|算在|算入|包括在|包含在)(?P<where>[^。；]{0,24})"
)
_OTHER_LIMIT = re.compile(r"复查|办理|办结|60|六十|告知|异议")


def check(text: str, citations: list[Citation], rows: tuple[TimeLimit, ...], statute: Statute) -> Iterator[Finding]:
    """Findings for extensions that the text does not give, or refuses to give, and for hearing time counted wrongly."""
    extension = next((r for r in rows if r.act == "延长"), None)
    excluded = next((r for r in rows if r.excluded), None)
    for match in re.finditer(r"[^。！？\n；]+", text):
        left, right = match.span()
        if any(left <= c.start < right and c.instrument for c in citations):
            continue
        sentence = match[0]
        if _NOT_STATED.search(sentence):
            continue
        if extension is not None and _EXTEND.search(sentence):
            for start, end, what in _wrong_extensions(sentence):
                yield _finding(text, left + start, left + end, what, extension.quote, extension, statute)
        if excluded is not None and "听证" in sentence:
            yield from _hearing(text, left, sentence, excluded, statute)


def _wrong_extensions(sentence: str) -> Iterator[tuple[int, int, str]]:
    """(start, end, what is wrong) inside one sentence."""
    for match in _FORBIDDEN.finditer(sentence):
        around = sentence[max(0, match.start() - 30) : match.end()]
        other = re.search(r"复查|复核|告知|异议", sentence) and not re.search(
            r"办结|60|六十|办理期限|处理期限|第三十四条", sentence
        )
        if not _CONDITION.search(around) and not other:
            yield *match.span(), "与条文不符"
    for match in _EXTENDED_ELSEWHERE.finditer(sentence):
        said = sentence[match.start() : match.end() + 6]
        if _MAY.search(said) and not re.search(r"办结|办理|告知信访人|不(?:得|能|可)", match[0]):
            yield *match.span(), f"条文没有写{match['act']}的期限可以延长"
    for pattern, what in (
        (_UNAPPROVED, "延长要经本机关、单位负责人批准"),
        (_APPROVED_ABOVE, "延长由本机关、单位负责人批准"),
        (_UNTOLD, "延长要告知信访人延期理由"),
        (_ENDLESS, "条文没有写可以这样延长"),
        (_EVERY, "情况复杂的才可以延长"),
    ):
        match = pattern.search(sentence)
        if match and not re.search(
            r"不得|不能|不可|不是|严禁|禁止", sentence[max(0, match.start() - 8) : match.end()].replace(match[0], "")
        ):
            yield *match.span(), what


def _hearing(text: str, left: int, sentence: str, excluded: TimeLimit, statute: Statute) -> Iterator[Finding]:
    act = excluded.act
    match = _LEFT_OUT.search(sentence)
    named = match["where"] if match and _OTHER_LIMIT.search(match["where"]) else sentence
    if match and _OTHER_LIMIT.search(named) and act not in named:
        yield _finding(
            text,
            left + match.start(),
            left + match.end(),
            f"只有{act}的期限不计听证时间",
            excluded.excluded or "",
            excluded,
            statute,
        )
    elif not match and (match := _COUNTED.search(sentence)) and (act in match["where"] or "前款" in match["where"]):
        yield _finding(
            text,
            left + match.start(),
            left + match.end(),
            "听证时间不计算在内",
            excluded.excluded or "",
            excluded,
            statute,
        )


def _finding(text: str, start: int, end: int, what: str, quote: str, row: TimeLimit, statute: Statute) -> Finding:
    left, right = bounds(text, start, end, SENTENCE)
    where = printed(statute, row.target)
    if elsewhere := re.fullmatch(r"(.+)（(第[^（）]+)）", quote):  # the row's own words of another paragraph
        quote, where = elsewhere[1], elsewhere[2]
    message = f"“{text[start:end]}”不对：{what}。{where}写的是“{quote}”，请改正"
    return Finding(start, end, "wrong-time-limit", message, found=text[left:right], expected=quote, target=row.target)
