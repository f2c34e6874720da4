"""Other people's banks: text, Word and Excel files -> QuizBank.

What can't be read as a question is counted and named, never left out in silence.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from tiaoli.model import Question, QuizBank, Source
from tiaoli.quiz.foreign import table, text
from tiaoli.quiz.foreign.table import Row


def from_sheets(sheets: Iterable[list[Row]], path: str) -> QuizBank:
    """The bank in the worksheets of a workbook, each as rows (row number, cells)."""
    return merged([table.read(rows, path) for rows in sheets], path, by_line=False)


def from_source(source: Source) -> QuizBank:
    """The bank in a text or Word file that a reader has read: running text, tables or both."""
    path = source.path
    lines, rows = [], []
    for line in source.lines:
        if line.style == "table":
            if not _RULE.match(line.text):
                rows.append((line.number, _cells(line.text)))
        else:
            lines.append((line.number, line.text))
    banks = []
    if rows and any(table.is_header(cells) for _, cells in rows):
        banks.append(table.read(rows, path))
    elif rows:
        lines = [
            (line.number, " ".join(_cells(line.text)) if line.style == "table" else line.text) for line in source.lines
        ]
    banks.append(text.read(lines, path))
    bank = merged(banks, path)
    return replace(bank, problems=(*source.problems, *bank.problems))


#: | --- | --- |, the second row of a pipe table.
_RULE = re.compile(r"^[|\s:-]+$")


def parse(words: str, path: str = "") -> QuizBank:
    """The bank in a text."""
    return text.read(list(enumerate(words.replace("\r\n", "\n").split("\n"), 1)), path)


def merged(banks: list[QuizBank], path: str, *, by_line: bool = True) -> QuizBank:
    """Several tables or parts of one file as one bank, in the order of lines, or sheet after sheet."""
    questions: dict[str, Question] = {}
    for question in (q for b in banks for q in b.questions):
        name, count = question.id, 1
        while name in questions:
            count += 1
            name = f"{question.id}-{count}"
        questions[name] = replace(question, id=name)
    return QuizBank(
        path,
        questions=tuple(sorted(questions.values(), key=lambda q: q.line) if by_line else questions.values()),
        problems=tuple(p for b in banks for p in b.problems),
        foreign=True,
        found=sum(b.found for b in banks),
    )


def _cells(row: str) -> tuple[str, ...]:
    """Cells of a pipe-table row."""
    inner = row.strip().removeprefix("|").removesuffix("|")
    return tuple(cell.replace("\\|", "|").replace("<br>", "\n").strip() for cell in re.split(r"(?<!\\)\|", inner))
