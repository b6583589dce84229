"""Steps from tick to tick along an axis: on the clock, in days, in months, or in elapsed time.

Days and clocks are local ones: a step of six hours is five or seven where the clock is changed.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, FIRST_DAY, HOUR, LAST_DAY, MINUTE, SECOND, civil

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.base.zones import Zone

    from .axis import Section

_MONTH = 30 * DAY + 10 * HOUR
_FOLD = 3 * HOUR  # longer than any clock is put back, but for whole days
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)
_SECONDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30)
_CLOCKS = (
    *(int(size * SECOND) for size in _SECONDS),
    *(size * MINUTE for size in (1, 2, 5, 10, 15, 30)),
    *(size * HOUR for size in (1, 2, 3, 6, 12)),
)
_DAYS = (1, 2, 5, 10, 30, 100, 365, 1000, 5000, 10**5, 10**6)


class Step(NamedTuple):
    """``size`` microseconds of the clock or elapsed, days or months, by ``unit``."""

    unit: str
    size: int

    @property
    def length(self) -> int:
        """About how many microseconds it is."""
        return self.size * {"day": DAY, "month": _MONTH}.get(self.unit, 1)

    def divides(self, other: Step) -> bool:
        """Whether each tick of the other is one of these too."""
        if self.unit == other.unit:
            return other.size % self.size == 0
        if other.unit == "day":
            return self.unit == "clock"
        return other == ONE_MONTH and self == ONE_DAY


ONE_DAY = Step("day", 1)
ONE_MONTH = Step("month", 1)
CIVIL = (
    *(Step("clock", size) for size in _CLOCKS),
    *(Step("day", size) for size in (1, 2, 7, 14)),
    *(Step("month", size) for size in (1, 3, 6, *(12 * size for size in _YEARS))),
)
"""The steps of an axis with a zone, finest first."""
ELAPSED = tuple(Step("elapsed", size) for size in (*_CLOCKS, *(DAY * size for size in _DAYS)))
"""The steps of an axis of elapsed time, finest first."""


def floor(instant: int, step: Step, zone: Zone | None) -> int:
    """The last tick that is not behind an instant."""
    if zone is None:
        return instant // step.size * step.size
    if step.unit == "clock":
        wall = zone.wall(instant)
        first, last = zone.readings(wall - wall % step.size)
        return last if last <= instant else min(first, instant)
    return zone.day_start(_begin(zone.day(instant), step))


def ceiling(instant: int, step: Step, zone: Zone | None) -> int:
    """The first tick that is not before an instant."""
    if zone is None:
        return -(-instant // step.size) * step.size
    if step.unit == "clock":
        wall = zone.wall(instant)
        return max(instant, zone.readings(wall + -wall % step.size)[1])
    begun = _begin(zone.day(instant), step)
    if zone.day_start(begun) >= instant:
        return zone.day_start(begun)
    return zone.day_start(_next(begun, step))


def walk(step: Step, section: Section, zone: Zone | None) -> list[int]:
    """The ticks of a section in order; those at both its ends too."""
    if zone is None:
        first = -(-section.start // step.size) * step.size
        return list(range(first, section.stop + 1, step.size))
    if step.unit == "clock":
        ticks = set(_clocks(step, section, zone))
    else:
        ticks = {zone.day_start(day) for day in begun(step, section, zone)}
    return sorted(at for at in ticks if section.start <= at <= section.stop)


def begun(step: Step, section: Section, zone: Zone) -> Iterator[int]:
    """The days, as ordinals, on which a step begins; the first may lie before the section."""
    day, last = _begin(zone.day(section.start), step), zone.day(section.stop)
    while day <= min(last, LAST_DAY + 1):
        yield day
        day = _next(day, step)


def _clocks(step: Step, section: Section, zone: Zone) -> Iterator[int]:
    """Clocks of whole steps; those put back occur twice, those put forward not at all."""
    put_back = zone.offset(section.start) - zone.offset(section.start + _FOLD)
    wall = (zone.wall(section.start) - max(0, put_back)) // step.size * step.size
    while True:
        first, last = zone.readings(wall)
        if first > section.stop:
            return
        if first == last:
            yield first
        elif not zone.is_gap(wall):
            yield from (first, last)
        elif wall % DAY == 0:
            yield zone.day_start(wall // DAY)
        wall += step.size


def _begin(day: int, step: Step) -> int:
    """The day that the step with this day in it begins on. Weeks begin on Mondays."""
    if step.unit == "day":
        return day - (day - 1) % step.size
    return _month_start(_month(day) // step.size * step.size)


def _next(day: int, step: Step) -> int:
    if step.unit == "day":
        return day + step.size
    return max(day + 1, _month_start((_month(day) // step.size + 1) * step.size))


def _month(day: int) -> int:
    parts = civil(day * DAY)
    return parts.year * 12 + parts.month - 1


def _month_start(number: int) -> int:
    """The first day of a month; the calendar's own ends for what lies outside of it."""
    year, month = divmod(number, 12)
    if year < 1:
        return FIRST_DAY
    return LAST_DAY + 1 if year > 9999 else date(year, month + 1, 1).toordinal()
