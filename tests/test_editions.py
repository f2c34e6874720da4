"""Many offices: what an edition is made of equals a build, a bad row is named, nothing leaves the output folder."""

import csv
import hashlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import xlsxwriter

from roots import SIGNED, SITE, small_root
from tiaoli import handouts, mkdocs_plugin, site
from tiaoli.editions import Result, edition, editions, kit, listing, template, units
from tiaoli.editions import base as bases
from tiaoli.editions.settings import campaign_of
from tiaoli.handouts import files
from tiaoli.load import load
from tiaoli.model import ReadError
from tiaoli.readers import delimited, sheets
from tiaoli.writers.word import is_untouched

MKDOCS = (
    "site_name: 借阅规定学习\nplugins: [tiaoli]\ntheme: {name: material, language: zh}\nuse_directory_urls: false\n"
)
HEADS = (
    "单位名称",
    "文件夹",
    "网络信访渠道",
    "通信地址",
    "咨询投诉电话",
    "接待时间和地点",
    "查询进展和结果的方式",
    "纠错联系方式",
)
#: The three steps for site.yml itself.
SIGNED_SITE = "signoff:\n  docs/_data/site.yml:\n" + SIGNED.partition("\n")[2].replace("  - ", "    - ")
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


def row(name: str, folder: str = "", **other: str) -> dict[str, str]:
    """A complete row."""
    filled = dict.fromkeys(HEADS[2:], "示例")
    return filled | {"单位名称": name, "文件夹": folder} | other


