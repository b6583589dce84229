"""What is computed again and again until nothing changes, and sets that are united."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST = 100
"""So often one thing is computed anew; what changes even then does not come to rest."""


def settles(
    items: Sequence[int],
    behind: Mapping[int, Sequence[int]],
    change: Callable[[int], bool],
    enough: Callable[[], bool],
) -> bool:
    """Compute each, and those ``behind`` what has changed again; whether all come to rest.

    ``change`` computes one and tells whether it has changed. Those that were computed least often
    come first, so that what many lead to waits for all of them. It ends, too, when ``enough`` was
    done.
    """
    rank = _ranks(items, behind)
    heap = [(0, rank[item], item) for item in items]
    heapify(heap)
    waiting = set(items)
    times = dict.fromkeys(items, 0)
    while heap:
        _, _, item = heappop(heap)
        waiting.discard(item)
        if times[item] == MOST or enough():
            return False
        times[item] += 1
        if change(item):
            for other in behind[item]:
                if other not in waiting:
                    waiting.add(other)
                    heappush(heap, (times[other], rank[other], other))
    return True


def _ranks(items: Sequence[int], behind: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """An order in which most come after what they wait for: depth first, the last left first."""
    left: list[int] = []
    seen: set[int] = set()
    for item in items:
        if item in seen:
            continue
        seen.add(item)
        path = [(item, iter(behind[item]))]
        while path:
            here, others = path[-1]
            for other in others:
                if other not in seen:
                    seen.add(other)
                    path.append((other, iter(behind[other])))
                    break
            else:
                left.append(here)
                path.pop()
    return {item: place for place, item in enumerate(reversed(left))}


class Unions:
    """Sets of nodes that are united."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, node: int) -> int:
        """The least node of its set."""
        above = self._above
        while above[node] != node:
            above[node] = above[above[node]]
            node = above[node]
        return node

    def unite(self, node: int, other: int) -> None:
        """Make the sets of two nodes one."""
        a, b = self.root(node), self.root(other)
        self._above[max(a, b)] = min(a, b)
