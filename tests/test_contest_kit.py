"""The contest's files as Word, Excel and calendars read them."""

import io
import re
import subprocess
import zipfile
from datetime import date

import docx
import openpyxl
import pytest
import vobject
from docx.enum.text import WD_ALIGN_PARAGRAPH

from conftest import ROOT, find_soffice, missing
from roots import small_root
from tiaoli import contest
from tiaoli.cli import tiaoli
from tiaoli.contest import kit
from tiaoli.contest.entries import manuscript
from tiaoli.load import load
from tiaoli.writers import ics, xlsx


@pytest.fixture(scope="module")
def campaign():
    return load(ROOT)


@pytest.fixture(scope="module")
def files(campaign) -> dict[str, bytes]:
    """File name on the site -> its bytes."""
    return {product.path.rpartition("/")[2]: product.render() for product in kit.products(campaign)}


def test_the_kit_has_every_file_under_ascii_names_with_what_it_is_made_of(campaign):
    made = list(kit.products(campaign))
    assert [one.path.rpartition("/")[2] for one in made] == [
        "notice.docx", "notice.pdf", "template.docx", "roster.xlsx", "reading-list.docx", "reading-list.pdf", "calendar.ics",
    ]  # fmt: skip
    assert len({one.path for one in made}) == len({one.name for one in made}) == len(made)
    assert all(one.path.isascii() and "docs/_data/contest.yml" in one.sources for one in made)


def test_the_same_contest_gives_the_same_bytes(campaign, files):
    assert {one.path.rpartition("/")[2]: one.render() for one in kit.products(load(ROOT))} == files


def test_a_root_without_a_contest_has_no_kit(tmp_path):
    assert list(kit.products(load(small_root(tmp_path)))) == []


