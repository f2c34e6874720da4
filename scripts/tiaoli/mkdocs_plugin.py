"""A thin adapter: the pages of `tiaoli.site` into MkDocs. Nothing else of ours imports mkdocs.

Hand-written files are replaced by their transformed version; nothing generated is ever written into docs/. Pages go
through a temporary folder, assets straight to where they are published, so that a site of a thousand texts never lies in
memory at once.
"""

import logging
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an English notice about the theme's own plans
os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")

from markupsafe import escape
from mkdocs.commands.build import build as _mkdocs_build
from mkdocs.commands.serve import serve as _mkdocs_serve
from mkdocs.config import base, load_config
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from tiaoli import load, signoff, site
from tiaoli.model import Asset, Campaign, Page, ReadError

THEME = Path(__file__).parent / "theme"
#: Theme files that the site never loads: its own search, whose place `tiaoli.search` has taken, and its icon.
_UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/", "assets/images/favicon.png")
#: lastmod of a site whose content carries no date at all.
_NO_DATE = "2000-01-01"
#: Of how many pages one is named while they are made.
_EVERY = 100


class TiaoliConfig(base.Config):
    """Settings of the plugin in mkdocs.yml."""

    mode = options.Choice(site.MODES, default="normal")
    """normal, release (unsigned pages are withheld) or draft (every page is marked)."""


