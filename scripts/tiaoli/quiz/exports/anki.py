"""Anki: one card a question. The same question is the same note for ever; a new `rev` replaces its text, nothing doubles."""

import hashlib
from html import escape

from tiaoli.model import Question
from tiaoli.quiz.bank import NAMES
from tiaoli.quiz.exports.selection import LETTERS, Made, Questions, answer, mixed, one_line
from tiaoli.writers.anki import Card, Look, package

LOOK = Look(
    1_735_290_411, "条理 题目", ("题干", "题型", "选项", "答案", "解析", "依据", "章节", "题号"),
    '<div class="kind">{{题型}}</div><div class="stem">{{题干}}</div>{{选项}}',
    '{{FrontSide}}<hr id="answer"><div class="key">{{答案}}</div><div class="why">{{解析}}</div>'
    '<div class="basis">{{依据}}</div><div class="foot">{{章节}}　{{题号}}</div>',
    ".card{font-family:'Microsoft YaHei','PingFang SC','Noto Sans CJK SC',sans-serif;font-size:20px;line-height:1.7;"
    "text-align:left;color:#1f2328;background:#fff;max-width:40em;margin:0 auto}"
    ".kind,.foot,.basis{font-size:15px;color:#57606a}.stem{font-weight:600;margin:.3em 0}.key{font-weight:600;color:#9f1d20}"
    ".why{margin:.5em 0}ol{padding-left:1.6em}"
    ".nightMode.card,.night_mode .card{color:#e6edf3;background:#161b22}.nightMode .key{color:#ff8f85}"
    ".nightMode .kind,.nightMode .foot,.nightMode .basis{color:#9da7b1}",
)  # fmt: skip


def deck(questions: Questions) -> Made:
    """All questions as one deck, tagged by type and chapter. What a learner has done so far stays with the cards."""
    cards = [_card(questions, question) for question in questions.items]
    about = f"{questions.title}，答案和解析都与条文核对过。"
    name = questions.title.replace("::", "：")  # Anki reads :: as a deck in a deck
    return Made(package(name, f"{questions.site} quiz", LOOK, cards, about), len(cards))


def guid(site: str, question: str) -> str:
    """What Anki knows a note by: of the site and the question's id, nothing else."""
    return hashlib.sha256(f"{site}\0{question}".encode()).hexdigest()[:20]


def _card(questions: Questions, question: Question) -> Card:
    chapter = questions.chapter(question)
    kind = NAMES[question.type]
    why = [escape(one_line(question.explanation))] if question.explanation else []
    why += [f"{LETTERS[at]}项：{escape(one_line(o.why))}" for at, o in enumerate(question.options) if o.why]
    basis = [f"{escape(place)}：“{escape(one_line(quote))}”" for place, quote in questions.quotes(question)]
    fields = (
        escape(one_line(question.stem)), kind, _options(question), escape(_key(question)), "<br>".join(why), "<br>".join(basis),
        escape(questions.chapter_name(question)), question.id,
    )  # fmt: skip
    tags = (kind, *([chapter.label.replace(" ", "")] if chapter else []))
    return Card(guid(questions.site, question.id), question.rev, fields, tags)


def _options(question: Question) -> str:
    texts = [o.text for o in question.options]
    if question.type == "order":
        texts = [texts[at] for at in mixed(question)]
    rows = "".join(f"<li>{escape(one_line(text))}</li>" for text in texts)
    return f'<ol type="A">{rows}</ol>' if rows else ""


def _key(question: Question) -> str:
    if question.type in ("single", "multi"):
        return "；".join(f"{LETTERS[at]}. {one_line(question.options[at].text)}" for at in question.keyed)
    return answer(question)
