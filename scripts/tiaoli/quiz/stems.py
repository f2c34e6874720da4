"""Stems: what they cite, where their blanks are, how they ask."""

import re
from dataclasses import dataclass

from tiaoli.citations import find
from tiaoli.model import Statute

#: （　）, ( ), ____, 【 】: a place to be filled. Letters inside are a foreign bank's key, （A）.
BLANK = re.compile(r"[（(【\[]\s*(?:[A-Ha-hＡ-Ｈ、，,\s]*)\s*[）)】\]]|[_＿]{2,}|﹍{2,}")
#: 几日内, 多少人, 由谁负责: question words that stand where a blank could.
_ASKS = re.compile(
    r"(?P<long>多长时间|多久)(?=之?内|以内)|(?P<number>多少|几)(?=个?(?:工作日|日|天|月|年|人|名|小时|个|章|条|项|款|种))|(?P<who>(?:哪个|哪些|什么|何种)(?:机关、单位|机关|单位|部门|机构|组织)|谁)"
    r"|(?P<when>何时|什么时候|什么时间|哪一?天)|(?P<what>什么(?!是)|何种)"
)
#: 不属于…的是, 不包括（ ）: the question asks for what is not so; 不属于本机关职权范围的，… doesn't.
_NEGATIVE = re.compile(
    r"(?:不属于|不包括|不包含|不是|错误|不正确|不符合|不对|有误|不在)[^，。；]{0,30}?(?:的是|的有|的为|的一项|选项|哪|说法|表述|[？?：:。]?\s*$|[（(_【])"
    r"|(?:哪|下列|以下)[^，。；]{0,12}(?:不属于|不包括|不包含|不是|错误|不正确|不符合)|除(?:了)?[（(_]"
)
_STATEMENTS = re.compile(
    r"(?:说法|表述|描述|做法|叙述|理解|陈述|观点|行为)[，,]?(?:中)?[，,]?(?:不)?(?:正确|错误|符合|对|恰当|准确|有误)|(?:正确|错误|不正确|有误)的(?:说法|表述|一项|选项)?是"
)
_PREAMBLE = re.compile(
    r"^(?:\s|[，,、：:])*(?:按照|依照|根据|依据|结合|对照)?(?:现行|新修订|新颁布|中共中央、国务院(?:印发|发布)?)?的?(?P<name>《[^《》]{2,40}》|本条例|条例|该条例)?(?:（[^（）]{0,12}）)?"
    r"(?P<cite>(?:第[一二三四五六七八九十百零\d]+[条款项章节](?:第?[（(]?[一二三四五六七八九十\d]+[）)]?[款项])*(?:、|和|与|以及)?)*)(?:中|里)?的?(?:有关|相关|明确|具体)?(?:规定|要求|明确|指出|提出|强调)?(?:的是)?\s*(?P<end>[，,：:])"
)
_TRAILER = re.compile(
    r"[（(]\s*(?:依据|出处|见|根据)?[：:]?\s*(?:《[^》]+》|条例)?第[一二三四五六七八九十百零\d]+条[^（）()]*[）)]\s*[。.]?\s*$"
)
#: ……日内请求复查。（　）: the place for the letter, behind a stem that has its own blank.
_KEY_PLACE = re.compile(r"(?<=[。？?：:])\s*[（(][\s\u3000]*[）)]\s*$")
#: 自收到之日起几日内应决定是否受理（ ）: the same behind no mark, where the stem asks for a time.
_KEY_LAST = re.compile(r"[（(][\s\u3000]*[）)]\s*[。.]?\s*$")
_ASKS_FOR_TIME = re.compile("(?:几|多少)个?(?:工作)?[日天]之?内|(?:多长时间|多久)之?内")
_LOCATION = re.compile(
    r"第\s*(?:几|[（(_＿][\s　_＿）)]*)\s*(?P<level>条|章)|(?:出自|是|属于|在|见于?)(?:《[^》]+》|条例)的?(?:哪一?条|[（(_＿][\s　]*[）)_＿]*(?:的?规定)?)"
)
_QUOTED = re.compile(r"[“\"]([^”\"]{6,})[”\"]")


