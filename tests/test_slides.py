"""Slides as others read them: python-pptx opens them again, LibreOffice draws them."""

import io
import re
import zipfile
from pathlib import Path

import pdfplumber
import pptx as python_pptx
import pytest

import printed
from roots import small_root
from tiaoli.check.pages import subject
from tiaoli.claims import check_text
from tiaoli.load import load
from tiaoli.outreach import cutting, slides
from tiaoli.writers import pptx
from tiaoli.writers.slide import SIZES, Line, Slide, size

ROOT = Path(__file__).resolve().parent.parent
#: Points below which only the foot stands.
FOOT = 500


@pytest.fixture(scope="module")
def campaign():
    return load(ROOT)


@pytest.fixture(scope="module")
def decks(campaign):
    return {slug: deck for slug, _, _, deck in slides._decks(campaign)}


@pytest.fixture(scope="module")
def content(decks):
    return {slug: pptx.write(deck) for slug, deck in decks.items()}


@pytest.fixture(scope="module")
def opened(content):
    return {slug: python_pptx.Presentation(io.BytesIO(made)) for slug, made in content.items()}


def texts(slide) -> list[str]:
    """Paragraphs of a slide's boxes and cells of its tables."""
    out = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            out += [p.text for p in shape.text_frame.paragraphs]
        elif shape.has_table:
            out += [cell.text for row in shape.table.rows for cell in row.cells]
    return [text for text in out if text]


def test_there_is_an_overview_and_a_deck_for_each_chapter(campaign, decks):
    assert list(decks) == ["overview", *(chapter.address for chapter in campaign.statute.chapters)]
    made = list(slides.products(campaign))
    assert all(one.path == f"downloads/outreach/slides/{slug}.pptx" for one, slug in zip(made, decks, strict=True))
    assert all((ROOT / source).is_file() for one in made for source in one.sources)


def test_the_notes_of_every_slide_hold_its_provisions_verbatim(campaign, opened):
    words = {printed.squeezed(unit.text) for unit in campaign.statute.walk() if unit.text}
    for slug, deck in opened.items():
        for number, slide in enumerate(deck.slides, 1):
            notes = slide.notes_slide.notes_text_frame.text
            if number == 1:
                continue
            lines = [line for line in notes.split("\n") if "（不是条文）" not in line]
            assert lines, (slug, number)
            for line in lines:
                bare = printed.squeezed(re.sub(r"^第[一二三四五六七八九十]+条(第.款)?(第.项)?　|^（.{1,2}）", "", line))
                assert bare in words, (slug, number, line)


def test_the_slides_of_an_article_are_its_whole_text_in_order(campaign, decks):
    for chapter in campaign.statute.chapters:
        for article in chapter.children:
            own = [s for s in decks[chapter.address].slides if s.title.removesuffix("（续）") == article.label]
            shown = "".join(line.text for slide in own for line in slide.lines)
            assert printed.squeezed(shown) == printed.squeezed(article.full_text), article.label
            assert all(slide.title.endswith("（续）") for slide in own[1:])


def test_every_shape_lies_on_the_slide_and_is_native_text(opened):
    for slug, deck in opened.items():
        wide, high = deck.slide_width, deck.slide_height
        assert abs(wide / high - 16 / 9) < 0.001
        for number, slide in enumerate(deck.slides, 1):
            assert slide.shapes.title is not None and slide.shapes.title.text_frame.text, (slug, number)
            for shape in slide.shapes:
                assert (
                    shape.left >= 0
                    and shape.top >= 0
                    and shape.left + shape.width <= wide
                    and shape.top + shape.height <= high
                )
                assert shape.shape_type != 13, "a picture of text can't be edited or read aloud"
                if shape.has_table:
                    assert sum(row.height for row in shape.table.rows) + shape.top <= high * FOOT / 540


def test_the_title_slide_names_office_and_text(opened):
    for deck in opened.values():
        said = "".join(texts(deck.slides[0]))
        assert "示例县信访局" in said and "2022年2月25日发布" in said and "不受理信访事项" in said


def test_what_we_say_on_slides_and_in_notes_passes_the_check(campaign, decks):
    whole = subject(campaign)
    for slug, deck in decks.items():
        for slide in deck.slides:
            rows = ["，".join(row) for row in slide.table[1:]]
            lines = [f"{line.label}{'：' if line.label else ''}{line.text}" for line in slide.lines]
            body = "。".join([slide.title, *lines]) if any(line.kind == "big" for line in slide.lines) else ""
            for text in (body, *rows, *(n for n in slide.notes if "（不是条文）" in n)):
                errors = [p for p in check_text(text, whole, slug, 1).problems if p.severity == "error"] if text else []
                assert not errors, (slug, slide.title, errors)


