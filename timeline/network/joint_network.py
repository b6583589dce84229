"""Whether accounts of one event can all be true: the network that they and the rest leave."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from crisis.timeline.model.constraints import END, START

from .calendar_windows import around
from .forks import links
from .shortest_paths import OPEN
from .small_network import Small
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Claim

    from .bounds import Bounds
    from .constraint_graph import Nodes
    from .small_network import Distances, Tie

_CHOICES = 64
"""So many choices among the alternatives of several accounts are tried."""


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
        own = {
            node: early[place] if merged[which] else 0
            for place in range(len(nodes.accounts[number]))
            for which in (START, END)
            if place not in gone and (node := nodes.account(number, place, which)) >= 0
        }
        said = [
            statement
            for node in own
            for at in nodes.by_node[node]
            if at not in self._void
            and (statement := nodes.statements[at]).kind != "core"
            and statement.ref != ORIGIN_NODE
        ]
        ties: list[Tie] = []
        rounded = {node: by for node, by in own.items() if by}
        for together in self._bound_together([*whole, *own], [it.ref for it in said]):
            known = self._distances.between(together)
            if known is None:
                return False
            ties += self._rounded(known, own, rounded)
        small = Small(self._bounds, rounded)
        for node in own:
            which = nodes.nodes[node].which
            if merged[which]:
                small.tie(whole[which], node, 0, 0)
        for statement in said:
            low = statement.low
            if low is not None and statement.ref in nodes.clock_sources:
                low -= own[statement.node]
            small.tie(statement.node, statement.ref, low, statement.high)
        if whole[START] != whole[END]:
            small.tie(whole[END], whole[START], 0, None)
        for tie in ties:
            small.tie(*tie)
        return small.holds and (number not in nodes.chosen or self._any(number, small, gone, own))

    def _rounded(
        self, known: list[Tie], own: Mapping[int, int], rounded: dict[int, int]
    ) -> Iterator[Tie]:
        """Distances where accounts may be early: it is a clock that is rounded, and nothing else.

        So distances are kept, but those of what was read on one clock; and what hangs on a rounded
        account may be as early.
        """
        clocks = self._nodes.clock_sources
        read = any(ref in clocks or node in clocks for node, ref, _, _ in known)
        for node, ref, low, high in known:
            for one, other in ((ref, node), (node, ref)):
                plain = other not in own and other not in clocks
                if plain and own.get(one) and (low, high) != (-OPEN, OPEN):
                    rounded[other] = max(own[one], rounded.get(other, 0))
            if read and low is not None and high is not None:
                yield node, ref, low - own.get(node, 0), high + own.get(ref, 0)
            else:
                yield node, ref, low, high

    def _any(
        self, number: int, small: Small, gone: Collection[int], own: Mapping[int, int]
    ) -> bool:
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
                list(self._ties(number, place, claim, alternative, own))
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
        self, number: int, place: int, claim: Claim, meaning: Meaning, own: Mapping[int, int]
    ) -> Iterator[Tie]:
        """What an alternative says of the nodes of its account."""
        nodes = self._nodes
        start = nodes.account(number, place, START)
        for link in links(nodes.ref, meaning, claim.source):
            node = nodes.account(number, place, link.which)
            ref = start if link.ref is None else link.ref
            if node < 0 or (link.ref is None and start < 0):
                continue
            low, high = (link.low, link.high) if link.day is None else around(link.day)
            if low is not None and (ref == ORIGIN_NODE or ref in nodes.clock_sources):
                low -= own.get(node, 0)
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
