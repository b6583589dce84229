"""The offsets of a zone over the events of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY
from crisis.timeline.model.records import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event

_FINEST = 10 * DAY  # apart, an offset is looked at: no rule of daylight saving is shorter


def offsets(zone: Zone, events: Iterable[Event]) -> tuple[tuple[int, int], ...]:
    """The offsets of a zone from the first known instant of the events to the last."""
    ends = [bound for event in events for bound in (event.start, event.end or Bound())]
    known = [moment for bound in ends for moment in bound.ends if moment is not None]
    if not known:
        return ((0, zone.offset(0)),)
    at, last = min(known), max(known)
    found = [(at, zone.offset(at))]
    step = max(_FINEST, (last - at) // 10_000)
    while at < last:
        then = min(at + step, last)
        if zone.offset(then) != found[-1][1]:
            before, after = at, then
            while after - before > 1:
                middle = (before + after) // 2
                if zone.offset(middle) == found[-1][1]:
                    before = middle
                else:
                    after = middle
            found.append((after, zone.offset(after)))
            then = after
        at = then
    return tuple(found)
