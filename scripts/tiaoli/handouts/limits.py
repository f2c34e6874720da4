"""Time limits and head-counts on one sheet, the number as the largest thing in each row."""

from collections.abc import Iterator

from tiaoli.citations.resolve import printed
from tiaoli.handouts.handout import Handout, date_of, file_name, foot
from tiaoli.model import Campaign, HeadCount, TimeLimit
from tiaoli.site.limits import OPEN, amount, doing
from tiaoli.site.tables import statute_source
from tiaoli.writers.document import Cell, Document, Paragraph, Span, Table

_NUMBER, _UNIT, _DOING, _TEXT, _SMALL = 26.0, 16.0, 12.0, 10.5, 9.0
_WIDTHS = (25.0, 127.0, 26.0)
#: Of a limit's number in a paper.
_BRIEF = 16.0


def sheets(campaign: Campaign) -> Iterator[Handout]:
    """One sheet, or none where the text has no limit with a number."""
    counted = [limit for limit in campaign.timelimits if limit.days is not None]
    if not counted:
        return
    title = campaign.statute.title
    sheet = Document(
        title=("办理期限一览",), form="sheet", subtitle=f"《{title}》写明天数的期限共{len(counted)}处，引号里是条文原文",
        foot=foot(campaign), date=date_of(campaign),
        blocks=(table(campaign, counted), *_without_number(campaign)),
    )  # fmt: skip
    yield Handout(file_name(f"《{title}》期限一览"), "timelimits", sheet, sources=(statute_source(campaign),))


def table(campaign: Campaign, rows: list[TimeLimit]) -> Table:
    """The limits as a table: number, what the text says, provision; head-counts below."""
    head = tuple(Cell(((Span(name, "hei"),),), "centre", shade=True) for name in ("期限", "做什么", "条文"))
    made = [_row(limit, campaign) for limit in rows]
    for count in campaign.headcounts:
        lines = ((Span(f"{count.what}人数", "hei", _DOING),), (Span(f"“{sentence(count, campaign)}”", size=_TEXT),))
        made.append(_cells(f"{count.amount}人", lines, printed(campaign.statute, count.target)))
    summary = "每行一个期限：天数、条文原文、条文号"
    return Table(_WIDTHS, (head, *made), head=1, size=_TEXT, summary=summary, padding=3.4)


def brief(campaign: Campaign, rows: list[TimeLimit]) -> Table:
    """The limits in a paper: number, what is done, provision, in the type of the text around it."""
    head = tuple(Cell(((Span(name, "hei"),),), "centre", shade=True) for name in ("期限", "做什么", "条文"))
    made = []
    for limit in rows:
        notes = tuple(
            (Span(said, size=_SMALL + 1.5),) for said in besides(limit, limit.quote if limit.act == "延长" else "")
        )
        if limit.act == "延长":  # only on conditions, which its own words say best
            notes = ((Span(f"“{limit.quote}”", size=_SMALL + 1.5),), *notes)
        cells = Cell(((Span(amount(limit), "hei", _BRIEF),),), "centre"), Cell(((Span(what(limit), "hei"),), *notes))
        made.append((*cells, Cell(_place(printed(campaign.statute, limit.target)), "centre")))
    return Table((32, 96, 28), (head, *made), head=1, size=12, summary="每行一个期限：天数、做什么、条文号")


def _row(limit: TimeLimit, campaign: Campaign) -> tuple[Cell, ...]:
    lines = [(Span(what(limit), "hei", _DOING),), (Span(f"“{limit.quote.rstrip('：')}”", size=_TEXT),)]
    lines += [(Span(said, size=_SMALL),) for said in besides(limit, limit.quote)]
    return _cells(amount(limit), tuple(lines), printed(campaign.statute, limit.target))


def what(limit: TimeLimit) -> str:
    """Who does what, in few words; the text beside it says it in full."""
    who = limit.who if limit.who and len(limit.who) <= 16 else ""
    return f"{who}{'：' if who else ''}{'延长办理期限，不得超过' if limit.act == '延长' else doing(limit)}"


def sentence(count: HeadCount, campaign: Campaign) -> str:
    """The whole sentence that states a head-count: the number must not be read without whom it is said of."""
    unit = campaign.statute.index[count.target]
    return next((part for part in unit.text.split("。") if count.quote in part), count.quote)


def besides(limit: TimeLimit, shown: str) -> Iterator[str]:
    """What the words `shown` leave out: scope, start, exceptions, extension, and what the text itself leaves open."""
    if limit.start and not shown:
        yield f"从哪天算：{limit.start}之日"
    scope = [clause for clause in (limit.applies_to or "").split("，") if clause and clause not in shown]
    if scope:
        yield f"适用：{'，'.join(scope)}"
    elsewhere = [part for part in (limit.exception or "").split("；") if part and part not in shown]
    if elsewhere:
        yield f"{'另有规定' if shown else '例外'}：{'；'.join(elsewhere)}"
    if limit.excluded:
        yield f"不计入：{limit.excluded}"
    if limit.start is None:
        yield f"从哪天算：{OPEN}"


def _cells(number: str, lines: tuple[tuple[Span, ...], ...], where: str) -> tuple[Cell, ...]:
    parts = (number,) if len(number) <= 4 else (number[: number.find("个") + 1], number[number.find("个") + 1 :])
    return (
        Cell(tuple((Span(part, "hei", _NUMBER if len(number) <= 4 else _UNIT),) for part in parts), "centre"),
        Cell(lines),
        Cell(_place(where, _TEXT), "centre"),
    )


def _place(where: str, size: float = 0) -> tuple[tuple[Span, ...], ...]:
    """第二十三条 and 第二款 below it."""
    cut = where.find("条") + 1
    return tuple((Span(part, size=size),) for part in (where[:cut], where[cut:]) if part)


def _without_number(campaign: Campaign) -> Iterator[Paragraph]:
    """Limits that the text leaves to others, by their own words."""
    by_words: dict[str, list[str]] = {}
    for limit in campaign.timelimits:
        if limit.days is None:
            by_words.setdefault(limit.unit or limit.act, []).append(printed(campaign.statute, limit.target))
    if by_words:
        said = "；".join(f"{words}（{'、'.join(where)}）" for words, where in by_words.items())
        yield Paragraph((Span("没有写明天数的：", "hei", _SMALL), Span(f"{said}。", size=_SMALL)), align="flush")
