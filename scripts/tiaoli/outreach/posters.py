"""Posters, boards, roll-ups, large type for A4, and cards: one idea a sheet, its number the largest thing on it."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from tiaoli.handouts import files
from tiaoli.handouts.check import ELSEWHERE
from tiaoli.handouts.handout import UNFILLED, date_of, file_name
from tiaoli.model import Campaign, Product
from tiaoli.outreach import parts
from tiaoli.site import procedure
from tiaoli.site.frame import office_name
from tiaoli.site.tables import statute_source
from tiaoli.writers.drawing import Block, Caption, Drawing, Layout, Leaf, Remark, Stage
from tiaoli.writers.typst import Faces, typesetter

GROUP, FOLDER = "海报展板", "downloads/outreach/posters"
SITE = "docs/_data/site.yml"
#: slug, name, width and height in mm, black on white.
PAPERS = (
    ("poster-a3", "海报（A3）", (297, 420), False),
    ("board", "展板（1200×900毫米）", (1200, 900), False),
    ("roll-up", "易拉宝（800×2000毫米）", (800, 2000), False),
    ("large-a4", "大字版（A4，黑白打印）", (210, 297), True),
)
_A4 = (210, 297)
#: Paper up to this many mm has no room for every way that leaves the procedure's main path.
_SMALL = 420
#: So many steps are too many for one sheet of large type.
_TWO_SHEETS = 8
_EVERYBODY = ("群众", "干部")


def products(campaign: Campaign) -> Iterator[Product]:
    """Every sheet on every paper, a file for each paper; and the cards."""
    sheets = tuple(_sheets(campaign))
    for slug, name, paper, mono in PAPERS:
        fitting = sheets if max(paper) > _SMALL else tuple(_main_path(sheet) for sheet in sheets)
        if mono:  # large type: what is long goes on
            fitting = tuple(part for sheet in fitting for part in _halves(sheet))
        yield _product(campaign, "poster", slug, name, fitting, paper, mono=mono)
    if sides := tuple(_sides(campaign)):
        yield _product(campaign, "cards", "cards", "宣传卡片（90×54毫米，A4每张10枚）", sides, _A4)


def _product(
    campaign: Campaign, layout: Layout, slug: str, name: str, pages: tuple[Leaf, ...], paper: tuple[float, float], *, mono: bool = False
) -> Product:  # fmt: skip
    drawing = Drawing(
        layout, f"《{campaign.statute.title}》{name}", pages, parts.foot(campaign), paper, mono, parts.code(campaign),
        parts.CODE_LABEL, date_of(campaign),
    )  # fmt: skip
    fonts = files.faces(campaign)
    sources = (statute_source(campaign), SITE, *((procedure.PATH,) if campaign.procedure else ()))
    return Product(
        f"{FOLDER}/{slug}.pdf", name, file_name(f"{campaign.statute.title}-{name}") + ".pdf", "pdf", _EVERYBODY, GROUP, sources,
        f"{drawing!r} {fonts!r}", partial(_render, drawing, fonts),
    )  # fmt: skip


def _render(drawing: Drawing, fonts: Faces) -> bytes:
    return typesetter(fonts).draw(drawing)


def _sheets(campaign: Campaign) -> Iterator[Leaf]:
    """One idea each: every limit, head-counts, protections, what isn't allowed (never without them), steps, channels."""
    title = f"《{campaign.statute.title}》"
    for one in parts.counted(campaign):
        if one.act != "延长":  # on the sheet of what it extends, never by itself
            made = parts.limit(one, campaign, full=True)
            more = (Remark(ELSEWHERE, strong=True),) if _of_a_reader(one.act) else ()
            yield Leaf((made, *more), kicker=title, subtitle=made.place)
    for count in campaign.headcounts:
        made = parts.heads(count, campaign)
        yield Leaf((made,), kicker=title, subtitle=made.place)
    guards = parts.protections(campaign)
    if guards:
        yield Leaf(guards, "依法反映问题受保护", title)
    if bans := parts.forbidden(campaign):
        yield Leaf((bans[0], Caption("同时，条例保护信访人"), *guards), "这些行为不允许", title)
    if steps := parts.stages(campaign):
        name = procedure.read(campaign.procedure or {}, campaign.statute, campaign.timelimits).title
        yield Leaf((*steps, Remark(ELSEWHERE, strong=True)), name, title)
    yield Leaf(parts.ways_to_the_office(campaign), "到哪里反映", office_name(campaign) or UNFILLED)


def _halves(sheet: Leaf) -> Iterator[Leaf]:
    """A procedure on two sheets, whatever stands below its steps on the second; any other sheet as it is."""
    steps = [block for block in sheet.blocks if isinstance(block, Stage)]
    if len(steps) < _TWO_SHEETS:
        yield sheet
        return
    half = -(-len(steps) // 2)
    for at, blocks in enumerate((sheet.blocks[:half], sheet.blocks[half:]), 1):
        yield replace(sheet, blocks=blocks, title=f"{sheet.title}（{at}/2）")


def _main_path(sheet: Leaf) -> Leaf:
    return replace(sheet, blocks=tuple(replace(b, ways=()) if isinstance(b, Stage) else b for b in sheet.blocks))


def _sides(campaign: Campaign) -> Iterator[Leaf]:
    """Front and back of a card: the office's channels; the limits that matter most to who holds it."""
    title = f"《{campaign.statute.title}》"
    yield Leaf(parts.ways_to_the_office(campaign), office_name(campaign) or UNFILLED, "到哪里反映")
    own: list[Block] = [
        parts.limit(one, campaign, full=True) for one in parts.counted(campaign) if _of_a_reader(one.act)
    ]
    if own:
        yield Leaf((*own, Remark(ELSEWHERE, strong=True)), "记住这些期限", title)


def _of_a_reader(act: str) -> bool:
    """Limits that run for or against whoever raises a matter, few enough for a card."""
    return act in ("办结", "复查申请", "复核申请")
