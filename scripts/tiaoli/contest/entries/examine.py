"""One file -> one result: everything about an entry that can be said without knowing the others."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiaoli.claims import Subject
from tiaoli.contest.entries import identity, manuscript, overlap, rules, statements
from tiaoli.contest.entries.finding import Checked, Finding
from tiaoli.contest.entries.register import Row
from tiaoli.contest.model import Contest
from tiaoli.model import ReadError


@dataclass(frozen=True)
class Setup:
    """What entries are checked against. `contest`: None checks the statements only. `wording`: the office's list."""

    subject: Subject
    contest: Contest | None = None
    wording: tuple[dict[str, Any], ...] = ()

    @property
    def public(self) -> tuple[str, ...]:
        """Names that an entry may mention without telling who wrote it: the organisers'."""
        if self.contest is None:
            return ()
        return (*(o.name for o in self.contest.organisers), *(c.office for c in self.contest.contacts))

    @property
    def blind(self) -> bool:
        """Whether judges must not know who wrote an entry."""
        return self.contest is not None and (self.contest.judging.blind or self.contest.format.anonymous)


@dataclass(frozen=True)
class Examined:
    """A result with what is needed to compare the entry with others: its text and the digests of its runs."""

    checked: Checked
    text: str = ""
    prints: bytes = b""


def examine(path: Path, shown: str, setup: Setup, row: Row | None) -> Examined:
    """Never raises for what is wrong with a file: that is a finding, so that the others go on."""
    try:
        read = manuscript.read(path, shown)
    except ReadError as error:
        return unreadable(shown, str(error))
    except (RecursionError, MemoryError):
        return unreadable(shown, f"{path.name} 的结构太复杂，读不了；请用 WPS 或 Word 打开，另存一份再试。")
    except Exception as error:  # whatever one of two thousand files holds, the others go on and this one is named
        what = f"{path.name} 读取时出错（{type(error).__name__}）"
        return unreadable(shown, f"{what}；请用 WPS 或 Word 打开，另存一份再试。")
    found = [*statements.check(read, setup.subject), *statements.wording(read, setup.wording)]
    if setup.contest is not None:
        found += rules.check(read, setup.contest, declared=bool(row and row.declared))
        found += late(row, setup.contest)
    if setup.blind:
        names = identity.known(read, row.name if row else "", row.unit if row else "", setup.public)
        found += identity.check(read, names)
        found += identity.in_name(shown, names)
    text = "\n".join(p.text for p in read.body)
    checked = Checked(shown, read.title, rules.length(read), tuple(dict.fromkeys(found)))
    return Examined(checked, text, overlap.fingerprints(text, setup.subject.statute))


def unreadable(shown: str, reason: str) -> Examined:
    """A file that has to be looked at by a person."""
    return Examined(Checked(shown, "", None, (Finding("unreadable", "文件", reason),)))


def late(row: Row | None, contest: Contest) -> list[Finding]:
    """Whether the register says that the entry came after the last day."""
    if row is None or row.received is None or row.received <= contest.closes:
        return []
    said, last = (f"{d.year}年{d.month}月{d.day}日" for d in (row.received, contest.closes))
    return [Finding("late", "登记表", f"收到时间是{said}，截稿日期是{last}", expected=f"{last}以前")]
