"""Raw files -> reviewed text: JSON for programs, Markdown for people. The originals are never touched."""

import os
import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tiaoli import citations, statute
from tiaoli.clean import clean, evidence
from tiaoli.commentary import Converted, format_page, parse_page, read, rows
from tiaoli.commentary.page import FIELDS, digest, doubt_json, is_edited, quoted
from tiaoli.kinds import KINDS, guess
from tiaoli.load import load as load_root
from tiaoli.model import Commentary, Problem, ReadError, Removal, Source, Statute, Uncertainty
from tiaoli.readers import choose

#: Where each kind goes, under the content root.
FOLDERS = {"commentary": "docs/commentary", "statute": "docs/_data"}
_UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f\s]+')


@dataclass(frozen=True)
class Conversion:
    """One file converted: its kind, its page and what was met on the way.

    `value` is a Converted commentary or a Statute; `markdown` the whole page that `write` writes.
    """

    path: Path
    kind: str
    value: Converted | Statute
    markdown: str
    source: Source
    problems: tuple[Problem, ...] = ()
    mended: tuple[dict[str, Any], ...] = ()
    doubts: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True)
class Written:
    """What became of one file: `status` is "written", "unchanged", "beside" (an edited page was kept) or "failed"."""

    source: Path
    target: Path | None
    status: str
    message: str
    conversion: Conversion | None = None


def convert(
    path: Path | str, kind: str | None = None, rights: str | None = None, law: Statute | None = None
) -> dict[str, Any]:
    """The object that `convert --json` prints for one file. `law`: the statute that citations are checked against.

    Raises ReadError for a file that can't be read and for a kind that isn't supported yet.
    """
    return to_json(load(path, kind, rights), law, str(path))


def law_of(root: Path | str) -> Statute | None:
    """The statute of a content root, for the citations of what is converted; None where there is none to read."""
    try:
        return load_root(Path(root)).statute
    except ReadError:
        return None


def load(path: Path | str, kind: str | None = None, rights: str | None = None) -> Conversion:
    """Read and convert one file; the kind is found out unless given."""
    path = Path(path)
    source = choose.read(path)
    edited = parse_page(source.text, path.name) if path.suffix.lower() in (".md", ".markdown") else None
    if edited is not None and kind in (None, "commentary"):
        return _again(path, source, edited, rights)
    problems = list(source.problems)
    if kind is None:
        found = guess(rows(source.lines))
        kind = found.kind
        if found.unsure:
            problems.append(Problem(path.name, 0, "unsure-kind", found.unsure, "warning"))
    if kind not in KINDS:
        raise ReadError(f"不认识类别“{kind}”；可用的类别是 statute（法规）和 commentary（文章）。")
    if kind not in FOLDERS:
        raise ReadError(f"{path.name} 像是{_NAMES[kind]}，暂不支持转换；如果其实是文章或法规，请用 --kind 指定。")
    made = _statute if kind == "statute" else _commentary
    return made(path, source, rights, problems)


_NAMES = {"quiz": "题库", "contest": "征文通知"}


def _commentary(path: Path, source: Source, rights: str | None, problems: list[Problem]) -> Conversion:
    article = _stated(read(source.lines), source)
    problems = [problem for problem in problems if not problem.code.startswith(_LEFT_OUT)]
    for problem in source.problems:
        if problem.code == "lost-characters":
            article = replace(article, uncertain=article.uncertain + _lost(article))
    if not article.paragraphs:
        message = "没有找到正文；请检查文件内容，或把正文另存为文本文件再试。"
        problems.append(Problem(path.name, 0, "no-text", message, "warning"))
    own = {"rights": rights} if rights else {}
    value = Converted(article, path.name, source.sha256, own)
    return Conversion(path, "commentary", value, format_page(value), source, tuple(problems))


#: Codes of what a reader left out of the text (menus, headers, comments): it belongs to `removed`.
_LEFT_OUT = "left-out-"
#: What a page's own meta tags state, for fields that its text leaves open.
_META = ("title", "author", "publisher", "editor", "published", "column")


def _stated(article: Commentary, source: Source) -> Commentary:
    """The article with what the reader left out, and with the fields that the file's meta tags state and its text doesn't."""
    left = [
        Removal(line.strip(), problem.message, problem.line)
        for problem in source.problems
        if problem.code.startswith(_LEFT_OUT)
        for line in (problem.found or "").split("\n")
        if line.strip()
    ]
    metadata = dict(source.metadata)
    stated = {name: metadata[name] for name in _META if metadata.get(name) and getattr(article, name) is None}
    return replace(article, removed=(*article.removed, *left), **stated)


