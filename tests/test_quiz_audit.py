"""The audit calls a question ok only when the text proves its key, and finds what is wrong with the others."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from quiz_faults import changed, faults
from tiaoli import quiz, statute, timelimits, yamldata
from tiaoli.claims import Subject
from tiaoli.load import load
from tiaoli.model import Evidence, Option, Question, Review
from tiaoli.quiz import audit, checking, foreign, reviews
from tiaoli.quiz.drafting.common import sentences

CASES = Path(__file__).parent / "cases" / "quiz"
VERDICTS = yamldata.read_file(CASES / "verdicts.yml").data
RIGHT = foreign.parse((CASES / "right.txt").read_text("utf-8"), "right.txt")
OURS = quiz.read_file(CASES / "bank.yml", "bank.yml")


@pytest.fixture(scope="session")
def text(repo_root):
    return quiz.text_of(load(repo_root))


@pytest.mark.parametrize("question", RIGHT.questions, ids=lambda q: q.id)
def test_a_right_question_about_numbers_lists_or_the_texts_words_is_proved(text, question):
    verdict = audit.judge(question, text, foreign=True)
    assert (verdict.verdict, verdict.basis) == ("ok", "proved"), verdict.message


@pytest.mark.parametrize("case", VERDICTS, ids=lambda case: case["text"][:40])
def test_a_question_gets_its_verdict(text, case):
    bank = foreign.parse(case["text"])
    assert len(bank.questions) == 1
    question, verdict = bank.questions[0], audit.judge(bank.questions[0], text, foreign=True)
    assert verdict.verdict == case["verdict"], verdict
    if "expected" in case:
        shown = verdict.expected
        if question.type in ("single", "multi"):
            shown = [question.labels[at] for at in verdict.expected or ()]
        assert shown == case["expected"]
    assert case.get("says", "") in verdict.message
    assert case.get("target") is None or case["target"] in [e.target for e in verdict.evidence]


def test_no_planted_fault_passes(text, repo_root):
    drafted = quiz.read_file(repo_root / "quizzes" / "drafted.yml")
    passed, planted = [], 0
    for question in (*RIGHT.questions, *drafted.questions):
        for name, faulty in faults(question):
            planted += 1
            if audit.judge(faulty, text, foreign=True).verdict == "ok":
                passed.append((name, question.id))
    assert planted > 1400
    assert not passed


def test_no_true_sentence_keyed_wrong_passes(text):
    """Sentences of real prose that the text bears out or says nothing of."""
    rows = yamldata.read_file(CASES.parent / "claims-true.yml").data["passed"]
    lines = [line for row in rows for line in re.findall(r"[^\n。]+", row if isinstance(row, str) else row["text"])]
    assert len(lines) > 1000
    judged = ((line, audit.judge(Question("x", "judge", line, answer=False), text, foreign=True)) for line in lines)
    assert [line for line, verdict in judged if verdict.verdict == "ok"] == []


def test_no_fault_in_any_sentence_of_the_text_passes(text):
    """Every sentence as a judgement, as an option, and cut in two at each comma, with each fault in turn."""
    passed, planted = [], 0
    for sentence in sentences(text):
        whole = sentence.text + "。"
        clauses = sentence.text.split("，")
        built = [(f, Question("x", "judge", f, answer=True)) for _, f in changed(whole)]
        built += [
            (f, Question("x", "single", "下列说法正确的是（　）。", options=(Option(f, True), Option("甲"))))
            for _, f in changed(whole)
        ]
        for cut in range(1, len(clauses)):
            stem, key = "，".join(clauses[:cut]) + "，（　）。", "，".join(clauses[cut:])
            built += [
                (f, Question("x", "single", stem, options=(Option(f, True), Option("甲")))) for _, f in changed(key)
            ]
            built += [
                (f, Question("x", "single", f, options=(Option(key, True), Option("甲")))) for _, f in changed(stem)
            ]
        planted += len(built)
        passed += [f for f, question in built if audit.judge(question, text, foreign=True).verdict == "ok"]
    assert planted > 2000
    assert not passed


def test_every_verdict_but_ok_says_what_to_do(text):
    for case in VERDICTS:
        verdict = audit.judge(foreign.parse(case["text"]).questions[0], text, foreign=True)
        assert (verdict.verdict == "ok") == (not verdict.message)
        assert verdict.basis == ("proved" if verdict.verdict == "ok" else None)


def test_evidence_that_the_text_no_longer_has_makes_a_question_stale(text):
    question = replace(OURS.questions[0], evidence=(Evidence("art-20-p3", "代表人数不得超过6人。"),))
    verdict = audit.judge(question, text)
    assert verdict.verdict == "stale" and "5人" in verdict.message
    assert audit.judge(replace(question, evidence=(Evidence("art-99", "甲"),)), text).verdict == "stale"


def test_a_case_is_ok_only_with_two_reviews_of_this_wording(text):
    question = replace(OURS.questions[5], review=())
    now = reviews.digest(question)
    one, two = Review("示例甲", "2022-06-01", now), Review("示例乙", "2022-06-02", now)
    assert audit.judge(question, text).verdict == "unsupported"
    assert audit.judge(replace(question, review=(one,)), text).verdict == "unsupported"
    both = replace(question, review=(one, two))
    assert (audit.judge(both, text).verdict, audit.judge(both, text).basis) == ("ok", "reviewed")
    assert audit.judge(replace(both, explanation="改了"), text).verdict == "unsupported"
    assert audit.judge(both, text, foreign=True).verdict == "unsupported"


def test_reviews_do_not_save_a_key_that_the_text_contradicts(text):
    question = OURS.questions[2]
    wrong = replace(question, answer=False)
    now = reviews.digest(wrong)
    wrong = replace(wrong, review=(Review("示例甲", "2022-06-01", now), Review("示例乙", "2022-06-02", now)))
    assert audit.judge(wrong, text).verdict == "wrong"


def test_old_rules_are_looked_for_only_where_the_content_root_lists_them(text):
    question = foreign.parse("1. 所有信访事项均应当在60日内办结。（√）").questions[0]
    assert audit.judge(question, text, foreign=True).evidence[0].target == "xinfang@2005#art-33"
    without = replace(text, superseded=())
    targets = [e.target for e in audit.judge(question, without, foreign=True).evidence]
    assert "xinfang@2005#art-33" not in targets


def test_check_names_bank_line_and_severity(text):
    subject = Subject(text.statute, text.timelimits, text.headcounts, text.short)
    wrong = replace(OURS.questions[2], answer=False, explanation="复查期限是60日。")
    bank = replace(OURS, questions=(wrong, OURS.questions[5]))
    found = {(p.code, p.severity, p.line) for p in checking.check([bank], text, subject)}
    assert {("quiz-wrong", "error", wrong.line), ("quiz-unsupported", "warning", OURS.questions[5].line)} <= found


def test_only_audited_questions_for_the_screen_are_published(text):
    first, second = OURS.questions[0], replace(OURS.questions[1], use="paper")
    wrong = replace(OURS.questions[2], answer=False)
    bank = replace(OURS, questions=(first, second, wrong))
    assert [q.id for q in checking.published(bank, text)] == [first.id]


SHORT_LAW = """# 示例管理办法

