"""A table of a cluster by rules answers as the same rows in a Parquet file of this machine do.

The server is Sail, started here; or CRISIS_SPARK names one that can read files of this machine.
"""

from __future__ import annotations

import os
import re
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask, report
from crisis.timeline.base import limits
from crisis.timeline.interchange.reading.uses import paths_of
from crisis.timeline.reports.vocabulary import KINDS, vocabulary

from ...support.cluster import serving
from ...support.commands import run
from ...support.importing import imported_by, rules_of
from ...support.tabled import unrelated

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")
pytest.importorskip("pyspark", reason="tests/clients/test_spark.py runs this: make clients")
pytest.importorskip("grpc", reason="tests/clients/test_spark.py runs this: make clients")

from crisis.timeline.interchange.reading import cluster_table
from crisis.timeline.interchange.views import cluster_rows, opening
from crisis.timeline.tables.addresses import address
from crisis.timeline.tables.cluster import connected

from .test_views import COLUMNS, CONNECTION, answer_alike, questions, tables, viewed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.tables.spark import Spark

UNREAD = ("TIMESTAMP_NS", "UINTEGER")
"""Types that clusters do not have, or do not read."""
NUMBERS = count()
RULES = """
reader: parquet
when: at
zone: Europe/Amsterdam
title: "Job {job} ended"
actors: who's `x"
tags: kind
place: place
skip: [{if: {kind: debug}, why: for programmers}]
"""
HOSTILE = "'); DROP TABLE t; --\\' OR TRUE"


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with serving() as there:
        yield there


@pytest.fixture(scope="module")
def session(server: str) -> Iterator[Spark]:
    """One session for all examples."""
    engine = connected(address(f"{server}/x"))
    yield engine
    engine.close()


def write(kind: str, text: str, rows: list[tuple[Any, ...]], path: Path) -> None:
    """Write rows in the order in which rules have those of a cluster."""
    used = {column for path_ in paths_of(rules_of(text).rules) for column in COLUMNS
            if re.match(rf"{column}\b", path_)}  # fmt: skip
    order = ", ".join(f'"{column}" NULLS FIRST' for column in COLUMNS if column in used)
    CONNECTION.execute(
        f'CREATE OR REPLACE TABLE rows("at" {kind}, what VARCHAR, who VARCHAR, place VARCHAR,'
        " kind VARCHAR, note VARCHAR, number BIGINT)"
    )
    CONNECTION.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    CONNECTION.execute(f"COPY (FROM rows ORDER BY {order}) TO '{path}' (FORMAT parquet)")


def said(problems: list[Problem]) -> list[str]:
    """What is wrong, but for where."""
    return [re.sub(r" \(line [^)]*\)$", "", problem.message) for problem in problems]


TABLES = int(os.environ.get("CRISIS_TABLES", "20"))
"""Each with four questions. docs/tables.md has what came of 150."""


@settings(
    max_examples=TABLES, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    tables(),
    st.lists(questions(), min_size=4, max_size=4),
    st.sampled_from(["", "Asia/Tokyo"]),
)
def test_random_questions_have_one_answer(
    session: Spark, server: str, tmp_path: Path,
    made: tuple[str, str, list[tuple[Any, ...]]], asked: list[Any], zone: str,
) -> None:  # fmt: skip
    kind, text, rows = made
    assume(kind not in UNREAD)
    path, text = tmp_path / f"{next(NUMBERS)}.parquet", text.replace("{reader}", "parquet")
    write(kind, text, rows, path)
    whole = imported_by(rules_of(text), path, zone)
    here = unrelated(whole.timeline)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cluster_table, "connected", lambda _where, _progress: session)
        patch.setattr(session, "close", lambda: None)
        with viewed(f"{server}{path}", text, zone) as opened:
            if opened.view is None:
                timeline = unrelated(opened._read()[0].whole())
            else:
                timeline = opened.timeline
                assert said(opened.problems) == said(whole.problems)
            answer_alike(timeline, here, asked)
            mine, other = (report(ask(t, Query(), Clock(Zone("UTC")))) for t in (timeline, here))
            for name in KINDS:
                both = (vocabulary(one.answer, name) for one in (mine, other))
                here_, there = (sorted(one, key=lambda entry: entry.id) for one in both)
                assert here_ == there


