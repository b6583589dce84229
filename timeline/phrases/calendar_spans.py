"""Where a moment lies: a date, a clock or a part of the day as a bound in time.

Dates come from the phrase, else from the day header, else (for an end) from the start. Each bound
keeps its hard core: what is left when a vague width gives way.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import (
    DAY,
    EPOCH_WALL,
    FIRST_DAY,
    HOUR,
    LAST_DAY,
    MINUTE,
    Zone,
    shared_zone,
)
from crisis.timeline.model.constraints import END, START

from .ast import Machine, Moment
from .clock_times import digital
from .dates import Days
from .tokens import PhraseError, ZoneMissing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dateutil.relativedelta import relativedelta

    from .clock_times import Clock
    from .widths import Widths


SKIPPED = "the calendar left it out"


class Context(NamedTuple):
    """What a phrase is read against: a day header and its zone, the clock's zone, the zero."""

    widths: Widths
    zones: Mapping[str, str]
    header: Days | None = None
    header_zone: Zone | None = None
    zone: Zone | None = None
    zero: int | str | None = None


class Span(NamedTuple):
    """The bound of a moment as written, [low, high], with its hard core."""

    low: int
    high: int
    core_low: int | None
    core_high: int | None
    soft: str
    point: int  # the latest instant that a clock means, without its last unit


class Spans:
    """Bounds of the moments of one phrase; it remembers the start's day for the end's clock."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.warnings: list[str] = []
        self._starts: list[tuple[Moment, Days, Zone]] = []
        self.end_day: int | None = None

    def any_span(self, anchor: Moment | Machine, node: int) -> Span:
        if isinstance(anchor, Moment):
            return self.span(anchor, node)
        base = anchor.micros
        if anchor.zero:
            if not isinstance(self.context.zero, int):
                raise PhraseError("`T` in a range needs a zero that is an instant", anchor.at, 2)
            base += self.context.zero
        if not in_years(base):
            raise PhraseError("outside the years 0001 to 9999", anchor.at)
        return Span(base, base + anchor.unit - 1, None, None, "", base)

    def span(self, moment: Moment, node: int) -> Span:
        """The bound of a moment; its date comes from the header or the start if it has none."""
        zone = self.civil_zone(moment.at, moment.length, moment.zone)
        if moment.days is not None and moment.days.digits:
            self.check_year(moment, moment.days)
        if moment.days is not None and moment.shift:
            moment = self._neighbour(moment, moment.days, zone)
        if moment.days is not None:
            span = self.on(moment, moment.days, zone)
            if node == START and moment.days.first == moment.days.last:
                self._starts = [(moment, moment.days, zone)]
            return span
        if node == END and self._starts:
            days = [self._end_day(moment, zone, start) for start in self._starts]
            self.end_day = days[0]
            return _hull([self.on(moment, on_day(day), zone) for day in days])
        span, days = self.under_header(moment, zone)
        if node == START:
            self._starts = [(moment, on_day(day), zone) for day in days]
        return span

    def _neighbour(self, moment: Moment, days: Days, zone: Zone) -> Moment:
        """The day that a moment means which is told by one near it."""
        self.check_skipped(moment, days, zone)
        day = zone.moved(days.first, moment.shift)
        return moment._replace(days=days._replace(first=day, last=day), shift=0)

    def _end_day(self, moment: Moment, zone: Zone, start: tuple[Moment, Days, Zone]) -> int:
        """The day of an end's clock: that of the start, or the next one's for an earlier clock."""
        begun = self._nominal(*start)
        day = zone.day(begun)
        clock = self.on(moment._replace(approximate=False), on_day(day), zone)
        latest = clock.point if moment.clock and not moment.clock.rounded else clock.high
        if moment.zone == "local":  # as the clock shows it, in whichever zone
            latest -= 12 * HOUR
        return zone.moved(day, int(latest < begun))

    def check_year(self, moment: Moment, days: Days) -> None:
        """Refuse four digits under a day header, which may be a clock, unless they are its year."""
        header = self.context.header
        if header is None or (header.first <= days.last and days.first <= header.last):
            return
        clock = digital(days.digits)
        message, hint = "a clock or a year?", "a year: put the event under `undated`"
        if clock:
            hint = f"a clock: write {clock} or {days.digits}h; {hint}"
        else:
            message = "a year under another day"
        raise PhraseError(message, moment.at, moment.length, hint)

    def check_skipped(self, moment: Moment, days: Days, zone: Zone) -> None:
        """Refuse a day that its zone never had."""
        if days.first == days.last and zone.skipped(days.first):
            message = f"this day was skipped in {zone.name}"
            raise PhraseError(message, moment.at, moment.length, SKIPPED)

    def _nominal(self, moment: Moment, days: Days, zone: Zone) -> int:
        """The instant that a clock shows, without its width; where a part or a day begins."""
        if moment.clock:
            return zone.clock(days.first, moment.clock.micro)[0]
        return self.on(moment._replace(approximate=False), days, zone).low

    def under_header(self, moment: Moment, zone: Zone) -> tuple[Span, list[int]]:
        """The bound of a moment on the header's day, and the days of its zone that it may be on."""
        header, header_zone = self.context.header, self.context.header_zone
        if header is None or header_zone is None:
            hint = "write 2023-11-17 12:28, or put the event under a day header"
            raise PhraseError("a time without a date", moment.at, moment.length, hint)
        if header.first != header.last:
            hint = "the header covers several days: write the date with the time"
            raise PhraseError("a time without a date", moment.at, moment.length, hint)
        if zone == header_zone and moment.zone != "local":
            return self.on(moment, header, zone), [header.first]
        start, stop = header_zone.day_start(header.first), header_zone.day_stop(header.first)
        found: list[tuple[Span, int]] = []
        for day in range(max(FIRST_DAY, header.first - 1), min(LAST_DAY, header.first + 1) + 1):
            if zone.skipped(day):
                continue
            span = self.on(moment, on_day(day), zone)
            exact = self.on(moment._replace(approximate=False), on_day(day), zone)
            if moment.clock and moment.clock.micro == DAY:
                exact = exact._replace(low=exact.low - 1)
            if moment.clock and not moment.clock.rounded and moment.zone != "local":
                inside = start <= exact.low < stop
            else:
                inside = exact.low < stop and exact.high >= start
            if inside:
                found.append((span, day))
        if not found:
            message = f"this time does not occur on that day in {header_zone.name}"
            raise PhraseError(message, moment.at, moment.length, "write its date")
        whole = _hull([span for span, _ in found])
        whole = whole._replace(core_low=min(start, whole.low), core_high=max(stop - 1, whole.high))
        return whole, [day for _, day in found]

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
            what = "does not occur (clocks were put forward)"
            if not zone.is_gap(wall):
                what = "occurs twice (clocks were put back)"
            self.warnings.append(f"this time {what} in {zone.name}; both readings are covered")
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
        return first, stop, f"{third} {part}".strip()

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
        first, last, soft = days.first, days.last, ""
        if moment.approximate:
            soft = "~"
            first, last = _widen(days, self.context.widths, zone)
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


