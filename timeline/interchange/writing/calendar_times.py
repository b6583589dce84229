"""Where an event stands in a calendar: at a second, on days, or in the stretch in which it lies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import FIRST_DAY, LAST_DAY, MINUTE, SECOND

from .places import place

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Bound, Event

    from .losses import Losses
    from .places import Place

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICRO = timedelta(microseconds=1)
FIRST_INSTANT = (datetime.min.replace(tzinfo=UTC) - _EPOCH) // _MICRO
_LAST = (datetime.max.replace(tzinfo=UTC, microsecond=0) - _EPOCH) // _MICRO
STOP = _LAST + SECOND
"""The years 1 to 9999 of UTC, as far as most formats reach: up to here, and not with it."""

BEYOND = (
    "event outside of the years 1 to 9999 left out",
    "events outside of the years 1 to 9999 left out",
)
UNDATED = ("event without a known time left out", "events without a known time left out")


def count_left_out(event: Event, losses: Losses) -> None:
    """Count an event for whose time there is no place."""
    losses.add(*(BEYOND if place(event) else UNDATED))


class Days(NamedTuple):
    """Local days, from the first to the last one."""

    first: date
    last: date


class Seconds(NamedTuple):
    """From an instant to one that is not part of it any more; a point where both are the same."""

    begin: datetime
    over: datetime


class CalendarTime(NamedTuple):
    """What a calendar shows of an event.

    ``told`` is whether that is what is known of its time: a clock to the second or the minute, or
    from one to another. Else it is where the event lies. ``open`` is whether only one side of that
    is known, ``rounded`` whether a clock has lost its fraction of a second.
    """

    shown: Days | Seconds
    told: bool = False
    open: bool = False
    rounded: bool = False


def calendar_time(event: Event, zone: Zone) -> CalendarTime | None:
    """Where an event stands in a calendar whose days are those of ``zone``.

    A stretch is rounded outwards to whole seconds. None where nothing is known of the event's time,
    or where it lies outside of the years 1 to 9999, which a calendar cannot write.
    """
    at = place(event)
    if at is None:
        return None
    told = not at.open and _is_clock(event.start, zone)
    if event.end is None:
        rounded = told and _finer(event.start)
        point = told and at.last // SECOND == at.first // SECOND
        over = at.first // SECOND * SECOND if point else at.stop
    else:
        told = told and _is_clock(event.end, zone) and _apart(event.start, event.end)
        rounded = told and (_finer(event.start) or _finer(event.end))
        over = (event.end.earliest or 0) // SECOND * SECOND if told else at.stop
    if told:
        shown = _seconds(at.first, over)
        return shown and CalendarTime(shown, told, rounded=rounded)
    if days := _whole_days(at, zone):
        return _dated(*days, at.open)
    if at.open and at.stop - at.first == 1:
        edge = at.first if event.start.earliest is not None else at.stop
        shown = _seconds(edge, edge // SECOND * SECOND)
    else:
        shown = _seconds(at.first, _exact(at.stop))
    return shown and CalendarTime(shown, open=at.open)


def _seconds(first: int, over: int) -> Seconds | None:
    """``[first, over)`` rounded outwards to the second; the last one of 9999 is the last of all."""
    begin, over = first // SECOND * SECOND, over + -over % SECOND
    if not FIRST_INSTANT <= begin <= _LAST:
        return None
    over = min(max(begin, over), _LAST)
    return Seconds(_EPOCH + begin * _MICRO, _EPOCH + over * _MICRO)


def _exact(stop: int) -> int:
    """An instant that ends a stretch as its last one ends it: 14:00 is not a second more."""
    return stop - 1 if (stop - 1) % SECOND == 0 else stop


def _dated(first: int, last: int, open_end: bool) -> CalendarTime | None:
    last = min(last, LAST_DAY - 1)  # an end is the day behind it, and behind the last there is none
    if not FIRST_DAY <= first <= last:
        return None
    return CalendarTime(Days(date.fromordinal(first), date.fromordinal(last)), open=open_end)


def _is_clock(bound: Bound, zone: Zone) -> bool:
    """Whether a bound is what one clock says, to the minute, the second or finer."""
    low, high = bound.ends
    if low is None or high is None:
        return False
    if low // SECOND == high // SECOND:
        return True
    return zone.wall(low) % MINUTE == 0 and high - low == MINUTE - 1


def _apart(start: Bound, end: Bound) -> bool:
    """Whether what lasts is certainly over after it began, or is a moment."""
    latest, earliest = start.latest, end.earliest
    return latest is not None and earliest is not None and latest <= earliest


def _finer(bound: Bound) -> bool:
    """Whether a clock was told finer than to the second, and more than its second is known."""
    low, high = bound.earliest or 0, bound.latest or 0
    return high - low < SECOND - 1 and (low % SECOND != 0 or high != low)


def _whole_days(at: Place, zone: Zone) -> tuple[int, int] | None:
    """The local days that a place covers to the second; of a single limit the day at its side."""
    first, last = zone.day(at.first), zone.day(at.last)
    begins = at.first - zone.day_start(first) < SECOND
    ends = zone.day_stop(last) - at.stop < SECOND
    limit = at.open and at.stop - at.first == 1
    return (first, last) if (begins or ends if limit else begins and ends) else None
