"""The bank format: quizzes/*.yml <-> QuizBank.

A bank is a mapping with `title`, `retired` (ids that must not come back) and `questions`; the schema `schemas/quiz.json`
names every field and is what editors complete by. What a question of each type needs, beyond `id`, `type`, `stem`:

    single, multi   options: [{text, correct, why, lock}], the blank in the stem written （　）
    judge           answer: true | false
    blank           answers: [[60, 六十], …], one list of alternatives for each ____ of the stem
    short           answer: text, points: [text, …]
    order           options: [{text}, …] in the right order

Fields at their default are left out in writing; `parse(unparse(bank)) == bank`, lines aside.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from tiaoli import schema, yamldata
from tiaoli.model import ERROR, WARNING, Evidence, Option, Problem, Question, QuizBank, Review
from tiaoli.quiz.stems import blanks
from tiaoli.yamldata import Marked, join, line_of

_PLAIN = Question("", "", "")
#: The schema beside the banks of a content root, and the line by which editors find it without a network.
SCHEMA = "quiz.schema.json"
_MODELINE = f"# yaml-language-server: $schema={SCHEMA}"
#: Characters that YAML would fold, refuse or hide; written as escapes.
_UNSEEN = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029\ufeff]")
NAMES = {
    "single": "单选题",
    "multi": "多选题",
    "judge": "判断题",
    "blank": "填空题",
    "short": "简答题",
    "order": "排序题",
}


def read_file(path: Path, shown: str | None = None) -> QuizBank:
    """The bank in a file; ReadError when it isn't YAML or can't be read."""
    name = shown if shown is not None else str(path)
    return from_marked(yamldata.read_file(path, name), name)


def parse(text: str, path: str = "") -> QuizBank:
    """The bank in a YAML text. Every fault is a problem with its line; a question lacking id, type or stem is counted
    and left out (code "dropped"). Raises ReadError for what isn't YAML."""
    return from_marked(yamldata.read(text, path), path)


def from_marked(marked: Marked, path: str) -> QuizBank:
    """A bank from loaded YAML, held against the schema first."""
    data = marked.data
    if data is None:
        return QuizBank(path)
    found = len(data["questions"]) if isinstance(data, dict) and isinstance(data.get("questions"), list) else 0
    checked = schema.validate(marked, "quiz", path)
    data, lines = checked.data, checked.lines
    if not isinstance(data, dict):
        return QuizBank(path, problems=checked.problems)
    rows = data.get("questions") or []
    problems = list(checked.problems)
    if found > len(rows):
        message = f"有 {found - len(rows)} 道题因缺少题号、题型、题干或选项、答案格式不对没有读入；请按上面的提示补全。"
        problems.append(Problem(path, line_of(lines, "questions"), "dropped", message))
    questions = []
    for at, row in enumerate(rows):
        question = _question(row, line_of(lines, join("questions", at)))
        own = tuple(problems_of(question, path))
        questions.append(replace(question, problems=own))
        problems += own
    retired = tuple(data.get("retired") or ())
    bank = QuizBank(path, data.get("title") or "", tuple(questions), retired, (), False, found)
    problems += _ids([bank])
    return replace(bank, problems=tuple(problems))


def _question(row: dict[str, Any], line: int) -> Question:
    answer = row.get("answer")
    return Question(
        id=row["id"], type=row["type"], stem=row["stem"], rev=row.get("rev", 1),
        options=tuple(
            Option(str(o["text"]), o.get("correct", False), o.get("why", ""), o.get("lock", False))
            for o in row.get("options") or ()
        ),
        answer=answer if isinstance(answer, bool) else None,
        answers=tuple(tuple(str(word) for word in blank) for blank in row.get("answers") or ()),
        text=answer if isinstance(answer, str) else "",
        points=tuple(row.get("points") or ()), partial=row.get("partial", "none"),
        explanation=row.get("explanation", ""),
        evidence=tuple(Evidence(e["target"], e["quote"]) for e in row.get("evidence") or ()),
        chapter=str(row.get("chapter", "")), tags=tuple(row.get("tags") or ()),
        audience=tuple(row.get("audience") or _PLAIN.audience), difficulty=row.get("difficulty", 2),
        score=row.get("score", 1), use=row.get("use", "practice"), origin=row.get("origin", "manual"),
        review=tuple(Review(r["by"], r["date"], r["digest"]) for r in row.get("review") or ()), line=line,
    )  # fmt: skip


def problems_of(question: Question, path: str) -> Iterator[Problem]:
    """What of a question doesn't fit its type: no key, two keys on a single choice, blanks without answers …"""

    def problem(code: str, message: str, severity: str = ERROR) -> Problem:
        return Problem(path, question.line, code, f"第 {question.id} 题：{message}", severity)

    keyed, kind = len(question.keyed), question.type
    texts = Counter(option.text.strip() for option in question.options)
    if kind in ("single", "multi", "order") and len(question.options) < 2:
        yield problem("options", f"{NAMES[kind]}至少要有两个选项（options）；请补上。")
    if kind == "single" and keyed != 1:
        yield problem("key", f"单选题应当正好有一个选项写 correct: true，现在有 {keyed} 个；请改正，或改为多选题。")
    if kind == "multi" and not keyed:
        yield problem("key", "多选题没有一个选项写 correct: true；请补上答案。")
    if kind == "multi" and keyed == 1:
        yield problem("key", "多选题只有一个正确选项；请改为单选题（type: single），或核对答案。", WARNING)
    if kind == "judge" and question.answer is None:
        yield problem("key", "判断题没有答案；请写 answer: true 或 answer: false。")
    if kind == "short" and not question.text and not question.points:
        yield problem("key", "简答题没有参考答案；请写 answer。")
    if kind == "blank" and blanks(question.stem) != len(question.answers):
        count = f"题干有 {blanks(question.stem)} 个空，答案有 {len(question.answers)} 个"
        yield problem("blanks", f"{count}；请核对，每个空写成“____”，answers 里一个空一项。")
    if any(count > 1 for count in texts.values()):
        yield problem("options", "有两个选项的文字相同；请改掉一个。")


