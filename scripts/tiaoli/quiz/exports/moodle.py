"""Moodle XML, after its documentation. No reader of it was at hand: the file is well-formed, and has not been imported anywhere."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tiaoli.model import Question
from tiaoli.quiz.exports.gift import SHARES
from tiaoli.quiz.exports.selection import Made, Questions, answer, one_line
from tiaoli.quiz.stems import BLANK

_TYPES = {
    "single": "multichoice", "multi": "multichoice", "judge": "truefalse", "short": "essay", "order": "matching",
}  # fmt: skip
_CLOZE = str.maketrans({sign: "\\" + sign for sign in '\\}~#=%/"'})


def xml(questions: Questions) -> Made:
    """All questions as one quiz, a category for each chapter."""
    root = Element("quiz")
    category = None
    left = []
    for question in questions.items:
        if len(question.keyed) > max(SHARES):
            left.append((question.id, "正确选项太多"))
            continue
        if category != (category := questions.chapter_name(question)):
            holder = SubElement(root, "question", type="category")
            parts = (questions.title, category)
            _text(SubElement(holder, "category"), "/".join(["$course$", *(p.replace("/", "//") for p in parts if p)]))
        root.append(_question(questions, question))
    indent(root, " ")
    content = tostring(root, "utf-8", xml_declaration=True) + b"\n"
    return Made(content, len(questions.items) - len(left), tuple(left))


def _text(parent: Element, words: str) -> None:
    SubElement(parent, "text").text = words


def _question(questions: Questions, question: Question) -> Element:
    several = question.type == "blank" and len(question.answers) > 1
    kind = "cloze" if several else _TYPES.get(question.type, "shortanswer")
    made = Element("question", type=kind)
    _text(SubElement(made, "name"), question.id)
    _text(
        SubElement(made, "questiontext", format="plain_text"), _cloze(question) if several else one_line(question.stem)
    )
    _text(SubElement(made, "generalfeedback", format="plain_text"), questions.reason(question, wrong=False))
    if not several:
        SubElement(made, "defaultgrade").text = f"{question.score:g}"
    SubElement(made, "idnumber").text = question.id
    made.extend(_answers(question) if not several else ())
    tags = SubElement(made, "tags")
    for tag in question.tags:
        _text(SubElement(tags, "tag"), tag)
    return made


def _cloze(question: Question) -> str:
    """____ as {1:SHORTANSWER:=60~=六十}."""
    answers = iter(question.answers)
    return BLANK.sub(
        lambda match: "{1:SHORTANSWER:" + "~".join("=" + way.translate(_CLOZE) for way in next(answers)) + "}",
        one_line(question.stem),
    )


def _answer(share: str, words: str, why: str = "") -> Element:
    made = Element("answer", fraction=share, format="plain_text")
    _text(made, words)
    if why:
        _text(SubElement(made, "feedback", format="plain_text"), one_line(why))
    return made


def _element(name: str, words: str) -> Element:
    made = Element(name)
    made.text = words
    return made


def _answers(question: Question) -> Iterator[Element]:
    if question.type in ("single", "multi"):
        yield _element("single", "true" if question.type == "single" else "false")
        yield _element("shuffleanswers", "false" if any(o.lock for o in question.options) else "true")
        yield _element("answernumbering", "ABCD")
        right = SHARES[len(question.keyed)]
        wrong = "-100" if question.type == "multi" else "0"
        for option in question.options:
            yield _answer(right if option.correct else wrong, one_line(option.text), option.why)
    elif question.type == "judge":
        for name, value in (("true", True), ("false", False)):
            yield _answer("100" if question.answer is value else "0", name)
    elif question.type == "blank":
        yield _element("usecase", "0")
        yield from (_answer("100", one_line(way)) for way in question.answers[0])
    elif question.type == "order":
        yield _element("shuffleanswers", "true")
        for at, option in enumerate(question.options, 1):
            sub = Element("subquestion", format="plain_text")
            _text(sub, f"第{at}步")
            _text(SubElement(sub, "answer"), one_line(option.text))
            yield sub
    else:
        yield _element("responseformat", "editor")
        info = Element("graderinfo", format="plain_text")
        _text(info, f"参考答案：{answer(question)}")
        yield info
