"""What has gone out: quizzes/revisions.txt holds the last revision of each question that was exported, and its digest.

It belongs with the banks (and into version control with them): only so can a changed question under an unchanged `rev` be told,
whose new text no Anki would take. One line a question: id, rev, digest of what a learner sees.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tiaoli.model import Question, ReadError
from tiaoli.quiz.reviews import digest
from tiaoli.textfile import read_text

PATH = "quizzes/revisions.txt"
_HEAD = "# 导出过的题：题号、版次、内容摘要。由 tiaoli quiz export 维护，请和题库放在一起，不要改。"


@dataclass(frozen=True, slots=True)
class Entry:
    """The last revision of a question that went out, and what it was."""

    rev: int
    digest: str


def read(root: Path) -> dict[str, Entry]:
    """Question id -> entry; empty where nothing has gone out. ReadError for a file that is something else."""
    path = root / PATH
    if not path.is_file():
        return {}
    out = {}
    for number, line in enumerate(read_text(path, PATH).split("\n"), 1):
        parts = line.split()
        if not parts or line.startswith("#"):
            continue
        if len(parts) != 3 or not parts[1].isdigit():
            raise ReadError(f"{PATH} 第 {number} 行不是“题号 版次 摘要”；请从备份恢复这个文件，它由程序维护。", number)
        out[parts[0]] = Entry(int(parts[1]), parts[2])
    return out


def refused(questions: Iterable[Question], known: dict[str, Entry]) -> list[str]:
    """A sentence for each question that must not go out as it is."""
    out = []
    for q in questions:
        old = known.get(q.id)
        if old is None:
            continue
        if q.rev < old.rev:
            out.append(f"第 {q.id} 题的版次是 {q.rev}，已经导出过第 {old.rev} 版；请写 rev: {old.rev + 1}。")
        elif q.rev == old.rev and digest(q) != old.digest:
            out.append(f"第 {q.id} 题改过内容，版次还是 {q.rev}，已经导入的人收不到改动；请写 rev: {q.rev + 1}。")
    return out


def text(questions: Iterable[Question], known: dict[str, Entry]) -> str:
    """The file with these questions noted; others stay as they are."""
    entries = known | {q.id: Entry(q.rev, digest(q)) for q in questions}
    rows = [f"{name} {entries[name].rev} {entries[name].digest}" for name in sorted(entries)]
    return "\n".join([_HEAD, *rows]) + "\n"
