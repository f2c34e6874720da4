"""Write a file whole or not at all: a kill, a full disk or a second run never leaves half of one under its name."""

import os
import secrets
from pathlib import Path

from tiaoli.model import ReadError
from tiaoli.textfile import reason


def write(path: Path, content: bytes) -> None:
    """Put the content under the name in one step, folders above it made. Raises ReadError, a Chinese sentence."""
    spare = path.with_name(f".{secrets.token_hex(6)}.writing")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with spare.open("wb") as out:
                out.write(content)
                out.flush()
                os.fsync(out.fileno())
            os.replace(spare, path)
        except BaseException:
            spare.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ReadError(f"无法写入 {path}（{reason(error)}）；如果它正开着，请先关闭再运行，或换一个位置。") from None
