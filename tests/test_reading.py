"""Comfort while reading: large type, read aloud, the way back, sharing, and what is kept on the device."""

import json
import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from roots import small_root
from tiaoli import load, mkdocs_plugin, site
from tiaoli.model import Asset
from tiaoli.site import qr

KEYS = "Object.keys(localStorage).filter(key => key.startsWith('tiaoli:'))"
#: Storage as a browser refuses it: the mere mention throws.
REFUSED = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, {configurable: true, get() { throw new DOMException("refused", "SecurityError"); }});"""
VOICES = "speechSynthesis.getVoices = () => %s;"
LOCAL_VOICE = VOICES % "[{lang: 'en-US', localService: true}, {lang: 'zh-CN', localService: true, name: '示例'}]"
#: Milliseconds that Chromium may take to hand storage from the process of one page to that of the next.
HANDOVER = 300
#: A voice that says nothing but notes what it is given; `said` is called on to finish a sentence.
SPEAKER = """window.spoken = []; window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    speechSynthesis.speak = one => { spoken.push(one); }; speechSynthesis.cancel = () => { spoken.push("cancel"); };"""


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    """The default site with an address of its own."""
    root = tmp_path_factory.mktemp("published") / "root"
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "mkdocs.yml", root)
    settings = root / "docs/_data/site.yml"
    settings.write_text(
        settings.read_text("utf-8").replace('url: ""', "url: http://www.example.invalid/xftl/"), "utf-8"
    )
    mkdocs_plugin.build_site(root, root.parent / "site")
    return root.parent / "site"


@pytest.fixture
def tab(chromium):
    """tab(width, init scripts, **context options) -> page from disk, with .said (errors)."""
    contexts = []

    def opened(width: int = 1280, scripts: tuple[str, ...] = (), **options):
        context = chromium.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        context.set_default_timeout(8000)
        for script in scripts:
            context.add_init_script(script)
        page = context.new_page()
        page.said = []
        page.on("console", lambda message: page.said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: page.said.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()


def letters(page) -> str:
    """Size of the text of an article as it is shown."""
    return page.evaluate("getComputedStyle(document.querySelector('.tl-para')).fontSize")


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_large_type_is_one_button_away_and_stays(tab, built_site, width):
    page = tab(width)
    chapter = (built_site / "regulation/ch-4.html").as_uri()
    page.goto(chapter)
    assert letters(page) == "18px"
    for label, size in (("大字", "22px"), ("特大", "26px")):
        if page.locator(".tl-display").is_hidden():
            page.click(".tl-display-open")
        page.check(f".tl-display label:has-text('{label}') input")
        assert abs(float(letters(page)[:-2]) - float(size[:-2])) < 0.05
    page.check("text=高对比度")
    page.wait_for_timeout(HANDOVER)
    page.goto((built_site / "regulation/ch-1.html").as_uri())
    assert abs(float(letters(page)[:-2]) - 26) < 0.05
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.goto((built_site / "index.html").as_uri())
    assert (
        page.locator(".tl-display-open").bounding_box()["x"] + page.locator(".tl-display-open").bounding_box()["width"]
        <= width
    )
    page.click(".tl-display-open")
    page.check(".tl-display label:has-text('标准') input")
    page.wait_for_timeout(HANDOVER)
    page.goto(chapter)
    assert letters(page) == "18px"


def test_no_kind_of_page_is_wider_than_a_phone_in_the_largest_type(tab, built_site):
    page = tab(360, ('localStorage.setItem(\'tiaoli:xinfang-tiaoli:display\', \'{"size":"26","contrast":true}\')',))
    wide = {}
    for file in sorted(built_site.rglob("*.html")):
        page.goto(file.as_uri())
        wide[file.relative_to(built_site).as_posix()] = page.evaluate(
            "document.documentElement.scrollWidth - innerWidth"
        )
    assert {name: over for name, over in wide.items() if over > 0} == {} and len(wide) > 15


def test_larger_type_keeps_the_article_on_the_screen(tab, built_site):
    page = tab(360)
    page.goto(f"{(built_site / 'regulation/ch-4.html').as_uri()}#art-35")
    page.wait_for_timeout(300)
    before = page.locator("#art-35").bounding_box()["y"]
    page.click(".tl-display-open")
    page.check(".tl-display label:has-text('特大') input")
    assert abs(page.locator("#art-35").bounding_box()["y"] - before) < 60


def test_escape_shuts_the_panel_and_the_button_is_back_in_focus(tab, built_site):
    page = tab(360)
    page.goto((built_site / "index.html").as_uri())
    page.click(".tl-display-open")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".tl-display").is_hidden()
    assert page.evaluate("document.activeElement.matches('.tl-display-open')")


def test_without_scripts_there_is_no_button_that_does_nothing(tab, published):
    page = tab(360, java_script_enabled=False)
    page.goto((published / "regulation/ch-4.html").as_uri())
    shown = page.locator("button").all()
    assert [one.text_content() for one in shown if one.is_visible()] == []


def test_where_storage_is_refused_everything_works_for_as_long_as_the_page(tab, built_site):
    page = tab(360, (REFUSED, LOCAL_VOICE))
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    page.click(".tl-display-open")
    page.check(".tl-display label:has-text('大字') input")
    assert abs(float(letters(page)[:-2]) - 22) < 0.05
    page.click("[for=__palette_1]:visible")
    assert page.get_attribute("body", "data-md-color-scheme") == "slate"
    assert page.locator(".tl-aloud-button").first.is_visible() and page.locator(".tl-share-button").first.is_visible()
    page.wait_for_timeout(1700)
    page.goto((built_site / "about.html").as_uri())
    assert page.locator(".tl-stored").inner_text() == "现在没有保存任何内容。"
    assert page.said == []


@pytest.mark.parametrize("start", ["index.html", "regulation/index.html"])
def test_the_last_article_is_one_link_away(tab, built_site, start):
    page = tab(360)
    page.goto((built_site / start).as_uri())
    assert page.locator("[data-tiaoli-continue]").is_hidden()
    page.goto(f"{(built_site / 'regulation/ch-4.html').as_uri()}#art-34")
    page.wait_for_function(
        "JSON.parse(localStorage.getItem('tiaoli:xinfang-tiaoli:last') || '{}').address === 'art-34'"
    )
    page.wait_for_timeout(HANDOVER)
    page.goto((built_site / start).as_uri())
    page.click("text=继续阅读：第三十四条")
    assert page.url.endswith("regulation/ch-4.html#art-34")


def test_scrolling_moves_the_last_position_along(tab, built_site):
    page = tab(1280)
    page.goto((built_site / "regulation/ch-2.html").as_uri())
    page.evaluate("document.getElementById('art-12').scrollIntoView()")
    page.wait_for_function("JSON.parse(localStorage.getItem('tiaoli:xinfang-tiaoli:last') || '{}').name === '第十二条'")


@pytest.mark.parametrize("last", [
    '{"path": "https://example.invalid/x.html", "name": "x", "address": "a"}', '{"path": "regulation/../../x.html", "name": "x"}', "[", "7",
])  # fmt: skip
def test_a_position_that_is_none_of_ours_is_not_offered(tab, built_site, last):
    page = tab(360, (f"localStorage.setItem('tiaoli:xinfang-tiaoli:last', {json.dumps(last)})",))
    page.goto((built_site / "index.html").as_uri())
    assert page.locator("[data-tiaoli-continue]").is_hidden() and page.said == []


@pytest.mark.parametrize(
    "voices", ["[]", "[{lang: 'en-US', localService: true}]", "[{lang: 'zh-CN', localService: false}]"]
)
def test_without_a_chinese_voice_of_the_device_there_is_nothing_to_press(tab, built_site, voices):
    page = tab(1280, (VOICES % voices,))
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    assert page.locator(".tl-aloud-button").count() == 0


def test_an_article_is_read_aloud_sentence_by_sentence_until_it_is_stopped(tab, built_site):
    page = tab(1280, (LOCAL_VOICE, SPEAKER))
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    press = page.locator("#art-34 ~ .tl-acts .tl-aloud-button").first
    press.click()
    assert press.inner_text() == "停止" and press.get_attribute("aria-label") == "停止朗读第三十四条"
    assert page.evaluate("[spoken.length, spoken[0].lang, spoken[0].voice.name]") == [1, "zh-CN", "示例"]
    assert page.evaluate("spoken[0].text").startswith("对本条例第三十一条第六项") and page.evaluate(
        "spoken[0].text"
    ).endswith("办结；")
    assert page.locator(".tl-aloud").get_attribute("id") == "art-34-p1"
    page.evaluate("spoken[0].onend()")
    assert page.evaluate("spoken[1].text").endswith("延期理由。")
    press.click()
    assert page.evaluate("spoken[2]") == "cancel"
    page.evaluate("spoken[1].onend()")
    assert page.evaluate("spoken.length") == 3
    assert press.inner_text() == "朗读" and page.locator(".tl-aloud").count() == 0


def test_all_of_an_article_is_read_and_then_it_is_quiet(tab, built_site):
    page = tab(
        1280,
        (LOCAL_VOICE, SPEAKER + "speechSynthesis.speak = one => { spoken.push(one.text); setTimeout(one.onend, 0); };"),
    )
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    press = page.locator("#art-31 ~ .tl-acts .tl-aloud-button").first
    press.click()
    page.wait_for_function("spoken.includes('cancel')")
    text = page.evaluate(
        "[...document.querySelectorAll('#art-31 + .tl-art p')].map(p => p.textContent.trim()).join('')"
    )
    assert page.evaluate("spoken.filter(text => text !== 'cancel').join('')") == text
    assert press.inner_text() == "朗读"


def test_one_voice_at_a_time(tab, built_site):
    page = tab(1280, (LOCAL_VOICE, SPEAKER))
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    for number in (34, 35):
        page.locator(f"#art-{number} ~ .tl-acts .tl-aloud-button").first.click()
    assert (
        page.locator("text=停止").count() == 1 and page.evaluate("spoken.filter(one => one === 'cancel').length") == 1
    )


def test_sharing_hands_text_source_and_address_to_the_phone(tab, published):
    page = tab(360, ("navigator.share = what => { window.handed = what; return Promise.resolve(); }",))
    page.goto((published / "regulation/ch-4.html").as_uri())
    page.locator("#art-34 ~ .tl-acts .tl-share-button").first.click()
    handed = page.evaluate("handed")
    assert handed["title"] == "《信访工作条例》第三十四条"
    assert "60日内办结" in handed["text"] and handed["text"].endswith("——《信访工作条例》第三十四条")
    assert handed["url"] == "http://www.example.invalid/xftl/regulation/ch-4.html#art-34"
    assert page.locator(".tl-share").count() == 0
    page.locator("#art-34 ~ .tl-acts .tl-qr-button").first.click()
    page.wait_for_function("document.querySelector('.tl-share img').naturalWidth > 0")


def test_a_share_that_one_thinks_better_of_opens_nothing_and_one_that_fails_opens_the_text(tab, published):
    for error, panels in (("AbortError", 0), ("NotAllowedError", 1)):
        page = tab(360, (f"navigator.share = () => Promise.reject(new DOMException('', '{error}'))",))
        page.goto((published / "regulation/ch-4.html").as_uri())
        page.locator(".tl-share-button").first.click()
        page.wait_for_timeout(200)
        assert page.locator(".tl-share").count() == panels


def test_without_a_share_sheet_the_text_is_copied_and_shown(tab, published):
    page = tab(1280, permissions=["clipboard-read"])
    page.goto((published / "regulation/ch-4.html").as_uri())
    page.locator("#art-34 ~ .tl-acts .tl-share-button").first.click()
    page.locator(".tl-share-said:not(:empty)").wait_for()
    assert page.inner_text(".tl-share-said") == "文字和网址已复制，可以直接粘贴发送。"
    lines = page.input_value(".tl-share textarea").split("\n")
    assert lines[1:] == ["——《信访工作条例》第三十四条", "http://www.example.invalid/xftl/regulation/ch-4.html#art-34"]
    assert page.get_attribute(".tl-share img", "alt") == "第三十四条网址的二维码"
    page.click(".tl-share-close")
    assert page.locator(".tl-share").count() == 0 and page.evaluate(
        "document.activeElement.matches('.tl-share-button')"
    )


def test_where_nothing_can_be_copied_the_text_stands_selected(tab, built_site):
    page = tab(
        1280, ("Object.defineProperty(window, 'isSecureContext', {value: false}); document.execCommand = () => false",)
    )
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    page.locator("#art-34 ~ .tl-acts .tl-share-button").first.click()
    assert "请选中下面的文字复制" in page.inner_text(".tl-share-said") and "没有附链接和二维码" in page.inner_text(
        ".tl-share-said"
    )
    selected = page.evaluate(
        "(field => field.value.slice(field.selectionStart, field.selectionEnd))(document.activeElement)"
    )
    assert selected.endswith("——《信访工作条例》第三十四条") and "60日内办结" in selected
    assert page.locator(".tl-share img").count() == 0


def test_what_is_kept_is_named_and_cleared_by_pressing_twice(tab, built_site):
    page = tab(360)
    page.goto(f"{(built_site / 'regulation/ch-4.html').as_uri()}#art-34")
    page.click(".tl-display-open")
    page.check(".tl-display label:has-text('大字') input")
    page.click("[for=__palette_1]:visible")
    page.wait_for_function("localStorage.getItem('tiaoli:xinfang-tiaoli:last')")
    page.evaluate("localStorage.setItem('tiaoli:another:last', '1')")
    page.wait_for_timeout(HANDOVER)
    page.goto((built_site / "about.html").as_uri())
    said = page.inner_text(".tl-stored [role=status]")
    assert all(word in said for word in ("文字大小和对比度", "上次读到的条文", "浅色或深色"))
    page.click(".tl-clear")
    assert page.evaluate(f"{KEYS}.length") == 3
    page.click("text=再按一次，全部清除")
    assert page.inner_text(".tl-stored [role=status]") == "已清除。现在没有保存任何内容。"
    assert page.evaluate("Object.keys(localStorage)") == ["tiaoli:another:last"]
    assert page.locator(".tl-clear").is_hidden()


@pytest.mark.parametrize("width", [1280, 1440, 1920])
def test_a_line_of_the_text_has_28_to_34_characters_on_a_screen(tab, built_site, width):
    page = tab(width)
    page.goto((built_site / "regulation/ch-4.html").as_uri())
    count = page.evaluate("""() => { const line = document.querySelector("#art-31 + .tl-art .tl-para"), style = getComputedStyle(line);
        return line.getBoundingClientRect().width / parseFloat(style.fontSize); }""")
    assert 28 <= count <= 34.5
    assert page.evaluate("getComputedStyle(document.querySelector('.tl-para')).textAlign") == "justify"


def test_no_line_of_the_text_begins_with_a_mark(tab, built_site):
    page = tab(360)
    begun = []
    for chapter in range(1, 7):
        page.goto((built_site / f"regulation/ch-{chapter}.html").as_uri())
        begun += page.evaluate("""() => [...document.querySelectorAll(".tl-art p")].flatMap(line => {
            const found = [], walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT), range = document.createRange();
            let top = null;
            for (let node = walker.nextNode(); node; node = walker.nextNode())
                for (let i = 0; i < node.data.length; i += 1) {
                    range.setStart(node, i); range.setEnd(node, i + 1);
                    const box = range.getBoundingClientRect();
                    if (box.width && top !== null && box.top > top + 10) found.push(node.data[i]);
                    if (box.width) top = box.top;
                }
            return found;
        })""")
    assert len(begun) > 300 and [mark for mark in begun if mark in "，。、；：！？”’）》"] == []


def test_a_code_stands_for_the_published_address_of_its_article(published):
    read = pytest.importorskip("zxingcpp", reason="没有装 zxing-cpp，跳过读二维码的测试").read_barcodes
    image = pytest.importorskip("PIL.Image", reason="没有装 Pillow，跳过读二维码的测试")
    picture = drawn((published / "assets/qr/art-34.svg").read_text("utf-8"), image)
    assert [code.text for code in read(picture)] == ["http://www.example.invalid/xftl/regulation/ch-4.html#art-34"]


def drawn(svg: str, image):
    """A code's SVG as a picture, six pixels a module: its one stroked path walks along rows of modules (M, m, h)."""

    side = int(re.search(r'viewBox="0 0 (\d+)', svg)[1])
    picture = image.new("L", (side, side), 255)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmhz]*)", re.findall(r' d="(M[^"]*)"', svg)[-1]):
        values = [float(value) for value in re.findall(r"-?[\d.]+", numbers)]
        if command == "h":
            for i in range(int(values[0])):
                picture.putpixel((int(x) + i, int(y)), 0)
            x += values[0]
        else:
            x, y = values if command == "M" else (x + values[0], y + values[1])
    return picture.resize((side * 6, side * 6))


def test_a_site_without_an_address_has_no_codes(tmp_path):
    bare = list(site.pages(load.load(small_root(tmp_path / "bare"))))
    assert not any(one.path.startswith("assets/qr/") for one in bare)
    assert not any("data-tiaoli-qr" in getattr(one, "markdown", "") for one in bare)


def test_a_site_with_an_address_has_one_code_an_article(tmp_path):
    root = small_root(tmp_path / "known")
    settings = root / "docs/_data/site.yml"
    settings.write_text(
        settings.read_text("utf-8").replace("{id: jieyue,", "{id: jieyue, url: 'http://a.invalid/x',"), "utf-8"
    )
    made = list(site.pages(load.load(root)))
    codes = {one.path: one.content for one in made if isinstance(one, Asset) and one.path.startswith("assets/qr/")}
    assert sorted(codes) == [f"assets/qr/art-{number}.svg" for number in (1, 2, 3, 4)]
    assert codes["assets/qr/art-3.svg"] == qr.svg("http://a.invalid/x/regulation/ch-2.html#art-3")
