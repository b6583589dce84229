"""How long after another an instant is: a question to the network, no difference of bounds.

From an event at ``~10:00``, "3 h after it" is 2.5 to 3.5 h later, though its bounds are wider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .common import common_relations
from .constraints import START
from .model import Bound
from .network import OPEN, Edge, Graph, Potentials, potentials, reach, reverse
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from .model import Event
    from .network import Distance
    from .resolve import Resolution

    _Reach = dict[int, Distance]


class Differences:
    """Distances between the nodes of a solved network, computed when they are asked for."""

    def __init__(self, network: Resolution, accounts: bool = True) -> None:
        self.network = network
        self.accounts_count = accounts  # whether what single accounts say takes part
        self._relations: Differences | None = None
        self._graphs: tuple[Graph, Graph, Potentials, Potentials] | None = None

    def between(self, first: Event, second: Event) -> Bound:
        """``second.start - first.start`` in microseconds, whichever account is true."""
        starts, numbers = self.network.nodes.starts, self.network.nodes.numbers
        nodes = starts.get(numbers[first.id]), starts.get(numbers[second.id])
        difference = minus(second.start, first.start)
        if nodes[0] is None or nodes[1] is None:
            return difference
        difference = self._both_ways(difference, nodes[0], nodes[1])
        wide = [event for event in (first, second) if self._wide(event)]
        if len(wide) != 1:
            return difference
        told = [self.accounts(first, second, account.source) for account in wide[0].accounts]
        return _inside(difference, *_hull(told))

    def _wide(self, event: Event) -> bool:
        """Whether an event is as wide as several accounts."""
        nodes = self.network.nodes
        combined = self.network.combined.get(nodes.starts.get(nodes.numbers[event.id], -1))
        return combined is not None and combined.wide

    def accounts(self, first: Event, second: Event, source: str) -> Bound:
        """The same according to a source: by its own account of each, where it has one."""
        nodes, bounds = self.network.nodes, self.network.bounds
        places = []
        spans = []
        for event in (first, second):
            number = nodes.numbers[event.id]
            node = nodes.account_starts.get((number, source), nodes.starts.get(number))
            places.append(node)
            spans.append(event.start if node is None else bounds.at(node))
        difference = minus(spans[1], spans[0])
        if places[0] is None or places[1] is None:
            return difference
        difference = self._both_ways(difference, places[0], places[1])
        return self._stated(difference, first, second)

    def _stated(self, difference: Bound, first: Event, second: Event) -> Bound:
        """A difference with what relates the two events themselves, whichever account is true."""
        starts, numbers = self.network.nodes.starts, self.network.nodes.numbers
        nodes = starts.get(numbers[first.id]), starts.get(numbers[second.id])
        if nodes[0] is None or nodes[1] is None:
            return difference
        if self._relations is None:
            self._relations = Differences(self.network, accounts=False)
        return self._relations._both_ways(difference, nodes[0], nodes[1])

    def _both_ways(self, difference: Bound, first: int, second: int) -> Bound:
        """A difference with what relations say, from whichever side they are stated."""
        low, high = self._from(first)
        difference = _inside(difference, *_at(low, high, second))
        low, high = self._from(second)
        least, most = _at(low, high, first)
        return _inside(difference, -most, -least)

    def starts_and_ends(self, zero: Event, events: list[Event]) -> list[tuple[Bound, Bound | None]]:
        """How long after the start of ``zero`` each event starts, and ends where it lasts."""
        nodes = self.network.nodes
        number = nodes.numbers[zero.id]
        node = nodes.starts.get(number)
        low, high = ({}, {}) if node is None else self._from(node)
        found = []
        for event in events:
            place = nodes.numbers[event.id]
            start = minus(event.start, zero.start)
            if place == number:
                start = Bound(0, 0)
            elif node is not None and place in nodes.starts:
                start = _inside(start, *_at(low, high, nodes.starts[place]))
                start = self._by_account(place, zero, start, low, high)
            end = None
            if event.end is not None:
                end = minus(event.end, zero.start)
                if node is not None and place in nodes.ends:
                    end = _inside(end, *_at(low, high, nodes.ends[place]))
            found.append((start, end))
        return found

    def _by_account(
        self, event: int, zero: Event, start: Bound, low: _Reach, high: _Reach
    ) -> Bound:
        """For an event as wide as its accounts: from the least to the most that one says."""
        nodes, bounds = self.network.nodes, self.network.bounds
        combined = self.network.combined.get(nodes.starts[event])
        if combined is None or not combined.wide:
            return start
        found = []
        for source in nodes.accounts[event]:
            node = nodes.account_starts[event, source]
            found.append(_inside(minus(bounds.at(node), zero.start), *_at(low, high, node)))
        return _inside(start, *_hull(found))

    def _from(self, node: int) -> tuple[_Reach, _Reach]:
        """Lowest and highest distance of the nodes that relations lead to from one."""
        up, down, up_values, down_values = self._built()
        high = {} if up_values.cycles else reach(up, up_values.values, node)
        low = {} if down_values.cycles else reach(down, down_values.values, node)
        return {other: -value for other, value in low.items()}, high

    def _built(self) -> tuple[Graph, Graph, Potentials, Potentials]:
        if self._graphs is None:
            nodes, suspended = self.network.nodes, self.network.suspended
            graph: Graph = [[] for _ in nodes.nodes]

            def enter(node: int, ref: int, low: int | None, high: int | None, number: int) -> None:
                if high is not None:
                    graph[ref].append(Edge(node, high, number))
                if low is not None:
                    graph[node].append(Edge(ref, -low, number))

            for number, it in enumerate(nodes.statements):
                if it.ref == ORIGIN_NODE or number in suspended:
                    continue
                if it.kind == "accounts":
                    same = self.network.combined.get(it.node)
                    one = same is not None and not same.wide and same.low == same.high
                    if self.accounts_count and one:  # else no relation of the event itself
                        enter(it.node, it.ref, 0, 0, number)
                elif it.kind == "whole":
                    if nodes.nodes[it.node].which == START:
                        enter(it.node, it.ref, None, 0, number)
                    else:
                        enter(it.node, it.ref, 0, None, number)
                elif not it.oneway or self.accounts_count:
                    enter(it.node, it.ref, it.low, it.high, number)
            for common in common_relations(nodes, nodes.starts, suspended):
                enter(*common)
            up = potentials(graph)
            down = Potentials([-value for value in up.values], up.cycles)
            self._graphs = (graph, reverse(graph), up, down)
        return self._graphs


def minus(bound: Bound, zero: Bound) -> Bound:
    """The difference of two bounds that know nothing of each other."""
    low, high = bound
    return Bound(
        None if low is None or zero.latest is None else low - zero.latest,
        None if high is None or zero.earliest is None else high - zero.earliest,
    )


def _at(low: _Reach, high: _Reach, node: int) -> tuple[Distance, Distance]:
    return low.get(node, -OPEN), high.get(node, OPEN)


def _hull(bounds: list[Bound]) -> tuple[Distance, Distance]:
    """From the least to the most of several bounds."""
    lows = [bound.earliest for bound in bounds]
    highs = [bound.latest for bound in bounds]
    return (
        -OPEN if None in lows else min(x for x in lows if x is not None),
        OPEN if None in highs else max(x for x in highs if x is not None),
    )


def _inside(bound: Bound, low: Distance, high: Distance) -> Bound:
    earliest, latest = bound
    if low != -OPEN and (earliest is None or low > earliest):
        earliest = int(low)
    if high != OPEN and (latest is None or high < latest):
        latest = int(high)
    if earliest is not None and latest is not None and earliest > latest:
        return bound  # what gave way in a conflict cannot sharpen
    return Bound(earliest, latest)
