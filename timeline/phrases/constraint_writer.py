"""Constraints of a phrase as they are written down: instants, and relations to events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END, ORIGIN, START, Constraint

from .ast import Machine, Ref
from .calendar_spans import Spans
from .tokens import PhraseError
from .years import FIRST_INSTANT, LAST_INSTANT, in_years, years

if TYPE_CHECKING:
    from crisis.timeline.model.constraints import DayConstraint, MonthConstraint

    from .ast import Anchor
    from .day_spans import Context, Span


def hard_core(span: Span) -> tuple[int | None, int | None]:
    """What is left of a span when its width gives way: all of it where it is hard."""
    return (span.core_low, span.core_high) if span.soft else (span.low, span.high)


def node_of(ref: Ref, default: int) -> int:
    """The start or the end of an event that a reference names, else the ``default``."""
    if ref.node:
        return START if ref.node == "start" else END
    return default


class ConstraintWriter:
    """The constraints of one phrase so far; ``text`` is the phrase as written."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.constraints: list[Constraint] = []
        self.days: list[DayConstraint] = []
        self.months: list[MonthConstraint] = []
        self.spans = Spans(context)
        self.text = ""

    def absolute(
        self, node: int, low: int | None, high: int | None, span: Span | None = None
    ) -> None:
        """A node within [low, high]; ``span`` has its hard core and why it is soft."""
        soft = span.soft if span else ""
        core = (span.core_low, span.core_high) if span else (None, None)
        if low is not None and high is not None and low > high:
            raise PhraseError("no such time", 0)
        zone = self.context.header_zone or self.context.zone
        first, last = (FIRST_INSTANT, LAST_INSTANT) if zone is None else years(zone)
        if (low is not None and low > last) or (high is not None and high < first):
            raise PhraseError("outside the years 0001 to 9999", 0)
        self.constraints.append(Constraint(node, ORIGIN, START, low, high, *core, soft))

    def relate(
        self, node: int, ref: Ref, default: int, low: int | None, high: int | None, needs: str = ""
    ) -> None:
        """A node within [low, high] after a node of an event."""
        self.constraints.append(
            Constraint(node, ref.id, node_of(ref, default), low, high, needs=needs, at=ref.at)
        )

    def at(self, anchor: Anchor, node: int) -> None:
        if isinstance(anchor, Ref):
            self.relate(node, anchor, START, 0, 0)
        elif isinstance(anchor, Machine):
            self.machine(node, anchor, 0, anchor.unit - 1)
        else:
            span = self.spans.span(anchor, node)
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
        if ref == ORIGIN and not in_years(base):
            raise PhraseError("outside the years 0001 to 9999", machine.at)
        low = None if low is None else base + low
        high = None if high is None else base + high
        needs = "zero" if machine.zero and ref == ORIGIN else ""
        self.constraints.append(Constraint(node, ref, START, low, high, needs=needs))
