"""Where a moment of a phrase lies: on which days, and so its bound in time.

Dates come from the phrase, else from the day header, else (for an end) from the start.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import WEEKDAYS, iso
from crisis.timeline.base.zones import DAY, FIRST_DAY, HOUR, LAST_DAY, MINUTE, Zone
from crisis.timeline.model.constraints import END, START

from .ast import Machine, Moment
from .clock_times import digital
from .date_spans import Days
from .day_spans import DaySpans, Span
from .tokens import Incomplete, PhraseError
from .years import in_years

if TYPE_CHECKING:
    from .day_spans import Context


EITHER = "a clock or a year?"
_FEW = 31
"""Headers of more days are no days on which somebody read a clock."""


_OVERNIGHT = 16 * HOUR
"""What lasts longer by clocks alone is rather written the wrong way round than a night."""


class Spans(DaySpans):
    """Bounds of the moments of one phrase; it remembers the start's day for the end's clock."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
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
        date = moment.days
        if date is not None and self.incomplete(moment, date):
            raise Incomplete("a date that is not whole", moment.at, moment.length)
        if date is not None and (self.context.calendar or date.calendar or date.leap):
            from .gregorian_dates import gregorian

            date = gregorian(date, self.context.calendar, moment.at, moment.length)
            moment = moment._replace(days=date)
        if date is not None and date.year and self.context.header:
            self.check_clock(moment, date, self.context.header)
        if date is not None and date.weekday >= 0:
            self.check_weekday(moment)
        if self.context.approximate and moment.clock:
            moment = moment._replace(approximate=True)
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

    def incomplete(self, moment: Moment, days: Days) -> bool:
        """Whether a day header has to tell what a date is: ``20 November``, ``1342 UTC``."""
        if days.lacks or (days.weekday >= 0 and days.precision != "day"):
            return True
        return bool(days.digits and moment.zone and self.zoned_clock(moment, days))

    def zoned_clock(self, moment: Moment, days: Days) -> bool:
        """Whether four digits with a zone are a clock, as a year has none."""
        header = self.context.header
        doubtful = moment.zone == "local" or moment.zone[0] == "-"
        bare = not (moment.clock or moment.part)
        if header is None or doubtful or not bare or not digital(days.digits):
            return False
        return days.last < header.first or header.last < days.first

    def check_weekday(self, moment: Moment) -> None:
        """Refuse a date with another weekday than it had."""
        days = moment.days
        if days is None or (days.first - 1) % 7 == days.weekday:
            return
        was, there = WEEKDAYS[(days.first - 1) % 7], iso(days.first)
        hint = f"write {there}, which was a {was}"
        if days.calendar == "julian":
            hint = f"leave the weekday out: {there}, as the date is counted now, was a {was}"
        message = f"that day was no {WEEKDAYS[days.weekday]}"
        raise PhraseError(message, moment.at, moment.length, hint)

    def check_clock(self, moment: Moment, days: Days, header: Days) -> None:
        """Refuse ``20 November 1342`` under that day of another year: 13:42 to some readers."""
        there, clock = iso(days.first), digital(days.year)
        if not clock or moment.clock or moment.part or header.last - header.first > _FEW:
            return
        for day in range(header.first, header.last + 1):
            if iso(day)[4:] == there[4:] and iso(day) != there:
                hint = f"a clock: write {iso(day)} {clock}; a year: {there}"
                message = "a clock or a year behind its day?"
                raise PhraseError(message, moment.at, moment.length, hint)

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
        if latest >= begun:
            return day
        following = zone.moved(day, 1)
        lasted = self._nominal(moment, on_day(following), zone) - begun
        if lasted > _OVERNIGHT and moment.clock and start[0].clock and moment.zone != "local":
            self.warnings.append(_long(lasted, following))
        return following

    def check_year(self, moment: Moment, days: Days) -> None:
        """Refuse four digits under a day header, which may be a clock, unless they are its year."""
        header = self.context.header
        if header is None:
            return
        if header.first <= days.last and days.first <= header.last and not moment.zone:
            return
        clock = digital(days.digits)
        message, hint = EITHER, "a year: put the event under `undated`"
        if clock:
            hint = f"a clock: write {clock} or {days.digits}h; {hint}"
        else:
            message = "a year under another day"
        raise PhraseError(message, moment.at, moment.length, hint)

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
        spans: list[tuple[Span, int]] = []
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
                spans.append((span, day))
        if not spans:
            message = f"this time does not occur on that day in {header_zone.name}"
            raise PhraseError(message, moment.at, moment.length, "write its date")
        whole = _hull([span for span, _ in spans])
        whole = whole._replace(core_low=min(start, whole.low), core_high=max(stop - 1, whole.high))
        days = [day for _, day in spans]
        if days != [header.first] and moment.zone != "local":
            self.warnings.append(_elsewhere(days, header.first, moment.zone or zone.label))
        return whole, days


def _long(lasted: int, following: int) -> str:
    """That an end is the next day's by its clock alone, and so long after the start."""
    hours, minutes = lasted // HOUR, lasted // MINUTE % 60
    told = f"{hours}h {minutes}m" if minutes else f"{hours}h"
    hint = f"write {iso(following)} in front of the end, or the earlier clock first"
    return f"as it stands this ends on the next day, after {told}\n{hint}"


def _elsewhere(days: list[int], header: int, zone: str) -> str:
    """That what is on a header's day is of another one in its own zone, and what to write."""
    there = " or ".join(iso(day) for day in days)
    told = f"under {iso(header)} this is a time of {there} in {zone}"
    if len(days) > 1:
        return f"{told}: both are covered\nwrite the day that is meant in front of it"
    return f"{told}\nwrite {there} in front of it, or {iso(header)} if that was the day there"


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
