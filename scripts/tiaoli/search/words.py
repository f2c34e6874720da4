"""Words of people and of the text (data/search.yml), in the compared form that the browser matches."""

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tiaoli import yamldata
from tiaoli.search.normalise import normalise

ASKING = ("limit", "people", "who", "drop")


@dataclass(frozen=True, slots=True)
class Words:
    """`asking`: question words by what they ask. `words`: (said, law) pairs of tuples. `notes`: rows for the reader.

    `soft`: words that stand nearly everywhere. `topics`: title of a statute -> address -> other ways to ask for it.
    """

    asking: dict[str, tuple[str, ...]]
    soft: tuple[str, ...]
    words: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    notes: tuple[dict[str, Any], ...]
    topics: dict[str, dict[str, str]]


@cache
def words() -> Words:
    """Everything of data/search.yml; it comes with the program, so a fault in it is left to raise."""
    source = resources.files("tiaoli").joinpath("data/search.yml").read_text("utf-8")
    data = yamldata.read(source, "search.yml").data
    return Words(
        {kind: _compared(data["asking"][kind]) for kind in ASKING},
        _compared(data["soft"]),
        tuple((_compared(row["said"]), _compared(row["law"])) for row in data["words"] if row["law"]),
        tuple({**row, "said": list(_compared(row["said"]))} for row in data["notes"]),
        {title: {address: str(said) for address, said in rows.items()} for title, rows in data["topics"].items()},
    )


def _compared(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalise(str(word)) for word in words))
