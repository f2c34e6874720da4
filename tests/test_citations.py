"""References are found, resolved and bound to the right instrument."""

from pathlib import Path

import pytest

from tiaoli import statute, yamldata
from tiaoli.citations import find, quotations, verify
from tiaoli.citations.resolve import printed, printed_together, resolve

ROOT = Path(__file__).parents[1]
CASES = yamldata.read((ROOT / "tests/cases/citations.yml").read_text("utf-8"), "citations.yml").data["cases"]


@pytest.fixture(scope="module")
def regulation():
    return statute.parse((ROOT / "docs/_data/regulation.md").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_references_in_prose_are_found_and_resolved(regulation, case):
    found = [[c.text, f"《{c.instrument}》" if c.instrument else c.target] for c in find(case["text"], regulation)]
    assert found == case["found"]


def test_offsets_cut_out_the_reference(regulation):
    text = "先看《条例》第三十四条，再看第三十六条第一款、第三款。"
    assert [text[c.start : c.end] for c in find(text, regulation)] == [c.text for c in find(text, regulation)]


def test_the_regulations_own_references_resolve(regulation):
    found = [
        (unit.address, c.text, c.target)
        for unit in regulation.walk()
        for c in find(unit.text, regulation, unit.address)
    ]
    assert found == [
        ("art-17-p2", "前款", "art-17-p1"),
        ("art-34-p1", "本条例第三十一条第六项", "art-31-p1-i6"),
        ("art-36-p2", "本条例第三十一条第六项", "art-31-p1-i6"),
        ("art-36-p2", "前款", "art-36-p1"),
        ("art-47-p1", "本条例第二十条", "art-20"),
        ("art-47-p1", "第二十六条", "art-26"),
    ]


def test_a_range_names_all_its_provisions_on_its_first_end(regulation):
    first, last = find("第二十七条至第三十七条", regulation)
    assert first.targets == tuple(f"art-{n}" for n in range(27, 38))
    assert (last.target, last.targets) == ("art-37", ())


def test_a_range_the_wrong_way_round_does_not_resolve(regulation):
    assert find("第三十七条至第二十七条", regulation)[1].reason == "范围的起止写反了"


def test_bare_paragraphs_and_items_are_read_from_where_they_stand(regulation):
    found = [c.target for c in find("前两款、本条第一款和第三款", regulation, "art-36-p3")]
    assert found == ["art-36-p1", "art-36-p1", "art-36-p3"]


def test_a_previous_paragraph_that_does_not_exist_is_said(regulation):
    assert find("前款规定", regulation, "art-36-p1")[0].reason == "前款之前没有款"


@pytest.mark.parametrize("address", ["art-34", "art-23-p2", "art-31-p1-i6", "art-22-p1-i3", "ch-3"])
def test_a_printed_reference_resolves_to_its_address(regulation, address):
    assert find(printed(regulation, address), regulation)[0].target == address


@pytest.mark.parametrize(("addresses", "words"), [
    (("art-23-p2", "art-23-p3"), "第二十三条第二款、第三款"),
    (("art-25-p1", "art-25-p2", "art-22-p1-i1"), "第二十五条第一款、第二款、第二十二条第一款第一项"),
    (("art-32-p1", "art-34-p1"), "第三十二条第一款、第三十四条"),
    (("art-23", "art-23-p2"), "第二十三条、第二十三条第二款"),
    (("ch-4", "art-31-p1-i6"), "第四章、第三十一条第六项"),
])  # fmt: skip
def test_provisions_of_one_article_name_it_once(regulation, addresses, words):
    assert printed_together(regulation, addresses) == words


def test_an_item_of_an_article_with_one_list_needs_no_paragraph(regulation):
    assert resolve(regulation, (("条", "22"), ("项", "3"))) == ("art-22-p1-i3", None)


def test_words_in_quotation_marks_without_a_citation_are_no_quotation(regulation):
    for text in ("增强“四个意识”", "按照第三十四条要求，局长指出：“我们要抓紧办”", "《条例》明确的“五个坚持”",
                 "第三十六条第一款规定的是30日内请求复核，上文“15日”有误"):  # fmt: skip
        assert quotations(text, find(text, regulation), regulation) == [], text


@pytest.mark.parametrize(
    ("text", "targets"),
    [
        ("第三十四条规定：“甲”", ("art-34",)),
        ("第二十条第三款明确代表人数“甲”", ("art-20-p3",)),
        ("“甲”（《条例》第三十四条）", ("art-34",)),
        ("“甲”——《条例》第三十四条", ("art-34",)),
        ("第二十条规定，多人走访的，“甲”", ("art-20",)),
        ("第三十五条、第三十六条规定“甲”", ("art-35", "art-36")),
        ("第三十四条的“甲”", ("art-34",)),
    ],
)
def test_a_quotation_is_bound_to_its_citation(regulation, text, targets):
    assert [q.targets for q in quotations(text, find(text, regulation), regulation)] == [targets]


def test_a_list_of_quotations_hangs_on_one_citation(regulation):
    text = "第三十七条规定“人民调解”、“行政调解”和“司法调解”联动"
    assert [q.text for q in quotations(text, find(text, regulation), regulation)] == [
        "人民调解",
        "行政调解",
        "司法调解",
    ]


def test_width_of_punctuation_and_ellipses_do_not_matter(regulation):
    assert verify(regulation, "任何组织和个人,不得", ("art-18",)).code == "misquote"
    assert verify(regulation, "多人采用走访形式提出共同的信访事项的,应当推选代表,代表人数不得超过５人", ("art-20",)).ok
    assert verify(regulation, "信访工作是党的群众工作的重要组成部分……是各级机关、单位", ("art-3",)).ok


def test_a_misquotation_shows_what_differs(regulation):
    verdict = verify(regulation, "任何组织和个人不能打击报复信访人", ("art-18",))
    assert "“不能打”应为“不得打”" in verdict.message
    assert verdict.expected == "任何组织和个人不得打击报复信访人"
