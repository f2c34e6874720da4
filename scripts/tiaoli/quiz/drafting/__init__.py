"""Draft a bank from a statute alone, by rules whose truth can be proved.

Every question passes the audit as proved before it is kept. Sentences with an exception or an extension are left to people.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tiaoli.model import Evidence, Question, QuizBank
from tiaoli.quiz import audit
from tiaoli.quiz.audit.passages import Text
from tiaoli.quiz.drafting import bodies, clauses, judgements, members, numbers, phrases, statements
from tiaoli.quiz.drafting.common import DELICATE, sentences
from tiaoli.quiz.drafting.explaining import neighbours
from tiaoli.quiz.drafting.naming import named

#: In the order in which they come within an article.
RULES = (
    numbers.draft, bodies.draft, members.draft, phrases.draft, clauses.draft, judgements.draft,
    statements.draft, phrases.places,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Drafted:
    """A bank, and the sentences that a person should draft from. `refused`: questions that the audit didn't prove."""

    bank: QuizBank
    left: tuple[Evidence, ...] = ()
    refused: tuple[Question, ...] = ()


def draft(
    text: Text, old: QuizBank | None = None, title: str = "", confusions: Sequence[Mapping[str, Any]] = (),
    meanings: Sequence[Mapping[str, Any]] = (),
) -> Drafted:  # fmt: skip
    """All questions that the rules find in a statute, in the order of its articles.

    The same statute gives the same bank. A question of `old` keeps its id; ids of `old` that are no longer drafted are
    retired; a question whose content changed gets the next `rev`. `confusions`, `meanings`: what explanations
    warn of and say in plain words, rows of docs/_data/*.yml of the same names.
    """
    order = {unit.address: at for at, unit in enumerate(text.statute.walk())}
    kept: list[Question] = []
    refused: list[Question] = []
    seen: set[tuple] = set()
    near = neighbours(text, confusions, meanings)
    for rule in RULES:
        for question in rule(text):
            asks = (question.stem, frozenset(option.text for option in question.options))
            if asks in seen:
                continue
            if audit.judge(question, text).basis == audit.PROVED:
                seen.add(asks)
                kept.append(near.added(question))
            else:
                refused.append(question)
    kept.sort(key=lambda q: order.get(q.evidence[0].target, 0))
    before = {q.id: q for q in old.questions} if old else {}
    questions = tuple(_revised(q, before.get(q.id)) for q in named(kept, old))
    now = {q.id for q in questions}
    retired = tuple(sorted({*(old.retired if old else ()), *(name for name in before if name not in now)} - now))
    left = tuple(Evidence(s.address, s.text + "。") for s in sentences(text) if DELICATE.search(s.text))
    name = title or f"《{text.statute.title}》按条文出的题"
    return Drafted(QuizBank("", name, questions, retired, found=len(questions)), left, tuple(refused))


def _revised(question: Question, old: Question | None) -> Question:
    if old is None:
        return question
    question = replace(question, use=old.use)  # what a person keeps a question for outlives its drafting
    same = replace(old, rev=1, line=0, problems=(), review=()) == replace(question, rev=1)
    return replace(question, rev=old.rev if same else old.rev + 1)
