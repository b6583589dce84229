"""Dates of another calendar as days of the Gregorian one, in which all else is counted.

A date is read as it is written, by its year, month and day; which days are meant is known where it
is known in which calendar a file or a source counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base import julian
from crisis.timeline.base.zones import DAY, civil

from .tokens import PhraseError

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.words import Calendar

    from .date_spans import Days


def gregorian(days: Days, own: Calendar | Literal[""], at: int, length: int) -> Days:
    """The days that a date means, in the Gregorian calendar.

    ``own`` is the calendar of a date that names none. Raises PhraseError for 29 February of a year
    that has one in the Julian calendar alone.
    """
    if (days.calendar or own) != "julian":
        if days.leap:
            year = civil(days.first * DAY).year
            hint = f"February {year} has 28 days; in the Julian calendar 29: {year:04}-02-29 OS"
            raise PhraseError("no such day", at, length, hint)
        return days
    if days.easter:
        from .feasts import of_julian_easter

        days = of_julian_easter(days)
    if days.leap:  # the day before 1 March
        first = last = _same_date(days.first) - 1
    else:
        first = _same_date(days.first)
        last = first if days.first == days.last else _same_date(days.last + 1) - 1
    whole = days.whole and (_same_date(days.whole[0]), _same_date(days.whole[1] + 1) - 1)
    return days._replace(first=first, last=last, calendar="julian", leap=False, whole=whole)


def _same_date(day: int) -> int:
    """The day that has in the Julian calendar the date which this day has in the Gregorian."""
    there = civil(day * DAY)
    return julian.ordinal(there.year, there.month, there.day)
