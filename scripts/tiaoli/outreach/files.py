"""Every file of the kit."""

from collections.abc import Iterator

from tiaoli.model import Campaign, Product
from tiaoli.outreach import kit, leaflet, pictures, posters, sheets, slides

#: Modules that make files; each has products(campaign).
_ROOMS = (kit, pictures, posters, leaflet, slides, sheets)


def products(campaign: Campaign) -> Iterator[Product]:
    """Every file of the kit, in the order in which the downloads page lists them."""
    for room in _ROOMS:
        yield from room.products(campaign)
