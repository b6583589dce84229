"""Tables that are larger than the memory that the engine may take."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bench.table_rows import make_table
from crisis.timeline.model.sort_keys import order
from crisis.timeline.model.written import written
from crisis.timeline.query.sql import Sql
from crisis.timeline.tables import engine, facts
from crisis.timeline.tables.columns import COLUMNS
from crisis.timeline.tables.facts import Gathered
from crisis.timeline.tables.repeated import repeated
from crisis.timeline.tables.rows import Rows

from ...support.tabled import opened

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

if TYPE_CHECKING:
    from pathlib import Path


def test_made_up_rows_are_those_that_would_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is measured on tables that SQL has made holds for those of ``crisis import``."""
    path = tmp_path / "year.parquet"
    make_table(path, 200)
    with opened(path) as table:
        making = Rows(table.actors, table.sources, lambda _: False)
        text = f"SELECT {', '.join(COLUMNS)} FROM events ORDER BY number"
        rows = table.stored.tables.rows(Sql(text))
        assert len(rows) == len(table.events)
        gathered = Gathered()
        for event, row in zip(table.events, rows, strict=True):
            there = dict(zip(COLUMNS, row, strict=True))
            assert making.row(event) == {k: v for k, v in there.items() if v is not None}
            gathered.add(event, there)
        monkeypatch.setattr(facts, "FIXED_FROM", 0)
        told = gathered.facts(table, True)
        (made,) = table.stored.tables.tables
        assert (told["fixed"], told["alike"]) == (
            written(made.facts.fixed()),
            written(made.facts.alike()),
        )


def two_tables(folder: Path, number: int) -> list[Path]:
    """Two tables of so many of the same events."""
    paths = [folder / name for name in ("a.parquet", "b.parquet")]
    for path in paths:
        make_table(path, number)
    return paths


@pytest.mark.long
def test_tables_that_do_not_fit_are_merged_as_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two tables of the same year, of more bytes than the engine may take."""
    monkeypatch.setattr(engine, "MEMORY", 192)
    with opened(*two_tables(tmp_path, 400_000)) as table:
        tables = table.stored.tables
        assert tables.order
        matches = table.select().answer.matches
        assert len(matches) == 800_000
        first = [matches[place].event for place in range(3_000)]
        assert all(order(a)[:2] <= order(b)[:2] for a, b in pairwise(first))
        assert {event.id for event in first} == {f"e{number}" for number in range(1_500)}


@pytest.mark.long
def test_a_question_that_does_not_fit_is_spilled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ids of both tables take 20 MB more than the engine may have."""
    monkeypatch.setattr(engine, "MEMORY", 48)
    with opened(*two_tables(tmp_path, 600_000)) as table:
        (told,) = repeated(table.stored.tables)
    assert told.message.startswith("600,000 ids stand in")
