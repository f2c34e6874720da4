"""What learners hand in: read from whatever form it comes in, marked anew, merged into tables without persons."""

import io
import json
import re
import subprocess
import zipfile

import openpyxl
import pytest

from quiz_results_files import handed, pasted
from roots import small_root
from tiaoli import quiz
from tiaoli.cli import main
from tiaoli.load import load
from tiaoli.quiz import results
from tiaoli.quiz.results.page import _bars
from tiaoli.quiz.results.reading import Fault, Handed
from tiaoli.quiz.results.statistics import SMALL

BANK = """\
questions:
  - id: reply
    type: single
    stem: 图书室应当自收到借书申请之日起（　）内答复。
    options:
      - {text: 5日, correct: true}
      - {text: 10日}
      - {text: 15日}
    evidence:
      - {target: art-3-p1, quote: 应当自收到之日起5日内答复}
  - id: care
    type: multi
    partial: half
    stem: 借书人应当（　）。
    options:
      - {text: 按期归还, correct: true}
      - {text: 不得涂画, correct: true}
      - {text: 自行转借}
    evidence:
      - {target: art-4-p1, quote: 借书人应当爱护图书}
  - id: lost
    type: judge
    stem: 遗失图书的，照价赔偿。
    answer: true
    evidence:
      - {target: art-4-p2, quote: 遗失图书的，照价赔偿}
  - id: days
    type: blank
    stem: 图书室应当自收到借书申请之日起____日内答复。
    answers:
      - [5, 五]
"""


@pytest.fixture
def root(tmp_path):
    return small_root(tmp_path / "root", {"quizzes/bank.yml": BANK})


@pytest.fixture
def campaign(root):
    return load(root)


@pytest.fixture
def questions(campaign):
    return {q.id: q for bank in campaign.quizzes for q in bank.questions}


def merged(campaign, *contents, keep="latest"):
    read = [one for at, content in enumerate(contents) for one in results.reading.results(content, f"{at}.txt")]
    known = {q.id: q for bank in campaign.quizzes for q in bank.questions}
    names = quiz.text_of(campaign).names
    return results.merge(read, known, names, results.site_id(campaign), results.digest(campaign), keep)


def as_json(*rows) -> bytes:
    return json.dumps(rows[0] if len(rows) == 1 else list(rows), ensure_ascii=False).encode()


def all_right(questions):
    return [(questions["reply"], "A", 2), (questions["care"], "AB", 3), (questions["lost"], "T", 1)]


def test_many_pasted_results_in_one_text_are_all_read_whatever_stands_between(campaign, questions):
    text = "".join(f"张组长 14:0{n}\n" + pasted(handed(campaign, all_right(questions), code=f"C{n}")) for n in range(5))
    for content in (
        text.encode(),
        text.encode("utf-16"),
        text.encode("gb18030"),
        text.replace("条理成绩:", "条理成绩：").encode(),
    ):
        assert len(merged(campaign, content).results) == 5


def test_a_line_broken_by_a_mail_program_is_still_one_result(campaign, questions):
    text = re.sub(r"([A-Za-z0-9_-]{76})", "\\1\n", pasted(handed(campaign, all_right(questions))))
    assert len(merged(campaign, text.encode()).results) == 1


