"""Statutes as offices keep them: sent out with a notice, run together in a line, broken at a width, made up by a seed."""

import re
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from odd_statutes import make
from tiaoli.convert import convert, load
from tiaoli.numerals import label
from tiaoli.readers import text
from tiaoli.statute import bare, parse, unparse

ROOT = Path(__file__).resolve().parent.parent
REGULATION = (ROOT / "docs/_data/regulation.md").read_text("utf-8")
LINES = [line for line in re.sub(r"(?m)^#+ ", "", REGULATION).split("\n") if line.strip()]
#: Seconds that the made-up statutes may take, and how many of them there must be at least.
SECONDS, LEAST = 4.0, 60


def units(statute) -> list[tuple[str, str, str, str]]:
    return [(unit.address, unit.label, unit.heading, unit.text) for unit in statute.walk()]


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def body(statute) -> str:
    own = "".join(unit.label + unit.heading + unit.text for unit in statute.walk())
    return squeeze(own + "".join(annex.label + annex.title + "".join(annex.lines) for annex in statute.annexes))


# Made up by a seed


def test_no_made_up_statute_loses_a_character_or_gains_a_number():
    stop, seed = time.monotonic() + SECONDS, 0
    while time.monotonic() < stop and seed < 400:
        odd = make(seed)
        found = parse(odd.text)
        source = squeeze(odd.text)
        for problem in found.problems:
            if problem.code == "contents-removed":
                source = source.replace(squeeze(problem.found), "", 1)
        assert source.endswith(body(found)), seed
        assert Counter(source) == Counter(squeeze(found.title + "".join(found.promulgation)) + body(found)), seed
        assert [article.number for article in found.articles] == odd.articles, (seed, odd.features)
        assert all(article.label == label(article.number, "条") for article in found.articles), seed
        codes = {problem.code for problem in found.problems}
        assert not odd.missing or "number-gap" in codes, seed
        assert not odd.doubled or "number-double" in codes, seed
        assert not codes & {"item-gap", "item-order", "item-double", "part-gap", "chapter-gap", "label-in-text"}, seed
        assert bare(parse(unparse(found))) == bare(found), seed
        seed += 1
    assert seed >= LEAST


def test_a_contents_list_without_parts_leaves_the_first_part_to_the_body():
    chapters = "第一章　甲\n第二章　乙\n"
    text = f"示例办法\n目录\n{chapters}第一编　子\n第一章　甲\n第一条 甲。\n第二章　乙\n第二条 乙。\n第二编　丑\n第三条 丙。"
    found = parse(text)
    assert [unit.label for unit in found.body] == ["第一编", "第二编"]
    assert [problem.found for problem in found.problems] == [f"目录\n{chapters}".strip()]


# All in one line


@pytest.mark.parametrize("blank", [" ", "　", ""])
def test_a_statute_in_one_line_has_its_chapters_articles_and_items(blank):
    want, found = units(parse(REGULATION)), units(parse(blank.join(LINES)))
    if blank:
        assert found == want
    else:  # nothing says any more where a paragraph ends
        assert "".join("".join(unit[1:]) for unit in found) == "".join("".join(unit[1:]) for unit in want)
        kept = {unit[:3] for unit in want if not re.search(r"-p\d+$", unit[0])}
        assert kept <= {unit[:3] for unit in found}


