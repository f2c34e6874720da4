"""Statements of what the statute is in law, which its own text doesn't say but the content root does."""

import re

from tiaoli.model import Question
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.audit.verdict import WRONG, Verdict

_MARK = re.compile(r"[（(]\s*[）)]|[。.\s]")
#: 信访工作条例是一部行政法规, 《信访工作条例》属于党内法规, 《信访工作条例》是由国务院颁布的行政法规
_IS = re.compile(
    r"《?(?P<name>[^《》，,；;]+?)》?(?:是|属于)(?:由?[^，,。；;《》]{2,20}(?:制定|颁布|发布|公布|印发|通过)的)?(?:一[部项种])?(?P<kind>党内法规|行政法规|地方性法规|部门规章|规章|法律|司法解释)"
)


def contradicted(text: Text, question: Question, claim: str) -> Verdict | None:
    """`wrong` where the key says that the statute is of another kind than it is, or isn't of its own; None otherwise."""
    match = _IS.fullmatch(_MARK.sub("", claim))
    if not text.kind or question.type != "judge" or not match or question.answer is None:
        return None
    if match["name"] not in (text.statute.title, *text.short, *(f"本{name}" for name in text.short)):
        return None
    same = match["kind"] == text.kind
    if same is question.answer:
        return None
    answer = "对" if same else "错"
    message = f"《{text.statute.title}》是{text.kind}，答案应为“{answer}”；请改正答案"
    return Verdict(WRONG, message, same)
