"""Statute -> statute Markdown, the inverse of `parse`.

Canonical form: one block a line, an empty line between blocks, 第一条　text with one ideographic space, items and
subitems with their label and text together. `bare(parse(unparse(x))) == bare(x)` for every `x` that `parse` made,
and `unparse(parse(text)) == text` for a canonical `text`. Front matter is no part of a Statute and isn't written.
"""

from collections.abc import Iterator

from tiaoli.model import Annex, Statute, Unit
from tiaoli.statute import cover, header
from tiaoli.statute.labels import BLANK, BRACKET_HEADING, REFERENCE, classify
from tiaoli.statute.rows import needs_escape, read

_MARKS = {"part": "#", "subpart": "##", "chapter": "##", "section": "###"}
_SPACE = "　"
_HEAD_END = "<!-- 题注止 -->"


def unparse(statute: Statute) -> str:
    """Canonical statute Markdown, ending in a line feed."""
    head = [
        f"# {statute.title}".rstrip(),
        *("\\" + note if needs_escape(note) else note for note in statute.promulgation),
    ]
    body = [block for unit in statute.body for block in _unit(unit)]
    body += [block for annex in statute.annexes for block in _annex(annex)]
    if not _splits_itself(statute, head, body):
        head.append(_HEAD_END)
    return "\n\n".join([*head, *body]) + "\n"


def _splits_itself(statute: Statute, head: list[str], body: list[str]) -> bool:
    """The head ends where it should without a mark."""
    title, notes, _, _ = header.split(read("\n\n".join([*head, *body[: cover.REACH]])))
    return title == statute.title and tuple(row.text for row in notes) == statute.promulgation


def _unit(unit: Unit) -> Iterator[str]:
    """Blocks of a unit and of all below it."""
    children = unit.children
    if unit.kind in _MARKS:
        yield f"{_MARKS[unit.kind]} {_join(unit.label, unit.heading)}"
    elif unit.kind == "article":
        first, children = (children[0], children[1:]) if children else (None, ())
        text = first.text if first else ""
        if unit.heading.startswith("【"):
            yield _join(unit.label, unit.heading + text)
        elif unit.heading:
            yield _join(unit.label, unit.heading)
            yield from _lines(text)
        elif REFERENCE.match(text) or BRACKET_HEADING.match(text):  # 第三条　第五条规定的… would be read as a reference
            yield unit.label
            yield from _lines(text)
        else:
            yield _join(unit.label, text)
        if first:
            for child in first.children:
                yield from _unit(child)
    elif unit.kind == "paragraph":
        yield from _lines(unit.text)
    else:
        yield _labelled(unit.label, unit.text)
    for child in children:
        yield from _unit(child)


def _lines(text: str) -> Iterator[str]:
    """A paragraph, table rows below it, with a backslash where it would be read as something else."""
    if text:
        first, *rows = text.split("\n")
        yield "\n".join(["\\" + first if needs_escape(first) and not first.startswith("|") else first, *rows])


def _join(label: str, text: str) -> str:
    """Label, one ideographic space, text; just the one that is there.

    >>> _join("第一条", "示例。"), _join("第一条", ""), _join("", "附则")
    ('第一条\\u3000示例。', '第一条', '附则')
    """
    if not label or not text:
        return label or text
    return label + text if label.endswith("、") else f"{label}{_SPACE}{text}"


def _labelled(label: str, text: str) -> str:
    """Label and text of an item together, with a space where they would be read as one: 1. 5米."""
    shape = classify(label + text)
    return (
        label + text
        if shape and (shape.label, shape.rest) == (label, text.strip(BLANK))
        else f"{label} {text}".rstrip()
    )


def _annex(annex: Annex) -> Iterator[str]:
    yield f"## {_join(annex.label, annex.title)}"
    for line in annex.lines:
        yield "\\" + line if needs_escape(line) and not line.startswith("|") else line
