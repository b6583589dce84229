"""The relations of a solved network as webs, in which distances are followed from node to node."""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph, strong_components
from crisis.timeline.model.constraints import START
from crisis.timeline.model.relations import Place, Relation, Telling

from .shared_relations import common_relations
from .shortest_paths import OPEN, Potentials, potentials, reach, reverse
from .statements import ORIGIN_NODE, TIE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.model.relations import Reach, Work

    from .solved import Solved


_FEW = 64
"""So many relations of a node are looked at before others are."""


class Linked:
    """The links of a network in memory."""

    def __init__(self, network: Solved) -> None:
        self._network = network
        self._webs: dict[bool, Web] = {}

    def place(self, event: str) -> Place | None:
        network = self._network
        nodes, bounds = network.nodes, network.bounds
        number = nodes.numbers.get(event)
        if number is None:
            return None
        start = nodes.starts[number]
        combined = network.combined.get(start)
        accounts = [
            Telling(account.source, node, bounds.at(node))
            for place, account in enumerate(nodes.accounts[number])
            if (node := nodes.account_starts.get((number, place))) is not None
        ]
        wide = combined is not None and combined.wide
        return Place(start, nodes.ends.get(number), bounds.at(start), wide, tuple(accounts))

    def reach(self, node: int, accounts: bool) -> Reach:
        return self._web(accounts).reach(node)

    def apart(
        self, first: int, second: int, most: float, accounts: bool, work: Work
    ) -> float | None:
        return self._web(accounts).apart(first, second, most, work)

    def _web(self, accounts: bool) -> Web:
        web = self._webs.get(accounts)
        if web is None:
            held = relations(self._network)
            web = Web(len(self._network.nodes.nodes), held, accounts)
            self._webs[accounts] = web
        return web


class Web:
    """Relations as graphs, ready to be followed both ways."""

    def __init__(self, count: int, held: Iterable[Relation], accounts: bool) -> None:
        graph: Graph = [[] for _ in range(count)]
        for node, ref, low, high, statement, account in held:
            if account and not accounts:
                continue
            if high is not None:
                graph[ref].append(Edge(node, high, statement))
            if low is not None:
                graph[node].append(Edge(ref, -low, statement))
        self._up = graph
        self._down = reverse(graph)
        self._heights = potentials(graph)
        self._depths = Potentials([-value for value in self._heights.values], [])
        self._low: list[int] = []
        self._ranks: list[int] = []
        self._marks: dict[int, tuple[dict[int, float], ...]] = {}

    @property
    def torn(self) -> bool:
        """Whether relations contradict each other, so that nothing follows from them."""
        return bool(self._heights.cycles)

    def reach(self, node: int) -> Reach:
        """How far other nodes are from one."""
        if self.torn:
            return {}, {}
        high = reach(self._up, self._heights.values, node)
        low = reach(self._down, self._depths.values, node)
        return {other: -value for other, value in low.items()}, high

    def apart(self, first: int, second: int, most: float, work: Work) -> float | None:
        """The distance from one node to another: see Links.

        Nodes are followed in the order of the least distance that they can lie on the way of, by
        what any solution of the network says of it (A. V. Goldberg and C. Harrelson, "Computing
        the shortest path: A* search meets graph theory", 2005).
        """
        if self.torn:
            return most
        most = min(most, self._by_way_of_one(first, second))
        marks = [mark for mark in self._landmarks(second) if second in mark]
        values, depths, ranks = self._heights.values, self._low, self._ranks
        best: dict[int, float] = {first: 0}
        heap: list[tuple[float, float, int]] = [(-OPEN, 0, first)]
        while heap:
            least, far, here = heappop(heap)
            if least >= most:
                break
            if far > best[here]:
                continue
            if work.left <= 0:
                return None
            work.left -= 1
            for v, weight, _ in self._up[here]:
                work.left -= 1
                reached = far + weight
                if reached >= best.get(v, OPEN) or ranks[v] < ranks[second]:
                    continue
                best[v] = reached
                ahead: float = max(values[second] - values[v], depths[second] - depths[v])
                for mark in marks:
                    if v in mark:
                        ahead = max(ahead, mark[second] - mark[v])
                if reached + ahead < most:
                    heappush(heap, (reached + ahead, reached, v))
                if v == second:
                    most = min(most, reached)
        return most

    def _by_way_of_one(self, first: int, second: int) -> float:
        """The distance by way of one other node, which a clock is to all that was read on it.

        That spares looking at all of these to find that none leads there on a shorter way.
        """
        away, back = self._up[first], self._down[second]
        if len(away) > _FEW or len(back) > _FEW:
            return OPEN
        there = {edge.v: edge.weight for edge in sorted(back, key=lambda edge: -edge.weight)}
        lengths = (edge.weight + there[edge.v] for edge in away if edge.v in there)
        return min(lengths, default=OPEN)

    def _landmarks(self, node: int) -> tuple[dict[int, float], ...]:
        """Solutions of what relations reach from some node, the first that was asked of there."""
        if not self._low:
            self._low = [-value for value in potentials(self._down).values]
            self._ranks = [0] * len(self._up)
            for rank, component in enumerate(strong_components(self._up)):
                for member in component:
                    self._ranks[member] = rank  # what it leads to has no higher one
        if node not in self._marks:
            high = reach(self._up, self._heights.values, node)
            low = reach(self._down, self._depths.values, node)
            near = (high, {other: -value for other, value in low.items()})
            for other in (*high, *low):
                self._marks.setdefault(other, near)
        return self._marks[node]


def relations(network: Solved) -> Iterator[Relation]:
    """All relations between nodes that hold; those to the origin are in the bounds already."""
    nodes = network.nodes
    for number, statement in enumerate(nodes.statements):
        if (
            statement.ref == ORIGIN_NODE
            or number in network.suspended
            or statement.kind == "either"
        ):
            continue
        if statement.kind == "accounts":
            time = network.combined.get(statement.node)
            if time is not None and not time.wide and time.low == time.high:
                yield Relation(statement.node, statement.ref, 0, 0, number, True)
        elif statement.kind == "whole":  # it begins with its first part and ends with its last
            first = nodes.nodes[statement.node].which == START
            low, high = (None, 0) if first else (0, None)
            yield Relation(statement.node, statement.ref, low, high, number, False)
        else:
            yield Relation(
                statement.node,
                statement.ref,
                statement.low,
                statement.high,
                number,
                statement.oneway or statement.tier == TIE,
            )
    for shared in common_relations(nodes, nodes.starts, network.suspended):
        low, high = shared.low, shared.high
        yield Relation(shared.node, shared.ref, low, high, shared.statement, False)
