"""Files of all sorts -> a Source: lines in order, what the file states of itself, problems met."""

from collections.abc import Callable
from pathlib import Path

from tiaoli.model import ReadError, Source
from tiaoli.readers import text

#: Suffix -> reader of that kind of file.
READERS: dict[str, Callable[[Path], Source]] = {
    ".txt": text.read,
    ".md": text.read,
    ".markdown": text.read,
    ".text": text.read,
    "": text.read,
}


def read(path: Path) -> Source:
    """Read one file by its suffix. Raises ReadError, in one Chinese sentence, for what can't be read."""
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        text.check(path)
        raise ReadError(f"{path.name} 是 {path.suffix} 文件，暂不支持；请另存为纯文本（.txt，UTF-8 编码）后再试。")
    return reader(path)
