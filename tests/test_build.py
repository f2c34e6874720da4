"""Build and export: errors stop before anything is touched, the same content gives the same bytes."""

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from roots import GUIDE, SIGNED, SITE, STATUTE, small_root
from tiaoli import build as building
from tiaoli.export import export
from tiaoli.load import load
from tiaoli.model import ReadError

MKDOCS = """\
site_name: 借阅规定学习
theme: {name: material, language: zh, font: false}
plugins: [search, tiaoli]
exclude_docs: |
  _data/
use_directory_urls: false
"""
WRONG = GUIDE.replace("按照第三条提出申请。", "按照第九条提出申请。")


def root_in(folder: Path, **files) -> Path:
    return small_root(folder, {"mkdocs.yml": MKDOCS} | files.pop("files", {}) | files)


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A root and the result of building it; not to be changed."""
    root = root_in(tmp_path_factory.mktemp("root"))
    return root, building.build(root)


def test_a_build_publishes_pages_and_says_what_took_how_long(built):
    root, result = built
    assert result.ok, result.problems
    assert result.site == root / "site"
    assert (root / "site" / "index.html").is_file()
    assert "自收到之日起5日内答复" in (root / "site/regulation/ch-2.html").read_text("utf-8")
    assert result.pages > 3
    assert [name for name, _ in result.timings] == ["读取内容", "核对", "制作可下载的资料", "生成网页"]
    assert sorted(path.name for path in root.iterdir()) == [".tiaoli", "docs", "mkdocs.yml", "site"]


def test_the_same_content_in_another_place_gives_the_same_bytes(built, tmp_path, monkeypatch):
    root, _ = built
    other = root_in(tmp_path / "别处")
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    assert building.build(other, out=tmp_path / "out").ok
    assert digests(tmp_path / "out") == digests(root / "site")


def test_unchanged_content_is_not_built_again_and_changed_content_is(tmp_path):
    root = root_in(tmp_path)
    building.build(root)
    assert building.build(root).unchanged
    (root / "site" / "index.html").write_text("", "utf-8")
    assert not building.build(root).unchanged
    assert (root / "site" / "index.html").stat().st_size > 0
    (root / "docs/guides/borrow.md").write_text(GUIDE.replace("怎样", "如何"), "utf-8")
    assert not building.build(root).unchanged
    assert "如何借书" in (root / "site/guides/borrow.html").read_text("utf-8")
    assert not building.build(root, mode="draft").unchanged


def test_an_error_in_the_content_leaves_the_published_site_alone(tmp_path):
    root = root_in(tmp_path)
    building.build(root)
    before = digests(root / "site")
    (root / "docs/guides/borrow.md").write_text(WRONG, "utf-8")
    result = building.build(root)
    assert not result.ok
    assert [(p.path, p.line) for p in result.problems if p.severity == "error"] == [("docs/guides/borrow.md", 6)]
    assert digests(root / "site") == before


@pytest.mark.parametrize("out", [".", "..", "docs", "docs/site"])
def test_the_site_is_never_written_over_the_content(tmp_path, out):
    root = root_in(tmp_path / "root")
    with pytest.raises(ReadError, match="请换一个输出位置"):
        building.build(root, out=root / out)
    assert not (root / "docs/site").exists()


def test_a_site_folder_of_somebody_else_stops_the_build(tmp_path):
    root = root_in(tmp_path, files={"site/photo.jpg": "mine"})
    with pytest.raises(ReadError, match="不是本程序生成的"):
        building.build(root)
    assert (root / "site/photo.jpg").read_text() == "mine"


def test_a_release_leaves_out_what_is_not_signed_and_writes_the_sheet(tmp_path):
    rows = SIGNED.removeprefix("signoff:\n").replace("  - ", "    - ")
    site = f"{SITE}signoff:\n  docs/_data/regulation.md:\n{rows}  docs/_data/site.yml:\n{rows}"
    other = GUIDE.replace("怎样借书", "怎样还书").replace("---\n\n", f"{SIGNED}---\n\n")
    files = {"docs/_data/site.yml": site, "docs/guides/return.md": other}
    root = root_in(tmp_path, files=files)
    result = building.build(root, mode="release")
    assert result.ok, result.problems
    assert (root / "site/guides/return.html").is_file()
    assert not (root / "site/guides/borrow.html").exists()
    assert "guides/borrow.md" in result.withheld
    assert "guides/return.md" not in result.withheld
    assert result.sheet_path.read_text("utf-8") == result.sheet
    assert "| 怎样借书 | docs/guides/borrow.md" in result.sheet
    published = "".join(path.read_text("utf-8") for path in (root / "site").rglob("*.html"))
    assert "怎样借书" not in published
    assert "borrow.html" not in published


def test_a_draft_says_so_on_every_page(tmp_path):
    root = root_in(tmp_path)
    assert building.build(root, mode="draft").ok
    for path in (root / "site").rglob("*.html"):
        assert "草稿" in path.read_text("utf-8"), path


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL")
def test_a_build_that_is_killed_anywhere_leaves_the_last_good_site(built, tmp_path):
    root = root_in(tmp_path)
    building.build(root)
    good = digests(root / "site")
    (root / "docs/guides/borrow.md").write_text(GUIDE.replace("怎样", "如何"), "utf-8")
    code = f"from tiaoli.build import build; from pathlib import Path; build(Path({str(root)!r}))"
    for seconds in (0.2, 0.6, 1.0, 1.4):
        run = subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL)
        time.sleep(seconds)
        finished = run.poll() is not None
        run.send_signal(signal.SIGKILL)
        run.wait()
        if finished:
            break
        building.publish.recover(root / "site", root / ".tiaoli/build.lock")
        now = digests(root / "site")
        assert now == good or "如何借书" in (root / "site/guides/borrow.html").read_text("utf-8")
    assert building.build(root).ok
    assert sorted(path.name for path in root.iterdir()) == [".tiaoli", "docs", "mkdocs.yml", "site"]


def test_export_writes_the_pages_as_markdown_and_refuses_a_folder_in_use(tmp_path):
    root = root_in(tmp_path / "root", files={"docs/img/a.png": b"png"})
    written = export(load(root), tmp_path / "out")
    assert {"index.md", "guides/borrow.md", "img/a.png", "api/statute.json"} <= set(written)
    assert (tmp_path / "out/guides/borrow.md").read_text("utf-8").startswith("---\n")
    first = digests(tmp_path / "out")
    export(load(root), tmp_path / "out")
    assert digests(tmp_path / "out") == first
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/a.txt").write_text("mine")
    with pytest.raises(ReadError, match="不会覆盖"):
        export(load(root), tmp_path / "mine")


def test_the_statute_is_not_changed_by_building(built):
    root, _ = built
    assert (root / "docs/_data/regulation.md").read_text("utf-8") == STATUTE
