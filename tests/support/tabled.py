"""Timelines as tables of DuckDB, and memory as a table is: without relations."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from crisis.timeline.tabled_timeline import TabledTimeline
from crisis.timeline.tables import facts
from crisis.timeline.tables.files import open_tables
from crisis.timeline.tables.table_store import TableStore, Unrelated
from crisis.timeline.tables.writer import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crisis.timeline import Timeline


class _Network:
    """A network that knows of no relation."""

    def links(self) -> Unrelated:
        return Unrelated()


def unrelated(timeline: Timeline) -> Timeline:
    """The same timeline in memory, as one that knows of no relations between its events."""
    return timeline.replace(network=_Network())


def write_table(timeline: Timeline, path: Path, fixed_from: int = facts.FIXED_FROM) -> None:
    """Write a timeline into a table, which tells its fixed columns from so many events on."""
    with table() as writer, pytest.MonkeyPatch.context() as patch:
        patch.setattr(facts, "FIXED_FROM", fixed_from)
        writer.add(timeline.events, timeline.actors, timeline.sources)
        path.write_bytes(b"".join(writer.written(timeline, True)))


@contextmanager
def opened(*paths: Path) -> Iterator[TabledTimeline]:
    """Tables as one timeline; nothing is wrong with them."""
    tables, problems = open_tables([str(path) for path in paths])
    assert tables is not None
    assert not problems
    timeline = TabledTimeline(TableStore(tables))
    try:
        yield timeline
    finally:
        timeline.close()
