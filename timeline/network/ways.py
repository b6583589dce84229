"""The shortest way from one instant to another in a solved network, if it is shorter than so much.

Only what may lie on such a way is looked at: with potentials no weight is negative, so that the
search ends where everything else is further than what is asked for.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph

from .shortest_paths import OPEN, Distance, potentials
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection

    from crisis.timeline.model.relations import Work

    from .constraint_graph import Nodes

    Way = tuple[int, list[int]]
    """A distance, and the numbers of the statements that lead there."""


class Ways:
    """Ways over what is said of two instants, both of which it bounds; the origin is on none.

    Of the statements the first ``count`` are taken, but those that are ``void``.
    """

    def __init__(self, nodes: Nodes, count: int, void: Collection[int]) -> None:
        graph: Graph = [[] for _ in nodes.nodes]
        for number, statement in enumerate(nodes.statements[:count]):
            if (
                statement.ref == ORIGIN_NODE
                or statement.oneway
                or statement.kind == "core"
                or number in void
            ):
                continue
            if statement.high is not None:
                graph[statement.ref].append(Edge(statement.node, statement.high, number))
            if statement.low is not None:
                graph[statement.node].append(Edge(statement.ref, -statement.low, number))
        self._graph = graph
        self._values, cycles = potentials(graph)
        self._torn = bool(cycles)

    def shorter(self, first: int, second: int, most: int, work: Work) -> Way | None:
        """How far the second node is from the first at most, if that is less than ``most``.

        None also where the work is used up.
        """
        if self._torn:
            return None
        for there, weight, number in self._graph[first]:
            if there == second and weight < most:
                return weight, [number]
        values = self._values
        limit = most - values[second]
        best: dict[int, Distance] = {first: 0}
        steps: dict[int, tuple[int, int]] = {}
        heap: list[tuple[Distance, int]] = [(-values[first], first)]
        while heap and work.left > 0:
            reduced, here = heappop(heap)
            if reduced >= limit:
                return None
            if reduced != best[here] - values[here]:
                continue
            if here == second:
                return int(best[here]), _statements(steps, here)
            work.left -= 1 + len(self._graph[here])
            for there, weight, number in self._graph[here]:
                distance = best[here] + weight
                if distance < best.get(there, OPEN):
                    best[there] = distance
                    steps[there] = here, number
                    heappush(heap, (distance - values[there], there))
        return None


def _statements(steps: dict[int, tuple[int, int]], node: int) -> list[int]:
    numbers = []
    while node in steps:
        node, number = steps[node]
        numbers.append(number)
    return numbers[::-1]
