"""What a phrase means: statements become constraints between instants.

A constraint says ``low <= node - ref <= high``. Where ``ref`` is the origin (1970-01-01T00:00Z)
it is an absolute bound; where it is an event it is a relation of the temporal network (Dechter,
Meiri & Pearl 1991). Nothing here is resolved against other events.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .dates import month_last
from .phrases import (
    Among,
    At,
    Between,
    DayOf,
    Inside,
    Machine,
    Moment,
    Offset,
    Phrase,
    Ref,
    Side,
    Statement,
)
from .scanner import PhraseError
from .widths import Widths
from .zones import DAY, FIRST_DAY, HOUR, LAST_DAY, MINUTE, SECOND, UnknownZone, Zone, civil

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .dates import Clock, Days
    from .phrases import Anchor

START, END = 0, 1
ORIGIN = ""  # the ref of an absolute bound
SELF = "."  # the ref of what is measured from the event's own start


class Constraint(NamedTuple):
    """``low <= node - ref.ref_node <= high`` in microseconds; None is open.

    ``soft`` names the vague width in it; empty when it is hard. ``core_low`` and ``core_high`` are
    what is left when a soft width gives way. ``header`` marks the confinement to a day header.
    ``needs`` is "point" where ``ref`` may not last (a distance from a bare ``@id``) and "span" where
    it must; ``at`` is where the reference stands in its phrase.
    """

    node: int
    ref: str
    ref_node: int
    low: int | None
    high: int | None
    core_low: int | None = None
    core_high: int | None = None
    soft: str = ""
    header: bool = False
    needs: str = ""
    at: int = 0


class DayConstraint(NamedTuple):
    """The node lies on the local day of ``ref`` plus ``shift``, in [first, stop) of that day."""

    node: int
    ref: str
    ref_node: int
    shift: int
    first: int
    stop: int
    zone: str
    soft: str
    at: int = 0


class Meaning(NamedTuple):
    """All that one claim says about the time of its event."""

    constraints: tuple[Constraint, ...]
    days: tuple[DayConstraint, ...]
    lasts: bool
    precision: str
    approximate: bool
    uncertain: bool
    warnings: tuple[str, ...] = ()

    @property
    def relative(self) -> bool:
        """Whether any of it is measured from another event."""
        return bool(self.days) or any(c.ref not in (ORIGIN, SELF) for c in self.constraints)


class Context(NamedTuple):
    """What a phrase is read against: a day header and its zone, the clock's zone, the zero."""

    widths: Widths
    zones: Mapping[str, str]
    header: Days | None = None
    header_zone: Zone | None = None
    zone: Zone | None = None
    zero: int | str | None = None


class _Span(NamedTuple):
    """The bound of a moment as written, [low, high], with its hard core."""

    low: int
    high: int
    core_low: int | None
    core_high: int | None
    soft: str
    point: int  # the latest instant that a clock means, without its last unit


def mean(phrase: Phrase, context: Context) -> Meaning:
    """The constraints of one phrase. Raises PhraseError for what cannot be in this context."""
    return _Meaner(context).phrase(phrase)


