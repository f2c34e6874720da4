"""The contest's files: the notice, the entrant's template, the 报名汇总表, the reading list, the calendar."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tiaoli import contest as contests
from tiaoli.contest import documents, forms, reading
from tiaoli.contest.model import PATH
from tiaoli.model import Campaign, Product
from tiaoli.writers import docx, ics, xlsx
from tiaoli.writers.document import Document
from tiaoli.writers.keeping import edited, keep
from tiaoli.writers.typst import Faces, typesetter

GROUP = "大征文"
FOLDER = "downloads/contest"
_ROLES = ("body", "hei", "kai", "title")


def products(campaign: Campaign) -> Iterator[Product]:
    """Every file of the kit, in the order in which an organiser wants them; nothing without a contest."""
    contest = contests.of(campaign)
    if contest is None:
        return
    readings = reading.of(contest, campaign)
    statute = f"docs/_data/{campaign.settings.get('statute.file', 'regulation.md')}"
    articles = dict.fromkeys(entry.path for one in readings for entry in one.entries)
    days, sheets = forms.events(contest, campaign), forms.roster(contest)
    template, roster, books = documents.ATTACHMENTS

    def product(slug: str, title: str, form: str, audience: tuple[str, ...], key: object, render: Callable[[], bytes],
                sources: tuple[str, ...] = ()) -> Product:  # fmt: skip
        path = f"{FOLDER}/{slug}.{form}"
        return Product(path, title, f"{title}.{form}", form, audience, GROUP, (PATH, *sources), repr(key), render)

    notice = documents.notice(contest, campaign)
    for form, render in _forms(notice, campaign):
        yield product("notice", "征文通知", form, ("组织者",), (form, notice, _faces(campaign)), render)
    yield product("template", template, "docx", ("干部",), contest, lambda: forms.entry(contest))
    yield product(
        "roster", roster, "xlsx", ("组织者",), sheets, lambda: xlsx.workbook(sheets, f"{contest.title}报名汇总表")
    )
    listed = documents.reading_list(contest, readings, campaign)
    for form, render in _forms(listed, campaign):
        key = (form, listed, _faces(campaign))
        yield product("reading-list", books, form, ("干部",), key, render, (statute, *articles))
    yield product("calendar", "征文日历", "ics", ("干部", "组织者"), days, lambda: ics.calendar(days, contest.title))


def _forms(document: Document, campaign: Campaign) -> Iterator[tuple[str, Callable[[], bytes]]]:
    yield "docx", lambda: docx.write(document)
    yield "pdf", lambda: typesetter(_faces(campaign)).typeset(document).pdf


def _faces(campaign: Campaign) -> Faces:
    """Fonts of the PDFs as site.yml sets them under print.fonts; a folder is meant relative to the content root."""
    fonts = campaign.settings.get("print.fonts") or {}
    folder = fonts.get("folder")
    return Faces(campaign.root / folder if folder else None, **{role: fonts.get(role) or "" for role in _ROLES})


def write(made: Iterable[Product], folder: Path) -> tuple[list[Path], list[Path]]:
    """Write each file whole into a folder; (files written, files kept because somebody has changed them since).

    Raises ReadError, a Chinese sentence, where the folder or a file can't be written.
    """
    written, kept = [], []
    for product in made:
        path = folder / product.name
        if edited(path):
            kept.append(path)
            continue
        keep(path, product.render())
        written.append(path)
    return written, kept
