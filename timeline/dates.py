"""Dates and clocks in phrases: EDTF levels 0 and 1 (ISO 8601-2:2019), ``10:36 pm``, ``22h``."""

from __future__ import annotations

from datetime import date

from .namedtuples import NamedTuple
from .scanner import PhraseError, Scanner, Token
from .zones import DAY, HOUR, LAST_DAY, MINUTE, SECOND

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_YEARS = "years run from 0001 to 9999"
_DATE = "a date looks like 2023-11-17, 2023-11 or 2023"
_SEASONS = {21: ((3, 1), (6, 21)), 22: ((6, 1), (9, 23)), 23: ((9, 1), (12, 22)), 24: None}


class Days(NamedTuple):
    """A span of whole local days, ``first`` to ``last``, both included, as ordinals.

    ``precision`` is day, month, season, year or decade.
    """

    first: int
    last: int
    precision: str
    approximate: bool = False
    uncertain: bool = False


class Clock(NamedTuple):
    """A clock time: microseconds since local midnight and the last written unit.

    ``rounded`` marks an hour without minutes, ``noon`` the word.
    """

    micro: int
    unit: int
    rounded: bool = False
    noon: bool = False


def read_date(scan: Scanner) -> Days | None:
    """Read a date of EDTF level 0 or 1, or nothing. Raises PhraseError for one that is none."""
    token = scan.take("date")
    if token is None:
        return None
    days = _days(token)
    marks = set()
    while scan.next.text in ("?", "~", "%") and scan.next.at == scan.tokens[scan.index - 1].stop:
        marks.add(scan.next.text)
        scan.index += 1
    return days._replace(approximate=bool(marks & {"~", "%"}), uncertain=bool(marks & {"?", "%"}))


def month_last(year: int, month: int) -> int:
    """The ordinal of the last day of a month."""
    if month == 12:
        return LAST_DAY if year == 9999 else date(year + 1, 1, 1).toordinal() - 1
    return date(year, month + 1, 1).toordinal() - 1


def _days(token: Token) -> Days:
    text = token.text
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
        precision = "year"
        if day_text not in ("", "xx"):
            raise PhraseError("a day of an unspecified month", token.at, len(token.raw), _DATE)
        return Days(date(year, 1, 1).toordinal(), month_last(year, 12), precision)
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


def read_clock(scan: Scanner) -> Clock | None:
    """Read a clock time here, or nothing. Raises PhraseError for one that no clock shows."""
    start = scan.index
    if token := scan.take("clock"):
        return _clock(scan, token)
    if scan.word("noon"):
        return Clock(12 * HOUR, MINUTE, noon=True)
    if scan.sees("midnight"):
        raise scan.error(
            "midnight is the start of one day or the end of another",
            "write 00:00 for the start of the day, 24:00 for its end",
        )
    token = scan.take("number")
    if token is None:
        return None
    half = _half(scan)
    if half or scan.word("h"):
        hour = int(token.text) if token.text.isdecimal() and len(token.text) <= 2 else 99
        return Clock(_hour(hour, half, token) * HOUR, HOUR, rounded=True)
    scan.index = start
    return None


def _clock(scan: Scanner, token: Token) -> Clock:
    digits, _, fraction = token.text.replace(",", ".").partition(".")
    hours, minutes, *rest = digits.split(":")
    if fraction and not rest:
        hint = f"with seconds write {digits}:{fraction}" if len(fraction) == 2 else ""
        raise PhraseError(f'no clock shows "{token.raw}"', token.at, len(token.raw), hint)
    hour = _hour(int(hours[:6]), _half(scan), token)
    seconds = rest[0] if rest else "0"
    if len(minutes) != 2 or int(minutes) > 59:
        at = token.at + len(hours) + 1
        raise PhraseError(f"no such minute: {minutes}", at, len(minutes), "minutes run 00 to 59")
    if rest and (len(seconds) != 2 or int(seconds) > 59):
        at = token.at + len(hours) + len(minutes) + 2
        raise PhraseError(f"no such second: {seconds}", at, len(seconds), "seconds run 00 to 59")
    if len(fraction) > 6:
        raise PhraseError("at most six digits of a second", token.at, len(token.raw))
    micro = hour * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND
    micro += int(fraction.ljust(6, "0"))
    if micro > DAY:
        raise PhraseError(
            f"no such time: {token.raw}", token.at, len(token.raw), "24:00 is the end"
        )
    if micro == DAY:
        return Clock(DAY, 0)
    unit = 10 ** (6 - len(fraction)) if rest else MINUTE
    return Clock(micro, unit)


def _half(scan: Scanner) -> str:
    return scan.word("am", "pm", "a.m.", "p.m.")[:1]


def _hour(hour: int, half: str, token: Token) -> int:
    if half:
        if not 1 <= hour <= 12:
            hint = "hours before am and pm run 1 to 12"
            raise PhraseError(f"no such hour: {hour} {half}m", token.at, len(token.raw), hint)
        return hour % 12 + (12 if half == "p" else 0)
    if hour > 24:
        raise PhraseError(f"no such hour: {hour}", token.at, len(token.raw), "hours run 00 to 24")
    return hour
