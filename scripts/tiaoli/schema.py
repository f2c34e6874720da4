"""Hold data against a JSON Schema and say what is wrong in Chinese, with the line.

Schemas lie in `schemas/*.json`; a property's `title` names it in messages and its `description` says how to write it.
Nothing else of ours imports jsonschema.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from tiaoli.model import Problem
from tiaoli.yamldata import Marked, line_of

_FORMATS = FormatChecker(formats=())
_KINDS = {
    "string": "文字", "integer": "整数", "number": "数字", "boolean": "true 或 false", "array": "列表（每项以 - 开头）",
    "object": "下一级的“名称: 值”", "null": "空",
}  # fmt: skip


@_FORMATS.checks("date", raises=ValueError)
def _is_date(value: Any) -> bool:
    return not isinstance(value, str) or date.fromisoformat(value).isoformat() == value


def validate(marked: Marked, schema: str, path: str) -> Marked:
    """The data without the values that the schema refuses, and one more problem for each of them.

    What comes back satisfies the schema's types wherever it still has a value, so that later steps need not ask; in
    a list, an entry that lacks a required key is left out whole. `schema` names a file in `schemas/`.
    """
    if marked.data is None:
        return marked
    problems = []
    for error in _validator(schema).iter_errors(marked.data):
        dotted = ".".join(map(str, error.absolute_path))
        for key, message in _messages(error):
            at = f"{dotted}.{key}" if dotted and key else key or dotted
            problems.append(Problem(path, line_of(marked.lines, at), f"schema-{error.validator}", message))
    problems.sort(key=lambda problem: (problem.line, problem.message))
    data, lines = _kept(marked.data, marked.lines, schema)
    return replace(marked, data=data, lines=lines, problems=(*marked.problems, *problems))


def _kept(data: Any, lines: dict[str, int], schema: str) -> tuple[Any, dict[str, int]]:
    """What satisfies the schema, with its lines; a refused value may leave its holder short of a key, hence the loop."""
    while refused := {path for error in _validator(schema).iter_errors(data) if (path := _refused(error))}:
        data = deepcopy(data)
        last_first = sorted(refused, key=lambda path: [(isinstance(s, int), s) for s in path], reverse=True)
        for steps in sorted(last_first, key=len, reverse=True):  # so that positions in lists hold
            if _remove(data, steps) and isinstance(steps[-1], int):
                lines = _moved_up(lines, steps)
    return data, lines


def _refused(error: ValidationError) -> tuple[str | int, ...]:
    """Path of the value to leave out; () for none: an unknown name, or a required key missing outside any list."""
    steps = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        return ()
    if error.validator != "required":
        return steps
    positions = [i for i, step in enumerate(steps) if isinstance(step, int)]
    return steps[: positions[-1] + 1] if positions else ()


@cache
def _validator(name: str) -> Draft202012Validator:
    text = (resources.files("tiaoli") / "schemas" / f"{name}.json").read_text("utf-8")
    return Draft202012Validator(json.loads(text), format_checker=_FORMATS)


def _name(steps: tuple[str | int, ...]) -> str:
    """A path as a person reads it.

    >>> _name(("signoff", "a.md", 0, "step")), _name((2,)), _name(())
    ('“signoff.a.md”第 1 项的“step”', '第 3 项', '文件')
    """
    name, keys = "", []
    for step in steps:
        if isinstance(step, int):
            name += (f"“{'.'.join(keys)}”" if keys else "") + f"第 {step + 1} 项"
            keys = []
        else:
            keys.append(step)
    return name + ("的" if name and keys else "") + (f"“{'.'.join(keys)}”" if keys else "") or "文件"


def _messages(error: ValidationError) -> Iterator[tuple[str, str]]:
    """(key below the error's own place, message) for each thing that one validation error says."""
    schema, value = error.schema, error.instance
    name = _name(tuple(error.absolute_path))
    if isinstance(schema, dict) and schema.get("title"):
        name += f"（{schema['title']}）"
    hint = f"；{schema['description']}" if isinstance(schema, dict) and schema.get("description") else ""
    shown = str(value) if len(str(value)) <= 40 else str(value)[:40] + "…"
    match error.validator:
        case "required":
            known = schema.get("properties", {})
            for key in error.validator_value:
                if key not in value:
                    title, how = known.get(key, {}).get("title", ""), known.get(key, {}).get("description", "")
                    label = f"“{key}”" + (f"（{title}）" if title else "")
                    yield "", f"{name}缺少{label}，请补上" + (f"；{how}。" if how else "。")
        case "additionalProperties":
            known = list(schema.get("properties", {}))
            for key in value:
                if key not in known:
                    close = get_close_matches(key, known, 1, 0.6)
                    listed = "、".join(known)
                    advice = f"，是不是“{close[0]}”？" if close else f"，请改正或删去。可用的有：{listed}。"
                    yield key, f"不认识的名称“{key}”{advice}"
        case "type":
            wanted = [error.validator_value] if isinstance(error.validator_value, str) else error.validator_value
            kinds = "或".join(_KINDS[kind] for kind in wanted if kind != "null")
            quote = "，请给它加上英文引号" if "string" in wanted and isinstance(value, (int, float)) else ""
            nested = "写成了列表或下一级" if isinstance(value, (dict, list)) else f"写成了“{shown}”"
            what = "是空的" if value is None else nested
            yield "", f"{name}{what}，应为{kinds}{quote}{hint}。"
        case "enum" | "const":
            allowed = error.validator_value if error.validator == "enum" else [error.validator_value]
            yield "", f"{name}写成了“{shown}”，只能是：{'、'.join(map(str, allowed))}。"
        case "pattern":
            yield "", f"{name}写成了“{shown}”，格式不对{hint}。"
        case "format":
            yield "", f"{name}写成了“{shown}”，不是有效的日期；请写成 2022-05-01 的样子。"
        case "minLength" | "minItems":
            yield "", f"{name}是空的，请填写{hint}。"
        case "minimum" | "maximum":
            yield "", f"{name}写成了“{shown}”，超出了范围{hint}。"
        case _:
            yield "", f"{name}写成了“{shown}”，不符合要求{hint}。"


def _remove(data: Any, steps: tuple[str | int, ...]) -> bool:
    """Take out the value at a path; False where it went with something above it."""
    try:
        for step in steps[:-1]:
            data = data[step]
        del data[steps[-1]]
    except (KeyError, IndexError, TypeError):
        return False
    return True


def _moved_up(lines: dict[str, int], steps: tuple[str | int, ...]) -> dict[str, int]:
    """Lines after a list has lost the entry at a path: those of the later entries go by one number less."""
    holder, gone = steps[:-1], int(steps[-1])
    before = "".join(f"{step}." for step in holder)
    moved = {}
    for dotted, line in lines.items():
        number, dot, rest = dotted.removeprefix(before).partition(".")
        if not dotted.startswith(before) or not number.isdigit() or int(number) < gone:
            moved[dotted] = line
        elif int(number) > gone:
            moved[f"{before}{int(number) - 1}{dot}{rest}"] = line
    return moved
