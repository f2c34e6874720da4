"""Traditional characters to simplified ones, where the text was simplified before."""

from tiaoli.clean.chinese import is_han
from tiaoli.clean.evidence import Evidence, is_old_line
from tiaoli.clean.language import is_in_word, score
from tiaoli.clean.script import in_gb2312, simplify_char, simplify_phrases
from tiaoli.clean.trace import Edit

RULE = "繁体转简体"
#: Names and old words keep these in simplified text.
DOUBTFUL = "乾徵於"
#: 著 became of 着 and of 著; less than this apart (natural log) the choice is for a person.
CLOSE = 2.0


def simplify(text: str, facts: Evidence) -> list[Edit]:
    """Every traditional character of a traditional file's line, each by itself, and 著 by its phrase.

    A form that GB2312 has too (乾 徵 於 …) is original where the converter was one that maps one to one: 乾佑街道 beside
    干部. Text that somebody wrote in traditional characters goes by its phrases: 答覆 becomes 答复, 覆蓋 becomes 覆盖.

    >>> from tiaoli.clean.evidence import evidence
    >>> facts = evidence(["乾佑街道信訪干部沿著正確方向學習條例,成效顯著"])
    >>> text = facts.lines[0]
    >>> for edit in reversed(simplify(text, facts)):
    ...     text = text[:edit.start] + edit.new + text[edit.end:]
    >>> text
    '乾佑街道信访干部沿着正确方向学习条例,成效显著'
    >>> simplify("訪", evidence(["信访工作条例，学习贯彻。", "訪"]))
    []
    """
    if not facts.traditional:
        return []
    edits = []
    by_phrase = simplify_phrases(text) if "著" in text or not facts.naive else ""
    aligned = len(by_phrase) == len(text)
    old = is_old_line(text)
    for i, char in enumerate(text):
        simple = simplify_char(char)
        if char == "著":
            edits += _zhu(text, i, by_phrase[i] if aligned else "", facts)
        elif not facts.naive and old and aligned and by_phrase[i] != simple and is_han(by_phrase[i]):
            edits += [Edit(i, i + 1, by_phrase[i], RULE)] if by_phrase[i] != char else []
        elif simple == char:
            continue
        elif not in_gb2312(char):
            edits.append(Edit(i, i + 1, simple, RULE))
        elif old and not facts.naive and aligned and by_phrase[i] != char:
            doubt = char in DOUBTFUL and simple in facts.kept
            reason = f"“{char}”在简体文字里也有，这里按繁体字处理，请核对"
            edits.append(Edit(i, i + 1, simple, RULE, (char,) if doubt else (), reason if doubt else ""))
    return edits


def _zhu(text: str, i: int, by_phrase: str, facts: Evidence) -> list[Edit]:
    """著 -> 着 unless it makes a word; then by the phrase table and the words around, with a doubt where they differ."""
    if "着" in facts.kept or "着" in text:  # the converter left 着 alone, so 著 is the author's
        return []
    left = "".join(map(simplify_char, text[max(0, i - 6) : i]))
    right = "".join(map(simplify_char, text[i + 1 : i + 7]))
    if not is_in_word(left, "著", right):
        return [Edit(i, i + 1, "着", RULE)]
    gap = score(facts.phrases, left, "着", right) - score(facts.phrases, left, "著", right)
    new = "着" if gap > 0 else "著"
    if by_phrase in ("着", "著") and by_phrase != new and abs(gap) < CLOSE:
        new = by_phrase
    doubt = by_phrase != new or abs(gap) < CLOSE
    if new == "著" and not doubt:
        return []
    other = "著" if new == "着" else "着"
    reason = f"“着”“著”繁体同形，这里按前后文定为“{new}”，请核对"
    return [Edit(i, i + 1, new, RULE, (other,) if doubt else (), reason if doubt else "")]
