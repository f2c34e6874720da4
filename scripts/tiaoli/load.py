"""A content root on disk -> Campaign.

Bad content becomes a Problem and loading goes on; only what leaves nothing to load raises ReadError.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tiaoli import frontmatter, schema, signoff, statute, timelimits, yamldata
from tiaoli.model import WARNING, Campaign, Entry, Problem, QuizBank, ReadError, Settings, SignOff, Statute
from tiaoli.quiz import bank
from tiaoli.textfile import read_text, reason

DATA = "docs/_data"
SITE = f"{DATA}/site.yml"
LOCAL = f"{DATA}/local"
QUIZZES = "quizzes"
#: Top folder of docs/ -> kind of the entries in it.
KINDS = {"guides": "guide", "commentary": "commentary"}


@dataclass
class _Found:
    """What loading collects on the way."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    signoffs: dict[str, tuple[SignOff, ...]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    data_lines: dict[str, dict[str, int]] = field(default_factory=dict)

    def sign(self, path: str, meta: Any, lines: dict[str, int], body: str = "") -> tuple[SignOff, ...]:
        """Note a file's digest and the sign-offs that it carries itself."""
        self.digests[path] = signoff.digest(meta, body)
        own = signoff.read(meta.get("signoff")) if isinstance(meta, dict) else ()
        if own:
            self.signoffs[path] = own
            line = yamldata.line_of(lines, "signoff")
            self.problems += signoff.problems(own, path, line, self.digests[path])
        return own


def load(root: Path) -> Campaign:
    """Everything of the content root, in the order of paths, with all problems met.

    Raises ReadError when there is no mkdocs.yml, no readable site.yml or no statute. Reads nothing outside the root.
    """
    root = Path(root).resolve()
    if not (root / "mkdocs.yml").is_file():
        raise ReadError(
            f"{root} 里没有 mkdocs.yml，不是内容目录；请换到内容目录里运行，或先用“tiaoli new 目录名”新建一个。"
        )
    found = _Found(root)
    _hold_mkdocs_settings(root)
    settings = _settings(found)
    settings, main = _statute(found, settings)
    local, local_meta = _local(found, main.slug)
    entries, assets = _entries(found)
    glossary = _data(found, "glossary", ())
    procedure = _data(found, "procedure", None)
    superseded = _data(found, "superseded", ())
    meanings = _data(found, "meanings", ())
    confusions = _data(found, "confusions", ())
    wording = _data(found, "wording", ())
    confirmed = _data(found, "confirmed", ())
    handouts = _data(found, "handouts", ())
    contest = _data(found, "contest", None)
    plan = _data(found, "campaign", None)
    kits = _data(found, "kits", ())
    outreach = _data(found, "outreach", ())
    quizzes = _quizzes(found)
    _settings_signoffs(found, settings)
    problems = (*found.problems, *main.problems, *(p for rule in local for p in rule.problems))
    return Campaign(
        root=root, settings=settings, statute=main,
        timelimits=timelimits.extract(main), headcounts=timelimits.headcounts(main),
        local=local, entries=entries, glossary=tuple(glossary), procedure=procedure, superseded=tuple(superseded),
        meanings=tuple(meanings), confusions=tuple(confusions),
        wording=tuple(wording), confirmed=tuple(confirmed), signoffs=found.signoffs, assets=assets, problems=problems,
        digests=found.digests, local_meta=local_meta, data_lines=found.data_lines, quizzes=quizzes,
        handouts=tuple(handouts), contest=contest, plan=plan, kits=tuple(kits), outreach=tuple(outreach),
    )  # fmt: skip


def _hold_mkdocs_settings(root: Path) -> None:
    """mkdocs.yml is MkDocs' own; only what would end in an English message or leave pages out is refused here."""
    data = yamldata.read_file(root / "mkdocs.yml", "mkdocs.yml").data
    if not isinstance(data, dict):
        raise ReadError("mkdocs.yml 的内容应是一行行“名称: 值”；可以从“tiaoli new”生成的目录里复制一份。")
    if data.get("docs_dir", "docs") != "docs":
        raise ReadError("mkdocs.yml 的 docs_dir 应为 docs；请改回来，并把网页放在 docs 文件夹里。")


def _settings(found: _Found) -> Settings:
    """site.yml; ReadError when it isn't YAML, since all else depends on it."""
    path = _inside(found, SITE)
    if path is None or not path.exists():
        message = (
            f"没有找到 {SITE}；请新建这个文件，写上单位、纠错联系方式等设置（可以从“tiaoli new”生成的目录里复制）。"
        )
        found.problems.append(Problem(SITE, 0, "site-missing", message))
        return Settings()
    marked = yamldata.read_file(path, SITE)
    if marked.data is not None and not isinstance(marked.data, dict):
        raise ReadError(f"{SITE} 的内容应是一行行“名称: 值”；请对照“tiaoli new”生成的文件修改。")
    marked = schema.validate(marked, "site", SITE)
    found.problems += marked.problems
    data = marked.data or {}
    found.digests[SITE] = signoff.digest(data)
    found.problems += _unfilled(data, marked.lines)
    return Settings(data, marked.lines, SITE)


