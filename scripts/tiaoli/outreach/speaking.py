"""How long a text takes to be read aloud."""

import math
import re

from tiaoli.numerals import to_chinese

#: Syllables a minute over loudspeakers in a village, pauses included, and of a narrator in a short video.
LOUDSPEAKER, NARRATOR = 220, 250
_NUMBER = re.compile(r"\d+")
_SYLLABLE = re.compile(r"[\u4e00-\u9fff〇]|[A-Za-z]+")
_LONGEST = 4


def syllables(text: str) -> int:
    """Characters that are spoken; numbers as they are read, a year digit by digit.

    >>> syllables("自受理之日起60日内办结"), syllables("2022年")
    (12, 5)
    """
    said = _NUMBER.sub(lambda match: match[0] if len(match[0]) >= _LONGEST else to_chinese(int(match[0])), text)
    return len(_SYLLABLE.findall(said)) + sum(char.isdigit() for char in said)


def seconds(text: str, pace: int) -> int:
    """Whole seconds, rounded up.

    >>> seconds("字" * 220, 220)
    60
    """
    return math.ceil(syllables(text) * 60 / pace)


def clock(count: int) -> str:
    """95 -> 1分35秒.

    >>> clock(95), clock(40), clock(120)
    ('1分35秒', '40秒', '2分')
    """
    minutes, rest = divmod(count, 60)
    return (f"{minutes}分" if minutes else "") + (f"{rest}秒" if rest or not minutes else "")
