"""A statute: damage undone where there is any, parsed, printed as statute Markdown with its source."""

import re
from pathlib import Path
from typing import Any

from tiaoli import statute
from tiaoli.clean import clean, evidence
from tiaoli.commentary import byline, furniture
from tiaoli.commentary.page import digest, quoted
from tiaoli.convert.values import Conversion
from tiaoli.model import NOTE, Problem, Source, Statute


def made(path: Path, source: Source, rights: str | None, problems: list[Problem]) -> Conversion:
    lines = [line.text for line in source.lines]
    body_from = 0
    if lines and lines[0].strip() == "---" and "---" in lines[1:]:  # front matter of a page written before
        body_from = lines.index("---", 1) + 1
        lines[:body_from] = [""] * body_from
    particulars = _particulars(lines)
    if particulars:
        found = "\n".join(lines[i].strip() for i in particulars)
        message = f"去掉了网页上的说明和按钮：{' / '.join(found.split(chr(10)))}。"
        problems.append(Problem(path.name, source.lines[particulars[0]].number, "left-out-page", message, NOTE, found))
        lines = ["" if i in particulars else line for i, line in enumerate(lines)]
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


#: What only a web page says of a text, beside its source and day: 字号, 浏览次数, 责任编辑, 打印.
_OF_PAGE = re.compile("来源|稿源|编辑|责编|字号|字体|浏览|阅读|点击|访问|打印|关闭|分享|审核|录入")
_PROVISION = re.compile(r"[\s#]*第[一二三四五六七八九十百千零\d]+[编章节条]")
#: Such lines stand among the first and the last so many.
_REACH = 12


def _particulars(lines: list[str]) -> list[int]:
    """Where the particulars of a page stand, above the first provision and below the beginning of the last.

    >>> _particulars(["示例办法", "来源：示例县 字号：[大 中 小]", "（2020年1月1日通过）", "第一条 示例。", "责任编辑：王某", "【打印本页】"])
    [1, 4, 5]
    """
    provisions = [i for i, line in enumerate(lines) if _PROVISION.match(line)]
    first, last = (provisions[0], provisions[-1]) if provisions else (_REACH, len(lines) - _REACH)
    places = sorted({*range(min(first, _REACH, len(lines))), *range(max(last + 1, len(lines) - _REACH, 0), len(lines))})
    return [i for i in places if lines[i].strip() and _is_particular(lines[i].strip())]


def _is_particular(text: str) -> bool:
    fields = byline.labelled(text)
    return fields is not None and bool(_OF_PAGE.search(text)) or furniture.is_button(text)


def _doubt(doubt: Any) -> dict[str, Any]:
    return {"text": doubt.text, "alternatives": list(doubt.alternatives), "reason": doubt.reason}


def _page(parsed: Statute, name: str, sha256: str, rights: str | None) -> str:
    head = ["---", *([f"rights: {quoted(rights)}"] if rights else []), f"source: {quoted(name)}"]
    head += [f"source_sha256: {quoted(sha256)}", "converted_sha256: ", "---", ""]
    text = "\n".join(head) + "\n" + statute.unparse(parsed)
    return text.replace("converted_sha256: ", f"converted_sha256: {quoted(digest(text))}", 1)
