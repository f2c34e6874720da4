"""Articles and items that stand in the line of the one before: split where that is certain."""

import re
from functools import lru_cache

from tiaoli.model import NOTE, Problem
from tiaoli.numerals import label as print_label
from tiaoli.numerals import to_chinese
from tiaoli.statute import quotes
from tiaoli.statute.labels import BLANK, HEADINGS, REFERENCE, classify, is_heading_like
from tiaoli.statute.rows import Row

_MAX = 9999
_RUNNING = frozenset(("article", "text", "han-paren"))
_LABEL_ROOM = 60
_SENTENCE_ENDS, _ITEM_ENDS = "。；！？”）", "；;。"
#: A list that stands in its paragraph: …应当：（一）甲；（二）乙。 Not 第（一）项, nor （一）项.
_INLINE = re.compile(r"(?<!第)[（(]([一二三四五六七八九十]{1,3})[）)](?![项款目条至、和或])")
_LISTS = frozenset(("article", "text", "han-comma"))
#: 第二章 分则第一节 一般规定 before 第三条, in a text that is all one line.
_HEADING = re.compile(r"第[一二三四五六七八九十百]{1,4}[编章节][^。；，：:;第]{1,30}")
_HEADINGS_BEFORE = re.compile(f"(?:{_HEADING.pattern})+$")
#: What stands before them: 示例办法（2020年1月1日示例会议通过）目录.
_TOP = re.compile(
    r"([^，。；：]{2,60}?[法例定则程准章度案见])\s*([（(][^（）()]*[12]\d{3}\s*年.*?[）)]|[12]\d{3}\s*年.{4,200}?)?\s*(目\s*[录次])?\s*$"
)
#: A text all in one line is longer than this.
_ONE_LINE, _TOP_ROWS = 60, 20
#: What follows a reference even behind a blank; 等级评定 and 规定的期限 may begin an article.
_POINTED = re.compile(
    r"第[一二三四五六七八九十百千零\d]+[款项条目]|[，。；;,、）)》”]|[一二三四五六七八九十]?款|和|与|及|或者?第|至第"
)
#: 本条例自2021年1月1日起施行: the last article, whatever stands or doesn't stand before it.
_LAST = re.compile(
    r"本(?:法|条例|办法|规定|细则|规则|决定|解释|规程|章程|准则|制度)自[^，；：]{2,30}起(?:施行|实施|执行)。"
)
#: So many articles one after the other in a line are no references.
_SURE = 3
#: Where all labels of a run-on line have a blank before them, a blank behind a sentence was the end of a paragraph.
_PARAGRAPH_END = re.compile(rf"(?:(?<=。)|(?<=。[”）]))[{BLANK}]+(?![{BLANK}（(])")
_print = lru_cache(maxsize=2048)(print_label)


def unroll(rows: list[Row]) -> list[Row]:
    """The rows, title, 题注 and headings that stand before 第一条 in one line with it on rows of their own.

    Only where 第二条 comes behind the end of a sentence in that line and no line of its own is 第一条.
    """
    if any(row.kind == "article" and row.number == "1" for row in rows[:_TOP_ROWS]):
        return rows
    for index, row in enumerate(rows[:_TOP_ROWS]):
        at = row.text.find("第一条", 1) if len(row.text) > _ONE_LINE and not row.level else -1
        if at > 0 and _article_cuts(row.text[at:], 1, set(), 0):
            headings = _HEADINGS_BEFORE.search(row.text[:at])
            start = headings.start() if headings else at
            top = _TOP.match(row.text[:start])
            parts = [part for part in top.groups() if part] if top else [row.text[:start]]
            parts += _HEADING.findall(headings[0]) if headings else []
            pieces = [part.strip(BLANK) for part in [*parts, row.text[at:]] if part.strip(BLANK)]
            return [*rows[:index], *(Row(row.line, piece) for piece in pieces), *rows[index + 1 :]]
    return rows


def split(rows: list[Row], path: str = "") -> tuple[list[Row], list[Problem]]:
    """The rows with run-on articles and items on rows of their own, and a note for each line that was split.

    "…制定本规则。 第二条 凡…": an article is split off when no line begins with its number, it is the next one, a
    sentence (or a chapter's heading, which is split off with it) ends before it, no reference (第二条规定…) follows, and
    either white space stands behind the label or a later number begins a line, so that this one is missing.
    "（三）…；（四）…" before a line （五）: an item is split off when the row after it leaves its number out.
    "应当：（一）…；（二）…。": a list inside its paragraph is split off when a colon stands before it and a semicolon or
    full stop before each further item; else it stays and a problem says so. Quotations are left alone.
    """
    numbers = {int(row.number) for row in rows if row.kind == "article" and row.number.isdigit()}
    top = max(numbers, default=0)
    quoted = {id(rows[at]) for at in quotes.inside(rows)}
    out: list[Row] = []
    problems: list[Problem] = []
    current = 0
    waiting, made = list(reversed(rows)), []
    while waiting:
        row = waiting.pop()
        after = waiting[-1] if waiting else None
        if row.kind == "article" and row.number.isdigit():
            current = int(row.number)
        pieces = [row, *_cut(row, _places(row, after, current, numbers, top))]
        if len(pieces) == 1 and id(row) not in quoted:
            pieces = _listed(row, problems, path)
        out.append(row)
        waiting += reversed(pieces[1:])  # which may hold more
        made += pieces if len(pieces) > 1 and not made else pieces[1:]
        if made and (not waiting or waiting[-1].line != row.line):
            problems.append(_report(made, path))
            made = []
    return out, problems


