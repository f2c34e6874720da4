"""Comparable text: width of punctuation and white space put aside, nothing else.

Shared by quotations and the checks on limits; every function keeps no more than it says.
"""

import re

#: Half-width marks and their full-width forms: a quotation may differ from the text in these alone.
_WIDTH = str.maketrans(
    {
        ",": "，",
        ";": "；",
        ":": "：",
        "?": "？",
        "!": "！",
        "(": "（",
        ")": "）",
        "[": "〔",
        "]": "〕",
        "［": "〔",
        "］": "〕",
        "【": "〔",
        "】": "〕",
        "｡": "。",
        "．": ".",
        "「": "“",
        "」": "”",
        "『": "‘",
        "』": "’",
        "﹑": "、",
        "､": "、",
    }
    | {chr(0xFF10 + i): str(i) for i in range(10)}
    | {chr(0xFF21 + i): chr(65 + i) for i in range(26)}
    | {chr(0xFF41 + i): chr(97 + i) for i in range(26)}
)
_SPACE = re.compile(r"[\s\u200b\ufeff\u2060]+")
_NESTED = str.maketrans("‘’", "“”")
_STRAIGHT_QUOTES = re.compile(r'"([^"]*)"')


def fold(text: str) -> str:
    """Text with punctuation width folded to full width, digits and letters to half width; same length.

    >>> fold("60日内办结;(二)")
    '60日内办结；（二）'
    """
    return text.translate(_WIDTH)


def squeeze(text: str) -> str:
    """`fold` without white space and with all quotation marks curly and double: what two quotations are compared by.

    Marks within quoted words are single by GB/T 15834, where the quoted text itself has double ones.

    >>> squeeze('“代表人数 不得超过５人”'), squeeze("增强‘四个意识’")
    ('“代表人数不得超过5人”', '增强“四个意识”')
    """
    return _STRAIGHT_QUOTES.sub(r"“\1”", _SPACE.sub("", fold(text))).translate(_NESTED)
