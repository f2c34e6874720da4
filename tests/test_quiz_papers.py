"""Papers: quotas met exactly or named, nothing given away, versions whose keys follow, pages like a real exam paper."""

import io
import re
import zipfile
from collections import Counter
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pdfplumber
import pytest

import printed
from roots import small_root
from tiaoli import quiz
from tiaoli.cli import main
from tiaoli.load import load
from tiaoli.model import Evidence, Option, Question
from tiaoli.quiz import papers
from tiaoli.quiz.papers import answers, blueprint, giveaway, page, sheet
from tiaoli.quiz.papers.selection import Quota, choose
from tiaoli.quiz.papers.versions import LETTERS, asked
from tiaoli.writers import docx
from tiaoli.writers.typst import typesetter

EXAMPLE = "quizzes/blueprints/paper.yml"


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load(repo_root)


@pytest.fixture(scope="module")
def text(campaign):
    return quiz.text_of(campaign)


@pytest.fixture(scope="module")
def example(repo_root, campaign, text):
    plan, problems = blueprint.read_file(repo_root / EXAMPLE, EXAMPLE)
    assert not problems
    made, problems = papers.compose(campaign, plan, text)
    assert not problems
    return made


def read(tmp_path: Path, words: str):
    path = tmp_path / "paper.yml"
    path.write_text(words, "utf-8")
    return blueprint.read_file(path, "paper.yml")


def test_every_quota_of_the_example_is_met_exactly(example):
    for section, questions in example.versions[0].sections:
        assert len(questions) == section.count
        assert {one.question.type for one in questions} == {section.type}
        for want in section.wants:
            assert sum(want.fits(one.question) for one in questions) == want.count
    assert sum(section.count * section.score for section in example.blueprint.sections) == 100


def test_the_same_blueprint_gives_the_same_paper_and_another_seed_another(repo_root, campaign, text, example):
    again, _ = papers.compose(campaign, example.blueprint, text)
    assert again == example
    other, _ = papers.compose(campaign, replace(example.blueprint, seed=2023), text)
    assert {one.question.id for one in other.versions[0].asked} != {
        one.question.id for one in example.versions[0].asked
    }


def test_no_two_questions_of_a_paper_give_each_other_away(example, text):
    questions = [one.question for one in example.versions[0].asked]
    assert not any(giveaway.conflicts(questions, text))
    # and by a cruder eye: no other question on the same article prints the words of a key
    for one, other in combinations(questions, 2):
        same = {e.target.partition("-p")[0] for e in one.evidence} & {
            e.target.partition("-p")[0] for e in other.evidence
        }
        assert not (same and any(key in other.stem for key in giveaway.key_words(one)))


def test_versions_hold_the_same_questions_and_their_keys_follow_the_options(example):
    first, second = example.versions
    assert sorted(one.question.id for one in first.asked) == sorted(one.question.id for one in second.asked)
    assert [one.question.id for one in first.asked] != [one.question.id for one in second.asked]
    for version in example.versions:
        assert [one.number for one in version.asked] == list(range(1, len(version.asked) + 1))
        for one in version.asked:
            if one.question.type in ("single", "multi"):
                chosen = {one.options[LETTERS.index(letter)].text for letter in one.key}
                assert chosen == {option.text for option in one.question.options if option.correct}
    moved = Counter(
        a.key == b.key for a in first.asked for b in second.asked if a.question.id == b.question.id and a.options
    )
    assert moved[False] > moved[True] / 2


def test_locked_options_and_those_about_others_stay_where_they_are():
    options = tuple(Option(f"第{n}项内容", correct=n == 1) for n in range(1, 4))
    options = (options[0], Option("固定", lock=True), *options[1:], Option("以上都对"))
    seen = set()
    for seed in range(20):
        shown = asked(1, Question("a", "single", "题（　）", options=options), 1, str(seed)).options
        assert (shown[1].text, shown[4].text) == ("固定", "以上都对")
        seen.add(shown)
    assert len(seen) > 3


