"""Questions that still teach the 2005 rules."""

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from tiaoli import yamldata
from tiaoli.model import Evidence
from tiaoli.quiz.audit.canon import OURS, alike
from tiaoli.quiz.audit.passages import Text


@dataclass(frozen=True, slots=True)
class OldRule:
    """`pattern` and `needs` must be found in a completed sentence, `unless` must not."""

    address: str
    target: str
    pattern: re.Pattern[str]
    needs: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    message: str


@cache
def _rules() -> tuple[OldRule, ...]:
    source = resources.files("tiaoli").joinpath("data/old_rules.yml").read_text("utf-8")
    return tuple(
        OldRule(
            row["address"], row["target"], re.compile(row["pattern"]),
            re.compile(row["needs"]) if row.get("needs") else None,
            re.compile(row["unless"]) if row.get("unless") else None, row["message"],
        )
        for row in yamldata.read(source, "old_rules.yml").data["rules"]
    )  # fmt: skip


def taught(text: Text, sentence: str, whole: str) -> tuple[str, tuple[Evidence, ...]] | None:
    """(what to say, old article and today's text) when a completed sentence states a superseded rule.

    `whole`: the question as printed, whose citations may narrow the sentence. Only for a statute whose content root
    lists the superseded rule.
    """
    known = {(row.get("old") or {}).get("address"): row for row in text.superseded}
    words = alike(sentence, text.names).replace(OURS, "")
    around = alike(whole, text.names)
    for rule in _rules():
        row = known.get(rule.address)
        if row is None or not rule.pattern.search(words) or (rule.needs and not rule.needs.search(words)):
            continue
        if rule.unless and rule.unless.search(around):
            continue
        old = Evidence(rule.address, str(row["old"].get("text", "")))
        unit = text.statute.index.get(rule.target)
        new = (Evidence(rule.target, unit.text),) if unit is not None else ()
        return rule.message, (old, *new)
    return None
