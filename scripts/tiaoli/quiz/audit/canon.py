"""Text as the audit compares it: numerals, width and the statute's names made alike, punctuation put aside but not lost."""

import re
from dataclasses import dataclass
from functools import lru_cache

from tiaoli.citations.normalise import squeeze
from tiaoli.numerals import NUMERAL, parse_int

#: Stands for the statute under whatever name: 本条例, 《条例》, 《信访工作条例》.
OURS = "§"
_PUNCTUATION = "，。；：、！？“”‘’（）〔〕《》〈〉—-–…·.．,;:!?()[]~～　 "
_UNIT = "章|条|项|款|种|个?工作日|个?小时|个?月|个?周|日|天|年|人|名|元|万元|倍|次|件|%|％|成|分之"
_NUMBER = re.compile(rf"(?<![{NUMERAL}])(?P<number>[{NUMERAL}]{{1,8}})(?P<unit>{_UNIT})")
_PROVISION = re.compile(rf"第（?(?P<number>[{NUMERAL}]{{1,8}})）?(?P<level>条|款|项|章|节)")
#: 二〇二二年五月一日 and 2022年5月1日 read the same through _NUMBER, unit by unit.
_SELF = re.compile("[本该](?:条例|法典|法(?!人|律|规|治|定|院)|办法|规定|决定|规则|细则|准则|章程)")
#: Pairs that the same rule may be written with; neither side weakens or strengthens the other.
_ALIKE = (
    ("应当", "应"), ("应该", "应"), ("或者", "或"), ("与", "和"), ("以内", "内"), ("之内", "内"), ("不得超过", "不超过"),
    ("不得少于", "不少于"),
)  # fmt: skip
_AND = re.compile("(?<!可)以及(?!时)")


@dataclass(frozen=True, slots=True)
class Flat:
    """`text` without punctuation; `marks[i]` is the punctuation that stood before text[i], marks[len] after the end.

    `items`: positions where an item of a list begins.
    """

    text: str
    marks: tuple[str, ...]


def names_of(title: str, short: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of the names that mean the statute itself."""
    names = sorted({title, *short}, key=len, reverse=True)
    bare = "|".join(re.escape(name) for name in names if len(name) > 4)
    return re.compile(
        "《(?:" + "|".join(map(re.escape, names)) + f")》(?:（试行）)?{'|' + bare if bare else ''}|{_SELF.pattern}"
    )


def alike(text: str, names: re.Pattern[str]) -> str:
    """Numerals as digits, names of the statute as one sign, equal words as one word; punctuation kept.

    >>> alike("《条例》规定，应当自受理之日起六十日内办结", names_of("示例条例", ("条例",)))
    '§规定，应自受理之日起60日内办结'
    """
    text = names.sub(OURS, squeeze(text))
    for one, other in _ALIKE:
        text = text.replace(one, other)
    text = _AND.sub("和", text)
    text = _PROVISION.sub(lambda m: f"第{_digits(m['number'])}{m['level']}", text)
    return _NUMBER.sub(
        lambda m: _digits(m["number"]) + {"天": "日", "名": "人"}.get(u := m["unit"].removeprefix("个"), u), text
    )


def _digits(number: str) -> str:
    value = parse_int(number)
    return number if value is None else str(value)


@lru_cache(maxsize=8192)
def flat(text: str, names: re.Pattern[str]) -> Flat:
    """`alike` with punctuation and 的 taken out of the text and kept as marks."""
    out, marks, pending = [], [], ""
    for char in alike(text, names):
        if char in _PUNCTUATION or char == "\n":
            pending += "。" if char == "\n" else char
        elif char == "的":
            pending += "的"
        else:
            out.append(char)
            marks.append(pending)
            pending = ""
    return Flat("".join(out), (*marks, pending))


def plain(text: str, names: re.Pattern[str]) -> str:
    """`flat` without the marks."""
    return flat(text, names).text


def bigrams(text: str) -> set[str]:
    """All pieces of two characters."""
    return {text[i : i + 2] for i in range(len(text) - 1)}


def overlap(a: str, b: str) -> float:
    """Share of the shorter text's pieces that the other has too, 0 to 1."""
    first, second = bigrams(a), bigrams(b)
    return len(first & second) / min(len(first), len(second)) if first and second else float(a in b or b in a)
