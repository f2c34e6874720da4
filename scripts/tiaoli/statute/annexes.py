"""附件, 附录, 附表, 附图: kept as lines under their label."""

from tiaoli.model import Annex
from tiaoli.statute.addresses import Register
from tiaoli.statute.labels import is_heading_like
from tiaoli.statute.rows import Row, needs_escape

_MAX_TITLE = 60


def build(rows: list[Row]) -> tuple[Annex, ...]:
    """One annex for each row that begins one. An unnumbered list (附件：1.… 2.…) before numbered ones is annex-0."""
    numbered = any(row.kind == "annex" and row.number for row in rows)
    register, found = Register(), []
    for label, number, title, line, lines in _groups(rows, numbered):
        address = number or ("0" if numbered else str(len(found) + 1))
        found.append(Annex(register.unique(f"annex-{address}"), label, title, tuple(lines), line))
    return tuple(found)


def _groups(rows: list[Row], numbered: bool):
    """(label, number, title, line, lines) of each annex."""
    current = None
    for row in rows:
        if row.kind == "annex" and (current is None or row.number or not numbered):
            if current:
                yield tuple(current)
            long = len(row.rest) > _MAX_TITLE
            current = [row.label, row.number, "" if long else row.rest, row.line, [row.rest] if long else []]
        elif current:
            if (
                not current[2]
                and not current[4]
                and not needs_escape(row.text)
                and is_heading_like(row.text, _MAX_TITLE)
            ):
                current[2] = row.text
                continue
            current[4].append(row.text)
    if current:
        yield tuple(current)
