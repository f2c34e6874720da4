"""Lines of text as the Word file that a platform reads: one paragraph a line, nothing above, nothing below."""

from collections.abc import Iterable

from tiaoli.writers import docx
from tiaoli.writers.document import Document, Paragraph, Span


def word(lines: Iterable[str], title: str) -> bytes:
    """The lines as .docx. `title` only enters the file's properties: a platform would take a printed one for a question."""
    blocks = tuple(Paragraph((Span(line),), "flush") for line in lines)
    return docx.write(Document((), blocks, "sheet", label=title))
