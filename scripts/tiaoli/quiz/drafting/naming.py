"""Ids of drafted questions: address and rule, with a number where a rule asks twice of one unit.

An id belongs to one question for good. Drafted again, a question finds its old id by rule, place and stem, then by rule
and place (a question after a whole list by the list, whichever of its items it shows); what is new takes a number that no
question has ever had.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from tiaoli.model import Question, QuizBank


def named(questions: Sequence[Question], old: QuizBank | None) -> list[Question]:
    """The questions with their ids, in the same order."""
    left = list(old.questions) if old else []
    taken = {q.id for q in left} | set(old.retired if old else ())
    ids: dict[int, str] = {}
    for key in (_exactly, _about, _of_list):
        for at, question in enumerate(questions):
            match = at not in ids and next((q for q in left if key(q) == key(question)), None)
            if match:
                ids[at] = match.id
                left.remove(match)
    out = []
    for at, question in enumerate(questions):
        if at not in ids:
            base = question.id.replace("~", "-")
            number = 1
            while (name := base if number == 1 else f"{base}-{number}") in taken:
                number += 1
            taken.add(name)
            ids[at] = name
        out.append(replace(question, id=ids[at]))
    return out


def _of_list(question: Question) -> tuple:
    rule = question.origin.split("@")[0]
    if rule not in ("list", "absent"):
        return (id(question),)
    return rule, re.sub(r"-i\d+.*$", "", question.evidence[0].target)


def _exactly(question: Question) -> tuple:
    return (*_about(question), question.stem)


def _about(question: Question) -> tuple:
    """Rule whatever its version, and the words of the text that it asks about."""
    return question.origin.split("@")[0], tuple((e.target, e.quote) for e in question.evidence)
