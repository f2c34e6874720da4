"""Practice sheets: about twenty questions a chapter to be printed, each followed by its key with reasons and provisions."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tiaoli.handouts import Handout, files
from tiaoli.handouts.handout import date_of, file_name, foot
from tiaoli.model import Campaign, Product, Question
from tiaoli.numerals import to_chinese
from tiaoli.quiz import text_of
from tiaoli.quiz.papers import eligible, provisions
from tiaoli.quiz.papers.giveaway import conflicts
from tiaoli.quiz.papers.page import question as printed_question
from tiaoli.quiz.papers.versions import Asked, asked
from tiaoli.writers.document import Block, Document, Heading, Paragraph, Span, title_lines

GROUP, FOLDER = "练习题单", "outreach/sheets"
SITE = "docs/_data/site.yml"
#: How many of each type a sheet wants, and in which order they stand; other types make up for what isn't there.
QUOTAS = (("judge", "判断题", 6), ("single", "单选题", 7), ("multi", "多选题", 4), ("blank", "填空题", 3))
COUNT = 20


def products(campaign: Campaign) -> Iterator[Product]:
    """A sheet a chapter, as docx and PDF; none for a chapter without questions."""
    yield from files.products(_sheets(campaign), files.faces(campaign), GROUP, FOLDER)


def _sheets(campaign: Campaign) -> Iterator[Handout]:
    text = text_of(campaign)
    pool = eligible(campaign, text, ("practice",))
    title = f"《{campaign.statute.title}》"
    sources = (*(bank.path for bank in campaign.quizzes), campaign.settings.path)
    for chapter in campaign.statute.chapters:
        own = [question for question in pool if question.chapter == chapter.number]
        groups = _chosen(own, conflicts(own, text), chapter.address)
        if not any(groups):
            continue
        heading = f"{chapter.label.strip()}{chapter.heading.strip()}"
        document = Document(
            title_lines(f"{title}练习题", 22), tuple(_blocks(groups, campaign)), form="exam", foot=foot(campaign),
            subtitle=f"{chapter.label.strip()}　{chapter.heading.strip()}　　共{sum(map(len, groups))}题　　姓名：＿＿＿＿＿＿",
            date=date_of(campaign),
        )  # fmt: skip
        name = file_name(f"练习题单-{heading}")
        yield Handout(name, chapter.address, replace(document, label=name), ("群众", "干部"), sources)


def _chosen(pool: Sequence[Question], excluded: Sequence[int], seed: str) -> list[list[Asked]]:
    """For each type its questions, none of which gives another's answer away; the same pool gives the same sheet."""
    order = list(range(len(pool)))
    random.Random(seed).shuffle(order)
    kept: list[int] = []
    for kinds, quota in (*(((kind,), quota) for kind, _, quota in QUOTAS), (tuple(kind for kind, *_ in QUOTAS), COUNT)):
        room = min(quota, COUNT - len(kept))
        for at in order:
            if room and pool[at].type in kinds and at not in kept and not any(excluded[at] >> one & 1 for one in kept):
                kept.append(at)
                room -= 1
    groups, number = [], 0
    for kind, *_ in QUOTAS:
        rows = []
        for at in sorted(at for at in kept if pool[at].type == kind):
            number += 1
            rows.append(asked(number, pool[at], 1, seed))
        groups.append(rows)
    return groups


def _blocks(groups: Sequence[Sequence[Asked]], campaign: Campaign) -> Iterator[Block]:
    parts = [(name, group) for (_, name, _), group in zip(QUOTAS, groups, strict=True) if group]
    for at, (name, group) in enumerate(parts, 1):
        yield Heading(f"{to_chinese(at)}、{name}")
        for one in group:
            yield from printed_question(one)
    yield Heading("答案和依据", fresh=True)
    for one in (one for _, group in parts for one in group):
        yield from _key(one, campaign)


def _key(one: Asked, campaign: Campaign) -> Iterator[Block]:
    where = provisions(one.question, campaign)
    reason = one.question.explanation
    yield Paragraph((Span(f"{one.number}. {one.key}", "hei"), Span(f"　{reason}")), "flush", keep=bool(where), hang=1.5)
    quotes = "；".join(place if quote.rstrip("。；") in reason else f"{place}“{quote}”" for place, quote in where)
    if quotes:
        yield Paragraph((Span(f"依据：{quotes}", "kai"),), "flush", indent=1.5)
