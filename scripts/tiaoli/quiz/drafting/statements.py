"""Which of these is what the article says? The sentence itself beside the same sentence said wrongly; for papers."""

from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.model import Evidence, Item, Option, Question
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting import bodies
from tiaoli.quiz.drafting.changing import Change, changes, pick
from tiaoli.quiz.drafting.common import (
    Sentence,
    distinct,
    evidence,
    inner,
    make,
    quoted,
    sentences,
    shuffled,
    source,
    stands_alone,
)

#: An option of a single choice, and of a multiple choice that puts several sentences side by side.
LONGEST, LONGEST_OF_SEVERAL = 52, 75
#: All options of such a multiple choice; it is for papers only.
LONGEST_TOGETHER = 230


def draft(text: Text) -> Iterator[Question]:
    """A single choice for each sentence that can be said wrongly in two ways; a multiple choice for each article that
    has three sentences or more."""
    pool = bodies.bodies(text)
    by_article: dict[str, list[tuple[Sentence, list[Change]]]] = {}
    for sentence in sentences(text):
        if isinstance(sentence.unit, Item):
            continue  # one after another, items would need their lead-in each
        if stands_alone(text, sentence) and len(sentence.text) <= LONGEST_OF_SEVERAL:
            by_article.setdefault(sentence.article, []).append((sentence, changes(text, sentence, pool)))
    for rows in by_article.values():
        for sentence, found in rows:
            if question := _single(text, sentence, found):
                yield question
        if question := _multi(text, [row for row in rows if len(row[0].text) <= LONGEST_OF_SEVERAL]):
            yield question


def _single(text: Text, sentence: Sentence, found: list[Change]) -> Question | None:
    name = f"{sentence.address}-{sentence.at}-wording"
    first = pick(found, name)
    rest = [c for c in found if first and c.before != first.before] or found  # two slots are read, not one
    second = first and pick(rest, name + "-2", not_these=(first.words,))
    if not first or not second or first.rank == 3 or len(sentence.text) > LONGEST:
        return None
    options = [Option(sentence.text, True)] + [Option(c.words, False, _why(text, sentence, c)) for c in (first, second)]
    if not distinct(text, [o.text for o in options]):
        return None
    return make(
        "wording", sentence, "single", f"{source(text, sentence.address)}下列说法正确的是（　）。",
        options=shuffled(name, options), explanation=quoted(text, sentence), tags=("辨析",), difficulty=3, use="paper",
    )  # fmt: skip


def _multi(text: Text, rows: list[tuple[Sentence, list[Change]]]) -> Question | None:
    """Two or three sentences of an article as they are, one or two said wrongly, four options at most."""
    if len(rows) < 3:
        return None
    article = rows[0][0].article
    name = f"{article}-several"
    able = [at for at, (_, found) in enumerate(rows) if found]
    able.sort(key=lambda at: rows[at][1][0].rank)
    rows_used = (
        rows
        if len(rows) <= 4
        else [rows[at] for at in sorted({*able[:2], *range(len(rows))}, key=lambda a: a not in able[:2])[:4]]
    )
    wrong_at = [at for at, row in enumerate(rows_used) if row[1]]
    wrong_at.sort(key=lambda at: rows_used[at][1][0].rank)
    wrong_at = wrong_at[: max(1, len(rows_used) - 2) if len(rows_used) == 4 else 1]
    if not wrong_at:
        return None
    options, shown = [], []
    for at, (sentence, found) in enumerate(rows_used):
        change = pick(found, f"{name}-{at}") if at in wrong_at else None
        if change:
            options.append(Option(change.words, False, _why(text, sentence, change)))
            again = pick(found, f"{name}-{at}-2", not_these=(change.words,)) if len(rows_used) == 3 else None
            if again:  # four options: of three, whoever sees the odd one out has it all
                options.append(Option(again.words, False, _why(text, sentence, again)))
        else:
            options.append(Option(sentence.text, True))
            shown.append(sentence)
    if sum(len(o.text) for o in options) > LONGEST_TOGETHER:
        return None
    if len(options) < 4 or len(shown) < 2 or not distinct(text, [o.text for o in options]):
        return None
    proofs = tuple(Evidence(e.target, e.quote) for s in shown for e in evidence(s))
    places = "、".join(dict.fromkeys(printed(text.statute, s.address) for s in shown))
    first = shown[0]
    stem = f"{source(text, article)}下列说法正确的有（　）。"
    return make(
        "several", first, "multi", stem, options=shuffled(name, options), evidence=proofs, partial="half",
        explanation=f"对的几句是{places}的原文。"
        + "".join(f"“{inner(o.text[:14])}……”这一句错：{o.why}" for o in options if not o.correct),
        tags=("辨析",), difficulty=4 if all(rows_used[at][1][0].rank < 3 for at in wrong_at) else 5, use="paper",
    )  # fmt: skip


def _why(text: Text, sentence: Sentence, change: Change) -> str:
    return f"原文在{printed(text.statute, sentence.address)}，用的是“{change.before}”，这里换成了“{change.after}”。"
