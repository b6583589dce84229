"""Whether the accounts of an event can all be true: a question to the network.

It is asked with all that each of them says, of one start and one end, and with the rest of the
file. What several of them measure from is one node for all of them, so that ``1h`` and ``3h after
@x`` are disputed however vague x is; where a source has an account of x of its own, that is its
own node.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .accounts import HULL, Side, Standing, stand
from .common import account_distances
from .constraints import END, START
from .model import AGREED, DISPUTED, WORSE, Bound
from .namedtuples import NamedTuple
from .network import OPEN, Edge, Graph, potentials, reach, reverse
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from .bounds import Bounds
    from .network import Distance
    from .statements import Nodes

_STEPS = 1_000_000
"""So many nodes are walked over for the distances between what accounts are measured from."""


class Verdict(NamedTuple):
    """How the accounts of an event stand to each other at its start and at its end.

    ``failed`` are the numbers of those that cannot be true with what else is known of the event,
    ``left`` is whether others can.
    """

    start: Standing
    end: Standing
    failed: frozenset[int] = frozenset()
    left: bool = True

    def disputed(self, which: int) -> bool:
        """Whether the accounts of the start, or of the end, cannot all be true."""
        return (self.end if which == END else self.start).agreement == DISPUTED

    @property
    def agreement(self) -> str:
        """The worse of the two."""
        return max(self.start.agreement, self.end.agreement, key=WORSE.__getitem__)


class Distances:
    """How far nodes are from each other in a part of the network that is solved."""

    def __init__(self, nodes: Nodes, inside: Iterable[int], void: Collection[int]) -> None:
        self._nodes = nodes
        self._inside = inside
        self._void = void
        self._places: dict[int, int] | None = None
        self._graphs: tuple[Graph, Graph] = [], []
        self._values: list[int] = []
        self._left = _STEPS

    def between(self, some: Sequence[int]) -> list[tuple[int, int, Distance, Distance]] | None:
        """(ref, node, low, high) for nodes that relations bind; None where it was not asked."""
        if self._places is None:
            self._weave()
        places = self._places or {}
        found = []
        for ref in some:
            if self._left <= 0:
                return None
            graphs, values = self._graphs, self._values
            high = reach(graphs[0], values, places[ref])
            low = reach(graphs[1], [-value for value in values], places[ref])
            self._left -= len(high) + len(low)
            for node in some:
                if node != ref:
                    at = places[node]
                    found.append((ref, node, -low.get(at, OPEN), high.get(at, OPEN)))
        return found

    def _weave(self) -> None:
        nodes, void = self._nodes, self._void
        self._places = places = {node: place for place, node in enumerate(self._inside)}
        graph: Graph = [[] for _ in places]
        for node in places:
            for number in nodes.by_node[node]:
                it = nodes.statements[number]
                if number in void or it.oneway or it.kind == "core" or it.ref not in places:
                    continue
                if it.high is not None:
                    graph[places[it.ref]].append(Edge(places[it.node], it.high, number))
                if it.low is not None:
                    graph[places[it.node]].append(Edge(places[it.ref], -it.low, number))
        self._values, cycles = potentials(graph)
        if cycles:
            graph = [[] for _ in places]
            self._values = [0] * len(places)
        self._graphs = graph, reverse(graph)


class Agreement:
    """Judges events by the bounds that the network has come to.

    ``home`` is the number of the component of each node.
    """

    def __init__(
        self,
        nodes: Nodes,
        bounds: Bounds,
        void: Collection[int],
        home: Sequence[int],
        inside: Iterable[int],
    ) -> None:
        self._nodes = nodes
        self._bounds = bounds
        self._void = void
        self._home = home
        self._distances = Distances(nodes, inside, void)

    def judge(self, number: int, before: Verdict | None = None) -> Verdict:
        """How the accounts of an event stand; never better than ``before``."""
        nodes = self._nodes
        failed = self._failed(number) if before is None else before.failed
        left = len(failed) < len(nodes.accounts[number])
        gone = failed if left else frozenset()
        exact = self._possible(number, (True, True), slack=False)
        if exact or self._possible(number, (True, True), slack=True):
            found = [self._stand(number, which, gone, exact) for which in (START, END)]
            if self._lengths(number):
                worse = max((it.agreement for it in found), key=WORSE.__getitem__)
                if worse != AGREED:
                    found = [HULL[worse]] * 2
        else:
            found = [HULL[DISPUTED]] * 2
            if not self._lengths(number):
                can = [
                    self._possible(number, merged, slack=True)
                    for merged in ((True, False), (False, True))
                ]
                if can[START] != can[END]:
                    which = START if can[START] else END
                    merged = (which == START, which == END)
                    exact = self._possible(number, merged, slack=False)
                    found[which] = self._stand(number, which, gone, exact)
        if before is not None:
            found = [
                old if WORSE[old.agreement] > WORSE[it.agreement] else it
                for it, old in zip(found, (before.start, before.end), strict=True)
            ]
        return Verdict(found[START], found[END], failed, left)

    def _stand(self, number: int, which: int, gone: Collection[int], exact: bool) -> Standing:
        counted = self._nodes.counting(number, which, gone)
        sides = [self.side(number, place, which) for place in counted]
        return stand(sides, exact) if sides else Standing(AGREED)

    def side(self, number: int, place: int, which: int) -> Side:
        """What an account says of the start or of the end."""
        nodes, bounds = self._nodes, self._bounds
        node = nodes.account(number, place, which)
        soft = [False, False]
        for at, step in enumerate((bounds.low_steps[node], bounds.high_steps[node])):
            if step is not None:
                soft[at] = bool(nodes.statements[step.statement].soft)
        told = account_distances(nodes, node, self._void)
        return Side(
            bounds.at(node),
            (soft[0], soft[1]),
            tuple((ref, Bound(it.low, it.high), it.soft) for ref, it in told.items() if not it.day),
            self._early(number, place),
        )

    def _early(self, number: int, place: int) -> int:
        """How far before its clock an account may mean; seconds are rounded only among seconds."""
        accounts = self._nodes.accounts[number]
        own = accounts[place].rounding
        return own if own == max(account.rounding for account in accounts) else 0

    def _lengths(self, number: int) -> bool:
        return any(account.length for account in self._nodes.accounts[number])

    def _failed(self, number: int) -> frozenset[int]:
        """The accounts that leave nothing of what is known of the event."""
        nodes, bounds = self._nodes, self._bounds
        found = set()
        for which, node in ((START, nodes.starts[number]), (END, nodes.ends.get(number))):
            if node is None or bounds.low[node] > bounds.high[node]:
                continue
            for place in range(len(nodes.accounts[number])):
                own = nodes.account(number, place, which)
                if own < 0 or bounds.low[own] > bounds.high[own]:
                    continue
                if bounds.low[own] > bounds.high[node] or bounds.high[own] < bounds.low[node]:
                    found.add(place)
        return frozenset(found)

    def _possible(self, number: int, merged: tuple[bool, bool], slack: bool) -> bool:
        """Whether all accounts can be true of one start and of one end, those that are merged."""
        nodes, bounds = self._nodes, self._bounds
        places: dict[int, int] = {ORIGIN_NODE: 0}
        graph: Graph = [[]]

        def at(node: int) -> int:
            place = places.get(node)
            if place is None:
                place = places[node] = len(graph)
                graph.append([])
                if bounds.low[node] <= bounds.high[node]:
                    tie(place, 0, bounds.low[node], bounds.high[node])
            return place

        def tie(here: int, there: int, low: Distance | None, high: Distance | None) -> None:
            if high is not None and high != OPEN:
                graph[there].append(Edge(here, int(high), 0))
            if low is not None and low != -OPEN:
                graph[here].append(Edge(there, -int(low), 0))

        whole = (nodes.starts[number], nodes.ends.get(number, nodes.starts[number]))
        own = {
            node: whole[which]
            for place in range(len(nodes.accounts[number]))
            for which in (START, END)
            if (node := nodes.account(number, place, which)) >= 0
        }
        shared = list(whole)
        for place in range(len(nodes.accounts[number])):
            early = self._early(number, place) if slack else 0
            for which in (START, END):
                node = nodes.account(number, place, which)
                if node < 0:
                    continue
                here = at(whole[which]) if merged[which] else at(node)
                if bounds.low[node] <= bounds.high[node]:
                    tie(here, 0, bounds.low[node] - early, bounds.high[node])
                for said in nodes.by_node[node]:
                    it = nodes.statements[said]
                    if said in self._void or it.kind == "core" or it.ref == ORIGIN_NODE:
                        continue
                    inner = own.get(it.ref)
                    if inner is None:
                        there = at(it.ref)
                        shared.append(it.ref)
                    else:
                        there = at(inner) if merged[inner != whole[START]] else at(it.ref)
                    tie(here, there, it.low, it.high)
        if whole[START] != whole[END]:
            tie(at(whole[END]), at(whole[START]), 0, None)
        for together in self._bound_together(shared):
            known = self._distances.between(together)
            if known is None:
                return False
            for ref, node, low, high in known:
                tie(at(node), at(ref), low, high)
        return not potentials(graph).cycles

    def _bound_together(self, nodes: list[int]) -> list[list[int]]:
        """Those of some nodes that lie in one component, if there are more than the event's own."""
        found: dict[int, dict[int, None]] = {}
        for node in nodes:
            found.setdefault(self._home[node], {})[node] = None
        alone = set(nodes[:2])
        return [list(some) for some in found.values() if len(some) > 1 and not alone >= set(some)]
