"""JSON lines for Timesketch: https://timesketch.org/guides/user/import-from-json-csv/.

Timesketch knows points in time alone. A thing with several times has a row for each there, told
apart by ``timestamp_desc``, and so has an event: one row where a time is known to the second, else
its earliest and its latest, all with one ``event_id``. Its time in words is in each of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.chunks import pieces
from crisis.timeline.base.escape import one_line
from crisis.timeline.base.instants import rfc3339
from crisis.timeline.base.texts import in_language
from crisis.timeline.base.zones import SECOND
from crisis.timeline.formats.field_values import claim_text, doubts
from crisis.timeline.formats.fields import FIELDS, PLAIN, field_of
from crisis.timeline.formats.json_values import line
from crisis.timeline.reports.headings import who

from .calendar_times import FIRST_INSTANT, STOP, count_left_out
from .places import place
from .words import UNORDERED, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Letters

    from .losses import Losses

    Point = tuple[str, int]

POINTS = ("earliest", "latest")
"""Which one of several rows of an event may be asked for alone."""
LONGEST = 32_766
"""Bytes of a text that the server's index keeps whole; a longer one is found by its words alone."""
DATA_TYPE = "crisis:event"
_LIMITS = ("uncertain time as rows of its limits", "uncertain times as rows of their limits")
_BEYOND = (
    "row outside of the years 1 to 9999 left out",
    "rows outside of the years 1 to 9999 left out",
)
_LONG = (
    "text too long to be found but by its words",
    "texts too long to be found but by their words",
)
_BOUNDS = ("start_earliest", "start_latest", "end_earliest", "end_latest")


def to_timesketch(
    report: Report, losses: Losses, look: Letters = PLAIN, points: str = ""
) -> Iterator[str]:
    """The report as JSON lines in pieces of text; counts what is lost.

    Each event has a row or more. ``datetime`` is RFC 3339 in UTC, ``timestamp`` the same in
    microseconds since 1970. ``points`` is one of POINTS for one row of each event, else empty.
    Events of whose time nothing is known are left out.
    """
    return pieces(_lines(report, Words(report, look), losses, points))


def _lines(report: Report, words: Words, losses: Losses, points: str) -> Iterator[str]:
    for match in report.answer.matches:
        event = match.event
        found = _points(event)
        rows = [(desc, at) for desc, at in found if FIRST_INSTANT <= at < STOP]
        if not rows:
            count_left_out(event, losses)
            continue
        losses.add(*_BEYOND, count=len(found) - len(rows))
        if points:
            kind = f"row beside the {points} one left out", f"rows beside the {points} one left out"
            losses.add(*kind, count=len(rows) - 1)
            rows = [_one(rows, points)]
        elif not _told(event):
            losses.add(*_LIMITS)
        fields = _fields(match, words)
        _count(event, fields, losses)
        for desc, at in rows:
            time = {"datetime": rfc3339(at), "timestamp": at, "timestamp_desc": desc}
            yield f"{line({'message': fields['message'], **time, **fields})}\n"


def _points(event: Event) -> list[Point]:
    """The times of an event, each with what it is: one known to the second, else its limits."""
    rows = _limits("Start", event.start)
    if event.end is not None:
        over = _limits("End", event.end)
        begun = event.start.latest if event.start.latest is not None else event.start.earliest
        rows += [row for row in over if event.end.latest is not None or _later(row, begun)]
    if not rows and (at := place(event)):
        return [("Start, at the earliest", at.first), ("Start, at the latest", at.last)]
    return rows


def _later(row: Point, begun: int | None) -> bool:
    """Whether an end whose latest is not known is told: not that it is not before the beginning."""
    return begun is None or row[1] > begun


def _limits(name: str, bound: Bound) -> list[Point]:
    low, high = bound.ends
    if low is not None and high is not None and low // SECOND == high // SECOND:
        return [(name, low)]
    limits = (f"{name}, at the earliest", low), (f"{name}, at the latest", high)
    return [(desc, at) for desc, at in limits if at is not None]


def _one(rows: list[Point], points: str) -> Point:
    """The row that is asked for: that of the beginning, where anything is known of that."""
    started = [row for row in rows if row[0].startswith("Start")] or rows
    return started[0] if points == POINTS[0] else started[-1]


def _fields(match: Match, words: Words) -> dict[str, Any]:
    """What all rows of an event say; what it does not have is left out."""
    event, tag = match.event, words.look.language.tag
    title, when = words.title(event), f"{words.time(event)}, {one_line(words.zone.label)}"
    parts = [f"{part.actor}/{part.role}" if part.role else part.actor for part in event.actors]
    fields: dict[str, Any] = {
        "message": title if _told(event) else f"{title} ({when})",
        "data_type": DATA_TYPE,
        "event_id": event.id,
        "title": in_language(event.titles, tag),
        "status": event.status,
        "when": when,
        "disputed": event.disputed,
        "doubts": [word for word in doubts(match) if word not in (event.status, UNORDERED)],
        "accounts": words.accounts(event),
        "claims": [claim_text(claim) for claim in event.when if claim.phrases],
        **{name: FIELDS[name].get(match, words.shown) for name in _BOUNDS},
        "tag": list(event.tags),
        "actors": parts,
        "who": who(event, words.timeline),
        "sources": list(event.sources),
        "source_names": [words.source(source) for source in event.sources],
        "text": in_language(event.texts, tag),
        "note": in_language(event.notes, tag),
        "quote": event.quote,
        "quotes": [f"{source}: {text}" for source, text in words.quotes(event)],
        "place": event.place,
        "caused_by": list(event.caused_by),
        "part_of": event.part_of,
        "urls": list(words.links(event)),
    }
    fields |= {name: field_of(name).get(match, words.shown) for name, _ in event.free}
    return {name: value for name, value in fields.items() if value not in ("", [])}


def _told(event: Event) -> bool:
    """Whether the rows of an event say all that is known of its time."""
    at = place(event)
    exact = all(name in ("Start", "End") for name, _ in _points(event))
    sure = exact and at is not None and not at.open
    return sure and not event.branched and "uncertain" not in event.states


def _count(event: Event, fields: dict[str, Any], losses: Losses) -> None:
    """Count what rows of points hold of an event but in words."""
    if event.disputed:
        losses.add("dispute as text", "disputes as text")
    elif event.alternative:
        losses.add("choice of times as text", "choices of times as text")
    if any(len(texts) > 1 for texts in (event.titles, event.texts, event.notes)):
        losses.add("event in one of its languages alone", "events in one of their languages alone")
    texts = [text for text in fields.values() if isinstance(text, str)]
    texts += [text for several in fields.values() if isinstance(several, list) for text in several]
    long = sum(1 for text in texts if len(text.encode("utf-8", "replace")) > LONGEST)
    losses.add(*_LONG, count=long)
