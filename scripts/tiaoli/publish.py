"""Put a newly built folder in the place of the old one, so that a kill at any moment loses neither.

The states that a kill can leave, for a site in `site/`, and what the next start (`recover`) makes of each:

    site  site.building-…            killed while building or tidying   the leftover goes
          site.building-…  site.old  killed between the two renames     the old one comes back, the leftover goes
    site                   site.old  killed before tidying up           the old one goes

A folder is never deleted under the name site.old, so that what has this name is always whole.
"""

import contextlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from tiaoli.model import ReadError
from tiaoli.textfile import reason

#: Stands in every folder that we have written whole; nothing without it is ever replaced.
MARKER = ".tiaoli-site"
_BUILDING = re.compile(r"\.building-[0-9a-f]{8}\Z")


@contextlib.contextmanager
def publishing(site: Path, lock: Path) -> Iterator[Path]:
    """A new, empty folder beside `site` that takes its place when the block ends without an error.

    While it runs no other process can hold the same `lock` file. After an error `site` is as it was and the new
    folder is gone. Raises ReadError when the place is taken by something that isn't ours, or can't be written.
    """
    site = Path(os.path.abspath(site))
    with held(lock):
        _recover(site)
        refuse_foreign(site)
        building = _spare(site)
        try:
            building.mkdir(parents=True)
        except OSError as error:
            raise ReadError(f"无法在 {site.parent} 里写入（{reason(error)}）；请检查磁盘空间和文件夹权限。") from None
        try:
            yield building
            (building / MARKER).write_text("这个文件夹由 tiaoli 生成，每次生成都会整个更换。\n", "utf-8")
            _swap(building, site)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        _discard(_old(site), site)


def recover(site: Path, lock: Path) -> None:
    """Bring back or tidy up what a killed run left beside `site`; ReadError while another run holds the lock."""
    with held(lock):
        _recover(Path(os.path.abspath(site)))


def _recover(site: Path) -> None:
    old = _old(site)
    if is_ours(old):
        if os.path.lexists(site):
            _discard(old, site)
        else:
            old.rename(site)
    if site.parent.is_dir():
        for path in site.parent.iterdir():
            if path.name.startswith(site.name) and _BUILDING.match(path.name[len(site.name) :]) and path.is_dir():
                shutil.rmtree(path, ignore_errors=True)


def is_ours(folder: Path) -> bool:
    """Whether we wrote this folder."""
    return not folder.is_symlink() and (folder / MARKER).is_file()


def refuse_foreign(folder: Path) -> None:
    """Raise ReadError when something is in this place that we didn't write; an empty folder is fine."""
    if not os.path.lexists(folder) or is_ours(folder):
        return
    if folder.is_symlink() or not folder.is_dir():
        raise ReadError(f"{folder} 已经存在，而且不是普通文件夹；请把它移走或改名后再试。")
    if any(folder.iterdir()):
        raise ReadError(f"{folder} 里已有别的文件，不是本程序生成的，不会覆盖；请把它移走或改名，或换一个输出位置。")


def _old(site: Path) -> Path:
    return site.with_name(site.name + ".old")


def _spare(site: Path) -> Path:
    """A new name of the kind that `recover` clears away."""
    return site.with_name(f"{site.name}.building-{secrets.token_hex(4)}")


def _discard(folder: Path, site: Path) -> None:
    if not is_ours(folder):
        return
    with contextlib.suppress(OSError):  # in use by another program: the next start tries again
        spare = folder.rename(_spare(site))
        shutil.rmtree(spare, ignore_errors=True)


def _swap(building: Path, site: Path) -> None:
    """The two renames. If the second fails, the first is undone."""
    old = _old(site)
    if os.path.lexists(old):
        raise ReadError(f"{old} 占着临时的位置，而且不是本程序生成的；请把它移走或改名后再试。")
    try:
        if is_ours(site):
            site.rename(old)
        elif site.exists():
            site.rmdir()  # an empty folder that somebody made
    except OSError as error:
        raise ReadError(_busy(site, error)) from None
    try:
        building.rename(site)
    except OSError as error:
        if old.exists():
            old.rename(site)
        raise ReadError(_busy(site, error)) from None


def _busy(site: Path, error: OSError) -> str:
    return f"无法更换 {site}（{reason(error)}），原来的网站没有动；请关闭正在使用它的窗口或程序后再试。"


@contextlib.contextmanager
def held(lock: Path) -> Iterator[None]:
    """Hold the lock file; the system lets go of it however the process ends."""
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = lock.open("a+b")
    except OSError as error:
        raise ReadError(f"无法写入 {lock}（{reason(error)}）；请检查磁盘空间和文件夹权限。") from None
    with handle:
        try:
            _take(handle)
        except OSError:
            raise ReadError("另一个 tiaoli 正在生成这个网站；请等它结束后再试。") from None
        yield


if os.name == "nt":
    import msvcrt

    def _take(handle) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
