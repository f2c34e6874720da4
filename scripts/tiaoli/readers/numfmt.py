"""Numbers as Word prints them: ST_NumberFormat (ECMA-376 part 1, 17.18.59), with Word's own departures (MS-OI29500).

Where Word prints 〇 (一百〇一), chineseCountingThousand follows the standard, LibreOffice and the gazettes: 零.
Pure: a positive number and the name of a format -> text. Zero and what a format has no sign for is printed decimal.
"""

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ONES = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]  # fmt: skip
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ORDINALS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth",
             "twelve": "twelfth"}  # fmt: skip


def render(number: int, format_: str) -> str | None:
    """The number as Word prints it in a format; None for a format that we have no rule for.

    >>> [render(n, "chineseCountingThousand") for n in (1, 10, 15, 20, 101, 110, 1005)]
    ['一', '十', '十五', '二十', '一百零一', '一百一十', '一千零五']
    >>> [render(n, "chineseCounting") for n in (9, 10, 21, 100, 101)]
    ['九', '十', '二十一', '一○○', '一○一']
    >>> render(4, "upperRoman"), render(28, "lowerLetter"), render(7, "decimalEnclosedCircle"), render(3, "bullet")
    ('IV', 'bb', '⑦', '')
    """
    rule = _RULES.get(format_)
    if rule is None:
        return None
    return rule(number) if number > 0 or format_ in ("none", "bullet", "decimalZero") else str(number)


def _hundreds(number: int, digits: str, units: str, ones: bool) -> str:
    """0 < number < 10000 by 千百十; `ones` writes 一 before 千 and 百 (and before 十 inside a number)."""
    out, gap = "", False
    for unit, name in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += digits[0] if gap and out and ones else ""
            out += name if digit == 1 and name and not ones else digits[digit] + name
            gap = False
        else:
            gap = True
    return out


def _counted(number: int, digits: str, units: str, myriad: str, ones: bool = True, ten: bool = True) -> str:
    """Counting with units; `ten` prints 10 to 19 as 十 to 十九, not 一十."""
    if number >= 1_000_000:
        return str(number)
    high, low = divmod(number, 10_000)
    out = _hundreds(high, digits, units, ones) + myriad if high else ""
    if low:
        out += digits[0] if high and low < 1000 and ones else ""
        out += _hundreds(low, digits, units, ones)
    return out.removeprefix(digits[1]) if ten and 10 <= number < 20 else out


def _digits(number: int, digits: str) -> str:
    return "".join(digits[int(c)] for c in str(number))


def _to_hundred(number: int, zero: str) -> str:
    """十, 二十一 below a hundred, from there digit by digit."""
    if number < 100:
        return _counted(number, _DIGITS, "十百千", "万")
    return _digits(number, zero + _DIGITS[1:])


def _roman(number: int) -> str:
    out = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        out += sign * count
    return out


def _repeated(signs: str) -> Callable[[int], str]:
    """a, b, … z, aa, bb: the sign of the rest, once more for every time round."""
    return lambda number: signs[(number - 1) % len(signs)] * ((number - 1) // len(signs) + 1)


def _listed(signs: str) -> Callable[[int], str]:
    """One sign a number, decimal after the last."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _run(first: int, count: int) -> str:
    return "".join(map(chr, range(first, first + count)))


def _words(number: int) -> str:
    if number >= 1000:
        head, rest = divmod(number, 1000)
        return _words(head) + " thousand" + (f" {_words(rest)}" if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return _ONES[head] + " hundred" + (f" {_words(rest)}" if rest else "")
    if number >= 20:
        return _TENS[number // 10 - 2] + (f"-{_ONES[number % 10]}" if number % 10 else "")
    return _ONES[number]


def _ordinal_words(number: int) -> str:
    head, last = _words(number), ""
    for mark in (" ", "-"):
        if mark in head:
            head, _, last = head.rpartition(mark)
            head += mark
            break
    else:
        head, last = "", head
    if "-" in last:
        left, _, last = last.rpartition("-")
        head += left + "-"
    last = _ORDINALS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return (head + last).capitalize()


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_CIRCLED = _run(0x2460, 20)
_RULES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate(_WIDE),
    "decimalFullWidth2": lambda n: str(n).translate(_WIDE),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _listed(_CIRCLED),
    "decimalEnclosedCircleChinese": _listed(_CIRCLED),
    "decimalEnclosedFullstop": _listed(_run(0x2488, 20)),
    "decimalEnclosedParen": _listed(_run(0x2474, 20)),
    "ideographEnclosedCircle": _listed(_run(0x3220, 10)),  # Word prints ㈠, not ㊀: MS-OI29500 2.1.540 a
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "ordinal": _ordinal,
    "cardinalText": lambda n: _words(n).capitalize() if n < 1_000_000 else str(n),
    "ordinalText": lambda n: _ordinal_words(n) if n < 1_000_000 else str(n),
    "chicago": _repeated("*†‡§"),
    "upperRoman": lambda n: _roman(n).upper(),
    "lowerRoman": _roman,
    "upperLetter": _repeated(_run(ord("A"), 26)),
    "lowerLetter": _repeated(_run(ord("a"), 26)),
    "russianUpper": _repeated("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
    "russianLower": _repeated("абвгдежзиклмнопрстуфхцчшщыэюя"),
    "chineseCounting": lambda n: _to_hundred(n, "○"),
    "chineseCountingThousand": lambda n: _counted(n, "零" + _DIGITS[1:], "十百千", "万"),
    "chineseLegalSimplified": lambda n: _counted(n, _FORMAL, "拾佰仟", "万", ten=False),
    "taiwaneseCounting": lambda n: _to_hundred(n, "○"),
    "taiwaneseCountingThousand": lambda n: _counted(n, "零" + _DIGITS[1:], "十百千", "萬"),
    "taiwaneseDigital": lambda n: _digits(n, "○" + _DIGITS[1:]),
    "ideographDigital": lambda n: _digits(n, _DIGITS),
    "ideographLegalTraditional": lambda n: _counted(n, _FORMAL_TRADITIONAL, "拾佰仟", "萬", ten=False),
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": lambda n: _STEMS[(n - 1) % 60 % 10] + _BRANCHES[(n - 1) % 60 % 12],
    "japaneseCounting": lambda n: _counted(n, _DIGITS, "十百千", "万", ones=False),
    "japaneseDigitalTenThousand": lambda n: _digits(n, _DIGITS),
    "japaneseLegal": lambda n: _counted(n, "〇壱弐参四伍六七八九", "拾百千", "萬", ten=False),
    "koreanDigital": lambda n: _digits(n, "영일이삼사오육칠팔구"),
    "koreanDigital2": lambda n: _digits(n, "零" + _DIGITS[1:]),
    "ganada": _repeated("가나다라마바사아자차카타파하"),
    "chosung": _repeated("ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"),
    "aiueoFullWidth": _repeated("アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"),
    "none": lambda n: "",
    "bullet": lambda n: "",
}  # fmt: skip
#: Every format that `render` has a rule for.
FORMATS = frozenset(_RULES)
