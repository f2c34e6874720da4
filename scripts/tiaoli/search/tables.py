"""Small tables for the browser: traditional characters and pinyin of the characters that a site uses."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from itertools import islice

from tiaoli.clean.readings import readings
from tiaoli.clean.script import simplify_each

#: The block of common Han characters; rarer ones are not typed into a search box.
_HAN = (0x4E00, 0x9FFF)


@cache
def _simplified() -> tuple[tuple[str, str], ...]:
    block = "".join(map(chr, range(_HAN[0], _HAN[1] + 1)))
    pairs = zip(block, simplify_each(block), strict=True)
    return tuple((own, simple) for own, simple in pairs if own != simple and len(simple) == 1)


def traditional(chars: Iterable[str]) -> str:
    """Pairs 訪访聯联… in one string, for the given simplified characters.

    >>> traditional("访")
    '訪访'
    """
    wanted = frozenset(chars)
    return "".join(own + simple for own, simple in _simplified() if simple in wanted)


#: First and last of the 3755 characters that GB 2312 orders by their sound.
_ORDERED = (0xB0A1, 0xD7F9)


@cache
def _ordered() -> tuple[str, ...]:
    codes = (code for code in range(_ORDERED[0], _ORDERED[1] + 1) if 0xA1 <= code & 0xFF <= 0xFE)
    return tuple(code.to_bytes(2, "big").decode("gb2312") for code in codes)


@cache
def runs() -> tuple[tuple[str, int], ...]:
    """The syllables of the common characters in the order of GB 2312, and how many characters in a row have each.

    >>> runs()[:3], sum(count for _, count in runs())
    ((('a', 2), ('ai', 13), ('an', 9)), 3755)
    """
    found: list[tuple[str, int]] = []
    chars = _ordered()
    for at, char in enumerate(chars):
        own = _syllables(char)
        if found and found[-1][0] in own:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            following = [_syllables(one) for one in chars[at + 1 : at + 6]]
            found.append((max(sorted(own), key=lambda one: sum(one in other for other in following)), 1))
    return tuple(found)


def pinyin(chars: Iterable[str]) -> list[str]:
    """The syllables without tones of the common characters in their order ("a2ai13…"), and what else the given ones have:
    "chang:长 zhang:长", a character under each of its readings.

    >>> pinyin("复长")[1], pinyin("")[1]
    ('zhang:长', '')
    """
    found: dict[str, list[str]] = defaultdict(list)
    common = iter(_ordered())
    first = {char: syllable for syllable, count in runs() for char in islice(common, count)}
    for char in sorted(set(chars)):
        for syllable in _syllables(char):
            if first.get(char) != syllable:
                found[syllable].append(char)
    also = " ".join(f"{syllable}:{''.join(own)}" for syllable, own in sorted(found.items()))
    return ["".join(f"{syllable}{count}" for syllable, count in runs()), also]


def _syllables(char: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bare for one in sorted(readings(char)) if (bare := _toneless(one))))


def _toneless(reading: str) -> str:
    """lǜ -> lv, as input methods type it."""
    bare = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    bare = bare.replace("u\u0308", "v")
    return "".join(c for c in bare if c.isascii() and c.isalpha())
