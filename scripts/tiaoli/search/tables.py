"""Small tables for the browser: traditional characters and pinyin of the characters that a site uses."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

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


def pinyin(chars: Iterable[str]) -> str:
    """Syllables without tones and their characters: "chang:长常 fu:复付"; a character stands under each of its readings.

    >>> pinyin("复长")
    'chang:长 fu:复 zhang:长'
    """
    found: dict[str, list[str]] = defaultdict(list)
    for char in sorted(set(chars)):
        for reading in readings(char):
            if _toneless(reading) and char not in found[_toneless(reading)]:
                found[_toneless(reading)].append(char)
    return " ".join(f"{syllable}:{''.join(own)}" for syllable, own in sorted(found.items()))


def _toneless(reading: str) -> str:
    """lǜ -> lv, as input methods type it."""
    bare = unicodedata.normalize("NFD", reading.replace("ü", "v"))
    bare = bare.replace("u\u0308", "v")
    return "".join(c for c in bare if c.isascii() and c.isalpha())
