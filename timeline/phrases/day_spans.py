"""Where a moment lies on days that are known: a date, a clock or a part of the day as a bound.

Each bound keeps its hard core: what is left when a vague width gives way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import DAY, FIRST_DAY, HOUR, LAST_DAY, MINUTE, shared_zone

from .tokens import PhraseError, ZoneMissing
from .widths import WATCHES, WHOLE_DAY
from .years import widened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Literal

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.words import Calendar

    from .ast import Moment
    from .clock import Clock
    from .date_spans import Days
    from .widths import Widths


SKIPPED = "the calendar left it out"


class Context(NamedTuple):
    """What a phrase is read against: a day header and its zone, the clock's zone, the zero.

    ``calendar`` is the one of dates that name none; empty, it is the Gregorian. With
    ``approximate`` every clock is read as with ``~``, with ``hhmm`` four digits alone are one.
    """

    widths: Widths
    zones: Mapping[str, str]
    header: Days | None = None
    header_zone: Zone | None = None
    zone: Zone | None = None
    zero: int | str | None = None
    calendar: Calendar | Literal[""] = ""
    approximate: bool = False
    hhmm: bool = False


class Span(NamedTuple):
    """The bound of a moment as written, [low, high], with its hard core."""

    low: int
    high: int
    core_low: int | None
    core_high: int | None
    soft: str
    point: int  # the latest instant that a clock means, without its last unit


def two_readings(zone: Zone, wall: int) -> str:
    """What is warned of a clock that a zone showed twice, or never."""
    what = "occurs twice (clocks were put back)"
    if zone.is_gap(wall):
        what = "does not occur (clocks were put forward)"
    return f"this time {what} in {zone.name}; both readings are covered"


class DaySpans:
    """Bounds of moments on given days of a zone; ``warnings`` are what clocks bring with them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.warnings: list[str] = []

    def check_skipped(self, moment: Moment, days: Days, zone: Zone) -> None:
        """Refuse a day that its zone never had."""
        if days.first == days.last and zone.skipped(days.first):
            message = f"this day was skipped in {zone.name}"
            raise PhraseError(message, moment.at, moment.length, SKIPPED)

    def on(self, moment: Moment, days: Days, zone: Zone) -> Span:
        """The bound of a moment on given days of a zone."""
        if days.first < FIRST_DAY or days.last > LAST_DAY:
            raise PhraseError("outside the years 0001 to 9999", moment.at, moment.length)
        self.check_skipped(moment, days, zone)
        if moment.clock or moment.part:
            if days.first != days.last:
                hint = "a clock or a part of the day needs one day: 2023-11-17 12:28"
                raise PhraseError("a time without a day", moment.at, moment.length, hint)
            whole = zone.day_start(days.first), zone.day_stop(days.first) - 1
            if moment.clock:
                span = self.clock(moment, moment.clock, days.first, zone, whole)
            else:
                span = self.part_span(moment, days.first, zone, whole)
        else:
            span = self.days_span(moment, days, zone)
        if moment.spread:
            low, high, point = span.low, span.high, span.point
            low, high = low - moment.spread, high + moment.spread
            span = span._replace(low=low, high=high, point=point + moment.spread)
        if moment.zone == "local":  # any offset from -12 to +14 hours
            return span._replace(
                soft="local" if span.soft else "",
                low=span.low - 14 * HOUR,
                high=span.high + 12 * HOUR,
                point=span.point + 12 * HOUR,
                core_low=None if span.core_low is None else span.core_low - 14 * HOUR,
                core_high=None if span.core_high is None else span.core_high + 12 * HOUR,
            )
        return span

    def clock(
        self, moment: Moment, clock: Clock, day: int, zone: Zone, whole: tuple[int, int]
    ) -> Span:
        wall = day * DAY + clock.micro
        low, high = zone.clock(day, clock.micro)
        vague = moment.approximate or clock.rounded
        if low != high and not vague:  # a width covers both readings already
            self.warnings.append(two_readings(zone, wall))
        if not vague:
            last = high + max(0, clock.unit - 1)
            return Span(low, last, min(whole[0], low), max(whole[1], last), "", high)
        width = self.clock_width(clock)
        soft = "~" if moment.approximate else "an hour without minutes"
        if low != high:
            about = "about" if moment.approximate else soft
            soft = f"{about}, clocks put {'forward' if zone.is_gap(wall) else 'back'}"
        if moment.nearly:
            soft, low = "nearly", low - width
        else:
            low, high = low - width, high + width
        return Span(low, high, min(whole[0], low), max(whole[1], high), soft, high)

    def clock_width(self, clock: Clock) -> int:
        widths = self.context.widths
        if clock.noon:
            return widths.noon
        if clock.unit < MINUTE and clock.micro % DAY:
            return widths.second
        minutes = clock.micro % HOUR // MINUTE
        if minutes == 0:
            return widths.hour
        if minutes % 15 == 0:
            return widths.quarter
        return widths.five if minutes % 5 == 0 else widths.minute

    def part(self, part: str, third: str) -> tuple[int, int, str]:
        """[first, stop) within a day of a part of it, narrowed by early, mid or late."""
        if not part:
            return 0, DAY, ""
        first, stop = self.context.widths.part(part)
        half = (stop - first) // 2
        if third == "early":
            stop = first + half
            if part == "morning":  # the sources' usage is wider: "early morning" is 3 a.m. too
                first = max(0, first - 2 * HOUR)
        elif third == "late":
            first += HOUR if part == "night" else half  # a late night begins before midnight
        elif third == "mid":
            first, stop = first + half // 2, stop - half // 2
        elif third == "toward":
            first, stop = max(0, first - 3 * HOUR), first + half
        if part in WATCHES and not third:
            return first, stop, ""
        return (
            first,
            stop,
            f"{third} in the day" if part == WHOLE_DAY else f"{third} {part}".strip(),
        )

    def part_span(self, moment: Moment, day: int, zone: Zone, whole: tuple[int, int]) -> Span:
        if moment.approximate:
            hint = f"leave the ~ out: {moment.part} is vague already"
            raise PhraseError("a vague part of the day", moment.at, moment.length, hint)
        first, stop, soft = self.part(moment.part, moment.third)
        low = zone.readings(day * DAY + first)[0]
        high = zone.readings(day * DAY + stop)[1] - 1
        low = max(low, whole[0]) if first == 0 else low
        high = min(high, whole[1]) if stop == DAY else high
        return Span(low, high, min(whole[0], low), max(whole[1], high), soft, high)

    def days_span(self, moment: Moment, days: Days, zone: Zone) -> Span:
        first, last, soft = days.first, days.last, days.stretch
        if soft and days.whole:
            core: tuple[int | None, int | None] = (
                zone.day_start(days.whole[0]),
                zone.day_stop(days.whole[1]) - 1,
            )
            if moment.approximate:  # about the end of May may be in June
                width = days.around or last - first + 1
                first, last, soft = max(first - width, FIRST_DAY), min(last + width, LAST_DAY), "~"
                core = None, None
            low, high = zone.day_start(first), zone.day_stop(last) - 1
            return Span(low, high, *core, soft, high)
        if moment.approximate:
            soft = "~"
            first, last = widened(days, self.context.widths, zone)
        low, high = zone.day_start(first), zone.day_stop(last) - 1
        return Span(low, high, None, None, soft, high)

    def moved(
        self, span: Span, zone: Zone, near: int, far: int | None, sign: int
    ) -> tuple[int | None, int | None]:
        """The days from ``near`` to ``far`` after (sign 1), before (-1) or around (0) a date."""
        first, last = zone.day(span.low), zone.day(span.high)
        low: int | None = None
        high: int | None = None
        if sign > 0:
            low, high = zone.moved(first, near), None if far is None else zone.moved(last, far)
        elif sign < 0:
            low, high = None if far is None else zone.moved(first, -far), zone.moved(last, -near)
        elif far is not None:
            low, high = zone.moved(first, -far), zone.moved(last, far)
        if any(day is not None and not FIRST_DAY <= day <= LAST_DAY for day in (low, high)):
            raise PhraseError("outside the years 0001 to 9999", 0)
        return (
            None if low is None else zone.day_start(low),
            None if high is None else zone.day_stop(high) - 1,
        )

    def civil_zone(self, at: int, length: int, name: str = "") -> Zone:
        if name == "local":
            return shared_zone("UTC")
        if name:
            try:
                return shared_zone(self.context.zones.get(name, name))
            except UnknownZone as error:
                hint = "an IANA name such as Europe/Amsterdam, UTC, or an offset such as -08:00"
                hint = error.hint or hint
                raise PhraseError(f'no such zone: "{name}"', at, length, hint) from None
        if self.context.zone is None:
            hint = "timeline: {zone: America/Los_Angeles}, or write 12:28 -08:00"
            raise ZoneMissing("a clock or a date without a zone", at, max(1, length), hint)
        return self.context.zone
