"""Words in which people state limits: acts, starting events, actors. The words are data (data/acts.yml)."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tiaoli import yamldata

#: Tiers of words, the surest first.
TIERS = (0, 1, 2)


@dataclass(frozen=True, slots=True)
class Act:
    """An act of `timelimits` as people call it. `acts`: canonical acts of the rows that may be meant.

    `tier` 1: only the name of a body (复查机关); 2: a word of many meanings (处理, 答复); they count when nothing of a
    lower tier stands nearby. `needs`: the sentence must match this too.
    """

    name: str
    acts: tuple[str, ...]
    pattern: re.Pattern[str]
    tier: int = 0
    needs: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Unnumbered:
    """An act for which the text states no number, and what to tell whoever states one."""

    name: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str]
    message: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything of data/acts.yml, compiled."""

    acts: tuple[Act, ...]
    starts: tuple[tuple[str, re.Pattern[str]], ...]
    actors: tuple[tuple[str, re.Pattern[str]], ...]
    roles: dict[str, tuple[str, ...]]
    unnumbered: tuple[Unnumbered, ...]
    elsewhere: re.Pattern[str]
    petition: re.Pattern[str]
    former: re.Pattern[str]

    def start(self, text: str) -> str | None:
        """The canonical starting event that the words name, None when none of ours."""
        return next((name for name, pattern in self.starts if pattern.search(text)), None)


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary of petition work."""
    source = resources.files("tiaoli").joinpath("data/acts.yml").read_text("utf-8")
    data = yamldata.read(source, "acts.yml").data
    return Vocabulary(
        acts=tuple(
            Act(
                row["name"],
                tuple(row["acts"]),
                re.compile(row["pattern"]),
                row.get("tier", 0),
                re.compile(row["needs"]) if row.get("needs") else None,
            )
            for row in data["acts"]
        ),
        starts=tuple((row["name"], re.compile(row["pattern"])) for row in data["starts"]),
        actors=tuple((row["name"], re.compile(row["pattern"])) for row in data["actors"]),
        roles={name: tuple(actors) for name, actors in data["roles"].items()},
        unnumbered=tuple(
            Unnumbered(row["name"], re.compile(row["pattern"]), re.compile(row["needs"]), row["message"])
            for row in data["unnumbered"]
        ),
        elsewhere=re.compile(data["elsewhere"]),
        petition=re.compile(data["petition"]),
        former=re.compile(data["former"]),
    )
