"""How bounds were narrowed step by step, so that every explanation leads to the bound it explains.

A bound that was narrowed again and again has more than one step behind it: by calendar relations,
or round by round where components wait for each other. A step that led to it was made of what was
known then, and that is where the explanation goes on.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .shortest_paths import Distance, Step
    from .statements import Statement


class Trail(NamedTuple):
    """How the bound of a node was narrowed by calendar relations, from ``value`` on.

    ``narrowed`` has (turn, bound, step) in the order of a ``run``.
    """

    run: object
    value: Distance
    step: Step | None
    narrowed: list[tuple[Distance, Distance, Step]]


class Narrowed(NamedTuple):
    """A bound that a node had from a moment on, by a step from what was known ``until`` another."""

    moment: int
    value: Distance
    step: Step | None
    until: int


class Latest(NamedTuple):
    """One end of the bounds of all nodes, the last step to each, and the trails of some."""

    values: list[Distance]
    steps: list[Step | None]
    trails: dict[int, Trail]


class Histories:
    """The bounds that nodes had one after the other, of those that wait for each other.

    ``moment`` is the last of them; ``void`` are statements that gave way in the end.
    """

    def __init__(self, low: Latest, high: Latest) -> None:
        self.moment = 0
        self.void: set[int] = set()
        self._latest = low, high
        self._known: tuple[dict[int, list[Narrowed]], dict[int, list[Narrowed]]] = {}, {}

    def __contains__(self, node: int) -> bool:
        return node in self._known[0]

    def forget(self, nodes: Iterable[int]) -> None:
        """Begin anew with some nodes."""
        if self._known[0]:
            for node in nodes:
                self._known[0].pop(node, None)
                self._known[1].pop(node, None)

    def note(self, nodes: Sequence[int], statements: Sequence[Statement], before: int) -> None:
        """Note what the nodes of a component have come to, by what others had ``before``."""
        first = last = self.moment + 1
        inside = set(nodes)
        for (values, steps, trails), known in zip(self._latest, self._known, strict=True):
            for node in nodes:
                trail = trails.get(node)
                narrowed: list[tuple[Distance, Distance, Step | None]] = [
                    (-1, values[node], steps[node])
                ]
                if trail is not None:
                    narrowed = [(-1, trail.value, trail.step), *trail.narrowed]
                for turn, value, step in narrowed:
                    moment = first + 1 + int(turn)
                    inner = (
                        step is not None
                        and step.before in inside
                        and not statements[step.statement].oneway
                    )
                    until = moment if inner else before
                    known.setdefault(node, []).append(Narrowed(moment, value, step, until))
                    last = max(last, moment)
        self.moment = last

    def end(self, nodes: Sequence[int], statements: Sequence[Statement]) -> None:
        """Note what was changed in the end, when the rounds were over."""
        before = self.moment
        for node in nodes:
            if any(
                known[node][-1].value != values[node]
                for (values, _, _), known in zip(self._latest, self._known, strict=True)
            ):
                self.note([node], statements, before)

    def at(self, node: int, high: bool, moment: Distance) -> Narrowed | None:
        """The bound that a node had at a moment, as it came to it first; None if it is not kept."""
        known = self._known[high].get(node)
        past = bisect_right(known, moment, key=_moment) if known else 0
        if not known or not past:
            return None
        last = known[past - 1]
        for entry in known:
            if entry.value == last.value and (
                entry.step is None or entry.step.statement not in self.void
            ):
                return entry
        return last


def _moment(narrowed: Narrowed) -> int:
    return narrowed.moment
