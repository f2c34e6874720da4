"""The search box as people use it: from disk and from a server, by keyboard, with an input method, without scripts."""

import functools
import http.server
import threading

import pytest

PAGES = ("index.html", "regulation/index.html", "regulation/ch-4.html", "timelimits.html", "procedure.html", "guides/ch-3.html",
         "glossary.html", "about.html")  # fmt: skip
BOX, RESULT = "input[data-tiaoli-search]", "a[data-tiaoli-result]"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A folder, without a log."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(built_site):
    """The built site on plain http."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(built_site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture
def tab(chromium):
    """Open a page of a given width; any error in it or request to another host fails the test."""
    contexts, wrong = [], []

    def open_page(address: str, width: int = 1280, **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on(
            "request",
            lambda r: (
                None if r.url.startswith(("http://127.0.0.1:", "file:", "data:", "about:")) else wrong.append(r.url)
            ),
        )
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not wrong


def found(page, query: str) -> list[str]:
    """Type a query; the anchors of the results in order."""
    page.fill(BOX, query)
    page.wait_for_function(
        "() => { const s = document.querySelector('.tl-found-status'); return s && /找到|没有可以/.test(s.textContent); }"
    )
    return page.eval_on_selector_all(RESULT, "all => all.map(a => a.getAttribute('href').split('#')[1] || '')")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_has_one_box_that_finds_from_disk_and_over_http(tab, built_site, served, path):
    got = []
    for base in (built_site.as_uri() + "/", served):
        page = tab(base + path)
        assert page.locator(BOX).count() == 1
        got.append(found(page, "复查要多久"))
        page.click(RESULT)
        page.wait_for_url("**/regulation/ch-4.html#art-35")
    assert got[0] == got[1] and got[0][0] == "art-35"


def test_nothing_is_loaded_before_the_first_use(tab, served):
    page = tab(served + "glossary.html")
    names = "() => performance.getEntriesByType('resource').map(e => e.name).filter(n => /search-/.test(n)).length"
    assert page.evaluate(names) == 0
    page.focus(BOX)
    page.wait_for_function("() => window.tiaoliSearchData")
    assert page.evaluate(names) > 0


def test_a_note_is_no_result(tab, built_site):
    page = tab((built_site / "index.html").as_uri())
    for query, said in (("60个工作日", "条文写的是“60日”"), ("上访", "“信访人”"), ("首接首办", "没有这个说法")):
        assert found(page, query) == []
        assert said in page.inner_text(".tl-found-notes")
    found(page, "上访")
    page.click(".tl-found-again >> text=走访")
    assert page.locator(RESULT).count() and page.input_value(BOX) == "走访"


def test_the_keyboard_is_enough(tab, built_site):
    page = tab((built_site / "regulation/ch-1.html").as_uri())
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.hasAttribute('data-tiaoli-search')") and page.input_value(BOX) == ""
    found(page, "听证")
    at = "[...document.querySelectorAll('a[data-tiaoli-result]')].indexOf(document.activeElement)"
    steps = []
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        steps.append(page.evaluate(at))
    assert steps == [0, 1, 0, -1, 0]
    page.keyboard.press("Escape")
    assert not page.is_visible("#tl-found") and page.evaluate(
        "document.activeElement.hasAttribute('data-tiaoli-search')"
    )
    page.keyboard.press("Enter")
    assert page.is_visible("#tl-found") and page.evaluate(at) == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/regulation/ch-*.html#art-3*")


def test_an_input_method_is_left_to_finish(tab, built_site):
    page = tab((built_site / "regulation/ch-1.html").as_uri())
    page.focus(BOX)
    page.wait_for_function("() => window.tiaoliSearchData")
    typing = page.context.new_cdp_session(page)
    typing.send("Input.imeSetComposition", {"text": "hui'bi", "selectionStart": 6, "selectionEnd": 6})
    page.wait_for_timeout(150)
    assert page.locator(RESULT).count() == 0 and not page.is_visible("#tl-found")
    typing.send("Input.insertText", {"text": "回避"})
    page.wait_for_selector(RESULT)
    assert page.get_attribute(RESULT, "data-tiaoli-result") == "art-28"


def test_filters_show_one_kind_and_are_announced(tab, built_site):
    page = tab((built_site / "glossary.html").as_uri(), 360)
    everything = len(found(page, "调解"))
    assert page.get_attribute(".tl-found-status", "role") == "status" and str(everything) in page.inner_text(
        ".tl-found-status"
    )
    page.click(".tl-found-kinds button >> text=指南")
    shown = page.locator(RESULT).count()
    assert (
        0 < shown < everything and page.get_attribute(".tl-found-kinds [aria-pressed=true]", "aria-pressed") == "true"
    )
    assert str(shown) in page.inner_text(".tl-found-status")
    assert page.evaluate("document.activeElement.textContent") == "指南"


@pytest.mark.parametrize("path", ["index.html", "timelimits.html"])
def test_on_a_phone_nothing_is_too_wide_or_too_small_for_a_thumb(tab, built_site, path):
    for dark in ("light", "dark"):
        page = tab((built_site / path).as_uri(), 360, color_scheme=dark)
        found(page, "信访事项受理以后多长时间办结")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        small = page.eval_on_selector_all(
            ".tl-found a, .tl-found button, input[data-tiaoli-search]",
            "all => all.filter(e => e.getBoundingClientRect().height < 43.9).map(e => e.textContent)",
        )
        assert not small


def test_the_passage_shows_what_was_found(tab, built_site):
    page = tab((built_site / "index.html").as_uri())
    found(page, "60天办结")
    first = page.locator(RESULT).first
    assert [mark.inner_text() for mark in first.locator("mark").all()] == ["60日", "办结"]
    assert "第三十四条" in first.inner_text() and "第四章" in first.inner_text()


def test_questions_on_the_home_page_are_asked_in_the_box(tab, built_site):
    page = tab((built_site / "index.html").as_uri())
    wanted = page.eval_on_selector_all(
        ".tl-asked a", "all => all.map(a => a.getAttribute('href').split('#')[1].split('-p')[0])"
    )
    for i, address in enumerate(wanted):
        page.locator(".tl-asked a").nth(i).click()
        page.wait_for_selector(RESULT)
        assert page.get_attribute(RESULT, "data-tiaoli-result") == address


def test_an_address_with_a_query_opens_with_its_results(tab, served):
    page = tab(served + "regulation/index.html?q=%E5%9B%9E%E9%81%BF")
    page.wait_for_selector(RESULT)
    assert page.input_value(BOX) == "回避"


def test_without_scripts_the_header_leads_to_the_contents(tab, built_site):
    page = tab((built_site / "regulation/ch-4.html").as_uri(), 360, java_script_enabled=False)
    assert not page.is_visible(BOX)
    page.click(".tl-find a")
    assert page.url.endswith("regulation/index.html")


def test_the_stock_search_and_its_index_are_gone(built_site):
    assert not (built_site / "search").exists()
    assert not list(built_site.rglob("*lunr*")) and not list(built_site.rglob("*workers*"))
    assert "md-search" not in (built_site / "about.html").read_text("utf-8")
