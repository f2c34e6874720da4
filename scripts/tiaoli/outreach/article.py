"""Articles for 公众号: HTML with inline styles only, which survives being pasted into WeChat's editor.

That editor drops classes, identifiers, style sheets and scripts; sections, paragraphs and inline styles stay.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from tiaoli.campaign import plan_of
from tiaoli.campaign.model import days_name, weekday
from tiaoli.citations.resolve import printed
from tiaoli.handouts.limits import besides
from tiaoli.model import Article, Campaign, Item, Paragraph, Subitem, Unit
from tiaoli.numerals import to_chinese
from tiaoli.outreach.preview import Piece, page
from tiaoli.outreach.slots import limit_of
from tiaoli.outreach.texts import Text, standing, weeks
from tiaoli.site.frame import channels, version
from tiaoli.site.limits import OPEN, amount, doing
from tiaoli.site.markup import esc

_INK, _INK2, _RED, _OCHRE, _PAPER, _LINE = "#211D19", "#5C5348", "#8F1D21", "#7A5A1E", "#F3ECE0", "#E0D5C3"
_WHOLE = f"font-size:16px;line-height:1.9;color:{_INK};"
_P = "margin:0 0 14px;text-align:justify;"
_HEAD = f"margin:30px 0 14px;padding:0 0 6px;border-bottom:2px solid {_RED};"
_HEAD_TEXT = f"margin:0;font-size:18px;line-height:1.5;color:{_RED};"
_QUOTE = f"margin:0 0 14px;padding:12px 14px;background-color:{_PAPER};border-left:3px solid {_RED};"
_QUOTED = "margin:0 0 6px;text-align:justify;"
_LIMIT = f"margin:0 0 10px;padding:10px 14px;border:1px solid {_LINE};border-left:3px solid {_OCHRE};"
_NUMBER = f"font-size:26px;line-height:1.3;color:{_OCHRE};"
_SMALL = f"margin:4px 0 0;font-size:14px;line-height:1.7;color:{_INK2};"
_END = f"margin:30px 0 0;padding:14px 0 0;border-top:1px solid {_LINE};"

HOW = (
    "在电脑上打开公众号后台，新建图文；把标题、摘要分别复制过去。",
    "点“复制正文”，到正文编辑框里粘贴，颜色和框线会一起过去。",
    "粘贴后用手机预览一遍再发。文中的条文和期限不要改；改了要重新核对。",
)


def preview(text: Text, campaign: Campaign) -> str:
    """The file that an editor opens: title, summary and body, each with its own button."""
    row = text.row
    pieces = (
        Piece("标题", row["title"], note=f"{len(row['title'])}字"),
        Piece("摘要", row["summary"], note=f"{len(row['summary'])}字"),
        Piece("正文", fragment(text, campaign), rich=True),
    )
    lead = f"公众号文章，给{'、'.join(text.audience)}看。文字已经与条文核对；条文版本：{version(campaign)}。"
    return page(row["title"], lead, HOW, pieces)


def fragment(text: Text, campaign: Campaign) -> str:
    """The body alone."""
    draft = [_p("【草稿】征求意见，请不要转发。", f"{_P}color:{_RED};")] if campaign.draft else []
    parts = [*draft, _p(text.row["summary"], f"{_P}color:{_INK2};")]
    for number, section in enumerate(text.row["sections"], 1):
        heading = f"{to_chinese(number)}、{section['heading']}"
        parts.append(f'<section style="{_HEAD}"><p style="{_HEAD_TEXT}"><strong>{esc(heading)}</strong></p></section>')
        for part in section["body"]:
            parts += _part(part, text, campaign)
    ends = [f"条文版本：{version(campaign)}。", *standing(campaign, text.audience)]
    closing = "".join(_p(line, _SMALL) for line in ends)
    parts.append(f'<section style="{_END}">{closing}</section>')
    return f'<section style="{_WHOLE}">' + "\n".join(parts) + "</section>"


def _part(part: Mapping[str, Any], text: Text, campaign: Campaign) -> Iterator[str]:
    if "text" in part:
        yield _p(part["text"])
    for address in part.get("quote") or ():
        if (unit := campaign.statute.index.get(address)) is not None:
            yield _quote(unit, printed(campaign.statute, address))
    for ref in part.get("limits") or ():
        yield from _limit(ref["target"], ref["act"], campaign)
    if part.get("channels"):
        yield from (_labelled(name, value) for name, value in channels(campaign))
    if part.get("activities"):
        yield from _activities(text.row.get("week") or 0, campaign)


def _quote(unit: Unit, label: str) -> str:
    """A provision word for word under its number."""
    rows = [f'<p style="{_QUOTED}color:{_RED};"><strong>{esc(label)}</strong></p>']
    rows += [f'<p style="{_QUOTED}">{esc(line)}</p>' for line in lines(unit)]
    return f'<section style="{_QUOTE}">{"".join(rows)}</section>'


def lines(unit: Unit) -> Iterator[str]:
    """The words of a provision, a paragraph or item a line; an item quoted alone goes without its number."""
    if isinstance(unit, Article):
        for child in unit.children:
            yield from lines(child)
        return
    yield unit.text
    for child in unit.children:
        if isinstance(child, Item | Subitem | Paragraph):
            yield from (child.label + line if at == 0 else line for at, line in enumerate(lines(child)))


def _limit(target: str, act: str, campaign: Campaign) -> Iterator[str]:
    limit = limit_of(campaign, target, act)
    if limit is None:
        return
    number = f'<strong style="{_NUMBER}">{esc(amount(limit))}</strong>'
    words = (
        f"<strong>延长不超过</strong>　{number}" if act == "延长" else f"{number}　<strong>{esc(doing(limit))}</strong>"
    )
    said = f"“{limit.quote.rstrip('：')}”（{printed(campaign.statute, target)}）"
    # what the text leaves open is for those who look a limit up, not for a story
    more = (line for line in besides(limit, limit.quote) if not line.endswith(OPEN))
    notes = "".join(_p(line, _SMALL) for line in (said, *more))
    yield f'<section style="{_LIMIT}"><p style="margin:0;">{words}</p>{notes}</section>'


def _activities(week: int, campaign: Campaign) -> Iterator[str]:
    """What the plan has in that week of the month."""
    plan = plan_of(campaign)
    if plan is None or not 1 <= week <= len(weeks(plan)):
        return
    first, last = weeks(plan)[week - 1]
    for one in plan.activities:
        if one.starts <= last and one.ends >= first:
            when = days_name(one.starts, one.ends) + (f"（{weekday(one.starts)}）" if one.starts == one.ends else "")
            yield _labelled(f"{when}{one.time}", f"{one.title}，{one.place}")


def _labelled(name: str, value: str) -> str:
    return f'<p style="{_P}"><strong>{esc(name)}</strong>　{esc(value)}</p>'


def _p(text: str, style: str = _P) -> str:
    return f'<p style="{style}">{esc(text)}</p>'
