"""Clocks that are wrong by a length which is not known exactly: nodes of the network.

The node of a clock is the instant at which it showed 1970-01-01T00:00Z: as long before that as the
clock is fast. A reading ``[r0, r1]`` of an event then is ``r0 <= event - clock <= r1``, a relation
like any other (R. Dechter, I. Meiri and J. Pearl, "Temporal constraint networks", 1991), and by how
much the clock may be fast is a bound of its node. So the distance between two readings of a clock
is exact however wrong it is, and what else is known of any event that was read on it, bounds the
time of all others.

Where several tell of one event and can all be right, it is one instant, so that it ties a clock on
which one of them read it to the times of the others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END
from crisis.timeline.model.records import Bound

from .shortest_paths import OPEN
from .statements import HARD, ORIGIN_NODE, TIE, Statement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from crisis.timeline.model.records import Claim, Source

    from .bounds import Bounds
    from .nodes import NodeTable


def owner(source: Source) -> str:
    """The source whose clock a source reads."""
    return (source.clock.of if source.clock is not None else "") or source.id


def read_on(claims: Iterable[Claim]) -> set[str]:
    """The sources that read a clock, wrong by what is not known exactly, in claims."""
    return {
        claim.source for claim in claims if claim.meaning is not None and claim.meaning.on_clock
    }


def stated(nodes: NodeTable) -> Iterator[Statement]:
    """What the file says of the clocks that are nodes."""
    for node, source in nodes.clock_sources.items():
        clock = nodes.sources[source].clock
        low, high = (None, None) if clock is None else clock.stated.ends
        if low is not None or high is not None:
            yield Statement(
                "clock", nodes.nodes[node].event, node, ORIGIN_NODE, _less(high), _less(low), HARD
            )


def ties(
    nodes: NodeTable, number: int, which: int, counting: list[int], rounded: Collection[int]
) -> Iterator[Statement]:
    """What accounts that can all be true say of the clocks on which they read a start, or an end.

    ``counting`` are their numbers. Readings of clocks that are ``rounded`` may be so much early as
    they are rounded, and what they are compared with as well: only where no error would do
    otherwise.
    """
    start = nodes.starts[number]
    node = nodes.ends.get(number, start) if which == END else start
    accounts = nodes.accounts[number]
    for place in counting if len(counting) > 1 else ():
        for said in nodes.by_node[nodes.account(number, place, which)]:
            statement = nodes.statements[said]
            if statement.kind != "claim" or statement.ref not in nodes.clock_sources:
                continue
            low, high = statement.low, statement.high
            if statement.ref in rounded:
                others = (accounts[other].rounding for other in counting if other != place)
                low = None if low is None else low - accounts[place].rounding
                high = None if high is None else high + max(others)
            yield statement._replace(
                node=node, low=low, high=high, tier=max(statement.tier, TIE), oneway=False
            )


def hull(nodes: NodeTable, number: int, which: int) -> Iterator[Statement]:
    """What holds whichever account is true, where all read a start, or an end, on one clock."""
    start = nodes.starts[number]
    node = nodes.ends.get(number, start) if which == END else start
    shown: list[dict[int, Statement]] = []
    for place in range(len(nodes.accounts[number])):
        account = nodes.account(number, place, which)
        if account < 0:
            return  # by that one it may have been at any time
        own = (nodes.statements[said] for said in nodes.by_node[account])
        claims = (statement for statement in own if statement.kind == "claim")
        shown.append({statement.ref: statement for statement in claims})
    for ref in shown[0] if shown else ():
        if ref in nodes.clock_sources and all(ref in readings for readings in shown):
            every = [readings[ref] for readings in shown]
            first = min(
                every, key=lambda statement: -OPEN if statement.low is None else statement.low
            )
            last = max(
                every, key=lambda statement: OPEN if statement.high is None else statement.high
            )
            for statement in (first._replace(high=None), last._replace(low=None)):
                if statement.low is not None or statement.high is not None:
                    yield statement._replace(node=node, tier=max(statement.tier, TIE), oneway=False)


def torn(statements: list[Statement], suspended: Iterable[int], nodes: NodeTable) -> set[int]:
    """The nodes of clocks of which ties gave way: they cannot all hold."""
    return {
        statement.ref
        for number in suspended
        if (statement := statements[number]).tier == TIE and statement.ref in nodes.clock_sources
    }


def unknown_clocks(sources: Mapping[str, Source]) -> Mapping[str, Source]:
    """The sources of whose clocks it is not known exactly how wrong they are."""
    unknown = {}
    for name, source in sources.items():
        if source.clock is not None:
            low, high = source.clock.stated.ends
            if low is None or low != high:
                unknown[name] = source
    return unknown


def with_errors(
    sources: Mapping[str, Source],
    nodes: NodeTable,
    bounds: Bounds,
    clocks: Mapping[str, Source],
) -> Mapping[str, Source]:
    """The sources, each of these clocks with what all that is known says of it."""
    if not clocks:
        return sources
    corrected = {}
    for name, source in sources.items():
        known = clocks[name].clock if name in clocks else None
        if source.clock is not None and known is not None:
            fast = known.stated
            if nodes.clocks.get(name, -1) >= 0:
                low, high = bounds.at(nodes.clocks[name]).ends
                fast = Bound(_less(high), _less(low))
            source = source._replace(clock=source.clock._replace(fast=fast))  # noqa: PLW2901
        corrected[name] = source
    return corrected


def between_readings(nodes: NodeTable, start: int, end: int, void: Collection[int]) -> Bound:
    """How long after a start an end is, by readings of one clock; open where there are none."""
    low, high = None, None
    begun = [nodes.statements[n] for n in nodes.by_node[start] if n not in void]
    for number in nodes.by_node[end]:
        over = nodes.statements[number]
        if number in void or over.ref not in nodes.clock_sources or over.kind != "claim":
            continue
        for other in begun:
            if other.ref != over.ref or other.kind != "claim":
                continue
            if over.low is not None and other.high is not None:
                low = max(over.low - other.high, over.low - other.high if low is None else low)
            if over.high is not None and other.low is not None:
                most = over.high - other.low
                high = most if high is None else min(high, most)
    return Bound(low, high)


def _less(end: int | None) -> int | None:
    return None if end is None else -end
