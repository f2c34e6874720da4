"""The calculator: counting in Python and in the browser by the same cases, and what the page says and refuses."""

import json
import random
import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from conftest import ROOT
from roots import SITE, small_root
from tiaoli import deadlines, load, site, workdays
from tiaoli.model import Page
from tiaoli.site import calculator
from tiaoli.site.places import Places

CASES = json.loads((ROOT / "tests/cases/deadlines.json").read_text("utf-8"))
SCRIPT = ROOT / "scripts/tiaoli/assets/calculator.js"
RUN = """
const calc = require(process.argv[1]), {known, cases} = JSON.parse(require("fs").readFileSync(0, "utf-8"));
console.log(JSON.stringify(cases.map(c => calc.readings(calc.day(c.start), c.amount, c.unit, known)
    .map(r => [calc.isoOf(r.end), r.moved === null ? null : calc.isoOf(r.moved)]))));
"""


def counted(case: dict) -> list[list[str | None]]:
    found = deadlines.readings(date.fromisoformat(case["start"]), case["amount"], case["unit"])
    return [[str(r.end), r.moved and str(r.moved)] for r in found]


def in_node(node: str, cases: list[dict]) -> list[list[list[str | None]]]:
    off, on = workdays.exceptions(workdays.FIRST, workdays.LAST)
    known = {"years": [workdays.FIRST, workdays.LAST], "off": off, "on": on}
    done = subprocess.run(
        [node, "-e", RUN, str(SCRIPT)], input=json.dumps({"known": known, "cases": cases}),
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    return json.loads(done.stdout)


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_days_are_counted_as_worked_out_by_hand(case):
    assert counted(case) == [list(pair) for pair in zip(case["ends"], case["moved"], strict=True)]


def test_the_browser_counts_the_same_days(node):
    dice = random.Random(34)
    starts = [date(2004, 1, 1) + timedelta(days=dice.randrange(366 * 25)) for _ in range(600)]
    cases = CASES + [
        {"start": str(start), "amount": dice.choice([1, 5, 15, 30, 60]), "unit": dice.choice(["日", "工作日", "月", "年"])}
        for start in starts
    ]  # fmt: skip
    assert in_node(node, cases) == [counted(case) for case in cases]


def test_a_day_that_the_calendar_lacks_is_none(node):
    asked = ["2026-02-30", "2026-13-01", "", "26-1-1", "2024-02-29"]
    run = "const c=require(process.argv[1]);console.log(JSON.stringify(JSON.parse(process.argv[2]).map(d=>isNaN(c.day(d)))))"
    done = subprocess.run([node, "-e", run, str(SCRIPT), json.dumps(asked)], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [True, True, True, True, False]


@pytest.fixture(scope="module")
def rules() -> dict[str, dict]:
    campaign = load.load(ROOT)
    return {rule["id"]: rule for rule in calculator.data(campaign, Places(campaign))["rules"]}


def test_every_limit_with_a_number_is_there_with_the_day_it_runs_from(rules):
    campaign = load.load(ROOT)
    limits = [limit for limit in campaign.timelimits if limit.days]
    assert [(rule["days"], rule["unit"], rule["from"]) for rule in rules.values()] == [
        (limit.days, limit.unit, limit.start) for limit in limits
    ]
    assert not any(rule["from"] == "提出" for rule in rules.values())


def test_only_the_sixth_item_has_the_sixty_days(rules):
    items = rules["limit-art-34-p1"]["items"]
    assert [(name, open_) for name, _, open_ in items] == [(f"第三十一条第{n}项", n == "六") for n in "一二三四五六"]
    assert rules["limit-art-35-p1"]["items"] == []


def test_a_text_without_numbers_has_no_calculator(tmp_path):
    text = "# 示例规定\n\n第一条　为了方便借书，制定本规定。\n"
    made = list(
        site.pages(load.load(small_root(tmp_path, {"docs/_data/regulation.md": text, "docs/guides/borrow.md": None})))
    )
    assert not [one for one in made if "calculator" in one.path]


def test_another_text_brings_its_own_limit(tmp_path):
    campaign = load.load(small_root(tmp_path))
    page = next(one for one in site.pages(campaign) if one.path == "calculator.md")
    assert isinstance(page, Page) and "5日内答复" in page.markdown and "第三十一条" not in page.markdown


@pytest.fixture
def opened(chromium, built_site: Path):
    """The page, opened from disk on a phone."""
    context = chromium.new_context(viewport={"width": 360, "height": 800}, locale="zh-CN")
    page = context.new_page()
    page.set_default_timeout(8000)
    page.goto((built_site / "calculator.html").as_uri())
    yield page
    context.close()


def choose(page, words: str) -> None:
    label = next(text for text in page.locator("#tl-calc-rule option").all_inner_texts() if words in text)
    page.select_option("#tl-calc-rule", label=label)


def test_the_earliest_day_is_shown_first_with_the_other_readings_and_the_provision(opened):
    choose(opened, "30日内请求复查")
    opened.fill("#tl-calc-day", "2022-06-02")
    assert opened.inner_text(".tl-calc-date strong") == "2022年7月1日"
    said = opened.inner_text(".tl-calc-result")
    assert "2022年7月4日（星期一）" in said and "请向办理机关核实" in said
    assert "自收到书面答复之日起30日内" in opened.inner_text(".tl-calc-law")
    assert "不从提出信访事项的那一天起算" in opened.inner_text(".tl-calc-from")
    assert opened.locator(".tl-calc-month td.tl-end").inner_text().split() == ["1", "止"]


def test_no_day_is_given_where_the_text_does_not_say_from_when(opened):
    for words in ("15日内处理", "延长不超过30日"):
        choose(opened, words)
        assert not opened.locator("#tl-calc-day").count() and not opened.locator(".tl-calc-date").count()
        assert "没有写这项期限从哪一天起算" in opened.inner_text(".tl-calc-result")


def test_no_day_is_given_for_the_first_five_items(opened):
    choose(opened, "60日内办结")
    opened.fill("#tl-calc-day", "2026-03-02")
    for at in range(5):
        opened.locator("input[name=tl-calc-item]").nth(at).check()
        assert not opened.locator(".tl-calc-date").count()
        assert "本页不给日期" in opened.inner_text(".tl-calc-result")
    opened.locator("input[name=tl-calc-item]").nth(5).check()
    assert opened.inner_text(".tl-calc-date strong") == "2026年4月30日"
    assert "没有算延长" in opened.inner_text(".tl-calc-result")


def test_working_days_outside_the_known_years_and_days_before_the_text_was_in_force_are_refused(opened):
    choose(opened, "5个工作日")
    opened.fill("#tl-calc-day", f"{workdays.LAST + 1}-03-01")
    assert "没有收录" in opened.inner_text(".tl-calc-result") and not opened.locator(".tl-calc-date").count()
    opened.fill("#tl-calc-day", "2022-06-08")
    assert opened.inner_text(".tl-calc-date strong") == "2022年6月14日"
    opened.fill("#tl-calc-day", "2021-06-08")
    assert "还没有施行" in opened.inner_text(".tl-calc-result")


def test_the_page_fits_a_phone_and_a_table_of_limits_leads_to_it(opened, built_site):
    choose(opened, "30日内请求复查")
    opened.fill("#tl-calc-day", "2022-06-02")
    assert opened.evaluate("document.documentElement.scrollWidth") == 360
    opened.goto((built_site / "timelimits.html").as_uri())
    opened.locator("#limit-art-35-p1 .tl-reckon").click()
    opened.wait_for_selector("#tl-calc-day")
    assert "请求复查" in opened.locator("#tl-calc-rule option:checked").inner_text()


def test_without_scripts_the_page_says_what_to_do(chromium, built_site):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built_site / "calculator.html").as_uri())
    text = page.inner_text("article")
    context.close()
    assert "浏览器关闭了脚本" in text and "条文没有写从哪天起算，不推算" in text and "2022年5月15日" in text


@pytest.mark.parametrize(
    ("effective", "first"), [("2022-05-01", 2022), ("1999-01-01", workdays.FIRST), ("2090-01-01", workdays.LAST)]
)
def test_the_page_names_the_years_that_it_reckons_with(tmp_path, effective, first):
    root = small_root(
        tmp_path, {"docs/_data/site.yml": SITE.replace("effective: 2021-03-01", f"effective: {effective}")}
    )
    campaign = load.load(root)
    page = next(one for one in site.pages(campaign) if one.path == "calculator.md")
    assert calculator.data(campaign, Places(campaign))["years"] == [first, workdays.LAST]
    assert f"收录{first}年至{workdays.LAST}年" in page.markdown
