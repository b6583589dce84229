"""One component of the network: solve it, find its conflicts, and let the weakest give way.

A component is a set of nodes that bound each other. What it takes from other components is fixed
while it is solved.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from .model import Bound
from .network import OPEN, Cycle, Edge, Graph, Step, distances, potentials, reverse
from .statements import AXIOM, HARD, ORIGIN_NODE, Statement
from .zones import DAY, EPOCH_WALL, FIRST_DAY, LAST_DAY, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .network import Distance

EARLIEST = (FIRST_DAY - 1) * DAY - EPOCH_WALL
LATEST = (LAST_DAY + 2) * DAY - EPOCH_WALL


class Bounds:
    """The bounds of all nodes so far, and the last step that led to each."""

    def __init__(self, count: int) -> None:
        self.low: list[Distance] = [-OPEN] * count
        self.high: list[Distance] = [OPEN] * count
        self.low_steps: list[Step | None] = [None] * count
        self.high_steps: list[Step | None] = [None] * count

    def at(self, node: int) -> Bound:
        """The bound of a node."""
        low, high = self.low[node], self.high[node]
        return Bound(None if low == -OPEN else int(low), None if high == OPEN else int(high))


class Clash(NamedTuple):
    """Statements that cannot all hold, and by how many microseconds they miss.

    ``low_path`` is the chain that puts a node so late, ``high_path`` the one that puts it so early,
    each from the origin on as (node reached, statement, bound there). A circle has no paths.
    """

    all: tuple[int, ...]
    short: int
    low_path: tuple[tuple[int, int, int], ...] = ()
    high_path: tuple[tuple[int, int, int], ...] = ()


class Component:
    """Some nodes with the statements that bound them."""

    def __init__(
        self,
        nodes: list[int],
        numbers: list[int],
        statements: Sequence[Statement],
        bounds: Bounds,
        zones: dict[str, Zone],
    ) -> None:
        self.nodes = nodes
        self.numbers = numbers
        self.statements = statements
        self.bounds = bounds
        self.zones = zones
        self.places = {node: place for place, node in enumerate(nodes)}
        self.suspended: set[int] = set()

    def solve(self) -> list[Clash]:
        """Set the bounds of the component's nodes; the clashes found on the way."""
        plain = [n for n in self.numbers if self.statements[n].kind != "core"]
        if not self._attempt(plain):
            return []
        found: list[Clash] = []
        for tier in sorted({max(HARD, self.statements[n].tier) for n in self.numbers}):
            while True:
                active = [
                    n
                    for n in self.numbers
                    if self.statements[n].tier <= tier and n not in self.suspended
                ]
                clashes = self._attempt(active)
                if not clashes:
                    break
                found.extend(clashes)
                for clash in clashes:
                    self._give_way(clash)
        return found

    def _give_way(self, clash: Clash) -> None:
        """The weakest statements of a clash are suspended together."""
        own = [n for n in clash.all if n in self._own and self.statements[n].tier != AXIOM]
        if own:
            weakest = max(self.statements[n].tier for n in own)
            self.suspended.update(n for n in own if self.statements[n].tier == weakest)

    @property
    def _own(self) -> set[int]:
        return set(self.numbers)

    def _attempt(self, active: Iterable[int]) -> list[Clash]:
        """Solve with some of the statements; what clashes, or nothing when all hold."""
        size = len(self.nodes)
        graph: Graph = [[] for _ in range(size)]
        high: list[Distance] = [OPEN] * size
        low: list[Distance] = [OPEN] * size  # negated, so that both are shortest distances
        high_steps: list[Step | None] = [None] * size
        low_steps: list[Step | None] = [None] * size
        days: list[int] = []
        for number in active:
            it = self.statements[number]
            here = self.places[it.node]
            there = self.places.get(it.ref, -1)
            if it.ref != ORIGIN_NODE and there >= 0 and not it.oneway:
                if it.high is not None:
                    graph[there].append(Edge(here, it.high, number))
                if it.low is not None:
                    graph[here].append(Edge(there, -it.low, number))
            else:
                base_low: Distance = 0
                base_high: Distance = 0
                if it.ref != ORIGIN_NODE:
                    base_low, base_high = self.bounds.low[it.ref], self.bounds.high[it.ref]
                if it.high is not None and base_high + it.high < high[here]:
                    high[here] = base_high + it.high
                    high_steps[here] = Step(it.ref, number)
                if it.low is not None and -(base_low + it.low) < low[here]:
                    low[here] = -(base_low + it.low)
                    low_steps[here] = Step(it.ref, number)
            if it.day is not None:
                days.append(number)
        edges = any(graph)
        if edges:
            values, cycles = potentials(graph)
            if cycles:
                return [self._circle(cycle) for cycle in cycles]
            distances(graph, values, high, high_steps)
            distances(reverse(graph), [-value for value in values], low, low_steps)
        state = _State(graph, high, low, high_steps, low_steps)
        if days:
            self._days(days, state)
        self._keep(state)
        return self._clashes(state)

    def _keep(self, state: _State) -> None:
        bounds = self.bounds
        for place, node in enumerate(self.nodes):
            bounds.high[node] = state.high[place]
            bounds.low[node] = -state.low[place]
            bounds.high_steps[node] = self._global(state.high_steps[place])
            bounds.low_steps[node] = self._global(state.low_steps[place])

    def _global(self, step: Step | None) -> Step | None:
        """A step with the number of its node among all nodes."""
        if step is None:
            return None
        it = self.statements[step.statement]
        if it.ref == ORIGIN_NODE:
            return Step(ORIGIN_NODE, step.statement)
        if it.ref not in self.places or it.oneway:
            return Step(it.ref, step.statement)
        return Step(self.nodes[step.before], step.statement)

    def _days(self, days: list[int], state: _State) -> None:
        """Calendar relations: evaluated from current bounds until nothing changes.

        The narrowest bounds go first, so that a chain is walked once from its fixed end.
        """
        touching: dict[int, list[int]] = {}
        for number in days:
            it = self.statements[number]
            touching.setdefault(self.places[it.node], []).append(number)
            if it.ref in self.places:
                touching.setdefault(self.places[it.ref], []).append(number)
        queue = deque(sorted(touching, key=lambda p: (state.high[p] + state.low[p], self.nodes[p])))
        if any(self.statements[n].ref not in self.places for n in days):
            queue.extend(self.places[self.statements[n].node] for n in days)
        waiting = set(queue)
        turned = reverse(state.graph)
        budget = 200 * (len(self.nodes) + len(days)) + 10_000
        while queue and budget:
            budget -= 1
            place = queue.popleft()
            waiting.discard(place)
            changed = [p for n in touching.get(place, ()) for p in self._day(n, state)]
            for v, weight, number in state.graph[place]:
                if state.high[place] + weight < state.high[v]:
                    state.high[v] = state.high[place] + weight
                    state.high_steps[v] = Step(place, number)
                    changed.append(v)
            for v, weight, number in turned[place]:
                if state.low[place] + weight < state.low[v]:
                    state.low[v] = state.low[place] + weight
                    state.low_steps[v] = Step(place, number)
                    changed.append(v)
            for other in changed:
                if other not in waiting and state.high[other] + state.low[other] >= 0:
                    waiting.add(other)
                    queue.append(other)

    def _day(self, number: int, state: _State) -> list[int]:
        """Apply one calendar relation in both directions; the places whose bounds changed."""
        it = self.statements[number]
        day = it.day
        assert day is not None
        zone = self.zones.setdefault(day.zone, Zone(day.zone))
        here = self.places[it.node]
        there = self.places.get(it.ref, -1)
        ref_low = self.bounds.low[it.ref] if there < 0 or it.oneway else -state.low[there]
        ref_high = self.bounds.high[it.ref] if there < 0 or it.oneway else state.high[there]
        changed = []
        if _inside(ref_high):
            last = (zone.day(int(ref_high)) + day.shift) * DAY + day.stop
            changed += state.lower_high(here, _at(zone, last, 1) - 1, Step(there, number))
        if _inside(ref_low):
            first = (zone.day(int(ref_low)) + day.shift) * DAY + day.first
            changed += state.raise_low(here, _at(zone, first, 0), Step(there, number))
        if there < 0 or it.oneway:
            return changed
        if _inside(state.high[here]):
            last_day = (zone.wall(int(state.high[here])) - day.first) // DAY - day.shift
            changed += state.lower_high(there, zone.day_stop(last_day) - 1, Step(here, number))
        if _inside(-state.low[here]):
            first_day = (zone.wall(int(-state.low[here])) - day.stop) // DAY + 1 - day.shift
            changed += state.raise_low(there, zone.day_start(first_day), Step(here, number))
        return changed

    def _clashes(self, state: _State) -> list[Clash]:
        """One clash for each pair of statements that an empty bound begins with."""
        bad = [
            place for place in range(len(self.nodes)) if state.high[place] + state.low[place] < 0
        ]
        if not bad:
            return []
        bad.sort(key=lambda p: (state.high[p] + state.low[p], self.nodes[p]))
        found: list[Clash] = []
        covered: set[int] = set()
        roots: tuple[dict[int, int], dict[int, int]] = ({}, {})
        seen: set[tuple[int, int]] = set()
        for place in bad:
            pair = (
                self._root(place, state.high_steps, roots[0]),
                self._root(place, state.low_steps, roots[1]),
            )
            if pair in seen:
                continue
            seen.add(pair)
            clash = self._minimal(self._chains(self.nodes[place]))
            if covered.isdisjoint(clash.all):
                covered.update(n for n in clash.all if n in self._own)
                found.append(clash)
        return found

    def _root(self, place: int, steps: list[Step | None], known: dict[int, int]) -> int:
        """The statement that a chain of steps begins with."""
        path = []
        while place not in known:
            path.append(place)
            step = steps[place]
            if step is None:
                known[place] = -1
                break
            it = self.statements[step.statement]
            if it.ref == ORIGIN_NODE or it.ref not in self.places or it.oneway:
                known[place] = step.statement
                break
            place = step.before
        root = known[place]
        for walked in path:
            known[walked] = root
        return root

    def _chains(self, node: int) -> Clash:
        """The two chains behind an empty bound, cut where they first part into one."""
        high, low = chain(self.bounds, node, True), chain(self.bounds, node, False)
        on_low = {step_node: place for place, (step_node, _) in enumerate(low)}
        for place, (step_node, _) in enumerate(high):  # from the origin on
            empty = self.bounds.low[step_node] > self.bounds.high[step_node]
            if step_node in on_low and empty:
                high, low = high[: place + 1], low[: on_low[step_node] + 1]
                node = step_node
                break
        bounds = self.bounds
        low_path = tuple((at, n, int(bounds.low[at])) for at, n in low)
        high_path = tuple((at, n, int(bounds.high[at])) for at, n in high)
        numbers = tuple(dict.fromkeys(n for _, n in (*low, *high)))
        return Clash(numbers, int(bounds.low[node] - bounds.high[node]), low_path, high_path)

    def _circle(self, cycle: Cycle) -> Clash:
        return self._minimal(Clash(tuple(dict.fromkeys(cycle.statements)), cycle.short))

    def _minimal(self, clash: Clash) -> Clash:
        """The clash without what it does not need."""
        kept = list(clash.all)
        if len(kept) <= MOST_MINIMIZED:
            for number in clash.all:
                fewer = [n for n in kept if n != number]
                if self.statements[number].tier != AXIOM and not self._holds(fewer):
                    kept = fewer
        if len(kept) == len(clash.all):
            return clash
        left = set(kept)
        low = tuple(step for step in clash.low_path if step[1] in left)
        high = tuple(step for step in clash.high_path if step[1] in left)
        return Clash(tuple(kept), clash.short, low, high)

    def _holds(self, numbers: list[int]) -> bool:
        return holds([self.statements[n] for n in numbers], self.zones)


