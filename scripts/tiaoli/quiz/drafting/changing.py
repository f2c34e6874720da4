"""Say a sentence of the text wrongly: exactly one slot changed into what people take it for.

Every change is put to the audit before it is used, so that a changed sentence is surely false, not only different.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.numerals import parse_int, to_chinese
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.claims import statement
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting import bodies
from tiaoli.quiz.drafting.common import AMOUNT, Sentence, seed

#: word -> what it is taken for. Only words of which the audit knows that they contradict each other.
WORDS = {
    "不得超过": ("不得少于",), "不再受理": ("应当受理",), "不予受理": ("应当受理",), "不计算在": ("计算在",), "上一级": ("下一级", "同级"),
    "本级": ("上级", "下级"), "同级": ("上一级",), "书面": ("口头",), "每年": ("每半年", "每季度"), "年度": ("季度",), "兼任": ("专任",),
    "重要参考": ("唯一依据",), "参照": ("依照",), "协商受理": ("指定受理",), "自愿": ("强制",), "社会救助": ("司法救助",), "司法救助": ("社会救助",),
    "专项督查": ("日常督查",), "复查": ("复核",), "复核": ("复查",), "及时": ("定期",),
}  # fmt: skip
#: The force of a rule; the dullest change, for sentences that offer no other. 不得 into 可以 is left out: nobody takes
#: 任何组织和个人可以打击报复信访人 for the rule.
FORCE = {"应当": ("可以",), "可以": ("应当",)}
#: Numbers that people put for each other; each stands somewhere in a procedure of this kind.
_COMMON = {5: (10, 3), 15: (30, 7), 30: (60, 15), 60: (90, 30)}


@dataclass(frozen=True, slots=True)
class Change:
    """A false sentence. `before` stood where `after` stands. `rank`: 0 numbers, 1 bodies, 2 words, 3 force."""

    words: str
    before: str
    after: str
    rank: int


def changes(text: Text, sentence: Sentence, pool: dict[str, set[str]]) -> list[Change]:
    """What can be made of a sentence, the best first; those that the audit doesn't call false are left out."""
    found = list(_all(text, sentence, pool))
    return [
        c for c in found
        if plain(c.words, text.names) not in text.everything
        and statement(text, c.words + "。", (sentence.address,)).value is False
    ]  # fmt: skip


def pick(found: list[Change], name: str, *, not_these: tuple[str, ...] = ()) -> Change | None:
    """One of the best changes, chosen by the id."""
    left = [c for c in found if c.words not in not_these]
    if not left:
        return None
    best = [c for c in left if (c.rank == 3) == (left[0].rank == 3) and (c.rank == 0) == (left[0].rank == 0)]
    return best[seed(name, "change") % len(best)]


def _all(text: Text, sentence: Sentence, pool: dict[str, set[str]]) -> Iterator[Change]:
    words = sentence.text
    if match := AMOUNT.search(words):
        value, unit = parse_int(match["n"]) or 0, match["unit"]
        if unit == "个工作日":
            yield _replaced(words, match.span(), f"{match['n']}日", 0)
        for other in _COMMON.get(value, (value * 2,)):
            shown = str(other) if match["n"][0].isascii() else to_chinese(other)
            yield _replaced(words, match.span(), f"{shown}{unit}", 0)
    for match, body in bodies.found(sentence):
        for other in bodies.others(text, sentence, match.span("body"), body, pool)[:2]:
            yield _replaced(words, match.span("body"), other, 1)
        break
    for rank, table in ((2, WORDS), (3, FORCE)):
        for before, after in table.items():
            at = words.find(before)
            longer = any(before in other and other in words for other in table if other != before)
            if at >= 0 and words.count(before) == 1 and not longer:
                for other in after:
                    yield _replaced(words, (at, at + len(before)), other, rank)


def _replaced(words: str, span: tuple[int, int], new: str, rank: int) -> Change:
    return Change(words[: span[0]] + new + words[span[1] :], words[span[0] : span[1]], new, rank)
