"""Numbers that belong to a person, in one line of text. Linear in its length."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric, uscc

#: What may stand between the digits of one number when people write it in groups.
_GAP = r"[ \t\u00a0\u2009\u200b\-.·]?"
#: Full-width forms to half-width, one character for one, so that positions hold.
_HALF = {0xFF10 + n: str(n) for n in range(10)} | {
    0xFF38: "X", 0xFF58: "x", 0xFF0D: "-", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-", 0x2014: "-", 0x2212: "-",
    0xFF0B: "+", 0xFF08: "(", 0xFF09: ")", 0xFF0E: ".", 0x3000: " ", 0xFF1A: ":",
}  # fmt: skip
_SPOKEN = str.maketrans("〇○零一二三四五六七八九", "000123456789")

#: 示例 110101 19900307 771X, full-width and grouped too: any 15 to 19 digits.
_LONG = re.compile(rf"(?<![0-9A-Za-z])(?<![0-9][.])[1-9](?:{_GAP}[0-9]){{13,17}}(?:{_GAP}[0-9Xx])(?![0-9A-Za-z])")
#: 138 1234 5678, +86-13812345678, Tel13812345678; letters and digits mixed before it are a digest
_MOBILE = re.compile(
    rf"(?<![0-9A-Za-z])(?<![0-9][.\-])[A-Za-z]{{0,10}}(?:(?:\+|00)?86{_GAP})?(1[3-9](?:{_GAP}[0-9]){{9}})(?![0-9A-Za-z])(?!-[0-9])"
)
#: 一三八一二三四五六七八
_SPOKEN_MOBILE = re.compile(
    r"(?<![〇○零一二三四五六七八九])一[三四五六七八九][〇○零一二三四五六七八九]{9}(?![〇○零一二三四五六七八九十百千万])"
)
#: 010-12345678, (0371)1234567, 037112345678
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z])(?<![0-9][.\-])\(?(?:0(?:10|2[0-9])\)?[ \-]?[2-8][0-9]{3}[ \-]?[0-9]{4}|0[3-9][0-9]{2}\)?[ \-]?[2-8][0-9]{2,3}[ \-]?[0-9]{4})(?![0-9A-Za-z])"
)
#: 电话：1234567
_LOCAL_LINE = re.compile(
    r"(?:电话|座机|热线|传真|拨打|致电|[Tt][Ee][Ll])[^0-9。；;\n]{0,6}?([2-8][0-9]{2,3}[ \-]?[0-9]{4})(?![0-9A-Za-z_\-])"
)
#: 信访件编号：XF20220518001, 转办单号为 320000-2022-0518
_PETITION = re.compile(
    r"(?:信访|来信|来访|网信|投诉|诉求|举报|控告|转送|转办|交办|受理|登记|工单|事项)[^0-9A-Za-z，。；,;\n]{0,6}?"
    r"(?:编号|编码|件号|单号|登记号|受理号|查询码|查询号)[^0-9A-Za-z，。；,;\n]{0,4}([A-Za-z]{0,6}[0-9][0-9A-Za-z\-]{5,})"
)
_URL = re.compile(r"https?://[!-~]+")
#: An amount is no telephone number.
_UNIT = re.compile(r"\s*(?:[余多]?[万亿]?(?:元|人次|人|件|次|吨|字|户|亩|平方|千瓦|美元|个|册|条|米|公里)|[万亿%％])")
_WORD_ID = re.compile(r"身份证|证件号|公民身份号")
_WORD_CARD = re.compile(r"银行卡|卡号|账号|帐号|账户|帐户|开户")
_NOT_A_PERSON = re.compile(
    r"(?:统一社会信用代码|备案号|许可证号|ISBN|条形码|文号|刊号|订单号|发票号)[^0-9A-Za-z]{0,6}$", re.I
)
#: First two digits of a region of GB/T 2260.
_REGIONS = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
#: How people write an eleven-digit number in groups.
_GROUPS = {(11,), (3, 4, 4), (3, 8), (3, 3, 5), (4, 3, 4), (4, 4, 3), (7, 4), (5, 6), (1,) * 11}
_NAMES = {"id": "身份证号", "mobile": "手机号", "phone": "固定电话", "card": "银行卡号", "petition": "信访件编号"}


@dataclass(frozen=True, slots=True)
class Personal:
    """One find: `kind` (id, mobile, phone, card, petition), its place in the text, and the text as it stands there."""

    kind: str
    start: int
    end: int
    text: str

    @property
    def name(self) -> str:
        """What it is called in a message."""
        return _NAMES[self.kind]

    @property
    def shown(self) -> str:
        """It, with its middle hidden."""
        return masked(self.text)


def masked(text: str) -> str:
    """A number that a message may print: no more than three characters of it in front and four at the end.

    >>> masked("13812345678"), masked("110101199003077715"), masked("1234567")
    ('138****5678', '110****7715', '12****67')
    """
    compact = re.sub(r"[\s\u200b.·()（）\-－—]", "", text.translate(_HALF))
    front, back = (3, 4) if len(compact) > 10 else (2, 2)
    return f"{compact[:front]}****{compact[-back:]}"


def find(line: str) -> list[Personal]:
    """Every personal number in a line of text, in order, none inside another.

    >>> [(found.kind, found.shown) for found in find("联系人手机１３８ 1234 5678，备案号 12345678")]
    [('mobile', '138****5678')]
    """
    if not _any_digits(line):
        return []
    text = line.translate(_HALF)
    addresses = [match.span() for match in _URL.finditer(text)] if "://" in text else []
    found: list[Personal] = []
    for kind, start, end in sorted(_candidates(text), key=lambda each: (each[1], -each[2])):
        inside = any(begin <= start < stop for begin, stop in addresses)
        if not inside and (not found or start >= found[-1].end):
            found.append(Personal(kind, start, end, line[start:end]))
    return found


_DIGITS = re.compile(
    r"[0-9０-９〇○零一二三四五六七八九](?:[^0-9０-９〇○零一二三四五六七八九]?[0-9０-９〇○零一二三四五六七八九]){5}"
)


def _any_digits(line: str) -> bool:
    """Whether there is anything to look at: most lines of a text have no six digits close together."""
    return _DIGITS.search(line) is not None


def _candidates(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _LONG.finditer(text):
        if kind := _long_kind(text, match):
            yield kind, *match.span()
    for match in _MOBILE.finditer(text):
        groups = tuple(len(group) for group in re.split(_GAP[:-1] + "+", match[1]))
        if groups in _GROUPS and not _UNIT.match(text, match.end()) and not _ruled_out(text, match.start()):
            yield "mobile", *match.span(1)
    for match in _SPOKEN_MOBILE.finditer(text):
        if match[0].translate(_SPOKEN)[0] == "1":
            yield "mobile", *match.span()
    for match in _LANDLINE.finditer(text):
        if not _UNIT.match(text, match.end()) and not _ruled_out(text, match.start()):
            yield "phone", *match.span()
    for match in _LOCAL_LINE.finditer(text):
        yield "phone", *match.span(1)
    for match in _PETITION.finditer(text):
        yield "petition", *match.span(1)


def _long_kind(text: str, match: re.Match[str]) -> str | None:
    """What 15 to 19 digits are: an identity card, right or not, a bank card by its check digit, or nobody's number."""
    digits = re.sub(r"[^0-9Xx]", "", match[0]).upper()
    if _ruled_out(text, match.start()) or _UNIT.match(text, match.end()):
        return None
    before = text[max(0, match.start() - 16) : match.start()]
    if len(digits) in (15, 17, 18) and _WORD_ID.search(before):
        return "id"
    if len(digits) == 18 and (ric.is_valid(digits) or _looks_like_an_id(digits, digits[6:14])):
        return None if digits[6:8] not in ("18", "19", "20") else "id"
    if len(digits) == 15 and digits.isdigit() and _looks_like_an_id(digits, "19" + digits[6:12]):
        return "id"
    if len(digits) < 16 or not digits.isdigit():
        return None
    if _WORD_CARD.search(before):
        return "card"
    return "card" if luhn.is_valid(digits) and not uscc.is_valid(digits) and _issued(digits) else None


def _looks_like_an_id(digits: str, born: str) -> bool:
    """A region and a day of birth that can be, whatever the check digit says."""
    if digits[:2] not in _REGIONS:
        return False
    try:
        return 1900 <= date(int(born[:4]), int(born[4:6]), int(born[6:])).year <= 2099
    except ValueError:
        return False


def _issued(digits: str) -> bool:
    """Whether a card of this length begins so: 银联 62 (16 to 19 digits), older 95, 60 and 68, and foreign brands of 16."""
    if digits.startswith(("62", "9558", "60", "68")):
        return True
    return len(digits) == 16 and digits.startswith(("4", "51", "52", "53", "54", "55", "35"))


def _ruled_out(text: str, start: int) -> bool:
    return _NOT_A_PERSON.search(text, max(0, start - 20), start) is not None