def test_limits_and_procedure_are_tables_out_of_the_model(campaign, decks):
    tables = {slide.title.removesuffix("（续）"): [] for slide in decks["overview"].slides if slide.table}
    for slide in decks["overview"].slides:
        if slide.table:
            tables[slide.title.removesuffix("（续）")] += slide.table[1:]
    counted = [one for one in campaign.timelimits if one.days is not None]
    assert [re.match(r"\d+", row[0])[0] for row in tables["办理期限一览"]] == [str(one.days) for one in counted]
    assert len(tables["信访事项办理流程"]) == len(campaign.procedure["main"])


def test_what_is_forbidden_never_stands_without_what_protects(decks, campaign):
    for slide in decks["overview"].slides:
        if slide.title.startswith("哪些行为不允许"):
            said = "".join(slide.notes)
            assert all(campaign.statute.index[a].full_text in said for a in ("art-18-p4", "art-30-p3", "art-28-p3"))
            break
    else:
        raise AssertionError("no such slide")


def test_nobody_and_no_clock_stands_in_the_file_and_bytes_repeat(content, decks):
    again = pptx.write(decks["overview"])
    assert again == content["overview"]
    made = python_pptx.Presentation(io.BytesIO(again)).core_properties
    assert (made.author, made.last_modified_by, made.comments, made.created.year) == ("", "", "", 2000)
    with zipfile.ZipFile(io.BytesIO(again)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(b"Steve" in archive.read(name) for name in archive.namelist())


def test_only_fonts_that_offices_have_are_named(content):
    with zipfile.ZipFile(io.BytesIO(content["ch-3"])) as archive:
        names = [
            name
            for name in archive.namelist()
            if re.match(r"ppt/(slides/|theme/theme1)", name) and name.endswith("xml")
        ]
        found = {
            m for name in names for m in re.findall(r'<a:(?:latin|ea) typeface="([^"+]+)"', archive.read(name).decode())
        }
    assert found == {"微软雅黑", "宋体"}


@pytest.mark.parametrize("slug", ["overview", "ch-3"])
def test_libreoffice_shows_every_slide_and_nothing_runs_over(content, opened, soffice, tmp_path, slug):
    pdf = printed.to_pdf(soffice, content[slug], tmp_path, ".pptx")
    with pdfplumber.open(io.BytesIO(pdf)) as shown:
        assert len(shown.pages) == len(opened[slug].slides)
        for number, (page, slide) in enumerate(zip(shown.pages, opened[slug].slides, strict=True), 1):
            scale = page.height / 540
            body = [c for c in page.chars if c["text"].strip() and c["size"] > 11.5 * scale]
            assert max(c["bottom"] for c in body) <= FOOT * scale, (slug, number)
            assert max(c["x1"] for c in body) <= 930 * scale, (slug, number)
            there = printed.squeezed("".join(c["text"] for c in page.chars))
            assert all(printed.squeezed(text) in there for text in texts(slide) if len(text) < 16), (slug, number)


def test_what_fits_is_not_cut_and_what_does_not_is_cut_at_sentences():
    short = Slide("第一条", (Line("制定本规定。", indent=2),))
    assert [s.title for s in cutting.fitted(short)] == ["第一条"]
    long = Slide("第二条", (Line("示例单位应当及时答复。" * 60, indent=2),), notes=("第二条",))
    made = list(cutting.fitted(long))
    assert (
        len(made) > 1 and {s.title for s in made[1:]} == {"第二条（续）"} and all(s.notes == long.notes for s in made)
    )
    assert "".join(line.text for s in made for line in s.lines) == long.lines[0].text
    assert all(line.text.endswith("。") for s in made for line in s.lines)
    assert (
        len({s.points for s in made}) == 1 and made[0].points in SIZES and all(size(s.lines) >= s.points for s in made)
    )


def test_a_table_that_goes_on_is_shared_out_evenly(decks):
    for deck in decks.values():
        by_name = {}
        for slide in deck.slides:
            if slide.table:
                by_name.setdefault(slide.title.removesuffix("（续）"), []).append(len(slide.table) - 1)
        assert all(max(rows) - min(rows) <= 1 for rows in by_name.values()), by_name


def test_another_statute_gets_decks_of_what_it_has(tmp_path):
    campaign = load(small_root(tmp_path))
    made = [one.render() for one in slides.products(campaign)]
    titles = [s.shapes.title.text_frame.text for one in made for s in python_pptx.Presentation(io.BytesIO(one)).slides]
    assert "期限　第三条" in titles and not any("不允许" in title for title in titles)