def _unfilled(data: dict[str, Any], lines: dict[str, int]) -> list[Problem]:
    """One warning for all settings that still say 待填, at the first of them."""
    flat = {key: value for key, value in _flat(data, "") if value == signoff.UNFILLED}
    if not flat:
        return []
    message = f"还有 {len(flat)} 处待填：{'、'.join(flat)}；没有填的不会显示在网页上。"
    return [Problem(SITE, min(yamldata.line_of(lines, key) for key in flat), "unfilled", message, WARNING)]


def _flat(data: dict[str, Any], above: str) -> Iterator[tuple[str, Any]]:
    for key, value in data.items():
        dotted = yamldata.join(above, key)
        if isinstance(value, dict):
            yield from _flat(value, dotted)
        else:
            yield dotted, value


def _statute(found: _Found, settings: Settings) -> tuple[Settings, Statute]:
    """The default statute, and the settings completed by its front matter."""
    name = settings.get("statute.file", "regulation.md")
    shown = f"{DATA}/{name}"
    path = _inside(found, shown)
    if path is None or not path.is_file():
        raise ReadError(f"没有找到条文 {shown}；请把条文放在这里，或在 {SITE} 的 statute.file 里写上它的文件名。")
    matter = frontmatter.split(read_text(path, shown), shown)
    meta = _checked_meta(found, matter, "statute", shown)
    slug = settings.get("statute.slug") or meta.get("slug") or _slug(Path(name).stem)
    parsed = statute.parse(matter.padded_body, slug=slug, path=shown)
    if not parsed.body:
        raise ReadError(f"{shown} 里没有条文；请按“第一条　……”一行一款的样子写上条文。")
    found.sign(shown, meta, matter.lines, matter.body)
    own = dict(settings.get("statute", {}))
    own |= {"file": name, "slug": slug}
    own.setdefault("short_names", meta.get("short_names") or [])
    return Settings(settings.data | {"statute": own}, settings.lines, settings.path), parsed


def _local(found: _Found, main_slug: str) -> tuple[tuple[Statute, ...], dict[str, dict[str, Any]]]:
    """本地规定, each in its own address space."""
    rules, metas = [], {}
    folder = _inside(found, LOCAL)
    if folder is None or not os.path.lexists(folder):
        return (), {}
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(".md"))
    except OSError as error:
        message = f"本地规定的文件夹打不开（{reason(error)}）；请检查它是不是文件夹、有没有读取权限。"
        found.problems.append(Problem(LOCAL, 0, "unreadable", message))
        return (), {}
    for path in (folder / name for name in names):
        shown = f"{LOCAL}/{path.name}"
        if path.name.lower() == "readme.md" or not (text := _text(found, shown)):
            continue
        matter = frontmatter.split(text, shown)
        meta = _checked_meta(found, matter, "local", shown)
        slug = meta.get("slug") or _slug(path.stem)
        if slug == main_slug or slug in metas:
            message = f"代号 “{slug}” 与别的规定重复；请在文件头里写一个不同的 slug。"
            found.problems.append(Problem(shown, yamldata.line_of(matter.lines, "slug") or 1, "local-slug", message))
            continue
        rule = statute.parse(matter.padded_body, slug=slug, path=shown)
        if not rule.body:
            found.problems.append(Problem(shown, 0, "local-empty", "这份本地规定没有条文；请补上，或删去这个文件。"))
            continue
        found.sign(shown, meta, matter.lines, matter.body)
        metas[slug] = meta | {"path": shown}
        rules.append(rule)
    return tuple(rules), metas


def _data(found: _Found, name: str, empty: Any) -> Any:
    """An optional data file, valid against its schema; `empty` where there is none or nothing of it is usable."""
    shown = f"{DATA}/{name}.yml"
    path = _inside(found, shown)
    if path is None or not os.path.lexists(path):
        return empty
    try:
        marked = yamldata.read_file(path, shown)
    except ReadError as error:
        found.problems.append(_unreadable(shown, error))
        return empty
    marked = schema.validate(marked, name, shown)
    found.problems += marked.problems
    found.data_lines[shown] = marked.lines
    wanted = dict if empty is None else list
    if marked.data is None:
        return empty
    if not isinstance(marked.data, wanted) or (wanted is dict and marked.problems):
        return empty
    found.sign(shown, marked.data, marked.lines)
    return marked.data


def _quizzes(found: _Found) -> tuple[QuizBank, ...]:
    """The banks in quizzes/*.yml, their own problems kept with them."""
    banks = []
    for path in sorted((found.root / QUIZZES).glob("*.yml")):
        shown = f"{QUIZZES}/{path.name}"
        if _inside(found, shown) is None:
            continue
        try:
            banks.append(bank.read_file(path, shown))
            found.digests[shown] = signoff.digest(None, read_text(path, shown))
        except ReadError as error:
            found.problems.append(_unreadable(shown, error))
    return tuple(banks)


