"""Somebody else's bank -> JSON for programs, or one of ours in YAML for a person to go through.

In the YAML every question of the source stands: those that the text bears out with the provision as evidence, those that it doesn't
settle for two people to review (the audit keeps them out of what is published till then), and those with a fault as comments, with the
fault, so that the bank loads and nothing wrong is published.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tiaoli.claims import Subject, check_text
from tiaoli.model import ERROR, Evidence, Problem, Question, QuizBank, ReadError, Source
from tiaoli.quiz import audit, bank
from tiaoli.quiz.foreign import from_sheets, from_source, table
from tiaoli.quiz.foreign.marks import OPTION_LETTERS
from tiaoli.readers import sheets

SPREADSHEETS = (".xlsx", ".xlsm")
#: What the audit may say of a question that must not stand among the others.
_FAULTY = (audit.WRONG, "ambiguous", audit.STALE)
#: Letters of an id; everything else of a source's name becomes a digest.
_PLAIN = re.compile(r"[a-z][a-z0-9-]{0,30}")


@dataclass(frozen=True, slots=True)
class Found:
    """What the statute says of one question: why it can't stay as it is ("" if it can), and what bears it out."""

    fault: str = ""
    evidence: tuple[Evidence, ...] = ()


Judge = Callable[[Question], Found]


def is_sheet(path: Path) -> bool:
    """Whether a file is a workbook, by its name."""
    return path.suffix.lower() in SPREADSHEETS


def read(path: Path) -> tuple[Source, QuizBank]:
    """A workbook's source and bank. ReadError where it can't be read or holds no table of questions."""
    rows = list(sheets.read(path))
    if not any(table.is_header(cells) for sheet in rows for _, cells in sheet):
        raise ReadError(f"{path.name} 里没有题库的表头（要有“题干”和“答案”两栏），不是题库，暂不支持转换。")
    source = Source(path.name, (), sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    return source, from_sheets(rows, path.name)


def bank_of(source: Source) -> QuizBank:
    """The bank in a text that a reader has read."""
    return from_source(source)


def to_json(found: QuizBank) -> dict[str, Any]:
    """The design's object of a bank. Problems of the file and of what was dropped stand beside the questions."""
    own = {problem for question in found.questions for problem in question.problems}
    return {
        "kind": "quiz",
        "found": found.found,
        "questions": [_question(question) for question in found.questions],
        "problems": [_problem(problem) for problem in found.problems if problem not in own],
    }


def _question(question: Question) -> dict[str, Any]:
    labels = question.labels or tuple(OPTION_LETTERS[: len(question.options)])
    return {
        "id": question.id, "type": question.type, "stem": question.stem,
        "options": [{"label": label, "text": o.text} for label, o in zip(labels, question.options, strict=False)],
        "answer": _answer(question, labels), "explanation": question.explanation, "line": question.line,
        "problems": [_problem(problem) for problem in question.problems],
    }  # fmt: skip


def _answer(question: Question, labels: tuple[str, ...]) -> Any:
    """The key in the shape of the type; null where the source gives none."""
    if question.type in ("single", "multi"):
        return [labels[at] for at in question.keyed] or None
    if question.type == "judge":
        return question.answer
    if question.type == "blank":
        return [list(words) for words in question.answers] or None
    return question.text or None


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "severity": problem.severity, "code": problem.code, "message": problem.message}


def judge_of(text: audit.Text, subject: Subject) -> Judge:
    """Questions held against a statute: the key by the audit, the explanation as any text that is published."""

    def judged(question: Question) -> Found:
        verdict = audit.judge(question, text, foreign=True)
        if verdict.verdict in _FAULTY:
            return Found(verdict.message)
        claims = [p for p in check_text(question.explanation, subject, "", 0).problems if p.severity == ERROR]
        if claims:
            return Found(f"解析与条文不符：{claims[0].message}")
        return Found(evidence=verdict.evidence if verdict.verdict == audit.OK else ())

    return judged


