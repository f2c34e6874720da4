"""Files that the site offers for download, before and after they are made."""

from collections.abc import Callable
from dataclasses import dataclass

#: Who a download is for.
ORGANISER = "组织者"
AUDIENCES = ("群众", "干部", ORGANISER)


@dataclass(frozen=True, slots=True)
class Product:
    """A file that can be made of the content, not made yet.

    `path`: under the site's root, in ASCII: "downloads/handouts/timelimits.pdf". `name`: for people's folders.
    `format`: the extension (docx, pdf, xlsx, pptx, ics, apkg, zip, png, html, txt). `audience`: some of AUDIENCES.
    `group`: the heading it stands under. `sources`: content files it is made of, for the sign-off. `key`: whatever its
    bytes depend on besides the program and its libraries, as text; equal keys mean equal bytes. `render`: makes the
    bytes; raises ReadError, in Chinese, where that can't be done.
    """

    path: str
    title: str
    name: str
    format: str
    audience: tuple[str, ...]
    group: str
    sources: tuple[str, ...]
    key: str
    render: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Download:
    """A file for download as made: what the downloads page and site/downloads/index.json say of it.

    `preview`: path of a small picture of its first page under the site's root, "" for none. `file`: where the bytes lie.
    """

    path: str
    title: str
    name: str
    format: str
    audience: tuple[str, ...]
    group: str
    bytes: int
    sha256: str
    file: str
    preview: str = ""
