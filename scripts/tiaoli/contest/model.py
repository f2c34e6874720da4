"""The essay contest (大征文) as docs/_data/contest.yml states it: frozen values, and how to get them.

All texts are as typed; dates are `date`s, sizes points, lengths of a page millimetres.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tiaoli.model import Campaign

PATH = "docs/_data/contest.yml"
#: Written where an office has still to fill in; nothing that says so may be released.
UNFILLED = "待填"
#: Named sizes of Chinese type, in points.
SIZES = {
    "初号": 42.0, "小初": 36.0, "一号": 26.0, "小一": 24.0, "二号": 22.0, "小二": 18.0, "三号": 16.0, "小三": 15.0,
    "四号": 14.0, "小四": 12.0, "五号": 10.5, "小五": 9.0,
}  # fmt: skip
#: What a page has where the rules say nothing: GB/T 9704's margins, millimetres.
MARGINS = {"top": 37.0, "bottom": 35.0, "left": 28.0, "right": 26.0}


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject to write about (选题), the provisions it is tied to, and a line that helps to begin."""

    title: str
    provisions: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Organiser:
    """An office and its part (主办, 承办, 协办, 指导)."""

    name: str
    role: str = "主办"


@dataclass(frozen=True, slots=True)
class Quota:
    """How many entries a unit hands in: at least `entries`."""

    unit: str
    entries: int


@dataclass(frozen=True, slots=True)
class Words:
    """Length of the body, as Word counts Chinese; None: no bound on that side."""

    min: int | None = None
    max: int | None = None


@dataclass(frozen=True, slots=True)
class Face:
    """A font by its name in Word, and its size: as named (三号) and in points."""

    font: str
    size: str
    points: float


@dataclass(frozen=True, slots=True)
class Format:
    """What an entry must look like.

    `margins`: top, bottom, left, right in mm. `pitch`: exact distance of lines in points, None for not prescribed.
    `indent`: of a paragraph's first line, in characters. `heading1`, `heading2`: the lines numbered 一、 and （一）, None
    for not prescribed. `types`: file extensions without the dot. `anonymous`: the body must not tell who wrote it.
    """

    title: Face
    body: Face
    heading1: Face | None = None
    heading2: Face | None = None
    margins: dict[str, float] = field(default_factory=lambda: dict(MARGINS))
    pitch: float | None = None
    indent: int = 2
    types: tuple[str, ...] = ("docx",)
    anonymous: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class SubmitTo:
    """Where entries go; `kind`: email, post or online."""

    kind: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A step of the timetable after entries are in: its days (one day where both are equal) and what happens."""

    name: str
    start: date
    end: date
    text: str = ""


@dataclass(frozen=True, slots=True)
class Criterion:
    """A row of the rubric (评分标准). `weight`: its points of 100; a judge gives 0 to `weight`."""

    title: str
    weight: int
    look_for: str = ""


@dataclass(frozen=True, slots=True)
class Judging:
    """How entries are judged.

    `blind`: judges see numbers, no names. `judges`: how many score an entry. `drop_extremes`: the highest and the lowest
    total are left out before the mean. `recuse_own_unit`: nobody scores an entry of the own unit. `tie`: titles of
    rubric rows compared one after the other where totals are equal; `tie_then`: what is done when those are equal too,
    "并列" or "评审组表决". `tie_text`, `recusal_text`: the rules as published.
    """

    rubric: tuple[Criterion, ...]
    stages: tuple[Stage, ...] = ()
    judges: int = 3
    blind: bool = True
    drop_extremes: bool = False
    recuse_own_unit: bool = True
    recusal_text: str = ""
    tie: tuple[str, ...] = ()
    tie_then: str = "并列"
    tie_text: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """A prize, from the first down; `count`: how many are given."""

    name: str
    count: int
    prize: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """An office's own channels, made for publishing; no private person's."""

    office: str
    phone: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A heading and its text: a question with its answer, or what often goes wrong and what to do."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What only the notice (通知) says. `to`: 主送; `purpose`: its first paragraph; `requirements`: 有关要求.

    `signed`: the offices under it; `dated`: 成文日期.
    """

    to: tuple[str, ...]
    purpose: str
    signed: tuple[str, ...]
    dated: date
    requirements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contest:
    """The whole contest. `declaration`: the sentences of 原创声明; `consent`: asked for before an entry is published."""

    title: str
    theme: str
    topics: tuple[Topic, ...]
    organisers: tuple[Organiser, ...]
    eligibility: str
    genres: tuple[str, ...]
    words: Words
    opens: date
    closes: date
    format: Format
    submit: tuple[SubmitTo, ...]
    judging: Judging
    awards: tuple[Award, ...]
    declaration: tuple[str, ...]
    contacts: tuple[Contact, ...]
    notice: Notice
    quotas: tuple[Quota, ...] = ()
    quota_default: int = 0
    consent: str = ""
    mistakes: tuple[Note, ...] = ()
    faq: tuple[Note, ...] = ()
    example: bool = False

    def quota(self, unit: str) -> int:
        """How many entries a unit should hand in."""
        return next((quota.entries for quota in self.quotas if quota.unit == unit), self.quota_default)