class _Meaner:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.constraints: list[Constraint] = []
        self.days: list[DayConstraint] = []
        self.warnings: list[str] = []
        self.start_day: int | None = None
        self.start_low: int | None = None
        self.end_day: int | None = None

    def phrase(self, phrase: Phrase) -> Meaning:
        for statement in phrase.start:
            self.statement(statement, START)
        if not any(_own_date(statement) for statement in phrase.start):
            self.confine(phrase.start)
        for statement in phrase.end:
            self.statement(statement, END)
        if (duration := phrase.duration) is not None:
            core = (0, None) if duration.soft else (None, None)
            self.constraints.append(
                Constraint(END, SELF, START, duration.low, duration.high, *core, duration.soft)
            )
        moments = [s.anchor for s in phrase.start if isinstance(s, At)]
        return Meaning(
            tuple(self.constraints),
            tuple(self.days),
            phrase.lasts,
            _precision(moments[0]) if len(phrase.start) == 1 and moments else "",
            any(c.soft for c in self.constraints) or any(d.soft for d in self.days),
            phrase.doubted,
            tuple(self.warnings),
        )

    def confine(self, statements: tuple[Statement, ...]) -> None:
        """Hold the start inside the header's days, unless a clock took its date from them."""
        header, zone = self.context.header, self.context.header_zone
        if header is None or zone is None:
            return
        for statement in statements:
            if isinstance(statement, At) and isinstance(statement.anchor, Moment):
                moment = statement.anchor
                if (moment.clock and moment.zone != "local") or moment.part == "night":
                    return
        low, high = zone.day_start(header.first), zone.day_stop(header.last) - 1
        self.constraints.append(Constraint(START, ORIGIN, START, low, high, header=True))

    def statement(self, statement: Statement, node: int) -> None:
        if isinstance(statement, At):
            self.at(statement.anchor, node)
        elif isinstance(statement, Between):
            self.between(statement, node)
        elif isinstance(statement, Side):
            self.side(statement, node)
        elif isinstance(statement, Among):
            self.among(statement, node)
        elif isinstance(statement, Offset):
            self.offset(statement, node)
        elif isinstance(statement, DayOf):
            first, stop, soft = self.part(statement.part, statement.third)
            zone = self.civil_zone(0, 1)
            ref = statement.ref
            self.days.append(
                DayConstraint(
                    node,
                    ref.id,
                    _node(ref, START),
                    statement.shift,
                    first,
                    stop,
                    zone.name,
                    soft,
                    ref.at,
                )  # fmt: skip
            )
        elif isinstance(statement, Inside):
            self.inside(statement, node)

    def absolute(
        self, node: int, low: int | None, high: int | None, span: _Span | None = None
    ) -> None:
        soft = span.soft if span else ""
        core = (span.core_low, span.core_high) if span else (None, None)
        if low is not None and high is not None and low > high:
            raise PhraseError("no such time", 0)
        self.constraints.append(Constraint(node, ORIGIN, START, low, high, *core, soft))

    def relate(
        self, node: int, ref: Ref, default: int, low: int | None, high: int | None, needs: str = ""
    ) -> None:
        self.constraints.append(
            Constraint(node, ref.id, _node(ref, default), low, high, needs=needs, at=ref.at)
        )

    def at(self, anchor: Anchor, node: int) -> None:
        if isinstance(anchor, Ref):
            self.relate(node, anchor, START, 0, 0)
        elif isinstance(anchor, Machine):
            self.machine(node, anchor, 0, anchor.unit - 1)
        else:
            span = self.span(anchor, node)
            self.absolute(node, span.low, span.high, span)

    def machine(self, node: int, machine: Machine, low: int | None, high: int | None) -> None:
        """A machine's or mission's clock plus [low, high]."""
        base, ref = machine.micros, ORIGIN
        if machine.zero:
            zero = self.context.zero
            if zero is None:
                hint = "timeline: {zero: 2023-11-17 12:00}, or an event's id"
                raise PhraseError("`T` needs the timeline's zero", machine.at, 2, hint)
            if isinstance(zero, str):
                ref = zero
            else:
                base += zero
        if ref == ORIGIN and not _in_years(base):
            raise PhraseError("outside the years 0001 to 9999", machine.at)
        low = None if low is None else base + low
        high = None if high is None else base + high
        self.constraints.append(Constraint(node, ref, START, low, high))

    def between(self, between: Between, node: int) -> None:
        # The later end first: where an end clock is the next day's, both are.
        high = None if between.high is None else self.any_span(between.high, node)
        first = between.low
        if node == END and high and isinstance(first, Moment) and first.days is None:
            first = first._replace(days=_day(self.end_day)) if self.end_day else first
        low = None if first is None else self.any_span(first, node)
        if low and high and low.low > high.high:
            at = between.low.at if between.low else 0
            raise PhraseError(
                "a range that runs backwards", at, 1, "the earlier end first; give the later a date"
            )
        soft = (low.soft if low else "") or (high.soft if high else "")
        core_low = low.core_low if low else None
        core_high = high.core_high if high else None
        self.absolute(
            node,
            low.low if low else None,
            high.high if high else None,
            _Span(0, 0, core_low, core_high, soft, 0),
        )

    def side(self, side: Side, node: int) -> None:
        anchor = side.anchor
        if isinstance(anchor, Ref):
            if side.side == "after":
                self.relate(node, anchor, END, 1, None)
            else:
                self.relate(node, anchor, START, None, -1 if side.side == "before" else 0)
        elif isinstance(anchor, Machine) and anchor.zero:
            bounds = {"after": (1, None), "before": (None, -1), "by": (None, anchor.unit - 1)}
            self.machine(node, anchor, *bounds[side.side])
        else:
            span = self.any_span(anchor, node)
            whole = isinstance(anchor, Moment) and anchor.clock is None
            if side.side == "after":
                low = span.high + 1 if whole else span.low + 1
                core = span.low if whole else span.core_low
                self.absolute(node, low, None, span._replace(core_low=core, core_high=None))
            elif side.side == "before":
                high = span.low - 1 if whole else span.point - 1
                core = span.high if whole else span.core_high
                self.absolute(node, None, high, span._replace(core_low=None, core_high=core))
            else:
                self.absolute(node, None, span.high, span._replace(core_low=None))

    def among(self, among: Among, node: int) -> None:
        """After the one (its end) and before the other; clocks and dates with their written ends."""
        for anchor, is_low in ((among.low, True), (among.high, False)):
            if isinstance(anchor, Ref):
                bounds = (0, None) if is_low else (None, 0)
                self.relate(node, anchor, END if is_low else START, *bounds)
            elif isinstance(anchor, Machine):
                self.machine(node, anchor, 0 if is_low else None, None if is_low else 0)
            else:
                span = self.span(anchor, node)
                whole = anchor.clock is None
                if is_low:
                    self.absolute(node, span.low, None, span._replace(core_high=None))
                else:
                    high = span.high if whole else span.point
                    self.absolute(node, None, high, span._replace(core_low=None))
        low, high = among.low, among.high
        if isinstance(low, Moment) and isinstance(high, Moment):
            first, last = self.span(low, node), self.span(high, node)
            if first.low > last.high:
                hint = "the earlier end first"
                raise PhraseError("a range that runs backwards", low.at, low.length, hint)

    def offset(self, offset: Offset, node: int) -> None:
        duration, anchor = offset.duration, offset.anchor
        core: tuple[int | None, int | None] = (None, None)
        if offset.sign == 0:
            high = duration.high
            low: int | None = None if high is None else -high
        elif offset.sign > 0:
            low, high = duration.low, duration.high
            core = (1, None)
        else:
            low = None if duration.high is None else -duration.high
            high = -duration.low
            core = (None, -1)
        if isinstance(anchor, Ref):
            ref = (anchor.id, _node(anchor, START))
            needs = "" if anchor.node else "point"
            self.constraints.append(
                Constraint(node, *ref, low, high, *core, duration.soft, needs=needs, at=anchor.at)
            )
            return
        if isinstance(anchor, Machine) and anchor.zero:
            self.machine(node, anchor, low, high)
            return
        span = self.any_span(anchor, node)
        first, last = span.low, span.point
        if isinstance(anchor, Moment) and anchor.clock is None:  # a date is the whole day
            first = span.high + 1 if offset.sign > 0 else span.low
            last = span.low if offset.sign < 0 else span.high + 1
        soft = duration.soft or span.soft
        core_low = None if core[0] is None else first + core[0]
        core_high = None if core[1] is None else last + core[1]
        self.absolute(
            node,
            None if low is None else first + low,
            None if high is None else last + high,
            _Span(0, 0, core_low, core_high, soft, 0),
        )

    def inside(self, inside: Inside, node: int) -> None:
        ref = inside.ref
        if ref.node:
            hint = f"during @{ref.id}"
            raise PhraseError("only what lasts has an inside", ref.at, len(ref.id) + 1, hint)
        if inside.throughout:
            self.relate(node, ref, START if node == START else END, 0, 0, "span")
            return
        self.relate(node, ref, START, 0, None, "span")
        self.relate(node, ref, END, None, 0, "span")

    def any_span(self, anchor: Moment | Machine, node: int) -> _Span:
        if isinstance(anchor, Moment):
            return self.span(anchor, node)
        base = anchor.micros
        if anchor.zero:
            if not isinstance(self.context.zero, int):
                raise PhraseError("`T` in a range needs a zero that is an instant", anchor.at, 2)
            base += self.context.zero
        if not _in_years(base):
            raise PhraseError("outside the years 0001 to 9999", anchor.at)
        return _Span(base, base + anchor.unit - 1, None, None, "", base)

    def span(self, moment: Moment, node: int) -> _Span:
        """The bound of a moment, with its date taken from the header or the start if it has none."""
        zone = self.civil_zone(moment.at, moment.length, moment.zone)
        if moment.days is not None:
            span = self.on(moment, moment.days, zone)
            if node == START and moment.days.first == moment.days.last:
                self.start_day, self.start_low = moment.days.first, span.low
            return span
        if node == END and self.start_day is not None:
            self.end_day = self.start_day
            span = self.on(moment, _day(self.end_day), zone)
            if self.start_low is not None and span.high < self.start_low:
                self.end_day += 1
                span = self.on(moment, _day(self.end_day), zone)
            return span
        span, day = self.under_header(moment, zone)
        if node == START:
            self.start_day, self.start_low = day, span.low
        return span

    def under_header(self, moment: Moment, zone: Zone) -> tuple[_Span, int]:
        header, header_zone = self.context.header, self.context.header_zone
        if header is None or header_zone is None:
            hint = "write 2023-11-17 12:28, or put the event under a day header"
            raise PhraseError("a time without a date", moment.at, moment.length, hint)
        if header.first != header.last:
            hint = "the header covers several days: write the date with the time"
            raise PhraseError("a time without a date", moment.at, moment.length, hint)
        if zone == header_zone and moment.zone != "local":
            return self.on(moment, header, zone), header.first
        start, stop = header_zone.day_start(header.first), header_zone.day_stop(header.first)
        found: list[tuple[_Span, int]] = []
        for day in range(max(FIRST_DAY, header.first - 1), min(LAST_DAY, header.first + 1) + 1):
            span = self.on(moment, _day(day), zone)
            exact = self.on(moment._replace(approximate=False), _day(day), zone)
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
        low, high = min(s.low for s, _ in found), max(s.high for s, _ in found)
        point = max(s.point for s, _ in found)
        soft = found[0][0].soft
        return _Span(low, high, min(start, low), max(stop - 1, high), soft, point), found[0][1]

    def on(self, moment: Moment, days: Days, zone: Zone) -> _Span:
        """The bound of a moment on given days of a zone."""
        if days.first < FIRST_DAY or days.last > LAST_DAY:
            raise PhraseError("outside the years 0001 to 9999", moment.at, moment.length)
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
                low=span.low - 14 * HOUR,
                high=span.high + 12 * HOUR,
                point=span.point + 12 * HOUR,
                core_low=None if span.core_low is None else span.core_low - 14 * HOUR,
                core_high=None if span.core_high is None else span.core_high + 12 * HOUR,
            )
        return span

    def clock(
        self, moment: Moment, clock: Clock, day: int, zone: Zone, whole: tuple[int, int]
    ) -> _Span:
        wall = day * DAY + clock.micro
        low, high = zone.readings(wall)
        if low != high:
            what = "does not occur (clocks were put forward)"
            if not zone.is_gap(wall):
                what = "occurs twice (clocks were put back)"
            self.warnings.append(f"this time {what} in {zone.name}; both readings are covered")
        if not (moment.approximate or clock.rounded):
            last = high + max(0, clock.unit - 1)
            return _Span(low, last, min(whole[0], low), max(whole[1], last), "", high)
        width = self.clock_width(clock)
        soft = "~" if moment.approximate else "an hour without minutes"
        low, high = low - width, high + width
        return _Span(low, high, min(whole[0], low), max(whole[1], high), soft, high)

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
        elif third == "late":
            first += half
        elif third == "mid":
            first, stop = first + half // 2, stop - half // 2
        return first, stop, f"{third} {part}".strip()

    def part_span(self, moment: Moment, day: int, zone: Zone, whole: tuple[int, int]) -> _Span:
        if moment.approximate:
            hint = f"leave the ~ out: {moment.part} is vague already"
            raise PhraseError("a vague part of the day", moment.at, moment.length, hint)
        first, stop, soft = self.part(moment.part, moment.third)
        low = zone.readings(day * DAY + first)[0]
        high = zone.readings(day * DAY + stop)[1] - 1
        low = max(low, whole[0]) if first == 0 else low
        high = min(high, whole[1]) if stop == DAY else high
        return _Span(low, high, min(whole[0], low), max(whole[1], high), soft, high)

    def days_span(self, moment: Moment, days: Days, zone: Zone) -> _Span:
        first, last, soft = days.first, days.last, ""
        if moment.approximate:
            soft = "~"
            first, last = _widen(days, self.context.widths)
        low, high = zone.day_start(first), zone.day_stop(last) - 1
        if low > high:
            message = f"this day was skipped in {zone.name}"
            raise PhraseError(message, moment.at, moment.length, "the calendar left it out")
        return _Span(low, high, None, None, soft, high)

    def civil_zone(self, at: int, length: int, name: str = "") -> Zone:
        if name == "local":
            return Zone("UTC")
        if name:
            try:
                return Zone(self.context.zones.get(name, name))
            except UnknownZone:
                hint = "an IANA name such as Europe/Amsterdam, UTC, or an offset such as -08:00"
                raise PhraseError(f'no such zone: "{name}"', at, length, hint) from None
        if self.context.zone is None:
            hint = "timeline: {zone: America/Los_Angeles}, or write 12:28-08:00"
            raise PhraseError("a clock or a date without a zone", at, max(1, length), hint)
        return self.context.zone