def _places(row: Row, after: Row | None, current: int, numbers: set[int], top: int) -> list[int]:
    """Where the row is to be cut."""
    if row.kind in HEADINGS and current + 1 not in numbers:
        place = _below_heading(row.rest, current + 1)
        return [place] if place else []
    if row.kind == "han-paren" and (
        after is None or (after.kind == "han-paren" and int(after.number) > int(row.number) + 1)
    ):
        cuts = _item_cuts(row.rest, int(row.number))
        if cuts:
            return cuts
    if current and current + 1 not in numbers and row.kind in _RUNNING and row.level >= 0:
        return _article_cuts(row.rest, current, numbers, top)
    return []


def _report(pieces: list[Row], path: str) -> Problem:
    """The note on a line that was split into these."""
    named = [part.label for part in pieces[1:] if part.label]
    labels = "、".join(named[:3]) + ("等" if len(named) > 3 else "")
    message = f"第{pieces[0].line}行里连着排了{labels}，已分开；请核对。"
    if sum(part.kind == "article" for part in pieces) >= _SURE and all(part.label for part in pieces):
        message += "各条之内看不出怎样分款，有几款的请另起行。"
    return Problem(path, pieces[0].line, "run-on", message, NOTE)


def _below_heading(text: str, number: int) -> int:
    """Where article `number` begins in the line of a heading, behind the heading's words; 0: nowhere."""
    label = _print(str(number), "条")
    at = text.find(label)
    shape = classify(text[at : at + len(label) + _LABEL_ROOM]) if at > 0 else None
    certain = shape and shape.kind == "article" and not REFERENCE.match(shape.rest)
    return at if certain and is_heading_like(text[:at].strip(BLANK)) and "。" in text[at:] else 0


def _listed(row: Row, problems: list[Problem], path: str) -> list[Row]:
    """The row, and rows for the items of a list inside it."""
    if row.kind not in _LISTS or "一）" not in row.rest and "一)" not in row.rest:
        return [row]
    places, wanted = [], 1
    for match in _INLINE.finditer(row.rest):
        if match[1] == to_chinese(wanted) and match.start():
            places.append(match.start())
            wanted += 1
    if len(places) < 2 or row.rest.count("“", 0, places[0]) != row.rest.count("”", 0, places[0]):
        return [row]
    ends = [row.rest[:place].rstrip(BLANK)[-1:] for place in places]
    if ends[0] in "：:" and all(end in _ITEM_ENDS for end in ends[1:]):
        return [row, *_cut(row, places)]
    message = f"第{row.line}行里有“（一）……（二）……”的列举，没有分开，按一段保留；如果是分项，请每项另起一行。"
    problems.append(Problem(path, row.line, "items-inline", message, NOTE))
    return [row]


def _article_cuts(text: str, current: int, numbers: set[int], top: int) -> list[int]:
    """Where the articles after `current`, and headings right before them, begin inside `text`."""
    places = _chain(text, current, numbers, _MAX)
    if len(places) < _SURE:  # one or two could be references that begin a sentence
        places = _chain(text, current, numbers, top)
    cuts: list[int] = []
    for at in places:
        if headings := _HEADINGS_BEFORE.search(text[max(0, at - _LABEL_ROOM) : at]):
            cuts += [at - len(headings[0]) + part.start() for part in _HEADING.finditer(headings[0])]
        cuts.append(at)
    return cuts


def _chain(text: str, current: int, numbers: set[int], top: int) -> list[int]:
    """Where the labels that go on from `current` stand in `text`, each where an article can begin."""
    places: list[int] = []
    number, at = current + 1, 0
    while number <= _MAX and number not in numbers:
        label = _print(str(number), "条")
        at = text.find(label, at)
        while at > 0 and not _certain_article(text, at, len(label), number < top):
            at = text.find(label, at + 1)
        if at <= 0:
            break
        places.append(at)
        number, at = number + 1, at + len(label)
    return places


def _certain_article(text: str, at: int, length: int, missing: bool) -> bool:
    before = text[max(0, at - _LABEL_ROOM) : at].rstrip(BLANK)
    heading = _HEADINGS_BEFORE.search(before)
    if heading:
        before = before[: heading.start()].rstrip(BLANK)
    if before[-1:] not in _SENTENCE_ENDS:
        return False
    shape = classify(text[at : at + length + _LABEL_ROOM])
    return bool(
        shape
        and shape.kind == "article"
        and "-" not in shape.number
        and (shape.spaced or missing or _LAST.match(shape.rest))
        and not (_POINTED if shape.spaced else REFERENCE).match(shape.rest)
    )


def _item_cuts(text: str, current: int) -> list[int]:
    """Where the items after （current） begin inside `text`."""
    cuts: list[int] = []
    number, at = current + 1, 0
    while number <= _MAX:
        label = f"（{to_chinese(number)}）"
        at = next((place for mark in (label, f"({label[1:-1]})") if (place := text.find(mark, at)) > 0), 0)
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
    if not cuts:
        return []
    rest = row.rest
    if all(rest[cut - 1] in BLANK for cut in cuts):
        cuts = sorted({*cuts, *(match.end() for match in _PARAGRAPH_END.finditer(rest) if match.end() < len(rest))})
    pieces = [rest[start:stop].strip(BLANK) for start, stop in zip(cuts, [*cuts[1:], len(rest)], strict=True)]
    row.rest = rest[: cuts[0]].rstrip(BLANK)
    row.text = row.text[: len(row.text) - len(rest)] + row.rest
    return [Row(row.line, piece) for piece in pieces if piece]
