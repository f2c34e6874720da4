"""What tests ask of printed pages: LibreOffice as a client, lines and characters measured on a PDF's pages."""

import io
import os
import subprocess
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

import pdfplumber
import pylopdf_fonts_zh_cn
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import resolve1

MM = 72 / 25.4
#: 天头, and the lower edge of the 版心, from the top of the paper.
TOP, BOTTOM = 37 * MM, (37 + 225) * MM
#: Marks that a program may hang over the right edge of the 版心.
HANGING = "，。、；：”）》"
#: The fonts that our documents name, from the fonts that come with the program.
_ALIASES = {
    "仿宋_GB2312": "Serif",
    "微软雅黑": "Sans",
    "楷体_GB2312": "Serif",
    "方正小标宋简体": "Serif",
    "宋体": "Serif",
    "黑体": "Sans",
}


@dataclass(frozen=True)
class Lines:
    """Lines of the 版心 of one page, as text without blanks, and the edges of their ink in mm from the left."""

    texts: tuple[str, ...]
    left: float
    right: float
    top: float
    bottom: float


def to_pdf(soffice: str, content: bytes, folder: Path, suffix: str = ".docx", target: str = "pdf") -> bytes:
    """A file as LibreOffice renders it, with a profile of its own and our bundled fonts under the names of ours."""
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / f"in{suffix}"
    source.write_bytes(content)
    rules = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>Noto {kind} SC</family></prefer></alias>'
        for name, kind in _ALIASES.items()
    )
    fonts = Path(pylopdf_fonts_zh_cn.__file__).parent
    settings = folder / "fonts.conf"
    settings.write_text(
        f"<fontconfig><dir>{fonts}</dir><cachedir>{folder / 'cache'}</cachedir>{rules}</fontconfig>", "utf-8"
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", target, "--outdir", str(folder / "out"), str(source)]
    subprocess.run(
        command, check=True, capture_output=True, timeout=120, env=os.environ | {"FONTCONFIG_FILE": str(settings)}
    )
    return (folder / "out" / f"in.{target.partition(':')[0]}").read_bytes()


def lines(pdf: bytes, first: int = 0) -> list[Lines]:
    """Lines of every page from the page `first` (from 0); only what stands in the 版心."""
    out = []
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages[first:]:
            rows = defaultdict(list)
            inked = [c for c in page.chars if c["text"].strip() and c["top"] >= TOP - 2 and c["bottom"] <= BOTTOM + 2]
            for char in inked:
                rows[round(char["bottom"] / 4)].append(char)
            texts = tuple("".join(c["text"] for c in rows[key]) for key in sorted(rows))
            out.append(Lines(texts, min(c["x0"] for c in inked) / MM, max(c["x1"] for c in inked) / MM,
                             min(c["top"] for c in inked) / MM, max(c["bottom"] for c in inked) / MM))  # fmt: skip
    return out


def text(pdf: bytes, first: int = 0) -> str:
    """Text of the 版心 of all pages in reading order, without blanks."""
    out = []
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages[first:]:
            out += [c["text"] for c in page.chars if c["top"] >= TOP - 2 and c["bottom"] <= BOTTOM + 2]
    return squeezed("".join(out))


def whole_text(pdf: bytes) -> str:
    """All text of all pages, without blanks."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return squeezed("".join(c["text"] for page in opened.pages for c in page.chars))


def pages(pdf: bytes) -> int:
    """How many pages."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)


def squeezed(words: str) -> str:
    """Without blanks of any width."""
    return "".join(words.split())


class _Glyphs(PDFTextDevice):
    """Counts the character identifiers that are painted; 0 is .notdef, the box."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.seen: Counter[int] = Counter()

    def render_char(self, matrix, font, fontsize, scaling, rise, cid, ncs, graphicstate) -> float:
        try:
            font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            self.seen[-1] += 1
        self.seen[cid] += 1
        return font.char_width(cid) * fontsize * scaling


def glyphs(pdf: bytes) -> Counter[int]:
    """How often each character identifier is painted; -1 counts those that have no text."""
    device = _Glyphs()
    interpreter = PDFPageInterpreter(device.rsrcmgr, device)
    for page in PDFPage.get_pages(io.BytesIO(pdf)):
        interpreter.process_page(page)
    return device.seen


def fonts(pdf: bytes) -> dict[str, bool]:
    """Base names of the fonts of a PDF, and whether the font's own program is inside."""
    out = {}
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for font in (resolve1(page.page_obj.resources.get("Font")) or {}).values():
                data = resolve1(font)
                inner = resolve1(resolve1(data["DescendantFonts"])[0]) if "DescendantFonts" in data else data
                descriptor = resolve1(inner["FontDescriptor"])
                name = str(data["BaseFont"]).strip("/'").partition("+")[2]
                out[name] = any(key in descriptor for key in ("FontFile", "FontFile2", "FontFile3"))
    return out
