"""The relations of a solved network as webs, in which distances are followed from node to node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .common import common_relations
from .constraints import START
from .links import Place, Telling
from .namedtuples import NamedTuple
from .network import Edge, Graph, Potentials, potentials, reach, reverse
from .statements import ORIGIN_NODE, TIE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .links import Reach
    from .resolve import Resolution


class Relation(NamedTuple):
    """``low <= node - ref <= high``, None open; ``account``: only one account says so."""

    node: int
    ref: int
    low: int | None
    high: int | None
    statement: int
    account: bool


class Linked:
    """The links of a network in memory."""

    def __init__(self, network: Resolution) -> None:
        self._network = network
        self._webs: dict[bool, Web] = {}

    def place(self, event: str) -> Place | None:
        network = self._network
        nodes, bounds = network.nodes, network.bounds
        number = nodes.numbers[event]
        start = nodes.starts.get(number)
        if start is None:
            return None
        combined = network.combined.get(start)
        accounts = [
            Telling(account.source, node, bounds.at(node))
            for place, account in enumerate(nodes.accounts[number])
            if (node := nodes.account_starts.get((number, place))) is not None
        ]
        wide = combined is not None and combined.wide
        return Place(start, nodes.ends.get(number), bounds.at(start), wide, tuple(accounts))

    def reach(self, node: int, accounts: bool) -> Reach:
        web = self._webs.get(accounts)
        if web is None:
            found = relations(self._network)
            web = Web(len(self._network.nodes.nodes), found, accounts)
            self._webs[accounts] = web
        return web.reach(node)


class Web:
    """Relations as graphs, ready to be followed both ways."""

    def __init__(self, count: int, found: Iterable[Relation], accounts: bool) -> None:
        graph: Graph = [[] for _ in range(count)]
        for node, ref, low, high, statement, account in found:
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

    @property
    def torn(self) -> bool:
        """Whether relations contradict each other, so that nothing follows from them."""
        return bool(self._heights.cycles)

    def reach(self, node: int) -> Reach:
        """What relations lead to from a node."""
        if self.torn:
            return {}, {}
        high = reach(self._up, self._heights.values, node)
        low = reach(self._down, self._depths.values, node)
        return {other: -value for other, value in low.items()}, high


def relations(network: Resolution) -> Iterator[Relation]:
    """All relations between nodes that hold; those to the origin are in the bounds already."""
    nodes = network.nodes
    for number, it in enumerate(nodes.statements):
        if it.ref == ORIGIN_NODE or number in network.suspended:
            continue
        if it.kind == "accounts":
            same = network.combined.get(it.node)
            if same is not None and not same.wide and same.low == same.high:
                yield Relation(it.node, it.ref, 0, 0, number, True)
        elif it.kind == "whole":  # it begins with its first part and ends with its last
            first = nodes.nodes[it.node].which == START
            low, high = (None, 0) if first else (0, None)
            yield Relation(it.node, it.ref, low, high, number, False)
        else:
            yield Relation(it.node, it.ref, it.low, it.high, number, it.oneway or it.tier == TIE)
    for node, ref, low, high, number in common_relations(nodes, nodes.starts, network.suspended):
        yield Relation(node, ref, low, high, number, False)
