"""The ledger: what we hand out, planted mistakes in what comes back, and the report made of it."""

import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from PIL import Image

from tiaoli.campaign import ledger, plan_of, rows, summary, totals, webpage
from tiaoli.load import load
from tiaoli.model import ERROR
from tiaoli.readers import sheets
from tiaoli.writers import docx, photos, xlsx

HEADS = [
    "日期",
    "单位",
    "形式",
    "所属分组",
    "对应计划",
    "活动名称",
    "地点",
    "参加人数",
    "发放资料",
    "涉及条文",
    "照片文件名",
    "备注",
]
#: A row that nothing is wrong with; tests change one cell of it.
GOOD = {
    "日期": datetime(2027, 5, 17), "单位": "示例县河西街道", "形式": "集市宣传", "所属分组": "进社区", "对应计划": "P08 宣传周广场咨询",
    "活动名称": "宣传周广场咨询", "地点": "文化广场", "参加人数": 120, "发放资料": 300, "涉及条文": "第十七条、第三十四条",
}  # fmt: skip


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load(repo_root)


@pytest.fixture(scope="module")
def plan(campaign):
    return plan_of(campaign)


@pytest.fixture
def look(tmp_path, plan, campaign):
    """Write rows into a workbook, read it back as a ledger: look([{…}, …], heads) -> Read."""

    def run(*cells: dict, heads: list[str] = HEADS, change=None, name: str = "台账.xlsx"):
        path = fill(tmp_path / name, cells, heads, change)
        return rows.read(sheets.grids(path), plan, campaign.statute)

    return run


def fill(path: Path, cells, heads=HEADS, change=None) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(heads)
    for row in cells:
        sheet.append([row.get(head) for head in heads])
    if change:
        change(sheet)
    book.save(path)
    return path


def wrong(read) -> list[tuple[str, str]]:
    return [(fault.address, fault.heading) for fault in read.faults if fault.severity == ERROR]


def test_a_good_row_counts_and_nothing_is_said_of_it(look):
    read = look(GOOD)
    assert (read.seen, len(read.rows), read.wrong, read.faults) == (1, 1, 0, [])
    row = read.rows[0]
    assert (row.day, row.people, row.materials, row.activity) == (date(2027, 5, 17), 120, 300, "P08")
    assert row.provisions == ("art-17", "art-34") and row.row == 2


