"""What is wrong with somebody's content, said so that they can mend it."""

from dataclasses import dataclass

ERROR = "error"
WARNING = "warning"
NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding: where, how bad, what, in plain Chinese.

    `path` is relative to the content root (or as the user typed it), `line` counts from 1 and is 0 when the whole
    file is meant, `code` is a stable short name, `found` and `expected` quote the content and the provision.
    """

    path: str
    line: int
    code: str
    message: str
    severity: str = ERROR
    found: str | None = None
    expected: str | None = None

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{where}  {self.message}"


class ReadError(Exception):
    """A file or setting cannot be read at all; the message is a whole Chinese sentence for the user.

    Raised by readers and by `load`; caught by the command line, which prints it and exits with 2. `line` (0: the whole
    file) and `reason` (the message without file and line) are for a Problem made of it, where work can go on.
    """

    def __init__(self, message: str, line: int = 0, reason: str = "") -> None:
        super().__init__(message)
        self.line = line
        self.reason = reason or message
