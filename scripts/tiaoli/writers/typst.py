"""Document -> PDF through Typst's wheel: no office suite, no system fonts, no clock.

The layout is data/typst/document.typ; a document goes in as JSON and its text is never read as code. Fonts are named
and come from folders that are named: Noto Serif SC and Noto Sans SC (SIL Open Font License 1.1) from the package
pylopdf-fonts-zh-cn, or an office's own. A family that isn't there or a character that no font has stops with ReadError:
Typst only warns of the first (and leaves the text out), and shows a box for the second unless held to PDF/UA.
Nothing else of ours imports typst or the fonts.
"""

import importlib.util
import json
import re
import tempfile
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from tiaoli.model import ReadError
from tiaoli.writers import geometry
from tiaoli.writers.document import Block, Document, Paragraph, Span, printable
from tiaoli.writers.drawing import Drawing

#: Families under an open licence, the bundled ones first: any of them in an office's folder takes their place.
SONG = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC")
HEI = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
#: Tagged and for archives; both refuse a character that no font has.
STANDARDS = ["a-2a", "ua-1"]
#: As a share of the size: what makes a heavier face of the only weight that the bundled fonts have.
_STROKES = {"body": 0.0, "hei": 0.022, "kai": 0.0, "title": 0.023, "song": 0.0}
#: error: PDF/UA-1 error: the text `"𫝀"` could not be displayed with font `"Noto Serif SC"`
_NO_GLYPH = re.compile(r"the text `\"(?P<text>.*)\"` could not be displayed")
_LAYOUT = "document.typ"
#: Forms that are set in the grid of GB/T 9704, and of how many texts it is remembered how they are set.
_IN_GRID = ("booklet", "paper")
_KEPT = 5000


@dataclass(frozen=True)
class Faces:
    """Font families by role, as the fonts name themselves (FangSong_GB2312, SimHei); "": the bundled font.

    `folder` holds the office's own font files; None: only the bundled fonts are known. Own fonts are an office's to
    license.
    """

    folder: Path | None = None
    body: str = ""
    hei: str = ""
    kai: str = ""
    title: str = ""


@dataclass(frozen=True)
class Typeset:
    """A PDF, how many numbered pages it has, and on which of them each heading of level 1 stands."""

    pdf: bytes
    pages: int
    headings: tuple[int, ...]


class Typesetter:
    """A compiler that stays warm: fonts are read once, and what documents share is laid out once.

    Not for use by two threads at a time.
    """

    def __init__(self, faces: Faces = Faces()) -> None:
        """Raises ReadError where the folder or a family isn't there."""
        import typst  # 10 MB: only where something is set

        folders = [folder for folder in (bundled(),) if folder]
        if faces.folder is not None:
            if not faces.folder.is_dir():
                raise ReadError(f"没有找到字体文件夹 {faces.folder}；请检查设置里的 print.fonts.folder。")
            folders.insert(0, faces.folder)
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder) for folder in folders]
        )
        self._families = _families(faces, fonts.families())
        self._strokes = {role: 0.0 if getattr(faces, role, "") else width for role, width in _STROKES.items()}
        self._fault = typst.TypstError
        # compiling from bytes fails after the first error, hence the file
        folder = Path(str(resources.files("tiaoli") / "data" / "typst"))
        # a compiler keeps the last file that it was given, hence one for each layout
        self._compilers = {
            path.name: typst.Compiler(input=str(path), root=str(folder), font_paths=fonts)
            for path in sorted(folder.glob("*.typ"))
        }
        self._compiler = self._compilers[_LAYOUT]
        self._closed: dict[tuple[Span, ...], bool] = {}

    def typeset(self, document: Document) -> Typeset:
        """The document as a tagged PDF (PDF/A-2a, PDF/UA-1); the same document gives the same bytes.

        Raises ReadError, one Chinese sentence, where a character can't be shown.
        """
        date = datetime.fromisoformat(document.date).replace(tzinfo=UTC)
        try:
            pdf, warnings = self._compiler.compile_with_warnings(
                format="pdf", sys_inputs={"document": self._data(document)}, pdf_standards=STANDARDS, timestamp=date
            )
        except self._fault as error:
            raise _fault(error, document) from None
        if warnings:  # an unknown family among them; the layout itself gives none
            raise RuntimeError("; ".join(warning.message for warning in warnings))
        measured = json.loads(self._compiler.query("<measured>", field="value", one=True))
        return Typeset(pdf, measured["pages"], tuple(measured["headings"]))

    def draw(self, drawing: Drawing) -> bytes:
        """The drawing as a tagged PDF; the same drawing gives the same bytes. Raises ReadError as `typeset` does."""
        date = datetime.fromisoformat(drawing.date).replace(tzinfo=UTC)
        return self._drawn(drawing, format="pdf", pdf_standards=STANDARDS, timestamp=date)

    def picture(self, drawing: Drawing) -> bytes:
        """PNG of a drawing of one page, a pixel for each point of its width.

        Raises ReadError as `typeset` does: only a PDF refuses a character that no font has, so one is made first.
        """
        self.draw(drawing)
        return self._drawn(drawing, format="png", ppi=72)

    def _drawn(self, drawing: Drawing, **how: Any) -> bytes:
        pages = [
            asdict(page) | {"blocks": [{"kind": _kind(block)} | asdict(block) for block in page.blocks]}
            for page in drawing.pages
        ]
        data = asdict(drawing) | {
            "pages": pages, "date": [int(part) for part in drawing.date.split("-")], "fonts": self._families, "strokes": self._strokes,
        }  # fmt: skip
        inputs = {"document": json.dumps(_printable(data), ensure_ascii=False)}
        try:
            compiler = self._compilers[f"{drawing.layout}.typ"]
            made, warnings = compiler.compile_with_warnings(sys_inputs=inputs, **how)
        except self._fault as error:
            raise _fault(error, drawing) from None
        if warnings:
            raise RuntimeError("; ".join(warning.message for warning in warnings))
        return made

    def _data(self, document: Document) -> str:
        closed = self._closing(document)
        blocks = [{"kind": _kind(one)} | asdict(one) | {"closed": _key(one) in closed} for one in document.blocks]
        return self._input(document, blocks)

    def _closing(self, document: Document) -> frozenset[tuple[Span, ...] | None]:
        """Running text of which closing up the marks saves a line; measured once for a text, as most stands in many documents."""
        if document.form not in _IN_GRID:
            return frozenset()
        running = {key: block for block in document.blocks if (key := _key(block)) is not None}
        new = [block for key, block in running.items() if key not in self._closed]
        if new:
            if len(self._closed) > _KEPT:
                self._closed.clear()
                new = list(running.values())
            given = self._input(document, [asdict(block) for block in new], measuring=True)
            self._compiler.compile(format="pdf", sys_inputs={"document": given})
            said = json.loads(self._compiler.query("<closed>", field="value", one=True))
            self._closed |= {block.spans: found for block, found in zip(new, said, strict=True)}
        return frozenset(key for key in running if self._closed[key])

    def _input(self, document: Document, blocks: list[dict[str, Any]], *, measuring: bool = False) -> str:
        data = asdict(document) | {
            "name": document.name,
            "date": [int(part) for part in document.date.split("-")],
            "blocks": blocks, "measuring": measuring,
            "geometry": _GEOMETRY | {"cover": geometry.cover_size(document.title)}, "fonts": self._families, "strokes": self._strokes,
        }  # fmt: skip
        return json.dumps(_printable(data), ensure_ascii=False)


