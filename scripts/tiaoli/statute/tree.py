"""A statute as the JSON of `convert --json`."""

from dataclasses import replace
from typing import Any

from tiaoli.model import Problem, Statute, Unit


def to_json(statute: Statute) -> dict[str, Any]:
    """The statute form of `convert --json`: plain dicts and lists, keys in the order of the design."""
    return {
        "kind": "statute",
        "title": statute.title,
        "promulgation": list(statute.promulgation),
        "body": [_node(unit) for unit in statute.body],
        "annexes": [
            {"address": annex.address, "label": annex.label, "title": annex.title, "lines": list(annex.lines)}
            for annex in statute.annexes
        ],
        "problems": [_problem(problem) for problem in statute.problems],
    }


def _node(unit: Unit) -> dict[str, Any]:
    return {
        "kind": unit.kind,
        "address": unit.address,
        "number": unit.number,
        "label": unit.label,
        "heading": unit.heading,
        "text": unit.text,
        "line": unit.line,
        "children": [_node(child) for child in unit.children],
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {"line": problem.line, "severity": problem.severity, "code": problem.code, "message": problem.message}


def bare(statute: Statute) -> Statute:
    """The statute without lines and problems: what `parse(unparse(x))` keeps."""
    return replace(
        statute,
        body=tuple(_without_line(unit) for unit in statute.body),
        annexes=tuple(replace(annex, line=0) for annex in statute.annexes),
        problems=(),
    )


def _without_line(unit: Unit) -> Unit:
    return replace(unit, line=0, children=tuple(_without_line(child) for child in unit.children))
