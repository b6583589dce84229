"""Negative cycles of a graph, met one after the other while potentials are sought.

Any values serve to begin with, so that the search goes on where it is when a cycle lost an edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.graph import strong_components
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from crisis.timeline.base.graph import Graph

_SHORT = 16
"""Cycles of up to so many edges are met before longer ones."""

WORK, LEAST_WORK = 40, 500_000
"""So many edges are looked at for each edge there is, and at least, to tell cycles apart."""


class Cycle(NamedTuple):
    """A negative cycle: the node that each of its edges leads to, its weight and its statement."""

    nodes: list[int]
    weights: list[int]
    statements: list[int]

    @property
    def short(self) -> int:
        """How far below zero it sums up."""
        return -sum(self.weights)


class Search:
    """Values for which no edge ``u -> v`` has ``values[u] + weight < values[v]``."""

    def __init__(
        self,
        graph: Graph,
        give_way: Callable[[Cycle], Collection[int]],
        entangled: Callable[[set[int]], Collection[int]] | None = None,
        most: int | None = None,
    ) -> None:
        self.graph = graph
        self.values = [0] * len(graph)
        self.cycles: list[Cycle] = []
        self.gone: set[int] = set()
        self.work = 0  # edges that were looked at, or that cycles have
        self._enough = LEAST_WORK + WORK * sum(map(len, graph))
        self._give_way = give_way
        self._entangled = entangled
        self._most = most

    @property
    def ended(self) -> bool:
        """Whether as many cycles were met as were asked for."""
        return self._most is not None and len(self.cycles) >= self._most

    @property
    def _tangled(self) -> bool:
        return self._entangled is not None and self.work > self._enough

    def short(self) -> None:
        """Bellman and Ford's rounds, so few that only short cycles show among the predecessors."""
        values, gone = self.values, self.gone
        steps: dict[int, tuple[int, int, int]] = {}
        active: Iterable[int] = range(len(self.graph))
        for _ in range(_SHORT):
            before = values.copy()
            changed: dict[int, None] = {}
            for u in active:
                self.work += len(self.graph[u])
                here = before[u]
                for v, weight, statement in self.graph[u]:
                    if here + weight < values[v] and statement not in gone:
                        values[v] = here + weight
                        steps[v] = (u, weight, statement)
                        changed[v] = None
            if not changed:
                return
            self._among(steps, changed)
            active = changed

    def _among(self, steps: dict[int, tuple[int, int, int]], changed: Iterable[int]) -> None:
        """The cycles among predecessors; each that is met is cut."""
        seen: dict[int, int] = {}
        for mark, start in enumerate(changed):
            node = start
            path: list[int] = []
            while node in steps and node not in seen:
                if steps[node][2] in self.gone:
                    del steps[node]
                    break
                seen[node] = mark
                path.append(node)
                node = steps[node][0]
            if node in steps and seen.get(node) == mark:
                around = path[path.index(node) :][::-1]
                _, weights, statements = zip(*(steps[other] for other in around), strict=True)
                self._met(Cycle(around, list(weights), list(statements)))
                for other in around:
                    if steps[other][2] in self.gone:
                        del steps[other]

    def _met(self, cycle: Cycle) -> None:
        self.cycles.append(cycle)
        self.work += len(cycle.statements)
        self.gone.update(self._give_way(cycle))
        if self.gone.isdisjoint(cycle.statements):
            self.gone.add(cycle.statements[-1])  # nobody may deny any of it

    def _untangle(self) -> None:
        """Where telling cycles apart takes too long, all that they may share is let go at once."""
        if self._entangled is None or not self._tangled:
            return
        graph = [
            [edge for edge in edges if edge.statement not in self.gone] for edges in self.graph
        ]
        home = [0] * len(graph)
        for number, component in enumerate(strong_components(graph)):
            for node in component:
                home[node] = number
        inside = {
            edge.statement
            for u, edges in enumerate(graph)
            for edge in edges
            if home[u] == home[edge.v]
        }
        self.gone.update(self._entangled(inside))
        self._entangled = None

    def all(self) -> None:
        """Goldberg and Radzik's passes (1993): nodes in the order in which edges lead nearer."""
        values, graph, gone = self.values, self.graph, self.gone
        labelled: Iterable[int] = range(len(graph))
        steps: dict[int, tuple[int, int, int]] = {}
        while not self.ended:
            self._untangle()
            state = bytearray(len(graph))
            order = self._ordered(labelled, state)
            if self._tangled:
                labelled = range(len(graph))
                continue
            changed: list[int] = []
            for u in reversed(order):
                state[u] = _SCANNED
                self.work += len(graph[u])
                here = values[u]
                for v, weight, statement in graph[u]:
                    if here + weight < values[v] and statement not in gone:
                        values[v] = here + weight
                        steps[v] = (u, weight, statement)
                        if state[v] != _DONE:
                            state[v] = _DONE if state[v] == _NEW else state[v]
                            changed.append(v)
            if not changed:
                return
            self._among(steps, changed)  # what edges that lead no nearer hid from the order
            labelled = changed

    def _ordered(self, labelled: Iterable[int], state: bytearray) -> list[int]:
        """What edges that lead nearer lead to, each node behind all that it leads to."""
        values, graph, gone = self.values, self.graph, self.gone
        order: list[int] = []
        for root in labelled:
            here = values[root]
            if state[root] or not any(
                here + weight < values[v] and statement not in gone
                for v, weight, statement in graph[root]
            ):
                continue
            depths = {root: 0}
            path = [_Hop(root, 0, 0, 0)]
            places = [0]
            state[root] = _OPEN
            while path:
                u = path[-1].node
                here, edges, place = values[u], graph[u], places[-1]
                while place < len(edges):
                    v, weight, statement = edges[place]
                    place += 1
                    nearer = values[v] - here - weight
                    if nearer < 0 or statement in gone:
                        continue
                    if state[v] == _NEW:
                        state[v] = _OPEN
                        depths[v] = len(path)
                        places[-1] = place
                        path.append(_Hop(v, weight, statement, path[-1].nearer + (nearer > 0)))
                        places.append(0)
                        break
                    if state[v] != _OPEN:
                        continue
                    if path[-1].nearer + (nearer > 0) == path[depths[v]].nearer:
                        continue  # it sums up to zero
                    around = path[depths[v] + 1 :]
                    self._met(
                        Cycle(
                            [*(hop.node for hop in around), v],
                            [*(hop.weight for hop in around), weight],
                            [*(hop.statement for hop in around), statement],
                        )
                    )
                    if self.ended or self._tangled:
                        return []
                    begin = depths[v] + 1
                    cut = next(
                        (n for n, hop in enumerate(around, begin) if hop.statement in gone), 0
                    )
                    if cut:  # back to where the path is whole
                        for hop in path[cut:]:
                            state[hop.node] = _NEW
                        self.work += len(path) - cut
                        places[-1] = place
                        del path[cut:], places[cut:]
                        break
                else:
                    path.pop()
                    places.pop()
                    state[u] = _DONE
                    order.append(u)
                self.work += place
        return order


class _Hop(NamedTuple):
    """A node on a path, the edge that led there, and how many edges so far led nearer."""

    node: int
    weight: int
    statement: int
    nearer: int


_NEW, _OPEN, _DONE, _SCANNED = range(4)
