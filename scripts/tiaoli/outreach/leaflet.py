"""A leaflet of six panels, an A4 folded twice: the handout for the public, its channels on the back."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from tiaoli.handouts import files, guides
from tiaoli.handouts.handout import UNFILLED, date_of, file_name
from tiaoli.model import Campaign, Product
from tiaoli.outreach import parts
from tiaoli.site.frame import office_name
from tiaoli.site.tables import statute_source
from tiaoli.writers.drawing import Block, Caption, Drawing, Leaf, Remark
from tiaoli.writers.typst import Faces, typesetter

GROUP = "海报展板"
SITE = "docs/_data/site.yml"
_PUBLIC = ("群众",)
#: Millimetres of an A4 lying.
PAPER = (297, 210)


def products(campaign: Campaign) -> Iterator[Product]:
    """The leaflet, where there is a handout for the public alone. As PDF only: Word has no panels that stay in place."""
    row = next((row for row in campaign.handouts if tuple(row.get("audience") or ()) == _PUBLIC), None)
    if row is None:
        return
    drawing = Drawing(
        "leaflet", f"《{campaign.statute.title}》三折页", tuple(_panels(row, campaign)), parts.foot(campaign), PAPER,
        code=parts.code(campaign), code_label=parts.CODE_LABEL, date=date_of(campaign),
    )  # fmt: skip
    fonts = files.faces(campaign)
    yield Product(
        "downloads/outreach/posters/leaflet.pdf", "三折页（A4，双面，短边翻转）", file_name(f"{campaign.statute.title}-三折页") + ".pdf",
        "pdf", _PUBLIC, GROUP, (guides.PATH, statute_source(campaign), SITE), f"{drawing!r} {fonts!r}",
        partial(_render, drawing, fonts),
    )  # fmt: skip


def _render(drawing: Drawing, fonts: Faces) -> bytes:
    return typesetter(fonts).draw(drawing)


def _panels(row: Mapping[str, Any], campaign: Campaign) -> Iterator[Leaf]:
    """Cover, text that flows through the panels between, back."""
    office = office_name(campaign) or UNFILLED
    title = f"《{campaign.statute.title}》"
    limits = tuple(parts.limit(one, campaign, full=True) for one in parts.counted(campaign) if one.act == "办结")
    yield Leaf(limits, row["title"].replace("\n", ""), title, office)
    text: list[Block] = []
    back: list[Block] = []
    for section in row["sections"]:
        into = back if any(part.get("channels") for part in section["body"]) else text
        into.append(Caption(section["heading"]))
        for part in section["body"]:
            if "text" in part:
                into.append(Remark(part["text"]))
            into += [parts.provision(campaign, a) for a in part.get("quote") or () if a in campaign.statute.index]
            if part.get("channels"):
                into += parts.ways_to_the_office(campaign)
    yield Leaf(tuple(text))
    yield Leaf(tuple(back), kicker=title)
