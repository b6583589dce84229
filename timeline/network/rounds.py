"""Components that wait for each other: each is solved anew until nothing changes.

From open bounds downwards: so every bound is wide enough at any time, and in which order they are
solved does not matter. Where one becomes wider all the same since something gives way, that has
given way for good, and all begins with open bounds again: else what gives way, and holds again by
the room that this leaves, would have no end. Where one becomes wider for another reason, a
component that waits for itself begins with open bounds again. Where all that takes more work than
their size allows, each is solved a few times, all at once, with what was known of the others
before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.fixpoint import settles

from .account_cycles import circles
from .bounds import together
from .component import Passed
from .refinement import by_content
from .statements import AXIOM

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from .bounds import Bounds, Known
    from .conflict_core import Clash
    from .constraint_graph import Nodes
    from .solving_order import SolvingOrder

    Solve = Callable[[list[int], list[int], Passed, bool], int]

_EFFORT, _EFFORT_LEAST = 60, 2_000
"""So often statements are looked at in rounds, for each node and statement, and at least."""
_HOPS = 3
"""How far accounts are followed from component to component where that was not enough."""


class Rounds:
    """A stage of components that wait for each other.

    ``members`` are the nodes of each component and ``own`` the numbers of its statements. ``solve``
    solves one and tells how often it looked at statements.
    """

    def __init__(
        self,
        nodes: Nodes,
        bounds: Bounds,
        order: SolvingOrder,
        stage: list[int],
        members: list[list[int]],
        own: list[list[int]],
        solve: Solve,
    ) -> None:
        self.nodes = [node for component in stage for node in members[component]]
        self._in = nodes
        self._bounds = bounds
        self._members = members
        self._clashes: list[Clash] = []
        self._given_way: set[int] = set()
        while circled := circles(nodes, self.nodes, self._given_way, bounds):
            self._clashes.extend(clash for clash, _ in circled)
            self._given_way.update(number for _, weakest in circled for number in weakest)
        self._own = {c: [n for n in own[c] if n not in self._given_way] for c in stage}
        said = sum(map(len, self._own.values()))
        self._left = _EFFORT * (len(self.nodes) + said) + _EFFORT_LEAST
        self._solve = solve
        self._last: dict[int, Passed] = {}
        self._gone: set[int] = set()
        self._moving: dict[int, list[Known]] = {}
        # Where there is not work enough for all, no names decide whose turn comes.
        numbers = [number for c in stage for number in self._own[c]]
        hanging = order.hanging(dict.fromkeys(self.nodes))
        turns, _ = by_content(self.nodes, numbers, nodes.statements, bounds, hanging)
        self._stage = list(dict.fromkeys(order.home[node] for node in turns))
        rank = {component: place for place, component in enumerate(self._stage)}
        self._waiting = {
            component: sorted(behind, key=rank.__getitem__)
            for component, behind in order.waiting(stage, members).items()
        }

    def run(self, passed: Passed, runaway: Collection[int]) -> bool:
        """Solve all; whether that was followed to its end, which it is not for ``runaway`` nodes.

        What came of it is added to ``passed``.
        """
        histories = self._bounds.histories
        ended = not any(node in runaway for node in self.nodes) and self._settle()
        if not ended:
            passed.cut.update(self.nodes)
            self._at_once()
            histories.end(self.nodes, self._in.statements)
        passed.clashes.extend(self._clashes)
        passed.suspended.update(self._given_way)
        for solved in self._last.values():
            passed.clashes.extend(solved.clashes)
            passed.suspended.update(solved.suspended)
            passed.cut.update(solved.cut)
            passed.composed.update(solved.composed)
        histories.void |= passed.suspended
        return ended

    def _settle(self) -> bool:
        """Solve components until nothing changes; whether that came to an end."""
        while True:
            self._forget()
            self._last.clear()
            self._gone.clear()
            ended = settles(
                self._stage, self._waiting, self._again, lambda: self._left <= 0 or bool(self._gone)
            )
            if not self._gone:  # the last of all may have let go of something
                return ended
            self._given_way |= self._gone
            for component, numbers in self._own.items():
                self._own[component] = [n for n in numbers if n not in self._gone]

    def _forget(self) -> None:
        for node in self.nodes:
            self._bounds.forget(node)
        self._bounds.histories.forget(self.nodes)

    def _at_once(self) -> None:
        """Solve each a few times, all at once, and open what has not come to rest."""
        self._forget()
        for _ in range(_HOPS):
            since = self._bounds.histories.moment
            together(
                self._bounds,
                [self._members[component] for component in self._stage],
                lambda at, since=since: self._changes(self._stage[at], since, scant=True),  # type: ignore[misc]
            )
        for component in self._stage:
            self._bounds.loosen(self._members[component], self._moving[component])
        statements = self._in.statements
        said = (number for node in self.nodes for number in self._in.by_node[node])
        self._bounds.close(
            (number, statement)
            for number in said
            if (statement := statements[number]).tier == AXIOM and statement.kind == "lasts"
        )

    def _again(self, component: int) -> bool:
        """Solve a component by what is known of the others now; whether its bounds have changed."""
        return self._changes(component, self._bounds.histories.moment)

    def _changes(self, component: int, since: int, scant: bool = False) -> bool:
        nodes, bounds = self._members[component], self._bounds
        self._moving[component] = before = bounds.copy(nodes)
        self._once(component, scant)
        if not scant and bounds.wider(nodes, before):
            solved = self._last[component]
            if gone := solved.suspended.difference(self._given_way):
                self._gone |= gone
                self._clashes += [
                    clash for clash in solved.clashes if not gone.isdisjoint(clash.all)
                ]
                return False
            if component in self._waiting[component]:
                for node in nodes:
                    bounds.forget(node)
                self._once(component, scant)
        changed = bounds.settle(nodes, before, self._in.statements)
        if changed or nodes[0] not in bounds.histories:
            bounds.histories.note(nodes, self._in.statements, since)
        return changed

    def _once(self, component: int, scant: bool) -> None:
        nodes = self._members[component]
        self._last[component] = Passed([], set(), set(), set())
        self._left -= len(nodes) + self._solve(
            nodes, self._own[component], self._last[component], scant
        )
