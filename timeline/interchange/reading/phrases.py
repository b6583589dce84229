"""Moments as phrases of an event file: short under the header of their day, whole elsewhere."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, EPOCH_WALL, HOUR, LAST_DAY, MINUTE, SECOND

from .moments import DATE, HOURS, MINUTES, MONTH, SECONDS, YEAR

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone

    from .moments import Moment

UNDATED = 1 << 60
"""The place of what stands under no day, behind all days."""

FAR = 1 << 62
"""Beyond all instants: the end of a phrase whose bounds are not worked out here."""

day_text = lru_cache(maxsize=1024)(iso)
"""A day, an ordinal, as 2023-11-20."""


class OutOfTime(ValueError):
    """A moment that the calendar of a zone does not have."""


class Phrase(NamedTuple):
    """A time in words of the time language.

    ``place`` orders headers and stands for one: see :func:`header`. ``date`` is its day where only
    a ``clock`` need be written under that day's header; else it is empty, and ``clock`` is the
    whole phrase. ``low`` and ``high`` are the first and the last microsecond that it can mean.
    One that is ``bound`` can stand under its own header alone;
    one that is ``yearly`` has a year that may be a clock under a header of another one.
    """

    place: int
    date: str
    clock: str
    low: int
    high: int
    bound: bool = False
    yearly: bool = False

    def under(self, place: int) -> str:
        """The phrase under a header."""
        return self.clock if place == self.place and self.date else self.whole

    @property
    def whole(self) -> str:
        """The phrase under any header."""
        return f"{self.date} {self.clock}" if self.date else self.clock


def header(place: int) -> str:
    """The header that a place stands for: a day, a month, a year, or ``undated``."""
    if place == UNDATED:
        return "undated"
    day, kind = divmod(place, 4)
    return iso(day)[: (4, 7, 10)[kind]]


def phrase(moment: Moment, own: Zone, zone: Zone) -> Phrase:
    """A moment in the words of an event file in ``zone``; ``own`` is whose clock it is of.

    Raises OutOfTime for what no calendar has, or that clocks of ``own`` never showed.
    """
    precision = moment.precision
    if precision <= DATE:
        return _date(moment, own, zone)
    wall = moment.wall
    last = wall + width(precision) - 1
    if moment.offset is None and own == zone:
        low, high = zone.readings(wall)[0], zone.readings(last)[1]
        return _local(wall, precision, low, high)
    if moment.offset is not None:
        low = wall - moment.offset - EPOCH_WALL
        return _instant(low, precision, zone)
    first, second = own.readings(wall)
    if first == second:
        return _instant(first, precision, zone)
    if own.is_gap(wall):
        raise OutOfTime(f"clocks of {own.name} were put forward over it")
    either = [_stamp(instant, precision, zone) for instant in (first, second)]
    place = 4 * (_wall(first, zone) // DAY) + 2
    return Phrase(place, "", " or ".join(either), first, second + width(precision) - 1)


def stretch(low: int | None, high: int | None, zone: Zone) -> Phrase:
    """What is between two instants, both inclusive; None is an open end. Not both are.

    Raises OutOfTime.
    """
    if low is None or high is None:
        word, instant = ("not before", low) if low is not None else ("not after", high)
        text = f"{word} {_edge(instant or 0, 1, zone)}"
        known = instant or 0
        return Phrase(
            4 * (_wall(known, zone) // DAY) + 2,
            "",
            text,
            -FAR if low is None else low,
            FAR - 1 if high is None else high,
        )
    first, stop = _wall(low, zone), _wall(high, zone) + 1
    day = first // DAY
    if zone.day_start(day) == low and zone.day_stop(day) - 1 == high:
        return Phrase(4 * day + 2, "", day_text(day), low, high)
    units = ((MINUTE, MINUTES), (SECOND, SECONDS), (1, 6))
    unit, precision = next(
        (unit, precision) for unit, precision in units if not first % unit and not stop % unit
    )
    if high + 1 - low == unit:
        return _instant(low, precision, zone)
    text = f"{_edge(low, unit, zone)}..{_edge(high + 1 - unit, unit, zone)}"
    return Phrase(4 * day + 2, "", text, low, high)


def _edge(instant: int, unit: int, zone: Zone) -> str:
    """A date and a clock that begin at an instant, to a unit."""
    precision = {MINUTE: MINUTES, SECOND: SECONDS}.get(unit, 6)
    return _instant(instant, precision, zone).whole


def width(precision: int) -> int:
    """How many microseconds a clock of a precision leaves open."""
    if precision > SECONDS:
        return int(10 ** (6 - precision))
    return SECOND if precision == SECONDS else MINUTE if precision == MINUTES else HOUR


def clock(micro: int, precision: int) -> str:
    """A clock as the time language writes it; an hour is a stretch there, since 14h is about 14:00.

    ``micro`` counts within the day.
    """
    minutes, rest = divmod(micro, MINUTE)
    hours, minutes = divmod(minutes, 60)
    if precision == MINUTES:
        return f"{hours:02}:{minutes:02}"
    seconds, rest = divmod(rest, SECOND)
    text = f"{hours:02}:{minutes:02}:{seconds:02}"
    return f"{text}.{rest:06}"[: 9 + precision] if precision > SECONDS else text


def _local(wall: int, precision: int, low: int, high: int) -> Phrase:
    """A wall time of the file's own zone."""
    day, micro = divmod(wall, DAY)
    if precision != HOURS:
        return Phrase(4 * day + 2, day_text(day), clock(micro, precision), low, high)
    start, stop = clock(micro, MINUTES), clock(micro + HOUR - MINUTE, MINUTES)
    date = day_text(day)
    return Phrase(4 * day + 2, "", f"{date} {start}..{date} {stop}", low, high)


