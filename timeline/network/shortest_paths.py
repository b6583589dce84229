"""A simple temporal network: differences between instants, their exact bounds, their conflicts.

Dechter, Meiri & Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991). An edge
``u -> v`` of weight ``w`` says ``v - u <= w``. The bounds of a consistent network are its shortest
distances from and to the origin. Johnson's potentials make every weight non-negative, so that one
Dijkstra gives all upper and another all lower bounds, and nothing is quadratic on long chains.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph
from crisis.timeline.base.namedtuple import NamedTuple

from .negative_cycles import Cycle, Search

if TYPE_CHECKING:
    from collections.abc import Callable, Collection


_FEW = 8
"""Graphs of so few nodes are the most, and need no search that keeps to an order."""

OPEN = float("inf")

Distance = float
"""Microseconds as an int; ``OPEN`` or ``-OPEN`` where there is no bound."""


class Step(NamedTuple):
    """How a node came by its bound: over ``statement`` from node ``before`` (-1 is the origin)."""

    before: int
    statement: int


class Potentials(NamedTuple):
    """Values that make all weights non-negative, but for statements that negative cycles lost."""

    values: list[int]
    cycles: list[Cycle]


def reverse(graph: Graph) -> Graph:
    """The same edges the other way round: lower bounds are upper bounds of negated values."""
    turned: Graph = [[] for _ in graph]
    for u, edges in enumerate(graph):
        for v, weight, statement in edges:
            turned[v].append(Edge(u, weight, statement))
    return turned


def potentials(
    graph: Graph,
    give_way: Callable[[Cycle], Collection[int]] | None = None,
    entangled: Callable[[set[int]], Collection[int]] | None = None,
    most: int | None = None,
) -> Potentials:
    """Johnson's potentials, and the negative cycles that were met on the way.

    Each cycle loses the statements that ``give_way`` names, short ones first; without it all of
    them. So no two have in common what they lost, and what is left has no negative cycle. Where
    that takes too long, ``entangled`` names those to lose of all statements that cycles may share.
    With ``most`` the search ends behind so many.
    """
    if len(graph) <= _FEW and (values := _few(graph)) is not None:
        return Potentials(values, [])
    search = Search(graph, give_way or (lambda cycle: cycle.statements), entangled, most)
    if give_way is not None:
        search.short()
    search.all()
    return Potentials(search.values, search.cycles)


def _few(graph: Graph) -> list[int] | None:
    """The potentials of a few nodes by Bellman and Ford's rounds; None if there is a cycle."""
    values = [0] * len(graph)
    for _ in range(len(graph) + 1):
        changed = False
        for here, edges in zip(values, graph, strict=True):
            for v, weight, _ in edges:
                if here + weight < values[v]:
                    values[v] = here + weight
                    changed = True
        if not changed:
            return values
    return None


def distances(
    graph: Graph, values: list[int], start: list[Distance], steps: list[Step | None]
) -> None:
    """Dijkstra from the values in ``start``, which become exact; ``steps`` tells how.

    ``values`` are potentials of the graph.
    """
    heap = [(known - values[node], node) for node, known in enumerate(start) if known != OPEN]
    heap.sort()
    done = bytearray(len(graph))
    while heap:
        reduced, u = heappop(heap)
        if done[u] or reduced != start[u] - values[u]:
            continue
        done[u] = 1
        here = start[u]
        for v, weight, statement in graph[u]:
            far = here + weight
            if far < start[v]:
                start[v] = far
                steps[v] = Step(u, statement)
                heappush(heap, (far - values[v], v))


def reach(graph: Graph, values: list[int], source: int) -> dict[int, Distance]:
    """Dijkstra from one node, at the cost of what it reaches: distances by node."""
    best: dict[int, Distance] = {source: 0}
    heap: list[tuple[Distance, int]] = [(-values[source], source)]
    done: set[int] = set()
    while heap:
        _, u = heappop(heap)
        if u in done:
            continue
        done.add(u)
        here = best[u]
        for v, weight, _ in graph[u]:
            far = here + weight
            if far < best.get(v, OPEN):
                best[v] = far
                heappush(heap, (far - values[v], v))
    return best
