"""The same document as docx and as PDF: after GB/T 9704-2012, as data, without tofu, with bytes that repeat."""

import io
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import docx as python_docx
import pdfplumber
import pylopdf_fonts_zh_cn
import pytest
import typst as typst_wheel
from docx.oxml.ns import qn

import printed
from tiaoli.model import ReadError
from tiaoli.writers import docx, geometry
from tiaoli.writers.document import Cell, Document, Heading, Paragraph, Span, Table, body
from tiaoli.writers.typst import Faces, Typesetter, typesetter

#: 40 characters without a mark: every full line has exactly what fits.
SENTENCE = "示例县图书室在每个工作日的上午和下午向读者开放借书人应当爱护图书并且按照约定的日子归还"
#: Everything that Typst, XML or a field would take for its own.
HOSTILE = (
    "#let x = 1", "$a+b$", "*粗* _斜_ `码`", "#import \"@preview/a:1\": *", "= 标题", "- 项", "a // b /* c */", "@引用 <标签>",
    "\\u{41} \\ #", "#panic(\"!\")", "{ PAGE }", "<w:p/> & &amp; ]]> \"'", "~ -- --- ...", "1. 一", "/ 词: 义", "http://a.example/#x",
)  # fmt: skip


def plain(form: str = "paper", blocks: tuple = (), **more) -> Document:
    return Document(
        ("示例规定",), blocks or (body(SENTENCE * 60),), form=form, foot=("条文版本：示例", "示例县图书馆"), **more
    )


def full_lines(pdf: bytes, first: int = 0) -> Counter[int]:
    """How many characters the lines have, hanging marks and the ends of paragraphs left out."""
    texts = [line for page in printed.lines(pdf, first) for line in page.texts]
    return Counter(len(line.rstrip(printed.HANGING)) for line in texts)


def test_a_pdf_page_has_22_lines_of_28_characters_in_the_type_area():
    pdf = typesetter().typeset(plain(blocks=(body(SENTENCE * 60), body(SENTENCE * 60)))).pdf
    inner = printed.lines(pdf)[1]
    assert len(inner.texts) == geometry.LINES
    assert {len(line) for line in inner.texts} == {geometry.CHARACTERS}
    assert (round(inner.left), round(inner.top), round(inner.right), round(inner.bottom)) == (28, 37, 184, 262)


def test_libreoffice_sets_the_docx_in_22_lines_of_28_characters(soffice, tmp_path):
    pdf = printed.to_pdf(soffice, docx.write(plain(blocks=(body(SENTENCE * 60), body(SENTENCE * 60)))), tmp_path)
    inner = printed.lines(pdf)[1]
    assert len(inner.texts) == geometry.LINES
    assert {len(line) for line in inner.texts} == {geometry.CHARACTERS}
    assert 27.5 < inner.left < 28.6 and 183 < inner.right < 184.6
    assert 0 not in printed.glyphs(pdf)
    assert all(printed.fonts(pdf).values())


@pytest.mark.parametrize("form", ["booklet", "paper", "sheet"])
def test_both_formats_have_the_same_bytes_twice(form):
    table = Table((1, 2), ((Cell(((Span("甲"),),), rows=2), Cell(((Span("乙"),),))), (Cell(((Span("丙"),),)),)))
    document = plain(form, (Heading("第一章　示例", 1, True), body(SENTENCE), table), subtitle="示例")
    assert docx.write(document, (1,)) == docx.write(document, (1,))
    assert Typesetter().typeset(document).pdf == Typesetter().typeset(document).pdf


def test_text_is_never_read_as_code_or_markup(soffice, tmp_path):
    document = plain("sheet", tuple(body(line) for line in HOSTILE), subtitle=HOSTILE[0])
    wanted = printed.squeezed("".join(HOSTILE))
    assert wanted in printed.whole_text(typesetter().typeset(document).pdf)
    assert wanted in printed.whole_text(printed.to_pdf(soffice, docx.write(document), tmp_path))


@pytest.mark.parametrize("where", ["title", "heading", "body", "cell", "foot"])
def test_a_character_that_no_font_has_stops_with_one_sentence(where):
    odd = "\U0002b740"
    blocks = {
        "heading": Heading(odd), "body": body(f"姓{odd}名"), "cell": Table((1,), ((Cell(((Span(odd),),)),),)),
    }  # fmt: skip
    document = Document(
        (odd if where == "title" else "示例",),
        (blocks.get(where, body("示例")),),
        foot=(odd,) if where == "foot" else (),
    )
    with pytest.raises(ReadError, match=f"“{odd}”在所用字体里没有.*请"):
        typesetter().typeset(document)
    assert typesetter().typeset(plain()).pdf.startswith(b"%PDF"), "the worker goes on after a fault"


def test_the_measure_for_boxes_finds_one():
    fonts = typst_wheel.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(Path(pylopdf_fonts_zh_cn.__file__).parent)],
    )
    source = '#set text(font: "Noto Serif SC", fallback: false)\n甲\U0002b740乙'.encode()
    pdf = typst_wheel.Compiler(input=source, font_paths=fonts).compile(format="pdf")
    assert printed.glyphs(pdf)[0] == 1


def test_a_missing_font_or_folder_is_said_before_anything_is_set(tmp_path):
    with pytest.raises(ReadError, match="没有找到字体“FangSong_GB2312”；可用的有：Noto Sans SC、Noto Serif SC。请"):
        Typesetter(Faces(body="FangSong_GB2312"))
    with pytest.raises(ReadError, match="没有找到字体文件夹 .*请检查"):
        Typesetter(Faces(folder=tmp_path / "fonts"))


