"""A table of a cluster answers as all others do: in memory, out of an index, and by DuckDB.

The server is Sail, started here; or CRISIS_SPARK names one that can read files of this machine.
"""

from __future__ import annotations

import socket
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, load, loads
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.vocabulary import KINDS, vocabulary
from crisis.timeline.tabled_timeline import TabledTimeline
from crisis.timeline.tables.cluster import open_cluster
from crisis.timeline.tables.table_store import TableStore

from ..index.test_sql import answered, files, indexed, questions, shown

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")
pytest.importorskip("pyspark", reason="tests/clients/test_spark.py runs this: make clients")
pytest.importorskip("grpc", reason="tests/clients/test_spark.py runs this: make clients")

import duckdb

from crisis.timeline.tables import found, spark

from ...support.cluster import serving
from ...support.tabled import opened, unrelated, write_table
from .test_tables import groups

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
QUESTIONS = 10
NUMBERS = count()


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server, without a table."""
    with serving() as there:
        yield there


def write_facts(path: Path) -> None:
    """Write the facts of a table beside it, as docs/tables.md does."""
    beside = path.with_name(f"{path.stem}_facts.parquet")
    duckdb.connect().execute(
        "COPY (SELECT decode(key) AS name, decode(value) AS value"
        f" FROM parquet_kv_metadata('{path}')) TO '{beside}' (FORMAT parquet)"
    )


@contextmanager
def asked_of(server: str, *paths: Path) -> Iterator[TabledTimeline]:
    """Tables as the server reads them; nothing is wrong with them."""
    tables, problems = open_cluster([f"{server}{path}" for path in paths])
    assert tables is not None, problems
    assert not [problem for problem in problems if problem.severity == "error"]
    timeline = TabledTimeline(TableStore(tables))
    try:
        yield timeline
    finally:
        timeline.close()


@settings(max_examples=50, suppress_health_check=SLOW, deadline=None)
@given(files(), st.lists(questions(), min_size=QUESTIONS, max_size=QUESTIONS))
def test_five_hundred_questions_have_one_answer(
    server: str, tmp_path: Path, text: str, asked: list[tuple[Query, Clock]]
) -> None:
    timeline = loads(text)
    path = tmp_path / f"{next(NUMBERS)}.parquet"
    write_table(timeline, path)
    write_facts(path)
    here = unrelated(timeline)
    with indexed(timeline) as stored, opened(path) as table, asked_of(server, path) as there:
        for query, clock in asked:
            answer = answered(here, query, clock)
            assert answered(table, query, clock) == answer
            assert answered(there, query, clock) == answer
            assert answered(stored, query, clock) == answered(timeline, query, clock)


def test_a_real_timeline_answers_alike(server: str, tmp_path: Path) -> None:
    timeline = load("fixtures/openai.yaml")
    path = tmp_path / "openai.parquet"
    write_table(timeline, path)
    write_facts(path)
    here = unrelated(timeline)
    clock = Clock(Zone("Asia/Jakarta"))
    with asked_of(server, path) as there:
        assert tuple(there.events) == timeline.events
        assert shown(there, Query(), clock) == shown(here, Query(), clock)
        for term in ("day:monday", "not:hour:1", "is:disputed", "actor:board", "caused_by:firing"):
            query = Query((read_term(term),))
            assert answered(there, query, clock) == answered(here, query, clock)


def test_a_table_without_facts_is_counted(server: str, tmp_path: Path) -> None:
    timeline = load("fixtures/openai.yaml")
    path = tmp_path / "openai.parquet"
    write_table(timeline, path)
    with opened(path) as table, asked_of(server, path) as there:
        assert there.stored.tables.sums == table.stored.tables.sums
        assert there.stored.known() == table.stored.known()
        assert there.keys() == timeline.keys()
        for kind in set(KINDS) & {"tag", "place"}:
            assert vocabulary(there, kind) == vocabulary(table, kind)


def test_what_a_cluster_counts_is_what_is_there(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline = load("fixtures/openai.yaml")
    path = tmp_path / "openai.parquet"
    write_table(timeline, path)
    write_facts(path)
    here, clock = unrelated(timeline), Clock(Zone("Asia/Kolkata"))
    monkeypatch.setattr(found, "FEW", 0)
    with asked_of(server, path) as there:
        for by in ("day", "hour-of-day", "actor", "source", "place"):
            for query in (Query(), Query((read_term("actor:board"),))):
                assert groups(there, query, clock, by) == groups(here, query, clock, by)


def problem(address: str) -> str:
    """What is wrong with an address."""
    tables, problems = open_cluster([address])
    assert tables is None
    (told,) = problems
    return str(told)


def test_what_is_no_table_there_is_told(server: str, tmp_path: Path) -> None:
    path = tmp_path / "other.parquet"
    duckdb.connect().execute(f"COPY (SELECT 1 AS id) TO '{path}' (FORMAT parquet)")
    assert 'its column "id" is int, not string' in problem(f"{server}{path}")
    assert "no such table there" in problem(f"{server}/nowhere")
    assert "no such table there" in problem(f"{server}{tmp_path}/nowhere.parquet")


@pytest.mark.parametrize(("version", "told"), [("3.5.0", 1), ("4.0.5", 1), ("4.1.4", 0), ("", 0)])
def test_an_old_server_reads_row_by_row(
    server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str, told: int
) -> None:
    path = tmp_path / "openai.parquet"
    write_table(load("fixtures/openai.yaml"), path)
    names: list[str] = []
    monkeypatch.setattr(spark.Spark, "version", lambda _: version)
    monkeypatch.setattr(spark.Spark, "configure", lambda _, name, value: names.append(name))
    with asked_of(server, path):
        assert names == ["spark.sql.parquet.enableVectorizedReader"] * told


def test_a_server_that_is_not_there_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    said = problem(f"sc://127.0.0.1:{port}/night;token=s3cr3t")
    assert "connection refused" in said
    assert "s3cr3t" not in said


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "REACHING", 1)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        said = problem(f"sc://127.0.0.1:{mute.getsockname()[1]}/night")
    assert "does not answer as Spark Connect does" in said


def test_a_question_that_is_left_is_taken_back(server: str, tmp_path: Path) -> None:
    path = tmp_path / "openai.parquet"
    write_table(load("fixtures/openai.yaml"), path)
    taken: list[str] = []
    with asked_of(server, path) as there:
        engine = there.stored.tables.engine
        assert isinstance(engine, spark.Spark)
        engine._session.interruptTag = lambda tag: taken.append(tag) or []
        for part in engine.stream("SELECT e.id FROM events e", size=1):
            assert len(part) == 1
            break
        assert len(engine.rows("SELECT e.id FROM events e")) == 72
        assert len(taken) == 1
