"""Tables from strangers: a problem with the file's name, and nothing read that was not named."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from crisis.timeline import load
from crisis.timeline.tables.engine import Engine, Failed

from ..support.commands import run
from ..support.examples import sampled
from ..support.tabled import write_table
from .test_forms_hostile import EVIL, file_of

if TYPE_CHECKING:
    from pathlib import Path

duckdb = pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

OUTAGE = "tests/cases/files/outage.yaml"
FORMS = ("table", "csv", "json", "markdown", "svg", "chart", "html")


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "events.parquet"
    write_table(load(OUTAGE), path)
    return path


def changed(path: Path, select: str, **facts: str) -> Path:
    """The same table with other columns, or other facts."""
    other = path.with_name("changed.parquet")
    rows = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{path}')").fetchall()
    told = {key.decode(): value.decode() for key, value in rows}
    told |= {f"crisis.{name}": value for name, value in facts.items()}
    quoted = ", ".join("'{}': '{}'".format(k, v.replace("'", "''")) for k, v in told.items())
    duckdb.sql(
        f"COPY (SELECT {select} FROM read_parquet('{path}'))"
        f" TO '{other}' (FORMAT parquet, KV_METADATA {{{quoted}}})"
    )
    return other


def refused(path: Path | str, *words: str) -> str:
    """What is told of a file of which nothing can be read: a problem of it, and no more."""
    done = run("show", "-f", str(path), *words)
    assert done.code == 3, done.err
    assert not done.out
    return done.err


@pytest.mark.parametrize("form", FORMS)
def test_texts_of_a_table_are_shown_as_those_of_an_event_file(tmp_path: Path, form: str) -> None:
    file, path = tmp_path / "evil.yaml", tmp_path / "evil.parquet"
    file.write_text(file_of(EVIL), "utf-8")
    write_table(load(str(file)), path)
    told = [run("show", "-q", "-f", str(name), "--as", form).out for name in (file, path)]
    assert told[1].replace("evil.parquet", "evil.yaml") == told[0]


@pytest.mark.parametrize(
    ("select", "said"),
    [
        ("* REPLACE (CAST(low AS VARCHAR) AS low)", '"low" is VARCHAR, not BIGINT'),
        ("* REPLACE (id AS actors)", '"actors" is VARCHAR, not VARCHAR[]'),
        ("* EXCLUDE (words)", '"words" is missing'),
    ],
)
def test_other_columns_are_a_problem(table: Path, select: str, said: str) -> None:
    assert said in refused(changed(table, select))


@pytest.mark.parametrize(
    ("select", "said"),
    [
        ("* REPLACE ('{' AS record)", "a row that is no event"),
        ("* REPLACE ('[1]' AS record)", "a row that is no event"),
        ("* REPLACE (repeat('[', 100000) AS record)", "a row that is no event"),
        ("* REPLACE (NULL::VARCHAR AS record, NULL::VARCHAR AS id)", "a row that is no event"),
        ("* REPLACE (NULL::VARCHAR AS record, NULL::VARCHAR[] AS parts)", "a row that is no event"),
    ],
)
def test_rows_that_are_no_events_are_a_problem(table: Path, select: str, said: str) -> None:
    assert said in refused(changed(table, select))


@pytest.mark.parametrize(
    "facts",
    [
        {"schema": '"crisis.table/99"'}, {"schema": "x"}, {"sums": "{}x"}, {"sums": '{"a": 1}'},
        {"header": "[]"}, {"actors": "7"}, {"files": "[1]"}, {"sorted": "1"}, {"known": "[[1]]"},
        {"conflicts": "[[]]"}, {"fixed": '{"id": 7}'}, {"fixed": '{"tags": [7]}'},
        {"fixed": '{"low": 1e9}'}, {"fixed": '{"low": 99999999999999999999}'}, {"fixed": "[1]"},
        {"fixed": '{"1 AS id": ""}'}, {"fixed": '{"title": "\\u0000"}'},
        {"alike": '{"id": "title"}'}, {"alike": '{"actors": "parts FROM x"}'}, {"alike": "7"},
    ],
    ids=str,
)  # fmt: skip
def test_other_facts_are_a_problem(table: Path, facts: dict[str, str]) -> None:
    done = run("count", "-f", str(changed(table, "*", **facts)), "--day", "first")
    assert done.code == 3, done
    assert "changed.parquet: " in done.err


def test_a_value_of_a_column_is_a_text(table: Path) -> None:
    fixed = """{"title": "x' AS title, '", "tags": ["a', 'b"], "record": null}"""
    (line, *_) = run(
        "show", "-f", str(changed(table, "*", fixed=fixed)), "--as", "ndjson"
    ).out.splitlines()
    event = json.loads(line)
    assert (event["title"], event["tags"]) == ("x' AS title, '", ["a', 'b"])


@pytest.mark.parametrize("part", sampled(range(1, 100, 7)))
def test_a_table_that_breaks_off_is_a_problem(table: Path, part: int) -> None:
    data = table.read_bytes()
    cut = table.with_name("cut.parquet")
    cut.write_bytes(data[: len(data) * part // 100])
    assert "cut.parquet: " in refused(cut)
    cut.write_bytes(data[: len(data) * part // 100] + data[-8:])  # an end, and not its own
    assert "cut.parquet: " in refused(cut)


@pytest.mark.parametrize("place", sampled(range(0, 100, 5)))
def test_bytes_that_somebody_changed_end_no_program(table: Path, place: int) -> None:
    data = bytearray(table.read_bytes())
    at = 4 + (len(data) - 12) * place // 100
    data[at : at + 16] = bytes(byte ^ 0x5A for byte in data[at : at + 16])
    other = table.with_name("other.parquet")
    other.write_bytes(data)
    done = run("show", "-f", str(other), "--as", "csv")
    assert done.code in (0, 3), done.err


@pytest.mark.parametrize("name", ["evil*.parquet", "[e]vents.parquet", "what?.parquet"])
def test_a_name_is_no_pattern(table: Path, name: str) -> None:
    other = table.with_name(name)
    other.write_bytes(table.read_bytes())
    assert "would stand for several files" in refused(other)


@pytest.mark.parametrize(
    "name", ["x', '{other}", "x'); SELECT 1 FROM read_text('{other}", "--.parquet", 'a"b', "é 標"]
)
def test_a_name_is_a_name(table: Path, name: str) -> None:
    written = name.format(other=str(table).replace("/", "\N{DIVISION SLASH}"))
    other = table.with_name(written[-200:] + ".parquet")
    other.write_bytes(table.read_bytes())
    done = run("count", "-q", "-f", str(other))
    assert (done.code, done.err) == (0, "")


def test_what_is_no_file_is_a_problem(tmp_path: Path, table: Path) -> None:
    folder = tmp_path / "x.parquet"
    folder.mkdir()
    assert "no .parquet file in this folder" in refused(folder)
    pipe = tmp_path / "pipe.parquet"
    os.mkfifo(pipe)
    assert "an ordinary file" in refused(pipe)
    (folder / "link.parquet").symlink_to(table)
    assert "a link, which is not followed here" in refused(folder)
    assert "no such file" in refused("https://example.org/events.parquet")
    assert "no such file" in refused("s3://bucket/events.parquet")
    (tmp_path / "text.parquet").write_text("id,title\n")
    assert "no Parquet file" in refused(tmp_path / "text.parquet")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM read_text('{other}')", "SELECT * FROM read_parquet('{other}')",
        "SELECT * FROM read_csv('{other}')", "SELECT * FROM glob('{folder}/*')",
        "COPY (SELECT 1) TO '{folder}/made.csv'", "ATTACH '{folder}/made.db'",
        "INSTALL httpfs", "LOAD httpfs", "SET enable_external_access = true", "SET threads = 1",
        "SET allowed_paths = ['{other}']", "SELECT * FROM read_text('https://example.org/')",
        "EXPORT DATABASE '{folder}/all'",
    ],
)  # fmt: skip
def test_the_engine_is_shut_in(table: Path, query: str) -> None:
    other = table.with_name("other.txt")
    other.write_text("secret")
    engine = Engine([str(table)])
    try:
        before = sorted(table.parent.iterdir())
        with pytest.raises(Failed):
            engine.rows(query.format(other=other, folder=table.parent))
        assert sorted(table.parent.iterdir()) == before
    finally:
        engine.close()


def test_temporary_files_are_gone(table: Path) -> None:
    engine = Engine([str(table)])
    spill = engine.rows("SELECT current_setting('temp_directory')")[0][0]
    assert os.stat(spill).st_mode & 0o077 == 0
    engine.close()
    assert not os.path.exists(spill)