@cache
def typesetter(faces: Faces = Faces()) -> Typesetter:
    """The one warm worker of this process for these fonts."""
    return Typesetter(faces)


_GEOMETRY = {
    "paper": geometry.PAPER, "margins": geometry.MARGINS, "sheet_margins": geometry.SHEET_MARGINS,
    "advance": geometry.ADVANCE, "pitch": geometry.PITCH, "body": geometry.BODY, "title": geometry.TITLE,
    "page_number": geometry.PAGE_NUMBER, "foot": geometry.FOOT, "number_below": geometry.NUMBER_BELOW,
    "folded": geometry.FOLDED, "exam_margins": geometry.EXAM_MARGINS, "sealed": geometry.SEALED, "unsealed": geometry.UNSEALED,
    "gap": geometry.GAP, "exam": geometry.EXAM, "exam_title": geometry.EXAM_TITLE, "exam_line": geometry.EXAM_LINE,
    "strip": geometry.STRIP,
}  # fmt: skip


def thumbnail(pdf: bytes, width: int) -> bytes:
    """PNG of a PDF's first page, `width` pixels wide. The same PDF gives the same bytes."""
    import typst

    with tempfile.TemporaryDirectory(prefix="tiaoli-") as folder:
        (Path(folder) / "whole.pdf").write_bytes(pdf)
        page = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("/whole.pdf", width: {width}pt)'
        return typst.compile(page.encode(), root=folder, format="png", ppi=72)


def bundled() -> Path | None:
    """The folder of the fonts that come with the program; None where that package is not installed."""
    found = importlib.util.find_spec("pylopdf_fonts_zh_cn")
    return Path(found.origin).parent if found and found.origin else None


def _families(faces: Faces, known: list[str]) -> dict[str, list[str]]:
    """Families of each role in the order in which a character is looked for in them."""
    by_name = {name.casefold(): name for name in known}
    out = {}
    for role in (*(field.name for field in fields(faces) if field.name != "folder"), "song"):
        free = HEI if role == "hei" else SONG
        own = getattr(faces, role, "")
        there = [by_name[name.casefold()] for name in (own, *free) if name.casefold() in by_name]
        if not there or (own and own.casefold() not in by_name):
            names = "、".join(sorted(known)) or "没有"
            raise ReadError(
                f"没有找到字体“{own or free[0]}”；可用的有：{names}。请把字体文件放进字体文件夹，或改正字体名称。"
            )
        out[role] = there
    return out


def _key(block: Block) -> tuple[Span, ...] | None:
    """What running text is known by; None for any other block."""
    return block.spans if isinstance(block, Paragraph) and block.align == "body" else None


def _kind(block: object) -> str:
    return type(block).__name__.lower()


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value


def _fault(error: Exception, document: Document | Drawing) -> Exception:
    """A character without a glyph is the content's fault and said so; all else is the program's."""
    found = _NO_GLYPH.search(error.message)
    if found is None:
        return RuntimeError(f"{document.name}: {error.message}\n{error.diagnostic}")
    text = found["text"]
    code = re.fullmatch(r"\\u\{([0-9a-f]+)\}", text)
    shown = f"U+{code[1].upper()}" if code else text
    return ReadError(
        f"《{document.name.strip('《》')}》里的“{shown}”在所用字体里没有，印出来会是方框；请换一个字，或在设置里指定有这个字的字体。"
    )
