"""What a Word file can hide beside its text: none of it reaches a judge, whatever road it takes."""

import io
import re
import zipfile

import docx
import pytest

from contest_entries import sentences, write
from tiaoli import contest as contests
from tiaoli.contest.entries.blind import blind, put_in_place, stage
from tiaoli.contest.entries.manuscript import of_docx
from tiaoli.load import load
from tiaoli.model import ReadError
from tiaoli.readers.batch import Item
from tiaoli.writers.anonymous import everything, strip
from tiaoli.writers.pictures import clean

NAME, MARK = "欧阳示例", "TAKEN-BY-SOMEBODY"
RELATION = '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{1}" Target="{2}"/>'
SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:q="urn:q" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
#: Runs that hide a name where nobody sees it: the copy is written without it.
UNSEEN = {
    "hidden by a style": f'<w:r><w:rPr><w:rStyle w:val="hid"/></w:rPr><w:t>{NAME}</w:t></w:r>',
    "a deleted text without its mark": f"<w:r><w:delText>{NAME}</w:delText></w:r>",
    "an unknown vocabulary": f'<w:r><q:x who="{NAME}">{NAME}</q:x><w14:y w14:val="{NAME}"/><w:t>他</w:t></w:r>',
    "the older form of a drawing": f"<w:r><mc:AlternateContent><mc:Choice Requires='w14'/><mc:Fallback><w:pict><v:shape><v:textbox>"
    f"<w:txbxContent><w:p><w:r><w:t>{NAME}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>",
    "a form field": f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="{NAME}"/></w:ffData></w:fldChar></w:r>',
}
#: Runs that print a name where a reader of paragraphs doesn't look: the entry is left out.
SEEN = {
    "art letters": f'<w:r><w:pict><v:shape><v:textpath string="{NAME}"/></v:shape></w:pict></w:r>',
    "ruby": f"<w:r><w:ruby><w:rt><w:r><w:t>{NAME}</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>他</w:t></w:r></w:rubyBase></w:ruby></w:r>",
    "a formula": f"<m:oMath><m:r><m:t>{NAME}</m:t></m:r></m:oMath>",
    "invisible joints": f"<w:r><w:t>{chr(0x200B).join(NAME)}</w:t></w:r>",
    "blanks": f"<w:r><w:t>{'　'.join(NAME)}</w:t></w:r>",
}


@pytest.fixture(scope="module")
def entry(repo_root, tmp_path_factory):
    contest = contests.of(load(repo_root))
    path = tmp_path_factory.mktemp("anonymous") / "a.docx"
    return write(path, contest, "路灯亮起来以后", sentences(1, 4), author=NAME).read_bytes()


def edited(content: bytes, change) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, held in parts.items():
            archive.writestr(name, held)
    return out.getvalue()


def with_run(xml: str):
    def change(parts):
        text = parts["word/document.xml"].decode()
        at = text.index("</w:p>", text.index("</w:p>") + 1) + 6
        parts["word/document.xml"] = f"{text[:at]}<w:p {SPACES}>{xml}</w:p>{text[at:]}".encode()
        style = '<w:style w:type="character" w:styleId="hid"><w:name w:val="hid"/><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", style.encode())

    return change


