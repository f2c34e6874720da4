"""Handouts of the default content: exactly the text, on the pages of the standard, with what each reader must be told."""

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import docx as python_docx
import pdfplumber
import pytest
from docx.oxml.ns import qn

import printed
from roots import small_root
from tiaoli import handouts, statute
from tiaoli.check.pages import subject
from tiaoli.claims import check_text
from tiaoli.handouts import files, whole
from tiaoli.handouts.check import prose
from tiaoli.handouts.files import FORMATS
from tiaoli.load import load
from tiaoli.model import ERROR, ReadError
from tiaoli.site import procedure
from tiaoli.site.frame import channels
from tiaoli.writers.document import Heading, Paragraph, Table
from tiaoli.writers.typst import Faces

ROOT = Path(__file__).resolve().parent.parent
#: A slip in each of these prose lines must stop the work at its line.
WRONG = [
    "复查意见应当在60日内提出。",
    "所有信访事项60日内办结。",
    "多人走访的，代表不超过10人。",
    "不服的见第五十一条。",
]


@pytest.fixture(scope="module")
def campaign():
    return load(ROOT)


@pytest.fixture(scope="module")
def made(campaign):
    return {one.slug: one for one in handouts.handouts(campaign)}


@pytest.fixture(scope="module")
def content(made):
    """Every file by its ASCII name."""
    return {file.path: file.content for file in files.files(made.values(), Faces())}


@pytest.fixture(scope="module")
def rendered(content, soffice, tmp_path_factory):
    """Every docx as LibreOffice prints it, by slug, rendered when asked for."""
    known = {}

    def render(slug: str) -> bytes:
        if slug not in known:
            known[slug] = printed.to_pdf(soffice, content[f"{slug}.docx"], tmp_path_factory.mktemp("rendered"))
        return known[slug]

    return render


def texts(document) -> list[str]:
    """Every line of a document: headings, paragraphs, rows of tables."""
    out = [*document.title, document.subtitle]
    for block in document.blocks:
        if isinstance(block, Heading):
            out.append(block.text)
        elif isinstance(block, Paragraph):
            out.append("".join(span.text for span in block.spans))
        else:
            # a row of limits reads as one sentence; boxes and what stands beside them do not
            between = "，" if block.head else "。"
            out += [
                between.join("".join(s.text for s in line) for cell in row for line in cell.lines) for row in block.rows
            ]
    return out


def own_text(parsed, units) -> str:
    """The words of units as they stand in the source, blanks left out."""
    words = (u.label + u.heading + u.text for unit in units for u in unit.walk())
    return printed.squeezed("".join(words))


def test_the_set_is_whole_and_names_are_good_for_every_system(made, campaign):
    chapters = [f"ch-{n}" for n in range(1, 7)]
    assert list(made) == ["regulation", "cadre", "public", "timelimits", "procedure", *chapters]
    names = [one.name for one in made.values()]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"《信访工作条例》[\u4e00-\u9fff]+", name) for name in names)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]*", slug) for slug in made)
    assert made["cadre"].audience == ("干部",) and made["public"].audience == ("群众",)


def test_the_booklets_text_is_the_regulation_and_nothing_else(content, campaign):
    title, lines = campaign.statute.title, campaign.statute.promulgation
    wanted = printed.squeezed(title + "".join(lines)) + own_text(campaign.statute, campaign.statute.body)
    assert printed.text(content["regulation.pdf"], first=2) == wanted


def test_libreoffice_prints_the_same_text_from_the_docx(rendered, campaign):
    title, lines = campaign.statute.title, campaign.statute.promulgation
    wanted = printed.squeezed(title + "".join(lines)) + own_text(campaign.statute, campaign.statute.body)
    assert printed.text(rendered("regulation"), first=2) == wanted


def test_each_chapters_text_is_its_own(content, campaign):
    for chapter in campaign.statute.chapters:
        wanted = printed.squeezed(campaign.statute.title) + own_text(campaign.statute, [chapter])
        assert printed.text(content[f"{chapter.address}.pdf"]) == wanted


