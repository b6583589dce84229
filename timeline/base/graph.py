"""Directed graphs: with weights, and their strong components; and what is reached by names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


class Edge(NamedTuple):
    """``v - u <= weight``, because statement ``statement`` says so."""

    v: int
    weight: int
    statement: int


Graph = list[list[Edge]]


def strong_components(graph: Graph) -> list[list[int]]:
    """Tarjan's strongly connected components, without recursion, in reverse topological order."""
    index = [0] * len(graph)
    low = [0] * len(graph)
    on_stack = bytearray(len(graph))
    stack: list[int] = []
    components: list[list[int]] = []
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
                    components.append(component)
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
    return components


def reached(edges: Mapping[str, Sequence[str]], starts: Iterable[str]) -> set[str]:
    """All that edges lead to from these names, at once or not; of the names those in a circle."""
    found: set[str] = set()
    waiting = list(starts)
    while waiting:
        for name in edges.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found