def _hull(spans: list[Span]) -> Span:
    """All of several bounds of one moment, which may be of either day."""
    if len(spans) == 1:
        return spans[0]
    lows = [span.core_low for span in spans if span.core_low is not None]
    highs = [span.core_high for span in spans if span.core_high is not None]
    return Span(
        min(span.low for span in spans),
        max(span.high for span in spans),
        min(lows, default=None),
        max(highs, default=None),
        "about, on one of several days" if spans[0].soft == "~" else spans[0].soft,
        max(span.point for span in spans),
    )


def on_day(day: int) -> Days:
    """One day as a span of days."""
    return Days(day, day, "day")


FIRST_INSTANT = FIRST_DAY * DAY - EPOCH_WALL - 14 * HOUR
LAST_INSTANT = (LAST_DAY + 1) * DAY - EPOCH_WALL + 12 * HOUR - 1
"""The years that can be written, in whichever zone."""


def in_years(instant: int) -> bool:
    """Whether an instant lies in the years that can be written, in any zone."""
    return FIRST_INSTANT <= instant <= LAST_INSTANT


def years(zone: Zone) -> tuple[int, int]:
    """The first and the last instant of the years that can be written, as a zone has them."""
    return zone.day_start(FIRST_DAY), zone.day_stop(LAST_DAY) - 1


def _widen(days: Days, widths: Widths, zone: Zone) -> tuple[int, int]:
    """``~`` before a date: so many units of its own precision to each side."""
    from dateutil.relativedelta import relativedelta

    if days.precision == "day":
        first, last = zone.moved(days.first, -widths.day), zone.moved(days.last, widths.day)
        return max(first, FIRST_DAY), min(last, LAST_DAY)
    if days.precision in ("month", "season"):
        unit = relativedelta(months=widths.month)
    else:
        unit = relativedelta(years=widths.year)
    return _moved(days.first, -unit), _moved(days.last + 1, unit) - 1


def _moved(day: int, by: relativedelta) -> int:
    """A day so much earlier or later, kept inside the years 1 to 9999."""
    try:
        return (date.fromordinal(day) + by).toordinal()
    except (ValueError, OverflowError):
        return FIRST_DAY if day < LAST_DAY // 2 else LAST_DAY + 1
