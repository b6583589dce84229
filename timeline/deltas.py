"""How long each event is after the one before it."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .differences import Differences, minus
from .since import dateless

if TYPE_CHECKING:
    from .links import Links
    from .model import Bound, Event

_MOST = 1000  # pairs that relations are asked for; behind them only bounds count, which are wider


def deltas(links: Links | None, events: list[Event]) -> list[Bound | None]:
    """For each event how long after the start of the one before it it starts, in microseconds.

    None for the first, and beside an event whose time is not known. What relates two neighbours
    counts: ``10m after @x`` is ten minutes after it however vaguely x is known.
    """
    differences = None if links is None else Differences(links)
    found: list[Bound | None] = [None] * min(1, len(events))
    asked = 0
    for first, second in pairwise(events):
        if dateless(first) or dateless(second):
            found.append(None)
        elif differences is None or asked >= _MOST:
            found.append(minus(second.start, first.start))
        else:
            asked += differences.related(first, second)
            found.append(differences.between(first, second))
    return found
