"""Judges' sheets as filled in -> scores, with every mistake by file, row and column. Nothing is guessed or left out silently."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tiaoli.contest.entries.key import Entry
from tiaoli.contest.entries.sheets import NUMBER, Judge, judge_of, recused
from tiaoli.contest.model import Contest, Criterion
from tiaoli.model import ERROR, WARNING, Problem, ReadError
from tiaoli.readers import sheets

_FORMULA_ERROR = re.compile(r"^#(?:REF!|VALUE!|NAME\?|DIV/0!|N/A|NUM!|NULL!)$")


@dataclass(frozen=True, slots=True)
class Score:
    """One judge's points for one entry, in the order of the rubric."""

    number: str
    judge: str
    points: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """Their sum."""
        return sum(self.points, Decimal(0))


@dataclass(frozen=True)
class Scores:
    """All that could be read. With an error in `problems` no result may be made of it."""

    scores: tuple[Score, ...]
    judges: tuple[Judge, ...]
    problems: tuple[Problem, ...]


def read(paths: Sequence[Path], entries: Iterable[Entry], contest: Contest) -> Scores:
    """Scores of all sheets, checked against the key, the rubric and the number of judges."""
    known = {entry.number: entry for entry in entries}
    found: list[Score] = []
    people: dict[str, tuple[Judge, str]] = {}
    problems: list[Problem] = []
    for path in paths:
        try:
            scores, judge, said = _sheet(path, known, contest)
        except ReadError as error:
            problems.append(Problem(path.name, 0, "unreadable", str(error)))
            continue
        problems += said
        if judge.name in people:
            message = f"评委“{judge.name}”已经有一份评分表（{people[judge.name][1]}）；请只留一份。"
            problems.append(Problem(path.name, 1, "judge-twice", message))
            continue
        people[judge.name] = (judge, path.name)
        found += scores
    problems += _missing(found, known, contest)
    return Scores(tuple(found), tuple(judge for judge, _ in people.values()), tuple(problems))


def _sheet(path: Path, known: dict[str, Entry], contest: Contest) -> tuple[list[Score], Judge, list[Problem]]:
    tables = list(sheets.read(path))
    rows = tables[0] if tables else []
    judge = judge_of(rows[0][1][0]) if rows else None
    at = next((i for i, (_, cells) in enumerate(rows[:5]) if cells[0].strip() == NUMBER), None)
    if judge is None or at is None:
        raise ReadError(
            f"{path.name} 不是本程序写出的评分表（第一行没有评委姓名，或没有“{NUMBER}”一列）；请用 tiaoli contest sheets 写出的表填写。"
        )
    columns, problems = _columns(path, rows[at], contest)
    scores: list[Score] = []
    seen: dict[str, int] = {}
    for line, cells in rows[at + 1 :]:
        said = cells[0].strip()
        rest = [cells[i] if i is not None and i < len(cells) else "" for i in columns]
        if not re.fullmatch(r"\d+", said):
            if any(word.strip() for word in rest):
                problems.append(_problem(path, line, "A", "number", f"编号“{said}”不对；请照原表改回。"))
            continue
        number = said.zfill(4)
        if number not in known:
            problems.append(_problem(path, line, "A", "unknown-number", f"编号 {number} 不在对照表里；请照原表改回。"))
            continue
        if number in seen:
            problems.append(
                _problem(path, line, "A", "number-twice", f"编号 {number} 在第 {seen[number]} 行已经有了；请只留一行。")
            )
            continue
        seen[number] = line
        if contest.judging.recuse_own_unit and recused(judge.unit, known[number].unit):
            problems.append(
                _problem(
                    path,
                    line,
                    "A",
                    "own-unit",
                    f"编号 {number} 是评委“{judge.name}”本单位的稿件，应当回避；请删去这一行。",
                )
            )
            continue
        points = []
        for i, criterion, word in zip(columns, contest.judging.rubric, rest, strict=True):
            value = _points(path, line, i, word.strip(), criterion, problems)
            points.append(value)
        if all(point is not None for point in points):
            scores.append(Score(number, judge.name, tuple(p for p in points if p is not None)))
    return scores, judge, problems


def _columns(path: Path, head: tuple[int, tuple[str, ...]], contest: Contest) -> tuple[list[int | None], list[Problem]]:
    """Where each row of the rubric stands."""
    line, cells = head
    found, problems = [], []
    for criterion in contest.judging.rubric:
        at = next((i for i, cell in enumerate(cells) if cell.startswith(criterion.title)), None)
        if at is None:
            problems.append(
                Problem(path.name, line, "no-column", f"第 {line} 行没有“{criterion.title}”一列；请照原表改回。")
            )
        found.append(at)
    return found, problems


def _points(
    path: Path, line: int, at: int | None, word: str, criterion: Criterion, problems: list[Problem]
) -> Decimal | None:
    if at is None:
        return None
    column, what = chr(ord("A") + at), f"“{criterion.title}”"
    if not word:
        problems.append(_problem(path, line, column, "missing", f"{what}没有填；请补上。"))
        return None
    if _FORMULA_ERROR.match(word):
        problems.append(_problem(path, line, column, "formula", f"{what}是公式错误 {word}；请填数字。"))
        return None
    try:
        value = Decimal(word.translate(str.maketrans("０１２３４５６７８９．", "0123456789.")))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite():
        problems.append(
            _problem(
                path, line, column, "text", f"{what}写的是“{word[:20]}”，不是数字；请填 0 到 {criterion.weight} 的数。"
            )
        )
        return None
    if not 0 <= value <= criterion.weight:
        problems.append(
            _problem(path, line, column, "range", f"{what}是 {word}，超出 0 到 {criterion.weight}；请改正。")
        )
        return None
    return value


def _problem(path: Path, line: int, column: str, code: str, message: str) -> Problem:
    return Problem(path.name, line, code, f"第 {line} 行 {column} 列：{message}", ERROR)


def _missing(found: Sequence[Score], known: dict[str, Entry], contest: Contest) -> Iterable[Problem]:
    """Entries that too few judges have scored."""
    count: dict[str, int] = defaultdict(int)
    for score in found:
        count[score.number] += 1
    wanted = contest.judging.judges
    least = 3 if contest.judging.drop_extremes else 1
    for number in sorted(known):
        if count[number] < max(wanted, least):
            message = f"编号 {number} 只有 {count[number]} 位评委的完整评分，规则要求 {wanted} 位；请补齐评分表。"
            yield Problem("评分表", 0, "too-few", message, ERROR)
        elif count[number] > wanted:
            message = f"编号 {number} 有 {count[number]} 位评委评分，规则是 {wanted} 位；全部计入。"
            yield Problem("评分表", 0, "too-many", message, WARNING)
