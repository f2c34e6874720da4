"""Contents lists, which a statute's text doesn't need: found, taken out, reported."""

import re

from tiaoli.model import NOTE, Problem
from tiaoli.statute.labels import PROVISION, is_heading_like, tidy_heading
from tiaoli.statute.rows import Row, is_heading

# "总则……………3", "附则 (12)": a page number behind a contents line
_PAGE = re.compile(r"[\s.．…·•―—-]*[（(]?\s*\d{0,4}\s*[）)]?$")
#: A run of headings with nothing between them is a contents list only when all of it comes again.
_LEAST = 2
#: At most so many lists are taken out of a text.
_LISTS = 3


def _key(row: Row) -> tuple[str, str, str]:
    return row.kind, row.number, "".join(tidy_heading(_PAGE.sub("", row.rest)).split())


def remove(rows: list[Row], path: str = "") -> tuple[list[Row], list[Problem]]:
    """The rows without the contents list, and problems whose `found` holds what was taken out."""
    problems = []
    for _ in range(_LISTS):
        span = _announced(rows) or _leaked(rows)
        if not span:
            break
        start, stop = span
        gone = rows[start:stop]
        rows = rows[:start] + rows[stop:]
        where = f"第{gone[0].line}至{gone[-1].line}行" if len(gone) > 1 else f"第{gone[0].line}行"
        problems.append(
            Problem(
                path,
                gone[0].line,
                "contents-removed",
                f"{where}是目录，已略去，正文不受影响；如果是正文，请改正后重新转换。",
                NOTE,
                found="\n".join(row.text for row in gone),
            )
        )
    return rows, problems


def _announced(rows: list[Row]) -> tuple[int, int] | None:
    """Span of a list that opens with 目录."""
    start = next((i for i, row in enumerate(rows[:200]) if row.kind == "contents"), None)
    if start is None:
        return None
    stop = start + 1
    if rows[start].rest.strip("：: "):
        return (start, stop) if PROVISION.search(rows[start].rest) else None
    first = None
    while stop < len(rows):
        row = rows[stop]
        if row.kind == "article" or not (is_heading(row) or row.kind in ("annex", "han-comma", "text")):
            return None if first is None else (start, start + 1)
        if row.kind == "text" and not is_heading_like(_PAGE.sub("", row.text), 60):
            break
        if first is None and is_heading(row):
            first = _key(row)
            if _several(row):
                return start, stop + 1
        elif first is not None and _key(row) == first:
            listed = {row.kind for row in rows[start + 1 : stop - 1]}
            above = is_heading(rows[stop - 1]) and rows[stop - 1].kind not in listed  # 第一编, of a list without 编
            return start, stop - above
        stop += 1
    return start, start + 1


def _several(row: Row) -> bool:
    """The whole list in one line: 第一章 总则 第二章 示例 第三章 附则."""
    return bool(PROVISION.search(row.rest)) and is_heading(row) and "。" not in row.rest


def _leaked(rows: list[Row]) -> tuple[int, int] | None:
    """Span of a run of headings, before the first article, that comes again later."""
    limit = next((i for i, row in enumerate(rows) if row.kind == "article"), len(rows))
    start = next((i for i, row in enumerate(rows[:limit]) if is_heading(row)), None)
    if start is None:
        return None
    if _several(rows[start]) and any(is_heading(row) and row.number == rows[start].number for row in rows[start + 1 :]):
        return start, start + 1
    stop, first = start + 1, _key(rows[start])
    while stop < limit and is_heading(rows[stop]) and _key(rows[stop]) != first:
        stop += 1
    if stop - start < _LEAST:
        return None
    later = {_key(row) for row in rows[stop:] if is_heading(row)}
    return (start, stop) if all(_key(row) in later for row in rows[start:stop]) else None
