"""Somebody else's bank becomes JSON, or a bank of ours for a person to go through: nothing lost, nothing wrong published."""

import json
from pathlib import Path

import openpyxl
import pytest

from roots import small_root
from tiaoli.commentary import rows
from tiaoli.convert import convert, load, write
from tiaoli.kinds import guess
from tiaoli.load import load as load_root
from tiaoli.model import ReadError
from tiaoli.quiz import bank, text_of
from tiaoli.quiz.checking import published
from tiaoli.readers import text

ROOT = Path(__file__).resolve().parent.parent
BANK = """\
借阅规定测试题
一、单项选择题（每题2分）
1. 图书室收到借书申请后，应当自收到之日起（　）内答复。
A. 3日
B. 5日
C. 10日
答案：B
解析：第三条。
2. 图书室收到借书申请后，应当自收到之日起（　）内答复。
A. 3日
B. 5日
C. 10日
答案：C
3. 借书人应当（　）。
A. 爱护图书
B. 代人还书
二、判断题
4. 遗失图书的，照价赔偿。（√）
5. 图书室应当每天开门。（√）
三、填空题
6. 遗失图书的，____赔偿。
答案：照价/按价
"""


@pytest.fixture
def root(tmp_path) -> Path:
    return small_root(tmp_path / "root")


@pytest.fixture
def source(tmp_path) -> Path:
    path = tmp_path / "借阅题库.txt"
    path.write_text(BANK, "utf-8")
    return path


def test_the_object_is_that_of_the_design(source):
    found = convert(source)
    assert list(found) == ["schema", "source", "kind", "found", "questions", "problems"] and found["kind"] == "quiz"
    first, _, unkeyed, true, _, blank = found["questions"]
    assert list(first) == ["id", "type", "stem", "options", "answer", "explanation", "line", "problems"]
    assert first["options"] == [
        {"label": "A", "text": "3日"},
        {"label": "B", "text": "5日"},
        {"label": "C", "text": "10日"},
    ]
    assert (first["answer"], first["explanation"], first["line"]) == (["B"], "第三条。", 3)
    assert (true["type"], true["answer"], blank["answer"]) == ("judge", True, [["照价", "按价"]])
    assert unkeyed["answer"] is None and [(p["code"], p["line"]) for p in unkeyed["problems"]] == [("key", 14)]
    assert json.loads(json.dumps(found, ensure_ascii=False)) == found


def test_a_bank_is_written_so_that_it_loads_and_only_what_is_proved_is_published(root, source):
    (result,) = write([source], root)
    assert (result.status, result.target) == ("written", root / "quizzes/借阅题库.yml")
    campaign = load_root(root)
    (made,) = campaign.quizzes
    assert not made.problems and len(made.questions) == 4
    assert all(q.origin == "manual" and not q.review for q in made.questions)
    shown = [q.stem for q in published(made, text_of(campaign))]
    assert (
        shown[0].startswith("图书室收到")
        and "遗失图书的，照价赔偿。（　）" in shown
        and not [s for s in shown if "每天开门" in s]
    )
    page = result.target.read_text("utf-8")
    assert "读入 6 题，2 题有问题，0 题丢弃" in page and "（原文第 9 行）" in page and "（原文第 14 行）" in page


def test_a_question_with_a_fault_is_whole_once_its_comment_marks_are_gone(root, source):
    (result,) = write([source], root)
    page = result.target.read_text("utf-8")
    restored = page.replace("\n  # 有问题", "\n# 有问题").replace("\n  # ", "\n  ")
    assert len(bank.parse(restored).questions) + sum(p.code == "dropped" for p in bank.parse(restored).problems) == 6


def test_a_bank_that_somebody_edited_is_kept_and_the_new_one_is_no_second_bank(root, source):
    (first,) = write([source], root)
    assert write([source], root)[0].status == "unchanged"
    edited = first.target.read_text("utf-8").replace("第三条。", "第三条：5日。")
    first.target.write_text(edited, "utf-8")
    source.write_text(BANK.replace("答案：C", "答案：B"), "utf-8")
    (second,) = write([source], root)
    assert second.status == "beside" and "quizzes/借阅题库.yml 在上次转换之后有人改过" in second.message
    assert second.target.name == "借阅题库.yml.new" and first.target.read_text("utf-8") == edited
    assert len(load_root(root).quizzes) == 1


def test_a_bank_of_the_site_is_never_overwritten(root, tmp_path):
    (root / "quizzes").mkdir()
    (root / "quizzes/own.yml").write_text("questions: []\n", "utf-8")
    path = tmp_path / "own.txt"
    path.write_text(BANK, "utf-8")
    assert (
        write([path], root)[0].status == "beside" and (root / "quizzes/own.yml").read_text("utf-8") == "questions: []\n"
    )


def test_ids_are_unique_plain_and_the_same_the_next_time(root, source, tmp_path):
    again = tmp_path / "other"
    again.mkdir()
    (again / source.name).write_text("\n\n" + BANK, "utf-8")
    ids = [q.id for q in bank.parse(load(source).markdown).questions]
    assert len(set(ids)) == len(ids) and all(name.isascii() for name in ids)
    assert ids == [q.id for q in bank.parse(load(again / source.name).markdown).questions]


def test_a_worksheet_is_a_bank_and_a_ledger_is_not(root, tmp_path, tiaoli):
    book = openpyxl.Workbook()
    book.active.append(["题干", "题型", "选项A", "选项B", "答案", "解析"])
    book.active.append(["遗失图书的，照价赔偿。", "判断题", "对", "错", "A", ""])
    book.active.append(["", "单选题", "甲", "乙", "A", ""])
    book.save(tmp_path / "bank.xlsx")
    done = tiaoli("convert", tmp_path / "bank.xlsx", cwd=root)
    assert done.returncode == 0 and "读入 1 题，0 题有问题，1 题丢弃。" in done.stdout and "第 3 行" in done.stdout
    assert "# 没有读入：第 3 行" in (root / "quizzes/bank.yml").read_text("utf-8")
    ledger = openpyxl.Workbook()
    ledger.active.append(["登记日期", "来访人", "事由"])
    ledger.save(tmp_path / "ledger.xlsx")
    with pytest.raises(ReadError, match="没有题库的表头"):
        convert(tmp_path / "ledger.xlsx")


@pytest.mark.parametrize(
    "words",
    [
        BANK,
        "| 序号 | 题干 | 选项A | 选项B | 答案 |\n| --- | --- | --- | --- | --- |\n| 1 | 谁负责（　） | 甲 | 乙 | A |\n",
        "".join(f"{n}．遗失图书的照价赔偿。（√）\n" for n in range(1, 8)),
        "题目如下。" + "".join(f"{n}.谁负责（ {k} ）A.甲 B.乙 C.丙" for n, k in enumerate("ABCABC", 1)),
    ],
)
def test_a_bank_is_known_without_being_told(tmp_path, words):
    path = tmp_path / "a.txt"
    path.write_text(words, "utf-8")
    assert guess(rows(text.read(path).lines)).kind == "quiz"


def test_an_article_about_a_quiz_is_no_bank(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "示例县举办知识竞赛\n题型有单选题、多选题和判断题，参赛者现场作答。\n答案公布后，评委逐题讲解。\n来源：示例日报\n",
        "utf-8",
    )
    assert guess(rows(text.read(path).lines)).kind == "commentary"
    assert guess(rows(text.read(ROOT / "docs/_data/regulation.md").lines)).kind == "statute"
