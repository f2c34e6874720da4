"""Questions as the pages and other programs read them."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from tiaoli import quiz, statute
from tiaoli.model import Article, Campaign, Chapter, Question
from tiaoli.quiz import checking
from tiaoli.site.frame import site_id
from tiaoli.site.places import Places
from tiaoli.site.tables import statute_source

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def path(use: str) -> str:
    """Where the script with the questions of a use lies."""
    return f"assets/quiz-data-{use}.js"


def sources(campaign: Campaign) -> tuple[str, ...]:
    """Files that the quiz pages are made of."""
    return (statute_source(campaign), *(bank.path for bank in campaign.quizzes))


def digest(campaign: Campaign) -> str:
    """First 8 hex digits of the statute's digest: which text a learner's answers belong to."""
    return hashlib.sha256(statute.unparse(campaign.statute).encode()).hexdigest()[:8]


def questions(campaign: Campaign, use: str) -> tuple[Question, ...]:
    """Questions that may be shown for a use, in the order of the banks."""
    return tuple(question for question in _published(_Key(campaign)) if question.use == use)


class _Key:
    """A campaign as far as its questions depend on it: the same content is audited once a run."""

    def __init__(self, campaign: Campaign) -> None:
        self.campaign = replace(campaign, local=())  # they have no part in it, and may be many
        said = json.dumps([campaign.superseded, campaign.settings.get("statute")], ensure_ascii=False, default=str)
        self.parts = (campaign.quizzes, campaign.statute, said)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.parts == other.parts

    def __hash__(self) -> int:
        return hash((self.parts[1].title, tuple(len(bank.questions) for bank in self.parts[0])))


@lru_cache(maxsize=8)
def _published(key: _Key) -> tuple[Question, ...]:
    if not key.campaign.quizzes:
        return ()
    text = quiz.text_of(key.campaign)
    return tuple(q for bank in key.campaign.quizzes for q in checking.published(bank, text))


def chapter_of(campaign: Campaign, question: Question) -> str:
    """Number of a question's chapter: its own, else that of its first evidence; "" where there is none."""
    if question.chapter or not question.evidence:
        return question.chapter
    above = campaign.statute.ancestors(question.evidence[0].target)
    return next((unit.number for unit in above if isinstance(unit, Chapter)), "")


def articles_of(campaign: Campaign, question: Question) -> tuple[str, ...]:
    """Numbers of the articles that bear a question's key out."""
    found = (campaign.statute.article_of(e.target) for e in question.evidence if e.target in campaign.statute.index)
    return tuple(dict.fromkeys(article.number for article in found if article))


def chapters(campaign: Campaign) -> list[tuple[str, str, str, int]]:
    """(number, label, heading, practice questions) of every chapter; one nameless row for questions outside any."""
    owns = [chapter_of(campaign, question) for question in questions(campaign, "practice")]
    known = {unit.number: unit for unit in campaign.statute.chapters}
    rows = [(number, unit.label, unit.heading, owns.count(number)) for number, unit in known.items()]
    other = sum(number not in known for number in owns)
    return rows + ([("", "全部题目" if not known else "其他", "", other)] if other else [])


def script(campaign: Campaign, places: Places, here: str, use: str, found: Sequence[Question]) -> bytes:
    """The questions of a use as a classic script, which a page from disk can load too."""
    units = [unit for unit in campaign.statute.walk() if isinstance(unit, Article)]
    value = {
        "schema": 1, "site": site_id(campaign), "statute": digest(campaign), "title": campaign.statute.title,
        "names": [campaign.statute.title, *(campaign.settings.get("statute.short_names") or ("条例",))],
        "chapters": [list(row[:3]) for row in chapters(campaign)],
        "articles": [[unit.number, unit.label] for unit in units],
        "questions": [_row(campaign, places, here, question) for question in found],
    }  # fmt: skip
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("</", "<\\/").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"(window.tiaoliQuizData=window.tiaoliQuizData||{{}}).{use}={safe};\n".encode()


def _row(campaign: Campaign, places: Places, here: str, question: Question) -> dict[str, Any]:
    """One question for the pages; what is empty or at its default is left out."""
    known = {number for number, *_ in chapters_known(campaign)}
    chapter = chapter_of(campaign, question)
    row = {
        "id": question.id, "rev": question.rev, "type": question.type, "stem": question.stem,
        "options": [
            {"text": o.text, "correct": o.correct, "why": o.why, "lock": o.lock} for o in question.options
        ],
        "answers": question.answers, "text": question.text, "points": question.points, "partial": question.partial,
        "explanation": question.explanation,
        "evidence": [
            {"name": places.name(e.target), "link": places.link(here, e.target) or "", "quote": e.quote}
            for e in question.evidence
        ],
        "chapter": chapter if chapter in known else "", "articles": articles_of(campaign, question),
        "audience": question.audience, "score": question.score,
    }  # fmt: skip
    row["options"] = [{key: value for key, value in option.items() if value} for option in row["options"]]
    row = {key: value for key, value in row.items() if value not in ("", (), [])}
    return row | ({"answer": question.answer} if question.type == "judge" else {})


def chapters_known(campaign: Campaign) -> list[tuple[str, str]]:
    """(number, label) of the statute's chapters."""
    return [(unit.number, unit.label) for unit in campaign.statute.chapters]


def record(campaign: Campaign, places: Places, found: Sequence[Question]) -> dict[str, Any]:
    """What api/quiz.json says: the practice questions, `answer` as `quiz --json` gives it for each type.

    single, multi: letters of the right options; judge: true or false; blank: for each blank the accepted ways to write
    it; short: the model answer, with `points`; order: letters in the right order (the options stand in it).
    """
    return {
        "schema": 1, "statute": campaign.statute.slug, "title": campaign.statute.title, "digest": digest(campaign),
        "questions": [_record(campaign, places, question) for question in found],
    }  # fmt: skip


def _record(campaign: Campaign, places: Places, q: Question) -> dict[str, Any]:
    lettered = [{"label": letter, "text": o.text, "why": o.why} for letter, o in zip(_LETTERS, q.options, strict=False)]
    answer: Any = {"judge": q.answer, "blank": q.answers, "short": q.text}.get(
        q.type, [_LETTERS[at] for at in (range(len(q.options)) if q.type == "order" else q.keyed)]
    )
    return {
        "id": q.id, "rev": q.rev, "type": q.type, "stem": q.stem, "options": lettered, "answer": answer,
        "points": q.points, "partial": q.partial, "explanation": q.explanation,
        "evidence": [{"target": e.target, "name": places.name(e.target), "quote": e.quote} for e in q.evidence],
        "chapter": chapter_of(campaign, q), "articles": articles_of(campaign, q), "tags": q.tags,
        "audience": q.audience, "difficulty": q.difficulty, "score": q.score,
    }  # fmt: skip
