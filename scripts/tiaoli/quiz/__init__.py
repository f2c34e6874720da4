"""Question banks: read and write them, audit them against the statute, draft them from it."""

from typing import Any

from tiaoli.quiz import audit
from tiaoli.quiz.audit import Text, Verdict, prepare
from tiaoli.quiz.bank import NAMES, ids, parse, read_file, unparse
from tiaoli.quiz.reviews import digest, is_reviewed

__all__ = [
    "NAMES", "Text", "Verdict", "audit", "digest", "ids", "is_reviewed", "parse", "prepare", "read_file",
    "text_of", "unparse",
]  # fmt: skip


def text_of(campaign: Any) -> Text:
    """The default statute of a campaign, prepared for the audit."""
    short = tuple(campaign.settings.get("statute.short_names") or ()) or ("条例",)
    kind = str(campaign.settings.get("statute.kind") or "")
    return prepare(campaign.statute, campaign.timelimits, campaign.headcounts, short, campaign.superseded, kind)
