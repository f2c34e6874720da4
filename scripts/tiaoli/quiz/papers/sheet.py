"""The answer sheet of a version: letters to fill in, lines to write on."""

from collections.abc import Iterator, Sequence

from tiaoli.numerals import to_chinese
from tiaoli.quiz.papers import Paper, Version
from tiaoli.quiz.papers.blueprint import Section
from tiaoli.quiz.papers.page import FIELDS, LEAST_LINES, LINES_PER_SCORE, head, number, score_table
from tiaoli.quiz.papers.versions import LETTERS, Asked
from tiaoli.quiz.stems import blanks
from tiaoli.writers.document import Block, Cell, Document, Paragraph, Span, Table

#: Questions side by side.
ACROSS, WIDE = 4, 2
#: Boxes for the 准考证号.
DIGITS = 12


def sheet(made: Paper, version: Version) -> Document:
    """The answer sheet."""
    blueprint = made.blueprint
    blocks: list[Block] = [_who(), _number_boxes(), _note(), score_table(blueprint)]
    for at, (section, questions) in enumerate(version.sections, 1):
        words = f"{to_chinese(at)}、{section.title}（第{questions[0].number}—{questions[-1].number}题，每题{number(section.score)}分）"
        blocks.append(Paragraph((Span(words, "hei", 12),), "flush", keep=True, hang=2))
        blocks += _section(section, questions)
    *office, title = (*head(blueprint)[:-1], head(blueprint)[-1] + "答题卡")
    letter = f"{version.letter}卷" if len(made.versions) > 1 else ""
    return Document(
        (*office, title), tuple(blocks), form="exam", subtitle="　　".join(filter(None, (blueprint.subtitle, letter))),
        foot=(f"{blueprint.title}　{version.letter}卷答题卡",), label=f"{blueprint.title} {version.letter}卷 答题卡",
    )  # fmt: skip


def _who() -> Table:
    cells = [
        cell for name in FIELDS[:2] for cell in (Cell(((Span(name),),), "centre", shade=True), Cell(((Span(""),),)))
    ]
    return Table((1, 3, 1, 3), (tuple(cells),), padding=6, summary="单位和姓名")


def _number_boxes() -> Table:
    first = Cell(((Span(FIELDS[2]),),), "centre", shade=True)
    return Table(
        (2, *[1] * DIGITS), ((first, *(Cell(((Span(""),),)) for _ in range(DIGITS))),), padding=6, summary=FIELDS[2]
    )


def _note() -> Paragraph:
    said = "填涂说明：选中的字母用黑色笔把方括号涂满，如 [■]；改动时擦净或划掉原来的，旁边写上改后的字母。卷别、单位、姓名和准考证号都要写清。"
    return Paragraph((Span(said),), "flush", hang=5)


def _section(section: Section, questions: Sequence[Asked]) -> Iterator[Block]:
    if section.type in ("single", "judge"):
        yield _bubbles(questions, ACROSS)
    elif section.type == "multi":
        yield _bubbles(questions, ACROSS if max(len(one.options) for one in questions) <= 5 else WIDE)
    elif section.type == "short":
        for one in questions:
            yield Paragraph((Span(f"{one.number}."),), "flush", keep=True)
            rows = max(LEAST_LINES, round(section.score / 5 * LINES_PER_SCORE))
            yield Table((1,), tuple((Cell(((Span(" "),),), box="top" if at else ""),) for at in range(rows + 1)), padding=6, whole=True,
                        summary=f"第{one.number}题答题处")  # fmt: skip
    else:
        yield _blanks(questions)


def _bubbles(questions: Sequence[Asked], across: int) -> Table:
    cells = [_bubble(one) for one in questions]
    cells += [Cell(((Span(""),),), box="")] * (-len(cells) % across)
    rows = tuple(tuple(cells[at : at + across]) for at in range(0, len(cells), across))
    return Table((1,) * across, rows, padding=4, summary="填涂处", whole=True)


def _bubble(one: Asked) -> Cell:
    signs = ("√", "×") if one.question.type == "judge" else LETTERS[: len(one.options)]
    marks = "  ".join(f"[{sign}]" for sign in signs)
    return Cell(((Span(f"{one.number}　", "hei"), Span(marks)),), box="all")


def _blanks(questions: Sequence[Asked]) -> Table:
    """A cell a question, as many lines to write on as it has blanks."""
    cells = []
    for one in questions:
        places = max(blanks(one.question.stem), 1) if one.question.type == "blank" else 1
        words = "　".join(["＿" * (14 if places == 1 else 7)] * places)
        cells.append(Cell(((Span(f"{one.number}　", "hei"), Span(words)),), box=""))
    cells += [Cell(((Span(""),),), box="")] * (-len(cells) % WIDE)
    return Table(
        (1, 1), tuple(tuple(cells[at : at + WIDE]) for at in range(0, len(cells), WIDE)), padding=5, summary="填空处"
    )
