"""Result files of learners -> Handed values: JSON files, pasted texts with many results in one, folders, zips.

Nobody's name is ever taken over: of a result only unit and code say whose it is. What can't be used is named by file
and row, and the rest is read on.
"""

import base64
import binascii
import json
import math
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiaoli.model import ReadError
from tiaoli.textfile import reason

SUFFIXES = (".json", ".txt", ".zip")
MARK = "条理成绩"
#: 条理成绩:eyJ0aWFv….1a2b3c4d ; mail programs break long lines, hence blanks within.
_PACKED = re.compile(r"条理成绩\s*[:：]\s*(?P<data>[A-Za-z0-9_\-\s]+?)\s*\.\s*(?P<crc>[0-9a-fA-F]{8})(?![0-9a-zA-Z])")
#: A result is some kilobytes, a file of pasted ones some megabytes; more is no result and may be a trap.
LARGEST = 64 * 1024 * 1024
MOST_ENTRIES = 200_000
_IGNORED = re.compile(r"(^|/)(\.|__MACOSX/|~\$|Thumbs\.db$|desktop\.ini$)")


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: `given` as the page writes it, `points` as the page counted them."""

    id: str
    rev: int
    given: str
    points: float
    seconds: float = 0


@dataclass(frozen=True, slots=True)
class Handed:
    """One result as handed in. `file` and `row` (from 1; of a text the line, of a list the entry, else 0) say where."""

    file: str
    row: int
    site: str
    statute: str
    mode: str
    title: str
    unit: str
    code: str
    finished: int
    score: float
    full: float
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a file or one row of it. `kind` groups faults in the summary; `left_out`: not counted at all."""

    file: str
    row: int
    kind: str
    message: str
    left_out: bool = True


def read(paths: Iterable[Path]) -> Iterator[Handed | Fault]:
    """Every result of files, folders and zips, in the order of names within a folder. ReadError where a path is missing."""
    for path in paths:
        if path.is_dir():
            found = sorted(one for one in path.rglob("*") if one.is_file())
            for one in found:
                shown = one.relative_to(path).as_posix()
                if not _IGNORED.search(shown):
                    yield from _file(one, shown)
        elif path.is_file():
            yield from _file(path, path.name)
        else:
            raise ReadError(f"没有找到 {path}；请检查名称，可以写成绩文件、文件夹或 .zip。")


def _file(path: Path, shown: str) -> Iterator[Handed | Fault]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        yield Fault(shown, 0, "不是成绩文件", "只读 .json、.txt 和 .zip；请另存为这几种再放进来。")
        return
    try:
        if path.stat().st_size > LARGEST and suffix != ".zip":
            yield Fault(shown, 0, "太大", "文件太大，不像成绩文件；请核对。")
            return
        content = path.read_bytes() if suffix != ".zip" else b""
    except OSError as error:
        yield Fault(shown, 0, "打不开", f"文件打不开（{reason(error)}）；请检查权限，或关闭正在占用它的程序。")
        return
    if suffix == ".zip":
        yield from _archive(path, shown)
    else:
        yield from results(content, shown)


def _archive(path: Path, shown: str) -> Iterator[Handed | Fault]:
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [info for info in archive.infolist() if not info.is_dir()]
            if len(entries) > MOST_ENTRIES:
                yield Fault(shown, 0, "太大", f"压缩包里有 {len(entries)} 个文件，太多了；请分成几个。")
                return
            for info in entries:
                name = f"{shown}/{_name(info)}"
                if _IGNORED.search(name):
                    continue
                if not name.lower().endswith((".json", ".txt")):
                    yield Fault(name, 0, "不是成绩文件", "压缩包里只读 .json 和 .txt；请解开后另存再放进来。")
                elif info.file_size > LARGEST:
                    yield Fault(name, 0, "太大", "文件太大，不像成绩文件；请核对。")
                else:
                    yield from _entry(archive, info, name)
    except (zipfile.BadZipFile, OSError, EOFError):
        yield Fault(shown, 0, "打不开", "压缩包损坏，打不开；请重新压缩后再试。")