@pytest.mark.parametrize("program", ["typst", "libreoffice"])
def test_the_booklet_has_22_lines_of_28_characters(content, request, program):
    pdf = content["regulation.pdf"] if program == "typst" else request.getfixturevalue("rendered")("regulation")
    found = printed.lines(pdf, first=2)
    assert max(len(page.texts) for page in found) == 22
    assert sum(len(page.texts) == 22 for page in found) > len(found) / 2
    lengths = [
        len(line.rstrip(printed.HANGING))
        for page in found
        for line in page.texts
        if not re.search(r"[0-9A-Za-z]", line)
    ]
    assert max(lengths) == 28
    assert lengths.count(28) > 60
    assert {round(page.left) for page in found} == {28}
    assert all(page.top > 36.5 and page.bottom < 262.5 for page in found)


def test_hardly_a_line_of_the_booklet_holds_one_character_alone(content):
    lines = [line for page in printed.lines(content["regulation.pdf"], first=2) for line in page.texts]
    alone = [line for line in lines if len(line.rstrip(printed.HANGING)) <= 1]
    assert len(alone) <= 6, alone


def test_a_title_of_two_lines_takes_two_lines_of_the_grid_in_libreoffice(rendered):
    with pdfplumber.open(io.BytesIO(rendered("cadre"))) as opened:
        first, second = opened.pages[0].extract_text_lines()[:2]
    assert (first["text"], second["text"]) == ("《信访工作条例》", "干部学习要点")
    assert 28 < second["top"] - first["top"] < 30


def test_a_head_count_on_the_sheet_says_whom_it_is_of(made):
    words = "".join(span.text for block in made["timelimits"].document.blocks if isinstance(block, Table)
                    for row in block.rows for cell in row for line in cell.lines for span in line)  # fmt: skip
    assert "“多人采用走访形式提出共同的信访事项的，应当推选代表，代表人数不得超过5人”" in words


def test_contents_name_the_pages_on_which_chapters_stand(content, made, rendered):
    def standing(pdf: bytes) -> dict[str, int]:
        headings = {printed.squeezed(h.text) for h in made["regulation"].document.headings}
        return {
            line: number
            for number, page in enumerate(printed.lines(pdf, 2), 1)
            for line in page.texts
            if line in headings
        }

    with pdfplumber.open(io.BytesIO(content["regulation.pdf"])) as opened:
        listed = [
            line for line in opened.pages[1].extract_text_lines() if "第" in line["text"] and "章" in line["text"]
        ]
    in_pdf = {re.sub(r"[·\s\d]", "", line["text"]): int(re.search(r"(\d+)$", line["text"])[1]) for line in listed}
    assert in_pdf == standing(content["regulation.pdf"])
    opened = python_docx.Document(io.BytesIO(content["regulation.docx"]))
    rows = ["".join(t.text for t in p._p.iter(qn("w:t"))) for p in opened.paragraphs if p.style.name == "toc 1"]
    in_docx = {printed.squeezed(re.sub(r"\d+$", "", row)): int(re.search(r"\d+$", row)[0]) for row in rows}
    assert in_docx == in_pdf
    # LibreOffice hangs marks over the edge, so that a chapter may begin a few lines earlier there
    assert all(abs(page - in_docx[heading]) <= 1 for heading, page in standing(rendered("regulation")).items())
    assert len(in_docx) == 6


@pytest.mark.parametrize("slug", ["timelimits", "procedure"])
def test_sheets_stand_on_one_page_in_both_formats(content, rendered, slug):
    assert printed.pages(content[f"{slug}.pdf"]) == 1
    assert printed.pages(rendered(slug)) == 1


def test_the_limit_on_the_procedure_sheet_stands_beside_its_own_article(content):
    with pdfplumber.open(io.BytesIO(content["procedure.pdf"])) as opened:
        said = printed.squeezed("".join(page.extract_text() for page in opened.pages))
    at = said.index("出具信访处理意见书")
    assert "第三十四条" in said[at : said.index("请求复查")]


