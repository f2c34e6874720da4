"""The limits of the Regulation come out of its text, each field as it stands there."""

from pathlib import Path

import pytest

from tiaoli import statute
from tiaoli.citations.normalise import squeeze
from tiaoli.timelimits import extract, headcounts

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def regulation():
    return statute.parse((ROOT / "docs/_data/regulation.md").read_text("utf-8"))


@pytest.fixture(scope="module")
def rows(regulation):
    return extract(regulation)


def one(rows, target, act):
    found = [r for r in rows if (r.target, r.act) == (target, act)]
    assert len(found) == 1
    return found[0]


def test_there_are_ten_limits_with_numbers(rows):
    numbered = [(r.target, r.act, r.days, r.unit) for r in rows if r.days is not None]
    assert numbered == [
        ("art-22-p1", "处理", 15, "日"),
        ("art-23-p2", "告知", 15, "日"),
        ("art-23-p3", "告知", 15, "日"),
        ("art-23-p3", "提出异议", 5, "工作日"),
        ("art-34-p1", "办结", 60, "日"),
        ("art-34-p1", "延长", 30, "日"),
        ("art-35-p1", "复查申请", 30, "日"),
        ("art-35-p1", "复查", 30, "日"),
        ("art-36-p1", "复核申请", 30, "日"),
        ("art-36-p1", "复核", 30, "日"),
    ]


def test_limits_without_a_number_stand_apart(rows):
    assert [(r.target, r.unit) for r in rows if r.days is None] == [
        ("art-19-p3", "规定期限"),
        ("art-22-p1-i3", "指定办理期限"),
        ("art-39-p1", "每年"),
        ("art-41-p1", "每年"),
        ("art-44-p1-i3", "规定期限"),
        ("art-45-p1-i1", "规定期限"),
    ]


def test_every_quote_and_field_stands_in_the_text(regulation, rows):
    for row in rows:
        whole = squeeze(regulation.article_of(row.target).full_text)
        assert squeeze(row.quote) in squeeze(regulation.index[row.target].text)
        for value in (row.who, row.what, row.start, *(row.applies_to or "").split("，")):
            assert value is None or squeeze(value) in whole, (row.target, value)


def test_what_the_text_leaves_open_is_none(rows):
    assert one(rows, "art-22-p1", "处理").start is None
    assert one(rows, "art-34-p1", "办结").who is None


def test_telling_on_the_spot_comes_first_and_an_unclear_address_is_excepted(rows):
    row = one(rows, "art-23-p2", "告知")
    assert row.applies_to == "对信访人直接提出的信访事项，不能当场告知的"
    assert row.exception.startswith("但信访人的姓名（名称）、住址不清的除外")
    assert (row.who, row.start) == ("有关机关、单位", "收到信访事项")


def test_notices_of_political_legal_and_discipline_bodies_go_by_other_rules(rows):
    for target in ("art-23-p2", "art-23-p3"):
        assert "政法部门" in one(rows, target, "告知").exception
    assert one(rows, "art-23-p3", "提出异议").exception is None


def test_sixty_days_are_for_the_sixth_item_and_can_be_extended(rows):
    row = one(rows, "art-34-p1", "办结")
    assert row.applies_to == "对本条例第三十一条第六项规定的信访事项"
    assert row.start == "受理"
    assert "经本机关、单位负责人批准" in row.extension and "告知信访人延期理由" in row.extension


def test_hearing_time_is_left_out_of_the_review_limit_alone(rows):
    assert [(r.target, r.act) for r in rows if r.excluded] == [("art-36-p1", "复核")]


def test_the_petitioner_asks_and_the_body_answers(rows):
    assert one(rows, "art-35-p1", "复查申请").who == "信访人"
    assert one(rows, "art-35-p1", "复查").who == "收到复查请求的机关、单位"


def test_representatives_are_at_most_five(regulation):
    assert [(h.target, h.what, h.amount, h.direction) for h in headcounts(regulation)] == [
        ("art-20-p3", "代表", 5, "不超过")
    ]


def test_another_statutes_limits_are_read_by_the_same_rules():
    text = "# 示例办法\n\n第一条　申请人应当自收到通知之日起三个月内提交材料。\n\n第二条　主管部门应当在十个工作日内书面告知申请人。\n\n第三条　处三年以下有期徒刑，保存期限不得超过五年。\n"
    found = [(r.target, r.act, r.days, r.unit, r.start) for r in extract(statute.parse(text))]
    assert found == [("art-1-p1", "提交材料", 3, "月", "收到通知"), ("art-2-p1", "告知", 10, "工作日", None)]
