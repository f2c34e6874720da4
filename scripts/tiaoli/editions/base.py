"""The site built once with marks in it, for all units that differ in nothing but text, and kept on disk for the workers.

What a page only repeats (names, addresses) is marked. What it reckons with (dates), or what is either there or not (an
address on the Internet, a logo), makes a base of its own: units that agree in these share one.
"""

import gzip
import hashlib
import io
import os
import pickle
import struct
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from tiaoli import handouts, mkdocs_plugin, outside, site
from tiaoli.downloads.cache import program
from tiaoli.editions.columns import COLUMNS
from tiaoli.editions.marks import EXAMPLE, Pieces, marks, pieces
from tiaoli.editions.settings import campaign_of
from tiaoli.editions.units import Unit
from tiaoli.handouts.files import faces
from tiaoli.model import Asset, Campaign, ReadError
from tiaoli.writers.typst import Faces

#: Folder of QR codes, which are drawn anew for each unit's address.
QR = "assets/qr/"
#: Files by which the service worker tells one site from another.
_KEPT = (".html", ".css", ".js", ".svg", ".webmanifest")
_SITEMAP = "sitemap.xml.gz"
_PLAN = "plan.pickle"
_DATES = tuple(column.key for column in COLUMNS if column.kind == "date")
_ALWAYS = tuple(
    c.key for c in COLUMNS if c.kind in ("text", "id") and c.key.partition(".")[0] not in ("campaign", "contest")
)
_EITHER = ("site.url", "icp", "police", "site.subtitle")


@dataclass(frozen=True, slots=True)
class Shape:
    """What units must agree in to share a base: settings that are marked, which of them say that it is an example, logo, dates."""

    marked: tuple[str, ...]
    examples: tuple[str, ...]
    logo: str
    dates: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Base:
    """A built site as its parts. `same`: files that no unit changes, in `site`; `cut`: those that differ.

    `scripts`: assets by which the stamp is reckoned. `sitemap`: time and name in the head of its packed copy, None where
    there is none. `codes`: whether it has QR codes. `campaign`: the content root's own, unmarked. `digest`: of all that an edition is made of but the unit.
    """

    folder: Path
    shape: Shape
    campaign: Campaign
    mode: str
    same: tuple[str, ...]
    cut: dict[str, Pieces]
    scripts: tuple[str, ...]
    stamp: str
    sitemap: tuple[int, str] | None
    codes: bool
    faces: Faces
    digest: str = ""

    @property
    def site(self) -> Path:
        """Where the files lie that all editions share."""
        return self.folder / "site"


def shape_of(unit: Unit, together: frozenset[str]) -> Shape:
    """The shape of a unit. `together`: settings of the other files that some unit of the table sets."""
    given = unit.values
    own = [key for key in _ALWAYS if key not in _EITHER or key in given]
    own += [key for key in _EITHER if key in given and key not in own]
    own += [key for key in sorted(together) if key not in _DATES]
    dates = tuple((key, given[key]) for key in _DATES if key in given)
    examples = tuple(key for key in ("office.name", "sponsor") if EXAMPLE in given.get(key, unit.name))
    return Shape(tuple(own), examples, unit.logo_path, dates)


def dated(campaign: Campaign, shape: Shape) -> Campaign:
    """The campaign with the dates of a shape, for its check."""
    return campaign_of(campaign, dict(shape.dates))


def marked_campaign(campaign: Campaign, shape: Shape) -> Campaign:
    """The campaign with a mark for every value that a unit may set."""
    return campaign_of(campaign, marks(shape.marked, shape.examples) | dict(shape.dates), shape.logo)


def build(campaign: Campaign, shape: Shape, mode: str, into: Path) -> Base:
    """Build the site of a shape into a folder under `into`, named by its digest.

    Raises ReadError where MkDocs can't build it or a page would ask another host for anything.
    """
    building = into / f"building-{os.getpid()}"
    marked = marked_campaign(campaign, shape)
    made = tuple(site.pages(marked, mode))
    mkdocs_plugin.build_site(campaign.root, building / "site", mode=mode, campaign=marked, made=made)
    if found := list(outside.requests(building / "site")):
        raise ReadError(
            f"生成的网页会向别的网站请求内容：{'；'.join(f'{page} → {address}' for page, address in found[:3])}。请去掉这些地址。"
        )
    base = _cut(building / "site", campaign, shape, mode, made)
    folder = into / f"base-{base.digest[:16]}"
    (building / _PLAN).write_bytes(pickle.dumps(base))
    os.replace(building, folder)
    return replace(base, folder=folder)


def _cut(built: Path, campaign: Campaign, shape: Shape, mode: str, made: tuple) -> Base:
    stamp = site.version(made)
    scripts = tuple(sorted(a.path for a in made if isinstance(a, Asset) and a.path.endswith((".js", ".css"))))
    same, cut, sitemap, codes = [], {}, None, False
    whole = hashlib.sha256(f"{program()} {mode} {shape!r}".encode())
    for path in sorted(p.relative_to(built).as_posix() for p in built.rglob("*") if p.is_file()):
        content = (built / path).read_bytes()
        if path.startswith(QR):
            codes = True
        elif path == site.WORKER:
            pass
        elif path == _SITEMAP:
            sitemap = _gzip_head(content)
            if zipped(gzip.decompress(content), sitemap) != content:
                raise RuntimeError("the sitemap is packed in a way that isn't known")
        elif found := pieces(content, shape.marked, stamp, path):
            cut[path] = found
        else:
            same.append(path)
            whole.update(f"{path} {hashlib.sha256(content).hexdigest()}".encode())
            continue
        (built / path).unlink()
    whole.update(repr(cut).encode())
    whole.update(repr([one.document for one in handouts.handouts(dated(campaign, shape))]).encode())
    return Base(
        built,
        shape,
        campaign,
        mode,
        tuple(same),
        cut,
        scripts,
        stamp,
        sitemap,
        codes,
        faces(campaign),
        whole.hexdigest(),
    )


def _gzip_head(content: bytes) -> tuple[int, str]:
    """Time and name in the head of a gzip file (RFC 1952, 2.3)."""
    name = content[10 : content.index(b"\0", 10)].decode("latin-1") if content[3] & 8 else ""
    return struct.unpack("<I", content[4:8])[0], name


def zipped(content: bytes, head: tuple[int, str]) -> bytes:
    """gzip with that head, as MkDocs packs its sitemap."""
    out = io.BytesIO()
    with gzip.GzipFile(filename=head[1], mode="wb", fileobj=out, mtime=head[0]) as archive:
        archive.write(content)
    return out.getvalue()


@lru_cache(maxsize=4)
def opened(folder: str) -> tuple[Base, dict[str, bytes]]:
    """A base that a worker reads once, with the content of its files that tell one site from another."""
    base: Base = replace(pickle.loads((Path(folder) / _PLAN).read_bytes()), folder=Path(folder))
    kept = {path: (base.site / path).read_bytes() for path in base.same if path.endswith(_KEPT) or path in base.scripts}
    return base, kept
