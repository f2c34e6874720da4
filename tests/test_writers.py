"""Zip archives and tables: bytes that repeat, text that stays text, real programs as readers."""

import csv
import io
import zipfile

import pytest

import printed
from tiaoli.writers import zips
from tiaoli.writers.xlsx import Column, Formula, Sheet, workbook


def test_a_zip_depends_on_its_content_only(tmp_path):
    one = zips.pack([("word/a.xml", b"<a/>"), ("[Content_Types].xml", b"<t/>"), ("文.txt", "文".encode())])
    other = zips.pack([("文.txt", "文".encode()), ("[Content_Types].xml", b"<t/>"), ("word/a.xml", b"<a/>")])
    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["[Content_Types].xml", "word/a.xml", "文.txt"]
        assert {(i.date_time, i.create_system) for i in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}
        assert archive.testzip() is None


def test_normalising_keeps_every_file_and_is_idempotent():
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w") as archive:
        archive.mkdir("folder")
        archive.writestr("folder/b", "乙")
        archive.writestr("mimetype", "application/epub+zip")
    once = zips.normalised(raw.getvalue())
    assert zips.normalised(once) == once != raw.getvalue()
    with zipfile.ZipFile(io.BytesIO(once)) as archive:
        assert archive.namelist() == ["mimetype", "folder/b"]
        assert archive.read("folder/b").decode() == "乙"
        assert archive.getinfo("mimetype").compress_type == zipfile.ZIP_STORED


@pytest.mark.parametrize("name", ["../a", "/a", "a\\b", "", "a/../../b"])
def test_a_zip_refuses_names_that_lead_out_of_it(name):
    with pytest.raises(ValueError, match="no name"):
        zips.pack([(name, b"")])


def test_a_zip_refuses_a_name_twice():
    with pytest.raises(ValueError, match="twice"):
        zips.pack([("a", b"1"), ("a", b"2")])


SCORES = Sheet(
    "评分[表]", (Column("编号"), Column("等次", choices=("一等", "二等")), Column("分", align="right", low=0, high=100)),
    (("001", "一等", 90), ('=HYPERLINK("x")', "二等", 80.5), (None, None, Formula("=SUM(C3:C4)", 170.5))),
    title="示例评分表", notes=("说明：示例。",),
)  # fmt: skip


def test_a_workbook_has_the_same_bytes_twice():
    assert workbook([SCORES], "示例") == workbook([SCORES], "示例")


def test_a_workbook_names_nobody():
    with zipfile.ZipFile(io.BytesIO(workbook([SCORES]))) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:creator></dc:creator>" in core
    assert "2000-01-01T00:00:00Z" in core


def test_libreoffice_reads_the_table_and_nothing_typed_becomes_a_formula(soffice, tmp_path):
    content = workbook([SCORES])
    rows = list(
        csv.reader(
            io.StringIO(
                printed.to_pdf(soffice, content, tmp_path, ".xlsx", "csv:Text - txt - csv (StarCalc):44,34,76").decode()
            )
        )
    )
    assert rows == [
        ["示例评分表", "", ""], ["编号", "等次", "分"], ["001", "一等", "90"], ['=HYPERLINK("x")', "二等", "80.5"],
        ["", "", "170.5"], ["说明：示例。", "", ""],
    ]  # fmt: skip


def test_two_sheets_of_one_name_are_refused():
    with pytest.raises(ValueError, match="two sheets"):
        workbook([Sheet("甲/", (Column("a"),)), Sheet("甲", (Column("a"),))])
