"""The quiz pages as they are made: what is shown, what never is, and the logic that the browser runs."""

import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from roots import SIGNED, small_root
from tiaoli import load, search, site, yamldata
from tiaoli.model import Asset, Page
from tiaoli.quiz.audit import canon
from tiaoli.quiz.results import grading
from tiaoli.site.quizzes import NOT_FORMAL, data, lists

HERE = Path(__file__).parent
CANON = yamldata.read_file(HERE / "cases/quiz/canon.yml").data
ANSWERS = yamldata.read_file(HERE / "cases/quiz/answers.yml").data
BANK = """\
title: 借阅
questions:
  - id: reply
    type: single
    stem: 根据《示例县图书借阅规定》第三条，图书室收到借书申请后，应当自收到之日起（　）内答复。
    options: [{text: 5日, correct: true}, {text: 7日}, {text: 10日}]
    evidence: [{target: art-3-p1, quote: 应当自收到之日起5日内答复}]
  - {id: exam, type: judge, stem: "根据《示例县图书借阅规定》第三条，图书室收到借书申请后，应当自收到之日起5日内答复。", answer: true, use: mock,
     evidence: [{target: art-3-p1, quote: 应当自收到之日起5日内答复}]}
  - {id: paper, type: judge, stem: "根据《示例县图书借阅规定》第一条，为了方便借书，制定本规定。", answer: true, use: paper,
     evidence: [{target: art-1-p1, quote: 为了方便借书}]}
  - {id: unproved, type: judge, stem: 借书的人一般都很高兴。, answer: true}
"""


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load.load(repo_root)


@pytest.fixture(scope="module")
def made(campaign):
    return {one.path: one for one in site.pages(campaign)}


def values(asset: Asset) -> dict:
    """Questions as the browser reads them."""
    return json.loads(asset.content.decode().removesuffix(";\n").split("=", 2)[2])


def small(tmp_path, files=None) -> dict[str, Page | Asset]:
    root = small_root(tmp_path, {"quizzes/b.yml": BANK} | (files or {}))
    return {one.path: one for one in site.pages(load.load(root))}


@pytest.mark.parametrize("case", CANON, ids=lambda case: case["text"])
def test_the_compared_form_is_the_audits(case):
    assert canon.plain(case["text"], canon.names_of("信访工作条例", ("条例", "本条例"))) == case["same"]


@pytest.mark.parametrize("case", ANSWERS, ids=lambda case: f"{case['answers'][0]}{case['after']}")
def test_results_are_marked_anew_as_the_page_marked_them(case):
    names = canon.names_of("信访工作条例", ("条例", "本条例"))
    taken = {typed: grading.accepts(str(typed), tuple(map(str, case["answers"])), case["after"], names)
             for typed in (*case["right"], *case["wrong"])}  # fmt: skip
    assert taken == dict.fromkeys(case["right"], True) | dict.fromkeys(case["wrong"], False)


