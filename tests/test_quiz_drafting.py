"""Drafted questions: every key proved, distractors fair, no tell-tale pattern, for any statute."""

import re
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tiaoli import quiz, statute, timelimits
from tiaoli.load import load
from tiaoli.quiz import audit, drafting
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.drafting.common import DELICATE

SHIPPED = "quizzes/drafted.yml"


@pytest.fixture(scope="session")
def text(repo_root):
    return quiz.text_of(load(repo_root))


@pytest.fixture(scope="session")
def confusions(repo_root):
    return load(repo_root).confusions


@pytest.fixture(scope="session")
def meanings(repo_root):
    return load(repo_root).meanings


@pytest.fixture(scope="session")
def made(text, confusions, meanings):
    return drafting.draft(text, confusions=confusions, meanings=meanings)


def test_every_drafted_question_is_proved_also_as_somebody_elses(text, made):
    verdicts = {q.id: audit.judge(q, text, foreign=True) for q in made.bank.questions}
    assert {name for name, v in verdicts.items() if (v.verdict, v.basis) != ("ok", "proved")} == set()
    assert len(verdicts) == len(made.bank.questions) >= 250


def test_the_questions_cover_every_article_and_five_types(text, made):
    articles = {text.statute.article_of(q.evidence[0].target).address for q in made.bank.questions}
    assert articles == {a.address for a in text.statute.articles}
    assert set(Counter(q.type for q in made.bank.questions)) == {"single", "multi", "judge", "blank", "short"}


def test_every_stem_says_where_the_rule_stands(made):
    assert all("《信访工作条例》" in q.stem for q in made.bank.questions)


def test_options_differ_once_numerals_and_width_are_put_aside(text, made):
    for question in made.bank.questions:
        words = [plain(o.text, text.names) for o in question.options]
        assert len(set(words)) == len(words), question.id
        assert all(o.correct or o.why for o in question.options), question.id


def test_three_options_are_the_rule_for_single_choices(made):
    sizes = Counter(len(q.options) for q in made.bank.questions if q.type == "single")
    assert sizes[3] >= 0.75 * sizes.total() and max(sizes) <= 4


def test_the_key_is_neither_always_longest_nor_always_in_one_place(made):
    singles = [q for q in made.bank.questions if q.type == "single"]
    places = Counter(q.keyed[0] for q in singles)
    assert max(places.values()) < 0.5 * len(singles)
    longest = [
        q for q in singles if all(len(o.text) < len(q.options[q.keyed[0]].text) for o in q.options if not o.correct)
    ]
    assert len(longest) < 0.35 * len(singles)


def test_judgements_are_about_half_wrong(made):
    answers = Counter(q.answer for q in made.bank.questions if q.type == "judge")
    assert 0.35 < answers[False] / answers.total() < 0.65


def test_sentences_with_an_exception_are_left_to_people(made):
    assert {e.target for e in made.left} == {"art-23-p2", "art-34-p1"}
    place = {q.id for q in made.bank.questions if q.origin.startswith("place@")}  # quotes the whole sentence
    assert not [q.id for q in made.bank.questions if q.id not in place and DELICATE.search(q.stem)]


def test_drafting_again_gives_the_same_bank_and_the_shipped_one(repo_root, text, made, confusions, meanings):
    shipped = quiz.read_file(repo_root / SHIPPED)
    again = drafting.draft(text, shipped, confusions=confusions, meanings=meanings)
    assert quiz.unparse(again.bank) == (repo_root / SHIPPED).read_text("utf-8")
    assert [q.stem for q in again.bank.questions] == [q.stem for q in made.bank.questions]


def test_a_question_no_longer_drafted_is_retired_and_a_changed_one_gets_a_new_revision(
    text, made, confusions, meanings
):
    first, second, *rest = made.bank.questions
    gone = replace(first, id="gone", origin="other@1")
    old = replace(made.bank, questions=(gone, replace(second, stem="旧的题干", rev=3), *rest))
    again = drafting.draft(text, old, confusions=confusions, meanings=meanings)
    assert again.bank.retired == ("gone",)
    assert {q.id: q.rev for q in again.bank.questions}[second.id] == 4


def test_an_id_stays_with_its_question_and_is_never_given_to_another(text, made, confusions, meanings):
    """Two questions of one rule on one sentence: the first is gone, the second keeps its number."""
    twice = [q for q in made.bank.questions if q.id.startswith("art-23-p3-number")]
    first, second = twice[0], next(q for q in twice if q.id.endswith("number-2"))
    old = replace(made.bank, questions=tuple(q for q in made.bank.questions if q.id != first.id), retired=(first.id,))
    again = {q.stem: q.id for q in drafting.draft(text, old, confusions=confusions, meanings=meanings).bank.questions}
    assert again[second.stem] == second.id
    assert again[first.stem] not in {q.id for q in made.bank.questions}


