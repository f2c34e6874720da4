"""Other offices' notices: what is read, what is said to be missing, what is left to a person. Cases are texts with their truth."""

import json
from pathlib import Path

import docx
import pytest

from conftest import ROOT
from roots import small_root
from tiaoli import convert, yamldata
from tiaoli.contest import notice
from tiaoli.contest.notice import draft
from tiaoli.load import load
from tiaoli.model import Line
from tiaoli.schema import validate

FOLDER = Path(__file__).parent / "cases" / "contest" / "notices"
CASES = sorted(path.stem for path in FOLDER.glob("*.yml"))


def read(text: str) -> dict:
    """A notice as its JSON."""
    return notice.read([Line(at, line) for at, line in enumerate(text.split("\n"), 1)]).to_json()


@pytest.mark.parametrize("name", CASES)
def test_a_notice_is_read_as_a_person_reads_it(name):
    truth = yamldata.read_file(FOLDER / f"{name}.yml", name).data
    got = read((FOLDER / f"{name}.txt").read_text("utf-8"))
    got["awards"] = [[one["name"], one["count"]] for one in got["awards"]]
    got["uncertain"] = {one["field"]: one["alternatives"] for one in got["uncertain"]}
    if truth.get("format"):
        got["format"] = {key: got["format"].get(key) for key in truth["format"]}
    assert {key: got[key] for key in truth} == truth


@pytest.mark.parametrize("name", CASES)
def test_every_value_stands_in_the_notice(name):
    text = "".join((FOLDER / f"{name}.txt").read_text("utf-8").split())
    got = read((FOLDER / f"{name}.txt").read_text("utf-8"))
    said = [got["title"], got["theme"], *got["organisers"], *(way["value"] for way in got["submit_to"])]
    said += [one["name"].removesuffix("等奖").removesuffix("奖") for one in got["awards"]] + [
        one.get("phone") for one in got["contacts"]
    ]
    for value in filter(None, said):
        assert "".join(value.split()) in text
    assert not set(got["missing"]) & {one["field"] for one in got["uncertain"]}


@pytest.mark.parametrize(
    ("line", "closes"),
    [
        ("截稿日期：2025年9月30日", "2025-09-30"),
        ("征文截止时间为2025年9月30日24时。", "2025-09-30"),
        ("请于2025年9月30日（星期二）前将作品发送至邮箱。", "2025-09-30"),
        ("征稿时间：2025年12月1日至2026年1月31日", "2026-01-31"),
        ("投稿时间：2025.7.1—2025.9.30", "2025-09-30"),
        ("征文自即日起，至2025年9月30日止。", "2025-09-30"),
        ("来稿截至二〇二五年九月三十日。", "2025-09-30"),
        # days of something else
        ("评审时间：2025年9月30日前完成。", None),
        ("获奖名单于2025年9月30日前公布。", None),
        ("《信访工作条例》自2022年5月1日起施行。", None),
        ("请于2025年9月30日前将报名表报送办公室。", None),
        ("征文活动启动仪式于2025年9月30日举行。", None),
        ("截稿日期：2025年9月31日", None),
    ],
)
def test_a_deadline_is_only_a_day_by_which_entries_are_due(line, closes):
    assert read(f"示例征文启事\n{line}")["closes"] == closes


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("字数1500—3000字", (1500, 3000)),
        ("篇幅在3000字以内", (None, 3000)),
        ("不少于一千五百字", (1500, None)),
        ("每篇1500字以上、3000字以下", (1500, 3000)),
        ("控制在1万字以内", (None, 10000)),
        ("字数：2,000-4,000字", (2000, 4000)),
        ("正文3000字以内，并附300字以内的内容提要、作者简介200字以内", (None, 3000)),
        ("共收到作品3000篇", (None, None)),
        ("标题不超过20字", (None, None)),
    ],
)
def test_a_length_is_only_that_of_the_body(line, words):
    got = read(f"示例征文启事\n{line}")
    assert (got["words"]["min"], got["words"]["max"]) == words
    assert "words" not in {one["field"] for one in got["uncertain"]}


def test_a_sentence_about_who_does_what_names_no_organiser():
    got = read(
        "示例征文通知\n五、活动组织\n1. 2025年10月1日至10月10日，在全县征集作品。\n"
        "2. 2025年10月11日至12日，县信访局会同县文联集中评选。\n3. 县信访局公众号开设专栏，陆续刊发作品。"
    )
    assert got["organisers"] == []
    assert (got["opens"], got["closes"]) == ("2025-10-01", "2025-10-10")


def test_a_date_without_a_year_is_left_to_a_person_with_what_it_may_be():
    got = read("示例征文启事\n截稿日期：1月15日\n示例县信访局\n2025年11月3日")
    assert got["closes"] is None
    assert [(one["field"], one["alternatives"], one["reason"]) for one in got["uncertain"]] == [
        ("closes", ["2026-01-15"], "没有写年份")
    ]


