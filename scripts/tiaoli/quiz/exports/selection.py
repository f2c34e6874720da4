"""Which questions leave the program, and what every platform says of them in words."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tiaoli.citations.resolve import printed
from tiaoli.model import Campaign, Chapter, Question, Statute
from tiaoli.quiz.audit import Text
from tiaoli.quiz.checking import published

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Questions:
    """Questions to export, all audited ok, in the order of their banks. `site`: id of the site, for ids that must not
    meet another office's. `names`: by which the statute calls itself, for comparing what is typed into a blank."""

    title: str
    site: str
    statute: Statute
    names: tuple[str, ...]
    items: tuple[Question, ...]

    def chapter(self, question: Question) -> Chapter | None:
        """The chapter a question belongs to: as it says, else that of its first evidence."""
        if question.chapter:
            return next((c for c in self.statute.chapters if c.number == question.chapter), None)
        for evidence in question.evidence:
            above = self.statute.ancestors(evidence.target)
            if found := next((unit for unit in above if isinstance(unit, Chapter)), None):
                return found
        return None

    def chapter_name(self, question: Question) -> str:
        """第三章 信访事项的提出和受理; "" where it has none."""
        chapter = self.chapter(question)
        return f"{chapter.label} {chapter.heading}".strip() if chapter else ""

    def basis(self, question: Question) -> str:
        """Where the text says so: 《信访工作条例》第二十二条第一款、第二十三条第三款; "" without evidence."""
        own = [e.target for e in question.evidence if e.target in self.statute.index]
        places = list(dict.fromkeys(printed(self.statute, target) for target in own))
        return f"《{self.statute.title}》{'、'.join(places)}" if places else ""

    def quotes(self, question: Question) -> tuple[tuple[str, str], ...]:
        """(place, the text's own words) of each evidence."""
        own = [e for e in question.evidence if e.target in self.statute.index]
        return tuple((printed(self.statute, e.target), e.quote) for e in own)

    def reason(self, question: Question, *, wrong: bool = True) -> str:
        """The explanation on one line, with what each wrong option gets wrong and the place in the text.

        `wrong`: leave it out where a platform shows it with its option.
        """
        parts = [question.explanation]
        if wrong:
            parts += [f"{LETTERS[i]}项：{o.why}" for i, o in enumerate(question.options) if o.why and not o.correct]
        if basis := self.basis(question):
            parts.append(f"依据：{basis}。")
        return one_line(
            "".join(part if part.endswith(("。", "？", "！", "”")) else f"{part}。" for part in parts if part)
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A file in a platform's format: how many questions are in it, and (id, reason) of those that it has no form for."""

    content: bytes
    count: int
    left: tuple[tuple[str, str], ...] = ()


def select(
    campaign: Campaign, text: Text, *, uses: Iterable[str] = ("practice",), audience: str = "",
    chapters: Iterable[str] = (), types: Iterable[str] = (),
) -> Questions:  # fmt: skip
    """The questions of all banks that are audited ok and meet every wish, chapter by chapter; an empty wish is none."""
    chapters, types = set(chapters), set(types)
    statute, settings = campaign.statute, campaign.settings
    names = (statute.title, *(settings.get("statute.short_names") or ()))
    whole = Questions(f"《{statute.title}》题库", settings.get("site.id") or statute.slug, statute, names, ())
    seen: set[str] = set()
    items = []
    for bank in campaign.quizzes:
        for question in published(bank, text, tuple(uses)):
            chapter = whole.chapter(question)
            if question.id in seen or (audience and audience not in question.audience):
                continue
            if (types and question.type not in types) or (chapters and (not chapter or chapter.number not in chapters)):
                continue
            seen.add(question.id)
            items.append(question)
    order = {one.address: at for at, one in enumerate(campaign.statute.chapters)}

    def place(question: Question) -> int:
        chapter = whole.chapter(question)
        return order[chapter.address] if chapter else len(order)

    return replace(whole, items=tuple(sorted(items, key=place)))


def one_line(words: str) -> str:
    """Text with every run of white space that holds a line break as one blank.

    >>> one_line("两行\\n  文字"), one_line("（　）")
    ('两行 文字', '（　）')
    """
    return " ".join(part.strip(" \t") for part in words.splitlines() if part.strip())


def letters(question: Question) -> str:
    """The key of a choice: AC."""
    return "".join(LETTERS[at] for at in question.keyed)


def answer(question: Question) -> str:
    """The key in words, for people: B, AC, 对, 60 / 六十, 第一步 → 第二步."""
    if question.type in ("single", "multi"):
        return letters(question)
    if question.type == "judge":
        return "对" if question.answer else "错"
    if question.type == "blank":
        return "；".join(" / ".join(words) for words in question.answers)
    if question.type == "order":
        return " → ".join(o.text for o in question.options)
    return one_line(question.text) or "；".join(question.points)


def others(question: Question) -> str:
    """For platforms that take one way to fill a blank: the other ways, as a sentence; "" for none."""
    more = [
        f"{f'第{at}空' if len(question.answers) > 1 else ''}也可填“{'”“'.join(words[1:])}”。"
        for at, words in enumerate(question.answers, 1) if len(words) > 1
    ]  # fmt: skip
    return "".join(more)


def mixed(question: Question) -> tuple[int, ...]:
    """An order of the options that isn't the right one, the same every time.

    >>> mixed(Question("a", "order", "", options=("x", "y", "z")))
    (1, 2, 0)
    """
    count = len(question.options)

    def place(at: int) -> str:
        return hashlib.sha256(f"{question.id} {at}".encode()).hexdigest()

    found = tuple(sorted(range(count), key=place))
    return (*range(1, count), 0) if found == tuple(range(count)) else found
