"""Rows that are sorted in runs make the table that one sort makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from ...support.examples import examples
from ...support.timelines import read
from ..index.test_sql import files

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

from crisis.timeline.query.sql import Sql
from crisis.timeline.tables import runs, writer
from crisis.timeline.tables.columns import COLUMNS, ORDER

from ...support.tabled import opened

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline import Timeline

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
TEXT = f"SELECT {', '.join(COLUMNS)} FROM events"


def table(timeline: Timeline, path: Path, run: int) -> tuple[list[tuple[object, ...]], int]:
    """The rows of a table as they stand, and how many causes are lost."""
    with writer.table() as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr(writer, "RUN", run)
        patch.setattr(writer, "_WAITING", 0)
        patch.setattr(runs, "_MARKED", 2)
        made.add(timeline.events, timeline.actors, timeline.sources)
        lost = made.lost_causes()
        path.write_bytes(b"".join(made.written(timeline, True)))
    with opened(path) as there:
        return there.stored.tables.rows(Sql(TEXT)), lost


@settings(max_examples=examples(20), suppress_health_check=SLOW, deadline=None)
@given(files())
def test_runs_come_to_the_table_of_one_sort(tmp_path: Path, text: str) -> None:
    timeline = read(text)
    alone = table(timeline, tmp_path / "one.parquet", writer.RUN)
    parted = table(timeline, tmp_path / "runs.parquet", 3_000)
    assert parted == alone
    places = [[*COLUMNS].index(name) for name in ORDER]
    keys = [tuple(row[place] for place in places) for row in parted[0]]
    assert keys == sorted(keys)  # type: ignore[type-var]
