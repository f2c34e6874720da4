"""Workbooks that were made to harm, or by a slip: refused in one Chinese sentence, or read without the harm."""

import io
import zipfile

import openpyxl
import pytest

from tiaoli.model import ReadError
from tiaoli.readers import sheets

SHEET = "xl/worksheets/sheet1.xml"


def workbook(old: str = "", new: str = "") -> bytes:
    """A sheet of two rows; in its XML `old` is replaced by `new`."""
    book, saved, out = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    book.active.append(["编号", "姓名"])
    book.active.append([1, "甲"])
    book.save(saved)
    with zipfile.ZipFile(saved) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in archive.namelist():
            content = archive.read(name)
            made.writestr(name, content.replace(old.encode(), new.encode(), 1) if name == SHEET and old else content)
    return out.getvalue()


END = "</sheetData>"
HOSTILE = {
    "a cell in the last column": (END, f'<row r="40000"><c r="XFD40000"><v>1</v></c></row>{END}', "太大了"),
    "all cells merged": (
        END,
        f'{END}<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        "合并的单元格",
    ),
    "a column merged": (END, f'{END}<mergeCells count="1"><mergeCell ref="A1:A1048576"/></mergeCells>', "合并的单元格"),
    "an entity": ("<worksheet", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet', "实体声明"),
    "broken XML": (END, "<<<", "打不开"),
    "an address that is none": ('r="A2"', 'r="!!"', "打不开"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_workbook_is_refused_in_one_sentence(tmp_path, kind):
    old, new, says = HOSTILE[kind]
    (tmp_path / "台账.xlsx").write_bytes(workbook(old, new))
    for read in (sheets.read, sheets.grids):
        with pytest.raises(ReadError, match=says):
            list(read(tmp_path / "台账.xlsx"))


def test_a_hundred_thousand_rows_of_nothing_but_format_are_passed_over(tmp_path):
    rows = "".join(f'<row r="{at}"><c r="A{at}" s="0"/><c r="B{at}" s="0"/></row>' for at in range(3, 100_000))
    (tmp_path / "台账.xlsx").write_bytes(workbook(END, rows + END))
    assert [len(rows) for rows in sheets.read(tmp_path / "台账.xlsx")] == [2]


def test_an_ordinary_workbook_is_read_as_it_is(tmp_path):
    (tmp_path / "台账.xlsx").write_bytes(workbook())
    assert list(sheets.read(tmp_path / "台账.xlsx")) == [[(1, ("编号", "姓名")), (2, ("1", "甲"))]]
