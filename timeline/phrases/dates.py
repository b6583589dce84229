"""Dates in phrases: EDTF levels 0 and 1 (ISO 8601-2:2019)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import MONTHS
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import LAST_DAY

from .clock_times import digits_of_clock
from .tokens import PhraseError, Scanner, Token

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.words import Calendar, Precision

_YEARS = "years run from 0001 to 9999"
_DATE = "a date looks like 2023-11-17; a month or a year may stand alone"

_SEASONS = {21: ((3, 1), (6, 21)), 22: ((6, 1), (9, 23)), 23: ((9, 1), (12, 22)), 24: None}


class Days(NamedTuple):
    """A span of whole local days, ``first`` to ``last``, both included, as ordinals.

    ``precision`` is day, month, season, year or decade. ``digits`` are the four of a year of which
    no more is written: under a day header they may as well be a clock. ``calendar`` is the one that
    is named: the days are those of the same dates in the Gregorian calendar until
    ``gregorian_dates`` makes them those that are meant. ``leap`` stands for 29 February of a year
    that has it in the Julian calendar alone: ``first`` is 1 March then.
    """

    first: int
    last: int
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    digits: str = ""
    calendar: Calendar | Literal[""] = ""
    leap: bool = False


def read_date(scan: Scanner) -> Days | None:
    """Read a date of EDTF level 0 or 1, or nothing. Raises PhraseError for one that is none."""
    if scan.next.kind == "date" and digits_of_clock(scan):
        return None
    token = scan.take("date")
    if token is None:
        return None
    days = _days(token)
    marks = set()
    while scan.next.text in ("?", "~", "%") and scan.next.at == scan.tokens[scan.index - 1].stop:
        marks.add(scan.next.text)
        scan.index += 1
    if "%" in marks:  # EDTF's alone: no clock is written so
        days = days._replace(digits="")
    days = days._replace(approximate=bool(marks & {"~", "%"}), uncertain=bool(marks & {"?", "%"}))
    return in_calendar(days, scan)


def in_calendar(days: Days, scan: Scanner) -> Days:
    """A date with the calendar that is named behind it, if one is."""
    if scan.next.kind != "word":
        return days
    from .calendars import read_calendar

    calendar = read_calendar(scan)
    return days._replace(calendar=calendar) if calendar else days


def month_last(year: int, month: int) -> int:
    """The ordinal of the last day of a month."""
    if month == 12:
        return LAST_DAY if year == 9999 else date(year + 1, 1, 1).toordinal() - 1
    return date(year, month + 1, 1).toordinal() - 1


def _days(token: Token) -> Days:
    text = token.text
    if "/" in text:
        from .calendars import dual_year, last_of_dual

        year, rest = dual_year(token)
        days = _days(token._replace(text=f"{year}-{rest}" if rest else str(year)))
        last = last_of_dual(token, days.first, days.last, year)
        return days._replace(last=last, digits="", calendar="julian")
    year_text, _, rest = text.partition("-") if text[0] not in "+-" else (text, "", "")
    if len(year_text) != 4:
        raise PhraseError(f'no such year: "{token.raw}"', token.at, len(token.raw), _YEARS)
    known = year_text.rstrip("x")
    if known != year_text:
        low = int(known + "0" * (4 - len(known))) if known else 0
        high = int(known + "9" * (4 - len(known))) if known else 9999
        if rest.replace("-", "").strip("x"):
            raise PhraseError("a month of an unspecified year", token.at, len(token.raw), _DATE)
        return Days(date(max(1, low), 1, 1).toordinal(), month_last(high, 12), "decade")
    year = int(year_text)
    if year < 1:
        raise PhraseError("there is no year 0000 here", token.at, len(token.raw), _YEARS)
    month_text, _, day_text = rest.partition("-")
    if not rest or month_text == "xx":
        precision: Precision = "year"
        if day_text not in ("", "xx"):
            raise PhraseError("a day of an unspecified month", token.at, len(token.raw), _DATE)
        digits = text if text == year_text else ""
        first = date(year, 1, 1).toordinal()
        return Days(first, month_last(year, 12), precision, digits=digits)
    month = _number(token, month_text, 5)
    if month in _SEASONS and not day_text:
        return _season(year, month)
    if not 1 <= month <= 12:
        raise PhraseError(f"no such month: {month_text}", token.at + 5, 2, "months run 01 to 12")
    first = date(year, month, 1).toordinal()
    if not day_text or day_text == "xx":
        return Days(first, month_last(year, month), "month")
    day = _number(token, day_text, 8)
    length = month_last(year, month) - first + 1
    if (month, day) == (2, 29) and day > length and year % 4 == 0:
        return Days(first + 28, first + 28, "day", leap=True)
    if not 1 <= day <= length:
        hint = f"{MONTHS[month - 1]} {year} has {length} days"
        raise PhraseError(f"no such day: {token.raw}", token.at + 8, 2, hint)
    return Days(first + day - 1, first + day - 1, "day")


def _number(token: Token, digits: str, at: int) -> int:
    if not digits.isdecimal():
        raise PhraseError(f'cannot read "{token.raw}"', token.at + at, len(digits), _DATE)
    return int(digits)


def _season(year: int, code: int) -> Days:
    """ISO 8601-2 4.8 leaves the limits open: the hull of meteorology's and astronomy's."""
    span = _SEASONS[code]
    if span is None:  # winter: either the one that ends in this year or the one that begins in it
        first = date(max(1, year - 1), 12, 1) if year > 1 else date(1, 1, 1)
        last = date(year + 1, 3, 21) if year < 9999 else date.max
        return Days(first.toordinal(), last.toordinal(), "season")
    (month, day), (last_month, last_day) = span
    first = date(year, month, day)
    return Days(first.toordinal(), date(year, last_month, last_day).toordinal(), "season")
