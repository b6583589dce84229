"""Lets the weakest statements of a component give way until no circle of differences is negative.

The origin is a node like any other here, so that a date and a relation are edges alike. All of it
is looked at once for each strength: a circle that is met loses its weakest statements on the spot,
and the search goes on from where it is.
"""

from __future__ import annotations

from heapq import heappop, heappush
from itertools import accumulate
from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge
from crisis.timeline.base.zones import DAY

from .calendar_cycles import day_graphs
from .conflict_core import MOST_MINIMIZED, Clash
from .misplaced import misplaced
from .negative_cycles import Cycle
from .shortest_paths import OPEN, potentials
from .statements import AXIOM, ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from crisis.timeline.base.graph import Graph

    from .members import Members
    from .statements import Statement

_WORK, _LEAST = 10, 100_000
"""So many edges are looked at for each edge there is, and at least, for what else gives way."""


class Repair:
    """What gives way among ``active`` statements; those stronger than ``tier`` hold together.

    ``clashes`` are the circles, one for each time that something gave way; ``values`` are
    potentials of what is left.
    """

    def __init__(self, component: Members, active: Collection[int], tier: int) -> None:
        self.clashes: list[Clash] = []
        self.suspended: set[int] = set()
        self._in = component
        self._tier = tier
        self._origin = len(component.nodes)
        self._graph: Graph = [[] for _ in range(self._origin + 1)]
        self._ends: dict[int, list[tuple[int, Edge]]] = {}
        self._lasts: dict[int, tuple[int, int]] = {}  # of each end: its start, and what says so
        self._ranks = {number: rank for rank, number in enumerate(active)}
        for number in active:
            self._enter(number)
        self.values = potentials(self._graph, self._give_way, self._entangled).values
        self._work = _LEAST + _WORK * sum(map(len, self._graph))
        self._equals()
        for graph in day_graphs(component, [n for n in active if n not in self.suspended]):
            potentials(graph, self._no_day, self._entangled)

    def _no_day(self, cycle: Cycle) -> Collection[int]:
        """Report a circle of days; its weakest statements."""
        clash = Clash(tuple(dict.fromkeys(cycle.statements)), cycle.short * DAY)
        return self._gone(clash, clash.all)

    def _gone(self, clash: Clash, circle: Collection[int]) -> Collection[int]:
        """Report a clash; the weakest statements of its circle, which are suspended.

        The chains that lead to the circle from other components may come from here again, where
        components wait for each other: to let go of these would leave the circle as it is.
        Whose core cannot hold cannot hold itself: it stands right before its core.
        """
        statements = self._in.statements
        let_go = weakest(circle, statements, self._ends, placed=clash.looped)
        if let_go:
            self.clashes.append(clash)
            self.suspended |= let_go
            self.suspended |= {number - 1 for number in let_go if statements[number].kind == "core"}
        return let_go

    def _enter(self, number: int) -> None:
        component = self._in
        statement = component.statements[number]
        here, there = component.places[statement.node], self._origin
        low: float = 0
        high: float = 0
        if component.inner(statement):
            there = component.places[statement.ref]
        else:
            low, high = component.outside(statement)
        if statement.kind == "lasts":
            self._lasts[here] = (there, number)
        edges = self._ends.setdefault(number, [])
        if statement.high is not None and high != OPEN:
            edges.append((there, Edge(here, int(high) + statement.high, number)))
        if statement.low is not None and low != -OPEN:
            edges.append((here, Edge(there, -int(low) - statement.low, number)))
        for u, edge in edges:
            self._graph[u].append(edge)

    def _give_way(self, cycle: Cycle) -> Collection[int]:
        """Report a circle; its weakest statements."""
        cycle = self._shortened(cycle)
        return self._gone(self._clash(cycle), cycle.statements)

    def _entangled(self, numbers: set[int]) -> Collection[int]:
        """Report statements that contradict each other in more ways than are told apart."""
        let_go = self._sorted(weakest(numbers, self._in.statements, self._ends))
        self.suspended.update(let_go)
        if let_go:
            shown = tuple(let_go[:MOST_MINIMIZED])
            self.clashes.append(Clash(shown, 0, more=len(let_go) - len(shown)))
        return let_go

    def _sorted(self, numbers: Iterable[int]) -> list[int]:
        """Statements in the order in which they were entered."""
        return sorted(numbers, key=self._ranks.__getitem__)

    def _shortened(self, cycle: Cycle) -> Cycle:
        """A circle without what it does not need, as an end is never before its start anyway.

        It is simple, so that nothing else of it can be spared.
        """
        for end in [node for node in cycle.nodes if node in self._lasts]:
            nodes, weights, statements = cycle
            start, lasts = self._lasts[end]
            if start not in nodes or end not in nodes:
                continue
            turn = nodes.index(end) + 1
            nodes, weights, statements = (
                [*row[turn:], *row[:turn]] for row in (nodes, weights, statements)
            )  # from the end on
            stop = nodes.index(start) + 1
            if sum(weights[stop:]) < 0 and statements[:stop] != [lasts]:
                cycle = Cycle(
                    [start, *nodes[stop:]], [0, *weights[stop:]], [lasts, *statements[stop:]]
                )
        return cycle

    def _clash(self, cycle: Cycle) -> Clash:
        """A circle as two chains that lead from the origin to its earliest node.

        A circle without the origin has no chains.
        """
        component = self._in
        everything = tuple(dict.fromkeys(cycle.statements))
        if self._origin not in cycle.nodes:
            return Clash(everything, cycle.short)
        turn = cycle.nodes.index(self._origin) + 1
        nodes, weights, numbers = ([*row[turn:], *row[:turn]] for row in cycle)
        high: list[tuple[int, int, int]] = []
        low: list[tuple[int, int, int]] = []
        reached = list(accumulate(weights))
        meeting = min(range(len(nodes) - 1), key=reached.__getitem__)  # the earliest of them
        bound = 0
        for place in range(meeting + 1):
            bound += weights[place]
            high.append((component.nodes[nodes[place]], numbers[place], bound))
        bound = 0
        for place in range(len(nodes) - 2, meeting - 1, -1):
            bound -= weights[place + 1]
            low.append((component.nodes[nodes[place]], numbers[place + 1], bound))
        low_path = (*self._outside(low[0][1], False), *low)
        high_path = (*self._outside(high[0][1], True), *high)
        everything = tuple(dict.fromkeys(n for _, n, _ in (*low_path, *high_path)))
        return Clash(everything, cycle.short, low_path, high_path)

    def _outside(self, number: int, high: bool) -> list[tuple[int, int, int]]:
        """The chain to what a statement is measured from, where that lies in another component."""
        ref, bounds = self._in.statements[number].ref, self._in.bounds
        if ref == ORIGIN_NODE:
            return []
        known = bounds.high if high else bounds.low
        return [
            (at, n, int(known[at])) for at, n in bounds.chain(ref, high) if abs(known[at]) != OPEN
        ]

    def _equals(self) -> None:
        """Let go as well what is as strong as something that gave way, and contradicts it.

        Of three that contradict each other two are met in a circle; the third is no better for it.
        """
        waiting = self._sorted(number for number in self.suspended if number in self._ends)
        while waiting:
            number = waiting.pop(0)
            for u, edge in self._ends[number]:
                while (cycle := self._closed(u, edge)) is not None:
                    cycle = self._shortened(cycle)
                    numbers, clash = cycle.statements, self._clash(cycle)
                    gone = weakest(numbers, self._in.statements, self._ends, placed=clash.looped)
                    if gone <= self.suspended:
                        break
                    waiting += self._sorted(gone - self.suspended)
                    self._gone(clash, numbers)

    def _closed(self, u: int, edge: Edge) -> Cycle | None:
        """The negative circle that an edge would close among what is left, if there is one."""
        values = self.values
        v, weight, _ = edge
        room = values[v] - values[u] - weight  # less than this has to lead back
        best = {v: 0}
        steps: dict[int, tuple[int, Edge]] = {}
        heap = [(0, v)]
        while heap and self._work > 0:
            far, here = heappop(heap)
            if here == u:
                break
            if far > best[here]:
                continue
            for other in self._graph[here]:
                self._work -= 1
                if other.statement in self.suspended:
                    continue
                reached = far + other.weight + values[here] - values[other.v]
                if reached < room and reached < best.get(other.v, room):
                    best[other.v] = reached
                    steps[other.v] = (here, other)
                    heappush(heap, (reached, other.v))
        if u not in steps:
            return None
        walked = []
        while u != v:
            u, step = steps[u]
            walked.append(step)
        walked = [*reversed(walked), edge]
        return Cycle(
            [step.v for step in walked],
            [step.weight for step in walked],
            [step.statement for step in walked],
        )


def weakest(
    numbers: Iterable[int],
    statements: Sequence[Statement],
    own: Collection[int],
    placed: bool = False,
) -> set[int]:
    """The weakest of some statements, as far as they are ``own`` and somebody stated them.

    Headers that what is said of their own events contradicts are the weakest of all, unless all are
    ``placed`` well enough.
    """
    numbers = list(numbers)
    if not placed and (headers := misplaced(numbers, statements, own)):
        return headers
    stated = [n for n in numbers if n in own and statements[n].tier != AXIOM]
    most = max((statements[n].tier for n in stated), default=AXIOM)
    return {n for n in stated if statements[n].tier == most}
