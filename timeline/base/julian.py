"""The Julian calendar: its dates as days of the Gregorian one, and back.

Days are ordinals: 1 is 0001-01-01 of the proleptic Gregorian calendar, as in ``datetime``. The
arithmetic is that of Reingold and Dershowitz, Calendrical Calculations (4th edition, 2018), 3.1 and
3.2: ``fixed-from-julian`` and ``julian-from-fixed``. Years begin on 1 January; there is no year 0.
"""

from __future__ import annotations

from .namedtuple import NamedTuple

EPOCH = -1
"""The ordinal of 0001-01-01 Julian: two days before the Gregorian 0001-01-01."""

NEW_YEAR_IN_MARCH = (3, 25)
"""Month and day on which years began in England until 1752, and in Florence, Scotland (to 1600)."""


class JulianDate(NamedTuple):
    """A day of the Julian calendar; years before the first have negative numbers (-1 is 1 BC)."""

    year: int
    month: int
    day: int


def is_leap(year: int) -> bool:
    """Whether a year of the Julian calendar has a 29 February."""
    return year % 4 == (0 if year > 0 else 3)


def ordinal(year: int, month: int, day: int) -> int:
    """The day that a date of the Julian calendar is; ``day`` may run beyond its month."""
    counted = year if year > 0 else year + 1
    elapsed = 365 * (counted - 1) + (counted - 1) // 4 + (367 * month - 362) // 12
    correction = 0 if month <= 2 else -1 if is_leap(year) else -2
    return EPOCH - 1 + elapsed + correction + day


def iso(day: int) -> str:
    """The Julian date of a day, as ``1917-10-25``; years before the first as ``-0001-12-31``."""
    year, month, number = julian(day)
    return f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{number:02}"


def julian(day: int) -> JulianDate:
    """The date of the Julian calendar of a day."""
    approximate = (4 * (day - EPOCH) + 1464) // 1461
    year = approximate if approximate > 0 else approximate - 1
    past = day - ordinal(year, 1, 1)
    correction = 0 if day < ordinal(year, 3, 1) else 1 if is_leap(year) else 2
    month = (12 * (past + correction) + 373) // 367
    return JulianDate(year, month, day - ordinal(year, month, 1) + 1)
