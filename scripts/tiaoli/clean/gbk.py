"""GBK at the level of bytes: what a character is made of, and which traditional characters a byte pair can be."""

from functools import cache

from tiaoli.clean.readings import readings
from tiaoli.clean.script import in_gb2312, simplify_char, traditional_char

#: Lead bytes of a two-byte character; its trail byte is 0x40-0xFE without 0x7F.
LEADS = range(0x81, 0xFF)


@cache
def encode(char: str) -> bytes | None:
    """The character's bytes in CP936, or None when it has none.

    >>> encode("握"), encode("A"), encode("😀")
    (b'\\xce\\xd5', b'A', None)
    """
    try:
        return char.encode("gbk")
    except UnicodeEncodeError:
        return None


@cache
def decode(lead: int, trail: int) -> str | None:
    """The character of a byte pair, or None for an invalid pair.

    >>> decode(0x88, 0xD4), decode(0x88, 0x28)
    ('堅', None)
    """
    try:
        char = bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None
    return char if len(char) == 1 else None


@cache
def is_plausible(char: str) -> bool:
    """A character that a one-to-one converted text can hold: of common use, and not a simplified form.

    >>> [is_plausible(c) for c in "堅坚坏的，鱻ㄔ"]
    [True, False, True, True, True, False, False]
    """
    simple = simplify_char(char)
    if not in_gb2312(simple):
        return False
    if "\u4e00" <= char <= "\u9fff":
        return simple != char or traditional_char(char) == char or _stays(char)
    return char in "，。、；：？！“”‘’《》（）【】〈〉—…·〔〕％＋－／０１２３４５６７８９"


def _stays(char: str) -> bool:
    """Simplified forms that are old characters too (于 后 坏 系 采): Big5 has them, a converter may leave them."""
    try:
        char.encode("big5")
    except UnicodeEncodeError:
        return char in "坏"
    return True


@cache
def _annotated_pairs() -> dict[str, tuple[tuple[int, int], ...]]:
    """Reading -> byte pairs of the traditional characters that carry it."""
    found: dict[str, list[tuple[int, int]]] = {}
    for lead in LEADS:
        for trail in range(0x40, 0xFF):
            char = decode(lead, trail)
            if char and simplify_char(char) != char and is_plausible(char):
                for syllable in readings(char):
                    found.setdefault(syllable, []).append((lead, trail))
    return {syllable: tuple(pairs) for syllable, pairs in found.items()}


def pairs_read(syllable: str) -> tuple[tuple[int, int], ...]:
    """Byte pairs of the traditional characters with this reading, in byte order.

    >>> decode(*next(pair for pair in pairs_read("qǐng") if pair[0] == 0xD5))
    '請'
    """
    return _annotated_pairs().get(syllable, ())
