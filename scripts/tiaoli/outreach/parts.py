"""Blocks of what is drawn, out of the model: limits, provisions, steps, the office's channels. Nothing is typed in."""

from collections.abc import Iterable, Iterator

from tiaoli.citations.resolve import printed, printed_together
from tiaoli.handouts.check import FORBIDS, PROTECTS, REGULATION
from tiaoli.handouts.handout import NOT_AN_OFFICE, UNFILLED
from tiaoli.handouts.limits import besides, sentence
from tiaoli.model import Campaign, HeadCount, Item, Subitem, TimeLimit, Unit
from tiaoli.site import procedure, qr
from tiaoli.site.frame import channels, office_name, version
from tiaoli.site.limits import amount, doing, phrase
from tiaoli.site.procedure import Procedure, Step
from tiaoli.writers.drawing import Amount, Entry, Provision, Stage

CODE_LABEL = "扫码看全文和期限一览"
_SELF = "本单位的信访渠道"


def counted(campaign: Campaign) -> tuple[TimeLimit, ...]:
    """Limits that the text gives a number, in its order."""
    return tuple(limit for limit in campaign.timelimits if limit.days is not None)


def limit(one: TimeLimit, campaign: Campaign, *, full: bool = False) -> Amount:
    """A limit with its own words and what they leave out of scope, start, extension and exceptions.

    `full`: all of that, whether the words say it or not. What the text leaves open is said so.
    """
    extends = one.act == "延长"
    before, after = ("延长办理期限，不得超过", "") if extends else ("", doing(one))
    # what it applies to comes first: a number must not be read without it
    facts = tuple(sorted(_facts(one, "" if full else one.quote), key=lambda fact: fact[0] != "适用"))
    return Amount(
        amount(one) + ("" if extends else "内"),
        before,
        after,
        facts,
        one.quote.rstrip("："),
        printed(campaign.statute, one.target),
    )


def _facts(one: TimeLimit, shown: str) -> Iterator[tuple[str, str]]:
    if one.who and one.who not in shown:
        yield "由谁", one.who
    for said in besides(one, shown):
        name, _, words = said.partition("：")
        yield name, words
    if one.extension:
        yield "可以延长", one.extension


def heads(one: HeadCount, campaign: Campaign) -> Amount:
    """A head-count with the sentence that states it."""
    quote, place = sentence(one, campaign), printed(campaign.statute, one.target)
    return Amount(f"{one.amount}人", f"{one.what}人数{one.direction}", "", (), quote, place)


def provision(campaign: Campaign, address: str) -> Provision:
    """A provision by its address, whole."""
    unit = campaign.statute.index[address]
    label = unit.label.strip() + unit.heading if unit.kind == "article" else printed(campaign.statute, address)
    return Provision(label, tuple(_lines(unit, top=True)))


def _lines(unit: Unit, *, top: bool = False) -> Iterator[tuple[int, str]]:
    level = 2 if isinstance(unit, Subitem) else 1 if isinstance(unit, Item) else 0
    if unit.text:
        yield (0, unit.text) if top else (level, (unit.label if level else "") + unit.text)
    for child in unit.children:
        yield from _lines(child)


def protections(campaign: Campaign) -> tuple[Provision, ...]:
    """What must stand wherever it is said what isn't allowed: 不得打击报复, 检举材料保密, 回避; nothing for another statute."""
    if campaign.statute.title != REGULATION:
        return ()
    return tuple(provision(campaign, address) for address in PROTECTS if address in campaign.statute.index)


def forbidden(campaign: Campaign) -> tuple[Provision, ...]:
    """What isn't allowed, the list first; nothing for another statute, and nothing without the protections."""
    if len(protections(campaign)) < len(PROTECTS):
        return ()
    return tuple(provision(campaign, address) for address in FORBIDS if address in campaign.statute.index)


def stages(campaign: Campaign) -> tuple[Stage, ...]:
    """The procedure's main path, each step with where else it leads; nothing where the content has none."""
    if not campaign.procedure:
        return ()
    found = procedure.read(campaign.procedure, campaign.statute, campaign.timelimits)
    trunk = found.trunk()
    return tuple(_stage(at, found, trunk, campaign) for at in range(len(trunk)))


def _stage(at: int, found: Procedure, trunk: tuple[str, ...], campaign: Campaign) -> Stage:
    step = found.step(trunk[at])
    following = trunk[at + 1] if at + 1 < len(trunk) else ""
    ways = []
    onward = ""
    for way in found.after(step.id):
        if way.end == following:
            onward = way.label
        elif way.end in trunk:
            ways.append(f"{way.label} → 第{trunk.index(way.end) + 1}步".strip())
        else:
            end = found.step(way.end)
            ways.append(f"{way.label} → {end.label}（{where(end, campaign)}）".strip())
    limits = tuple(dict.fromkeys(phrase(one) for one in step.limits))
    return Stage(
        str(at + 1), step.label, limits, "；".join(_scope(step)), step.note, where(step, campaign), tuple(ways), onward
    )


def _scope(step: Step) -> Iterator[str]:
    """What keeps a step's limits from being taken as absolute: from when they run, and what 办结 applies to."""
    starts: dict[str, list[str]] = {}
    for one in step.limits:
        if one.start:
            starts.setdefault(doing(one), []).append(one.start)
        if one.act == "办结" and one.applies_to:  # the limit that people take for every matter's
            yield f"适用：{one.applies_to}"
    for act, events in starts.items():
        # 收到 says no more than 收到信访事项
        told = [event for event in dict.fromkeys(events) if not any(o != event and o.startswith(event) for o in events)]
        yield f"{act}：自{'、'.join(told)}之日起"


def where(step: Step, campaign: Campaign) -> str:
    """Every provision of a step: a limit must never stand beside another article's number alone."""
    return printed_together(campaign.statute, (step.target, *step.more))


def ways_to_the_office(campaign: Campaign) -> tuple[Entry, ...]:
    """The office's own channels, 待填 where it gave none."""
    return tuple(Entry(name, value) for name, value in channels(campaign)) or (Entry(_SELF, UNFILLED),)


def foot(campaign: Campaign) -> tuple[str, ...]:
    """What stands on everything that is drawn: version of the text, the office, what this is not."""
    draft = "【草稿】" if campaign.draft else ""
    return (f"{draft}条文版本：{version(campaign)}", f"{office_name(campaign) or UNFILLED}　{NOT_AN_OFFICE}")


def code(campaign: Campaign) -> str:
    """A QR code of the site's address as SVG; "" where the address isn't set."""
    address = str(campaign.settings.get("site.url") or "").strip()
    return qr.svg(address).decode() if address else ""


def named(units: Iterable[Unit]) -> str:
    """第一条至第六条."""
    labels = [unit.label.strip() for unit in units]
    return labels[0] if len(labels) == 1 else f"{labels[0]}至{labels[-1]}" if labels else ""
