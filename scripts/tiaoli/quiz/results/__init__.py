"""What learners hand in, merged into tables: `read` the files, `merge` what counts, `report` the numbers, print them.

No names, no ranks of persons; a group of fewer than three is never shown by itself.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from tiaoli import statute
from tiaoli.model import Campaign
from tiaoli.quiz.audit import Text
from tiaoli.quiz.results.merging import Keep, Merged, merge
from tiaoli.quiz.results.page import html
from tiaoli.quiz.results.reading import Fault, Handed, read
from tiaoli.quiz.results.statistics import Report, report
from tiaoli.quiz.results.workbook import xlsx

__all__ = ["Fault", "Handed", "Merged", "Report", "html", "merge", "merged", "read", "report", "xlsx"]


def merged(paths: Iterable[Path], campaign: Campaign, text: Text, keep: Keep = "latest") -> Merged:
    """The results of files, folders and zips against the banks of a content root. ReadError where a path is missing."""
    questions = {question.id: question for bank in campaign.quizzes for question in bank.questions}
    return merge(read(paths), questions, text.names, site_id(campaign), digest(campaign), keep)


def site_id(campaign: Campaign) -> str:
    """The site's id, as its pages write it into a result."""
    return str(campaign.settings.get("site.id") or campaign.statute.slug or "site")


def digest(campaign: Campaign) -> str:
    """First 8 hex digits of the statute's digest, as its pages write it into a result."""
    return hashlib.sha256(statute.unparse(campaign.statute).encode()).hexdigest()[:8]
