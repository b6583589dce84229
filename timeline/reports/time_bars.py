"""Where in a day, or another stretch of time, an event lies, in a few columns of its row.

Columns go by the clock on the wall, so that a day has 24 hours when clocks are changed as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, MINUTE

from .certain_times import certain
from .signs import (
    AFTER,
    BEFORE,
    CERTAINLY,
    CLAIM,
    CLAIMED,
    INSTANT,
    NEVER,
    NEVER_LASTING,
    POSSIBLY,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound, Elapsed, Event

    from .signs import Sign


_FEW = 16
"""So small a part of all may be left out at each end."""
_APART = 4
"""What is left out makes the stretch longer than so many times."""


class Frame(NamedTuple):
    """The stretch [start, stop) of a zone's wall clock, in microseconds, that columns are of."""

    start: int
    stop: int
    zone: Zone
    columns: int

    def place(self, instant: int) -> int:
        """The column of an instant; below 0 or from ``columns`` on where it lies outside."""
        return (self.zone.wall(instant) - self.start) * self.columns // (self.stop - self.start)


def day_frame(day: int, zone: Zone, columns: int) -> Frame:
    """The frame of a day, by its ordinal."""
    return Frame(day * DAY, (day + 1) * DAY, zone, columns)


def bar(event: Event, frame: Frame) -> list[Sign | None]:
    """What stands in each column of a frame: a sign, or nothing.

    What may be is light, what certainly goes on solid, an instant that is known to a column a mark;
    what one of several accounts says is claimed, certain only where all of them agree. At the edges
    arrows stand where it reaches beyond, unless an instant is there.
    """
    cells: list[Sign | None] = [None] * frame.columns
    if event.dateless:
        return cells
    parts = [_part(time, frame) for time in event.moments]
    for first, last in parts:
        begun, over = max(first, 0), min(last, frame.columns - 1)
        away = last < 0 or first >= frame.columns
        if away or (first == last and (event.end is None or event.disputed)):
            continue
        light = NEVER_LASTING if event.status else CLAIMED if event.disputed else POSSIBLY
        cells[begun : over + 1] = [light] * (over + 1 - begun)
    if sure := None if event.status else _sure(event, frame):
        begun, over = max(sure[0], 0), min(sure[1], frame.columns - 1)
        cells[begun : over + 1] = [CERTAINLY] * (over + 1 - begun)
    if any(first < 0 for first, _ in parts):
        cells[0] = BEFORE
    if any(last >= frame.columns for _, last in parts):
        cells[-1] = AFTER
    for first, last in parts:
        if first == last and 0 <= first < frame.columns:
            cells[first] = _sharp(event)
    return cells


def _sharp(event: Event) -> Sign:
    """The sign of a time that is known to a column."""
    if event.status:
        return NEVER
    if event.disputed:
        return CLAIM
    if event.branched:
        return POSSIBLY
    return INSTANT if event.end is None else CERTAINLY


def _sure(event: Event, frame: Frame) -> tuple[int, int] | None:
    """The first and last column in which it certainly goes on, whichever of its times holds."""
    sure = certain(event.moments)
    if sure is None:
        return None
    begun, over = frame.place(sure[0]), frame.place(sure[1])
    return (begun, over) if over >= 0 and begun < frame.columns else None


def _part(time: Elapsed, frame: Frame) -> tuple[int, int]:
    """The first and last column of a time; -1 is an open start."""
    start, end = time
    low, high = start.earliest, start.latest if end is None else _last(start, end)
    first = -1 if low is None else frame.place(low)
    last = frame.columns if high is None else max(first, frame.place(high))
    return first, last


def _last(start: Bound, end: Bound) -> int | None:
    """The last instant of what lasts; the end is the first one at which it no longer goes on.

    An end that is known to the minute is over when that minute begins, as its clock says.
    """
    low, high = start.earliest, end.latest
    if high is None:
        return None
    if end.earliest is not None and high - end.earliest < MINUTE:
        high = end.earliest
    return high if low is not None and high <= low else high - 1


def stretch(events: Iterable[Event], zone: Zone) -> tuple[int, int] | None:
    """From the first to the last instant that is known of events, on the wall clock of a zone.

    ``[start, stop)`` in microseconds; None where nothing is known. Where most of them lie in a
    small part of it, only that: the few others are beyond its edges.
    """
    instants = sorted(
        zone.wall(at)
        for event in events
        for pair in event.moments
        for bound in pair
        if bound is not None
        for at in bound.ends
        if at is not None
    )
    if not instants:
        return None
    few = len(instants) // _FEW
    first, last = instants[0], instants[-1]
    if (instants[-1 - few] - instants[few]) * _APART < last - first:
        first, last = instants[few], instants[-1 - few]
    return first, last + 1
