"""Articles and items that stand in the line of the one before: split where that is certain."""

from functools import lru_cache

from tiaoli.model import NOTE, Problem
from tiaoli.numerals import label as print_label
from tiaoli.numerals import to_chinese
from tiaoli.statute.labels import BLANK, REFERENCE, classify
from tiaoli.statute.rows import Row

_MAX = 9999
_RUNNING = frozenset(("article", "text", "han-paren"))
_LABEL_ROOM = 60
_SENTENCE_ENDS, _ITEM_ENDS = "。；！？”）", "；;。"
_print = lru_cache(maxsize=2048)(print_label)


def split(rows: list[Row], path: str = "") -> tuple[list[Row], list[Problem]]:
    """The rows with run-on articles and items on rows of their own, and a note for each line that was split.

    "…制定本规则。 第二条 凡…": an article is split off when no line begins with its number, it is the next one, a
    sentence ends before it, no reference (第二条规定…) follows, and either white space stands behind the label or a
    later number begins a line, so that this one is missing.
    "（三）…；（四）…" before a line （五）: an item is split off when the row after it leaves its number out.
    """
    numbers = {int(row.number) for row in rows if row.kind == "article" and row.number.isdigit()}
    top = max(numbers, default=0)
    out: list[Row] = []
    problems: list[Problem] = []
    current = 0
    for row, after in zip(rows, [*rows[1:], None], strict=False):
        out.append(row)
        cuts: list[int] = []
        if row.kind == "article" and row.number.isdigit():
            current = int(row.number)
        elif row.kind == "han-paren" and (
            after is None or (after.kind == "han-paren" and int(after.number) > int(row.number) + 1)
        ):
            cuts = _item_cuts(row.rest, int(row.number))
        if not cuts and current and current + 1 not in numbers and row.kind in _RUNNING:
            cuts = _article_cuts(row.rest, current, numbers, top)
            current += len(cuts)
        if cuts:
            parts = _cut(row, cuts)
            out += parts
            labels = "、".join(part.label for part in parts[:3]) + ("等" if len(parts) > 3 else "")
            problems.append(
                Problem(path, row.line, "run-on", f"第{row.line}行里连着排了{labels}，已分开；请核对。", NOTE)
            )
    return out, problems


def _article_cuts(text: str, current: int, numbers: set[int], top: int) -> list[int]:
    """Where the articles after `current` begin inside `text`."""
    cuts: list[int] = []
    number, at = current + 1, 0
    while number <= _MAX and number not in numbers:
        label = _print(str(number), "条")
        at = text.find(label, at)
        while at > 0 and not _certain_article(text, at, len(label), number < top):
            at = text.find(label, at + 1)
        if at <= 0:
            break
        cuts.append(at)
        number, at = number + 1, at + len(label)
    return cuts


def _certain_article(text: str, at: int, length: int, missing: bool) -> bool:
    before = at - 1
    while before and text[before] in BLANK:
        before -= 1
    if text[before] not in _SENTENCE_ENDS:
        return False
    shape = classify(text[at : at + length + _LABEL_ROOM])
    return bool(
        shape
        and shape.kind == "article"
        and "-" not in shape.number
        and (shape.spaced or missing)
        and not REFERENCE.match(shape.rest)
    )


def _item_cuts(text: str, current: int) -> list[int]:
    """Where the items after （current） begin inside `text`."""
    cuts: list[int] = []
    number, at = current + 1, 0
    while number <= _MAX:
        label = f"（{to_chinese(number)}）"
        at = text.find(label, at)
        if at <= 0 or text[max(0, at - _LABEL_ROOM) : at].rstrip(BLANK)[-1:] not in _ITEM_ENDS:
            break
        shape = classify(text[at : at + _LABEL_ROOM])
        if not shape or shape.kind != "han-paren":
            break
        cuts.append(at)
        number, at = number + 1, at + len(label)
    return cuts


def _cut(row: Row, cuts: list[int]) -> list[Row]:
    """Leave to `row` what stands before the first cut; a row for each piece after it."""
    rest = row.rest
    pieces = [rest[start:stop].strip(BLANK) for start, stop in zip(cuts, [*cuts[1:], len(rest)], strict=True)]
    row.rest = rest[: cuts[0]].rstrip(BLANK)
    row.text = row.text[: len(row.text) - len(rest)] + row.rest
    return [Row(row.line, piece) for piece in pieces]
