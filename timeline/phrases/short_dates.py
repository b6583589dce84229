"""Dates that leave out what a day header says: ``20 November``, ``Friday``, ``the 15th``.

Each is a date of a year that stands for the one which is meant, marked with what it ``lacks``;
header_dates.py puts in what the header says, or refuses it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .date_spans import Days
from .periods import ENDINGS

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.words import Calendar

    from .tokens import Scanner

_STANDS_FOR = 2020
"""A leap year of 53 weeks."""
_LETTERS = {
    "inst": 0, "instant": 0, "ult": -1, "ultimo": -1, "prox": 1, "proximo": 1,
}  # fmt: skip
"""How letters name their own month, the last and the next."""


def without_year(month: int, day: int, calendar: Calendar | Literal[""] = "") -> Days | None:
    """``20 November``; None for a day that no year has."""
    try:
        there = date(_STANDS_FOR, month, day).toordinal()
    except ValueError:
        return None
    return Days(there, there, "day", calendar=calendar, lacks="year")


def weekday_alone(weekday: int) -> Days:
    """``Friday``; 0 is Monday."""
    first = date.fromisocalendar(_STANDS_FOR, 1, 1).toordinal() + weekday
    return Days(first, first, "day", weekday=weekday, lacks="weekday")


def of_the_month(day: int, months: int | None = None) -> Days | None:
    """``the 15th``, or ``15th inst.``: so many ``months`` from that of the header."""
    if not 1 <= day <= 31:
        return None
    first = date(_STANDS_FOR, 1, day).toordinal()
    which = "month" if months is None else f"month {months}"
    return Days(first, first, "day", lacks=which)


def of_year(days: Days, year: int) -> Days | None:
    """A date with its year behind it; None for 29 February of a year that has none."""
    there = date.fromordinal(days.first)
    try:
        first = there.replace(year=year).toordinal()
    except ValueError:
        return None
    return days._replace(first=first, last=first, lacks="")


def read_of_the_month(scan: Scanner) -> Days | None:
    """``15th`` behind ``the``, or ``15th inst.``, of the month that a letter was written in."""
    start = scan.index
    led = start > 0 and scan.tokens[start - 1].text == "the"
    token = scan.take("number")
    if token and token.text.isdecimal() and len(token.text) <= 2 and scan.word(*ENDINGS):
        month = scan.word(*_LETTERS)
        if month and scan.next.text == "." and scan.next.at == scan.tokens[scan.index - 1].stop:
            scan.index += 1
        if month or led:
            days = of_the_month(int(token.text), _LETTERS.get(month))
            if days is not None:
                return days
    scan.index = start
    return None