def test_a_statute_in_one_line_is_known_for_one(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("".join(LINES), "utf-8")
    made = convert(path)
    assert (made["kind"], made["title"]) == ("statute", "信访工作条例")
    assert "看不出怎样分款" in made["problems"][0]["message"]


def test_an_article_that_speaks_of_others_is_not_cut():
    text = "示例办法\n第一条 依照第二条、第三条办理。第二条规定的除外。\n第四条 甲。"
    assert [article.number for article in parse(text).articles] == ["1", "4"]


# Lists inside a paragraph


def test_a_list_inside_its_paragraph_becomes_items():
    found = parse("示例办法\n第一条 应当：（一）登记；（二）归还。\n第二条 乙。")
    assert [unit.text for unit in found.index["art-1"].walk() if unit.kind == "item"] == ["登记；", "归还。"]
    assert [problem.code for problem in found.problems] == ["run-on"]


def test_a_list_without_its_marks_stays_a_paragraph_and_that_is_said():
    text = "示例办法\n第一条 按照（一）登记、（二）归还的次序办理。\n第二条 乙。"
    found = parse(text)
    assert found.index["art-1-p1"].text == "按照（一）登记、（二）归还的次序办理。"
    assert [problem.code for problem in found.problems] == ["items-inline"]


@pytest.mark.parametrize(
    "line",
    [
        "依照第二条第（一）项、第（二）项处理。",
        "有（一）项、（二）项情形的，应当归还。",
        "修改为：“应当：（一）登记；（二）归还。”",
    ],
)
def test_references_and_quotations_are_no_lists(line):
    found = parse(f"示例办法\n第一条 {line}\n第二条 乙。")
    assert found.index["art-1-p1"].text == line and not found.problems


# Sent out with a notice

NOTICE = """示例县人民政府关于印发示例县借阅办法的通知
示政发〔2023〕5号
各乡镇人民政府，县政府各部门：
《示例县借阅办法》已经县政府同意，现印发给你们，请认真贯彻执行。
示例县人民政府
2023年5月1日
示例县借阅办法
第一条　为了规范借阅，制定本办法。
第二条　借书人应当按期归还。
第三条　本办法自公布之日起施行。
抄送：县委各部门。
示例县人民政府办公室　2023年5月2日印发
"""
ORDER = """示例省人民政府令
第12号
《示例省借阅办法》已经省人民政府同意，现予公布，自2023年3月1日起施行。
省长　王示例
2023年1月5日
示例省借阅办法
（2023年1月1日示例省人民政府常务会议通过）
第一章　总则
第一条　为了规范借阅，制定本办法。
第二条　借书人应当按期归还。
"""
SENT_OUT = {
    "notice": (NOTICE, "示例县借阅办法", 6),
    "marks of a book": (NOTICE.replace("印发示例县借阅办法的", "印发《示例县借阅办法》的"), "示例县借阅办法", 6),
    "on trial": (NOTICE.replace("示例县借阅办法\n第一条", "示例县借阅办法（试行）\n第一条"), "示例县借阅办法（试行）", 6),
    "title over two lines": (NOTICE.replace("示例县借阅办法\n第一条", "示例县\n借阅办法\n第一条"), "示例县借阅办法", 6),
    "behind its annex's label": (NOTICE.replace("示例县借阅办法\n第一条", "附件：示例县借阅办法\n第一条"), "示例县借阅办法", 7),
    "order": (ORDER, "示例省借阅办法", 6),
}  # fmt: skip


@pytest.mark.parametrize("name", SENT_OUT)
def test_the_title_is_that_of_the_text_and_the_notice_is_kept(name):
    text, title, notes = SENT_OUT[name]
    found = parse(text)
    assert (found.title, len(found.promulgation)) == (title, notes)
    assert found.promulgation[0] == text.split("\n")[0] and found.articles[0].number == "1"
    assert found.problems[0].code == "notice-kept" and title in found.problems[0].message
    assert bare(parse(unparse(found))) == bare(found)


def test_what_is_printed_below_a_text_belongs_to_no_article():
    found = parse(NOTICE)
    assert [unit.text[:3] for unit in found.body if unit.kind == "paragraph"] == ["抄送：", "示例县"]
    assert len(found.index["art-3"].children) == 1


def test_a_notice_that_carries_nothing_keeps_its_title():
    text = "示例县关于印发工作要点的通知\n各乡镇：\n第一条 甲。\n第二条 乙。"
    assert parse(text).title == "示例县关于印发工作要点的通知"


def test_a_notice_in_a_word_file_is_read_the_same(tmp_path):
    import docx

    document = docx.Document()
    for line in NOTICE.strip().split("\n"):
        document.add_paragraph(line)
    document.save(tmp_path / "a.docx")
    made = load(tmp_path / "a.docx")
    assert made.kind == "statute" and bare(made.value) == bare(parse(NOTICE))


# Broken at a width, or with odd blanks


def wrapped(line: str, columns: int) -> list[str]:
    out, width = [""], 0
    for char in line:
        own = 1 if ord(char) < 0x2000 else 2
        if width + own > columns and char not in "，。；：、）”》":
            out, width = [*out, ""], 0
        out[-1] += char
        width += own
    return out


@pytest.mark.parametrize("columns", [40, 70, 116])
@pytest.mark.parametrize("form", ["txt", "html"])
def test_lines_broken_at_a_width_are_joined_to_the_same_statute(tmp_path, columns, form):
    rows = "\n".join(row for line in LINES[1:] for row in wrapped("　　" + line, columns))
    text = f"{LINES[0]}\n\n{rows}\n"
    path = tmp_path / f"a.{form}"
    path.write_text(text if form == "txt" else f"<html><body><pre>{text}</pre></body></html>", "utf-8")
    made = load(path)
    assert units(made.value) == units(parse(REGULATION))
    assert "hard-wrapped" in [problem.code for problem in made.problems]


@pytest.mark.parametrize("blank", ["&nbsp;", "&nbsp;&nbsp;", "　", "&emsp;", "", "\n"])
@pytest.mark.parametrize("between", ["</p><p>", "<br>", "<br><br>　　", "</div><div>&nbsp;&nbsp;"])
def test_untidy_blanks_of_a_page_make_no_difference(tmp_path, blank, between):
    lines = ["第一条{}为了规范借阅，制定本办法。", "第二条{}有下列情形之一的，应当归还：", "（一）到期的；", "（二）损坏的。",
             "第三条{}借书人应当按期归还。"]  # fmt: skip
    path = tmp_path / "a.html"
    inside = between.join(["示例县借阅办法", *(line.format(blank) for line in lines)])
    path.write_text(f"<html><body><div><p>{inside}</p></div></body></html>", "utf-8")
    made = load(path)
    want = parse("示例县借阅办法\n" + "\n".join(line.format("　") for line in lines))
    assert made.kind == "statute" and units(made.value) == units(want)


# Word's automatic numbers, written by LibreOffice


def numbered(soffice: str, folder: Path) -> Path:
    """A Word file whose 第…章, 第…条, （…） and 1. are numbers of lists, saved by LibreOffice."""
    levels = {"Z": ["第|章"], "T": ["第|条", "（|）"]}
    styles = "".join(
        f'<text:list-style style:name="{name}">'
        + "".join(
            f'<text:list-level-style-number text:level="{at}" style:num-prefix="{marks.split("|")[0]}" '
            f'style:num-suffix="{marks.split("|")[1]}" style:num-format="一, 二, 三, ..."/>'
            for at, marks in enumerate(every, 1)
        )
        + "</text:list-style>"
        for name, every in levels.items()
    )
    counts = Counter()

    def listed(name: str, text: str, items: tuple[str, ...] = ()) -> str:
        counts[name] += 1
        goes_on = f'text:continue-list="{name}{counts[name] - 1}"' if counts[name] > 1 else ""
        inner = "".join(f"<text:list-item><text:p>{item}</text:p></text:list-item>" for item in items)
        inner = f"<text:list>{inner}</text:list>" if inner else ""
        key = f'xml:id="{name}{counts[name]}"'
        return f'<text:list text:style-name="{name}" {key} {goes_on}><text:list-item><text:p>{text}</text:p>{inner}</text:list-item></text:list>'

    content = "<text:p>示例县借阅办法</text:p>" + listed("Z", "总则") + listed("T", "为了规范借阅，制定本办法。")
    content += (
        listed("T", "有下列情形之一的，应当归还：", ("到期的；", "损坏的。"))
        + "<text:p>法律另有规定的，从其规定。</text:p>"
    )
    content += listed("Z", "附则") + "".join(listed("T", f"第{n}号柜台另行规定。") for n in range(3, 22))
    names = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "style", "text")
    )
    source = folder / "numbers.fodt"
    source.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><office:document {names} office:version="1.3" '
        'office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{content}</office:text></office:body></office:document>",
        "utf-8",
    )
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return source.with_suffix(".docx")


