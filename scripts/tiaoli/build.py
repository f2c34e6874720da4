"""Content root -> site/: load, check, pages and MkDocs, publish. Errors in the content leave the old site alone."""

import contextlib
import hashlib
import json
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import astuple, dataclass, field, replace
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

from tiaoli import check, load, mkdocs_plugin, outside, publish, signoff, site, wholefile
from tiaoli.model import ERROR, Campaign, Download, Problem, ReadError, Settings

MODES = ("normal", "release", "draft")
SITE = "site"
STATE = ".tiaoli"
SHEET = f"{STATE}/信息发布审核单.md"
#: What the last finished build was made of and what came out, by which unchanged content is known.
NOTE = f"{STATE}/built.json"
#: Finished downloads, by what they are made of.
CACHE = f"{STATE}/cache"
#: Of how many downloads one is named while they are made.
_EVERY = 10
#: Settings of mkdocs.yml by which files outside docs/ come in, so that unchanged content can't be told.
_OUTSIDE = re.compile(rb"^\s*(?:INHERIT|hooks|custom_dir)\s*:", re.M)
#: Libraries whose version shows in the pages.
_LIBRARIES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "chinesecalendar")


@dataclass(frozen=True)
class BuildResult:
    """What a build did.

    `ok`: published (or nothing had changed: `unchanged`). `site` is the published folder, None when not ok. `pages`
    counts the pages in it. `withheld`: pages that a release leaves out, by path under docs/. `sheet`: the text of the
    信息发布审核单 of a release, also written to `sheet_path`. `timings`: step and seconds, in order.
    """

    ok: bool
    problems: tuple[Problem, ...] = ()
    timings: tuple[tuple[str, float], ...] = ()
    site: Path | None = None
    pages: int = 0
    withheld: tuple[str, ...] = ()
    sheet: str = ""
    sheet_path: Path | None = None
    unchanged: bool = False


@dataclass
class _Clock:
    """Times the steps and says when each begins."""

    report: Callable[[str], None]
    timings: list[tuple[str, float]] = field(default_factory=list)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        self.report(name)
        begun = time.monotonic()
        yield
        self.timings.append((name, time.monotonic() - begun))


def build(
    root: Path,
    mode: str = "normal",
    out: Path | None = None,
    with_downloads: bool = True,
    offline: bool = False,
    report: Callable[[str], None] = lambda name: None,
) -> BuildResult:
    """Build the site of a content root into `out` (its site/ unless told otherwise).

    `with_downloads`: make the files for download too. `offline`: for a copy that isn't on the Internet, without the
    numbers of its registration. `report` is called with the name of each step as it begins. Content with errors gives
    a result that isn't ok. Raises ReadError when the root can't be read or `out` is not to be written. The same
    content gives the same bytes.
    """
    root = Path(root).resolve()
    target = _target(root, out)
    lock = root / STATE / "build.lock"
    clock = _Clock(report)
    publish.recover(target, lock)
    now = {"site": str(target), "mode": mode, "downloads": with_downloads, "offline": offline, "inputs": _inputs(root)}
    note = _note(root, target)
    old = _read(note)
    same = bool(now["inputs"]) and all(old.get(key) == value for key, value in now.items())
    unchanged = same and old.get("files") == _listing(target)
    if unchanged and mode != "release":
        problems = tuple(Problem(*row) for row in old.get("problems", ()))
        return BuildResult(True, problems, (), target, old.get("pages", 0), unchanged=True)
    if with_downloads:
        _writers()  # before the first word is said: while they are imported, some let an interrupt pass
    with clock.step("读取内容"):
        campaign = load.load(root)
    with clock.step("核对"):
        problems = tuple(check.check(campaign))
    if any(problem.severity == ERROR for problem in problems):
        return BuildResult(False, problems, tuple(clock.timings))
    campaign = replace(campaign, draft=mode == "draft", settings=_offline(campaign) if offline else campaign.settings)
    files = _files(campaign, mode, clock) if with_downloads else ()
    sheet, withheld, sheet_path = _sheet(campaign, files) if mode == "release" else ("", (), None)
    pages = old.get("pages", 0)
    if not unchanged:
        made = site.pages(campaign, mode, files)
        campaign = replace(campaign, local=())  # `made` lets go of the other texts when it has come to its end
        note.unlink(missing_ok=True)  # it must never speak of another site than the one that is there
        with publish.publishing(target, lock) as folder, clock.step("生成网页"):
            pages = mkdocs_plugin.build_site(root, folder, campaign, mode, made, clock.report).pages
            del made
            _lay_out(files, folder)
            _stays_home(folder)
            listing = _listing(folder)
        made_of = now | {"files": listing, "pages": pages, "problems": [astuple(p) for p in problems]}
        wholefile.write(note, json.dumps(made_of, ensure_ascii=False).encode("utf-8"))
    return BuildResult(
        True, problems, tuple(clock.timings), target, pages, withheld, sheet, sheet_path, unchanged
    )  # fmt: skip


