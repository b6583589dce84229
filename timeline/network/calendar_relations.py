"""Calendar relations: "the day before @x", "that afternoon". They are no fixed distances.

Each is a pair of functions from the bound of one side to a bound of the other, evaluated anew
whenever a bound changes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

from crisis.timeline.base.clock_changes import PROBE
from crisis.timeline.base.zones import DAY, EPOCH_WALL, FIRST_DAY, HOUR, LAST_DAY, Zone, shared_zone

if TYPE_CHECKING:
    from crisis.timeline.model.constraints import DayConstraint

_MARGIN = 60 * DAY
EARLIEST = FIRST_DAY * DAY - EPOCH_WALL - 2 * _MARGIN
LATEST = (LAST_DAY + 1) * DAY - EPOCH_WALL + 2 * _MARGIN
"""So far outside the years that can be written that their days can be counted to the last."""

Window = tuple[int | None, int | None]
"""The earliest and latest instant that follow; None where nothing does."""


def node_window(day: DayConstraint, zone: Zone, low: float, high: float) -> Window:
    """What the bound of the reference says of the node: the part of the day ``shift`` days on."""
    first, last = _days(zone, low, high)
    return (
        None if first is None else _begin(day, zone, first),
        None if last is None else _stop(day, zone, last) - 1,
    )


def ref_window(day: DayConstraint, zone: Zone, low: float, high: float) -> Window:
    """What the bound of the node says of the reference: the whole days that it can be on."""
    first, last = (
        None if local is None else zone.moved(local, -day.shift) for local in _days(zone, low, high)
    )
    if (day.first, day.stop) != (0, DAY):
        if first is not None:
            while _stop(day, zone, first) <= low:
                first = zone.moved(first, 1)
            while _stop(day, zone, before := zone.moved(first, -1)) > low:
                first = before
        if last is not None:
            while _begin(day, zone, last) > high:
                last = zone.moved(last, -1)
            while _begin(day, zone, behind := zone.moved(last, 1)) <= high:
                last = behind
    return (
        None if first is None else zone.day_start(first),
        None if last is None else zone.day_stop(last) - 1,
    )


def _days(zone: Zone, low: float, high: float) -> tuple[int | None, int | None]:
    """The first and the last local day of a bound; None where it is open, or days do not count."""
    if inside(low) and inside(high):
        return zone.days(int(low), int(max(low, high)))
    if inside(low):
        return zone.days(int(low), int(low) + _MARGIN)[0], None
    if inside(high):
        return None, zone.days(int(high) - _MARGIN, int(high))[1]
    return None, None


def moved(zone: str) -> int:
    """How far the clocks of a zone were ever moved, and at least two hours."""
    return _oddities(zone)[0]


@cache
def _oddities(name: str) -> tuple[int, int]:
    """How far clocks of a zone were ever moved, and how long a day went on when the next had begun.

    Both in microseconds; the first is at least two hours.
    """
    zone = shared_zone(name)
    moved, behind = 2 * HOUR, 0
    for change in zone.changes:
        by = change.after - change.before
        moved = max(moved, abs(by) // timedelta(microseconds=1))
        if by < timedelta(0):
            behind = max(behind, _went_on(zone, change.wall, change.before))
    return moved, behind


def _went_on(zone: Zone, low: datetime, offset: timedelta) -> int:
    """How long a day went on when the next had begun, where clocks were put back behind ``low``."""
    width = PROBE
    while width > timedelta(hours=1):
        width /= 2
        if zone.tzinfo.utcoffset(low + width) == offset:
            low += width
    by = offset - (zone.tzinfo.utcoffset(low + width) or offset)
    if (low - by).toordinal() == (low + width).toordinal():
        return 0  # the clocks that showed times twice never showed midnight among them
    day = low.toordinal()
    return max(zone.day_stop(d) - zone.day_start(d + 1) for d in (day - 1, day, day + 1))


def goes_on(zone: str) -> bool:
    """Whether a day of a zone ever went on when the next had begun."""
    return _oddities(zone)[1] > 0


def around(day: DayConstraint) -> tuple[int, int]:
    """The outer edges of a calendar relation, whatever the dates are: for the network.

    Days are 23 to 25 hours long, but where a zone moved farther, or put clocks back over midnight.
    """
    by, behind = _oddities(day.zone)
    first = (day.shift - 1) * DAY - by + day.first + 1
    last = day.shift * DAY + by + day.stop - 1
    if day.shift > 0 and day.first >= 0:
        first = max(first, 1 - behind)  # on a later day
    if day.shift < 0 and day.stop <= DAY:
        last = min(last, behind - 1)  # on an earlier one
    return first, last


def _begin(day: DayConstraint, zone: Zone, ref: int) -> int:
    """The first instant that the node can be at where the reference is on the local day ``ref``."""
    return _at(zone, zone.moved(ref, day.shift) * DAY + day.first, 0)


def _stop(day: DayConstraint, zone: Zone, ref: int) -> int:
    """The first instant that it can no longer be at."""
    return _at(zone, zone.moved(ref, day.shift) * DAY + day.stop, 1)


def inside(value: float) -> bool:
    """Whether a bound is closed and so far inside the calendar that days can be counted."""
    return EARLIEST + _MARGIN < value < LATEST - _MARGIN


def _at(zone: Zone, wall: int, side: int) -> int:
    """A wall time as an instant: a day's own edge, or the outer reading of a clock."""
    if wall % DAY == 0:
        return zone.day_stop(wall // DAY - 1) if side else zone.day_start(wall // DAY)
    return zone.readings(wall)[side]
