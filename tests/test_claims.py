"""Claims in prose: what is wrong stops a build at its line, what is true passes."""

import re
from pathlib import Path

import pytest

from tiaoli import numerals, statute, yamldata
from tiaoli.claims import Subject, check_markdown
from tiaoli.model import ERROR
from tiaoli.timelimits import extract, headcounts

ROOT = Path(__file__).parents[1]
CASES = yamldata.read((ROOT / "tests/cases/claims.yml").read_text("utf-8"), "claims.yml").data
WRONG = [(code, text) for code, texts in CASES.items() if code != "right" for text in texts]


@pytest.fixture(scope="module")
def regulation() -> Subject:
    text = (ROOT / "docs/_data/regulation.md").read_text("utf-8")
    parsed = statute.parse(text)
    return Subject(parsed, extract(parsed), headcounts(parsed))


def errors(text: str, against: Subject) -> list:
    return [p for p in check_markdown(text, against, "page.md").problems if p.severity == ERROR]


@pytest.mark.parametrize(("code", "text"), WRONG)
def test_a_wrong_claim_is_an_error_of_its_kind(regulation, code, text):
    assert code in {p.code for p in errors(text, regulation)}


@pytest.mark.parametrize("text", CASES["right"])
def test_a_true_or_harmless_sentence_passes(regulation, text):
    assert [str(p) for p in errors(text, regulation)] == []


@pytest.mark.parametrize(("code", "text"), WRONG)
def test_a_wrong_claim_is_found_at_its_line_inside_a_page(regulation, code, text):
    page = "# 标题\n\n先说一段无关的话。\n\n" + text + "\n\n后面还有一段。\n"
    found = [p for p in errors(page, regulation) if p.code == code]
    lines = len(text.split("\n"))
    assert found
    assert all(5 <= p.line <= 5 + lines for p in found)


@pytest.mark.parametrize(("code", "text"), [w for w in WRONG if "\n" not in w[1] and "{" not in w[1]])
def test_a_misconception_mark_lets_a_wrong_claim_pass(regulation, code, text):
    assert errors(text + "{.misconception}", regulation) == []


def test_an_editors_note_with_the_provision_answers_a_misquotation(regulation):
    text = "第十九条规定“任何组织和个人不得打击报复信访人”。"
    note = "\n\n> 编者注：这句话在《条例》第十八条第四款。\n"
    assert errors(text, regulation)
    assert errors(text + note, regulation) == []
    assert errors(text + "\n\n> 编者注：此处有误。\n", regulation)


def test_an_editors_note_is_checked_itself(regulation):
    page = "复查意见60日内作出。\n\n> 编者注：第三十五条规定的是50日内提出复查意见。\n"
    assert [p.line for p in errors(page, regulation)] == [3]


def test_raw_html_is_refused_where_it_is_not_allowed(regulation):
    found = check_markdown("正文\n\n<div>复查</div>\n", regulation, "x.md", allow_html=False).problems
    assert [(p.code, p.line) for p in found] == [("raw-html", 3)]


def test_escapes_are_counted(regulation):
    page = "最长90日{.derived}。\n\n复查意见60日内作出。{.misconception}\n\n正确的是30日（第三十五条）。\n"
    assert check_markdown(page, regulation).escapes == {"derived": 1, "misconception": 1}


def test_every_article_of_the_regulation_passes_as_its_own_quotation(regulation):
    for article in regulation.statute.articles:
        for paragraph in article.children:
            page = f"《条例》{article.label}规定：“{paragraph.full_text}”"
            assert [str(p) for p in errors(page.replace("\n", ""), regulation)] == [], article.address


def test_every_time_limit_passes_in_its_own_words_and_fails_with_one_day_more(regulation):
    for row in regulation.timelimits:
        if row.days is None:
            continue
        assert errors(row.quote, regulation) == [], row.quote
        written = f"{row.days}个工作日" if row.unit == "工作日" else f"{row.days}日"
        more = row.quote.replace(written, written.replace(str(row.days), str(row.days + 1)))
        assert more != row.quote
        assert errors(more, regulation), more


#: A sentence of a guide that ends with one provision in brackets.
CITED = re.compile(r"[^。；！？\n|（]{14,80}（第(?P<number>[一二三四五六七八九十]+)条[^（）、]*）(?=[。；])")


def test_a_paraphrase_moved_to_the_next_article_is_noticed(regulation):
    """The guides' own citations raise nothing; of those moved by one article more than half do."""
    pages = [path.read_text("utf-8") for path in sorted((ROOT / "docs/guides").glob("*.md"))]
    found = [match for page in pages for match in CITED.finditer(page) if "{" not in match[0]]
    assert len(found) > 40
    noticed = 0
    for match in found:
        assert check_markdown(match[0], regulation).problems == [], match[0]
        number = numerals.parse_int(match["number"])
        moved = f"（第{numerals.to_chinese(number + 1 if number < 50 else 49)}条）"
        noticed += bool(check_markdown(match[0][: match[0].rindex("（第")] + moved, regulation).problems)
    assert noticed >= len(found) / 2


FALSE = yamldata.read((ROOT / "tests/cases/claims-false.yml").read_text("utf-8"), "claims-false.yml").data
TRUE = yamldata.read((ROOT / "tests/cases/claims-true.yml").read_text("utf-8"), "claims-true.yml").data


@pytest.mark.parametrize("text", FALSE["found"])
def test_a_falsehood_in_other_words_is_an_error(regulation, text):
    assert errors(text, regulation)


@pytest.mark.parametrize("text", TRUE["passed"])
def test_a_truth_in_other_words_passes(regulation, text):
    assert [str(p) for p in errors(text, regulation)] == []


@pytest.mark.xfail(strict=True, reason="said in a way that the rules do not read yet")
@pytest.mark.parametrize("text", FALSE["missed"])
def test_a_falsehood_that_is_known_to_slip_through(regulation, text):
    assert errors(text, regulation)


@pytest.mark.xfail(strict=True, reason="an alarm that the rules raise wrongly")
@pytest.mark.parametrize("text", TRUE["alarmed"])
def test_a_truth_that_is_known_to_alarm(regulation, text):
    assert errors(text, regulation) == []
