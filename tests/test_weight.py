"""How heavy a page is, and how it lies in the hand: first load, width, targets, and size whatever else the site holds."""

import gzip
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from roots import small_root
from served import served
from tiaoli import mkdocs_plugin

#: Compressed, without fonts and pictures.
MOST = 300 * 1024
TARGET = 44
RULE = "---\nslug: rule-{0}\ntitle: 示例第{0}号规定\n---\n# 示例第{0}号规定\n\n第一条　图书室每天开门。\n"
#: What a finger has to hit: everything that can be pressed but links inside a line of text, and those of a picture, which
#: stand beside it as text too.
SMALL = """most => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, summary, textarea, [role=button]")]
    .filter(on => {
        const box = on.getBoundingClientRect(), style = getComputedStyle(on), label = on.closest("label");
        if (!box.width || !box.height || style.visibility !== "visible" || on.closest("noscript, .tl-hide, [inert], svg")) return false;
        if (on.matches("a") && style.display === "inline") return false;
        if (box.right <= 0 || box.left >= innerWidth || on.matches(".md-skip, .md-toggle, .tl-k, .headerlink")) return false;
        const target = label ? label.getBoundingClientRect() : box;
        return target.height < most - 0.5;
    }).map(on => on.outerHTML.slice(0, 120) + " " + on.getBoundingClientRect().height)"""


def kinds(site: Path) -> list[str]:
    """One page of every kind, and every page that runs a script of its own."""
    found = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    alike: dict[str, str] = {}
    for name in found:
        folder, _, file = name.rpartition("/")
        kind = f"{folder}/{file.split('-')[0]}" if folder in ("guides", "regulation") else name
        alike.setdefault(kind, name)
    return list(alike.values())


@pytest.fixture
def phone(chromium):
    context = chromium.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(8000)
    yield page
    context.close()


def test_the_first_load_of_every_page_is_light(chromium, built_site):
    heavy = {}
    with served(built_site) as address:
        for name in kinds(built_site):
            context = chromium.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
            page = context.new_page()
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            page.goto(address + name, wait_until="load")
            context.close()
            paths = {built_site / url.removeprefix(address).partition("?")[0].partition("#")[0] for url in asked}
            weight = sum(packed(path) for path in paths if path.suffix in (".html", ".css", ".js", ".json"))
            assert len(paths) > 1 and all(path.is_file() for path in paths if path.name != "sw.js"), paths
            if weight > MOST:
                heavy[name] = weight
    assert heavy == {}


def packed(path: Path) -> int:
    """Compressed size, as a web server sends it."""
    return len(gzip.compress(path.read_bytes(), 6))


def test_every_page_fits_a_phone_and_a_thumb_also_in_the_largest_type(phone, built_site):
    wrong = {}
    for name in kinds(built_site):
        phone.goto((built_site / name).as_uri())
        wrong[name] = phone.evaluate(SMALL, TARGET)[:4]
        for size in ("", "26"):
            phone.evaluate("size => document.documentElement.setAttribute('data-tl-size', size)", size)
            if (width := phone.evaluate("document.documentElement.scrollWidth")) > 360:
                wrong[name].append(f"{size}: {width} px wide")
    assert {name: found for name, found in wrong.items() if found} == {}


def test_a_page_does_not_grow_with_the_number_of_pages(tmp_path):
    sizes = []
    for count in (30, 60):
        rules = {f"docs/_data/local/rule-{n}.md": RULE.format(n) for n in range(count)}
        mkdocs = (ROOT / "mkdocs.yml").read_text("utf-8")
        root = small_root(tmp_path / str(count), {"mkdocs.yml": mkdocs} | rules)
        mkdocs_plugin.build_site(root, tmp_path / f"site-{count}")
        sizes.append(
            [(tmp_path / f"site-{count}" / name).stat().st_size for name in ("index.html", "local/rule-1.html")]
        )
        assert "示例第29号规定" in (tmp_path / f"site-{count}" / "local/index.html").read_text("utf-8")
        shutil.rmtree(root)
    assert sizes[0] == sizes[1]


def test_a_few_rules_stand_in_the_menu(tmp_path):
    rules = {f"docs/_data/local/rule-{n}.md": RULE.format(n) for n in range(3)}
    root = small_root(tmp_path / "root", {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")} | rules)
    mkdocs_plugin.build_site(root, tmp_path / "site")
    assert not (tmp_path / "site/local/index.html").exists()
    assert "示例第2号规定" in (tmp_path / "site/local/rule-1.html").read_text("utf-8")
