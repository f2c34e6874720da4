"""Which lines that open with 第…条 are articles: those that go on with the numbering, or slip by little."""

from tiaoli.model import NOTE
from tiaoli.numerals import label as print_label
from tiaoli.statute.headings import bare_headings, is_bare
from tiaoli.statute.labels import REFERENCE
from tiaoli.statute.state import Number, State, follows, span

#: How many labels ahead are looked at to see which numbering goes on.
_AHEAD = 12
#: A number that doesn't follow is taken for a slip when it is at most so far off, else for a quotation.
_NEAR = 5


def _goes_on(state: State, at: int) -> bool | None:
    """After candidate `at`: True, its own numbering goes on; False, the one before it; None, neither."""
    for number in state.numbers[at + 1 : at + 1 + _AHEAD]:
        if follows(number, state.last):
            return False
        if follows(number, state.numbers[at]):
            return True
    return None


def _alone(state: State, at: int) -> bool:
    """Candidate `at` reads like a reference (第八条规定本市…) but no other line has its number, and the next
    line that has one continues from it: then it is the article."""
    row, number = state.rows[state.candidates[at]], state.numbers[at]
    ahead = state.numbers[at + 1 : at + 1 + _AHEAD]
    if number in ahead:
        return False
    return row.spaced or (row.rest.startswith("规定") and bool(ahead) and ahead[0] == (number[0] + 1,))


def _accept_article(state: State, at: int) -> bool:
    row, number, last = state.rows[state.candidates[at]], state.numbers[at], state.last
    reference = bool(REFERENCE.match(row.rest)) and not row.rest.startswith("【")
    if follows(number, last):
        return not reference or _alone(state, at)
    if any(char in row.label for char in "－—–―-"):
        return False
    if last is None:  # a part of a longer text: begins with the 989th
        return not reference and (
            row.spaced or (at + 1 < len(state.numbers) and follows(state.numbers[at + 1], number))
        )
    if reference:
        return False
    if number == last:
        return True
    goes_on = _goes_on(state, at)
    if number > last:
        near = number[0] <= last[0] + _NEAR
        return near if goes_on is False else bool(goes_on) or (row.spaced and near)
    if not row.spaced:
        return False
    if number == (1,):  # numbering begins again: a second text in the same file
        return (2,) in state.numbers[at + 1 : at + 3] and goes_on is not False
    if number not in state.seen:
        return number[0] >= last[0] - _NEAR
    following = state.numbers[at + 1] if at + 1 < len(state.numbers) else None
    return following is not None and following == (last[0] + 2,)


def decide(state: State, index: int) -> None:
    """Accept the candidate at rows[index] as an article, or make plain text of it; report gaps and doubles."""
    at = state.next
    state.next += 1
    row, number = state.rows[index], state.numbers[at]
    if not _accept_article(state, at):
        if not REFERENCE.match(row.rest):
            state.report(
                row.line,
                "label-in-text",
                f"第{row.line}行以“{row.label}”开头，但与前后条号接不上，按正文处理；如果它是一条，请核对条号。",
                NOTE,
            )
        row.demote()
        return
    if index and is_bare(state.rows[index - 1]):
        bare_headings(state, index)
    if any(char in row.label for char in "－—–―-笫"):
        state.report(
            row.line,
            "label-odd",
            f"“{row.label}”的写法不规范，按“{print_label(row.number, '条')}”处理；请核对原文后改正。",
            NOTE,
            row.label,
        )
    if number in state.seen:
        state.report(
            row.line,
            "number-double",
            f"“{row.label}”出现了两次（前一次在第{state.seen[number]}行），两处都已保留；请核对条号。",
            found=row.label,
        )
    elif not follows(number, state.last):
        _article_gap(state, index, number)
    state.seen.setdefault(number, row.line)
    if state.last is None or number > state.last or number == (1,):
        state.last = number
    state.last_index = index


def _article_gap(state: State, index: int, number: Number) -> None:
    row = state.rows[index]
    start = 1 if state.last is None else state.last[0] + 1
    stop = number[0] - 1
    if state.last is not None and number < state.last:
        message = f"“{row.label}”排在{print_label(str(state.last[0]), '条')}之后，次序不对，已照原样保留；请核对条号。"
        state.report(row.line, "number-order", message, found=row.label)
        return
    if state.last is None:
        state.report(
            row.line,
            "number-gap",
            f"正文从{row.label}开始，前面没有{span(start, stop, '条')}；如果是节选，不必理会，否则请核对原文。",
            NOTE,
            found=row.label,
        )
        return
    missing = span(start, stop, "条") if start <= stop else f"{row.label}之前的条号"  # 第十二条之三 after 第十二条
    message = f"条号不连续：缺{missing}，已照原样保留；请核对原文是否漏了条文或条号有误。"
    hint = _inside(state, start, index) if start <= stop else 0
    if hint:
        message += f"第{hint}行里有“{print_label(str(start), '条')}”字样，可能是条文没有另起一行。"
    state.report(row.line, "number-gap", message, found=row.label)


def _inside(state: State, number: int, index: int) -> int:
    """Line, after the last article, that holds the missing article's label inside."""
    wanted = print_label(str(number), "条")
    return next((r.line for r in state.rows[state.last_index : index] if wanted in r.text), 0)
