"""The clashes behind empty bounds: nodes that would have to be later than they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conflict_core import Clash
from .shortest_paths import OPEN

if TYPE_CHECKING:
    from collections.abc import Callable

    from .bounds import Bounds, State
    from .members import Members
    from .shortest_paths import Step


def clashes(
    members: Members, state: State, smallest: Callable[[Clash], Clash] | None
) -> list[Clash]:
    """One clash for each pair of statements that an empty bound begins with, made the ``smallest``.

    Without that, one for each empty bound, as its chains have it.
    """
    bad = [place for place in range(len(members.nodes)) if state.high[place] + state.low[place] < 0]
    bad.sort(key=lambda p: (state.high[p] + state.low[p], p))
    listed: list[Clash] = []
    known: set[frozenset[int]] = set()
    budget = 20 * len(members.nodes) + 10_000
    roots: tuple[dict[int, int], dict[int, int]] = ({}, {})
    seen: set[tuple[int, int]] = set()
    for place in bad:
        pair = (
            _root(members, place, state.high_steps, roots[0]),
            _root(members, place, state.low_steps, roots[1]),
        )
        if smallest and pair in seen:
            continue
        seen.add(pair)
        clash = _chains(members.bounds, members.nodes[place])
        clash = smallest(clash) if smallest else clash
        if frozenset(clash.all) not in known:
            known.add(frozenset(clash.all))
            listed.append(clash)
        budget -= len(clash.all)
        if budget < 0:
            break  # the rest is found when these have given way
    return listed


def _root(members: Members, place: int, steps: list[Step | None], known: dict[int, int]) -> int:
    """The statement that a chain of steps begins with."""
    path: list[int] = []
    walked: set[int] = set()
    while place not in known:
        if place in walked:
            known[place] = -1 - min(walked)
            break
        path.append(place)
        walked.add(place)
        step = steps[place]
        if step is None:
            known[place] = -1
            break
        if not members.inner(members.statements[step.statement]):
            known[place] = step.statement
            break
        place = step.before
    root = known[place]
    known.update(dict.fromkeys(path, root))
    return root


def _chains(bounds: Bounds, node: int) -> Clash:
    """The two chains behind an empty bound, cut where they first part into one."""
    high, low = bounds.chain(node, True), bounds.chain(node, False)
    on_low = {step_node: place for place, (step_node, _) in enumerate(low)}
    for place, (step_node, _) in enumerate(high):  # from the origin on
        empty = bounds.low[step_node] > bounds.high[step_node]
        if step_node in on_low and empty:
            high, low = high[: place + 1], low[: on_low[step_node] + 1]
            node = step_node
            break
    # In a stage that is solved in rounds a chain may come from a bound of the round before.
    low_path = tuple((at, n, int(x)) for at, n in low if (x := bounds.low[at]) != -OPEN)
    high_path = tuple((at, n, int(x)) for at, n in high if (x := bounds.high[at]) != OPEN)
    numbers = tuple(dict.fromkeys(n for _, n in (*low, *high)))
    return Clash(numbers, int(bounds.low[node] - bounds.high[node]), low_path, high_path)
