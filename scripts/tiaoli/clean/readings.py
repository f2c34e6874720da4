"""Readings of characters with tone marks, from pypinyin (MIT), whose only importer this is."""

import os
from functools import cache

os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # single characters only: its words would take 45 MB of every run
os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")  # we never change them

from pypinyin import Style, pinyin


@cache
def readings(char: str) -> frozenset[str]:
    """All readings of one character; empty for a character that has none.

    >>> sorted(readings("長"))
    ['cháng', 'zhàng', 'zhǎng']
    >>> readings("a")
    frozenset()
    """
    found = pinyin(char, style=Style.TONE, heteronym=True, errors="ignore")
    return frozenset(found[0]) if found else frozenset()


def is_reading(char: str, syllable: str) -> bool:
    """Whether the character can be read so; a syllable without tone mark is matched as it is.

    >>> is_reading("統", "tǒng"), is_reading("統", "zhǎng"), is_reading("綠", "lǜ")
    (True, False, True)
    """
    return syllable.replace("ɡ", "g") in readings(char)


def syllables(text: str) -> tuple[str, ...]:
    """One reading of each Chinese character, in plain letters; what stands between them as it is.

    >>> syllables("条例2022"), syllables("绿")
    (('tiao', 'li', '2022'), ('lv',))
    """
    return tuple(found[0] for found in pinyin(text, style=Style.NORMAL, errors="default"))
