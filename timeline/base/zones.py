"""Wall clocks and instants, and the rules of a zone that lead from one to the other.

An *instant* is an integer count of microseconds since 1970-01-01T00:00Z. A *wall* time is what a
clock and a calendar on a wall show, as microseconds since the day before 0001-01-01 (ordinal 0 of
:meth:`datetime.date.toordinal`). Years 1 to 9999. The machine's own zone is never used.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from .namedtuple import NamedTuple
from .zone_names import note, tzinfo_of

if TYPE_CHECKING:
    from .clock_changes import Change

SECOND = 1_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

FIRST_DAY = 1
LAST_DAY = date.max.toordinal()
EPOCH_WALL = date(1970, 1, 1).toordinal() * DAY

_ORIGIN = datetime(1, 1, 1)  # noqa: DTZ001 - a wall time, given its zone where it is used

_MOST_DAYS = 1 << 16
"""Of so many days a zone keeps what it has worked out."""


class Zone:
    """A time zone: an IANA name, ``UTC``, ``GMT``, ``Z`` or an offset such as ``-08:00``.

    An offset may have seconds, as the mean time of a place has: ``-02:58:10``.

    ``label`` is what a timeline calls it, to be shown; two zones of one name are the same.

    Raises :class:`UnknownZone`. The rules come from the time zone database (tzdata).
    """

    __slots__ = (
        "_changes",
        "_day_offsets",
        "_fixed",
        "_gone",
        "_starts",
        "_steady",
        "_stops",
        "_tz",
        "label",
        "name",
    )

    def __init__(self, name: str, label: str = "") -> None:
        self._tz = tzinfo_of(name)
        self._fixed = _micros(self._tz.utcoffset(None)) if isinstance(self._tz, timezone) else None
        self.name = "UTC" if name == "Z" else name
        self.label = label or self.name
        self._changes: tuple[Change, ...] | None = None
        self._gone: tuple[int, ...] | None = None
        self._day_offsets: dict[int, int | None] = {}
        self._starts: dict[int, int] = {}
        self._steady: dict[int, int] = {}
        self._stops: dict[int, int] = {}

    @property
    def tzinfo(self) -> tzinfo:
        """The same zone for :mod:`datetime`."""
        return self._tz

    def __repr__(self) -> str:
        return f"Zone({self.name!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Zone) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def readings(self, wall: int) -> tuple[int, int]:
        """The earliest and the latest instant that a wall time can mean.

        The two differ in a daylight-saving fold (the hour occurs twice) and in a gap (it does not
        occur, and each reading moves it to one side; PEP 495).
        """
        day = wall // DAY
        offset = self._whole_day_offset(day)
        if offset is not None:
            instant = wall - offset - EPOCH_WALL
            return instant, instant
        first, second = self._offsets(wall)
        return wall - max(first, second) - EPOCH_WALL, wall - min(first, second) - EPOCH_WALL

    def is_gap(self, wall: int) -> bool:
        """Whether clocks were put forward over this wall time, so that it never was."""
        first, second = self._offsets(wall)
        return first < second

    def day_start(self, day: int) -> int:
        """The first instant of a local day (an ordinal), also where midnight was skipped."""
        start = self._starts.get(day)
        if start is None:
            start = self._starts[day] = self._start(day)
        return start

    def _start(self, day: int) -> int:
        earliest, latest = self.readings(day * DAY)
        if earliest == latest or not self.is_gap(day * DAY):
            return earliest
        while earliest < latest:
            middle = (earliest + latest) // 2
            if self.wall(middle) >= day * DAY:
                latest = middle
            else:
                earliest = middle + 1
        return earliest

    def day_stop(self, day: int) -> int:
        """The first instant after a local day; days of 23 and 25 hours come out as they are."""
        stop = self._stops.get(day)
        if stop is None:
            stop = self._stops[day] = self._stop(day)
        return stop

    def _stop(self, day: int) -> int:
        first, last = self.readings((day + 1) * DAY)
        if first == last or self.is_gap((day + 1) * DAY):
            return self.day_start(day + 1)
        return last if self.day(last - 1) == day else first  # put back over midnight, or behind it

    def wall(self, instant: int) -> int:
        """What the wall clock shows at an instant."""
        return instant + self.offset(instant) + EPOCH_WALL

    def day(self, instant: int) -> int:
        """The local day of an instant, as an ordinal."""
        return self.wall(instant) // DAY

    def days(self, low: int, high: int) -> tuple[int, int]:
        """The first and the last local day of all instants from ``low`` to ``high``.

        Where clocks are put back over midnight, the day before goes on for a while.
        """
        first, last = self.day(low), self.day(high)
        while low <= (at := min(high, self.day_stop(first - 1) - 1)) and self.day(at) < first:
            first -= 1
        while high >= (at := max(low, self.day_start(last + 1))) and self.day(at) > last:
            last += 1
        return first, last

    def clock(self, day: int, micro: int) -> tuple[int, int]:
        """The earliest and the latest instant of a clock on a local day; 24:00 is the day's end."""
        if micro == DAY:
            stop = self.day_stop(day)
            return stop, stop
        return self.readings(day * DAY + micro)

    def skipped(self, day: int) -> bool:
        """Whether the zone never had a local day (Pacific/Apia has no 2011-12-30)."""
        return self.day_start(day) >= self.day_stop(day)

    def moved(self, day: int, by: int) -> int:
        """The local day so many days on; one that the zone skipped is not counted."""
        moved = day + by
        for gone in self.gone if by > 0 else reversed(self.gone):
            if day < gone <= moved:
                moved += 1
            elif moved <= gone < day:
                moved -= 1
        return moved

    @property
    def gone(self) -> tuple[int, ...]:
        """The days that the zone skipped, in order: where its clocks went forward by a day."""
        if self._gone is None:
            self._gone = tuple(
                day
                for change in self.changes
                if change.after - change.before > timedelta(hours=12)
                for day in range(change.wall.toordinal(), change.wall.toordinal() + 17)
                if self.skipped(day)
            )
        return self._gone

    @property
    def changes(self) -> tuple[Change, ...]:
        """When the clocks of the zone were moved."""
        if self._changes is None:
            from .clock_changes import changes

            self._changes = changes(self._tz)
        return self._changes

    def offset(self, instant: int) -> int:
        """Microseconds east of Greenwich at an instant."""
        if self._fixed is not None:
            return self._fixed
        utc_wall = instant + EPOCH_WALL
        day = utc_wall // DAY
        steady = self._steady.get(day)
        if steady is not None:
            return steady
        here = self._whole_day_offset(day)
        if here is not None and here == self._whole_day_offset(day + (1 if here > 0 else -1)):
            self._steady[day] = here
            return here
        moment = _datetime(utc_wall).replace(tzinfo=UTC)
        try:
            return _micros(moment.astimezone(self._tz).utcoffset())
        except OverflowError:  # a day outside the years 1 to 9999 on the other side
            return _micros(moment.replace(tzinfo=self._tz).utcoffset())

    def steady(self, day: int) -> int | None:
        """The offset that holds all through a local day, an ordinal; None where it changes."""
        return self._whole_day_offset(day)

    def _whole_day_offset(self, day: int) -> int | None:
        """The offset that holds all through a wall day, or None where it changes."""
        try:
            return self._day_offsets[day]
        except KeyError:
            start, end = self._offsets(day * DAY), self._offsets((day + 1) * DAY)
            steady = start[0] == start[1] == end[0] == end[1]
            offset = start[0] if steady else None
            if len(self._day_offsets) >= _MOST_DAYS:
                for known in (self._day_offsets, self._steady, self._starts, self._stops):
                    known.clear()
            self._day_offsets[day] = offset
            return offset

    def _offsets(self, wall: int) -> tuple[int, int]:
        moment = _datetime(wall)
        return (
            _micros(moment.replace(tzinfo=self._tz).utcoffset()),
            _micros(moment.replace(tzinfo=self._tz, fold=1).utcoffset()),
        )


