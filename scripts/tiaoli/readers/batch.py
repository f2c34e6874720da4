"""Folders and zip archives: which files there are to read, and what came of each.

An archive is unpacked into a folder of our own, by names made safe: nothing is ever written outside it, links and
devices are left out, names that Windows wrote in GBK are put right. The originals are only read.
"""

import os
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from tiaoli.model import ERROR, WARNING, ReadError, Source
from tiaoli.readers import choose, files
from tiaoli.textfile import reason

#: Most files taken from one folder or archive.
MAX_FILES = 5000
#: Archives inside archives are opened so deep.
DEEPEST = 3
#: What offices and computers leave lying about: ~$方案.docx, Thumbs.db, .DS_Store, __MACOSX/.
_LITTER = re.compile(r"(?:^|/)(?:~\$[^/]*|\.[^/]+|Thumbs\.db|desktop\.ini|__MACOSX(?:/.*)?)$", re.I)
_UNSAFE = re.compile(r'[\x00-\x1f<>:"|?*]')
_UTF8_FLAG = 0x800
_LINK = 0o120000


@dataclass(frozen=True)
class Item:
    """One file to read: where it lies, and how messages call it (the path inside its folder or archive)."""

    path: Path
    shown: str


@dataclass(frozen=True)
class Outcome:
    """What came of one file: a Source, or the sentence that says why not."""

    shown: str
    source: Source | None = None
    failure: str = ""

    @property
    def warnings(self) -> int:
        """How many problems a person should look at."""
        return sum(p.severity in (WARNING, ERROR) for p in self.source.problems) if self.source else 0


@dataclass(frozen=True)
class Gathered:
    """Files found, and what could not be taken."""

    items: tuple[Item, ...]
    failures: tuple[Outcome, ...] = ()
    skipped: tuple[str, ...] = field(default=())


@contextmanager
def gathered(paths: Iterable[Path | str]) -> Iterator[Gathered]:
    """All files behind the paths: files as they are, folders and zip archives with everything in them.

    Archives are unpacked for as long as the context lasts. What can't be opened is a failure beside the rest.
    """
    with TemporaryDirectory(prefix="tiaoli-") as folder:
        items: list[Item] = []
        failures: list[Outcome] = []
        skipped: list[str] = []
        for number, given in enumerate(map(Path, paths)):
            try:
                if given.is_dir():
                    _from_folder(given, Path(folder) / str(number), items, failures, skipped)
                elif _is_zip(given):
                    _from_zip(given, Path(folder) / str(number), items, failures, skipped)
                else:
                    items.append(Item(given, str(given)))
            except ReadError as error:
                failures.append(Outcome(str(given), None, str(error)))
            except OSError as error:
                failures.append(
                    Outcome(str(given), None, f"无法读取 {given.name}（{reason(error)}）；请检查权限后再试。")
                )
        yield Gathered(tuple(items), tuple(failures), tuple(skipped))


def _is_zip(path: Path) -> bool:
    """An archive of files, and no Office file, by its name and its bytes; a torn one counts by its name."""
    if path.suffix.lower() not in (".zip", "") or not path.is_file() or not path.stat().st_size:
        return False
    return files.kind_of(files.load(path)) == "zip"


def _from_folder(folder: Path, into: Path, items: list[Item], failures: list[Outcome], skipped: list[str]) -> None:
    """Every file below a folder, in the order of names, and what the archives among them hold; links to folders aren't
    followed."""

    def refused(error: OSError) -> None:
        name = Path(error.filename or folder).name
        failures.append(Outcome(str(error.filename or folder), None, f"没有权限打开文件夹 {name}；请检查权限后再试。"))

    count = 0
    for place, folders, names in os.walk(folder, onerror=refused):
        folders.sort()
        folders[:] = [name for name in folders if not _LITTER.search(name)]
        for name in sorted(names):
            path = Path(place) / name
            shown = path.relative_to(folder).as_posix()
            if _LITTER.search(shown) or not path.is_file():
                skipped.append(shown)
                continue
            count += 1
            if count > MAX_FILES:
                raise ReadError(f"{folder.name} 里的文件超过 {MAX_FILES} 个，太多了；请分成几个文件夹再试。")
            try:
                if _is_zip(path):
                    _from_zip(path, into / str(count), items, failures, skipped, f"{shown}/")
                else:
                    items.append(Item(path, shown))
            except ReadError as error:
                failures.append(Outcome(shown, None, str(error)))


def _from_zip(
    path: Path,
    into: Path,
    items: list[Item],
    failures: list[Outcome],
    skipped: list[str],
    above: str = "",
    depth: int = 1,
) -> None:
    """Every file of an archive, and what the archives inside it hold."""
    content = files.load(path)
    if len(files.names(content, path.name)) > MAX_FILES or len(items) > MAX_FILES:
        raise ReadError(f"{path.name} 里的文件超过 {MAX_FILES} 个，太多了；请分成几份再试。")
    for number, (info, blob) in enumerate(files.entries(content, path.name)):
        shown = above + name_of(info)
        if _LITTER.search(shown) or (info.external_attr >> 16) & 0o170000 == _LINK:
            skipped.append(shown)
            continue
        # the number keeps names apart that only differ in what was made safe, or in case
        target = into / str(number) / safe(shown.rpartition("/")[2])
        target.parent.mkdir(parents=True)
        target.write_bytes(blob)
        try:
            if not _is_zip(target):
                items.append(Item(target, shown))
            elif depth < DEEPEST:
                _from_zip(target, into / f"{number}-in", items, failures, skipped, f"{shown}/", depth + 1)
            else:
                failures.append(
                    Outcome(shown, None, f"{shown} 是一层套一层的压缩包，超过 {DEEPEST} 层的没有打开；请先解压再试。")
                )
        except ReadError as error:
            failures.append(Outcome(shown, None, str(error)))


def name_of(info: zipfile.ZipInfo) -> str:
    """A member's name as its author wrote it: zip says UTF-8 or says nothing, and Chinese Windows wrote GBK.

    >>> info = zipfile.ZipInfo("通知.docx".encode("gbk").decode("cp437")); name_of(info)
    '通知.docx'
    """
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name.replace("\\", "/")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
            except UnicodeDecodeError:
                continue
            # the GBK of 通知 happens to be valid UTF-8, but for letters that no Chinese file name has
            if encoding == "utf-8" and all(char < "\x80" or char >= "\u2000" for char in name):
                break
    return name.replace("\\", "/")


def safe(name: str) -> str:
    """A file name that is one, and stays inside its folder.

    >>> safe("../../etc/passwd"), safe("a:b?.docx"), safe("..")
    ('passwd', 'a_b_.docx', '_')
    """
    last = _UNSAFE.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, suffix = last.rpartition(".")
    return f"{stem[:80]}{dot}{suffix[:10]}" if stem else last[:80] or "_"


def attempt(item: Item, read: Callable[[Path], Source] = choose.read) -> Outcome:
    """Read one file; whatever is wrong with it becomes the outcome's failure, so that the others go on."""
    try:
        return Outcome(item.shown, read(item.path))
    except ReadError as error:
        return Outcome(item.shown, None, str(error))
    except (RecursionError, MemoryError):
        return Outcome(
            item.shown, None, f"{item.path.name} 的结构太复杂，读不了；请用 WPS 或 Word 打开，另存一份再试。"
        )


def read_all(items: Iterable[Item], jobs: int = 1, read: Callable[[Path], Source] = choose.read) -> Iterator[Outcome]:
    """Outcomes in the order of the items, by `jobs` processes."""
    work = partial(attempt, read=read)
    if jobs == 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(work, items)
