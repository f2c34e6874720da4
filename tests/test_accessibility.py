"""Every kind of page under axe-core, and by keyboard alone: light, dark, large type, on a phone and on a screen."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT, missing
from roots import small_root
from test_browser import COMMENTARY, LOCAL
from test_compare import NEW, OLD
from tiaoli import mkdocs_plugin

#: A saved page as it comes in: menus around it, traditional characters, an annotation.
ARTICLE = """<html><head><title>谈谈借书</title></head><body><div class="nav">首页 新闻</div><h1>谈谈借书</h1>
<p>作者：示例 2022-05-18</p><p>圖書室的同志說，统(tǒng)一登记以后，借书方便多了。《规定》第三条要求收到申请后答复。</p>
<p>我们每年清点图书，向县图书馆报告，读者的意见也一并登记在册。</p></body></html>"""
KINDS = (
    "index", "regulation/index", "regulation/ch-3", "timelimits", "procedure", "guides/index", "guides/ch-3",
    "calculator", "glossary", "about", "404", "commentary/index", "commentary/example", "local/example",
    "quiz/index", "quiz/practice", "quiz/mock", "quiz/mistakes", "quiz/progress", "quiz/list-1",
    "campaign/index", "campaign/kits/index", "campaign/kits/ch-3", "campaign/kits/reflection",
    "contest/index", "contest/selfcheck",
)  # fmt: skip
#: 大字 as the reader's browser keeps it, and what the system says.
MODES = {
    "light": ("light", None),
    "dark": ("dark", None),
    "large": ("light", {"size": "22", "contrast": False}),
    "largest, high contrast": ("light", {"size": "26", "contrast": True}),
    "largest, high contrast, dark": ("dark", {"size": "26", "contrast": True}),
}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """tags => axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]}).then(found =>
    found.violations.map(rule => rule.id + ": " + rule.nodes.slice(0, 3).map(node => node.html.slice(0, 160)).join(" | ")))"""


@pytest.fixture(scope="module")
def axe(node, tmp_path_factory) -> str:
    """axe-core's script, installed by npm at the version that tests/package.json pins."""
    npm = shutil.which("npm") or missing("node", "没有找到 npm，跳过无障碍检查")
    folder = tmp_path_factory.mktemp("axe")
    for name in ("package.json", "package-lock.json"):
        shutil.copy(ROOT / "tests" / name, folder)
    done = subprocess.run(
        [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        missing("node", "npm 没有装上 axe-core（可能没有网络），跳过无障碍检查")
    return (folder / "node_modules/axe-core/axe.min.js").read_text("utf-8")


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory) -> Path:
    """The default content with a commentary, a local rule and an address, so that every kind of page is there."""
    root = tmp_path_factory.mktemp("every") / "root"
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(ROOT / "quizzes", root / "quizzes")
    shutil.copy(ROOT / "mkdocs.yml", root)
    for path, text in (("commentary/example.md", COMMENTARY), ("_data/local/example.md", LOCAL)):
        (root / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "docs" / path).write_text(text, "utf-8")
    settings = root / "docs/_data/site.yml"
    settings.write_text(
        settings.read_text("utf-8").replace('url: ""', "url: http://www.example.invalid/xftl/"), "utf-8"
    )
    mkdocs_plugin.build_site(root, root.parent / "site")
    return root.parent / "site"


@pytest.fixture
def tab(chromium):
    """tab(width, mode) -> page in a context of its own; a voice is there, so that 朗读 is too."""
    contexts = []

    def opened(width: int, mode: str = "light", **options):
        scheme, display = MODES[mode]
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, **options)
        contexts.append(context)
        context.add_init_script("speechSynthesis.getVoices = () => [{lang: 'zh-CN', localService: true}]")
        if display:
            context.add_init_script(f"localStorage.setItem('tiaoli:xinfang-tiaoli:display', '{json.dumps(display)}')")
        context.set_default_timeout(8000)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_on_any_kind_of_page(axe, tab, every_kind, width, mode):
    page = tab(width, mode)
    found = {}
    for kind in KINDS:
        page.goto(f"{(every_kind / kind).as_uri()}.html")
        page.wait_for_timeout(100)
        page.evaluate(axe)
        found[kind] = page.evaluate(RUN, TAGS)
    assert {kind: rules for kind, rules in found.items() if rules} == {}