@pytest.mark.parametrize(
    ("heading", "value", "address", "said"),
    [
        ("参加人数", "约50人", "H2", "约50人"),
        ("参加人数", "50余", "H2", "不是确定的数"),
        ("参加人数", "50-60", "H2", "不是确定的数"),
        ("参加人数", -3, "H2", "小于 0"),
        ("参加人数", 12.5, "H2", "不是整数"),
        ("参加人数", None, "H2", "没有填写"),
        ("参加人数", 5_000_000, "H2", "太大"),
        ("参加人数", "=H9*2", "H2", "公式"),
        ("参加人数", "#REF!", "H2", "出错提示"),
        ("日期", datetime(2026, 5, 17), "A2", "不在2027年5月里"),
        ("日期", "5.17", "A2", "看不出是哪一天"),
        ("日期", "2027-02-30", "A2", "看不出是哪一天"),
        ("日期", "5月17日-19日", "A2", "看不出是哪一天"),
        ("日期", None, "A2", "没有填写"),
        ("单位", "示例县河西街", "B2", "示例县河西街道"),
        ("单位", "示例县水利局", "B2", "可以填："),
        ("单位", None, "B2", "没有填写"),
        ("形式", "赶场", "C2", "下拉列表"),
        ("所属分组", "进寺庙", "D2", "不是分组里的一项"),
        ("对应计划", "P99 什么", "E2", "不是计划里的活动"),
        ("地点", None, "G2", "没有填写"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_by_its_cell_and_keeps_the_row_out(look, heading, value, address, said):
    read = look(GOOD, GOOD | {"地点": "另一处", heading: value} if heading != "地点" else GOOD | {"地点": value})
    assert [a for a, _ in wrong(read)] == [address.replace("2", "3")]
    assert said in read.faults[0].message
    assert (read.seen, len(read.rows), read.wrong) == (2, 1, 1)


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("日期", "2027年5月17日", date(2027, 5, 17)),
        ("日期", "２０２７／５／１７", date(2027, 5, 17)),
        ("日期", "20270517", date(2027, 5, 17)),
        ("日期", "5月17日", date(2027, 5, 17)),
        ("日期", 46524, date(2027, 5, 17)),
        ("参加人数", "１２０", 120),
        ("参加人数", "120人", 120),
        ("参加人数", "1,200人次", 1200),
        ("参加人数", "五十", 50),
        ("参加人数", 0, 0),
        ("单位", "河西街道", "示例县河西街道"),
    ],
)  # fmt: skip
def test_what_can_only_mean_one_thing_is_read(look, heading, value, expected):
    read = look(GOOD | {heading: value})
    assert not wrong(read)
    row = read.rows[0]
    assert {"日期": row.day, "参加人数": row.people, "单位": row.unit}[heading] == expected


def test_headings_in_another_order_and_by_other_names_are_found(look):
    renamed = {
        "活动时间": GOOD["日期"],
        "人数": 7,
        "责任单位": "信访局",
        "方式": "会议",
        "地点": "礼堂",
        "活动内容": "座谈",
    }
    read = look(renamed, heads=["序号", "人数", "活动内容", "地点", "方式", "责任单位", "活动时间"])
    assert [row.people for row in read.rows] == [7] and not read.faults


def test_a_title_above_the_head_and_a_sum_below_are_no_rows(look):
    def change(sheet):
        sheet.insert_rows(1)
        sheet["A1"] = "示例县宣传月台账"
        sheet.merge_cells("A1:L1")
        sheet.append(["合计", None, None, None, None, None, None, 120])

    read = look(GOOD, change=change)
    assert (read.seen, len(read.rows)) == (1, 1)
    assert ["合计行" in fault.message for fault in read.faults] == [True]
    assert read.rows[0].row == 3


def test_a_head_pasted_in_again_is_no_row(look):
    read = look(GOOD, dict(zip(HEADS, HEADS, strict=True)), GOOD | {"地点": "另一处"})
    assert (read.seen, len(read.rows)) == (2, 2) and ["表头" in fault.message for fault in read.faults] == [True]


def test_a_telephone_number_keeps_the_row_out_and_is_not_printed(look, plan, campaign):
    mobile = "138" + "12345678"
    read = look(GOOD | {"备注": f"联系人手机{mobile}"}, GOOD | {"地点": "另一处", "参加人数": mobile})
    assert wrong(read)[0] == ("L2", "备注") and {a for a, _ in wrong(read)} == {"L2", "H3"} and not read.rows
    assert mobile not in "".join(map(str, read.faults)) and "138****5678" in str(read.faults[0])
    assert mobile not in webpage.page(plan, read, totals.totals(read, plan))


def test_the_same_row_twice_counts_once_and_is_listed(look):
    read = look(GOOD, GOOD)
    assert (read.seen, len(read.rows), read.wrong) == (2, 1, 1)
    assert "疑似" in read.faults[0].message and "第2行" in read.faults[0].message
    again = look(GOOD, GOOD | {"备注": "非重复"})
    assert len(again.rows) == 2 and not again.faults


def test_the_same_row_in_two_files_is_seen(tmp_path, plan, campaign):
    files = [fill(tmp_path / name, [GOOD]) for name in ("甲.xlsx", "乙.xlsx")]
    read = rows.read([grid for file in files for grid in sheets.grids(file)], plan, campaign.statute)
    assert len(read.rows) == 1 and "甲.xlsx" in read.faults[0].message and read.faults[0].file == "乙.xlsx"


def test_merged_texts_hold_for_all_rows_and_merged_numbers_for_none(look):
    def units(sheet):
        sheet.merge_cells("B2:B3")

    second = GOOD | {"地点": "另一处", "单位": None}
    read = look(GOOD, second, change=units)
    assert [row.unit for row in read.rows] == ["示例县河西街道"] * 2 and not wrong(read)

    def people(sheet):
        sheet.merge_cells("H2:H3")

    read = look(GOOD, GOOD | {"地点": "另一处", "参加人数": None}, change=people)
    assert wrong(read) == [("H2", "参加人数"), ("H3", "参加人数")] and not read.rows


def test_a_hidden_row_is_counted_and_said_to_be(look):
    def change(sheet):
        sheet.row_dimensions[3].hidden = True

    read = look(GOOD, GOOD | {"地点": "另一处"}, change=change)
    assert len(read.rows) == 2
    assert [(fault.address, fault.severity) for fault in read.faults] == [("第3行", "warning")]


def test_a_sheet_without_a_head_is_named(look):
    read = look({"甲": 1}, heads=["甲", "乙"])
    assert read.seen == 0 and "没有找到表头" in read.faults[0].message


def test_a_provision_that_is_none_is_said_and_the_row_counts(look):
    read = look(GOOD | {"涉及条文": "第九十九条"})
    assert len(read.rows) == 1 and read.faults[0].address == "J2" and "第九十九条" in read.faults[0].message


ONLINE = GOOD | {"形式": "公众号", "对应计划": None, "活动名称": "每日一条", "地点": "公众号", "参加人数": 6200}


def test_views_of_an_online_form_are_no_attendance_and_it_is_said(look, plan, campaign):
    read = look(GOOD, ONLINE)
    assert [(row.people, row.views) for row in read.rows] == [(120, 0), (0, 6200)]
    assert [(f.address, f.severity) for f in read.faults] == [("H3", "warning")] and "6200 计入线上阅看" in read.faults[
        0
    ].message
    sums = totals.totals(read, plan)
    assert (sums.whole.people, sums.whole.views) == (120, 6200)
    text = webpage.page(plan, read, sums)
    assert ">120</strong>参加人次" in text and ">6200</strong>线上阅看" in text and "6320" not in text
    with zipfile.ZipFile(io.BytesIO(docx.write(summary.paper(plan, read, sums, campaign)))) as archive:
        paper = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode("utf-8"))
    assert "参加120人次，线上阅看6200次" in paper and "6320" not in paper


