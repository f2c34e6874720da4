"""A docx file's parts, opened safely: the only importer of python-docx.

Sizes are checked before anything is unpacked; entity declarations are refused; relationships that lead nowhere and the
namespaces of the strict variant, which python-docx can't stand, are mended in memory.
"""

import io
import posixpath
import re
import zipfile
from typing import Any

from docx import Document  # noqa: F401  registers the classes of parts
from docx.opc.package import OpcPackage
from docx.oxml.parser import parse_xml

from tiaoli.model import ReadError
from tiaoli.readers import files

#: Largest XML part read, unpacked, in bytes: some ten million characters.
MAX_PART = 80_000_000
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*?(?:/>|>\s*</(?:\w+:)?Relationship>)", re.S)
_TARGET = re.compile(rb"""\bTarget\s*=\s*["']([^"']*)["']""")
#: <Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)  # fmt: skip


class Package:
    """The parts of a document that hold text, as parsed XML."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open the package; ReadError for what is locked, damaged, hostile, or no Word document."""
        self.name = name
        mended = _mended(content, name)
        try:
            self._package = OpcPackage.open(io.BytesIO(mended))
            self._main = self._package.main_document_part
            self.document = _element(self._main)
        except (KeyError, ValueError, SyntaxError, AttributeError, zipfile.BadZipFile):
            # lxml's XMLSyntaxError is a SyntaxError
            raise ReadError(f"{name} 的内部结构已损坏，打不开；请用 WPS 或 Word 打开并另存为 docx 后再试。") from None

    def parts(self, kind: str, source: Any = None) -> list[tuple[str, Any]]:
        """(relationship id, part) of every related part of a kind ("styles", "footnotes", "aFChunk"), in order."""
        relations = (source or self._main).rels.values()
        return [(r.rId, r.target_part) for r in relations if not r.is_external and r.reltype.rpartition("/")[2] == kind]

    def part(self, kind: str) -> Any:
        """The XML of the first part of a kind; None when there is none or it is damaged."""
        for _, part in self.parts(kind):
            try:
                return _element(part)
            except SyntaxError:
                return None
        return None

    def element(self, part: Any) -> Any:
        """A part's XML; None when it is damaged."""
        try:
            return _element(part)
        except SyntaxError:
            return None

    def properties(self) -> list[tuple[str, str]]:
        """Core properties that the file states."""
        if not any(r.reltype.endswith("/core-properties") for r in self._package.rels.values()):
            return []
        try:
            core = self._package.core_properties
            values = [
                ("document-title", core.title), ("document-author", core.author), ("document-subject", core.subject),
                ("document-keywords", core.keywords), ("document-comments", core.comments),
                ("document-category", core.category), ("last-modified-by", core.last_modified_by),
                ("created", core.created), ("modified", core.modified),
            ]  # fmt: skip
        except (ValueError, AttributeError, SyntaxError):
            return []
        return [(key, value if isinstance(value, str) else value.isoformat()) for key, value in values if value]

    def stated(self, kind: str) -> Any:
        """The XML of a part of the whole package ("extended-properties", "custom-properties"); None without one."""
        for relation in self._package.rels.values():
            if not relation.is_external and relation.reltype.rpartition("/")[2] == kind:
                return self.element(relation.target_part)
        return None

    @property
    def names(self) -> tuple[str, ...]:
        """Where every part lies, "/word/comments.xml"."""
        return tuple(sorted(str(part.partname) for part in self._package.iter_parts()))


def _element(part: Any) -> Any:
    element = getattr(part, "element", None)
    return parse_xml(part.blob) if element is None else element


def _mended(content: bytes, name: str) -> bytes:
    """The same package, checked, without what python-docx trips over; the same bytes when nothing is wrong."""
    infos = files.names(content, name)
    known = {info.filename.replace("\\", "/").lstrip("/").lower() for info in infos}
    if "[content_types].xml" not in known:
        raise ReadError(f"{name} 不是 Word 文件（缺少必要的部分），可能是改了扩展名的压缩包；请换成真正的 docx 文件。")
    for info in infos:
        if info.filename.endswith((".xml", ".rels")) and info.file_size > MAX_PART:
            raise ReadError(
                f"{name} 里的 {info.filename} 解开后有 {info.file_size / 1e6:.0f} MB，太大了，不像一份文稿；请拆成几份再试。"
            )
    changed: dict[str, bytes] = {}
    kept: list[tuple[str, bytes]] = []
    for info, blob in files.entries(content, name):
        path = info.filename.replace("\\", "/").lstrip("/")
        mended = blob
        if path.endswith((".xml", ".rels")):
            if files.declares_entities(blob):
                raise ReadError(f"{name} 里有 Word 文件不该有的实体声明，可能是恶意文件，没有打开；请向来源核实。")
            if _STRICT in blob:
                for strict, transitional in _TRANSITIONAL:
                    mended = mended.replace(strict, transitional)
            if path.endswith(".rels"):
                mended = _without_dangling(path, mended, known)
        if mended != blob or path != info.filename:
            changed[path] = mended
        kept.append((path, mended))
    if not changed:
        return content
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for path, blob in kept:
            archive.writestr(path, blob)
    return out.getvalue()


def _without_dangling(path: str, blob: bytes, known: set[str]) -> bytes:
    """A .rels part without internal relationships to parts that aren't there."""
    folder = posixpath.dirname(posixpath.dirname(path))

    def keep(match: re.Match[bytes]) -> bytes:
        target = _TARGET.search(match[0])
        if target is None or b'"External"' in match[0] or b"'External'" in match[0]:
            return match[0]
        to = target[1].decode("utf-8", "replace").replace("\\", "/").partition("#")[0]
        full = to.lstrip("/") if to.startswith("/") else posixpath.normpath(posixpath.join(folder, to))
        return match[0] if full.lower() in known else b""

    return _RELATION.sub(keep, blob)
