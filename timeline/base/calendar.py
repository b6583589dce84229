"""Words and numbers of the calendar: names of months and weekdays, days as ordinals and as text.

An ordinal is the number of a day in the proleptic Gregorian calendar: 1 is 0001-01-01.
"""

from __future__ import annotations

from datetime import date

from .zones import DAY, civil

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def ordinal(text: str) -> int:
    """The ordinal of 2023-11-20. Years 0 and 10000 at the edges are taken as the nearest day."""
    year, month, number = (int(part) for part in text.rsplit("-", 2))
    if year < 1:
        return number - 31
    if year > 9999:
        return date.max.toordinal() + number
    return date(year, month, number).toordinal()


def iso(day: int) -> str:
    """An ordinal as 2023-11-20."""
    year, month, number, _ = civil(day * DAY)
    return f"{year:04}-{month:02}-{number:02}"
