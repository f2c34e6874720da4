"""What is drawn of the default content: every limit with its scope, exactly the text, within the paper and the pixels."""

import io
import re
import struct
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pytest
import zxingcpp
from PIL import Image

import printed
from roots import small_root
from tiaoli.check.pages import subject
from tiaoli.claims import check_text
from tiaoli.handouts.check import ELSEWHERE, PROTECTS
from tiaoli.load import load
from tiaoli.model import ReadError
from tiaoli.outreach import leaflet, parts, pictures, posters, sheets
from tiaoli.writers.drawing import Amount, Caption, Drawing, Entry, Leaf, Provision, Remark, Stage
from tiaoli.writers.typst import Faces, Typesetter, typesetter

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "http://www.example.com/xftl/"
PAPERS = {"poster-a3": (297, 420), "board": (1200, 900), "roll-up": (800, 2000), "large-a4": (210, 297), "cards": (210, 297), "leaflet": (297, 210)}  # fmt: skip
POSTERS = ("poster-a3", "board", "roll-up", "large-a4")


@pytest.fixture(scope="module")
def campaign():
    return load(ROOT)


def with_site(campaign, **site: str):
    data = campaign.settings.data
    return replace(campaign, settings=replace(campaign.settings, data=data | {"site": data["site"] | site}))


def drawings(campaign) -> dict[str, Drawing]:
    """Every drawing by its file's name; the products carry theirs in what they render."""
    rooms = (*pictures.products(campaign), *posters.products(campaign), *leaflet.products(campaign))
    return {Path(one.path).stem: one.render.args[0] for one in rooms}


@pytest.fixture(scope="module")
def drawn(campaign):
    return drawings(campaign)


@pytest.fixture(scope="module")
def pdfs(drawn):
    return {name: typesetter(Faces()).draw(one) for name, one in drawn.items() if one.layout != "picture"}


@pytest.fixture(scope="module")
def pngs(campaign):
    wanted = {"timelimits", "procedure", "essentials-1", "ch-3-1", "ch-6"}
    return {Path(p.path).stem: p.render() for p in pictures.products(campaign) if Path(p.path).stem in wanted}


def words_of(block) -> str:
    """A block as somebody reads it, for the checker."""
    if isinstance(block, Amount):
        said = "；".join(f"{name}：{words}" for name, words in block.facts)
        quote = f"。{block.place}：“{block.quote}”" if block.quote else ""
        return f"{block.before}{block.number}{block.after}（{block.place}）。{said}{quote}"
    if isinstance(block, Stage):
        said = "；".join((*block.limits, block.scope, block.note, *block.ways))
        return f"{block.label}，{said}（{block.place}）"
    if isinstance(block, Provision):
        return f"{block.label}：“{''.join(words for _, words in block.lines)}”"
    return block.text if isinstance(block, Caption | Remark) else f"{block.name}：{block.value}"


def blocks(drawing: Drawing):
    return [block for page in drawing.pages for block in page.blocks]


def test_everything_has_an_ascii_path_and_a_group_and_sources(campaign):
    made = [
        *pictures.products(campaign),
        *posters.products(campaign),
        *leaflet.products(campaign),
        *sheets.products(campaign),
    ]
    assert len({one.path for one in made}) == len(made)
    for one in made:
        assert one.path.isascii() and one.path.startswith("downloads/outreach/") and one.path.endswith(one.format)
        assert one.group in ("宣传图片", "海报展板", "练习题单") and set(one.audience) <= {"群众", "干部"}
        assert "docs/_data/site.yml" in one.sources and all((ROOT / source).is_file() for source in one.sources)


def test_every_limit_has_a_card_with_its_own_words_and_its_scope(campaign, drawn):
    cards = [block for block in blocks(drawn["timelimits"]) if isinstance(block, Amount)]
    counted = [one for one in campaign.timelimits if one.days is not None]
    assert len(cards) == len(counted) + len(campaign.headcounts)
    for card, one in zip(cards, counted, strict=False):
        assert card.number.startswith(str(one.days)) and card.quote == one.quote.rstrip("：")
        shown = card.quote + "".join(words for _, words in card.facts)
        for said in (
            one.who,
            *(one.applies_to or "").split("，"),
            *(one.exception or "").split("；"),
            one.extension,
            one.excluded,
        ):
            assert not said or said.strip() in shown


