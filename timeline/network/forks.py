"""Where claims give alternatives that are measured from events: the hull of what they come to.

What alternatives share is a statement of the network as any other (see model/alternatives.py).
Where each is measured from something else, the instant lies from the least to the most that one of
them leads to, and bounds nothing in return: one of them holds, and it is not known which.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import shared_zone
from crisis.timeline.model.constraints import END, ORIGIN, SELF, START

from .calendar_windows import node_window
from .shortest_paths import OPEN
from .statements import HARD, ORIGIN_NODE, SOFT, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Claim

    from .bounds import Bounds
    from .calendar_windows import Calendar
    from .shortest_paths import Distance

    Named = Callable[[str, int, str], int]

    Reached = tuple[Distance, int]
    """An instant, and the node that it is measured from."""


class Link(NamedTuple):
    """``low <= node - ref <= high``, None open, of the start or the end of an alternative.

    ``ref`` is a node, -1 the origin; None is the alternative's own start.
    """

    which: int
    ref: int | None
    low: int | None
    high: int | None
    day: Calendar | None = None


class Fork(NamedTuple):
    """A claim that gives alternatives, each with its links, of the start or the end of an event.

    ``tier`` and ``soft`` are those of its statements.
    """

    event: int
    which: int
    claim: Claim
    branches: tuple[tuple[Link, ...], ...]
    tier: int
    soft: str

    def refs(self) -> Iterator[int]:
        """The nodes that it is measured from."""
        for links in self.branches:
            for link in links:
                if link.ref is not None and link.ref != ORIGIN_NODE:
                    yield link.ref

    def statements(self, node: int, bounds: Bounds) -> Iterator[Statement]:
        """What it says of a node now: not before the least, and not after the most."""
        for high in (False, True):
            ends = [reached(links, self.which, high, bounds) for links in self.branches]
            if None in ends:
                continue
            value, ref = (max if high else min)(end for end in ends if end is not None)
            known: Distance = 0
            if ref != ORIGIN_NODE:
                known = bounds.high[ref] if high else bounds.low[ref]
            if abs(value) == OPEN or abs(known) == OPEN:
                continue
            far = int(value - known)
            low, most = (None, far) if high else (far, None)
            yield Statement(
                "either", self.event, node, ref, low, most, self.tier, self.soft, self.claim,
                None, True,
            )  # fmt: skip


def forks(event: int, claim: Claim, ref_of: Named, tier: int) -> Iterator[Fork]:
    """The forks of a claim with alternatives: of the start of its event, and of its end."""
    meaning = claim.meaning
    if meaning is None:
        return
    branches = tuple(links(ref_of, branch, claim.source) for branch in meaning.alternatives)
    for which in (START, END):
        said = [s for branch in meaning.alternatives for s in branch.said if s.node == which]
        if said and not _alike(branches, which):
            soft = next((statement.soft for statement in said if statement.soft), "")
            own = max(tier, SOFT if soft else HARD)
            yield Fork(event, which, claim, branches, own, soft)


def _alike(branches: tuple[tuple[Link, ...], ...], which: int) -> bool:
    """Whether each alternative is one distance from the same instant: then that is a statement."""
    own = [[link for link in branch if link.which == which] for branch in branches]
    measured = {link.ref for links in own for link in links}
    plain = all(len(links) == 1 and links[0].day is None for links in own)
    return plain and len(measured) == 1 and measured != {None}


def links(ref_of: Named, meaning: Meaning, source: str) -> tuple[Link, ...]:
    """The links of one alternative in a claim of a source; ``ref_of`` is NodeTable.ref."""
    listed = []
    ref: int | None
    for c in meaning.constraints:
        ref = None
        if c.ref == ORIGIN:
            ref = ORIGIN_NODE
        elif c.ref != SELF:
            ref = ref_of(c.ref, c.ref_node, source)
        listed.append(Link(c.node, ref, c.low, c.high))
    on_calendar: list[Calendar] = [*meaning.days, *meaning.months]
    for day in on_calendar:
        ref = None if day.ref == SELF else ref_of(day.ref, day.ref_node, source)
        listed.append(Link(day.node, ref, None, None, day))
    return tuple(listed)


def reached(
    some: tuple[Link, ...], which: int, high: bool, bounds: Bounds, begun: int | None = None
) -> Reached | None:
    """The latest, or the earliest, instant of an alternative; None where it says nothing of it.

    A length counts from what is known of the node ``begun`` too, where that is given.
    """
    best: Reached | None = None
    for link in some:
        end = _at(link, some, high, bounds, begun) if link.which == which else None
        if end is None or abs(end[0]) == OPEN:
            continue
        if best is None or (end[0] < best[0] if high else end[0] > best[0]):
            best = end
    return best


def _at(
    link: Link, some: tuple[Link, ...], high: bool, bounds: Bounds, begun: int | None
) -> Reached | None:
    low: Distance = 0
    most: Distance = 0
    ref = link.ref
    if ref is None:  # from its own start on
        ends = [reached(some, START, end, bounds) for end in (False, True)]
        ref = next((reachable[1] for reachable in (ends[high], *ends) if reachable), ORIGIN_NODE)
        low, most = (ends[0] or (-OPEN,))[0], (ends[1] or (OPEN,))[0]
        if begun is not None:
            known = max(low, bounds.low[begun]), min(most, bounds.high[begun])
            if known != (low, most) and known[0] <= known[1]:
                ref = begun if known[high] != (low, most)[high] else ref
                low, most = known
    elif ref != ORIGIN_NODE:
        low, most = bounds.low[ref], bounds.high[ref]
    if link.day is not None:
        window = node_window(link.day, shared_zone(link.day.zone), low, most)
        value = window[1] if high else window[0]
        return None if value is None else (value, ref)
    far = link.high if high else link.low
    return None if far is None else ((most if high else low) + far, ref)
