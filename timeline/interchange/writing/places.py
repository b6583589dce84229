"""Where an event stands in a format that knows one moment or one stretch of each, and no bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND, civil

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event

    from .losses import Losses

MILLISECOND = 1_000


class Place(NamedTuple):
    """All instants at which an event may have gone on: ``[first, stop)``, in microseconds.

    ``open`` tells that one of its sides is not known; there stands the nearest that is.
    """

    first: int
    stop: int
    open: bool = False

    @property
    def last(self) -> int:
        """The last of its instants."""
        return self.stop - 1


def place(event: Event) -> Place | None:
    """Where an event stands; None where nothing is known of its time."""
    start, end = event.start, event.end
    begun = (start.earliest, start.latest, *(end or ()))
    over: tuple[int | None, ...] = (_after(start.latest), _after(start.earliest))
    if end is not None:  # without a last instant it goes on at least as long as is known
        least = [at for at in (end.earliest, *over) if at is not None]
        over = (end.latest, max(least, default=None))
    first = next((at for at in begun if at is not None), None)
    stop = next((at for at in over if at is not None), None)
    if first is None or stop is None:
        told = [at for times in event.moments for bound in times if bound for at in bound]
        known = [at for at in told if at is not None]  # of accounts in dispute
        return Place(min(known), max(known) + 1, True) if known else None
    return Place(first, max(stop, first + 1), begun[0] is None or over[0] is None)


def _after(instant: int | None) -> int | None:
    return None if instant is None else instant + 1


def count_lost(event: Event, at: Place | None, losses: Losses) -> None:
    """Count what no format of one stretch holds of an event but in words."""
    if at is None:
        losses.add("event without a known time left out", "events without a known time left out")
        return
    if event.disputed:
        losses.add("dispute as text", "disputes as text")
    elif event.alternative:
        losses.add("choice of times as text", "choices of times as text")
    if at.open:
        losses.add("open end as text", "open ends as text")
    elif not event.lasts and at.stop - at.first > MINUTE:
        losses.add("uncertain time as a stretch", "uncertain times as stretches")
    elif event.end and (_wide(*event.start) or _wide(*event.end)):
        losses.add("uncertain beginning or end as text", "uncertain beginnings and ends as text")


def _wide(low: int | None, high: int | None) -> bool:
    return low is None or high is None or high - low >= MINUTE


UNITS = ("year", "month", "day", "hour", "minute", "second", "millisecond")
"""Units of a calendar and a clock, the coarsest first."""
_CLOCK = {"hour": HOUR, "minute": MINUTE, "second": SECOND, "millisecond": MILLISECOND}


def unit_of(first: int, stop: int) -> str:
    """The coarsest unit in which ``[first, stop)``, in whole milliseconds of wall time, is said."""
    if first % DAY == 0 == stop % DAY:
        one, two = civil(first), civil(stop)
        if one.day == two.day == 1:
            return "year" if one.month == two.month == 1 else "month"
        return "day"
    return next(unit for unit, size in _CLOCK.items() if first % size == 0 == stop % size)


def is_one(unit: str, first: int, stop: int) -> bool:
    """Whether ``[first, stop)``, in wall time and said in a unit, is one of it."""
    if unit in _CLOCK:
        return stop - first == _CLOCK[unit]
    one, two = civil(first), civil(stop)
    if unit == "day":
        return stop - first == DAY
    months = (two.year - one.year) * 12 + two.month - one.month
    return months == (12 if unit == "year" else 1)


def walls(at: Place, zone: Zone) -> tuple[int, int]:
    """What clocks of a zone show at both ends of a place, rounded outwards to the millisecond.

    The second one is just behind it, but for what ends at a whole millisecond: that stays there. It
    is never before the first, also where clocks are put back in between.
    """
    first, last = zone.wall(at.first), zone.wall(at.last)
    stop = last if last % MILLISECOND == 0 and last > first else last + 1
    first -= first % MILLISECOND
    return first, max(stop + -stop % MILLISECOND, first + MILLISECOND)
