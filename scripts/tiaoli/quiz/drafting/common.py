"""What all drafting rules share: sentences fit for questions, stems, seeds, options."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tiaoli.citations.resolve import printed
from tiaoli.model import Evidence, Item, Option, Paragraph, Question, Unit
from tiaoli.numerals import NUMERAL
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.audit.passages import Text

#: Sentences that say more than one thing of a rule; a person must draft from them.
DELICATE = re.compile(r"(?:^|[，；])但|除外|例外|可以(?:适当)?延长|可以延期|另有规定|不适用")
#: 前款规定的, 前条: a sentence that can't stand alone.
_POINTS_BACK = re.compile(r"前款|前条|前项|以上情形|上述|^其[^他]|本条(?!例)|下列|以下")
SHORTEST, LONGEST = 12, 150
#: Stem and options together: what a slide in a hall and a phone without scrolling still hold.
LONGEST_QUESTION = 190
#: 15日, 5个工作日, 5人
AMOUNT = re.compile(
    rf"(?<![第{NUMERAL}年月])(?P<n>[{NUMERAL}]{{1,5}})(?P<unit>个工作日|日|个月|人)(?=内|以|前|$|[，。；])"
)
#: Versions of the rules that no longer ask as they first did; all others are at 1.
_VERSIONS = {"body": 2, "list": 2, "absent": 2, "row": 2, "changed": 2, "number": 2, "force": 2}


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


def stands_alone(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence means the same without what is around it."""
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


def quoted(text: Text, sentence: Sentence) -> str:
    """The provision's name and the sentence, as an explanation begins."""
    shown = f"“{sentence.text}”。" if sentence.text.endswith("：") else f"“{sentence.text}。”"
    return f"{printed(text.statute, sentence.address)}：{shown}"


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
