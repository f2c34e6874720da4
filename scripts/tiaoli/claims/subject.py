"""What claims are checked against: a statute with its limits, its names and its facts."""

from dataclasses import dataclass
from functools import cached_property

from tiaoli.claims import attribution, limits
from tiaoli.model import HeadCount, Statute, TimeLimit
from tiaoli.statute.facts import Facts, facts


@dataclass(frozen=True)
class Subject:
    """What claims are checked against. `glossary`: names in quotation marks that are no quotations of the text."""

    statute: Statute
    timelimits: tuple[TimeLimit, ...] = ()
    headcounts: tuple[HeadCount, ...] = ()
    own_names: tuple[str, ...] = ("条例",)
    glossary: frozenset[str] = frozenset()

    @property
    def limits(self) -> limits.Limits:
        """The rows that prose is compared with."""
        return limits.Limits(self.statute, self.timelimits, self.headcounts)

    @cached_property
    def facts(self) -> Facts:
        """What the statute says of itself as a whole; read off once."""
        return facts(self.statute)

    @cached_property
    def profile(self) -> attribution.Profile:
        """The words of each article; read off once."""
        return attribution.profile(self.statute)
