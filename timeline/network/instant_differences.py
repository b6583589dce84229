"""How long it was from one instant to another, each the start or the end of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import Bound, Event
from crisis.timeline.model.relations import OPEN

from .differences import Differences, hull, inside, minus

if TYPE_CHECKING:
    from crisis.timeline.model.relations import Links

    Spot = tuple[int | None, Bound]
    """A node, where there is one, and what is known of it."""


class Instant(NamedTuple):
    """The start (0) or the end (1) of an event; what does not last ends as it starts."""

    event: Event
    which: int

    @property
    def bound(self) -> Bound:
        """What is known of it, whichever account is true."""
        if self.which == END and self.event.end is not None:
            return self.event.end
        return self.event.start


class InstantDifferences:
    """Lengths of time between instants: a question to the network where there is one."""

    def __init__(self, links: Links | None) -> None:
        self._links = links
        self._differences = None if links is None else Differences(links)

    def spent(self) -> bool:
        """Whether so much was asked that from here on only bounds count, which are wider."""
        return self._differences is not None and self._differences.spent()

    def between(self, first: Instant, second: Instant) -> Bound:
        """``second - first`` in microseconds, whichever account is true; below 0 it came first."""
        if first.event.id == second.event.id:
            return _within(first, second, first.event.lasting)
        if self._differences is not None and first.which == second.which == START:
            return self._differences.between(first.event, second.event)
        difference = minus(second.bound, first.bound)
        nodes = self._node(first), self._node(second)
        if self._differences is None or nodes[0] is None or nodes[1] is None:
            return difference
        return self._differences.narrowed(difference, nodes[0], nodes[1])

    def according_to(self, source: str, first: Instant, second: Instant) -> Bound:
        """``between`` by a source's own account of each event, where it has one.

        Who contradicts itself has several; then from the least to the most that any pair says.
        """
        whole = self.between(first, second)
        if first.event.id == second.event.id:
            own = [a.lasting for a in first.event.accounts if a.source == source and a.lasting]
            return _within(first, second, _hull(own)) if own else whole
        if self._differences is not None and first.which == second.which == START:
            return self._differences.accounts(first.event, second.event, source)
        spans = [
            self._apart(here, then)
            for here in self._told(first, source)
            for then in self._told(second, source)
        ]
        return inside(_hull(spans), *_edges(whole))

    def _apart(self, first: Spot, second: Spot) -> Bound:
        difference = minus(second[1], first[1])
        if self._differences is None or first[0] is None or second[0] is None:
            return difference
        return self._differences.narrowed(difference, first[0], second[0])

    def _told(self, instant: Instant, source: str) -> list[Spot]:
        """The instant by each account of a source, else what is known of it; with its node.

        An account has a node of its start alone.
        """
        whole = [(self._node(instant), instant.bound)]
        if instant.which == END:
            own = [account for account in instant.event.accounts if account.source == source]
            ends = [account.end for account in own if account.end is not None]
            return [(None, end) for end in ends] or whole
        place = None if self._links is None else self._links.place(instant.event.id)
        told = () if place is None else place.accounts
        if told:
            nodes = [(one.node, one.bound) for one in told if one.source == source]
            return [*nodes] or whole
        own = [account for account in instant.event.accounts if account.source == source]
        return [(None, account.start) for account in own] or whole

    def _node(self, instant: Instant) -> int | None:
        place = None if self._links is None else self._links.place(instant.event.id)
        if place is None:
            return None
        return place.start if instant.which == START or place.end is None else place.end


def _within(first: Instant, second: Instant, lasting: Bound) -> Bound:
    """How long an event lasted, or less than nothing from its end back to its start."""
    if first.which == second.which or first.event.end is None:
        return Bound(0, 0)
    if first.which == START:
        return lasting
    low, high = lasting.ends
    return Bound(None if high is None else -high, None if low is None else -low)


def _hull(bounds: list[Bound]) -> Bound:
    low, high = hull(bounds)
    return Bound(None if low == -OPEN else int(low), None if high == OPEN else int(high))


def _edges(bound: Bound) -> tuple[float, float]:
    low, high = bound.ends
    return -OPEN if low is None else low, OPEN if high is None else high
