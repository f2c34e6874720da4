"""The sealed key (编号对照表): which number is whose. The only file that ties the two; kept apart from what judges get."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tiaoli.model import ReadError
from tiaoli.readers import sheets
from tiaoli.writers.xlsx import Column, Sheet, workbook

_HEADS = ("编号", "原文件", "标题", "姓名", "单位", "原文件摘要", "同意署名")
_YES = frozenset({"是", "同意", "有", "√", "✓"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One numbered entry. `digest`: SHA-256 of the file as handed in; `consent`: the author agreed to be named
    on the site.
    """

    number: str
    file: str
    title: str
    name: str = ""
    unit: str = ""
    digest: str = ""
    consent: bool = False

    @property
    def authors(self) -> tuple[str, ...]:
        """Names one by one."""
        return tuple(filter(None, re.split(r"[、，,\s]+", self.name)))


def write(entries: Sequence[Entry]) -> bytes:
    """The key as a workbook."""
    rows = tuple(
        (e.number, e.file, e.title, e.name, e.unit, e.digest, "是" if e.consent else "")
        for e in sorted(entries, key=lambda e: e.number)
    )
    columns = (Column(_HEADS[0], 8, "centre"), Column(_HEADS[1], 32), Column(_HEADS[2], 36), Column(_HEADS[3], 14),
               Column(_HEADS[4], 26), Column(_HEADS[5], 68), Column(_HEADS[6], 12, "centre"))  # fmt: skip
    notes = (
        "评审结束前请密封保存，不要交给评委，不要放进匿名稿件的文件夹。姓名、单位有空缺的，请在计分前补上。“同意署名”按声明页填“是”，没有填的，网页的获奖名单里不印姓名。",
    )
    return workbook((Sheet("编号对照", columns, rows, "编号对照表（密封）", notes, True),), "编号对照表")


def read(path: Path) -> tuple[Entry, ...]:
    """The key, perhaps completed by hand. Raises ReadError with the row where it can't be used."""
    for rows in sheets.read(path):
        at = next((at for at, (_, cells) in enumerate(rows[:5]) if cells[:1] == ("编号",)), None)
        if at is None:
            continue
        found: dict[str, Entry] = {}
        for number, cells in rows[at + 1 :]:
            said = [word.strip() for word in [*cells, *[""] * 7][:7]]
            if not re.fullmatch(r"\d+", said[0]):
                continue
            entry = Entry(said[0].zfill(4), *said[1:6], said[6] in _YES)
            if entry.number in found:
                raise ReadError(f"{path.name} 第 {number} 行：编号 {entry.number} 出现了两次；请核对。")
            found[entry.number] = entry
        if found:
            return tuple(found.values())
    raise ReadError(f"{path.name} 不是编号对照表（没有“编号”一列）；请用 tiaoli contest blind 写出的文件。")