def _entries(found: _Found) -> tuple[tuple[Entry, ...], tuple[Path, ...]]:
    """Hand-written pages and the other files of docs/, both in the order of paths."""
    entries, assets = [], []
    for shown in sorted(_walk(found)):
        if not shown.lower().endswith(".md"):
            if _inside(found, shown) is not None:
                assets.append(Path(shown))
            continue
        text = _text(found, shown)
        if text is None:
            continue
        matter = frontmatter.split(text, shown)
        kind = matter.meta.get("kind")
        if kind not in ("page", "guide", "commentary"):
            top, _, rest = shown.removeprefix("docs/").partition("/")
            kind = KINDS.get(top, "page") if rest and not rest.endswith("index.md") else "page"
        meta = _checked_meta(found, matter, kind, shown)
        signed = found.sign(shown, meta, matter.lines, matter.body)
        entries.append(Entry(shown, kind, meta, matter.body, matter.body_line, matter.lines, signed))
    return tuple(entries), tuple(assets)


def _walk(found: _Found) -> Iterator[str]:
    """Files under docs/ as paths relative to the root; _data and names with a leading dot left out."""

    def closed(error: OSError) -> None:
        shown = Path(error.filename).relative_to(found.root).as_posix()
        found.problems.append(Problem(shown, 0, "unreadable", f"这个文件夹打不开（{reason(error)}）；请检查它的权限。"))

    for folder, folders, files in os.walk(found.root / "docs", onerror=closed):
        at = Path(folder).relative_to(found.root)
        kept = []
        for name in sorted(folders):
            shown = (at / name).as_posix()
            if name.startswith(".") or shown == DATA or not _named(found, at, name):
                continue
            if (found.root / shown).is_symlink():
                message = "这是一个链接到别处的文件夹；请把里面的文件直接复制进来，再删去这个链接。"
                found.problems.append(Problem(shown, 0, "symlink", message))
                continue
            kept.append(name)
        folders[:] = kept
        yield from ((at / n).as_posix() for n in sorted(files) if not n.startswith(".") and _named(found, at, n))


#: Left behind by Word, Windows and editors; mkdocs.yml keeps the same out of the site.
_LITTER = re.compile(r"^~\$|\.(?:bak|tmp|swp)$|~$|^(?:Thumbs\.db|desktop\.ini)$", re.IGNORECASE)


def _named(found: _Found, at: Path, name: str) -> bool:
    """Whether a file's name is text; names from a GBK zip often aren't, and can stand in no address."""
    if _LITTER.search(name):
        return False
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        shown = (at / os.fsencode(name).decode("utf-8", "replace")).as_posix()
        message = "文件名是乱码（可能来自旧式压缩包），不能放进网站；请改一个文件名。"
        found.problems.append(Problem(shown, 0, "file-name", message))
        return False
    return True


def _inside(found: _Found, shown: str) -> Path | None:
    """The file's path, or None with a problem where a link leads out of the content root."""
    path = found.root / shown
    if Path(os.path.realpath(path)).is_relative_to(found.root):  # Path.resolve raises on a loop of links
        return path
    message = "这个文件是链接，指向内容目录之外；请把文件直接复制进来，再删去这个链接。"
    found.problems.append(Problem(shown, 0, "symlink", message))
    return None


def _text(found: _Found, shown: str) -> str | None:
    """Text of a file, or None with a problem."""
    path = _inside(found, shown)
    if path is None:
        return None
    try:
        return read_text(path, shown)
    except ReadError as error:
        found.problems.append(_unreadable(shown, error))
        return None


def _unreadable(shown: str, error: ReadError) -> Problem:
    return Problem(shown, error.line, "unreadable", error.reason)


def _checked_meta(found: _Found, matter: frontmatter.FrontMatter, name: str, shown: str) -> dict[str, Any]:
    """What of the front matter its schema allows; one that couldn't be read at all is only told so."""
    found.problems += matter.problems
    if any(problem.code == "front-matter" for problem in matter.problems):
        return {}
    marked = schema.validate(yamldata.Marked(matter.meta, matter.lines), name, shown)
    found.problems += marked.problems
    return marked.data


def _settings_signoffs(found: _Found, settings: Settings) -> None:
    """Sign-offs of data files that stand in site.yml."""
    for path, value in sorted(settings.get("signoff", {}).items()):
        line = yamldata.line_of(settings.lines, f"signoff.{path}")
        if path not in found.digests:
            message = f"三审里的文件 {path} 不存在；请写相对内容目录的路径，如 docs/_data/glossary.yml。"
            found.problems.append(Problem(SITE, line, "signoff-file", message))
            continue
        if path in found.signoffs:
            message = f"{path} 自己已写有三审，这里又写了一遍；请只留一处。"
            found.problems.append(Problem(SITE, line, "signoff-twice", message))
            continue
        found.signoffs[path] = signoff.read(value)
        found.problems += signoff.problems(found.signoffs[path], SITE, line, found.digests[path])


def _slug(stem: str) -> str:
    """A file's name as a slug; "statute" where nothing of it can stand in an address."""
    kept = "".join(c if c.isascii() and c.isalnum() else "-" for c in stem.lower()).strip("-")
    return kept if kept and kept[0].isalpha() else f"statute-{kept}".rstrip("-")