class TiaoliPlugin(BasePlugin[TiaoliConfig]):
    """Adds the pages of the content root that mkdocs.yml stands in."""

    given: Campaign | None = None  # set by build_site, which has loaded and checked it already
    made: Iterable[Page | Asset] | None = None  # likewise, the pages of that campaign
    report: Callable[[str], None] | None = None  # likewise, who wants to know how far it is
    published: bool = False  # a build, not a preview
    campaign: Campaign
    stamp: str
    dates: dict[str, str]
    sources: tempfile.TemporaryDirectory
    rendered: int = 0

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """MkDocs says what it is about to do."""
        self.published = command == "build"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the content root; set what the pages and the promise of no outside request depend on."""
        root = Path(config.config_file_path).resolve().parent
        try:
            self.campaign = self.given or load.load(root)
        except ReadError as error:
            raise PluginError(str(error)) from None
        settings = self.campaign.settings
        # templates print these without escaping; what is Markup already is not escaped a second time where they do
        config.site_name = escape(settings.get("site.title") or self.campaign.statute.title)
        url = str(settings.get("site.url") or "")
        config.site_url = url if not url or url.endswith("/") else url + "/"
        config.site_description = escape(settings.get("site.subtitle") or "") or None
        config.use_directory_urls = False
        config.repo_url = config.edit_uri = None
        if config.theme.name == "material":
            config.theme["font"] = False
            config.theme["favicon"] = "assets/mark.svg"
            config.theme.dirs.insert(0, str(THEME))
        config.theme.static_templates.discard("404.html")  # ours is whole in itself
        if stock := config.plugins.get("material/search"):  # named in an older mkdocs.yml; ours has its place
            stock.config.enabled = False
        config.extra["generator"] = False
        config.extra["tiaoli_site"] = site.site_id(self.campaign)
        config.extra["tiaoli_logo"] = settings.get("office.logo")
        return config

    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Take out what is not published, put in what `site.pages` gives, and make the navigation of it."""
        for file in list(files):
            hidden = file.src_uri.startswith("_data/") or file.src_uri.endswith(".map")
            unused = file.src_uri.startswith(_UNUSED)
            if hidden or unused or file.is_documentation_page():
                files.remove(file)
        made = self.made if self.made is not None else site.pages(self.campaign, self.config.mode)
        self.made, self.dates, pages = None, {}, []
        self.sources = tempfile.TemporaryDirectory(prefix="tiaoli-")  # gone with the plugin, or with the next preview
        self.stamp = site.version(self._laid_out(made, pages, files, config))
        self.campaign = replace(self.campaign, local=())  # their pages are made: what MkDocs needs is not little
        self._name_scripts(config, self.stamp)
        if config.nav is None:
            config.nav = navigation(pages)
        return files

    def _laid_out(
        self, made: Iterable[Page | Asset], pages: list[Page], files: Files, config: MkDocsConfig
    ) -> Iterator[Page | Asset]:
        """Put each into a file and tell MkDocs of it; the pages without their text are gathered in `pages`."""
        for one in made:
            if taken := files.get_file_from_path(one.path):
                files.remove(taken)
            page = isinstance(one, Page)
            file = Path(self.sources.name if page else config.site_dir, one.path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(site.source(one).encode() if page else one.content)
            level = InclusionLevel.UNDEFINED
            if page:
                level = InclusionLevel.INCLUDED if one.nav else InclusionLevel.NOT_IN_NAV
                self.dates[one.path] = _date(one, self.campaign)
                pages.append(replace(one, markdown=""))
            files.append(File.generated(config, one.path, abs_src_path=str(file), inclusion=level))
            yield one

    def _name_scripts(self, config: MkDocsConfig, version: str) -> None:
        """Our styles and scripts first, each with the version in its address; the theme's own have one in their names."""
        scripts = (*site.SCRIPTS, *((site.OFFLINE,) if self.published else ()))
        config.extra_css[:0] = [f"{path}?v={version}" for path in site.STYLES if path not in config.extra_css]
        config.extra_javascript[:0] = [f"{path}?v={version}" for path in scripts if path not in config.extra_javascript]

    def on_post_build(self, config: MkDocsConfig) -> None:
        """The service worker, from the files as they lie there; a preview has none, so that nothing in it is ever old."""
        if self.published:
            folder = Path(config.site_dir)
            found = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
            core = {name: path.read_bytes() for name, path in found.items() if site.is_core(name)}
            (folder / site.WORKER).write_bytes(site.worker(self.campaign, core, self.stamp))

    def on_nav(self, nav: Any, config: MkDocsConfig, files: Files) -> Any:
        """Titles of sections and pages in the navigation are text, whatever stands in them."""
        for one in (*nav.pages, *_sections(nav.items)):
            if stated := vars(one).get("title"):
                one.title = escape(stated)
        return nav

    def on_page_markdown(self, markdown: str, page: Any, config: MkDocsConfig, files: Files) -> str:
        """The front matter of a page is text too: templates print title and description as they are."""
        page.meta |= {key: escape(value) for key, value in page.meta.items() if isinstance(value, str)}
        return markdown

    def on_page_content(self, html: str, page: Any, config: MkDocsConfig, files: Files) -> str:
        """MkDocs renders all pages before it writes the first: their text waits on disk, not in memory."""
        page.markdown = None
        self._rendered(page).write_text(html, "utf-8")
        return ""

    def on_page_context(self, context: Any, page: Any, config: MkDocsConfig, nav: Any) -> Any:
        """The page's text comes back for its template ..."""
        page.content = self._rendered(page).read_text("utf-8")
        return context

    def on_post_page(self, output: str, page: Any, config: MkDocsConfig) -> str:
        """... and goes again behind it."""
        page.content = ""
        return output

    def _rendered(self, page: Any) -> Path:
        return Path(self.sources.name, page.file.src_uri).with_suffix(".part")

    def on_pre_page(self, page: Any, config: MkDocsConfig, files: Files) -> Any:
        """The date in the sitemap comes from the content, never from the clock. Says now and then how far it is."""
        self.rendered += 1
        if self.report and self.rendered % _EVERY == 0:
            self.report(f"  {self.rendered}/{len(self.dates)} 页")
        page.update_date = self.dates.get(page.file.src_uri, _NO_DATE)
        return page


def _sections(items: list[Any]) -> Iterator[Any]:
    """Sections of the navigation, those within others too."""
    for item in items:
        if item.children:
            yield item
            yield from _sections(item.children)


def navigation(pages: list[Page]) -> list[Any]:
    """MkDocs' `nav` of the pages' titles: pages under one title become its section, in order of first mention.

    >>> navigation([Page("a/index.md", "甲", "", ("甲",)), Page("a/b.md", "乙", "", ("甲", "乙")), Page("c.md", "丙", "", ("丙",))])
    [{'甲': ['a/index.md', {'乙': 'a/b.md'}]}, {'丙': 'c.md'}]
    """
    sections: dict[str, list[Any]] = {}
    for page in pages:
        if not page.nav:
            continue
        rows = sections.setdefault(page.nav[0], [])
        for title in page.nav[1:-1]:
            below = next(
                (row[title] for row in rows if isinstance(row, dict) and isinstance(row.get(title), list)), None
            )
            if below is None:
                below = []
                rows.append({title: below})
            rows = below
        rows.append({page.nav[-1]: page.path} if len(page.nav) > 1 else page.path)
    return [
        {title: rows[0] if len(rows) == 1 and isinstance(rows[0], str) else rows} for title, rows in sections.items()
    ]


def _date(page: Page, campaign: Campaign) -> str:
    """Day of the page's content: its last sign-off, else its own date, else that of the statute."""
    signed = [s.date for path in page.sources for s in campaign.signoffs.get(path, ()) if s.step in signoff.STEPS]
    own = next((e.meta.get("published") for e in campaign.entries if e.path in page.sources), None)
    for day in (max(signed, default=None), own, campaign.settings.get("statute.published")):
        if day and _is_date(str(day)):
            return str(day)
    return _NO_DATE


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).year >= 1980  # what a zip or gzip header can say
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Built:
    """`warnings` that MkDocs had, in its own words; how many `pages` it made."""

    warnings: tuple[str, ...]
    pages: int


