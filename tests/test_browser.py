"""The built site as people open it: from disk and from a server, with and without scripts, on a phone."""

import functools
import http.server
import re
import shutil
import threading
from pathlib import Path

import pytest

from tiaoli import mkdocs_plugin

KINDS = (
    "index",
    "regulation/index",
    "regulation/ch-3",
    "timelimits",
    "procedure",
    "guides/index",
    "guides/ch-3",
    "glossary",
    "about",
    "404",
)
ARTICLES = [(f"regulation/ch-{chapter}", number) for chapter, (first, last) in
            enumerate(((1, 6), (7, 16), (17, 26), (27, 37), (38, 47), (48, 50)), 1) for number in range(first, last + 1)]  # fmt: skip


MORE = ("commentary/index", "commentary/example", "local/example")
COMMENTARY = """---
kind: commentary
title: 示例文章：一个很长很长的题目，用来看它在手机上会不会超出屏幕的宽度
author: 示例甲
author_office: 示例县某局局长
publisher: 示例报
published: 2022-05-18
place: 示例县
url: https://example.invalid/a-very-long-address-without-any-break/that-would-not-fit-on-a-small-screen.html
---

学习第十五条。{.local source="《示例承诺》"}

> 编者注：应对照第三十四条。
"""
LOCAL = """---
slug: example
number: 示例发〔2022〕0号
example: true
---

# 示例县办法

第一条　根据《信访工作条例》第三十四条，制定本办法。

第二条　依照第一条办理。
"""


class Server(http.server.SimpleHTTPRequestHandler):
    """A folder under /a/b/ with its 404.html, as IIS or nginx would be set up; quiet."""

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix("/a/b/")) if path.startswith("/a/b/") else "/nowhere"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        body = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(built_site):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(built_site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/a/b/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def rich_site(repo_root, tmp_path_factory) -> Path:
    """The default content with a commentary and a local rule, as a draft: every kind of page that there is."""
    root = tmp_path_factory.mktemp("rich") / "root"
    shutil.copytree(repo_root / "docs", root / "docs")
    shutil.copy(repo_root / "mkdocs.yml", root)
    for path, text in (("commentary/example.md", COMMENTARY), ("_data/local/example.md", LOCAL)):
        (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / path).write_text(text, "utf-8")
    mkdocs_plugin.build_site(root, root.parent / "site", mode="draft")
    return root.parent / "site"


@pytest.fixture
def tab(chromium):
    """Open a tab: tab(width, **context options) -> page with .said (errors) and .asked (addresses)."""
    contexts = []

    def opened(width: int = 1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.said, page.asked = [], []
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("request", lambda request: page.asked.append(request.url))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_every_article_can_be_landed_on(tab, built_site, scripts):
    page = tab(360, java_script_enabled=scripts)
    wrong = []
    for path, number in ARTICLES:
        page.goto("about:blank")
        page.goto(f"{(built_site / path).as_uri()}.html#art-{number}")
        if scripts:
            page.wait_for_timeout(20)
        box = page.locator(f"#art-{number}").bounding_box()
        at_end = box is not None and page.locator(".tl-foot").bounding_box()["y"] < 800
        if box is None or not (40 <= box["y"] <= 140 or at_end and 40 <= box["y"] <= 800):
            wrong.append((number, box))
    assert not wrong


def test_the_contents_beside_the_text_mark_the_article_that_one_has_landed_on(tab, built_site):
    page = tab(1440)
    for number, label in ((28, "第二十八条"), (34, "第三十四条")):
        page.goto("about:blank")
        page.goto(f"{(built_site / 'regulation/ch-4').as_uri()}.html#art-{number}")
        page.wait_for_selector(f".md-sidebar--secondary .md-nav__link--active >> text={label}", timeout=3000)


def test_a_paragraph_and_an_item_can_be_landed_on(tab, built_site):
    page = tab(360, java_script_enabled=False)
    for anchor in ("art-31-p1-i6", "art-36-p3"):
        page.goto("about:blank")
        page.goto(f"{(built_site / 'regulation/ch-4').as_uri()}.html#{anchor}")
        assert 40 <= page.locator(f"[id='{anchor}']").bounding_box()["y"] <= 140


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_page_asks_another_host_or_complains(tab, served, kind):
    page = tab()
    page.goto(f"{served}{kind}.html", wait_until="networkidle")
    host = re.match(r"https?://[^/]+/", served)[0]
    assert [url for url in page.asked if not url.startswith((host, "data:", "blob:"))] == []
    assert page.said == []


@pytest.mark.parametrize("kind", KINDS + MORE)
def test_no_kind_of_page_asks_another_host_or_complains_from_disk(tab, rich_site, kind):
    page = tab(360)
    page.goto(f"{(rich_site / kind).as_uri()}.html")
    page.wait_for_timeout(200)
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert page.said == []


@pytest.mark.parametrize("width", [320, 360, 768])
def test_no_kind_of_page_is_wider_than_the_screen(tab, rich_site, width):
    page = tab(width)
    wide = {}
    for kind in KINDS + MORE:
        page.goto(f"{(rich_site / kind).as_uri()}.html")
        wide[kind] = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert {kind: over for kind, over in wide.items() if over > 0} == {}


def test_the_menu_can_be_reached_without_scripts(tab, built_site):
    page = tab(1280, java_script_enabled=False)
    page.goto((built_site / "index.html").as_uri())
    page.click(".md-tabs >> text=条例全文")
    page.click("text=第三十四条")
    assert page.url.endswith("regulation/ch-4.html#art-34")


def test_copying_gives_text_name_and_address(tab, served):
    page = tab(permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{served}regulation/ch-4.html")
    page.click("[data-tiaoli-copy=art-35]")
    page.wait_for_selector("text=已复制")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert copied[0].startswith("信访人对信访处理意见不服的") and copied[0].endswith("予以书面答复。")
    assert copied[1:] == ["——《信访工作条例》第三十五条", f"{served}regulation/ch-4.html#art-35"]


def test_copying_works_where_the_clipboard_is_refused(tab, served):
    page = tab(permissions=["clipboard-read"])
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    page.goto(f"{served}regulation/ch-4.html")
    page.click("[data-tiaoli-copy=art-31]")
    page.wait_for_selector("text=已复制")
    copied = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert (
        len(copied) == 9
        and copied[6].startswith("（六）不属于以上情形的")
        and copied[7] == "——《信访工作条例》第三十一条"
    )


def test_where_nothing_can_be_copied_the_text_is_selected(tab, served):
    page = tab()
    page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false}); document.execCommand = () => false"
    )
    page.goto(f"{served}regulation/ch-4.html")
    page.click("[data-tiaoli-copy=art-34]")
    assert "60日内办结" in page.evaluate("getSelection().toString()")
    assert "Ctrl+C" in page.inner_text("[data-tiaoli-copy=art-34]")


