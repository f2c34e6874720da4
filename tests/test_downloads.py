"""Files for download: made once, listed with the size and digest that they have, held to the sign-off."""

import hashlib
import json
import os
import re
from dataclasses import replace

import pytest

from roots import small_root
from tiaoli import downloads, load
from tiaoli.build import build
from tiaoli.model import Product, ReadError

MKDOCS = "site_name: 借阅规定学习\nplugins: [tiaoli]\ntheme: {name: material, language: zh}\nmarkdown_extensions: [attr_list]\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """A small content root, built once with its downloads."""
    root = small_root(
        tmp_path_factory.mktemp("downloads"),
        {"mkdocs.yml": MKDOCS},
    )
    assert build(root).ok
    return root


def product(path: str = "downloads/a.txt", key: str = "1", content: bytes = b"x") -> Product:
    return Product(path, "题", "题.txt", "txt", ("干部",), "组", ("docs/_data/regulation.md",), key, lambda: content)


def test_the_index_names_every_file_with_its_own_size_and_digest(root):
    rows = json.loads((root / "site/downloads/index.json").read_text("utf-8"))
    assert rows
    for row in rows:
        content = (root / "site" / row["path"]).read_bytes()
        assert (row["bytes"], row["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())
        assert row["path"].isascii()
    there = {p.relative_to(root / "site").as_posix() for p in (root / "site/downloads/handouts").iterdir()}
    assert {row["path"] for row in rows if "/handouts/" in row["path"]} == there


def test_the_page_links_every_file_of_the_index(root):
    page = (root / "site/downloads/index.html").read_text("utf-8")
    for row in json.loads((root / "site/downloads/index.json").read_text("utf-8")):
        assert f'href="{row["path"].removeprefix("downloads/")}"' in page


def test_without_downloads_there_is_neither_page_nor_index(root, tmp_path):
    assert build(root, out=tmp_path / "site", with_downloads=False).ok
    assert not (tmp_path / "site/downloads").exists()


def test_what_did_not_change_is_not_made_again(tmp_path):
    made = []
    cache = downloads.Cache(tmp_path / "cache", lambda at, count, name: made.append(name))
    first = cache.make([product()])
    assert made == ["题.txt"]
    assert cache.make([product(content=b"never asked for")]) == first
    assert made == ["题.txt"]


def test_a_change_of_what_it_is_made_of_makes_it_again_and_the_old_file_goes(tmp_path):
    cache = downloads.Cache(tmp_path / "cache")
    cache.make([product()])
    (changed,) = cache.make([product(key="2", content=b"yy")])
    assert changed.bytes == 2
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [os.path.basename(changed.file)]


def test_a_product_that_fails_leaves_nothing_half_written(tmp_path):
    def fail() -> bytes:
        raise ReadError("做不出来")

    with pytest.raises(ReadError):
        downloads.Cache(tmp_path / "cache").make([replace(product(), render=fail)])
    assert not (tmp_path / "cache").exists()


def test_a_release_offers_only_what_is_signed(root):
    campaign = load.load(root)
    assert downloads.offered(campaign)
    assert not downloads.offered(campaign, "release")


def test_a_draft_says_so_on_paper(root, tmp_path):
    assert build(root, "draft", tmp_path / "site").ok
    import pdfplumber

    with pdfplumber.open(tmp_path / "site/downloads/handouts/regulation.pdf") as pdf:
        assert "【草稿】" in (pdf.pages[-1].extract_text() or "").replace(" ", "")


def test_one_format_alone_can_be_shown_without_a_script(chromium, root):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((root / "site/downloads/index.html").as_uri())
    everything = page.locator(".tl-downloads a:visible").count()
    page.click('a[href="#only-docx"]')
    shown = page.locator(".tl-downloads a:visible")
    assert 0 < shown.count() < everything
    assert all(shown.nth(at).get_attribute("href").endswith(".docx") for at in range(shown.count()))
    page.click("a.tl-every")
    assert page.locator(".tl-downloads a:visible").count() == everything
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    context.close()


def test_every_link_of_the_finder_leads_to_a_section_of_the_page(root):
    page = (root / "site/downloads/index.html").read_text("utf-8")
    targets = re.findall(r'href="#((?:for|only)-[^"]+)"', page)
    assert targets and not [name for name in targets if f'id="{name}"' not in page]
