"""What a site served over https keeps on a reader's device: versions in addresses, the manifest, the service worker.

Addresses of scripts and styles carry the version of all of them together, so that no reader ever runs an old script
against new data, with or without a service worker. The worker is written last, from the files as they are published.
"""

import hashlib
import json
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from importlib import resources

from tiaoli.model import Asset, Campaign, Page
from tiaoli.site.frame import site_id

SCRIPT = "assets/offline.js"
MANIFEST, WORKER = "manifest.webmanifest", "sw.js"
#: <script src="../assets/quiz-page.js">, <link rel="stylesheet" href="assets/quiz.css">
_TAG = re.compile(r'(<(?:script|link)\b[^>]*?\b(?:src|href)="(?:\.\./)*assets/[\w.-]+\.(?:js|css))"')
#: What is read before anything else: kept on the device. Long lists of other texts and files to print are not.
_CORE = re.compile(r"(?!(?:local|commentary|downloads|api|assets/qr)/).*\.(?:html|css|js|svg|webmanifest)$")
_ICONS = (192, 512)
_RED, _PAPER = (0x8F, 0x1D, 0x21), (0xFB, 0xF8, 0xF2)
#: The mark's three bars as x, y, width, height of 24.
_BARS = ((3, 3.5, 18, 3), (7, 10.5, 14, 3), (10, 17.5, 9, 3))


def version(made: Iterable[Page | Asset]) -> str:
    """8 hexadecimal digits of all scripts and styles together."""
    found = {
        one.path: hashlib.sha256(one.content).hexdigest()
        for one in made
        if isinstance(one, Asset) and one.path.endswith((".js", ".css"))
    }
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()[:8]


def stamped(page: Page, version: str) -> Page:
    """The page with the version in the addresses of scripts and styles that it names itself."""
    return replace(page, markdown=_TAG.sub(rf'\1?v={version}"', page.markdown))


def assets(campaign: Campaign) -> Iterator[Asset]:
    """Manifest, icons, and the script that registers the worker."""
    settings = campaign.settings
    name = str(settings.get("site.title") or campaign.statute.title)
    manifest = {
        "name": name, "short_name": campaign.statute.title[:12], "lang": "zh-CN", "start_url": "index.html",
        "scope": ".", "display": "standalone", "background_color": "#fbf8f2", "theme_color": "#fbf8f2",
        "icons": [{"src": f"assets/icon-{n}.png", "sizes": f"{n}x{n}", "type": "image/png"} for n in _ICONS],
    }  # fmt: skip
    yield Asset(MANIFEST, (json.dumps(manifest, ensure_ascii=False, indent=1) + "\n").encode())
    for size in _ICONS:
        yield Asset(f"assets/icon-{size}.png", icon(size))
    yield Asset(SCRIPT, (resources.files("tiaoli") / SCRIPT).read_bytes())


def icon(size: int) -> bytes:
    """The mark as a PNG: the same bytes each time."""
    scale = size / 24 * 0.7
    left = size * 0.15
    rows = []
    for y in range(size):
        row = bytearray(_PAPER * size)
        for bar in _BARS:
            if left + bar[1] * scale <= y < left + (bar[1] + bar[3]) * scale:
                start, end = round(left + bar[0] * scale), round(left + (bar[0] + bar[2]) * scale)
                row[3 * start : 3 * end] = bytes(_RED) * (end - start)
        rows.append(b"\0" + bytes(row))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    body = zlib.compress(b"".join(rows), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def is_core(path: str) -> bool:
    """Whether a published file is kept on the device."""
    return bool(_CORE.match(path)) and path != WORKER


def worker(campaign: Campaign, files: Mapping[str, bytes], stamp: str) -> bytes:
    """The service worker for the published `files` (path -> content); other files give another worker.

    `stamp`: the version in the addresses of their scripts and styles.
    """
    core = {path: content for path, content in sorted(files.items()) if is_core(path)}
    digests = {path: hashlib.sha256(content).hexdigest()[:8] for path, content in core.items()}
    whole = hashlib.sha256(json.dumps(digests).encode()).hexdigest()[:12]
    text = (resources.files("tiaoli") / "assets/sw.js").read_text("utf-8")
    listed = json.dumps(sorted(digests), ensure_ascii=False, separators=(",", ":"))
    for name, value in (
        ("SITE", json.dumps(site_id(campaign))),
        ("STAMP", json.dumps(stamp)),
        ("VERSION", json.dumps(whole)),
        ("FILES", listed),
    ):
        text = text.replace(f"/* {name} */", value, 1)
    return text.encode()