def _lost(article: Commentary) -> tuple[Uncertainty, ...]:
    reason = "原文在存入文件之前就已丢字，无法还原，请对照原文补上"
    return tuple(
        Uncertainty(i, "\ufffd", (), reason, match.start())
        for i, paragraph in enumerate(article.paragraphs)
        for match in re.finditer("\ufffd+", paragraph)
    )


def _again(path: Path, source: Source, edited: Converted, rights: str | None) -> Conversion:
    """A page that this program wrote: the same article again, whatever people have done to it."""
    own = edited.own | ({"rights": rights} if rights else {})
    value = replace(edited, own=own)
    return Conversion(path, "commentary", value, format_page(value), source, source.problems)


def _statute(path: Path, source: Source, rights: str | None, problems: list[Problem]) -> Conversion:
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
    markdown = _statute_page(parsed, path.name, source.sha256, rights)
    return Conversion(path, "statute", parsed, markdown, source, tuple(problems), tuple(mended), tuple(doubts))


def _doubt(doubt: Any) -> dict[str, Any]:
    return {"text": doubt.text, "alternatives": list(doubt.alternatives), "reason": doubt.reason}


def _statute_page(parsed: Statute, name: str, sha256: str, rights: str | None) -> str:
    head = ["---", *([f"rights: {quoted(rights)}"] if rights else []), f"source: {quoted(name)}"]
    head += [f"source_sha256: {quoted(sha256)}", "converted_sha256: ", "---", ""]
    text = "\n".join(head) + "\n" + statute.unparse(parsed)
    return text.replace("converted_sha256: ", f"converted_sha256: {quoted(digest(text))}", 1)


def to_json(done: Conversion, law: Statute | None = None, shown: str | None = None) -> dict[str, Any]:
    """The design's object for one conversion: plain dicts and lists."""
    head = {"schema": 1, "source": shown or str(done.path)}
    problems = [_problem(problem) for problem in done.problems]
    if isinstance(done.value, Statute):
        tree = statute.to_json(done.value)
        tree["problems"] = problems + tree["problems"]
        return head | tree | {"repairs": list(done.mended), "uncertain": list(done.doubts)}
    article = done.value.commentary
    return (
        head
        | {"kind": "commentary"}
        | {name: getattr(article, name) for name in FIELDS}
        | {
            "paragraphs": list(article.paragraphs),
            "headings": list(article.headings),
            "removed": [{"text": r.text, "reason": r.reason} for r in article.removed],
            "repairs": [
                {
                    "paragraph": r.paragraph if r.paragraph >= 0 else None,
                    "before": r.before,
                    "after": r.after,
                    "rule": r.rule,
                }
                for r in article.repairs
            ],
            "uncertain": [doubt_json(doubt) for doubt in article.uncertain],
            "citations": cited(article, law) if law else [],
            "problems": problems,
        }
    )


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "severity": problem.severity, "code": problem.code, "message": problem.message}


def cited(article: Commentary, law: Statute) -> list[dict[str, Any]]:
    """References of an article to the statute, resolved, with the quotation bound to each and whether it is verbatim."""
    names = citations.short_names("\n".join(article.paragraphs))
    out = []
    for i, paragraph in enumerate(article.paragraphs):
        every = citations.find(paragraph, law, names=names)
        found = [citation for citation in every if citation.instrument is None]
        entries = [{"paragraph": i, "text": c.text, "target": c.target, "quote": None, "verified": None} for c in found]
        for quotation in citations.quotations(paragraph, every, law, names=names):
            verdict = citations.verify(law, quotation.text, quotation.targets, paragraph)
            near = [n for n, c in enumerate(found) if c.target in quotation.targets and entries[n]["quote"] is None]
            if near:
                n = min(near, key=lambda n: abs(found[n].end - quotation.start))
                entries[n] |= {"quote": quotation.text, "verified": verdict.ok}
            else:
                target = quotation.targets[0] if quotation.targets else verdict.where
                entries.append({"paragraph": i, "text": quotation.cited_as, "target": target,
                                "quote": quotation.text, "verified": verdict.ok})  # fmt: skip
        out += entries
    return out


def write(
    paths: Iterable[Path | str],
    root: Path | str,
    kind: str | None = None,
    rights: str | None = None,
    progress: Callable[[Written], None] | None = None,
) -> list[Written]:
    """Convert files into a content root, one after the other; a file that can't be read doesn't stop the others.

    A page that a person has edited since is kept, and the new version goes beside it as NAME.new.md. Each file is
    written whole or not at all.
    """
    results = []
    for path in map(Path, paths):
        try:
            result = write_one(load(path, kind, rights), Path(root))
        except ReadError as error:
            result = Written(path, None, "failed", str(error))
        results.append(result)
        if progress:
            progress(result)
    return results


