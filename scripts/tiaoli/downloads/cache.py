"""Products -> files in a cache, by what they are made of: what didn't change is not made again.

A file in the cache is named by a digest of the product's key, its path and the program with its libraries, and is
written whole or not at all, so that a run cut off goes on where it was. What a finished run didn't use is deleted.
"""

import hashlib
import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from tiaoli.model import Download, Product, ReadError
from tiaoli.textfile import reason
from tiaoli.writers.photos import top_of
from tiaoli.writers.typst import thumbnail

#: Width of a preview in pixels; it is shown at half of that.
PREVIEW_WIDTH = 240
_PREVIEWS = "downloads/previews"
#: How a format is made small: (content, width) -> PNG.
_SMALLER = {"pdf": thumbnail, "png": top_of}
#: typst<0.16,>=0.15
_NAME = re.compile(r"[\w.-]+")


@dataclass(frozen=True)
class Cache:
    """A folder of finished files. `report` is called with (how many are done, how many there are, name) before each."""

    folder: Path
    report: Callable[[int, int, str], None] = lambda done, count, name: None

    def make(self, products: Iterable[Product], *, prune: bool = True) -> tuple[Download, ...]:
        """Every product as a file, in the given order. The same products give the same bytes.

        `prune`: delete what this run didn't use; not where it makes only a part of what the cache is for.

        Raises ReadError where one can't be made or the folder can't be written.
        """
        products = tuple(products)
        names = {product.path: self._name(product) for product in products}
        out, used = [], set()
        for at, product in enumerate(products):
            path = self.folder / names[product.path]
            used.add(path.name)
            if not path.is_file():
                self.report(at, len(products), product.name)
                self._keep(path, product.render)
            content = path.read_bytes()
            preview = self._preview(product, path, content, used)
            digest = hashlib.sha256(content).hexdigest()
            out.append(
                Download(
                    product.path, product.title, product.name, product.format, product.audience, product.group,
                    len(content), digest, str(path), preview,
                )
            )  # fmt: skip
        if prune:
            self._prune(used)
        return tuple(out)

    def _preview(self, product: Product, path: Path, content: bytes, used: set[str]) -> str:
        """The first page of a PDF, or the top of a picture, as a small picture; "" for anything else."""
        smaller = _SMALLER.get(product.format)
        if smaller is None:
            return ""
        picture = path.with_name(f"{path.name}.png")
        used.add(picture.name)
        if not picture.is_file():
            self._keep(picture, lambda: smaller(content, PREVIEW_WIDTH))
        return f"{_PREVIEWS}/{product.path.removeprefix('downloads/').replace('/', '-')}.png"

    def _name(self, product: Product) -> str:
        whole = "\0".join((program(), product.path, product.key))
        return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:40]

    def _keep(self, path: Path, render: Callable[[], bytes]) -> None:
        content = render()
        spare = path.with_name(f"{path.name}.{os.getpid()}.writing")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            spare.write_bytes(content)
            os.replace(spare, path)
        except OSError as error:
            spare.unlink(missing_ok=True)
            raise ReadError(f"无法写入 {self.folder}（{reason(error)}）；请检查磁盘空间和文件夹权限。") from None

    def _prune(self, used: set[str]) -> None:
        if not self.folder.is_dir():
            return
        for path in self.folder.iterdir():
            if path.is_file() and path.name not in used:
                path.unlink(missing_ok=True)


def previews(downloads: Iterable[Download]) -> dict[str, str]:
    """Path under the site's root -> file, of every preview picture."""
    return {one.preview: f"{one.file}.png" for one in downloads if one.preview}


@cache
def program() -> str:
    """Digest of the program's own files and the versions of the libraries it stands on."""
    whole = hashlib.sha256()
    folder = Path(__file__).resolve().parent.parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    for requirement in metadata.requires("tiaoli") or ():
        if "extra ==" not in requirement:
            name = _NAME.match(requirement)[0]
            whole.update(f"{name} {metadata.version(name)}".encode())
    return whole.hexdigest()