def table(folder: Path, *rows: dict[str, str], encoding: str = "utf-8", name: str = "单位表.csv") -> Path:
    """Rows as a CSV with the heads that they use."""
    heads = list(dict.fromkeys([*HEADS, *(head for one in rows for head in one)]))
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.DictWriter(stream, heads, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def tree(folder: Path) -> dict[str, str]:
    """Every file but the state of the last run, with its digest."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".tiaoli" not in path.relative_to(folder).parts
    }


def said(result: Result) -> str:
    return "\n".join(map(str, result.faults))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    return small_root(tmp_path_factory.mktemp("root"), {"mkdocs.yml": MKDOCS})


@pytest.fixture(scope="module")
def made(root, tmp_path_factory):
    """Two units of the small root, one with something missing, and the folder that they lie in."""
    folder = tmp_path_factory.mktemp("made")
    rows = row("示例甲镇", "jia", 通信地址="示例路 & '1' 号"), row("示例乙镇", "yi", 咨询投诉电话="")
    return editions(root, table(folder, *rows), folder / "out", jobs=2), folder / "out"


ODD = "& ' * _ { } [ ] # ~ % ^ $"
PLAIN = {
    "office.name": f"示例县 {ODD} 镇", "site.id": "shili-1", "site.title": f"学习 {ODD}", "site.subtitle": f"副题 {ODD}",
    "office.channels.web": "http://a.example/?a=1&b=2", "office.channels.address": f"1. 路 {ODD}",
    "office.channels.phone": "+86 & 000", "office.channels.hours": ODD, "office.channels.progress": ODD,
    "correction.name": f"纠错 {ODD}", "correction.contact": "e@x.example", "sponsor": f"主办 {ODD}",
}  # fmt: skip
FULL = PLAIN | {
    "office.name": "甲县乙镇", "site.url": "http://www.example.com/a-b/c/", "icp": "示例ICP备&1号", "police": "示例公网安备1号",
    "campaign.title": f"五月 {ODD}", "campaign.theme": f"主题 {ODD}", "contest.title": f"征文 {ODD}", "contest.theme": ODD,
    "campaign.week.starts": "2027-05-10", "campaign.week.ends": "2027-05-16", "contest.opens": "2027-04-01",
    "contest.closes": "2027-06-20",
}  # fmt: skip


@pytest.mark.parametrize(("values", "logo"), [(PLAIN, ""), (FULL, "assets/office-logo.png")], ids=["few", "all"])
def test_an_edition_equals_a_build_of_the_same_settings_byte_for_byte(repo_root, tmp_path, values, logo):
    campaign = load(repo_root)
    unit = units.Unit(2, "", values["office.name"], "d", values, (), {}, PNG, logo)
    together = frozenset(key for key in values if key.startswith(("campaign.", "contest.")))
    base = bases.build(campaign, bases.shape_of(unit, together), "normal", tmp_path)
    written = edition.written(base, values)
    made = edition.site_files(str(base.folder), values, written, PNG)
    made = {path: content if isinstance(content, bytes) else content.read_bytes() for path, content in made.items()}
    own = campaign_of(campaign, values, logo)
    mkdocs_plugin.build_site(repo_root, tmp_path / "full", campaign=own, made=tuple(site.pages(own)))
    if logo:
        (tmp_path / "full" / logo).write_bytes(PNG)
    full = {
        p.relative_to(tmp_path / "full").as_posix(): p.read_bytes()
        for p in (tmp_path / "full").rglob("*")
        if p.is_file()
    }
    assert sorted(path for path in full.keys() | made.keys() if full.get(path) != made.get(path)) == []
    assert len([path for path in made if path.startswith("assets/qr/")]) == (len(own.statute.articles) if logo else 0)
    papers = {file.name: file.content for file in files.files(handouts.handouts(own), files.faces(own))}
    assert dict(kit.files(str(base.folder), values, written)) == papers
    assert all(is_untouched(content) for name, content in papers.items() if name.endswith(".docx"))


def test_every_unit_has_a_site_and_a_kit_of_its_own(made):
    result, out = made
    assert result.ok and result.made == 2 and result.bases == 1
    page = (out / "jia/site/index.html").read_text("utf-8")
    assert "示例甲镇" in page and "示例路 &amp; &#x27;1&#x27; 号" in page and "示例县图书馆" not in page
    assert 'data-tiaoli-site="jieyue-' in page
    assert (out / "jia/site/sw.js").read_bytes() != (out / "yi/site/sw.js").read_bytes()
    assert {path.suffix for path in (out / "jia/资料").iterdir()} == {".docx", ".pdf"}


def test_a_missing_value_prints_daitian_on_every_page_and_in_the_list(made):
    result, out = made
    assert "<dt>咨询投诉电话</dt><dd>待填</dd>" in (out / "yi/site/regulation/index.html").read_text("utf-8")
    assert "待填" not in (out / "jia/site/index.html").read_text("utf-8")
    assert [entry.missing for entry in result.entries] == [(), ("咨询投诉电话",)]
    assert [str(fault) for fault in result.faults] == ["第3行E列“咨询投诉电话”：没有写，印“待填”；正式发布前请补上。"]
    assert "咨询投诉电话" in (out / listing.PAGE).read_text("utf-8")
    (grid,) = sheets.grids(out / listing.BOOK)
    assert "咨询投诉电话" in [cell.value for one in grid.rows for cell in one.cells]


def test_files_that_no_unit_changes_are_linked(made):
    _, out = made
    shared = [out / name / "site/assets/tiaoli.css" for name in ("jia", "yi")]
    assert os.path.samefile(*shared)
    assert not os.path.samefile(*(out / name / "site/index.html" for name in ("jia", "yi")))


def test_the_list_links_every_edition(made, chromium):
    _, out = made
    page = chromium.new_page()
    page.goto((out / listing.PAGE).as_uri())
    page.select_option("#which", listing.UNFILLED)
    assert page.locator("tbody tr:visible").count() == 1
    page.click("tbody tr:visible a >> nth=0")
    page.wait_for_url("**/yi/site/index.html")
    assert "示例乙镇" in page.content()
    page.close()


def test_without_a_change_nothing_is_made_again(root, tmp_path):
    rows = [row("示例甲镇", "jia"), row("示例乙镇", "yi")]
    first = editions(root, table(tmp_path, *rows), tmp_path / "out", with_kit=False, jobs=1)
    before = tree(tmp_path / "out")
    again = editions(root, table(tmp_path, *rows), tmp_path / "out", with_kit=False, jobs=1)
    assert (first.made, again.made, again.same) == (2, 0, 2)
    assert tree(tmp_path / "out") == before
    (tmp_path / "out/jia/site/about.html").unlink()  # somebody deleted a page
    rows[1] = row("示例乙镇", "yi", 通信地址="示例新址")
    mended = editions(root, table(tmp_path, *rows), tmp_path / "out", with_kit=False, jobs=1)
    assert mended.made == 2
    assert "示例新址" in (tmp_path / "out/yi/site/about.html").read_text("utf-8")


def test_a_word_file_that_somebody_changed_is_not_replaced(root, tmp_path):
    assert editions(root, table(tmp_path, row("示例甲镇", "jia")), tmp_path / "out", jobs=1).ok
    paper = sorted((tmp_path / "out/jia/资料").glob("*.docx"))[0]
    paper.write_bytes(b"edited")
    changed = table(tmp_path, row("示例甲镇", "jia", 通信地址="示例新址"))
    result = editions(root, changed, tmp_path / "out", jobs=1)
    assert not result.ok and f"{paper.name} 被改动过" in said(result)
    assert paper.read_bytes() == b"edited"


def test_a_run_killed_half_way_is_finished_by_the_next(root, tmp_path):
    rows = [row(f"示例第{n}镇", f"u{n}") for n in range(16)]
    path = table(tmp_path, *rows)
    command = [
        sys.executable,
        "-m",
        "tiaoli",
        "editions",
        path,
        "--root",
        root,
        "--jobs",
        "2",
        "--out",
        tmp_path / "cut",
    ]
    process = subprocess.Popen([*map(str, command)], stdout=subprocess.DEVNULL)
    until = time.monotonic() + 60
    while time.monotonic() < until and len(list((tmp_path / "cut").glob("u*"))) < 3:
        time.sleep(0.02)
    process.kill()  # the one that hands out the work; those that do it end with it
    process.wait()
    there = len(list((tmp_path / "cut").glob("u*")))
    assert 3 <= there < 16
    result = editions(root, path, tmp_path / "cut", jobs=2)
    assert result.ok and result.same >= there - 2 and result.made == 16 - result.same
    whole = editions(root, path, tmp_path / "whole", jobs=2)
    assert whole.made == 16
    assert tree(tmp_path / "cut") == tree(tmp_path / "whole")
    assert [path.name for path in (tmp_path / "cut/.tiaoli").iterdir()] == ["lock"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_is_read_in_the_encodings_that_offices_save(tmp_path, encoding):
    found = units.read(table(tmp_path, row("示例㐂镇", "a"), encoding=encoding), "x")
    assert [unit.name for unit in found.units] == ["示例㐂镇"]


def test_a_csv_of_mixed_encodings_names_the_line(tmp_path):
    path = tmp_path / "表.csv"
    path.write_bytes("单位名称,地址\n甲,乙\n".encode() + b"\xff\xff\xff,x\n")
    with pytest.raises(ReadError, match="第 3 行"):
        delimited.grid(path)


def test_columns_may_stand_in_any_order_under_other_names(tmp_path):
    path = tmp_path / "表.csv"
    path.write_text("各单位信息\n备注,地址,单 位*,面积\n无,示例路,示例镇,3\n,,,\n", "utf-8")
    found = units.read(path, "x")
    assert found.units[0].values["office.channels.address"] == "示例路"
    assert [str(fault) for fault in found.faults] == [
        "第2行D列“面积”：不认识这一列，没有用；请对照 tiaoli editions --template 的表头。"
    ]


BAD = [
    ("../出去", "", "单位名称", "不能作文件夹名"), ("示例镇", "../../x", "文件夹", "不能作文件夹名"), ("示例镇", "/etc", "文件夹", "不能作"),
    ("CON", "", "单位名称", "保留"), ("示例镇.", "", "单位名称", "点或空格"), ("示例镇", ".tiaoli", "文件夹", "点或空格"),
    ("示例镇", "index.html", "文件夹", "保留"), ("示例镇", "a\\b", "文件夹", "不能用"), ("示" * 31, "", "单位名称", "超过 30 个"),
    ("<b>示例", "", "单位名称", "不能用"), ("示例\x07镇", "a", "单位名称", "控制字符"), ("", "a", "单位名称", "没有写单位名称"),
    ("- 示例镇", "a", "单位名称", "以符号开头"), ("#REF!", "a", "单位名称", "错误值"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "folder", "column", "message"), BAD)
def test_a_row_that_cannot_be_used_is_named_by_row_and_column(tmp_path, name, folder, column, message):
    found = units.read(table(tmp_path, row("示例好镇", "good"), row(name, folder)), "x")
    assert [unit.name for unit in found.units] == ["示例好镇"]
    fault = str(found.faults[0])
    assert fault.startswith("第3行") and f"列“{column}”" in fault and message in fault


def test_bad_rows_are_left_out_and_nothing_is_written_outside(root, tmp_path):
    out = tmp_path / "里面/out"
    rows = [
        row("示例甲镇", "jia"), row("示例乙镇", "../../jia"), row("示例甲镇", "bing"), row("示例丁镇", "JIA"),
        row("示例戊镇", "wu", 通信地址="示例路，收到后90日内答复借书申请"), row("示例己镇", "ji", 标识图片="没有.png"),
    ]  # fmt: skip
    (tmp_path / "里面").mkdir()
    before = sorted(tmp_path.iterdir())
    result = editions(root, table(tmp_path / "里面", *rows), out, with_kit=False, jobs=1)
    assert not result.ok and result.made == 1
    assert sorted(tmp_path.iterdir()) == before
    assert {path.name for path in out.iterdir()} == {"jia", ".tiaoli", listing.PAGE, listing.BOOK, listing.TEXT}
    for words in ("第3行B列", "第4行A列“单位名称”：“示例甲镇”与第2行的相同", "第5行B列“文件夹”：“jia”与第2行的相同",
                  "第6行D列“通信地址”：“90日”", "第7行I列“标识图片”：没有找到图片“没有.png”"):  # fmt: skip
        assert words in said(result)
    assert [entry.state for entry in result.entries] == [listing.DONE] + [listing.REFUSED] * 5


def test_a_folder_that_is_not_ours_is_not_replaced(root, tmp_path):
    (tmp_path / "out/jia").mkdir(parents=True)
    (tmp_path / "out/jia/mine.txt").write_text("x")
    result = editions(root, table(tmp_path, row("示例甲镇", "jia")), tmp_path / "out", with_kit=False, jobs=1)
    assert not result.ok and "不是本程序生成的" in said(result)
    assert (tmp_path / "out/jia/mine.txt").read_text() == "x"


def test_a_release_leaves_out_units_with_something_missing_and_papers_that_are_not_signed(tmp_path):
    root = small_root(tmp_path / "root", {"mkdocs.yml": MKDOCS, "docs/_data/site.yml": SITE + SIGNED_SITE})
    path = table(tmp_path, row("示例甲镇", "jia"), row("示例乙镇", "yi", 通信地址="待填"))
    result = editions(root, path, tmp_path / "out", "release", jobs=1)
    assert not result.ok and result.made == 1
    assert "第3行D列“通信地址”：还是“待填”" in said(result)
    assert not (tmp_path / "out/yi").exists()
    assert "示例甲镇" in (tmp_path / "out/jia/site/index.html").read_text("utf-8")
    assert not (tmp_path / "out/jia/资料").exists()
    statute = root / "docs/_data/regulation.md"
    statute.write_text(f"---\n{SIGNED}---\n\n{statute.read_text('utf-8')}", "utf-8")
    assert editions(root, path, tmp_path / "out", "release", jobs=1).made == 1
    assert list((tmp_path / "out/jia/资料").glob("*单行本.pdf"))


def test_a_formula_counts_by_its_saved_result(tmp_path):
    path = tmp_path / "表.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write_row(0, 0, ("单位名称", "通信地址", "咨询投诉电话"))
    page.write_row(1, 0, ("示例甲镇", "示例路"))
    page.write_formula(1, 2, '="示例"&"电话"', None, "示例电话")
    page.write_row(3, 0, ("示例乙镇", "示例路"))
    page.write_formula(3, 2, '="示例"&"电话"', None, "")
    page.write_row(4, 0, ("示例丙镇", "示例路", 12345.0))
    book.close()
    found = units.read(path, "x")
    assert [unit.values["office.channels.phone"] for unit in found.units] == ["示例电话", "12345"]
    assert str(found.faults[0]).startswith("第4行C列“咨询投诉电话”：是公式")


def test_the_template_reads_back_as_no_unit_and_no_fault(tmp_path):
    path = tmp_path / "单位表.xlsx"
    path.write_bytes(template.workbook("示例规定"))
    found = units.read(path, "x")
    assert (found.units, found.faults) == ((), ())


def test_days_that_the_plan_does_not_bear_are_named(repo_root, tmp_path):
    heads = {"宣传周开始": "2027年6月10日", "宣传周结束": "2027-06-16"}
    result = editions(
        repo_root, table(tmp_path, row("示例甲镇", "jia", **heads)), tmp_path / "out", with_kit=False, jobs=1
    )
    assert not result.ok and "第2行" in said(result) and "宣传周" in said(result)


def test_a_scheduler_that_is_not_there_is_told_in_chinese(tiaoli, root, tmp_path):
    path = table(tmp_path, row("示例甲镇", "jia"))
    run = tiaoli("editions", path, "--root", root, "--out", tmp_path / "out", "--scheduler", "nonsense://x", "--no-kit")
    assert run.returncode == 2 and "连不上调度器" in run.stderr


def test_a_cluster_makes_the_same_tree_though_a_worker_dies(root, tmp_path):
    distributed = pytest.importorskip("distributed", reason="没有安装 distributed（pip install 'tiaoli[test]'）")
    rows = [row(f"示例第{n}镇", f"u{n}") for n in range(16)]
    path = table(tmp_path, *rows)
    alone = editions(root, path, tmp_path / "alone", jobs=2)
    assert alone.ok
    with distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        pid = next(iter(cluster.workers.values())).pid

        def kill() -> None:
            until = time.monotonic() + 60
            while time.monotonic() < until and len(list((tmp_path / "many").glob("u*"))) < 4:
                time.sleep(0.02)
            os.kill(pid, signal.SIGKILL)

        thread = threading.Thread(target=kill)
        thread.start()
        result = editions(root, path, tmp_path / "many", scheduler=cluster.scheduler_address)
        thread.join()
    assert result.ok and result.made + result.same == 16
    assert tree(tmp_path / "many") == tree(tmp_path / "alone")
