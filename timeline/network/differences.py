"""How long after another an instant is: a question to the network, no difference of bounds.

From an event at ``~10:00``, "3 h after it" is 2.5 to 3.5 h later, though its bounds are wider.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import Bound
from crisis.timeline.model.relations import OPEN, Work, at

from .spots import Told, accounts_in, around, hull, of_source, several

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.model.records import Elapsed, Event
    from crisis.timeline.model.relations import Links, Place, Reach, Telling

    from .spots import Spot


ENOUGH = 1_000_000
"""Edges of the network that are looked at for all differences of one answer."""


class Differences:
    """Distances between events in a solved network, computed when they are asked for."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._work = Work(ENOUGH)

    def spent(self) -> bool:
        """Whether so much was asked that from here on only bounds count, which are wider."""
        return self._work.left <= 0

    def related(self, first: Event, second: Event) -> bool:
        """Whether relations bear upon both, so that more may be known than their bounds say."""
        return all(self._links.place(event.id) is not None for event in (first, second))

    def between(self, first: Event, second: Event) -> Bound:
        """``second.start - first.start`` in microseconds, whichever account is true."""
        places = self._links.place(first.id), self._links.place(second.id)
        difference = minus(second.start, first.start)
        if places[0] is None or places[1] is None:
            return difference
        difference = self.narrowed(difference, places[0].start, places[1].start)
        wide = [place for place in places if place is not None and place.wide]
        if len(wide) != 1:
            return difference
        spans = []
        for account in wide[0].accounts:
            spans.append(self.accounts(first, second, account.source))
            if self.spent():
                return difference
        return inside(difference, *hull(spans))

    def accounts(self, first: Event, second: Event, source: str) -> Bound:
        """``between`` according to a source: by its own account of each, where it has one.

        Who contradicts itself has several; then from the least to the most that any pair says.
        """
        return around([told.length for told in self.each(first, second, source)])

    def each(self, first: Event, second: Event, source: str) -> list[Told]:
        """``accounts`` for each account that a source has of the two, in their order.

        What the rest of the file rules out is what it is by itself.
        """
        events = first, second
        places = [self._links.place(event.id) for event in events]
        return several(
            (
                Told(self._between(here, then, places), accounts_in(here, then))
                for here, then in product(
                    *(of_source(*own, source) for own in zip(events, places, strict=True))
                )
            )
        )

    def _between(self, here: Spot, then: Spot, places: Sequence[Place | None]) -> Bound:
        difference = minus(then.bound, here.bound)
        one, other = places
        if here.out or then.out or here.node is None or then.node is None:
            return difference
        difference = self.narrowed(difference, here.node, then.node)
        if one is None or other is None:
            return difference
        # what relates the two events themselves holds whichever account is true
        return self.narrowed(difference, one.start, other.start, accounts=False)

    def follows(self, first: Event, second: Event) -> bool | None:
        """Whether the second certainly does not start before the first; None where not asked."""
        places = self._links.place(first.id), self._links.place(second.id)
        if places[0] is None or places[1] is None:
            return False
        if not (places[0].wide or places[1].wide):
            back = self._links.apart(places[1].start, places[0].start, 1, True, self._work)
            return None if back is None else back <= 0
        if self.spent():
            return None
        earliest = self.between(first, second).earliest
        known = earliest is not None and earliest >= 0
        return None if self.spent() and not known else known

    def narrowed(self, difference: Bound, first: int, second: int, accounts: bool = True) -> Bound:
        """A difference between nodes, made narrower by what relations say."""
        low, high = difference.ends
        most = OPEN if high is None else high + 1
        least = OPEN if low is None else 1 - low
        up = self._links.apart(first, second, most, accounts, self._work)
        down = self._links.apart(second, first, least, accounts, self._work)
        return inside(
            difference,
            -OPEN if down is None or down >= least else -down,
            OPEN if up is None or up >= most else up,
        )

    def after(self, zero: Event, ends: bool = False) -> After:
        """Tells how long after the start of ``zero`` an event starts, and ends where it lasts.

        ``ends`` counts from the end of ``zero``, which must last.
        """
        return After(self._links, zero, ends)