def test_an_order_is_never_printed_in_its_right_order_and_its_key_leads_back():
    question = Question("a", "order", "排序", options=tuple(Option(words) for words in ("先", "后")))
    for seed in range(10):
        one = asked(1, question, 1, str(seed))
        assert [option.text for option in one.options] == ["后", "先"]
        assert one.key == "BA"


def test_a_judgement_has_no_options_to_shuffle_and_keeps_its_key():
    assert asked(1, Question("a", "judge", "对的。", answer=True), 1, "x").key == "√"


def question(
    name: str, stem: str, right: str, target: str = "art-3-p1", quote: str = "应当自收到之日起5日内答复", **more
):
    options = (Option(right, correct=True), Option("别的说法"))
    return Question(name, "single", stem, options=options, evidence=(Evidence(target, quote),), **more)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return quiz.text_of(load(small_root(tmp_path_factory.mktemp("root"))))


def test_a_stem_that_prints_the_others_key_excludes_it(small):
    one = question("a", "图书室应当自收到借书申请之日起（　）内答复。", "5日")
    other = question(
        "b",
        "图书室应当自收到借书申请之日起五日内答复，不能当场答复的，（　）。",
        "说明理由",
        quote="不能当场答复的，说明理由",
    )
    assert giveaway.conflicts([one, other], small) == [2, 1]


def test_an_explanation_that_tells_the_key_excludes_it(small):
    one = question("a", "图书室应当自收到借书申请之日起（　）内答复。", "5日")
    other = question(
        "b",
        "不能当场答复的，（　）。",
        "说明理由",
        quote="不能当场答复的，说明理由",
        explanation="应当自收到之日起5日内答复，说明理由。",
    )
    context = question("c", "（　）后5日内答复。", "收到申请", explanation="无")
    assert giveaway.conflicts([question("d", "自收到之日起（　）内答复。", "5日"), other], small) == [2, 1]
    assert giveaway.conflicts([one, context], small) == [2, 1]


def test_questions_on_different_matters_do_not_exclude_each_other(small):
    one = question("a", "图书室应当自收到借书申请之日起（　）内答复。", "5日")
    other = question("b", "遗失图书的，（　）。", "照价赔偿", "art-4-p2", "遗失图书的，照价赔偿")
    assert giveaway.conflicts([one, other], small) == [0, 0]


def test_a_judgement_that_prints_the_clause_excludes_questions_on_it(small):
    one = question("a", "不能当场答复的，（　）。", "说明理由", quote="不能当场答复的，说明理由")
    judge = Question("b", "judge", "不能当场答复的，不说明理由。", answer=False, evidence=one.evidence)
    assert giveaway.conflicts([one, judge], small) == [2, 1]


def test_the_search_meets_quotas_that_cross_where_greedy_choice_fails():
    # quota 1 needs the first two or the second two; the size is three; one excludes four
    questions = [Question(str(n), "single", "题") for n in range(5)]
    quotas = [Quota(0, "全部", 3, 1, 0b11111), Quota(0, "甲", 2, 2, 0b00111), Quota(0, "乙", 1, 3, 0b10000)]
    for seed in range(20):
        found = choose(questions, [0b11111], quotas, [0b10000, 0, 0, 0, 0b00001], [0] * 5, str(seed))
        assert found.groups == ((1, 2, 4),)


def test_preferred_uses_are_taken_first():
    questions = [Question(str(n), "single", "题") for n in range(6)]
    found = choose(questions, [0b111111], [Quota(0, "全部", 3, 1, 0b111111)], [0] * 6, [1, 0, 1, 0, 1, 0], "s")
    assert found.groups == ((1, 3, 5),)


