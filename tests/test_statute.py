"""parse and unparse: the Regulation to the character, made-up statutes of every shape, and a collection of laws."""

import hashlib
import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tiaoli.statute import bare, parse, to_json, unparse
from tiaoli.statute.addresses import ADDRESS

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"
REGULATION = (ROOT / "docs" / "_data" / "regulation.md").read_text("utf-8")
LAWS = ROOT.parent / "shared" / "laws"


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def digest(text: str) -> str:
    return hashlib.sha256(squeeze(text).encode()).hexdigest()


def flatten(statute) -> str:
    units = "".join(unit.label + unit.heading + unit.text for unit in statute.walk())
    return squeeze(units + "".join(a.label + a.title + "".join(a.lines) for a in statute.annexes))


def outline(statute) -> str:
    """The tree as the *.tree.txt files have it: title, one unit a line, annexes, problems."""
    lines = [statute.title]
    lines += [f"{u.address} {u.label}|{u.heading}|{u.text}" for u in statute.walk()]
    lines += [f"{a.address} {a.label}|{a.title}|{'/'.join(a.lines)}" for a in statute.annexes]
    lines += [f"! {p.line} {p.code}" for p in statute.problems]
    return "\n".join(lines) + "\n"


# The Regulation


def test_every_unit_of_the_regulation_is_the_promulgated_text():
    want = json.loads((CASES / "regulation-digests.json").read_text("utf-8"))
    found = [
        (u.address.replace("ch-", "chapter-"), u.label + u.heading if u.kind == "chapter" else u.text)
        for u in parse(REGULATION).walk()
        if u.kind != "article"
    ]
    assert [(address, digest(text)[:16]) for address, text in found] == [
        (unit["address"], unit["sha256_16"]) for unit in want["units"]
    ]
    assert digest("".join(text for _, text in found)) == want["whole_sha256"]


def test_title_and_promulgation_of_the_regulation_are_unchanged():
    statute = parse(REGULATION)
    assert statute.title == "信访工作条例"
    assert statute.promulgation == ("（2022年1月24日中共中央政治局会议审议批准　2022年2月25日中共中央、国务院发布）",)


def test_the_regulation_has_6_chapters_50_articles_98_paragraphs_62_items_and_no_problems():
    statute = parse(REGULATION)
    kinds = [unit.kind for unit in statute.walk()]
    assert [kinds.count(k) for k in ("chapter", "article", "paragraph", "item")] == [6, 50, 98, 62]
    assert len(kinds) == 216
    assert statute.problems == ()


@pytest.mark.parametrize("number", [11, 14, 22, 32, 41])
def test_a_paragraph_after_a_list_is_the_next_paragraph_of_the_article(number):
    article = parse(REGULATION).index[f"art-{number}"]
    assert [child.address for child in article.children] == [f"art-{number}-p1", f"art-{number}-p2"]
    assert article.children[0].children and not article.children[1].children


def test_the_regulation_is_canonical():
    assert unparse(parse(REGULATION)) == REGULATION


def test_the_regulation_without_any_mark_gives_the_same_tree():
    plain = re.sub(r"(?m)^#+ ", "", REGULATION).replace("\n\n", "\n")
    glued = re.sub(r"(?m)^(第.{1,4}[章条])　", r"　　\1", plain)
    assert bare(parse(plain)) == bare(parse(glued)) == bare(parse(REGULATION))


def test_front_matter_is_skipped_and_lines_still_count():
    statute = parse("---\nslug: xinfang\n---\n" + REGULATION)
    assert statute.title == "信访工作条例"
    assert statute.index["art-1"].line == parse(REGULATION).index["art-1"].line + 3


# Shapes


@pytest.mark.parametrize("case", sorted((CASES / "statutes").glob("*.md")), ids=lambda path: path.stem)
def test_a_statute_parses_into_its_written_tree_and_back(case):
    statute = parse(case.read_text("utf-8"))
    assert outline(statute) == case.with_suffix(".tree.txt").read_text("utf-8")
    again = parse(unparse(statute))
    assert bare(again) == bare(statute)
    assert unparse(again) == unparse(statute)


