"""A line of a saved page and what became of it."""

from dataclasses import dataclass

from tiaoli.clean import Cleaned
from tiaoli.model import Line


@dataclass(frozen=True)
class Row:
    """A line that isn't blank, cleaned, and what became of it.

    `role`: "title", "subtitle", "author", "meta", "heading", "body" or "removed"; `reason` for the last and for "meta".
    """

    line: Line
    cleaned: Cleaned
    text: str
    role: str = "body"
    reason: str = ""
    fields: tuple[tuple[str, str], ...] = ()
