"""How long each event is after the one before it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from crisis.timeline.model.records import Bound
from crisis.timeline.network.differences import Differences, minus

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Links


def deltas(links: Links | None, events: list[Event]) -> tuple[list[Bound | None], int]:
    """For each event how long after the start of the one before it it starts, in microseconds.

    None for the first, and beside an event whose time is not known. What relates two neighbours
    counts: ``10m after @x`` is ten minutes after it however vaguely x is known. The second value is
    how many pairs relations were not asked of any more, of which only bounds are told.
    """
    differences = None if links is None else Differences(links)
    distances: list[Bound | None] = [None] * min(1, len(events))
    unasked = 0
    for first, second in pairwise(events):
        if differences is None:
            distances.append(minus(second.start, first.start))
            continue
        distances.append(differences.between(first, second))
        unasked += differences.spent() and differences.related(first, second)
    return [None if apart == Bound() else apart for apart in distances], unasked
