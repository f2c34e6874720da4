"""What the site offers for download: every feature's products, made once, kept in a cache, listed with size and digest."""

from collections.abc import Iterator

from tiaoli import handouts, signoff
from tiaoli.campaign import files as plans
from tiaoli.contest import kit
from tiaoli.downloads.cache import Cache, previews
from tiaoli.handouts import files
from tiaoli.model import Campaign, Product
from tiaoli.outreach import files as outreach
from tiaoli.quiz import exports

__all__ = ["Cache", "offered", "previews", "products"]

#: What every product says of the office comes from here.
SITE_SOURCE = "docs/_data/site.yml"


def products(campaign: Campaign) -> Iterator[Product]:
    """Everything that can be made of the content, in the order in which the downloads page lists it."""
    yield from files.products(handouts.handouts(campaign), files.faces(campaign))
    yield from exports.products(campaign)
    yield from kit.products(campaign)
    yield from files.products(plans.printed(campaign), files.faces(campaign), "宣传月", "campaign")
    yield from plans.products(campaign)
    yield from outreach.products(campaign)


def offered(campaign: Campaign, mode: str = "normal") -> tuple[Product, ...]:
    """Those that a site built in this mode holds: a release only what is signed, the office's settings included.

    Raises ValueError where two of them would lie in one place.
    """
    made = tuple(
        product
        for product in products(campaign)
        if mode != "release" or signoff.is_signed(campaign, (*product.sources, SITE_SOURCE))
    )
    paths = [product.path for product in made]
    if twice := {path for path in paths if paths.count(path) > 1}:
        raise ValueError(f"two products in one place: {sorted(twice)}")
    return made
