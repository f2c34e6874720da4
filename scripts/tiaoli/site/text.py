"""A statute's text as HTML: an anchor on every unit, numbers of 款 in the margin, references linked."""

from collections.abc import Iterable, Iterator

from tiaoli.model import Annex, Campaign, Item, Paragraph, Statute, Subitem, Unit
from tiaoli.numerals import label as numbered
from tiaoli.site.markup import block, esc
from tiaoli.site.places import Places, provision_name
from tiaoli.site.refs import citations_in, linked

#: Kinds that are headings over other units.
HEADED = frozenset({"part", "subpart", "chapter", "section"})


def pieces(units: Iterable[Unit]) -> Iterator[Unit]:
    """Headed units, articles and loose text in document order; what lies inside an article or loose text is left out."""
    for unit in units:
        yield unit
        if unit.kind in HEADED:
            yield from pieces(unit.children)


def article(unit: Unit, statute: Statute, campaign: Campaign, places: Places, here: str) -> str:
    """One article (or a bare paragraph) as an HTML block.

    The text of the block, read in order, is the statute's text; what is added stands in attributes.
    """
    cite = f"《{statute.title}》{provision_name(statute, unit.address)}"
    rows = _units(unit.children if unit.kind == "article" else (unit,), statute, campaign, places, here)
    return block(f'<div class="tl-art" data-tiaoli-cite="{esc(cite)}">', *rows, "</div>")


def _units(units: Iterable[Unit], statute: Statute, campaign: Campaign, places: Places, here: str) -> list[str]:
    units = tuple(units)
    paragraphs = [unit for unit in units if isinstance(unit, Paragraph)]
    rows = []
    for unit in units:
        text = linked(unit.text, citations_in(unit, statute, campaign), places, here)
        if "\n|" in f"\n{unit.text}":
            text = _table(unit.text)
        if isinstance(unit, Item | Subitem):
            kind = "tl-item" if isinstance(unit, Item) else "tl-item tl-subitem"
            label = f'<span class="tl-label">{esc(unit.label)}</span>' if unit.label else ""
            rows.append(f'<p class="{kind}" id="{esc(unit.address)}">{label}{text}</p>')
        else:
            mark = ""
            if len(paragraphs) > 1 and isinstance(unit, Paragraph):
                number = paragraphs.index(unit) + 1
                name = numbered(str(number), "款")
                mark = (f'<a class="tl-k" href="#{esc(unit.address)}" data-n="{number}" title="{name}" '
                        f'aria-label="{name}"></a>')  # fmt: skip
            rows.append(f'<p class="tl-para" id="{esc(unit.address)}">{mark}{text}</p>')
        rows += _units(unit.children, statute, campaign, places, here)
    return rows


def _table(text: str) -> str:
    """A pipe table inside a unit's text."""
    before = [line for line in text.split("\n") if not line.startswith("|")]
    rows = [line.strip().strip("|").split("|") for line in text.split("\n") if line.startswith("|")]
    body = "".join(
        "<tr>" + "".join(f"<td>{esc(cell.strip())}</td>" for cell in row) + "</tr>"
        for row in rows
        if not all(set(cell.strip()) <= set("-: ") for cell in row)
    )
    return f"{esc(''.join(before))}<table>{body}</table>"


def annex(each: Annex) -> str:
    """One annex as Markdown: a heading with its anchor and the lines as they are."""
    rows = "".join(
        f'<p class="tl-para">{esc(line)}</p>\n' for line in each.lines if line.strip() and not line.startswith("|")
    )
    table = _table("\n".join(line for line in each.lines if line.startswith("|")))
    return f"## {each.label}　{each.title} {{#{each.address}}}\n\n" + block(
        '<div class="tl-art">', rows.strip(), table if "<tr>" in table else "", "</div>"
    )
