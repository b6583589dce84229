"""One component of the network: solve it, find its conflicts, and let the weakest give way.

A component is a set of nodes that bound each other. What it takes from other components is fixed
while it is solved.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from crisis.timeline.base.graph import Edge
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import Zone, shared_zone

from .bounds import Bounds, State
from .calendar_windows import node_window, ref_window
from .conflict_core import Clash, Tries, minimal
from .histories import Trail
from .members import Members, around
from .shortest_paths import Step, distances, potentials, reverse
from .statements import HARD, LEFT, Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .bounds import Known
    from .calendar_relations import Window
    from .shortest_paths import Distance


_ROUNDS = 8  # behind so many, every empty bound of a calendar relation gives way at once

_AGAIN = 8  # so often all is asked anew since headers gave way that are in the wrong place

_TURNS, _TURNS_LEAST = 40, 4_000
"""So often nodes are looked at for calendar relations, by node and statement, and at least."""
_TRIED, _TRIED_LEAST = 300, 20_000
"""So often statements are tried for the smallest sets that contradict each other."""


class Passed(NamedTuple):
    """What came of solving once: clashes, what gave way, what was composed, what was cut short."""

    clashes: list[Clash]
    suspended: set[int]
    composed: set[int]
    cut: set[int]


class Component(Members):
    """Some nodes with the statements that bound them.

    ``spent`` is how often statements were looked at. ``cut`` tells that calendar relations were
    not followed to their end: bounds are those of differences alone. What can be spent grows with
    the size; ``scant`` does without what is granted to small components beside.
    """

    def __init__(
        self,
        nodes: list[int],
        numbers: list[int],
        statements: Sequence[Statement],
        bounds: Bounds,
        zones: dict[str, Zone],
        scant: bool = False,
    ) -> None:
        super().__init__(nodes, numbers, statements, bounds, zones)
        self.suspended: set[int] = set()
        self.spent = 0
        self.cut = False
        self._own = set(numbers)
        size = len(nodes) + len(numbers)
        self._turns = _TURNS * size + (0 if scant else _TURNS_LEAST)
        self._tries = Tries(_TRIED * size + (0 if scant else _TRIED_LEAST))
        self._active: list[int] = []
        self._state: State  # of the last attempt

    def solve(self) -> list[Clash]:
        """Set the bounds of the component's nodes; the clashes found on the way."""
        before = self.nodes, self.bounds.copy(self.nodes)
        if self._attempt([n for n in self.numbers if not self.statements[n].spare]):
            return []
        from .misplaced import told
        from .refinement import by_content

        self.bounds.put(*before)  # what gives way leaves nothing behind
        self.arrange(*by_content(self.nodes, self.numbers, self.statements, self.bounds))
        known: dict[int, Clash] = {}
        for left in reversed(range(_AGAIN)):
            self.suspended = set(known)
            clashes = self._by_strength(before)
            headers = told(clashes, self.statements, self._own)
            if not left or not headers or self.suspended == headers.keys() | known.keys():
                break
            known |= headers  # what gave way beside them may hold without them
        return [*dict.fromkeys(known.values()), *clashes]

    def _by_strength(self, before: tuple[Sequence[int], list[Known]]) -> list[Clash]:
        """Let statements give way, the strongest first; the clashes found on the way."""
        from . import empty_bounds
        from .misplaced import told
        from .repair import Repair

        every: list[Clash] = []
        for tier in sorted({max(HARD, self.statements[n].tier) for n in self.numbers}):
            self.bounds.put(*before)
            repair = Repair(self, self._upto(tier), tier)
            if tier != LEFT:  # why the clocks gave way is told, and that says enough
                every += repair.clashes
            self.suspended |= repair.suspended
            rounds = 0
            while not self._attempt(self._upto(tier), repair.values):  # calendar relations
                rounds += 1
                smallest = self._minimal if rounds < _ROUNDS else None
                clashes = empty_bounds.clashes(self, self._state, smallest)
                headers = told(clashes, self.statements, self._own)
                if headers:
                    clashes = [*dict.fromkeys(headers.values())]
                if tier != LEFT:
                    every += clashes
                gone = len(self.suspended)
                for clash in clashes:
                    self._give_way(clash)
                if len(self.suspended) == gone:
                    break  # what clashes lies outside this component
                self.bounds.put(*before)
        return every

    def _upto(self, tier: int) -> list[int]:
        """The statements of a tier and of stronger ones that hold so far."""
        return [
            n for n in self.numbers if self.statements[n].tier <= tier and n not in self.suspended
        ]

    def _give_way(self, clash: Clash) -> None:
        """The weakest statements of a clash are suspended together."""
        from .repair import weakest

        self.suspended |= weakest(clash.all, self.statements, self._own, placed=clash.looped)

    def _attempt(self, active: list[int], values: list[int] | None = None) -> bool:
        """Solve with some of the statements, of which ``values`` are potentials if they are known.

        Whether they all hold.
        """
        state, known = State(len(self.nodes)), values is not None
        self._active, self._state = active, state
        self.spent += len(active)
        days = [number for number in active if self._enter(number, state)]
        if any(state.graph):
            if values is None:
                values, cycles = potentials(state.graph, most=1)
                if cycles:
                    return False
            distances(state.graph, values, state.high, state.high_steps)
            negated = [-value for value in values]
            distances(reverse(state.graph), negated, state.low, state.low_steps)
        if days and not known:
            from .calendar_cycles import circled

            if circled(self, active):
                return False
        if days:
            state.remember()
            self._days(days, state)
        self._keep(state)
        return all(high + low >= 0 for high, low in zip(state.high, state.low, strict=True))

    def _enter(self, number: int, state: State) -> bool:
        """Enter a statement as an edge, or as a bound of its node; whether it is a calendar one."""
        statement = self.statements[number]
        here = self.places[statement.node]
        if self.inner(statement):
            there = self.places[statement.ref]
            if statement.high is not None:
                state.graph[there].append(Edge(here, statement.high, number))
            if statement.low is not None:
                state.graph[here].append(Edge(there, -statement.low, number))
            return statement.day is not None
        low, high = self.outside(statement)
        step = Step(statement.ref, number)
        if statement.high is not None:
            state.lower(here, high + statement.high, step)
        if statement.low is not None:
            state.raise_(here, low + statement.low, step)
        return statement.day is not None

    def _keep(self, state: State) -> None:
        bounds = self.bounds
        for place, node in enumerate(self.nodes):
            bounds.high[node] = state.high[place]
            bounds.low[node] = -state.low[place]
            bounds.high_steps[node] = self._global(state.high_steps[place])
            bounds.low_steps[node] = self._global(state.low_steps[place])
            if state.before is not None:
                bounds.low_before[node] = self._global(state.before.low_steps[place])
                bounds.high_before[node] = self._global(state.before.high_steps[place])
        for trails in (bounds.low_trails, bounds.high_trails):
            if trails:
                for node in self.nodes:
                    trails.pop(node, None)
        if state.before is not None:
            self._trails(state.before, state.narrowed)

    def _trails(self, before: State, narrowed: list[tuple[bool, int, Distance, Step]]) -> None:
        """Keep how calendar relations narrowed the nodes, one step after the other."""
        bounds, run = self.bounds, object()
        for turn, (up, place, value, step) in enumerate(narrowed):
            trails = bounds.high_trails if up else bounds.low_trails
            node, known = self.nodes[place], self._global(step)
            if node not in trails:
                first = before.high[place] if up else -before.low[place]
                steps = before.high_steps if up else before.low_steps
                trails[node] = Trail(run, first, self._global(steps[place]), [])
            if known is not None:
                trails[node].narrowed.append((turn, value, known))

    def _global(self, step: Step | None) -> Step | None:
        """A step with the number of its node among all nodes."""
        if step is None:
            return None
        statement = self.statements[step.statement]
        return Step(self.nodes[step.before], step.statement) if self.inner(statement) else step

    def _days(self, days: list[int], state: State) -> None:
        """Calendar relations: evaluated from current bounds until nothing changes.

        The narrowest bounds go first, so that a chain is walked once from its fixed end.
        """
        touching: dict[int, list[int]] = {}
        for number in days:
            statement = self.statements[number]
            touching.setdefault(self.places[statement.node], []).append(number)
            if self.inner(statement):
                touching.setdefault(self.places[statement.ref], []).append(number)
        queue = deque(sorted(touching, key=lambda p: (state.high[p] + state.low[p], p)))
        waiting = set(queue)
        turned = reverse(state.graph)
        while queue:
            self._turns -= 1
            if self._turns < 0:
                self.cut = True
                state.revert()
                return
            place = queue.popleft()
            waiting.discard(place)
            if state.high[place] + state.low[place] < 0:
                continue  # empty already: nothing that follows from it is of use
            changed = [p for n in touching.get(place, ()) for p in self._day(n, state)]
            self.spent += len(touching.get(place, ()))
            for v, weight, number in state.graph[place]:
                if state.lower(v, state.high[place] + weight, Step(place, number)):
                    changed.append(v)
            for v, weight, number in turned[place]:
                if state.raise_(v, -(state.low[place] + weight), Step(place, number)):
                    changed.append(v)
            for other in changed:
                if other not in waiting and state.high[other] + state.low[other] >= 0:
                    waiting.add(other)
                    queue.append(other)

    def _day(self, number: int, state: State) -> list[int]:
        """Apply one calendar relation in both directions; the places whose bounds changed."""
        statement = self.statements[number]
        if statement.day is None:
            return []
        zone = self.zones.setdefault(statement.day.zone, shared_zone(statement.day.zone))
        here = self.places[statement.node]
        changed = []
        if not self.inner(statement):
            window = node_window(statement.day, zone, *self.outside(statement))
            if self._narrow(here, window, Step(statement.ref, number), state):
                changed.append(here)
            return changed
        there = self.places[statement.ref]
        window = node_window(statement.day, zone, -state.low[there], state.high[there])
        if self._narrow(here, window, Step(there, number), state):
            changed.append(here)
        window = ref_window(statement.day, zone, -state.low[here], state.high[here])
        if self._narrow(there, window, Step(here, number), state):
            changed.append(there)
        return changed

    def _narrow(self, place: int, window: Window, step: Step, state: State) -> bool:
        raised = state.raise_(place, window[0], step)
        return state.lower(place, window[1], step) or raised

    def _minimal(self, clash: Clash) -> Clash:
        before = self._tries.left
        smallest = minimal(clash, self.statements, self.zones, self._tries)
        self.spent += before - self._tries.left
        if smallest is not None:
            return smallest
        # Calendar relations in a circle: what their chains do not show stands beside them.
        for more in around(clash, self, self._active):
            smallest = minimal(more, self.statements, self.zones, self._tries)
            if smallest is not None:
                return smallest
        return clash
