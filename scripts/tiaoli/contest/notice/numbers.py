"""Lengths and prizes: numbers with what they are said of."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.contest.notice.outline import Row
from tiaoli.numerals import parse_int

_N = r"(\d[\d,，]{0,7}\d|\d(?:\.\d)?万|\d|[零一二三四五六七八九十百千万两]{2,6})"
#: 1500—3000字, 1500字至3000字, 800到3000字.
_RANGE = re.compile(rf"{_N}\s*字?\s*(?:[-—–─－~～〜∼]+|至|到)\s*{_N}\s*个?汉?字")
_AT_MOST = re.compile(
    rf"(?:不超过?|不多于|不得超过|不得多于|最多(?:不超过)?|控制在|限(?:在)?|不超出|不要超过|上限为?)\s*{_N}\s*个?字(?!左右|上下)"
    rf"|{_N}\s*个?字\s*(?:以内|之内|以下|内|为限|封顶)"
)
_AT_LEAST = re.compile(rf"(?:不少于|不低于|不得少于|不得低于|至少|最少)\s*{_N}\s*个?字|{_N}\s*个?字\s*(?:以上|起)")
_ABOUT = re.compile(rf"{_N}\s*个?字?\s*(?:左右|上下)字?|大?约为?\s*{_N}\s*个?字")
#: What else is counted in 字: before the number, or behind it (200字以内的内容摘要).
_OF_ELSE = re.compile(r"\s*的?[\u4e00-\u9fff]{0,4}?(?:摘要|提要|简介|说明|附言|事迹)")
_NOT_BODY = re.compile(r"摘要|提要|简介|标题|题目|关键词|说明|备注|附言|寄语|简历|事迹|注释|评语|推荐|署名|点评|诗|行")
_KINDS = re.compile(
    r"理论文章|论文|调研报告|调查报告|报告文学|纪实文学|散文诗|散文|随笔|小小说|小说|诗歌|故事|案例|心得体会|心得|经验材料|评论|通讯|记叙文|议论文|游记|成人组|学生组|组"
)


@dataclass(frozen=True, slots=True)
class Length:
    """A length as said; `of`: the kind of text that it is said of, "" for all; `rough`: 左右, no bound."""

    text: str
    low: int | None
    high: int | None
    number: int
    of: str = ""
    rough: bool = False


def lengths(rows: Sequence[Row]) -> list[Length]:
    """Every length of an entry's body, in the order of the notice."""
    found = []
    for row in rows:
        for clause in re.split(r"[，。；;]|,(?!\d{3})", row.text):
            found += _lengths(clause, row)
    return list(dict.fromkeys(found))


def _lengths(clause: str, row: Row) -> Iterator[Length]:
    """One clause says one length, or the least and the most of it."""
    match = _RANGE.search(clause)
    if match and _is_body(clause, match):
        yield _length(match, row, clause, _value(match[1]), _value(match[2]))
        return
    for pattern, low in ((_AT_MOST, False), (_AT_LEAST, True)):
        for match in pattern.finditer(clause):
            if _is_body(clause, match):
                number = _value(match[1] or match[2])
                yield _length(match, row, clause, number if low else None, None if low else number)
    match = _ABOUT.search(clause)
    if match and _is_body(clause, match) and "字" in clause:
        yield _length(match, row, clause, None, None, rough=True)


def _is_body(clause: str, match: re.Match) -> bool:
    return not _NOT_BODY.search(clause[: match.start()]) and not _OF_ELSE.match(clause[match.end() :])


def _length(
    match: re.Match, row: Row, clause: str, low: int | None, high: int | None, *, rough: bool = False
) -> Length:
    kinds = _KINDS.findall(clause[: match.start()])
    return Length(match[0].strip(), low, high, row.number, kinds[-1] if kinds else "", rough)


def _value(text: str | None) -> int | None:
    if not text:
        return None
    text = re.sub("[,，]", "", text)
    if text.endswith("万") and re.fullmatch(r"\d(?:\.\d)?万", text):
        return round(float(text[:-1]) * 10000)
    return parse_int(text)


@dataclass(frozen=True, slots=True)
class Prize:
    """A prize as the notice has it; `count`: None for 若干 or where none is said."""

    name: str
    count: int | None
    prize: str
    number: int


