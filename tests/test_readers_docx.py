"""What a Word file says beside its numbers: styles, tables, boxes, notes, fields, tracked changes; nothing lost unsaid."""

import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from tiaoli.readers import docx
from word_files import NS, Level, WordFile

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, properties: str = "") -> str:
    inner = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{inner}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inner: str) -> str:
    return f"<w:p {NS} {MORE}>{inner}</w:p>"


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark.format('separate')}{result}{mark.format('end')}"


def read(folder: Path, *blocks: str, parts: dict[str, tuple[str, str]] | None = None):
    """Source of a document with these blocks; `parts`: kind -> (file name, XML)."""
    file = WordFile()
    for block in blocks:
        file.add_xml(block)
    for kind, (name, xml) in (parts or {}).items():
        part = Part(PackURI(f"/word/{name}"), f"{WORD}.{kind}+xml", xml.encode(), file.document.part.package)
        file.document.part.relate_to(
            part, f"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"
        )
    return docx.read(file.save(folder / "a.docx"))


def texts(source) -> list[str]:
    return [line.text for line in source.lines]


def said(source, code: str):
    return next(p for p in source.problems if p.code == code)


#: What stands in a paragraph -> the text that is read.
INLINE = {
    "soft line break": (run("甲") + "<w:r><w:br/></w:r>" + run("乙"), ["甲", "乙"]),
    "page break": (run("甲") + '<w:r><w:br w:type="page"/></w:r>' + run("乙"), ["甲乙"]),
    "hyperlink": (run("见") + f'<w:hyperlink w:anchor="x">{run("附件")}</w:hyperlink>', ["见附件"]),
    "field": (run("共") + field(" NUMPAGES ", run("3")) + run("页"), ["共3页"]),
    "simple field": (f'<w:fldSimple w:instr="DATE">{run("五月")}</w:fldSimple>', ["五月"]),
    "field within a field": (field(" IF " + "</w:instrText></w:r>" + field("PAGE", run("9")) + "<w:r><w:instrText>", run("是")), ["是"]),
    "insertion": (run("甲") + f'<w:ins w:id="1" w:author="x">{run("乙")}</w:ins>', ["甲乙"]),
    "deletion": (run("甲") + '<w:del w:id="1" w:author="x"><w:r><w:delText>乙</w:delText></w:r></w:del>', ["甲"]),
    "hidden": (run("甲") + run("乙", "<w:vanish/>"), ["甲"]),
    "not hidden": (run("甲") + run("乙", '<w:vanish w:val="0"/>'), ["甲乙"]),
    "symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("同意"), ["☑同意"]),
    "symbol font": (run("\uf0a8", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>') + run("否"), ["□否"]),
    "ruby": (f"<w:r><w:ruby><w:rt>{run('xìn')}</w:rt><w:rubyBase>{run('信')}</w:rubyBase></w:ruby></w:r>", ["信"]),
    "content control": (f"<w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>", ["甲"]),
    "smart tag": (f'<w:smartTag w:element="date">{run("五月")}</w:smartTag>', ["五月"]),
    "tab": (run("甲") + "<w:r><w:tab/></w:r>" + run("乙"), ["甲\t乙"]),
    "equation": (f"<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>{run('。')}", ["x=1。"]),
    "circled": (field(r" EQ \o\ac(○,3) ", "").replace('<w:r><w:fldChar w:fldCharType="separate"/></w:r>', "") + run("甲"), ["③甲"]),
    "unknown tag": (f'<w:new xmlns:w2="x">{run("甲")}</w:new>', ["甲"]),
}  # fmt: skip


@pytest.mark.parametrize("name", INLINE)
def test_a_paragraph_reads_as_it_prints(name, tmp_path):
    inner, wanted = INLINE[name]
    assert texts(read(tmp_path, paragraph(inner + run("。")))) == [*wanted[:-1], wanted[-1] + "。"]


def test_changes_are_taken_and_said(tmp_path):
    inner = (
        run("甲") + f'<w:ins w:id="1">{run("乙")}</w:ins><w:del w:id="2"><w:r><w:delText>丙</w:delText></w:r></w:del>'
    )
    problem = said(read(tmp_path, paragraph(inner)), "tracked-changes")
    assert "插入 1 处" in problem.message and "删除 1 处" in problem.message and problem.found == "丙"


def test_a_deleted_paragraph_mark_joins_the_paragraphs(tmp_path):
    first = paragraph("<w:pPr><w:rPr><w:del w:id='1'/></w:rPr></w:pPr>" + run("甲"))
    assert texts(read(tmp_path, first, paragraph(run("乙")))) == ["甲乙"]


def test_moved_text_stands_where_it_was_moved_to(tmp_path):
    away = paragraph(f'<w:moveFrom w:id="1">{run("甲")}</w:moveFrom>')
    here = paragraph(f'<w:moveTo w:id="2">{run("甲")}</w:moveTo>')
    assert [t for t in texts(read(tmp_path, away, paragraph(run("乙")), here)) if t] == ["乙", "甲"]


def test_hidden_text_is_quoted(tmp_path):
    assert said(read(tmp_path, paragraph(run("甲") + run("底稿", "<w:vanish/>"))), "left-out-hidden").found == "底稿"


def test_text_boxes_follow_their_paragraph_once(tmp_path):
    box = f"<w:txbxContent><w:p>{run('框里')}</w:p></w:txbxContent>"
    inner = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    source = read(tmp_path, paragraph(run("甲") + inner), paragraph(run("乙")))
    assert texts(source) == ["甲", "框里", "乙"] and said(source, "text-box").line == 2 - 1


def test_footnotes_are_marked_and_follow_the_body(tmp_path):
    notes = f'<w:footnotes {NS}><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>{run("注文")}</w:p></w:footnote></w:footnotes>'
    source = read(
        tmp_path,
        paragraph(run("甲") + '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        parts={"footnotes": ("footnotes.xml", notes)},
    )
    assert [(line.text, line.style) for line in source.lines] == [("甲〔注1〕", ""), ("注1　注文", "footnote")]


def test_comments_are_quoted_with_their_author(tmp_path):
    comments = (
        f'<w:comments {NS}><w:comment w:id="0" w:author="示例甲"><w:p>{run("请核实")}</w:p></w:comment></w:comments>'
    )
    source = read(
        tmp_path,
        paragraph(run("甲") + '<w:r><w:commentReference w:id="0"/></w:r>'),
        parts={"comments": ("comments.xml", comments)},
    )
    problem = said(source, "left-out-comment")
    assert texts(source) == ["甲"] and problem.found == "请核实" and "示例甲" in problem.message and problem.line == 1


def test_a_contents_field_is_left_out_and_quoted(tmp_path):
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    first = paragraph(
        f'{mark.format("begin")}<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>{mark.format("separate")}{run("第一章 总则 1")}'
    )
    source = read(
        tmp_path, first, paragraph(run("第二章 附则 2")), paragraph(mark.format("end")), paragraph(run("第一章 总则"))
    )
    assert [t for t in texts(source) if t] == ["第一章 总则"]
    assert said(source, "left-out-contents").found == "第一章 总则 1\n第二章 附则 2"


def test_headers_and_footers_are_left_out_and_quoted(tmp_path):
    document = python_docx.Document()
    document.add_paragraph("甲")
    document.sections[0].header.paragraphs[0].text = "示例县文件"
    document.sections[0].footer.paragraphs[0].text = "内部资料"
    document.save(str(tmp_path / "a.docx"))
    source = docx.read(tmp_path / "a.docx")
    assert texts(source) == ["甲"]
    assert (said(source, "left-out-header").found, said(source, "left-out-footer").found) == ("示例县文件", "内部资料")


def test_tables_become_rows_with_blanks_for_merged_cells(tmp_path):
    document = python_docx.Document()
    table = document.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 0).merge(table.cell(0, 1)).text = "横|跨"
    table.cell(1, 2).merge(table.cell(2, 2)).text = "竖跨"
    document.save(str(tmp_path / "a.docx"))
    source = docx.read(tmp_path / "a.docx")
    assert texts(source) == ["| 横\\|跨 |  | 02 |", "| --- | --- | --- |", "| 10 | 11 | 竖跨 |", "| 20 | 21 |  |"]
    assert {line.style for line in source.lines} == {"table"}


def test_a_frame_of_one_cell_is_no_table(tmp_path):
    document = python_docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "甲"
    document.save(str(tmp_path / "a.docx"))
    assert "甲" in texts(docx.read(tmp_path / "a.docx"))


def test_styles_and_properties_are_told(tmp_path):
    document = python_docx.Document()
    document.core_properties.title, document.core_properties.author = "示例标题", "示例甲"
    document.add_heading("大标题", 0)
    document.add_heading("一级", 1)
    document.add_paragraph("项", "List Bullet")
    document.add_paragraph("引", "Quote")
    document.save(str(tmp_path / "a.docx"))
    source = docx.read(tmp_path / "a.docx")
    assert [line.style for line in source.lines] == ["title", "heading-1", "list", "quote"]
    assert (
        dict(source.metadata)["document-title"] == "示例标题" and dict(source.metadata)["document-author"] == "示例甲"
    )


@pytest.mark.parametrize("content", ["<html><body><p>网页里</p></body></html>".encode(), "网页里".encode("gbk")])
def test_an_inserted_document_is_read(content, tmp_path):
    file = WordFile()
    kind = "text/html" if content.startswith(b"<") else "text/plain"
    part = Part(PackURI("/word/chunk.htm"), kind, content, file.document.part.package)
    key = file.document.part.relate_to(part, RT.A_F_CHUNK)
    file.add_xml(f'<w:altChunk {NS} {MORE} r:id="{key}"/>')
    file.add("乙")
    assert [t for t in texts(docx.read(file.save(tmp_path / "a.docx"))) if t] == ["网页里", "乙"]


def test_line_numbers_are_places_among_the_lines(tmp_path):
    source = read(
        tmp_path, paragraph(run("甲")), paragraph(""), paragraph(run("乙") + "<w:r><w:br/></w:r>" + run("丙"))
    )
    assert [(line.number, line.text) for line in source.lines] == [(1, "甲"), (2, ""), (3, "乙"), (4, "丙")]


def rewritten(path: Path, change) -> Path:
    """The same package with each part's bytes changed."""
    with zipfile.ZipFile(path) as old:
        parts = {name: change(name, old.read(name)) for name in old.namelist()}
    with zipfile.ZipFile(path, "w") as new:
        for name, blob in parts.items():
            new.writestr(name, blob)
    return path


def test_the_strict_variant_is_read(tmp_path):
    file = WordFile()
    file.define(1, Level("chineseCountingThousand", "第%1条"))
    file.number(1, 1)
    file.add("甲", 1)

    def strict(name: str, blob: bytes) -> bytes:
        for old, new in ((b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
                         (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")):  # fmt: skip
            blob = blob.replace(old, new) if name.endswith((".xml", ".rels")) else blob
        return blob

    assert texts(docx.read(rewritten(file.save(tmp_path / "a.docx"), strict))) == ["第一条　甲"]


def test_a_macro_document_and_a_dangling_relationship_are_read(tmp_path):
    file = WordFile()
    file.add("甲")

    def change(name: str, blob: bytes) -> bytes:
        if name == "[Content_Types].xml":
            blob = blob.replace(b"wordprocessingml.document.main+xml", b"x").replace(
                b"application/vnd.openxmlformats-officedocument.x",
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            )
        if name == "word/_rels/document.xml.rels":
            lost = b'<Relationship Id="rId99" Type="http://x/image" Target="../NULL"/></Relationships>'
            blob = blob.replace(b"</Relationships>", lost)
        return blob

    assert texts(docx.read(rewritten(file.save(tmp_path / "a.docx"), change))) == ["甲"]