def test_a_damaged_or_cut_text_is_named_with_its_line_and_the_rest_is_read(campaign, questions):
    good = pasted(handed(campaign, all_right(questions)))
    broken = good.replace("条理成绩:eyJ", "条理成绩:eyK")
    cut = good[: len(good) // 2] + "\n"
    found = merged(campaign, (broken + cut + good).encode())
    assert len(found.results) == 1
    assert [(fault.row, fault.kind) for fault in found.faults] == [(3, "校验不符"), (6, "校验不符")]


def test_words_about_results_are_no_result(campaign):
    assert [f.kind for f in merged(campaign, "请各科室把条理成绩交来".encode()).faults] == ["没有成绩"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"site": "another"}, "别的网站"), ({"statute": "00000000"}, "条文版本不同"), ({"code": ""}, "没有代号"),
        ({"schema": 2}, "版本不同"), ({"tiaoli": "other"}, "不是成绩文件"), ({"answers": [["reply", 1, "A"]]}, "读不懂"),
        ({"score": "满分"}, "读不懂"), ({"answers": []}, "没有作答"), ({"answers": [["reply", 1, "Z", 2, 1]]}, "内容被改动"),
        ({"answers": [["reply", 9, "A", 2, 1]]}, "题目版次不同"),
    ],
)  # fmt: skip
def test_what_does_not_belong_here_is_named_and_left_out(campaign, questions, change, kind):
    found = merged(campaign, as_json(handed(campaign, all_right(questions), **change)))
    assert not found.results
    assert [(fault.kind, fault.left_out) for fault in found.faults] == [(kind, True)]


def test_a_score_that_was_raised_by_hand_is_marked_anew_and_named(campaign, questions):
    honest = [handed(campaign, all_right(questions), code=f"C{n}") for n in range(3)]
    cheat = handed(
        campaign, [(questions["reply"], "B", 2), (questions["care"], "AB", 3), (questions["lost"], "F", 1)], code="X"
    )
    found = merged(campaign, as_json(*honest, cheat))
    assert [one.percent for one in found.results] == [100, 100, 100, 50]
    assert [(fault.row, fault.kind, fault.left_out) for fault in found.faults] == [(4, "分数不符", False)]


def test_partial_credit_follows_the_rule_of_the_question(campaign, questions):
    rows = [(questions["reply"], "A", 2), (questions["care"], "A", 1.5), (questions["lost"], "T", 1)]
    found = merged(campaign, as_json(handed(campaign, all_right(questions)), handed(campaign, rows, code="B")))
    assert not found.faults
    assert [one.percent for one in found.results] == [100, 75]


@pytest.mark.parametrize(
    ("given", "right"), [("5", 1), ("五", 1), ("5日", 1), ("5天", 1), ("5个工作日", 0), ("15", 0), ("", 0)]
)
def test_a_blank_is_marked_as_the_page_marks_it(campaign, questions, given, right):
    row = handed(campaign, []) | {
        "mode": "practice",
        "score": right,
        "full": 1,
        "answers": [["days", 1, given, right, 3]],
    }
    found = merged(campaign, as_json(row))
    assert (found.results[0].percent, found.faults) == (100 * right, ())


def test_one_code_counts_once_the_latest_or_the_best(campaign, questions):
    best = handed(campaign, all_right(questions), finished=100)
    later = handed(campaign, [(questions["reply"], "B", 0), *all_right(questions)[1:]], finished=200)
    for keep, percent in (("latest", 66.67), ("best", 100)):
        found = merged(campaign, as_json(later, best), keep=keep)
        assert ([one.percent for one in found.results], found.doubled) == ([percent], 1)


def test_a_code_in_two_units_is_two_people_and_said(campaign, questions):
    rows = [handed(campaign, all_right(questions), unit=unit) for unit in ("示例一科", "示例二科")]
    found = merged(campaign, as_json(*rows))
    assert len(found.results) == 2
    assert [fault.kind for fault in found.faults] == ["代号重复"]


def report_of(campaign, questions, sizes: dict[str, int]):
    rows = [
        handed(campaign, all_right(questions), unit=u, code=f"{u}{n}") for u, size in sizes.items() for n in range(size)
    ]
    return results.report(merged(campaign, as_json(*rows)), campaign.statute)


def test_a_unit_of_fewer_than_three_shows_no_average_and_cannot_be_reckoned_from_the_total(campaign, questions):
    report = report_of(campaign, questions, {"甲科": 4, "乙科": 2})
    assert {unit.name: unit.average for unit in report.units} == {"甲科": 100, "乙科": None}
    assert report.total.count == 4


