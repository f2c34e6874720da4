"""The copy on a USB stick: unpacked into an empty folder, opened from disk with the network cut."""

import hashlib
import json
import zipfile

import pytest

from roots import small_root
from tiaoli import pack

MKDOCS = {"mkdocs.yml": "site_name: 借阅规定学习\nplugins: [tiaoli]\ntheme: {name: material, language: zh}\n"}


@pytest.fixture(scope="module")
def packed(tiaoli, tmp_path_factory):
    """The default content as a zip, and what was said."""
    out = tmp_path_factory.mktemp("usb")
    done = tiaoli("pack", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = out.iterdir()
    return path, done.stdout


@pytest.fixture(scope="module")
def unpacked(packed, tmp_path_factory):
    """The zip in an empty folder with a blank and Chinese in its path."""
    folder = tmp_path_factory.mktemp("U盘 资料")
    with zipfile.ZipFile(packed[0]) as archive:
        archive.extractall(folder)
    return folder


def test_only_the_page_to_open_has_a_chinese_name(packed):
    with zipfile.ZipFile(packed[0]) as archive:
        names = archive.namelist()
        assert [name for name in names if not name.isascii()] == [pack.OPEN]
        assert archive.getinfo(pack.OPEN).flag_bits & 0x800  # the name is marked as UTF-8, so Windows reads it right
    assert "MB" in packed[1]


def test_the_manifest_has_every_other_file_with_its_digest(unpacked):
    manifest = json.loads((unpacked / "manifest.json").read_text("utf-8"))
    there = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()} - {"manifest.json"}
    assert {row["path"] for row in manifest["files"]} == there
    for row in manifest["files"]:
        content = (unpacked / row["path"]).read_bytes()
        assert (row["bytes"], row["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_the_same_content_gives_the_same_zip(packed, tiaoli, tmp_path):
    assert tiaoli("pack", "--out", tmp_path).returncode == 0
    (again,) = tmp_path.iterdir()
    assert again.read_bytes() == packed[0].read_bytes()


def test_a_double_click_opens_the_site_and_search_works_without_network(unpacked, chromium):
    context = chromium.new_context()
    context.set_offline(True)
    page = context.new_page()
    asked, broken = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto((unpacked / pack.OPEN).as_uri())
    page.wait_for_url("**/site/index.html")
    page.locator("input[data-tiaoli-search]").first.fill("复查期限")
    page.locator("a[data-tiaoli-result]").first.wait_for()
    assert "art-35" in page.locator("a[data-tiaoli-result]").first.get_attribute("href")
    page.goto((unpacked / "site/downloads/index.html").as_uri())
    assert page.locator(".tl-get a").count() > 10
    context.close()
    assert not broken
    assert not [url for url in asked if not url.startswith("file:")]


def test_registration_numbers_stay_off_the_offline_copy(tiaoli, tmp_path):
    root = small_root(tmp_path / "root", MKDOCS)
    site = root / "docs/_data/site.yml"
    site.write_text(site.read_text("utf-8") + "\nicp: 示例ICP备00000000号\n", "utf-8")
    assert tiaoli("build", "--root", root, "--no-downloads").returncode == 0
    assert "示例ICP备00000000号" in (root / "site/index.html").read_text("utf-8")
    assert tiaoli("pack", "--root", root, "--out", tmp_path / "out").returncode == 0
    (path,) = (tmp_path / "out").iterdir()
    with zipfile.ZipFile(path) as archive:
        assert "示例ICP备00000000号" not in archive.read("site/index.html").decode()


def test_content_with_errors_is_not_packed(tiaoli, tmp_path):
    root = small_root(tmp_path / "root", MKDOCS | {"docs/wrong.md": "# 错\n\n按照第九百条办理。\n"})
    done = tiaoli("pack", "--root", root, "--out", tmp_path / "out")
    assert done.returncode == 1
    assert "没有打包" in done.stdout
    assert not (tmp_path / "out").exists()


def test_a_page_with_a_chinese_name_is_refused_by_the_name_of_its_source(tiaoli, tmp_path):
    guide = "---\ntitle: 借书\naudience: [群众]\n---\n\n按照第三条提出申请。\n"
    root = small_root(tmp_path / "root", MKDOCS | {"docs/guides/借书.md": guide})
    done = tiaoli("pack", "--root", root)
    assert done.returncode == 2 and "docs/guides/借书.md 的文件名里有汉字" in done.stderr
