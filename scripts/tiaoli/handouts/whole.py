"""The statute as a booklet, and each of its chapters: exactly the text, nothing added, nothing left out."""

from collections.abc import Iterator

from tiaoli.handouts.handout import Handout, date_of, file_name, foot, imprint
from tiaoli.model import Annex, Article, Campaign, Chapter, Item, Paragraph, Part, Statute, Subitem, Unit
from tiaoli.site.tables import statute_source
from tiaoli.writers import document as doc
from tiaoli.writers import geometry

#: Between an article's number and its text, as in the source.
BLANK = "　"


def booklet(campaign: Campaign) -> Handout:
    """The whole text with cover and contents."""
    statute = campaign.statute
    printed = doc.Document(
        title=doc.title_lines(statute.title), form="booklet", subtitle="单行本", cover=imprint(campaign), foot=foot(campaign),
        date=date_of(campaign),
        blocks=(*_promulgation(statute), *blocks(statute.body, statute), *_annexes(statute.annexes)),
    )  # fmt: skip
    name = file_name(f"《{statute.title}》单行本")
    return Handout(name, "regulation", printed, sources=(statute_source(campaign),))


def chapters(campaign: Campaign) -> Iterator[Handout]:
    """One paper a chapter."""
    statute = campaign.statute
    for chapter in statute.chapters:
        heading = _heading_text(chapter)
        printed = doc.Document(
            title=doc.title_lines(statute.title), foot=foot(campaign), date=date_of(campaign), blocks=tuple(blocks((chapter,), statute)),
        )  # fmt: skip
        name = file_name(f"《{statute.title}》{heading}")
        yield Handout(name, chapter.address, printed, sources=(statute_source(campaign),))


def blocks(units: tuple[Unit, ...], statute: Statute) -> Iterator[doc.Block]:
    """The text of units and all below them, as it is printed."""
    for unit in units:
        if isinstance(unit, Article):
            yield from _article(unit)
        elif isinstance(unit, Paragraph | Item | Subitem):
            yield from _running(unit, ())
        else:
            yield doc.Heading(_heading_text(unit), _level(unit, statute), centred=True)
            yield from blocks(unit.children, statute)


def paragraphs(unit: Unit, label: str) -> Iterator[doc.Paragraph]:
    """A provision with a label of its own before it: 第三十四条　对本条例……"""
    if isinstance(unit, Article):
        for at, child in enumerate(unit.children):
            yield from _running(child, (doc.Span(label + BLANK, "hei"),) if not at else ())
    else:
        yield from _running(unit, (doc.Span(label + BLANK, "hei"),), own_label=False)


def _article(article: Article) -> Iterator[doc.Block]:
    label = doc.Span(article.label + article.heading + BLANK, "hei")
    if not article.children:
        yield doc.Paragraph((label,))
    for at, child in enumerate(article.children):
        yield from _running(child, (label,) if not at else ())


def _running(unit: Unit, before: tuple[doc.Span, ...], *, own_label: bool = True) -> Iterator[doc.Paragraph]:
    label = unit.label if own_label and isinstance(unit, Item | Subitem) else ""
    yield doc.Paragraph((*before, doc.Span(label + unit.text)))
    for child in unit.children:
        yield from _running(child, ())


def _heading_text(unit: Unit) -> str:
    return BLANK.join(part for part in (unit.label.strip(), unit.heading.strip()) if part)


def _level(unit: Unit, statute: Statute) -> int:
    """编 is 1; 章 is 1 where there is no 编; 节 stands one below 章."""
    above = [one for one in statute.ancestors(unit.address) if isinstance(one, Part | Chapter)]
    return min(1 + len(above), 3)


def _promulgation(statute: Statute) -> Iterator[doc.Block]:
    """Each event on its own line where one line is too long for all of them."""
    for line in statute.promulgation:
        for part in line.split(BLANK) if len(line) > geometry.CHARACTERS else (line,):
            yield doc.Paragraph((doc.Span(part, "kai"),), align="centre")


def _annexes(annexes: tuple[Annex, ...]) -> Iterator[doc.Block]:
    for annex in annexes:
        yield doc.Heading(BLANK.join(part for part in (annex.label, annex.title) if part), 1, centred=True)
        for line in annex.lines:
            yield doc.body(line)