@pytest.mark.parametrize("name", CASES)
def test_a_draft_is_a_contest_that_waits_for_what_is_missing(name, tmp_path):
    done = convert.load(FOLDER / f"{name}.txt", "contest")
    marked = yamldata.read(done.markdown, "contest.yml")
    assert not marked.problems
    assert not validate(marked, "contest", "contest.yml").problems
    root = small_root(tmp_path, {"docs/_data/contest.yml": done.markdown})
    assert load(root).contest is not None
    for one in done.value.doubts:
        assert draft.doubt(one) in done.markdown or one.field not in ("words", "opens", "closes")


def test_notices_are_known_from_articles_and_statutes():
    kinds = {name: convert.load(FOLDER / f"{name}.txt").kind for name in CASES}
    assert [name for name, kind in kinds.items() if kind != "contest"] == ["silent"]
    assert convert.load(ROOT / "docs/_data/regulation.md").kind == "statute"


def test_word_and_web_page_read_as_the_text_does(tmp_path):
    text = (FOLDER / "official.txt").read_text("utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(tmp_path / "通知.docx")
    body = "".join(f"<p>{line}</p>" for line in lines)
    html = f'<html><head><meta charset="utf-8"><title>通知</title></head><body><div>首页 &gt; 通知公告</div><div class="article">{body}</div></body></html>'
    (tmp_path / "通知.html").write_text(html, "utf-8")
    wanted = convert.convert(FOLDER / "official.txt")
    for name in ("通知.docx", "通知.html"):
        got = convert.convert(tmp_path / name)
        assert {key: got[key] for key in wanted if key not in ("source", "problems")} == {
            key: wanted[key] for key in wanted if key not in ("source", "problems")
        }
    assert json.loads(json.dumps(wanted))["schema"] == 1


def test_a_contest_that_is_there_is_never_replaced(tmp_path):
    root = small_root(tmp_path)
    done = convert.load(FOLDER / "official.txt")
    first = convert.write_one(done, root)
    assert (first.status, first.target) == ("written", root / "docs/_data/contest.yml")
    assert convert.write_one(done, root).status == "unchanged"
    edited = first.target.read_text("utf-8").replace("待填", "已填", 1)
    first.target.write_text(edited, "utf-8")
    second = convert.write_one(done, root)
    assert (second.status, second.target) == ("beside", root / "contest.from-official.yml")
    assert first.target.read_text("utf-8") == edited
    second.target.write_text("# 有人改过\n", "utf-8")
    assert convert.write_one(done, root).target == root / "contest.from-official-2.yml"
    assert load(root).problems == load(root).problems


def test_whom_a_notice_is_sent_to_and_what_for_are_in_the_draft():
    made = yamldata.read(convert.load(FOLDER / "official.txt", "contest").markdown, "contest.yml").data["notice"]
    assert made["to"] == ["各县（市、区）信访局", "市直各部门"]
    assert made["purpose"].startswith("为深入学习宣传《信访工作条例》，") and made["purpose"].endswith("如下。")


@pytest.mark.parametrize("name", ["web-page", "table", "brackets", "by-genre", "month-end"])
def test_a_label_or_a_sentence_with_a_colon_is_nobody_addressed(name):
    made = yamldata.read(convert.load(FOLDER / f"{name}.txt", "contest").markdown, "contest.yml").data["notice"]
    assert made["to"] == ["待填"]


def test_beside_an_example_the_draft_says_how_to_adopt_it(tmp_path):
    root = small_root(tmp_path, {"docs/_data/contest.yml": "example: true\ntitle: 例\n"})
    done = convert.write_one(convert.load(FOLDER / "official.txt"), root)
    assert done.status == "beside"
    assert "contest.yml 是示例" in done.message and "改名为 docs/_data/contest.yml" in done.message
    (root / "docs/_data/contest.yml").write_text("example: false\ntitle: 例\n", "utf-8")
    assert "示例" not in convert.write_one(convert.load(FOLDER / "table.txt"), root).message


def test_who_holds_a_contest_on_a_web_page_is_not_taken_for_the_foot_of_the_site(tmp_path):
    page = tmp_path / "page.html"
    lines = [
        "举办单位",
        "主办单位：示例县信访局",
        "承办单位：示例县融媒体中心",
        "一、征文时间",
        "即日起至2027年5月30日止。",
        "二、征文要求",
        "不超过2000字。",
    ]
    foot = "<div>主办：示例县人民政府办公室</div><div>备案号：示ICP备00000000号</div>"
    body = "".join(f"<p>{line}</p>" for line in ("关于开展“为民解难”主题征文活动的通知", *lines))
    page.write_text(f"<html><body>{body}{foot}</body></html>", "utf-8")
    done = convert.load(page)
    assert done.kind == "contest"
    assert done.value.values["organisers"] == ["示例县信访局", "示例县融媒体中心"]
