"""Reviews of questions that no rule can prove: two people, bound to one wording."""

import hashlib
import json

from tiaoli.model import Question

#: Independent approvals that a question needs.
NEEDED = 2


def digest(question: Question) -> str:
    """Sixteen hex digits over everything that a reviewer judges: type, stem, options, key, explanation, evidence.

    Id, revision, tags, use, score and the reviews themselves are left out, so that sorting a bank voids nothing.
    """
    options = [[o.text, o.correct, o.why, o.lock] for o in question.options]
    key = [question.answer, question.answers, question.text, question.points]
    evidence = [[e.target, e.quote] for e in question.evidence]
    judged = [question.type, question.stem, options, key, question.explanation, evidence]
    return hashlib.sha256(json.dumps(judged, ensure_ascii=False).encode()).hexdigest()[:16]


def reviewers(question: Question) -> tuple[str, ...]:
    """Different names whose review is of the present wording."""
    now = digest(question)
    return tuple(dict.fromkeys("".join(r.by.split()) for r in question.review if r.digest == now))


def is_reviewed(question: Question) -> bool:
    """Whether enough independent people approved exactly this wording."""
    return len(reviewers(question)) >= NEEDED