def test_a_quota_that_can_not_be_met_is_named_with_its_line(tmp_path, campaign, text):
    words = "title: 示例\nuse: [paper, mock, practice]\nsections:\n  - type: multi\n    count: 90\n    score: 2\n    quotas:\n      - {chapter: 6, difficulty: 5, count: 5}\n"
    plan, _ = read(tmp_path, words)
    made, problems = papers.compose(campaign, plan, text)
    assert made is None
    told = {problem.line: problem.message for problem in problems}
    assert told[8].startswith("第六章 多选 难度5：需要 5 题，只有 0 题")
    assert re.match(r"多项选择题（多选）：需要 90 题，只有 \d+ 题", told[4])


def test_a_quota_that_only_exclusion_prevents_says_so(tmp_path, campaign, text):
    kinds = [q for q in papers.eligible(campaign, text, ("paper", "mock", "practice")) if q.type == "multi"]
    words = (
        f"title: 示例\nuse: [paper, mock, practice]\nsections:\n  - {{type: multi, count: {len(kinds)}, score: 1}}\n"
    )
    plan, _ = read(tmp_path, words)
    made, (problem,) = papers.compose(campaign, plan, text)
    assert made is None and "去掉互相提示答案的题" in problem.message


@pytest.mark.parametrize(
    ("words", "line", "part"),
    [
        ("title: 示例\nsections:\n  - {type: single, count: 5}\n", 3, "score"),
        ("title: 示例\nsections:\n  - type: single\n    count: 5\n    score: 2\n    chapters: {2: 4, 3: 4}\n", 6, "各章题数合起来是 8"),
        ("title: 示例\nsections:\n  - type: single\n    count: 5\n    score: 2\n    tags: {期限: 9}\n", 6, "超过"),
        ("title: 示例\nsection: []\nsections:\n  - {type: single, count: 5, score: 2}\n", 2, "sections"),
        ("title: 示例\nversions: [A, Z]\nsections:\n  - {type: single, count: 5, score: 2}\n", 2, "Z"),
        ("title: 示例\nsections:\n  - type: single\n    count: 5\n    score: 2\n    chapters: {三: 4}\n", 6, "数字"),
        ("title: 示例\nsections:\n  - type: single\n    count: 5\n    score: 2\n    quotas: [{count: 2}]\n", 6, "没有写章"),
    ],
)  # fmt: skip
def test_a_fault_in_the_blueprint_is_named_with_its_line(tmp_path, words, line, part):
    plan, problems = read(tmp_path, words)
    assert plan is None
    assert [problem.line for problem in problems] == [line] and part in problems[0].message


def test_only_questions_that_the_audit_passes_are_asked(tmp_path):
    campaign = load(small_root(tmp_path, {"quizzes/bank.yml": BANK}))
    found = papers.eligible(campaign, quiz.text_of(campaign), blueprint.USES)
    assert [one.id for one in found] == ["right"]


def documents(example, campaign):
    version = example.versions[0]
    return {
        "A4": page.paper(example, version, folded=False), "A3": page.paper(example, version, folded=True),
        "sheet": sheet.sheet(example, version), "key": answers.key(example, version, campaign),
    }  # fmt: skip


def test_a_paper_holds_every_question_and_no_key(example, campaign):
    for name in ("A4", "A3"):
        said = printed.whole_text(typesetter().typeset(documents(example, campaign)[name]).pdf)
        for one in example.versions[0].asked:
            assert printed.squeezed(one.question.stem.split("（　")[0].split("____")[0])[:24] in said
        assert "解析" not in said and "依据：第" not in said  # 法律法规依据： is the text of 第三十二条
        assert all(word in said for word in ("准考证号", "评卷人", "核分人", "密封线内不要答题"))


def test_the_key_says_the_answer_the_reason_and_the_provision_of_each_question(example, campaign):
    said = printed.whole_text(typesetter().typeset(documents(example, campaign)["key"]).pdf)
    for one in example.versions[0].asked:
        assert f"{one.number}.答案：{printed.squeezed(one.key)[:10]}" in said or one.question.type == "short"
        assert printed.squeezed(papers.provisions(one.question, campaign)[0][0]) in said