def test_the_notice_has_the_parts_of_an_official_notice_in_their_order(campaign, files):
    held = contest.of(campaign)
    document = docx.Document(io.BytesIO(files["notice.docx"]))
    texts = [paragraph.text for paragraph in document.paragraphs if paragraph.text.strip()]
    assert re.fullmatch(r"　*〔　*〕　*号", texts[0])
    title = [p.text for p in document.paragraphs if p.style.name == "Title"]
    assert "".join(title) == f"{held.notice.signed[0]}关于开展{held.title}活动的通知"
    assert texts[len(title) + 1] == "，".join(held.notice.to) + "："
    headings = [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [heading[:2] for heading in headings] == [f"{number}、" for number in "一二三四五六七八九十"]
    assert texts[-5].startswith("附件：1. ") and texts[-3].strip().startswith("3. ")
    assert texts[-2:] == [held.notice.signed[0], "2027年3月29日"]
    ends = [p for p in document.paragraphs if p.text.strip()][-2:]
    assert {p.alignment for p in ends} == {WD_ALIGN_PARAGRAPH.RIGHT}
    whole = "\n".join(texts)
    for words in (
        held.theme,
        "2027年4月6日",
        "2027年6月30日",
        "1500至3000字",
        "条文准确25分",
        "一等奖3个",
        held.eligibility.rstrip("。"),
    ):
        assert words in whole


def test_the_template_has_exactly_the_prescribed_format(campaign, files):
    form = contest.of(campaign).format
    document = docx.Document(io.BytesIO(files["template.docx"]))
    for name, face in (
        ("Title", form.title),
        ("Normal", form.body),
        ("Heading 1", form.heading1),
        ("Heading 2", form.heading2),
    ):
        style = document.styles[name]
        fonts = style.element.rPr.rFonts
        assert {fonts.get(key) for key in fonts.attrib if not key.endswith("hint")} == {face.font}
        assert style.font.size.pt == face.points
    body = document.styles["Normal"].paragraph_format
    assert body.line_spacing.pt == form.pitch
    assert body.first_line_indent.pt == form.indent * form.body.points
    for section in document.sections:
        sides = {side: getattr(section, f"{side}_margin").mm for side in form.margins}
        assert sides == pytest.approx(form.margins, abs=0.02)
    settings = document.settings.element
    assert settings.xpath("./w:removePersonalInformation") and settings.xpath("./w:removeDateAndTime")
    assert document.core_properties.author == ""


def test_the_declaration_stands_on_a_page_of_its_own_and_the_body_tells_nobody(files):
    read = manuscript.of_docx(files["template.docx"], "模板.docx")
    declared = [passage.text for passage in read.declaration]
    assert declared[0] == "原创声明"
    assert {passage.laid.page for passage in read.declaration} == {1}
    assert any("作者姓名" in text for text in declared) and any("联系电话" in text for text in declared)
    assert read.title and not any("作者" in passage.text for passage in read.essay)


def test_the_roster_offers_units_topics_and_genres_and_checks_the_words(campaign, files):
    held = contest.of(campaign)
    book = openpyxl.load_workbook(io.BytesIO(files["roster.xlsx"]))
    sheet, lists = book["报名汇总表"], book["选项"]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    heads = {cell.value: cell.column_letter for cell in sheet[2]}

    def choices(head: str) -> list[str]:
        rule = rules[f"{heads[head]}3:{heads[head]}32"]
        first, last = re.search(r"\$(\w+\$\d+):\$(\w+\$\d+)", rule.formula1).groups()
        return [cell.value for (cell,) in lists[f"{first.replace('$', '')}:{last.replace('$', '')}"]]

    assert choices("单位")[:-1] == [quota.unit for quota in held.quotas]
    assert choices("选题") == [f"{at}. {topic.title}" for at, topic in enumerate(held.topics, 1)]
    assert choices("体裁") == list(held.genres)
    words = rules[f"{heads['正文字数']}3:{heads['正文字数']}32"]
    assert (float(words.formula1), float(words.formula2)) == (held.words.min, held.words.max)
    assert xlsx.is_untouched(files["roster.xlsx"])


def test_libreoffice_reckons_what_a_row_of_the_roster_lacks(files, tmp_path):
    soffice = find_soffice()
    if soffice is None:
        missing("soffice", "PATH 上没有 LibreOffice，跳过表格的计算测试")
    book = openpyxl.load_workbook(io.BytesIO(files["roster.xlsx"]))
    sheet = book["报名汇总表"]
    full = ["示例县司法局", "示例题目", "1. 甲", "调研报告", "示例甲", "", "", "0000-0000000", 2000, "已签"]
    for row, changed in enumerate(({}, {3: None, 8: None}, {8: 5000}, {9: "未签"}, {1: None}), 3):
        for at, value in enumerate(full):
            sheet.cell(row, at + 2, changed.get(at, value) if at in changed else value or None)
    book.save(tmp_path / "filled.xlsx")
    assert not xlsx.is_untouched((tmp_path / "filled.xlsx").read_bytes())
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", tmp_path / "out", tmp_path / "filled.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    reckoned = openpyxl.load_workbook(tmp_path / "out" / "filled.xlsx", data_only=True)["报名汇总表"]
    said = [reckoned.cell(row, 12).value or "" for row in range(3, 9)]
    assert said == ["齐全", "缺体裁、字数", "字数不符", "声明未签", "缺题目", ""]


def test_the_reading_list_quotes_every_provision_word_for_word(campaign, files):
    text = "\n".join(p.text for p in docx.Document(io.BytesIO(files["reading-list.docx"])).paragraphs)
    for topic in contest.of(campaign).topics:
        assert topic.title in text
        for address in topic.provisions:
            for line in campaign.statute.index[address].full_text.split("\n"):
                assert line in text


def test_a_calendar_library_reads_every_day_of_the_contest(campaign, files):
    held = contest.of(campaign)
    text = files["calendar.ics"].decode("utf-8")
    events = list(vobject.readOne(text).vevent_list)
    assert [event.dtstart.value for event in events] == [
        held.opens,
        held.closes,
        *(s.start for s in held.judging.stages),
    ]
    spans = [(event.dtend.value - event.dtstart.value).days for event in events]
    assert spans == [1, 1, *((s.end - s.start).days + 1 for s in held.judging.stages)]
    assert len({event.uid.value for event in events}) == len(events)
    assert events[1].summary.value == f"征文截稿：{held.title}（示例）"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


def test_events_are_whole_days_in_order_and_keep_every_character():
    late = ics.Event("b@example", *[date(2027, 6, 30)] * 2, "截稿；第一行", "甲，乙\n丙\\丁;戊", "示例\x00楼")
    early = ics.Event("a@example", date(2027, 5, 1), date(2027, 5, 3), "开始")
    first, second = vobject.readOne(ics.calendar([late, early], "日历").decode()).vevent_list
    assert (first.summary.value, first.dtend.value.day) == ("开始", 4)
    assert (second.description.value, second.location.value) == ("甲，乙\n丙\\丁;戊", "示例楼")
    assert ics.calendar([early, late]) == ics.calendar([late, early])


def test_no_file_carries_a_person_or_a_clock(files):
    for name, content in files.items():
        if name.endswith((".docx", ".xlsx")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                core = archive.read("docProps/core.xml").decode()
                assert "lastModifiedBy" not in core or re.search(r"lastModifiedBy(?:/>|></)", core)
                assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_template_writes_the_files_and_keeps_what_somebody_has_changed(tmp_path, capsys):
    assert tiaoli.main(["contest", "template", "--root", str(ROOT), "--out", str(tmp_path)], standalone_mode=False) == 0
    assert len(list(tmp_path.iterdir())) == 7
    path = tmp_path / "征文通知.docx"
    document = docx.Document(path)
    document.core_properties.title = "改过"
    document.save(path)
    changed = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        application = archive.read("docProps/app.xml")
    if b"<Application>tiaoli</Application>" in application:  # python-docx keeps the name; Word and WPS put in theirs
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        parts["docProps/app.xml"] = application.replace(b">tiaoli<", b">Microsoft Office Word<")
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content)
        changed = path.read_bytes()
    assert tiaoli.main(["contest", "template", "--root", str(ROOT), "--out", str(tmp_path)], standalone_mode=False) == 1
    assert path.read_bytes() == changed
    assert "征文通知.docx 已经有人改过" in capsys.readouterr().out


def test_template_says_what_to_do_where_there_is_no_contest(tmp_path):
    from tiaoli.model import ReadError

    with pytest.raises(ReadError, match="tiaoli convert"):
        tiaoli.main(["contest", "template", "--root", str(small_root(tmp_path))], standalone_mode=False)
