"""Title and 题注: what stands before the body."""

import re

from tiaoli.model import NOTE, WARNING, Problem
from tiaoli.statute import cover
from tiaoli.statute.rows import HEAD_END, Row, is_heading

#: The mark of a head's end is looked for among this many rows.
_REACH = 80
_GENRE = re.compile(
    r"(?:法|条例|规定|办法|细则|规则|决定|决议|解释|意见|通知|批复|规程|准则|章程|制度|方案|公告|大纲|"
    r"纲要|编|[）)])$"
)
# "2022年1月24日 …会议通过", "（2022年1月24日…", "法释〔2024〕5号", "国务院令第711号"
_NOTE_START = re.compile(
    r"[（(]?\s*(?:根据)?\s*(?:[12]\d{3}\s*年|[一二]\s*[九○〇零]\s*[○〇零一二三四五六七八九]\s*"
    r"[○〇零一二三四五六七八九]\s*年)"
)
_NOTE_WORD = re.compile(r"通过|公布|发布|批准|施行|修订|修正|实施|令第|[〔\[［]\d{4}[〕\]］]|第\s*\d+\s*号")
_MAX_TITLE_LINES = 4
_BRACKET_ROWS = 20


def is_note(text: str) -> bool:
    """A line about who passed and published the text, and when.

    >>> is_note("（2000年1月1日示例会议通过）"), is_note("2000年1月1日 示例机关发布"), is_note("为了示例，制定本规定。")
    (True, True, False)
    """
    if text[-1] in "。：:；;" or len(text) > 400:
        return False
    return bool(_NOTE_START.match(text) or (text[0] in "（(" and text[-1] in "）)") or _NOTE_WORD.search(text))


def split(rows: list[Row], path: str = "") -> tuple[str, list[Row], list[Row], list[Problem]]:
    """(title, rows of the 题注, rows of the body, problems).

    A mark (`<!-- INFO END -->`, `<!-- 题注止 -->`) divides 题注 and body where there is one; else the 题注 ends
    before the first line that doesn't speak of passing or publishing. The lines of a notice that a text is sent out
    with are 题注 too; the title is that of the text.
    """
    end = next((i for i, row in enumerate(rows[:_REACH]) if row.kind == HEAD_END), None)
    body_rows = [row for row in rows if row.kind != HEAD_END]
    if end is None and (found := cover.carried(body_rows)):
        return _sent_out(body_rows, *found, path)
    title, start = _title(body_rows, len(body_rows) if end is None else end)
    stop = _note_end(body_rows, start) if end is None else max(end, start)
    problems = []
    if not title and body_rows:
        problems.append(
            Problem(
                path, body_rows[0].line, "title-missing", "没有找到法规的标题；请在文件开头加一行“# 标题”。", WARNING
            )
        )
    return title, body_rows[start:stop], body_rows[stop:], problems


def _sent_out(
    rows: list[Row], title: str, notice: int, start: int, path: str
) -> tuple[str, list[Row], list[Row], list[Problem]]:
    """The parts of a text whose first rows are the notice that it is sent out with."""
    stop = _note_end(rows, start)
    where = f"第{rows[0].line}至{rows[notice - 1].line}行"
    message = f"{where}是印发它的通知（或令），已放进题注，标题取“{title}”；不需要通知时，删去题注里的这几行。"
    problem = Problem(path, rows[0].line, "notice-kept", message, NOTE)
    return title, [*rows[:notice], *rows[start:stop]], rows[stop:], [problem]


def _title(rows: list[Row], stop: int) -> tuple[str, int]:
    """The title and how many rows it takes."""
    if not rows:
        return "", 0
    first = rows[0]
    if first.level == 1 and not (is_heading(first) and first.kind == "part" and first.spaced):
        return _two_lines(first.text, rows[1:2])
    if first.level or first.kind != "text":
        return "", 0
    title, count = first.text, 1
    while count < min(_MAX_TITLE_LINES, stop, len(rows)) and not _GENRE.search(title):
        row = rows[count]
        if row.kind != "text" or row.level or is_note(row.text) or len(row.text) > 60:
            break
        if not (row.text.startswith("关于") or _GENRE.search(row.text)):
            break
        title, count = title + row.text, count + 1
    return title, count


def _two_lines(title: str, following: list[Row]) -> tuple[str, int]:
    """A title over two lines of `#`: # 示例县人民政府关于 / # 办理借阅事项的规定. A 编 is no second line of it."""
    for row in following:
        if row.level == 1 and row.kind == "text" and not _GENRE.search(title) and _GENRE.search(row.text):
            return title + row.text, 2
    return title, 1


def _note_end(rows: list[Row], start: int) -> int:
    """Index after the last row of the 题注. A bracket may span rows, but no label, and is left open in many files."""
    depth, opened = 0, start
    for index in range(start, len(rows)):
        row = rows[index]
        if row.level or row.kind != "text" or index - opened > _BRACKET_ROWS:
            return index if not depth else opened + is_note(rows[opened].text)
        balance = sum(row.text.count(char) for char in "（(") - sum(row.text.count(char) for char in "）)")
        if depth:
            depth = max(0, depth + balance)
            opened = opened if depth else index
        elif row.text[0] in "（(" and balance > 0 and not row.text.endswith("。"):
            depth, opened = balance, index
        elif not is_note(row.text):
            return index
        else:
            opened = index
    return len(rows) if not depth else opened + is_note(rows[opened].text)
