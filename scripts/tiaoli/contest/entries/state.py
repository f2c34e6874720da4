"""What has been checked already, in a file, so that a run cut off goes on where it was and memory stays flat."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from tiaoli.contest.entries.examine import Examined
from tiaoli.contest.entries.finding import Checked, Finding
from tiaoli.model import ReadError

_SCHEMA = "CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, checked TEXT, text TEXT, prints BLOB)"

_FULL = "磁盘空间不够或不能写入，检查的进度存不下；请腾出空间后再运行同一条命令，会接着做。"


class State:
    """Results by key. Written at once; a file that is no state of ours is refused in Chinese."""

    def __init__(self, path: Path | None) -> None:
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(str(path) if path else ":memory:", isolation_level=None)
            self._base.execute("PRAGMA synchronous=OFF")
            self._base.execute(_SCHEMA)
        except sqlite3.Error as error:
            if "full" in str(error) or "disk I/O" in str(error):
                raise ReadError(_FULL) from None
            raise ReadError(f"进度文件 {path} 打不开或已损坏；请删去它再运行，检查会从头做起。") from None

    def has(self, key: str) -> bool:
        """Whether there is a result under this key."""
        return self._base.execute("SELECT 1 FROM entries WHERE key=?", (key,)).fetchone() is not None

    def put(self, key: str, result: Examined) -> None:
        """Keep a result."""
        row = (key, json.dumps(asdict(result.checked), ensure_ascii=False), result.text, result.prints)
        try:
            self._base.execute("INSERT OR REPLACE INTO entries VALUES (?,?,?,?)", row)
        except sqlite3.OperationalError:
            raise ReadError(_FULL) from None

    def checked(self, key: str) -> Checked:
        """A result without its text."""
        data = json.loads(self._base.execute("SELECT checked FROM entries WHERE key=?", (key,)).fetchone()[0])
        problems = tuple(Finding(**p) for p in data["problems"])
        return Checked(data["file"], data["title"], data["words"], problems)

    def text(self, key: str) -> str:
        """An entry's body."""
        return self._base.execute("SELECT text FROM entries WHERE key=?", (key,)).fetchone()[0]

    def prints(self, key: str) -> bytes:
        """Digests of an entry's runs."""
        return self._base.execute("SELECT prints FROM entries WHERE key=?", (key,)).fetchone()[0]

    def keep_only(self, keys: Iterable[str]) -> None:
        """Forget everything else: texts of entries that have changed or gone don't stay behind."""
        self._base.execute("CREATE TEMP TABLE kept (key TEXT PRIMARY KEY)")
        self._base.executemany("INSERT OR IGNORE INTO kept VALUES (?)", ((key,) for key in keys))
        self._base.execute("DELETE FROM entries WHERE key NOT IN (SELECT key FROM kept)")
        self._base.execute("DROP TABLE kept")

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()
