"""What all drafting rules share: sentences fit for questions, stems, seeds, options."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.citations.resolve import printed
from tiaoli.model import Evidence, Item, Option, Paragraph, Question, Unit
from tiaoli.numerals import NUMERAL
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.passages import FORBIDS, Text

#: Sentences that say more than one thing of a rule; a person must draft from them.
DELICATE = re.compile(r"(?:^|[，；])但|除外|例外|可以(?:适当)?延长|可以延期|另有规定|不适用")
#: 前款规定的, 前条: a sentence that can't stand alone.
_POINTS_BACK = re.compile(r"前款|前条|前项|以上情形|上述|^其[^他]|本条(?!例)|下列|以下")
#: 对科学合理、具有现实可行性的，应当采纳…: behind another sentence it leaves out who should, unless a body stands before 应当.
_NO_SUBJECT = re.compile(r"^(?:对|研究|经|属于|符合)")
_ACTOR = re.compile(r"(?:机关|单位|部门|党委|政府|机构|组织|个人|信访人|局|会议)(?=应当|可以|不得|负责|不予|不再)")
SHORTEST, LONGEST = 12, 150
#: Stem and options together: what a slide in a hall and a phone without scrolling still hold.
LONGEST_QUESTION = 190
#: 15日, 5个工作日, 5人
AMOUNT = re.compile(
    rf"(?<![第{NUMERAL}年月])(?P<n>[{NUMERAL}]{{1,5}})(?P<unit>个工作日|日|个月|人)(?=内|以|前|$|[，。；])"
)
#: Versions of the rules that no longer ask as they first did; all others are at 1.
_VERSIONS = {
    "body": 3, "list": 3, "absent": 3, "row": 3, "changed": 3, "reworded": 2, "number": 2, "then": 2, "wording": 2, "several": 2,
    "phrase": 2, "date": 2, "place": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a unit. `at`: its place in the unit, from 0. `text` goes without the final mark."""

    unit: Unit
    at: int
    text: str
    chapter: str
    article: str

    @property
    def address(self) -> str:
        """Of the unit that holds it."""
        return self.unit.address


def sentences(text: Text) -> Iterator[Sentence]:
    """Every sentence of every 款 and 项, delicate ones too."""
    for unit in text.statute.walk():
        if not isinstance(unit, Paragraph | Item) or not unit.text:
            continue
        above = text.statute.ancestors(unit.address)
        chapter = next((u.number for u in above if u.kind == "chapter"), "")
        article = text.statute.article_of(unit.address)
        for at, words in enumerate(re.findall(r"[^。]+", unit.text)):
            if words.strip():
                yield Sentence(unit, at, words.strip().rstrip("；"), chapter, article.address if article else "")


def has_subject(sentence: Sentence) -> bool:
    """Whether a sentence says itself whom it is about: no second sentence without its actor, none that begins with a
    shortened name (联席会议召集人 behind 地方各级信访工作联席会议)."""
    if sentence.at == 0:
        return True
    if _NO_SUBJECT.search(sentence.text) and not _ACTOR.search(sentence.text):
        return False
    before = sentence.unit.text[: sentence.unit.text.find(sentence.text)]
    return not re.search(rf"[\u4e00-\u9fff]{re.escape(sentence.text[:4])}", before)


def stands_alone(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence means the same without what is around it; an item is asked about behind its lead-in."""
    if not has_subject(sentence):
        return False
    if (
        not SHORTEST <= len(sentence.text) <= LONGEST
        or _POINTS_BACK.search(sentence.text)
        or sentence.text.endswith("：")
    ):
        return False
    if isinstance(sentence.unit, Item):
        lead = text.statute.parents.get(sentence.address)
        if lead is None:
            return False
        return sentence.text.find("应当") >= 0 and not re.search("不得|情形|行为|职责", lead.text)
    return not DELICATE.search(sentence.text)


def source(text: Text, address: str) -> str:
    """The opening of every stem: 根据《…》第X条."""
    return f"根据《{text.statute.title}》{printed(text.statute, address)}，"


def opening(text: Text, sentence: Sentence) -> str:
    """The opening of a stem that goes on with the sentence; an item comes behind its list's lead-in."""
    lead = text.statute.parents.get(sentence.address) if isinstance(sentence.unit, Item) else None
    return source(text, sentence.address) + (lead.text if lead is not None and lead.text.endswith("：") else "")


def quoted(text: Text, sentence: Sentence) -> str:
    """The provision's name and the sentence, as an explanation begins."""
    mark = "" if sentence.text.endswith("：") else "。"
    lead = text.statute.parents.get(sentence.address) if isinstance(sentence.unit, Item) else None
    forbids = (
        lead.text if lead is not None and FORBIDS.search(lead.text) else ""
    )  # an item alone would say the opposite
    words = f"“{inner(forbids + sentence.text.rstrip('：') + mark)}”" + ("" if mark else "。")
    return f"{printed(text.statute, sentence.address)}：{words}"


def inner(words: str) -> str:
    """Words as they stand within quotation marks: their own are single (GB/T 15834).

    >>> inner("增强“四个意识”")
    '增强‘四个意识’'
    """
    return words.replace("“", "‘").replace("”", "’")


def evidence(sentence: Sentence) -> tuple[Evidence, ...]:
    """The sentence as evidence."""
    mark = "。" if sentence.text + "。" in sentence.unit.text else ""
    return (Evidence(sentence.address, sentence.text + mark),)


def seed(name: str, purpose: str = "") -> int:
    """A number that depends on the id alone."""
    return int(hashlib.sha256(f"{name}/{purpose}".encode()).hexdigest()[:8], 16)


def choose(name: str, pool: Sequence, count: int) -> list:
    """`count` members of the pool, picked by the id, in the pool's order."""
    ranked = sorted(range(len(pool)), key=lambda i: seed(name, f"pick{i}"))
    return [pool[i] for i in sorted(ranked[:count])]


def shuffled(name: str, options: Sequence[Option]) -> tuple[Option, ...]:
    """Options in an order that the id decides."""
    turn = seed(name, "order") % len(options)
    ranked = sorted(options, key=lambda o: seed(name, o.text))
    key = next((o for o in ranked if o.correct), None)
    if key is None or sum(o.correct for o in options) > 1:
        return tuple(ranked)
    rest = [o for o in ranked if o is not key]
    return (*rest[:turn], key, *rest[turn:])


def distinct(text: Text, words: Sequence[str]) -> bool:
    """Whether no two options read the same once numerals and width are put aside."""
    return len({plain(w, text.names) for w in words}) == len(words)


def make(rule: str, sentence: Sentence, kind: str, stem: str, **fields) -> Question:
    """A question of a rule with what its sentence tells; its id is put right by `draft`."""
    fields.setdefault("evidence", evidence(sentence))
    name = f"{sentence.address}-{rule}"
    return Question(name, kind, stem, chapter=sentence.chapter, origin=f"{rule}@{_VERSIONS.get(rule, 1)}", **fields)
