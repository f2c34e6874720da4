"""Put a made file into somebody's folder: whole or not at all, and never over one that they have saved since."""

from pathlib import Path

from tiaoli import wholefile
from tiaoli.model import ReadError
from tiaoli.writers import word, xlsx

_UNTOUCHED = {".docx": word.is_untouched, ".xlsx": xlsx.is_untouched}


def edited(path: Path) -> bool:
    """Whether somebody has saved this Word or Excel file since we wrote it; other formats are not for editing."""
    untouched = _UNTOUCHED.get(path.suffix)
    return untouched is not None and path.is_file() and not untouched(path.read_bytes())


def keep(path: Path, content: bytes) -> None:
    """Write the file, folders above it made. Raises ReadError where it was edited or can't be written."""
    if edited(path):
        raise ReadError(f"{path} 已经存在，而且被改动过，不会覆盖；请先改名或移走，或换一个输出位置。")
    wholefile.write(path, content)
