"""The procedure: a graph of steps from docs/_data/procedure.yml, held to the text.

The data names steps, provisions and ways between them. Limits are only referred to ({target, act}); the days come from
the text. `problems` refuses what the text does not bear out, `trunk` finds the main path that the picture hangs on.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tiaoli.model import Problem, Statute, TimeLimit

PATH = "docs/_data/procedure.yml"
KINDS = ("step", "out", "end")
#: 第三十五条: what a statute says that knows 复查 of a 信访处理意见书; without it the rule below has no ground.
_REVIEW_TEXT = re.compile(r"对信访处理意见不服.*?请求[^，。]*复查")
#: 第三十一条第六项: the only place that gives the document which can be reviewed.
_OPINION_TEXT = re.compile(r"出具信访处理意见书")


@dataclass(frozen=True, slots=True)
class Step:
    """One box. `limits` are those of the text that the data refers to; `kind`: step, out (leaves the path), end."""

    id: str
    label: str
    target: str
    more: tuple[str, ...] = ()
    note: str = ""
    kind: str = "step"
    limits: tuple[TimeLimit, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """One arrow, with the condition under which it is taken."""

    start: str
    end: str
    label: str = ""


@dataclass(frozen=True)
class Procedure:
    """A procedure whose ways all join known steps. `main`: ids of the main path as the data names it, or nothing."""

    title: str
    steps: tuple[Step, ...]
    ways: tuple[Way, ...]
    description: str = ""
    main: tuple[str, ...] = ()

    def step(self, name: str) -> Step:
        """The step of an id; KeyError when there is none."""
        return {step.id: step for step in self.steps}[name]

    def after(self, name: str) -> tuple[Way, ...]:
        """Ways that leave a step, in the data's order."""
        return tuple(way for way in self.ways if way.start == name)

    def trunk(self) -> tuple[str, ...]:
        """Ids of the main path: the data's `main`, else the longest path from the first step.

        The earlier way is taken where two are as long. Ways back to a step on the path are left out, so that a loop in
        the data ends.
        """
        if self.main:
            return self.main
        best: dict[str, tuple[str, ...]] = {}

        def longest(name: str, above: frozenset[str]) -> tuple[str, ...]:
            if name not in best:
                inner = above | {name}
                tails = [longest(way.end, inner) for way in self.after(name) if way.end not in inner]
                best[name] = (name, *max(tails, key=len, default=()))
            return best[name]

        return longest(self.steps[0].id, frozenset()) if self.steps else ()


def read(data: Mapping[str, Any], statute: Statute, timelimits: Sequence[TimeLimit]) -> Procedure:
    """The procedure of the data; what `problems` refuses is left out, so that this never fails."""
    steps, seen = [], set()
    for node in _rows(data, "nodes"):
        name = node.get("id")
        if not isinstance(name, str) or name in seen or node.get("target") not in statute.index:
            continue
        seen.add(name)
        found = (_limit(ref, timelimits) for ref in _refs(node))
        more = tuple(a for a in node.get("more") or () if a in statute.index)
        kind = node.get("kind") if node.get("kind") in KINDS else "step"
        steps.append(Step(name, str(node.get("label") or name), node["target"], more, str(node.get("note") or ""), kind,
                          tuple(limit for limit in found if limit)))  # fmt: skip
    ways = tuple(
        Way(edge["from"], edge["to"], str(edge.get("label") or ""))
        for edge in _rows(data, "edges")
        if edge.get("from") in seen and edge.get("to") in seen
    )
    main = tuple(dict.fromkeys(name for name in data.get("main") or () if name in seen))
    return Procedure(str(data.get("title") or "办理流程"), tuple(steps), ways, str(data.get("description") or ""), main)


