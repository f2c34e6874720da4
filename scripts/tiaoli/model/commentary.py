"""An article about the statute, and what happened to it on its way in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Removal:
    """Text of the source that is not part of the article, and why it went."""

    text: str
    reason: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Repair:
    """A certain repair: `before` became `after` in paragraph `paragraph` (from 0; -1: in the title or another field) by the named rule."""

    paragraph: int
    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """A repair decided by context, or a thing that can't be known: for a person's eye.

    `paragraph` is -1 for a doubt in the title or another field; `offset`: where `text` begins in the paragraph.
    """

    paragraph: int
    text: str
    alternatives: tuple[str, ...]
    reason: str
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to a provision.

    `text` as written, `start`/`end` offsets in the text searched, `target` an address (None: does not resolve, and
    `reason` says why in Chinese), `instrument` the other instrument's name when it isn't ours (then `target` is None),
    `targets` every address of a range, on its first end.
    """

    text: str
    start: int
    end: int
    target: str | None
    instrument: str | None = None
    quote: str | None = None
    verified: bool | None = None
    paragraph: int = 0
    reason: str | None = None
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commentary:
    """One article. Every metadata field is None unless the file itself states it. `published` is ISO 8601."""

    title: str | None = None
    subtitle: str | None = None
    column: str | None = None
    author: str | None = None
    author_office: str | None = None
    publisher: str | None = None
    published: str | None = None
    editor: str | None = None
    place: str | None = None
    paragraphs: tuple[str, ...] = ()
    headings: tuple[int, ...] = ()
    removed: tuple[Removal, ...] = ()
    repairs: tuple[Repair, ...] = ()
    uncertain: tuple[Uncertainty, ...] = ()
    citations: tuple[Citation, ...] = ()
