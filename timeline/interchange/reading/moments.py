"""Times as records write them, read by the format that rules name, never by a guess.

A moment is what a calendar and a clock showed, to the precision that was written, with the offset
from UTC where the text names one.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY, EPOCH_WALL, HOUR, MINUTE, SECOND

if TYPE_CHECKING:
    from collections.abc import Callable

    Format = Callable[[str], "Moment | None"]

YEAR, MONTH, DATE, HOURS, MINUTES, SECONDS = range(-5, 1)
"""How precisely a moment is written; above SECONDS, so many digits of a second."""

UNITS = {"s": 1, "ms": 1_000, "us": 1_000_000, "µs": 1_000_000, "ns": 1_000_000_000}
"""The units of unix times: how many there are to a second."""

_ISO = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d))?|(\d\d)(\d\d))?"
    r"(?:(?:[Tt]|\s+)(\d\d)(?::?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)?"
    r"\s*([Zz]|UTC|[+\-\N{MINUS SIGN}]\d\d(?::?\d\d)?)?)?",
    re.ASCII,
).fullmatch
_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d*))?(?:[eE]([+-]?\d{1,2}))?", re.ASCII).fullmatch
_SLASHED = re.compile(r"\s*(\d{1,2})([/.\-])(\d{1,2})\2(\d{4}|\d\d)\b", re.ASCII)
_MONTHS = (
    "January February March April May June July August September October November December"
).split()


class Moment(NamedTuple):
    """A wall time (as :mod:`crisis.timeline.base.zones` counts it), and how precise it is.

    ``offset`` is that from UTC in microseconds, None where the text names none.
    """

    wall: int
    precision: int
    offset: int | None = None

    @property
    def zero(self) -> bool:
        """Whether it is what programs write that know no time: 1601 or 1970, all at zero."""
        if self.precision < SECONDS:
            return False
        return self.wall in _ZEROS or self.wall - (self.offset or 0) in _ZEROS


IMPOSSIBLE = Moment(-1, SECONDS)
"""What a text is read as that is written well, and is no time: 31 November, 25:00."""

_ZEROS = (EPOCH_WALL, date(1601, 1, 1).toordinal() * DAY)


def iso(text: str) -> Moment | None:
    """ISO 8601 and RFC 3339, to the precision that is written: ``2023-11-17T14:03:22.5+01:00``."""
    match = _ISO(text)
    if match is None:
        return None
    year, month, day, month2, day2, hours, minutes, seconds, digits, zone = match.groups()
    month, day = month or month2, day or day2
    if hours is not None and day is None:
        return None
    ordinal = _ordinal(int(year), int(month or 1), int(day or 1))
    if ordinal is None:
        return IMPOSSIBLE
    if hours is None:
        return Moment(ordinal * DAY, DATE if day else MONTH if month else YEAR)
    clock = _clock(int(hours), int(minutes or 0), int(seconds or 0))
    if clock is None:
        return IMPOSSIBLE
    wall, precision = ordinal * DAY + clock, SECONDS if seconds else MINUTES if minutes else HOURS
    if digits:
        digits = digits[:6]
        wall, precision = wall + int(digits.ljust(6, "0")), len(digits)
    if zone is None:
        return Moment(wall, precision)
    offset = _offset(zone)
    return IMPOSSIBLE if offset is None else Moment(wall, precision, offset)


def unix(unit: str) -> Format:
    """A count of seconds, or of a smaller unit, since 1970 in UTC; decimals are kept."""
    to_second = len(str(UNITS[unit])) - 1  # digits of a second that stand before the point

    def read(text: str) -> Moment | None:
        match = _NUMBER(text)
        if match is None:
            return None
        sign, whole, decimals, exponent = match.groups()
        decimals = decimals or ""
        if exponent:
            if int(exponent) > len(decimals):
                return None  # 1.7e9 is what a spreadsheet rounds to, and shows of all digits two
            whole, decimals = _moved(whole, decimals, int(exponent))
        if len(whole) > 24:
            return None
        if len(decimals) > _DECIMALS:  # of what is behind no more counts than whether it is nothing
            decimals = decimals[:_DECIMALS] + ("1" if decimals[_DECIMALS:].strip("0") else "")
        digits = to_second + len(decimals)
        ticks = int(f"{sign}{whole}{decimals}")
        if digits > 6:
            ticks //= 10 ** (digits - 6)
            digits = 6
        instant = ticks * 10 ** (6 - digits)
        wall = instant + EPOCH_WALL
        return Moment(wall, digits, 0) if DAY <= wall < _LAST else IMPOSSIBLE

    return read


_DECIMALS = 100
_LAST = (date.max.toordinal() + 1) * DAY


def _moved(whole: str, decimals: str, by: int) -> tuple[str, str]:
    """The digits before and behind a point that an exponent moves."""
    if by >= 0:
        return whole + decimals[:by].ljust(by, "0"), decimals[by:]
    padded = whole.rjust(1 - by, "0")
    return padded[:by], padded[by:] + decimals


def moment(
    year: int, month: int, day: int, clock: int | None, precision: int, offset: int | None = None
) -> Moment:
    """A moment of its parts; IMPOSSIBLE where no calendar has that day."""
    ordinal = _ordinal(year, month, day)
    if ordinal is None:
        return IMPOSSIBLE
    return Moment(ordinal * DAY + (clock or 0), precision, offset)


def two_readings(text: str) -> list[tuple[str, str]]:
    """What a date such as 01/02/2023 can mean: each as a person says it, and its format."""
    match = _SLASHED.match(text)
    if match is None:
        return []
    first, sign, second, year = int(match[1]), match[2], int(match[3]), match[4]
    directive = "%Y" if len(year) == 4 else "%y"
    rest = text[match.end() :]
    clock = ""
    if found := re.fullmatch(r"(\W+)\d{1,2}:\d\d(:\d\d(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?", rest):
        hours = "%I" if found[4] else "%H"
        clock = f"{found[1]}{hours}:%M{':%S' if found[2] else ''}{'.%f' if found[3] else ''}"
        clock += f"{' ' if found[4] and found[4][0] == ' ' else ''}%p" if found[4] else ""
    readings = []
    if 1 <= second <= 12 and 1 <= first <= 31:
        pattern = f"%d{sign}%m{sign}{directive}{clock}"
        readings.append((f"{first} {_MONTHS[second - 1]}", pattern))
    if 1 <= first <= 12 and 1 <= second <= 31:
        pattern = f"%m{sign}%d{sign}{directive}{clock}"
        readings.append((f"{second} {_MONTHS[first - 1]}", pattern))
    return readings


@lru_cache(maxsize=4096)
def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _clock(hours: int, minutes: int, seconds: int) -> int | None:
    if hours > 23 or minutes > 59 or seconds > 59:
        return None
    return hours * HOUR + minutes * MINUTE + seconds * SECOND


def _offset(zone: str) -> int | None:
    if zone in "Zz" or zone == "UTC":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[-2:]) if len(zone) > 3 else 0
    if hours > 23 or minutes > 59:
        return None
    offset = hours * HOUR + minutes * MINUTE
    return offset if zone[0] == "+" else -offset
