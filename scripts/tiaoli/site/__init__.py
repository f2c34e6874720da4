"""Campaign -> pages and assets of the site. Pure: nothing is read but the program's own styles and scripts.

Pages are Markdown, so that any generator can take them; `source` gives a page as a file with front matter.
"""

from collections.abc import Iterator
from dataclasses import replace
from importlib import resources

from tiaoli import search, signoff
from tiaoli.model import Asset, Campaign, Download, Page, Settings
from tiaoli.site import (
    api,
    calculator,
    entries,
    flow,
    home,
    local,
    offline,
    procedure,
    qr,
    quizzes,
    regulation,
    selfcheck,
    tables,
)
from tiaoli.site import campaign as plans
from tiaoli.site import contest as contests
from tiaoli.site import downloads as offered
from tiaoli.site.frame import framed, site_id
from tiaoli.site.markup import source
from tiaoli.site.offline import is_core, version, worker
from tiaoli.site.places import Places
from tiaoli.site.unlink import unlinked

__all__ = [
    "MODES",
    "STYLES",
    "SCRIPTS",
    "OFFLINE",
    "WORKER",
    "is_core",
    "listed",
    "pages",
    "site_id",
    "source",
    "targets",
    "version",
    "worker",
]

MODES = ("normal", "release", "draft")
STYLES = (
    "assets/tiaoli.css",
    "assets/statute.css",
    "assets/pages.css",
    "assets/search.css",
    "assets/reading.css",
    "assets/downloads.css",
    "assets/campaign.css",
    "assets/print.css",
)
SCRIPTS = ("assets/tiaoli.js", "assets/reading.js", "assets/article.js", "assets/search.js")
#: The script of a published site, and the worker that it registers, which is written from the published files.
OFFLINE, WORKER = offline.SCRIPT, offline.WORKER
_FILES = (*STYLES, *SCRIPTS, *search.SCRIPTS, "assets/mark.svg")
#: What a release says of the office while site.yml has not been signed.
_OFFICE_KEYS = ("office", "correction", "icp", "police", "sponsor", "updated")


def pages(campaign: Campaign, mode: str = "normal", downloads: tuple[Download, ...] = ()) -> Iterator[Page | Asset]:
    """All pages in the order of the navigation, then all assets.

    `mode`: "release" leaves out pages (and data) that lack a step of 三审, turns links to them into plain text and
    keeps to themselves articles without a right to republish; "draft" marks every page as a draft. The same campaign
    gives the same bytes. `downloads`: the files that will lie beside the pages.
    """
    campaign = _part_for(campaign, mode)
    places = Places(campaign)
    made = _published(campaign, places, mode, downloads)
    kept = {page.path for page in made}
    data = Asset(search.DATA, search.script(campaign, made[1:], lambda address: places.link(home.HOME, address)))
    assets = [data, *_assets(campaign, mode), *offered.assets(downloads)]
    stamp = offline.version(assets)
    for page in made:
        page = local.filled(page, campaign, places)
        page = offline.stamped(replace(page, markdown=framed(page, campaign, mode)), stamp)
        yield unlinked(page, kept) if mode == "release" else page
    yield from assets
    if _text_is_out(campaign, mode):
        yield from api.assets(campaign)


def listed(campaign: Campaign, mode: str = "normal", downloads: tuple[Download, ...] = ()) -> list[Page]:
    """The pages of `pages` as a list: paths, titles and sources, the texts unfinished."""
    campaign = _part_for(campaign, mode)
    return _published(campaign, Places(campaign), mode, downloads)


def targets(campaign: Campaign) -> Iterator[Page | Asset]:
    """What links of the content can lead to, one at a time: pages without their frame, assets without their content."""
    places = Places(campaign)
    for page in _published(campaign, places, "normal", ()):
        yield local.filled(page, campaign, places)
    for path in (search.DATA, *api.paths(campaign), *(one.path for one in _assets(campaign, "normal"))):
        yield Asset(path, b"")


