"""A version of a paper as a document: title, score table, sections, questions as an exam paper prints them."""

from collections.abc import Iterator

from tiaoli.numerals import to_chinese
from tiaoli.quiz.papers import Paper, Version
from tiaoli.quiz.papers.blueprint import Blueprint, Section
from tiaoli.quiz.papers.versions import LETTERS, Asked
from tiaoli.quiz.stems import BLANK
from tiaoli.writers.document import Block, Cell, Columns, Document, Paragraph, Seal, Span, Table, title_lines

FIELDS = ("单位", "姓名", "准考证号")
#: Characters of 五号 that a line of the narrower page (A4) has.
LINE = 42
#: Lines to write on for a short answer, for each five marks and at least.
LINES_PER_SCORE, LEAST_LINES = 5, 4
_BLANK_LINE = "＿" * 5
#: Blanks that no line breaks at.
_ROOM = "（" + "\u00a0" * 7 + "）"


def paper(made: Paper, version: Version, *, folded: bool) -> Document:
    """The paper of one version, A4 or folded A3."""
    blueprint = made.blueprint
    on_paper = blueprint.answer_on == "paper"
    blocks: list[Block] = [_plain(line) for line in _notes(blueprint)]
    if on_paper:
        blocks.append(score_table(blueprint))
    for at, (section, questions) in enumerate(version.sections, 1):
        blocks.append(_section_head(at, section, boxed=on_paper))
        for one in questions:
            blocks += question(one, room=on_paper)
    return Document(
        head(blueprint), tuple(blocks), form="exam", subtitle=_facts(made, version), seal=Seal(FIELDS), folded=folded,
        foot=(f"{blueprint.title}　{version.letter}卷",), label=f"{blueprint.title} {version.letter}卷",
    )  # fmt: skip


def head(blueprint: Blueprint) -> tuple[str, ...]:
    """The office, then the title in lines."""
    return (*([blueprint.organiser] if blueprint.organiser else []), *title_lines(blueprint.title, 22))


def _facts(made: Paper, version: Version) -> str:
    blueprint = made.blueprint
    letter = f"{version.letter}卷" if len(made.versions) > 1 else ""
    time = f"考试时间：{blueprint.minutes}分钟" if blueprint.minutes else ""
    facts = (blueprint.subtitle, letter, time, f"满分：{number(blueprint.full)}分")
    return "　　".join(filter(None, facts))


def _notes(blueprint: Blueprint) -> Iterator[str]:
    where = "答案写在试卷上" if blueprint.answer_on == "paper" else "答案写在答题卡上，写在试卷上的不计分"
    yield f"注意事项：1. 答题前在密封线外的横线上写清单位、姓名和准考证号。2. {where}。3. 不要在密封线内答题。"


def score_table(blueprint: Blueprint) -> Table:
    """题号, 得分, 评卷人 for each section and the total."""
    names = [to_chinese(at) for at in range(1, len(blueprint.sections) + 1)]
    rows = (
        tuple(_cell(word, shade=True) for word in ("题　号", *names, "总　分", "核分人")),
        tuple(_cell(word, shade=not at) for at, word in enumerate(("满　分", *(number(s.count * s.score) for s in blueprint.sections), number(blueprint.full), ""))),
        tuple(_cell(word, shade=not at) for at, word in enumerate(("得　分", *("" for _ in range(len(names) + 2))))),
    )  # fmt: skip
    return Table((1.4, *(1 for _ in names), 1.2, 1.4), rows, summary="得分表", padding=4)


def _section_head(at: int, section: Section, *, boxed: bool) -> Block:
    words = f"{to_chinese(at)}、{section.title}"
    rule = f"（本大题共{section.count}小题，每小题{number(section.score)}分，共{number(section.count * section.score)}分。{_how(section)}）"
    spans = (Span(words, "hei", 12), Span(rule))
    if not boxed:
        return Paragraph(spans, "flush", keep=True, hang=2)
    rows = (
        (_cell("得分", shade=True), _cell("评卷人", shade=True), Cell((spans,), box="", rows=2)),
        (_cell(""), _cell("")),
    )
    return Table((1, 1.2, 8), rows, padding=3, summary=f"{words}的得分", keep=True)


def _how(section: Section) -> str:
    if section.type == "single":
        return "每小题只有一个选项符合题意，把它的字母填在括号里"
    if section.type == "multi":
        half = "少选且没有选错的得一半分" if section.partial == "half" else "少选不得分"
        return f"每小题有两个或两个以上选项符合题意，把它们的字母填在括号里；{half}，多选、错选不得分"
    return {
        "judge": "正确的在括号里打“√”，错误的打“×”",
        "blank": "把答案写在横线上",
        "order": "把各项的字母按正确的先后写在括号里",
        "short": "写出要点",
    }[section.type]


def question(one: Asked, *, room: bool = False) -> Iterator[Block]:
    """Stem and options; room to write below a short answer."""
    options = tuple((Span(f"{LETTERS[at]}. {option.text}"),) for at, option in enumerate(one.options))
    writes = one.question.type == "short" and room
    yield Paragraph((Span(f"{one.number}. {stem(one)}"),), "flush", keep=bool(options) or writes, hang=_hang(one))
    if options:
        yield from _options(options, _hang(one))
    if writes:
        yield _lines(max(LEAST_LINES, round(one.score / 5 * LINES_PER_SCORE)))


def stem(one: Asked) -> str:
    """The stem with room for the answer where its type wants it."""
    kind, words = one.question.type, one.question.stem.strip()
    if kind == "blank":
        return BLANK.sub(_BLANK_LINE, words)
    if kind in ("single", "multi"):
        return BLANK.sub(_ROOM, words) if BLANK.search(words) else words + _ROOM
    if kind == "order":
        return words + _ROOM.replace("\u00a0", "\u00a0" * 2)
    return words + (_ROOM if kind == "judge" else "")


def _hang(one: Asked) -> float:
    return (len(str(one.number)) + 2) / 2


def _options(options: tuple[tuple[Span, ...], ...], indent: float) -> Iterator[Block]:
    longest = max(_width(spans[0].text) for spans in options)
    room = LINE - indent
    if len(options) in (3, 4) and longest + 1.5 <= room / len(options):
        yield Columns(options, len(options), indent)
    elif longest + 1.5 <= room / 2 and len(options) > 2:
        yield Columns(options, 2, indent)
    else:
        for at, spans in enumerate(options):
            yield Paragraph(spans, "flush", keep=at + 1 < len(options), indent=indent, hang=1.25)


def _width(words: str) -> float:
    return sum(1 if ord(char) > 0x2E80 or char in "“”‘’—…·" else 0.55 for char in words)


def _lines(count: int) -> Table:
    rows = tuple((Cell(((Span(" "),),), box="top" if at else ""),) for at in range(count + 1))
    return Table((1,), rows, padding=6, summary="答题处", whole=True)


def _plain(words: str) -> Paragraph:
    return Paragraph((Span(words),), "flush", hang=5)


def _cell(words: str, *, shade: bool = False) -> Cell:
    return Cell(((Span(words),),), "centre", shade=shade)


def number(value: float) -> str:
    """2 for 2.0, 2.5 for 2.5."""
    return f"{value:g}"
