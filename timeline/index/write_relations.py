"""Writes what relations say of events into an index: webs of nodes that hang together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.written import written
from crisis.timeline.network.differences import inside
from crisis.timeline.network.relation_graph import Web
from crisis.timeline.network.spots import hull
from crisis.timeline.query.numbered_times import FURTHEST, backwards

from .schema import ACCOUNT, END, START

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Place
    from crisis.timeline.model.timeline import Timeline


def weave(database: sqlite3.Connection, timeline: Timeline, ranks: dict[str, int]) -> None:
    """Write the nodes and the relations of a timeline's network.

    Raises OverflowError for a relation further than the tables can hold.
    """
    network = timeline.network
    if network is None:
        return
    relations = network.relations()
    if any(
        abs(far) > FURTHEST
        for relation in relations
        for far in (relation.low, relation.high)
        if far is not None
    ):
        raise OverflowError("a relation that an index cannot hold")
    count = network.size()
    webs = _webs(count, [(relation.node, relation.ref) for relation in relations])
    database.executemany(
        "INSERT INTO relation VALUES(?,?,?,?,?,?)",
        ((webs[r.node], r.node, r.ref, r.low, r.high, r.account) for r in relations),
    )
    links = network.links()
    odd: list[int] = []
    rows: list[tuple[object, ...]] = []
    for number in network.related():
        event = timeline.events[number]
        place = links.place(event.id)
        if place is not None:
            rows.extend(_nodes(ranks[event.id], place, webs))
            if _odd(event, place):
                odd.append(ranks[event.id])
    database.executemany("INSERT INTO node VALUES(?,?,?,?,?,?,?,?,?)", rows)
    torn = Web(count, relations, True).torn
    without = torn and Web(count, relations, False).torn  # the torn place may be an account's
    for name, fact in (("torn", [without, torn]), ("odd", odd)):
        database.execute("INSERT INTO fact VALUES(?,?)", (name, written(fact)))


def _nodes(rank: int, place: Place, webs: list[int]) -> Iterator[tuple[object, ...]]:
    """The rows of an event's nodes; ``turn`` keeps its accounts in their order."""
    yield place.start, rank, START, None, webs[place.start], *place.bound.ends, place.wide, 0
    if place.end is not None:
        yield place.end, rank, END, None, webs[place.end], None, None, False, 0
    for turn, (source, node, bound) in enumerate(place.accounts):
        yield node, rank, ACCOUNT, source, webs[node], *bound.ends, False, turn


def _odd(event: Event, place: Place) -> bool:
    """Whether comparing its bounds does not do for an event, so that it is looked at itself.

    Its accounts leave less than its bound, its alternatives are measured from events, or conflicts
    have left a bound that runs backwards.
    """
    if event.branched and any(
        claim.meaning is not None and claim.meaning.alternatives and claim.meaning.relative
        for claim in event.counting
    ):
        return True
    bounds = [account.bound for account in place.accounts]
    if place.wide and inside(event.start, *hull(bounds)) != event.start:
        return True
    return any(map(backwards, (event.start, *bounds)))


def _webs(count: int, pairs: list[tuple[int, int]]) -> list[int]:
    """The web of each node, by the least of its nodes; pairs are in the same one."""
    above = list(range(count))

    def top(node: int) -> int:
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    for node, other in pairs:
        a, b = top(node), top(other)
        above[max(a, b)] = min(a, b)
    return [top(node) for node in range(count)]
