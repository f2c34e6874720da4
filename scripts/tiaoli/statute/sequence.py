"""Which lines that look like 编 章 节 条 附件 are: decided by the order of their numbers.

Reads the rows' first guesses and corrects them in place. A number is never made up: a line that isn't accepted
becomes plain text, a gap or a double stays and is reported.
"""

import re

from tiaoli.model import NOTE, Problem
from tiaoli.statute import articles, headings, quotes, unnumbered
from tiaoli.statute.labels import HEADINGS, REFERENCE, is_heading_like
from tiaoli.statute.rows import Row
from tiaoli.statute.state import State

#: What offices print below a text: 抄送：县委各部门。 and 示例县人民政府办公室　2023年5月2日印发
_IMPRINT = re.compile(r"(?:抄\s*[送报]|主题词)\s*[:：]|.{2,40}[12]\d{3}年\d{1,2}月\d{1,2}日\s*(?:印发|印制)$")


def decide(rows: list[Row], path: str = "") -> tuple[list[Row], list[Row], list[Problem]]:
    """(rows of the body with their kinds settled, rows of the annexes, problems)."""
    unclosed = quotes.mark(rows)
    numbered = _numbered_by_items(rows)
    if numbered:
        for row in rows:
            if row.kind == "article":
                row.demote()
    state = State(rows, path, numbered)
    unnumbered.mark(rows, bool(state.candidates))
    for row in unclosed:
        state.report(row.line, "quote-open", f"第{row.line}行的左引号没有配对；请核对引文到哪里为止。", NOTE)
    end = len(rows)
    for index, row in enumerate(rows):
        if row.kind == "article":
            articles.decide(state, index)
        elif row.kind in HEADINGS and row.number:
            headings.decide(state, index)
        elif row.kind in HEADINGS:
            state.strays = []
        elif row.kind == "annex":
            if _begins_annex(index, state):
                end = index
                break
            row.demote()
        elif row.kind == "contents":
            row.demote()
    if not any(row.kind == "chapter" for row in rows[:end]):  # every 第…章 turned out to be text
        for row in rows[:end]:
            if row.kind == "section" and row.label.endswith("、"):
                row.kind = "chapter"
    _imprint(rows[:end], state)
    return [row for row in rows[:end] if row.kind != "gone"], rows[end:], state.problems


def _imprint(rows: list[Row], state: State) -> None:
    """抄送 and 印发 lines below the last article belong to no article; they stay as lines of their own."""
    start = len(rows)
    while start and rows[start - 1].kind == "text" and _IMPRINT.match(rows[start - 1].text):
        start -= 1
    if start == len(rows) or not state.candidates:
        return
    for row in rows[start:]:
        row.kind = "stray"
    message = f"第{rows[start].line}行起是文件末尾的抄送、印发信息，没有编入最后一条；不需要时可以删去。"
    state.report(rows[start].line, "imprint", message, NOTE, "\n".join(row.text for row in rows[start:]))


def _begins_annex(index: int, state: State) -> bool:
    """The annexes begin here: no article that continues the numbering comes after."""
    if state.next_follows() and state.last is not None:
        return False
    if state.last is None and state.candidates and state.next < len(state.candidates):
        return False
    return index > 0


def _numbered_by_items(rows: list[Row]) -> bool:
    """The text is numbered 一、二、 and what looks like an article is quoted: 一、 stands first and 第一条 doesn't."""
    first_item = next((i for i, row in enumerate(rows) if row.kind == "han-comma" and row.number == "1"), None)
    first_article = next(
        (i for i, row in enumerate(rows) if row.kind == "article" and (row.spaced or not REFERENCE.match(row.rest))),
        None,
    )
    if first_article is None:
        return first_item is not None
    if first_item is None or first_item > first_article:
        return False
    if rows[first_item].level or is_heading_like(rows[first_item].rest):
        return False
    annex = next((i for i, row in enumerate(rows) if row.kind == "annex"), len(rows))
    return rows[first_article].number != "1" or first_article > annex
