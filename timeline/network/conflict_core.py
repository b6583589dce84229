"""Statements that cannot all hold, and the smallest set of them that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import Zone, shared_zone

from .calendar_relations import EARLIEST, LATEST
from .calendar_windows import node_window, ref_window
from .statements import AXIOM, ORIGIN_NODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .statements import Statement

MOST_MINIMIZED = 40
"""Longer chains are left as they are: they are simple circles already."""


class Clash(NamedTuple):
    """Statements that cannot all hold, and by how many microseconds they miss.

    ``low_path`` is the chain that puts a node so late, ``high_path`` the one that puts it so early,
    each from the origin on as (node reached, statement, bound there). A circle has no paths.
    ``more`` statements are entangled with these, and not told apart.
    """

    all: tuple[int, ...]
    short: int
    low_path: tuple[tuple[int, int, int], ...] = ()
    high_path: tuple[tuple[int, int, int], ...] = ()
    more: int = 0

    @property
    def looped(self) -> bool:
        """Whether a statement leads both ways: relations run in a circle, whatever the dates are.

        It shows at a date only since bounds went round until they met one.
        """
        up = {number for _, number, _ in self.low_path}
        return any(number in up for _, number, _ in self.high_path)


class Tries:
    """How many statements may still be looked at for smallest clashes."""

    def __init__(self, left: int = 500 * MOST_MINIMIZED) -> None:
        self.left = left


def minimal(
    clash: Clash, statements: Sequence[Statement], zones: dict[str, Zone], tries: Tries
) -> Clash | None:
    """The clash without what it does not need; axioms, which nobody stated, stay.

    None where its statements can all hold, so that something is missing from it. Where ``tries``
    come to an end, what was not tried stays.
    """
    kept = list(clash.all)
    if len(kept) > MOST_MINIMIZED:
        return clash
    if holds([statements[n] for n in kept], zones, tries):
        return None if tries.left > 0 else clash
    for number in clash.all:
        fewer = [n for n in kept if n != number]
        if statements[number].tier != AXIOM and not holds(
            [statements[n] for n in fewer], zones, tries
        ):
            kept = fewer
    if len(kept) == len(clash.all):
        return clash
    left = set(kept)
    low = tuple(step for step in clash.low_path if step[1] in left)
    high = tuple(step for step in clash.high_path if step[1] in left)
    return Clash(tuple(kept), clash.short, low, high)


def holds(statements: list[Statement], zones: dict[str, Zone], tries: Tries) -> bool:
    """Whether a few statements can all be true: plain relaxation, for short explanations.

    So it is said, too, where ``tries`` come to an end.
    """
    nodes = {s.node for s in statements} | {s.ref for s in statements}
    low = dict.fromkeys(nodes, EARLIEST) | {ORIGIN_NODE: 0}
    high = dict.fromkeys(nodes, LATEST) | {ORIGIN_NODE: 0}
    for _ in range(3 * len(statements) + 6):
        changed = False
        tries.left -= len(statements)
        if tries.left <= 0:
            return True
        for statement in statements:
            changed |= _tighten(statement, low, high, zones)
            if any(low[n] > high[n] for n in (statement.node, statement.ref)):
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
        zone = zones.setdefault(s.day.zone, shared_zone(s.day.zone))
        earliest, latest = node_window(s.day, zone, low[s.ref], high[s.ref])
        _narrow(s.node, earliest, latest, low, high)
        earliest, latest = ref_window(s.day, zone, low[s.node], high[s.node])
        _narrow(s.ref, earliest, latest, low, high)
    return before != (low[s.node], high[s.node], low[s.ref], high[s.ref])


def _narrow(
    node: int, earliest: int | None, latest: int | None, low: dict[int, int], high: dict[int, int]
) -> None:
    if earliest is not None:
        low[node] = max(low[node], earliest)
    if latest is not None:
        high[node] = min(high[node], latest)
