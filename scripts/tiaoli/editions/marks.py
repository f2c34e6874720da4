"""Marks in the place of a unit's values, and how each of them came out of a build: escaped for HTML, Markdown or not.

A mark for text holds every character that some escaping changes, so that the way in which it stands in a file tells how a
value must be written there. A way that isn't known stops the work: nothing is put in by guess.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tiaoli.site.markup import esc, md

#: Characters that some escaping changes, of those that a value may hold (`units` refuses the others).
_PROBE = "&'*_{}[]#~()/:;.-+=!@%$^?, 中〇　“”"
#: By this word an office is known for an example.
EXAMPLE = "示例"
_URL, _URL_PATH = "https://tlqmark.example/tlqpath/", "/tlqpath/"
_ID = "tlqmark-id"
_ANY = re.compile(rf"{re.escape(_URL)}|{_URL_PATH}|{_ID}|tlq(\d\d)a(.*?)tlq\1z", re.DOTALL)
#: Nothing of a mark may be left over.
_LEFT = b"tlq"
#: Ways in which a text stands in a file.
WAYS = {
    "plain": lambda text: text,
    "html": esc,
    "markdown": md,
    "xml": lambda text: text.replace("&", "&amp;"),
    "jinja": lambda text: text.replace("&", "&amp;").replace("'", "&#39;"),
}


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a file. `key`: the setting that stands here, or url-path, stamp; `way`: how it is written."""

    key: str
    way: str = "plain"


Pieces = tuple[bytes | Slot, ...]


def marks(keys: Iterable[str], examples: Iterable[str] = ()) -> dict[str, str]:
    """Setting -> its mark. `examples`: those whose text calls itself an example, which a page takes note of."""
    fixed = {"site.url": _URL, "site.id": _ID}
    said = dict.fromkeys(examples, _PROBE + EXAMPLE)
    return {key: fixed.get(key) or f"tlq{at:02d}a{said.get(key, _PROBE)}tlq{at:02d}z" for at, key in enumerate(keys)}


def pieces(content: bytes, keys: tuple[str, ...], stamp: str, where: str) -> Pieces | None:
    """The file as what stays and what changes with the unit; None where nothing does.

    `keys`: in the order in which `marks` had them. `stamp`: the version in the addresses of scripts and styles. Raises
    RuntimeError for a mark that came out in a way that isn't known.
    """
    versioned = f"?v={stamp}".encode()
    if _LEFT not in content and versioned not in content:
        return None
    found: list[bytes | Slot] = []
    text, end = content.decode(), 0
    for match in _ANY.finditer(text):
        found += [text[end : match.start()].encode(), _slot(match, keys, where)]
        end = match.end()
    found.append(text[end:].encode())
    return tuple(part for piece in found for part in _stamped(piece, versioned) if part != b"")


def _slot(match: re.Match[str], keys: tuple[str, ...], where: str) -> Slot:
    if match[0] in (_URL, _URL_PATH, _ID):
        return Slot({_URL: "site.url", _URL_PATH: "url-path", _ID: "site.id"}[match[0]])
    key = keys[int(match[1])]
    way = next((way for way, write in WAYS.items() if write(_PROBE) == match[2].removesuffix(EXAMPLE)), None)
    if way is None:
        raise RuntimeError(f"{where}: no known way to write {key}: {match[2]!r}")
    return Slot(key, way)


def _stamped(piece: bytes | Slot, versioned: bytes) -> Iterable[bytes | Slot]:
    if isinstance(piece, Slot):
        yield piece
        return
    if _LEFT in piece:
        raise RuntimeError(f"a mark came out in parts: {piece[max(0, piece.index(_LEFT) - 40) :][:120]!r}")
    first, *rest = piece.split(versioned)
    yield first
    for part in rest:
        yield from (b"?v=", Slot("stamp"), part)


def filled(parts: Pieces, written: Mapping[Slot, bytes]) -> bytes:
    """The file of one unit. `written`: what stands in each slot."""
    return b"".join(part if isinstance(part, bytes) else written[part] for part in parts)


def writings(values: Mapping[str, str]) -> dict[Slot, bytes]:
    """What stands in any slot for a unit's values."""
    return {Slot(key, way): write(text).encode() for key, text in values.items() for way, write in WAYS.items()}