def page(found: QuizBank, source: Source, judge: Judge | None = None) -> tuple[str, dict[str, str]]:
    """The bank as YAML whose `# converted_sha256: ` is still empty, and the fault of each question that is a comment, by id."""
    stem = Path(source.path).stem
    title = bank.unparse(QuizBank("", stem)).removesuffix("questions: []\n")
    faults: dict[str, str] = {}
    body: list[str] = []
    for question in found.questions:
        made, fault = _own(question, _prefix(stem), judge)
        rows = bank.unparse(QuizBank("", questions=(made,))).partition("questions:\n")[2].rstrip("\n").split("\n")
        if fault:
            faults[question.id] = fault
            body += [f"  # 有问题（原文第 {question.line} 行）：{_flat(fault)}。改好后去掉下面各行的“# ”。"]
            body += [f"  # {row.removeprefix('  ')}" for row in rows]
        else:
            body += rows
        body.append("")
    head = [
        f"# 由 tiaoli convert 转换：{counted(found, faults)}。", "# source: " + _quoted(source.path),
        "# source_sha256: " + _quoted(source.sha256), "# converted_sha256: ",
    ]  # fmt: skip
    head += [f"# 没有读入：第 {p.line} 行，{_flat(p.message)}" for p in found.problems if p.code == "dropped"]
    return "\n".join([*head, title + "questions:", *body]).rstrip("\n") + "\n", faults


def counted(found: QuizBank, faults: dict[str, str]) -> str:
    """读入 120 题，3 题有问题，0 题丢弃."""
    return (
        f"读入 {len(found.questions)} 题，{len(faults)} 题有问题，{max(0, found.found - len(found.questions))} 题丢弃"
    )


def _own(question: Question, prefix: str, judge: Judge | None) -> tuple[Question, str]:
    """The question as one of ours, and why it can't stay as it is."""
    key = {"text": "", "answers": ()} if question.type in ("single", "multi", "judge") else {}
    own = replace(
        question, id=f"{prefix}-{question.id}", origin="manual", review=(), evidence=(), labels=(), key="", problems=(), **key
    )  # fmt: skip
    faults = [p.message for p in question.problems if p.severity == ERROR]
    faults += [p.message for p in bank.problems_of(own, "") if p.severity == ERROR]
    if not faults and not _loads(own):
        faults.append("缺少选项或答案")
    if faults:
        return own, faults[0]
    held = judge(own) if judge else Found()
    return replace(own, evidence=held.evidence), held.fault


def _loads(question: Question) -> bool:
    """Whether the question comes back whole from the YAML that it becomes."""
    again = bank.parse(bank.unparse(QuizBank("", questions=(question,))))
    return [replace(q, line=0, problems=()) for q in again.questions] == [replace(question, line=0)]


def _prefix(stem: str) -> str:
    """What begins the ids of a source's questions: its name where that is plain, else a digest of it.

    >>> _prefix("bank-2"), _prefix("题库") == _prefix("题库")
    ('bank-2', True)
    """
    plain = stem.lower()
    return plain if _PLAIN.fullmatch(plain) else "q" + hashlib.sha256(stem.encode()).hexdigest()[:6]


def _flat(message: str) -> str:
    return " ".join(message.split()).rstrip("。")


def _quoted(words: str) -> str:
    return '"' + _flat(words).replace('"', "'") + '"'


def summary(found: QuizBank, faults: dict[str, str]) -> Iterator[str]:
    """What a person should know: the count, then each question that wants a hand, with its line."""
    yield counted(found, faults) + "。"
    lines = {question.id: question.line for question in found.questions}
    rows = [(p.line, p.message) for p in found.problems if p.code == "dropped"]
    rows += [(lines[name], f"{name}：{_flat(fault)}。") for name, fault in faults.items()]
    for line, said in sorted(rows)[:20]:
        yield f"第 {line} 行  {said}"
    if len(rows) > 20:
        yield f"还有 {len(rows) - 20} 处，写在文件里各题的前面。"
