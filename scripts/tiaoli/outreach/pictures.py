"""Long pictures for phones: limits, procedure, each chapter, what the public needs most. PNG, 1080 pixels wide."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from tiaoli.handouts import files, guides
from tiaoli.handouts.check import ELSEWHERE
from tiaoli.handouts.handout import date_of, file_name
from tiaoli.model import Article, Campaign, Product
from tiaoli.numerals import to_chinese
from tiaoli.outreach import parts
from tiaoli.site import procedure
from tiaoli.site.tables import statute_source
from tiaoli.writers.drawing import Amount, Block, Caption, Drawing, Leaf, Provision, Remark
from tiaoli.writers.photos import lighter
from tiaoli.writers.typst import Faces, typesetter

GROUP, FOLDER = "宣传图片", "downloads/outreach/pictures"
SITE = "docs/_data/site.yml"
WIDTH = 1080
#: Higher than this and a chapter is cut into parts at an article: some phones shrink what is longer.
HIGHEST = 8000
#: In pixels: head and foot, a line, what stands between provisions; characters of a line; a card, a line of its facts.
_FRAME, _LINE, _BETWEEN, _CHARACTERS = 800, 77, 44, 22
_CARD, _SMALL = 340, 62
#: Facts of a card that stands below its whole provision.
_SCOPE = ("由谁", "适用", "从哪天算")
_EVERYBODY, _PUBLIC = ("群众", "干部"), ("群众",)


def products(campaign: Campaign) -> Iterator[Product]:
    """Every picture that the content allows."""
    fonts = files.faces(campaign)
    for slug, title, audience, sources, leaf in _all(campaign):
        drawing = Drawing(
            "picture", title, (leaf,), parts.foot(campaign), (WIDTH, 0), code=parts.code(campaign),
            code_label=parts.CODE_LABEL, date=date_of(campaign),
        )  # fmt: skip
        yield Product(
            f"{FOLDER}/{slug}.png", f"{title}（长图）", file_name(f"长图-{title}") + ".png", "png", audience, GROUP,
            (*sources, statute_source(campaign), SITE), f"{drawing!r} {fonts!r}", partial(_render, drawing, fonts),
        )  # fmt: skip


def _render(drawing: Drawing, fonts: Faces) -> bytes:
    return lighter(typesetter(fonts).picture(drawing))


def _all(campaign: Campaign) -> Iterator[tuple[str, str, tuple[str, ...], tuple[str, ...], Leaf]]:
    """(slug, title, audience, sources, page) of each picture."""
    title = f"《{campaign.statute.title}》"
    if parts.counted(campaign):
        yield "timelimits", "办理期限一览", _EVERYBODY, (), limits(campaign)
    if steps := parts.stages(campaign):
        name = procedure.read(campaign.procedure or {}, campaign.statute, campaign.timelimits).title
        leaf = Leaf(steps, name, title, "红字是条文写明的期限；每一步都注明依据的条文")
        yield "procedure", name, _EVERYBODY, (procedure.PATH,), leaf
    row = next((row for row in campaign.handouts if tuple(row.get("audience") or ()) == _PUBLIC), None)
    if row is not None:
        name, said = row["title"].replace("\n", ""), row.get("subtitle") or ""
        pieces = cut(tuple(tuple(_section(section, campaign)) for section in row["sections"]))
        for at, blocks in enumerate(pieces, 1):
            leaf = Leaf(blocks, name, said, f"红字是条款号，后面是条文原文；灰字是说明{_which(at, pieces)}")
            yield _slug("essentials", at, pieces), name + _of(at, pieces), _PUBLIC, (guides.PATH,), leaf
    for chapter in campaign.statute.chapters:
        heading = f"{chapter.label.strip()}　{chapter.heading.strip()}".strip()
        articles = [unit for unit in chapter.walk() if isinstance(unit, Article)]
        labels = {parts.provision(campaign, unit.address): unit for unit in articles}
        pieces = cut(tuple((one,) for one in labels))
        for at, blocks in enumerate(pieces, 1):
            held = parts.named(labels[one] for one in blocks)
            leaf = Leaf(blocks, heading, title, held + _which(at, pieces))
            name = heading.replace("　", "") + _of(at, pieces)
            yield _slug(chapter.address, at, pieces), name, _EVERYBODY, (), leaf


def limits(campaign: Campaign) -> Leaf:
    """One card a limit, then head-counts; who waits for an answer here must know of the courts' limits."""
    cards = [parts.limit(one, campaign) for one in parts.counted(campaign)]
    said = f"写明天数的期限共{len(cards)}处，引号里是条文原文"
    blocks = (*cards, *(parts.heads(one, campaign) for one in campaign.headcounts), Remark(ELSEWHERE, strong=True))
    return Leaf(blocks, "办理期限一览", f"《{campaign.statute.title}》", said)


def _section(section: Mapping[str, Any], campaign: Campaign) -> Iterator[Block]:
    """A section of a handout: its prose, its provisions, after each of them a card for every limit it states."""
    yield Caption(section["heading"])
    for part in section["body"]:
        if "text" in part:
            yield Remark(part["text"])
        for address in part.get("quote") or ():
            if address not in campaign.statute.index:
                continue
            yield parts.provision(campaign, address)
            for one in parts.counted(campaign):
                if one.target == address or one.target.startswith(f"{address}-"):
                    card = parts.limit(one, campaign, full=True)
                    yield replace(card, quote="", facts=tuple(fact for fact in card.facts if fact[0] in _SCOPE))
        if part.get("channels"):
            yield from parts.ways_to_the_office(campaign)


def cut(groups: tuple[tuple[Block, ...], ...]) -> tuple[tuple[Block, ...], ...]:
    """Groups of blocks, none broken, in as few parts of about one height as keep each below HIGHEST."""
    heights = [sum(map(_height, group)) for group in groups]
    whole = sum(heights)
    count = max(1, -(-whole // (HIGHEST - _FRAME)))
    pieces: list[list[Block]] = [[] for _ in range(count)]
    above = 0
    for group, height in zip(groups, heights, strict=True):
        pieces[min(count - 1, (above + height // 2) * count // max(1, whole))] += group
        above += height
    return tuple(tuple(piece) for piece in pieces if piece)


def _height(block: Block) -> int:
    """About how many pixels a block takes."""
    if isinstance(block, Provision):
        return _BETWEEN + sum(_lines(words, _CHARACTERS) * _LINE for _, words in block.lines)
    if isinstance(block, Amount):
        return _CARD + sum(_lines(words, _CHARACTERS - 4) * _SMALL for _, words in block.facts)
    words = block.text if isinstance(block, Remark) else ""
    return _BETWEEN + max(1, _lines(words, _CHARACTERS)) * _LINE


def _lines(words: str, characters: int) -> int:
    return -(-(len(words) + 3) // characters)


def _of(at: int, pieces: tuple[tuple[Block, ...], ...]) -> str:
    return f"（{to_chinese(at)}）" if len(pieces) > 1 else ""


def _which(at: int, pieces: tuple[tuple[Block, ...], ...]) -> str:
    return f"　第{at}张，共{len(pieces)}张" if len(pieces) > 1 else ""


def _slug(name: str, at: int, pieces: tuple[tuple[Block, ...], ...]) -> str:
    return f"{name}-{at}" if len(pieces) > 1 else name
