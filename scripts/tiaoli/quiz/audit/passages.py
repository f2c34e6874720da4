"""The statute as passages to look claims up in.

A passage is a 款 with all its items in one run; where a list has a lead-in, the lead-in joined to each single item is a
passage too. Runs of a passage are what can be proved.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tiaoli.claims import Subject
from tiaoli.model import HeadCount, Paragraph, Statute, TimeLimit, Unit
from tiaoli.quiz.audit.canon import Flat, bigrams, flat, names_of

#: 负有…的机关、单位有下列情形之一的，由…责令改正：
_CASES = re.compile(r"(?P<who>[^，。；]*?)(?:有|因)下列情形之一(?:的，|(?=导致))(?P<rest>.+)：$")
#: Lead-ins whose items mean nothing, or the opposite, without them.
FORBIDS = re.compile(r"不得|禁止|严禁|不准|不予|情形|违反|行为")


@dataclass(frozen=True)
class Passage:
    """One run of text. `spans`: (start, end, address) of the units in it. `lead`: length of the list's lead-in, 0: none."""

    flat: Flat
    target: str
    spans: tuple[tuple[int, int, str], ...]
    lead: int = 0

    def address(self, start: int, end: int) -> str:
        """The smallest unit that holds the run; the paragraph when it spans several."""
        for a, b, target in self.spans:
            if a <= start and end <= b:
                return target
        return self.target


@dataclass(frozen=True)
class Listing:
    """A lead-in and what it lists. `items`: (address, flat text). `open`: its last item is 其他…."""

    target: str
    lead: Flat
    items: tuple[tuple[str, Flat], ...]
    article: str
    forbids: bool


@dataclass(frozen=True)
class Text:
    """A statute prepared for many lookups. `kind`: what it is in law, such as 党内法规; "" where nobody says."""

    statute: Statute
    names: re.Pattern[str]
    short: tuple[str, ...] = ("条例",)
    timelimits: tuple[TimeLimit, ...] = ()
    headcounts: tuple[HeadCount, ...] = ()
    superseded: tuple[dict, ...] = ()
    kind: str = ""
    _runs: dict = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def subject(self) -> Subject:
        """What sentences about limits are checked against as on a page."""
        return Subject(self.statute, self.timelimits, self.headcounts, self.short)

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """Every 款 whole, then every lead-in with one item."""
        return tuple(self._whole()) + tuple(self._single()) + tuple(self._counts())

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """Every list of items."""
        out = []
        for unit in self._paragraphs():
            if unit.children:
                article = self.statute.article_of(unit.address)
                items = tuple((i.address, flat(i.text, self.names)) for i in unit.children if i.text)
                lead = flat(unit.text, self.names)
                forbids = bool(FORBIDS.search(unit.text))
                out.append(Listing(unit.address, lead, items, article.address if article else "", forbids))
        return tuple(out)

    @cached_property
    def enumerations(self) -> tuple[Listing, ...]:
        """Sentences with exactly one clause that enumerates three or more things with 、."""
        out = []
        for unit in self._paragraphs():
            article = self.statute.article_of(unit.address)
            for sentence in unit.text.split("。"):
                clauses = [c for c in re.split("[，；：]", sentence) if c.count("、") >= 2]
                if len(clauses) == 1:
                    items = ((unit.address, flat(clauses[0], self.names)),)
                    where = article.address if article else ""
                    out.append(Listing(unit.address, flat(sentence, self.names), items, where, False))
        return tuple(out)

    @cached_property
    def everything(self) -> str:
        """All passages in one string, to refuse quickly what stands nowhere."""
        return "\n".join(p.flat.text for p in self.passages)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """Where each passage begins in `everything`."""
        out, at = [], 0
        for passage in self.passages:
            out.append(at)
            at += len(passage.flat.text) + 1
        return tuple(out)

    def places(self, words: str) -> Iterator[tuple[Passage, int]]:
        """Every place of words in the passages, in their order: one search of the whole text, not one a passage."""
        at = self.everything.find(words)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield self.passages[number], at - self._starts[number]
            at = self.everything.find(words, at + 1)

    @cached_property
    def grams(self) -> set[str]:
        """All pieces of two characters of the text."""
        return bigrams(self.everything)

    def _paragraphs(self) -> Iterator[Unit]:
        yield from (u for u in self.statute.walk() if isinstance(u, Paragraph) and (u.text or u.children))

    def _whole(self) -> Iterator[Passage]:
        for unit in self._paragraphs():
            parts = [(unit.address, unit.text), *((u.address, u.text) for u in list(unit.walk())[1:] if u.text)]
            yield self._joined(unit.address, parts, len(flat(unit.text, self.names).text) if unit.children else 0)

    def _single(self) -> Iterator[Passage]:
        for unit in self._paragraphs():
            for item in unit.children[1:] if unit.text else ():
                if item.text:
                    lead = len(flat(unit.text, self.names).text)
                    yield self._joined(unit.address, [(unit.address, unit.text), (item.address, item.text)], lead)
            if match := _CASES.match(unit.text):
                for item in unit.children:
                    parts = [
                        (unit.address, match["who"]),
                        (item.address, item.text),
                        (unit.address, "的，" + match["rest"]),
                    ]
                    yield self._joined(unit.address, parts, -1)
            for item in unit.children:
                for lead in _compositions(unit.text):
                    yield self._joined(unit.address, [(unit.address, lead), (item.address, item.text)], -1)

    def _counts(self) -> Iterator[Passage]:
        """How many chapters and articles the statute has, as sentences."""
        chapters, articles = len(self.statute.chapters), len(self.statute.articles)
        if articles:
            whole = f"本条例共{chapters}章{articles}条。" if chapters else ""
            for sentence in filter(
                None, (whole, f"本条例共{articles}条。", f"本条例共{chapters}章。" if chapters else "")
            ):
                yield self._joined("", [("", sentence)], 0)
                yield self._joined("", [("", sentence.replace("共", "共有"))], 0)

    def _joined(self, target: str, parts: list[tuple[str, str]], lead: int) -> Passage:
        text, marks, spans = "", [], []
        pending = ""
        for address, own in parts:
            one = flat(own, self.names)
            if not one.text:
                continue
            start = len(text)
            text += one.text
            marks += [pending + one.marks[0], *one.marks[1:-1]]
            pending = one.marks[-1] or ("" if lead == -1 else "。")
            spans.append((start, len(text), address))
        return Passage(Flat(text, (*marks, pending or "。")), target, tuple(spans), lead)