@pytest.mark.parametrize(
    "line", ["第三条第二款规定的示例。", "第三条规定的示例。", "第三条、第四条的示例。", "第三条的示例。"]
)
def test_a_line_that_begins_with_a_reference_is_no_article(line):
    statute = parse(f"示例规定\n第一条 甲。\n第二条 乙。\n{line}\n第三条 丙。")
    assert [a.address for a in statute.articles] == ["art-1", "art-2", "art-3"]
    assert statute.index["art-2-p2"].text == line


def test_an_article_may_begin_with_words_that_references_have_too():
    statute = parse("示例规定\n第一条甲。\n第二条规定本市重大事项，应当报告。\n第三条丙。")
    assert statute.index["art-2-p1"].text == "规定本市重大事项，应当报告。"


def test_a_missing_closing_mark_does_not_swallow_what_follows():
    statute = parse("示例决定\n一、修改为：“甲。\n二、修改为：“乙。”\n三、修改为：“丙。\n“丁。”\n四、施行。")
    assert [u.address for u in statute.walk() if u.kind == "item"] == ["item-1", "item-2", "item-3", "item-4"]
    assert "quote-open" in [p.code for p in statute.problems]


def test_an_open_bracket_in_the_promulgation_does_not_swallow_articles():
    statute = parse("示例规定\n（2020年1月1日示例会议通过\n第一条 甲（含乙）。\n第二条 丙）。")
    assert len(statute.articles) == 2


def test_an_odd_number_is_read_only_where_it_follows():
    text = "示例规定\n" + "\n".join(f"第{n}条 甲。" for n in ("三十", "三十－", "三十二"))
    assert [a.number for a in parse(text).articles] == ["30", "31", "32"]
    assert parse(text).articles[1].label == "第三十－条"


def test_a_contents_list_is_named_in_full_by_its_problem():
    statute = parse("示例规定\n目录\n第一章 甲…1\n第二章 乙…2\n第一章 甲\n第一条 子。\n第二章 乙\n第二条 丑。")
    removed = next(p for p in statute.problems if p.code == "contents-removed")
    assert removed.found == "目录\n第一章 甲…1\n第二章 乙…2"
    assert [c.address for c in statute.chapters] == ["ch-1", "ch-2"]


def test_an_empty_text_is_reported_and_raises_nothing():
    assert [p.code for p in parse("", path="a.md").problems] == ["body-empty"]


def test_problems_say_where_in_chinese():
    problem = parse("# 示例\n\n第一条　甲。\n\n第三条　乙。", path="docs/_data/x.md").problems[0]
    assert str(problem).startswith("docs/_data/x.md:5  条号不连续：缺第二条")


def test_json_has_the_keys_of_the_contract_in_order():
    tree = to_json(parse(REGULATION))
    assert list(tree) == ["kind", "title", "promulgation", "body", "annexes", "problems"]
    node = tree["body"][0]["children"][0]
    assert list(node) == ["kind", "address", "number", "label", "heading", "text", "line", "children"]
    assert (node["kind"], node["address"], node["number"], node["label"]) == ("article", "art-1", "1", "第一条")
    json.dumps(tree, ensure_ascii=False)


# Any text at all

_LINES = [
    "# 示例条例",
    "示例条例",
    "第一章　总则",
    "## 第二章 分则",
    "第一节 甲",
    "# 第一编 丙",
    "第一条　为了示例。",
    "第二条 示例：",
    "第二条示例",
    "第三条",
    "第三条第二款规定的",
    "第四条　【目的】示例，",
    "第一条之一　示例",
    "（一）甲；",
    "(二)乙；",
    "（三）丙。",
    "1．子；",
    "2. 5米",
    "⒈丑",
    "一、示例",
    "二、示例：",
    "示例段落。",
    "示例：“第五条 内容",
    "“继续。",
    "结束。”",
    "| 甲 | 乙 |",
    "\\第七条 文",
    "\\",
    "附件1　示例表",
    "附：",
    "法律责任",
    "目录",
    "<!-- INFO END -->",
    "- （一）子",
    "**第五条** 示例",
    "2020年1月1日示例会议通过",
    "（2020年1月1日示例",
    "第五－条 示例",
    "## 附则",
    "#",
    "前文。 第五条 后文。",
    "第六条　（目的）",
]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(_LINES), max_size=9))
def test_whatever_parse_makes_survives_unparse(lines):
    statute = parse("\n".join(lines))
    assert bare(parse(unparse(statute))) == bare(statute)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.sampled_from(_LINES), max_size=9))
