"""The outreach kit: what an office puts on screens, into WeChat groups, on its own web site and on the air.

Texts come from docs/_data/outreach.yml, pictures and slides from the model; every number and every quoted word is the
statute's. `check` holds the texts to it, `products` names every file that can be made.
"""

from collections.abc import Iterator

from tiaoli.model import Campaign, Product
from tiaoli.outreach import kit, leaflet, pictures, posters, sheets, slides
from tiaoli.outreach.checking import check

__all__ = ["check", "products"]

#: Modules that make files; each has products(campaign).
_ROOMS = (kit, pictures, posters, leaflet, slides, sheets)


def products(campaign: Campaign) -> Iterator[Product]:
    """Every file of the kit, in the order in which the downloads page lists them."""
    for room in _ROOMS:
        yield from room.products(campaign)
