"""The month's plan: what is wrong with the data is named, and everything made of it agrees with it."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import icalendar
import openpyxl
import pytest

from roots import small_root
from tiaoli.campaign import files as plans
from tiaoli.campaign import papers
from tiaoli.campaign.coverage import by_article, by_week
from tiaoli.campaign.model import PATH, plan_of, read
from tiaoli.check import check
from tiaoli.load import load
from tiaoli.site import pages
from tiaoli.writers import docx
from tiaoli.writers.typst import typesetter

PLAN = """\
title: 借书宣传月
theme: 多读书
month: 2027-02
organiser: 示例县图书馆
launch: open
units:
  - {id: tsg, name: 示例县图书馆}
groups:
  - {name: 两进, items: [进村, 进校], by_week: true}
channels: [会议]
activities:
  - {id: open, title: 启动, items: [进村], channel: 会议, starts: 2027-02-03, place: 礼堂, unit: tsg, owner: 馆长, provisions: [art-3]}
training:
  - {kind: 初任, title: 怎样答复, date: 2027-02-08, unit: tsg, provisions: [art-3]}
"""


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load(repo_root)


@pytest.fixture(scope="module")
def plan(campaign):
    return plan_of(campaign)


def test_an_online_form_that_is_no_form_is_named(tmp_path):
    line = "channels: [会议]\nonline_channels: [公众号]\n"
    assert ("plan-channel", 11) in found(of(tmp_path / "a", PLAN.replace("channels: [会议]\n", line)))
    fine = line.replace("[会议]", "[会议, 公众号]")
    assert not [
        code
        for code, _ in found(of(tmp_path / "b", PLAN.replace("channels: [会议]\n", fine)))
        if code == "plan-channel"
    ]


def of(tmp_path, text: str = PLAN):
    return load(small_root(tmp_path, {PATH: text}))


def found(campaign) -> list[tuple[str, int]]:
    return [(p.code, p.line) for p in check(campaign) if p.path == PATH]


def product(campaign, name: str) -> bytes:
    return next(one for one in plans.products(campaign) if one.path.endswith(name)).render()


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode("utf-8").replace("</w:p>", "\n"))


def test_a_good_plan_passes(tmp_path):
    assert found(of(tmp_path)) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("2027-02-03", "2027-03-03", "plan-date", 12),
        ("2027-02-03", "2027-02-30", "schema-format", 12),
        ("2027-02-08", "2027-04-08", "plan-date", 14),
        ("starts: 2027-02-03", "starts: 2027-02-03, ends: 2027-02-01", "plan-date", 12),
        ("place: 礼堂, unit: tsg", "place: 礼堂, unit: nobody", "plan-unit", 12),
        ("owner: 馆长, provisions: [art-3]", "owner: 馆长, provisions: [art-9]", "unknown-address", 12),
        ("items: [进村], channel", "items: [进城], channel", "plan-item", 12),
        ("channel: 会议, starts", "channel: 集市, starts", "plan-channel", 12),
        ("launch: open", "launch: start", "plan-launch", 5),
        ("theme: 多读书", "theme: 按照第九条借书", "unresolved-citation", 2),
        ("  - {id: tsg, name: 示例县图书馆}", "  - {id: tsg, name: 甲}\n  - {id: tsg, name: 乙}", "plan-twice", 8),
        ("theme: 多读书\n", "", "schema-required", 1),
        ("place: 礼堂", "place: 待填", "plan-unfilled", 12),
        ("items: [进村, 进校]", "items: [进村, 进校, 进厂、进店]", "plan-joined", 9),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_line(tmp_path, before, after, code, line):
    assert before in PLAN
    assert (code, line) in found(of(tmp_path, PLAN.replace(before, after, 1)))


def test_names_of_groups_are_data(tmp_path):
    small = of(tmp_path)
    assert "五个一" not in "".join(page.markdown for page in pages(small) if hasattr(page, "markdown"))
    coverage = by_week(plan_of(small), plan_of(small).groups[0])
    assert coverage.empty == ("进校",) and [bool(cell) for cell in coverage.cells[0]] == [True, False, False, False]


def test_weeks_of_a_month_hold_every_day_once():
    for month in ("2027-02", "2027-05", "2028-02", "2026-03"):
        plan = read(
            {
                "title": "",
                "theme": "",
                "month": month,
                "organiser": "",
                "units": [],
                "groups": [],
                "channels": [],
                "activities": [],
            }
        )
        days = [start + timedelta(days=i) for start, end in plan.weeks for i in range((end - start).days + 1)]
        assert days[0] == plan.first and days[-1] == plan.last and len(set(days)) == len(days) == plan.last.day
        assert all(start.weekday() == 0 or start == plan.first for start, _ in plan.weeks)


def test_articles_are_covered_by_what_names_them_not_by_a_whole_chapter(campaign, plan):
    own = by_article(plan, campaign.statute)
    assert "online" not in {one.id for one in own.covered["art-17"]} and "launch" in {
        one.id for one in own.covered["art-1"]
    }
    assert "survey" in {one.id for one in own.covered["art-5"]}  # names 第五条第五项
    whole = by_article(plan, campaign.statute, whole_chapters=True)
    assert not whole.empty and "online" in {one.id for one in whole.covered["art-17"]}


def test_the_calendar_is_read_by_a_calendar_library(campaign, plan):
    made = icalendar.Calendar.from_ical(product(campaign, "calendar.ics"))
    events = {str(event["summary"]): event for event in made.walk("VEVENT")}
    assert len(events) == len(plan.activities) + len(plan.lessons) + 1
    long = events["每日一条网上学（示例）"]
    assert (long.decoded("dtstart"), long.decoded("dtend")) == (date(2027, 5, 7), date(2027, 5, 31))
    assert len({str(event["uid"]) for event in events.values()}) == len(events)


def test_every_task_stands_in_the_list_of_its_unit(campaign, plan):
    book = openpyxl.load_workbook(io.BytesIO(product(campaign, "tasks.xlsx")))
    titles = {sheet.title: [row[1].value for row in sheet.iter_rows(min_row=3)] for sheet in book}
    for one in plan.activities:
        for office in (one.unit, *one.helpers):
            assert one.title in titles[plan.short(office)]
    alone = openpyxl.load_workbook(io.BytesIO(product(campaign, "tasks-dx.xlsx")))
    assert alone.sheetnames == ["党校"]


def test_the_matrices_name_what_is_empty(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(product(of(tmp_path), "matrices.xlsx")))
    rows = [[cell.value for cell in row] for row in book["两进×周"].iter_rows(min_row=2)]
    assert rows[0][0] == "两进" and rows[2] == ["进校", "空", "空", "空", "空"]
    assert rows[3][0] == "全月没有安排的：进校。"
    assert any("还没有专门安排的条文共 3 条" in str(row[0].value) for row in book["条文×活动"].iter_rows())


def test_the_notice_has_the_parts_of_a_document_of_an_office(campaign, plan):
    made = papers.notice(plan, campaign)
    lines = [line for line in text_of(docx.write(made)).split("\n") if line.strip()]
    assert lines[0].strip() == "〔2027〕　　号" and lines[1:3] == [plan.title, "活动方案"]
    assert lines[3] == "各乡镇党委和政府、街道党工委和办事处，县直各部门："
    signed = lines.index("2027年4月20日")
    assert lines[signed - 1] == plan.organiser and lines[signed + 1].startswith("附件1")
    listed = [re.sub(r"^\s*(?:附件：)?\d\. ", "", line) for line in lines if re.match(r"(?:附件：|　　　)\d\. ", line)]
    titles = [lines[at + 1] for at, line in enumerate(lines) if re.fullmatch(r"附件\d", line)]
    assert listed == titles == plan.notice["attachments"]  # 附件标题与附件说明的表述一致
    assert [line for line in lines if re.match("[一二三四五]、", line)] == [
        "一、活动主题和时间",
        "二、目标要求",
        "三、主要活动",
        "四、工作要求",
    ]
    for one in plan.activities:
        assert sum(one.title in line for line in lines) >= 2, one.title
    with zipfile.ZipFile(io.BytesIO(docx.write(made))) as archive:
        assert archive.read("word/document.xml").count(b"w:pageBreakBefore") == 3  # 附件另面编排
    assert typesetter().typeset(made).pages >= 7
    assert made.foot == (papers.EXAMPLE,)  # what a fresh clone prints is nobody's paper


def test_the_talk_quotes_word_for_word(campaign, plan):
    said = text_of(docx.write(papers.talk(plan, campaign)))
    for part in plan.talk["parts"]:
        for address in part["quote"]:
            assert all(unit.text in said for unit in campaign.statute.index[address].walk())


def test_equal_plans_give_equal_bytes_and_keys(campaign, repo_root):
    again = load(repo_root)
    for one, two in zip(plans.products(campaign), plans.products(again), strict=True):
        assert (one.path, one.key) == (two.path, two.key) and one.render() == two.render()
    changed = replace(campaign, plan=campaign.plan | {"theme": "别的主题", "title": "别的月"})
    # the file's own properties carry the title, so a new title is a new file
    assert not {one.key for one in plans.products(changed)} & {one.key for one in plans.products(campaign)}


def test_the_page_shows_each_activity_in_the_calendar_the_picture_and_the_list(campaign, plan):
    page = next(page for page in pages(campaign) if getattr(page, "path", "") == "campaign/index.md")
    text = page.markdown
    for one in plan.activities:
        assert text.count(f'href="#{one.id}"') >= 2 and f'<tr id="{one.id}">' in text
    assert text.count("<svg") == 2 and "还空着" in text and "宣传月" in page.nav


def test_on_a_phone_the_calendar_is_a_list_and_nothing_runs_over(built_site, chromium, plan):
    context = chromium.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((built_site / "campaign/index.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    days = {one.starts for one in plan.activities} | {lesson.day for lesson in plan.lessons}
    assert page.locator(".tl-month td:visible").count() == len(days)
    assert page.locator(".tl-month thead").is_hidden() and page.get_by_text("5月6日 周四").is_visible()
    heights = page.locator(".tl-month li").evaluate_all("items => items.map(i => i.getBoundingClientRect().height)")
    assert min(heights) >= 44
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator(".tl-month thead").is_visible() and page.locator(".tl-month th").count() == 7
    page.goto((built_site / "campaign/kits/ch-3.html").as_uri())
    page.locator(".tl-kit summary").first.press("Enter")
    assert page.locator(".tl-kit details[open] p").first.is_visible()
    context.close()