def test_every_page_names_the_text_its_dates_the_office_and_its_address(content, campaign, made, rendered):
    address = printed.squeezed(campaign.settings.get("office.channels.address"))
    wanted = ("《信访工作条例》", "2022年2月25日发布", "2022年5月1日起施行", "示例县信访局", address, "不受理信访事项")
    pdfs = [content[f"{slug}.pdf"] for slug in made] + [rendered("regulation"), rendered("timelimits")]
    for pdf in pdfs:
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            for page in opened.pages:
                said = printed.squeezed("".join(c["text"] for c in page.chars))
                missing = [w for w in wanted if w not in said and w.strip("《》") not in said]
                assert not missing, (page.page_number, missing)


def test_no_pdf_has_a_box_for_a_character_a_picture_or_a_colour(content):
    for path, pdf in content.items():
        if path.endswith(".pdf"):
            seen = printed.glyphs(pdf)
            assert seen[0] == 0 and seen[-1] == 0, path
            assert all(printed.fonts(pdf).values()), path
            with pdfplumber.open(io.BytesIO(pdf)) as opened:
                for page in opened.pages:
                    assert not page.images
                    for thing in page.chars + page.rects + page.lines:
                        shade = thing.get("non_stroking_color") or 0
                        assert isinstance(shade, int | float) or len(set(shade)) == 1, (path, shade, thing.get("text"))


def test_the_same_content_gives_the_same_bytes(made, content):
    from tiaoli.writers import typst

    typst.typesetter.cache_clear()
    again = {file.path: file.content for file in files.files(made.values(), Faces())}
    assert again == content


def test_a_file_names_itself_and_nobody_else(content, made):
    for slug, one in made.items():
        opened = python_docx.Document(io.BytesIO(content[f"{slug}.docx"]))
        assert opened.core_properties.title == one.name
        assert not opened.core_properties.author and not opened.core_properties.last_modified_by
        with pdfplumber.open(io.BytesIO(content[f"{slug}.pdf"])) as pdf:
            assert pdf.metadata["Title"] == one.name
            assert set(pdf.metadata) <= {"Title", "Creator", "CreationDate", "ModDate"}


def test_limits_are_those_of_the_text_with_their_words(made, campaign):
    rows = made["timelimits"].document.blocks[0].rows[1:]
    counted = [limit for limit in campaign.timelimits if limit.days is not None]
    numbers = ["".join(s.text for line in row[0].lines for s in line) for row in rows]
    assert numbers == ["15日", "15日", "15日", "5个工作日", "60日", "30日", "30日", "30日", "30日", "30日", "5人"]
    for row, limit in zip(rows, counted, strict=False):
        said = "".join(s.text for line in row[1].lines for s in line)
        assert limit.quote.rstrip("：") in said
        assert limit.quote in campaign.statute.index[limit.target].text + "："
    open_words = texts(made["timelimits"].document)[-1]
    assert all(words in open_words for words in ("规定期限", "指定办理期限", "每年"))


def test_the_procedure_sheet_shows_every_step_and_every_condition(made, campaign):
    found = procedure.read(campaign.procedure, campaign.statute, campaign.timelimits)
    said = "".join(texts(made["procedure"].document))
    assert not [step.label for step in found.steps if step.label not in said]
    assert not [way.label for way in found.ways if way.label and way.label not in said]
    assert "60日内办结，延长不超过30日" in said
    beside = [s for s in found.steps if s.limits and s.id not in found.trunk()]
    assert not [s.note for s in beside if s.note not in said]  # whom a limit excepts stands beside it


def test_everything_that_is_said_is_borne_out_by_the_text(made, campaign):
    against = subject(campaign)
    found = [
        f"{slug}: {problem.message}"
        for slug, one in made.items()
        for line in texts(one.document)
        for problem in check_text(line, against).problems
        if problem.severity == ERROR
    ]
    assert not found


def test_whatever_is_not_typed_is_verbatim(made, campaign):
    typed = {printed.squeezed(text) for row in campaign.handouts for _, text in prose(row, "")}
    law = printed.squeezed("".join(unit.label + unit.text for unit in campaign.statute.walk()))
    shown = {printed.squeezed(f"{name}：{value}") for name, value in channels(campaign)}
    for slug in ("cadre", "public"):
        for block in made[slug].document.blocks:
            if isinstance(block, Paragraph):
                words = printed.squeezed("".join(s.text for s in block.spans if s.face == "body"))
                assert words in law or words in typed or words in shown, words
            else:
                assert isinstance(block, Heading | Table)


