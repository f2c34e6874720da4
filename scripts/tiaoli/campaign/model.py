"""The plan of a 宣传月 as values, from docs/_data/campaign.yml.

The data satisfies schemas/campaign.json by the time it comes here. Groups (五个一, 六进), their members and the forms are
whatever the file says.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tiaoli.model import Campaign

PATH = "docs/_data/campaign.yml"
#: Characters of a unit's name that fit into a calendar.
_SHORT = 8


@dataclass(frozen=True, slots=True)
class Office:
    """A unit that takes part (责任单位)."""

    id: str
    name: str
    short: str


@dataclass(frozen=True, slots=True)
class Group:
    """五个一, 六进: a name and its members. `by_week`: shown as members × weeks, so that gaps are seen."""

    name: str
    items: tuple[str, ...]
    by_week: bool = False


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that is to take place. `number`: its place in the plan, from 1; `items`: members of groups."""

    id: str
    number: int
    title: str
    items: tuple[str, ...]
    channel: str
    starts: date
    ends: date
    place: str
    unit: str
    owner: str
    provisions: tuple[str, ...]
    time: str = ""
    helpers: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()
    note: str = ""

    @property
    def code(self) -> str:
        """How the ledger names it: P03."""
        return f"P{self.number:02d}"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One entry of the training plan."""

    kind: str
    title: str
    day: date
    unit: str
    provisions: tuple[str, ...]
    hours: float | int | None = None
    audience: str = ""
    teacher: str = ""
    place: str = ""
    method: str = ""


@dataclass(frozen=True)
class Plan:
    """The whole month. `week`: first and last day of the 宣传周, or None; `notice` and `talk` stay data; `online`: those of
    the channels that are viewed, not attended.
    """

    title: str
    theme: str
    first: date
    last: date
    organiser: str
    offices: tuple[Office, ...]
    groups: tuple[Group, ...]
    channels: tuple[str, ...]
    activities: tuple[Activity, ...]
    lessons: tuple[Lesson, ...] = ()
    week: tuple[date, date] | None = None
    week_title: str = "宣传周"
    week_theme: str = ""
    launch: str = ""
    example: bool = False
    notice: dict[str, Any] | None = None
    talk: dict[str, Any] | None = None
    online: tuple[str, ...] = ()
    by_id: dict[str, Office] = field(default_factory=dict)

    def office(self, ident: str) -> str:
        """A unit's name; the identifier itself where the plan has no such unit (which `check` reports)."""
        return self.by_id[ident].name if ident in self.by_id else ident

    def short(self, ident: str) -> str:
        """A unit's name where there is little room."""
        return self.by_id[ident].short if ident in self.by_id else ident

    @property
    def weeks(self) -> tuple[tuple[date, date], ...]:
        """Weeks from Monday to Sunday, cut at the ends of the month."""
        found, day = [], self.first
        while day <= self.last:
            end = min(day + timedelta(days=6 - day.weekday()), self.last)
            found.append((day, end))
            day = end + timedelta(days=1)
        return tuple(found)

    @property
    def items(self) -> tuple[str, ...]:
        """Members of all groups, each once."""
        return tuple(dict.fromkeys(item for group in self.groups for item in group.items))


def plan_of(campaign: Campaign) -> Plan | None:
    """The plan of a content root; None where it has none."""
    return read(campaign.plan) if campaign.plan else None


def read(data: dict[str, Any]) -> Plan:
    """The plan of data that its schema has passed."""
    first = date.fromisoformat(f"{data['month']}-01")
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    offices = tuple(Office(row["id"], row["name"], row.get("short") or row["name"][:_SHORT]) for row in data["units"])
    week = data.get("week") or {}
    return Plan(
        title=data["title"], theme=data["theme"], first=first, last=last, organiser=data["organiser"], offices=offices,
        groups=tuple(Group(row["name"], tuple(row["items"]), bool(row.get("by_week"))) for row in data["groups"]),
        channels=tuple(data["channels"]),
        activities=tuple(_activity(at, row) for at, row in enumerate(data["activities"], 1)),
        lessons=tuple(_lesson(row) for row in data.get("training") or ()),
        week=(date.fromisoformat(week["starts"]), date.fromisoformat(week["ends"])) if week else None,
        week_title=week.get("title") or "宣传周", week_theme=week.get("theme") or "", launch=data.get("launch") or "",
        example=bool(data.get("example")), notice=data.get("notice"), talk=data.get("talk"),
        online=tuple(data.get("online_channels") or ()), by_id={office.id: office for office in offices},
    )  # fmt: skip


def _activity(number: int, row: dict[str, Any]) -> Activity:
    starts = date.fromisoformat(row["starts"])
    return Activity(
        id=row["id"], number=number, title=row["title"], items=tuple(row.get("items") or ()), channel=row["channel"],
        starts=starts, ends=date.fromisoformat(row["ends"]) if row.get("ends") else starts, place=row["place"],
        unit=row["unit"], owner=row["owner"], provisions=tuple(row["provisions"]), time=row.get("time") or "",
        helpers=tuple(row.get("with") or ()), materials=tuple(row.get("materials") or ()), note=row.get("note") or "",
    )  # fmt: skip


def _lesson(row: dict[str, Any]) -> Lesson:
    return Lesson(
        kind=row["kind"], title=row["title"], day=date.fromisoformat(row["date"]), unit=row["unit"],
        provisions=tuple(row["provisions"]), hours=row.get("hours"), audience=row.get("audience") or "",
        teacher=row.get("teacher") or "", place=row.get("place") or "", method=row.get("method") or "",
    )  # fmt: skip


def day_name(day: date) -> str:
    """5月6日.

    >>> day_name(date(2027, 5, 6))
    '5月6日'
    """
    return f"{day.month}月{day.day}日"


def days_name(starts: date, ends: date) -> str:
    """5月6日, or 5月6日至31日, or over two months in full.

    >>> days_name(date(2027, 5, 6), date(2027, 5, 31)), days_name(date(2027, 5, 6), date(2027, 6, 1))
    ('5月6日至31日', '5月6日至6月1日')
    """
    if starts == ends:
        return day_name(starts)
    return f"{day_name(starts)}至{f'{ends.day}日' if starts.month == ends.month else day_name(ends)}"


def long_date(day: date) -> str:
    """2027年5月6日."""
    return f"{day.year}年{day_name(day)}"


def weekday(day: date) -> str:
    """周一 … 周日."""
    return f"周{'一二三四五六日'[day.weekday()]}"
