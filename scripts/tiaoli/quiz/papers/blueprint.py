"""The blueprint of a paper: a YAML file -> Blueprint. Schema: schemas/paper.json."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tiaoli import schema, yamldata
from tiaoli.model import Problem
from tiaoli.numerals import to_chinese
from tiaoli.quiz.papers.selection import SHORT
from tiaoli.yamldata import line_of

TITLES = {
    "single": "单项选择题", "multi": "多项选择题", "judge": "判断题", "blank": "填空题", "short": "简答题", "order": "排序题",
}  # fmt: skip
USES = ("paper", "mock")


@dataclass(frozen=True, slots=True)
class Want:
    """So many questions of a chapter, a difficulty and a tag, each where it is stated."""

    count: int
    chapter: str = ""
    difficulty: int = 0
    tag: str = ""
    line: int = 0

    def fits(self, question: Any) -> bool:
        """Whether a question belongs to it."""
        return (
            (not self.chapter or question.chapter == self.chapter)
            and (not self.difficulty or question.difficulty == self.difficulty)
            and (not self.tag or self.tag in question.tags)
        )


@dataclass(frozen=True, slots=True)
class Section:
    """One 大题. `wants`: its quotas; `partial`: none or half, for multi."""

    type: str
    title: str
    count: int
    score: float
    wants: tuple[Want, ...] = ()
    use: tuple[str, ...] = USES
    partial: str = "none"
    line: int = 0


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What a paper is to be. `audience`: () for anybody."""

    title: str
    sections: tuple[Section, ...]
    subtitle: str = ""
    organiser: str = ""
    audience: tuple[str, ...] = ()
    minutes: int = 0
    seed: int = 1
    versions: tuple[str, ...] = ("A",)
    answer_on: str = "paper"
    exclude: tuple[str, ...] = ()
    path: str = ""

    @property
    def full(self) -> float:
        """Full marks."""
        return sum(section.count * section.score for section in self.sections)


def read_file(path: Path, shown: str | None = None) -> tuple[Blueprint | None, tuple[Problem, ...]]:
    """The blueprint in a file, or None with what is wrong with it. ReadError where it can't be read at all."""
    name = shown if shown is not None else str(path)
    marked = schema.validate(yamldata.read_file(path, name), "paper", name)
    data, lines = marked.data, marked.lines
    if not isinstance(data, dict):
        return None, marked.problems or (Problem(name, 0, "paper-empty", "蓝图是空的；请照例子写上标题和各大题。"),)
    if marked.problems:
        return None, marked.problems
    use = tuple(data.get("use") or USES)
    sections = tuple(_section(row, at, lines, use) for at, row in enumerate(data["sections"]))
    blueprint = Blueprint(
        data["title"], sections, data.get("subtitle", ""), data.get("organiser", ""), tuple(data.get("audience") or ()),
        data.get("minutes", 0), data.get("seed", 1), tuple(data.get("versions") or "A"), data.get("answer_on", "paper"),
        tuple(data.get("exclude") or ()), name,
    )  # fmt: skip
    problems = tuple(_impossible(blueprint))
    return (None if problems else blueprint), problems


def _section(row: dict[str, Any], at: int, lines: dict[str, int], use: tuple[str, ...]) -> Section:
    def line(*steps: object) -> int:
        return line_of(lines, ".".join(map(str, ("sections", at, *steps))))

    wants = [Want(n, chapter=str(c), line=line("chapters", c)) for c, n in (row.get("chapters") or {}).items()]
    wants += [Want(n, difficulty=int(d), line=line("difficulty", d)) for d, n in (row.get("difficulty") or {}).items()]
    wants += [Want(n, tag=t, line=line("tags", t)) for t, n in (row.get("tags") or {}).items()]
    wants += [
        Want(q["count"], str(q.get("chapter", "")), q.get("difficulty", 0), q.get("tag", ""), line("quotas", i))
        for i, q in enumerate(row.get("quotas") or ())
    ]
    return Section(
        row["type"], row.get("title") or TITLES[row["type"]], row["count"], row["score"], tuple(wants),
        tuple(row.get("use") or use), row.get("partial", "none"), line(),
    )  # fmt: skip


def _impossible(blueprint: Blueprint) -> Iterator[Problem]:
    """Quotas that add up to more than their section has, whatever the banks hold."""
    for section in blueprint.sections:
        single = [w for w in section.wants if bool(w.chapter) + bool(w.difficulty) + bool(w.tag) == 1]
        for kind, name in (("chapter", "各章"), ("difficulty", "各难度")):
            wants = [want for want in single if getattr(want, kind)]
            total = sum(want.count for want in wants)
            if total > section.count:
                message = f"{section.title}共 {section.count} 题，{name}题数合起来是 {total}；请减少，或把 count 改大。"
                yield Problem(blueprint.path, wants[0].line, "paper-quota", message)
        for want in section.wants:
            if want.count > section.count:
                message = (
                    f"{named(section.type, want)}要 {want.count} 题，超过{section.title}的 {section.count} 题；请减少。"
                )
                yield Problem(blueprint.path, want.line, "paper-quota", message)
            if not (want.chapter or want.difficulty or want.tag):
                message = "这个配额没有写章、难度或标签；请补上其中一样。"
                yield Problem(blueprint.path, want.line, "paper-quota", message)


def named(kind: str, want: Want) -> str:
    """A quota in a message.

    >>> named("multi", Want(5, chapter="3", difficulty=4))
    '第三章 多选 难度4'
    """
    chapter = f"第{to_chinese(int(want.chapter))}章" if want.chapter else ""
    tag = f"标签“{want.tag}”" if want.tag else ""
    return " ".join(filter(None, (chapter, SHORT[kind], f"难度{want.difficulty}" if want.difficulty else "", tag)))
