"""A winning essay -> a page of the site, only with the author's recorded consent.

`check` refuses a page that is marked `essay: true` and names nobody's consent.
"""

import hashlib
from dataclasses import dataclass

from tiaoli.commentary.page import escape, quoted
from tiaoli.contest.entries.identity import is_label
from tiaoli.contest.entries.manuscript import Manuscript
from tiaoli.model import ReadError


@dataclass(frozen=True, slots=True)
class Consent:
    """Who agreed to the publication, on which day (ISO 8601), and where the paper lies."""

    by: str
    date: str
    record: str = ""


def page(manuscript: Manuscript, author: str, unit: str, award: str, consent: Consent) -> str:
    """The page: title and body; declaration, particulars and lines of labels stay out. Raises ReadError without a title."""
    if not manuscript.title:
        raise ReadError(f"{manuscript.name} 里没有认出标题，没有写成网页；请把标题单独写成第一段，居中。")
    record = f", record: {quoted(consent.record)}" if consent.record else ""
    out = [
        "---",
        f"title: {quoted(manuscript.title)}",
        *([f"column: {quoted(award)}"] if award else []),
        f"author: {quoted(author)}",
        *([f"author_office: {quoted(unit)}"] if unit else []),
        "essay: true",
        f"consent: {{by: {quoted(consent.by)}, date: {quoted(consent.date)}{record}}}",
        f"rights: {quoted(f'征文作品，{consent.by}于{consent.date}同意发表')}",
        "---",
        "",
    ]
    for passage in manuscript.body:
        if is_label(passage.text):
            continue
        role = passage.laid.role if passage.laid else ""
        out += [("## " if role.startswith("heading") else "") + escape(passage.text), ""]
    return "\n".join(out)


def name(manuscript: Manuscript) -> str:
    """The page's file name: letters and digits that stay while the title does."""
    return f"essay-{hashlib.sha256(manuscript.title.encode()).hexdigest()[:8]}.md"
