"""One finding inside a block, before it has a file and a line."""

from dataclasses import dataclass

from tiaoli.model import ERROR


@dataclass(frozen=True, slots=True)
class Finding:
    """`start`/`end`: offsets in the block's text. The message is a Chinese sentence: what, what the text says, what to do."""

    start: int
    end: int
    code: str
    message: str
    severity: str = ERROR
    found: str | None = None
    expected: str | None = None
    target: str | None = None