def ids(banks: list[QuizBank]) -> list[Problem]:
    """Ids used twice over several banks, or used again after they were retired."""
    return list(_ids(banks))


def _ids(banks: list[QuizBank]) -> Iterator[Problem]:
    retired = {name: bank.path for bank in banks for name in bank.retired}
    seen: dict[str, tuple[str, int]] = {}
    for bank in banks:
        for question in bank.questions:
            if question.id in retired:
                message = f"题号 {question.id} 已经停用（见 {retired[question.id]} 的 retired）；请换一个新题号。"
                yield Problem(bank.path, question.line, "id-retired", message)
            elif question.id in seen:
                path, line = seen[question.id]
                message = f"题号 {question.id} 已在 {path} 第 {line} 行用过；请换一个新题号。"
                yield Problem(bank.path, question.line, "id-twice", message)
            else:
                seen[question.id] = (bank.path, question.line)


def unparse(bank: QuizBank) -> str:
    """The bank as YAML, fields in the order of the schema, one line a value; ends with a line feed."""
    out = [_MODELINE]
    if bank.title:
        out.append(f"title: {_scalar(bank.title)}")
    if bank.retired:
        out.append("retired: [" + ", ".join(bank.retired) + "]")
    out.append("questions:" if bank.questions else "questions: []")
    for question in bank.questions:
        rows = list(_rows(question))
        out += ["  - " + rows[0], *("    " + row for row in rows[1:]), ""]
    return "\n".join(out).rstrip("\n") + "\n"


def _rows(q: Question) -> Iterator[str]:
    yield f"id: {q.id}"
    if q.rev != 1:
        yield f"rev: {q.rev}"
    yield f"type: {q.type}"
    yield f"stem: {_scalar(q.stem)}"
    if q.options:
        yield "options:"
        for option in q.options:
            yield f"  - text: {_scalar(option.text)}"
            if option.correct:
                yield "    correct: true"
            if option.why:
                yield f"    why: {_scalar(option.why)}"
            if option.lock:
                yield "    lock: true"
    if q.answer is not None:
        yield f"answer: {'true' if q.answer else 'false'}"
    elif q.text:
        yield f"answer: {_scalar(q.text)}"
    if q.answers:
        yield "answers:"
        for words in q.answers:
            yield "  - [" + ", ".join(_scalar(word, flow=True) for word in words) + "]"
    if q.points:
        yield "points:"
        yield from (f"  - {_scalar(point)}" for point in q.points)
    if q.partial != _PLAIN.partial:
        yield f"partial: {q.partial}"
    if q.explanation:
        yield f"explanation: {_scalar(q.explanation)}"
    if q.evidence:
        yield "evidence:"
        for evidence in q.evidence:
            yield f"  - target: {_scalar(evidence.target)}"
            yield f"    quote: {_scalar(evidence.quote)}"
    if q.chapter:
        yield f"chapter: {q.chapter if q.chapter.isdigit() and not q.chapter.startswith('0') else _scalar(q.chapter)}"
    if q.tags:
        yield "tags: [" + ", ".join(_scalar(tag, flow=True) for tag in q.tags) + "]"
    if q.audience != _PLAIN.audience:
        yield "audience: [" + ", ".join(q.audience) + "]"
    if q.difficulty != _PLAIN.difficulty:
        yield f"difficulty: {q.difficulty}"
    if q.score != _PLAIN.score:
        yield f"score: {q.score}"
    if q.use != _PLAIN.use:
        yield f"use: {q.use}"
    if q.origin != _PLAIN.origin:
        yield f"origin: {q.origin}"
    if q.review:
        yield "review:"
        for review in q.review:
            yield f"  - by: {_scalar(review.by)}"
            yield f"    date: {review.date}"
            yield f"    digest: {_scalar(review.digest)}"


def _scalar(text: str, flow: bool = False) -> str:
    """A string as a YAML scalar on one line, plain where that reads back the same.

    >>> _scalar("六十日"), _scalar("60"), _scalar("a: b"), _scalar("两行\\n文字"), _scalar("60", flow=True)
    ('六十日', "'60'", "'a: b'", '"两行\\\\n文字"', "'60'")
    """
    if _UNSEEN.search(text):
        return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", json.dumps(text, ensure_ascii=False))
    risky = (
        not text or text != text.strip() or yamldata.plain(text) != text or text[0] in "-?:,[]{}#&*!|>'\"%@`=~"
        or ": " in text or " #" in text or text.endswith(":") or (flow and any(c in ",[]{}" for c in text))
        or text.startswith(("---", "..."))
    )  # fmt: skip
    return "'" + text.replace("'", "''") + "'" if risky else text