def test_the_answer_sheet_has_a_place_for_every_question(example, campaign):
    said = printed.whole_text(typesetter().typeset(documents(example, campaign)["sheet"]).pdf)
    for one in example.versions[0].asked:
        letters = LETTERS[: len(one.options)]
        if letters:
            assert f"{one.number}" + "".join(f"[{letter}]" for letter in letters) in said


def test_libreoffice_opens_the_papers_with_strip_columns_and_page_numbers(example, campaign, soffice, tmp_path):
    for name, size in (("A4", (595, 842)), ("A3", (1191, 842))):
        content = docx.write(documents(example, campaign)[name])
        pdf = printed.to_pdf(soffice, content, tmp_path / name)
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            first, second = opened.pages[0], opened.pages[1]
            assert (round(first.width), round(first.height)) == size
            # the strip stands outside the text: at the left of odd pages, at the right of even ones
            left = "".join(c["text"] for c in first.chars if c["x1"] < 36 * 72 / 25.4)
            right = "".join(c["text"] for c in second.chars if c["x0"] > second.width - 36 * 72 / 25.4)
            assert all(word in left[::-1] + left for word in ("单", "准", "密", "封", "线"))
            assert "密封线内不要答题" in right
            unit = "面" if name == "A3" else "页"
            assert f"第1{unit}（共{len(opened.pages)}{unit}）" in printed.squeezed(
                "".join(c["text"] for c in first.chars)
            )


BANK = """\
questions:
  - {id: right, type: judge, stem: 根据《示例县图书借阅规定》第四条，遗失图书的，照价赔偿。, answer: true, use: paper}
  - {id: wrong, type: judge, stem: 根据《示例县图书借阅规定》第四条，遗失图书的，照价赔偿。, answer: false, use: paper}
  - {id: later, type: judge, stem: 根据《示例县图书借阅规定》第四条，遗失图书的，照价赔偿。, answer: true, use: practice}
"""
BLUEPRINT = "title: 示例测试\nversions: [A]\nsections:\n  - {type: judge, count: COUNT, score: 1}\n"


def saved_by_another_program(path: Path) -> None:
    """As Word or WPS leaves a file: with their own name in it."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"tiaoli", b"WPS")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_the_command_writes_every_file_and_never_replaces_a_changed_one(tmp_path, capsys):
    root = small_root(
        tmp_path / "root", {"quizzes/bank.yml": BANK, "quizzes/blueprints/p.yml": BLUEPRINT.replace("COUNT", "1")}
    )
    out = tmp_path / "out"
    command = ["quiz", "paper", str(root / "quizzes/blueprints/p.yml"), "--out", str(out), "--format", "docx"]

    def run() -> int:
        with pytest.raises(SystemExit) as end:
            main(command)
        return end.value.code

    assert run() == 0 and "选了 1 题，满分 1 分：试卷题 1 题" in capsys.readouterr().out
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    assert sorted(before) == sorted(f"A卷-{name}.docx" for name in ("试卷（A4）", "试卷（A3）", "答题卡", "答案"))
    saved_by_another_program(out / "A卷-答案.docx")
    assert run() == 2 and "不会覆盖" in capsys.readouterr().err
    (out / "A卷-答案.docx").unlink()
    assert run() == 0
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_command_says_what_is_short_and_writes_nothing(tmp_path, capsys):
    root = small_root(tmp_path / "root", {"quizzes/bank.yml": BANK, "p.yml": BLUEPRINT.replace("COUNT", "4")})
    with pytest.raises(SystemExit) as end:
        main(["quiz", "paper", str(root / "p.yml"), "--out", str(tmp_path / "out")])
    assert end.value.code == 1 and not (tmp_path / "out").exists()
    assert "判断题（判断）：需要 4 题，只有 1 题" in capsys.readouterr().out
