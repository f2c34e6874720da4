"""What to read for each topic: the provisions in their words, and the pages of this content root that speak of them."""

from dataclasses import dataclass

from tiaoli.citations import find, short_names
from tiaoli.citations.resolve import printed
from tiaoli.contest.model import Contest, Topic
from tiaoli.model import Campaign, Entry, Statute

#: Kinds of pages worth reading for an essay.
_READ = ("guide", "commentary")
#: How many of them are listed for a topic.
_MOST = 5


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision as printed: its address, its name (第三十一条第六项) and its lines."""

    address: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A topic with what to read for it; `entries`, a handful, by how much of the topic they speak of."""

    topic: Topic
    provisions: tuple[Provision, ...]
    entries: tuple[Entry, ...]


def of(contest: Contest, campaign: Campaign) -> tuple[Reading, ...]:
    """One reading list a topic, in the order of the topics; addresses that the statute lacks are left out."""
    statute = campaign.statute
    cited = [(entry, _articles(entry, campaign)) for entry in campaign.entries if entry.kind in _READ]
    readings = []
    for topic in contest.topics:
        known = [address for address in topic.provisions if address in statute.index]
        wanted = {_article(statute, address) for address in known}
        found = [(len(wanted & articles), entry) for entry, articles in cited if wanted & articles]
        found.sort(key=lambda one: (-one[0], one[1].path))
        provisions = tuple(Provision(address, printed(statute, address), _lines(statute, address)) for address in known)
        readings.append(Reading(topic, provisions, tuple(entry for _, entry in found[:_MOST])))
    return tuple(readings)


def title(entry: Entry) -> str:
    """An entry's title, with the place of publication and the day where it is somebody else's article."""
    said = str(entry.meta.get("title") or entry.path)
    where = "，".join(str(entry.meta[key]) for key in ("publisher", "published") if entry.meta.get(key))
    return f"{said}（{where}）" if where and entry.kind == "commentary" else said


def _lines(statute: Statute, address: str) -> tuple[str, ...]:
    """The provision's own words; an item stands below the words that lead its list in."""
    unit = statute.index[address]
    above = statute.parents.get(address)
    lead = (above.text,) if unit.kind in ("item", "subitem") and above is not None and above.text else ()
    return (*lead, *unit.full_text.split("\n"))


def _articles(entry: Entry, campaign: Campaign) -> set[str]:
    names = tuple(campaign.settings.get("statute.short_names") or ()) or ("条例",)
    targets = {str(target) for target in entry.meta.get("provisions") or ()}
    for citation in find(entry.body, campaign.statute, own_names=names, names=short_names(entry.body)):
        targets |= {target for target in (*citation.targets, citation.target) if target}
    return {_article(campaign.statute, target) for target in targets} - {""}


def _article(statute: Statute, address: str) -> str:
    article = statute.article_of(address)
    return article.address if article else ""
