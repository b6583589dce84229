"""A simple temporal network: differences between instants, their exact bounds, their conflicts.

Dechter, Meiri & Pearl, "Temporal constraint networks", Artificial Intelligence 49 (1991). An edge
``u -> v`` of weight ``w`` says ``v - u <= w``. The bounds of a consistent network are its shortest
distances from and to the origin. Johnson's potentials (a Bellman-Ford inside each strongly
connected component) make every weight non-negative, so that one Dijkstra gives all upper and
another all lower bounds, and nothing is quadratic on long chains.
"""

from __future__ import annotations

from collections import deque
from heapq import heappop, heappush

from .namedtuples import NamedTuple

OPEN = float("inf")

Distance = float
"""Microseconds as an int; ``OPEN`` or ``-OPEN`` where there is no bound."""


class Edge(NamedTuple):
    """``v - u <= weight``, because statement ``statement`` says so."""

    v: int
    weight: int
    statement: int


class Step(NamedTuple):
    """How a node came by its bound: over ``statement`` from node ``before`` (-1 is the origin)."""

    before: int
    statement: int


Graph = list[list[Edge]]


class Cycle(NamedTuple):
    """A negative cycle: its statements in order, and how far below zero it sums up."""

    statements: list[int]
    short: int


class Potentials(NamedTuple):
    """Values that make all weights non-negative, and the negative cycles that prevent it."""

    values: list[int]
    cycles: list[Cycle]


def reverse(graph: Graph) -> Graph:
    """The same edges the other way round: lower bounds are upper bounds of negated values."""
    turned: Graph = [[] for _ in graph]
    for u, edges in enumerate(graph):
        for v, weight, statement in edges:
            turned[v].append(Edge(u, weight, statement))
    return turned


def potentials(graph: Graph) -> Potentials:
    """Johnson's potentials. Where there are negative cycles, one of each component is returned."""
    values = [0] * len(graph)
    cycles: list[Cycle] = []
    home = [0] * len(graph)
    components = strong_components(graph)  # in reverse topological order
    components.reverse()
    for number, component in enumerate(components):
        for node in component:
            home[node] = number
    for component in components:
        if len(component) > 1:
            cycle = _relax(graph, component, home, values)
            if cycle:
                cycles.append(cycle)
    if cycles:
        return Potentials(values, cycles)
    shift = [0] * len(components)  # each component low enough for the edges that lead into it
    for number, component in enumerate(components):
        for u in component:
            base = values[u] + shift[number]
            for v, weight, _ in graph[u]:
                if home[v] != number:
                    shift[home[v]] = min(shift[home[v]], base + weight - values[v])
    for node, number in enumerate(home):
        values[node] += shift[number]
    return Potentials(values, [])


def distances(
    graph: Graph, values: list[int], start: list[Distance], steps: list[Step | None]
) -> None:
    """Dijkstra from the values in ``start``, which become exact; ``steps`` tells how.

    ``values`` are potentials of the graph.
    """
    heap = [(known - values[node], node) for node, known in enumerate(start) if known != OPEN]
    heap.sort()
    done = bytearray(len(graph))
    while heap:
        reduced, u = heappop(heap)
        if done[u] or reduced != start[u] - values[u]:
            continue
        done[u] = 1
        here = start[u]
        for v, weight, statement in graph[u]:
            found = here + weight
            if found < start[v]:
                start[v] = found
                steps[v] = Step(u, statement)
                heappush(heap, (found - values[v], v))


def reach(graph: Graph, values: list[int], source: int) -> dict[int, Distance]:
    """Dijkstra from one node, at the cost of what it reaches: distances by node."""
    best: dict[int, Distance] = {source: 0}
    heap: list[tuple[Distance, int]] = [(-values[source], source)]
    done: set[int] = set()
    while heap:
        _, u = heappop(heap)
        if u in done:
            continue
        done.add(u)
        here = best[u]
        for v, weight, _ in graph[u]:
            found = here + weight
            if found < best.get(v, OPEN):
                best[v] = found
                heappush(heap, (found - values[v], v))
    return best


def strong_components(graph: Graph) -> list[list[int]]:
    """Tarjan's strongly connected components, without recursion, in reverse topological order."""
    index = [0] * len(graph)
    low = [0] * len(graph)
    on_stack = bytearray(len(graph))
    stack: list[int] = []
    found: list[list[int]] = []
    count = 0
    for root in range(len(graph)):
        if index[root]:
            continue
        work = [(root, 0)]
        while work:
            node, position = work.pop()
            if position == 0:
                count += 1
                index[node] = low[node] = count
                stack.append(node)
                on_stack[node] = 1
            edges = graph[node]
            while position < len(edges):
                other = edges[position].v
                position += 1
                if not index[other]:
                    work.append((node, position))
                    work.append((other, 0))
                    break
                if on_stack[other]:
                    low[node] = min(low[node], index[other])
            else:
                if low[node] == index[node]:
                    component = []
                    while True:
                        other = stack.pop()
                        on_stack[other] = 0
                        component.append(other)
                        if other == node:
                            break
                    found.append(component)
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
    return found


def _relax(graph: Graph, component: list[int], home: list[int], values: list[int]) -> Cycle | None:
    """Bellman-Ford inside a strong component, from one node; a negative cycle if there is one."""
    root = min(component)
    number = home[root]
    best: dict[int, int] = {root: 0}
    steps: dict[int, tuple[int, int, int]] = {}
    queue = deque([root])
    waiting = {root}
    relaxed = 0
    while queue:
        u = queue.popleft()
        waiting.discard(u)
        here = best[u]
        for v, weight, statement in graph[u]:
            if home[v] != number:
                continue
            found = here + weight
            if v in best and found >= best[v]:
                continue
            best[v] = found
            steps[v] = (u, statement, weight)
            relaxed += 1
            if (v == root and found < 0) or relaxed % len(component) == 0:
                cycle = _cycle(steps)
                if cycle:
                    return cycle
            if v not in waiting:
                waiting.add(v)
                queue.append(v)
    for node, value in best.items():
        values[node] = value
    return None


def _cycle(steps: dict[int, tuple[int, int, int]]) -> Cycle | None:
    """A circle of predecessors, which is a negative cycle; or nothing."""
    state: dict[int, int] = {}
    for mark, start in enumerate(steps, start=1):
        node = start
        while node in steps and node not in state:
            state[node] = mark
            node = steps[node][0]
        if node in steps and state[node] == mark:
            found: list[int] = []
            total = 0
            here = node
            while True:
                here, statement, weight = steps[here]
                found.append(statement)
                total += weight
                if here == node:
                    return Cycle(found[::-1], -total)
    return None
