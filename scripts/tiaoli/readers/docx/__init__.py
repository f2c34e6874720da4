"""Word files (docx, docm, dotx): everything that prints in the body, with automatic numbers as text.

Guarantees: insertions are taken and deletions dropped, and a problem says so; what isn't put into the lines (headers and
footers, contents lists, comments, hidden text, readings above characters) is quoted in a problem, `found`, with a
code that begins with "left-out"; what can't be read (pictures, charts) is named in one.
"""

import hashlib
from collections import Counter
from pathlib import Path

from tiaoli.model import NOTE, WARNING, Line, Problem, ReadError, Source
from tiaoli.readers import files, html, text
from tiaoli.readers.docx.body import Row, Story
from tiaoli.readers.docx.inline import Inline, V, plain
from tiaoli.readers.docx.numbering import Numbering
from tiaoli.readers.docx.package import Package
from tiaoli.readers.docx.styles import Styles, W

_DIAGRAM_TEXT = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DEEPEST = 3  # documents inside documents


def read(path: Path) -> Source:
    """The lines of a Word file; `number` is the line's place among them, from 1, blank paragraphs included.

    Styles: "heading-1" … "heading-6", "title", "subtitle", "quote", "list" (bulleted), "table", "footnote", "".
    Metadata: "document-title", "document-author", "created", "modified" … as the file's properties state them: often
    those of an older file or of the typist, so never the article's own. Raises ReadError.
    """
    path = Path(path)
    return source(files.load(path), path.name)


def source(content: bytes, name: str, depth: int = 0) -> Source:
    """The bytes of a Word file as a Source; `depth`: how many documents it stands inside."""
    kind = files.kind_of(content)
    if kind != "docx":
        if kind == "encrypted":
            raise ReadError(f"{name} 加了打开密码，无法读取；请用 WPS 或 Word 打开，去掉密码后另存一份再试。")
        if kind == "zip":
            files.names(content, name)  # a damaged archive says so
        what = files.NAMES.get(kind, "别的文件")
        raise ReadError(f"{name} 不是 Word 文件（docx），看起来是{what}；请改回正确的扩展名，或换成真正的 docx 文件。")
    document = _Document(Package(content, name), name, depth)
    return document.source(hashlib.sha256(content).hexdigest())


