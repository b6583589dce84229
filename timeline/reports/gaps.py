"""The silences of an answer: stretches of time in which certainly nothing is recorded."""

from __future__ import annotations

from bisect import bisect_left
from itertools import accumulate
from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record
from crisis.timeline.base.zones import SECOND
from crisis.timeline.query.asked_windows import scope
from crisis.timeline.query.lazy_matches import check_few
from crisis.timeline.query.windows import CERTAIN, POSSIBLE, Window, extent, touched

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.words import Matched

    from .groups import Group
    from .report import Report


class Gap(Record):
    """Nothing is recorded in [start, stop), instants in microseconds UTC.

    ``after`` is the event that is over last before it, ``before`` the one that begins behind it;
    None at an edge of what was asked for, or of the timeline's window. It is ``possible`` only,
    not ``certain``, where an event whose time is open to one side may fall into it; ``maybe`` has
    those. It may last longer than is certain: ``widest`` is from where to where, [start, stop),
    if what is before it was as early as it can have been, and what is behind it as late.
    """

    start: int
    stop: int
    after: Event | None
    before: Event | None
    maybe: tuple[Event, ...] = ()
    widest: tuple[int, int] = (0, 0)

    @property
    def verdict(self) -> Matched:
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
    check_few(report.answer.matches)
    asked = scope(report.answer, inward=True)
    window = report.answer.timeline.header.window
    silences = [_silences(group, asked, window, least) for group in _leaves(report.groups)]
    if not longest:
        return silences
    return [
        silence._replace(gaps=tuple(sorted(silence.gaps, key=lambda gap: gap.start - gap.stop)))
        for silence in silences
    ]


def _silences(
    group: Group, asked: list[Window] | None, window: tuple[int, int] | None, least: int
) -> Silences:
    events = [match.event for match in group.matches if not match.event.status]
    dated = [event for event in events if not event.dateless]
    stretches = [span for event in dated for span in spans(event)]
    known = sorted(
        ((s.low, s.over, s.event) for s in stretches if s.low is not None and s.over is not None),
        key=lambda span: span[:2],
    )
    loose = [span for span in stretches if span.low is None or span.over is None]
    edges = [*(window or ()), *(edge for low, over, _ in known for edge in (low, over))]
    around = _Around(dated)
    gaps: list[Gap] = []
    for start, stop in asked if asked is not None else [Window(None, None)]:
        first = min(edges, default=None) if start is None else start
        last = max(edges, default=None) if stop is None else stop
        if first is not None and last is not None:
            found = [g for g in _between(known, first, last) if g.stop - g.start >= least]
            gaps += [gap._replace(widest=around.widest(gap, first, last)) for gap in found]
    return Silences(
        group,
        tuple(gap._replace(maybe=_falling(gap, loose)) for gap in gaps),
        len(events) - len(dated),
    )


def spans(event: Event) -> list[Span]:
    """Where an event may be, by account or alternative; what lasts is over at its end."""
    reach = [touched(start, end) for start, end in event.moments]
    return [Span(low, None if last is None else last + 1, event) for low, last in reach]


def _between(known: Iterable[tuple[int, int, Event]], start: int, stop: int) -> list[Gap]:
    """What the spans, in order, leave of [start, stop)."""
    gaps: list[Gap] = []
    over, last = start, None
    for low, ended, event in known:
        if over < low and over < stop:
            gaps.append(Gap(over, min(low, stop), last, event if low < stop else None))
        if ended > over:
            over, last = ended, event
    if over < stop:
        gaps.append(Gap(over, stop, last, None))
    return gaps


class _Around:
    """How early what lies before a gap may be over, and how late begins what lies behind it.

    An event with times on both sides of a gap need not be on either.
    """

    def __init__(self, events: Iterable[Event]) -> None:
        reach = [[extent(start, end) for start, end in event.moments] for event in events]
        over = sorted((max(e.last for e in each), min(e.until for e in each)) for each in reach)
        begun = sorted((min(e.low for e in each), max(e.high for e in each)) for each in reach)
        self._lasts = [last for last, _ in over]
        self._over = list(accumulate((until for _, until in over), max))
        self._lows = [low for low, _ in begun]
        self._begun = list(accumulate((high for _, high in reversed(begun)), min))[::-1]

    def widest(self, gap: Gap, first: int, stop: int) -> tuple[int, int]:
        """From where to where, within [first, stop), all may be silent around a gap."""
        before = bisect_left(self._lasts, gap.start)
        behind = bisect_left(self._lows, gap.stop)
        over = self._over[before - 1] + 1 if before else first
        begun = self._begun[behind] if behind < len(self._begun) else stop
        return (
            int(min(gap.start, max(over, first))),
            int(max(gap.stop, min(begun, stop))),
        )


def _falling(gap: Gap, loose: Iterable[Span]) -> tuple[Event, ...]:
    events = {
        span.event.id: span.event
        for span in loose
        if (span.low is None or span.low < gap.stop)
        and (span.over is None or span.over > gap.start)
    }
    return tuple(events.values())


def _leaves(groups: Iterable[Group]) -> list[Group]:
    leaves: list[Group] = []
    for group in groups:
        if group.groups:
            leaves.extend(_leaves(group.groups))
        elif group.matches or not group.by:
            leaves.append(group)
    return leaves
