"""The pages without our theme: exported, and built by MkDocs' own theme, they are the same pages with the same anchors."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tiaoli import load, site
from tiaoli.export import export
from tiaoli.mkdocs_plugin import navigation
from tiaoli.model import Page

SETTINGS = """\
site_name: 示例
docs_dir: exported
site_dir: site
use_directory_urls: false
theme: {name: %s}
plugins: []
markdown_extensions: [attr_list, md_in_html, tables, def_list, footnotes, {toc: {permalink: true}}]
"""
#: What links inside the site and other people's links lead to.
_ANCHOR = re.compile(r'\bid="((?:art|ch|p|part|limit|term|step|annex|item)-[^"]+)"')


@pytest.fixture(scope="module")
def exported(repo_root, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("theme")
    export(load.load(repo_root), folder / "exported")
    return folder


def anchors(site: Path) -> dict[str, list[str]]:
    return {
        path.relative_to(site).as_posix(): _ANCHOR.findall(path.read_text("utf-8"))
        for path in site.rglob("*.html") if path.name != "404.html"
    }  # fmt: skip


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_another_theme_has_the_same_pages_and_anchors(exported, built_site, theme):
    (exported / "mkdocs.yml").write_text(SETTINGS % theme, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "--clean"], cwd=exported, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    ours, theirs = anchors(built_site), anchors(exported / "site")
    assert set(ours) == set(theirs)
    assert {page: found for page, found in theirs.items() if found != ours[page]} == {}
    assert "art-34" in theirs["regulation/ch-4.html"] and "limit-art-34-p1" in theirs["timelimits.html"]


def test_every_provision_reads_the_same_under_another_theme(exported, built_site):
    texts = [
        re.findall(
            r'<p class="tl-(?:para|item)[^"]*" id="[^"]+">.*?</p>', (root / "regulation/ch-3.html").read_text("utf-8")
        )
        for root in (built_site, exported / "site")
    ]
    assert texts[0] == texts[1] and len(texts[0]) > 30


def test_the_menu_of_the_export_can_be_made_of_its_pages(repo_root):
    pages = [one for one in site.pages(load.load(repo_root)) if isinstance(one, Page)]
    assert next(iter(navigation(pages)[0].values())) == "index.md"


def test_no_english_banner_is_printed_by_a_build(tiaoli, tmp_path):
    assert tiaoli("new", "示例", cwd=tmp_path).returncode == 0
    done = tiaoli("build", "--no-downloads", cwd=tmp_path / "示例", NO_MKDOCS_2_WARNING="", DISABLE_MKDOCS_2_WARNING="")
    assert done.returncode == 0
    said = done.stdout + done.stderr
    assert "MkDocs" not in said and "WARNING" not in said and "mkdocs-material" not in said
