"""The site as an app: kept on the device where it came over https (or from this machine), never stale, never from disk."""

import json
import shutil
import struct
import zlib
from pathlib import Path

import pytest

from conftest import ROOT
from roots import STATUTE, small_root
from served import served
from tiaoli import load, mkdocs_plugin, site
from tiaoli.model import Page
from tiaoli.site import offline

LOCAL = "---\nslug: xize\ntitle: 示例细则\n---\n# 示例细则\n\n第一条　图书室每天开门。\n"


def build(folder: Path, text: str = STATUTE) -> Path:
    mkdocs = (ROOT / "mkdocs.yml").read_text("utf-8")
    shutil.rmtree(folder / "root", ignore_errors=True)
    root = small_root(
        folder / "root", {"mkdocs.yml": mkdocs, "docs/_data/regulation.md": text, "docs/_data/local/x.md": LOCAL}
    )
    mkdocs_plugin.build_site(root, folder / "site")
    return folder / "site"


@pytest.fixture
def tab(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page
    context.close()


def ready(page, address: str) -> None:
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def until(page, wanted) -> list[str]:
    """Names of what is kept on the device, as soon as they are what is wanted, or after five seconds."""
    for _ in range(50):
        names = page.evaluate("caches.keys()")
        if wanted(names):
            break
        page.wait_for_timeout(100)
    return names


def test_after_the_first_visit_the_core_reads_and_searches_without_a_network(tab, tmp_path):
    folder = build(tmp_path)
    with served(folder) as address:
        ready(tab, address + "index.html")
        port = int(address.rstrip("/").rpartition(":")[2])
    tab.goto(f"http://localhost:{port}/regulation/ch-2.html#art-3")
    assert "应当自收到之日起5日内答复" in tab.inner_text("article")
    tab.goto(f"http://localhost:{port}/")
    tab.locator("input[data-tiaoli-search]").press_sequentially("答复")
    assert "第三条" in tab.locator("a[data-tiaoli-result]").first.inner_text()
    tab.goto(f"http://localhost:{port}/local/xize.html")
    assert "没有网络" in tab.inner_text("h1")


def test_a_changed_site_is_shown_at_the_next_visit_and_the_old_copy_goes(tab, tmp_path):
    folder = build(tmp_path)
    with served(folder) as address:
        ready(tab, address + "regulation/ch-2.html")
        before = tab.evaluate("caches.keys()")
        build(tmp_path, STATUTE.replace("5日内答复", "7日内答复"))
        tab.goto(address + "regulation/ch-2.html")
        assert "7日内答复" in tab.inner_text("article")
        tab.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
        kept = until(tab, lambda names: len(names) == 1 and names != before)
        assert kept != before
        tab.goto(address + "index.html")
        tab.locator("input[data-tiaoli-search]").press_sequentially("答复")
        assert "7" in tab.locator("a[data-tiaoli-result]").first.inner_text()
    tab.goto(address + "regulation/ch-2.html")
    assert "7日内答复" in tab.inner_text("article")


def test_clearing_what_is_kept_drops_the_pages_too(tab, tmp_path):
    with served(build(tmp_path)) as address:
        ready(tab, address + "about.html")
        tab.reload()
        tab.locator(".tl-stored >> text=断网时看的页面").wait_for()
        tab.locator(".tl-clear").click()
        tab.locator(".tl-clear").click()
        assert until(tab, lambda names: not names) == []


def test_pages_that_are_kept_are_cleared_also_where_a_reload_went_past_the_worker(tab, tmp_path):
    with served(build(tmp_path)) as address:
        ready(tab, address + "about.html")
        until(tab, lambda names: len(names) == 1)
        tab.context.new_cdp_session(tab).send("Page.reload", {"ignoreCache": True})
        tab.locator(".tl-stored >> text=断网时看的页面").wait_for()
        assert tab.evaluate("navigator.serviceWorker.controller") is None
        tab.locator(".tl-clear").click()
        tab.locator(".tl-clear").click()
        assert until(tab, lambda names: not names) == []
        assert tab.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_from_disk_nothing_is_registered_and_nothing_fails(tab, built_site):
    errors: list[str] = []
    tab.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.goto((built_site / "index.html").as_uri())
    tab.wait_for_timeout(200)
    assert errors == [] and tab.locator("link[rel=manifest]").count() == 0


def test_the_worker_lists_the_core_and_changes_with_any_of_it(repo_root):
    campaign = load.load(repo_root)
    files = {
        "index.html": b"a",
        "assets/a.js": b"b",
        "local/x.html": b"c",
        "downloads/a.pdf": b"d",
        "api/statute.json": b"e",
    }
    one = offline.worker(campaign, files, "0").decode()
    assert '["assets/a.js","index.html"]' in one and "xinfang-tiaoli" in one and "/* FILES */" not in one
    assert offline.worker(campaign, files | {"index.html": b"z"}, "0") != offline.worker(campaign, files, "0")
    assert offline.worker(campaign, files | {"downloads/a.pdf": b"z"}, "0") == offline.worker(campaign, files, "0")


def test_every_listed_file_is_there_and_a_preview_has_no_worker(built_site):
    text = (built_site / "sw.js").read_text("utf-8")
    listed = json.loads(text[text.index("files = [") + 8 : text.index("];") + 1])
    assert len(listed) > 40 and all((built_site / name).is_file() for name in listed)
    plugin = mkdocs_plugin.TiaoliPlugin()
    plugin.on_startup(command="serve", dirty=False)
    assert not plugin.published


def test_scripts_and_styles_carry_one_version_that_changes_with_them(tmp_path):
    def stamps(text: str) -> set[str]:
        made = list(site.pages(load.load(small_root(tmp_path / str(len(text)), {"docs/_data/regulation.md": text}))))
        found = {page.markdown.partition("calculator.js?v=")[2][:8] for page in made if isinstance(page, Page)} - {""}
        assert found == {site.version(made)}
        return found

    assert stamps(STATUTE) == stamps(STATUTE) != stamps(STATUTE.replace("5日内", "15日内"))


def test_the_icon_is_a_picture_that_any_program_reads():
    data = offline.icon(192)
    assert data[:8] == b"\x89PNG\r\n\x1a\n" and struct.unpack(">II", data[16:24]) == (192, 192)
    start = data.index(b"IDAT")
    size = struct.unpack(">I", data[start - 4 : start])[0]
    rows = zlib.decompress(data[start + 4 : start + 4 + size])
    assert len(rows) == 192 * (1 + 3 * 192) and bytes(offline._RED) in rows
