"""Which lines that open with 第…编, 章, 节 are headings, and which short lines are headings that lost their number."""

from tiaoli.model import NOTE
from tiaoli.statute.labels import HEADINGS, REFERENCE, is_heading_like, tidy_heading
from tiaoli.statute.rows import Row, is_heading
from tiaoli.statute.state import Number, State, follows, span, value

#: A heading out of its order is one when an article that continues the numbering is among so many next labels.
_NEXT = 3
_TERMS = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节", "article": "条"}
MAX_HEADING = 60
_MAX_STRAY = 24
#: Headings that most statutes have: alone before an article they are nothing else, whatever stands above.
_NAMES = frozenset(("总则", "附则", "法律责任", "罚则", "一般规定", "监督管理", "监督检查"))
#: A number that doesn't follow is taken for a slip when it is at most so far off.
_NEAR = 5


def decide(state: State, index: int) -> None:
    """Accept the candidate at rows[index] as a heading, or make plain text of it; report gaps and doubles."""
    row = state.rows[index]
    row.rest = row.rest.strip()
    number = value(row.number)
    if number == (1,) and row.kind in state.fresh:
        state.headings[row.kind], state.places[row.kind] = None, {}
    last, places = state.headings[row.kind], state.places[row.kind]
    if not _accept_heading(state, index, number, last):
        if not REFERENCE.match(row.rest):
            state.report(
                row.line,
                "label-in-text",
                f"第{row.line}行以“{row.label}”开头，但与前后的编号接不上，按正文处理；如果它是标题，请核对编号。",
                NOTE,
            )
        row.demote()
        return
    _join_heading(state, index)
    row.rest = tidy_heading(row.rest)
    if number in places:
        state.report(
            row.line,
            "number-double",
            f"“{row.label}”出现了两次（前一次在第{places[number]}行），两处都已保留；请核对编号。",
            found=row.label,
        )
    elif not follows(number, last):
        _heading_gap(state, row, number, last)
    state.headings[row.kind] = number
    places.setdefault(number, row.line)
    state.fresh.discard(row.kind)
    for lower in HEADINGS[HEADINGS.index(row.kind) + 1 :]:
        if lower == "chapter":  # numbered through or anew in each part
            state.fresh.add(lower)
        else:
            state.headings[lower], state.places[lower] = None, {}
    state.strays = []


def _heading_gap(state: State, row: Row, number: Number, last: Number | None) -> None:
    term, start = _TERMS[row.kind], last[0] + 1 if last else 1
    if number[0] <= start:
        state.report(row.line, "number-order", f"“{row.label}”次序不对，已照原样保留；请核对编号。", found=row.label)
        return
    message = f"{term}的编号不连续：“{row.label}”之前缺{span(start, number[0] - 1, term)}，已照原样保留；请核对原文。"
    if state.strays:
        message += "可能就是" + "、".join(f"第{r.line}行“{r.text}”" for r in state.strays) + "。"
    state.report(row.line, f"{row.kind}-gap", message, found=row.label)


def _accept_heading(state: State, index: int, number: Number, last: Number | None) -> bool:
    row = state.rows[index]
    if not row.spaced and REFERENCE.match(row.rest):
        return False
    if not row.level and (
        len(row.rest) > MAX_HEADING or row.rest[-1:] in ("。", "；", "，", "：", ":") or "。" in row.rest
    ):
        return False
    if number == (1,) or follows(number, last):
        return True
    if state.by_items:
        return False
    coming = state.numbers[state.next : state.next + _NEXT]
    if not coming:
        return bool(row.level) or not state.candidates
    if any(follows(article, state.last) for article in coming):
        return True
    if not row.level or state.last is None:
        return False
    return abs(coming[0][0] - state.last[0]) <= _NEAR or 0 < number[0] - (last[0] if last else 0) <= _NEXT


def _join_heading(state: State, index: int) -> None:
    """第五章 on its line and 法律责任 on the next; or a heading broken behind 的, 、, 和."""
    row = state.rows[index]
    if index + 2 > len(state.rows) - 1:
        return
    below, after = state.rows[index + 1], state.rows[index + 2]
    broken = not row.rest or row.rest[-1] in "的、和与及"
    if (
        broken
        and below.kind == "text"
        and not below.level
        and is_heading_like(below.text)
        and (after.kind == "article" or is_heading(after) or not row.rest)
    ):
        row.rest += below.text
        below.kind = "gone"


def bare_headings(state: State, index: int) -> None:
    """法律责任 alone on a line between a sentence's end and article `index`: a heading that lost its number.

    In 248 statutes every such line was one. It belongs to no article, and no number is made up for it. Two such
    lines may stand together, a chapter's and a section's.
    """
    start = index - 1
    if state.last is None or not _ends_above(state, start):
        if state.last is not None and start and is_bare(state.rows[start - 1]) and _ends_above(state, start - 1):
            start -= 1
        elif tidy_heading(state.rows[start].text) not in _NAMES:
            return
    for row in state.rows[start:index]:
        row.kind = "stray"
        state.strays.append(row)
        state.report(
            row.line,
            "heading-bare",
            f"第{row.line}行“{row.text}”像是丢了编号的标题，没有编入任何一条；"
            f"如果是标题，请写成“## 第几章　{tidy_heading(row.text)}”。",
            found=row.text,
        )


def _ends_above(state: State, index: int) -> bool:
    """A sentence, or a heading, ends before row `index`."""
    above = state.rows[index - 1] if index else None
    return above is not None and (is_heading(above) or above.text.endswith(("。", "”", "；", "）")))


def is_bare(row: Row) -> bool:
    return row.kind == "text" and not row.level and is_heading_like(row.text, _MAX_STRAY)