def _node(ref: Ref, default: int) -> int:
    if ref.node:
        return START if ref.node == "start" else END
    return default


def _own_date(statement: Statement) -> bool:
    """Whether a statement brings a date of its own, and so ignores the day header."""
    if isinstance(statement, Between):
        ends = (statement.low, statement.high)
        return any(isinstance(e, Machine) or (e is not None and bool(e.days)) for e in ends)
    if isinstance(statement, Among):
        return _dated(statement.low) or _dated(statement.high)
    if isinstance(statement, (At, Side, Offset)):
        return _dated(statement.anchor)
    return False


def _dated(anchor: Anchor) -> bool:
    return isinstance(anchor, Machine) or (isinstance(anchor, Moment) and anchor.days is not None)


def _day(day: int) -> Days:
    from .dates import Days

    return Days(day, day, "day")


def _in_years(instant: int) -> bool:
    from .zones import EPOCH_WALL

    return DAY <= instant + EPOCH_WALL < (LAST_DAY + 1) * DAY


def _widen(days: Days, widths: Widths) -> tuple[int, int]:
    """``~`` before a date: so many units of its own precision to each side."""
    if days.precision == "day":
        first, last = days.first - widths.day, days.last + widths.day
    elif days.precision == "year":
        first, last = days.first - 366 * widths.year, days.last + 366 * widths.year
        low, high = civil(days.first * DAY).year, civil(days.last * DAY).year
        first = _ordinal(low - widths.year, 1)
        last = _ordinal(high + widths.year + 1, 1) - 1
    else:
        low, high = civil(days.first * DAY), civil(days.last * DAY)
        months = widths.month if days.precision in ("month", "season") else 12 * widths.year
        index = low.year * 12 + low.month - 1 - months
        first = _ordinal(index // 12, index % 12 + 1)
        index = high.year * 12 + high.month - 1 + months
        last = LAST_DAY if index // 12 > 9999 else month_last(index // 12, index % 12 + 1)
    return max(FIRST_DAY, first), min(LAST_DAY, last)


def _ordinal(year: int, month: int) -> int:
    from datetime import date

    if year < 1:
        return FIRST_DAY
    if year > 9999:
        return LAST_DAY + 1
    return date(year, month, 1).toordinal()


def _precision(anchor: Anchor) -> str:
    if isinstance(anchor, Ref):
        return ""
    if isinstance(anchor, Moment):
        if anchor.clock is None:
            if anchor.part:
                return "part of day"
            return anchor.days.precision if anchor.days else ""
        if anchor.clock.rounded:
            return "hour"
        unit = anchor.clock.unit or MINUTE
    else:
        unit = anchor.unit
    if unit < SECOND:
        return "subsecond"
    return "second" if unit < MINUTE else "minute" if unit < HOUR else "hour"