def test_addresses_are_unique_and_well_formed(lines):
    statute = parse("\n".join(lines))
    addresses = [u.address for u in statute.walk()] + [a.address for a in statute.annexes]
    assert len(addresses) == len(set(addresses))
    assert all(ADDRESS.match(address) for address in addresses)


# A public collection of laws, where it is at hand

laws = pytest.mark.skipif(not LAWS.is_dir(), reason="../shared/laws is not here")


def _body(text: str, statute) -> str:
    """What stands behind the head, without heading marks and without what a problem names as removed."""
    source = squeeze(re.sub(r"(?m)^#+", "", text.partition("<!-- INFO END -->")[2] or text))
    for problem in statute.problems:
        if problem.code == "contents-removed":
            source = source.replace(squeeze(problem.found), "", 1)
    return source.replace("\u200b", "")


@laws
def test_no_law_loses_a_character_and_all_come_back():
    lost, changed = [], []
    for path in sorted(LAWS.glob("*.md")):
        text = path.read_text("utf-8")
        statute = parse(text)
        if flatten(statute) != _body(text, statute):
            lost.append(path.name)
        if bare(parse(unparse(statute))) != bare(statute):
            changed.append(path.name)
    assert (lost, changed) == ([], [])


@laws
def test_laws_without_marks_and_spaces_give_the_same_units():
    differ = []
    for path in sorted(LAWS.glob("*.md")):
        text = path.read_text("utf-8")
        plain = re.sub(r"\n+", "\n", re.sub(r"(?m)^#+ *", "", text.replace("<!-- INFO END -->", "")))
        glued = re.sub(r"(?m)^(第[一二三四五六七八九十百千零]+[章节条](?:之.)?)\s+", r"　　\1", plain)
        units = [[(u.address, u.heading, u.text) for u in parse(t).walk()] for t in (text, glued)]
        if units[0] != units[1]:
            differ.append(path.name)
    assert differ == []


@pytest.mark.parametrize(
    "text",
    [
        "示例办法\n第一条　有下列情形的：\n（一）属于本级机关职责范围的事项，转送本级机关的各\n专门委员会、各工作委员会及其他\n工作机构统一答复；\n（二）其他。",
        "示例办法\n第一条：规定本市重大事项的，由代表大会通过。\n第二条：示例。",
        "示例办法\n第一条　甲机关应当在规定的期限之内答复申请人，并将\n答复抄送乙机关。 第二条　乙机关应当登记。\n第三条　示例。",
    ],
)
def test_a_statute_with_broken_lines_or_colons_is_the_same_when_it_is_printed_and_read_again(text):
    once = parse(text)
    assert bare(parse(unparse(once))) == bare(once)


def test_a_last_article_that_stands_in_the_line_before_it_is_found():
    statute = parse(
        "示例办法\n第一条　甲事由乙机关办理。\n第二条　具体办法由乙机关制定。第三条本办法自2021年1月1日起施行。"
    )
    assert [article.number for article in statute.articles] == ["1", "2", "3"]


def test_items_with_half_width_brackets_in_one_line_are_set_apart():
    statute = parse("示例办法\n第一条 下列资料:\n(一)水位;\n(二)水量;(三)水质;\n(四)其他。")
    assert [unit.number for unit in statute.walk() if unit.kind == "item"] == ["1", "2", "3", "4"]
    assert not statute.problems or [problem.code for problem in statute.problems] == ["run-on"]
