"""A bank as rows of a table -> questions."""

import re
from dataclasses import replace

from tiaoli.model import Option, Problem, Question, QuizBank
from tiaoli.quiz.foreign import marks
from tiaoli.quiz.foreign.answers import filled_in, with_key
from tiaoli.quiz.foreign.text import _checked, _options, _renamed

#: What a column is called -> what it holds.
_COLUMNS = (
    ("number", re.compile(r"^(?:序号|编号|题号|No\.?|#)$", re.IGNORECASE)),
    ("kind", re.compile(r"题型|试题类型|题目类型|^类型$|类别")),
    ("key", re.compile(r"答案|^key$|正确选项")),
    ("explanation", re.compile(r"解析|解释|依据|说明")),
    ("stem", re.compile(r"题干|题目|试题|问题|内容|stem")),
    ("score", re.compile(r"分值|分数")),
    ("options", re.compile(r"^(?:备选)?(?:选项|答案选项)$|^备选答案$")),
)
_LETTER = re.compile(r"^(?:选项|备选项|答案)?\s*[（(]?([A-HＡ-Ｈ])[）)]?(?:选项|项)?$")
#: The name of a column is no longer; a stem with 内容 in it names none.
_LONGEST_NAME = 12
Row = tuple[int, tuple[str, ...]]


def is_header(cells: tuple[str, ...]) -> bool:
    """Whether a row names columns: a stem and a key at least."""
    columns = columns_of(cells)
    return "stem" in columns and ("key" in columns or "A" in columns)


def columns_of(cells: tuple[str, ...]) -> dict[str, int]:
    """What each column holds: stem, key, A, B …"""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        name = re.sub(r"[\s\n]|（.*?）|\(.*?\)|\*", "", cell)
        if len(name) > _LONGEST_NAME:
            continue
        if letter := _LETTER.match(name):
            found.setdefault(chr(ord(letter[1]) - 0xFEE0) if ord(letter[1]) > 0xFF00 else letter[1], at)
            continue
        for kind, pattern in _COLUMNS:
            if pattern.search(name):
                found.setdefault(kind, at)
                break
    return found


def read(rows: list[Row], path: str) -> QuizBank:
    """The questions of a table. `rows`: (line, cells), the header among them."""
    start = next((i for i, (_, cells) in enumerate(rows) if is_header(cells)), None)
    if start is None:
        return QuizBank(path, foreign=True)
    columns = columns_of(rows[start][1])
    questions, problems, found = [], [], 0
    kind = ""
    for number, cells in rows[start + 1 :]:
        if not any(cell.strip() for cell in cells) or {"stem", "key"} <= columns_of(cells).keys():
            continue  # an empty row, or the header once more

        def cell(name: str, cells: tuple[str, ...] = cells) -> str:
            at = columns.get(name)
            return cells[at].strip() if at is not None and at < len(cells) else ""

        kind = cell("kind") or kind
        if not cell("stem"):
            filled = {c.strip() for c in cells if c.strip()}
            if len(filled) == 1:  # a heading over the whole width: 二、多选题
                heading = filled.pop()
                kind = heading if any(word in heading for word in marks.KINDS) else kind
                continue
            found += 1
            problems.append(
                Problem(path, number, "dropped", f"第 {number} 行没有题干（可能是合并的单元格或图片）；请补上文字。")
            )
            continue
        found += 1
        questions.append(_row(cell, kind, found, number, path))
    questions = [_checked(q, path) for q in _renamed(questions)]
    problems += [p for q in questions for p in q.problems]
    return QuizBank(path, questions=tuple(questions), problems=tuple(problems), foreign=True, found=found)


def _row(cell, kind: str, at: int, line: int, path: str) -> Question:
    named = next((value for name, value in marks.KINDS.items() if name in kind), "")
    texts = [text for letter in marks.OPTION_LETTERS if (text := cell(letter))]
    joined = cell("options")
    stem = re.sub(r"^\s*\d{1,3}[.、．]\s*(?!\d)", "", cell("stem"))
    if not texts and joined:
        texts = [joined[a:b].strip(" ;；\n") for _, a, b in _options(joined)]
        texts = texts or [t.strip() for t in re.split(r"[\n|｜；;]", joined) if t.strip()]
    if not texts and (inner := _options(stem)):
        texts = [stem[a:b].strip() for _, a, b in inner]
        stem = stem[: inner[0][0]].strip()
    texts = [re.sub(r"^[A-H]\s*[.、．:：]\s*", "", t) for t in texts]
    labels = tuple(marks.OPTION_LETTERS[: len(texts)])
    question = Question(
        str(at), named, " ".join(stem.split("\n")), options=tuple(Option(t) for t in texts),
        explanation=cell("explanation"), line=line, origin="foreign", labels=labels,
    )  # fmt: skip
    key = cell("key")
    if named == "blank":
        if texts and not key:  # 考试宝: one blank an option column
            key = "；".join(texts)
        question = replace(question, options=(), labels=())
    return with_key(question, key) if key else filled_in(question)