@pytest.mark.parametrize("seen", ["forced colours", "print"])
def test_axe_finds_nothing_in_forced_colours_and_on_paper(axe, chromium, every_kind, seen):
    forced = {"forced_colors": "active"} if seen == "forced colours" else {}
    context = chromium.new_context(viewport={"width": 360, "height": 800}, **forced)
    page = context.new_page()
    if seen == "print":
        page.emulate_media(media="print")
    found = {}
    for kind in ("index", "regulation/ch-4", "timelimits", "calculator", "procedure", "about"):
        page.goto(f"{(every_kind / kind).as_uri()}.html")
        page.evaluate(axe)
        found[kind] = page.evaluate(RUN, TAGS)
    context.close()
    assert {kind: rules for kind, rules in found.items() if rules} == {}


#: What is opened on a page before axe looks: (page, width, what to press, what must then be seen).
OPENED = (
    ("regulation/ch-4", 360, ".tl-display-open", ".tl-display"),
    ("regulation/ch-4", 360, ".tl-menu", ".md-sidebar--primary .md-nav__link >> nth=1"),
    ("index", 360, ".tl-menu", ".md-sidebar--primary .md-nav__link:visible >> nth=1"),
    ("regulation/ch-4", 360, "#art-34 ~ .tl-acts .tl-share-button", ".tl-share textarea"),
    ("regulation/ch-4", 1440, "#art-34 ~ .tl-acts .tl-aloud-button", "text=停止"),
    ("regulation/ch-4", 360, ".tl-rows summary >> nth=0", ".tl-rows dl >> nth=0"),
)


@pytest.mark.parametrize("mode", ["light", "dark", "largest, high contrast"])
def test_axe_finds_nothing_when_something_is_opened(axe, tab, every_kind, mode):
    found = {}
    for kind, width, press, seen in OPENED:
        page = tab(width, mode)
        page.add_init_script("speechSynthesis.speak = () => {}")
        page.goto(f"{(every_kind / kind).as_uri()}.html")
        page.locator(press).first.click()
        page.locator(seen).first.wait_for(state="visible", timeout=3000)
        if press.startswith("#"):  # as a link lands: axe takes a button that is half under the header for a small one
            page.locator(press.split()[0]).evaluate("heading => heading.scrollIntoView()")
        page.wait_for_timeout(300)
        page.evaluate(axe)
        found[kind, press] = page.evaluate(RUN, TAGS)
    assert {where: rules for where, rules in found.items() if rules} == {}


@pytest.mark.parametrize("mode", ["light", "dark", "largest, high contrast"])
def test_axe_finds_nothing_while_the_search_is_open(axe, tab, every_kind, mode):
    found = {}
    for kind, width in (("index", 360), ("regulation/ch-4", 360), ("regulation/ch-4", 1440)):
        page = tab(width, mode)
        page.goto(f"{(every_kind / kind).as_uri()}.html")
        page.locator("input[data-tiaoli-search]").press_sequentially("复查")
        page.locator("a[data-tiaoli-result]").first.wait_for(state="visible")
        page.wait_for_timeout(200)
        page.evaluate(axe)
        found[kind, width] = page.evaluate(RUN, TAGS)
    assert {where: rules for where, rules in found.items() if rules} == {}


#: What a page shows once it is used: (page, what to write where, what to press, what must then be seen).
USED = (
    ("calculator.html#limit-art-23-p3-2", (("#tl-calc-day", "2025-01-24"),), (), ".tl-calc-month"),
    (
        "calculator.html#limit-art-34-p1",
        (("#tl-calc-day", "2024-02-29"),),
        ("input[name=tl-calc-item] >> nth=5",),
        ".tl-calc-month",
    ),
    ("calculator.html#limit-art-34-p1", (), ("input[name=tl-calc-item] >> nth=0",), "text=本页不给日期"),
    (
        "contest/selfcheck.html",
        (("textarea", "学条例有感\n《信访工作条例》第三十四条规定，应当自受理之日起90日内办结。"),),
        ("text=核对粘贴的文字",),
        "text=60日",
    ),
    ("about.html", (), (".tl-clear",), "text=再按一次，全部清除"),
)


