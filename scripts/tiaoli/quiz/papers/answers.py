"""The marked key of a version: keys at a glance, then each question's key, reason and provision."""

from collections.abc import Iterator, Sequence

from tiaoli.model import Campaign
from tiaoli.numerals import to_chinese
from tiaoli.quiz.papers import Paper, Version, provisions
from tiaoli.quiz.papers.blueprint import Section
from tiaoli.quiz.papers.page import head, number
from tiaoli.quiz.papers.versions import Asked
from tiaoli.writers.document import Block, Cell, Document, Heading, Paragraph, Span, Table

#: Keys side by side in the table at the head.
ACROSS = 10


def key(made: Paper, version: Version, campaign: Campaign) -> Document:
    """The key, for those who mark; it must not be handed out."""
    blocks: list[Block] = []
    for at, (section, questions) in enumerate(version.sections, 1):
        blocks.append(
            Heading(
                f"{to_chinese(at)}、{section.title}（每小题{number(section.score)}分，共{number(section.count * section.score)}分）"
            )
        )
        if rule := _rule(section):
            blocks.append(Paragraph((Span(rule),), "flush", keep=True, hang=5))
        if section.type in ("single", "multi", "judge", "order"):
            blocks.append(_glance(questions))
        for one in questions:
            blocks += _one(one, campaign)
    if len(made.versions) > 1:
        blocks += [Heading("各卷题号对照"), _concordance(made)]
    blueprint = made.blueprint
    *office, title = head(blueprint)
    letter = f"{version.letter}卷　　" if len(made.versions) > 1 else ""
    return Document(
        (*office, f"{title}答案和评分说明"), tuple(blocks), form="exam",
        subtitle=f"{letter}满分：{number(blueprint.full)}分　　考试结束前不得外传",
        foot=(f"{blueprint.title}　{version.letter}卷答案",), label=f"{blueprint.title} {version.letter}卷 答案",
    )  # fmt: skip


def _rule(section: Section) -> str:
    if section.type == "multi":
        half = "少选且没有选错的得一半分" if section.partial == "half" else "少选不得分"
        return f"评分说明：全对得{number(section.score)}分，{half}，多选、错选不得分。"
    if section.type == "blank":
        return "评分说明：一题几个空的，各空平分；用“／”隔开的写法都对，六十和60是一个答案。"
    if section.type == "short":
        return "评分说明：按要点给分，意思对就得分，不要求与条文一字不差。"
    return ""


def _glance(questions: Sequence[Asked]) -> Table:
    rows = []
    for start in range(0, len(questions), ACROSS):
        part = questions[start : start + ACROSS]
        gap = [Cell(((Span(""),),), box="")] * (ACROSS - len(part))
        rows.append((_cell("题号", shade=True), *(_cell(str(one.number), shade=True) for one in part), *gap))
        rows.append((_cell("答案", shade=True), *(_cell(one.key) for one in part), *gap))
    return Table((1,) * (ACROSS + 1), tuple(rows), summary="答案")


def _one(one: Asked, campaign: Campaign) -> Iterator[Block]:
    question = one.question
    points = question.points if question.type == "short" else ()
    told = "；".join(f"（{at}）{point.rstrip('。；')}" for at, point in enumerate(points, 1)) if points else one.key
    even = points and (2 * one.score) % len(points) == 0  # half a mark is the least
    marks = f"（每个要点{number(one.score / len(points))}分）" if even else ""
    where = provisions(question, campaign)
    yield Paragraph(
        (Span(f"{one.number}. 答案：", "hei"), Span(f"{told}{marks}")),
        "flush",
        keep=bool(where or question.explanation),
        hang=1.5,
    )
    if question.explanation:
        yield Paragraph(
            (Span("解析：", "hei"), Span(question.explanation)), "flush", keep=bool(where), indent=1.5, hang=3
        )
    for place, quote in where:
        if quote.rstrip("。；") not in question.explanation:
            yield Paragraph((Span(f"依据：{place}：", "hei"), Span(f"“{quote}”")), "flush", indent=1.5, hang=3)
        else:
            yield Paragraph((Span(f"依据：{place}", "hei"),), "flush", indent=1.5, hang=3)


def _concordance(made: Paper) -> Table:
    """Which number a question has in each version, with its id in the bank."""
    first, *others = made.versions
    numbers = [{one.question.id: one.number for one in version.asked} for version in others]
    names = ("题号（题库）", *(f"{version.letter}卷" for version in made.versions))
    rows = [tuple(_cell(name, shade=True) for name in names)]
    for one in first.asked:
        told = (str(one.number), *(str(known[one.question.id]) for known in numbers))
        rows.append((Cell(((Span(one.question.id),),)), *map(_cell, told)))
    return Table((3, *[1] * len(made.versions)), tuple(rows), head=1, size=9, padding=1.5, summary="各卷题号对照")


def _cell(words: str, *, shade: bool = False) -> Cell:
    return Cell(((Span(words),),), "centre", shade=shade)