def test_small_units_that_are_enough_together_stand_in_one_row(campaign, questions):
    report = report_of(campaign, questions, {"甲科": 4, "乙科": 2, "丙科": 1})
    assert [(unit.name, unit.count, unit.average) for unit in report.units] == [
        ("甲科", 4, 100), ("（不足3人的单位合并）", 3, 100)]  # fmt: skip
    assert report.total.count == 7


def test_items_tell_difficulty_discrimination_and_options_that_nobody_chose(campaign, questions):
    rows = []
    for n in range(40):
        able = n < 20
        answers = [
            (questions["reply"], "A" if able else "B", 2 * able),
            (questions["care"], "AB" if n % 2 else "C", 3 * (n % 2)),
            (questions["lost"], "T", 1),
        ]
        rows.append(handed(campaign, answers, code=f"C{n}"))
    items = {
        item.question.id: item for item in results.report(merged(campaign, as_json(*rows)), campaign.statute).items
    }
    reply, lost = items["reply"], items["lost"]
    assert (reply.share, reply.options, reply.unchosen) == (0.5, (20, 20, 0), "C")
    assert reply.discrimination > 0.4 and "C" in reply.advice
    assert (lost.share, lost.discrimination, lost.unchosen) == (1, 0, "")


def test_weak_articles_come_first(campaign, questions):
    rows = [handed(campaign, [(questions["reply"], "B", 0), *all_right(questions)[1:]], code=f"C{n}") for n in range(4)]
    weak = results.report(merged(campaign, as_json(*rows)), campaign.statute).weak
    assert [(row.address, row.share) for row in weak] == [("art-3", 0), ("art-4", 1)]


def test_folders_zips_and_strange_files_in_one_run_without_a_name_anywhere(root, campaign, questions, tmp_path, capsys):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "一科.json").write_bytes(as_json(handed(campaign, all_right(questions), code="J")))
    (folder / "群里.txt").write_text(
        "".join(pasted(handed(campaign, all_right(questions), code=f"T{n}")) for n in range(2)), "utf-8"
    )
    (folder / "照片.jpg").write_bytes(b"\xff\xd8")
    (folder / "坏.json").write_bytes(b'{"tiaoli": "quiz-result", ')
    (folder / "坏.zip").write_bytes(b"PK nonsense")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("内/二科.json", as_json(handed(campaign, all_right(questions), code="Z")))
        archive.writestr("__MACOSX/x.json", b"")
    (folder / "各科.zip").write_bytes(packed.getvalue())
    with pytest.raises(SystemExit) as end:
        main(["quiz", "results", str(folder), "--root", str(root), "--out", str(tmp_path / "out")])
    said = capsys.readouterr()
    assert end.value.code == 0 and not said.err
    assert "读到 4 份成绩，计入 4 份" in said.out
    page = (tmp_path / "out" / "成绩汇总.html").read_text("utf-8")
    book = openpyxl.load_workbook(tmp_path / "out" / "成绩汇总.xlsx")
    cells = "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert not [text for text in (page, cells, said.out) if "示例人名" in text]
    faults = [row[:2] for row in book["问题"].iter_rows(min_row=3, values_only=True) if row[2]]
    assert sorted(path for path, _ in faults) == sorted(["照片.jpg", "坏.json", "坏.zip"])
    assert "http" not in re.sub(r"http://www\.w3\.org/\S+", "", page)


def test_a_missing_path_ends_with_one_sentence(root, capsys):
    with pytest.raises(SystemExit) as end:
        main(["quiz", "results", "没有这个.json", "--root", str(root)])
    assert end.value.code == 2 and "没有找到" in capsys.readouterr().err


def test_the_same_results_give_the_same_bytes(campaign, questions):
    first, second = (report_of(campaign, questions, {"甲科": 3}) for _ in range(2))
    assert results.xlsx(first, "示例") == results.xlsx(second, "示例")
    assert results.html(first, "示例") == results.html(second, "示例")