def test_numbers_that_word_prints_by_itself_are_kept(soffice, tmp_path):
    made = load(numbered(soffice, tmp_path))
    found = made.value
    assert made.kind == "statute" and found.title == "示例县借阅办法"
    assert [chapter.label + chapter.heading for chapter in found.chapters] == ["第一章总则", "第二章附则"]
    assert [article.number for article in found.articles] == [str(n) for n in range(1, 22)]
    assert [unit.label for unit in found.index["art-2"].walk() if unit.kind == "item"] == ["（一）", "（二）"]
    assert found.index["art-2-p2"].text == "法律另有规定的，从其规定。" and not found.problems


PAGE_OF_A_STATUTE = (
    "<html><head><title>示例县借阅办法_示例县人民政府</title></head><body><h1>示例县借阅办法</h1>"
    "<div><span>发布时间：2023-01-01</span><span>来源：示例县政府</span><span>字号：[大 中 小]</span></div><div>（2022年12月1日示例县人民政府发布）</div>"
    "<p>第一条&nbsp;&nbsp;为了规范借阅，制定本办法。</p><p>第二条&nbsp;&nbsp;本办法适用于示例县。</p><p>第三条&nbsp;&nbsp;本办法自2023年1月1日起施行。</p>"
    "<p>责任编辑：王示例</p><p>【打印本页】【关闭窗口】</p></body></html>"
)  # fmt: skip


