"""Which lines that look like 编 章 节 条 附件 are: decided by the order of their numbers.

Reads the rows' first guesses and corrects them in place. A number is never made up: a line that isn't accepted
becomes plain text, a gap or a double stays and is reported.
"""

from tiaoli.model import NOTE, WARNING, Problem
from tiaoli.numerals import label as print_label
from tiaoli.statute import quotes
from tiaoli.statute.labels import HEADINGS, REFERENCE, is_heading_like, tidy_heading
from tiaoli.statute.rows import Row, is_heading

#: How many labels ahead are looked at to see which numbering goes on.
_AHEAD = 12
#: A number that doesn't follow is taken for a slip when it is at most so far off, else for a quotation.
_NEAR = 5
#: A heading out of its order is one when an article that continues the numbering is among so many next labels.
_NEXT = 3
_TERMS = {"part": "编", "subpart": "分编", "chapter": "章", "section": "节", "article": "条"}
_MAX_HEADING = 60
_MAX_STRAY = 24
#: Headings that most statutes have: alone before an article they are nothing else, whatever stands above.
_NAMES = frozenset(("总则", "附则", "法律责任", "罚则", "一般规定", "监督管理", "监督检查"))

Number = tuple[int, ...]


def value(number: str) -> Number:
    """ "12-1" -> (12, 1)."""
    return tuple(map(int, number.split("-")))


def follows(number: Number, last: Number | None) -> bool:
    """`number` is the next after `last`: 13 or 12-1 after 12; 12-2 or 13 after 12-1."""
    if last is None:
        return number == (1,)
    return number == (last[0] + 1,) or number == (*last[:-1], last[-1] + 1) or number == (*last, 1)


def _range(start: int, stop: int, term: str) -> str:
    """第三条, 第三条至第五条."""
    return print_label(str(start), term) + (f"至{print_label(str(stop), term)}" if stop > start else "")