def test_the_browser_compares_marks_and_hands_in_as_stated(node, tmp_path, made):
    given = {"canon": CANON, "answers": ANSWERS, "mock": values(made[data.path("mock")])["questions"]}
    (tmp_path / "given.json").write_text(json.dumps(given), "utf-8")
    done = subprocess.run(
        [node, "--test", str(HERE / "quiz")], env={"TIAOLI_GIVEN": str(tmp_path / "given.json"), "PATH": "/usr/bin:/bin"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_practice_and_mock_share_no_question_and_papers_are_nowhere(campaign, made):
    practice, mock = (values(made[data.path(use)])["questions"] for use in ("practice", "mock"))
    own = {q["id"] for q in practice}
    assert len(practice) >= 300 and len(mock) >= 100 and not own & {q["id"] for q in mock}
    assert {q["type"] for q in practice} == {"single", "multi", "judge", "blank", "short", "order"}
    assert {q["id"] for q in json.loads(made["api/quiz.json"].content)["questions"]} == own
    kept = [q for bank in campaign.quizzes for q in bank.questions if q.use == "paper"]
    assert len(kept) >= 50
    said = "".join(
        (one.content.decode() if isinstance(one, Asset) and one.path.endswith((".js", ".json")) else one.markdown)
        for one in made.values() if isinstance(one, Page) or one.path.endswith((".js", ".json"))
    )  # fmt: skip
    assert [q.id for q in kept if f'"{q.id}"' in said or f'q-{q.id}"' in said] == []


def test_every_article_has_practice_and_every_chapter_mock(campaign, made):
    practice, mock = (values(made[data.path(use)])["questions"] for use in ("practice", "mock"))
    asked = {number for q in practice for number in q["articles"]}
    assert asked == {unit.number for unit in campaign.statute.articles}
    assert {q["chapter"] for q in mock} == {unit.number for unit in campaign.statute.chapters}
    assert {who for q in mock for who in q["audience"]} == {"干部", "群众"}


def test_links_to_provisions_lead_to_their_anchors(made):
    for q in values(made[data.path("practice")])["questions"]:
        for evidence in q["evidence"]:
            page, _, anchor = evidence["link"].partition("#")
            there = made["regulation/" + page.removeprefix("../regulation/").removesuffix(".html") + ".md"].markdown
            assert f'id="{anchor}"' in there or f"#{anchor}}}" in there


def test_lists_show_each_practice_question_once_with_its_key_folded(made):
    text = "".join(one.markdown for path, one in made.items() if re.fullmatch(r"quiz/list.*\.md", path))
    practice = values(made[data.path("practice")])["questions"]
    assert sorted(re.findall(r'<li id="q-([^"]+)"', text)) == sorted(q["id"] for q in practice)
    shown = re.sub(r"<details.*?</details>", "", text, flags=re.S)
    assert "答案：" not in shown and text.count("<strong>答案：") == len(practice)


def test_the_order_of_an_ordering_question_is_not_given_away_by_its_list(campaign):
    orders = [q for bank in campaign.quizzes for q in bank.questions if q.type == "order" and q.use == "practice"]
    pages = "".join(p.markdown for p in site.pages(campaign) if isinstance(p, Page) and p.path.startswith("quiz/list"))
    for q in orders:
        listed = re.findall(r"<li>(.*?)</li>", re.search(rf'id="q-{q.id}".*?<details', pages, re.S)[0])
        assert sorted(listed) == sorted(option.text for option in q.options)
        assert listed != [option.text for option in q.options]


def test_questions_stay_out_of_the_site_search(made):
    assert "quiz/" not in made[search.DATA].content.decode()


def test_the_limits_of_a_browser_exam_are_said_where_results_come_from(made):
    assert all(NOT_FORMAL in made[f"quiz/{page}.md"].markdown for page in ("index", "mock", "practice"))
    assert all(word in NOT_FORMAL for word in ("不适合作为正式考核", "纸质试卷"))


def test_the_page_about_the_site_names_what_the_quizzes_keep(made, tmp_path):
    assert "三种内容" in made["about.md"].markdown and "学习记录" in made["about.md"].markdown
    without = small(tmp_path, {"quizzes/b.yml": None})
    assert "两种内容" in without["about.md"].markdown and "学习记录" not in without["about.md"].markdown


def test_a_root_without_questions_has_no_quiz_pages_and_one_with_few_has_them(tmp_path):
    assert not [path for path in small(tmp_path / "none", {"quizzes/b.yml": None}) if "quiz" in path]
    made = small(tmp_path / "few")
    assert [q["id"] for q in values(made[data.path("practice")])["questions"]] == ["reply"]
    assert [q["id"] for q in values(made[data.path("mock")])["questions"]] == ["exam"]
    assert "unproved" not in made["api/quiz.json"].content.decode()
    assert made["quiz/practice.md"].nav == ("练习", "逐题练习")


def test_without_mock_questions_there_is_no_exam(tmp_path):
    made = small(tmp_path, {"quizzes/b.yml": BANK.replace("use: mock", "use: paper")})
    assert "quiz/mock.md" not in made and "mock.html" not in made["quiz/index.md"].markdown


def test_a_release_shows_the_questions_of_signed_banks_only(tmp_path):
    other = (
        BANK.replace("id: reply", "id: reply-2").replace("id: exam", "id: exam-2").replace("id: paper", "id: paper-2")
    )
    steps = "[{step: 初审, name: 示例甲, date: 2022-05-01}, {step: 复审, name: 示例乙, date: 2022-05-02}, {step: 终审, name: 示例丙, date: 2022-05-03}]"
    root = small_root(tmp_path, {"quizzes/b.yml": BANK, "quizzes/c.yml": other})
    text = (root / "docs/_data/regulation.md").read_text("utf-8")
    (root / "docs/_data/regulation.md").write_text(f"---\n{SIGNED}---\n\n{text}", "utf-8")
    campaign = load.load(root)
    assert "quiz/index.md" not in {one.path for one in site.pages(campaign, "release")}
    settings = (root / "docs/_data/site.yml").read_text("utf-8")
    (root / "docs/_data/site.yml").write_text(settings + f"signoff:\n  quizzes/b.yml: {steps}\n", "utf-8")
    campaign = load.load(root)
    assert not campaign.problems
    made = {one.path: one for one in site.pages(campaign, "release")}
    assert [q["id"] for q in values(made[data.path("practice")])["questions"]] == ["reply"]


def test_the_json_for_programs_has_the_documented_shape(made):
    value = json.loads(made["api/quiz.json"].content)
    assert value["schema"] == 1 and value["statute"] == "xinfang-tiaoli" or value["title"] == "信访工作条例"
    assert re.fullmatch("[0-9a-f]{8}", value["digest"])
    for q in value["questions"]:
        kinds = {"single": list, "multi": list, "order": list, "judge": bool, "blank": list, "short": str}
        assert isinstance(q["answer"], kinds[q["type"]]) and q["evidence"] and q["chapter"]
        assert [o["label"] for o in q["options"]] == list("ABCDEFGH"[: len(q["options"])])
        if q["type"] in ("single", "multi"):
            assert set(q["answer"]) <= {o["label"] for o in q["options"]} and q["answer"]


def test_a_digest_of_the_text_changes_with_the_text_alone(campaign):
    same = replace(campaign, quizzes=())
    assert data.digest(same) == data.digest(campaign) and len(data.digest(campaign)) == 8


def test_key_words_of_every_type(campaign):
    for q in data.questions(campaign, "practice"):
        assert len(lists.key_words(q)) > len("答案：")


def test_the_same_content_gives_the_same_bytes(campaign, made):
    again = {one.path: one for one in site.pages(load.load(campaign.root))}
    assert {path for path in made if "quiz" in path and again[path] != made[path]} == set()


def test_editors_find_the_schema_beside_the_banks(repo_root):
    kept = (repo_root / "quizzes/quiz.schema.json").read_bytes()
    assert kept == (repo_root / "scripts/tiaoli/schemas/quiz.json").read_bytes()
    for path in (repo_root / "quizzes").glob("*.yml"):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=quiz.schema.json\n"), path.name
