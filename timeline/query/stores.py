"""Which store a timeline has: the index that its events lie in, else memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .store import Store

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline


def store(timeline: Timeline) -> Store:
    """The events of a timeline as an engine asks for them."""
    events = timeline.events
    if isinstance(events, Store):
        return events  # those of an index answer for themselves
    from .memory import Memory

    return Memory(timeline)
