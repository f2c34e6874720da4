"""Word's automatic numbers: formats by table and by property, lists against what LibreOffice prints."""

import json
import random
import re
from pathlib import Path

import pytest
import yaml
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from tiaoli import statute
from tiaoli.numerals import parse_int, to_chinese
from tiaoli.readers import docx
from tiaoli.readers.numfmt import FORMATS, render
from word_files import NS, Level, WordFile, printed

CASES = yaml.safe_load((Path(__file__).parent / "cases/readers/numfmt.yml").read_text("utf-8"))
STATUTE = (
    Level("chineseCountingThousand", "第%1章"),
    Level("chineseCountingThousand", "第%2条", restart=0),
    Level("chineseCountingThousand", "（%3）"),
    Level("decimal", "%4．"),
)


@pytest.mark.parametrize(("name", "number", "text"), [(f, n, t) for f, row in CASES.items() for n, t in row.items()])
def test_a_number_prints_as_its_format_says(name, number, text):
    assert render(number, name) == text


@given(st.sampled_from(sorted(FORMATS - {"none", "bullet"})), st.integers(1, 9999))
def test_every_format_prints_something_for_every_number(name, number):
    assert render(number, name).strip()


@given(
    st.sampled_from(
        [
            "chineseCounting",
            "chineseCountingThousand",
            "taiwaneseCountingThousand",
            "ideographDigital",
            "decimalFullWidth",
        ]
    ),
    st.integers(1, 9999),
)
def test_counting_formats_read_back_as_the_same_number(name, number):
    assert parse_int(render(number, name)) == number


@given(
    st.sampled_from(["decimal", "upperRoman", "chineseLegalSimplified", "japaneseCounting", "upperLetter"]),
    st.integers(1, 900),
)
def test_neighbours_never_print_alike(name, number):
    assert render(number, name) != render(number + 1, name)


def test_an_unknown_format_prints_decimal_and_is_reported(tmp_path):
    file = WordFile()
    file.define(1, Level("thaiCounting", "%1)"))
    file.number(1, 1)
    file.add("甲", 1)
    source = docx.read(file.save(tmp_path / "a.docx"))
    assert source.text == "1)甲"
    assert "thaiCounting" in next(p.message for p in source.problems if p.code == "number-format")


def lines(file: WordFile, folder: Path) -> list[str]:
    return [line.text for line in docx.read(file.save(folder / "a.docx")).lines]


def test_articles_count_on_through_chapters_and_items_start_anew(tmp_path):
    file = WordFile()
    file.define(1, *STATUTE)
    file.number(1, 1)
    for text, level in [
        ("总则", 0),
        ("甲", 1),
        ("乙：", 1),
        ("丙；", 2),
        ("丁。", 2),
        ("附则", 0),
        ("戊：", 1),
        ("己。", 2),
        ("庚。", 3),
    ]:
        file.add(text, 1, level)
    assert lines(file, tmp_path) == [
        "第一章　总则", "第一条　甲", "第二条　乙：", "（一）丙；", "（二）丁。", "第二章　附则", "第三条　戊：", "（一）己。", "1．庚。",
    ]  # fmt: skip


