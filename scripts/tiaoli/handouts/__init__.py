"""Handouts: what of a content root is printed, as documents without a format, and those as docx and PDF.

Every quoted word, number and limit comes from the model; the only prose typed in is docs/_data/handouts.yml, and `check`
holds it to the statute as any page. `handouts.files` makes the files.
"""

from collections.abc import Iterator
from dataclasses import replace

from tiaoli.handouts import flow, guides, limits, whole
from tiaoli.handouts.check import check
from tiaoli.handouts.handout import Handout
from tiaoli.model import Campaign

__all__ = ["Handout", "check", "handouts"]


def handouts(campaign: Campaign) -> tuple[Handout, ...]:
    """Every handout that the content allows, in the order in which a reader wants them.

    Names and slugs are unique. A statute without limits, chapters or a procedure has no sheet of them.
    """
    return tuple(replace(one, document=replace(one.document, label=one.name)) for one in _all(campaign))


def _all(campaign: Campaign) -> Iterator[Handout]:
    yield whole.booklet(campaign)
    yield from guides.all_of(campaign)
    yield from limits.sheets(campaign)
    yield from flow.sheets(campaign)
    yield from whole.chapters(campaign)
