"""PDF pages made by LibreOffice and Chromium: paragraphs whole, running heads out, columns in order; scans refused."""

import subprocess
from pathlib import Path

import pytest

from tiaoli.model import ReadError
from tiaoli.readers import pages, pdf
from word_files import Level, WordFile

SENTENCE = "图书室收到借书申请后，应当自收到之日起5日内答复；不能当场答复的，说明理由，并且告知办理的进度。"
PARAGRAPHS = [f"第{number}段。" + SENTENCE * (1 + number % 3) for number in range(1, 25)]


def by_libreoffice(soffice: str, file: WordFile, folder: Path) -> Path:
    path = file.save(folder / "made.docx")
    command = [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(folder), str(path)], check=True, capture_output=True, timeout=120)
    return folder / "made.pdf"


def by_chromium(chromium, body: str, folder: Path, style: str = "", **options) -> Path:
    page = chromium.new_page()
    page.set_content(f"<style>p{{text-indent:2em;line-height:1.8}}{style}</style>{body}")
    page.pdf(
        path=str(folder / "made.pdf"),
        format="A4",
        margin={"top": "30mm", "bottom": "30mm", "left": "25mm", "right": "25mm"},
        **options,
    )
    page.close()
    return folder / "made.pdf"


def whole(source) -> list[str]:
    return [line.text for line in source.lines]


def test_paragraphs_over_lines_and_pages_are_whole_and_running_heads_are_quoted(soffice, tmp_path):
    file = WordFile()
    file.document.sections[0].header.paragraphs[0].text = "示例县文件汇编"
    file.document.sections[0].footer.paragraphs[0].text = "— 1 —"
    for text in PARAGRAPHS:
        file.add(text)
    source = pdf.read(by_libreoffice(soffice, file, tmp_path))
    assert whole(source) == PARAGRAPHS
    quoted = {p.code: p.found for p in source.problems}
    assert quoted["left-out-header"] == "示例县文件汇编" and quoted["left-out-footer"].startswith("— 1 —")


def test_every_article_begins_a_line_of_its_own(soffice, tmp_path):
    file = WordFile()
    file.define(
        1,
        Level("chineseCountingThousand", "第%1条", suffix="space"),
        Level("chineseCountingThousand", "（%2）", suffix="nothing"),
    )
    file.number(1, 1)
    for _ in range(12):
        file.add(SENTENCE, 1, 0)
        file.add("按期归还；", 1, 1)
        file.add(SENTENCE * 2, 1, 1)
    lines = whole(pdf.read(by_libreoffice(soffice, file, tmp_path)))
    assert len(lines) == 36
    assert lines[:3] == [f"第一条 {SENTENCE}", "（一）按期归还；", f"（二）{SENTENCE * 2}"]
    assert lines[-3].startswith("第十二条 ")


def test_two_columns_are_read_one_after_the_other(chromium, tmp_path):
    body = "<h1>示例规定</h1><div>" + "".join(f"<p>{text}</p>" for text in PARAGRAPHS) + "</div>"
    source = pdf.read(by_chromium(chromium, body, tmp_path, "div{columns:2;column-gap:10mm}"))
    assert whole(source) == ["示例规定", *PARAGRAPHS]
    assert source.lines[0].style == "title"


def test_page_numbers_of_chromium_are_left_out(chromium, tmp_path):
    footer = "<div style='font-size:9px;width:100%;text-align:center'><span class=pageNumber></span> / <span class=totalPages></span></div>"
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    path = by_chromium(
        chromium, body, tmp_path, display_header_footer=True, header_template="<div></div>", footer_template=footer
    )
    assert whole(pdf.read(path)) == PARAGRAPHS


def test_a_table_is_pointed_out(chromium, tmp_path):
    rows = "".join(f"<tr><td style='width:200px'>步骤{n}</td><td>{n}日</td></tr>" for n in "一二三")
    source = pdf.read(by_chromium(chromium, f"<p>{SENTENCE}</p><table>{rows}</table>", tmp_path))
    assert "步骤一  一日" in whole(source)
    assert any(p.code == "table-in-pdf" for p in source.problems)


