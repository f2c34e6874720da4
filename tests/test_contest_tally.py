"""tiaoli contest sheets and tally: judges' workbooks as filled in, the rules as published, and what comes of them."""

import shutil
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from tiaoli import contest as contests
from tiaoli.contest.entries import key
from tiaoli.contest.entries.key import Entry
from tiaoli.contest.entries.scores import Score, read
from tiaoli.contest.entries.sheets import Judge, allot
from tiaoli.contest.entries.tally import PENDING, distances, places
from tiaoli.load import load
from tiaoli.model import ERROR, ReadError
from tiaoli.writers.xlsx import Column, Sheet, workbook

UNITS = ("示例县示例镇", "示例县样本镇", "示例县样例街道", "示例县信访局")
JUDGES = tuple(
    Judge(f"评委{name}", unit)
    for name, unit in zip("甲乙丙丁戊己", (*UNITS, "示例县司法局", "示例县融媒体中心"), strict=True)
)


@pytest.fixture(scope="module")
def contest(repo_root):
    return contests.of(load(repo_root))


def entries(count: int) -> tuple[Entry, ...]:
    return tuple(
        Entry(
            f"{i:04d}",
            f"{i}.docx",
            f"第{i}篇",
            f"示例{i}",
            f"示例县第{i}单位" if i % 3 else UNITS[i % 4],
            "0" * 64,
            i != 11,
        )
        for i in range(1, count + 1)
    )


def fill(path: Path, points, **wrong) -> None:
    """Type points into a sheet; `wrong`: cell -> what stands there instead."""
    book = openpyxl.load_workbook(path)
    page = book.active
    for row in range(3, page.max_row + 1):
        number = str(page.cell(row, 1).value or "")
        if number.isdigit():
            for at, value in enumerate(points(number), 3):
                page.cell(row, at).value = value
    for cell, value in wrong.items():
        page[cell] = value
    book.save(path)


@pytest.fixture()
def office(made, tmp_path):
    """A key, a list of judges and their sheets, to write in."""
    shutil.copytree(made, tmp_path / "office")
    return tmp_path / "office"


@pytest.fixture(scope="module")
def made(tmp_path_factory, tiaoli):
    tmp_path = tmp_path_factory.mktemp("office")
    (tmp_path / "key.xlsx").write_bytes(key.write(entries(12)))
    table = Sheet("评委", (Column("姓名"), Column("单位")), tuple((j.name, j.unit) for j in JUDGES))
    (tmp_path / "judges.xlsx").write_bytes(workbook((table,)))
    done = tiaoli(
        "contest", "sheets", tmp_path / "key.xlsx", "--judges", tmp_path / "judges.xlsx", "--out", tmp_path / "评分表"
    )
    assert done.returncode == 0, done.stderr
    return tmp_path


def points(contest, number: str, less: int = 0) -> list[int]:
    return [max(0, c.weight - int(number) % 12 - less) for c in contest.judging.rubric]


def test_from_sheets_to_certificates(office, contest, tiaoli):
    for path in (office / "评分表").iterdir():
        fill(path, lambda n: points(contest, n))
    out = office / "结果"
    done = tiaoli("contest", "tally", office / "评分表", "--key", office / "key.xlsx", "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    book = openpyxl.load_workbook(out / "评审结果.xlsx")
    assert book.sheetnames == ["获奖名单", "全部得分", "评委", "单位"]
    rows = [row for row in book["获奖名单"].iter_rows(min_row=3, values_only=True) if row[2]]
    assert [row[0] for row in rows[:4]] == ["一等奖"] * 3 + ["二等奖"] and rows[0][2] == "第12篇" and rows[0][5] == 100
    words = "\n".join(p.text for p in docx.Document(str(out / "公示稿.docx")).paragraphs)
    assert "公示" in words and "一等奖（3篇）" in words
    end = [p for p in docx.Document(str(out / "公示稿.docx")).paragraphs if p.text.strip()]
    at = next(i for i, p in enumerate(end) if p.text == "特此公示。")
    assert (
        all(p.paragraph_format.keep_with_next for p in end[at:-1]) and at < len(end) - 1
    )  # signature and day go with it
    certificates = sorted(path.name for path in (out / "证书").iterdir())
    assert len(certificates) == 2 * len(rows) and "01-一等奖-0012.pdf" in certificates
    sheet = docx.Document(str(out / "证书" / "01-一等奖-0012.docx")).tables[0]
    said = [cell.text.strip() for row in sheet.rows for cell in row.cells]
    assert said[0] == "示例12　同志：" and "一等奖" in said
    assert "| 第12篇 | 示例12 | " in (out / "awards.md").read_text("utf-8")
    assert "| 第11篇 | （不署名） | " in (out / "awards.md").read_text("utf-8") and "示例11" not in (
        out / "awards.md"
    ).read_text("utf-8")
    assert "docs/contest/awards.md" in done.stdout and "1 篇获奖稿件没有登记作者同意署名" in done.stdout


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"C3": 999}, "第 3 行 C 列"), ({"D4": None}, "没有填"), ({"C3": "优"}, "不是数字"), ({"C3": "#REF!"}, "公式错误"),
     ({"A3": "0999"}, "不在对照表里"), ({"C3": -1}, "超出 0 到"), ({"A4": "0001"}, "已经有了")],
)  # fmt: skip
def test_a_mistake_is_named_by_sheet_row_and_column(office, contest, wrong, said):
    for path in sorted((office / "评分表").iterdir()):
        book = openpyxl.load_workbook(path)
        first = str(book.active["A3"].value)
        here = wrong if path.name == "评分表-评委己.xlsx" else {}
        fill(path, lambda n: points(contest, n), **({"A4": first} if "A4" in here else here))
    found = read(sorted((office / "评分表").iterdir()), entries(12), contest)
    assert [p for p in found.problems if p.path == "评分表-评委己.xlsx" and said in p.message and p.severity == ERROR]


