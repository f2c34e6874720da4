"""Notes as an Anki package, .apkg, through genanki. Nothing else of ours imports genanki.

Anki knows a note by its guid and takes a new version only where its time of change is later than that of the note it has.
"""

import os
import tempfile
import warnings
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import genanki

from tiaoli.writers.zips import normalised

#: Ids of notes and cards are milliseconds for Anki: a fixed day, so that bytes repeat.
_CREATED = 1_700_000_000
#: A note's time of change is this much plus its revision in seconds: 2100-01-01. Anki itself marks a note as changed today
#: when it tags it (leech) or a learner does; a correction must win over that, or a wrong answer stays in somebody's head.
_CHANGED = 4_102_444_800


@dataclass(frozen=True, slots=True)
class Card:
    """One note with one card. `fields`: HTML, in the order of the look's fields; `tags` without blanks."""

    guid: str
    revision: int
    fields: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """A note type. `number`: its id for ever, a new one where `fields` change; `front` and `back`: Anki's templates."""

    number: int
    name: str
    fields: tuple[str, ...]
    front: str
    back: str
    css: str


class _Note(genanki.Note):
    """A note whose time of change follows its revision."""

    changed = _CHANGED

    def write_to_db(self, cursor, timestamp, deck_id, id_gen):
        super().write_to_db(cursor, self.changed, deck_id, id_gen)


def package(name: str, key: str, look: Look, cards: Iterable[Card], about: str = "") -> bytes:
    """One deck as a file. `key` names the deck for ever, whatever it is called. The same cards give the same bytes."""
    model = genanki.Model(
        look.number, look.name, fields=[{"name": field} for field in look.fields],
        templates=[{"name": "答题", "qfmt": look.front, "afmt": look.back}], css=look.css,
    )  # fmt: skip
    deck = genanki.Deck((1 << 30) + zlib.crc32(key.encode()) % (1 << 30), name, about)
    for card in cards:
        note = _Note(model, list(card.fields), tags=card.tags, guid=card.guid)
        note.changed = _CHANGED + card.revision
        deck.add_note(note)
    handle, path = tempfile.mkstemp(suffix=".apkg")
    os.close(handle)
    try:
        with warnings.catch_warnings():  # it takes an escaped &lt; in a text for a tag that somebody forgot to close
            warnings.simplefilter("ignore", UserWarning)
            genanki.Package(deck).write_to_file(path, timestamp=_CREATED)
        return normalised(Path(path).read_bytes())
    finally:
        os.unlink(path)
