"""Other people's banks are read in the forms people pass around, and nothing is dropped uncounted."""

from pathlib import Path

import openpyxl
import pytest

from tiaoli import yamldata
from tiaoli.cli.quiz import read_bank
from tiaoli.model import Question, ReadError
from tiaoli.quiz import foreign

CASES = yamldata.read_file(Path(__file__).parent / "cases" / "quiz" / "forms.yml").data


def key_of(question: Question):
    """The key as cases write it."""
    if question.type in ("single", "multi"):
        return "".join(question.labels[at] for at in question.keyed)
    if question.type == "judge":
        return question.answer
    if question.type == "blank":
        return [list(words) for words in question.answers]
    return question.text


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_every_question_comes_out_with_its_type_stem_and_key(case):
    bank = foreign.parse(case["text"], "x.txt")
    expected = [[kind, stem, [[str(w) for w in words] for words in key] if isinstance(key, list) else key]
                for kind, stem, key in case["questions"]]  # fmt: skip
    assert [
        [q.type, q.stem[: len(stem)], key_of(q)] for q, (_, stem, _) in zip(bank.questions, expected, strict=True)
    ] == expected


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_problems_and_dropped_questions_are_counted_with_their_lines(case):
    bank = foreign.parse(case["text"], "x.txt")
    assert len({p.line for p in bank.problems if p.code != "dropped"}) == case.get("problems", 0)
    assert (
        bank.found - len(bank.questions)
        == case.get("dropped", 0)
        == len([p for p in bank.problems if p.code == "dropped"])
    )
    assert all(p.line and p.message.endswith("。") for p in bank.problems)


def test_ids_of_a_bank_are_unique():
    for case in CASES:
        names = [q.id for q in foreign.parse(case["text"]).questions]
        assert len(set(names)) == len(names)


@pytest.fixture
def workbook(tmp_path):
    """A bank as a worksheet, with a cell merged over two rows, a heading row and a row without a stem."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(
        ["题干（必填）", "题型 （必填）", "选项 A", "选项 B", "选项 C", "正确答案\n（必填）", "解析\n（勿删）"]
    )
    sheet.append(["代表人数不得超过（　）人。", "单选题", 3, 5, 10, "B", "第二十条"])
    sheet.append(
        ["各级机关、单位应当向社会公布（　）等相关事项。", "多选题", "网络信访渠道", "通信地址", "家庭住址", "AB", ""]
    )
    sheet.append(["信访处理意见书应当载明信访人（　）等。", None, "投诉请求", "事实和理由", "家庭收入", "A；B", ""])
    sheet.merge_cells("B3:B4")
    sheet.append(["任何组织和个人不得打击报复信访人。", "判断题", "对", "错", "", "A", ""])
    sheet.append(["本条例由（　）负责解释。", "填空题", "国家信访局", "", "", "", ""])
    sheet.append(["", "单选题", "甲", "乙", "", "A", ""])
    path = tmp_path / "题库.xlsx"
    book.save(path)
    return path


def test_a_worksheet_is_read_row_by_row(workbook):
    bank = read_bank(workbook)
    assert [(q.type, key_of(q), q.line) for q in bank.questions] == [
        ("single", "B", 2), ("multi", "AB", 3), ("multi", "AB", 4), ("judge", True, 5), ("blank", [["国家信访局"]], 6),
    ]  # fmt: skip
    assert [o.text for o in bank.questions[0].options] == ["3", "5", "10"]
    assert (bank.found, [(p.code, p.line) for p in bank.problems]) == (6, [("dropped", 7)])


def test_a_word_file_is_read_with_automatic_numbers_and_tables(tmp_path):
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_paragraph("一、单项选择题")
    for stem, options, key in (
        ("本条例由（  ）负责解释。", "A. 国务院\tB. 国家信访局", "B"),
        ("代表人数不得超过（  ）人。", "A. 3\tB. 5", "B"),
    ):
        document.add_paragraph(stem, style="List Number")
        document.add_paragraph(options)
        document.add_paragraph(f"答案：{key}")
    table = document.add_table(rows=2, cols=3)
    for at, row in enumerate((("序号", "题干", "答案"), ("1", "任何组织和个人不得打击报复信访人。", "√"))):
        for column, words in enumerate(row):
            table.cell(at, column).text = words
    path = tmp_path / "题库.docx"
    document.save(path)
    assert [(q.type, key_of(q)) for q in read_bank(path).questions] == [
        ("single", "B"),
        ("single", "B"),
        ("judge", True),
    ]


@pytest.mark.parametrize("name", ["题库.xlsx", "题库.docx", "题库.doc"])
def test_what_cannot_be_read_says_so_in_one_sentence(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 not a document")
    with pytest.raises(ReadError) as error:
        read_bank(path)
    assert str(error.value).startswith("题库.") and str(error.value).endswith("。")


def test_one_key_of_a_real_platform_table_stays_with_its_row(workbook):
    """A row's explanation and key must not slip to its neighbour."""
    first = read_bank(workbook).questions[0]
    assert (first.explanation, first.key) == ("第二十条", "B")
