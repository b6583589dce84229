"""Networks of a few nodes: what is known of each, and how far they are from each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph

from .shortest_paths import OPEN, potentials, reach, reverse
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from .bounds import Bounds
    from .constraint_graph import Nodes
    from .shortest_paths import Distance

    Tie = tuple[int, int, Distance | None, Distance | None]
    """(node, ref, low, high), in which ``low <= node - ref <= high``; open where there is none."""

_STEPS = 1_000_000
"""So many nodes are walked over for the distances between what accounts are measured from."""


class Distances:
    """How far nodes are from each other in a part of the network that is solved."""

    def __init__(self, nodes: Nodes, inside: Iterable[int], void: Collection[int]) -> None:
        self._nodes = nodes
        self._inside = inside
        self._void = void
        self._places: dict[int, int] | None = None
        self._graphs: tuple[Graph, Graph] = [], []
        self._values: list[int] = []
        self._depths: list[int] = []
        self._left = _STEPS
        self._of_clocks: dict[int, tuple[dict[int, float], dict[int, float]]] = {}

    def between(self, some: Sequence[int]) -> list[Tie] | None:
        """The distance of each two nodes that relations bind; None where not asked.

        Clocks, from which very many nodes are measured, come first.
        """
        if self._places is None:
            self._weave()
        places = self._places or {}
        ordered = sorted(some, key=lambda node: node not in self._nodes.clock_sources)
        distances: list[Tie] = []
        for number, ref in enumerate(ordered[:-1], 1):
            reached = self._reach(ref)
            if reached is None:
                return None
            low, high = reached
            for node in ordered[number:]:
                at = places[node]
                distances.append((node, ref, -low.get(at, OPEN), high.get(at, OPEN)))
        return distances

    def _reach(self, node: int) -> tuple[dict[int, float], dict[int, float]] | None:
        """How far others are from a node, the least negated; None where too much was asked."""
        if node in self._of_clocks:
            return self._of_clocks[node]
        if self._left <= 0:
            return None
        place = (self._places or {})[node]
        high = reach(self._graphs[0], self._values, place)
        low = reach(self._graphs[1], self._depths, place)
        self._left -= len(high) + len(low)
        if node in self._nodes.clock_sources:
            self._of_clocks[node] = low, high
        return low, high

    def _weave(self) -> None:
        nodes, void = self._nodes, self._void
        self._places = places = {node: place for place, node in enumerate(self._inside)}
        graph: Graph = [[] for _ in places]
        for node in places:
            for number in nodes.by_node[node]:
                statement = nodes.statements[number]
                if (
                    number in void
                    or statement.oneway
                    or statement.kind == "core"
                    or statement.ref not in places
                ):
                    continue
                if statement.high is not None:
                    graph[places[statement.ref]].append(
                        Edge(places[statement.node], statement.high, number)
                    )
                if statement.low is not None:
                    graph[places[statement.node]].append(
                        Edge(places[statement.ref], -statement.low, number)
                    )
        self._values, cycles = potentials(graph)
        if cycles:
            graph = [[] for _ in places]
            self._values = [0] * len(places)
        self._depths = [-value for value in self._values]
        self._graphs = graph, reverse(graph)


class Small:
    """A network of a few nodes that begin with the bounds that are known of them.

    Some may be ``early`` by so much.
    """

    def __init__(self, bounds: Bounds, early: Mapping[int, int]) -> None:
        self._bounds = bounds
        self._early = early
        self._places: dict[int, int] = {ORIGIN_NODE: 0}
        self._graph: Graph = [[]]

    def tie(self, node: int, ref: int, low: Distance | None, high: Distance | None) -> None:
        """State ``low <= node - ref <= high``; open where there is none."""
        here, there = self._at(node), self._at(ref)
        if high is not None and high != OPEN:
            self._graph[there].append(Edge(here, int(high), 0))
        if low is not None and low != -OPEN:
            self._graph[here].append(Edge(there, -int(low), 0))

    def _at(self, node: int) -> int:
        place = self._places.get(node)
        if place is None:
            place = self._places[node] = len(self._graph)
            self._graph.append([])
            low, high = self._bounds.low[node], self._bounds.high[node]
            if low <= high:
                self.tie(node, ORIGIN_NODE, low - self._early.get(node, 0), high)
        return place

    def with_ties(self, ties: Iterable[Tie]) -> Small:
        """This network and some statements more, (node, ref, low, high)."""
        network = Small(self._bounds, self._early)
        network._places = dict(self._places)
        network._graph = [list(edges) for edges in self._graph]
        for tie in ties:
            network.tie(*tie)
        return network

    @property
    def holds(self) -> bool:
        """Whether all of it can be true."""
        return not potentials(self._graph).cycles
