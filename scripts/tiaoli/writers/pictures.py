"""Pictures of a Word file without what cameras and programs wrote into them.

What a picture is, its bytes say, never its name: an .jfif or a picture without an extension carries EXIF like any other.
JPEG and PNG keep their pixels byte for byte; other bitmaps are drawn anew; of what is neither (SVG) nothing is kept.
"""

import struct

from tiaoli.model import ReadError
from tiaoli.writers import photos

_PNG = b"\x89PNG\r\n\x1a\n"
#: Chunks that draw (PNG, third edition, 5.6), animation and colour included; texts, time, EXIF and private ones go.
_DRAWS = frozenset(
    (
        b"IHDR",
        b"PLTE",
        b"IDAT",
        b"IEND",
        b"tRNS",
        b"cHRM",
        b"gAMA",
        b"sBIT",
        b"sRGB",
        b"cICP",
        b"bKGD",
        b"pHYs",
        b"hIST",
    )
)
_WMF = (b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")
_EMF_HEADER, _EMF_COMMENT, _EMF_PLUS = 1, 70, b"EMF+"


def clean(content: bytes) -> tuple[str, bytes] | None:
    """(extension, the picture without traces); None for what can't be cleaned. The same picture gives the same bytes."""
    if content.startswith(b"\xff\xd8"):
        return "jpeg", _jpeg(content)
    if content.startswith(_PNG):
        return "png", _png(content)
    if content[40:44] == b" EMF":
        return "emf", _emf(content)
    if content.startswith(_WMF):
        return "wmf", content  # holds drawing orders only
    try:
        return "png", photos.redrawn(content)
    except ReadError:
        return None


def _jpeg(content: bytes) -> bytes:
    """Segments APP1 to APP13, APP15 and COM go, and what lies behind the picture's end (ITU-T T.81, B.1; JFIF 1.02).

    APP0 is the header, APP14 says how colours are stored.
    """
    out, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if marker == 0xFF:  # filling
            at += 1
            continue
        if marker == 0xD9:
            break
        size = 2 + int.from_bytes(content[at + 2 : at + 4], "big")
        if not (0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            out.append(content[at : at + size])
        at += size
        if marker == 0xDA:  # a scan runs to the next marker that is neither a stuffed FF nor a restart
            end = at
            while (end := content.find(b"\xff", end)) >= 0 and end + 1 < len(content):
                if content[end + 1] and not 0xD0 <= content[end + 1] <= 0xD7 and content[end + 1] != 0xFF:
                    break
                end += 1
            end = len(content) if end < 0 else end
            out.append(content[at:end])
            at = end
    return b"".join([*out, b"\xff\xd9"])


def _png(content: bytes) -> bytes:
    out, at = [content[:8]], 8
    while at + 12 <= len(content):
        size = 12 + int.from_bytes(content[at : at + 4], "big")
        kind = content[at + 4 : at + 8]
        if kind in _DRAWS:
            out.append(content[at : at + size])
        if kind == b"IEND":
            break
        at += size
    return b"".join(out)


def _emf(content: bytes) -> bytes:
    """Without its description (program and title) and comments that draw nothing (MS-EMF 2.3.4.2, 2.3.3)."""
    out, at = bytearray(), 0
    while at + 8 <= len(content):
        kind, size = struct.unpack_from("<II", content, at)
        record = bytearray(content[at : at + max(size, 8)])
        at += len(record)
        if kind == _EMF_HEADER and len(record) >= 88:
            count, place = struct.unpack_from("<II", record, 60)
            record[place : place + 2 * count] = bytes(len(record[place : place + 2 * count]))
        if kind != _EMF_COMMENT or record[12:16] == _EMF_PLUS:
            out += record
        if kind == 14:
            break
    if len(out) >= 56:
        struct.pack_into("<I", out, 48, len(out))
        struct.pack_into("<I", out, 52, _records(out))
    return bytes(out)


def _records(content: bytearray) -> int:
    count = at = 0
    while at + 8 <= len(content):
        at += max(struct.unpack_from("<I", content, at + 4)[0], 8)
        count += 1
    return count
