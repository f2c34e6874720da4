"""Chinese numerals as statutes print them: 第十二条之一 <-> "12-1", 六十 <-> 60.

Numbers of provisions are strings ("12-1"), amounts are ints.
"""

import re

DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "兩": 2}
UNITS = {"十": 10, "百": 100, "千": 1000}
FULL_WIDTH = str.maketrans("０１２３４５６７８９", "0123456789")

#: Characters that a Chinese or Arabic number may consist of (for use inside a character class).
NUMERAL = "零〇○一二三四五六七八九十百千万两0-9０-９"
#: 第[…]条之一: the number after 第, with its 之 parts.
_PROVISION = re.compile(rf"第?\s*([{NUMERAL}]+)\s*(?:[编章节条款项目]|分编)?((?:之[{NUMERAL}]+)*)\s*$")


def parse_int(text: str) -> int | None:
    """Value of a Chinese or Arabic numeral, None when it is not one.

    >>> [parse_int(s) for s in ("六十", "十五", "一百零一", "一百一十", "２０", "两", "二〇二二", "三千零五", "1.5", "十十")]
    [60, 15, 101, 110, 20, 2, 2022, 3005, None, None]
    """
    text = text.strip().translate(FULL_WIDTH)
    if not text:
        return None
    if text.isascii():
        return int(text) if text.isdigit() else None
    if "万" in text:
        high, _, low = text.partition("万")
        left, right = parse_int(high), parse_int(low) if low else 0
        return None if left is None or right is None else left * 10000 + right
    if all(c in DIGITS for c in text):  # 二〇二二, 一九, 五
        return int("".join(str(DIGITS[c]) for c in text))
    total, digit, last_unit = 0, None, 10000
    for c in text:
        if c in UNITS:
            unit = UNITS[c]
            if unit >= last_unit or digit == 0:
                return None
            total += (1 if digit is None else digit) * unit
            last_unit, digit = unit, None
        elif c in DIGITS:
            if digit:  # two digits in a row inside a positional numeral
                return None
            digit = DIGITS[c]
        else:
            return None
    return total + (digit or 0)


def to_chinese(number: int) -> str:
    """The numeral as statutes print it, 0 <= number < 10000.

    >>> [to_chinese(n) for n in (0, 5, 10, 15, 60, 101, 110, 111, 120, 1005, 1260)]
    ['零', '五', '十', '十五', '六十', '一百零一', '一百一十', '一百一十一', '一百二十', '一千零五', '一千二百六十']
    """
    if number < 10:
        return "零一二三四五六七八九"[number]
    out, gap = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += ("零" if gap and out else "") + "零一二三四五六七八九"[digit] + name
            gap = False
        else:
            gap = True
    return out.removeprefix("一") if out.startswith("一十") else out


def parse_number(text: str) -> str | None:
    """Canonical number of a provision from its label.

    >>> [parse_number(s) for s in ("第十二条之一", "第六项", "12", "第一百零一条", "第三编", "第四十条之二之一", "条")]
    ['12-1', '6', '12', '101', '3', '40-2-1', None]
    """
    match = _PROVISION.match(text.strip())
    if not match:
        return None
    parts = [match[1], *[p for p in match[2].split("之") if p]]
    values = [parse_int(p) for p in parts]
    return None if None in values else "-".join(map(str, values))


def label(number: str, term: str) -> str:
    """The printed label of a canonical number; what is no number is printed as it is.

    >>> label("12-1", "条"), label("6", "项"), label("101", "条"), label("十十", "条")
    ('第十二条之一', '第六项', '第一百零一条', '第十十条')
    """
    base, *rest = number.split("-")
    return f"第{_printed(base)}{term}" + "".join(f"之{_printed(n)}" for n in rest)


def _printed(number: str) -> str:
    return to_chinese(int(number)) if number.isascii() and number.isdigit() and len(number) < 5 else number