_AWARD = r"(?:特等|特别|一等|二等|三等|四等|优秀(?:作品|征文|指导)?|优胜|入围|入选|鼓励|提名|组织|优秀组织|最佳组织|单项|参与|纪念|佳作|金|银|铜|最佳[\u4e00-\u9fff]{0,4})奖"
_MANY = r"(\d{1,4}|[一二三四五六七八九十百两]{1,4}|若干)"
#: 一等奖3名, 一等奖：3篇, 设一等奖1个, 评出优秀奖若干名.
_COUNTED = re.compile(
    rf"({_AWARD})\s*[:：（(]?\s*(?:各)?(?:设|评选|评出|为)?\s*(?:{_MANY}\s*(?:名|个|篇|件|项|份|人|组|家))?(?:\s*[-—~～至]+\s*\d+\s*(?:名|个|篇))?"
)
#: 一、二、三等奖各3名, 一二三等奖.
_EACH = re.compile(
    rf"((?:[特一二三四]\s*[、，,]?\s*)+[二三四])等奖\s*(?:各|分别)?(?:设)?\s*{_MANY}?\s*(?:名|个|篇|件|项)?"
)
#: What follows a number that is none to go by: 10篇左右.
_ROUGHLY = re.compile(r"\s*(?:左右|上下|以内|以下|不等)")
_MONEY = re.compile(
    r"获[得赠颁][^，。；;]{2,30}|(?:[\u4e00-\u9fff]{0,8}?)(?:奖金|奖励|奖品|稿费)[^，。；;]{0,24}|(?:每[名人篇项件个]|各)[^，。；;]{0,6}?\d+\s*元[^，。；;]{0,12}|(?:颁发|赠送|发给)[^，。；;]{2,20}|[￥¥]\s?\d[\d,]*元?|\d+元(?:/[名篇人]|[^，。；;\s]{0,10})?"
)
#: 设一等奖10%、二等奖20%
_SET_UP = re.compile(r"设[^，。；]{0,4}等奖")
_ABOUT_PRIZES = re.compile(r"等奖|优秀奖|组织奖|[金银铜]奖|入围奖|设奖|奖项|奖励")


def prizes(rows: Sequence[Row]) -> list[Prize]:
    """The prizes in the order of the notice, each once; what is said of winners later on adds nothing."""
    found: dict[str, Prize] = {}
    for row in rows:
        if not _ABOUT_PRIZES.search(row.text + row.label) and not re.match(_AWARD, row.label):
            continue
        text = f"{row.label}：{row.text}" if re.search(r"奖$", row.label) else row.text
        text = _EACH.sub(lambda match: _spread(match), text)
        if row.cells and (named := re.match(rf"{_AWARD}$", row.cells[0])):
            found.setdefault(named[0], _of_cells(named[0], row))
            continue
        matches = list(_COUNTED.finditer(text))
        for at, match in enumerate(matches):
            rest = text[match.end() : matches[at + 1].start() if at + 1 < len(matches) else len(text)]
            money = _MONEY.search(re.split("[。；;]", rest)[0])
            sure = match[2] and match[2] != "若干" and not _ROUGHLY.match(text[match.end() :])
            many = parse_int(match[2]) if sure else None
            known = found.get(match[1])
            if known is None and (match[2] or "awards" in row.fields or _SET_UP.search(row.text)):
                found[match[1]] = Prize(match[1], many, money[0].strip("（()）、 ，") if money else "", row.number)
            elif known is not None and known.count is None and many is not None:
                found[match[1]] = Prize(match[1], many, known.prize, row.number)
    return list(found.values())


def _of_cells(name: str, row: Row) -> Prize:
    """| 一等奖 | 2名 | 证书、奖金800元 |, its columns in any order."""
    counted = {
        cell: re.fullmatch(rf"{_MANY}\s*(?:名|个|篇|件|项|份|人|组|家)?", cell) for cell in row.cells[1:] if cell
    }
    many = next((parse_int(match[1]) for match in counted.values() if match and match[1] != "若干"), None)
    return Prize(name, many, "，".join(cell for cell, match in counted.items() if not match), row.number)


def _spread(match: re.Match) -> str:
    """一、二、三等奖各3名 -> 一等奖3名、二等奖3名、三等奖3名."""
    degrees = re.findall("[特一二三四]", match[1])
    many = f"{match[2]}名" if match[2] else ""
    return "、".join(f"{degree}等奖{many}" for degree in degrees)