def test_a_column_for_views_needs_no_attendance_and_says_nothing(look):
    heads = [*HEADS[:8], "阅看量（线上）", *HEADS[8:]]
    read = look(ONLINE | {"参加人数": None, "阅看量（线上）": 300_000}, GOOD | {"阅看量（线上）": 40}, heads=heads)
    assert sorted((row.people, row.views) for row in read.rows) == [(0, 300_000), (120, 40)] and not read.faults
    read = look(ONLINE | {"阅看量（线上）": 5}, ONLINE | {"参加人数": None}, heads=heads)
    assert not read.rows and [address for address, _ in wrong(read)] == ["H2", "I3"]


def test_what_is_no_workbook_is_refused_in_chinese(tmp_path):
    from tiaoli.model import ReadError

    (tmp_path / "坏.xlsx").write_bytes(b"")
    with pytest.raises(ReadError, match="打不开|空文件"):
        list(sheets.grids(tmp_path / "坏.xlsx"))


def many() -> list[dict]:
    units = ["示例县信访局", "示例县河西街道", "示例县云东镇"]
    return [
        GOOD | {"日期": datetime(2027, 5, 6 + at % 25), "单位": units[at % 3], "地点": f"第{at}处", "参加人数": 10 + at, "对应计划": None, "活动名称": "入户"}
        for at in range(30)
    ]  # fmt: skip


def test_every_way_of_adding_up_comes_to_the_same(look, plan):
    read = look(*many())
    sums = totals.totals(read, plan)
    people = sum(10 + at for at in range(30))
    assert sums.whole.people == people == sum(row.people for row in sums.by_unit)
    assert people == sum(row.people for row in sums.by_form) == sum(row.people for row in sums.by_week)
    assert sorted(number for row in sums.by_unit for number in row.rows) == list(range(1, 31))


def test_the_formulas_of_the_workbook_reckon_what_we_reckoned(look, plan, campaign, tmp_path, soffice):
    import subprocess

    read = look(*many())
    sums = totals.totals(read, plan)
    path = tmp_path / "汇总.xlsx"
    path.write_bytes(xlsx.workbook(summary.workbook(plan, read, sums, campaign)))
    home = f"-env:UserInstallation=file://{tmp_path}/lo"
    args = [soffice, home, "--headless", "--convert-to", "ods", "--outdir", str(tmp_path), str(path)]
    subprocess.run(args, check=True, capture_output=True, timeout=120)
    args = [
        soffice,
        home,
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1",
    ]
    subprocess.run(
        [*args, "--outdir", str(tmp_path), str(tmp_path / "汇总.ods")], check=True, capture_output=True, timeout=120
    )
    text = next(tmp_path.glob("*.csv")).read_text("utf-8")
    for row in sums.by_unit:
        assert f"{row.name},{row.count},{row.people},{row.views},{row.materials}," in text
    assert f"合计,{sums.whole.count},{sums.whole.people},{sums.whole.views},{sums.whole.materials}," in text


def test_every_figure_of_the_paper_leads_to_rows(look, plan, campaign):
    read = look(*many(), GOOD | {"参加人数": "约50人"})
    sums = totals.totals(read, plan)
    made = docx.write(summary.paper(plan, read, sums, campaign))
    assert made == docx.write(summary.paper(plan, read, sums, campaign))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        text = re.sub(r"<[^>]+>", "\n", archive.read("word/document.xml").decode("utf-8"))
    assert "读入 31 行，计入 30 行，有问题 1 行" in text
    for row in sums.by_unit:
        assert not row.count or f"〔{totals.runs(row.rows)}〕" in text
    assert "台账.xlsx［台账］第31行" in text and "台账.xlsx［台账］H32" in text
    # what goes to the level above ends with its signature; tables for checking stand behind it
    assert (
        text.index(plan.organiser)
        < text.index("附1：数据来源")
        < text.index("附2：没有计入的行和提醒")
        < text.index("台账.xlsx［台账］H32")
    )


