"""Calendar relations: "the day before @x", "that afternoon". They are no fixed distances.

Each is a pair of functions from the bound of one side to a bound of the other, evaluated anew
whenever a bound changes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .zones import DAY, EPOCH_WALL, FIRST_DAY, LAST_DAY, Zone

if TYPE_CHECKING:
    from .constraints import DayConstraint

EARLIEST = FIRST_DAY * DAY - EPOCH_WALL - DAY
LATEST = (LAST_DAY + 2) * DAY - EPOCH_WALL
_MARGIN = 60 * DAY

Window = tuple[int | None, int | None]
"""The earliest and latest instant that follow; None where nothing does."""


def node_window(day: DayConstraint, zone: Zone, low: float, high: float) -> Window:
    """What a bound of the reference says of the node: the part of the day ``shift`` days on."""
    earliest = latest = None
    if _inside(low):
        earliest = _at(zone, (zone.day(int(low)) + day.shift) * DAY + day.first, 0)
    if _inside(high):
        latest = _at(zone, (zone.day(int(high)) + day.shift) * DAY + day.stop, 1) - 1
    return earliest, latest


def ref_window(day: DayConstraint, zone: Zone, low: float, high: float) -> Window:
    """What a bound of the node says of the reference: the whole days that it can be on."""
    earliest = latest = None
    if _inside(low):
        first = (zone.wall(int(low)) - day.stop) // DAY + 1 - day.shift
        earliest = zone.day_start(first)
    if _inside(high):
        last = (zone.wall(int(high)) - day.first) // DAY - day.shift
        latest = zone.day_stop(last) - 1
    return earliest, latest


def _inside(value: float) -> bool:
    """Whether a bound is closed and so far inside the calendar that days can be counted."""
    return EARLIEST + _MARGIN < value < LATEST - _MARGIN


def _at(zone: Zone, wall: int, side: int) -> int:
    """A wall time as an instant: a day's own edge, or the outer reading of a clock."""
    if wall % DAY == 0:
        return zone.day_stop(wall // DAY - 1) if side else zone.day_start(wall // DAY)
    return zone.readings(wall)[side]
