"""The timeline that people ask in Python, where it lies in an index."""

from __future__ import annotations

from crisis.timeline.index.stored_timeline import StoredTimeline

from .timeline import Timeline


class FiledTimeline(Timeline, StoredTimeline):
    """A timeline out of an index that can be asked."""

    __slots__ = ()
