"""Say a sentence of the text wrongly: exactly one slot changed into what people take it for.

Every change is put to the audit before it is used, so that a changed sentence is surely false, not only different.
"""

import re
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
    "不得超过": ("不得少于",), "不再受理": ("应当受理",), "不予受理": ("应当受理",), "不计算在": ("计算在",), "本级或者上一级": ("上级",),
    "上一级": ("同级",), "下一级": ("上一级",), "本级": ("上级",), "同级": ("上一级",), "书面": ("口头",), "每年": ("每半年", "每季度"),
    "年度": ("季度",), "重要参考": ("唯一依据",), "参照": ("依照",), "双方当事人同意": ("一方当事人同意",),
    "专项督查": ("日常督查",), "复查": ("复核",), "复核": ("复查",), "及时": ("定期",),
}  # fmt: skip
#: before -> what must not stand in the rest of the sentence, lest the changed one contradicts itself or says it twice.
_CLASHES = {
    "本级": "上级|下级", "上一级": "同级|本级|信访部门", "复查": "复核", "复核": "复查", "每年": "年度", "年度": "每年", "同级": "上级",
}  # fmt: skip
#: Only reporting and the like can be done 定期 where the text says 及时; nobody takes 定期化解 for the rule.
_REGULARLY = re.compile("及时(?:报送|调整|将|向|录入|请示|报告)")
#: 应当客观真实, 一般应当: no other modal fits.
_FIXED_FORCE = re.compile("一般应当|应当(?:客观|如实|恪尽|遵守|自觉)")
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
            if not bodies.tells(body, [other], words[: match.start("body")] + words[match.end("body") :]):
                yield _replaced(words, match.span("body"), other, 1)
        break
    for rank, table in ((2, WORDS), (3, FORCE)):
        for before, after in table.items():
            at = words.find(before)
            longer = any(before in other and other in words for other in table if other != before)
            if at >= 0 and words.count(before) == 1 and not longer and _fits(words, at, before):
                for other in after:
                    yield _replaced(words, (at, at + len(before)), other, rank)


def _replaced(words: str, span: tuple[int, int], new: str, rank: int) -> Change:
    return Change(words[: span[0]] + new + words[span[1] :], words[span[0] : span[1]], new, rank)


def _fits(words: str, at: int, before: str) -> bool:
    """Whether another word in the place makes a sentence that somebody might take for the rule."""
    rest = words[:at] + words[at + len(before) :]
    if before in _CLASHES and re.search(_CLASHES[before], rest):
        return False
    if before == "及时":
        return bool(_REGULARLY.match(words, at)) and not re.search("重大|紧急", words)
    if before in FORCE:
        condition = re.match("[^，；]*的(?=，)", words[at:])  # 应当通过仲裁解决的，: what the case is, no duty
        return not condition and not _FIXED_FORCE.search(words)
    return True


#: What a change comes to, by the words exchanged; said behind an explanation.
_WHY = (
    (re.compile("^应当$"), re.compile("可以"), "“应当”是必须做到，换成“可以”就成了可做可不做。"),
    (re.compile("^可以$"), re.compile("应当"), "“可以”是准许这样做，换成“应当”就成了必须做。"),
    (re.compile("工作日"), re.compile("日$"), "工作日不算休息日和节假日，比按日算的要长。"),
    (re.compile("上一级|本级|同级|下一级"), re.compile("级"), "级别换了，该找谁、由谁负责也就换了。"),
    (re.compile("^及时$"), re.compile("定期"), "“及时”是遇到就办，“定期”是隔一段办一次。"),
    (re.compile("^参照$"), re.compile("依照"), "“参照”是比照着办，“依照”是直接按它办。"),
    (re.compile("不得超过"), re.compile("不得少于"), "一个是最多，一个是最少，方向相反。"),
)


def why(change: Change) -> str:
    """One sentence on what a change comes to; "" where the words speak for themselves."""
    if change.rank == 1:
        return "这件事由谁做，一换就错。"
    return next((s for old, new, s in _WHY if old.search(change.before) and new.search(change.after)), "")
