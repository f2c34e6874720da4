"""A statute: damage undone where there is any, parsed, printed as statute Markdown with its source."""

from pathlib import Path
from typing import Any

from tiaoli import statute
from tiaoli.clean import clean, evidence
from tiaoli.commentary.page import digest, quoted
from tiaoli.convert.values import Conversion
from tiaoli.model import Problem, Source, Statute


def made(path: Path, source: Source, rights: str | None, problems: list[Problem]) -> Conversion:
    lines = [line.text for line in source.lines]
    body_from = 0
    if lines and lines[0].strip() == "---" and "---" in lines[1:]:  # front matter of a page written before
        body_from = lines.index("---", 1) + 1
        lines[:body_from] = [""] * body_from
    mended: list[dict[str, Any]] = []
    doubts: list[dict[str, Any]] = []
    if evidence(lines).traditional:
        cleaned = clean(lines)
        for line, done in zip(source.lines, cleaned, strict=True):
            mended += [{"line": line.number, "before": m.before, "after": m.after, "rule": m.rule} for m in done.mends]
            for doubt in done.doubts:
                doubts.append({"line": line.number} | _doubt(doubt))
                others = "".join(f"“{other}”" for other in doubt.alternatives)
                message = f"“{doubt.text}”{'，也可能是' + others if others else ''}：{doubt.reason}。"
                problems.append(Problem(path.name, line.number, "uncertain-repair", message, "warning"))
        lines = [done.text for done in cleaned]
        message = f"原文是损坏的繁体文字，已还原 {len(mended)} 处；公布前请对照正式文本逐条核对。"
        problems.append(Problem(path.name, 0, "repaired", message, "warning"))
    parsed = statute.parse("\n".join(lines), path=path.name)
    if not parsed.body:
        problems.append(
            Problem(path.name, 0, "no-text", "没有找到条文；请检查文件内容，或用 --kind 指定类别。", "warning")
        )
    markdown = _page(parsed, path.name, source.sha256, rights)
    return Conversion(path, "statute", parsed, markdown, source, tuple(problems), tuple(mended), tuple(doubts))


def _doubt(doubt: Any) -> dict[str, Any]:
    return {"text": doubt.text, "alternatives": list(doubt.alternatives), "reason": doubt.reason}


def _page(parsed: Statute, name: str, sha256: str, rights: str | None) -> str:
    head = ["---", *([f"rights: {quoted(rights)}"] if rights else []), f"source: {quoted(name)}"]
    head += [f"source_sha256: {quoted(sha256)}", "converted_sha256: ", "---", ""]
    text = "\n".join(head) + "\n" + statute.unparse(parsed)
    return text.replace("converted_sha256: ", f"converted_sha256: {quoted(digest(text))}", 1)
