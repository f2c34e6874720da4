"""Which page a provision stands on, and what it is called."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tiaoli.citations.resolve import printed
from tiaoli.model import Campaign, Chapter, Statute, Unit
from tiaoli.site.markup import esc, href, url

TEXT = "regulation/text.md"
ANNEXES = "regulation/annexes.md"


@dataclass(frozen=True)
class Places:
    """Addresses of a campaign's provisions -> pages; names of provisions for people."""

    campaign: Campaign

    @cached_property
    def pages(self) -> dict[str, str]:
        """Address of the default statute ("art-34") -> page path."""
        found: dict[str, str] = {}
        for path, units in text_pages(self.campaign.statute):
            for unit in units:
                found |= dict.fromkeys((u.address for u in unit.walk()), path)
        for unit in self.campaign.statute.walk():  # 编, 分编: where their first chapter or article stands
            below = (found[u.address] for u in unit.walk() if u.address in found)
            found.setdefault(unit.address, next(below, "regulation/index.md"))
        return found | {annex.address: ANNEXES for annex in self.campaign.statute.annexes}

    @cached_property
    def local(self) -> dict[str, Statute]:
        """Slug -> local rule."""
        return {rule.slug: rule for rule in self.campaign.local}

    def page(self, address: str) -> str | None:
        """Path of the page that an address ("art-34", "slug#art-1") stands on, None when there is no such provision."""
        slug, named, own = address.rpartition("#")
        if not named:
            return self.pages.get(address)
        return f"local/{slug}.md" if slug in self.local and own in self.local[slug].index else None

    def link(self, here: str, address: str, markdown: bool = False) -> str | None:
        """Relative link from page `here` to a provision, None when there is no such provision."""
        page = self.page(address)
        if page is None:
            return None
        return (href if markdown else url)(here, page, address.rpartition("#")[2])

    def anchor(self, here: str, address: str, text: str | None = None, css: str = "") -> str:
        """An HTML link to a provision under its name; plain text when there is no such provision.

        Under any other text the link carries the name too, for paper, where nobody can follow it.
        """
        shown = text if text is not None else self.name(address)
        target = self.link(here, address)
        if target is None:
            return esc(shown)
        kind = f' class="{css}"' if css else ""
        name = self.name(address)
        on_paper = "" if name in shown else f' data-tl-at="{esc(name)}"'
        return f'<a{kind} href="{esc(target)}"{on_paper}>{esc(shown)}</a>'

    def name(self, address: str) -> str:
        """What a provision is called in a sentence; the address itself when it isn't ours."""
        slug, _, own = address.rpartition("#")
        statute = self.local.get(slug, self.campaign.statute)
        name = provision_name(statute, own)
        if name is None:
            return next((f"{a.label}" for a in statute.annexes if a.address == own), address)
        return f"《{statute.title}》{name}" if slug else name

    def names(self, addresses: Iterable[str]) -> str:
        """Several provisions in one breath: 第二十五条第一款、第二款、第二十二条第一款第一项."""
        shown, article = [], ""
        for address in dict.fromkeys(addresses):
            name = self.name(address)
            head, found, tail = name.partition("条")
            own = head + found
            shown.append(tail if tail and own == article else name)
            article = own
        return "、".join(shown)


def text_pages(statute: Statute) -> Iterator[tuple[str, list[Unit]]]:
    """Pages of the text in order: one a chapter, and one for each run of units outside chapters."""
    loose = 0
    run: list[Unit] = []

    def flush() -> Iterator[tuple[str, list[Unit]]]:
        nonlocal loose, run
        if run:
            loose += 1
            yield (TEXT if loose == 1 else f"regulation/text-{loose}.md"), run
            run = []

    def visit(units: tuple[Unit, ...]) -> Iterator[tuple[str, list[Unit]]]:
        for unit in units:
            if isinstance(unit, Chapter):
                yield from flush()
                yield f"regulation/{unit.address}.md", [unit]
            elif any(isinstance(below, Chapter) for below in unit.walk()):
                yield from flush()
                yield from visit(unit.children)
            else:
                run.append(unit)

    yield from visit(statute.body)
    yield from flush()


def provision_name(statute: Statute, address: str) -> str | None:
    """第三十一条第六项 for art-31-p1-i6; None for an unknown address."""
    return printed(statute, address) if address in statute.index else None
