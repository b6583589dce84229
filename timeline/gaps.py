"""The silences of an answer: stretches of time in which certainly nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .days import Calendar
from .elapsed import elapsed_window
from .model import Bound
from .queryfields import TIME_FIELDS
from .record import Record
from .since import Since, dateless
from .windows import CERTAIN, POSSIBLE, Window, touched, unite
from .windows import gaps as outside
from .zones import SECOND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .engine import Answer
    from .model import Event
    from .reports import Group, Report


class Gap(Record):
    """Nothing is recorded in [start, stop), instants in microseconds UTC.

    ``after`` is the event that is over last before it, ``before`` the one that begins behind it;
    None at an edge of what was asked for, or of the timeline's window. It is ``possible`` only,
    not ``certain``, where an event whose time is open to one side may fall into it; ``maybe`` has
    those.
    """

    start: int
    stop: int
    after: Event | None
    before: Event | None
    maybe: tuple[Event, ...] = ()

    @property
    def verdict(self) -> str:
        """``certain`` or ``possible``."""
        return POSSIBLE if self.maybe else CERTAIN


class Silences(Record):
    """The gaps of one group. ``undated`` events may fall into any of them."""

    group: Group
    gaps: tuple[Gap, ...]
    undated: int


class Span(Record):
    """Where an event may be: [low, over), open where nothing is known."""

    low: int | None
    over: int | None
    event: Event


def gaps(report: Report, least: int = SECOND, longest: bool = False) -> list[Silences]:
    """The gaps of each innermost group that last ``least`` microseconds or longer, in time.

    With ``longest`` the longest ones of each group come first, those as long as each other in time.

    What was asked about with ``day``, ``from``, ``to`` or ``hour`` begins and ends the first and
    the last gap; else the timeline's window, where the file has one. What was only planned, missed,
    averted or denied breaks no silence. Ask for possible events too, and not for groups by day or
    hour: what is left out of an answer, or reaches into a group, would be passed over.
    """
    asked = asked_windows(report.answer)
    window = report.answer.timeline.header.window
    found = [_silences(group, asked, window, least) for group in _leaves(report.groups)]
    if not longest:
        return found
    return [
        each._replace(gaps=tuple(sorted(each.gaps, key=lambda gap: gap.start - gap.stop)))
        for each in found
    ]


def _silences(
    group: Group, asked: list[Window] | None, window: tuple[int, int] | None, least: int
) -> Silences:
    events = [match.event for match in group.matches if not match.event.status]
    dated = [event for event in events if not dateless(event)]
    stretches = [span for event in dated for span in spans(event)]
    known = sorted(
        ((s.low, s.over, s.event) for s in stretches if s.low is not None and s.over is not None),
        key=lambda span: span[:2],
    )
    loose = [span for span in stretches if span.low is None or span.over is None]
    edges = [*(window or ()), *(edge for low, over, _ in known for edge in (low, over))]
    found: list[Gap] = []
    for start, stop in asked if asked is not None else [Window(None, None)]:
        first = min(edges, default=None) if start is None else start
        last = max(edges, default=None) if stop is None else stop
        if first is not None and last is not None:
            found.extend(_between(known, first, last))
    return Silences(
        group,
        tuple(
            gap._replace(maybe=_falling(gap, loose))
            for gap in found
            if gap.stop - gap.start >= least
        ),
        len(events) - len(dated),
    )


def spans(event: Event) -> list[Span]:
    """Where an event may be, by account where it is disputed; what lasts is over at its end."""
    reach = [touched(start, end) for start, end in event.moments]
    return [Span(low, None if last is None else last + 1, event) for low, last in reach]


def _between(known: Iterable[tuple[int, int, Event]], start: int, stop: int) -> list[Gap]:
    """What the spans, in order, leave of [start, stop)."""
    found: list[Gap] = []
    over, last = start, None
    for low, ended, event in known:
        if over < low and over < stop:
            found.append(Gap(over, min(low, stop), last, event if low < stop else None))
        if ended > over:
            over, last = ended, event
    if over < stop:
        found.append(Gap(over, stop, last, None))
    return found


def _falling(gap: Gap, loose: Iterable[Span]) -> tuple[Event, ...]:
    found = {
        span.event.id: span.event
        for span in loose
        if (span.low is None or span.low < gap.stop)
        and (span.over is None or span.over > gap.start)
    }
    return tuple(found.values())


def asked_windows(answer: Answer) -> list[Window] | None:
    """The windows that were asked about, in order; None where nothing of time was.

    What is in them is in what was asked for wherever in its bound zero lies.
    """
    clock, query = answer.clock, answer.query
    since = Since(answer.timeline, clock.zero)
    calendar = Calendar(answer.timeline, clock.zone, since.first, clock.today, clock.language)
    zero = since.zero or Bound()

    def read(field: str, value: str, zero: Bound, inner: bool) -> list[Window]:
        if field == "day":
            return calendar.windows(value)[0]
        if field == "from":
            return _sure(value, calendar.since(value, inner), None)
        if field == "to":
            return _sure(value, None, calendar.until(value, inner))
        return _absolute(elapsed_window(value), zero)

    found: list[Window] | None = None
    for field in dict.fromkeys(term.field for term in query.terms if term.field in TIME_FIELDS):
        parts = [
            outside(unite(read(field, term.value, Bound(zero.latest, zero.earliest), False)))
            for term in query.terms
            if term.field == field and term.negated
        ]
        if values := query.values(field):
            parts.append(unite(one for value in values for one in read(field, value, zero, True)))
        for part in parts:
            found = part if found is None else _common(found, part)
    return found


def _sure(value: str, start: int | None, stop: int | None) -> list[Window]:
    """A window that ends at an event, where it is known how far that one reaches."""
    open_end = value.strip().startswith("@") and start is None and stop is None
    return [] if open_end else [Window(start, stop)]


def _absolute(window: Window, zero: Bound) -> list[Window]:
    """An elapsed window from the latest that zero is to the earliest, where these are known."""
    start, stop = window
    if (start is not None and zero.latest is None) or (stop is not None and zero.earliest is None):
        return []
    return [
        Window(
            None if start is None else start + (zero.latest or 0),
            None if stop is None else stop + (zero.earliest or 0),
        )
    ]


def _common(some: list[Window], others: list[Window]) -> list[Window]:
    """What lies in windows of both."""
    return unite(
        Window(
            max((start for start in (a.start, b.start) if start is not None), default=None),
            min((stop for stop in (a.stop, b.stop) if stop is not None), default=None),
        )
        for a in some
        for b in others
    )


def _leaves(groups: Iterable[Group]) -> list[Group]:
    found: list[Group] = []
    for group in groups:
        if group.groups:
            found.extend(_leaves(group.groups))
        elif group.matches or not group.by:
            found.append(group)
    return found
