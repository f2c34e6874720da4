"""When a notice says that entries may come in: first day and deadline, and what of it is in doubt."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from tiaoli.contest.notice.outline import Row, is_office
from tiaoli.numerals import parse_int

_C = "零〇○一二三四五六七八九十"
#: 2025年9月30日, 9月30日, 二〇二五年九月三十日, 2025-9-30, 2025.9.30; 年 without digits: 今年9月30日 has no year.
_DATE = re.compile(
    rf"(?:(?P<year>\d{{4}}|[{_C}]{{4}})\s*年\s*)?(?P<month>\d{{1,2}}|[{_C}]{{1,3}})\s*月\s*(?P<day>\d{{1,2}}|[{_C}]{{1,3}})\s*[日号]"
    r"|(?<!\d)(?P<year2>\d{4})\s*[-./／]\s*(?P<month2>\d{1,2})\s*[-./／]\s*(?P<day2>\d{1,2})(?!\d)"
)
#: The end of a range may leave out what its beginning has said: 7月1日至31日.
_DAY_ONLY = re.compile(rf"(?P<day>\d{{1,2}}|[{_C}]{{1,3}})\s*[日号]")
#: 9月底, 9月下旬, 12月: a month without a day.
_MONTH = re.compile(
    rf"(?:(?P<year>\d{{4}})\s*年\s*)?(?P<month>\d{{1,2}}|[{_C}]{{1,3}})\s*月\s*(?P<part>底|末|中旬|上旬|下旬|初)?(?![\d{_C}]|\s*\d)"
)
_TO = r"\s*(?:[（(][^（）()]{1,6}[）)])?\s*(?:\d{1,2}[:：]\d{2}|\d{1,2}时)?\s*(?:起|开始)?\s*(?:[,，]\s*)?(?:至|到|—+|－+|–+|─+|-+|~+|～+)\s*"
_BETWEEN = re.compile(_TO)
_FROM_NOW = re.compile(
    r"(?:自|从)?(?:即日|发文之日|通知(?:印发|下发|发布)之日|本通知(?:印发|下发|发布)之日|公告之日|发布之日)起?"
)
#: What is due on other days.
_OTHER = re.compile(
    r"评审|评选|评出|初评|终评|复评|公布|颁奖|揭晓|公示|表彰|展示|展播|施行|印发|刊登|刊发|报名表|成立|召开|诞辰|周年|批准|发布会|启动仪式|动员|部署|发动|出版|结集|展出|获奖名单|通知(?:获奖|入选)"
)
_ENTRIES = re.compile(r"截稿|截止|截至|征文|征稿|征集|投稿|来稿|作品|稿件|报送|提交|发送|寄|投递|送达|参赛|上报")
_DUE = re.compile(r"截稿|截止|截至|止|以?前|之前|为限|内")
_WEAK = re.compile(r"活动(?:的)?(?:起止)?时间")


@dataclass(frozen=True, slots=True)
class Found:
    """A day that a notice says of `what` ("opens", "closes"). `day`: None where the year or the day is not said.

    `guess`: what it would be with the year of the notice, for a person to confirm; `strong`: said of entries, not of the
    activity as a whole.
    """

    what: str
    text: str
    day: date | None
    number: int
    guess: date | None = None
    strong: bool = True


def dated(rows: Sequence[Row]) -> date | None:
    """The day under the notice (成文日期): the last line that is nothing but a date."""
    at = signed_at(rows)
    return None if at is None else _day(_DATE.fullmatch(rows[at].text.strip()), None)


def signed_at(rows: Sequence[Row]) -> int | None:
    """Position of that line; what may stand below it is an annex or the foot of a web page."""
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        if not _DATE.fullmatch(row.text.strip()) or row.own_label:
            continue
        if "opens_closes" not in row.fields[-1:] or (at and is_office(rows[at - 1].text)):
            return at
    return None


def find(rows: Sequence[Row]) -> list[Found]:
    """Every first day and deadline for entries, in the order of the notice."""
    own, signed = dated(rows), signed_at(rows)
    found: list[Found] = []
    for at, row in enumerate(rows):
        if at == signed:
            continue
        for sentence in re.split(r"(?<=[。；;！!])", row.text):
            found += _sentence(row, sentence, own)
    return list(dict.fromkeys(found))


def _sentence(row: Row, sentence: str, own: date | None) -> Iterator[Found]:
    about = "opens_closes" in row.fields[-2:] and "judging" not in row.fields[-1:] and "awards" not in row.fields[-1:]
    label = row.label if about else ""
    at = 0
    while at < len(sentence):
        start = _FROM_NOW.search(sentence, at)
        first = _DATE.search(sentence, at)
        if start and (first is None or start.start() < first.start()):
            end, stop = _end(sentence, start.end(), None)
            if end is not None and _concerns(sentence, start.start(), stop, about):
                strong = not _WEAK.search(label)
                yield Found("opens", start[0], None, row.number, own, strong)
                yield _found("closes", end, row, own, strong)
            elif about or (_ENTRIES.search(sentence) and not _OTHER.search(sentence)):
                yield Found("opens", start[0], None, row.number, own)
            at = max(stop, start.end())
            continue
        if first is None:
            yield from _without_day(row, sentence[at:], about, own)
            return
        end, stop = _end(sentence, first.end(), first)
        if end is not None:
            if _concerns(sentence, first.start(), stop, about):
                strong = not _WEAK.search(label)
                yield _found("opens", first, row, own, strong)
                yield _found("closes", end, row, own, strong, first)
            at = stop
            continue
        around = _clause(sentence, first.start(), first.end())
        if _is_deadline(around, first, sentence, label, about):
            yield _found("closes", first, row, own)
        elif about and re.match(r"\s*(?:[（(].{1,6}[）)])?\s*(?:起|开始)", sentence[first.end() :]):
            yield _found("opens", first, row, own)
        at = first.end()


def _is_deadline(around: str, match: re.Match, sentence: str, label: str, about: bool) -> bool:
    if _OTHER.search(around):
        return False
    behind = re.match(r"\s*(?:[（(][^（）()]{1,8}[）)])?\s*(?:\d{1,2}[:：时]\d{0,2}分?)?\s*(?:24时)?\s*(?:前|之前|以前|止|截止|截稿|内|为止|下班前|为截稿|为截止)", sentence[match.end() :])  # fmt: skip
    before = re.search(
        r"(?:截稿|截止|截至)(?:日期|时间|期限|日)?\s*(?:为|是|定为|定于|到|至|[:：])?\s*$|(?:延长|延期|顺延|推迟)(?:至|到)\s*$",
        sentence[: match.start()],
    )
    if before or (label and re.search(r"截稿|截止", label)):
        return True
    if behind:
        return (
            about
            or bool(_ENTRIES.search(sentence))
            and not _OTHER.search(sentence[: match.start()].rpartition("，")[2])
        )
    return False


def _concerns(sentence: str, start: int, stop: int, about: bool) -> bool:
    """Whether a range is that of entries; outside a section about time, by what is said up to the next date."""
    if _OTHER.search(_clause(sentence, start, stop)):
        return False
    following = _DATE.search(sentence, stop)
    around = sentence[:start] + sentence[stop : following.start() if following else len(sentence)]
    return about or bool(_ENTRIES.search(around)) and not _OTHER.search(around)


def _clause(sentence: str, start: int, stop: int) -> str:
    left = max(sentence.rfind(mark, 0, start) for mark in "，,：:。；;") + 1
    rights = [at for mark in "，,。；;" if (at := sentence.find(mark, stop)) >= 0]
    return sentence[left : min(rights, default=len(sentence))]


def _end(sentence: str, at: int, first: re.Match | None) -> tuple[re.Match | None, int]:
    """The date that a range ends with, where one goes on from `at`."""
    between = _BETWEEN.match(sentence, at)
    if between is None:
        return None, at
    full = _DATE.match(sentence, between.end())
    if full is None and first is not None:
        full = _DAY_ONLY.match(sentence, between.end())
    return full, full.end() if full else at


#: 最好在月底之前: not even the month is said.
_SOME_MONTH_END = re.compile(r"(?<![\d一二三四五六七八九十])(?:本|当|下|次)?月(?:底|末)(?:以前|之前|前)")


def _without_day(row: Row, text: str, about: bool, own: date | None) -> Iterator[Found]:
    """9月底前: a deadline that a person must make a day of."""
    match = _SOME_MONTH_END.search(text)
    if match and (about or _ENTRIES.search(text) or "交" in text) and not _OTHER.search(_clause(text, *match.span())):
        yield Found("closes", match[0], None, row.number)
    for match in _MONTH.finditer(text):
        due = re.match(r"\s*(?:以前|之前|前|止|截止)", text[match.end() :])
        before = re.search(r"(?:截稿|截止|截至|至|到)[^，。；]{0,6}$", text[: match.start()])
        if (
            (due or before)
            and (about or _ENTRIES.search(text))
            and not _OTHER.search(_clause(text, match.start(), match.end()))
        ):
            yield Found("closes", match[0] + (due[0].strip() if due else ""), None, row.number)


def _found(
    what: str, match: re.Match, row: Row, own: date | None, strong: bool = True, first: re.Match | None = None
) -> Found:
    day = _day(match, first)
    guess = None
    if day is None and own is not None:
        guess = _day(match, first, own.year)
        if guess is not None and guess < own:
            guess = _day(match, first, own.year + 1)
    return Found(what, match[0].strip(), day, row.number, guess, strong)


def _day(match: re.Match, first: re.Match | None, year: int | None = None) -> date | None:
    parts, begun = match.groupdict(), first.groupdict() if first else {}

    def number(name: str) -> int | None:
        said = parts.get(name) or parts.get(f"{name}2")
        if not said and name != "day":
            said = begun.get(name) or begun.get(f"{name}2")
        return parse_int(said) if said else None

    numbers = number("year") or year, number("month"), number("day")
    if None in numbers:
        return None
    try:
        return date(*numbers)
    except ValueError:
        return None
