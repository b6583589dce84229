"""The store of a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .store import Store

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline


def store(timeline: Timeline) -> Store:
    """The store of a timeline."""
    events = timeline.events
    if isinstance(events, Store):
        return events  # those of an index answer for themselves
    from .memory import Memory

    return Memory(timeline)
