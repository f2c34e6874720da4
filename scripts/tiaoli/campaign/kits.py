"""Kits for study and discussion (docs/_data/kits.yml) as printed papers: every question with its provision, and the text of
all of them at the end.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tiaoli.campaign.papers import Paper, foot, names, printed_on, quoted, statute_path
from tiaoli.model import Campaign
from tiaoli.numerals import to_chinese
from tiaoli.writers.document import Block, Cell, Document, Heading, Paragraph, Span, Table, body, title_lines

PATH = "docs/_data/kits.yml"
TICK = "□"
#: Beside an item that no provision stands behind.
OWN_RULE = "工作要求"
_SIGNED = "核对人：＿＿＿＿＿＿＿＿　　时间：＿＿＿＿＿＿＿＿"
_BLANK = "＿" * 26


def papers(campaign: Campaign) -> Iterator[Paper]:
    """One paper a kit, in the order of the file."""
    for row in campaign.kits:
        made = _card(row, campaign) if row.get("form") == "card" else _paper(row, campaign)
        yield Paper(kit_title(row), f"kit-{row['slug']}", made, ("干部", "组织者"), (PATH, statute_path(campaign)))


def kit_title(row: Mapping[str, Any]) -> str:
    """A kit's title on one line; the file may break it for print."""
    return str(row["title"]).replace("\n", "")


def cited(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Every provision of a kit once: in the order of the statute's articles as far as their numbers tell."""
    found = [a for section in row["sections"] for item in section.get("items") or () for a in item["at"]]
    return tuple(dict.fromkeys(found))


def grounds(item: Mapping[str, Any], campaign: Campaign) -> str:
    """What an item rests on, in words: its provisions, or that it is only good practice."""
    return names(item["at"], campaign) or OWN_RULE


def in_order(addresses: tuple[str, ...], campaign: Campaign) -> tuple[str, ...]:
    """In the order of the text; what lies inside another one of them is left out."""
    order = {address: at for at, address in enumerate(campaign.statute.index)}
    known = [a for a in addresses if a in order]
    held = {a for a in known if any(unit.address in known for unit in campaign.statute.ancestors(a))}
    return tuple(sorted((a for a in known if a not in held), key=order.__getitem__))


def _paper(row: Mapping[str, Any], campaign: Campaign) -> Document:
    ticked = row.get("form") == "checklist"
    blocks: list[Block] = [body(text, "kai") for text in row.get("lead") or ()]
    for number, section in enumerate(row["sections"], 1):
        blocks.append(Heading(f"{to_chinese(number)}、{section['heading']}"))
        if section.get("lead"):
            blocks.append(body(section["lead"]))
        for address in section.get("quote") or ():
            blocks += quoted(address, campaign)
        for at, item in enumerate(section.get("items") or (), 1):
            blocks.append(
                Paragraph(
                    (
                        Span(f"{TICK if ticked else f'{at}．'}{item['text']}"),
                        Span(f"（{grounds(item, campaign)}）", "kai"),
                    )
                )
            )
            if item.get("options"):
                blocks.append(body("　".join(f"{TICK}{option}" for option in item["options"])))
            blocks += [body(_BLANK)] * int(item.get("lines") or 0)
    if ticked:
        blocks += [body(""), body(_SIGNED)]
    laws = in_order(cited(row), campaign)
    if laws:
        blocks.append(Heading("附：所依据的条文", fresh=True))
    for address in laws:
        blocks += quoted(address, campaign)
    return Document(_lines(row), tuple(blocks), foot=foot(campaign), date=printed_on(campaign), label=kit_title(row))


def _lines(row: Mapping[str, Any]) -> tuple[str, ...]:
    given = tuple(str(row["title"]).split("\n"))
    return given if len(given) > 1 else title_lines(given[0])


def _card(row: Mapping[str, Any], campaign: Campaign) -> Document:
    """One sheet: the provision on top, then a box for each heading."""
    blocks: list[Block] = []
    rows = []
    for section in row["sections"]:
        quotes = tuple(block for address in section.get("quote") or () for block in quoted(address, campaign))
        if quotes:
            lines = tuple(tuple(Span(span.text, span.face, 17) for span in block.spans) for block in quotes)
            blocks.append(Table((1,), ((Cell(lines, shade=True),),), size=17, summary="条文原文", padding=12))
            continue
        heading, _, tail = section["heading"].partition("，")
        lines = tuple(
            (Span(f"{item['text']}", size=15.5), Span(f"（{grounds(item, campaign)}）", "kai", 13))
            for item in section.get("items") or ()
        )
        head = Cell(((Span(heading, "hei", 16),), (Span(tail, "hei", 17),)), "centre", shade=True)
        rows.append((head, Cell(lines)))
    blocks.append(Table((50, 130), tuple(rows), size=15.5, summary="四种情形，各写做法和条文号", padding=14))
    lead = "".join(row.get("lead") or ())
    return Document(
        _lines(row),
        tuple(blocks),
        "sheet",
        lead,
        foot=foot(campaign),
        date=printed_on(campaign),
        label=kit_title(row),
    )
