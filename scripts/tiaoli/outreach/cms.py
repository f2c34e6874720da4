"""Pages for an office's own web site: plain HTML without script, style sheet or class, for pasting into any CMS.

What a CMS leaves of them (most drop styles and identifiers) still reads: headings are headings, tables have captions
and head cells, an article begins with its number.
"""

from collections.abc import Iterable, Iterator

from tiaoli.citations.resolve import printed, printed_together
from tiaoli.handouts.limits import besides, sentence, what
from tiaoli.model import Article, Campaign, Item, Paragraph, Statute, Subitem, TimeLimit, Unit
from tiaoli.outreach.texts import standing
from tiaoli.site import procedure
from tiaoli.site.frame import correction, version
from tiaoli.site.limits import amount, phrase
from tiaoli.site.markup import esc

_START = "<!-- 从这里开始，复制到网站后台正文的“源代码”里 -->"
_STOP = "<!-- 复制到这里为止 -->"
_TABLE = '<table border="1" cellpadding="8" cellspacing="0" style="border-collapse:collapse;width:100%">'
#: Characters of a cell that isn't broken.
_ONE_LINE = 8
_INDENT = ' style="text-indent:2em"'


def regulation(campaign: Campaign) -> str:
    """The whole text."""
    statute = campaign.statute
    parts = [f"<p>{esc(line)}</p>" for line in statute.promulgation]
    parts += _units(statute.body, statute, 2)
    for annex in statute.annexes:
        parts.append(f"<h2>{esc(annex.label)}　{esc(annex.title)}</h2>")
        parts += [f"<p{_INDENT}>{esc(line)}</p>" for line in annex.lines if line.strip()]
    return _file(statute.title, parts, campaign)


def timelimits(campaign: Campaign) -> str:
    """Limits and head-counts as a table."""
    statute = campaign.statute
    rows = []
    for limit in campaign.timelimits:
        if limit.days is not None:
            said = [f"“{limit.quote.rstrip('：')}”", *besides(limit, limit.quote)]
            rows.append((amount(limit), what(limit), "\n".join(said), printed(statute, limit.target)))
    rows += [
        (f"{one.amount}人", f"{one.what}人数", f"“{sentence(one, campaign)}”", printed(statute, one.target))
        for one in campaign.headcounts
    ]
    caption = f"《{statute.title}》写明的期限和人数"
    return _file("办理期限一览", [_table(caption, ("期限", "做什么", "条文原文和说明", "条文"), rows)], campaign)


def steps(campaign: Campaign) -> str:
    """The procedure as a table: main steps in their order, and where else each of them may lead."""
    found = procedure.read(campaign.procedure, campaign.statute, campaign.timelimits)
    trunk = found.trunk()
    number = {name: at for at, name in enumerate(trunk, 1)}
    rows = []
    for at, name in enumerate(trunk):
        step = found.step(name)
        following = trunk[at + 1] if at + 1 < len(trunk) else ""
        limits = "\n".join(line for limit in step.limits for line in _limit(limit))
        where = printed_together(campaign.statute, (step.target, *step.more))
        aside = []
        for way in found.after(name):
            if way.end != following:
                end = found.step(way.end)
                goes = (
                    f"回到第{number[way.end]}步"
                    if number.get(way.end, at + 2) <= at + 1
                    else f"第{number[way.end]}步"
                    if way.end in number
                    else end.label
                )
                cited = f"（{printed(campaign.statute, end.target)}）" if way.end not in number else ""
                aside.append(f"{way.label or '也可以'}：{goes}{cited}")
        rows.append(
            (str(at + 1), step.label + (f"\n{step.note}" if step.note else ""), limits, where, "\n".join(aside))
        )
    heads = ("步骤", "做什么", "期限", "条文", "其他去向")
    lead = [f"<p>{esc(found.description)}</p>"] if found.description else []
    return _file(found.title, [*lead, _table(f"{found.title}：主要步骤和其他去向", heads, rows)], campaign)


def _limit(limit: TimeLimit) -> Iterator[str]:
    """A limit with the matters that it is for and the day from which it runs; never the number alone."""
    yield phrase(limit)
    scope = [f"适用：{limit.applies_to}"] if limit.applies_to else []
    start = [f"从{limit.start}之日起算"] if limit.start else []
    if scope or start:
        yield f"（{'；'.join((*scope, *start))}）"


def _units(units: Iterable[Unit], statute: Statute, level: int) -> Iterator[str]:
    for unit in units:
        if isinstance(unit, Article):
            label = f"<strong>{esc(unit.label + unit.heading)}</strong>　"
            for at, child in enumerate(unit.children):
                yield from _running(child, label if not at else "")
        elif isinstance(unit, Paragraph | Item | Subitem):
            yield from _running(unit, "")
        else:
            heading = "　".join(part for part in (unit.label.strip(), unit.heading.strip()) if part)
            yield f"<h{level}>{esc(heading)}</h{level}>"
            yield from _units(unit.children, statute, min(level + 1, 6))


def _running(unit: Unit, before: str) -> Iterator[str]:
    own = unit.label if isinstance(unit, Item | Subitem) else ""
    yield f"<p{_INDENT}>{before}{esc(own + unit.text)}</p>"
    for child in unit.children:
        yield from _running(child, "")


def _table(caption: str, heads: Iterable[str], rows: Iterable[tuple[str, ...]]) -> str:
    head = "".join(f'<th scope="col">{esc(name)}</th>' for name in heads)
    body = "\n".join("<tr>" + "".join(map(_cell, row)) + "</tr>" for row in rows)
    return f"{_TABLE}\n<caption>{esc(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _cell(text: str) -> str:
    """A cell; a short one, a number of days or of a provision, on one line where styles are kept."""
    style = ' style="white-space:nowrap"' if len(text) <= _ONE_LINE and "\n" not in text else ""
    return f"<td{style}>{'<br>'.join(esc(line) for line in text.split(chr(10)))}</td>"


def _file(title: str, parts: Iterable[str], campaign: Campaign) -> str:
    """A file that opens by itself; what is to be pasted stands between two comments."""
    draft = ["<p><strong>【草稿】征求意见，请不要转发。</strong></p>"] if campaign.draft else []
    ends = [
        f"条文版本：{version(campaign)}。",
        *standing(campaign, ("群众",)),
        f"发现错误，请告诉：{correction(campaign)}。",
    ]
    body = "\n".join([*draft, f"<h1>{esc(title)}</h1>", *parts, "<hr>", *(f"<p>{esc(line)}</p>" for line in ends)])
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>{esc(title)}</title>
</head>
<body>
<main>
{_START}
{body}
{_STOP}
</main>
</body>
</html>
"""
