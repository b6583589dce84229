"""The timeline that people ask in Python, where its events lie in tables."""

from __future__ import annotations

from crisis.timeline.tables.table_timeline import TableTimeline

from .timeline import Timeline


class TabledTimeline(Timeline, TableTimeline):
    """A timeline out of tables that can be asked."""

    __slots__ = ()