@pytest.fixture
def log(tmp_path: Path) -> tuple[str, str]:
    """A file of 400 rows with names as nobody would write them, and its rules."""
    path, rules = tmp_path / "log.parquet", tmp_path / "log.rules"
    rules.write_text(RULES, encoding="utf-8")
    CONNECTION.execute(
        "COPY (SELECT TIMESTAMP '2026-03-01 08:00:00' + to_minutes(i * 17) AS \"at\", i AS job,"
        f" CASE i % 4 WHEN 0 THEN 'ana' WHEN 1 THEN 'o''neil' WHEN 2 THEN NULL ELSE"
        f' \'{HOSTILE.replace(chr(39), chr(39) * 2)}\' END AS "who\'s `x""",'
        " CASE i % 5 WHEN 0 THEN 'alarm' WHEN 1 THEN 'debug' ELSE '=1+1' END AS kind,"
        " CASE i % 3 WHEN 0 THEN 'rack 4' ELSE '/etc/passwd' END AS place,"
        " MAP {'k': i} AS odd, 1.5::FLOAT AS share, ['a', NULL] AS both, {'a': {'b': i}} AS deep,"
        f" DATE '2026-03-01' AS day, 2.50::DECIMAL(18,3) AS price FROM range(400) t(i))"
        f" TO '{path}' (FORMAT parquet)"
    )
    return str(path), str(rules)


@pytest.mark.parametrize("fewest", [0, 1_000])
def test_commands_say_the_same_of_a_file_and_of_a_cluster(
    server: str, log: tuple[str, str], monkeypatch: pytest.MonkeyPatch, fewest: int
) -> None:
    path, rules = log
    monkeypatch.setattr(opening, "FEWEST", fewest)
    for words in (
        ("show", "--day", "2026-03-02", "--actor", "o'neil"),
        ("show", "--day", "first", "--as", "csv"),
        ("count", "--actor", HOSTILE, "--by", "place"),
        ("gaps", "--actor", "ana", "--day", "2026-03-02"),
        ("show", "--actor", "nobody"),
        ("count",),
    ):
        here, there = (run(*words, "-q", "-f", f, "--rules", rules) for f in (path, server + path))
        assert (there.code, there.err) == (here.code, here.err), words
        lines = re.sub(r",[^,\n]*log\.parquet,\d+", "", here.out)
        assert re.sub(r",[^,\n]*log\.parquet,\d+", "", there.out) == lines, words


def test_values_are_read_as_duckdb_writes_them(
    server: str, log: tuple[str, str], tmp_path: Path
) -> None:
    path, rules = log
    other = tmp_path / "other.rules"
    title = "title: '{share} {both} {deep.a.b} {day} {price} {at}'"
    with open(rules, encoding="utf-8") as file:
        other.write_text(re.sub("title: .*", title, file.read()), encoding="utf-8")
    here, there = (run("import", f, "--rules", str(other), "-q").out for f in (path, server + path))
    assert "1.5 a,  17 2026-03-01 2.500 2026-03-01T12:49:00" in here
    kept = (
        sorted(line for line in text.splitlines() if "title:" in line) for text in (here, there)
    )
    assert next(kept) == next(kept)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("place: place", "place: odd"), 'rules do not read its column "odd": map of …'),
        (("place: place", "place: plac"), 'has no column "plac"'),
        (("reader: parquet", "reader: csv"), "rules for csv do not read a table of a cluster"),
    ],
)
def test_what_rules_do_not_read_is_told(
    server: str, log: tuple[str, str], tmp_path: Path, change: tuple[str, str], told: str
) -> None:
    path, _ = log
    rules = tmp_path / "other.rules"
    rules.write_text(RULES.replace(*change), encoding="utf-8")
    found = run("show", "-f", f"{server}{path};x=s3cr3t", "--rules", str(rules), "--day", "monday")
    assert (found.out, found.code) == ("", 3)
    assert told in found.err
    assert "s3cr3t" not in found.err


def test_very_many_rows_are_not_fetched(
    server: str, log: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rules = log
    monkeypatch.setattr(opening, "FEWEST", 0)
    monkeypatch.setattr(cluster_rows, "MOST_FETCHED", 300)
    question = ("show", "-f", f"{server}{path};x=s3cr3t", "--rules", rules)
    assert run(*question, "--day", "2026-03-02").code == 0
    found = run(*question, "--day", "2026-03-02..2026-03-05")
    assert (found.out, found.code) == ("", 3)
    assert "rows would have to come from the cluster: more than 300" in found.err
    assert "s3cr3t" not in found.err
    assert limits.MOST_FETCHED == 1_000_000


def test_there_is_no_such_table(server: str, log: tuple[str, str]) -> None:
    path, rules = log
    found = run("show", "-f", f"{server}/night' UNION SELECT 1 --", "--rules", rules)
    assert (found.out, found.code) == ("", 3)
    assert "no such table there" in found.err
    both = run("show", "-f", f"{server}{path}", "-f", path, "--rules", rules)
    assert both.code == 2
    assert "asked alone" in both.err
