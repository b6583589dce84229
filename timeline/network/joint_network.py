"""Whether accounts of one event can all be true: the network that they and the rest leave."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph
from crisis.timeline.model.constraints import END, START

from .calendar_windows import around
from .forks import links
from .shortest_paths import OPEN, potentials, reach, reverse
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Claim

    from .bounds import Bounds
    from .constraint_graph import Nodes
    from .shortest_paths import Distance

_CHOICES = 64
"""So many choices among the alternatives of several accounts are tried."""

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

    def between(self, some: Sequence[int]) -> list[tuple[int, int, Distance, Distance]] | None:
        """(ref, node, low, high) for each two nodes that relations bind; None where not asked.

        Clocks, from which very many nodes are measured, come first.
        """
        if self._places is None:
            self._weave()
        places = self._places or {}
        ordered = sorted(some, key=lambda node: node not in self._nodes.clock_sources)
        distances = []
        for number, ref in enumerate(ordered[:-1], 1):
            reached = self._reach(ref)
            if reached is None:
                return None
            low, high = reached
            for node in ordered[number:]:
                at = places[node]
                distances.append((ref, node, -low.get(at, OPEN), high.get(at, OPEN)))
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
    """A network of a few nodes that begin with the bounds that are known of them."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
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
                self.tie(node, ORIGIN_NODE, low, high)
        return place

    def with_ties(self, ties: Iterable[tuple[int, int, Distance | None, Distance | None]]) -> Small:
        """This network and some statements more, (node, ref, low, high)."""
        network = Small(self._bounds)
        network._places = dict(self._places)
        network._graph = [list(edges) for edges in self._graph]
        for tie in ties:
            network.tie(*tie)
        return network

    @property
    def holds(self) -> bool:
        """Whether all of it can be true."""
        return not potentials(self._graph).cycles


class Joint:
    """Asks whether the accounts of an event can be true together.

    ``home`` is the number of the component of each node, ``void`` are statements that gave way.
    """

    def __init__(
        self,
        nodes: Nodes,
        bounds: Bounds,
        void: Collection[int],
        home: Sequence[int],
        distances: Distances,
    ) -> None:
        self._nodes = nodes
        self._bounds = bounds
        self._void = void
        self._home = home
        self._distances = distances

    def possible(
        self,
        number: int,
        merged: tuple[bool, bool],
        early: Sequence[int],
        gone: Collection[int] = (),
    ) -> bool:
        """Whether all accounts can be true of one start and of one end, those that are merged.

        Each may be ``early`` by so much. Those that are ``gone`` are not asked.
        """
        nodes = self._nodes
        overlap = None if number in nodes.ends else self._overlap(number, early, gone)
        if overlap is False or (overlap and number not in nodes.chosen):
            return overlap
        whole = (nodes.starts[number], nodes.ends.get(number, nodes.starts[number]))
        small = Small(self._bounds)
        measured: list[int] = []
        own = list(whole)
        for place in range(len(nodes.accounts[number])):
            for which in (START, END):
                node = nodes.account(number, place, which)
                if node < 0 or place in gone:
                    continue
                own.append(node)
                if merged[which]:
                    small.tie(whole[which], node, -early[place], 0)
                for said in nodes.by_node[node]:
                    statement = nodes.statements[said]
                    if (
                        said not in self._void
                        and statement.kind != "core"
                        and statement.ref != ORIGIN_NODE
                    ):
                        small.tie(node, statement.ref, statement.low, statement.high)
                        measured.append(statement.ref)
        if whole[START] != whole[END]:
            small.tie(whole[END], whole[START], 0, None)
        for together in self._bound_together(own, measured):
            known = self._distances.between(together)
            if known is None:
                return False
            for ref, node, low, high in known:
                small.tie(node, ref, low, high)
        return small.holds and (number not in nodes.chosen or self._any(number, small, gone))

    def _any(self, number: int, small: Small, gone: Collection[int]) -> bool:
        """Whether of each claim that gives alternatives one can be true, all in a small network.

        Of very many choices none is tried: what claims share is in the network already.
        """
        nodes = self._nodes
        claims = [
            (place, claim, claim.meaning)
            for place, account in enumerate(nodes.accounts[number])
            for claim in account.claims
            if place not in gone and claim.meaning is not None and claim.meaning.alternatives
        ]
        open_to = [
            [
                list(self._ties(number, place, claim, alternative))
                for alternative in meaning.alternatives
            ]
            for place, claim, meaning in claims
        ]
        if prod(map(len, open_to)) > _CHOICES:
            return True
        return any(
            small.with_ties(tie for ties in choice for tie in ties).holds
            for choice in product(*open_to)
        )

    def _ties(
        self, number: int, place: int, claim: Claim, meaning: Meaning
    ) -> Iterator[tuple[int, int, int | None, int | None]]:
        """What an alternative says of the nodes of its account."""
        nodes = self._nodes
        start = nodes.account(number, place, START)
        for link in links(nodes.ref, meaning, claim.source):
            node = nodes.account(number, place, link.which)
            ref = start if link.ref is None else link.ref
            if node < 0 or (link.ref is None and start < 0):
                continue
            low, high = (link.low, link.high) if link.day is None else around(link.day)
            yield node, ref, low, high

    def _overlap(self, number: int, early: Sequence[int], gone: Collection[int]) -> bool | None:
        """Whether accounts of clocks and dates alone overlap; None where relations have a say."""
        nodes, bounds = self._nodes, self._bounds
        node = nodes.starts[number]
        first, last = bounds.low[node], bounds.high[node]
        if first > last:
            first, last = -OPEN, OPEN
        apart = False
        for place in range(len(nodes.accounts[number])):
            own = nodes.account(number, place, START)
            if own < 0 or place in gone:
                continue
            if bounds.low[own] <= bounds.high[own]:
                first = max(first, bounds.low[own] - early[place])
                last = min(last, bounds.high[own])
            apart = apart or any(
                nodes.statements[said].ref != ORIGIN_NODE for said in nodes.by_node[own]
            )
        if first > last:
            return False
        return None if apart else True

    def _bound_together(self, own: list[int], others: list[int]) -> list[list[int]]:
        """Those of some nodes that lie in one component, if not all are the event's own."""
        by_home: dict[int, dict[int, None]] = {}
        for node in (*own, *others):
            by_home.setdefault(self._home[node], {})[node] = None
        alone = set(own)
        return [list(some) for some in by_home.values() if len(some) > 1 and not alone >= set(some)]
