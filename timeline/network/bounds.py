"""The bounds of nodes, finished and in the making, and the steps that led to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.records import Bound

from .conflict_core import Clash
from .histories import Histories, Latest
from .shortest_paths import OPEN, Step
from .statements import ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from crisis.timeline.base.graph import Graph

    from .histories import Trail
    from .shortest_paths import Distance
    from .statements import Statement

    Known = tuple[Distance, Distance, Step | None, Step | None]

_bound = Bound._of


class Bounds:
    """The bounds of all nodes so far, and the last step that led to each."""

    def __init__(self, count: int) -> None:
        self.low: list[Distance] = [-OPEN] * count
        self.high: list[Distance] = [OPEN] * count
        self.low_steps: list[Step | None] = [None] * count
        self.high_steps: list[Step | None] = [None] * count
        self.low_before: dict[int, Step | None] = {}
        self.high_before: dict[int, Step | None] = {}
        self.low_trails: dict[int, Trail] = {}
        self.high_trails: dict[int, Trail] = {}
        self.histories = Histories(
            Latest(self.low, self.low_steps, self.low_trails),
            Latest(self.high, self.high_steps, self.high_trails),
        )

    def at(self, node: int) -> Bound:
        """The bound of a node."""
        low, high = self.low[node], self.high[node]
        return _bound(None if low == -OPEN else int(low), None if high == OPEN else int(high))

    def forget(self, node: int) -> None:
        """Open the bound of a node."""
        self.low[node], self.high[node] = -OPEN, OPEN
        self.low_steps[node] = self.high_steps[node] = None

    def single(
        self, node: int, numbers: Iterable[int], statements: Sequence[Statement]
    ) -> int | None:
        """Set the bound of a node that binds no other; how many statements were looked at.

        None, and nothing is set, where they contradict each other or one is a calendar relation.
        """
        low, high = -OPEN, OPEN
        low_step = high_step = None
        looked = 0
        for number in numbers:
            statement = statements[number]
            ref = statement.ref
            if statement.day is not None or ref == node:
                return None
            if statement.kind == "core":
                continue
            looked += 1
            base: tuple[Distance, Distance] = (0, 0)
            if ref != ORIGIN_NODE:
                base = self.low[ref], self.high[ref]
            if statement.low is not None and base[0] + statement.low > low:
                low, low_step = base[0] + statement.low, (ref, number)
            if statement.high is not None and base[1] + statement.high < high:
                high, high_step = base[1] + statement.high, (ref, number)
        if low > high:
            return None
        self.low[node], self.high[node] = low, high
        self.low_steps[node] = None if low_step is None else Step(*low_step)
        self.high_steps[node] = None if high_step is None else Step(*high_step)
        return looked

    def copy(self, nodes: Sequence[int]) -> list[Known]:
        """The bounds of some nodes and the last steps to them, to be compared with later ones."""
        return [(self.low[n], self.high[n], self.low_steps[n], self.high_steps[n]) for n in nodes]

    def put(self, nodes: Sequence[int], known: list[Known]) -> None:
        """Set the bounds of some nodes and the last steps to them."""
        for node, (low, high, low_step, high_step) in zip(nodes, known, strict=True):
            self.low[node], self.high[node] = low, high
            self.low_steps[node], self.high_steps[node] = low_step, high_step

    def settle(
        self, nodes: Sequence[int], before: list[Known], statements: Sequence[Statement]
    ) -> bool:
        """Whether bounds have changed; those that have not keep the steps that led to them first.

        So that no chain leads in a circle through nodes that wait for each other.
        """
        changed = False
        for node, (low, high, low_step, high_step) in zip(nodes, before, strict=True):
            if self.low[node] != low:
                changed = True
            elif low_step is not None and self._leads(self.low, node, low_step, statements, True):
                self.low_steps[node] = low_step
            if self.high[node] != high:
                changed = True
            elif high_step is not None and self._leads(
                self.high, node, high_step, statements, False
            ):
                self.high_steps[node] = high_step
        return changed

    def wider(self, nodes: Sequence[int], before: list[Known]) -> bool:
        """Whether some bound is wider than before."""
        return any(
            self.low[node] < low or self.high[node] > high
            for node, (low, high, _, _) in zip(nodes, before, strict=True)
        )

    def loosen(self, nodes: Sequence[int], before: list[Known]) -> None:
        """Open the bounds that have not come to rest, since nothing holds them."""
        for node, (low, high, _, _) in zip(nodes, before, strict=True):
            if self.low[node] != low:
                self.low[node], self.low_steps[node] = -OPEN, None
                self.low_trails.pop(node, None)
            if self.high[node] != high:
                self.high[node], self.high_steps[node] = OPEN, None
                self.high_trails.pop(node, None)

    def close(self, lasting: Iterable[tuple[int, Statement]]) -> None:
        """Let no end be before its start, nor a start behind its end, by statements that say so."""
        for number, statement in lasting:
            if self.low[statement.node] < self.low[statement.ref]:
                self.low[statement.node], self.low_steps[statement.node] = (
                    self.low[statement.ref],
                    Step(statement.ref, number),
                )
            if self.high[statement.ref] > self.high[statement.node]:
                self.high[statement.ref] = self.high[statement.node]
                self.high_steps[statement.ref] = Step(statement.node, number)

    def _leads(
        self,
        values: list[Distance],
        node: int,
        step: Step,
        statements: Sequence[Statement],
        is_low: bool,
    ) -> bool:
        """Whether a step still leads to the bound that a node has."""
        statement = statements[step.statement]
        if statement.day is not None:
            return True
        onward = statement.node == node
        far = statement.low if onward == is_low else statement.high
        if far is None:
            return False
        base = 0 if step.before == ORIGIN_NODE else values[step.before]
        return base + (far if onward else -far) == values[node]

    def clash(self, late: int, early: int) -> Clash:
        """Two nodes that are one instant: the one is later than the other can be."""
        low, high = self.chain(late, False), self.chain(early, True)
        low_path = tuple((at, n, int(x)) for at, n in low if (x := self.low[at]) != -OPEN)
        high_path = tuple((at, n, int(x)) for at, n in high if (x := self.high[at]) != OPEN)
        numbers = tuple(dict.fromkeys(n for _, n in (*low, *high)))
        return Clash(numbers, int(self.low[late] - self.high[early]), low_path, high_path)

    def chain(self, node: int, high: bool) -> list[tuple[int, int]]:
        """The steps to a node's bound, from the origin on: (node reached, statement).

        Calendar relations that cannot hold may lead in a circle; from there on the steps from
        before they were applied lead to the origin.
        """
        steps, before = self.low_steps, self.low_before
        if high:
            steps, before = self.high_steps, self.high_before
        path: list[tuple[int, int]] = []
        seen: set[int] = set()
        circled = False
        while node != ORIGIN_NODE:
            if node in seen:
                if circled:
                    break
                circled, seen = True, set()
            step = before.get(node) if circled else steps[node]
            if step is None:
                break
            seen.add(node)
            path.append((node, step.statement))
            node = step.before
        return path[::-1]


def together(
    bounds: Bounds, parts: Sequence[Sequence[int]], solve: Callable[[int], object]
) -> None:
    """Solve parts of the nodes, by place, each with what was known of the others before."""
    solved = []
    for place, nodes in enumerate(parts):
        before = bounds.copy(nodes)
        solve(place)
        solved.append(bounds.copy(nodes))
        bounds.put(nodes, before)
    for nodes, known in zip(parts, solved, strict=True):
        bounds.put(nodes, known)


class State:
    """The bounds of one component while they are computed, by place in it; ``low`` is negated."""

    __slots__ = ("before", "graph", "high", "high_steps", "low", "low_steps", "narrowed")

    def __init__(self, size: int) -> None:
        self.graph: Graph = [[] for _ in range(size)]
        self.high: list[Distance] = [OPEN] * size
        self.low: list[Distance] = [OPEN] * size
        self.high_steps: list[Step | None] = [None] * size
        self.low_steps: list[Step | None] = [None] * size
        self.before: State | None = None
        self.narrowed: list[tuple[bool, int, Distance, Step]] = []  # since ``before``

    def remember(self) -> None:
        """Keep what is known now, and from here on every step (whether up, place, bound, step)."""
        self.before = State(0)
        self.before.low, self.before.high = self.low.copy(), self.high.copy()
        self.before.low_steps = self.low_steps.copy()
        self.before.high_steps = self.high_steps.copy()

    def revert(self) -> None:
        """Go back to what was known before."""
        if self.before is not None:
            self.low, self.high = self.before.low.copy(), self.before.high.copy()
            self.low_steps = self.before.low_steps.copy()
            self.high_steps = self.before.high_steps.copy()
            self.narrowed.clear()

    def lower(self, place: int, latest: Distance | None, step: Step) -> bool:
        """Make ``latest`` the latest of a node if it is earlier than before."""
        if latest is None or latest >= self.high[place]:
            return False
        self.high[place] = latest
        self.high_steps[place] = step
        if self.before is not None:
            self.narrowed.append((True, place, latest, step))
        return True

    def raise_(self, place: int, earliest: Distance | None, step: Step) -> bool:
        """Make ``earliest`` the earliest of a node if it is later than before."""
        if earliest is None or -earliest >= self.low[place]:
            return False
        self.low[place] = -earliest
        self.low_steps[place] = step
        if self.before is not None:
            self.narrowed.append((False, place, earliest, step))
        return True
