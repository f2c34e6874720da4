"""Documents of quizzes -> files in a folder: exam papers, scripts, score sheets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tiaoli.writers import docx
from tiaoli.writers.document import Document
from tiaoli.writers.keeping import keep
from tiaoli.writers.typst import Faces, typesetter

FORMATS = ("docx", "pdf")


@dataclass(frozen=True, slots=True)
class Printed:
    """A file to be written: its name with extension, and its bytes."""

    name: str
    content: bytes


def printed(name: str, document: Document, fonts: Faces, formats: tuple[str, ...] = FORMATS) -> Iterator[Printed]:
    """The document in each format; ReadError for a font or character that isn't there."""
    if "docx" in formats:
        yield Printed(f"{name}.docx", docx.write(document))
    if "pdf" in formats:
        yield Printed(f"{name}.pdf", typesetter(fonts).typeset(document).pdf)


def write(made: Iterable[Printed], folder: Path) -> Iterator[Path]:
    """Write each file whole or not at all; its path when it is there.

    Raises ReadError for a .docx that somebody has changed since: it is never replaced.
    """
    for file in made:
        path = folder / file.name
        keep(path, file.content)
        yield path
