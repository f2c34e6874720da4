"""The plan of a contest: a YAML file -> Plan. Schema: schemas/live.json."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiaoli import schema, yamldata
from tiaoli.model import Problem
from tiaoli.yamldata import line_of

NAMES = {"必答": "必答题", "抢答": "抢答题", "风险": "风险题", "备用": "备用题"}
TYPES = ("single", "multi", "judge", "blank")
SECONDS = 30


@dataclass(frozen=True, slots=True)
class Level:
    """Questions of one worth within a round."""

    points: int
    minus: int
    count: int
    seconds: int
    types: tuple[str, ...]
    difficulty: tuple[int, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Round:
    """A round: one level, or several (风险)."""

    kind: str
    name: str
    rule: str
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a contest is to be."""

    title: str
    teams: tuple[str, ...]
    rounds: tuple[Round, ...]
    organiser: str = ""
    seed: int = 1
    use: tuple[str, ...] = ("paper", "mock")
    audience: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    start: int = 0
    path: str = ""


def read_file(path: Path, shown: str | None = None) -> tuple[Plan | None, tuple[Problem, ...]]:
    """The plan in a file, or None with what is wrong with it. ReadError where it can't be read at all."""
    name = shown if shown is not None else str(path)
    marked = schema.validate(yamldata.read_file(path, name), "live", name)
    data, lines = marked.data, marked.lines
    if not isinstance(data, dict):
        return None, marked.problems or (
            Problem(name, 0, "live-empty", "方案是空的；请照例子写上名称、参赛队和各轮。"),
        )
    if marked.problems:
        return None, marked.problems
    problems = tuple(_lacking(data["rounds"], lines, name))
    if problems:
        return None, problems
    teams = tuple(data["teams"])
    rounds = tuple(_round(row, at, lines, len(teams)) for at, row in enumerate(data["rounds"]))
    return Plan(
        data["title"], teams, rounds, data.get("organiser", ""), data.get("seed", 1), tuple(data.get("use") or ("paper", "mock")),
        tuple(data.get("audience") or ()), tuple(data.get("exclude") or ()), data.get("start", 0), name,
    ), ()  # fmt: skip


def _lacking(rounds: list[dict[str, Any]], lines: dict[str, int], path: str) -> Iterator[Problem]:
    """What a kind of round can't be without."""
    for at, row in enumerate(rounds):
        line = line_of(lines, f"rounds.{at}")
        if row["kind"] == "风险":
            if not row.get("levels"):
                yield Problem(path, line, "live-levels", "风险轮要写 levels：每档的分值和题数；请照例子补上。")
        else:
            for key, name in (("count", "题数"), ("points", "答对加分")):
                if key not in row:
                    yield Problem(path, line, "live-round", f"{row['kind']}轮缺少“{key}”（{name}）；请补上。")
            if row.get("levels"):
                yield Problem(path, line, "live-levels", f"只有风险轮才写 levels；请删去，或把{row['kind']}改为风险。")


def _round(row: dict[str, Any], at: int, lines: dict[str, int], teams: int) -> Round:
    kind = row["kind"]
    common = {
        "seconds": row.get("seconds", SECONDS),
        "types": row.get("types") or TYPES,
        "difficulty": row.get("difficulty") or (),
    }
    rows = row.get("levels") if kind == "风险" else [row]
    levels = []
    for i, one in enumerate(rows):
        own = common | {key: one[key] for key in common if one.get(key)}
        minus = one["points"] if kind == "风险" else one.get("minus", 0)
        count = one["count"] * (teams if kind == "必答" else 1)
        line = line_of(lines, f"rounds.{at}.levels.{i}" if kind == "风险" else f"rounds.{at}")
        levels.append(
            Level(one["points"], minus, count, own["seconds"], tuple(own["types"]), tuple(own["difficulty"]), line)
        )
    return Round(
        kind, row.get("name") or NAMES[kind], row.get("rule") or _rule(kind, tuple(levels), teams), tuple(levels)
    )


def _rule(kind: str, levels: tuple[Level, ...], teams: int) -> str:
    first = levels[0]
    wrong = f"答错扣 {first.minus} 分" if first.minus else "答错不扣分"
    time = f"{first.seconds} 秒内作答"
    if kind == "必答":
        return f"各队轮流答题，每队 {first.count // teams} 题，{time}。答对加 {first.points} 分，{wrong}。"
    if kind == "抢答":
        return (
            f"共 {first.count} 题。主持人读完题、宣布开始后抢答，抢到的队 {time}。答对加 {first.points} 分，{wrong}。"
        )
    if kind == "风险":
        worths = "、".join(f"{level.points} 分" for level in levels)
        return f"各队自选分值，有 {worths} 几档。答对加上这一档的分，答错扣去同样的分，也可以放弃。"
    return f"分数相同需要加赛，或者题目有疑问时使用，共 {first.count} 题。答对加 {first.points} 分，{wrong}。"
