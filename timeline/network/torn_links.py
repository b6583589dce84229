"""Accounts that agree about each event by itself, but cannot all be true of all events at once.

An event is as its accounts have it where these agree. What they and all others say of distances may
run in a circle all the same, through several events and without any date. Nothing shows that while
the network is solved, for accounts bound their events and never what these are related to. Then the
circle is a finding, and the events in it are tied to none of their accounts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.fixpoint import Unions
from crisis.timeline.base.graph import Edge, Graph

from .conflict_core import Clash
from .explanations import SILENT
from .refinement import by_content
from .relation_graph import relations
from .shared_relations import common_relations
from .shortest_paths import potentials

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from crisis.timeline.model.relations import Relation

    from .negative_cycles import Cycle
    from .solved import Solved


def torn(network: Solved) -> tuple[set[int], list[Clash]]:
    """The statements that tie events to accounts and are in such circles, and the circles."""
    statements = network.nodes.statements
    held = list(relations(network))
    webs = Unions(len(network.nodes.nodes))
    for relation in held:
        webs.unite(relation.node, relation.ref)
    homes = {webs.root(it.node) for it in held if statements[it.statement].kind == "accounts"}
    held = [relation for relation in held if webs.root(relation.node) in homes]
    nodes = dict.fromkeys(node for relation in held for node in (relation.node, relation.ref))
    if not potentials(_graph(held, {node: at for at, node in enumerate(nodes)}), most=1).cycles:
        return set(), []
    numbers = dict.fromkeys(relation.statement for relation in held)
    order, said = by_content(nodes, numbers, statements, network.bounds)
    ranks = {number: rank for rank, number in enumerate(said)}
    held.sort(key=lambda relation: (ranks[relation.statement], relation.low is None))
    return _untied(held, order, network)


def _untied(
    held: Sequence[Relation], order: Sequence[int], network: Solved
) -> tuple[set[int], list[Clash]]:
    statements = network.nodes.statements
    ties: dict[int, list[int]] = {}
    for place, relation in enumerate(held):
        if statements[relation.statement].kind == "accounts":
            ties.setdefault(relation.node, []).append(place)
    loose: set[int] = set()
    clashes: list[Clash] = []
    others = {
        (shared.statement, shared.low is None): shared.others
        for shared in common_relations(network.nodes, network.nodes.starts, network.suspended)
    }

    def give_way(cycle: Cycle) -> Collection[int]:
        """Untie the events of a circle from all their accounts, so that no names decide which."""
        events = dict.fromkeys(
            held[place].node
            for place in cycle.statements
            if statements[held[place].statement].kind == "accounts"
        )
        gone = [place for event in events for place in ties[event]]
        if gone:
            loose.update(held[place].statement for place in gone)
            named = (
                number
                for place in cycle.statements
                for number in _named(held[place], others)
                if statements[number].kind not in SILENT
            )
            clashes.append(Clash(tuple(dict.fromkeys(named)), cycle.short))
        return gone

    potentials(_graph(held, {node: at for at, node in enumerate(order)}), give_way)
    return loose, clashes


def _named(
    relation: Relation, others: Mapping[tuple[int, bool], tuple[int, ...]]
) -> tuple[int, ...]:
    """What says a relation: where that is what accounts share, each of them."""
    if relation.account:
        return (relation.statement,)
    return relation.statement, *others.get((relation.statement, relation.low is None), ())


def _graph(held: Sequence[Relation], places: Mapping[int, int]) -> Graph:
    """Relations as edges, each by its place among them."""
    graph: Graph = [[] for _ in places]
    for place, relation in enumerate(held):
        node, ref = places[relation.node], places[relation.ref]
        if relation.high is not None:
            graph[ref].append(Edge(node, relation.high, place))
        if relation.low is not None:
            graph[node].append(Edge(ref, -relation.low, place))
    return graph
