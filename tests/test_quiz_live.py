"""A contest: rounds without a repeated question, slides driven by keys in a real browser, script and score sheet."""

import io
import re
from collections import Counter
from dataclasses import replace

import openpyxl
import pytest

import printed
from tiaoli import quiz
from tiaoli.load import load
from tiaoli.quiz import live
from tiaoli.quiz.live import deck, plan, script
from tiaoli.quiz.papers.giveaway import conflicts
from tiaoli.writers.typst import typesetter

EXAMPLE = "quizzes/blueprints/live.yml"


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load(repo_root)


@pytest.fixture(scope="module")
def text(campaign):
    return quiz.text_of(campaign)


@pytest.fixture(scope="module")
def contest(repo_root, campaign, text):
    wanted, problems = plan.read_file(repo_root / EXAMPLE, EXAMPLE)
    assert not problems
    made, problems = live.compose(campaign, wanted, text)
    assert not problems
    return made


def posed(contest):
    return [each for _, questions in contest.rounds for each in questions]


def test_no_question_comes_twice_or_gives_another_away_over_all_rounds(contest, text):
    questions = [each.asked.question for each in posed(contest)]
    assert len({question.id for question in questions}) == len(questions) == 39
    assert not any(conflicts(questions, text))


def test_every_team_gets_as_many_questions_in_the_round_of_turns(contest):
    turns = next(questions for one, questions in contest.rounds if one.kind == "必答")
    assert Counter(each.team for each in turns) == dict.fromkeys(range(4), 3)


def test_levels_of_risk_hold_their_types_and_difficulties(contest):
    for each in posed(contest):
        assert each.asked.question.type in each.level.types
        assert not each.level.difficulty or each.asked.question.difficulty in each.level.difficulty


def test_the_same_plan_gives_the_same_slides(contest, campaign, text):
    again, _ = live.compose(campaign, contest.plan, text)
    assert deck.html(again, campaign, "x") == deck.html(contest, campaign, "x")
    assert script.score_sheet(again) == script.score_sheet(contest)


@pytest.mark.parametrize(
    ("words", "line", "part"),
    [
        ("title: 示例\nteams: [甲队, 乙队]\nrounds:\n  - {kind: 必答, points: 10}\n", 4, "count"),
        ("title: 示例\nteams: [甲队, 乙队]\nrounds:\n  - {kind: 风险, count: 3}\n", 4, "levels"),
        ("title: 示例\nteams: [甲队, 甲队]\nrounds:\n  - {kind: 备用, count: 3, points: 1}\n", 2, "teams"),
        ("title: 示例\nteams: [甲队, 乙队]\nrounds:\n  - {kind: 抢答, count: 3, points: 10, seconds: 1}\n", 4, "秒"),
    ],
)  # fmt: skip
def test_a_fault_in_the_plan_is_named_with_its_line(tmp_path, words, line, part):
    path = tmp_path / "live.yml"
    path.write_text(words, "utf-8")
    wanted, problems = plan.read_file(path, "live.yml")
    assert wanted is None
    assert [problem.line for problem in problems] == [line] and part in problems[0].message


def test_a_round_that_can_not_be_filled_is_named(tmp_path, campaign, text):
    path = tmp_path / "live.yml"
    path.write_text(
        "title: 示例\nteams: [甲队, 乙队]\nrounds:\n  - kind: 风险\n    levels:\n      - {points: 10, count: 3, types: [blank], difficulty: [5]}\n",
        "utf-8",
    )
    wanted, _ = plan.read_file(path, "live.yml")
    made, (problem,) = live.compose(campaign, wanted, text)
    assert made is None and (problem.line, problem.message[:40]) == (
        6,
        "风险题 填空 难度5：需要 3 题，只有 0 题；请减少题数、换用别的题，或增加题目。"[:40],
    )


def test_the_script_has_every_question_with_its_key_and_provision(contest, campaign):
    said = printed.whole_text(typesetter().typeset(script.script(contest, campaign)).pdf)
    assert said.count("答案：") == len(posed(contest))
    assert all(name in said for name in contest.plan.teams)


def test_the_score_sheet_adds_up(contest, soffice, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(script.score_sheet(contest)))
    sheet = book.active
    last = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == "总分")
    sheet["E4"], sheet["E5"] = 10, -20
    edited = io.BytesIO()
    book.save(edited)
    rows = printed.to_pdf(soffice, edited.getvalue(), tmp_path, ".xlsx", "csv").decode("utf-8").splitlines()
    assert rows[last - 1].split(",")[4:6] == ["90", "100"]


@pytest.fixture
def slides(chromium, contest, campaign, tmp_path):
    """The deck opened from disk; ends with no error and no request to anybody."""
    file = tmp_path / "竞赛.html"
    file.write_bytes(deck.html(contest, campaign, "x"))
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    errors, asked = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    yield page
    assert not errors
    assert all(url.startswith("file:") for url in asked)
    page.close()


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def scores(page):
    return [int(one) for one in page.locator(".bar button b").all_inner_texts()]


