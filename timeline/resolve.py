"""From claims to bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .meaning import END, ORIGIN, SELF, START
from .model import Bound

if TYPE_CHECKING:
    from .meaning import Meaning
    from .model import Event, Timeline


def resolve(timeline: Timeline) -> Timeline:
    """The timeline with the bounds of every event."""
    return timeline._replace(events=tuple(_event(event) for event in timeline.events))


def _event(event: Event) -> Event:
    meanings = [c.meaning for c in event.when if c.meaning and not c.rejected]
    if not meanings or any(m.relative for m in meanings):
        return event._replace(placed=not any(m.relative for m in meanings))
    start, end = stated(meanings[0])
    return event._replace(start=start, end=end)


def stated(meaning: Meaning) -> tuple[Bound, Bound | None]:
    """The start and the end that a phrase states by itself."""
    low: list[int | None] = [None, None]
    high: list[int | None] = [None, None]
    for constraint in meaning.constraints:
        if constraint.ref == ORIGIN:
            node, base = constraint.node, Bound(0, 0)
        elif constraint.ref == SELF:
            node, base = END, Bound(low[START], high[START])
        else:
            continue
        low[node] = _tighter(low[node], _sum(constraint.low, base.earliest), max)
        high[node] = _tighter(high[node], _sum(constraint.high, base.latest), min)
    start = Bound(low[START], high[START])
    return start, Bound(low[END], high[END]) if meaning.lasts else None


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _tighter(a: int | None, b: int | None, pick: object) -> int | None:
    if a is None or b is None:
        return b if a is None else a
    return max(a, b) if pick is max else min(a, b)
