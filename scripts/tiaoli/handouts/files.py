"""Handouts -> files. The only part of this package that writes to disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tiaoli.handouts.handout import Handout
from tiaoli.model import Campaign, Product, ReadError
from tiaoli.writers import docx
from tiaoli.writers.keeping import keep
from tiaoli.writers.typst import Faces, typesetter

FORMATS = ("docx", "pdf")
ROLES = ("body", "hei", "kai", "title")


@dataclass(frozen=True, slots=True)
class File:
    """One file: `name` for people's folders, `path` in ASCII for the site."""

    name: str
    path: str
    format: str
    handout: Handout
    content: bytes


def faces(campaign: Campaign) -> Faces:
    """Fonts of the PDFs as site.yml sets them under print.fonts; the bundled ones where it sets none.

    A folder is meant relative to the content root.
    """
    fonts = campaign.settings.get("print.fonts") or {}
    folder = fonts.get("folder")
    return Faces(campaign.root / folder if folder else None, **{role: fonts.get(role) or "" for role in ROLES})


def files(made: Iterable[Handout], fonts: Faces, formats: Iterable[str] = FORMATS) -> Iterator[File]:
    """Every handout in every format, one at a time. The same handouts give the same bytes.

    Raises ReadError for a font that isn't there or a character that no font has.
    """
    wanted = set(formats)
    press = typesetter(fonts)
    for handout in made:
        # the contents of a booklet's docx need the pages that only a layout knows
        needs_pages = "pdf" in wanted or handout.document.form == "booklet"
        typeset = press.typeset(handout.document) if needs_pages else None
        if "docx" in wanted:
            content = docx.write(handout.document, typeset.headings if typeset else ())
            yield File(f"{handout.name}.docx", f"{handout.slug}.docx", "docx", handout, content)
        if "pdf" in wanted and typeset is not None:
            yield File(f"{handout.name}.pdf", f"{handout.slug}.pdf", "pdf", handout, typeset.pdf)


def products(
    made: Iterable[Handout], fonts: Faces, group: str = "打印资料", folder: str = "handouts"
) -> Iterator[Product]:
    """Every handout in every format, as what the site offers for download."""
    for handout in made:
        key = f"{handout.document!r} {fonts!r}"
        for form in FORMATS:

            def render(handout: Handout = handout, form: str = form) -> bytes:
                return next(files((handout,), fonts, (form,))).content

            yield Product(
                f"downloads/{folder}/{handout.slug}.{form}", handout.name, f"{handout.name}.{form}", form,
                handout.audience, group, handout.sources, key, render,
            )  # fmt: skip


def chosen(made: Iterable[Handout], names: Iterable[str]) -> tuple[Handout, ...]:
    """Those that somebody named by Chinese name, part of it, or slug; all without names. ReadError for an unknown one."""
    made = tuple(made)
    names = tuple(names)
    if not names:
        return made
    found: dict[str, Handout] = {}
    for name in names:
        hits = [one for one in made if name in (one.slug, one.name)] or [
            one for one in made if name and name in one.name
        ]
        if not hits:
            there = "、".join(f"{one.slug}（{one.name}）" for one in made)
            raise ReadError(f"没有叫“{name}”的资料；可以写的有：{there}。")
        found |= {one.slug: one for one in hits}
    return tuple(found.values())


def write(made: Iterable[File], folder: Path) -> Iterator[Path]:
    """Write each file into a folder, whole or not at all; its path when it is there.

    Raises ReadError for a .docx that somebody has saved since: it is never replaced.
    """
    for file in made:
        path = folder / file.name
        keep(path, file.content)
        yield path