def test_an_office_can_bring_its_own_fonts(tmp_path):
    own = tmp_path / "fonts"
    own.mkdir()
    shutil.copy(Path(pylopdf_fonts_zh_cn.__file__).parent / "NotoSansSC-Regular.otf", own)
    pdf = Typesetter(Faces(folder=own, body="noto sans sc")).typeset(plain(blocks=(body("示例"),))).pdf
    assert set(printed.fonts(pdf)) == {"NotoSansSC-Regular-Identity-H", "NotoSerifSC-Regular-Identity-H"}
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        used = {
            c["fontname"].partition("+")[2] for c in opened.pages[0].chars if c["text"] in "示例" and c["size"] < 18
        }
    assert used == {"NotoSansSC-Regular"}


def test_a_pdf_is_tagged_named_in_chinese_and_says_nothing_of_the_machine():
    pdf = typesetter().typeset(plain(date="2022-02-25")).pdf
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        catalog = opened.doc.catalog
        assert opened.metadata["CreationDate"].startswith("D:20220225")
        assert "Author" not in opened.metadata
    assert catalog["MarkInfo"]["Marked"] is True
    assert catalog["Lang"].decode().lower().startswith("zh")
    assert b"pdfuaid" in pdf or b"pdfaid" in pdf
    assert printed.fonts(pdf) and all(printed.fonts(pdf).values())


def test_page_numbers_stand_right_on_odd_and_left_on_even_pages(soffice, tmp_path):
    document = plain(blocks=(body(SENTENCE * 60),))
    for pdf in (typesetter().typeset(document).pdf, printed.to_pdf(soffice, docx.write(document), tmp_path)):
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            for number, page in enumerate(opened.pages, 1):
                below = [
                    c
                    for c in page.chars
                    if c["top"] > printed.BOTTOM + 5 * printed.MM and c["size"] > 12 and c["text"].strip()
                ]
                assert "".join(c["text"] for c in below) == f"—{number}—"
                middle = sum(c["x0"] + c["x1"] for c in below) / len(below) / 2
                assert (middle > page.width / 2) == (number % 2 == 1)
                assert 268 < min(c["top"] for c in below) / printed.MM < 273, "7 mm below the type area"


def test_headings_of_a_docx_are_real_and_the_contents_is_filled_in():
    blocks = (
        Heading("第一章　甲", 1, True),
        body(SENTENCE),
        Heading("第二章　乙", 1, True),
        Heading("（一）丙", 2),
        body(SENTENCE),
    )
    opened = python_docx.Document(io.BytesIO(docx.write(plain("booklet", blocks), (1, 7))))
    outlined = {
        p.style.name: p.text for p in opened.paragraphs if p.style.name.startswith(("章", "heading", "Heading"))
    }
    assert outlined == {"章标题": "第二章　乙", "Heading 2": "（一）丙"}
    assert opened.styles["章标题"].base_style.name == "Heading 1"
    contents = [p for p in opened.paragraphs if p.style.name == "toc 1"]
    assert ["".join(t.text or "" for t in p._p.iter(qn("w:t"))) for p in contents] == ["第一章　甲1", "第二章　乙7"]
    codes = "".join(t.text for t in opened.element.iter(qn("w:instrText")))
    assert 'TOC \\o "1-1"' in codes and "PAGEREF _Toc000001" in codes
    marks = {b.get(qn("w:name")) for b in opened.element.iter(qn("w:bookmarkStart"))}
    assert {link.get(qn("w:anchor")) for link in opened.element.iter(qn("w:hyperlink"))} == marks
    begun = Counter(c.get(qn("w:fldCharType")) for c in opened.element.iter(qn("w:fldChar")))
    assert begun["begin"] == begun["separate"] == begun["end"] == 3


def test_a_docx_has_the_page_fonts_and_language_of_the_standard_and_names_nobody():
    content = docx.write(plain())
    opened = python_docx.Document(io.BytesIO(content))
    page = opened.sections[-1]
    millimetres = [
        round(edge.mm)
        for edge in (
            page.page_width,
            page.page_height,
            page.top_margin,
            page.left_margin,
            page.right_margin,
            page.bottom_margin,
        )
    ]
    assert millimetres == [210, 297, 37, 28, 26, 35]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name).decode("utf-8") for name in names if name.endswith((".xml", ".rels"))}
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert 'w:type="lines" w:linePitch="579"' in parts["word/document.xml"]
    assert 'w:eastAsia="zh-CN"' in parts["word/styles.xml"]
    for font in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"):
        assert f'w:name="{font}"' in parts["word/fontTable.xml"]
    for theirs in ("creator", "lastModifiedBy", "created", "modified", "revision", "python-docx"):
        assert theirs not in parts["docProps/core.xml"]


def test_a_cell_may_span_rows_and_columns_in_both_formats(soffice, tmp_path):
    cell = lambda words, **more: Cell(((Span(words),),), **more)  # noqa: E731
    rows = (
        (cell("甲", rows=2), cell("乙"), cell("丙")),
        (cell("丁", columns=2),),
        (cell("戊"), cell("己"), cell("庚")),
    )
    document = plain("sheet", (Table((1, 1, 1), rows),))
    for pdf in (typesetter().typeset(document).pdf, printed.to_pdf(soffice, docx.write(document), tmp_path)):
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            table = opened.pages[0].extract_tables()[0]
        assert [[value for value in row if value] for row in table] == [["甲", "乙", "丙"], ["丁"], ["戊", "己", "庚"]]


def test_a_keep_paragraph_stays_with_what_follows():
    filler = tuple(body("示例") for _ in range(18))
    blocks = (*filler, Paragraph((Span("引出下文："),), keep=True), Paragraph((Span(SENTENCE * 2),)))
    ends = [page.texts[-1] for page in printed.lines(typesetter().typeset(plain(blocks=blocks)).pdf)]
    assert "引出下文：" not in ends[:-1]