class Decision:
    """State of one pass over the rows of a body."""

    def __init__(self, rows: list[Row], path: str, by_items: bool = False) -> None:
        self.rows, self.path, self.by_items = rows, path, by_items
        self.problems: list[Problem] = []
        self.candidates = [i for i, row in enumerate(rows) if row.kind == "article"]
        self.numbers = [value(rows[i].number) for i in self.candidates]
        self.next = 0  # index into candidates of the first one not behind us
        self.last: Number | None = None  # of the article before
        self.last_index = 0  # of the article before
        self.seen: dict[Number, int] = {}  # article number -> line
        self.headings: dict[str, Number | None] = dict.fromkeys(HEADINGS)  # number of the last one
        self.places: dict[str, dict[Number, int]] = {kind: {} for kind in HEADINGS}  # number -> line, in its scope
        self.fresh: set[str] = set()  # kinds that may begin again with 第一
        self.strays: list[Row] = []  # bare headings since the last heading

    def report(self, line: int, code: str, message: str, severity: str = WARNING, found: str | None = None) -> None:
        self.problems.append(Problem(self.path, line, code, message, severity, found=found))

    # 条

    def _goes_on(self, at: int) -> bool | None:
        """After candidate `at`: True, its own numbering goes on; False, the one before it; None, neither."""
        for number in self.numbers[at + 1 : at + 1 + _AHEAD]:
            if follows(number, self.last):
                return False
            if follows(number, self.numbers[at]):
                return True
        return None

    def _alone(self, at: int) -> bool:
        """Candidate `at` reads like a reference (第八条规定本市…) but no other line has its number, and the next
        line that has one continues from it: then it is the article."""
        row, number = self.rows[self.candidates[at]], self.numbers[at]
        ahead = self.numbers[at + 1 : at + 1 + _AHEAD]
        if number in ahead:
            return False
        return row.spaced or (row.rest.startswith("规定") and bool(ahead) and ahead[0] == (number[0] + 1,))

    def _accept_article(self, at: int) -> bool:
        row, number, last = self.rows[self.candidates[at]], self.numbers[at], self.last
        reference = bool(REFERENCE.match(row.rest)) and not row.rest.startswith("【")
        if follows(number, last):
            return not reference or self._alone(at)
        if any(char in row.label for char in "－—–―-"):
            return False
        if last is None:  # a part of a longer text: begins with the 989th
            return not reference and (
                row.spaced or (at + 1 < len(self.numbers) and follows(self.numbers[at + 1], number))
            )
        if reference:
            return False
        if number == last:
            return True
        goes_on = self._goes_on(at)
        if number > last:
            near = number[0] <= last[0] + _NEAR
            return near if goes_on is False else bool(goes_on) or (row.spaced and near)
        if not row.spaced:
            return False
        if number == (1,):  # numbering begins again: a second text in the same file
            return (2,) in self.numbers[at + 1 : at + 3] and goes_on is not False
        if number not in self.seen:
            return number[0] >= last[0] - _NEAR
        following = self.numbers[at + 1] if at + 1 < len(self.numbers) else None
        return following is not None and following == (last[0] + 2,)

    def article(self, index: int) -> None:
        at = self.next
        self.next += 1
        row, number = self.rows[index], self.numbers[at]
        if not self._accept_article(at):
            if not REFERENCE.match(row.rest):
                self.report(
                    row.line,
                    "label-in-text",
                    f"第{row.line}行以“{row.label}”开头，但与前后条号接不上，按正文处理；如果它是一条，请核对条号。",
                    NOTE,
                )
            row.demote()
            return
        if index and self._is_bare(self.rows[index - 1]):
            self.bare_headings(index)
        if any(char in row.label for char in "－—–―-笫"):
            self.report(
                row.line,
                "label-odd",
                f"“{row.label}”的写法不规范，按“{print_label(row.number, '条')}”处理；请核对原文后改正。",
                NOTE,
                row.label,
            )
        if number in self.seen:
            self.report(
                row.line,
                "number-double",
                f"“{row.label}”出现了两次（前一次在第{self.seen[number]}行），两处都已保留；请核对条号。",
                found=row.label,
            )
        elif not follows(number, self.last):
            self._article_gap(index, number)
        self.seen.setdefault(number, row.line)
        if self.last is None or number > self.last or number == (1,):
            self.last = number
        self.last_index = index

    def _article_gap(self, index: int, number: Number) -> None:
        row = self.rows[index]
        start = 1 if self.last is None else self.last[0] + 1
        stop = number[0] - 1
        if self.last is not None and number < self.last:
            message = (
                f"“{row.label}”排在{print_label(str(self.last[0]), '条')}之后，次序不对，已照原样保留；请核对条号。"
            )
            self.report(row.line, "number-order", message, found=row.label)
            return
        if self.last is None:
            self.report(
                row.line,
                "number-gap",
                f"正文从{row.label}开始，前面没有{_range(start, stop, '条')}；如果是节选，不必理会，否则请核对原文。",
                NOTE,
                found=row.label,
            )
            return
        missing = (
            _range(start, stop, "条") if start <= stop else f"{row.label}之前的条号"
        )  # 第十二条之三 after 第十二条
        message = f"条号不连续：缺{missing}，已照原样保留；请核对原文是否漏了条文或条号有误。"
        hint = self._inside(start, index) if start <= stop else 0
        if hint:
            message += f"第{hint}行里有“{print_label(str(start), '条')}”字样，可能是条文没有另起一行。"
        self.report(row.line, "number-gap", message, found=row.label)

    def _inside(self, number: int, index: int) -> int:
        """Line, after the last article, that holds the missing article's label inside."""
        wanted = print_label(str(number), "条")
        return next((r.line for r in self.rows[self.last_index : index] if wanted in r.text), 0)

    def _next_follows(self) -> bool | None:
        """The next article label continues the numbering; None when there is none."""
        return follows(self.numbers[self.next], self.last) if self.next < len(self.numbers) else None

    # 编 分编 章 节

    def heading(self, index: int) -> None:
        row = self.rows[index]
        row.rest = row.rest.strip()
        number = value(row.number)
        if number == (1,) and row.kind in self.fresh:
            self.headings[row.kind], self.places[row.kind] = None, {}
        last, places = self.headings[row.kind], self.places[row.kind]
        if not self._accept_heading(index, number, last):
            if not REFERENCE.match(row.rest):
                self.report(
                    row.line,
                    "label-in-text",
                    f"第{row.line}行以“{row.label}”开头，但与前后的编号接不上，按正文处理；如果它是标题，请核对编号。",
                    NOTE,
                )
            row.demote()
            return
        self._join_heading(index)
        row.rest = tidy_heading(row.rest)
        if number in places:
            self.report(
                row.line,
                "number-double",
                f"“{row.label}”出现了两次（前一次在第{places[number]}行），两处都已保留；请核对编号。",
                found=row.label,
            )
        elif not follows(number, last):
            self._heading_gap(row, number, last)
        self.headings[row.kind] = number
        places.setdefault(number, row.line)
        self.fresh.discard(row.kind)
        for lower in HEADINGS[HEADINGS.index(row.kind) + 1 :]:
            if lower == "chapter":  # numbered through or anew in each part
                self.fresh.add(lower)
            else:
                self.headings[lower], self.places[lower] = None, {}
        self.strays = []

    def _heading_gap(self, row: Row, number: Number, last: Number | None) -> None:
        term, start = _TERMS[row.kind], last[0] + 1 if last else 1
        if number[0] <= start:
            self.report(row.line, "number-order", f"“{row.label}”次序不对，已照原样保留；请核对编号。", found=row.label)
            return
        message = (
            f"{term}的编号不连续：“{row.label}”之前缺{_range(start, number[0] - 1, term)}，已照原样保留；请核对原文。"
        )
        if self.strays:
            message += "可能就是" + "、".join(f"第{r.line}行“{r.text}”" for r in self.strays) + "。"
        self.report(row.line, f"{row.kind}-gap", message, found=row.label)

    def _accept_heading(self, index: int, number: Number, last: Number | None) -> bool:
        row = self.rows[index]
        if not row.spaced and REFERENCE.match(row.rest):
            return False
        if not row.level and (
            len(row.rest) > _MAX_HEADING or row.rest[-1:] in ("。", "；", "，", "：", ":") or "。" in row.rest
        ):
            return False
        if number == (1,) or follows(number, last):
            return True
        if self.by_items:
            return False
        coming = self.numbers[self.next : self.next + _NEXT]
        if not coming:
            return bool(row.level) or not self.candidates
        if any(follows(article, self.last) for article in coming):
            return True
        if not row.level or self.last is None:
            return False
        return abs(coming[0][0] - self.last[0]) <= _NEAR or 0 < number[0] - (last[0] if last else 0) <= _NEXT

    def _join_heading(self, index: int) -> None:
        """第五章 on its line and 法律责任 on the next; or a heading broken behind 的, 、, 和."""
        row = self.rows[index]
        if index + 2 > len(self.rows) - 1:
            return
        below, after = self.rows[index + 1], self.rows[index + 2]
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

    def bare_headings(self, index: int) -> None:
        """法律责任 alone on a line between a sentence's end and article `index`: a heading that lost its number.

        In 248 statutes every such line was one. It belongs to no article, and no number is made up for it. Two such
        lines may stand together, a chapter's and a section's.
        """
        start = index - 1
        if self.last is None or not self._ends_above(start):
            if self.last is not None and start and self._is_bare(self.rows[start - 1]) and self._ends_above(start - 1):
                start -= 1
            elif tidy_heading(self.rows[start].text) not in _NAMES:
                return
        for row in self.rows[start:index]:
            row.kind = "stray"
            self.strays.append(row)
            self.report(
                row.line,
                "heading-bare",
                f"第{row.line}行“{row.text}”像是丢了编号的标题，没有编入任何一条；"
                f"如果是标题，请写成“## 第几章　{tidy_heading(row.text)}”。",
                found=row.text,
            )

    def _ends_above(self, index: int) -> bool:
        """A sentence, or a heading, ends before row `index`."""
        above = self.rows[index - 1] if index else None
        return above is not None and (is_heading(above) or above.text.endswith(("。", "”", "；", "）")))

    @staticmethod
    def _is_bare(row: Row) -> bool:
        return row.kind == "text" and not row.level and is_heading_like(row.text, _MAX_STRAY)


