"""Which of events that their bounds leave at the same place comes first, as far as relations tell.

A cause and its effect of the same day, or events without any date, stand as they followed each
other and not as they stand in the file.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from crisis.timeline.base.fixpoint import Unions
from crisis.timeline.base.graph import Edge, Graph
from crisis.timeline.model.sort_keys import order

from .relation_graph import relations
from .shortest_paths import OPEN, potentials, reverse

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Relation

    from .solved import Solved

    Before = dict[int, list[tuple[int, int]]]
    """Of each node the others: FIRST where it is not behind them, CAUSE where it led to them."""

FIRST, CAUSE = 1, 2


def turns(events: Sequence[Event], network: Solved) -> dict[int, int]:
    """By number of an event the place in the file by which it is sorted instead of its own.

    Only events that relations put in another order than the file does are there.
    """
    starts = network.nodes.starts
    held = list(relations(network))
    webs = Unions(len(network.nodes.nodes))
    for relation in held:
        webs.unite(relation.node, relation.ref)
    tied = _tied(events, starts, webs)
    homes = {webs.root(starts[numbers[0]]) for numbers in tied}
    if not homes:
        return {}
    graph, before = _links(
        [relation for relation in held if webs.root(relation.node) in homes], network
    )
    undated = {starts[n] for numbers in tied for n in numbers if order(events[n])[0] == OPEN}
    places = {starts[n]: events[n].place_in_file for n in starts}
    apart = set(starts.values()) - {starts[n] for numbers in tied for n in numbers}
    before = {
        node: []
        if node in apart
        else [(other, first) for other, first in ahead if other not in apart]
        for node, ahead in before.items()
    }  # who stands apart from those that are tied anyway lets none of them wait
    ranks = _ranks(sorted(before), graph, before, undated, places)
    turn: dict[int, int] = {}
    for numbers in tied if ranks else ():
        stand = zip(
            sorted(events[number].place_in_file for number in numbers),
            sorted(numbers, key=lambda number: ranks[starts[number]]),
            strict=True,
        )
        turn |= {n: place for place, n in stand if events[n].place_in_file != place}
    return turn


def _tied(events: Sequence[Event], starts: dict[int, int], webs: Unions) -> list[list[int]]:
    """The numbers of events that their bounds leave at one place and that relations connect."""
    connected: dict[int, list[int]] = {}
    for number, start in starts.items():
        connected.setdefault(webs.root(start), []).append(number)
    tied = []
    for numbers in connected.values():
        if len(numbers) > 1:
            places: dict[tuple[float, float], list[int]] = {}
            for number in sorted(numbers):
                places.setdefault(order(events[number])[:2], []).append(number)
            tied += [those for those in places.values() if len(those) > 1]
    return tied


def _links(held: Iterable[Relation], network: Solved) -> tuple[Graph, Before]:
    """Relations as a graph; and of each node the others, with whether it is not behind them."""
    graph: Graph = [[] for _ in network.nodes.nodes]
    before: Before = {}
    for node, ref, low, high, number, _ in held:
        if high is not None:
            graph[ref].append(Edge(node, high, number))
        if low is not None:
            graph[node].append(Edge(ref, -low, number))
        same = low == high == 0
        first = CAUSE if network.nodes.statements[number].kind == "cause" else FIRST
        ahead = low is not None and low >= 0 and not same
        before.setdefault(ref, []).append((node, first if ahead else 0))
        behind = high is not None and high <= 0 and not same
        before.setdefault(node, []).append((ref, FIRST if behind else 0))
    return graph, before


def _ranks(
    nodes: list[int],
    graph: Graph,
    before: Before,
    undated: set[int],
    places: dict[int, int],
) -> dict[int, int]:
    """Nodes in an order that relations allow: undated ones by two solutions, all as in the file."""
    early, late = potentials(graph), potentials(reverse(graph))
    if early.cycles:
        return {}
    behind, effects = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
    for node in nodes:
        for other, first in before[node]:
            behind[other] += first > 0
            effects[other] += first == CAUSE

    def key(node: int) -> tuple[int, int, int]:
        value = early.values[node] - late.values[node] if node in undated else 0
        return value, places.get(node, -1), node

    ready = [key(node) for node in nodes if not behind[node]]
    uncaused = [key(node) for node in nodes if not effects[node]]
    heapify(ready)
    heapify(uncaused)
    ranks: dict[int, int] = {}
    while len(ranks) < len(nodes):
        # where none is ready, all that wait are at the same moment in a circle, but not of causes
        node = heappop(ready or uncaused)[2]
        if node in ranks:
            continue
        ranks[node] = len(ranks)
        for other, first in before[node]:
            behind[other] -= first > 0
            if first and not behind[other]:
                heappush(ready, key(other))
            effects[other] -= first == CAUSE
            if first == CAUSE and not effects[other]:
                heappush(uncaused, key(other))
    return ranks
