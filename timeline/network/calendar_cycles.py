"""Circles of calendar relations that cannot hold: counted in days, whatever the dates are.

``x: day after @y`` and ``y: same day as @x`` contradict each other without any date in them, which
their outer edges do not show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge
from crisis.timeline.base.zones import DAY
from crisis.timeline.model.constraints import DayConstraint

from .calendar_relations import goes_on
from .shortest_paths import potentials

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.base.graph import Graph

    from .members import Members


def day_graphs(component: Members, active: Iterable[int]) -> Iterator[Graph]:
    """For each zone of calendar relations a graph of the days that nodes are on there."""
    statements = component.statements
    inner = [n for n in active if component.inner(statements[n])]
    days = [day for n in inner if isinstance(day := statements[n].day, DayConstraint)]
    for zone in dict.fromkeys(day.zone for day in days):
        late = goes_on(zone)  # an earlier instant may be on the next day already
        graph: Graph = [[] for _ in component.nodes]
        for number in inner:
            statement = statements[number]
            here, there = component.places[statement.node], component.places[statement.ref]
            if isinstance(statement.day, DayConstraint) and statement.day.zone == zone:
                first = statement.day.shift + statement.day.first // DAY
                last = statement.day.shift + (statement.day.stop - 1) // DAY
                graph[there].append(Edge(here, last, number))
                graph[here].append(Edge(there, -first, number))
                continue
            if statement.high is not None and statement.high <= 0:
                graph[there].append(Edge(here, int(late), number))
            if statement.low is not None and statement.low >= 0:
                graph[here].append(Edge(there, int(late), number))
        yield graph


def circled(component: Members, active: Iterable[int]) -> bool:
    """Whether any circle of days cannot hold."""
    return any(potentials(graph, most=1).cycles for graph in day_graphs(component, active))
