"""The bank format: what is written is read back, and every fault is named with its line."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tiaoli import quiz, yamldata
from tiaoli.model import Option, Question, QuizBank
from tiaoli.quiz import reviews

CASES = Path(__file__).parent / "cases" / "quiz"
BANK = quiz.read_file(CASES / "bank.yml", "bank.yml")
FAULTS = yamldata.read_file(CASES / "faults.yml").data
ROOT = CASES.parent.parent.parent


def without_lines(bank: QuizBank) -> QuizBank:
    """A bank as it is whatever the layout of its file."""
    return replace(bank, questions=tuple(replace(q, line=0) for q in bank.questions))


def test_a_bank_with_every_type_is_read_without_problems():
    assert (BANK.problems, BANK.found) == ((), 6)
    assert [q.type for q in BANK.questions] == ["single", "multi", "judge", "blank", "short", "order"]
    assert [q.line for q in BANK.questions] == [5, 28, 44, 53, 64, 77]


def test_numbers_typed_without_quotes_are_the_text_that_was_typed():
    assert BANK.questions[3].answers == (("60", "六十"), ("30", "三十"))


def test_what_is_written_is_read_back():
    again = quiz.parse(quiz.unparse(BANK), "bank.yml")
    assert without_lines(again) == without_lines(BANK)
    assert quiz.unparse(again) == quiz.unparse(BANK)


@pytest.mark.parametrize(
    "text",
    [
        "60",
        "a: b",
        "- x",
        "两行\n文字",
        " 前后 ",
        "#1",
        "true",
        "null",
        "'",
        '"',
        "1:30",
        "",
        "x #y",
        "，",
        "[a]",
        "\u2028",
        "---",
        "\\",
    ],
)
def test_any_text_survives_writing(text):
    question = Question(
        "a",
        "single",
        "题" + text,
        options=(Option(text or "空", True, text), Option("乙" + text)),
        explanation=text,
        tags=("t" + text,),
    )
    blank = Question("b", "blank", "____", answers=(("x" + text, text or "y"),))
    bank = QuizBank("x", "t" + text, (question, blank), found=2)
    assert without_lines(quiz.parse(quiz.unparse(bank), "x")) == bank


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["says"])
def test_a_fault_is_named_with_its_line_and_the_way_out(case):
    bank = quiz.parse(case["text"], "quizzes/x.yml")
    found = [p for p in bank.problems if case["says"] in p.message]
    assert [(p.path, p.line) for p in found] == [("quizzes/x.yml", case["line"])], bank.problems


def test_a_question_that_cannot_be_read_is_counted_as_dropped():
    bank = quiz.parse(
        "questions:\n  - {id: a, type: judge}\n  - {id: b, type: judge, stem: 甲, answer: true}\n", "x.yml"
    )
    assert (bank.found, [q.id for q in bank.questions]) == (2, ["b"])
    assert "dropped" in [p.code for p in bank.problems]


def test_ids_must_differ_over_all_banks():
    other = replace(BANK, path="other.yml", retired=())
    assert {p.code for p in quiz.ids([BANK, other])} == {"id-twice"}


def test_any_edit_voids_a_review_and_sorting_does_not():
    question = BANK.questions[4]
    now = reviews.digest(question)
    edits = (
        replace(question, stem=question.stem + "？"), replace(question, text="略"), replace(question, evidence=()),
        replace(question, explanation="改了"), replace(question, points=()), replace(question, options=(Option("甲"),)),
    )  # fmt: skip
    assert now not in {reviews.digest(edit) for edit in edits}
    assert {reviews.digest(replace(question, id="z", rev=2, tags=("x",), use="mock", score=9, line=7))} == {now}


def test_the_same_reviewer_twice_is_one_reviewer():
    question = BANK.questions[4]
    now = reviews.digest(question)
    review = BANK.questions[5].review[0]
    twice = replace(
        question, review=(replace(review, by="示例 甲", digest=now), replace(review, by="示例甲", digest=now))
    )
    assert reviews.reviewers(twice) == ("示例甲",) and not reviews.is_reviewed(twice)


def test_the_schema_is_valid_and_names_every_field_of_a_question():
    schema = json.loads((ROOT / "scripts" / "tiaoli" / "schemas" / "quiz.json").read_text("utf-8"))
    known = set(schema["$defs"]["question"]["properties"])
    fields = set(Question.__dataclass_fields__) - {"line", "labels", "key", "problems", "text"}
    assert fields <= known
