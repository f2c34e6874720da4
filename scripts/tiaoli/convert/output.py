"""Conversions into a content root: nothing that somebody has edited is replaced, each file is written whole or not at all."""

import glob
import hashlib
import os
import re
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from tiaoli.clean.readings import syllables
from tiaoli.commentary import Converted
from tiaoli.commentary.page import is_edited
from tiaoli.convert.reading import load
from tiaoli.convert.values import Conversion, Written
from tiaoli.model import ReadError
from tiaoli.textfile import reason

#: Where each kind goes, under the content root.
FOLDERS = {"commentary": "docs/commentary", "statute": "docs/_data", "quiz": "quizzes", "contest": "docs/_data"}
#: Where a contest's draft goes while there is no contest, and under which name beside the content once there is one.
CONTEST, CONTEST_BESIDE = "contest.yml", "contest.from-{stem}.yml"
#: contest.yml as it comes with a new folder.
_EXAMPLE = re.compile(r"^example:\s*true\b", re.M)
#: What the name of a version beside an edited page has more than that page's.
_BESIDE = re.compile(r"\.new(-\d+)?(?=\.md$|$)")
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')
#: No name of a page is longer, without its suffix.
_LONGEST_NAME = 48


def write(
    paths: Iterable[Path | str],
    root: Path | str,
    kind: str | None = None,
    rights: str | None = None,
    progress: Callable[[Written], None] | None = None,
) -> list[Written]:
    """Convert files into a content root, one after the other; a file that can't be read doesn't stop the others.

    A page that a person has edited since is kept, and the new version goes beside it as NAME.new.md. Each file is
    written whole or not at all.
    """
    results = []
    for path in map(Path, paths):
        try:
            result = write_one(load(path, kind, rights, root), Path(root))
        except ReadError as error:
            result = Written(path, None, "failed", str(error))
        results.append(result)
        if progress:
            progress(result)
    return results


def write_one(done: Conversion, root: Path, out: Path | None = None) -> Written:
    """Write one page under `root`, or into the folder `out`; ReadError when the folder or file can't be written."""
    if done.kind == "ledger":
        return Written(done.path, None, "unchanged", done.problems[0].message, done)
    folder = out if out is not None else root / FOLDERS[done.kind]
    stem = _stem(done)
    if done.kind == "contest":
        return _write_contest(done, root, out)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        stem = _page_stem(folder, stem, done)
        target, status = _target(folder, stem, done)
        shown = target.as_posix() if out is not None else target.relative_to(root).as_posix()
        if status == "unchanged":
            return Written(done.path, target, status, f"{shown} 与上次转换的结果相同，没有改动。", done, _kept(target))
        _write_whole(target, done.markdown)
    except OSError as error:
        name = stem + _suffix(done)
        where = (out / name).as_posix() if out is not None else f"{FOLDERS[done.kind]}/{name}"
        raise ReadError(f"无法写入 {where}（{reason(error)}）；请检查文件夹的权限和磁盘空间后再试。") from None
    if status == "beside":
        kept = _BESIDE.sub("", shown)
        message = f"{kept} 在上次转换之后有人改过，没有覆盖；新的结果写在 {shown}，请比较后自行合并。"
        return Written(done.path, target, status, message, done, _kept(target))
    return Written(done.path, target, "written", f"已写入 {shown}。", done)


