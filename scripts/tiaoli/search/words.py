"""Words of people and of the text (data/search.yml), questions (data/asked.yml) and what was learnt (data/learnt.json), in the form that the browser matches."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from tiaoli import yamldata
from tiaoli.search.normalise import normalise

ASKING = ("limit", "people", "who", "parts", "vague", "drop")


@dataclass(frozen=True, slots=True)
class Words:
    """`asking`: question words by what they ask. `words`: (said, law) pairs of tuples. `notes`: title of a statute -> rows for the reader.

    `soft`: words that stand nearly everywhere. `idle`: words that say nothing of what is asked, the long ones first. `topics`: title of a statute -> address -> other ways to ask for it.
    `asked`: likewise, whole questions. `learnt`: title of a statute -> what tiaoli.search.learn made of labelled queries.
    """

    asking: dict[str, tuple[str, ...]]
    soft: tuple[str, ...]
    idle: tuple[str, ...]
    words: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    notes: dict[str, tuple[dict[str, Any], ...]]
    topics: dict[str, dict[str, str]]
    asked: dict[str, dict[str, str]]
    learnt: dict[str, dict[str, Any]]


@cache
def words() -> Words:
    """Everything of these files; they come with the program, so a fault in them is left to raise."""
    data = _read("search.yml")
    return Words(
        {kind: _compared(data["asking"][kind]) for kind in ASKING},
        _compared(data["soft"]),
        tuple(sorted(_compared(data["idle"]), key=len, reverse=True)),
        tuple((_compared(row["said"]), _compared(row["law"])) for row in data["words"] if row["law"]),
        {
            title: tuple({**row, "said": list(_compared(row["said"]))} for row in rows)
            for title, rows in data["notes"].items()
        },
        _by_address(data["topics"]),
        _by_address(_read("asked.yml")),
        json.loads(resources.files("tiaoli").joinpath("data/learnt.json").read_text("utf-8")),
    )


def core(question: str) -> str:
    """A question without idle words, unless little is left: what it asks stays the same. (search-asked.js does it to queries.)"""
    bare = re.sub("|".join(words().idle), "", question)
    return bare if len(bare) > 2 else question


def _read(name: str) -> Any:
    return yamldata.read(resources.files("tiaoli").joinpath(f"data/{name}").read_text("utf-8"), name).data


def _by_address(statutes: dict[str, Any]) -> dict[str, dict[str, str]]:
    return {title: {address: str(said) for address, said in rows.items()} for title, rows in statutes.items()}


def _compared(words: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(normalise(str(word)) for word in words))