def test_the_page_needs_no_other_file(look, plan):
    read = look(*many())
    text = webpage.page(plan, read, totals.totals(read, plan))
    assert not re.search(r"(?:src|href)=\"(?!data:)", text) and "<svg" in text and "http" not in text
    assert "<script>" not in webpage.page(plan, look(GOOD | {"地点": "<script>"}), totals.totals(read, plan))


def picture(path: Path) -> Path:
    image = Image.new("RGB", (2400, 1200), "white")
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "示例相机", 6
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (30.0, 15.0, 0.0)
    image.save(path, exif=exif, comment=b"secret place")
    return path


def test_a_photograph_loses_its_place_and_stays_as_it_was_on_disk(tmp_path):
    path = picture(tmp_path / "甲.jpg")
    before = path.read_bytes()
    assert Image.open(path).getexif().get_ifd(0x8825)
    made = photos.cleaned(before, "甲.jpg")
    after = Image.open(io.BytesIO(made))
    assert not after.getexif() and "exif" not in after.info and "comment" not in after.info
    assert b"secret" not in made and after.size == (800, 1600)  # upright, as the camera's mark said
    assert path.read_bytes() == before


def test_the_command_reports_faults_writes_everything_and_covers_nothing(tiaoli, tmp_path, repo_root):
    fill(
        tmp_path / "台账.xlsx",
        [GOOD | {"照片文件名": "甲.jpg、没有.jpg"}, GOOD | {"地点": "另一处", "参加人数": "约50人"}],
    )
    (tmp_path / "照").mkdir()
    picture(tmp_path / "照" / "甲.jpg")
    args = ("campaign", "report", "台账.xlsx", "坏.xlsx", "--root", repo_root, "--photos", "照", "-o", "出")
    done = tiaoli(*args, cwd=tmp_path)
    assert done.returncode == 2 and "没有找到文件 坏.xlsx" in done.stderr, done.stderr
    assert "台账.xlsx［台账］H3（参加人数）：“约50人”不是确定的数" in done.stdout
    assert "读入 2 行，计入 1 行，有问题 1 行" in done.stdout and "没有.jpg" in done.stdout
    made = sorted(
        path.relative_to(tmp_path / "出").as_posix() for path in (tmp_path / "出").rglob("*") if path.is_file()
    )
    assert [Path(name).suffix for name in made] == [".docx", ".html", ".xlsx", ".jpg"]
    again = tiaoli(*args, cwd=tmp_path)
    assert again.returncode == 2 and "不会覆盖" in again.stderr


def test_our_ledger_comes_back_empty_and_offers_what_the_plan_says(tiaoli, tmp_path, repo_root, plan, campaign):
    done = tiaoli("campaign", "template", "--root", repo_root, "-o", "台账.xlsx", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    read = rows.read(sheets.grids(tmp_path / "台账.xlsx"), plan, campaign.statute)
    assert (read.seen, read.faults) == (0, [])
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx")[ledger.LEDGER]
    kinds = {str(rule.sqref).partition(":")[0]: rule.type for rule in sheet.data_validations.dataValidation}
    assert kinds == {
        "A2": "date",
        "B2": "list",
        "C2": "list",
        "D2": "list",
        "E2": "list",
        "H2": "whole",
        "I2": "whole",
        "J2": "whole",
    }
    assert tiaoli("campaign", "template", "--root", repo_root, "-o", "台账.xlsx", cwd=tmp_path).returncode == 2


def test_a_folder_of_ledgers_is_read_whole_and_an_old_file_in_it_is_named(tiaoli, tmp_path, repo_root):
    (tmp_path / "台账 汇集").mkdir()
    fill(tmp_path / "台账 汇集" / "甲.xlsx", [GOOD])
    fill(tmp_path / "台账 汇集" / "乙.xlsx", [GOOD | {"地点": "另一处"}])
    (tmp_path / "台账 汇集" / "~$乙.xlsx").write_bytes(b"x" * 100)
    (tmp_path / "台账 汇集" / "旧.xls").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    (tmp_path / "空").mkdir()
    done = tiaoli("campaign", "report", "台账 汇集", "--root", repo_root, "-o", "出", cwd=tmp_path)
    assert "读入 2 行，计入 2 行" in done.stdout and "旧.xls" in done.stderr and "~$" not in done.stderr
    empty = tiaoli("campaign", "report", "空", "--root", repo_root, "-o", "出2", cwd=tmp_path)
    assert empty.returncode == 2 and "没有台账" in empty.stderr