def of(campaign: Campaign) -> Contest | None:
    """The campaign's contest; None without a usable contest.yml, which is one with nothing left to fill in."""
    data = campaign.contest
    if data is None or any(unfilled(data)) or any(day is None for _, _, day in days(data)):
        return None
    return read(data)


def strings(value: Any, dotted: str = "") -> Iterator[tuple[str, str]]:
    """(dotted key, text) of every text in nested data: "faq.0.answer"."""
    if isinstance(value, str):
        yield dotted, value
    elif isinstance(value, dict | list):
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from strings(inner, f"{dotted}.{key}" if dotted else str(key))


def unfilled(data: dict[str, Any]) -> Iterator[str]:
    """Keys whose value still says 待填."""
    return (key for key, text in strings(data) if UNFILLED in text)


def days(data: dict[str, Any]) -> Iterator[tuple[str, str, date | None]]:
    """(key, what happens on it, the day) of every date typed in, in the order in which they must follow each other.

    The day is None where the calendar has none such; those not filled in are left out.
    """
    stages = data["judging"].get("stages", ())
    typed = [("notice.dated", "成文日期", data["notice"]["dated"])]
    typed += [("opens", "开始日期", data["opens"]), ("closes", "截稿日期", data["closes"])]
    for at, row in enumerate(stages):
        for key, word in (("start", "开始"), ("end", "结束")):
            if key in row:
                typed.append((f"judging.stages.{at}.{key}", f"“{row['name']}”{word}", row[key]))
    return ((key, what, _day(text)) for key, what, text in typed if text != UNFILLED)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def read(data: dict[str, Any]) -> Contest:
    """Contest of data that satisfy schemas/contest.json."""
    judging, quotas, notice = data["judging"], data.get("quotas", {}), data["notice"]
    return Contest(
        title=data["title"],
        theme=data["theme"],
        topics=tuple(Topic(row["title"], tuple(row["provisions"]), row.get("hint") or "") for row in data["topics"]),
        organisers=tuple(Organiser(**row) for row in data["organisers"]),
        eligibility=data["eligibility"],
        genres=tuple(data["genres"]),
        words=Words(data["words"].get("min"), data["words"].get("max")),
        opens=date.fromisoformat(data["opens"]),
        closes=date.fromisoformat(data["closes"]),
        format=_format(data["format"]),
        submit=tuple(SubmitTo(**row) for row in data["submit"]),
        judging=Judging(
            rubric=tuple(Criterion(**row) for row in judging["rubric"]),
            stages=tuple(_stage(row) for row in judging.get("stages", ())),
            judges=judging.get("judges", 3),
            blind=judging.get("blind", True),
            drop_extremes=judging.get("drop_extremes", False),
            recuse_own_unit=judging["recusal"]["own_unit"],
            recusal_text=judging["recusal"].get("text") or "",
            tie=tuple(judging["tie"]["order"]),
            tie_then=judging["tie"]["then"],
            tie_text=judging["tie"].get("text") or "",
        ),
        awards=tuple(Award(**row) for row in data["awards"]),
        declaration=tuple(data["declaration"]),
        contacts=tuple(Contact(**row) for row in data["contacts"]),
        notice=Notice(
            to=tuple(notice["to"]),
            purpose=notice["purpose"],
            signed=tuple(notice["signed"]),
            dated=date.fromisoformat(notice["dated"]),
            requirements=tuple(notice.get("requirements", ())),
        ),
        quotas=tuple(Quota(**row) for row in quotas.get("units", ())),
        quota_default=quotas.get("each", 0),
        consent=data.get("consent") or "",
        mistakes=tuple(Note(**row) for row in data.get("mistakes", ())),
        faq=tuple(Note(row["question"], row["answer"]) for row in data.get("faq", ())),
        example=data.get("example", False),
    )


def points(size: str | float) -> float:
    """Points of a named size of type, or of a number.

    >>> points("三号"), points(15)
    (16.0, 15.0)
    """
    return SIZES[size] if isinstance(size, str) else float(size)


def _format(data: dict[str, Any]) -> Format:
    fonts, sizes = data["fonts"], data["sizes"]
    faces = {
        part: Face(fonts[part], str(sizes.get(part, sizes["body"])), points(sizes.get(part, sizes["body"])))
        for part in ("title", "body", "heading1", "heading2")
        if part in fonts
    }
    return Format(
        **faces,
        margins=MARGINS | {side: float(mm) for side, mm in data.get("margins", {}).items()},
        pitch=float(data["pitch"]) if data.get("pitch") else None,
        indent=data.get("indent", 2),
        types=tuple(data.get("types", ("docx",))),
        anonymous=data.get("anonymous", True),
        note=data.get("note") or "",
    )


def _stage(row: dict[str, Any]) -> Stage:
    start = date.fromisoformat(row["start"])
    return Stage(row["name"], start, date.fromisoformat(row.get("end", row["start"])), row.get("text") or "")
