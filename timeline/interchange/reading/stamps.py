"""Stamps of RFC 3339 as phrases, quickly: those of days on which no clock of a zone was moved.

Any other time, and whatever is wrong with one, is for :mod:`.moments` and :mod:`.phrases`: what is
read here is read there alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import ordinal
from crisis.timeline.base.memo import Memo
from crisis.timeline.base.zones import DAY, EPOCH_WALL, HOUR, MINUTE, SECOND

from .phrases import Phrase, clock, day_text

if TYPE_CHECKING:
    from crisis.timeline.base.zones import Zone

_STAMP = re.compile(
    r"((?!1600|1601|1969|1970|9999)[1-9]\d{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))[Tt ]"
    r"(((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d)(?:\.(\d{1,6}))?)([Zz]|[+-](?:0\d|1[0-4]):[0-5]\d)?",
    re.ASCII,
).fullmatch
"""Years in which programs write zeros for no time are left out, and so is the last one."""


class Stamps:
    """Reads stamps for an event file in a zone."""

    def __init__(self, zone: Zone) -> None:
        self._zone = zone
        self._days = Memo(self._day)
        self._aways = Memo(_away)
        self._minutes = Memo(_minute)

    def phrase(self, text: str, local: bool) -> tuple[Phrase, bool] | None:
        """The phrase of a stamp, and whether it names no zone; None for what is none of these.

        ``local`` lets it name none: it is of the zone of the event file then.
        """
        found = _STAMP(text)
        if found is None:
            return None
        date, shown, minute, seconds, digits, zone = found.groups()
        if zone is None and not local:
            return None
        day = self._days[date]
        if day is None:
            return None
        number, offset = day
        micro = self._minutes[minute] + int(seconds) * SECOND
        width, precision = SECOND, 0
        if digits is not None:
            precision = len(digits)
            width = 10 ** (6 - precision)
            micro += int(digits) * width
        away = offset if zone is None else self._aways[zone]
        low = number * DAY + micro - away - EPOCH_WALL
        if away != offset:
            here, micro = divmod(low + offset + EPOCH_WALL, DAY)
            if abs(here - number) > 1:
                return None
            number, date, shown = here, day_text(here), clock(micro, precision)
        return Phrase(4 * number + 2, date, shown, low, low + width - 1), zone is None

    def _day(self, date: str) -> tuple[int, int] | None:
        """A day's number, and the offset that holds from the day before to the day behind it."""
        try:
            day = ordinal(date)
        except ValueError:
            return None
        offsets = {self._zone.steady(day + by) for by in (-1, 0, 1)}
        offset = offsets.pop()
        return None if offsets or offset is None else (day, offset)


def _minute(text: str) -> int:
    return int(text[:2]) * HOUR + int(text[3:]) * MINUTE


def _away(zone: str) -> int:
    """The offset from UTC that a stamp names."""
    if zone in "Zz":
        return 0
    away = _minute(zone[1:])
    return away if zone[0] == "+" else -away
