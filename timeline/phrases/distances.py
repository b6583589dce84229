"""What ``3h after @id`` and ``two days before 2023-11-17`` mean: a distance from something."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY
from crisis.timeline.model.constraints import START, Constraint

from .ast import Machine, Moment, Ref
from .constraint_writer import hard_core, node_of
from .day_spans import Span
from .tokens import PhraseError

if TYPE_CHECKING:
    from .ast import Offset
    from .constraint_writer import ConstraintWriter


def offset(writer: ConstraintWriter, offset: Offset, node: int) -> None:
    """The constraint of a distance after (sign 1), before (-1) or around (0) an anchor."""
    duration, anchor = offset.duration, offset.anchor
    if duration.calendar:
        from .month_distances import months

        months(writer, offset, node)
        return
    core: tuple[int | None, int | None] = (None, None)
    if offset.sign == 0:
        high = duration.high
        low: int | None = None if high is None else -high
    elif offset.sign > 0:
        low, high = duration.low, duration.high
        core = (min(1, low) if duration.soft else low, None)
    else:
        low = None if duration.high is None else -duration.high
        high = -duration.low
        core = (None, max(-1, high) if duration.soft else high)
    if isinstance(anchor, Ref):
        ref = (anchor.id, node_of(anchor, START))
        needs = "" if anchor.node else "point"
        writer.constraints.append(
            Constraint(node, *ref, low, high, *core, duration.soft, needs=needs, at=anchor.at)
        )
        return
    if isinstance(anchor, Machine) and anchor.zero:
        writer.machine(node, anchor, low, high)
        return
    span = writer.spans.any_span(anchor, node)
    first, last = span.low, span.point
    if isinstance(anchor, Moment) and anchor.clock is None:
        if anchor.part == "":
            _from_date(writer, offset, anchor, span, node)
            return
        first = span.high + 1 if offset.sign > 0 else span.low  # the whole part of the day
        last = span.low if offset.sign < 0 else span.high + 1
    soft = duration.soft or span.soft
    early, late = hard_core(span._replace(low=first, high=last))
    core_low = None if core[0] is None or early is None else early + core[0]
    core_high = None if core[1] is None or late is None else late + core[1]
    writer.absolute(
        node,
        None if low is None else first + low,
        None if high is None else last + high,
        Span(0, 0, core_low, core_high, soft, 0),
    )


def _from_date(
    writer: ConstraintWriter, offset: Offset, anchor: Moment, span: Span, node: int
) -> None:
    """A distance from a date: days on the calendar; hours from any instant of it."""
    duration, sign = offset.duration, offset.sign
    if duration.unit == 0:
        written = writer.text[anchor.at : anchor.at + anchor.length]
        side = "after" if sign > 0 else "before"
        hint = f"write how many: 1..3 days {side} {written}"
        message = f"how long is {duration.soft} {side} a day?"
        raise PhraseError(message, anchor.at, anchor.length, hint)
    near, far = duration.low, duration.high
    soft = duration.soft or span.soft
    if duration.unit % DAY == 0:
        zone = writer.spans.civil_zone(anchor.at, anchor.length, anchor.zone)
        if soft == "rounding" and far is not None:
            near = far = (near + far) // 2 // DAY
            soft = span.soft
        else:
            near, far = max(1, near // DAY), None if far is None else -(-far // DAY)
        moved = writer.spans.moved(span, zone, near, far, sign)
    elif sign == 0:
        moved = (None, None) if far is None else (span.low - far, span.high + far)
    elif sign > 0:
        moved = span.low + near, None if far is None else span.high + far
    else:
        moved = None if far is None else span.low - far, span.high - near
    core_low = span.low + 1 if sign > 0 else None
    core_high = span.high - 1 if sign < 0 else None
    writer.absolute(node, *moved, Span(0, 0, core_low, core_high, soft, 0))
