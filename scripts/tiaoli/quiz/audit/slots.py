"""Words that carry a rule's force, and when one contradicts another in the same place of a sentence."""

import re

NUMBER = re.compile(
    r"(?:第)?(?P<amount>\d+(?:\.\d+)?)(?P<unit>工作日|小时|日|月|年|周|人|元|万元|倍|次|件|%|％|条|款|项)?(?P<more>(?:\d+(?:月|日|项|款))*)"
)
_UNITS = ("工作日", "自然日", "日", "月", "年", "小时", "周")
#: Sets of words of which no two can stand for each other.
_OPPOSED = (
    ("应", "可以", "不得"), ("必须", "可以", "不得"), ("应", "不应"), ("可以", "不可以"),
    ("不超过", "不少于"), ("不超过", "不得低于"), ("不超过", "可以超过"), ("不超过", "超过"),
    ("以上", "以下"), ("以内", "以上", "以后"), ("内", "后"), ("日内", "日后"), ("日内", "日以上"), ("最多", "最少"),
    ("书面", "口头"), ("上一级", "下一级", "同级"), ("上一级", "本级"), ("上级", "下级"), ("复查", "复核"), ("每年", "每半年", "每季度", "每月"),
    ("予支持", "不予支持"), ("予", "不予"), ("受理", "不予受理", "不再受理"), ("应受理", "不予受理", "不再受理"), ("属于", "不属于"), ("可以", "不再"),
    ("需要", "不需要"), ("有", "没有"), ("计算在", "不计算在"), ("计算", "不计算"), ("自愿", "强制"), ("定期", "不定期"), ("及时", "逐步"), ("合理", "不合理"), ("工作日", "日"),
    ("复查", "复议"), ("复核", "复议"), ("登记", "受理", "办结"), ("收到", "提出"), ("受理", "登记", "收到", "提出"), ("同意", "反对"), ("法律", "政策"),
    ("内提出", "后提出"), ("是", "不是"), ("中央", "地方"), ("采纳", "不予采纳"), ("计算在前款规定", "不计算在前款规定"),
    ("上级", "本级"), ("本级", "下级"), ("同级", "上一级"), ("重要参考", "唯一依据"), ("参照", "依照"), ("兼任", "专任"), ("协商", "指定"),
    ("社会救助", "司法救助"), ("双方", "一方"), ("专项", "日常"), ("年度", "季度", "月度"), ("及时", "定期"),
)  # fmt: skip
#: Words of two characters or more -> what they are opposed to: for trying the one where a claim has the other.
OPPOSED_WORDS = {
    word: tuple(sorted({o for row in _OPPOSED if word in row for o in row if o != word and len(o) > 1}))
    for word in sorted({w for row in _OPPOSED for w in row if len(w) > 1}, key=lambda w: (-len(w), w))
}
_NEGATIVES = ("不", "不得", "未", "无", "非", "不再", "不予")
_BODY = re.compile(
    r"[\u4e00-\u9fff]{0,24}(?:机关|单位|部门|党委|政府|信访局|局|会议|委员会|组织|国务院|党中央|中央|办公室|办公厅|机构|法院|检察院|信访人|院|会|党组|工会|负责人|同志)"
)
#: Bodies that take in others: 各级机关、单位, 有关部门.
_WIDE = re.compile(
    r"有权|有管理|所涉及|共同|原办理|收到|各级机关|有关|其他|任何|所有|一切|^机关|^单位|^组织|^部门|^个人|本机关|该"
)


def kind(found: str, stated: str) -> str:
    """How `found` contradicts what the text has in that place: number, unit, modal, direction, body; "" if it may not.

    >>> kind("30日", "60日"), kind("15工作日", "15日"), kind("可以", "应"), kind("应", "必须"), kind("政府", "党委")
    ('number', 'unit', 'word', '', 'body')
    >>> kind("党委", "党委和政府"), kind("机关", "信访部门"), kind("群众", "人民群众")
    ('', '', '')
    """
    if found == stated:
        return ""
    if (one := _number(found)) and (other := _number(stated)):
        if one == other:
            return ""
        return "unit" if one[0] == other[0] else "number"
    if found in _UNITS and stated in _UNITS:
        return "unit"
    if any(found in opposed and stated in opposed for opposed in _OPPOSED):
        return "word"
    if (not found and stated in _NEGATIVES) or (not stated and found in _NEGATIVES):
        return "word"
    if _BODY.fullmatch(found) and _BODY.fullmatch(stated):
        return "body" if _apart(found, stated) else ""
    return ""


def _number(words: str) -> tuple[str, str] | None:
    match = NUMBER.fullmatch(words)
    return (match["amount"], (match["unit"] or "") + (match["more"] or "")) if match else None


_PAIR = re.compile(r"(?P<a>党委|政府|党中央|国务院)(?:[、和]?(?P<b>党委|政府|国务院))?$")
_ABOVE, _BELOW = re.compile("中央|国家"), re.compile("地方|乡镇|街道|县|市")


def _apart(one: str, other: str) -> bool:
    """Whether two bodies are surely different ones: neither takes in the other, and they aren't of one sort."""
    if _WIDE.search(one) or _WIDE.search(other) or _within(one, other) or _within(other, one):
        return False
    if _ABOVE.search(one) and _BELOW.search(other) or _BELOW.search(one) and _ABOVE.search(other):
        return True
    return not _sorts(one) & _sorts(other)


def _within(one: str, other: str) -> bool:
    """Whether `one` is `other` with something left out: 应组织 for 应对开展信访工作…情况组织 changes nobody."""
    rest = iter(other)
    return all(char in rest for char in one)


def _sorts(body: str) -> set[str]:
    """The nouns that a body's name ends with: 各级党委和政府 is 党委 and 政府, 政府信访部门 is neither."""
    match = _PAIR.search(body)
    return {g for g in match.groups() if g} if match else {body[-3:]}
