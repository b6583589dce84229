"""Dates and clocks in phrases: EDTF levels 0 and 1 (ISO 8601-2:2019), ``10:36 pm``, ``1446h``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from .namedtuples import NamedTuple
from .scanner import PhraseError, Scanner, Token
from .widths import UNITS
from .zones import DAY, HOUR, LAST_DAY, MINUTE, SECOND

if TYPE_CHECKING:
    from .kinds import Precision

MONTHS = (
    "January February March April May June July August September October November December"
).split()
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

_YEARS = "years run from 0001 to 9999"
_DATE = "a date looks like 2023-11-17, 2023-11 or 2023"
_TO = ("to", "until", "and", "..", "-", "\N{EN DASH}", "\N{EM DASH}")
HALVES = ("am", "pm", "a.m.", "p.m.")

_FOUR = re.compile(r"[0-9]{4}").fullmatch
_HOURS = ("h", "hrs", "hr", "hours")
_SEASONS = {21: ((3, 1), (6, 21)), 22: ((6, 1), (9, 23)), 23: ((9, 1), (12, 22)), 24: None}


class Days(NamedTuple):
    """A span of whole local days, ``first`` to ``last``, both included, as ordinals.

    ``precision`` is day, month, season, year or decade. ``digits`` are the four of a year of which
    no more is written: under a day header they may as well be a clock.
    """

    first: int
    last: int
    precision: Precision
    approximate: bool = False
    uncertain: bool = False
    digits: str = ""


class Clock(NamedTuple):
    """A clock time: microseconds since local midnight and the last written unit.

    ``rounded`` marks an hour without minutes, ``noon`` the word, ``half`` the ``a`` or ``p`` of
    ``a.m.`` and ``p.m.``.
    """

    micro: int
    unit: int
    rounded: bool = False
    noon: bool = False
    half: str = ""


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


def digits_of_clock(scan: Scanner) -> bool:
    """Whether four digits come next that are a clock by what follows: ``1446h``, ``1446Z``."""
    token, following = scan.next, scan.tokens[min(scan.index + 1, len(scan.tokens) - 1)]
    if token.kind not in ("date", "number") or not _FOUR(token.text):
        return False
    if following.raw == "Z":
        return following.at == token.stop
    if following.text not in _HOURS:
        return False
    behind = scan.tokens[min(scan.index + 2, len(scan.tokens) - 1)].text
    return behind not in ("before", "after")  # `1446 hours after @x` is a distance


def digital(digits: str) -> str:
    """``14:46`` for the four digits of a clock; empty where no clock shows them."""
    return f"{digits[:2]}:{digits[2:]}" if digits <= "2400" and digits[2:] < "60" else ""


def read_clock(scan: Scanner) -> Clock | None:
    """Read a clock time here, or nothing. Raises PhraseError for one that no clock shows."""
    start = scan.index
    if token := scan.take("clock"):
        return _clock(scan, token, _colons(token))
    if scan.word("noon", "12 noon"):
        return Clock(12 * HOUR, MINUTE, noon=True)
    if scan.sees("midnight"):
        raise scan.error(
            "midnight is the start of one day or the end of another",
            "write 00:00 for the start of the day, 24:00 for its end",
        )
    if digits_of_clock(scan):
        token = scan.tokens[scan.index]
        scan.index += 1
        scan.word(*_HOURS)
        return _clock(scan, token, f"{token.text[:2]}:{token.text[2:]}")
    token = scan.take("number")
    if token is None:
        return None
    if minutes := _after_h(scan, token):  # 14h46
        return _clock(scan, token, f"{token.text}:{minutes}")
    hours, dot, decimals = token.text.partition(".")
    if not dot and hours.isdecimal() and 1 <= int(hours[:6]) <= 12 and _shares_half(scan):
        return Clock(int(hours) * HOUR, HOUR, rounded=True)
    half = _half(scan)
    if dot and (half or (len(hours) <= 2 and len(decimals) == 2 and scan.next.text not in UNITS)):
        return _clock(scan, token, f"{hours}:{decimals}", half)
    if half or scan.word("h"):
        if not token.text.isdecimal() or len(token.text) > 2:
            hint = "an hour such as 22h or 10 pm, a clock such as 14:46 or 1446h"
            raise PhraseError(f"no such hour: {token.raw}", token.at, len(token.raw), hint)
        return Clock(_hour(int(token.text), half, token) * HOUR, HOUR, rounded=True, half=half)
    scan.index = start
    return None


def _shares_half(scan: Scanner) -> bool:
    """Whether a range goes on with a clock and its ``p.m.``: the 5 of ``5 to 7 p.m.``."""
    dash, last, half = (scan.tokens[scan.index :] + 3 * scan.tokens[-1:])[:3]
    return dash.text in _TO and last.kind in ("number", "clock") and half.text in HALVES


def _colons(token: Token) -> str:
    """A clock with its colons: ``14.46.30`` may have dots, where it is no date."""
    text = token.text.replace(",", ".")
    if ":" in text:
        return text
    first, second, third = text.split(".")
    if int(first) <= 31 and int(second) <= 12:
        hint = "a date: 2023-11-17"
        if int(first) < 24 and int(third) < 60:
            hint = f"a clock: write {first}:{second}:{third}; {hint}"
        raise PhraseError("a clock or a date?", token.at, len(token.raw), hint)
    return f"{first}:{second}:{third}"


def _after_h(scan: Scanner, token: Token) -> str:
    """The minutes of ``14h46``, read with their ``h``; empty where there are none."""
    letter, digits = scan.next, scan.tokens[min(scan.index + 1, len(scan.tokens) - 1)]
    joined = letter.at == token.stop and digits.at == letter.stop
    if letter.text != "h" or not joined or digits.kind != "number" or not token.text.isdecimal():
        return ""
    if len(digits.text) != 2:
        return ""
    scan.index += 2
    return digits.text


def _clock(scan: Scanner, token: Token, text: str, half: str = "") -> Clock:
    """A clock written as ``text``, with the ``a.m.`` or ``p.m.`` behind it unless that is read."""
    digits, _, fraction = text.partition(".")
    hours, minutes, *rest = digits.split(":")
    if fraction and not rest:
        hint = f"with seconds write {digits}:{fraction}" if len(fraction) == 2 else ""
        raise PhraseError(f'no clock shows "{token.raw}"', token.at, len(token.raw), hint)
    seconds = rest[0] if rest else "0"
    at = token.at + len(hours) + (not token.raw.isdecimal() or len(token.raw) < 4)
    if len(minutes) != 2 or int(minutes) > 59:
        raise PhraseError(
            f"no such minute: {minutes}", at, len(minutes), f"minutes run 00 to 59, not {minutes}"
        )
    if rest and (len(seconds) != 2 or int(seconds) > 59):
        at += len(minutes) + 1
        raise PhraseError(f"no such second: {seconds}", at, len(seconds), "seconds run 00 to 59")
    half = half or _half(scan)
    hour = _hour(int(hours[:6]), half, token)
    micro = hour * HOUR + int(minutes) * MINUTE + int(seconds) * SECOND
    micro += int(fraction[:6].ljust(6, "0"))
    if micro > DAY:
        raise PhraseError(
            f"no such time: {token.raw}", token.at, len(token.raw), "24:00 is the end"
        )
    if micro == DAY:
        return Clock(DAY, 0)
    unit = 10 ** max(0, 6 - len(fraction)) if rest else MINUTE
    return Clock(micro, unit, half=half)


def _half(scan: Scanner) -> str:
    return scan.word(*HALVES)[:1]


def _hour(hour: int, half: str, token: Token) -> int:
    if half:
        if not 1 <= hour <= 12:
            hint = "hours before am and pm run 1 to 12"
            raise PhraseError(f"no such hour: {hour} {half}m", token.at, len(token.raw), hint)
        return hour % 12 + (12 if half == "p" else 0)
    if hour > 24:
        raise PhraseError(f"no such hour: {hour}", token.at, len(token.raw), "hours run 00 to 24")
    return hour