def test_numbers_in_the_margin_are_not_part_of_what_is_copied(tab, served):
    page = tab()
    page.goto(f"{served}regulation/ch-3.html")
    assert page.inner_text("#art-23-p2").startswith("对信访人直接提出的信访事项")
    shown = page.evaluate("getComputedStyle(document.querySelector('#art-23-p2 .tl-k'), '::before').content")
    assert shown == '"2"'


def test_rows_below_articles_are_folded_on_a_phone_and_open_on_a_screen(tab, built_site):
    address = (built_site / "regulation/ch-4.html").as_uri()
    for width, is_open in ((360, False), (1280, True)):
        page = tab(width)
        page.goto(address)
        assert set(page.eval_on_selector_all(".tl-rows", "all => all.map(rows => rows.open)")) == {is_open}


def test_the_box_on_the_home_page_searches(tab, served):
    page = tab()
    page.goto(f"{served}index.html", wait_until="networkidle")
    page.fill("[data-tiaoli-search]", "督查专员")
    page.press("[data-tiaoli-search]", "Enter")
    page.wait_for_selector("a[data-tiaoli-result]")
    assert page.get_attribute("a[data-tiaoli-result]", "href").endswith("regulation/ch-2.html#art-16")


def test_dark_follows_the_system_also_without_scripts(tab, built_site):
    for scripts in (True, False):
        page = tab(360, color_scheme="dark", java_script_enabled=scripts)
        page.goto((built_site / "regulation/ch-4.html").as_uri())
        page.wait_for_timeout(100)
        shade = page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor")
        assert shade == "rgb(27, 25, 23)"


@pytest.mark.parametrize("address", ["nowhere.html", "regulation/nowhere.html", "x/y/z/nowhere.html"])
def test_the_page_for_lost_addresses_leads_home_from_any_depth(tab, served, address):
    page = tab()
    page.goto(served + address)
    page.wait_for_function("document.getElementById('home').href.endsWith('/a/b/index.html')", timeout=3000)
    page.click("#home")
    assert page.url == f"{served}index.html"
    assert page.inner_text("h1") == "信访工作条例"


def test_each_drawing_is_shown_on_its_screen_and_its_boxes_lead_to_the_text(tab, built_site):
    address = (built_site / "procedure.html").as_uri()
    for width, shown, hidden in ((360, "narrow", "wide"), (1280, "wide", "narrow")):
        page = tab(width)
        page.goto(address)
        assert page.locator(f".tl-svg-{shown}").first.is_visible()
        assert not page.locator(f".tl-svg-{hidden}").first.is_visible()
    page.locator(".tl-svg-wide a", has_text="请求复查").click()
    assert page.url.endswith("regulation/ch-4.html#art-35-p1")


def test_things_to_press_are_large_enough_on_a_phone(tab, built_site):
    page = tab(360, has_touch=True, is_mobile=True)
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    small = page.evaluate("""() => [...document.querySelectorAll('.tl-acts button, .tl-acts a, .tl-turn a, .tl-rows summary, .md-header__button')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.className)""")
    assert small == []
