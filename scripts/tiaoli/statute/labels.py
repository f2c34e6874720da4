"""What one line of a statute looks like: the label it opens with, if any. Pure, without context.

`classify` says what a line could be; whether it is, `sequence` decides from what stands around it.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from tiaoli.numerals import parse_number

#: White space and the invisible characters that web pages leave (zero-width space and joiners, word joiner, BOM).
BLANK = " \t\u3000\u00a0\u2002\u2003\u2009\u200b\u200c\u200d\u2060\ufeff\u00ad"
_HAN = "零〇○一二三四五六七八九十百千"
_DIGIT = "0-9０-９"
#: Scanned texts print a dash for 一: 第三十－条.
_DASH = "－—–―-"
_S = rf"[{BLANK}]*"

# "第三十一条", "第十二条之一", "笫五十四条", "第一百二十四 条", "第三十－条", "第一章总则", "第一分编 通则"
PROVISION = re.compile(
    rf"[第笫]{_S}(?P<number>[{_HAN}{_DIGIT}](?:{_S}[{_HAN}{_DIGIT}{_DASH}])*){_S}"
    rf"(?P<term>分编|[条章节编])(?P<sub>(?:{_S}之{_S}[{_HAN}]+)*)(?P<colon>[:：])?"
)
# What follows a provision's number in a reference and never in a label: 第十二条第二款规定…, 第五条的…, 第六条、第七条…
REFERENCE = re.compile(
    rf"(?:第[{_HAN}{_DIGIT}]+[款项条目]|[、和与及或至到]{_S}(?:者|以及)?{_S}第[{_HAN}{_DIGIT}]|以及第|之规定|规定|所规定|所列|所称"
    r"|的|中的|中规定|修改|[，。；;,、）)》”]|[一二三四五六七八九十]?款|等)"
)
# "（一）", "(十二)", "（一)"; not "（一）项所列情形", which is a reference
_HAN_PAREN = re.compile(rf"[（(]{_S}([{_HAN}]{{1,5}}){_S}[）)](?![项款目条])")
# "一、", "十二、"; "一．" and "一." in older texts
_HAN_COMMA = re.compile(rf"([{_HAN}]{{1,5}}){_S}[、．.]")
# "1．", "1.", "1、"; not "1.5米"
_ARABIC_DOT = re.compile(rf"([{_DIGIT}]{{1,3}}){_S}[．.、](?![{_DIGIT}])")
# "1. 5米": the dot ends a label when white space follows
_ARABIC_DOT_SPACED = re.compile(rf"([{_DIGIT}]{{1,3}}){_S}[．.、](?=[{BLANK}])")
# "（1）", "(1)", "1）", "1)"
_ARABIC_PAREN = re.compile(rf"[（(]?{_S}([{_DIGIT}]{{1,3}}){_S}[）)](?![项款目条])")
# "①", "⑴", "⒈"
_SINGLE = re.compile(r"[①-⒛㈠-㈩]")
# "附件1", "附 录", "附表一：", "附：", "附件一 辅助指挥…"
_ANNEX = re.compile(
    rf"附{_S}(?:(?:件|录|表|图){_S}(?P<number>[{_HAN}]+(?![{_HAN}年月日])|[{_DIGIT}]+(?![{_DIGIT}年月日]))?|(?=[:：]))"
    rf"{_S}(?P<end>[:：.．、]?)(?P<rest>.*)$",
    re.S,
)
_CONTENTS = re.compile(rf"目{_S}[录次]{_S}(?P<rest>.*)$", re.S)
# "【立法目的】"
ARTICLE_HEADING = re.compile(r"【[^【】]{1,40}】")
# "（目的和依据）" as all that stands behind 第一条
BRACKET_HEADING = re.compile(r"（[^（）。；]{2,30}）$")

_KINDS = {"编": "part", "分编": "subpart", "章": "chapter", "节": "section", "条": "article"}
HEADINGS = ("part", "subpart", "chapter", "section")
#: Item styles from the outermost to the innermost, as 《标点符号用法》 and official documents order them.
ITEM_STYLES = ("han-comma", "han-paren", "arabic-dot", "arabic-paren", "circled")
_SINGLE_BASES = (("①", "circled", 20), ("⑴", "arabic-paren", 20), ("⒈", "arabic-dot", 20), ("㈠", "han-paren", 10))
_INTERESTING = frozenset(
    "第笫（(附目①"
    + _HAN
    + "0123456789０１２３４５６７８９"
    + "".join(map(chr, range(0x2460, 0x249C)))
    + "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
)


class Shape(NamedTuple):
    """What a line could be: `kind` is text, table, contents, annex, a heading's kind, article, or an item's style.

    `label` as printed; `number` canonical or "" (None: the label can't be read as a number); `rest` what follows;
    `spaced`: white space or the line's end stands behind the label.
    """

    kind: str
    label: str
    number: str
    rest: str
    spaced: bool


@lru_cache(maxsize=4096)
def _number(digits: str, sub: str) -> str:
    """Canonical number; a dash inside stands for 一 (第三十－条). "" when it is no number."""
    for char in BLANK:
        digits, sub = digits.replace(char, ""), sub.replace(char, "")
    for char in _DASH:
        digits = digits.replace(char, "一")
    return parse_number(f"第{digits}条{sub}") or ""


def classify(line: str) -> Shape | None:
    """The label that a line (without white space at its ends) opens with; None for plain text.

    >>> classify("第十二条之一　为了示例。")
    Shape(kind='article', label='第十二条之一', number='12-1', rest='为了示例。', spaced=True)
    >>> classify("（三）示例；"), classify("1.5米以上的"), classify("（二）项所列情形")
    (Shape(kind='han-paren', label='（三）', number='3', rest='示例；', spaced=False), None, None)
    >>> classify("第三十－条 示例").number, classify("⒉示例").number, classify("附件2：示例").rest
    ('31', '2', '示例')
    """
    first = line[0]
    if first not in _INTERESTING:
        return Shape("table", "", "", line, False) if first == "|" else None
    if first in "第笫":
        match = PROVISION.match(line)
        if not match:
            return None
        number = _number(match["number"], match["sub"])
        return _shape(_KINDS[match["term"]], line, match.end(), number) if number else None
    if first in "（(":
        if match := _HAN_PAREN.match(line):
            return _shape("han-paren", line, match.end(), _number(match[1], ""))
        if match := _ARABIC_PAREN.match(line):
            return _shape("arabic-paren", line, match.end(), _number(match[1], ""))
        return None
    if first == "附":
        match = _ANNEX.match(line)
        if not match:
            return None
        if (
            not match["end"]
            and match["rest"]
            and line[match.start("rest") - 1] not in BLANK
            and not (match["number"] and is_heading_like(match["rest"], 40))
        ):
            return None
        number = _number(match["number"] or "", "") if match["number"] else ""
        return Shape("annex", line[: match.start("rest")].rstrip(BLANK), number, match["rest"].strip(BLANK), True)
    if first == "目":
        match = _CONTENTS.match(line)
        return Shape("contents", line[: match.start("rest")], "", match["rest"], True) if match else None
    if first in _HAN:
        match = _HAN_COMMA.match(line)
        return _shape("han-comma", line, match.end(), _number(match[1], "")) if match else None
    if _SINGLE.match(line):
        return _single(line)
    if match := _ARABIC_DOT.match(line) or _ARABIC_DOT_SPACED.match(line):
        return _shape("arabic-dot", line, match.end(), _number(match[1], ""))
    if match := _ARABIC_PAREN.match(line):
        return _shape("arabic-paren", line, match.end(), _number(match[1], ""))
    return None


def _shape(kind: str, line: str, end: int, number: str) -> Shape | None:
    if not number:
        return None
    rest = line[end:]
    spaced = not rest or rest[0] in BLANK
    return Shape(kind, line[:end], number, rest.strip(BLANK) if spaced else rest, spaced)


def _single(line: str) -> Shape | None:
    """A label of one character: ① ⑴ ⒈ ㈠."""
    for base, style, count in _SINGLE_BASES:
        value = ord(line[0]) - ord(base) + 1
        if 1 <= value <= count:
            return _shape(style, line, 1, str(value))
    return None


_SENTENCE = re.compile(r"[。；;！？!?，]|[,：:、]$")


def is_heading_like(text: str, limit: int = 30) -> bool:
    """Short and without a sentence's marks: 总则, 法律责任; not 本条例自公布之日起施行。

    >>> is_heading_like("法律责任"), is_heading_like("本条例自公布之日起施行。"), is_heading_like("")
    (True, False, False)
    """
    return 0 < len(text) <= limit and not _SENTENCE.search(text) and text[0] not in "“（(|《〔[\\"


_SPACED_OUT = re.compile(rf"^[\u4e00-\u9fff](?:[{BLANK}]+[\u4e00-\u9fff])+$")


def tidy_heading(text: str) -> str:
    """A heading whose characters are spaced out for looks, joined; any other as it is.

    >>> tidy_heading("总　则"), tidy_heading("一般规定 附则")
    ('总则', '一般规定 附则')
    """
    return "".join(c for c in text if c not in BLANK) if _SPACED_OUT.match(text) else text