def build_site(
    root: Path,
    out: Path,
    campaign: Campaign | None = None,
    mode: str = "normal",
    made: Iterable[Page | Asset] | None = None,
    report: Callable[[str], None] | None = None,
) -> Built:
    """Build the site of a content root into `out`.

    `made`: the pages and assets of `campaign`, where the caller has them; each is asked for once. `report` is called
    with how far it is, now and then. To lay the downloads that they speak
    of beside them is the caller's. `out` is emptied first. Raises ReadError, in Chinese, when MkDocs can't build.
    """
    with _quiet() as said:
        try:
            config = load_config(config_file=str(Path(root) / "mkdocs.yml"), site_dir=str(out))
            plugin = _plugin(config, mode)
            plugin.given, plugin.made, plugin.report = campaign, made, report
            config.plugins.on_startup(command="build", dirty=False)
            _mkdocs_build(config)
            config.plugins.on_shutdown()
        except (MkDocsException, Abort) as error:
            raise ReadError(_explained([*said, str(error)])) from None
    return Built(tuple(said), len(plugin.dates))


#: What MkDocs says of a setting that it does not know, and which one.
_SAID = (
    (
        re.compile(r"The [\"'](?P<name>[^\"']+)[\"'] plugin is not installed"),
        "plugins 里的“{name}”没有安装或名称写错了",
    ),
    (re.compile(r"Unrecognised theme name: [\"'](?P<name>[^\"']+)[\"']"), "theme 里的“{name}”没有安装或名称写错了"),
    (
        re.compile(r"Failed to load extension [\"'](?P<name>[^\"']+)[\"']"),
        "markdown_extensions 里的“{name}”没有安装或名称写错了",
    ),
    (re.compile(r"Config value [\"'](?P<name>[^\"']+)[\"']"), "“{name}”这一项写得不对"),
)


def _explained(said: list[str]) -> str:
    """MkDocs' English as one Chinese sentence: which setting, what to do."""
    whole = " ".join(said)
    for pattern, words in _SAID:
        if match := pattern.search(whole):
            return f"mkdocs.yml 的 {words.format(**match.groupdict())}；请对照 tiaoli new 生成的 mkdocs.yml 改正。"
    return f"生成网页时出错（{'；'.join(said)}）；请对照 tiaoli new 生成的 mkdocs.yml 检查设置。"


def serve(root: Path, port: int = 8000) -> None:
    """Show the site on this machine and build it anew when the content changes, until interrupted."""
    with _quiet():
        try:
            _mkdocs_serve(
                config_file=str(Path(root) / "mkdocs.yml"), dev_addr=f"127.0.0.1:{port}", open_in_browser=False
            )
        except (MkDocsException, Abort) as error:
            raise ReadError(f"预览时出错：{error}。请检查 mkdocs.yml。") from None
        except OSError as error:
            raise ReadError(f"端口 {port} 不能用（{error.strerror}）；请换一个端口。") from None


def _plugin(config: MkDocsConfig, mode: str) -> TiaoliPlugin:
    plugin = next((p for p in config.plugins.values() if isinstance(p, TiaoliPlugin)), None)
    if plugin is None:
        raise ReadError("mkdocs.yml 的 plugins 里没有 tiaoli；请在 plugins 下加一行“- tiaoli”。")
    plugin.config.mode = mode
    return plugin


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Collect MkDocs' warnings instead of printing them in English; its logger is put back afterwards."""
    said: list[str] = []

    class Collect(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger = logging.getLogger("mkdocs")
    before = logger.propagate, logger.level
    handler = Collect(level=logging.WARNING)
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        logger.propagate, logger.level = before[0], before[1]
