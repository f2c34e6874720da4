"""The banks that ship: what they cover, how they are spread, and that no pattern gives the key away."""

import re
from collections import Counter

import pytest

from tiaoli import quiz
from tiaoli.load import load
from tiaoli.quiz import audit, papers
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.papers import blueprint

BANKS = ("drafted", "cases-a", "cases-b", "lists")
USES = ("practice", "mock", "paper")


@pytest.fixture(scope="session")
def text(repo_root):
    return quiz.text_of(load(repo_root))


@pytest.fixture(scope="session")
def banks(repo_root):
    return [quiz.read_file(repo_root / "quizzes" / f"{name}.yml") for name in BANKS]


@pytest.fixture(scope="session")
def questions(banks):
    return [question for bank in banks for question in bank.questions]


def article_of(question):
    return re.match(r"art-\d+(?:-\d+)?(?![\d])", question.evidence[0].target.split("-p")[0])[0]


def chapters(questions):
    return Counter(question.chapter for question in questions)


def test_every_question_is_proved_or_reviewed(banks, text):
    bad = [(r.question.id, r.verdict.message) for b in banks for r in audit.audit(b, text) if r.verdict.verdict != "ok"]
    assert bad == []
    drafted = [audit.judge(question, text).basis for question in banks[0].questions]
    assert set(drafted) == {"proved"}


def test_all_articles_types_audiences_and_difficulties_are_there(questions, text):
    assert {article_of(q) for q in questions} == {a.address for a in text.statute.articles}
    assert set(Counter(q.type for q in questions)) == {"single", "multi", "judge", "blank", "short", "order"}
    by_audience = Counter(who for q in questions for who in q.audience)
    assert min(by_audience["干部"], by_audience["群众"]) >= 150
    by_difficulty = Counter(q.difficulty for q in questions)
    assert set(by_difficulty) == {1, 2, 3, 4, 5}
    assert max(by_difficulty.values()) < 0.5 * len(questions)


def test_every_article_is_asked_at_least_three_times_and_none_crowds_out_the_others(questions):
    counts = Counter(map(article_of, questions))
    assert min(counts.values()) >= 3
    assert max(counts.values()) < 0.12 * len(questions)


def test_more_than_a_hundred_and_twenty_are_about_situations(questions):
    cases = [q for q in questions if "情形" in q.tags]
    assert len(questions) >= 400 and len(cases) >= 120
    assert len({article_of(q) for q in cases}) >= 45


def test_each_use_has_questions_of_its_own_in_every_chapter(questions, text):
    for use in USES:
        own = [q for q in questions if q.use == use]
        assert set(chapters(own)) == {c.number for c in text.statute.chapters}, use
    assert not {q.id for q in questions if q.use == "paper"} & {q.id for q in questions if q.use != "paper"}
    assert Counter(q.use for q in questions)["practice"] >= 250
    assert Counter(q.use for q in questions)["mock"] >= 100


def test_a_formal_paper_of_fifty_can_be_set_from_questions_nobody_has_seen(questions):
    paper = [q for q in questions if q.use == "paper"]
    kinds = Counter(q.type for q in paper)
    assert len(paper) >= 150
    assert (kinds["single"] >= 60, kinds["multi"] >= 20, kinds["judge"] >= 60, kinds["blank"] >= 25) == (True,) * 4
    asked = {(q.stem, frozenset(o.text for o in q.options)) for q in questions if q.use != "paper"}
    assert not [q.id for q in paper if (q.stem, frozenset(o.text for o in q.options)) in asked]


FORMAL = """title: 示例卷
use: [paper]
sections:
  - {type: single, count: 20, score: 2, chapters: {1: 1, 2: 4, 3: 6, 4: 6, 5: 3}}
  - {type: multi, count: 8, score: 3}
  - {type: judge, count: 12, score: 1}
  - {type: blank, count: 8, score: 2}
  - {type: short, count: 2, score: 4}
"""


def test_such_a_paper_holds_no_two_questions_that_answer_each_other(tmp_path, repo_root, text):
    path = tmp_path / "formal.yml"
    path.write_text(FORMAL, "utf-8")
    wanted, problems = blueprint.read_file(path, path.name)
    paper, short = papers.compose(load(repo_root), wanted, text)
    assert (problems, short) == ((), ()) and paper.uses == {"paper": 50}


def test_no_two_questions_are_the_same(questions, text):
    asked = Counter(
        (plain(q.stem, text.names), frozenset(plain(o.text, text.names) for o in q.options)) for q in questions
    )
    assert [stem for (stem, _), count in asked.items() if count > 1] == []


def test_the_place_of_the_key_is_balanced(questions):
    singles = [q for q in questions if q.type == "single"]
    for bank in (singles, [q for q in singles if q.use == "paper"], [q for q in singles if q.use == "mock"]):
        places = Counter(q.keyed[0] for q in bank)
        assert all(0.22 < places[at] / len(bank) < 0.45 for at in (0, 1, 2)), places


def test_the_longest_or_shortest_option_is_right_no_oftener_than_chance(questions):
    singles = [q for q in questions if q.type == "single"]
    chance = sum(1 / len(q.options) for q in singles)

    def extreme(worse):
        return sum(
            all(worse(len(o.text), len(q.options[q.keyed[0]].text)) for o in q.options if not o.correct)
            for q in singles
        )

    assert extreme(lambda other, key: other < key) <= chance
    assert extreme(lambda other, key: other > key) <= chance


def test_three_options_are_the_rule_and_a_multiple_choice_leaves_something_wrong(questions):
    singles = Counter(len(q.options) for q in questions if q.type == "single")
    assert singles[3] > 0.9 * singles.total() and set(singles) <= {3, 4}
    for question in questions:
        if question.type == "multi":
            assert 1 < len(question.keyed) < len(question.options), question.id


def test_judgements_are_half_right_in_every_use(questions):
    for use in USES:
        answers = Counter(q.answer for q in questions if q.type == "judge" and q.use == use)
        assert 0.4 < answers[True] / answers.total() < 0.6, (use, answers)


def test_every_wrong_option_says_why_and_every_question_explains(questions):
    assert [
        q.id for q in questions if q.type in ("single", "multi") for o in q.options if not o.correct and not o.why
    ] == []
    assert [q.id for q in questions if len(q.explanation) < 15 or not q.evidence] == []


def test_an_explanation_says_more_than_the_question(questions):
    """The provision alone, which a verbatim item prints already, teaches nothing."""
    bare = re.compile(r"^第[^：]{1,12}：“[^”]*”$")
    assert [q.id for q in questions if bare.match(q.explanation)] == []


def test_a_retired_id_is_not_used(banks):
    retired = {name for bank in banks for name in bank.retired}
    assert retired and not retired & {q.id for bank in banks for q in bank.questions}
