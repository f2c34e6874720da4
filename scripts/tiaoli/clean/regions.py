"""Undo what byte-level insertion did to characters that it cut in two.

The chain that did it (measured, see the tests' own damager): over the GBK bytes of traditional text every occurrence of
a character X became X(reading), also where X's two bytes belonged to two neighbours; the stream was cut wherever the
bytes of ？ or ！ occurred, again across characters; then it was decoded, an invalid pair giving one `?`.

    把握堅持  CED5 88D4 …   and D588 is 請, so 把握?qǐng)?jiān)持
    。縣檢    A1A3 BF68 …   and A3BF is ？, so ??h檢

So each `?` stands for bytes that are partly known: the damaged text is turned back into bytes with holes, every reading
in brackets is a condition on the two bytes before it, and the original is what fills the holes and decodes from one
point at which both streams are in step to the next.
"""

import heapq
import math
import re

from tiaoli.clean.evidence import OFTEN, SWALLOWED, Evidence
from tiaoli.clean.gbk import encode
from tiaoli.clean.holes import BRACKETED, CUT, SHORTLIST, WIDENED, candidates, variants
from tiaoli.clean.language import score
from tiaoli.clean.script import simplify_char
from tiaoli.clean.trace import Edit

RULE = "还原被拆开的汉字"
#: A paragraph ends with a full stop, and quotation marks come in pairs.
_SENTENCE_END = re.compile("[。；：][”’）》]?$")
SENTENCE_END = 6.0
#: What a `?` left over costs.
LEFT_OVER = -25.0
KEPT = "此处可能缺了字节，也可能原来就是两个标点，未作改动，请对照原文"
#: A decision by context with less than this distance (natural log) to the next is called close.
CLOSE = 3.0


def undo(text: str, facts: Evidence) -> list[Edit]:
    """Edits that put back the characters of every damaged region of one line; nothing on a line without `?`.

    >>> from tiaoli.clean.evidence import evidence
    >>> facts = evidence(["準(zhǔn)確把握?qǐng)?jiān)持黨的領導,堅(jiān)定信念,申請(qǐng)時應當"])
    >>> [(e.new, e.alternatives) for e in undo(facts.lines[0], facts)]
    [('堅', ())]
    >>> undo("你来了吗?我来了。真的?!", facts)
    []
    """
    edits: list[Edit] = []
    position = 0
    if not facts.naive:
        return edits
    for match in re.finditer(rf"{SWALLOWED.pattern}|{CUT.pattern}", text):
        if match.start() < position:
            continue
        edit = _undo_at(text, match.start(), facts, CUT.match(text, match.start()) is not None)
        if edit is not None:
            edits.append(edit)
            position = edit.end
    return edits


def _undo_at(text: str, start: int, facts: Evidence, cut: bool) -> Edit | None:
    before = encode(text[start - 1]) if start else None
    if not cut and text[:start].endswith((")", "）")):  # the character before carries its own reading
        bare = BRACKETED.sub("", text[:start])
        before = encode(bare[-1]) if bare else None
    trail = before[-1] if before else None
    last = _simple(BRACKETED.sub("", text[:start])[-1:])
    found = [
        (bonus + value, chars, end)
        for bonus, pieces in variants(text, start, cut)
        for value, chars, end in candidates(pieces, trail, last, facts)
    ]
    if not found:
        return None if cut else Edit(start, start + 1, "?", RULE, (), "丢失的字节无法还原，请对照原文", open=True)
    ranked = _rank(found, text, start, facts)
    if cut:
        ranked = _with_as_it_is(ranked, text, start, facts)
    best, chars, end = ranked[0]
    if chars is None:  # somebody may have written ??, but in a file with this damage a person has to look
        others = tuple(_simple(c) for _, c, e in ranked[1:4] if c is not None and e == end)
        return Edit(start, start + 2, text[start : start + 2], RULE, others, KEPT, open=True)
    others = [(s, c) for s, c, e in ranked[1:] if c is not None and e == end][:3]
    if not others and not cut:
        return Edit(start, end, chars, RULE)
    gap = best - others[0][0] if others else math.inf
    close = "，与下一个选项很接近" if gap < CLOSE else ""
    reason = f"原文此处缺了字节，“{_simple(chars)}”是按上下文选定的{close}，请对照原文"
    return Edit(start, end, chars, RULE, tuple(_simple(c) for _, c in others), reason)


def _rank(found: list[tuple[float, str, int]], text: str, start: int, facts: Evidence) -> list[tuple[float, str, int]]:
    """The candidates by how well they read in their place, best first; each once."""
    left = _plain(text[max(0, start - 40) : start])
    unique: dict[tuple[str, int], float] = {}
    for value, chars, end in found:
        unique[chars, end] = max(value, unique.get((chars, end), -math.inf))
    if len(unique) == 1:
        return found[:1]
    furthest = max(end for _, end in unique)
    short = [  # by their own ends, since a longer candidate has the lower score
        (chars, end)
        for stop in {end for _, end in unique}
        for chars, end in heapq.nlargest(
            SHORTLIST, (key for key in unique if key[1] == stop), key=lambda key: unique[key]
        )
    ]
    ranked = [(_in_place(left, chars, start, end, furthest, text, facts), chars, end) for chars, end in short]
    return sorted(ranked, key=lambda item: (-item[0], item[1]))


def _in_place(left: str, chars: str, start: int, end: int, furthest: int, text: str, facts: Evidence) -> float:
    """Score of a candidate with all that follows, so that one that stops early answers for the damage it leaves."""
    rest = text[end:furthest]
    right = _plain(text[furthest : furthest + 40])
    whole = _simple(chars) + _plain(rest)
    if facts.doubled >= OFTEN:
        whole = re.sub("，(?=[，、。；：])", "", whole)  # a comma before another mark is this file's other damage
    ending = SENTENCE_END if not right and _SENTENCE_END.search(whole) else 0.0
    before = text[:start]
    opened = before.count("“") - before.count("”") + whole.count("“") - whole.count("”")
    if opened < 0 or not right and opened > 0:
        ending -= SENTENCE_END
    return score(facts.phrases, left, whole, right) + LEFT_OVER * rest.count("?") + ending


def _with_as_it_is(
    ranked: list[tuple[float, str, int]], text: str, start: int, facts: Evidence
) -> list[tuple[float, str | None, int]]:
    """Let the text as it stands compete: somebody may really have written “真的?!”."""
    end, furthest = ranked[0][2], max(end for _, _, end in ranked)
    left = _plain(text[max(0, start - 40) : start])
    as_is = _in_place(left, "。" + text[start + 2 : end], start, end, furthest, text, facts)  # two marks end a sentence
    best = _in_place(left, ranked[0][1], start, end, furthest, text, facts)
    return [(as_is, None, end), *ranked] if as_is > best else list(ranked)


def _plain(text: str) -> str:
    """Context as the language model knows it: no annotations, simplified, wide marks."""
    return _simple(BRACKETED.sub("", text)).translate(WIDENED)


def _simple(text: str) -> str:
    return "".join(map(simplify_char, text))