def shared_zone(name: str) -> Zone:
    """The zone of a name, once for all who ask: it keeps what it has worked out of its days.

    Raises :class:`UnknownZone`.
    """
    zone = _shared(name)
    if isinstance(zone.tzinfo, ZoneInfo):
        note(name)
    return zone


@lru_cache(maxsize=256)
def _shared(name: str) -> Zone:
    return Zone(name)


class Civil(NamedTuple):
    """A wall time in its parts; ``micro`` counts microseconds within the day."""

    year: int
    month: int
    day: int
    micro: int


def civil(wall: int) -> Civil:
    """Take a wall time apart. Years 0 and 10000 occur at the edges, seen from another zone."""
    ordinal, micro = divmod(wall, DAY)
    if ordinal < FIRST_DAY:
        return Civil(0, 12, 31 + ordinal, micro)
    if ordinal > LAST_DAY:
        return Civil(10000, 1, ordinal - LAST_DAY, micro)
    moment = date.fromordinal(ordinal)
    return Civil(moment.year, moment.month, moment.day, micro)


def zone_of(zone: Zone | str) -> Zone:
    """A zone, or the one of a name. Raises UnknownZone."""
    return zone if isinstance(zone, Zone) else Zone(zone)


def _datetime(wall: int) -> datetime:
    """A wall time without a zone, moved inside the years 1 to 9999 (offsets are steady there)."""
    wall = min(max(wall, DAY), (LAST_DAY + 1) * DAY - 1)
    return _ORIGIN + timedelta(days=wall // DAY - 1, microseconds=wall % DAY)


def _micros(span: timedelta | None) -> int:
    return 0 if span is None else span // timedelta(microseconds=1)