def test_the_public_is_told_of_its_protection_wherever_it_is_told_what_is_forbidden(made, campaign):
    said = printed.squeezed("".join(texts(made["public"].document)))
    for address in ("art-26-p1", "art-47-p2", "art-18-p4", "art-30-p3", "art-28-p3"):
        assert printed.squeezed(campaign.statute.index[address].text) in said
    assert "诉讼、复议、仲裁的期限另有规定，请尽早问清" in said


def without(campaign, address: str):
    """The campaign with one address taken out of every quotation of 群众版."""
    rows = []
    for row in campaign.handouts:
        sections = [
            s
            | {
                "body": [
                    p | ({"quote": [a for a in p["quote"] if a != address]} if "quote" in p else {}) for p in s["body"]
                ]
            }
            for s in row["sections"]
        ]
        rows.append(row | {"sections": sections})
    return replace(campaign, handouts=tuple(rows))


def codes(campaign) -> list[str]:
    return [problem.code for problem in handouts.check(campaign, subject(campaign)).problems]


@pytest.mark.parametrize("address", ["art-18-p4", "art-30-p3", "art-28-p3"])
def test_leaving_out_a_protection_is_an_error(campaign, address):
    assert "handout-protection" not in codes(campaign)
    assert "handout-protection" in codes(without(campaign, address))


def test_leaving_out_that_courts_have_their_own_limits_is_an_error(campaign):
    cut = [row | {"lead": [], "sections": row["sections"][-1:]} for row in campaign.handouts]
    assert codes(replace(campaign, handouts=tuple(cut))) == ["handout-elsewhere"]


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_sentence_in_the_data_stops_the_work_at_its_line(tiaoli, tmp_path, line):
    root = tmp_path / "示例 内容"
    assert tiaoli("new", root).returncode == 0
    data = root / "docs" / "_data" / "handouts.yml"
    before = data.read_text("utf-8")
    at = before.index("        - text: 请收好书面答复")
    data.write_text(before[:at] + f"        - text: {line}\n" + before[at:], "utf-8")
    done = tiaoli("handout", "public", cwd=root)
    assert done.returncode == 1, done
    number = before[:at].count("\n") + 1
    assert f"docs/_data/handouts.yml:{number}" in done.stdout.replace("\\", "/")
    assert not (root / "handouts").exists()


def test_unknown_provisions_and_slugs_used_twice_are_named(campaign):
    row = {"name": "示例", "slug": "ch-1", "title": "示例", "audience": ["干部"], "sections": [
        {"heading": "一", "body": [{"quote": ["art-51"]}, {"limits": [{"target": "art-34-p1", "act": "复查"}]}]}]}  # fmt: skip
    changed = replace(campaign, handouts=(row,))
    assert sorted(codes(changed)) == ["handout-limit", "handout-slug", "handout-target"]
    assert len([one for one in handouts.handouts(changed) if one.slug == "ch-1"]) == 1


def test_the_command_writes_what_is_asked_for_and_never_over_an_edited_file(tiaoli, tmp_path):
    out = tmp_path / "打印 资料"
    done = tiaoli("handout", "群众版", "timelimits", "--out", out)
    assert done.returncode == 0, done.stderr
    names = {path.name for path in out.iterdir()}
    assert names == {f"《信访工作条例》{name}.{kind}" for name in ("群众版", "期限一览") for kind in FORMATS}
    edited = out / "《信访工作条例》群众版.docx"
    document = python_docx.Document(edited)
    document.add_paragraph("本单位补充")
    document.save(edited)
    kept = edited.read_bytes()
    assert tiaoli("handout", "timelimits", "--out", out).returncode == 0
    assert tiaoli("handout", "群众版", "--out", out).returncode == 0, "python-docx leaves the program's name alone"
    edited.write_bytes(kept)
    _saved_by_another_program(edited)
    kept = edited.read_bytes()
    done = tiaoli("handout", "群众版", "--out", out)
    assert done.returncode == 2 and "被改动过，不会覆盖" in done.stderr
    assert edited.read_bytes() == kept