def test_what_is_drawn_passes_the_check_as_any_page_does(campaign, drawn):
    whole = subject(campaign)
    for name, drawing in drawn.items():
        for page in drawing.pages:
            texts = [page.title, page.subtitle, *map(words_of, page.blocks)]
            problems = [
                p for text in texts if text for p in check_text(text, whole, name, 1).problems if p.severity == "error"
            ]
            assert not problems, (name, problems)


def test_the_check_would_find_a_limit_of_another_act(campaign):
    """The counter-example: were a card's number wrong, the test above would say so."""
    card = next(parts.limit(one, campaign) for one in campaign.timelimits if one.act == "复查")
    wrong = replace(card, number="60日")
    assert check_text(words_of(wrong), subject(campaign), "x", 1).problems


def test_the_pictures_of_a_chapter_are_exactly_its_text(campaign, drawn):
    for chapter in campaign.statute.chapters:
        pieces = [drawing for name, drawing in drawn.items() if re.fullmatch(rf"{chapter.address}(-\d)?", name)]
        shown = "".join(b.label + "".join(words for _, words in b.lines) for one in pieces for b in blocks(one))
        wanted = "".join(u.label + u.text for unit in chapter.children for u in unit.walk())
        assert printed.squeezed(shown) == printed.squeezed(wanted)


def test_a_picture_is_1080_wide_below_two_megabytes_and_not_too_high(pngs):
    for name, content in pngs.items():
        width, height = struct.unpack(">II", content[16:24])
        assert content[:8] == b"\x89PNG\r\n\x1a\n" and width == 1080, name
        assert len(content) < 2 * 1024 * 1024 and height <= 9000, (name, len(content), height)


def test_the_palette_keeps_the_colours(pngs):
    picture = Image.open(io.BytesIO(pngs["ch-6"])).convert("RGB")
    red, paper = picture.getpixel((4, 4)), picture.getpixel((4, 400))
    assert max(abs(a - b) for a, b in zip(red + paper, (0x8F, 0x1D, 0x21, 0xFB, 0xF8, 0xF2), strict=True)) <= 4


def test_papers_have_their_size_and_no_glyph_is_a_box(pdfs, drawn):
    assert set(pdfs) == set(PAPERS)
    for name, pdf in pdfs.items():
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            sizes = {(round(p.width / printed.MM), round(p.height / printed.MM)) for p in opened.pages}
        assert sizes == {PAPERS[name]}
        seen = printed.glyphs(pdf)
        assert not seen[0] and not seen[-1], name
        assert all(printed.fonts(pdf).values())
        if name in POSTERS:
            assert printed.pages(pdf) == len(drawn[name].pages)


def test_quoted_words_stand_in_the_pdf_as_in_the_text(pdfs, drawn, campaign):
    law = printed.squeezed("".join(u.text for u in campaign.statute.walk()))
    for name in ("poster-a3", "large-a4", "leaflet"):
        shown = printed.whole_text(pdfs[name])
        for block in blocks(drawn[name]):
            said = (
                [words for _, words in block.lines] if isinstance(block, Provision) else [getattr(block, "quote", "")]
            )
            for words in filter(None, said):
                bare = re.sub(r"^（[一二三四五六七八九十]+）", "", words)
                assert printed.squeezed(bare) in law and (name == "leaflet" or printed.squeezed(words) in shown), words


@pytest.mark.parametrize("name", POSTERS)
def test_the_number_is_the_largest_thing_on_its_sheet_and_all_stays_on_the_paper(pdfs, drawn, name):
    with pdfplumber.open(io.BytesIO(pdfs[name])) as opened:
        for page, leaf in zip(opened.pages, drawn[name].pages, strict=True):
            inked = [c for c in page.chars if c["text"].strip()]
            assert all(
                c["x0"] >= 0 and c["x1"] <= page.width and c["top"] >= 0 and c["bottom"] <= page.height for c in inked
            )
            if isinstance(leaf.blocks[0], Amount):
                largest = max(c["size"] for c in inked)
                figures = "".join(c["text"] for c in inked if c["size"] == largest)
                assert figures == re.match(r"\d+", leaf.blocks[0].number)[0]
                assert largest > 2 * max(c["size"] for c in inked if c["size"] < largest)


@pytest.mark.parametrize("name", POSTERS)
def test_nothing_runs_into_the_foot(pdfs, name):
    with pdfplumber.open(io.BytesIO(pdfs[name])) as opened:
        for page in opened.pages:
            foot = min(
                c["top"] for line in page.extract_text_lines() if "条文版本" in line["text"] for c in line["chars"]
            )
            low = max(c["bottom"] for c in page.chars if c["top"] < foot and c["text"].strip())
            assert low <= foot


