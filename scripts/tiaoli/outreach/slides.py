"""Slides for lectures: a deck a chapter and one of the whole. One provision or idea a slide, its text in the notes."""

from collections.abc import Iterator
from functools import partial

from tiaoli.citations.resolve import printed
from tiaoli.handouts.check import ELSEWHERE
from tiaoli.handouts.handout import file_name
from tiaoli.handouts.limits import besides, what
from tiaoli.model import Article, Campaign, Chapter, Product, TimeLimit, Unit
from tiaoli.outreach import cutting, parts
from tiaoli.site import procedure
from tiaoli.site.limits import amount, phrase
from tiaoli.site.procedure import Step
from tiaoli.site.tables import statute_source
from tiaoli.writers import pptx
from tiaoli.writers.slide import Deck, Line, Slide

GROUP, FOLDER = "课件", "downloads/outreach/slides"
SITE, MEANINGS = "docs/_data/site.yml", "docs/_data/meanings.yml"
CONFUSIONS = "docs/_data/confusions.yml"
_LECTURERS, _EVERYBODY = ("干部", "组织者"), ("群众", "干部", "组织者")


def products(campaign: Campaign) -> Iterator[Product]:
    """The overview first, then the chapters."""
    sources = (statute_source(campaign), MEANINGS, CONFUSIONS, SITE)
    for slug, name, audience, deck in _decks(campaign):
        more = (procedure.PATH,) if campaign.procedure and slug == "overview" else ()
        yield Product(
            f"{FOLDER}/{slug}.pptx", f"课件：{name}", file_name(f"课件-{name}") + ".pptx", "pptx", audience, GROUP,
            (*sources, *more), repr(deck), partial(pptx.write, deck),
        )  # fmt: skip


def _decks(campaign: Campaign) -> Iterator[tuple[str, str, tuple[str, ...], Deck]]:
    title = f"《{campaign.statute.title}》"
    yield "overview", "总体介绍", _EVERYBODY, _deck(title, "学习辅导", tuple(_overview(campaign)), campaign)
    for chapter in campaign.statute.chapters:
        heading = _heading(chapter)
        slides = (_contents(chapter, campaign), *_articles(chapter, campaign))
        yield chapter.address, heading.replace("　", ""), _LECTURERS, _deck(heading, title, slides, campaign)


def _deck(title: str, subtitle: str, slides: tuple[Slide, ...], campaign: Campaign) -> Deck:
    version, office = parts.foot(campaign)
    notes = ("备注里是条文原文，供讲解时对照；引用条文请以原文为准。",)
    whole = tuple(page for slide in slides for page in cutting.fitted(slide))
    return Deck(title, subtitle, (office, version), f"《{campaign.statute.title}》　{office}", whole, notes)


def _heading(chapter: Chapter) -> str:
    return f"{chapter.label.strip()}　{chapter.heading.strip()}".strip("　")


def _contents(chapter: Chapter, campaign: Campaign) -> Slide:
    """What the chapter holds: each article with what it says in a word, where the content has it."""
    articles = [unit for unit in chapter.walk() if isinstance(unit, Article)]
    rows = [(unit.label.strip(), _meaning(unit, campaign)) for unit in articles]
    head = ("条文", "讲什么（学习提示，不是条文）") if any(said for _, said in rows) else ("条文", "")
    notes = tuple(line for unit in articles for line in _verbatim(unit.address, campaign))
    return Slide("本章内容", (), _heading(chapter), notes, (head, *rows), (18, 82))


def _meaning(unit: Unit, campaign: Campaign) -> str:
    return next((str(row["text"]) for row in campaign.meanings if row.get("target") == unit.address), "")


def _articles(chapter: Chapter, campaign: Campaign) -> Iterator[Slide]:
    """Each article whole, then its limits, each on a slide of its own."""
    for unit in (unit for unit in chapter.walk() if isinstance(unit, Article)):
        notes = (*_verbatim(unit.address, campaign), *_besides(unit, campaign))
        lines = tuple(_lines(parts.provision(campaign, unit.address).lines))
        yield Slide(unit.label.strip() + unit.heading, lines, _heading(chapter), notes)
        for one in parts.counted(campaign):
            if campaign.statute.article_of(one.target) is unit and one.act != "延长":
                yield _limit(one, campaign, _heading(chapter))