def test_a_second_list_goes_on_unless_it_restarts(tmp_path):
    file = WordFile()
    file.define(1, Level())
    file.number(1, 1)
    file.number(2, 1)
    file.number(3, 1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    for text, number in [("甲", 1), ("乙", 2), ("丙", 3), ("丁", 3), ("戊", 1)]:
        file.add(text, number)
    assert lines(file, tmp_path) == ["1. 甲", "2. 乙", "1. 丙", "2. 丁", "3. 戊"]


def test_an_override_may_replace_a_whole_level(tmp_path):
    file = WordFile()
    file.define(1, Level())
    file.number(1, 1)
    file.number(2, 1, f'<w:lvlOverride w:ilvl="0">{Level("upperRoman", "%1)", 4).xml(0)}</w:lvlOverride>')
    file.add("甲", 2)
    assert lines(file, tmp_path) == ["IV)甲"]


def test_a_style_numbers_its_paragraphs_and_zero_takes_the_number_away(tmp_path):
    file = WordFile()
    file.define(
        1, Level("chineseCountingThousand", "第%1章", style="Zhang"), Level("decimal", "%1.%2", legal=True, style="Jie")
    )
    file.number(7, 1)
    file.style("Zhang", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>')
    file.style("Jie", '<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr>')
    file.style("Zi", based="Jie")
    file.add("甲", style="Zhang")
    file.add("乙", style="Jie")
    file.add("丙", 0, style="Jie")
    file.add("丁", style="Zi")
    source = docx.read(file.save(tmp_path / "a.docx"))
    assert [line.text for line in source.lines] == ["第一章　甲", "1.1 乙", "丙", "1.2 丁"]
    assert source.lines[0].style == "heading-1"


def test_a_numbering_style_is_followed(tmp_path):
    file = WordFile()
    file.define(1, Level("upperLetter", "%1)"), more='<w:styleLink w:val="Liebiao"/>')
    file.define(2, more='<w:numStyleLink w:val="Liebiao"/>')
    file.number(1, 1)
    file.number(2, 2)
    file.style("Liebiao", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>', kind="numbering")
    file.add("甲", 2)
    file.add("乙", 1)
    assert lines(file, tmp_path) == ["A)甲", "B)乙"]


def test_custom_zero_padded_formats_are_read_from_the_newer_alternative(tmp_path):
    file = WordFile()
    file.define(1, Level())
    file.number(1, 1)
    level = file.document.part.numbering_part.element.find(".//{*}lvl")
    level.remove(level.find("{*}numFmt"))
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    level.insert(1, parse_xml(
        f'<mc:AlternateContent {mc} {NS}><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/>'
        '</mc:Choice><mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    ))  # fmt: skip
    file.add("甲", 1)
    assert lines(file, tmp_path) == ["001. 甲"]


def test_deleted_and_hidden_paragraphs_take_no_number(tmp_path):
    file = WordFile()
    file.define(1, Level())
    file.number(1, 1)
    file.add("甲", 1)
    file.add("", 1, mark="<w:del/>")
    file.add("乙", 1)
    assert lines(file, tmp_path) == ["1. 甲", "2. 乙"]


def random_list(rng: random.Random) -> WordFile:
    """A document with lists as people make them: shared definitions, restarts, levels in any order."""
    formats = [
        "decimal",
        "chineseCountingThousand",
        "upperRoman",
        "lowerLetter",
        "chineseLegalSimplified",
        "decimalZero",
    ]
    file = WordFile()
    definitions = rng.randint(1, 2)
    for key in range(1, definitions + 1):
        levels = []
        for level in range(4):
            shown = [level] if rng.random() < 0.6 else sorted(rng.sample(range(level + 1), rng.randint(1, level + 1)))
            text = "[" + ".".join(f"%{place + 1}" for place in shown) + "]"
            levels.append(
                Level(rng.choice(formats), text, rng.choice([1, 1, 3]), suffix=rng.choice(["tab", "space", "nothing"]))
            )
        file.define(key, *levels)
    numbers = range(1, rng.randint(2, 5))
    for number in numbers:
        restart = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{rng.choice([1, 5])}"/></w:lvlOverride>'
        file.number(number, rng.randint(1, definitions), restart if rng.random() < 0.3 else "")
    for _ in range(rng.randint(4, 14)):
        if rng.random() < 0.1:
            file.add("正文")
        else:
            file.add("甲", rng.choice(numbers), rng.choice([0, 0, 0, 1, 1, 2, 3]))
    return file


def test_forty_random_lists_read_as_libreoffice_prints_them(soffice, tmp_path):
    files = [random_list(random.Random(seed)).save(tmp_path / f"{seed}.docx") for seed in range(40)]
    read = [re.sub(r"\s+", "", docx.read(file).text) for file in files]
    assert read == printed(soffice, tmp_path, files)


def law_as_word(tree, path: Path) -> Path:
    """A statute as a Word file whose labels are all automatic numbers."""
    file = WordFile()
    file.define(1, *STATUTE)
    file.number(1, 1)
    file.add(tree.title, style="Title")
    for note in tree.promulgation:
        file.add(note)

    for unit in (inner for outer in tree.body for inner in outer.walk()):
        if unit.kind != "paragraph":
            level = LEVELS[unit.kind]
            if unit.kind != "article":
                file.add(unit.heading or unit.text, 1, level)
        elif begins(unit):
            file.add(unit.text, 1, 1)
        else:
            file.add(unit.text)
    return file.save(path)


LEVELS = {"chapter": 0, "article": 1, "item": 2, "subitem": 3}
PRINTED = {"chapter": "第{}章", "article": "第{}条", "item": "（{}）"}


def begins(paragraph) -> bool:
    """Whether it is the first of its article, and carries the article's number."""
    return paragraph.address.endswith("-p1")


def plain(tree) -> bool:
    """Whether a statute has only what these four levels can number: chapters, articles, （一）, 1．, all counting on."""
    counts = dict.fromkeys(LEVELS, 0)
    if tree.problems or tree.annexes:
        return False
    for unit in (inner for outer in tree.body for inner in outer.walk()):
        if unit.kind == "paragraph":
            continue
        if unit.kind not in LEVELS or (unit.kind == "article" and unit.heading):
            return False
        counts[unit.kind] += 1
        number = counts[unit.kind]
        if unit.label != (f"{number}．" if unit.kind == "subitem" else PRINTED[unit.kind].format(to_chinese(number))):
            return False
        for below in LEVELS if unit.kind != "chapter" else ():
            if LEVELS[below] > LEVELS[unit.kind]:
                counts[below] = 0
    return counts["article"] > 5


def without_lines(tree) -> str:
    return re.sub(r'"line": \d+', "", json.dumps(statute.to_json(tree), ensure_ascii=False))


def test_laws_made_into_automatic_numbers_parse_to_the_same_tree(shared, tmp_path):
    done = 0
    for path in sorted((shared / "laws").glob("*.md")):
        tree = statute.parse(path.read_text("utf-8"))
        if not plain(tree):
            continue
        source = docx.read(law_as_word(tree, tmp_path / "law.docx"))
        assert without_lines(statute.parse(source.text)) == without_lines(tree), path.name
        done += 1
        if done == 40:
            break
    assert done == 40
