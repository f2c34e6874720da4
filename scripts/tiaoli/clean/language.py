"""How likely a stretch of Chinese is: words of jieba's dictionary (MIT) and the phrases of the file itself.

The dictionary is read as data; jieba itself is not imported here.
"""

import math
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import distribution
from itertools import pairwise

from tiaoli.clean.chinese import count_han, is_han

#: Log probability of a character that no word explains.
UNKNOWN = -17.0
#: Log probability of a mark; about one character in ten is one, nearly all of them 、，。.
MARKS = dict.fromkeys("，、。", -3.0) | dict.fromkeys("；：《》（）“”", -5.0)
RARE_MARK = -9.0
#: Two marks side by side, as no text has them.
_TWO_MARKS = re.compile("[，。、；：！？《（“](?=[，。、；：！？）》])")
TWO_MARKS = -8.0
LONGEST_WORD = 8
#: Weight of one more phrase shared with the rest of the file.
FILE_WEIGHT = 1.0


@cache
def words() -> dict[str, float]:
    """Word -> log probability, from jieba's dict.txt ("生效 1693 n" a line)."""
    found: dict[str, int] = {}
    with open(distribution("jieba").locate_file("jieba/dict.txt"), encoding="utf-8") as lines:
        for line in lines:
            word, count, *_ = line.split(" ")
            found[word] = int(count)
    total = math.log(sum(found.values()))
    return {word: math.log(count) - total for word, count in found.items() if count}


@cache
def _characters() -> tuple[dict[str, int], dict[str, int], int]:
    """Counts of neighbouring characters inside words, counts of characters, and the sum of the latter."""
    pairs: dict[str, int] = {}
    single: dict[str, int] = {}
    for word, value in words().items():
        count = int(math.exp(value + 17)) + 1
        for char in word:
            single[char] = single.get(char, 0) + count
        for pair in map("".join, pairwise(word)):
            pairs[pair] = pairs.get(pair, 0) + count
    return pairs, single, sum(single.values())


@cache
def character_score(char: str) -> float:
    """Log probability of a character, inside words or alone.

    >>> character_score("部") > character_score("剖")
    True
    """
    if char in MARKS:
        return MARKS[char]
    _, single, total = _characters()
    count = single.get(char)
    return math.log(count / total) if count else UNKNOWN if is_han(char) else RARE_MARK


@cache
def attraction(pair: str) -> float:
    """How much likelier two characters stand together in a word than by chance (log ratio, at least 0).

    >>> attraction("部门") > attraction("部明")
    True
    """
    pairs, single, total = _characters()
    count = pairs.get(pair)
    if not count:
        return 0.0
    return max(0.0, math.log(count * total / single[pair[0]] / single[pair[1]]))


@cache
def place_names() -> frozenset[str]:
    """Names of places (part of speech ns) with at least two characters."""
    with open(distribution("jieba").locate_file("jieba/dict.txt"), encoding="utf-8") as lines:
        return frozenset(line.split(" ")[0] for line in lines if line.endswith(" ns\n") and len(line.split(" ")[0]) > 1)


def word_score(text: str) -> float:
    """Log probability of the best cut of `text` into words.

    >>> word_score("信访工作") > word_score("信访王作")
    True
    """
    model = words()
    best = [0.0] + [-math.inf] * len(text)
    for end in range(1, len(text) + 1):
        char = text[end - 1]
        single = model.get(char, UNKNOWN) if is_han(char) else MARKS.get(char, RARE_MARK)
        best[end] = best[end - 1] + single
        for start in range(max(0, end - LONGEST_WORD), end - 1):
            found = model.get(text[start:end])
            if found is not None and best[start] + found > best[end]:
                best[end] = best[start] + found
    return best[-1]


def is_in_word(left: str, char: str, right: str) -> bool:
    """Whether the character makes a word of two to four characters with its neighbours.

    >>> is_in_word("成效显", "著", "提高"), is_in_word("围绕", "著", "条例")
    (True, False)
    """
    model = words()
    return any(
        left[len(left) - i :] + char + right[:j] in model
        for i in range(min(3, len(left)) + 1)
        for j in range(min(3 - i, len(right)) + 1)
        if i + j
    )


@dataclass(frozen=True)
class Phrases:
    """Stretches of two to four characters of one file with their counts."""

    counts: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: list[str]) -> "Phrases":
        counts: Counter[str] = Counter()
        for line in set(lines):  # a doubled body proves nothing new
            for size in (2, 3, 4):
                found = (line[i : i + size] for i in range(len(line) - size + 1))
                counts.update(phrase for phrase in found if count_han(phrase) == size)
        return cls(counts)

    def score(self, left: str, middle: str, right: str) -> float:
        """How well `middle` between its neighbours repeats phrases of the file; 0 for none."""
        text = left[-3:] + middle + right[:3]
        first, last = len(left[-3:]), len(left[-3:]) + len(middle)
        total = 0.0
        for size in (2, 3, 4):
            for i in range(max(0, first - size + 1), min(last, len(text) - size + 1)):
                total += math.log1p(self.counts[text[i : i + size]])
        return total * FILE_WEIGHT


def score(phrases: Phrases, left: str, middle: str, right: str) -> float:
    """Log probability of `middle` in its place, up to a constant; simplified text throughout."""
    text = left[-6:] + middle + right[:6]
    return word_score(text) + phrases.score(left, middle, right) + TWO_MARKS * len(_TWO_MARKS.findall(text))
