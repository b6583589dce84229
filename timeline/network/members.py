"""What a component of the network is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conflict_core import MOST_MINIMIZED
from .shortest_paths import OPEN
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.base.zones import Zone

    from .bounds import Bounds
    from .conflict_core import Clash
    from .shortest_paths import Distance
    from .statements import Statement


class Members:
    """Nodes that bound each other, and the numbers of the statements that do.

    ``places`` has where each node stands among them.
    """

    def __init__(
        self,
        nodes: list[int],
        numbers: list[int],
        statements: Sequence[Statement],
        bounds: Bounds,
        zones: dict[str, Zone],
    ) -> None:
        self.statements = statements
        self.bounds = bounds
        self.zones = zones
        self.arrange(nodes, numbers)

    def arrange(self, nodes: list[int], numbers: list[int]) -> None:
        """Take the nodes and the numbers of the statements in this order."""
        self.nodes = nodes
        self.numbers = numbers
        self.places = {node: place for place, node in enumerate(nodes)}

    def inner(self, statement: Statement) -> bool:
        """Whether a statement bounds both its ends, inside this component."""
        return (
            statement.ref != ORIGIN_NODE and not statement.oneway and statement.ref in self.places
        )

    def outside(self, statement: Statement) -> tuple[Distance, Distance]:
        """The bound of what a statement is measured from, where that is none of them.

        Of what is empty already nothing follows: what contradicts itself there is found there.
        """
        if statement.ref == ORIGIN_NODE:
            return 0, 0
        low, high = self.bounds.low[statement.ref], self.bounds.high[statement.ref]
        return (low, high) if low <= high else (-OPEN, OPEN)


def around(clash: Clash, members: Members, active: Sequence[int]) -> Iterator[Clash]:
    """A clash with what ``active`` statements say of its nodes, then of those that these name."""
    known = dict.fromkeys(clash.all)
    while len(known) <= MOST_MINIMIZED:
        said = [members.statements[number] for number in known]
        nodes = {node for it in said for node in (it.node, it.ref)} - {ORIGIN_NODE}
        before = len(known)
        for number in active:
            statement = members.statements[number]
            if number in known or nodes.isdisjoint((statement.node, statement.ref)):
                continue
            known[number] = None
            if not members.inner(statement):
                chains = (members.bounds.chain(statement.ref, high) for high in (False, True))
                known.update(dict.fromkeys(n for chain in chains for _, n in chain))
        if len(known) == before:
            return
        yield clash._replace(all=tuple(known), low_path=(), high_path=())
    yield clash._replace(all=tuple(active), low_path=(), high_path=())
