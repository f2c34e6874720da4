"""Who cites whom: references in the statute's own text, and what is written about it."""

from collections.abc import Iterator
from dataclasses import dataclass

from tiaoli.citations import find, short_names
from tiaoli.model import Campaign, Citation, Statute, Unit
from tiaoli.site.markup import esc
from tiaoli.site.places import Places


@dataclass(frozen=True, slots=True)
class Mention:
    """One place that cites a provision.

    `kind`: "article" (then `source` is the citing unit's address), "guide", "commentary", "page" or "local" (then
    `source` is a page path, with the anchor of a local rule's article after #).
    """

    kind: str
    source: str
    title: str
    target: str


def own_names(campaign: Campaign) -> tuple[str, ...]:
    """Short names of the default statute."""
    return tuple(campaign.settings.get("statute.short_names", ()) or ()) or ("条例",)


def citations_in(unit: Unit, statute: Statute, campaign: Campaign) -> list[Citation]:
    """References in the text of a unit, their targets as whole addresses of the campaign (local ones with slug#).

    In a local rule bare references are to the rule itself, those that name the default statute are to that.
    """
    names = own_names(campaign)
    if statute is campaign.statute:
        return find(unit.text, statute, here=unit.address, own_names=names)
    main = {c.start: c for c in find(unit.text, campaign.statute, own_names=names)}
    found = []
    for citation in find(unit.text, statute, here=unit.address, own_names=()):
        if citation.instrument is None and citation.target:
            found.append(_retarget(citation, f"{statute.slug}#{citation.target}"))
        elif citation.instrument in (campaign.statute.title, *names) and citation.start in main:
            found.append(main[citation.start])
    return found


def _retarget(citation: Citation, target: str) -> Citation:
    return Citation(citation.text, citation.start, citation.end, target)


def linked(text: str, citations: list[Citation], places: Places, here: str) -> str:
    """Text as HTML with its references as links."""
    out, at = [], 0
    for citation in sorted(citations, key=lambda c: c.start):
        target = places.link(here, citation.target) if citation.target else None
        if target is None or citation.start < at:
            continue
        out += [esc(text[at : citation.start]), places.anchor(here, citation.target, citation.text, "tl-ref")]
        at = citation.end
    return "".join([*out, esc(text[at:])])


def mentions(campaign: Campaign, places: Places) -> dict[str, tuple[Mention, ...]]:
    """Address of an article -> what cites it or a part of it, in order, each citing place once."""
    found: dict[str, dict[tuple[str, str], Mention]] = {}
    for mention in _all(campaign, places):
        article = campaign.statute.article_of(mention.target)
        if article is None or article.address == _article(campaign, mention):
            continue
        found.setdefault(article.address, {}).setdefault((mention.kind, mention.source), mention)
    return {address: tuple(each.values()) for address, each in found.items()}


def _article(campaign: Campaign, mention: Mention) -> str | None:
    if mention.kind != "article":
        return None
    unit = campaign.statute.article_of(mention.source)
    return unit.address if unit else None


def _all(campaign: Campaign, places: Places) -> Iterator[Mention]:
    for unit in campaign.statute.walk():
        for citation in citations_in(unit, campaign.statute, campaign) if unit.text else ():
            for target in citation.targets or (citation.target,):
                if target:
                    yield Mention("article", unit.address, places.name(unit.address), target)
    for entry in campaign.entries:
        page, title = entry.path.removeprefix("docs/"), str(entry.meta.get("title") or entry.path)
        for target in entry.meta.get("provisions") or ():
            yield Mention(entry.kind, page, title, str(target))
        for citation in find(
            entry.body, campaign.statute, own_names=own_names(campaign), names=short_names(entry.body)
        ):
            for target in citation.targets or (citation.target,):
                if target:
                    yield Mention(entry.kind, page, title, target)
    for rule in campaign.local:
        for unit in rule.walk():
            for citation in citations_in(unit, rule, campaign) if unit.text else ():
                if citation.target and "#" not in citation.target:
                    article = rule.article_of(unit.address) or unit
                    name = f"《{rule.title}》{places.name(f'{rule.slug}#{article.address}').partition('》')[2]}"
                    yield Mention("local", f"local/{rule.slug}.md#{article.address}", name, citation.target)
