"""What is said of an entry."""

from dataclasses import asdict, dataclass
from typing import Any

from tiaoli.model import ERROR, WARNING

#: What people call each code.
NAMES = {
    "misquote": "引文有误", "wrong-article": "条号有误", "wrong-time-limit": "期限有误", "wrong-head-count": "人数有误",
    "wrong-count": "数目有误", "words": "字数", "format": "格式", "identity": "身份信息", "late": "逾期",
    "declaration": "原创声明", "tracked-changes": "修订痕迹", "duplicate": "疑似雷同", "unreadable": "读不出",
    "title": "标题", "statute-fact": "法规情况有误", "wrong-remedy": "复查复核有误", "wording": "用语",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong; `where` in the reader's words (第3段, 页眉), `expected` the right wording where there is one."""

    code: str
    where: str
    message: str
    severity: str = ERROR
    expected: str | None = None

    @property
    def name(self) -> str:
        """What people call it: an arrival that nobody noted down is not a late one."""
        if self.code == "late" and self.severity != ERROR:
            return "收稿时间"
        return NAMES.get(self.code, self.code)


@dataclass(frozen=True, slots=True)
class Similar:
    """Another text that shares passages: `score` is the share of the shorter one, 0 to 1; each passage as in both."""

    file: str
    score: float
    passages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Checked:
    """One entry's result. `words`: None where nothing could be read."""

    file: str
    title: str
    words: int | None
    problems: tuple[Finding, ...]
    similar: tuple[Similar, ...] = ()

    @property
    def unreadable(self) -> bool:
        """Whether the file has to be looked at by a person."""
        return self.words is None

    def as_json(self) -> dict[str, Any]:
        """As `contest check --json` prints it."""
        return {
            "schema": 1, "file": self.file, "title": self.title, "words": self.words,
            "problems": [
                {"code": p.code, "severity": p.severity, "where": p.where, "message": p.message, "expected": p.expected}
                for p in self.problems
            ],
            "similar": [asdict(s) | {"passages": [list(pair) for pair in s.passages]} for s in self.similar],
        }  # fmt: skip


def warning(code: str, where: str, message: str, expected: str | None = None) -> Finding:
    """A finding that a person should look at, without refusing the entry."""
    return Finding(code, where, message, WARNING, expected)
