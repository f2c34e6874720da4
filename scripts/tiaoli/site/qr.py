"""A QR code for each article's address, to be shown on a screen or a poster. Only where the site's address is known.

The address of an article in a QR code is the one of `site.url`, whatever host the page was read from.
"""

import io
from collections.abc import Iterator

import segno

from tiaoli.model import Asset, Campaign, Unit
from tiaoli.site.places import text_pages

_FOLDER = "assets/qr/"


def assets(campaign: Campaign) -> Iterator[Asset]:
    """One SVG an article of the statute; none where `site.url` is empty."""
    base = _base(campaign)
    if not base:
        return
    for page, units in text_pages(campaign.statute):
        for unit in (below for top in units for below in top.walk() if below.kind == "article"):
            yield Asset(_file(unit.address), svg(f"{base}{page.removesuffix('.md')}.html#{unit.address}"))


def path(campaign: Campaign, address: str) -> str:
    """Where the code of an article stands in the site, "" where there is none."""
    unit: Unit | None = campaign.statute.index.get(address)
    return _file(address) if unit is not None and unit.kind == "article" and _base(campaign) else ""


def svg(text: str) -> bytes:
    """A QR code as SVG, black on white whatever the page's colours; the same text gives the same bytes.

    Error correction M (15 %), the quiet zone of four modules that ISO/IEC 18004 asks for.
    """
    out = io.BytesIO()
    code = segno.make(text, error="m", micro=False, boost_error=False)
    code.save(out, kind="svg", border=4, light="#fff", xmldecl=False, omitsize=True, nl=False)
    return out.getvalue()


def _base(campaign: Campaign) -> str:
    url = str(campaign.settings.get("site.url") or "").strip()
    return url if not url or url.endswith("/") else url + "/"


def _file(address: str) -> str:
    return f"{_FOLDER}{address}.svg"