def _writers() -> ModuleType:
    """`downloads`, with the libraries that write Word, Excel and slides: a site without them loads none."""
    from tiaoli import downloads

    return downloads


def _files(campaign: Campaign, mode: str, clock: _Clock) -> tuple[Download, ...]:
    """Everything for download, from the cache where it didn't change."""
    downloads = _writers()
    with clock.step("制作可下载的资料"):

        def report(at: int, count: int, name: str) -> None:
            if at % _EVERY == 0:
                clock.report(f"  {at + 1}/{count} {name}")

        return downloads.Cache(campaign.root / CACHE, report).make(downloads.offered(campaign, mode))


def _lay_out(files: tuple[Download, ...], folder: Path) -> None:
    """Copies of the downloads and their previews beside the pages."""
    if not files:
        return
    downloads = _writers()
    for place, file in [(one.path, one.file) for one in files] + list(downloads.previews(files).items()):
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, folder / place)


def _stays_home(folder: Path) -> None:
    """Refuse a site that would ask another host for anything: fonts, scripts, pictures that settings or pages name."""
    found = [f"{page} → {address}" for page, address in outside.requests(folder)]
    if found:
        shown = "；".join(found[:3]) + (f"，等 {len(found)} 处" if len(found) > 3 else "")
        raise ReadError(
            f"生成的网页会向别的网站请求内容：{shown}。没有发布，原来的网站没有动；"
            "请在 mkdocs.yml 或这一页里去掉这些地址，把要用的文件放进 docs/。"
        )


def _target(root: Path, out: Path | None) -> Path:
    """Where to publish; ReadError for a place that would swallow the content or be swallowed by it."""
    target = Path(os.path.abspath(out)) if out is not None else root / SITE
    if root.is_relative_to(target) or target.is_relative_to(root / "docs"):
        raise ReadError(f"不能把网站写到 {target}，那里放着网站的内容；请换一个输出位置。")
    return target


def _sheet(campaign: Campaign, files: tuple[Download, ...]) -> tuple[str, tuple[str, ...], Path]:
    """信息发布审核单 as text, the pages that the release leaves out, and the file that it is written to."""
    everything = site.listed(campaign)
    released = {page.path for page in site.listed(campaign, "release", files)}
    text = signoff.sheet(campaign, everything, released)
    path = campaign.root / SHEET
    wholefile.write(path, text.encode("utf-8"))
    return text, tuple(sorted(page.path for page in everything if page.path not in released)), path


def _offline(campaign: Campaign) -> Settings:
    """The settings without the numbers that only a site on the Internet has."""
    own = campaign.settings
    return replace(own, data={key: value for key, value in own.data.items() if key not in ("icp", "police")})


def _note(root: Path, target: Path) -> Path:
    """Where it is noted what the last finished build of this folder was made of."""
    if target == root / SITE:
        return root / NOTE
    return root / STATE / f"built-{hashlib.sha256(str(target).encode()).hexdigest()[:12]}.json"


def _read(note: Path) -> dict[str, Any]:
    """A note; empty where there is none."""
    try:
        return json.loads(note.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _inputs(root: Path) -> str:
    """Digest of all that the site depends on, program and libraries included; "" where that can't be known.

    Taken before anything is read: content that changes meanwhile is another digest the next time.
    """
    whole = hashlib.sha256()

    def add(name: str, content: bytes) -> None:
        whole.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogateescape") + content)

    try:
        settings = (root / "mkdocs.yml").read_bytes()
        if _OUTSIDE.search(settings):
            return ""
        add("mkdocs.yml", settings)
        for library in _LIBRARIES:
            add(library, metadata.version(library).encode())
        for folder in (Path(__file__).parent, root / "docs", root / "quizzes"):
            for path in sorted(folder.rglob("*")):
                if path.is_file() and "__pycache__" not in path.parts:
                    add(path.relative_to(folder).as_posix(), path.read_bytes())
    except OSError:
        return ""  # what can't be read is for the loader to say
    return whole.hexdigest()


def _listing(folder: Path) -> str:
    """Digest of the names and sizes of a folder's files, the marker left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != publish.MARKER)
    rows = sorted(f"{path.relative_to(folder).as_posix()} {path.stat().st_size}" for path in files)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
