"""The printed kit of one unit: every handout as docx and PDF, the office's name and address in each.

A PDF is laid out anew by the process's warm typesetter; a docx is put together from the parts of one with marks in it.
"""

import io
import threading
import zipfile
from collections.abc import Iterator, Mapping
from functools import lru_cache

from tiaoli import handouts, signoff
from tiaoli.downloads import SITE_SOURCE
from tiaoli.editions import base as bases
from tiaoli.editions.marks import Pieces, Slot, filled, pieces
from tiaoli.editions.settings import campaign_of
from tiaoli.editions.units import UNFILLED
from tiaoli.writers import docx, zips
from tiaoli.writers.typst import typesetter

#: A Dask worker may have several threads, and a typesetter bears one.
_ONE_AT_A_TIME = threading.Lock()


def files(folder: str, values: Mapping[str, str], written: Mapping[Slot, bytes]) -> Iterator[tuple[str, bytes]]:
    """(name, content) of each file; in a release of those that are signed. `folder`: the base's; `written`: what stands
    in each slot.

    Raises ReadError for a character that no font has.
    """
    base, _ = bases.opened(folder)
    campaign = campaign_of(base.campaign, values, base.shape.logo, UNFILLED)
    press = typesetter(base.faces)
    for at, handout in enumerate(handouts.handouts(campaign)):
        if base.mode == "release" and not signoff.is_signed(base.campaign, (*handout.sources, SITE_SOURCE)):
            continue
        with _ONE_AT_A_TIME:
            typeset = press.typeset(handout.document)
        parts = _parts(folder, at, typeset.headings if handout.document.form == "booklet" else ())
        entries = ((name, part if isinstance(part, bytes) else filled(part, written)) for name, part in parts)
        yield f"{handout.name}.docx", zips.pack(entries)
        yield f"{handout.name}.pdf", typeset.pdf


@lru_cache(maxsize=256)
def _parts(folder: str, at: int, headings: tuple[int, ...]) -> tuple[tuple[str, bytes | Pieces], ...]:
    """The entries of a handout's docx, those with marks in pieces. `headings`: pages in the contents of a booklet."""
    base, _ = bases.opened(folder)
    document = _marked(folder)[at].document
    with zipfile.ZipFile(io.BytesIO(docx.write(document, headings))) as archive:
        contents = [(info.filename, archive.read(info)) for info in archive.infolist()]
    keys = base.shape.marked
    return tuple((name, pieces(content, keys, "", f"{at} {name}") or content) for name, content in contents)


@lru_cache(maxsize=4)
def _marked(folder: str) -> tuple[handouts.Handout, ...]:
    base, _ = bases.opened(folder)
    return handouts.handouts(bases.marked_campaign(base.campaign, base.shape))