def _write_contest(done: Conversion, root: Path, out: Path | None) -> Written:
    """contest.yml where there is none yet, else a draft under the notice's name beside the content; nothing is replaced."""
    first = (out if out is not None else root / FOLDERS["contest"]) / CONTEST
    beside = CONTEST_BESIDE.format(stem=_stem(done))
    numbered = (beside if n == 1 else beside.replace(".yml", f"-{n}.yml") for n in range(1, 1000))
    try:
        first.parent.mkdir(parents=True, exist_ok=True)
        for target in (first, *((out if out is not None else root) / name for name in numbered)):
            old = _old(target)
            if old in (None, done.markdown):
                break
        shown = target.as_posix() if out is not None else target.relative_to(root).as_posix()
        if old is not None:
            return Written(done.path, target, "unchanged", f"{shown} 与上次转换的结果相同，没有改动。", done)
        _write_whole(target, done.markdown)
    except OSError as error:
        raise ReadError(f"无法写入 {first}（{reason(error)}）；请检查文件夹的权限和磁盘空间后再试。") from None
    if target == first:
        return Written(done.path, target, "written", f"已写入草稿 {shown}；请填好“待填”，再运行 tiaoli check。", done)
    if _EXAMPLE.search(_old(first) or ""):
        place = first.as_posix() if out is not None else first.relative_to(root).as_posix()
        message = f"读出的草稿写在 {shown}。现在的 {first.name} 是示例，没有改动；要采用草稿，请把它改名为 {place}（替换示例），填好“待填”，再运行 tiaoli check。"
    else:
        message = f"{first.name} 已经有了，没有改动；读出的草稿写在 {shown}，请比较后自行合并。"
    return Written(done.path, target, "beside", message, done)


def _kept(target: Path) -> Path | None:
    """The edited page that a new version lies beside; None for a page at its own place."""
    kept = target.with_name(_BESIDE.sub("", target.name))
    return kept if kept != target and kept.is_file() else None


def _suffix(done: Conversion) -> str:
    return ".yml" if done.kind == "quiz" else ".md"


def _stem(done: Conversion) -> str:
    stem = _UNSAFE.sub("-", done.path.stem).strip("-. ") or "page"
    return re.sub(r"\.new(-\d+)?$", "", stem)


def _page_stem(folder: Path, stem: str, done: Conversion) -> str:
    """The name of an article's page: in letters that every server and archive takes, unless its page has another already."""
    if done.kind != "commentary" or stem.isascii():
        return stem
    for page in (folder / f"{stem}.md", *sorted(folder.glob(f"{glob.escape(stem)}-*.md"))):
        old = _old(page)
        if old and (_source_of(old) == _source_name(done) or done.path.resolve() == page.resolve()):
            return stem
    return _letters(stem)


def _letters(stem: str) -> str:
    """A name in plain letters by its pinyin, and by its digest where it has none; the same name gives the same.

    >>> _letters("条例解读（2022）"), len(_letters("№"))
    ('tiao-li-jie-du-2022', 6)
    """
    digest = hashlib.sha256(stem.encode()).hexdigest()[:6]
    words = re.findall(r"[a-z0-9]+", " ".join(syllables(stem)).lower())
    name = "-".join(words)
    if len(name) <= _LONGEST_NAME:
        return name or digest
    return name[: _LONGEST_NAME - len(digest)].rpartition("-")[0] + "-" + digest


def _target(folder: Path, stem: str, done: Conversion) -> tuple[Path, str]:
    """The file to write and why: a free name, the unedited page of the same source, or a name beside an edited one."""
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        target = folder / f"{name}{_suffix(done)}"
        old = _old(target)
        if old is None:
            return target, "written"
        if old == done.markdown or done.path.resolve() == target.resolve() and not is_edited(old):
            return target, "unchanged" if old == done.markdown else "written"
        if _source_of(old) in (None, _source_name(done)) or done.path.resolve() == target.resolve():
            break
        number += 1  # another source of the same name
    if not is_edited(old):
        return target, "written"
    number = 1
    while True:
        new = "new" if number == 1 else f"new-{number}"
        # every .yml in quizzes/ is a bank: two versions of one would use each id twice
        beside = folder / (f"{name}.yml.{new}" if done.kind == "quiz" else f"{name}.{new}.md")
        old = _old(beside)
        if old is None or not is_edited(old):
            return beside, "unchanged" if old == done.markdown else "beside"
        number += 1


def _old(target: Path) -> str | None:
    try:
        return target.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return ""


def _source_of(page: str) -> str | None:
    match = re.search(r'^(?:# )?source: "(.*)"$', page, re.M)
    return match[1] if match else None


def _source_name(done: Conversion) -> str:
    return done.value.source if isinstance(done.value, Converted) else done.path.name


def _write_whole(target: Path, text: str) -> None:
    """Write through a temporary file beside the target, so that a reader sees the old page or the new one."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
