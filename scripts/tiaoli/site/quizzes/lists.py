"""Questions to read, a page a chapter, with the key folded away: what a browser without scripts has."""

from collections.abc import Iterator, Sequence

from tiaoli.model import Campaign, Page, Question
from tiaoli.quiz import NAMES
from tiaoli.site.markup import block, esc, md, turn, url
from tiaoli.site.places import Places
from tiaoli.site.quizzes import data

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STYLE = "assets/quiz.css"
#: Said on paper only, where the keys are left out.
UNKEYED = "打印的页上没有答案和解析；要带答案的，从本站“资料下载”里取“练习题单”。"


def pages(
    campaign: Campaign, places: Places, found: Sequence[Question], nav: tuple[str, ...], sources: tuple[str, ...]
) -> Iterator[Page]:
    """A page for every chapter that has questions, in the order of the chapters."""
    known = {number for number, _ in data.chapters_known(campaign)}
    groups: dict[str, list[Question]] = {}
    for question in found:
        own = data.chapter_of(campaign, question)
        groups.setdefault(own if own in known else "", []).append(question)
    rows = [(_path(number), f"{label}　{heading}".strip("　"), groups[number])
            for number, label, heading, _ in data.chapters(campaign) if number in groups]  # fmt: skip
    titles = [(path, title) for path, title, _ in rows]
    meta = {"hide": ["toc"], "class": "quiz", "search": {"exclude": True}}
    for at, (path, title, questions) in enumerate(rows):
        body = _list(path, title, questions, places) + turn(titles, at, path)
        yield Page(path, f"{title}：题目", body, (*nav, title), meta, sources)


def _path(number: str) -> str:
    return f"quiz/list-{number}.md" if number else "quiz/list.md"


def _list(path: str, title: str, questions: Sequence[Question], places: Places) -> str:
    items = [_question(question, places, path) for question in questions]
    return "\n".join([
        f"# {md(title)}：题目 {{#top}}\n",
        f"共 {len(questions)} 题。点开“答案和解析”看答案；也可以[逐题练习](practice.md)，"
        "答完再看。\n",
        block('<p class="tl-quiz-unkeyed">', UNKEYED, "</p>"),
        block(f'<link rel="stylesheet" href="{esc(url(path, STYLE))}">', '<ol class="tl-quiz-list" data-search-exclude>',
              *items, "</ol>"),
    ])  # fmt: skip


def _question(question: Question, places: Places, here: str) -> str:
    options = [option.text for option in question.options]
    if question.type == "order":  # the right order is the key: shown in another one
        options = sorted(options)
    marked = "".join(f"<li>{esc(text)}</li>" for text in options)
    return (
        f'<li id="q-{esc(question.id)}"><p><span class="tl-tag">{NAMES[question.type]}</span>{esc(question.stem)}</p>'
        + (f'<ol class="tl-quiz-letters">{marked}</ol>' if marked else "")
        + '<details class="tl-quiz-key"><summary>答案和解析</summary>'
        + f"<p><strong>{esc(key_words(question))}</strong></p>{_reasons(question)}"
        + "".join(
            f"<p>依据：{places.anchor(here, e.target)}<q>{esc(e.quote)}</q></p>" for e in question.evidence
        )
        + "</details></li>"
    )  # fmt: skip


def _reasons(question: Question) -> str:
    why = [(_LETTERS[at], option.why) for at, option in enumerate(question.options) if option.why]
    said = f"<p>{esc(question.explanation)}</p>" if question.explanation else ""
    return said + "".join(f"<p>{letter} 项不对：{esc(words)}</p>" for letter, words in why)


def key_words(question: Question) -> str:
    """The key as a person says it: 答案：B; 答案：对; 答案：60（或六十）.

    >>> key_words(Question("a", "blank", "____日", answers=(("60", "六十"),)))
    '答案：60（或六十）'
    """
    match question.type:
        case "judge":
            said = "对" if question.answer else "错"
        case "blank":
            blanks = (
                f"{words[0]}（或{'、'.join(words[1:])}）" if words[1:] else words[0] for words in question.answers
            )
            said = "；".join(blanks)
        case "short":
            said = question.text or "；".join(question.points)
        case "order":
            said = " → ".join(option.text for option in question.options)
        case _:
            said = "".join(_LETTERS[at] for at in question.keyed)
    return f"答案：{said}"