def test_a_card_with_long_channels_ends_above_its_foot(campaign):
    office = {"name": "示例省示例市示例县示例镇人民政府信访接待中心办公室"}
    long = dict.fromkeys(("web", "hours", "progress"), "示例：" + "很长的说明" * 23)
    office["channels"] = long | {"address": "示例：" + "很长的地址" * 11, "phone": "示例：" + "很长的电话" * 11}
    data = campaign.settings.data
    other = replace(campaign, settings=replace(campaign.settings, data=data | {"office": data["office"] | office}))
    pdf = typesetter(Faces()).draw(drawings(other)["cards"])
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            lines = page.within_bbox((0, 0, page.width / 2, page.height)).extract_text_lines()
            feet = [line for line in lines if line["text"].startswith("条文版本")]
            assert len(feet) == 5
            card = 54 / 25.4 * 72
            for foot in feet:
                above = [one["bottom"] for one in lines if foot["top"] - card < one["top"] < foot["top"]]
                assert max(above) <= foot["top"] + 0.5


def test_large_type_is_black_and_grey_only(pdfs):
    with pdfplumber.open(io.BytesIO(pdfs["large-a4"])) as opened:
        for item in (item for page in opened.pages for item in (*page.chars, *page.rects)):
            colour = item["non_stroking_color"]
            assert not isinstance(colour, tuple) or len(set(colour)) == 1


def test_what_is_forbidden_never_stands_without_what_protects(drawn, campaign):
    guards = [unit.full_text for unit in map(campaign.statute.index.get, PROTECTS)]
    for name, drawing in drawn.items():
        for page in drawing.pages:
            law = [b for b in page.blocks if isinstance(b, Provision)]
            if not drawing.name.startswith(("第", "怎样")) and any(b.label == "第二十六条" for b in law):
                shown = [words for b in law for _, words in b.lines]
                assert all(guard in shown for guard in guards), name


@pytest.mark.parametrize("name", POSTERS)
def test_a_sheet_of_a_limit_that_one_waits_for_speaks_of_other_limits(drawn, name):
    said = [[b for b in leaf.blocks if isinstance(b, Remark)] for leaf in drawn[name].pages
            if any(isinstance(b, Amount) and b.after in ("办结", "请求复查", "请求复核") for b in leaf.blocks)]  # fmt: skip
    assert said == [[Remark(ELSEWHERE, strong=True)]] * 3


def test_parts_of_a_picture_are_told_apart_by_their_files_names(campaign):
    names = [product.name for product in pictures.products(campaign)]
    assert "长图-怎样反映问题（一）.png" in names
    assert len(set(names)) == len(names)


def test_who_waits_here_is_told_of_other_limits(drawn):
    for name in ("timelimits", "cards", "leaflet"):
        assert any(ELSEWHERE in getattr(block, "text", "") for block in blocks(drawn[name])), name


def test_the_foot_says_which_text_who_and_what_it_is_not(drawn):
    for drawing in drawn.values():
        said = "".join(drawing.foot)
        assert "2022年2月25日发布" in said and "示例县信访局" in said and "不受理信访事项" in said


def test_the_leaflet_is_two_sides_in_readable_type_with_the_whole_handout(pdfs, campaign):
    row = next(row for row in campaign.handouts if row["slug"] == "public")
    shown = printed.squeezed("".join(panels(pdfs["leaflet"])))
    with pdfplumber.open(io.BytesIO(pdfs["leaflet"])) as opened:
        assert len(opened.pages) == 2
        sizes = [c["size"] for page in opened.pages for c in page.chars if "Serif" in c["fontname"]]
    assert round(min(sizes), 3) >= 11
    for part in (part for section in row["sections"] for part in section["body"]):
        for address in part.get("quote") or ():
            unit = campaign.statute.index[address]
            assert printed.squeezed(unit.text if unit.kind == "item" else unit.full_text) in shown, address
        assert printed.squeezed(part.get("text") or "") in shown


def panels(pdf: bytes) -> list[str]:
    """Text of the six panels, line by line, those of a sheet from the left."""
    out = []
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            for left, right in zip((0, 98, 198), (98, 198, 297), strict=True):
                piece = page.crop((left * printed.MM, 0, right * printed.MM, page.height))
                rows: dict[int, list] = {}
                for char in piece.chars:
                    rows.setdefault(round(char["bottom"] / 4), []).append(char)
                lines = ["".join(c["text"] for c in sorted(rows[key], key=lambda c: c["x0"])) for key in sorted(rows)]
                out.append("".join(lines))
    return out