class _Document:
    """One pass over a package."""

    def __init__(self, package: Package, name: str, depth: int) -> None:
        self._package, self._name, self._depth = package, name, depth
        self._styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self._styles)
        self._notes: list[tuple[str, str]] = []
        self._inside: list[Problem] = []
        self._problems: list[Problem] = []
        self._story = self._reader(self._numbering)

    def _reader(self, numbering: Numbering) -> Story:
        return Story(self._styles, numbering, Inline(self._styles, self._mark), self._chunk)

    def source(self, sha256: str) -> Source:
        body = self._package.document.find(W + "body")
        if body is None:
            raise ReadError(f"{self._name} 里没有正文，文件可能已损坏；请用 WPS 或 Word 打开并另存为 docx 后再试。")
        rows = self._story.blocks(body)
        rows += self._story.finish()
        rows += self._noted()
        lines = self._lines(rows)
        self._aside()
        if not any(line.text.strip() for line in lines):
            pictures = any(row.found.pictures for row in rows)
            why = (
                "里只有图片，没有文字，可能是扫描件；请先做文字识别（OCR）"
                if pictures
                else "里没有文字；请检查是否选对了文件"
            )
            raise ReadError(f"{self._name} {why}，再试一次。" if pictures else f"{self._name} {why}。")
        self._problems += self._inside
        self._problems.sort(key=lambda problem: problem.line)
        return Source(
            self._name, tuple(lines), tuple(self._package.properties()), "utf-8", sha256, tuple(self._problems)
        )

    def _say(self, line: int, code: str, message: str, severity: str = NOTE, found: str | None = None) -> None:
        self._problems.append(Problem(self._name, line, code, message, severity, found))

    def _lines(self, rows: list[Row]) -> list[Line]:
        """Rows as numbered lines; what they carry is reported with the line that it stands at."""
        lines: list[Line] = []
        contents: list[str] = []
        inserted: list[str] = []
        deleted: list[str] = []
        formulas = 0
        for row in rows:
            if row.style == "contents":
                contents += [row.text.strip()] if row.text.strip() else []
            elif row.style != "gone":
                lines.append(Line(len(lines) + 1, row.text, row.style))
            at, found = max(len(lines), 1), row.found
            inserted += [t for t in found.inserted if t.strip()]
            deleted += [t for t in found.deleted if t.strip()]
            formulas += found.formulas
            self._report(at, row)
        while lines and not lines[-1].text:
            lines.pop()
        if contents:
            self._say(
                0, "left-out-contents", f"去掉了目录（{len(contents)} 行）；网站会另行生成。", NOTE, "\n".join(contents)
            )
        if inserted or deleted:
            message = f"文件里有未接受的修订：插入 {len(inserted)} 处已按接受处理，删除 {len(deleted)} 处已去掉；请核对是不是定稿。"
            self._say(0, "tracked-changes", message, WARNING, "\n".join(deleted) or None)
        if formulas:
            self._say(0, "formula", f"有 {formulas} 处公式，只保留了其中的文字；请对照原文核对。", WARNING)
        return lines

    def _report(self, at: int, row: Row) -> None:
        found = row.found
        if found.hidden:
            self._say(
                at,
                "left-out-hidden",
                f"第 {at} 行有隐藏文字，没有转换；请核对是否有用。",
                WARNING,
                "".join(found.hidden),
            )
        if found.readings:
            self._say(at, "left-out-reading", f"第 {at} 行的注音已去掉，只留正文。", NOTE, "、".join(found.readings))
        for label in found.pictures:
            said = f"（说明文字：{label}）" if label else ""
            self._say(
                at,
                "picture",
                f"第 {at} 行附近有一张图片{said}，图片没有转换；如有文字请手工补上。",
                WARNING,
                label or None,
            )
        for what, count in Counter(found.lost).items():
            self._say(at, "not-read", f"第 {at} 行有{what}，共 {count} 处，没能转换；请对照原文补上。", WARNING)
        for key in found.diagrams:
            words = self._diagram(key)
            self._say(
                at,
                "left-out-diagram",
                f"第 {at} 行附近有图示（SmartArt），没有转换，其中的文字列在这里。",
                WARNING,
                words or None,
            )
        if any(not isinstance(box, str) for box in found.boxes):
            self._say(at, "text-box", f"第 {at} 行附近的文字来自文本框，位置按出现的先后；请核对顺序。", NOTE)
        for key in found.comments:
            self._comment(at, key)

    def _diagram(self, key: str) -> str:
        for found, part in self._package.parts("diagramData"):
            element = self._package.element(part) if found == key else None
            if element is not None:
                return "\n".join(t.text or "" for t in element.iter(_DIAGRAM_TEXT))
        return ""

    def _comment(self, at: int, key: str) -> None:
        comments = self._package.part("comments")
        for comment in comments if comments is not None else ():
            if comment.get(W + "id") == key:
                author = comment.get(W + "author") or "未署名"
                words = "\n".join(filter(None, (plain(p) for p in comment.iter(W + "p"))))
                self._say(at, "left-out-comment", f"第 {at} 行有{author}的批注，没有转换：{words}", NOTE, words)

    def _mark(self, kind: str, key: str) -> str:
        if (kind, key) not in self._notes:
            self._notes.append((kind, key))
        return f"〔注{self._notes.index((kind, key)) + 1}〕"

    def _noted(self) -> list[Row]:
        """Footnotes and endnotes in the order of their marks, after the body."""
        parts = {"footnote": self._package.part("footnotes"), "endnote": self._package.part("endnotes")}
        rows: list[Row] = []
        for number, (kind, key) in enumerate(self._notes, 1):
            part = parts[kind]
            note = next((n for n in part if n.get(W + "id") == key), None) if part is not None else None
            inside = [row for row in self._story.blocks(note) if row.text.strip()] if note is not None else []
            words = inside[0].text.strip() if inside else ""
            rows.append(Row(f"注{number}　{words}", "footnote", inside[0].found if inside else Row("").found))
            rows += [Row(row.text, "footnote", row.found) for row in inside[1:]]
        if self._notes:
            self._say(
                0, "notes", f"有 {len(self._notes)} 条脚注或尾注：正文里用〔注1〕这样的记号标出，注文列在最后。", NOTE
            )
        return rows

    def _aside(self) -> None:
        """Headers, footers and watermarks: not converted, but quoted."""
        seen: set[str] = set()
        for kind, called in (("header", "页眉"), ("footer", "页脚")):
            for _, part in self._package.parts(kind):
                element = self._package.element(part)
                if element is None:
                    continue
                rows = self._reader(Numbering(None, self._styles)).blocks(element)
                words = "\n".join(row.text.strip() for row in rows if row.text.strip())
                marks = [p.get("string", "") for p in element.iter(V + "textpath")]
                words = words or "\n".join(filter(None, marks))
                if words and words not in seen:
                    seen.add(words)
                    self._say(0, f"left-out-{kind}", f"去掉了{called}：{words.replace(chr(10), ' / ')}", NOTE, words)
        for format_ in sorted(self._numbering.unknown):
            self._say(
                0, "number-format", f"自动编号用了不认识的样式 {format_}，按 1、2、3 写出；请对照原文核对。", WARNING
            )

    def _chunk(self, key: str) -> list[Row]:
        """The lines of a document inside this one (w:altChunk)."""
        for found, part in self._package.parts("aFChunk"):
            if found != key:
                continue
            kind = files.kind_of(part.blob)
            try:
                if kind == "html":
                    inner = html.whole(part.blob, self._name)
                elif kind == "docx" and self._depth < _DEEPEST:
                    inner = source(part.blob, self._name, self._depth + 1)
                elif kind == "text":
                    inner = text.source(part.blob, self._name)
                else:
                    break
            except ReadError:
                break
            self._inside += [p for p in inner.problems if p.line == 0]
            return [Row(line.text, line.style) for line in inner.lines]
        self._say(0, "not-read", "文件里嵌有另一份文档，没能读出；请用 Word 打开并另存一份再试。", WARNING)
        return []