def _compositions(lead: str) -> Iterator[str]:
    """Lead-ins as a sentence takes them up: 不得有下列行为： -> 不得; 履行下列职责： -> nothing, 负责.

    >>> list(_compositions("甲应当守法，不得有下列行为："))
    ['甲应当守法，不得', '甲不得']
    """
    if lead.endswith(("不得有下列行为：", "不得有下列行为:")):
        yield lead[: lead.rindex("不得")] + "不得"
        yield re.split(r"应当|在|，", lead)[0] + "不得"
    elif match := re.match(r"(?P<before>.*?)[，]?履行下列职责[：:]$", lead):
        subject = re.split(r"是|，|在", match["before"])[0]
        yield subject
        yield subject + "负责"
    elif match := re.match(r"(?P<before>.*)应当(?:包括|载明)下列(?:内容|事项)[：:]$", lead):
        yield match["before"] + "应当包括"
    elif match := re.match(r"(?P<before>.*)应当遵循下列原则[：:]$", lead):
        yield match["before"] + "应当"
        yield match["before"]


def prepare(statute, timelimits=(), headcounts=(), short: tuple[str, ...] = ("条例",), superseded=(), kind="") -> Text:
    """A statute ready to be looked claims up in; build it once for a bank."""
    names = names_of(statute.title, short)
    return Text(statute, names, short, tuple(timelimits), tuple(headcounts), tuple(superseded), kind)


@dataclass(frozen=True, slots=True)
class Run:
    """A claim found word for word. `gap`: (start, end) of a slot within the passage, equal where there is none."""

    passage: Passage
    start: int
    end: int
    gap: tuple[int, int] = (0, 0)

    @property
    def filler(self) -> str:
        """What the text has in the slot."""
        return self.passage.flat.text[self.gap[0] : self.gap[1]]

    @property
    def address(self) -> str:
        """The smallest unit that holds the run."""
        return self.passage.address(self.start, self.end)


