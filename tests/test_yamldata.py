"""The YAML loader keeps what was typed, knows every line, and says in Chinese what is wrong."""

import json
from pathlib import Path

import pytest

from tiaoli import frontmatter, schema, yamldata
from tiaoli.model import ReadError
from tiaoli.textfile import read_text

CASES = Path(__file__).parent / "cases"
FAULTS = json.loads((CASES / "yaml_faults.json").read_text("utf-8"))
SCHEMA_FAULTS = json.loads((CASES / "schema_faults.json").read_text("utf-8"))
LOADERS = [yamldata.FastLoader, yamldata.PureLoader]
SAMPLE = """\
answer: no
time: 1:30
code: 0012
day: 2022-05-01
amount: 60
share: 0.5
version: 1.10
quoted: '60'
yes: true
none: ~
list:
  - {id: a, n: 1}
  - |
    两行
    文字
"""


@pytest.mark.parametrize("loader", LOADERS)
def test_scalars_stay_what_was_typed(loader):
    data = yamldata.read(SAMPLE, "x.yml", loader=loader).data
    assert data == {
        "answer": "no", "time": "1:30", "code": "0012", "day": "2022-05-01", "amount": 60, "share": 0.5,
        "version": "1.10", "quoted": "60", "yes": True, "none": None, "list": [{"id": "a", "n": 1}, "两行\n文字\n"],
    }  # fmt: skip


@pytest.mark.parametrize("loader", LOADERS)
def test_every_key_and_entry_has_its_line(loader):
    lines = yamldata.read(SAMPLE, "x.yml", first_line=2, loader=loader).lines
    assert (lines["answer"], lines["none"], lines["list.0.n"], lines["list.1"]) == (2, 11, 13, 14)


@pytest.mark.parametrize("loader", LOADERS)
@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["text"][:12])
def test_a_syntax_error_names_the_line_and_what_to_do(case, loader):
    with pytest.raises(ReadError) as error:
        yamldata.read(case["text"], "docs/_data/x.yml", loader=loader)
    assert str(error.value).startswith(f"docs/_data/x.yml 第 {case['line']} 行")
    assert case["says"] in str(error.value)


@pytest.mark.parametrize("loader", LOADERS)
def test_doubled_keys_aliases_and_tags_are_problems(loader):
    marked = yamldata.read("a: 1\nb: &x [1]\nc: *x\na: 2\nd: !!int 3\n", "x.yml", loader=loader)
    assert marked.data["a"] == 1
    assert [(p.line, p.code) for p in marked.problems] == [(2, "yaml-alias"), (4, "yaml-duplicate"), (5, "yaml-tag")]


@pytest.mark.parametrize("loader", LOADERS)
def test_an_expanding_alias_bomb_stays_small(loader):
    rows = ["a0: &a0 [1, 1]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    marked = yamldata.read("\n".join(rows), "x.yml", loader=loader)
    assert len(json.dumps(marked.data)) < 10_000


def test_both_parsers_give_the_same_for_our_own_data():
    for path in sorted((CASES.parents[1] / "docs" / "_data").glob("*.yml")):
        text = path.read_text("utf-8")
        fast, pure = (yamldata.read(text, path.name, loader=loader) for loader in LOADERS)
        assert fast == pure, path.name


@pytest.mark.parametrize("case", SCHEMA_FAULTS, ids=lambda case: case["says"][:16])
def test_a_value_that_the_schema_refuses_is_named_with_its_line(case):
    found = schema.validate(yamldata.read(case["text"], "x.yml"), case["schema"], "x.yml")
    assert [p.line for p in found.problems] == [case["line"]]
    assert case["says"] in found.problems[0].message


def test_what_the_schema_refuses_is_left_out_and_the_rest_stays():
    text = "- {term: 甲, definition: 乙}\n- {term: 丙}\n- {term: 丁, definition: 戊, target: 第三条}\n"
    found = schema.validate(yamldata.read(text, "x.yml"), "glossary", "x.yml")
    assert found.data == [{"term": "甲", "definition": "乙"}, {"term": "丁", "definition": "戊"}]
    assert (found.lines["0"], found.lines["1"], found.lines["1.term"]) == (1, 3, 3)
    assert "2" not in found.lines


def test_front_matter_and_body_keep_the_lines_of_the_file():
    text = "---\ntitle: 甲\nlist:\n  - 乙\n---\n正文\n"
    matter = frontmatter.split(text, "x.md")
    assert (matter.meta["title"], matter.body, matter.body_line) == ("甲", "正文\n", 6)
    assert matter.lines["list.0"] == 4
    assert matter.padded_body.split("\n")[5] == "正文"


@pytest.mark.parametrize("text", ["正文\n", "---\n\n一条分隔线\n", "", "甲\n---\n"])
def test_a_file_without_front_matter_is_all_body(text):
    matter = frontmatter.split(text, "x.md")
    assert (matter.meta, matter.body, matter.body_line, matter.problems) == ({}, text, 1, ())


@pytest.mark.parametrize(
    ("text", "line"),
    [("---\ntitle: 甲\n正文\n", 1), ("---\ntitle: a: b\n---\n正文\n", 2), ("---\ntitle：甲\nx: 1\n---\n正文\n", 2)],
)
def test_broken_front_matter_is_a_problem_and_the_body_still_comes(text, line):
    matter = frontmatter.split(text, "x.md")
    assert [(p.line, p.code) for p in matter.problems] == [(line, "front-matter")]
    assert matter.body.endswith("正文\n")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("第一行\n第二行信访".encode("gbk"), "第 1 行不是 UTF-8 编码，看起来是 GBK"),
        ("甲".encode("utf-16"), "UTF-16"),
        (b"\x00\x01", "空字符"),
        (b"ok\n\xff\x80\xff", "第 2 行"),
    ],
)
def test_a_file_in_another_encoding_is_refused_with_one_sentence(tmp_path, content, says):
    path = tmp_path / "x.md"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=says):
        read_text(path)


def test_a_byte_order_mark_and_windows_line_ends_are_taken_away(tmp_path):
    path = tmp_path / "x.md"
    path.write_bytes("\ufeff甲\r\n乙\r".encode())
    assert read_text(path) == "甲\n乙\n"