def _published(campaign: Campaign, places: Places, mode: str, downloads: tuple[Download, ...]) -> list[Page]:
    """The pages that the mode lets out, the home page first; those of local rules are still to be filled."""
    made = [
        page
        for page in (
            *_pages(campaign, places, mode, downloads),
            *offered.pages(campaign, downloads),
            home.about(campaign),
        )
        if mode != "release" or signoff.is_signed(campaign, page.sources)
    ]
    return [home.home(campaign, places, made), *made]


def _text_is_out(campaign: Campaign, mode: str) -> bool:
    """Whether the statute's own file is published, on which the data of its provisions depends."""
    return mode != "release" or signoff.is_signed(campaign, (tables.statute_source(campaign),))


def _pages(campaign: Campaign, places: Places, mode: str, downloads: tuple[Download, ...]) -> Iterator[Page]:
    """Every page but the home page, in the order of the navigation."""
    statute = tables.statute_source(campaign)
    yield from regulation.pages(campaign, places, quizzes.by_article(campaign, mode))
    yield from tables.timelimits(campaign, places)
    yield from calculator.pages(campaign, places, (tables.LIMITS_NAV,), statute)
    yield from flow.pages(campaign, places, (statute, procedure.PATH))
    yield from entries.guides(campaign, places)
    yield from tables.glossary(campaign, places)
    yield from entries.commentary(campaign, places, mode)
    yield from quizzes.pages(campaign, places)
    yield from plans.pages(campaign, places, statute, downloads)
    yield from contests.pages(campaign, places, statute, downloads)
    yield from selfcheck.pages(campaign, (contests.NAV,), (contests.PATH, statute))
    yield from local.pages(campaign, places)
    yield from entries.others(campaign, places)


def _assets(campaign: Campaign, mode: str) -> Iterator[Asset]:
    """All but the texts themselves (`api`), which nothing else depends on and which can be many."""
    if _text_is_out(campaign, mode):
        yield from calculator.assets(campaign, Places(campaign))
        yield from qr.assets(campaign)
        yield from quizzes.assets(campaign, Places(campaign))
    for path in _FILES:
        yield Asset(path, (resources.files("tiaoli") / path).read_bytes())
    yield from offline.assets(campaign)
    yield from contests.assets(campaign)
    yield from selfcheck.assets(campaign)
    yield Asset("404.html", home.not_found(campaign, mode))


def _part_for(campaign: Campaign, mode: str) -> Campaign:
    """What of the campaign a mode publishes; ValueError for no mode."""
    if mode not in MODES:
        raise ValueError(f"mode is one of {MODES}")
    return _signed_part(campaign) if mode == "release" else campaign


def _signed_part(campaign: Campaign) -> Campaign:
    """The campaign without what has not been signed, so that no list, count or foot speaks of it."""

    def signed(path: str) -> bool:
        return signoff.is_signed(campaign, (path,))

    settings = campaign.settings
    if not signed(home.SITE_SOURCE):
        settings = Settings(
            {k: v for k, v in settings.data.items() if k not in _OFFICE_KEYS}, settings.lines, settings.path
        )
    rules = tuple(rule for rule in campaign.local if signed(str(campaign.local_meta.get(rule.slug, {}).get("path"))))
    return replace(
        campaign, settings=settings, local=rules,
        entries=tuple(entry for entry in campaign.entries if signed(entry.path)),
        glossary=campaign.glossary if signed("docs/_data/glossary.yml") else (),
        superseded=campaign.superseded if signed("docs/_data/superseded.yml") else (),
        meanings=campaign.meanings if signed("docs/_data/meanings.yml") else (),
        confusions=campaign.confusions if signed("docs/_data/confusions.yml") else (),
        procedure=campaign.procedure if signed(procedure.PATH) else None,
        contest=campaign.contest if signed(contests.PATH) else None,
        quizzes=tuple(bank for bank in campaign.quizzes if signed(bank.path)),
    )  # fmt: skip