def find_runs(text: Text, claim: str) -> list[Run]:
    """Every place where the claim (flat text) stands without a gap."""
    return [Run(passage, at, at + len(claim), (at, at)) for passage, at in text.places(claim)] if claim else []


#: What must not be skipped: conditions, exceptions, negations, numbers.
_NEEDED = re.compile(r"[不未除但非无另\d]|的，")


def find_skips(text: Text, claim: str) -> list[Run]:
    """Places where the claim stands but for one harmless clause of the text that it leaves out.

    What is left out begins at a mark or right behind 应, ends at a mark, and holds no condition, exception or number.
    """
    out = []
    head, tail = claim[:6], claim[-6:]
    seen: set[int] = set()
    for passage, at in text.places(head) if len(claim) >= 14 and tail in text.everything else ():
        body, marks = passage.flat.text, passage.flat.marks
        if id(passage) in seen or tail not in body:
            continue
        seen.add(id(passage))
        length = len(head)
        while length < len(claim) and at + length < len(body) and body[at + length] == claim[length]:
            length += 1
        for cut in range(length, 3, -1):
            low = at + cut
            rest = claim[cut:]
            parallel = body[low : low + 1] == "是" and rest.startswith("是")  # 信访工作是…，是…: the second alone
            clean = cut > 5 and (body[low - 1] == "应" or any(c in marks[low] for c in "，；："))
            if not (parallel or clean):
                continue
            high = body.find(rest, low + 1) if len(rest) >= 4 else -1
            if high < 0 or not any(c in marks[high] for c in "，；：、"):
                continue
            skipped = "".join(marks[i] + body[i] for i in range(low, high)) + marks[high]
            if "。" in skipped or _NEEDED.search(skipped):
                continue
            out.append(Run(passage, at, high + len(rest), (high, high)))
            break
    return out


def find_gaps(text: Text, before: str, after: str, longest: int = 80) -> list[Run]:
    """Every place where `before` stands and then, within the sentence or list, `after`; either may be empty.

    Without `after`, the slot runs to the end of the segment (；。) or, where a list follows, of the passage.
    """
    if not before:
        return list(_gaps_before(text, after, longest)) if after else []
    if after and after not in text.everything:
        return []
    out = []
    for passage, at in text.places(before):
        body, marks = passage.flat.text, passage.flat.marks
        start = at + len(before)
        if after:
            end = body.find(after, start, start + longest + len(after))
            if end >= 0 and not any("。" in m for m in marks[start + 1 : end + 1]):
                out.append(Run(passage, at, end + len(after), (start, end)))
        elif start < len(body):
            end = next((i for i in range(start + 1, len(body) + 1) if _stops(marks[i])), len(body))
            out.append(Run(passage, at, end, (start, end)))
    return out


def _gaps_before(text: Text, after: str, longest: int) -> Iterator[Run]:
    """Slots that open the sentence: from the beginning of the clause up to `after`."""
    for passage, at in text.places(after):
        low = _clause_start(passage, at)
        if 0 < at - low <= longest:
            yield Run(passage, low, at + len(after), (low, at))


def _stops(mark: str) -> bool:
    return "。" in mark or "；" in mark


def _clause_start(passage: Passage, at: int) -> int:
    """Where the clause begins that ends at `at`."""
    marks = passage.flat.marks
    return next((i for i in range(at - 1, -1, -1) if any(c in marks[i] for c in "，。；：")), 0)


def starts_clean(passage: Passage, at: int) -> bool:
    """Whether a clause begins here; 但 and 并 before it count as its punctuation."""
    marks = passage.flat.marks
    if at == 0 or any(c in marks[at] for c in "，。；："):
        return True
    if passage.flat.text[at - 2 : at] == "各级":  # 党委和政府信访部门 for 各级党委和政府信访部门
        return starts_clean(passage, at - 2)
    return passage.flat.text[at - 1] in "但并且" and any(c in marks[at - 1] for c in "，。；：")


def ends_clean(passage: Passage, at: int) -> bool:
    """Whether a clause or an element of a list ends here."""
    return any(c in passage.flat.marks[at] for c in "，。；：、") or at == len(passage.flat.text)
