"""Articles from saved pages, and their Markdown."""

import html
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import markdown

from tiaoli import yamldata
from tiaoli.commentary import Converted, format_page, parse_page, read, rows
from tiaoli.commentary.page import escape, is_edited, unescape
from tiaoli.model import Commentary, Line, Removal, Uncertainty

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CASES = yamldata.read_file(ROOT / "tests/cases/commentary.yml").data


def lines_of(text: str) -> list[Line]:
    return [Line(number, row) for number, row in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_page(case):
    article = read(lines_of(case["page"]))
    assert {name: getattr(article, name) for name in case["want"]} == case["want"]
    assert len(article.paragraphs) == case["paragraphs"]
    assert list(article.headings) == case["headings"]


def accounted(lines: list[Line]) -> None:
    """Every line that isn't blank is a paragraph, a field of the head or removed with a reason, once."""
    article = read(lines)
    found = rows(lines)
    assert [row.line.number for row in found] == [line.number for line in lines if line.text.strip()]
    body = [row.text for row in found if row.role in ("body", "heading")]
    assert list(article.paragraphs) == body
    removed = [(row.line.text, row.reason) for row in found if row.role in ("removed", "meta")]
    assert [(r.text, r.reason) for r in article.removed] == removed
    assert all(reason for _, reason in removed)
    for row in found:
        if row.role in ("title", "subtitle", "author"):
            assert row.fields and not row.reason


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_no_line_is_lost(case):
    accounted(lines_of(case["page"]))


def test_no_line_of_the_shared_pages_is_lost():
    paths = sorted([*(SHARED / "seeds").glob("*.txt"), *(SHARED / "damaged").glob("*.txt")])
    if not paths:
        pytest.skip("../shared is not there")
    for path in paths:
        accounted(lines_of(path.read_text("utf-8")))


@given(
    st.lists(
        st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\r\n"), max_size=40),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_no_line_of_any_text_is_lost(texts):
    accounted([Line(number, text) for number, text in enumerate(texts, 1)])


PLAIN = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=30
)
HOSTILE = st.sampled_from(
    ["<script>x</script>", "# 一", "## 二", "- 甲", "1. 乙", "> 丙", "{.x}", "[a](b)", "*a*_b_`c`", "&lt;", "<!-- x -->", "a&amp;b",
     "!!! note", "---", "===", "| a | b |", "\\*", "::: x", "$$x$$", "~~x~~", "http://x/y", "+ 丁", "编者注：戊", "> 编者注：己"]
)  # fmt: skip


@given(
    st.lists(PLAIN | HOSTILE, min_size=1, max_size=6),
    st.dictionaries(st.sampled_from(["title", "author", "publisher"]), PLAIN | HOSTILE),
)
@settings(max_examples=200, deadline=None)
def test_a_page_read_again_is_the_same_article(paragraphs, fields):
    article = Commentary(
        **fields, paragraphs=tuple(paragraphs), headings=(0,), removed=(Removal(paragraphs[0], "页脚"),),
        uncertain=(Uncertainty(0, paragraphs[0], ("甲--乙>", "丙"), "请对照原文"),),
    )  # fmt: skip
    page = format_page(Converted(article, "示例.txt", "0" * 64, {"rights": "示例"}))
    back = parse_page(page, "x.md")
    assert back.commentary.paragraphs == article.paragraphs and back.commentary.headings == (0,)
    assert [(r.text, r.reason) for r in back.commentary.removed] == [(paragraphs[0], "页脚")]
    assert back.commentary == article
    assert (back.source, back.source_sha256, back.own) == ("示例.txt", "0" * 64, {"rights": "示例"})
    assert format_page(back) == page
    assert not is_edited(page) and is_edited(page + "改") and is_edited(page.replace("rights: ", "rights: x"))


@given(PLAIN | HOSTILE)
@settings(max_examples=200, deadline=None)
def test_escaped_text_prints_as_itself_and_does_nothing(text):
    assert unescape(escape(text)) == text
    page = markdown(
        escape(text), extensions=["attr_list", "tables", "admonition", "def_list", "footnotes", "md_in_html"]
    )
    assert html.unescape(page.removeprefix("<p>").removesuffix("</p>")) == text


def test_a_doubt_is_seen_in_the_source_and_not_on_the_page():
    article = Commentary(paragraphs=("甲乙。县法院",), uncertain=(Uncertainty(0, "。县", ("浚县",), "请对照原文"),))
    page = format_page(Converted(article))
    assert "待核：“。县”，也可能是“浚县”；请对照原文" in page
    body = markdown(page.split("---\n")[-1])
    assert body.split("<!--")[0].strip() == "<p>甲乙。县法院"


def test_other_markdown_is_no_page_of_ours():
    assert parse_page("# 标题\n\n正文。\n", "x.md") is None
