"""What a claim says by itself of a time, with what it is measured from where all else has that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import CLOCK, END, ORIGIN, SELF, START, Constraint
from crisis.timeline.model.records import Bound

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.model.constraints import DayConstraint, Meaning, MonthConstraint
    from crisis.timeline.model.records import Elapsed, Event, Source

    Link = Constraint | DayConstraint | MonthConstraint

_EVERYWHERE = Bound(None, None)
_NOWHERE = float("inf")


def said_times(
    meaning: Meaning, source: Source | None, event: Callable[[str], Event | None]
) -> list[Elapsed]:
    """The start and the end that a claim tells, or those of each of its alternatives.

    ``event`` finds what it is measured from, which is taken to be where it is known to be;
    ``source`` is whose clock it was read on, and taken to be as wrong as is known. Both ends are
    open where nothing follows.
    """
    return [_Reading(branch, source, event).times() for branch in meaning.branches]


class _Reading:
    """Both instants of an event, narrowed by what one meaning says of them."""

    def __init__(
        self, meaning: Meaning, source: Source | None, event: Callable[[str], Event | None]
    ) -> None:
        self.meaning = meaning
        self.source = source
        self.event = event
        self.known = {START: _EVERYWHERE, END: _EVERYWHERE}

    def times(self) -> Elapsed:
        links = sorted(self.meaning.said, key=lambda link: link.ref == SELF)
        for link in links:
            self.narrow(link.node, self.follows(link, self.base(link)))
        for link in links:  # a length that counts back from an end
            if isinstance(link, Constraint) and link.ref == SELF and link.node != link.ref_node:
                back = Constraint(link.ref_node, SELF, link.node, _less(link.high), _less(link.low))
                self.narrow(back.node, self.follows(back, self.base(back)))
        return self.known[START], self.known[END] if self.meaning.lasts else None

    def base(self, link: Link) -> Bound:
        """Where that is from which something is measured."""
        if link.ref == ORIGIN:
            return Bound(0, 0)
        if link.ref == SELF:
            return self.known[link.ref_node]
        if link.ref == CLOCK:
            clock = self.source.clock if self.source else None
            return Bound(_less(clock.fast.latest), _less(clock.fast.earliest)) if clock else Bound()
        other = self.event(link.ref)
        return _EVERYWHERE if other is None else _reach(other, link.ref_node)

    def follows(self, link: Link, base: Bound) -> Bound:
        """Where something is that is measured from what lies there."""
        low, high = base.ends
        if isinstance(link, Constraint):
            return Bound(
                None if low is None or link.low is None else low + link.low,
                None if high is None or link.high is None else high + link.high,
            )
        from crisis.timeline.base.zones import shared_zone  # few claims count days or months
        from crisis.timeline.network.calendar_windows import node_window

        zone = shared_zone(link.zone)
        return Bound(
            *node_window(
                link, zone, -_NOWHERE if low is None else low, _NOWHERE if high is None else high
            )
        )

    def narrow(self, node: int, bound: Bound) -> None:
        known, low, high = self.known[node], *bound.ends
        lows = [at for at in (known.earliest, low) if at is not None]
        highs = [at for at in (known.latest, high) if at is not None]
        self.known[node] = Bound(max(lows, default=None), min(highs, default=None))


def _reach(event: Event, node: int) -> Bound:
    """From where to where one of the two instants of an event may be, whoever tells of it."""
    if node == END and event.end is not None:
        told = [event.end, *(account.end for account in event.accounts if account.end is not None)]
    else:
        told = [event.start, *(account.start for account in event.accounts)]
        told += [event.among] if event.among is not None else []
    lows = [bound.earliest for bound in told]
    highs = [bound.latest for bound in told]
    return Bound(
        None if None in lows else min(at for at in lows if at is not None),
        None if None in highs else max(at for at in highs if at is not None),
    )


def _less(micros: int | None) -> int | None:
    return None if micros is None else -micros
