"""One unit's folder: the files of the base linked or filled in, what depends on them reckoned anew, put in place whole.

Runs in any process that sees the output folder. What it writes depends on the base and the unit alone, so that two
processes at the same unit end with the same tree, and a run cut off is simply run again.
"""

import contextlib
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tiaoli import publish, site
from tiaoli.downloads.cache import program
from tiaoli.editions import base as bases
from tiaoli.editions import kit
from tiaoli.editions.base import Base
from tiaoli.editions.marks import Slot, filled, writings
from tiaoli.editions.settings import campaign_of
from tiaoli.editions.units import UNFILLED
from tiaoli.model import Asset, ReadError
from tiaoli.site import qr
from tiaoli.textfile import reason
from tiaoli.writers.word import is_untouched

SITE, KIT = "site", "资料"
#: Where finished folders are put together before they take their place, under the output folder.
WORK = ".tiaoli/work"
MADE, SAME, FAILED = "made", "same", "failed"
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Job:
    """What a worker is given: its number among the jobs, paths as text, the unit's values, and a digest of all that its folder depends on.

    `program`: digest of the program that asks, where another machine may have another; else "".
    """

    number: int
    out: str
    base: str
    folder: str
    values: tuple[tuple[str, str], ...]
    logo: bytes
    with_kit: bool
    digest: str
    program: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job, by its number: made, same (it was there already) or failed with a Chinese message."""

    number: int
    state: str
    message: str = ""
    seconds: float = 0.0


def make(job: Job) -> Outcome:
    """Make a unit's folder, unless it stands there as this job would make it."""
    if job.program and job.program != program():
        return Outcome(job.number, FAILED, "这台机器上的程序版本与发起命令的不同；请在各台机器上安装同一版本。")
    if not Path(job.base).is_dir():
        said = f"做这个单位的机器上没有 {job.out}；各台机器要能用同一个路径打开这个文件夹，请放在共享文件夹里。"
        return Outcome(job.number, FAILED, said)
    target = Path(job.out) / job.folder
    try:
        if standing(target, job.digest):
            return Outcome(job.number, SAME)
        publish.refuse_foreign(target)
        _refuse_edited(target / KIT)
        building = Path(job.out) / WORK / secrets.token_hex(8)
        try:
            for path, content in _files(job):
                place = building / path
                place.parent.mkdir(parents=True, exist_ok=True)
                _put(content, place)
            note = f"这个文件夹由 tiaoli editions 生成，每次生成都会整个更换。\n{job.digest}\n{_listing(building)}\n"
            (building / publish.MARKER).write_text(note, "utf-8")
            _swap(building, target)
        finally:
            shutil.rmtree(building, ignore_errors=True)
    except ReadError as error:
        return Outcome(job.number, FAILED, str(error))
    except OSError as error:
        return Outcome(job.number, FAILED, f"无法写入 {target}（{reason(error)}）；请检查磁盘空间和文件夹权限。")
    return Outcome(job.number, MADE)


def standing(target: Path, digest: str) -> bool:
    """Whether a folder is whole and of this digest, by the names and sizes of its files."""
    try:
        note = (target / publish.MARKER).read_text("utf-8").split("\n")
    except (OSError, ValueError):
        return False
    return len(note) > 2 and note[1] == digest and note[2] == _listing(target)


def _files(job: Job) -> Iterator[tuple[str, bytes | Path]]:
    """(path, content or a file to link) of everything in a unit's folder."""
    base, _ = bases.opened(job.base)
    values = dict(job.values)
    shown = written(base, values)
    for path, content in site_files(job.base, values, shown, job.logo).items():
        yield f"{SITE}/{path}", content
    if job.with_kit:
        for name, content in kit.files(job.base, values, shown):
            yield f"{KIT}/{name}", content


def site_files(
    folder: str, values: Mapping[str, str], written: dict[Slot, bytes], logo: bytes = b""
) -> dict[str, bytes | Path]:
    """Path -> content of a unit's site, a file of the base where nothing in it differs."""
    base, kept = bases.opened(folder)
    campaign = campaign_of(base.campaign, values, base.shape.logo)
    found: dict[str, bytes | Path] = {path: base.site / path for path in base.same}
    stamped = Slot("stamp")
    scripts = {
        path: filled(base.cut[path], written | {stamped: base.stamp.encode()})
        for path in base.scripts
        if path in base.cut
    }
    stamp = site.version(Asset(path, scripts.get(path) or kept[path]) for path in base.scripts)
    written = written | {stamped: stamp.encode()}
    cut = {path: filled(parts, written) for path, parts in base.cut.items()}
    if base.sitemap is not None:
        cut["sitemap.xml.gz"] = bases.zipped(
            cut.get("sitemap.xml") or (base.site / "sitemap.xml").read_bytes(), base.sitemap
        )
    if base.codes:
        cut |= {asset.path: asset.content for asset in qr.assets(campaign)}
    if base.shape.logo:
        cut[base.shape.logo] = logo
    cut[site.WORKER] = site.worker(campaign, kept | cut, stamp)
    return found | cut


def written(base: Base, values: Mapping[str, str]) -> dict[Slot, bytes]:
    """What stands in each slot of a unit's files, with what stands in for a value that its row lacks."""
    shown = campaign_of(base.campaign, values, base.shape.logo, UNFILLED)
    held = {"campaign": shown.plan or {}, "contest": shown.contest or {}}
    texts = {}
    for key in base.shape.marked:
        top, _, rest = key.partition(".")
        texts[key] = str((held[top].get(rest) if top in held else shown.settings.get(key)) or "")
    return writings(texts | {"url-path": urlsplit(texts.get("site.url", "")).path})


def _put(content: bytes | Path, place: Path) -> None:
    if isinstance(content, bytes):
        place.write_bytes(content)
        return
    try:
        os.link(content, place)
    except OSError:  # another disk, a file system without links, or too many links to one file
        shutil.copyfile(content, place)


def _swap(building: Path, target: Path) -> None:
    """Into its place, also when another process does the same for the same unit."""
    for attempt in range(_TRIES):
        try:
            if os.path.lexists(target):
                publish.refuse_foreign(target)
                with contextlib.suppress(FileNotFoundError):
                    old = building.with_name(secrets.token_hex(8))
                    target.rename(old)
                    shutil.rmtree(old, ignore_errors=True)
            building.rename(target)
            return
        except OSError:
            if attempt == _TRIES - 1:
                raise


def _refuse_edited(folder: Path) -> None:
    """ReadError where somebody has saved a Word file of an earlier kit: it is never replaced."""
    if not folder.is_dir():
        return
    for path in sorted(folder.glob("*.docx")):
        if not is_untouched(path.read_bytes()):
            raise ReadError(f"{path} 被改动过，不会覆盖；请先把它移走或改名，再运行同一条命令。")


def _listing(folder: Path) -> str:
    """Digest of the names and sizes of a folder's files, the marker left out."""
    rows = []
    for at, _, names in os.walk(folder):
        rows += [
            f"{os.path.relpath(os.path.join(at, n), folder)} {os.stat(os.path.join(at, n)).st_size}" for n in names
        ]
    kept = sorted(row for row in rows if not row.startswith(f"{publish.MARKER} "))
    return hashlib.sha256("\n".join(kept).encode()).hexdigest()
