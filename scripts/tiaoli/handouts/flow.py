"""The procedure on one sheet: the main path downwards in numbered boxes, beside each box what else can happen."""

from collections.abc import Iterator

from tiaoli.citations.resolve import printed_together
from tiaoli.handouts.handout import Handout, date_of, file_name, foot
from tiaoli.model import Campaign, TimeLimit
from tiaoli.site import procedure
from tiaoli.site.limits import phrase
from tiaoli.site.procedure import Procedure, Step, Way
from tiaoli.site.tables import statute_source
from tiaoli.writers.document import Cell, Document, Span, Table

_STEP, _NOTE, _SIDE, _ARROW = 10.5, 8.5, 8.5, 7.5
_WIDTHS = (74.0, 2.0, 104.0)
#: What a line of a box holds, in points.
_BOX = 198.0
#: How deep a path beside the main one is followed on the sheet.
_DEEPEST = 3


def sheets(campaign: Campaign) -> Iterator[Handout]:
    """One sheet, or none where the content has no procedure."""
    if not campaign.procedure:
        return
    found = procedure.read(campaign.procedure, campaign.statute, campaign.timelimits)
    if not found.steps:
        return
    title = campaign.statute.title
    sheet = Document(
        title=(found.title,), form="sheet", subtitle=f"依据《{title}》：左边从上往下是主要步骤，右边是同一步的其他去向",
        foot=foot(campaign), date=date_of(campaign), blocks=(_table(found, campaign),),
    )  # fmt: skip
    sources = (procedure.PATH, statute_source(campaign))
    yield Handout(file_name(f"《{title}》办理流程"), "procedure", sheet, sources=sources)


def _table(found: Procedure, campaign: Campaign) -> Table:
    trunk = found.trunk()
    rows: list[tuple[Cell, ...]] = []
    sides = [_sides(at, found, trunk, campaign) for at in range(len(trunk))]
    for at, name in enumerate(trunk):
        following = trunk[at + 1] if at + 1 < len(trunk) else ""
        box = _box(at + 1, found.step(name), campaign)
        if sides[at] or not at:  # what leaves a step goes on beside the next steps that nothing leaves
            alone = next((later for later in range(at + 1, len(trunk)) if sides[later]), len(trunk)) - at
            deep = 2 * alone - (at + alone == len(trunk))  # a box and an arrow each, none below the last box
            rows.append((box, Cell((), box="", rows=deep), Cell(sides[at], box="", rows=deep, high=True)))
        else:
            rows.append((box,))
        said = next((way.label for way in found.after(name) if way.end == following), "")
        if following:
            rows.append((Cell(((Span(f"↓ {said}".rstrip(), size=_ARROW),),), "centre", box=""),))
    return Table(_WIDTHS, tuple(rows), size=_SIDE, padding=0.7, summary=found.description)


def _box(number: int, step: Step, campaign: Campaign) -> Cell:
    label, where = f"{number}　{step.label}", f"（{_provisions(step, campaign)}）"
    above = len(label) * _STEP + len(where) * _NOTE <= _BOX  # the provision beside the label where there is room
    lines = [(Span(label, "hei", _STEP), *((Span(where, size=_NOTE),) if above else ()))]
    if step.limits:
        lines.append((Span(_limits(step.limits), "hei", _STEP),))
    if note := step.note + ("" if above else where):
        lines.append((Span(note, size=_NOTE),))
    return Cell(tuple(lines), "centre", shade=bool(step.limits))


def _sides(at: int, found: Procedure, trunk: tuple[str, ...], campaign: Campaign) -> tuple[tuple[Span, ...], ...]:
    """What leaves a step of the main path, a line each; the first names the step."""
    following = trunk[at + 1] if at + 1 < len(trunk) else ""
    lines = [_side(way, found, trunk, campaign) for way in found.after(trunk[at]) if way.end != following]
    return ((Span(f"第{at + 1}步　", "hei", _SIDE), *lines[0]), *lines[1:]) if lines else ()


def _side(way: Way, found: Procedure, trunk: tuple[str, ...], campaign: Campaign) -> tuple[Span, ...]:
    spans = [Span("◇ " if not way.label else f"◇ {way.label}", size=_SIDE)]
    deep = 0
    while True:
        if way.end in trunk:
            spans.append(Span(f" → 第{trunk.index(way.end) + 1}步", size=_SIDE))
            return tuple(spans)
        step = found.step(way.end)
        spans.append(Span(" → ", size=_SIDE))
        spans.append(Span(step.label, "hei", _SIDE))
        # a limit never stands without what the note says of whom and when
        said = [*filter(None, (step.note,)), _limits(step.limits)] if step.limits else []
        spans.append(Span(f"（{'，'.join([*said, _provisions(step, campaign)])}）", size=_SIDE))
        onward = found.after(way.end)
        deep += 1
        if len(onward) != 1 or deep == _DEEPEST:
            return tuple(spans)
        way = onward[0]
        if way.label:
            spans.append(Span(f" → {way.label}", size=_SIDE))


def _provisions(step: Step, campaign: Campaign) -> str:
    """Every provision of a step: a limit must never stand beside another article's number alone."""
    return printed_together(campaign.statute, (step.target, *step.more))


def _limits(limits: tuple[TimeLimit, ...]) -> str:
    return "，".join(dict.fromkeys(phrase(limit) for limit in limits))
