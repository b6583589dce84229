"""Times of a calendar: text as ISO 8601, and the zone whose clock it is of.

A TZID is the name of a zone, one that Windows has, or one that the calendar defines itself. A clock
that was shown twice is the first, and one that was skipped counts from before (RFC 5545, 3.3.5).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from zoneinfo import ZoneInfo

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import shared_zone

from .tally import Refused

if TYPE_CHECKING:
    from datetime import tzinfo

    from .foreign_text import ForeignText
    from .ics_components import Component

_ZERO = timedelta()
_COMPARED = 10_000  # days on which the definitions of a file are held against the database


class Clock(NamedTuple):
    """A time as rules read it, and its zone: empty where it names none or has its offset."""

    text: str
    zone: str = ""
    day: bool = False


class Zones:
    """The zones that a file names, and those that it defines."""

    def __init__(self, file: ForeignText) -> None:
        self._file = file
        self._defined: dict[str, Component] = {}
        self._known: dict[str, tuple[str, tzinfo]] = {}
        self._made: dict[str, tzinfo | None] = {}
        self._compared: set[tuple[str, date]] = set()
        self._differing: set[str] = set()

    def define(self, component: Component) -> None:
        """Keep a VTIMEZONE."""
        name = component.first("TZID")
        if name is not None:
            self._defined[name.text.partition(":")[2].strip().strip('"')] = component

    def known(self, name: str) -> bool:
        """Whether a zone of this name is known, or was defined so far."""
        try:
            self._found(name.strip())
        except Refused:
            return False
        return True

    def clock(self, value: Any, written: str) -> Clock:
        """A date, or a date and a clock, as icalendar has read it, and as it is ``written``.

        Raises Refused for a zone that nobody knows, and for one that is told twice.
        """
        text = value.to_ical().decode()
        moment = value.dt
        if not isinstance(moment, datetime):
            return Clock(text, day=True)
        name = str(value.params.get("TZID", "")).strip().strip('"')
        if not name:
            return Clock(text)
        if written.rstrip().upper().endswith("Z"):
            raise Refused(f"a time in UTC and in {name}", "which of them is meant?")
        zone, found = self._found(name)
        local = moment.replace(tzinfo=found, fold=0)
        if zone and name in self._defined:
            self._compare(name, zone, local)
        first, second = local.utcoffset(), local.replace(fold=1).utcoffset()
        if first == second and zone:
            return Clock(text, zone)
        if first != second:
            self._file.remark(
                "a clock that was shown twice is the first one, one that was skipped counts on "
                "from before, as RFC 5545 has it"
            )
        try:
            return Clock(_with_offset(local, first or _ZERO))
        except OverflowError:
            raise Refused("a time outside the years 1 to 9999 in UTC", "") from None

    def days_after(self, value: Any, length: timedelta) -> Clock:
        """A start so many days later by its own clock, and so many hours after that.

        Days are those of the calendar, hours are exact (RFC 5545, 3.3.6). Raises Refused.
        """
        days, rest = timedelta(length.days), timedelta(seconds=length.seconds)
        try:
            later = type(value)(value.dt + days, params=value.params)
            clock = self.clock(later, "")
            if not rest:
                return clock
            name = str(value.params.get("TZID", "")).strip().strip('"')
            if not name:
                later = type(value)(value.dt + days + rest, params=value.params)
                return self.clock(later, "")
            local = later.dt.replace(tzinfo=self._found(name)[1], fold=0)
            return Clock(_with_offset(local, local.utcoffset() or _ZERO, rest))
        except OverflowError:
            raise Refused("DURATION goes beyond the year 9999", "") from None

    def _compare(self, name: str, zone: str, local: datetime) -> None:
        """Say it where the file defines a zone otherwise than the time zone database does."""
        key = (name, local.date())
        if name in self._differing or key in self._compared or len(self._compared) > _COMPARED:
            return
        self._compared.add(key)
        if name not in self._made:
            self._made[name] = _made(self._defined[name])
        try:
            there, here = local.replace(tzinfo=self._made[name]).utcoffset(), local.utcoffset()
        except Exception:  # whatever icalendar cannot tell of what it made of a definition
            return
        if there is None or here is None or there == here:
            return
        self._differing.add(name)
        self._file.remark(
            f"it defines {name[:60]} otherwise than the time zone database has {zone}: "
            f"{local.year:04}-{local:%m-%d %H:%M} is at {_shown(there)} there and at "
            f"{_shown(here)} here, which was taken"
        )

    def _found(self, name: str) -> tuple[str, tzinfo]:
        """The zone that a TZID stands for, with its name if it has one. Raises Refused."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = self._sought(name)
        return known

    def _sought(self, name: str) -> tuple[str, tzinfo]:
        from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

        defined = self._defined.get(name)
        place = defined.first("X-LIC-LOCATION") if defined else None
        parts = name.strip("/").split("/")
        tails = ["/".join(parts[start:]) for start in range(len(parts))]
        tails += [WINDOWS_TO_OLSON.get(name, "")]
        tails += [place.text.partition(":")[2].strip()] if place else []
        if parts[0] in ("right", "posix"):
            tails = tails[:1]  # right/UTC counts leap seconds, and is not UTC
        for tail in tails:
            if zone := zone_name(tail):
                return zone, ZoneInfo(zone)
        made = _made(defined) if defined else None
        if made is None:
            hint = "a name such as Europe/Amsterdam, or one that the file itself defines"
            raise Refused(f'no such zone: "{name[:60]}"', hint)
        return "", made


def zone_name(name: str) -> str:
    """The name of a zone of the time zone database; empty for others, and for short ones."""
    if "/" not in name and name not in ("UTC", "GMT"):
        return ""  # EST and CET mean one thing here and another there
    try:
        return shared_zone(name).name
    except UnknownZone:
        return ""


def _made(component: Component) -> tzinfo | None:
    """The zone that a VTIMEZONE defines; None where icalendar makes nothing of it."""
    from icalendar import Timezone

    lines = ["BEGIN:VTIMEZONE", *(one.text for one in component.properties), "END:VTIMEZONE", ""]
    try:
        parsed = cast("Any", Timezone.from_ical("\r\n".join(lines)))
        made: tzinfo = parsed.to_tz(lookup_tzid=False)
        made.utcoffset(datetime(2000, 1, 1, tzinfo=made))
    except Exception:
        return None
    return made


def _shown(offset: timedelta) -> str:
    """An offset from UTC as +01:00."""
    minutes = int(abs(offset) / timedelta(minutes=1))
    return f"{'-' if offset < _ZERO else '+'}{minutes // 60:02}:{minutes % 60:02}"


def _with_offset(local: datetime, offset: timedelta, later: timedelta = _ZERO) -> str:
    """A wall time with its offset; in UTC where that has seconds, or for a time later than that.

    Raises OverflowError beyond the years 1 to 9999.
    """
    wall = local.replace(tzinfo=None)
    if later or offset % timedelta(minutes=1):
        utc = wall - offset + later
        return f"{utc.year:04}{utc:%m%dT%H%M%S}Z"
    minutes = abs(int(offset / timedelta(minutes=1)))
    sign = "-" if offset < _ZERO else "+"
    return f"{wall.year:04}{wall:%m%dT%H%M%S}{sign}{minutes // 60:02}:{minutes % 60:02}"
