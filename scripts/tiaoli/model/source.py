"""A source file as its lines, before anything is made of it."""

from dataclasses import dataclass

from tiaoli.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Line:
    """One line or block of a source.

    `number` counts from 1 in the source; `style` is what the source says of it: "" (running text), "heading-1" …
    "heading-6", "title", "list", "table" (a pipe-table row), "quote".
    """

    number: int
    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader makes of one file: lines in order, metadata that the file itself states, problems met."""

    path: str
    lines: tuple[Line, ...]
    metadata: tuple[tuple[str, str], ...] = ()
    encoding: str = "utf-8"
    sha256: str = ""
    problems: tuple[Problem, ...] = ()

    @property
    def text(self) -> str:
        """All lines joined by line feeds."""
        return "\n".join(line.text for line in self.lines)
