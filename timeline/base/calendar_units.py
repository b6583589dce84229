"""Days in units of the calendar: weeks, months, years and decades by number, and as text.

A day is an ordinal of the proleptic Gregorian calendar; weeks are those of ISO 8601, from Monday to
Sunday; a decade is that of its first three digits. Days beyond the years 1 to 9999, in which the
first and last hours of those may lie in another zone, have units as any other.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .calendar import iso
from .namedtuple import NamedTuple
from .zones import DAY, civil

if TYPE_CHECKING:
    from collections.abc import Callable


class CalendarUnit(NamedTuple):
    """Numbers days by a unit: ``number`` of a day, ``first`` day and ``text`` of a number."""

    number: Callable[[int], int]
    first: Callable[[int], int]
    text: Callable[[int], str]


def _week_text(number: int) -> str:
    thursday = number * 7 + 4
    year = civil(thursday * DAY).year
    return f"{year:04}-W{(thursday - _first_of(year)) // 7 + 1:02}"


def _first_of(year: int, month: int = 1) -> int:
    """The first day of a month; the calendar is the same every 400 years."""
    moved = 400 if year < 1 else -400 if year > 9999 else 0
    return date(year + moved, month, 1).toordinal() - moved // 400 * 146_097


def _month(day: int) -> int:
    date = civil(day * DAY)
    return date.year * 12 + date.month - 1


def _year(day: int) -> int:
    return civil(day * DAY).year


UNITS = {
    "day": CalendarUnit(lambda day: day, lambda number: number, iso),
    "week": CalendarUnit(lambda day: (day - 1) // 7, lambda number: number * 7 + 1, _week_text),
    "month": CalendarUnit(
        _month,
        lambda number: _first_of(number // 12, number % 12 + 1),
        lambda number: f"{number // 12:04}-{number % 12 + 1:02}",
    ),
    "year": CalendarUnit(_year, _first_of, lambda number: f"{number:04}"),
    "decade": CalendarUnit(
        lambda day: _year(day) // 10,
        lambda number: _first_of(number * 10),
        lambda number: f"{number:03}0s",
    ),
}
"""The shortest first. A text is read by filters: ``2026-11-20``, ``2026-W47``, ``1910s``."""
