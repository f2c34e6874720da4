"""Repairs of damaged text: cases, the damaging chain run forwards, and texts that must come back untouched."""

import random
from pathlib import Path

import pytest

from damage import FOLD, damage, naive
from tiaoli import yamldata
from tiaoli.clean import clean
from tiaoli.clean.chinese import count_han
from tiaoli.clean.readings import readings
from tiaoli.clean.script import simplify_char
from tiaoli.clean.trace import Edit, Trace

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
CASES = yamldata.read_file(ROOT / "tests/cases/clean.yml").data
#: The Regulation's own sentences, without labels, as running text.
SENTENCES = [
    line.split("　")[-1]
    for line in (ROOT / "docs/_data/regulation.md").read_text("utf-8").split("\n")
    if len(line) > 30 and not line.startswith(("#", "（"))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_case(case):
    lines = case.get("unchanged") or case["lines"]
    assert [line.text for line in clean(lines)] == case.get("want", lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cleaning_twice_is_cleaning_once(case):
    once = [line.text for line in clean(case.get("unchanged") or case["lines"])]
    again = clean(once)
    assert [line.text for line in again] == once
    assert not any(line.mends for line in again)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_replaying_the_repairs_gives_the_result(case):
    for line in clean(case.get("unchanged") or case["lines"]):
        out, at = [], 0
        for mend in line.mends:
            assert line.raw[mend.start : mend.end] == mend.before
            out += [line.raw[at : mend.start], mend.after]
            at = mend.end
        assert "".join([*out, line.raw[at:]]) == line.text


@pytest.mark.parametrize("seed", range(4))
def test_the_damaging_chain_is_undone(seed):
    rng = random.Random(seed)
    text = SENTENCES
    old = sorted({c for line in text for c in naive(line) if simplify_char(c) != c and readings(c)})
    annotated = "".join(c for c in old if rng.random() < 0.5)
    damaged = [damage(line, annotated) for line in text]
    assert any("?" in line for line in damaged) and any("(" in line for line in damaged)
    for want, line in zip(text, clean(damaged), strict=True):
        assert line.text == want or line.doubts, (want, line.text)
    wrong = sum(line.text != want for want, line in zip(text, clean(damaged), strict=True))
    assert wrong <= 1


def test_the_forward_chain_gives_the_damage_that_is_known():
    assert damage("把握坚持", "請堅", fold=False) == "把握?qǐng)?jiān)持"
    assert damage("系统", "統") == "系統(tǒng)"
    assert damage("促进。县检察院", "") == "促進??h檢察院"


def test_a_choice_by_context_is_reported_with_its_alternatives():
    damaged = [damage(line, "") for line in ["各部门互相促进。县检察院宣传条例，县法院开展讲解，县公安局组织学习。"]]
    line = clean(damaged)[0]
    assert line.text == "各部门互相促进。县检察院宣传条例，县法院开展讲解，县公安局组织学习。"
    assert line.doubts[0].alternatives and "对照原文" in line.doubts[0].reason
    assert line.text[line.doubts[0].offset :].startswith(line.doubts[0].text)


def test_bytes_that_nothing_explains_stay_open():
    text = "全縣信訪系統學習條例,開展宣傳,組織講座,請看?zzǎ)後面的內容。"
    line = clean([text])[0]
    assert "?" in line.text.replace("？", "?")
    assert any(doubt.alternatives == () and "无法还原" in doubt.reason for doubt in line.doubts)


def test_the_regulation_comes_back_untouched():
    lines = (ROOT / "docs/_data/regulation.md").read_text("utf-8").split("\n")
    assert [line.text for line in clean(lines)] == lines


def test_no_chinese_character_of_clean_text_is_changed():
    if not (SHARED / "laws").is_dir():
        pytest.skip("../shared/laws is not there")
    total = changed = 0
    for path in sorted((SHARED / "laws").iterdir()):
        for line in clean(path.read_text("utf-8").split("\n")):
            total += count_han(line.raw)
            changed += "".join(line.raw.split()).translate(FOLD) != "".join(line.text.split()).translate(FOLD)
    assert total > 500_000 and changed == 0


def test_an_edit_inside_an_edited_stretch_keeps_both_rules():
    trace = Trace("甲乙丙")
    trace.apply([Edit(0, 2, "子丑", "一")])
    trace.apply([Edit(0, 1, "寅", "二"), Edit(1, 2, "卯", "三")])
    assert trace.text == "寅卯丙"
    assert [(start, end, text, set(rules)) for start, end, text, rules, _ in trace.changes()] == [
        (0, 2, "寅卯", {"一", "二", "三"})
    ]


def test_a_deletion_at_the_start_of_a_line_is_kept_in_the_record():
    trace = Trace(",甲")
    trace.apply([Edit(0, 1, "", "删")])
    assert trace.text == "甲" and trace.changes()[0][:3] == (0, 2, "甲")