def _lines(given: tuple[tuple[int, str], ...]) -> Iterator[Line]:
    yield from (Line(words, indent=2) for _, words in given)


def _verbatim(address: str, campaign: Campaign) -> tuple[str, ...]:
    """A provision for the notes: its number, then its lines."""
    found = parts.provision(campaign, address)
    first, *rest = [words for _, words in found.lines]
    return (f"{found.label}　{first}", *rest)


def _besides(unit: Unit, campaign: Campaign) -> Iterator[str]:
    """For the speaker: what the article means and what it is taken for. Ours, and said so."""
    if said := _meaning(unit, campaign):
        yield f"讲解提示（不是条文）：{said}"
    for row in campaign.confusions:
        if any(t == unit.address or t.startswith(f"{unit.address}-") for t in row.get("targets") or ()):
            yield f"容易混淆（不是条文）：{row['title']}。{row['text']}"


def _limit(one: TimeLimit, campaign: Campaign, kicker: str) -> Slide:
    """One limit: the number as large as it gets, below it what keeps it from being taken as absolute."""
    made = parts.limit(one, campaign, full=True)
    facts = tuple(Line(words, "plain", name) for name, words in made.facts)
    lines = (Line(f"{made.number}{made.after}", "big"), *facts)
    return Slide(f"期限　{made.place}", lines, kicker, _verbatim(one.target, campaign))


def _overview(campaign: Campaign) -> Iterator[Slide]:
    statute, title = campaign.statute, f"《{campaign.statute.title}》"
    settings = campaign.settings
    about = [str(settings.get("statute.note") or ""), *(f"（{line.strip('（）')}）" for line in statute.promulgation)]
    kind, issuer = str(settings.get("statute.kind") or ""), str(settings.get("statute.issuer") or "")
    first = statute.articles[:2]
    facts = tuple(
        Line(words, "plain", name)
        for name, words in (("性质", kind), ("发布", issuer), ("经过", about[0] or about[-1]))
        if words
    )
    notes = tuple(line for unit in first for line in _verbatim(unit.address, campaign))
    yield Slide("这是一部什么样的规定", facts, title, notes)
    yield _chapters(campaign)
    for unit in first:
        yield Slide(
            unit.label.strip(),
            tuple(_lines(parts.provision(campaign, unit.address).lines)),
            title,
            _verbatim(unit.address, campaign),
        )
    yield from _procedure(campaign)
    yield from _limits(campaign)
    for count in campaign.headcounts:
        made = parts.heads(count, campaign)
        lines = (Line(made.number, "big"), Line(f"“{made.quote}。”", label=made.place))
        yield Slide(made.before, lines, title, _verbatim(count.target, campaign))
    guards = parts.protections(campaign)
    if guards:
        lines = tuple(Line(one.lines[0][1], label=one.label) for one in guards)
        said = tuple(f"{one.label}　{one.lines[0][1]}" for one in guards)
        if bans := parts.forbidden(campaign):
            words = tuple(
                f"{one.label}　{line}" if not at else line for one in bans for at, (_, line) in enumerate(one.lines)
            )
            yield Slide("哪些行为不允许", tuple(_lines(bans[0].lines)), f"{title}{bans[0].label}", (*words, *said))
        yield Slide("依法反映问题受保护", lines, title, said)
    if any(one.act == "办结" for one in parts.counted(campaign)):
        yield _ways_out(campaign)
    last = statute.articles[-1]
    yield Slide(
        "施行",
        tuple(_lines(parts.provision(campaign, last.address).lines)),
        f"{title}{last.label.strip()}",
        _verbatim(last.address, campaign),
    )


