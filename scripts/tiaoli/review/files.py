"""Where the reports lie: in .tiaoli/convert of the content root (or of --out), which no build publishes."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tiaoli import wholefile
from tiaoli.convert import OWN_NAMES, Conversion, Written
from tiaoli.model import Statute
from tiaoli.review.page import index, page
from tiaoli.review.view import view

FOLDER = ".tiaoli/convert"


@dataclass(frozen=True)
class Listed:
    """A file in the list of many: its report (None where it could not be read), what came of it, what to look at."""

    name: str
    report: Path | None
    status: str
    doubts: int
    says: str = ""


def folder(root: Path, out: Path | None) -> Path:
    """The folder of the reports."""
    return (out if out is not None else root) / FOLDER


def write(
    done: Conversion, written: Written, law: Statute | None, into: Path, own: tuple[str, ...] = OWN_NAMES
) -> Path:
    """The report of one file; a later conversion of the same file replaces it. ReadError when it can't be written."""
    name = f"{done.kind}-{written.target.name}.html" if written.target else f"{done.path.name}.html"
    return _written(into / name, page(view(done, written, law, own)))


def write_index(files: Sequence[Listed], into: Path) -> Path:
    """The list of the files of one run: unreadable ones, then by places in doubt, then pages kept because edited."""
    order = sorted(files, key=lambda one: (one.status != "failed", -one.doubts, one.status != "beside"))
    rows = [(one.name, quote(one.report.name) if one.report else "", one.status, one.doubts, one.says) for one in order]
    return _written(into / "index.html", index(rows))


def _written(path: Path, text: str) -> Path:
    wholefile.write(path, text.encode("utf-8"))
    return path
