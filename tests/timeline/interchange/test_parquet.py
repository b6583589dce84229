"""Parquet files of others are read by rules as the same rows of JSON lines are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis.timeline.interchange.reading.parquet import read_rows
from crisis.timeline.interchange.reading.records import Layout, Record

from ...support.examples import examples
from ...support.importing import imported_by, rules_of, text_of

duckdb = pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

if TYPE_CHECKING:
    from pathlib import Path

RULES = """
reader: {reader}
when: at
zone: Europe/Amsterdam
title: what
actors: {{field: who, split: ";"}}
tags: kinds
x-cost: cost
text: more.said
"""
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "at": st.sampled_from(
                [None, "2026-11-20T10:00:00Z", "2026-11-20 10:00", "2026-11-20", "1970-01-01",
                 "20/11/2026", "2026-11-20T10:00:00.5+01:00", "2026-03-29 02:30"]
            ),
            "what": st.sampled_from([None, "", "A restart", "Überfall", " a \n b ", "<b>", "=1+1"]),
            "who": st.sampled_from([None, "ana", "ana; ben", "Ben the 2nd"]),
            "kinds": st.lists(st.sampled_from(["x", "Y", "ü"]), max_size=2),
            "cost": st.sampled_from([None, 0, 12, -3, 2**53 + 1]),
            "more": st.fixed_dictionaries({"said": st.sampled_from([None, "words"])}),
        }
    ),
    min_size=1, max_size=6,
)  # fmt: skip
CONNECTION = duckdb.connect()
TYPES = {
    "at": "VARCHAR", "what": "VARCHAR", "who": "VARCHAR", "kinds": "VARCHAR[]", "cost": "BIGINT",
    "more": "STRUCT(said VARCHAR)",
}  # fmt: skip


def write(rows: list[dict[str, Any]], path: Path) -> None:
    connection = CONNECTION
    columns = ", ".join(f'"{name}" {kind}' for name, kind in TYPES.items())
    connection.execute(f"CREATE OR REPLACE TABLE rows({columns})")
    values = [[row[name] for name in TYPES] for row in rows]
    connection.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?)", values)
    connection.execute(f"COPY rows TO '{path}' (FORMAT parquet)")


@settings(
    max_examples=examples(60), deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(ROWS)
def test_rows_say_what_the_same_lines_of_json_say(
    tmp_path: Path, rows: list[dict[str, Any]]
) -> None:
    path, lines = tmp_path / "log.parquet", tmp_path / "log.jsonl"
    write(rows, path)
    lines.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    mine = imported_by(rules_of(RULES.format(reader="parquet")), path)
    other = imported_by(rules_of(RULES.format(reader="jsonl")), lines)
    assert mine.text == other.text.replace("log.jsonl", "log.parquet")
    assert [p.message for p in mine.problems] == [p.message for p in other.problems]
    assert mine.tally.line() == other.tally.line()


def test_a_timestamp_is_a_text_to_the_unit_that_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "log.parquet"
    duckdb.connect().execute(
        "COPY (SELECT TIMESTAMP '2026-11-20 10:00:00' AS a, TIMESTAMP '2026-11-20 10:00:00.5' AS b,"
        " TIMESTAMP '2026-11-20 10:00:00.000001' AS c, TIMESTAMPTZ '2026-11-20 10:00:00+01' AS d,"
        f" DATE '2026-11-20' AS e, NULL::TIMESTAMP AS f) TO '{path}' (FORMAT parquet)"
    )
    (record,) = read_rows(text_of(b"", str(path)), Layout())
    assert isinstance(record, Record)
    assert record.values == {
        "a": "2026-11-20T10:00:00",
        "b": "2026-11-20T10:00:00.500",
        "c": "2026-11-20T10:00:00.000001",
        "d": "2026-11-20T09:00:00Z",
        "e": "2026-11-20",
        "f": None,
    }


@pytest.mark.parametrize(
    "data", [b"", b"at,what\n", b"PAR1 and nothing else", b"PAR1 12345678PAR1"]
)
def test_what_is_no_parquet_file_is_a_problem(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "log.parquet"
    path.write_bytes(data)
    (told,) = read_rows(text_of(b"", str(path)), Layout())
    assert not isinstance(told, Record)
    assert told.origin.file == str(path)