def test_a_scan_is_refused_with_the_reason(chromium, tmp_path):
    body = "<svg width=400 height=400><rect width=300 height=300 fill=black /></svg>"
    with pytest.raises(ReadError, match=r"^made\.pdf 是扫描件或图片，没有文字层.*OCR"):
        pdf.read(by_chromium(chromium, body, tmp_path))


def test_a_page_without_text_among_others_is_named(chromium, tmp_path):
    body = f"<p>{SENTENCE}</p><div style='break-before:page'><svg width=400 height=400><rect width=300 height=300 /></svg></div>"
    source = pdf.read(by_chromium(chromium, body, tmp_path))
    assert "第 2 页没有文字" in next(p.message for p in source.problems if p.code == "page-without-text")


def test_a_locked_file_is_refused(soffice, tmp_path):
    file = WordFile()
    file.add(SENTENCE)
    path = file.save(tmp_path / "locked.docx")
    filter_ = 'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"x"}}'
    command = [
        soffice,
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        filter_,
    ]
    subprocess.run([*command, "--outdir", str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    with pytest.raises(ReadError, match=r"^locked\.pdf 加了打开密码"):
        pdf.read(tmp_path / "locked.pdf")


def test_a_damaged_file_is_refused(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + b"x" * 500)
    with pytest.raises(ReadError, match=r"^a\.pdf 已损坏"):
        pdf.read(tmp_path / "a.pdf")


def test_short_articles_whose_numbers_have_no_blank_behind_them_stay_apart(soffice, tmp_path):
    file = WordFile()
    file.define(1, Level("chineseCountingThousand", "第%1章", suffix="nothing"))
    file.define(2, Level("chineseCountingThousand", "第%1条", suffix="nothing"))
    file.number(1, 1)
    file.number(2, 2)
    file.add("示例县图书借阅管理办法")
    file.add("（2021年3月1日示例县人民政府第5次常务会议通过）")
    expected = ["示例县图书借阅管理办法", "（2021年3月1日示例县人民政府第5次常务会议通过）"]
    labels = iter(
        [
            "一",
            "二",
            "三",
            "四",
            "五",
            "六",
            "七",
            "八",
            "九",
            "十",
            "十一",
            "十二",
            "十三",
            "十四",
            "十五",
            "十六",
            "十七",
            "十八",
            "十九",
            "二十",
            "二十一",
            "二十二",
            "二十三",
            "二十四",
        ]
    )
    for chapter, name in (("一", "总则"), ("二", "借阅"), ("三", "附则")):
        file.add(name, 1)
        expected.append(f"第{chapter}章{name}")
        for _ in range(8):
            label = next(labels)
            words = f"借阅人应当遵守第{len(expected)}类规定，并按期归还。"
            file.add(words, 2)
            expected.append(f"第{label}条{words}")
    assert whole(pdf.read(by_libreoffice(soffice, file, tmp_path))) == expected


def test_a_paragraph_whose_second_line_has_no_figures_of_another_font_is_whole():
    def line(text: str, right: float, top: float, size: float) -> pages.Printed:
        return pages.Printed(text, 57, right, top, top + size, size, 1, 595, 842)

    first = line("要在第0个方面多下功夫，把群众的操心事、烦心事、揪心", 531, 150, 11.04)
    lines, _ = pages.joined([[first, line("事办好。", 99, 166, 9.66), line("另起一段。", 120, 182, 9.66)]], "a.pdf")
    assert [one.text for one in lines] == [first.text + "事办好。", "另起一段。"]


def test_text_that_repeats_at_the_foot_of_pages_is_no_running_foot():
    def page(number: int) -> list[pages.Printed]:
        texts = [
            (60, "示例县文件汇编"),
            *((120 + 16 * i, f"第{number}页第{i}行的正文，各有各的内容") for i in range(36)),
        ]
        texts.append((770, f"{number}14条，群众满意度明显提高。"))  # a paragraph of its own, apart from the one above
        return [pages.Printed(text, 57, 531, top, top + 11, 11, number, 595, 842) for top, text in texts]

    lines, problems = pages.joined([page(number) for number in (1, 2, 3)], "a.pdf")
    text = "".join(line.text for line in lines)
    assert all(f"{number}14条，群众满意度明显提高。" in text for number in (1, 2, 3))
    assert [problem.found for problem in problems if problem.code == "left-out-header"] == ["示例县文件汇编"]