def with_picture(name: str, held: bytes):
    run = (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="{NAME}" descr="{NAME}"/><a:graphic><a:graphicData '
        f'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{NAME}"/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )

    def change(parts):
        with_run(run)(parts)
        parts[f"word/media/{name}"] = held
        rels = parts["word/_rels/document.xml.rels"].decode()
        added = RELATION.format("rIdP", "image", f"media/{name}") + "</Relationships>"
        parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", added).encode()
        kind = f'<Override PartName="/word/media/{name}" ContentType="image/x"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind.encode())

    return change


def pictures() -> dict[str, bytes]:
    """Pictures that tell who took them, under names that say nothing of what they are."""
    image = pytest.importorskip("PIL.Image")
    from PIL.PngImagePlugin import PngInfo

    exif, text = image.Exif(), PngInfo()
    exif[0x013B] = MARK
    text.add_text("Author", MARK)

    def made(form: str, **extra) -> bytes:
        out = io.BytesIO()
        image.new("RGB", (8, 8), "red").save(out, form, **extra)
        return out.getvalue()

    return {
        "image9.jfif": made("JPEG", exif=exif), "image9": made("JPEG", exif=exif), "image8.jpg": made("JPEG") + MARK.encode(),
        "image7.png": made("PNG", pnginfo=text) + MARK.encode(), "image6.gif": made("GIF", comment=MARK.encode()),
        "image5.tiff": made("TIFF", exif=exif), f"{NAME}.png": made("PNG"),
        "image4.svg": f'<svg xmlns="http://www.w3.org/2000/svg"><title>{MARK}</title></svg>'.encode(),
    }  # fmt: skip


def told(content: bytes) -> list[str]:
    """Where a name stands in a file, blanks and joiners aside."""
    return [part for part, said in everything(content) if NAME in re.sub(r"[\s\u200b]", "", said) or MARK in said]


@pytest.mark.parametrize("road", UNSEEN)
def test_a_name_that_nobody_sees_is_not_in_the_copy(entry, road):
    made = strip(edited(entry, with_run(UNSEEN[road])), [p.text for p in of_docx(entry, "a.docx").apart])
    assert not told(made)
    assert docx.Document(io.BytesIO(made)).paragraphs[0].text == "路灯亮起来以后"


@pytest.mark.parametrize("road", SEEN)
def test_an_entry_that_prints_a_name_somewhere_is_left_out(entry, tmp_path, road):
    (tmp_path / "a.docx").write_bytes(edited(entry, with_run(SEEN[road])))
    made = blind(Item(tmp_path / "a.docx", "a.docx"), "0001", None, ())
    assert made.content is None and NAME in made.reasons[0]


def test_pictures_tell_nothing_whatever_they_are_called(entry, tmp_path):
    for name, held in pictures().items():
        (tmp_path / "a.docx").write_bytes(edited(entry, with_picture(name, held)))
        made = blind(Item(tmp_path / "a.docx", "a.docx"), "0001", None, ())
        assert made.content is not None and not told(made.content), name
        assert len(docx.Document(io.BytesIO(made.content)).inline_shapes) == (not name.endswith("svg"))
        assert any("没有带过去" in note for note in made.notes) == name.endswith("svg")


def test_a_progressive_jpeg_keeps_all_its_pixels():
    image = pytest.importorskip("PIL.Image")
    out = io.BytesIO()
    image.effect_noise((64, 64), 90).save(out, "JPEG", progressive=True, comment=MARK.encode())
    kind, made = clean(out.getvalue())
    assert kind == "jpeg" and MARK.encode() not in made
    assert image.open(io.BytesIO(made)).tobytes() == image.open(out).tobytes()


def test_names_of_styles_themes_and_settings_are_ours(entry):
    def change(parts):
        own = f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{NAME}"><w:name w:val="{NAME}的正文"/></w:style></w:styles>'
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", own.encode())
        parts["word/theme/theme1.xml"] = re.sub(
            rb'name="[^"]*"', f'name="{NAME}"'.encode(), parts["word/theme/theme1.xml"], count=2
        )
        settings = parts.pop("word/settings.xml").replace(
            b"</w:settings>", f'<w:docVars><w:docVar w:name="a" w:val="{NAME}"/></w:docVars></w:settings>'.encode()
        )
        parts["word/settings9.xml"] = settings
        for part in ("word/_rels/document.xml.rels", "[Content_Types].xml"):
            parts[part] = parts[part].replace(b"settings.xml", b"settings9.xml")
        text = parts["word/document.xml"].decode()
        parts["word/document.xml"] = text.replace(
            "<w:p>", f'<w:p><w:pPr><w:pStyle w:val="{NAME}"/></w:pPr>', 1
        ).encode()

    changed = edited(entry, change)
    assert told(changed)
    made = strip(changed, [p.text for p in of_docx(entry, "a.docx").apart])
    assert not told(made)
    assert "样式1" in [style.name for style in docx.Document(io.BytesIO(made)).styles]


def test_a_footnote_behind_the_declaration_page_stays_in_the_essay(entry):
    def change(parts):
        with_run('<w:r><w:footnoteReference w:id="2"/></w:r>')(parts)
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        note = f'<w:footnotes xmlns:w="{space}"><w:footnote w:id="2"><w:p><w:r><w:t>见第三页。</w:t></w:r></w:p></w:footnote></w:footnotes>'
        parts["word/footnotes.xml"] = note.encode()
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        added = f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", added.encode())
        rels = parts["word/_rels/document.xml.rels"].decode()
        link = RELATION.format("rIdF", "footnotes", "footnotes.xml") + "</Relationships>"
        parts["word/_rels/document.xml.rels"] = rels.replace("</Relationships>", link).encode()

    read = of_docx(edited(entry, change), "a.docx")
    assert [p.part for p in read.passages if p.text == "见第三页。"] == ["body"]
    assert {p.part for p in read.passages if "声明" in p.text} == {"declaration"}


def test_copies_appear_all_at_once_and_never_without_their_key(tmp_path):
    out, key = tmp_path / "匿名", tmp_path / "密封" / "key.xlsx"
    made = stage(out)
    (made / "0001.docx").write_bytes(b"1")
    assert not out.exists() and not key.exists()
    again = stage(out)  # as after a kill: what lay there is gone
    assert again == made and not list(again.iterdir())
    (made / "0002.docx").write_bytes(b"2")
    put_in_place(made, out, key, b"key")
    assert [p.name for p in out.iterdir()] == ["0002.docx"] and key.read_bytes() == b"key"
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(["匿名", "密封"])


def test_a_key_that_cannot_be_written_leaves_no_copies(tmp_path):
    out = tmp_path / "匿名"
    made = stage(out)
    (tmp_path / "文件").write_bytes(b"")
    with pytest.raises(ReadError, match="无法写入"):
        put_in_place(made, out, tmp_path / "文件" / "key.xlsx", b"key")
    assert [p.name for p in tmp_path.iterdir()] == ["文件"]