def test_keys_page_reveal_and_keep_the_scores(slides, contest):
    press(slides, "ArrowRight", "ArrowRight")
    assert "示例一队 作答" in slides.inner_text(".who")
    assert slides.locator(".answer").count() == 0
    press(slides, " ")
    first = contest.rounds[0][1][0].asked
    assert first.key[0] in slides.inner_text(".answer .key")
    press(slides, "+")
    assert scores(slides) == [110, 100, 100, 100]
    press(slides, "2", "[", "3", "]", "]")
    assert scores(slides) == [110, 99, 102, 100]
    press(slides, "u", "u", "u", "u", "u")
    assert scores(slides) == [100, 100, 100, 100] and "没有可以撤销" in slides.inner_text(".said")
    press(slides, "s")
    assert "总分" in slides.inner_text(".over-all")
    press(slides, "Escape", "ArrowLeft")
    assert slides.inner_text(".cover h1") == "必答题"


def test_the_scores_are_still_there_after_a_reload_and_go_with_a_fresh_start(slides):
    press(slides, "ArrowRight", "ArrowRight", "+")
    slides.reload()
    assert scores(slides) == [110, 100, 100, 100] and "作答" in slides.inner_text(".who")
    press(slides, "h")
    for _ in range(2):
        slides.click(".over-all dl + p button")
    assert scores(slides) == [100, 100, 100, 100]


def test_it_works_where_storage_is_refused(chromium, contest, campaign, tmp_path):
    file = tmp_path / "竞赛.html"
    file.write_bytes(deck.html(contest, campaign, "x"))
    page = chromium.new_page()
    page.add_init_script("Object.defineProperty(window,'localStorage',{get(){throw new Error('refused')}})")
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(file.as_uri())
    press(page, "ArrowRight", "ArrowRight", "+")
    assert scores(page)[0] == 110 and not errors
    page.close()


def test_the_clock_counts_down_pauses_and_says_when_time_is_up(slides):
    slides.clock.install()
    press(slides, "ArrowRight", "ArrowRight", "t")
    slides.clock.run_for(3100)
    assert slides.inner_text("#clock") == "27"
    press(slides, "t")
    slides.clock.run_for(5000)
    assert slides.inner_text("#clock") == "27"
    press(slides, "t")
    slides.clock.run_for(28000)
    assert slides.inner_text("#clock") == "时间到"
    press(slides, "r")
    assert slides.inner_text("#clock") == "30"


def test_a_question_of_risk_is_chosen_on_the_board_and_marked_as_used(slides):
    for _ in range(60):
        if slides.locator(".board").count():
            break
        press(slides, "ArrowRight")
    assert slides.locator(".board .row b").all_inner_texts() == ["10 分", "20 分", "30 分"]
    slides.locator(".board .row").nth(2).locator("button").first.click()
    press(slides, "4", "-")
    assert scores(slides)[3] == 70
    press(slides, "ArrowRight")
    assert slides.locator(".board button.used").count() == 1
    press(slides, "b")
    assert slides.inner_text(".round") == "备用题"
    press(slides, "b")
    assert slides.inner_text(".round") == "风险题"


#: Goes through every slide, those behind the boards too, and measures each question with its answer shown.
WALK = """() => {
  const key = k => document.dispatchEvent(new KeyboardEvent("keydown", {key: k})), seen = [];
  const measure = () => {
    if (!document.querySelector(".ask")) return;
    key(" ");
    const ask = document.querySelector(".ask");
    seen.push([parseInt(ask.innerText), parseFloat(getComputedStyle(ask).fontSize),
      ask.scrollHeight <= ask.clientHeight + 1, document.documentElement.scrollWidth <= innerWidth]);
  };
  for (let i = 0; i < 60 && !document.querySelector(".cover table"); i++) {
    key("ArrowRight");
    measure();
    const count = document.querySelectorAll(".board button").length;
    for (let at = 0; at < count; at++) {
      document.querySelectorAll(".board button")[at].click();
      measure();
      key("ArrowRight");
    }
  }
  return seen;
}"""


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_every_question_is_legible_from_the_back_of_a_hall(slides, contest, size):
    slides.set_viewport_size({"width": size[0], "height": size[1]})
    seen = slides.evaluate(WALK)
    assert sorted(number for number, *_ in seen) == sorted(each.asked.number for each in posed(contest))
    assert all(fits and narrow for _, _, fits, narrow in seen)
    assert min(points for _, points, _, _ in seen) >= 0.03 * size[1]


def test_hostile_words_stay_words(contest, campaign):
    odd = replace(contest, plan=replace(contest.plan, title="</script><script>alert(1)</script>"))
    page = deck.html(odd, campaign, "x").decode()
    assert page.count("<script>") == 1 and page.count("</script>") == 1
    assert not re.search(r"(?:src|href)=", page)
