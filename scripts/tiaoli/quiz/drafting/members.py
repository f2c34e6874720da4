"""Lists of items: what belongs to one and what belongs to another."""

import re
from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.model import Evidence, Option, Question, Unit
from tiaoli.quiz.audit.canon import overlap, plain
from tiaoli.quiz.audit.passages import Listing, Text
from tiaoli.quiz.drafting.common import (
    DELICATE,
    LONGEST_QUESTION,
    Sentence,
    choose,
    inner,
    make,
    seed,
    sentences,
    shuffled,
    source,
)

_KIND = re.compile(r"职责|原则|行为|情形|内容|方式|事项|条件")
#: 不属于以上情形的: says nothing once it stands among other options.
_POINTS_BACK = re.compile("前款|以上情形|上述")
LONGEST = 70
#: Right options of a multiple choice, and wrong ones.
RIGHT, WRONG = 3, 2
#: Share of pieces from which an item says nearly what the asked article says too: 协调解决重要信访问题 for 第十一条.
NEAR = 0.45


def draft(text: Text) -> Iterator[Question]:
    """For each list: multiple choices over all its items, three at a time, and one after what isn't in it."""
    pools = [(listing, _usable(text, listing)) for listing in text.listings]
    leads = {s.address: s for s in sentences(text) if s.text.endswith("：")}
    for listing, own in pools:
        unit = text.statute.index[listing.target]
        if listing.target not in leads or len(own) < 3 or "。" in unit.text.rstrip("：") or DELICATE.search(unit.text):
            continue
        yield from _short(text, leads[listing.target], unit)
        foreign = _siblings(text, listing, pools)
        if len(foreign) < WRONG:
            continue  # items of another sort give themselves away
        groups = [own[i : i + RIGHT] for i in range(0, len(own), RIGHT)]
        if len(groups[-1]) < 2 and len(groups) > 1:
            groups.pop()  # most of its items would stand in the group before as well
        for number, group in enumerate(groups):
            yield _multi(text, leads[listing.target], number, group, foreign)
        yield _not_in(text, leads[listing.target], own, foreign)


def _usable(text: Text, listing: Listing) -> list[tuple[Unit, str]]:
    """Items short enough for an option; of several sentences the first, where it says enough alone."""
    out = []
    for address, _ in listing.items:
        unit = text.statute.index[address]
        first = unit.text.split("。")[0].rstrip("；。")
        if (
            not unit.text.startswith("其他")
            and len(first) <= LONGEST
            and not DELICATE.search(unit.text)
            and not _POINTS_BACK.search(first)
        ):
            if first.startswith(("对", "涉及")) and unit.text.count("。") > 1:
                continue
            out.append((unit, first))
    return out


def _siblings(
    text: Text, listing: Listing, pools: list[tuple[Listing, list[tuple[Unit, str]]]]
) -> list[tuple[Unit, str]]:
    """Items of other lists of the same kind (职责, 情形) that nothing in this article comes near, the likest list first."""
    kind = _KIND.findall(listing.lead.text)
    article = text.statute.index[listing.article] if listing.article else text.statute.index[listing.target]
    here = plain(article.full_text, text.names)
    ranked = sorted(
        (
            p for p in pools
            if p[0].article != listing.article and p[0].forbids == listing.forbids
            and set(kind) & set(_KIND.findall(p[0].lead.text))
        ),
        key=lambda p: (
            -round(overlap(p[0].lead.text, listing.lead.text), 1),
            _distance(text, p[0], listing),
        ),
    )  # fmt: skip
    out = []
    for _, items in ranked:
        for unit, words in items:
            if overlap(plain(words, text.names), here) < NEAR and not any(overlap(words, w) > 0.5 for _, w in out):
                out.append((unit, words))
    return out[:6]


def _distance(text: Text, one: Listing, other: Listing) -> int:
    """How many articles lie between two lists."""
    order = {article.address: at for at, article in enumerate(text.statute.articles)}
    return abs(order.get(one.article, 0) - order.get(other.article, 0))


def _why(text: Text, unit: Unit) -> str:
    """Where an item stands and what its list is of."""
    return f"这是{printed(text.statute, unit.address)}，讲的是{_subject(text, unit)}。"


def _subject(text: Text, unit: Unit) -> str:
    """What a list is of, from its lead-in: 各级党委和政府信访部门的职责."""
    lead = text.statute.parents[unit.address].text
    about = re.split("[，：]|是开展|有下列|在(?=党中央|本级)", lead)[0].removeprefix("对")
    kind = (re.findall("(?:下列|以下)([^，。；：之]{2})", lead) or ["规定"])[-1]
    if about.startswith("因"):
        return "导致信访事项发生、造成严重后果的情形"
    return f"“{inner(about)}”的{kind}"


