"""The contest's data: what check says of it, and the guide page made of it."""

import re
import shutil
from pathlib import Path

import pytest

from conftest import ROOT
from tiaoli import contest, yamldata
from tiaoli.check import check
from tiaoli.check.pages import subject
from tiaoli.contest import checking
from tiaoli.contest.model import PATH
from tiaoli.load import load
from tiaoli.model import Page
from tiaoli.site import pages

EXAMPLE = (ROOT / PATH).read_text("utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory) -> Path:
    """The example content root without its questions, whose audit has tests of its own."""
    folder = tmp_path_factory.mktemp("root")
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder


def problems(root: Path, *changes: tuple[str, str]) -> list[tuple[str, int, str]]:
    """(code, line, message) of the contest's problems after some words of contest.yml have been changed."""
    text = EXAMPLE
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    (root / PATH).write_text(text, "utf-8")
    campaign = load(root)
    found = [*campaign.problems, *checking.check(campaign, subject(campaign)).problems]
    (root / PATH).write_text(EXAMPLE, "utf-8")
    return [(one.code, one.line, one.message) for one in found if one.path == PATH]


def line_of(words: str) -> int:
    """The line of contest.yml that holds these words."""
    return next(at for at, line in enumerate(EXAMPLE.splitlines(), 1) if words in line)


def test_the_example_contest_has_no_problem(root):
    assert problems(root) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("weight: 25", "weight: 30", "contest-points", "加起来是 105"),
        ("closes: 2027-06-30", "closes: 2027-03-30", "contest-order", "早于"),
        ("closes: 2027-06-30", "closes: 2027-06-31", "contest-date", "不是有效的日期"),
        ("start: 2027-07-08, end: 2027-07-23", "start: 2027-07-08, end: 2027-07-03", "contest-order", "早于它的开始"),
        ("provisions: [art-29-p1,", "provisions: [art-99,", "unknown-address", "art-99"),
        ("entries: 5", "entries: -5", "schema-minimum", "超出了范围"),
        (
            "words: {min: 1500, max: 3000}",
            "words: {min: 3500, max: 3000}",
            "contest-words",
            "下限（3500）大于上限（3000）",
        ),
        ("order: [条文准确,", "order: [条文正确,", "contest-tie", "条文正确"),
        ("judges: 5", "judges: 2", "contest-judges", "2 名评委"),
        ("name: 二等奖", "name: 一等奖", "contest-twice", "写了两次"),
        (
            "第三十四条的办理期限只管",
            "《信访工作条例》规定，信访事项应当自受理之日起90日内办结，只管",
            "wrong-time-limit",
            "60日",
        ),
        ("theme: 学条例", "them: 学条例", "schema-additionalProperties", "theme"),
        (
            "genres: [理论文章, 调研报告, 工作案例]",
            "genres: [理论文章、调研报告、工作案例]",
            "contest-joined",
            "几项写成了一项",
        ),
    ],
)
def test_a_mistake_is_named_with_its_line(root, old, new, code, words):
    found = problems(root, (old, new))
    named = [(line, message) for found_code, line, message in found if found_code == code]
    assert named, found
    line, message = named[0]
    assert words in message
    expected = (
        line_of("rubric:")
        if code == "contest-points"
        else line_of("drop_extremes")
        if code == "contest-judges"
        else line_of(old.split("\n")[0])
    )
    assert line == expected


def test_what_is_still_to_be_filled_in_is_a_warning_and_keeps_the_contest_back(root):
    text = EXAMPLE.replace("closes: 2027-06-30", "closes: 待填").replace("weight: 25", "weight: 待填")
    (root / PATH).write_text(text, "utf-8")
    campaign = load(root)
    found = checking.check(campaign, subject(campaign)).problems
    assert [(one.code, one.severity) for one in found] == [("contest-unfilled", "warning")]
    assert "closes、judging.rubric.1.weight" in found[0].message
    assert contest.of(campaign) is None
    assert not [one for one in pages(campaign) if isinstance(one, Page) and one.path.startswith("contest/")]
    (root / PATH).write_text(EXAMPLE, "utf-8")


def test_a_root_without_a_contest_has_no_page_and_no_problem(root):
    (root / PATH).unlink()
    campaign = load(root)
    assert contest.of(campaign) is None
    assert checking.check(campaign, subject(campaign)).problems == []
    assert not [
        one for one in pages(campaign) if "contest" in one.path and one.path.startswith(("contest/", "assets/contest"))
    ]
    (root / PATH).write_text(EXAMPLE, "utf-8")


def test_check_runs_the_contest_s_own_check(root):
    (root / PATH).write_text(EXAMPLE.replace("weight: 25", "weight: 30"), "utf-8")
    assert "contest-points" in {problem.code for problem in check(load(root))}
    (root / PATH).write_text(EXAMPLE, "utf-8")


def test_values_are_read_as_they_stand(root):
    held = contest.of(load(root))
    assert held.format.body.points == 16 and held.format.title.points == 22
    assert held.format.margins == {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert sum(row.weight for row in held.judging.rubric) == 100
    assert held.quota("示例县信访局") == 5 and held.quota("没有写明的单位") == 2
    data = yamldata.read(EXAMPLE, PATH).data
    assert held.closes.isoformat() == data["closes"]
    assert [stage.end for stage in held.judging.stages][-1] == held.judging.stages[-1].start


@pytest.fixture(scope="module")
def guide(root) -> Page:
    return next(one for one in pages(load(root)) if one.path == "contest/index.md")


def test_the_guide_quotes_the_provisions_of_every_topic_word_for_word(root, guide):
    campaign = load(root)
    for topic in contest.of(campaign).topics:
        for address in topic.provisions:
            for line in campaign.statute.index[address].full_text.split("\n"):
                assert line in guide.markdown
    assert "第三十四条" not in re.findall(r"<summary>条文（([^）]*)）", guide.markdown)[0]


def test_the_guide_says_the_days_without_a_script_and_draws_them_with_a_text_form(guide):
    assert "2027年6月30日（星期三）截稿" in guide.markdown
    assert "天" not in re.search(r"data-tiaoli-left[^>]*>([^<]*)<", guide.markdown)[1]
    steps = re.findall(r"<li><strong>([^<]*)</strong>　(2027年[^<。]*)", guide.markdown)
    assert len(steps) == len(re.findall("tl-days-bar", guide.markdown)) == 6
    assert all(f"{name}，{days}" in guide.markdown for name, days in steps)


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2027-04-05T23:59:00", "还有 1 天开始。"),
        ("2027-04-06T00:01:00", "离截稿还有 85 天。"),
        ("2027-06-30T23:00:00", "今天截稿。"),
        ("2027-07-01T08:00:00", "已经截稿。"),
    ],
)
def test_the_countdown_counts_whole_days_of_the_reader_s_calendar(chromium_page, guide, today, said):
    script = (ROOT / "scripts/tiaoli/assets/contest.js").read_text("utf-8")
    box = re.search(r'<div class="tl-countdown".*?</div>', guide.markdown, re.S)[0]
    chromium_page.clock.set_fixed_time(f"{today}+08:00")
    chromium_page.set_content(box)
    chromium_page.evaluate(script)
    assert said in chromium_page.inner_text(".tl-countdown-left")


@pytest.fixture(scope="module")
def chromium_page(chromium):
    """A page in the time of the readers."""
    context = chromium.new_context(timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()