def test_panels_lie_so_that_the_sheet_folds_right(pdfs):
    """Outside: flap, back, cover from the left; inside the text begins on the left."""
    flap, back, cover, first, *_ = panels(pdfs["leaflet"])
    assert flap.startswith("哪些行为不允许") and back.startswith("到哪里反映")
    assert "怎样反映问题" in cover and first.startswith("怎样提")


def test_a_code_leads_to_the_site_and_only_where_its_address_is_set(campaign, drawn):
    assert not any(one.code for one in drawn.values())
    made = drawings(with_site(campaign, url=ADDRESS))
    png = typesetter(Faces()).picture(made["ch-6"])
    assert [found.text for found in zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))] == [ADDRESS]


def test_channels_that_nobody_filled_in_are_printed_as_missing(campaign):
    data = campaign.settings.data
    bare = replace(campaign, settings=replace(campaign.settings, data=data | {"office": {"name": ""}}))
    made = drawings(bare)["leaflet"]
    assert "待填" in [block.value for block in blocks(made) if isinstance(block, Entry)] and "待填" in made.foot[1]


def test_a_character_that_no_font_has_stops_the_picture():
    drawing = Drawing("picture", "示例", (Leaf((Remark("生僻字𫝀"),), "示例"),), ("示例",), (1080, 0))
    with pytest.raises(ReadError, match="𫝀.*没有|没有.*𫝀|U\\+2B740"):
        typesetter(Faces()).picture(drawing)


def test_the_same_drawing_gives_the_same_bytes(drawn, pdfs, pngs):
    fresh = Typesetter()
    assert fresh.draw(drawn["poster-a3"]) == pdfs["poster-a3"]
    assert pictures._render(drawn["ch-6"], Faces()) == pngs["ch-6"]


def test_another_statute_gets_what_it_has_and_nothing_of_this_one(tmp_path):
    campaign = load(small_root(tmp_path))
    made = drawings(campaign)
    assert (
        {"timelimits", "ch-1", "ch-2", "poster-a3"} <= set(made) and "procedure" not in made and "leaflet" not in made
    )
    assert not any(
        "信访" in words_of(block) for one in made.values() for block in blocks(one) if not isinstance(block, Entry)
    )
    for drawing in made.values():
        assert typesetter(Faces()).draw(drawing).startswith(b"%PDF")


def test_a_practice_sheet_asks_about_twenty_and_gives_every_key(campaign):
    made = {one.slug: one for one in sheets._sheets(campaign)}
    assert set(made) == {chapter.address for chapter in campaign.statute.chapters}
    for one in made.values():
        lines = ["".join(s.text for s in b.spans) for b in one.document.blocks if hasattr(b, "spans")]
        numbered = [int(m[1]) for line in lines if (m := re.match(r"(\d+)\. ", line))]
        asked = len(numbered) // 2
        assert numbered == [*range(1, asked + 1)] * 2 and asked <= sheets.COUNT
    assert all(len(re.findall(r"共(\d+)题", made[f"ch-{n}"].document.subtitle)) == 1 for n in range(1, 7))
    assert int(re.search(r"共(\d+)题", made["ch-4"].document.subtitle)[1]) == sheets.COUNT


def test_a_long_name_of_an_office_breaks_nothing(campaign):
    data = campaign.settings.data
    name = "示例省示例自治州示例县示例街道办事处信访接待与矛盾纠纷多元化解服务中心示例工作站"
    long = replace(
        campaign, settings=replace(campaign.settings, data=data | {"office": data["office"] | {"name": name}})
    )
    made = drawings(long)
    for slug in ("cards", "leaflet"):
        pdf = typesetter(Faces()).draw(made[slug])
        assert printed.pages(pdf) == 2 and name in printed.whole_text(pdf)
    with pdfplumber.open(io.BytesIO(typesetter(Faces()).draw(made["leaflet"]))) as opened:
        cover = [c for c in opened.pages[0].chars if c["x0"] > 198 * printed.MM and c["text"].strip()]
    card = max(c["bottom"] for c in cover if c["non_stroking_color"] != (1.0,) and max(c["non_stroking_color"]) < 0.9)
    office = [c["top"] for c in cover if min(c["non_stroking_color"]) > 0.9]
    assert card < min(top for top in office if top > 500)
