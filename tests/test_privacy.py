"""Nobody's identity card, telephone or bank card is published by accident, and no message repeats one."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
import yaml
from docx import Document as Word
from pypdfium2 import PdfDocument

from roots import SITE, small_root
from tiaoli.check import check, privacy
from tiaoli.load import load
from tiaoli.model import ERROR
from tiaoli.privacy import find
from tiaoli.privacy.cases import QUESTIONS
from tiaoli.writers import document, docx, typst

CASES = yaml.safe_load((Path(__file__).parent / "cases/privacy.yml").read_text("utf-8"))
MOBILE = "13812345678"
ANSWERED = "".join(f"  {key}: 是\n" for key in QUESTIONS) + "  by: 示例甲\n  date: 2022-05-01\n"


def problems(folder: Path, files: dict, code: str = "personal-number"):
    return [p for p in check(load(small_root(folder, files))) if p.code == code]


def page(body: str, head: str = "") -> str:
    return f"---\ntitle: 怎样借书\n{head}---\n\n{body}\n"


def word(author: str = "", text: str = "正文。") -> bytes:
    made, out = Word(), BytesIO()
    made.core_properties.author = author
    made.core_properties.last_modified_by = author
    made.add_paragraph(text)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_numbers_of_persons_are_found_and_others_are_not(case):
    assert [one.kind for one in find(case["text"])] == case["finds"]


def test_it_is_linear_in_the_length_of_a_line():
    for text in ("1 " * 200_000, "0" * 300_000, "信访编号" * 50_000, "一" * 300_000, "1-" * 200_000):
        find(text)


@pytest.mark.parametrize("path", ["docs/index.md", "docs/commentary/a.md", "docs/_data/glossary.yml", "quizzes/a.yml",
                                  "docs/files/list.csv", "docs/files/a.html", "docs/_data/local/a.md"])  # fmt: skip
def test_every_file_that_is_published_is_looked_at(tmp_path, path):
    found = problems(
        tmp_path, {path: f"# 说明\n\n找 {MOBILE} 就行\n" if path.endswith(".md") else f"a: 找 {MOBILE} 就行\n"}
    )
    assert [(p.path, p.severity) for p in found] == [(path, ERROR)]


def test_no_message_repeats_the_number(tmp_path):
    found = problems(tmp_path, {"docs/index.md": f"# 说明\n\n找 {MOBILE}\n"})
    assert found[0].line == 3 and "138****5678" in found[0].message
    assert MOBILE not in repr(found)


def test_an_offices_own_channels_are_published_but_no_identity_card_is(tmp_path):
    site = SITE.replace("web: 示例", f"web: 示例, phone: '{MOBILE}'")
    assert problems(tmp_path / "a", {"docs/_data/site.yml": site}) == []
    site = SITE.replace("web: 示例", "web: 示例, phone: '110101199003077715'")
    assert len(problems(tmp_path / "b", {"docs/_data/site.yml": site})) == 1
    site = SITE.replace("title: 借阅规定学习", f"title: 借阅规定学习{MOBILE}")
    assert len(problems(tmp_path / "c", {"docs/_data/site.yml": site})) == 1


def test_a_comment_in_a_data_file_is_not_published(tmp_path):
    assert problems(tmp_path, {"docs/_data/site.yml": f"# 找 {MOBILE}\n" + SITE}) == []


def test_a_confirmation_is_of_one_line_and_lapses_when_the_line_changes(tmp_path):
    files = {"docs/index.md": f"# 说明\n\n值班室 {MOBILE}\n"}
    row = problems(tmp_path / "a", files)[0].message.split("：", 2)[2]
    row = (
        row.replace("by: 姓名", "by: 示例甲")
        .replace("date: 日期", "date: 2022-05-01")
        .replace("理由}", "值班电话本来公布}")
    )
    files[privacy.CONFIRMED] = row + "\n"
    assert problems(tmp_path / "b", files) == []
    files["docs/index.md"] = f"# 说明\n\n值班室的 {MOBILE}\n"
    changed = check(load(small_root(tmp_path / "c", files)))
    assert {"personal-number", "confirmation-lapsed"} <= {p.code for p in changed}


def test_a_confirmation_without_a_name_is_none(tmp_path):
    files = {"docs/index.md": f"# 说明\n\n值班室 {MOBILE}\n"}
    files[privacy.CONFIRMED] = problems(tmp_path / "a", files)[0].message.split("：", 2)[2] + "\n"
    assert len(problems(tmp_path / "b", files)) == 1


def test_attachments_are_read_and_their_authors_named(tmp_path):
    files = {"docs/files/a.docx": word("示例某", f"找 {MOBILE}"), "docs/files/clean.docx": word()}
    assert [p.path for p in problems(tmp_path / "a", files)] == ["docs/files/a.docx"]
    found = problems(tmp_path / "b", files, "attachment-author")
    assert [p.path for p in found] == ["docs/files/a.docx"]
    assert "示例某" not in repr(found)


def test_an_attachment_that_nobody_can_read_is_said_to_be_unread(tmp_path):
    files = {"docs/files/a.docx": b"PK\x03\x04 broken", "docs/files/b.doc": b"\xd0\xcf"}
    assert {p.path for p in problems(tmp_path, files, "attachment-unread")} == set(files)


@pytest.mark.parametrize(("head", "count"), [
    ("case: true\n", 1), ("case: true\nanonymised:\n" + ANSWERED, 0),
    ("case: true\nanonymised:\n" + ANSWERED.replace("informants: 是", "informants: 否"), 1),
    ("case: true\nanonymised:\n" + ANSWERED.replace("names: 是", "names: 不涉及"), 1),
    ("case: true\nanonymised:\n" + ANSWERED.replace("  by: 示例甲\n", ""), 1), ("", 0),
])  # fmt: skip
def test_a_case_is_published_with_its_checklist_signed(tmp_path, head, count):
    files = {"docs/guides/case.md": page("有人来借书。", head)}
    assert len(problems(tmp_path, files, "case-not-anonymised")) == count


def test_a_page_that_calls_itself_a_case_is_asked(tmp_path):
    body = "## 典型案例\n\n有人来借书。"
    assert len(problems(tmp_path / "a", {"docs/guides/c.md": page(body)}, "case-unmarked")) == 1
    assert problems(tmp_path / "b", {"docs/guides/c.md": page(body, "case: false\n")}, "case-unmarked") == []


def test_a_bank_of_situations_says_that_they_are_invented(tmp_path):
    bank = "title: 题\n{}questions:\n  - {{id: a, type: judge, stem: 甲去借书。, answer: true, tags: [情形]}}\n"
    for at, (head, count) in enumerate([("", 1), ("cases: 虚构\n", 0), ("cases: 改编\nanonymised:\n" + ANSWERED, 0)]):
        assert len(problems(tmp_path / str(at), {"quizzes/a.yml": bank.format(head)}, "case-unmarked")) == count
    assert len(problems(tmp_path / "x", {"quizzes/a.yml": bank.format("cases: 改编\n")}, "case-not-anonymised")) == 1


def test_what_we_print_names_no_author():
    printed = document.Document(("示例通知",), (document.Paragraph((document.Span("正文。"),)),))
    with zipfile.ZipFile(BytesIO(docx.write(printed))) as package:
        assert all(not name.strip() for _, name in privacy._AUTHOR.findall(package.read("docProps/core.xml").decode()))
    made = typst.typesetter().typeset(printed)
    assert "Author" not in PdfDocument(made.pdf).get_metadata_dict(skip_empty=True)
