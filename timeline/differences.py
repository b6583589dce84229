"""How long after another an instant is: a question to the network, no difference of bounds.

From an event at ``~10:00``, "3 h after it" is 2.5 to 3.5 h later, though its bounds are wider.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Bound
from .network import OPEN, Edge, Graph, distances, potentials, reverse
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from .model import Event
    from .network import Distance, Potentials, Step
    from .resolve import Resolution


class Differences:
    """Distances between the nodes of a solved network, computed when they are asked for."""

    def __init__(self, network: Resolution, oneway: bool = True) -> None:
        self.network = network
        self.oneway = oneway  # whether accounts take part, which bound only one side
        self._relations: Differences | None = None
        self._graphs: tuple[Graph, Graph, Potentials, Potentials] | None = None

    def between(self, first: Event, second: Event) -> Bound:
        """``second.start - first.start`` in microseconds."""
        starts, numbers = self.network.nodes.starts, self.network.nodes.numbers
        nodes = starts.get(numbers[first.id]), starts.get(numbers[second.id])
        difference = minus(second.start, first.start)
        if nodes[0] is None or nodes[1] is None:
            return difference
        return self._both_ways(difference, nodes[0], nodes[1])

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
            self._relations = Differences(self.network, oneway=False)
        return self._relations._both_ways(difference, nodes[0], nodes[1])

    def _both_ways(self, difference: Bound, first: int, second: int) -> Bound:
        """A difference with what relations say, from whichever side they are stated."""
        low, high = self._from(first)
        difference = _inside(difference, low[second], high[second])
        low, high = self._from(second)
        return _inside(difference, -high[first], -low[first])

    def starts_and_ends(self, zero: Event, events: list[Event]) -> list[tuple[Bound, Bound | None]]:
        """How long after the start of ``zero`` each event starts, and ends where it lasts."""
        nodes = self.network.nodes
        number = nodes.numbers[zero.id]
        node = nodes.starts.get(number)
        low, high = ([], []) if node is None else self._from(node)
        found = []
        for event in events:
            place = nodes.numbers[event.id]
            start = minus(event.start, zero.start)
            if place == number:
                start = Bound(0, 0)
            elif node is not None and place in nodes.starts:
                start = _inside(start, low[nodes.starts[place]], high[nodes.starts[place]])
            end = None
            if event.end is not None:
                end = minus(event.end, zero.start)
                if node is not None and place in nodes.ends:
                    end = _inside(end, low[nodes.ends[place]], high[nodes.ends[place]])
            found.append((start, end))
        return found

    def _from(self, node: int) -> tuple[list[Distance], list[Distance]]:
        """Lowest and highest distance of every node from one, along relations alone."""
        up, down, up_values, down_values = self._built()
        size = len(up)
        high: list[Distance] = [OPEN] * size
        low: list[Distance] = [OPEN] * size
        steps: list[Step | None] = [None] * size
        high[node] = low[node] = 0
        if not up_values.cycles:
            distances(up, up_values.values, high, steps)
        if not down_values.cycles:
            distances(down, down_values.values, low, steps)
        return [-value for value in low], high

    def _built(self) -> tuple[Graph, Graph, Potentials, Potentials]:
        if self._graphs is None:
            nodes, suspended = self.network.nodes, self.network.suspended
            up: Graph = [[] for _ in nodes.nodes]
            single_up: list[tuple[int, Edge]] = []
            single_down: list[tuple[int, Edge]] = []
            for number, it in enumerate(nodes.statements):
                if it.ref == ORIGIN_NODE or number in suspended or (it.oneway and not self.oneway):
                    continue
                if it.oneway:
                    if it.high is not None:
                        single_up.append((it.ref, Edge(it.node, it.high, number)))
                    if it.low is not None:
                        single_down.append((it.ref, Edge(it.node, -it.low, number)))
                    continue
                if it.high is not None:
                    up[it.ref].append(Edge(it.node, it.high, number))
                if it.low is not None:
                    up[it.node].append(Edge(it.ref, -it.low, number))
            down = reverse(up)
            for node, edge in single_up:
                up[node].append(edge)
            for node, edge in single_down:
                down[node].append(edge)
            self._graphs = (up, down, potentials(up), potentials(down))
        return self._graphs


def minus(bound: Bound, zero: Bound) -> Bound:
    """The difference of two bounds that know nothing of each other."""
    low, high = bound
    return Bound(
        None if low is None or zero.latest is None else low - zero.latest,
        None if high is None or zero.earliest is None else high - zero.earliest,
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