def _saved_by_another_program(path: Path) -> None:
    import zipfile

    from tiaoli.writers import zips

    with zipfile.ZipFile(path) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    entries["docProps/app.xml"] = entries["docProps/app.xml"].replace(b"tiaoli", b"WPS Office")
    path.write_bytes(zips.pack(entries.items()))


def test_an_unknown_name_and_a_missing_font_are_one_chinese_sentence(tiaoli, tmp_path):
    done = tiaoli("handout", "没有的", "--out", tmp_path)
    assert done.returncode == 2 and "没有叫“没有的”的资料；可以写的有：regulation" in done.stderr
    root = tmp_path / "内容"
    assert tiaoli("new", root).returncode == 0
    with (root / "docs/_data/site.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nprint:\n  fonts: {body: FangSong_GB2312}\n")
    done = tiaoli("handout", "public", cwd=root)
    assert done.returncode == 2 and done.stderr.startswith("没有找到字体“FangSong_GB2312”"), done


def test_another_statute_has_its_own_handouts(tmp_path):
    campaign = load(small_root(tmp_path))
    made = handouts.handouts(campaign)
    assert [one.slug for one in made] == ["regulation", "timelimits", "ch-1", "ch-2"]
    content = {file.path: file.content for file in files.files(made, Faces())}
    assert "自收到之日起5日内答复" in printed.whole_text(content["timelimits.pdf"])
    assert "地址：待填" in printed.whole_text(content["regulation.pdf"])
    wanted = printed.squeezed(campaign.statute.title + "".join(campaign.statute.promulgation))
    assert printed.text(content["regulation.pdf"], first=2) == wanted + own_text(
        campaign.statute, campaign.statute.body
    )


def test_booklets_of_real_laws_hold_their_whole_text(shared, campaign):
    """Every 16th of the collection: with 编, 节 and annexes; a rare character may be missing from the fonts, and is said."""
    done = 0
    for path in sorted((shared / "laws").glob("*.md"))[::16]:
        law = statute.parse(path.read_text("utf-8"), slug="law")
        document = whole.booklet(replace(campaign, statute=law)).document
        try:
            pdf = files.typesetter(Faces()).typeset(document).pdf
        except ReadError as error:
            assert "在所用字体里没有" in str(error)
            continue
        annexes = "".join(a.label + a.title + "".join(a.lines) for a in law.annexes)
        wanted = (
            printed.squeezed(law.title + "".join(law.promulgation))
            + own_text(law, law.body)
            + printed.squeezed(annexes)
        )
        assert printed.text(pdf, first=_front_pages(pdf)) == wanted, path.name
        done += 1
    assert done >= 12


def _front_pages(pdf: bytes) -> int:
    """Cover and contents: pages without a number."""
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for at, page in enumerate(opened.pages):
            if [c for c in page.chars if c["text"] == "—" and c["top"] > printed.BOTTOM]:
                return at
    raise AssertionError("no numbered page")


def test_a_draft_says_so_on_paper_and_a_release_makes_only_what_is_signed(tiaoli, tmp_path):
    root = small_root(tmp_path / "root")
    draft = tiaoli("handout", "--root", root, "--out", tmp_path / "draft", "--draft", "--format", "docx", "timelimits")
    assert draft.returncode == 0, draft.stdout + draft.stderr
    (path,) = (tmp_path / "draft").iterdir()
    with zipfile.ZipFile(path) as archive:
        assert "【草稿】" in "".join(archive.read(name).decode() for name in archive.namelist() if "footer" in name)
    released = tiaoli("handout", "--root", root, "--out", tmp_path / "released", "--release")
    assert released.returncode == 0 and "三审不全" in released.stdout and "docs/_data/regulation.md" in released.stdout
    assert not list((tmp_path / "released").glob("*"))
    assert tiaoli("handout", "--root", root, "--release", "--draft").returncode == 2