def write_one(done: Conversion, root: Path, out: Path | None = None) -> Written:
    """Write one page under `root`, or into the folder `out`; ReadError when the folder or file can't be written."""
    folder = out if out is not None else root / FOLDERS[done.kind]
    stem = _stem(done)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target, status = _target(folder, stem, done)
        shown = target.as_posix() if out is not None else target.relative_to(root).as_posix()
        if status == "unchanged":
            return Written(done.path, target, status, f"{shown} 与上次转换的结果相同，没有改动。", done)
        _write_whole(target, done.markdown)
    except OSError as error:
        where = (out / f"{stem}.md").as_posix() if out is not None else f"{FOLDERS[done.kind]}/{stem}.md"
        raise ReadError(
            f"无法写入 {where}（{error.strerror or error}）；请检查文件夹的权限和磁盘空间后再试。"
        ) from None
    if status == "beside":
        kept = re.sub(r"\.new(-\d+)?\.md$", ".md", shown)
        message = f"{kept} 在上次转换之后有人改过，没有覆盖；新的结果写在 {shown}，请比较后自行合并。"
        return Written(done.path, target, status, message, done)
    return Written(done.path, target, "written", f"已写入 {shown}。", done)


def _stem(done: Conversion) -> str:
    stem = _UNSAFE.sub("-", done.path.stem).strip("-. ") or "page"
    return re.sub(r"\.new(-\d+)?$", "", stem)


def _target(folder: Path, stem: str, done: Conversion) -> tuple[Path, str]:
    """The file to write and why: a free name, the unedited page of the same source, or a name beside an edited one."""
    number = 1
    while True:
        name = stem if number == 1 else f"{stem}-{number}"
        target = folder / f"{name}.md"
        old = _old(target)
        if old is None:
            return target, "written"
        if old == done.markdown or done.path.resolve() == target.resolve() and not is_edited(old):
            return target, "unchanged" if old == done.markdown else "written"
        if _source_of(old) in (None, _source_name(done)) or done.path.resolve() == target.resolve():
            break
        number += 1  # another source of the same name
    if not is_edited(old):
        return target, "written"
    number = 1
    while True:
        beside = folder / (f"{name}.new.md" if number == 1 else f"{name}.new-{number}.md")
        old = _old(beside)
        if old is None or not is_edited(old):
            return beside, "unchanged" if old == done.markdown else "beside"
        number += 1


def _old(target: Path) -> str | None:
    try:
        return target.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        return ""


def _source_of(page: str) -> str | None:
    match = re.search(r'^source: "(.*)"$', page, re.M)
    return match[1] if match else None


def _source_name(done: Conversion) -> str:
    return done.value.source if isinstance(done.value, Converted) else done.path.name


def _write_whole(target: Path, text: str) -> None:
    """Write through a temporary file beside the target, so that a reader sees the old page or the new one."""
    handle, temporary = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(text.encode())
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def summary(done: Conversion) -> list[str]:
    """What a person should know of one conversion, a line each: what went, what was mended, what to look at first."""
    lines = []
    if isinstance(done.value, Statute):
        articles = len(done.value.articles)
        lines.append(f"条文，共 {articles} 条。" if articles else "条文，没有以“第X条”编号。")
        doubts = [str(doubt.get("reason", "")) for doubt in done.doubts]
    else:
        article = done.value.commentary
        lines.append(
            f"文章，{len(article.paragraphs)} 段；去掉 {len(article.removed)} 处与正文无关的内容，修复 {len(article.repairs)} 处。"
        )
        doubts = [f"第 {d.paragraph + 1} 段“{d.text}”：{d.reason}" for d in article.uncertain if d.paragraph >= 0]
        if not done.value.own.get("rights"):
            lines.append("没有写转载依据：正式发布时只列标题、来源和链接；可用 --rights 或在文件开头的 rights 写明。")
    if doubts:
        lines.append(f"有 {len(doubts)} 处拿不准，已在文中标出，请先看：")
        lines += [f"  {doubt}" for doubt in doubts[:5]]
        if len(doubts) > 5:
            lines.append(f"  还有 {len(doubts) - 5} 处，见文中“待核”。")
    lines += [f"{problem.message}" for problem in done.problems[:5]]
    return lines


def doubts(done: Conversion) -> int:
    """How many places of a conversion want a person's eye."""
    own = done.doubts if isinstance(done.value, Statute) else done.value.commentary.uncertain
    return len(own) + sum(problem.severity == "error" for problem in done.problems)
