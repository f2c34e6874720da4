"""Zip archives whose bytes depend on their content only: docx, pptx, xlsx, apkg, the USB copy.

One date (1980-01-01, the first that a zip can hold), one system (3, Unix), one mode, one order.
"""

import io
import zipfile
from collections.abc import Iterable

#: What readers of a format look for at the front, in this order; the rest follows sorted by name.
FIRST = ("mimetype", "[Content_Types].xml", "_rels/.rels")
#: These must lie uncompressed (EPUB and ODF look for them at a fixed offset).
STORED = frozenset({"mimetype"})
#: Packed already.
_PACKED = (".whl", ".zip")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_FILE_MODE = 0o100644 << 16


def pack(entries: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of (name, content), whatever order they come in; names with forward slashes.

    The same entries give the same bytes with the same zlib. Raises ValueError where a name comes twice or leads out of
    the archive.

    >>> pack([("b", b"1"), ("a", b"2")]) == pack([("a", b"2"), ("b", b"1")])
    True
    """
    contents: dict[str, bytes] = {}
    for name, content in entries:
        if name in contents:
            raise ValueError(f"twice in one zip: {name}")
        if not name or name.startswith("/") or "\\" in name or ".." in name.split("/"):
            raise ValueError(f"no name for a zip entry: {name!r}")
        contents[name] = content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(contents, key=_place):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.create_system, info.external_attr = _UNIX, _FILE_MODE
            info.compress_type = (
                zipfile.ZIP_STORED if name in STORED or name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            )
            archive.writestr(info, contents[name], compresslevel=6)
    return out.getvalue()


def normalised(archive: bytes) -> bytes:
    """The same files in an archive whose bytes repeat; entries for folders are left out."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return pack((info.filename, source.read(info)) for info in source.infolist() if not info.is_dir())


def _place(name: str) -> tuple[int, str]:
    return (FIRST.index(name) if name in FIRST else len(FIRST), name)
