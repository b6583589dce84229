"""Months and years on the calendar, which have no fixed length.

So many months after the 31st is the last day of a month that is shorter, as in dateutil's
``relativedelta``. Years 1 to 9999; what lies beyond is None.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from .zones import DAY, FIRST_DAY, HOUR, LAST_DAY

if TYPE_CHECKING:
    from .zones import Zone

Shift = tuple[int, int]
"""Months, and microseconds beside them."""
Window = tuple[int | None, int | None]


def moved(day: int, months: int) -> int | None:
    """The day (an ordinal) so many months later; the month's last where it has no such day."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return None
    start = date.fromordinal(day)
    first, length = _month(start.year * 12 + start.month - 1 + months)
    return first + min(start.day, length) - 1 if length else None


@lru_cache(maxsize=256)
def _month(number: int) -> tuple[int, int]:
    """The first day of a month and how many days it has; 0 outside the years 1 to 9999.

    Months are numbered from that of January of the year 0 on.
    """
    year, month = divmod(number, 12)
    if not 1 <= year <= 9999:
        return 0, 0
    first = date(year, month + 1, 1).toordinal()
    if (year, month) == (9999, 11):
        return first, 31
    year, month = divmod(number + 1, 12)
    return first, date(year, month + 1, 1).toordinal() - first


@lru_cache(maxsize=256)
def days_in(months: int) -> tuple[int, int]:
    """The fewest and the most days that so many months have, wherever they begin."""
    if months < 0:
        low, high = days_in(-months)
        return -high, -low
    whole, left = divmod(months, 4800)  # the calendar repeats after 400 years
    starts = [_month(12 * 400 + n)[0] for n in range(2 * 4800 + 1)]
    spans = [starts[n + left] - starts[n] for n in range(4800)]
    return whole * 146_097 + min(spans), whole * 146_097 + max(spans)


def reach(
    zone: Zone, low: int | None, high: int | None, first: Shift | None, last: Shift | None,
    whole: bool = False,
) -> Window:  # fmt: skip
    """When something is that is ``first`` to ``last`` after what is between two instants.

    ``whole`` counts from local days and comes to whole local days. None is open.
    """
    early = late = None
    if low is not None and first is not None:
        wall = _low_wall(zone, low, high)
        wall -= wall % DAY if whole else 0
        day, micro = divmod(wall, DAY)
        there = moved(day, first[0])
        if there is not None:
            onward = moved(day + 1, first[0])
            known = high is None or (day + 1) * DAY <= zone.wall(high)
            if onward == there and known:
                micro = 0  # several days lead to the month's last
            early = _instant(zone, there * DAY + micro + first[1], 0, whole)
    if high is not None and last is not None:
        wall = _high_wall(zone, low, high)
        day, micro = divmod(wall, DAY)
        there = moved(day, last[0])
        if there is not None:
            known = low is None or day * DAY > zone.wall(low)
            if not whole and moved(day - 1, last[0]) == there and known:
                micro = DAY - 1
            wall = there * DAY + (0 if whole else micro) + last[1]
            late = _instant(zone, wall, 1, whole)
    return early, late


def origin(
    zone: Zone, low: int | None, high: int | None, first: Shift | None, last: Shift | None,
    whole: bool = False,
) -> Window:  # fmt: skip
    """When something is, if what is ``first`` to ``last`` after it is between two instants."""
    early = late = None
    if low is not None and last is not None:
        wall = _low_wall(zone, low, high)
        wall -= wall % DAY if whole else 0
        day, micro = divmod(wall - last[1], DAY)
        there = _back(day, last[0])
        if there is not None:
            source, length, number = there
            at = source * DAY + (number - 1) * DAY + micro
            early = _instant(zone, (source + length) * DAY if number > length else at, 0, whole)
    if high is not None and first is not None:
        wall = _high_wall(zone, low, high)
        wall -= wall % DAY if whole else 0
        day, micro = divmod(wall - first[1], DAY)
        there = _back(day, first[0])
        if there is not None:
            source, length, number = there
            if number > length:
                number, micro = length, DAY - 1
            elif moved(source + length - 1, first[0]) == day:
                number = length
            late = _instant(zone, (source + number - 1) * DAY + micro, 1, whole)
    return early, late


def _back(day: int, months: int) -> tuple[int, int, int] | None:
    """The month so many months before a day's: its first day, its length, the day's number."""
    if not FIRST_DAY <= day <= LAST_DAY:
        return None
    start = date.fromordinal(day)
    first, length = _month(start.year * 12 + start.month - 1 - months)
    return (first, length, start.day) if length else None


def _low_wall(zone: Zone, low: int, high: int | None) -> int:
    """The least that a wall clock shows from an instant on: clocks may be put back soon."""
    soon = low + 3 * HOUR if high is None else min(high, low + 3 * HOUR)
    return min(zone.wall(low), low + zone.wall(soon) - soon)


def _high_wall(zone: Zone, low: int | None, high: int) -> int:
    """The most that a wall clock showed up to an instant."""
    before = high - 3 * HOUR if low is None else max(low, high - 3 * HOUR)
    return max(zone.wall(high), high + zone.wall(before) - before)


def _instant(zone: Zone, wall: int, side: int, whole: bool) -> int | None:
    day = wall // DAY
    if not FIRST_DAY <= day <= LAST_DAY:
        return None
    if whole:
        return zone.day_stop(day) - 1 if side else zone.day_start(day)
    return zone.readings(wall)[side]
