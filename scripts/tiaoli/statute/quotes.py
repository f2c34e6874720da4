"""Quotations of several paragraphs, as amending laws have them."""

from tiaoli.statute.rows import Row

#: A quotation that isn't closed within so many lines is a missing mark, not a quotation.
_REACH = 120


def mark(rows: list[Row]) -> list[Row]:
    """Make plain text of every row that lies inside a quotation opened in an earlier row; returns the unclosed ones.

    A quotation of several lines opens after a colon (修改为：“第三条 …) and each further paragraph may open with “
    again; only the last one closes. A row with an opening mark that never closes is left alone and returned.
    """
    unclosed = []
    index, outer = 0, None
    while index < len(rows):
        if rows[index].kind in ("article", "han-comma"):
            outer = rows[index]
        text = rows[index].text
        if "“" not in text or text.count("“") <= text.count("”"):
            index += 1
            continue
        stop = _close(rows, index) if _introduces(text) else None
        if stop is None:
            unclosed.append(rows[index])
            index += 1
            continue
        if outer is not None and (overrun := _overrun(rows, index, stop, outer)):
            unclosed.append(rows[index])
            stop = overrun - 1
        for row in rows[index + 1 : stop + 1]:
            if row.kind != "text" or row.level:
                row.demote()
        index = stop + 1
    return unclosed


def inside(rows: list[Row]) -> frozenset[int]:
    """Indexes of the rows that belong to a quotation of several rows, the first one included."""
    found: set[int] = set()
    index = 0
    while index < len(rows):
        text = rows[index].text
        stop = None
        if "“" in text and text.count("“") > text.count("”") and _introduces(text):
            stop = _close(rows, index)
        found |= set(range(index, stop + 1)) if stop is not None else set()
        index = index + 1 if stop is None else stop + 1
    return frozenset(found)


def _overrun(rows: list[Row], start: int, stop: int, outer: Row) -> int | None:
    """Index, inside the quotation, of the label that follows `outer`: its closing mark is missing.

    A quoted text can have that number too; then the number comes a second time behind the quotation.
    """
    wanted = (outer.kind, str(int(outer.number.partition("-")[0]) + 1))
    inside = next((i for i in range(start + 1, stop + 1) if (rows[i].kind, rows[i].number) == wanted), None)
    if inside is None or any((row.kind, row.number) == wanted for row in rows[stop + 1 : stop + _REACH]):
        return None
    return inside


def _introduces(text: str) -> bool:
    """The opening mark without a partner stands behind a colon or at the line's start."""
    depth, at = 0, -1
    for position in range(len(text) - 1, -1, -1):
        if text[position] == "”":
            depth += 1
        elif text[position] == "“":
            if not depth:
                at = position
                break
            depth -= 1
    return at == 0 or (at > 0 and text[:at].rstrip()[-1:] in "：:")


def _close(rows: list[Row], start: int) -> int | None:
    """Index of the row in which the quotation opened in row `start` is closed."""
    depth = rows[start].text.count("“") - rows[start].text.count("”")
    for index in range(start + 1, min(start + _REACH, len(rows))):
        text = rows[index].text
        opens = text.count("“") - text.startswith("“")
        depth += opens - text.count("”")
        if depth <= 0:
            return index
    return None