def _instant(instant: int, precision: int, zone: Zone) -> Phrase:
    """A stretch that begins at an instant, as the clock of the file's zone showed it."""
    wall = _wall(instant, zone)
    high = instant + width(precision) - 1
    steady = zone.readings(wall) == (instant, instant)
    if precision == HOURS:
        last = _wall(high, zone)
        if steady and last - wall == HOUR - 1 and zone.readings(last) == (high, high):
            stop = last // MINUTE * MINUTE
            if (wall % MINUTE, (last + 1) % MINUTE) == (0, 0):
                text = "..".join(
                    f"{day_text(x // DAY)} {clock(x % DAY, MINUTES)}" for x in (wall, stop)
                )
                return Phrase(4 * (wall // DAY) + 2, "", text, instant, high)
        text = f"{_stamp(instant, MINUTES, zone)}..{_stamp(high + 1 - MINUTE, MINUTES, zone)}"
        return Phrase(4 * (wall // DAY) + 2, "", text, instant, high)
    whole = precision >= SECONDS or (wall - instant) % MINUTE == 0
    if steady and whole and (wall - instant) % SECOND == 0:
        return _local(wall, precision, instant, high)
    return Phrase(4 * (wall // DAY) + 2, "", _stamp(instant, precision, zone), instant, high)


def _wall(instant: int, zone: Zone) -> int:
    try:
        wall = zone.wall(instant)
    except OverflowError:
        wall = -1
    if not DAY <= wall < (LAST_DAY + 1) * DAY:
        raise OutOfTime(f"outside the years 1 to 9999 in {zone.name}")
    return wall


def _stamp(instant: int, precision: int, zone: Zone) -> str:
    """An instant with its offset; in UTC where that is no quarter of an hour."""
    offset = _wall(instant, zone) - instant - EPOCH_WALL
    if offset % (15 * MINUTE) or abs(offset) >= 12 * HOUR:
        offset = 0
    day, micro = divmod(instant + offset + EPOCH_WALL, DAY)
    if day < 1:
        raise OutOfTime("outside the years 1 to 9999")
    sign, minutes = ("-", -offset // MINUTE) if offset < 0 else ("+", offset // MINUTE)
    away = f"{sign}{minutes // 60:02}:{minutes % 60:02}" if offset else "Z"
    return f"{iso(day)}T{clock(micro, precision)}{away}"


def _date(moment: Moment, own: Zone, zone: Zone) -> Phrase:
    """A day, a month or a year."""
    first = moment.wall // DAY
    kind = {YEAR: 0, MONTH: 1, DATE: 2}[moment.precision]
    last = _last(first, kind)
    if moment.offset is None:
        if kind == 2 and own.skipped(first):
            raise OutOfTime(f"this day was skipped in {own.name}")
        low, high = own.day_start(first), own.day_stop(last) - 1
    else:
        low = first * DAY - moment.offset - EPOCH_WALL
        high = (last + 1) * DAY - moment.offset - EPOCH_WALL - 1
    if own == zone and moment.offset is None:
        text = iso(first)[: (4, 7, 10)[kind]]
        return Phrase(4 * first + kind, "", text, low, high, yearly=kind == 0)
    text = f"{_stamp(low, SECONDS, zone)}..{_stamp(high, SECONDS, zone)}"
    return Phrase(4 * (_wall(low, zone) // DAY) + 2, "", text, low, high)


def _last(first: int, kind: int) -> int:
    """The last day of the day, month or year that begins on a day."""
    if kind == 2:
        return first
    from datetime import date

    begun = date.fromordinal(first)
    if kind == 0 or begun.month == 12:
        return date(begun.year, 12, 31).toordinal()
    return date(begun.year, begun.month + 1, 1).toordinal() - 1
