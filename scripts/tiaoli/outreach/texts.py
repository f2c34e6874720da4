"""docs/_data/outreach.yml as values: every text with its slots filled; and what the public is told with each of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tiaoli.campaign import plan_of
from tiaoli.campaign.model import Plan
from tiaoli.handouts.check import ELSEWHERE, REGULATION
from tiaoli.model import Campaign
from tiaoli.outreach.slots import fill
from tiaoli.site.frame import office_name

PATH = "docs/_data/outreach.yml"
#: What each channel's texts must have besides.
NEEDS = {
    "电子屏": ("text",), "标语": ("text",), "公众号": ("slug", "title", "summary", "sections"),
    "群通知": ("occasion", "text"), "广播": ("slug", "title", "minutes", "paragraphs"),
    "短视频": ("slug", "title", "seconds", "shots"),
}  # fmt: skip
#: Lengths of texts for screens, in characters.
LENGTHS = (16, 30, 60)
#: A week of fewer days than this is counted with its neighbour.
_WHOLE_WEEK = 4
#: Keys of a row whose strings are prose.
_PROSE = ("title", "text", "summary", "occasion", "heading", "picture", "caption", "voice")


@dataclass(frozen=True, slots=True)
class Text:
    """One row that can be published: `row` as validated, with all slots filled."""

    channel: str
    audience: tuple[str, ...]
    provisions: tuple[str, ...]
    row: dict[str, Any]


def texts(campaign: Campaign, channel: str, audience: str = "") -> tuple[Text, ...]:
    """The texts of a channel, for one audience or all; what `check` refuses or this content can't fill is left out."""
    found = []
    for row in campaign.outreach:
        if row["channel"] != channel or (audience and audience not in row["audience"]):
            continue
        if any(key not in row for key in NEEDS[channel]) or row.get("week", 0) > len(weeks(plan_of(campaign))):
            continue
        results = [fill(text, campaign) for _, text in prose(row)]
        if not any(one.unknown or one.absent for one in results):
            said = _filled(row, campaign)
            found.append(Text(channel, tuple(row["audience"]), tuple(row["provisions"]), said))
    return tuple(found)


def prose(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """(dotted key, text) of everything in a row that somebody typed for readers."""
    yield from _prose(row, "", "")


def _prose(value: Any, dotted: str, key: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if key in _PROSE or key == "paragraphs":
            yield dotted, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _prose(inner, f"{dotted}.{name}" if dotted else name, name)
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _prose(inner, f"{dotted}.{at}", key)


def _filled(value: Any, campaign: Campaign) -> Any:
    if isinstance(value, str):
        return fill(value, campaign).text
    if isinstance(value, Mapping):
        return {key: _filled(inner, campaign) for key, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, campaign) for inner in value]
    return value


def standing(campaign: Campaign, audience: tuple[str, ...]) -> tuple[str, ...]:
    """What every longer text ends with: limits elsewhere (for the public), and that nobody receives petitions here."""
    where = office_name(campaign) or "有关机关、单位"
    elsewhere = (f"{ELSEWHERE}。",) if "群众" in audience and campaign.statute.title == REGULATION else ()
    return (*elsewhere, f"本资料只作学习宣传，不受理信访事项；反映问题，请通过{where}公布的渠道。")


def weeks(plan: Plan | None) -> tuple[tuple[Any, Any], ...]:
    """Weeks of the month as (first day, last day), the stumps at its ends counted with their neighbours."""
    if plan is None:
        return ()
    found = list(plan.weeks)
    if len(found) > 1 and (found[0][1] - found[0][0]).days + 1 < _WHOLE_WEEK:
        found[:2] = [(found[0][0], found[1][1])]
    if len(found) > 1 and (found[-1][1] - found[-1][0]).days + 1 < _WHOLE_WEEK:
        found[-2:] = [(found[-2][0], found[-1][1])]
    return tuple(found)


def size_of(text: str) -> int:
    """The class of LENGTHS that a text for screens belongs to; 0 for one that is too long.

    >>> size_of("反映问题，渠道畅通"), size_of("字" * 61)
    (16, 0)
    """
    return next((size for size in LENGTHS if len(text) <= size), 0)