@dataclass(frozen=True)
class Stem:
    """A stem taken apart. `parts`: text around the blanks (one part: no blank). `cited`: addresses that narrow it.

    `unresolved`: a cited provision that doesn't exist. `other`: another instrument that it names as its source.
    `quoted`: for a question after the place of a quotation. `level`: 条 or 章 for those.
    """

    text: str
    parts: tuple[str, ...]
    cited: tuple[str, ...] = ()
    unresolved: str = ""
    other: str = ""
    negative: bool = False
    statements: bool = False
    quoted: str = ""
    level: str = ""

    @property
    def body(self) -> str:
        """The stem without preamble and blanks."""
        return "".join(self.parts)


def blanks(stem: str) -> int:
    """How many blanks a stem has.

    >>> blanks("自受理之日起____日内，延长不超过____日"), blanks("由（　）负责解释"), blanks("信访人（名称）")
    (2, 1, 0)
    """
    return len(BLANK.findall(stem))


def read(stem: str, statute: Statute, short: tuple[str, ...] = ("条例",)) -> Stem:
    """Take a stem apart: 根据《条例》第X条， goes into `cited`, the rest is cut at its blanks or its question word."""
    own = stem.strip()
    cited: list[str] = []
    unresolved = other = ""
    trailer = _TRAILER.search(own)
    if trailer:
        more, lost, _ = _targets(trailer[0], statute, short)
        cited += more
        unresolved = unresolved or lost
        own = own[: trailer.start()]
    for _ in range(3):
        match = _PREAMBLE.match(own)
        if (
            not match
            or not (match["name"] or match["cite"] or re.search("规定|要求", match[0]))
            or BLANK.search(match[0])
        ):
            break
        more, lost, foreign = _targets(match[0], statute, short)
        cited += more
        unresolved, other = unresolved or lost, other or foreign
        own = own[match.end() :]
    if blanks(own) > 1:
        own = _KEY_PLACE.sub("", own)
    quoted = _QUOTED.search(own)
    location = _LOCATION.search(own)
    if quoted and location:
        level = location["level"] or "条"
        return Stem(stem, (own,), tuple(cited), unresolved, other, quoted=quoted[1], level=level)
    negative, statements = bool(_NEGATIVE.search(own)), bool(_STATEMENTS.search(own))
    return Stem(stem, _cut(own), tuple(cited), unresolved, other, negative, statements)


def _cut(own: str) -> tuple[str, ...]:
    bare = _KEY_PLACE.sub("", own)
    if bare == own and blanks(own) == 1 and _ASKS_FOR_TIME.search(own):
        bare = own = _KEY_LAST.sub("", own)
    if bare != own and not BLANK.search(bare) and _ASKS.search(bare) and "哪些" not in bare and "下列" not in bare:
        own = bare  # 共有几章？（　）
    if BLANK.search(own):
        return tuple(_tidy(part) for part in BLANK.split(own))
    if re.search(r"[？?]\s*$|多少|几[日天个人名]|谁|多长时间|多久", own):
        match = _ASKS.search(own)
        if match and "哪些" not in match[0]:
            return _tidy(own[: match.start()]), _tidy(own[match.end() :].rstrip("？? "))
    return (_tidy(own),)


def _tidy(part: str) -> str:
    return re.sub(r"^\s*[。.？?]\s*$", "", part)


def _targets(words: str, statute: Statute, short: tuple[str, ...]) -> tuple[list[str], str, str]:
    """(addresses cited, a citation that resolves to nothing, another instrument that is named)."""
    targets, lost, other = [], "", ""
    for citation in find(words, statute, own_names=(*short, statute.title)):
        if citation.instrument:
            other = citation.instrument
        elif citation.target:
            targets += citation.targets or (citation.target,)
        else:
            lost = citation.text
    for name in re.findall(r"《([^《》]+)》", words):
        if name not in (statute.title, *short) and not name.endswith(statute.title):
            other = other or name
    return targets, lost, other
