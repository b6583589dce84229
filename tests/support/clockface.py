"""Reads printed times back: ``Fri 20 Nov 2026 18:00–Sat 06:00 → 09:15`` as stretches of instants.

The reader of a person, who knows the zone and what stands above the line, and nothing else.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from .tellers import DAY, HOUR, MINUTE, SECOND, readings

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_WEEKDAYS = "Mon Tue Wed Thu Fri Sat Sun".split()
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_DAY = re.compile(
    rf"(?:({'|'.join(_WEEKDAYS)})\w* ?)?"
    rf"(?:(\d\d?) ({'|'.join(_MONTHS)})\w*(?: (\d+)(?![\d:]))?)?(?: |$|(?=–))"
)
_CLOCK = re.compile(r"(~?)(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(?: ?([+-]\d\d:\d\d))?(?![\d:])")
_YEARS = re.compile(rf"(?:({'|'.join(_MONTHS)})\w* )?(\d+)(?:–(\d+))?$")


class Unreadable(ValueError):
    """No time as it is printed."""


class Shown(NamedTuple):
    """[low, high] as printed, None open, each end to a unit; ``about`` is what stands behind ~."""

    low: int | None
    high: int | None
    units: tuple[int, int] = (1, 1)
    about: bool = False

    def fits(self, low: int | None, high: int | None) -> bool:
        """Whether it covers a bound, and no more than the bound rounded outwards."""
        if self.about:
            inside = low is not None and high is not None and self.low is not None
            return inside and low <= self.low + MINUTE - 1 and self.low <= high  # type: ignore[operator]
        for shown, real, unit, sign in (
            (self.low, low, self.units[0], 1), (self.high, high, self.units[1], -1),
        ):  # fmt: skip
            if (shown is None) != (real is None):
                return False
            if shown is not None and real is not None and not 0 <= sign * (real - shown) < unit:
                return False
        return True


class Point(NamedTuple):
    """A clock on a day, or a day alone: [low, over) of its last unit."""

    low: int
    over: int
    unit: int
    day: date
    about: bool = False


class Reader:
    """Reads in a zone; ``day`` is the last one named, ``year`` that of a heading."""

    def __init__(self, zone: ZoneInfo, day: date | None = None, year: int | None = None) -> None:
        self.zone, self.day, self.year = zone, day, year

    def when(self, text: str) -> tuple[Shown, Shown | None]:
        """The start and, behind an arrow, the end."""
        first, arrow, last = text.partition(" → ")
        start = self.span(first)
        return start, self.span(last) if arrow else None

    def span(self, text: str) -> Shown:
        """One stretch; both its ends are whole units inside."""
        if text in ("undated", "unknown"):
            return Shown(None, None)
        if text == "some time" and self.day is not None:
            return self._days(self.day, self.day)
        for word in ("after ", "before "):
            if text.startswith(word):
                point = self._point(text.removeprefix(word))
                if word == "after ":
                    return Shown(point.low, None, (SECOND, 1))
                return Shown(None, point.low - 1, (1, SECOND))
        if found := _YEARS.fullmatch(text):
            return self._whole(found)
        first, dash, last = text.partition("–")
        begin = self._point(first)
        if not dash:
            if begin.about:
                return Shown(begin.low, begin.over, about=True)
            return Shown(begin.low, begin.over - 1, (begin.unit, begin.unit))
        over = self._point(last)
        if begin.unit == DAY and over.unit == DAY:
            return self._days(begin.day, over.day)
        return Shown(begin.low, over.over - 1, (begin.unit, over.unit))

    def _whole(self, found: re.Match[str]) -> Shown:
        month, first, last = found.groups()
        begin = date(int(first), _MONTHS.index(month) + 1 if month else 1, 1)
        self.day = begin
        if month:
            over = (begin + timedelta(days=40)).replace(day=1)
        else:
            over = date(int(last or first) + 1, 1, 1)
        return self._days(begin, over - timedelta(days=1))

    def _days(self, first: date, last: date) -> Shown:
        low = readings(datetime.combine(first, datetime.min.time()), self.zone)
        over = readings(datetime.combine(last + timedelta(days=1), datetime.min.time()), self.zone)
        return Shown(low[0], over[1] - 1, (SECOND + low[1] - low[0], SECOND + over[1] - over[0]))

    def _point(self, text: str) -> Point:
        found = _DAY.match(text)
        day, rest = self.day, text
        if found and found[0].strip():
            rest = text[found.end() :]
            day = self._named(*found.groups())
        if day is None:
            raise Unreadable(f"no day in {text!r}")
        self.day = day
        if not rest:
            shown = self._days(day, day)
            return Point(shown.low or 0, (shown.high or 0) + 1, DAY, day)
        clock = _CLOCK.fullmatch(rest)
        if clock is None:
            raise Unreadable(text)
        about, hour, minute, second, fraction, offset = clock.groups()
        local = datetime.combine(day, datetime.min.time()) + timedelta(
            hours=int(hour), minutes=int(minute), seconds=int(second or 0),
            microseconds=int((fraction or "0").ljust(6, "0")),
        )  # fmt: skip
        unit = (
            MINUTE if second is None else SECOND if fraction is None else 10 ** (6 - len(fraction))
        )
        low, high = readings(local, self.zone)
        if hour == "24" and not offset:  # the end of its day, though there may be none behind it
            low = high
        if offset:
            hours, minutes = int(offset[1:3]), int(offset[4:6])
            away = (hours * HOUR + minutes * MINUTE) * (-1 if offset[0] == "-" else 1)
            utc = readings(local, _UTC)[0] - away
            low, high = (low, low) if abs(utc - low) < abs(utc - high) else (high, high)
        return Point(low, high + unit, unit, day, bool(about))

    def _named(
        self, weekday: str | None, number: str | None, month: str | None, year: str | None
    ) -> date:
        if number and month:
            known = self.day.year if self.day else self.year
            if year is None and known is None:
                raise Unreadable("no year")
            day = date(int(year) if year else known or 0, _MONTHS.index(month) + 1, int(number))
            if weekday and _WEEKDAYS[day.weekday()] != weekday:
                raise Unreadable(f"{day} is no {weekday}")
            return day
        if self.day is None or weekday is None:
            raise Unreadable("a weekday of no week")
        ahead = (_WEEKDAYS.index(weekday) - self.day.weekday()) % 7
        return self.day + timedelta(days=-1 if ahead == 6 else ahead)  # or the day before


def _utc() -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("UTC")


_UTC = _utc()
