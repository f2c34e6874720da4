"""The kits: every question has its provision, every provision is word for word, and mistakes are named with their line."""

import io
import re
import zipfile
from dataclasses import replace

import pytest

from roots import small_root
from tiaoli.campaign import checking, kits
from tiaoli.campaign import files as plans
from tiaoli.check import check
from tiaoli.check.pages import subject
from tiaoli.load import load
from tiaoli.site import pages
from tiaoli.writers import docx

KITS = """\
- slug: borrow
  chapter: ch-2
  title: 第二章研讨
  sections:
    - heading: 讨论提纲
      items:
        - {text: 收到借书申请以后，多久答复？, at: [art-3]}
        - {text: 怎样爱护图书？, at: [art-4-p1], options: [知道, 不知道]}
"""


@pytest.fixture(scope="module")
def campaign(repo_root):
    return load(repo_root)


def text_of(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode("utf-8").replace("</w:p>", "\n"))


def of(tmp_path, text: str):
    return load(small_root(tmp_path, {"docs/_data/kits.yml": text}))


def found(campaign) -> list[tuple[str, int]]:
    return [(p.code, p.line) for p in check(campaign) if p.path == kits.PATH]


def test_every_chapter_has_all_four_kinds_of_questions(campaign):
    by_chapter = {row["chapter"]: row for row in campaign.kits if row.get("chapter")}
    assert set(by_chapter) == {chapter.address for chapter in campaign.statute.chapters}
    for row in by_chapter.values():
        assert [section["heading"] for section in row["sections"]] == ["讨论提纲", "研讨题", "走访问卷", "调研提纲"]
        assert all(len(section["items"]) >= 3 for section in row["sections"])


def test_every_article_of_the_regulation_is_asked_about_but_those_said_here(campaign):
    asked = {
        campaign.statute.article_of(address).address
        for row in campaign.kits for section in row["sections"] for item in section.get("items") or () for address in item["at"]
    }  # fmt: skip
    missing = [article.address for article in campaign.statute.articles if article.address not in asked]
    # 第四条 is the guiding thought, 第八条 and 第十一条 speak of central organs: nothing for a county's questionnaire
    assert missing == ["art-4", "art-8", "art-11"]


def test_the_kits_of_the_repository_are_true_to_the_text(campaign):
    assert found(campaign) == []


def test_the_provisions_are_printed_word_for_word(campaign):
    for paper in kits.papers(campaign):
        said = text_of(docx.write(paper.document))
        for row in campaign.kits:
            if f"kit-{row['slug']}" == paper.slug and row.get("form") != "card":
                for address in kits.in_order(kits.cited(row), campaign):
                    for unit in campaign.statute.index[address].walk():
                        assert unit.text in said


def test_the_card_fits_on_one_sheet(campaign):
    from tiaoli.writers.typst import typesetter

    card = next(paper for paper in kits.papers(campaign) if paper.slug == "kit-three-in-place")
    assert typesetter().typeset(card.document).pages == 1
    assert campaign.statute.index["art-27-p1"].text in text_of(docx.write(card.document))


def test_a_hint_that_comes_from_no_provision_hangs_on_none(tmp_path):
    text = KITS.replace("  chapter: ch-2\n", "").replace("at: [art-3]", "at: []")
    assert "chapter" not in text and found(of(tmp_path, text)) == []
    made = text_of(docx.write(next(kits.papers(of(tmp_path / "b", text))).document))
    assert "（）" not in made
    assert found(of(tmp_path / "c", KITS.replace("at: [art-3]", "at: []"))) == [("kit-chapter", 7)]


def test_a_good_kit_passes(tmp_path):
    assert found(of(tmp_path, KITS)) == []


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("at: [art-3]", "at: [art-9]", "unknown-address", 7),
        ("at: [art-3]", "at: [art-1]", "kit-chapter", 7),
        ("多久答复？", "按照第九条答复。", "unresolved-citation", 7),
        (", at: [art-3]", "", "schema-required", 7),
    ],
)  # fmt: skip
def test_a_mistake_in_a_kit_is_named_with_its_line(tmp_path, before, after, code, line):
    problems = found(of(tmp_path, KITS.replace(before, after, 1)))
    assert problems and all(at == line for _, at in problems)
    assert code in {one for one, _ in problems}


def test_a_wrong_limit_in_an_item_is_held_against_the_provision_beside_it(campaign):
    def problems(text: str):
        item = {"text": text, "at": ["art-35-p1"]}
        row = {"slug": "x", "title": "甲", "sections": [{"heading": "乙", "items": [item]}]}
        return [p.code for p in checking.check(replace(campaign, kits=(row,), plan=None), subject(campaign)).problems]

    assert problems("请求复查的期限是收到书面答复之日起60日内。") and not problems(
        "请求复查的期限是收到书面答复之日起30日内。"
    )


def test_what_no_provision_stands_behind_is_called_good_practice(tmp_path):
    kit = KITS.replace("  chapter: ch-2\n", "").replace("at: [art-3]", "at: []")
    campaign = of(tmp_path, kit)
    assert found(campaign) == []
    assert "多久答复？（工作要求）" in text_of(docx.write(next(kits.papers(campaign)).document))
    page = next(p for p in pages(campaign) if getattr(p, "path", "") == "campaign/kits/borrow.md")
    assert "<p>（工作要求）</p>" in page.markdown and page.markdown.count("依据：") == 1


def test_a_question_of_a_chapter_needs_its_provision(tmp_path):
    assert ("kit-chapter", 7) in found(of(tmp_path, KITS.replace("at: [art-3]", "at: []")))


def test_a_doubled_slug_is_named(tmp_path):
    assert ("kit-twice", 9) in found(of(tmp_path, KITS + KITS))


def test_pages_link_every_question_to_its_provision(tmp_path):
    made = {page.path: page for page in pages(of(tmp_path, KITS)) if hasattr(page, "markdown")}
    page = made["campaign/kits/borrow.md"].markdown
    assert "依据：第三条" in page and "art-3" in page and "应当自收到之日起5日内答复" in page
    assert "campaign/kits/index.md" in made and "campaign/index.md" not in made


def test_a_root_without_kits_has_no_pages_of_them(tmp_path):
    made = [page.path for page in pages(load(small_root(tmp_path)))]
    assert not [path for path in made if path.startswith("campaign/")]
    assert not list(plans.printed(load(small_root(tmp_path / "x")))) and not list(
        plans.products(load(small_root(tmp_path / "y")))
    )