@pytest.mark.parametrize("mode", ["light", "dark", "largest, high contrast"])
def test_axe_finds_nothing_in_what_a_page_answers(axe, tab, every_kind, mode):
    found = {}
    for where, written, presses, seen in USED:
        page = tab(360, mode)
        path, _, anchor = where.partition("#")
        page.goto((every_kind / path).as_uri() + ("#" + anchor if anchor else ""))
        for press in presses if anchor else ():
            page.locator(press).first.click()
        for field, text in written:
            page.fill(field, text)
        for press in () if anchor else presses:
            page.locator(press).first.click()
        page.locator(seen).first.wait_for(state="visible")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, where
        page.evaluate(axe)
        found[where, seen] = page.evaluate(RUN, TAGS)
    assert {where: rules for where, rules in found.items() if rules} == {}


@pytest.fixture(scope="module")
def alone(tiaoli, tmp_path_factory) -> dict[str, Path]:
    """The pages that stand outside a site: a comparison, a conversion's report; and the list of downloads."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "旧.md").write_text(OLD, "utf-8")
    (folder / "新.md").write_text(NEW, "utf-8")
    assert tiaoli("compare", "旧.md", "新.md", cwd=folder).returncode == 0
    root = small_root(folder / "root", {"mkdocs.yml": (ROOT / "mkdocs.yml").read_text("utf-8")})
    (root / "文章.html").write_text(ARTICLE, "utf-8")
    assert tiaoli("convert", "文章.html", "--rights", "示例", cwd=root).returncode == 0
    assert tiaoli("build", cwd=root).returncode == 0
    return {
        "compare": folder / "compare/新旧对照.html",
        "review": next((root / ".tiaoli/convert").glob("*.html")),
        "downloads": root / "site/downloads/index.html",
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_nothing_on_pages_that_stand_alone(axe, chromium, alone, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    found = {}
    for name, path in alone.items():
        page.goto(path.as_uri())
        page.wait_for_timeout(100)
        page.evaluate(axe)
        found[name] = page.evaluate(RUN, TAGS) + [f"{page.evaluate('document.documentElement.scrollWidth')} px"] * (
            page.evaluate("document.documentElement.scrollWidth") > width
        )
    context.close()
    assert {name: rules for name, rules in found.items() if rules} == {}


#: A running quiz: (page with its scope, what to press one after another, what must then be seen).
RUNNING = (
    ("quiz/practice.html#type=single", (".tl-q-option",), ".tl-q-verdict"),
    ("quiz/practice.html#type=multi", (".tl-q-option", "text=提交"), ".tl-q-verdict"),
    ("quiz/practice.html#type=blank", (), ".tl-q-blank"),
    ("quiz/practice.html#type=order", (".tl-q-move:enabled", "text=提交"), ".tl-q-verdict"),
    ("quiz/practice.html#type=short", ("text=看参考答案",), ".tl-q-points"),
    ("quiz/practice.html#type=judge", (".tl-q-option", "text=结束，看结果"), ".tl-handin"),
    (
        "quiz/mock.html",
        ("text=开始考试", ".tl-q-option", ".tl-card summary", ".tl-q-scope >> text=交卷"),
        ".tl-confirm",
    ),
    ("quiz/mock.html", ("text=开始考试", ".tl-q-scope >> text=交卷", "text=不答了，交卷"), "#review"),
)


@pytest.mark.parametrize("mode", ["light", "dark", "largest, high contrast"])
def test_axe_finds_nothing_in_a_running_quiz(axe, tab, every_kind, mode):
    found = {}
    for where, presses, seen in RUNNING:
        page = tab(360, mode)
        path, _, scope = where.partition("#")
        page.goto((every_kind / path).as_uri() + ("#" + scope if scope else ""))
        page.wait_for_selector("[data-ready]")
        for press in presses:
            page.locator(press).first.click()
        page.locator(seen).first.wait_for(state="visible")
        assert page.evaluate("document.documentElement.scrollWidth") == 360, where
        page.evaluate(axe)
        found[where, seen] = page.evaluate(RUN, TAGS)
    assert {where: rules for where, rules in found.items() if rules} == {}


#: Where the focus is: what it is on, whether that can be seen, and whether its outline is drawn.
FOCUS = """() => {
    const on = document.activeElement;
    if (on === document.body) return null;
    const seen = on.matches(".md-option") ? on.nextElementSibling : on;
    const shape = seen.matches(".tl-k") ? seen.parentElement : seen;
    const box = shape.getBoundingClientRect(), style = getComputedStyle(seen);
    const group = on.closest(".tl-search") ? getComputedStyle(on.closest(".tl-search")) : style;
    return {
        what: (on.getAttribute("aria-label") || on.textContent || on.outerHTML).trim().slice(0, 40),
        at: [...document.querySelectorAll("*")].indexOf(on),
        visible: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth && style.visibility === "visible",
        outlined: [style, group].some(s => s.outlineStyle !== "none" && parseFloat(s.outlineWidth) >= 2),
    };
}"""


def stops(page, most: int = 400) -> list[dict]:
    """Every stop of the Tab key from the top of the page to its end."""
    found = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None or (found and stop["at"] == found[0]["at"]):
            return found
        found.append(stop)
    raise AssertionError(f"still going after {most} stops")


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "kind",
    [
        "index",
        "regulation/index",
        "regulation/ch-3",
        "timelimits",
        "procedure",
        "guides/ch-3",
        "glossary",
        "about",
        "commentary/example",
        "quiz/practice",
        "quiz/progress",
    ],
)
def test_by_keyboard_every_stop_is_seen_and_in_order(tab, every_kind, kind, width):
    page = tab(width, reduced_motion="reduce")
    page.goto(f"{(every_kind / kind).as_uri()}.html")
    page.wait_for_timeout(150)
    found = stops(page)
    assert found[0]["what"] == "跳到正文"
    assert [stop["what"] for stop in found if not stop["visible"]] == []
    assert [stop["what"] for stop in found if not stop["outlined"]] == []
    order = [stop["at"] for stop in found]
    assert order == sorted(order) and len(found) > 5


@pytest.mark.parametrize("kind", ["index", "regulation/ch-3", "about"])
def test_the_first_stop_leads_past_the_menu(tab, every_kind, kind):
    page = tab(1440)
    page.goto(f"{(every_kind / kind).as_uri()}.html")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('.md-content').contains(document.activeElement)")


def test_the_menu_of_a_phone_opens_and_shuts_by_keyboard(tab, every_kind):
    page = tab(360)
    page.goto(f"{(every_kind / 'regulation/ch-3').as_uri()}.html")
    page.focus(".tl-menu")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('.md-sidebar--primary').contains(document.activeElement)")
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS)["visible"] and page.get_attribute(".tl-menu", "aria-expanded") == "true"
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.tl-menu')")
    assert page.get_attribute(".tl-menu", "aria-expanded") == "false"
    page.wait_for_timeout(300)
    assert page.locator(".md-sidebar--primary").is_hidden()


def test_a_submenu_of_a_phone_opens_and_is_left_by_keyboard(tab, every_kind):
    page = tab(360)
    page.goto(f"{(every_kind / 'index').as_uri()}.html")
    page.click(".tl-menu")
    page.wait_for_function("document.querySelector('.md-sidebar--primary').contains(document.activeElement)")
    page.focus("[aria-label=展开条例全文]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.getAttribute('aria-label') === '返回，从条例全文'")
    page.keyboard.press("Tab")
    page.wait_for_timeout(300)
    assert page.evaluate(FOCUS)["what"].startswith("第一章") and page.evaluate(FOCUS)["visible"]
    page.focus("[aria-label=返回，从条例全文]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "展开条例全文"


def test_nothing_moves_where_the_system_asks_for_less_motion(tab, every_kind):
    page = tab(360, reduced_motion="reduce")
    page.goto(f"{(every_kind / 'regulation/ch-4').as_uri()}.html#art-34")
    slow = page.evaluate("""() => [...document.querySelectorAll("*")].filter(node => {
        const style = getComputedStyle(node);
        return style.transitionDuration.split(",").some(each => parseFloat(each) > 0.05) || style.scrollBehavior === "smooth";
    }).map(node => node.className)""")
    assert slow == []


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "404"])
def test_every_heading_has_an_address_that_says_something(tab, every_kind, kind):
    page = tab(1440)
    page.goto(f"{(every_kind / kind).as_uri()}.html")
    ids = page.eval_on_selector_all(".md-content h1, .md-content h2, .md-content h3", "all => all.map(h => h.id)")
    assert ids and [name for name in ids if not name or name.startswith("_")] == []
    assert len(set(ids)) == len(ids)