def _asked(lead: Sentence) -> str:
    """The stem before its blank: …履行下列职责： -> …履行的职责有, …有下列情形之一的，…： -> …。其中列举的情形有."""
    words = lead.text.rstrip("：")
    if match := re.search("(?P<verb>履行|遵循|包括|有)(?:下列|以下)(?P<kind>[^，。；：之]{2,4})$", words):
        return f"{words[: match.start()]}{match['verb']}的{match['kind']}有"
    return f"{words}。其中列举的有"


def _level(text: Text, address: str) -> str:
    return "该款" if printed(text.statute, address).endswith("款") else "该条"


def _multi(
    text: Text, lead: Sentence, number: int, group: list[tuple[Unit, str]], foreign: list[tuple[Unit, str]]
) -> Question:
    name = f"{lead.address}-list-{number + 1}"
    wrong = choose(name, foreign, WRONG)
    stem = f"{source(text, lead.address)}{_asked(lead)}（　）。"
    while len(stem) + sum(len(words) for _, words in [*group, *wrong]) > LONGEST_QUESTION and len(group) > 2:
        group = [item for item in group if item != max(group, key=lambda item: len(item[1]))]
    options = [Option(words, True) for _, words in group] + [
        Option(words, False, _why(text, unit)) for unit, words in wrong
    ]
    labels = "、".join(
        f"“{inner(u.text.split('。')[0].rstrip('；'))}”（{printed(text.statute, u.address)}）" for u, _ in group
    )
    others = "".join(f"“{inner(words)}”不在其中：{_why(text, unit)}" for unit, words in wrong)
    return make(
        "list", lead, "multi", stem, options=shuffled(name, options), partial="half",
        explanation=f"{printed(text.statute, lead.address)}列举的有：{labels}。{others}",
        evidence=tuple(Evidence(u.address, words) for u, words in group), tags=("列举",), difficulty=3,
        use="paper" if number else "practice",
    )  # fmt: skip


def _not_in(text: Text, lead: Sentence, own: list[tuple[Unit, str]], foreign: list[tuple[Unit, str]]) -> Question:
    name = f"{lead.address}-absent"
    usual = sum(len(w) for _, w in own) / len(own)
    near = sorted(foreign[:4], key=lambda item: abs(len(item[1]) - usual))[:2]  # neither the longest nor the shortest
    unit, words = near[seed(name) % len(near)]
    right = choose(name, sorted(own, key=lambda item: abs(len(item[1]) - len(words)))[:4], 3)
    where = printed(text.statute, lead.address)
    options = [Option(words, True)] + [
        Option(w, False, f"这一项在里面，是{printed(text.statute, u.address)}。") for u, w in right
    ]
    level = _level(text, lead.address)
    return make(
        "absent", lead, "single", f"{source(text, lead.address)}{lead.text.rstrip('：')}。下列不属于{level}列举的是（　）。", options=shuffled(name, options),
        explanation=f"其余几项都在{where}里。“{inner(words)}”不在其中：{_why(text, unit)}",
        evidence=tuple(Evidence(u.address, w) for u, w in right), tags=("列举",), difficulty=3,
    )  # fmt: skip


def _short(text: Text, lead: Sentence, unit: Unit) -> Iterator[Question]:
    """Name all items of a list; only where the lead-in can be asked after (履行下列职责 -> 履行哪些职责)."""
    asked = re.sub(r"(?:分别)?(按照)?(?:下列|以下)([^，。；：]{2,6})：$", r"\1哪些\2？", lead.text)
    items = [re.split("。", child.text)[0].rstrip("；。") for child in unit.children]
    if not asked.endswith("？") or len(items) > 8:
        return
    whole = [child.text.rstrip("；。") for child in unit.children]
    answer = "".join(f"（{i}）{words}；" for i, words in enumerate(whole, 1)).rstrip("；") + "。"
    where = printed(text.statute, lead.address)
    yield make(
        "recite", lead, "short", f"{source(text, lead.address)}{asked}", text=answer, points=tuple(items), partial="each",
        explanation=f"{where}共列举{len(items)}项，答出一项得一份分，次序不限。",
        evidence=tuple(Evidence(child.address, words) for child, words in zip(unit.children, items, strict=True)),
        tags=("列举",), difficulty=5 if len(items) > 5 else 4, score=5, use="paper",
    )  # fmt: skip
