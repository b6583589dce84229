"""Circles that cannot hold and run through events with several accounts, or through wholes.

Inside a component a circle shows itself when it is solved; these run through statements that bound
only one of their sides, and undated ones would be seen by nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge, Graph

from .conflict_core import Clash
from .explanations import SILENT
from .shared_relations import common_relations
from .shortest_paths import potentials
from .statements import AXIOM, ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from .bounds import Bounds
    from .constraint_graph import Nodes

_SOURCES = 100
"""Where more than so many tell of events that wait for each other, none is asked by itself."""


def circles(
    nodes: Nodes, inside: Collection[int], void: Collection[int], bounds: Bounds
) -> list[tuple[Clash, set[int]]]:
    """The circles among some nodes, each with the statements that give way in it.

    What all accounts of an event say runs in a circle, or what one source says of several. ``void``
    are statements that gave way before, ``bounds`` those of what is solved before these nodes.
    """
    numbers = [number for node in inside for number in nodes.by_node[node]]
    if not any(
        _circles(nodes, inside, numbers, void, source) for source in _sources(nodes, inside)
    ):
        return []
    from .refinement import by_content

    inside, numbers = by_content(inside, numbers, nodes.statements, bounds)
    every = (_circles(nodes, inside, numbers, void, source) for source in _sources(nodes, inside))
    return next((clashes for clashes in every if clashes), [])


def _sources(nodes: Nodes, inside: Collection[int]) -> Iterable[str | None]:
    """Who tells of some nodes, behind all of them at once."""
    sources: dict[str | None, None] = {None: None}
    for node in inside:
        at = nodes.nodes[node]
        if at.account is not None:
            sources[nodes.accounts[at.event][at.account].source] = None
    return sources if len(sources) <= _SOURCES else (None,)


def _circles(
    nodes: Nodes,
    inside: Collection[int],
    numbers: Iterable[int],
    void: Collection[int],
    source: str | None,
) -> list[tuple[Clash, set[int]]]:
    places = {node: place for place, node in enumerate(inside)}
    graph: Graph = [[] for _ in places]

    def enter(node: int, ref: int, low: int | None, high: int | None, number: int) -> None:
        if node not in places or ref not in places:
            return
        if high is not None:
            graph[places[ref]].append(Edge(places[node], high, number))
        if low is not None:
            graph[places[node]].append(Edge(places[ref], -low, number))

    for number in numbers:
        statement = nodes.statements[number]
        if number in void or statement.ref == ORIGIN_NODE:
            continue
        at = nodes.nodes[statement.node]
        own = at.account is not None and nodes.accounts[at.event][at.account].source == source
        if statement.oneway and statement.kind != "whole" and not own:
            continue
        enter(statement.node, statement.ref, statement.low, statement.high, number)
    named = (nodes.nodes[node].event for node in inside if node not in nodes.clock_sources)
    events = dict.fromkeys(named)
    shared = sorted(
        common_relations(nodes, events, void),
        key=lambda it: (places.get(it.node, -1), places.get(it.ref, -1), it.low is None),
    )
    first = len(nodes.statements)  # what accounts share is no statement of any one of them
    for place, common in enumerate(shared, first):
        enter(common.node, common.ref, common.low, common.high, place)
    clashes = []
    for cycle in potentials(graph).cycles:
        among: dict[int, None] = {}
        for step in cycle.statements:
            if step < first:
                among[step] = None
            else:
                common = shared[step - first]
                among |= dict.fromkeys((common.statement, *common.others))
        numbers = tuple(among)
        said = [n for n in numbers if nodes.statements[n].kind not in SILENT]
        weakest = max((nodes.statements[n].tier for n in said), default=AXIOM)
        if weakest != AXIOM:
            clash = Clash(numbers, cycle.short)
            clashes.append((clash, {n for n in said if nodes.statements[n].tier == weakest}))
    return clashes
