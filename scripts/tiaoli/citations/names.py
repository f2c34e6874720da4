"""Names of instruments: 《信访工作条例》, 《条例》 as the text defines it, a bare 治安管理处罚法 before 第二十三条."""

import re
from collections.abc import Mapping

from tiaoli.citations.normalise import squeeze
from tiaoli.model import Statute

_KINDS = "法典|法|条例|办法|规定|决定|规则|细则|准则|章程|党章|解释|意见|通知|规范"
#: A bare law name that ends right before the reference: 依照治安管理处罚法第二十三条.
BARE_NAME = re.compile(rf"(?:[\u4e00-\u9fff]{{0,24}}?)(?:{_KINDS}|宪法|刑法)$")
#: Words after which a bare 条例/法 starts a name of its own: 根据|条例第三十四条.
_BEFORE_NAME = re.compile(
    r"(?:根据|按照|依照|依据|遵照|属于|违反|执行|落实|学习|宣传|贯彻|符合|对照|适用|参照|引用|结合|以及|[和与及或对在的该本将把由从按照见看据如由用至是有])$"
)
#: Ends that look like a name but are verbs or plain words: 《条例》规定第…, 违法第….
_NOT_A_NAME = re.compile(
    r"(?:^|[》，。；：、])(?:[的在中]|明确|作出)?(?:规定|决定|解释|意见|通知|规范)$|(?:违|依|合|守|普|执|司|立|方|做|看|想|说|用|无|设)法$"
)
#: Plain words that end like an instrument's name.
_PLAIN = frozenset(
    [
        "办法",
        "规定",
        "决定",
        "解释",
        "意见",
        "通知",
        "规范",
        "规则",
        "方法",
        "做法",
        "看法",
        "执法",
        "司法",
        "立法",
        "普法",
        "违法",
        "依法",
        "合法",
        "守法",
        "用法",
        "说法",
        "想法",
        "无法",
        "设法",
        "非法",
        "法",
        "条例",
    ]
)
_DEFINED = re.compile(
    r"《([^《》\n]{2,60})》\s?[（(]以下(?:统一)?(?:简)?称(?:为)?[：:]?\s?[《“]([^《》”\n]{1,30})[》”]\s?[）)]"
)


#: 《中华人民共和国X法》 and 《X条例（2022年）》 are X; a title that begins so itself is compared as it is by `squeeze`.
_PLAIN_TITLE = re.compile(r"^中华人民共和国(?=.{2,})|[（(](?:\d{4}年?(?:修订|修正|版|本)?|试行|修订|修正)[）)]$")


def short_names(text: str) -> dict[str, str]:
    """Names that the text itself defines: 《甲条例》（以下简称《条例》） -> {"条例": "甲条例"}.

    >>> short_names("《示例条例》（以下简称《条例》）规定")
    {'条例': '示例条例'}
    """
    return {match[2]: match[1] for match in _DEFINED.finditer(text)}


def is_ours(name: str, statute: Statute, names: Mapping[str, str], own: tuple[str, ...]) -> bool:
    """Whether a name written in 《》 or bare means the default statute; what the text defines goes first."""
    return squeeze(_PLAIN_TITLE.sub("", names.get(name, name))) in {
        squeeze(_PLAIN_TITLE.sub("", n)) for n in (statute.title, *own)
    }


def bare_name(
    text: str, start: int, statute: Statute, own: tuple[str, ...], names: Mapping[str, str]
) -> tuple[bool, str | None]:
    """(there is a bare name right before `start`, its instrument or None for ours)."""
    before = text[max(0, start - 30) : start].rstrip("的 ")
    if not before or before[-1] not in "法典例定则程章释见知范":
        return False, None
    for name in {statute.title, *own}:  # 条例规定第二十三条
        before = re.sub(rf"{name}(?:规定|明确|解释|意见)$", name, before)
    match = BARE_NAME.search(before)
    if not match or _NOT_A_NAME.search(before):
        return False, None
    for name in sorted({statute.title, *own}, key=len, reverse=True):
        if before.endswith(name):
            rest = before[: -len(name)]
            if not rest or not "\u4e00" <= rest[-1] <= "\u9fff" or _BEFORE_NAME.search(rest):
                return True, None if is_ours(name, statute, names, own) else names[name]
    name = re.split(r"[^\u4e00-\u9fff]", before)[-1]
    name = re.sub(r"^.*(?:根据|按照|依照|依据|遵照|违反|执行|落实|符合|适用|参照|以及|[和与及或])", "", name)
    if name in own:
        return True, None
    if len(name) < 2 or name in _PLAIN:
        return False, None
    return True, name
