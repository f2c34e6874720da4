"""One bank as people pass it around, half of it with faults, in seven layouts: no fault passes, what is right does."""

from collections import Counter
from pathlib import Path

import docx
import openpyxl
import pytest

from tiaoli import quiz, yamldata
from tiaoli.load import load
from tiaoli.quiz import audit, foreign
from tiaoli.quiz.stems import BLANK
from tiaoli.readers import choose, sheets

ROWS = yamldata.read_file(Path(__file__).parent / "cases" / "quiz" / "foreign_bank.yml").data
KINDS = ("single", "multi", "judge", "blank")
#: In the order of the sections that every layout prints.
BANK = [row for kind in KINDS for row in ROWS if row[1] == kind]
LETTERS = "ABCDEFGH"
MARKS = "一二三四"


def sections():
    for mark, kind in zip(MARKS, KINDS, strict=True):
        yield f"{mark}、{quiz.NAMES[kind]}", kind, [row for row in BANK if row[1] == kind]


def key_in_brackets(path):
    lines, number = [], 0
    for heading, kind, rows in sections():
        lines.append(heading)
        for _, _, stem, options, key in rows:
            number += 1
            places = list(BLANK.finditer(stem))
            inside = kind in ("single", "multi") and len(places) == 1
            shown = BLANK.sub(f"（ {key} ）", stem) if inside else f"{stem}（{key}）" if kind == "judge" else stem
            lines.append(f"{number}. {shown}")
            lines.append("  ".join(f"{LETTERS[at]}.{option}" for at, option in enumerate(options)))
            if not inside and kind != "judge":
                lines.append(f"答案：{key}")
    path.with_suffix(".txt").write_text("\n".join(lines), "utf-8")
    return path.with_suffix(".txt")


def answers_at_the_end(path):
    lines, keys = ["《信访工作条例》知识竞赛题库"], ["参考答案"]
    for heading, kind, rows in sections():
        lines.append(heading)
        keys.append(heading)
        for number, (_, _, stem, options, key) in enumerate(rows, 1):
            lines.append(f"{number}、{stem}{'（  ）' if kind == 'judge' else ''}")
            lines += [f"{LETTERS[at]}、{option}" for at, option in enumerate(options)]
            keys.append(f"{number}.{key}")
    path.with_suffix(".txt").write_text("\n".join(lines + keys), "utf-8")
    return path.with_suffix(".txt")


def full_width_with_explanations(path):
    lines = []
    for number, (_, kind, stem, options, key) in enumerate(BANK, 1):
        lines.append(f"{number}．【{quiz.NAMES[kind]}】{stem}")
        lines += [f"{chr(0xFF21 + at)}．{option}" for at, option in enumerate(options)]
        lines += [f"正确答案：{key}", "解析：见《信访工作条例》。", ""]
    path.with_suffix(".txt").write_text("\n".join(lines), "utf-8")
    return path.with_suffix(".txt")


def word_paragraphs(path):
    document, number = docx.Document(), 0
    for heading, _, rows in sections():
        document.add_heading(heading, 2)
        for _, _, stem, options, key in rows:
            number += 1
            document.add_paragraph(f"{number}. {stem}")
            for at, option in enumerate(options):
                document.add_paragraph(f"{LETTERS[at]}. {option}")
            document.add_paragraph(f"答案：{key}")
    document.save(path.with_suffix(".docx"))
    return path.with_suffix(".docx")


def word_table(path):
    document = docx.Document()
    table = document.add_table(rows=0, cols=9)
    rows = [["序号", "题型", "题目", "选项A", "选项B", "选项C", "选项D", "选项E", "答案"]]
    rows += [[str(n), quiz.NAMES[k], s, *padded(o), key] for n, (_, k, s, o, key) in enumerate(BANK, 1)]
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    document.save(path.with_suffix(".docx"))
    return path.with_suffix(".docx")


def padded(options):
    return [*options, *[""] * (5 - len(options))]


def excel_columns(path):
    book = openpyxl.Workbook()
    book.active.append(["题干", "题型", "A", "B", "C", "D", "E", "正确答案", "解析"])
    for _, kind, stem, options, key in BANK:
        book.active.append([stem, quiz.NAMES[kind], *padded(options), key, ""])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def excel_sheets(path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for heading, _, rows in sections():
        sheet = book.create_sheet(heading)
        sheet.append(["序号", "试题内容", "选项", "标准答案"])
        for number, (_, _, stem, options, key) in enumerate(rows, 1):
            sheet.append([number, stem, "\n".join(f"{LETTERS[at]}.{o}" for at, o in enumerate(options)), key])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


LAYOUTS = (
    key_in_brackets, answers_at_the_end, full_width_with_explanations, word_paragraphs, word_table, excel_columns, excel_sheets,
)  # fmt: skip


@pytest.fixture(scope="session")
def text(repo_root):
    return quiz.text_of(load(repo_root))


@pytest.fixture(params=LAYOUTS, ids=lambda layout: layout.__name__)
def judged(request, tmp_path, text):
    """(row, question, verdict) in the order of the bank."""
    path = request.param(tmp_path / "bank")
    if path.suffix == ".xlsx":
        bank = foreign.from_sheets(sheets.read(path), str(path))
    else:
        bank = foreign.from_source(choose.read(path))
    assert bank.found == len(bank.questions) == len(BANK)
    return [(row, q, audit.judge(q, text, foreign=True)) for row, q in zip(BANK, bank.questions, strict=True)]


def test_every_layout_is_read_whole_and_judged_safely(judged):
    for (_, kind, stem, options, key), question, _ in judged:
        assert question.type == kind, stem
        assert [o.text for o in question.options] == options, stem
        if kind in ("single", "multi"):
            assert "".join(LETTERS[at] for at in question.keyed) == key, stem
    assert [row for row, _, v in judged if row[0] == "wrong" and v.verdict == "ok"] == []
    assert [row for row, _, v in judged if row[0] != "wrong" and v.verdict in ("wrong", "ambiguous")] == []
    right = Counter(v.verdict for row, _, v in judged if row[0] == "right")
    assert right["ok"] >= 0.9 * right.total()
    wrong = Counter(v.verdict for row, _, v in judged if row[0] == "wrong")
    assert wrong["wrong"] >= 0.7 * wrong.total()