第一条　本办法适用于示例县的示例登记。

第二条　申请人应当自收到通知之日起十日内提交材料，但遇自然灾害的除外。

第三条　登记机关应当自受理之日起二十个工作日内作出决定。登记机关不得收取费用。

第四条　本办法由示例县登记局负责解释。
"""


@pytest.mark.parametrize(
    "question, verdict",
    [
        ("1. 登记机关应当自受理之日起（ ）个工作日内作出决定。\nA.10\nB.20\n答案：B", "ok"),
        ("1. 登记机关应当自受理之日起（ ）日内作出决定。\nA.10\nB.20\n答案：B", "unsupported"),
        ("1. 登记机关应当自受理之日起20日内作出决定。（√）", "wrong"),
        ("1. 登记机关可以收取费用。（√）", "wrong"),
        ("1. 申请人应当自收到通知之日起十日内提交材料。（√）", "unsupported"),
        ("1. 申请人应当自收到通知之日起10日内提交材料，但遇自然灾害的除外。（√）", "ok"),
        ("1. 本办法由____负责解释。答案：示例县登记局", "ok"),
    ],
)
def test_any_statute_can_be_audited_against(question, verdict):
    law = statute.parse(SHORT_LAW, slug="example")
    prepared = audit.prepare(law, timelimits.extract(law), timelimits.headcounts(law), ("办法",))
    assert audit.judge(foreign.parse(question).questions[0], prepared, foreign=True).verdict == verdict


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("信访工作条例是行政法规（√）", "wrong"),
        ("《信访工作条例》属于法律。（√）", "wrong"),
        ("信访工作条例是一部党内法规（×）", "wrong"),
        ("信访工作条例是党内法规（√）", "unsupported"),
        ("信访工作条例是行政法规（×）", "unsupported"),
        ("《行政复议法》是行政法规（√）", "unsupported"),
        ("信访工作条例不是行政法规（√）", "unsupported"),
    ],
)
def test_what_the_statute_is_in_law_is_checked_but_proves_nothing(text, statement, verdict):
    question = foreign.parse(f"一、判断题\n1. {statement}").questions[0]
    assert audit.judge(question, text, foreign=True).verdict == verdict
    assert audit.judge(question, replace(text, kind=""), foreign=True).verdict != "ok"


def test_a_question_without_a_key_is_counted_once(tmp_path, tiaoli):
    bank = tmp_path / "题.txt"
    bank.write_text(
        "一、判断题\n1. 各级党委和政府应当每年对信访工作情况进行考核。\n2. 信访工作很重要。（√）\n", "utf-8"
    )
    out = tiaoli("quiz", "audit", bank).stdout
    assert "1 题有问题" in out and "没有依据 1 题" in out and "按条文应为“对”" in out


def test_a_file_without_a_question_is_said_and_exits_2(tmp_path, tiaoli):
    notes = tmp_path / "会议记录.txt"
    notes.write_text("今天开会研究了宣传月的安排。\n", "utf-8")
    done = tiaoli("quiz", "audit", notes)
    assert done.returncode == 2
    assert f"{notes}：没有读到题目" in done.stdout