#: question -> the confusion that its explanation names; "" where nothing of the article is mixed up with it.
NEIGHBOURS = {
    "art-1-p1-verbatim": "", "art-4-p1-phrase": "", "art-12-p2-reworded": "谁向谁报告", "art-14-p2-changed": "",
    "art-18-p4-verbatim": "不得打击报复", "art-19-p2-verbatim": "如实提出和诬告的后果", "art-22-p1-i3-then": "转送和交办",
    "art-22-p1-number": "三个15日", "art-23-p3-number": "三个15日", "art-23-p3-number-2": "日和工作日",
    "art-23-p3-number-blank-2": "日和工作日", "art-30-p3-verbatim": "检举材料不得外泄",
    "art-35-p1-number": "请求的30日和提出意见的30日", "art-36-p1-changed": "请求的30日和提出意见的30日",
    "art-36-p1-wording": "复查和复核", "art-36-p2-verbatim": "两处听证", "art-37-p1-verbatim": "", "art-41-p2-verbatim": "",
    "art-46-p1-list": "五条追责各管谁",
}  # fmt: skip


def test_an_explanation_names_the_neighbouring_rule_only_where_it_is_mixed_up(made):
    by_id = {q.id: q.explanation for q in made.bank.questions}
    named = {name: re.findall("容易混的地方（([^）]*)）", by_id[name]) for name in NEIGHBOURS}
    assert named == {name: [title] if title else [] for name, title in NEIGHBOURS.items()}
    assert not [name for name, words in by_id.items() if re.search("同一[条款]里还有|相邻的是", words)]


def test_an_explanation_of_a_list_keeps_the_condition_of_its_lead_in(made):
    """态度恶劣 alone isn't prosecuted: the lead-in's last clause is no heading for its items."""
    lists = [q.explanation for q in made.bank.questions if q.origin.startswith("list@")]
    assert len(lists) >= 8 and not [words for words in lists if "依法追究刑事责任：" in words]


def test_without_described_confusions_an_explanation_stays_with_its_provision(text):
    plain_bank = drafting.draft(text).bank
    assert not [q.id for q in plain_bank.questions if "容易混的地方" in q.explanation or "也就是说" in q.explanation]


def test_a_distractor_is_no_part_of_the_right_body_nor_the_whole_for_its_department(made):
    """国家信访局 for 信访部门, 地方党委常委会 for 各级党委和政府 may be right in substance."""
    for question in made.bank.questions:
        if question.origin.startswith("body@"):
            key = question.options[question.keyed[0]].text
            others = [o.text for o in question.options if not o.correct]
            assert not [o for o in others if o in key or "常委会" in o or "公安" in o], question.id
            assert not ("信访部门" in key and "国家信访局" in others), question.id


SILLY = (
    "可以客观|可以如实|一般可以|定期(?:化解|处理|督办|有效)|下级预算|强制和解|复查复查|复核复核|可以通过[^，]*的，导入"
)


def test_no_changed_sentence_is_one_that_nobody_would_say(made):
    words = [q.stem for q in made.bank.questions if q.type == "judge" and not q.answer]
    words += [o.text for q in made.bank.questions if q.origin.startswith(("wording", "several")) for o in q.options]
    assert len(words) > 100 and not [w for w in words if re.search(SILLY, w)]


def test_a_stem_says_whom_it_is_about(made):
    """An item stands behind its lead-in; no second sentence that left its subject in the first."""
    stems = {q.id: q.stem for q in made.bank.questions}
    assert "收到信访事项，应当予以登记" in stems["art-22-p1-i3-then"]
    assert not [
        s
        for s in stems.values()
        if re.search("条例》第[一二三四五六七八九十]+条(?:第.款)?，(?:联席会议召集人|对科学合理)", s)
    ]


def test_a_false_statement_is_false_by_the_text_and_says_what_was_changed(text, made):
    false = [q for q in made.bank.questions if q.type == "judge" and not q.answer]
    assert all("改成了" in q.explanation for q in false)
    assert not [q.stem for q in false if "可以打击报复" in q.stem]


def test_the_verb_writes_a_bank_and_will_not_overwrite_it(tiaoli, tmp_path, repo_root):
    out = tmp_path / "x.yml"
    done = tiaoli("quiz", "draft", "--root", repo_root, "-o", out)
    assert done.returncode == 0 and "请人工出题：art-34-p1" in done.stdout
    assert tiaoli("quiz", "audit", out, "--root", repo_root).returncode == 0
    assert tiaoli("quiz", "draft", "--root", repo_root, "-o", out).returncode == 2


SAMPLES = ("*野生动物保护法*", "*社会救助暂行办法*", "*合伙企业登记*")


@pytest.mark.parametrize("pattern", SAMPLES)
def test_any_statute_can_be_drafted_from(shared, pattern):
    found = sorted(Path(shared / "laws").glob(f"{pattern}.md"))
    if not found:
        pytest.skip(f"没有 ../shared/laws/{pattern}")
    law = statute.parse(found[0].read_text("utf-8"), slug="law")
    prepared = audit.prepare(law, timelimits.extract(law), timelimits.headcounts(law), ("法", "条例", "办法"))
    made = drafting.draft(prepared)
    assert len(made.bank.questions) > len(law.articles)
    assert all(audit.judge(q, prepared, foreign=True).basis == "proved" for q in made.bank.questions)
    again = quiz.parse(quiz.unparse(made.bank))
    assert not again.problems and len(again.questions) == len(made.bank.questions)
