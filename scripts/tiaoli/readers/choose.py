"""Any file -> a Source, by what its bytes are first and by its suffix second."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tiaoli.model import WARNING, Problem, ReadError, Source
from tiaoli.readers import docx, files, html, office, pdf, text

#: Suffix -> reader of that kind of file.
READERS: dict[str, Callable[[Path], Source]] = {
    ".txt": text.read, ".md": text.read, ".markdown": text.read, ".text": text.read, "": text.read,
    ".docx": docx.read, ".docm": docx.read, ".dotx": docx.read, ".dotm": docx.read,
    ".doc": office.read, ".dot": office.read, ".wps": office.read, ".wpt": office.read, ".rtf": office.read, ".odt": office.read,
    ".html": html.read, ".htm": html.read, ".shtml": html.read, ".xhtml": html.read, ".mht": html.read, ".mhtml": html.read,
    ".pdf": pdf.read,
}  # fmt: skip
#: What the bytes are -> reader; plain text may be anything and is left to the suffix.
_BY_BYTES = {
    "docx": docx.read, "doc": office.read, "ole": office.read, "rtf": office.read, "odt": office.read,
    "office-xml": office.read, "pdf": pdf.read, "html": html.read, "mht": html.read,
}  # fmt: skip
_ADVICE = {
    "picture": "图片里的字读不出来，请先做文字识别（OCR），存成 Word 或文本文件再试",
    "xls": "请把文字复制到 Word 或文本文件里再试", "xlsx": "请把文字复制到 Word 或文本文件里再试",
    "ods": "请把文字复制到 Word 或文本文件里再试", "ppt": "请把文字复制到 Word 或文本文件里再试",
    "pptx": "请把文字复制到 Word 或文本文件里再试", "odp": "请把文字复制到 Word 或文本文件里再试",
    "rar": "请先解压，再选里面的文件", "7z": "请先解压，再选里面的文件", "gz": "请先解压，再选里面的文件",
    "program": "请检查是否选对了文件", "zip": "请先解压，或直接选这个压缩包作批量转换",
    "encrypted": "请用 WPS 或 Word 打开，去掉密码后另存一份再试",
}  # fmt: skip


def read(path: Path) -> Source:
    """Read one file. A wrong suffix is seen through and reported (a web page called .doc, a PDF called .docx).

    Raises ReadError, in one Chinese sentence, for what can't be read.
    """
    path = Path(path)
    kind = files.kind_of(_head(path))
    if kind in ("zip", "docx"):
        kind = files.kind_of(files.load(path))  # what an archive holds stands at its end
    elif kind == "ole":
        kind = files.kind_of(files.load(path))
    by_suffix = READERS.get(path.suffix.lower())
    by_bytes = _BY_BYTES.get(kind)
    if kind == "html" and by_suffix is text.read:
        by_bytes = None  # Markdown and notes may begin with a tag
    if kind in _ADVICE:
        if kind == "zip" and path.suffix.lower() in READERS:
            files.names(files.load(path), path.name)  # a damaged docx says that it is damaged
        raise ReadError(f"{path.name} 是{files.NAMES[kind]}，不能直接转换；{_ADVICE[kind]}。")
    if by_bytes is None and by_suffix is None:
        raise ReadError(f"{path.name} 是 {path.suffix} 文件，暂不支持；请另存为 Word（.docx）或纯文本（.txt）后再试。")
    if by_suffix in (docx.read, pdf.read) and kind == "text":
        raise ReadError(
            f"{path.name} 不是{'Word' if by_suffix is docx.read else 'PDF'} 文件，内容已损坏或只是文本；请换一份，或把扩展名改成 .txt 再试。"
        )
    # what only is called .doc, the office reader sees through by itself
    reader = by_suffix if by_bytes is None or (by_suffix is office.read and kind != "pdf") else by_bytes
    source = reader(path)  # type: ignore[misc]
    if by_suffix and reader is not by_suffix:
        message = f"{path.name} 的扩展名不对，其实是{files.NAMES[kind]}，已按{files.NAMES[kind]}读取。"
        source = replace(source, problems=(Problem(path.name, 0, "wrong-suffix", message, WARNING), *source.problems))
    return source


def _head(path: Path) -> bytes:
    """The first bytes, after the checks that hold for every file."""
    files.check(path)
    try:
        with path.open("rb") as stream:
            return stream.read(65536)
    except PermissionError:
        raise ReadError(f"没有权限读取 {path.name}；请检查文件的权限，或关闭正在占用它的程序后再试。") from None
    except OSError as error:
        raise ReadError(f"读取 {path.name} 时出错（系统错误 {error.errno}）；请检查文件或磁盘后再试。") from None