def decide(rows: list[Row], path: str = "") -> tuple[list[Row], list[Row], list[Problem]]:
    """(rows of the body with their kinds settled, rows of the annexes, problems)."""
    unclosed = quotes.mark(rows)
    numbered = _numbered_by_items(rows)
    if numbered:
        for row in rows:
            if row.kind == "article":
                row.demote()
    decision = Decision(rows, path, numbered)
    _mark_unlabelled(rows, bool(decision.candidates))
    for row in unclosed:
        decision.report(row.line, "quote-open", f"第{row.line}行的左引号没有配对；请核对引文到哪里为止。", NOTE)
    end = len(rows)
    for index, row in enumerate(rows):
        if row.kind == "article":
            decision.article(index)
        elif row.kind in HEADINGS and row.number:
            decision.heading(index)
        elif row.kind in HEADINGS:
            decision.strays = []
        elif row.kind == "annex":
            if _begins_annex(rows, index, decision):
                end = index
                break
            row.demote()
        elif row.kind == "contents":
            row.demote()
    if not any(row.kind == "chapter" for row in rows[:end]):  # every 第…章 turned out to be text
        for row in rows[:end]:
            if row.kind == "section" and row.label.endswith("、"):
                row.kind = "chapter"
    return [row for row in rows[:end] if row.kind != "gone"], rows[end:], decision.problems