MOST_MINIMIZED = 40


class _State:
    """Bounds while they are being computed; ``low`` is negated."""

    __slots__ = ("graph", "high", "high_steps", "low", "low_steps")

    def __init__(
        self,
        graph: Graph,
        high: list[Distance],
        low: list[Distance],
        high_steps: list[Step | None],
        low_steps: list[Step | None],
    ) -> None:
        self.graph = graph
        self.high = high
        self.low = low
        self.high_steps = high_steps
        self.low_steps = low_steps

    def lower_high(self, place: int, value: int, step: Step) -> list[int]:
        if value >= self.high[place]:
            return []
        self.high[place] = value
        self.high_steps[place] = step
        return [place]

    def raise_low(self, place: int, value: int, step: Step) -> list[int]:
        if -value >= self.low[place]:
            return []
        self.low[place] = -value
        self.low_steps[place] = step
        return [place]


def chain(bounds: Bounds, node: int, high: bool) -> list[tuple[int, int]]:
    """The steps to a node's bound, from the origin on: (node reached, statement)."""
    steps = bounds.high_steps if high else bounds.low_steps
    found: list[tuple[int, int]] = []
    seen: set[int] = set()
    while node != ORIGIN_NODE and node not in seen and (step := steps[node]) is not None:
        seen.add(node)
        found.append((node, step.statement))
        node = step.before
    return found[::-1]