def test_reading_never_fails_on_bytes_that_are_no_result():
    for content in (
        b"",
        b"[" * 100_000,
        b"null",
        b"[1]",
        b"{}",
        b"\x00\xff",
        "条理成绩:abc.00000000".encode(),
        b"[[[]]]",
    ):
        assert all(isinstance(one, Fault | Handed) for one in results.reading.results(content, "x"))


PAGE = """
const fs = require("fs"), dir = process.argv[2];
global.tiaoliQuizCanon = require(dir + "/quiz-canon.js");
const logic = require(dir + "/quiz-logic.js"), result = require(dir + "/quiz-result.js");
const rows = JSON.parse(fs.readFileSync(0, "utf8"));
const marked = rows.tries.map(([question, given]) => ({ question, given, points: logic.mark(question, given, rows.names).points, seconds: 1 }));
process.stdout.write(result.text(result.result(rows.about, marked)));
"""


def tries(question):
    """Answers to a question that are right, nearly right, wrong and missing."""
    letters = "ABCDEFGH"[: len(question.options)]
    if question.type in ("single", "multi"):
        keyed = "".join(letters[at] for at in question.keyed)
        return [keyed, keyed[:1], letters[-1], letters, ""]
    if question.type == "judge":
        return ["T", "F", ""]
    if question.type == "order":
        places = [str(at) for at in range(1, len(question.options) + 1)]
        return [",".join(places), ",".join(places[::-1]), ""]
    if question.type == "blank":
        words = [word for words in question.answers for word in words]
        return [
            "|".join(a[-1] for a in question.answers),
            *words,
            *(word + "天" for word in words),
            *(f" {word}，" for word in words),
            "不知道",
            "",
        ]
    return ["1", "1,2", "0", ""]


def test_the_merger_reads_what_the_page_writes_and_marks_every_answer_alike(node, repo_root):
    campaign = load(repo_root)
    asked = [(q, given) for bank in campaign.quizzes for q in bank.questions for given in dict.fromkeys(tries(q))]
    names = [campaign.statute.title, *campaign.settings.get("statute.short_names")]
    rows = [
        [{"id": q.id, "rev": q.rev, "type": q.type, "stem": q.stem, "options": [{"text": o.text, "correct": o.correct} for o in q.options],
          "answer": q.answer, "answers": q.answers, "points": q.points, "text": q.text, "partial": q.partial, "score": q.score}, given]
        for q, given in asked
    ]  # fmt: skip
    about = {
        "site": "示例",
        "statute": "0",
        "mode": "practice",
        "title": "练习",
        "unit": "示例",
        "code": "A",
        "started": 1,
        "finished": 2,
    }
    sent = json.dumps({"names": names, "tries": rows, "about": about})
    folder = repo_root / "scripts" / "tiaoli" / "assets"
    said = subprocess.run(
        [node, "-e", PAGE, "-", str(folder)], input=sent.encode(), capture_output=True, check=True
    ).stdout
    (found,) = results.reading.results(said, "x.txt")
    text = quiz.text_of(campaign)
    shares = [results.merging.share(q, given, text.names) for q, given in asked]
    differs = [
        (q.id, given, answer.points, share)
        for (q, given), answer, share in zip(asked, found.answers, shares, strict=True)
        if share is None or abs(share * q.score - answer.points) > 0.011
    ]
    assert not differs and len(asked) > 1500


def test_the_name_of_the_small_units_together_is_not_cut_in_the_chart():
    chart = _bars([SMALL, "示例局"], [80, 90], ["80 分", "90 分"], "各单位平均分")
    assert f">{SMALL}<" in chart
    left = int(re.search(r'<text x="(\d+)"', chart)[1])
    assert left >= 14 * len(SMALL), "the name fits beside its bar"
    assert ">" + "长" * 11 + "…<" in _bars(["长" * 20], [1], ["1 分"], "各单位平均分")
