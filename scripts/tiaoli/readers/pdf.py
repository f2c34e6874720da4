"""PDF files with a text layer: the only importer of pypdfium2.

Of three libraries on pages by Chromium and LibreOffice, PDFium alone gave every character as printed (pypdf and
pdfminer.six turn some into Kangxi radicals), ten times faster; it is BSD and Apache licensed.
"""

import ctypes
import hashlib
import re
from pathlib import Path

import pypdfium2
import pypdfium2.raw

from tiaoli.model import NOTE, WARNING, Problem, ReadError, Source
from tiaoli.readers import files
from tiaoli.readers.pages import Printed, joined

#: Most pages read.
MAX_PAGES = 2000
#: A page with fewer characters than this has no text layer worth the name.
_FEWEST = 10
#: More characters without meaning than this share: the font says nothing of its characters.
_MOST_UNKNOWN = 0.05
_MADE_UP = "\x1f"
_BETWEEN_WORDS = re.compile(rf"(?<=[!-~]){_MADE_UP}(?=[!-~])")
#: 第一条 图书室…
_AFTER_LABEL = re.compile(rf"^(第[零〇一二三四五六七八九十百千\d]+[编章节条](?:之[一二三四五六七八九十]+)?){_MADE_UP}")
_KEYS = (
    ("Title", "document-title"),
    ("Author", "document-author"),
    ("Subject", "document-subject"),
    ("CreationDate", "created"),
)


def read(path: Path) -> Source:
    """Paragraphs in reading order, running heads and page numbers left out and quoted in problems.

    Styles: "title" (large type at the head), "". Raises ReadError for a scan, a locked or damaged file, and one whose
    text layer is gibberish.
    """
    path = Path(path)
    content = files.load(path)
    name = path.name
    kind = files.kind_of(content)
    if kind != "pdf" and b"%PDF-" not in content[:1024]:
        raise ReadError(f"{name} 不是 PDF 文件，看起来是{files.NAMES.get(kind, '别的文件')}；请改回正确的扩展名再试。")
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error):
            raise ReadError(f"{name} 加了打开密码，无法读取；请先去掉密码，另存一份再试。") from None
        raise ReadError(f"{name} 已损坏，打不开；请重新下载、重新拷贝，或用浏览器打开后另存一份再试。") from None
    try:
        return _source(document, content, name)
    except pypdfium2.PdfiumError:
        raise ReadError(f"{name} 已损坏，有的页读不出来；请用浏览器打开后另存一份再试。") from None
    finally:
        document.close()


def _source(document: pypdfium2.PdfDocument, content: bytes, name: str) -> Source:
    if len(document) > MAX_PAGES:
        raise ReadError(f"{name} 有 {len(document)} 页，太多了（最多 {MAX_PAGES} 页）；请拆成几份再试。")
    pages, empty = [], []
    for number, page in enumerate(document, 1):
        lines = _lines(page, number)
        pages.append(lines)
        if sum(len(line.text.strip()) for line in lines) < _FEWEST:
            empty.append(number)
    if len(empty) == len(pages):
        raise ReadError(
            f"{name} 是扫描件或图片，没有文字层，无法读取；请先做文字识别（OCR），存成 Word 或文本文件再试。"
        )
    words = "".join(line.text for lines in pages for line in lines)
    unknown = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " for char in words)
    if unknown > _MOST_UNKNOWN * len(words):
        raise ReadError(
            f"{name} 的文字层是乱码（字体没有说明自己的字），无法读取；请向来源要 Word 文件，或做文字识别（OCR）后再试。"
        )
    lines, problems = joined(pages, name)
    if empty:
        which = "、".join(map(str, empty[:10])) + ("等" if len(empty) > 10 else "")
        message = f"第 {which} 页没有文字，可能是扫描的图片，共 {len(empty)} 页没有转换；请对照原文补上。"
        problems.append(Problem(name, 0, "page-without-text", message, WARNING))
    if unknown:
        message = f"有 {unknown} 个字符没有说明是什么字；请对照原文核对。"
        problems.append(Problem(name, 0, "lost-characters", message, WARNING))
    notes = sum(
        1 for page in document for i in range(pypdfium2.raw.FPDFPage_GetAnnotCount(page.raw)) if _is_note(page, i)
    )
    if notes:
        problems.append(Problem(name, 0, "left-out-comment", f"文件上有 {notes} 条批注，没有转换。", NOTE))
    stated = document.get_metadata_dict()
    metadata = tuple(
        (key, _date(stated[theirs]) if key == "created" else stated[theirs])
        for theirs, key in _KEYS
        if stated.get(theirs)
    )
    return Source(name, tuple(lines), metadata, "utf-8", hashlib.sha256(content).hexdigest(), tuple(problems))


def _is_note(page: pypdfium2.PdfPage, index: int) -> bool:
    """Whether an annotation is somebody's remark (text, free text, highlight, strike-out), not a link."""
    annotation = pypdfium2.raw.FPDFPage_GetAnnot(page.raw, index)
    if not annotation:
        return False
    kind = pypdfium2.raw.FPDFAnnot_GetSubtype(annotation)
    pypdfium2.raw.FPDFPage_CloseAnnot(annotation)
    return kind in (1, 3, 9, 12)


def _lines(page: pypdfium2.PdfPage, number: int) -> list[Printed]:
    """The page's lines in the order of its content, pieces of one line with a wide gap kept apart by two blanks."""
    raw = pypdfium2.raw
    text = page.get_textpage()
    width, height = page.get_size()
    rect = raw.FS_RECTF()
    out: list[Printed] = []
    now: Printed | None = None
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 0x0A, 0x0D) or not raw.FPDFText_GetLooseCharBox(text, index, ctypes.byref(rect)):
            continue
        char = (
            "" if code in (0x02, 0xAD) else chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
        )
        left, right, top, bottom = rect.left, rect.right, height - rect.top, height - rect.bottom
        size = bottom - top
        if char.isspace() or not char:
            # PDFium makes blanks up where letters stand apart, as Word sets them between 第 and 3
            if now is not None and char:
                now.text += _MADE_UP if raw.FPDFText_IsGenerated(text, index) == 1 else " "
            continue
        same = now is not None and abs((top + bottom) / 2 - (now.top + now.bottom) / 2) < 0.5 * max(size, now.size)
        if now is None or not same or left < now.right - 2 * max(size, now.size):
            now = Printed(char, left, right, top, bottom, size, number, width, height)
            out.append(now)
            continue
        gap = left - now.right
        if now.text.endswith(_MADE_UP) and gap > 0.6 * size:
            now.text = now.text.rstrip(_MADE_UP) + " "
        now.text = now.text.rstrip(f" {_MADE_UP}") + "  " + char if gap > 1.6 * size else now.text + char
        now.right, now.top, now.bottom = max(now.right, right), min(now.top, top), max(now.bottom, bottom)
        now.size = max(now.size, size)
    text.close()
    for line in out:
        line.text = _BETWEEN_WORDS.sub(" ", _AFTER_LABEL.sub(r"\1 ", line.text)).replace(_MADE_UP, "")
    return [line for line in out if line.text.strip()]


def _date(text: str) -> str:
    """D:20220518093000+08'00' as 2022-05-18."""
    digits = text.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else text
