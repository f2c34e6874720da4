"""Traditional and simplified characters, from OpenCC (Apache-2.0), whose only importer this is."""

from functools import cache

from opencc import OpenCC

#: A converter that maps characters one to one leaves these alone, so they stand in its "traditional" output.
NAIVE_KEEPS = frozenset("于干后范并云征余秘群里采占游伙丑儿")


@cache
def _converter(name: str) -> OpenCC:
    return OpenCC(name)


@cache
def simplify_char(char: str) -> str:
    """The simplified form of one character by itself.

    >>> [simplify_char(c) for c in "訪干統a"]
    ['访', '干', '统', 'a']
    """
    return _converter("t2s").convert(char)


def simplify_each(chars: str) -> list[str]:
    """`simplify_char` of many characters in one go.

    >>> simplify_each("訪統a")
    ['访', '统', 'a']
    """
    return _converter("t2s").convert("\n".join(chars)).split("\n")


def simplify_phrases(text: str) -> str:
    """Simplified text with regard to phrases, so that 乾坤 keeps its 乾 and 沿著 becomes 沿着.

    >>> simplify_phrases("沿著顯著的方向"), simplify_phrases("扭轉乾坤")
    ('沿着显著的方向', '扭转乾坤')
    """
    return _converter("tw2s").convert(text)


@cache
def traditional_char(char: str) -> str:
    """One traditional form of a character, the usual one.

    >>> traditional_char("访"), traditional_char("干")
    ('訪', '幹')
    """
    return _converter("s2tw").convert(char)


@cache
def in_gb2312(char: str) -> bool:
    """Whether GB2312 has the character: a traditional form that it has (乾, 徵, 後) also stands in simplified text.

    >>> in_gb2312("乾"), in_gb2312("訪")
    (True, False)
    """
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


@cache
def is_traditional(char: str) -> bool:
    """A character that simplified text doesn't use.

    >>> [is_traditional(c) for c in "訪访干乾，"]
    [True, False, False, False, False]
    """
    return simplify_char(char) != char and not in_gb2312(char)


@cache
def is_simplified_only(char: str) -> bool:
    """A character that text in traditional characters doesn't use.

    >>> [is_simplified_only(c) for c in "访訪干于坏的"]
    [True, False, False, False, False, False]
    """
    # 坏, 里, 干 … are old characters of their own, or stay as they are in a one-to-one conversion.
    return (
        simplify_char(char) == char
        and char not in NAIVE_KEEPS
        and not _in_big5(char)
        and traditional_char(char) != char
    )


def _in_big5(char: str) -> bool:
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return False
    return True
