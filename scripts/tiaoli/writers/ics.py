"""Days of a contest or a campaign as .ics (RFC 5545), for phones, Outlook and the calendars of WPS and WeChat Work.

All events are whole days without a time zone, so that a calendar shows the same day everywhere. Nothing of the clock
enters: the same events give the same bytes, and an event keeps its UID, so that importing again replaces it.
Nothing else of ours imports icalendar.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar

from tiaoli.writers.document import printable

#: Required in every event; fixed, since it would otherwise be the time of writing.
STAMP = datetime(2000, 1, 1, tzinfo=UTC)
PRODUCT = "-//tiaoli//tiaoli//ZH"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that takes place from the day `start` to the day `end`, both included.

    `uid`: the same for the same event whenever it is written, unlike any other in the world: "closes@contest.site-id".
    """

    uid: str
    start: date
    end: date
    summary: str
    description: str = ""
    place: str = ""


def calendar(events: Iterable[Event], name: str = "") -> bytes:
    """The events in the order of their days, lines folded and ended as the standard wants; `name` heads the calendar."""
    made = icalendar.Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    if name:
        made.add("x-wr-calname", printable(name))
    for event in sorted(events, key=lambda one: (one.start, one.end, one.uid)):
        made.add_component(_event(event))
    return made.to_ical()


def _event(event: Event) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", event.uid)
    made.add("dtstamp", STAMP)
    made.add("dtstart", event.start)
    made.add("dtend", event.end + timedelta(days=1))  # the first day that is not part of it (RFC 5545, 3.6.1)
    made.add("summary", printable(event.summary))
    if event.description:
        made.add("description", printable(event.description))
    if event.place:
        made.add("location", printable(event.place))
    made.add("transp", "TRANSPARENT")  # a deadline keeps nobody from other appointments
    return made
