"""干部版, 群众版 and whatever else an office writes in docs/_data/handouts.yml: prose of its own around provisions.

A provision is named by its address and printed whole; limits and the office's channels come from the model.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tiaoli.citations.resolve import printed
from tiaoli.handouts import limits, whole
from tiaoli.handouts.handout import UNFILLED, Handout, date_of, file_name, foot
from tiaoli.model import Campaign
from tiaoli.numerals import to_chinese
from tiaoli.site.frame import channels
from tiaoli.site.tables import statute_source
from tiaoli.writers.document import Block, Document, Heading, body

PATH = "docs/_data/handouts.yml"


def all_of(campaign: Campaign) -> Iterator[Handout]:
    """Handouts of the data file in its order; what `check` refuses is left out, so that this never fails."""
    seen = {"regulation", "timelimits", "procedure", *(chapter.address for chapter in campaign.statute.chapters)}
    for row in campaign.handouts:
        slug = row["slug"]
        if slug in seen:
            continue
        seen.add(slug)
        lead = [body(text) for text in row.get("lead") or ()]
        printed_whole = Document(
            title=tuple(row["title"].split("\n")), subtitle=row.get("subtitle") or "", foot=foot(campaign),
            date=date_of(campaign), blocks=(*lead, *_sections(row, campaign)),
        )  # fmt: skip
        name = file_name(f"《{campaign.statute.title}》{row['name']}")
        audience = tuple(row.get("audience") or ("干部", "群众"))
        yield Handout(name, slug, printed_whole, audience, (PATH, statute_source(campaign)))


def _sections(row: Mapping[str, Any], campaign: Campaign) -> Iterator[Block]:
    for number, section in enumerate(row["sections"], 1):
        yield Heading(f"{to_chinese(number)}、{section['heading']}")
        for part in section["body"]:
            yield from _part(part, campaign)


def _part(part: Mapping[str, Any], campaign: Campaign) -> Iterator[Block]:
    statute = campaign.statute
    if "text" in part:
        yield body(part["text"])
    for address in part.get("quote") or ():
        unit = statute.index.get(address)
        if unit is not None:
            yield from whole.paragraphs(unit, printed(statute, address))
    if part.get("limits"):
        wanted = {(ref["target"], ref["act"]) for ref in part["limits"]}
        rows = [limit for limit in campaign.timelimits if (limit.target, limit.act) in wanted]
        if rows:
            yield limits.brief(campaign, rows)
    if part.get("channels"):
        for name, value in channels(campaign) or (("信访渠道", UNFILLED),):
            yield body(f"{name}：{value}")