def _begins_annex(rows: list[Row], index: int, decision: Decision) -> bool:
    """The annexes begin here: no article that continues the numbering comes after."""
    if decision._next_follows() and decision.last is not None:
        return False
    if decision.last is None and decision.candidates and decision.next < len(decision.candidates):
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


def _mark_unlabelled(rows: list[Row], has_articles: bool) -> None:
    """Headings without 第…章: `## 附则`, `## 一、受案范围`, and 一、一般规定 alone on a line before an article."""
    levels = {
        kind: min((r.level for r in rows if r.kind == kind and r.number and r.level > 0), default=0)
        for kind in ("chapter", "section")
    }
    levels["any"] = min((r.level for r in rows if r.level > 1), default=0)
    if not has_articles:
        for row in rows:
            if row.kind == "text" and row.level > 0 and is_heading_like(row.text, _MAX_HEADING):
                _unnumbered(row, levels)
        return
    chaptered = any(row.kind == "chapter" for row in rows)
    last = 0
    for row, after in zip(rows, [*rows[1:], None], strict=False):
        if row.kind == "han-comma" and (
            row.level > 0
            or (
                after is not None
                and after.kind == "article"
                and int(row.number) == last + 1
                and is_heading_like(row.rest)
            )
        ):
            last = int(row.number)
            row.kind, row.rest = "section" if chaptered else "chapter", tidy_heading(row.rest)
        elif row.kind == "han-paren" and row.level > 0 and is_heading_like(row.rest):
            row.kind = "section"
        elif row.kind == "text" and row.level > 0 and is_heading_like(row.text, _MAX_HEADING):
            _unnumbered(row, levels)


def _unnumbered(row: Row, levels: dict[str, int]) -> None:
    """A heading that has no number: its kind by its level against that of the numbered ones."""
    if row.level == 1:
        row.kind = "part"
    elif levels["chapter"]:
        row.kind = "chapter" if row.level <= levels["chapter"] else "section"
    elif levels["section"]:
        row.kind = "chapter" if row.level < levels["section"] else "section"
    else:
        row.kind = "chapter" if row.level <= levels["any"] else "section"
    row.rest = tidy_heading(row.text)
