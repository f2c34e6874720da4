"""The MkDocs adapter on real content roots: what is written, the same bytes each time, nothing from outside."""

import gzip
import os
import re
import shutil
from pathlib import Path

import pytest

from roots import SITE, small_root
from tiaoli import load, mkdocs_plugin
from tiaoli.model import ReadError

MKDOCS = "site_name: x\ntheme: {name: material, language: zh}\nplugins: [search, tiaoli]\nmarkdown_extensions: [attr_list, md_in_html]\n"


@pytest.fixture(scope="module")
def content(repo_root, tmp_path_factory) -> Path:
    """A copy of the default content root with one more page, one picture and data that must stay out."""
    root = tmp_path_factory.mktemp("plugin") / "root"
    root.mkdir()
    shutil.copy(repo_root / "mkdocs.yml", root)
    shutil.copytree(repo_root / "docs", root / "docs")
    (root / "docs" / "extra.md").write_text(
        "---\ntitle: 其他\n---\n\n见第三十四条。\n\n> 编者注：**注意**第五条。\n", "utf-8"
    )
    (root / "docs" / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return root


@pytest.fixture(scope="module")
def built(content, tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("plugin-out") / "site"
    assert mkdocs_plugin.build_site(content, out).warnings == ()
    return out


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_hand_written_pages_appear_as_the_site_transforms_them(built):
    page = (built / "extra.html").read_text("utf-8")
    assert '<a href="regulation/ch-4.html#art-34">第三十四条</a>' in page
    assert re.search(r'<div class="tl-editor">\s*<p><strong>编者注</strong>：<strong>注意</strong>', page)


def test_headings_have_the_addresses_as_ids(built):
    page = (built / "regulation" / "ch-4.html").read_text("utf-8")
    assert all(f'<h2 id="art-{n}">' in page for n in range(27, 38))
    assert '<h1 id="ch-4">' in page


def test_data_and_unused_theme_files_stay_out(built):
    names = list(tree(built))
    assert not [name for name in names if name.startswith("_data") or name.endswith((".yml", ".md", ".map"))]
    assert "assets/images/favicon.png" not in names
    assert "picture.png" in names


def test_pages_name_no_other_host_for_anything_they_load(built):
    for name, content in tree(built).items():
        if name.endswith((".html", ".css")):
            text = content.decode()
            assert not re.search(
                r"""<(?:script|img|iframe|source)[^>]+src=["']?(?:https?:)?//|<link[^>]+href=["']?(?:https?:)?//""",
                text,
            ), name
            assert not re.search(r"url\(\s*[\"']?(?:https?:)?//|@import", text), name


def test_only_the_navigations_own_404_is_published(built):
    page = (built / "404.html").read_text("utf-8")
    assert "没有找到这个页面" in page and "Not found" not in page


def test_the_menu_is_in_the_order_of_the_pages(built):
    page = (built / "index.html").read_text("utf-8")
    tabs = re.search(r'<ul class="md-tabs__list">.*?</ul>', page, re.S)[0]
    assert re.findall(r"\s([^\s<>]+)\s*</a>", tabs)[:5] == ["首页", "条例全文", "期限一览", "办理流程", "学习指南"]


def test_building_twice_gives_the_same_bytes_whatever_the_clock_and_the_files_dates(
    content, built, tmp_path, monkeypatch
):
    again = tmp_path / "again"
    shutil.copytree(content, again)
    for path in again.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    mkdocs_plugin.build_site(again, tmp_path / "site")
    assert tree(tmp_path / "site") == tree(built)


def test_dates_in_the_sitemap_come_from_the_content(repo_root, tmp_path):
    settings = "site: {id: s, title: 学习, url: 'http://www.example.com/a/'}\nstatute: {published: '2021-03-01'}\n"
    root = small_root(tmp_path / "root", {"mkdocs.yml": MKDOCS, "docs/_data/site.yml": settings})
    mkdocs_plugin.build_site(root, tmp_path / "site")
    text = (tmp_path / "site" / "sitemap.xml").read_text("utf-8")
    assert "http://www.example.com/a/guides/borrow.html" in text
    assert set(re.findall(r"<lastmod>(.*?)</lastmod>", text)) == {"2021-03-01"}
    assert gzip.decompress((tmp_path / "site" / "sitemap.xml.gz").read_bytes()).decode() == text


def test_a_campaign_that_is_given_is_not_loaded_again(tmp_path):
    root = small_root(tmp_path / "root", {"mkdocs.yml": MKDOCS})
    campaign = load.load(root)
    (root / "docs" / "_data" / "regulation.md").unlink()
    mkdocs_plugin.build_site(root, tmp_path / "site", campaign=campaign)
    assert (tmp_path / "site" / "regulation" / "ch-1.html").is_file()


def test_a_release_leaves_unsigned_hand_written_pages_out(tmp_path):
    root = small_root(tmp_path / "root", {"mkdocs.yml": MKDOCS})
    mkdocs_plugin.build_site(root, tmp_path / "site", mode="release")
    assert [path for path in tree(tmp_path / "site") if path.endswith(".html")] == ["404.html", "index.html"]


def test_a_draft_is_marked(tmp_path):
    root = small_root(tmp_path / "root", {"mkdocs.yml": MKDOCS})
    mkdocs_plugin.build_site(root, tmp_path / "site", mode="draft")
    assert "tl-watermark" in (tmp_path / "site" / "guides" / "borrow.html").read_text("utf-8")


def test_web_fonts_and_code_hosts_cannot_be_switched_on(tmp_path):
    eager = (
        MKDOCS.replace("name: material", "name: material, font: {text: Roboto}")
        + "repo_url: https://github.com/example/example\n"
    )
    root = small_root(tmp_path / "root", {"mkdocs.yml": eager + "use_directory_urls: true\n"})
    mkdocs_plugin.build_site(root, tmp_path / "site")
    page = (tmp_path / "site" / "guides" / "borrow.html").read_text("utf-8")
    assert "fonts.g" not in page and "github.com" not in page


@pytest.mark.parametrize(("settings", "said"), [
    ("site_name: x\ntheme: {name: material}\nplugins: [search]\n", "没有 tiaoli"),
    ("site_name: x\ntheme: {name: nowhere}\nplugins: [tiaoli]\n", "theme 里的“nowhere”"),
    ("site_name: x\nplugins: [nowhere]\n", "plugins 里的“nowhere”"),
])  # fmt: skip
def test_settings_that_cannot_be_built_say_so_in_chinese(tmp_path, settings, said):
    root = small_root(tmp_path / "root", {"mkdocs.yml": settings})
    with pytest.raises(ReadError, match=said):
        mkdocs_plugin.build_site(root, tmp_path / "site", campaign=None)


def test_nothing_is_printed_while_building(tmp_path, capfd):
    root = small_root(tmp_path / "root", {"mkdocs.yml": MKDOCS})
    mkdocs_plugin.build_site(root, tmp_path / "site")
    assert capfd.readouterr() == ("", "")


def test_generated_pages_are_not_written_into_docs(content, built):
    assert not (content / "docs" / "regulation").exists() and not (content / "docs" / "index.md").exists()


def test_titles_and_settings_are_text_in_every_template(tmp_path):
    hostile = '<img src=x onerror=window.x=1></title><script>window.x=1</script>"><svg onload=window.x=1>'
    site_yml = SITE.replace("title: 借阅规定学习", f"title: '甲{hostile}', subtitle: '乙{hostile}'")
    guide = f"---\ntitle: '丙{hostile}'\ndescription: '丁{hostile}'\naudience: [群众]\n---\n\n按照第三条提出申请。\n"
    root = small_root(
        tmp_path / "root", {"mkdocs.yml": MKDOCS, "docs/_data/site.yml": site_yml, "docs/guides/borrow.md": guide}
    )
    mkdocs_plugin.build_site(root, tmp_path / "site")
    pages = {path.name: path.read_text("utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert not [
        name
        for name, text in pages.items()
        if "<img src=x" in text or "<script>window.x" in text or "<svg onload" in text
    ]
    assert "&lt;img src=x" in pages["borrow.html"] and "&amp;lt;" not in pages["borrow.html"]
