"""Whether one of several alternatives can be true with all else that is said.

Its bounds are compared with what is known of the event. Where it is measured from events, or lasts,
it is also asked whether it runs in a circle with what is said of the same component: the network
of that component is consistent without it, so a negative circle runs through it.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.fixpoint import Unions
from crisis.timeline.model.alternatives import without_header
from crisis.timeline.model.constraints import END, START
from crisis.timeline.model.records import Written

from .conflict_core import MOST_MINIMIZED, Clash, Tries, minimal
from .explanations import conflict
from .forks import links, reached
from .members import Members
from .shortest_paths import OPEN
from .statements import ORIGIN_NODE
from .ways import Ways

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.model.conflicts import Conflict
    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.records import Claim
    from crisis.timeline.model.relations import Work

    from .constraint_graph import Nodes
    from .solver import Solver

_TRIED = 99  # weaker than anything that is said


class Refuting:
    """Asks a solved network for alternatives.

    ``work`` is how many edges may still be looked at for ways, ``circles`` how many for what takes
    the whole component; behind that only bounds are compared.
    """

    def __init__(self, nodes: Nodes, solver: Solver, work: Work, circles: Work) -> None:
        self._nodes = nodes
        self._solver = solver
        self._work = work
        self._circles = circles
        self._void = solver.suspended | solver.retired
        self._total = len(nodes.statements)
        self._homes: dict[int, list[int]] | None = None
        self._above = Unions(0)
        self._composed: dict[int, list[int]] = {}

    def clash(
        self, number: int, account: int, claim: Claim, alternative: Meaning
    ) -> tuple[Conflict, list[int]] | None:
        """What an alternative contradicts: as a finding, and the numbers of its statements.

        None where it may be true.
        """
        nodes = self._nodes
        several = nodes.several(number)
        ends = nodes.ends.get(number)
        places: tuple[int, int | None] = (nodes.starts[number], ends)
        if several:
            start = nodes.account_starts.get((number, account), nodes.starts[number])
            places = (start, nodes.account_ends.get((number, account), None))
        reading = nodes.accounts[number][account]
        if several and not reading.starts:
            alternative = without_header(alternative)  # it leaves the start to the others
        said = claim._replace(
            meaning=alternative, phrases=(Written("is", alternative.written, 0, 0),)
        )
        mark = len(nodes.statements)
        first, last = places
        nodes.state(number, said, (first, first if last is None else last), reading)
        own = [n for n in range(mark, len(nodes.statements)) if nodes.statements[n].kind != "core"]
        for n in own:
            nodes.statements[n] = nodes.statements[n]._replace(tier=_TRIED)
        clash = self._by_ways(own, last)
        if clash is None:
            clash = self._by_bounds(number, places, claim, alternative, own)
        if clash is None and not self._plain(own) and self._circles.left > 0:
            clash = self._by_circles(own)
        refuted = None
        if clash is not None:
            numbers = [n for n in clash.all if n < mark]
            refuted = _first(conflict(clash, nodes), claim, alternative.written), numbers
        del nodes.statements[mark:]
        return refuted

    def _by_bounds(
        self,
        number: int,
        places: tuple[int, int | None],
        claim: Claim,
        alternative: Meaning,
        own: list[int],
    ) -> Clash | None:
        """Whether its bounds leave nothing of what is known of the event."""
        nodes, bounds = self._nodes, self._solver.bounds
        some = links(nodes.ref, alternative, claim.source)
        whole = (nodes.starts[number], nodes.ends.get(number))
        for which, node in ((START, places[START]), (END, places[END])):
            if node is None:
                continue
            for high in (False, True):
                end = reached(some, which, high, bounds, places[START])
                if end is None:
                    continue
                for known in dict.fromkeys((node, whole[which])):
                    if known is None or bounds.low[known] > bounds.high[known]:
                        continue
                    limit = bounds.low[known] if high else bounds.high[known]
                    miss = limit - end[0] if high else end[0] - limit
                    if miss <= 0 or abs(limit) == OPEN:
                        continue
                    chain = bounds.chain(known, not high)
                    if known != node and self._own_dispute(number, chain):
                        continue
                    return self._chains(own, which, int(end[0]), end[1], known, high, int(miss))
        return None

    def _own_dispute(self, number: int, chain: list[tuple[int, int]]) -> bool:
        """Whether accounts of the event itself lead to a bound: that is a dispute, and no more."""
        reached = (self._nodes.statements[said] for _, said in chain)
        return any(
            statement.kind == "accounts" and statement.event == number for statement in reached
        )

    def _chains(
        self, own: list[int], which: int, value: int, ref: int, known: int, high: bool, short: int
    ) -> Clash:
        """A clash between an alternative and what else is known of the event's bound."""
        nodes, bounds = self._nodes, self._solver.bounds
        said = [n for n in own if nodes.nodes[nodes.statements[n].node].which == which] or own
        chain = [] if ref == ORIGIN_NODE else bounds.chain(ref, high)
        against = bounds.chain(known, not high)
        values, others = (bounds.high, bounds.low) if high else (bounds.low, bounds.high)
        path = [(at, n, int(values[at])) for at, n in chain if abs(values[at]) != OPEN]
        path.append((known, self._leading(said, value, ref), value))
        other = tuple((at, n, int(others[at])) for at, n in against if abs(others[at]) != OPEN)
        numbers = tuple(dict.fromkeys(n for _, n, _ in (*path, *other)))
        low_path, high_path = (other, tuple(path)) if high else (tuple(path), other)
        self._work.left -= len(numbers)
        clash = Clash(numbers, short, low_path, high_path)
        clash = minimal(clash, nodes.statements, self._solver.zones, Tries()) or clash
        most = MOST_MINIMIZED if self._work.left > 0 else 1
        low_path, high_path = clash.low_path[-most:], clash.high_path[-most:]
        more = len(clash.low_path) + len(clash.high_path) - len(low_path) - len(high_path)
        return clash._replace(low_path=low_path, high_path=high_path, more=more)

    def _leading(self, said: list[int], value: int, ref: int) -> int:
        """The statement of an alternative that leads to a bound."""
        statements = self._nodes.statements
        for n in said:
            statement = statements[n]
            if statement.ref == ref and (
                ref != ORIGIN_NODE or value in (statement.low, statement.high)
            ):
                return n
        return said[0]

    @cached_property
    def _ways(self) -> Ways:
        return Ways(self._nodes, self._total, self._void)

    def _plain(self, own: list[int]) -> bool:
        """Whether its ways tell all: it is one distance beside clocks and dates, or these alone."""
        said = [self._nodes.statements[n] for n in own]
        return sum(statement.ref != ORIGIN_NODE for statement in said) < 2 and all(
            statement.day is None for statement in said
        )

    def _by_ways(self, own: list[int], end: int | None) -> Clash | None:
        """Whether what is said leads from one end of its statements to the other in less."""
        statements = self._nodes.statements
        limits: list[tuple[int, int, int, tuple[int, ...]]] = []  # from, to, at least, said
        dated = [n for n in own if statements[n].ref == ORIGIN_NODE]
        for n in own:
            statement = statements[n]
            if statement.ref == ORIGIN_NODE or statement.oneway:
                continue
            if statement.low is not None:
                limits.append((statement.ref, statement.node, statement.low, (n,)))
            if statement.high is not None:
                limits.append((statement.node, statement.ref, -statement.high, (n,)))
        for late in dated if end is not None else ():
            for early in dated:
                first, last = statements[early], statements[late]
                if first.node != last.node and last.low is not None and first.high is not None:
                    limits.append((first.node, last.node, last.low - first.high, (early, late)))
        for start, stop, least, said in limits:
            way = self._ways.shorter(start, stop, least, self._work)
            if way is not None:
                return Clash((*said, *way[1]), least - way[0])
        return None

    def _by_circles(self, own: list[int]) -> Clash | None:
        """Whether it runs in a circle with what is said of the same component.

        An account that leaves the start to the others has its end in another component than that.
        """
        from .repair import Repair

        nodes, solver = self._nodes, self._solver
        members, numbers = self._component(nodes.statements[n].node for n in own)
        self._circles.left -= len(numbers) + len(members)
        component = Members(
            members, [*numbers, *own], nodes.statements, solver.bounds, solver.zones
        )
        repair = Repair(component, component.numbers, _TRIED)
        return repair.clashes[0] if repair.clashes else None

    def _component(self, start: Iterable[int]) -> tuple[list[int], list[int]]:
        """The nodes that bound each other with some, and the numbers of what is said of them."""
        nodes, void = self._nodes, self._void
        if self._homes is None:
            self._above = above = Unions(len(nodes.nodes))
            for number, statement in enumerate(nodes.statements[: self._total]):
                if statement.ref != ORIGIN_NODE and not statement.oneway and number not in void:
                    above.unite(statement.node, statement.ref)
            self._homes = {}
            for other in range(len(nodes.nodes)):
                self._homes.setdefault(above.root(other), []).append(other)
            for number in range(self._solver.given, self._total):
                self._composed.setdefault(nodes.statements[number].node, []).append(number)
        roots = dict.fromkeys(self._above.root(node) for node in start)
        members = [member for root in roots for member in self._homes[root]]
        numbers = [
            n
            for member in members
            for n in (*nodes.by_node[member], *self._composed.get(member, ()))
            if n not in void
        ]
        return members, numbers


def _first(finding: Conflict, claim: Claim, written: str) -> Conflict:
    """A finding in which the statement of the alternative comes first."""
    own = [r for r in finding.reasons if (r.origin, r.phrase) == (claim.origin, written)]
    others = [reason for reason in finding.reasons if reason not in own]
    return finding._replace(reasons=(*own, *others))