class After:
    """How long after the start of an event, or after its end, others start and end."""

    def __init__(self, links: Links, zero: Event, ends: bool) -> None:
        self._links = links
        self._zero = zero
        self._ends = ends
        self._origin = links.place(zero.id)
        self._reach: Reach = ({}, {})
        self._bound = zero.end if ends and zero.end is not None else zero.start
        origin = self._origin
        node = None if origin is None else origin.end if ends else origin.start
        if node is not None:
            self._reach = links.reach(node, True)

    def of(self, event: Event) -> Elapsed:
        """How much later an event starts and ends, whichever account of it is true."""
        start, end = self._apart(event.start, event.end)
        place = self._place(event)
        if place is not None:
            start = inside(start, *at(self._reach, place.start))
            if place.wide:  # from the least to the most that one account says
                start = inside(
                    start, *hull([self._of_account(account) for account in place.accounts])
                )
            if event.branched and not event.disputed:
                alternatives = self._alternatives(event)
                start = inside(start, *hull([begun for begun, _ in alternatives]))
            if end is not None and place.end is not None:
                end = inside(end, *at(self._reach, place.end))
        if event.id == self._zero.id and self._ends:
            return start, Bound(0, 0)
        return (Bound(0, 0) if event.id == self._zero.id else start), end

    def accounts(self, event: Event) -> list[Elapsed]:
        """``of`` for each time that a window asks of an event, in the order of its ``moments``."""
        times = [self._apart(start, end) for start, end in event.moments]
        place = self._place(event)
        if place is None:
            return times
        if not event.disputed:  # what relates the event holds whichever alternative is true
            low, high = self.of(event)[0]
            least, most = -OPEN if low is None else low, OPEN if high is None else high
            alternatives = self._alternatives(event)
            return [(inside(start, least, most), end) for start, end in alternatives]
        own, out = iter(place.accounts), event.ruled_out
        nodes = [next(own).node if account.tells else place.start for account in event.accounts]
        counted = [
            (node, event.cuts(account))
            for number, (node, account) in enumerate(zip(nodes, event.accounts, strict=True))
            if number not in out
            for _ in event.times_of(account)
        ]
        every = [
            inside(of[0], *at(self._reach, node))
            for (node, _), of in zip(counted, times, strict=True)
        ]
        if event.are_cut:  # and so is what relates the event, whichever account is true
            whole = self.of(event)[0]
            every = [
                (start.shared(whole) or start) if cut else start
                for start, (_, cut) in zip(every, counted, strict=True)
            ]
        return [(start, end) for start, (_, end) in zip(every, times, strict=True)]

    def _alternatives(self, event: Event) -> list[Elapsed]:
        """How much later an event starts and ends by each of several times, of which one holds.

        One that is measured from zero keeps its distance, however vaguely zero is known.
        """
        times = []
        written = {
            branch.written: branch
            for claim in event.counting
            for branch in (claim.meaning.alternatives if claim.meaning else ())
        }
        for alternative in event.alternatives:
            if alternative.ruled_out:
                continue
            start, end = self._apart(alternative.start, alternative.end)
            branch = written.get(alternative.written)
            for said in () if branch is None or self._zero.accounts else branch.constraints:
                ends = END if self._ends else START
                if (said.node, said.ref, said.ref_node) == (START, self._zero.id, ends):
                    low = -OPEN if said.low is None else said.low
                    start = inside(start, low, OPEN if said.high is None else said.high)
            times.append((start, end))
        return times

    def _place(self, event: Event) -> Place | None:
        return None if self._origin is None else self._links.place(event.id)

    def _apart(self, start: Bound, end: Bound | None) -> Elapsed:
        return minus(start, self._bound), None if end is None else minus(end, self._bound)

    def _of_account(self, account: Telling) -> Bound:
        return inside(minus(account.bound, self._bound), *at(self._reach, account.node))


def minus(bound: Bound, zero: Bound) -> Bound:
    """The difference of two bounds that know nothing of each other."""
    low, high = bound.ends
    return Bound(
        None if low is None or zero.latest is None else low - zero.latest,
        None if high is None or zero.earliest is None else high - zero.earliest,
    )


def inside(bound: Bound, low: float, high: float) -> Bound:
    """A bound made narrower; as it is where nothing would be left of it."""
    earliest, latest = bound.ends
    if low != -OPEN and (earliest is None or low > earliest):
        earliest = int(low)
    if high != OPEN and (latest is None or high < latest):
        latest = int(high)
    if earliest is not None and latest is not None and earliest > latest:
        return bound  # what gave way in a conflict cannot sharpen
    return Bound(earliest, latest)
