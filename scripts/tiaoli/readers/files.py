"""Bytes of a file, what they really are, and zip archives that may be hostile.

Everything that can't be read ends here in a ReadError of one Chinese sentence; no file is ever written.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tiaoli.model import ReadError

#: Largest Word, PDF or web file read, in bytes; pictures make them large, text does not.
MAX_BYTES = 200_000_000
#: Largest sum of the unpacked sizes in an archive, and the number of its entries.
MAX_UNPACKED = 600_000_000
MAX_ENTRIES = 20_000
#: An archive that grows more than this many times, beyond the first 20 MB, was made to harm.
MAX_RATIO = 150

_SIGNS = (
    (b"%PDF-", "pdf"), (b"{\\rtf", "rtf"), (b"\x89PNG\r\n\x1a\n", "picture"), (b"\xff\xd8\xff", "picture"),
    (b"GIF87a", "picture"), (b"GIF89a", "picture"), (b"II*\0", "picture"), (b"MM\0*", "picture"), (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"), (b"\x1f\x8b", "gz"), (b"MZ", "program"), (b"\x7fELF", "program"),
)  # fmt: skip
#: What an OLE file holds, by the UTF-16 name of a stream of it.
_STREAMS = (
    ("EncryptedPackage", "encrypted"), ("WordDocument", "doc"), ("Workbook", "xls"), ("Book", "xls"),
    ("PowerPoint Document", "ppt"), ("WpsContent", "doc"),
)  # fmt: skip
_HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|div|table|p|title)\b", re.I)
_OFFICE_XML = re.compile(rb"<\?mso-application|<w:wordDocument|<pkg:package", re.I)
_ODF = {"text": "odt", "spreadsheet": "ods", "presentation": "odp"}

#: How messages call a kind of file.
NAMES = {
    "pdf": "PDF 文件", "rtf": "RTF 文件", "picture": "图片", "rar": "RAR 压缩包", "7z": "7z 压缩包", "gz": "压缩包",
    "program": "程序文件", "encrypted": "加了密码的 Office 文件", "doc": "旧版 Word 文件", "xls": "Excel 表格", "ppt": "演示文稿",
    "ole": "旧版 Office 文件", "docx": "Word 文件", "xlsx": "Excel 表格", "pptx": "演示文稿", "odt": "ODT 文件", "ods": "表格文件",
    "odp": "演示文稿", "zip": "压缩包", "html": "网页", "mht": "单文件网页（mht）", "office-xml": "Word 2003 XML 文件", "text": "文本文件",
}  # fmt: skip


def load(path: Path, limit: int = MAX_BYTES) -> bytes:
    """The bytes of an ordinary, non-empty file of at most `limit` bytes; ReadError says why not."""
    check(path, limit)
    name = path.name or str(path)
    try:
        return path.read_bytes()
    except PermissionError:
        raise ReadError(f"没有权限读取 {name}；请检查文件的权限，或关闭正在占用它的程序后再试。") from None
    except OSError as error:
        raise ReadError(f"读取 {name} 时出错（系统错误 {error.errno}）；请检查文件或磁盘后再试。") from None


def check(path: Path, limit: int = MAX_BYTES) -> None:
    """Raise ReadError when there is no ordinary, non-empty file of at most `limit` bytes."""
    name = path.name or str(path)
    try:
        if path.is_dir():
            raise ReadError(f"{name} 是一个文件夹，这里需要一个文件；请把里面的文件一个个写出来。")
        if not path.exists():
            raise ReadError(f"没有找到文件 {name}；请检查文件名和所在的文件夹。")
        if not path.is_file():
            raise ReadError(f"{name} 不是普通文件，无法读取；请换成普通的文件。")
        size = path.stat().st_size
        if size == 0:
            raise ReadError(f"{name} 是空文件，没有可以转换的内容；请检查是否选对了文件。")
        if size > limit:
            raise ReadError(
                f"{name} 有 {size / 1e6:.0f} MB，太大了（最多 {limit / 1e6:.0f} MB），不像一份文稿；请去掉图片或拆成几份再试。"
            )
    except PermissionError:
        raise ReadError(f"没有权限读取 {name}；请检查文件的权限，或关闭正在占用它的程序后再试。") from None
    except OSError as error:
        raise ReadError(f"读取 {name} 时出错（系统错误 {error.errno}）；请检查文件或磁盘后再试。") from None


def kind_of(content: bytes) -> str:
    """What the bytes are, whatever the file is called: a key of NAMES.

    >>> kind_of(b"%PDF-1.7"), kind_of("第一条".encode("gbk")), kind_of(b"  <!DOCTYPE html><p>")
    ('pdf', 'text', 'html')
    """
    for sign, kind in _SIGNS:
        if content.startswith(sign):
            return kind
    if content[:2] == b"BM" and content[6:10] == b"\0\0\0\0":
        return "picture"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP" or content[4:12] in (b"ftypheic", b"ftypmif1"):
        return "picture"
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in content), "ole")
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06"):
        return _kind_of_zip(content)
    head = content[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip()
    if _OFFICE_XML.search(head):
        return "office-xml"
    if re.match(rb"(?:MIME-Version:|From: <Saved by)", head, re.I) and b"multipart/related" in head:
        return "mht"
    if head.startswith((b"<", b"\xff\xfe<", b"\xfe\xff<")) and _HTML.search(head):
        return "html"
    return "text"


def _kind_of_zip(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                kind = archive.read("mimetype").decode("ascii", "ignore")
                return next((value for key, value in _ODF.items() if f"opendocument.{key}" in kind), "zip")
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError, OSError):
        # the central directory is damaged: the names of the first entries still stand in the clear
        names = {n for n in ("word/document.xml", "xl/workbook.xml") if n.encode() in content}
        return {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}.get(min(names, default=""), "zip")
    lower = {name.replace("\\", "/").lower() for name in names}
    for folder, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if "[content_types].xml" in lower and any(name.startswith(folder) for name in lower):
            return kind
    return "zip"


def entries(content: bytes, name: str) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    """The members of an archive with their bytes, sizes checked first and while unpacking; folders left out.

    Raises ReadError for an archive that is damaged, locked by a password, or grows out of proportion.
    """
    with _opened(content, name) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield info, unpack(archive, info, name)


def names(content: bytes, name: str) -> list[zipfile.ZipInfo]:
    """What the archive holds, folders left out, without unpacking; raises as `entries` does."""
    with _opened(content, name) as archive:
        return [info for info in archive.infolist() if not info.is_dir()]


def _opened(content: bytes, name: str) -> zipfile.ZipFile:
    damaged = ReadError(f"{name} 已损坏（压缩包不完整），打不开；{_again(name)}。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, OSError):
        raise damaged from None
    infos = archive.infolist()
    total = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if len(infos) > MAX_ENTRIES or total > MAX_UNPACKED or (total > 20_000_000 and total > MAX_RATIO * max(packed, 1)):
        raise ReadError(
            f"{name} 解开后大得不正常（{total / 1e6:.0f} MB、{len(infos)} 项），可能是恶意文件，没有打开；请向来源核实。"
        )
    if any(info.flag_bits & 1 for info in infos):
        raise ReadError(f"{name} 加了密码，无法读取；请先去掉密码（或解压）再试。")
    return archive


def declares_entities(xml: bytes) -> bool:
    """Whether a part declares entities or a document type, which no Office file does; in any encoding of 8 or 16 bits.

    >>> declares_entities('<!DOCTYPE x [<!ENTITY a "b">]>'.encode("utf-16")), declares_entities(b"<a/>")
    (True, False)
    """
    plain = xml.replace(b"\0", b"") if b"\0" in xml[:64] else xml
    return b"<!DOCTYPE" in plain[:4096] or b"<!ENTITY" in plain


def _again(name: str) -> str:
    """What to do about a damaged archive."""
    if name.lower().endswith(".zip"):
        return "请重新下载、重新拷贝，或请对方重新压缩一份再试"
    return "请重新下载、重新拷贝，或用 WPS、Word 修复后另存一份再试"


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    """One member, never more bytes than it claims to have."""
    try:
        with archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise ReadError(f"{name} 已损坏（其中的 {info.filename} 读不出来）；{_again(name)}。") from None
    if len(content) > info.file_size:
        raise ReadError(f"{name} 里 {info.filename} 的大小不对，可能是恶意文件，没有打开；请向来源核实。")
    return content
