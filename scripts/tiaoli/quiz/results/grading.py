"""Mark an answer anew, as the page does (assets/quiz-logic.js): the share of its points that it has earned."""

import re

from tiaoli.citations.normalise import squeeze
from tiaoli.model import Question
from tiaoli.numerals import parse_int
from tiaoli.quiz.audit.canon import plain
from tiaoli.quiz.stems import BLANK

_UNIT = "章|条|项|款|种|个?工作日|个?小时|个?月|个?周|日|天|年|人|名|元|万元|倍|次|件|%|％|成|分之"
#: 60, 60日, 60日内, after `plain`.
_AMOUNT = re.compile(rf"第?(?P<number>\d{{1,12}}|[零〇○一二三四五六七八九十百千万两]{{1,8}})(?P<unit>{_UNIT})?内?")
_UNIT_FIRST = re.compile(_UNIT)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def share(question: Question, given: str, names: re.Pattern[str]) -> float | None:
    """0 to 1; None where `given` is no answer to a question of this type (it was tampered with)."""
    if not given:
        return 0.0
    kind = question.type
    if kind == "judge":
        return float((given == "T") == question.answer) if given in ("T", "F") else None
    if kind == "order":
        places = given.split(",")
        right = [str(at) for at in range(1, len(question.options) + 1)]
        return (
            float(places == right)
            if sorted(places, key=lambda p: (len(p), p)) == sorted(right, key=lambda p: (len(p), p))
            else None
        )
    if kind == "short":
        points = set(given.split(","))
        known = {str(at) for at in range(1, max(len(question.points), 1) + 1)}
        return len(points & known) / len(known) if points <= known | {"0"} else None
    if kind == "blank":
        return _blanks(question, given, names)
    return _choices(question, given)


def _choices(question: Question, given: str) -> float | None:
    letters = _LETTERS[: len(question.options)]
    if len(set(given)) != len(given) or any(letter not in letters for letter in given):
        return None
    chosen = {letters.index(letter) for letter in given}
    right = len(chosen & set(question.keyed))
    return _partial(question.partial, right, len(chosen) - right, len(question.keyed))


def _blanks(question: Question, given: str, names: re.Pattern[str]) -> float | None:
    typed = given.split("|")
    if len(typed) > len(question.answers):
        return None
    around = BLANK.split(question.stem)
    right = wrong = 0
    for at, words in enumerate(question.answers):
        own = typed[at] if at < len(typed) else ""
        after = around[at + 1] if at + 1 < len(around) else ""
        if accepts(own, words, after, names):
            right += 1
        elif own.strip():
            wrong += 1
    return _partial(question.partial, right, wrong, len(question.answers))


def _partial(rule: str, right: int, wrong: int, wanted: int) -> float:
    if right == wanted and not wrong:
        return 1.0
    if wrong or not right:
        return 0.0
    return {"each": right / wanted, "half": 0.5}.get(rule, 0.0)


def accepts(given: str, answers: tuple[str, ...], after: str, names: re.Pattern[str]) -> bool:
    """Whether what was typed into a blank is one of its answers: 六十, 60, 60日 and 60天 are one, 60个工作日 is another.

    >>> from tiaoli.quiz.audit.canon import names_of
    >>> [accepts(typed, ("60",), "日内办结", names_of("示例条例", ())) for typed in ("六十", "60天", "60个工作日", "六")]
    [True, True, False, False]
    """
    own = plain(given, names)
    if not own:
        return False
    follows = _UNIT_FIRST.match(squeeze(after))
    unit = _unit(follows[0]) if follows else ""
    counted = _amount(own)
    for answer in answers:
        wanted = plain(answer, names)
        if wanted == own:
            return True
        number = _amount(wanted)
        if number and counted and number[0] == counted[0]:
            right = number[1] or unit
            if not counted[1] or not right or counted[1] == right:
                return True
    return False


def _amount(text: str) -> tuple[int, str] | None:
    match = _AMOUNT.fullmatch(text)
    value = parse_int(match["number"]) if match else None
    return (value, _unit(match["unit"] or "")) if match and value is not None else None


def _unit(unit: str) -> str:
    unit = unit.removeprefix("个")
    return {"天": "日", "名": "人"}.get(unit, unit)