def holds(statements: list[Statement], zones: dict[str, Zone]) -> bool:
    """Whether a few statements can all be true: plain relaxation, for short explanations."""
    nodes = {s.node for s in statements} | {s.ref for s in statements} - {ORIGIN_NODE}
    low: dict[int, int] = {ORIGIN_NODE: 0} | dict.fromkeys(nodes, EARLIEST)
    high: dict[int, int] = {ORIGIN_NODE: 0} | dict.fromkeys(nodes, LATEST)
    for _ in range(3 * len(statements) + 6):
        changed = False
        for s in statements:
            changed |= _tighten(s, low, high, zones)
            if low[s.node] > high[s.node] or low[s.ref] > high[s.ref] or high[ORIGIN_NODE] < 0:
                return False
            if low[ORIGIN_NODE] > 0:
                return False
        if not changed:
            return True
    return False


def _tighten(
    s: Statement, low: dict[int, int], high: dict[int, int], zones: dict[str, Zone]
) -> bool:
    before = (low[s.node], high[s.node], low[s.ref], high[s.ref])
    if s.high is not None:
        high[s.node] = min(high[s.node], high[s.ref] + s.high)
        low[s.ref] = max(low[s.ref], low[s.node] - s.high)
    if s.low is not None:
        low[s.node] = max(low[s.node], low[s.ref] + s.low)
        high[s.ref] = min(high[s.ref], high[s.node] - s.low)
    if s.day is not None:
        day, zone = s.day, zones.setdefault(s.day.zone, Zone(s.day.zone))
        if _inside(high[s.ref]):
            stop = (zone.day(high[s.ref]) + day.shift) * DAY + day.stop
            high[s.node] = min(high[s.node], _at(zone, stop, 1) - 1)
        if _inside(low[s.ref]):
            first = (zone.day(low[s.ref]) + day.shift) * DAY + day.first
            low[s.node] = max(low[s.node], _at(zone, first, 0))
        if _inside(high[s.node]):
            last_day = (zone.wall(high[s.node]) - day.first) // DAY - day.shift
            high[s.ref] = min(high[s.ref], zone.day_stop(last_day) - 1)
        if _inside(low[s.node]):
            first_day = (zone.wall(low[s.node]) - day.stop) // DAY + 1 - day.shift
            low[s.ref] = max(low[s.ref], zone.day_start(first_day))
    return before != (low[s.node], high[s.node], low[s.ref], high[s.ref])


def _inside(value: Distance) -> bool:
    """Whether a bound is closed and so far inside the calendar that days can be counted."""
    return EARLIEST + 60 * DAY < value < LATEST - 60 * DAY


def _at(zone: Zone, wall: int, side: int) -> int:
    """A wall time as an instant: a day's own edge, or the outer reading of a clock."""
    if wall % DAY == 0:
        return zone.day_stop(wall // DAY - 1) if side else zone.day_start(wall // DAY)
    return zone.readings(wall)[side]