def test_what_a_web_page_says_of_itself_is_no_part_of_the_statute(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(PAGE_OF_A_STATUTE, "utf-8")
    done = load(path)
    assert (done.kind, done.value.promulgation) == ("statute", ("（2022年12月1日示例县人民政府发布）",))
    assert [unit.text for unit in done.value.walk()][-1] == "本办法自2023年1月1日起施行。"
    (said,) = (p for p in done.problems if p.code == "left-out-page" and "责任编辑：王示例" in p.found)
    assert "字号：[大 中 小]" in said.found


def test_page_numbers_between_articles_are_left_out_and_named(tmp_path):
    path = tmp_path / "a.txt"
    rows = [
        "示例县借阅办法",
        "第一条　为了规范借阅，制定本办法。",
        "— 1 —",
        "第二条　本办法适用于示例县。",
        "— 2 —",
        "第三条　自发布之日起施行。",
    ]
    path.write_text("\n".join(rows), "utf-8")
    done = load(path)
    assert [unit.text for unit in done.value.walk() if unit.text] == [
        "为了规范借阅，制定本办法。",
        "本办法适用于示例县。",
        "自发布之日起施行。",
    ]
    assert [p.found for p in done.problems if p.code == "left-out-page-number"] == ["— 1 —\n— 2 —"]


def test_indented_paragraphs_broken_by_counting_characters_are_joined_where_figures_make_a_line_narrow():
    paragraphs = [
        f"　　2021年1月1日至2022年12月31日期间，{f'第{label}类借阅事项应当逐件登记逐件答复，' * 4}15日内告知。"
        for label in "一二三四五六七八"
    ]
    broken = [paragraph[at : at + 36] for paragraph in paragraphs for at in range(0, len(paragraph), 36)]
    found = text.source("\n".join(broken).encode(), "a.txt")
    assert [line.text for line in found.lines] == paragraphs


def test_converting_a_converted_statute_again_gives_the_same_statute(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(
        "示例县借阅办法\n（2022年1月1日示例县人民政府发布）\n第一章 总则\n第一条 甲。\n第二条 乙。\n第二章 附则\n第三条 丙。\n",
        "utf-8",
    )
    first = load(path)
    page = tmp_path / "b.md"
    page.write_text(first.markdown, "utf-8")
    again = load(page)
    assert (again.kind, again.value.title, again.value.promulgation) == (
        "statute",
        first.value.title,
        first.value.promulgation,
    )
    assert bare(again.value) == bare(first.value)
