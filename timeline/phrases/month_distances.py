"""What ``6 months after 2023-02-12`` and ``2 years before @id`` mean: counted on the calendar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.months import moved, reach
from crisis.timeline.base.zones import DAY, FIRST_DAY, LAST_DAY
from crisis.timeline.model.constraints import START, MonthConstraint

from .ast import Machine, Moment, Ref
from .constraint_writer import node_of
from .day_spans import Span
from .durations import Duration
from .tokens import PhraseError

if TYPE_CHECKING:
    from crisis.timeline.base.months import Shift

    from .ast import Aged, Offset
    from .constraint_writer import ConstraintWriter


def months(writer: ConstraintWriter, offset: Offset, node: int) -> None:
    """A distance in months and years: on the calendar of the zone."""
    duration, anchor, sign = offset.duration, offset.anchor, offset.sign
    if isinstance(anchor, Machine):
        hint = "write days: 180 days after T+2h"
        raise PhraseError("a mission's clock has no months", anchor.at, 1, hint)
    if isinstance(anchor, Moment) and anchor.clock is None and anchor.part == "":
        _from_date(writer, offset, anchor, node)
        return
    first, last = _shifts(offset)
    core = (1 if sign > 0 else None, -1 if sign < 0 else None)
    if isinstance(anchor, Ref):
        zone = writer.spans.civil_zone(0, 1)
        low_months, low = first or (0, None)
        high_months, high = last or (0, None)
        writer.months.append(
            MonthConstraint(
                node, anchor.id, node_of(anchor, START), low_months, low, high_months, high,
                False, zone.name, duration.soft, *core, anchor.at, "" if anchor.node else "point",
            )
        )  # fmt: skip
        return
    zone = writer.spans.civil_zone(anchor.at, anchor.length, anchor.zone)
    span = writer.spans.span(anchor, node)
    moved = reach(zone, span.low, span.point if anchor.clock else span.high, first, last)
    _beyond(first, last, moved, anchor)
    _moved(writer, node, moved, span, offset)


def _shifts(offset: Offset) -> tuple[Shift | None, Shift | None]:
    """The least and the most that a distance moves an anchor, as months and microseconds."""
    duration = offset.duration
    near: Shift | None = (duration.months[0], duration.low)
    far = None if duration.high is None else (duration.months[1], duration.high)
    back = None if far is None else (-far[0], -far[1])
    if offset.sign == 0:
        return back, far
    if offset.sign > 0:
        return near, far
    return back, (-duration.months[0], -duration.low)


def _moved(
    writer: ConstraintWriter,
    node: int,
    moved: tuple[int | None, int | None],
    span: Span,
    offset: Offset,
) -> None:
    core_low = span.low + 1 if offset.sign > 0 else None
    core_high = span.high - 1 if offset.sign < 0 else None
    soft = "" if offset.duration.soft == "rounding" else offset.duration.soft
    soft = (soft or span.soft) if span.low == span.high else offset.duration.soft or span.soft
    writer.absolute(node, *moved, Span(0, 0, core_low, core_high, soft, 0))


def _beyond(
    first: Shift | None, last: Shift | None, moved: tuple[int | None, int | None], anchor: Moment
) -> None:
    """Refuse what is moved out of the years that can be written."""
    for shift, end in zip((first, last), moved, strict=True):
        if shift is not None and end is None:
            raise PhraseError("outside the years 0001 to 9999", anchor.at, anchor.length)


def _from_date(writer: ConstraintWriter, offset: Offset, anchor: Moment, node: int) -> None:
    """Whole days so many months from a date; from a month or a year, whole months."""
    duration = offset.duration
    span = writer.spans.span(anchor, node)
    zone = writer.spans.civil_zone(anchor.at, anchor.length, anchor.zone)
    rounding = duration.soft == "rounding" and duration.high is not None
    if rounding and duration.high is not None:
        months = sum(duration.months) // 2
        micros = (duration.low + duration.high) // 2
        duration = Duration(micros, micros, "", duration.unit, (months, months))
        offset = offset._replace(duration=duration)
    first, last = _shifts(offset)
    days = zone.day(span.low), zone.day(span.high)
    whole_month = anchor.days is not None and anchor.days.precision != "day"
    ends: list[int | None] = []
    for day, shift, up in ((days[0], first, False), (days[1], last, True)):
        if shift is None:
            ends.append(None)
            continue
        there = moved(day + (up and whole_month), shift[0])
        by = -(-shift[1] // DAY) if up == (offset.sign >= 0) else shift[1] // DAY
        if not rounding and duration.low == 1 and shift[0] == 0:
            by = offset.sign  # less than a month after: not on that day itself
        if there is None:
            raise PhraseError("outside the years 0001 to 9999", anchor.at, anchor.length)
        ends.append(zone.moved(there - (up and whole_month), by))
    low, high = ends
    if any(day is not None and not FIRST_DAY <= day <= LAST_DAY for day in ends):
        raise PhraseError("outside the years 0001 to 9999", anchor.at, anchor.length)
    start = None if low is None else zone.day_start(low)
    stop = None if high is None else zone.day_stop(high) - 1
    _moved(writer, node, (start, stop), span, offset)


def aged(writer: ConstraintWriter, aged: Aged, node: int) -> None:
    """Born after the day on which one is older, up to the day on which one is so old."""
    anchor = aged.anchor
    (months, micros), (step, unit) = aged.length, aged.step
    more, longer = aged.width
    first = (-months - more - step, DAY - micros - longer - unit)
    last = (more - months, longer - micros)
    soft = "about" if aged.width != (0, 0) else ""
    if isinstance(anchor, Machine):
        raise PhraseError("an age at a day, please", anchor.at, 1, "aged 19 at 1991-04-05")
    if isinstance(anchor, Ref):
        zone = writer.spans.civil_zone(0, 1)
        needs = "" if anchor.node else "point"
        writer.months.append(
            MonthConstraint(
                node, anchor.id, node_of(anchor, START), *first, *last, True, zone.name, soft,
                at=anchor.at, needs=needs,
            )
        )  # fmt: skip
        return
    span = writer.spans.span(anchor, node)
    zone = writer.spans.civil_zone(anchor.at, anchor.length, anchor.zone)
    moved = reach(zone, span.low, span.high, first, last, whole=True)
    _beyond(first, last, moved, anchor)
    writer.absolute(node, *moved, Span(0, 0, None, None, soft or span.soft, 0))
