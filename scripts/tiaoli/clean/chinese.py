"""Character classes and patterns that the repairs share."""

import re

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff〇"
#: Letters of a pinyin syllable with tone marks, as they occur in `統(tǒng)`: GBK knows exactly these.
PINYIN = "a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňɡ"
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
#: Opening and closing marks that only Chinese text has.
OPEN_MARKS = "《〈“‘「『【〔（"
CLOSE_MARKS = "》〉”’」』】〕）"
CHINESE_MARKS = OPEN_MARKS + CLOSE_MARKS + "，、。；：！？…—·"

_HAN = re.compile(f"[{HAN}]")


def is_han(char: str) -> bool:
    """A single Chinese character.

    >>> [is_han(c) for c in ("访", "〇", "，", "a", "")]
    [True, True, False, False, False]
    """
    return bool(_HAN.fullmatch(char))


def count_han(text: str) -> int:
    """Number of Chinese characters.

    >>> count_han("第4条，访")
    3
    """
    return len(_HAN.findall(text))
