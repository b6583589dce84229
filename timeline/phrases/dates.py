"""Dates in phrases: EDTF levels 0 and 1 (ISO 8601-2:2019)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import MONTHS

from .clock_times import digits_of_clock
from .date_spans import SEASONS, Days, days_of_season, month_last, quarter, week
from .tokens import PhraseError, Scanner, Token

if TYPE_CHECKING:
    from crisis.timeline.model.words import Precision

_YEARS = "years run from 0001 to 9999"
_DATE = "a date looks like 2023-11-17; a month or a year may stand alone"

_CALENDARS = frozenset("os o old julian ns n new gregorian (".split())
"""How the name of a calendar may begin."""
_FIRST_QUARTER = 33  # 1984-33 to 1984-36: ISO 8601-2, level 2


def read_date(scan: Scanner) -> Days | None:
    """Read a date of EDTF level 0 or 1, or nothing. Raises PhraseError for one that is none."""
    if scan.next.kind == "date" and digits_of_clock(scan):
        return None
    if _two_years(scan.next):
        scan.split_month()
    token = scan.take("date")
    if token is None:
        return None
    days = date_of(token)
    if scan.next.text == ":" and scan.next.at == token.stop:
        scan.index += 1  # 20/Nov/2026:13:42:07
    marks = set()
    while scan.next.text in ("?", "~", "%") and scan.next.at == scan.tokens[scan.index - 1].stop:
        marks.add(scan.next.text)
        scan.index += 1
    if "%" in marks:  # EDTF's alone: no clock is written so
        days = days._replace(digits="")
    days = days._replace(approximate=bool(marks & {"~", "%"}), uncertain=bool(marks & {"?", "%"}))
    return in_calendar(days, scan)


def _two_years(token: Token) -> bool:
    """Whether this is ``1939-45``: no month, season or quarter has such a number."""
    first, _, last = token.text.partition("-")
    if len(token.raw) != 7 or len(first) != 4 or not (first + last).isdecimal():
        return False
    return first[2:] < last and not (last < "13" or "21" <= last <= "41") and first > "0000"


def in_calendar(days: Days, scan: Scanner) -> Days:
    """A date with the calendar that is named behind it, if one is."""
    if scan.next.text not in _CALENDARS:
        return days
    from .calendars import read_calendar

    calendar = read_calendar(scan)
    return days._replace(calendar=calendar) if calendar else days


def date_of(token: Token) -> Days:
    """The days of a token that is a date of digits. Raises PhraseError for one that is none."""
    text = token.text
    if "/" in text:
        from .calendars import dual_year, last_of_dual

        year, rest = dual_year(token)
        days = date_of(token._replace(text=f"{year}-{rest}" if rest else str(year)))
        last = last_of_dual(token, days.first, days.last, year)
        return days._replace(last=last, digits="", calendar="julian")
    if text[4:5] == "w" or text[5:6] in ("q", "w"):
        return _coded(token)
    year_text, _, rest = text.partition("-") if text[0] not in "+-" else (text, "", "")
    if len(year_text) != 4:
        raise PhraseError(f'no such year: "{token.raw}"', token.at, len(token.raw), _YEARS)
    if year_text.endswith("x"):
        return _unspecified(token, year_text.rstrip("x"), rest)
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
    if (month in SEASONS or _FIRST_QUARTER <= month < _FIRST_QUARTER + 4) and not day_text:
        return _part_of_year(token, year, month)
    if not 1 <= month <= 12:
        raise PhraseError(f"no such month: {month_text}", *_place(token, 5), "months run 01 to 12")
    first = date(year, month, 1).toordinal()
    if not day_text or day_text == "xx":
        return Days(first, month_last(year, month), "month")
    day = _number(token, day_text, 8)
    length = month_last(year, month) - first + 1
    if (month, day) == (2, 29) and day > length and year % 4 == 0:
        return Days(first + 28, first + 28, "day", leap=True)
    if not 1 <= day <= length:
        hint = f"{MONTHS[month - 1]} {year} has {length} days"
        raise PhraseError(f"no such day: {token.raw}", *_place(token, 8), hint)
    return Days(first + day - 1, first + day - 1, "day")


def _place(token: Token, at: int) -> tuple[int, int]:
    """Where the two digits are that stand at this place in ISO 8601; else the whole date."""
    same = token.raw.lower() == token.text
    return (token.at + at, 2) if same else (token.at, len(token.raw))


def _part_of_year(token: Token, year: int, code: int) -> Days:
    if code > year % 100:
        raise _part_or_years(token, year, code)
    if code in SEASONS:
        return days_of_season(year, code)
    return quarter(year, code - _FIRST_QUARTER + 1)


def _part_or_years(token: Token, year: int, code: int) -> PhraseError:
    """``1917-21`` is the spring of EDTF, and to most who write it four years."""
    what, part = "a quarter", f"{year:04}-Q{code - _FIRST_QUARTER + 1}"
    if code in SEASONS:
        what, part = "a season", f"{('spring', 'summer', 'autumn', 'winter')[code - 21]} {year:04}"
    hint = f"{what}: write {part}; the years: {year:04}..{year // 100:02}{code}"
    return PhraseError(f"{what} or two years?", token.at, len(token.raw), hint)


def _unspecified(token: Token, known: str, rest: str) -> Days:
    """``201X``: the years that begin with these digits."""
    low = int(known + "0" * (4 - len(known))) if known else 0
    high = int(known + "9" * (4 - len(known))) if known else 9999
    if rest.replace("-", "").strip("x"):
        raise PhraseError("a month of an unspecified year", token.at, len(token.raw), _DATE)
    return Days(date(max(1, low), 1, 1).toordinal(), month_last(high, 12), "decade")


def _number(token: Token, digits: str, at: int) -> int:
    if not digits.isdecimal():
        raise PhraseError(f'cannot read "{token.raw}"', token.at + at, len(digits), _DATE)
    return int(digits)


def _coded(token: Token) -> Days:
    """``2021-Q4``, ``2026-W24``, ``2026-W24-3``."""
    year, code = int(token.text[:4]), token.text[4:].replace("-", "")
    if year < 1:
        raise PhraseError("there is no year 0000 here", token.at, len(token.raw), _YEARS)
    if code[0] == "q":
        return quarter(year, int(code[1]))
    return week(year, int(code[1:3]), int(code[3:] or 0), token)