def test_a_judge_twice_and_an_own_unit_are_refused(office, contest, tiaoli):
    for path in list((office / "评分表").iterdir()):
        fill(path, lambda n: points(contest, n))
    book_units = {e.number: e.unit for e in entries(12)}
    one = office / "评分表" / "评分表-评委甲.xlsx"
    (office / "评分表" / "再交一次.xlsx").write_bytes(one.read_bytes())
    book = openpyxl.load_workbook(one)
    title = book.active["A1"].value
    book.active["A1"] = title.replace(UNITS[0], book_units[str(book.active["A3"].value)])
    book.save(one)
    done = tiaoli("contest", "tally", office / "评分表", "--key", office / "key.xlsx")
    assert (
        done.returncode == 1
        and "已经有一份评分表" in done.stdout
        and ("应当回避" in done.stdout or "0001" not in done.stdout)
    )


def test_sheets_that_are_filled_in_are_not_overwritten(office, tiaoli):
    again = tiaoli(
        "contest", "sheets", office / "key.xlsx", "--judges", office / "judges.xlsx", "--out", office / "评分表"
    )
    assert again.returncode == 2 and "没有覆盖" in again.stderr


def test_nobody_gets_an_entry_of_the_own_unit_and_work_is_shared_evenly(contest):
    given = allot(entries(40), JUDGES, contest)
    assert not [e for j in JUDGES for e in given[j.name] if e.unit == j.unit]
    assert sum(map(len, given.values())) == 40 * contest.judging.judges
    sizes = sorted(map(len, given.values()))
    assert sizes[-1] - sizes[0] <= 3
    with pytest.raises(ReadError, match="回避后只剩"):
        allot(entries(3), JUDGES[: contest.judging.judges], contest)


def score(number: str, judge: str, *values: int) -> Score:
    return Score(number, judge, tuple(map(Decimal, values)))


def test_highest_and_lowest_are_left_out_and_ties_go_by_the_published_rule(contest):
    two = entries(2)
    found = [
        score("0001", f"评委{i}", *v)
        for i, v in enumerate(
            ((20, 25, 20, 20, 15), (10, 20, 15, 15, 10), (10, 20, 15, 15, 10), (10, 20, 15, 15, 10), (0, 0, 0, 0, 0))
        )
    ]
    found += [score("0002", f"评委{i}", 15, 15, 15, 15, 10) for i in range(5)]
    first, second = places(found, two, contest)
    assert (first.score, second.score) == (Decimal("70.00"), Decimal("70.00"))
    assert first.entry.number == "0001" and set(first.dropped) == {"评委0", "评委4"}
    assert (first.rank, second.rank) == (1, 2)


def test_a_tie_at_the_last_award_waits_for_the_vote_and_follows_it(contest):
    four = entries(5)
    found = [score(e.number, f"评委{i}", 10, 10, 10, 10, 10) for e in four for i in range(5)]
    assert {p.award for p in places(found, four, contest)} == {PENDING}
    voted = places(found, four, contest, ("0005", "0004", "0003", "0002", "0001"))
    assert [p.entry.number for p in voted] == ["0005", "0004", "0003", "0002", "0001"]
    assert [p.award for p in voted][:4] == ["一等奖"] * 3 + ["二等奖"]


def test_a_judge_far_from_the_others_is_named_and_nobody_else():
    found = [
        score(f"{n:04d}", f"评委{j}", 60 + n % 7 + (j * n) % 3 - (15 if j == 4 else 0))
        for n in range(10)
        for j in range(5)
    ]
    assert [d.judge for d in distances(found) if d.far] == ["评委4"]
    assert not any(d.far for d in distances([s for s in found if s.judge != "评委4"]))


def test_the_key_comes_back_as_written_and_a_number_twice_is_refused(tmp_path):
    (tmp_path / "key.xlsx").write_bytes(key.write(entries(3)))
    assert key.read(tmp_path / "key.xlsx") == entries(3)
    (tmp_path / "twice.xlsx").write_bytes(key.write((entries(1)[0], entries(1)[0])))
    with pytest.raises(ReadError, match="出现了两次"):
        key.read(tmp_path / "twice.xlsx")