def _entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> Iterator[Handed | Fault]:
    try:
        with archive.open(info) as opened:
            content = opened.read(LARGEST + 1)
    except RuntimeError:
        yield Fault(name, 0, "打不开", "压缩包有密码，读不了；请解开后再放进来。")
        return
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
        yield Fault(name, 0, "打不开", "压缩包里的这个文件损坏；请重新压缩后再试。")
        return
    if len(content) > LARGEST:
        yield Fault(name, 0, "太大", "文件太大，不像成绩文件；请核对。")
        return
    yield from results(content, name)


def _name(info: zipfile.ZipInfo) -> str:
    """An entry's name; Windows in China writes GBK without saying so."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("gbk")
    except UnicodeError:
        return info.filename


def results(content: bytes, shown: str) -> Iterator[Handed | Fault]:
    """The results in one file's bytes: JSON, a list of them, or text with lines 条理成绩:…"""
    text = _text(content)
    if text.lstrip()[:1] in ("{", "["):
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            yield Fault(shown, 0, "读不懂", "内容不完整或被改动，不是有效的成绩文件；请让交的人重新导出。")
            return
        for row, one in enumerate(data, 1) if isinstance(data, list) else ((0, data),):
            yield _handed(one, shown, row)
        return
    found = False
    for at in (match.start() for match in re.finditer(MARK, text)):
        line = text.count("\n", 0, at) + 1
        match = _PACKED.match(text, at)
        if match is None and not re.match(rf"{MARK}\s*[:：]", text[at : at + 20]):
            continue  # the words in a sentence
        found = True
        yield _unpacked(match, shown, line)
    if not found:
        yield Fault(shown, 0, "没有成绩", "里面没有“条理成绩:”开头的一行；请把成绩文字完整地粘贴进来。")


def _unpacked(match: re.Match[str] | None, shown: str, line: int) -> Handed | Fault:
    cut = Fault(shown, line, "校验不符", "成绩文字不完整或被改动（校验不符），没有计入；请让交的人重新复制整段文字。")
    if match is None:
        return cut
    data = "".join(match["data"].split())
    try:
        raw = base64.b64decode(data + "=" * (-len(data) % 4), altchars=b"-_", validate=True)
        if zlib.crc32(raw) != int(match["crc"], 16):
            return cut
        return _handed(json.loads(raw.decode("utf-8")), shown, line)
    except (ValueError, RecursionError, binascii.Error):
        return cut


def _text(content: bytes) -> str:
    """Any of the encodings that Notepad saves; guessing is safe here, since every pasted result has its checksum."""
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030", "replace")


def _handed(data: Any, shown: str, row: int) -> Handed | Fault:
    """A result whose every field is of its kind."""
    if not isinstance(data, dict) or data.get("tiaoli") != "quiz-result":
        return Fault(shown, row, "不是成绩文件", "不是本程序的成绩；请核对是不是放错了文件。")
    if data.get("schema") != 1:
        return Fault(shown, row, "版本不同", "成绩的格式版本不认识；请更新程序后再合并。")
    texts = [data.get(key) for key in ("site", "statute", "mode", "title", "unit", "code")]
    numbers = [data.get(key) for key in ("finished", "score", "full")]
    answers = data.get("answers")
    fine = (
        all(isinstance(text, str) for text in texts)
        and all(_is_number(value) for value in numbers)
        and isinstance(answers, list)
        and all(map(_is_answer, answers))
    )
    if not fine:
        return Fault(shown, row, "读不懂", "成绩里缺少必要的内容，或内容被改动；请让交的人重新导出。")
    rows = tuple(Answer(a[0], a[1], a[2], float(a[3]), float(a[4])) for a in answers)
    site, statute, mode, title, unit, code = ("".join(text.split())[:80] for text in texts)
    return Handed(
        shown, row, site, statute, mode, title, unit, code, int(numbers[0]), float(numbers[1]), float(numbers[2]), rows
    )


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value) and abs(value) < 1e12


def _is_answer(value: Any) -> bool:
    return (
        isinstance(value, list) and len(value) == 5 and isinstance(value[0], str) and isinstance(value[1], int)
        and isinstance(value[2], str) and len(value[2]) < 5000 and _is_number(value[3]) and _is_number(value[4])
    )  # fmt: skip
