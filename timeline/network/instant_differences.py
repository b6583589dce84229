"""How long it was from one instant to another, each the start or the end of an event."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import Bound, Event
from crisis.timeline.model.relations import OPEN

from .differences import Differences, inside, minus
from .spots import Spot, Told, accounts_in, of_source, several

if TYPE_CHECKING:
    from crisis.timeline.model.relations import Links


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

    def each(self, source: str, first: Instant, second: Instant) -> list[Told]:
        """``between`` by each account that a source has of the two, in their order.

        What the rest of the file rules out is what it is by itself.
        """
        whole = self.between(first, second)
        if first.event.id == second.event.id:
            own = [
                Told(_within(first, second, account.lasting), (account,))
                for account in first.event.accounts
                if account.source == source and account.lasting
            ]
            return own or [Told(whole)]
        if self._differences is not None and first.which == second.which == START:
            return self._differences.each(first.event, second.event, source)
        return several(
            Told(self._apart(here, then, whole), accounts_in(here, then))
            for here, then in product(self._told(first, source), self._told(second, source))
        )

    def _apart(self, first: Spot, second: Spot, whole: Bound) -> Bound:
        difference = minus(second.bound, first.bound)
        if first.out or second.out:
            return difference
        if self._differences is not None and first.node is not None and second.node is not None:
            difference = self._differences.narrowed(difference, first.node, second.node)
        return inside(difference, *_edges(whole))

    def _told(self, instant: Instant, source: str) -> list[Spot]:
        """The instant by each account of a source, else what is known of it; with its node.

        An account has a node of its start alone.
        """
        event = instant.event
        if instant.which == END:
            own = [
                Spot(account.end, None, account, number in event.ruled_out)
                for number, account in enumerate(event.accounts)
                if account.source == source and account.end is not None
            ]
        else:
            place = None if self._links is None else self._links.place(event.id)
            own = [spot for spot in of_source(event, place, source) if spot.account is not None]
        return own or [Spot(instant.bound, self._node(instant))]

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


def _edges(bound: Bound) -> tuple[float, float]:
    low, high = bound.ends
    return -OPEN if low is None else low, OPEN if high is None else high