def problems(
    data: Mapping[str, Any],
    statute: Statute,
    timelimits: Sequence[TimeLimit],
    path: str = PATH,
    lines: Mapping[str, int] | None = None,
) -> list[Problem]:
    """Everything in the data that the text does not bear out.

    Ids are unique, targets and limits exist, every step can be reached from the first one, and 复查 is reached only
    from a 信访处理意见书 that 第三十一条第六项 (or what stands for it in the statute) leads to. `lines`: as of yamldata.
    """
    lines = lines or {}
    found: list[Problem] = []

    def problem(where: str, code: str, message: str) -> None:
        found.append(Problem(path, _line(lines, where), code, message))

    seen: set[str] = set()
    for i, node in enumerate(_rows(data, "nodes")):
        name, at = str(node.get("id") or ""), f"nodes.{i}"
        if not name:
            problem(at, "procedure-id", f"第 {i + 1} 个步骤没有 id；请写一个英文代号。")
        elif name in seen:
            problem(f"{at}.id", "procedure-id", f"步骤代号 {name} 写了两次；请给每一步不同的 id。")
        seen.add(name)
        if not node.get("label"):
            problem(at, "procedure-label", f"步骤 {name} 没有 label；请写上这一步做什么。")
        if not node.get("target"):
            problem(at, "procedure-target", f"步骤 {name} 没有 target；请写上依据的条文地址，如 art-22-p1。")
        for key, address in [("target", node.get("target")), *(("more", a) for a in node.get("more") or ())]:
            if address and address not in statute.index:
                problem(f"{at}.{key}", "procedure-target", f"步骤 {name} 依据的条文 {address} 不存在；请核对条文地址。")
        if node.get("kind", "step") not in KINDS:
            problem(f"{at}.kind", "procedure-kind", f"步骤 {name} 的 kind 应是 step、out、end 之一。")
        for ref in _refs(node):
            if _limit(ref, timelimits) is None:
                said = f"{ref.get('target')} 的“{ref.get('act')}”" if isinstance(ref, Mapping) else str(ref)
                problem(
                    f"{at}.limits",
                    "procedure-limit",
                    f"步骤 {name} 引用的期限 {said} 在条文里没有；请核对，天数不要自己填写。",
                )
    for i, edge in enumerate(_rows(data, "edges")):
        for key in ("from", "to"):
            if edge.get(key) not in seen:
                problem(
                    f"edges.{i}.{key}",
                    "procedure-edge",
                    f"去向里的步骤 {edge.get(key)} 不存在；请写 nodes 里已有的 id。",
                )
    main = list(data.get("main") or ())
    joined = {(edge.get("from"), edge.get("to")) for edge in _rows(data, "edges")}
    for i, name in enumerate(main):
        if name not in seen:
            problem(f"main.{i}", "procedure-main", f"main 里的步骤 {name} 不存在；请写 nodes 里已有的 id。")
        elif i and (main[i - 1], name) not in joined:
            problem(
                f"main.{i}",
                "procedure-main",
                f"main 里从 {main[i - 1]} 到 {name} 没有去向；请在 edges 里补上，或改正主线。",
            )
    procedure = read(data, statute, timelimits)
    found += _unreached(procedure, path, data, lines)
    found += _review_problems(procedure, statute, path, data, lines)
    return found


def _unreached(procedure: Procedure, path: str, data: Mapping[str, Any], lines: Mapping[str, int]) -> Iterator[Problem]:
    if not procedure.steps:
        return
    reached = _reachable(procedure, [procedure.steps[0].id], without=frozenset())
    for i, node in enumerate(_rows(data, "nodes")):
        if node.get("id") in {step.id for step in procedure.steps} - reached:
            message = f"步骤 {node['id']} 从第一步走不到；请在 edges 里写上通到这一步的去向，或删去它。"
            yield Problem(path, _line(lines, f"nodes.{i}"), "procedure-unreached", message)


def _review_problems(
    procedure: Procedure, statute: Statute, path: str, data: Mapping[str, Any], lines: Mapping[str, int]
) -> Iterator[Problem]:
    """Ways into 复查 that do not come from a 信访处理意见书 of the one item that leads to it.

    Source: 《信访工作条例》第三十一条第六项, 第三十二条, 第三十五条. A statute without these words has no such rule.
    """
    review = {a.address for a in statute.articles if _REVIEW_TEXT.search(a.full_text)}
    source = next((u.address for u in statute.walk() if u.text and _OPINION_TEXT.search(u.text)), None)
    if not review or source is None:
        return
    steps = {step.id: step for step in procedure.steps}

    def article(step: Step) -> str:
        unit = statute.article_of(step.target)
        return unit.address if unit else ""

    reviews = {s.id for s in steps.values() if article(s) in review or ("复查" in s.label and "复核" not in s.label)}
    gates = {s.id for s in steps.values() if s.target == source}
    first = procedure.steps[0].id if procedure.steps else ""
    without_gate = _reachable(procedure, [first], without=frozenset(gates))
    gate_name = f"{source}（出具信访处理意见书）"
    for i, edge in enumerate(_rows(data, "edges")):
        start, end = edge.get("from"), edge.get("to")
        if end not in reviews or start not in steps or start in reviews:
            continue
        at = _line(lines, f"edges.{i}")
        if "处理意见" not in steps[start].label:
            message = f"{start} 不能通到复查 {end}；只有对信访处理意见书不服才能请求复查，请改从处理意见书这一步出发。"
            yield Problem(path, at, "procedure-review", message)
        elif start in without_gate or not gates:
            message = f"{start} 不经过 {gate_name} 也能走到，却通到复查 {end}；请让处理意见书只从这一项出发。"
            yield Problem(path, at, "procedure-review", message)


def _reachable(procedure: Procedure, roots: Sequence[str], without: frozenset[str]) -> set[str]:
    found: set[str] = set()
    todo = [name for name in roots if name and name not in without]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [way.end for way in procedure.after(name) if way.end not in without]
    return found


def _rows(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    rows = data.get(key)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _refs(node: Mapping[str, Any]) -> list[Any]:
    refs = node.get("limits")
    return list(refs) if isinstance(refs, list) else []


def _limit(ref: Any, timelimits: Sequence[TimeLimit]) -> TimeLimit | None:
    if not isinstance(ref, Mapping):
        return None
    wanted = ref.get("target"), ref.get("act")
    return next((limit for limit in timelimits if (limit.target, limit.act) == wanted), None)


def _line(lines: Mapping[str, int], dotted: str) -> int:
    while dotted and dotted not in lines:
        dotted = dotted.rpartition(".")[0]
    return lines.get(dotted, 0)
