"""iCalendar, RFC 5545: an event of a calendar for each event, by way of the library icalendar.

A calendar knows one time of an event, in whole seconds, and no bounds. What is known to the second
is a point (``DURATION:PT0S``: where nothing is said of an end, programs show an hour), whole local
days are days, and all else is the stretch in which the event lies, with its time in words behind
its title. Nothing of it makes anybody busy.

What our own reader needs to have an event back stands in properties of our own, ``X-CRISIS-…``.
They have the bounds to the microsecond, and the claims as they were written.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.zones import civil
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.query.windows import POSSIBLE
from crisis.timeline.reports import event_times, prose_times
from crisis.timeline.reports.times import Year

from .calendar_times import Days, calendar_time, count_left_out
from .places import place
from .words import Words, web

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Component, vDuration

    from crisis.timeline.model.records import Event
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead, Letters

    from .calendar_times import CalendarTime
    from .losses import Losses

PRODUCT = "-//crisis//crisis timeline//EN"
UNSAID = datetime(1970, 1, 1, tzinfo=UTC)
"""DTSTAMP has to say when an event was last revised, and no event file does: the same in each."""
_TEXT = {"VALUE": "TEXT"}
"""Said of our own properties: what is not known to a reader is read as it stands by some."""
_END = "END:VCALENDAR\r\n"


def to_ics(report: Report, losses: Losses, look: Letters = PLAIN) -> Iterator[str]:
    """The report as a calendar in pieces of text; counts what is lost.

    Lines end with CR and LF; the same report gives the same bytes. Instants are in UTC, days those
    of the zone that decides the days of the report. Events of whose time nothing is known are left
    out.
    """
    return pieces(_components(report, Words(report, look), losses))


def _components(report: Report, words: Words, losses: Losses) -> Iterator[str]:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if title := one_line(words.timeline.header.title):
        calendar.add("name", title)
        calendar.add("x-wr-calname", title)
    if "/" in words.zone.name or words.zone.name == "UTC":
        calendar.add("x-wr-timezone", words.zone.name)
    yield _text(calendar).removesuffix(_END)
    domain = sha256(words.timeline.header.title.encode("utf-8", "replace")).hexdigest()[:16]
    for match in report.answer.matches:
        if time := calendar_time(match.event, words.zone):
            _count(match.event, time, losses)
            yield _text(_event(match, time, words, domain))
        else:
            count_left_out(match.event, losses)
    yield _END


def _text(component: Component) -> str:
    text: str = component.to_ical().decode()
    return text


def _event(match: Match, time: CalendarTime, words: Words, domain: str) -> Component:
    from icalendar import Event as Component

    event = match.event
    made = Component()
    made.add("uid", f"{event.id}@{domain}")
    made.add("dtstamp", UNSAID)
    _add_time(made, time)
    made.add("summary", _summary(event, time, words))
    if described := "\n".join(_description(match, words)):
        made.add("description", described)
    if tags := [text for tag in event.tags if (text := one_line(tag))]:
        made.add("categories", tags)
    if place := one_line(event.place):
        made.add("location", place)
    if web(event.url):
        made.add("url", event.url)
    if event.status or match.verdict == POSSIBLE or "uncertain" in event.states:
        made.add("status", "TENTATIVE")
    made.add("transp", "TRANSPARENT")
    if event.part_of:
        made.add("related-to", f"{event.part_of}@{domain}", {"RELTYPE": "PARENT"})
    for cause in event.caused_by:
        made.add("related-to", f"{cause}@{domain}", {"RELTYPE": "X-CAUSED-BY"})
    for name, value in {"id": event.id, **words.exact(match)}.items():
        if text := one_line(value):
            made.add(f"x-crisis-{name.replace('_', '-')}", text, _TEXT)
    return made


def _add_time(made: Component, time: CalendarTime) -> None:
    """Its beginning, and its end, which is the first day or instant behind it."""
    begin, last = time.shown
    made.add("dtstart", begin)
    if isinstance(time.shown, Days):
        made.add("dtend", last + timedelta(days=1))
    elif begin == last:
        made.add("duration", _nothing())
    else:
        made.add("dtend", last)


def _nothing() -> vDuration:
    """No length, as the standard writes one: the library has ``P0D``, a length in days."""
    from icalendar import vDuration

    class Nothing(vDuration):
        def to_ical(self) -> bytes:
            return b"PT0S"

    return Nothing(timedelta())


def _summary(event: Event, time: CalendarTime, words: Words) -> str:
    """Its title; behind it its time in words where the calendar shows another, or not all of it."""
    title = words.title(event)
    if time.told and not (event.branched or "uncertain" in event.states):
        return title
    return f"{title} ({_when(event, time, words)})"


def _when(event: Event, time: CalendarTime, words: Words) -> str:
    """Its time in words, without the year or the one day that the calendar shows."""
    begin, last = time.shown
    lead: Lead = None
    if isinstance(time.shown, Days) and begin == last and not time.open:
        lead = begin.toordinal()
    elif at := place(event):
        lead = Year(civil(words.zone.wall(at.first)).year)
    if event.branched:
        text = event_times.when(event, words.zone, lead, words.look)
        text += ", disputed" if event.disputed else ""
    else:
        letters = prose_times.Letters(words.look.language)
        text = prose_times.when(event, words.zone, lead, letters)
    return one_line(f"{text}, {words.zone.label}" if ":" in text else text)


def _description(match: Match, words: Words) -> Iterator[str]:
    """All that is told of an event, line by line: its time, each account of it, texts, sources."""
    event = match.event
    yield f"When: {words.time(event)}, {one_line(words.zone.label)}"
    if not event.disputed and (accounts := words.accounts(event)):
        yield f"Accounts: {accounts}"
    yield from (f"{what}: {text}" for what, text in words.details(match, above=False))
    yield from (f"{name}: “{text}”" for name, text in words.quotes(event))
    yield from (f"{name}: {url}" if name else url for url, name in words.links(event).items())


def _count(event: Event, time: CalendarTime, losses: Losses) -> None:
    """Count what a calendar holds of an event but in words, and what it does not hold."""
    if event.disputed:
        losses.add("dispute as text", "disputes as text")
    elif event.alternative:
        losses.add("choice of times as text", "choices of times as text")
    if time.open:
        losses.add("open end as text", "open ends as text")
    elif isinstance(time.shown, Days):
        losses.add("all-day event without its zone", "all-day events without their zone")
    elif not time.told and not event.branched:
        losses.add("uncertain time as a stretch", "uncertain times as stretches")
    if time.rounded:
        losses.add("time rounded to the second", "times rounded to the second")
    if any(len(texts) > 1 for texts in (event.titles, event.texts, event.notes)):
        losses.add("event in one of its languages alone", "events in one of their languages alone")
    if event.actors:
        losses.add("actors as text")
    if event.sources:
        losses.add("sources as text")