def _chapters(campaign: Campaign) -> Slide:
    """Chapters with the articles they hold."""
    rows = []
    for chapter in campaign.statute.chapters:
        own = [unit for unit in chapter.walk() if isinstance(unit, Article)]
        rows.append((chapter.label.strip(), chapter.heading.strip(), parts.named(own), f"{len(own)}条"))
    count = len(campaign.statute.articles)
    name = f"全文{len(rows)}章、{count}条" if rows else f"全文{count}条"
    ends = dict.fromkeys(unit.address for unit in (campaign.statute.articles[0], campaign.statute.articles[-1]))
    notes = tuple(line for address in ends for line in _verbatim(address, campaign))
    return Slide(
        name,
        (),
        f"《{campaign.statute.title}》",
        notes,
        (("章", "名称", "条文", "条数"), *rows) if rows else (),
        (14, 37, 36, 13),
    )


def _procedure(campaign: Campaign) -> Iterator[Slide]:
    """The main path as tables."""
    steps = parts.stages(campaign)
    if not steps:
        return
    found = procedure.read(campaign.procedure or {}, campaign.statute, campaign.timelimits)
    targets = tuple(found.step(name) for name in found.trunk())
    rows = tuple(
        (one.number, _done(step), "；".join(_timed(step)) or "—", one.place)
        for one, step in zip(steps, targets, strict=True)
    )
    addresses = dict.fromkeys(a for step in targets for a in (step.target, *step.more))
    articles = [a for a in addresses if campaign.statute.article_of(a) is not None]
    notes = tuple(line for address in articles for line in _verbatim(address, campaign))
    yield Slide(
        found.title,
        (),
        f"《{campaign.statute.title}》",
        notes,
        (("步骤", "做什么", "期限", "条文"), *rows),
        (7, 30, 40, 23),
    )


def _done(step: Step) -> str:
    """What a step does; 办结 is the limit that people take for every matter's, so its scope stands here."""
    scope = (one.applies_to for one in step.limits if one.act == "办结" and one.applies_to)
    return "，".join((step.label, *(f"适用：{words}" for words in scope)))


def _timed(step: Step) -> Iterator[str]:
    """Its limits, each once, with the event that they run from: 自受理之日起60日内办结."""
    starts: dict[str, str] = {}
    for one in step.limits:
        starts[phrase(one)] = max(starts.get(phrase(one), ""), one.start or "", key=len)
    yield from (f"自{start}之日起{said}" if start else said for said, start in starts.items())


def _limits(campaign: Campaign) -> Iterator[Slide]:
    """Limits as a table, the text of each in the notes."""
    rows = parts.counted(campaign)
    if not rows:
        return
    cells = tuple((amount(one), _told(one), printed(campaign.statute, one.target)) for one in rows)
    notes = tuple(line for a in dict.fromkeys(one.target for one in rows) for line in _verbatim(a, campaign))
    yield Slide(
        "办理期限一览",
        (),
        f"《{campaign.statute.title}》",
        notes,
        (("期限", "做什么、对什么", "条文"), *cells),
        (15, 65, 20),
    )


def _told(one: TimeLimit) -> str:
    """What is done, and its scope or start in the text's words."""
    scope = next(
        (words for name, _, words in (said.partition("：") for said in besides(one, "")) if name == "适用"), ""
    )
    start = f"自{one.start}之日起" if one.start else ""
    done = what(one) + (amount(one) if one.act == "延长" else "")
    return "；".join(filter(None, (done, f"适用：{scope}" if scope and scope != one.what else "", start)))


def _ways_out(campaign: Campaign) -> Slide:
    """Where the procedure leaves for another, whose limits are others: its steps of kind out, as the data names them."""
    found = procedure.read(campaign.procedure or {}, campaign.statute, campaign.timelimits)
    steps = [step for step in found.steps if step.kind == "out"]
    notes = tuple(line for a in dict.fromkeys(step.target for step in steps) for line in _verbatim(a, campaign))
    table = (("离开信访程序，由别的程序处理", "条文"), *((step.label, parts.where(step, campaign)) for step in steps))
    lines = (Line(f"{ELSEWHERE}。", "lead"),)
    return Slide(
        "别耽误了别的期限",
        lines,
        f"《{campaign.statute.title}》",
        notes,
        table if steps else (),
        (60, 40) if steps else (),
    )
