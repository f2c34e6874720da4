"""Punctuation and blanks."""

import re

from tiaoli.clean.chinese import CHINESE_MARKS, HAN, count_han
from tiaoli.clean.evidence import DOUBLED, DOUBLED_WIDE, OFTEN, Evidence
from tiaoli.clean.trace import Edit

DOUBLED_RULE = "删去重复的逗号"
WIDE_RULE = "半角标点改为全角"
BLANK_RULE = "删去行内多余的空格"

_WIDE = str.maketrans(",:;!?()", "，：；！？（）")
_CJK = HAN + CHINESE_MARKS
#: A mark after a Chinese character, or after a letter or figure and before a Chinese character.
_MARK = re.compile(
    rf"(?<=[{_CJK}])(?:[!?]{{1,3}}|[,:;])|(?<=[0-9A-Za-z%+)])[,;!?](?=[{HAN}《“])|(?<=[)）])[,:;!?](?=[{HAN}《“])|(?<=[)）])[,:;!?]$"
)
#: A web address or file name keeps its marks.
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://\S+|\b[\w.-]+\.(?:com|cn|gov|org|net)\b\S*")
#: 增強實 效: one blank between two Chinese characters, or beside a mark.
_BLANK = re.compile(
    rf"(?<=[{_CJK}]) (?=[{_CJK}])|(?<=[，、。；：！？”》）,;:!?]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[，、。；：！？”》）])"
)
_LABEL = re.compile(
    rf"(?:^\s*|.*)第[一二三四五六七八九十百千零〇两之 ]{{1,12}}$"
    # “第一百二十条之二 有下列情形的: a quoted article keeps the blank behind its label
    rf"|(?:.*[“‘：:；。])?\s*第[一二三四五六七八九十百千零〇\d]{{1,12}}[编章节条](?:之[一二三四五六七八九十]{{1,3}})?$"
    rf"|\s*(?:第[{HAN}]{{1,12}}[编章节条款项]|[（(]?[{HAN}0-9]{{1,4}}[)）、.．])\s*$"
)
#: Running text has at least this many characters and a mark; a shorter line may use blanks on purpose.
RUNNING = 25
#: Lines with more blanks than this use them on purpose (lists of names, tables).
MOST_BLANKS = 3


def drop_doubled(text: str, facts: Evidence) -> list[Edit]:
    """講話,。 -> 講話。: a comma before another mark goes; a wide one only in a file that is full of them.

    >>> from tiaoli.clean.evidence import evidence
    >>> [(e.start, e.new) for e in drop_doubled("开展排查,,探索工作,。", evidence([]))]
    [(4, ''), (10, '')]
    >>> drop_doubled("开展排查,探索工作。", evidence([])), drop_doubled("开展排查，。", evidence([]))
    ([], [])
    """
    pattern = DOUBLED_WIDE if facts.doubled >= OFTEN else DOUBLED
    return [Edit(m.start(), m.end(), "", DOUBLED_RULE) for m in pattern.finditer(text)]


def widen(text: str, facts: Evidence) -> list[Edit]:
    """Half-width marks beside Chinese text become full-width, in a file whose width was lost.

    The width that a mark had before it was folded is not in the file, so brackets become full-width like the rest, as
    GB/T 15834 sets them. Numbers, times, Latin text and web addresses keep theirs.

    >>> from tiaoli.clean.evidence import evidence
    >>> facts = evidence(["信访工作,学习贯彻,全面落实。"])
    >>> text = "会议(以下简称会议)10:30开始,共5,000人,地址http://a.cn/x,y"
    >>> for edit in reversed(widen(text, facts)):
    ...     text = text[:edit.start] + edit.new + text[edit.end:]
    >>> text
    '会议（以下简称会议）10:30开始，共5,000人，地址http://a.cn/x,y'
    >>> widen("信访工作,学习(一)", evidence(["信访工作，学习，贯彻"]))
    []
    """
    if not facts.folded:
        return []
    spared = [match.span() for match in _ADDRESS.finditer(text)]
    places = {i for match in _MARK.finditer(text) for i in range(match.start(), match.end())}
    for first, last in _bracket_pairs(text):
        before, after = text[:first][-1:], text[last + 1 :][:1]
        if count_han(text[first:last]) or re.match(f"[{_CJK}]", before) or not before and re.match(f"[{_CJK}]", after):
            places |= {first, last}
    return [
        Edit(i, i + 1, text[i].translate(_WIDE), WIDE_RULE)
        for i in sorted(places)
        if not any(a <= i < b for a, b in spared)
    ]


def _bracket_pairs(text: str) -> list[tuple[int, int]]:
    """Positions of matching half-width brackets."""
    opened, pairs = [], []
    for i, char in enumerate(text):
        if char == "(":
            opened.append(i)
        elif char == ")" and opened:
            pairs.append((opened.pop(), i))
    return pairs


def drop_blanks(text: str, facts: Evidence) -> list[Edit]:
    """A stray blank inside running text goes; short lines and lines with many blanks keep theirs.

    >>> from tiaoli.clean.evidence import evidence
    >>> [e.start for e in drop_blanks("在丰富形式、增强实 效上下功夫，通过多渠道、多层次的宣传，营造良好环境。", evidence([]))]
    [9]
    >>> drop_blanks("市长  王某某", evidence([])), drop_blanks("第一条 为了保持党同人民群众的密切联系，制定本条例，自公布之日起施行。", evidence([]))
    ([], [])
    """
    if count_han(text) < RUNNING or not re.search("[，。；,;]", text):
        return []
    found = [m for m in _BLANK.finditer(text) if not _LABEL.match(text[: m.start()])]
    if len(found) > MOST_BLANKS:
        return []
    return [Edit(m.start(), m.end(), "", BLANK_RULE) for m in found]
