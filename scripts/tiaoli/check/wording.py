"""The office's own list of wrong and sensitive wordings, docs/_data/wording.yml, over everything published."""

import re
from collections.abc import Iterator

from tiaoli.check.data import strings
from tiaoli.claims.blocks import MISCONCEPTION, read_blocks
from tiaoli.model import ERROR, WARNING, Campaign, Problem
from tiaoli.yamldata import line_of


def check(campaign: Campaign) -> Iterator[Problem]:
    """A problem for every place of a listed wording; what is marked as a misconception, and the list itself, are left alone."""
    rules = [row for row in campaign.wording if isinstance(row.get("wrong"), str) and row["wrong"]]
    if not rules:
        return
    for path, line, text in _published(campaign):
        for row in rules:
            for match in re.finditer(re.escape(row["wrong"]), text):
                if _inside_right(text, match, row):
                    continue
                right = f"，应写“{row['right']}”" if row.get("right") else "，不应出现"
                reason = f"：{row['reason']}" if row.get("reason") else "。"
                severity = ERROR if row.get("severity") == "error" else WARNING
                yield Problem(
                    path,
                    line,
                    "wording",
                    f"用了“{row['wrong']}”{right}{reason}",
                    severity,
                    row["wrong"],
                    row.get("right"),
                )


def _inside_right(text: str, match: re.Match, row: dict) -> bool:
    """新信访条例 inside a right wording that contains it is not wrong."""
    right = row.get("right")
    if not isinstance(right, str) or row["wrong"] not in right:
        return False
    shift = right.index(row["wrong"])
    return text[max(0, match.start() - shift) :].startswith(right)


def _published(campaign: Campaign) -> Iterator[tuple[str, int, str]]:
    """(path, line, text) of every published run of text, misconceptions taken out."""
    for entry in campaign.entries:
        for key in ("title", "subtitle", "summary"):
            if isinstance(entry.meta.get(key), str):
                yield entry.path, line_of(entry.lines, key), entry.meta[key]
        for block in read_blocks(entry.body, entry.body_line):
            text = block.text
            for mark in block.marks:
                if mark.kind == MISCONCEPTION:
                    text = text[: mark.start] + "\u25a1" * (mark.end - mark.start) + text[mark.end :]
            for start in _line_starts(block.line_of):
                end = next((i for i in range(start, len(text)) if block.line_of[i] != block.line_of[start]), len(text))
                yield entry.path, block.line_of[start], text[start:end]
    for name, rows in (
        ("glossary", campaign.glossary),
        ("superseded", campaign.superseded),
        ("meanings", campaign.meanings),
        ("confusions", campaign.confusions),
        ("procedure", campaign.procedure or {}),
        ("outreach", campaign.outreach),
    ):
        path = f"docs/_data/{name}.yml"
        for dotted, text in strings(list(rows) if isinstance(rows, tuple) else rows):
            if ".old." not in f".{dotted}." and not dotted.endswith(("quote", "target", "id")):
                yield path, line_of(campaign.data_lines.get(path, {}), dotted), text
    for dotted, text in strings(campaign.settings.data):
        yield campaign.settings.path, line_of(campaign.settings.lines, dotted), text


def _line_starts(line_of_characters: tuple[int, ...]) -> Iterator[int]:
    previous = None
    for at, line in enumerate(line_of_characters):
        if line != previous:
            yield at
        previous = line
