"""How long each event is after the one before it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .differences import Differences, minus
from .since import dateless

if TYPE_CHECKING:
    from .model import Bound, Event, Timeline

_MOST = 1000  # pairs that relations are asked for; behind them only bounds count, which are wider


def deltas(timeline: Timeline, events: list[Event]) -> list[Bound | None]:
    """For each event how long after the start of the one before it it starts, in microseconds.

    None for the first, and beside an event whose time is not known. What relates two neighbours
    counts: ``10m after @x`` is ten minutes after it however vaguely x is known.
    """
    network = timeline.network
    differences = None if network is None else Differences(network)
    found: list[Bound | None] = [None] * min(1, len(events))
    asked = 0
    for first, second in pairwise(events):
        if dateless(first) or dateless(second):
            found.append(None)
        elif differences is None or asked >= _MOST:
            found.append(minus(second.start, first.start))
        else:
            nodes = differences.network.nodes
            direct = nodes.numbers[first.id] in nodes.direct or (
                nodes.numbers[second.id] in nodes.direct
            )
            asked += not direct
            found.append(
                minus(second.start, first.start) if direct else differences.between(first, second)
            )
    return found
