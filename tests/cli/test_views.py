"""``--rules`` on a long file of rows: the same is said as of all of its rows, and few are read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from ..support.commands import run
from ..support.examples import THOROUGH

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

import duckdb

from crisis.cli.request import stored_events
from crisis.timeline.interchange.views import opening
from crisis.timeline.interchange.views.rows import Rows
from crisis.timeline.interchange.views.store import ViewStore
from crisis.timeline.tables import files
from crisis.timeline.tables.engine import Failed, sweep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crisis.timeline.interchange.reading.records import Record
    from crisis.timeline.query.sql import Sql

    from ..support.commands import Outcome

opened = files.open_tables

RULES = """
reader: parquet
when: at
zone: Europe/Amsterdam
title: "Job {job} ended"
actors: who's "x"
tags: kind
place: place
skip: [{if: {kind: debug}, why: for programmers}]
"""
QUESTIONS = (
    ("show", "--day", "2026-03-02", "--actor", "o'neil"),
    ("show", "--day", "monday", "--as", "json"),
    ("show", "--day", "2026-03-02", "--as", "csv"),
    ("show", "--day", "first", "--as", "chart"),
    ("count", "--tag", "alarm", "--by", "day"),
    ("count", "--actor", "ana", "--by", "place"),
    ("show", "--day", "2026-03-02", "--tz", "America/New_York"),
    ("gaps", "--actor", "ana", "--day", "2026-03-02"),
    ("list", "actors", "--place", "rack 4"),
    ("show", "--actor", "nobody"),
    ("show", "--day", "2031-01-01"),
    ("show", "--limit", "3"),
    ("count",),
)


def write(path: Path, rows: str) -> None:
    duckdb.connect().execute(f"COPY ({rows}) TO '{path}' (FORMAT parquet)")


def heard(said: Outcome) -> tuple[str, list[str], int]:
    """What was said, but for whether all rows are read."""
    told = [line for line in said.err.splitlines() if "--to events" not in line]
    told = [line for line in told if "one by one" not in line and "read for this" not in line]
    return said.out, told, said.code


@pytest.fixture
def log(tmp_path: Path) -> tuple[str, str]:
    """A file of 400 rows with a name as nobody would write it, and its rules."""
    path, rules = tmp_path / "it's a {log}.parquet", tmp_path / "log.rules"
    rules.write_text(RULES, encoding="utf-8")
    hostile = "''); COPY (SELECT 1) TO ''x.csv'' --"
    write(
        tmp_path / "plain.parquet",
        "SELECT TIMESTAMP '2026-03-01 08:00:00' + to_minutes(i * 17) AS \"at\", i AS job,"
        " CASE i % 4 WHEN 0 THEN 'ana' WHEN 1 THEN 'o''neil' WHEN 2 THEN NULL"
        f' ELSE \'{hostile}\' END AS "who\'s ""x""",'
        " CASE i % 5 WHEN 0 THEN 'alarm' WHEN 1 THEN 'debug' ELSE '=1+1' END AS kind,"
        " CASE i % 3 WHEN 0 THEN 'rack 4' ELSE '/etc/passwd' END AS place FROM range(400) t(i)"
        " UNION ALL SELECT '1601-01-01', -1, 'ana', 'alarm', ''"
        " UNION ALL SELECT NULL, -2, 'ana', 'alarm', ''",
    )
    (tmp_path / "plain.parquet").rename(path)
    return str(path), str(rules)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How many rows were read by each question to a view, of whatever length the file is."""
    monkeypatch.setattr(opening, "FEWEST", 0)
    numbers: list[int] = []
    records = Rows.records

    def counted(self: Rows, columns: tuple[str, ...], where: Sql) -> Iterator[Record]:
        found = [*records(self, columns, where)]
        numbers.append(len(found))
        return iter(found)

    monkeypatch.setattr(Rows, "records", counted)
    return numbers


def test_a_view_says_what_is_said_of_all_rows(
    log: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rules = log
    for words in QUESTIONS if THOROUGH else QUESTIONS[1::5]:
        question = (*words, "-f", path, "--rules", rules)
        monkeypatch.setattr(opening, "FEWEST", 1_000)
        whole = run(*question)
        monkeypatch.setattr(opening, "FEWEST", 0)
        viewed = run(*question)
        assert heard(viewed) == heard(whole), words


@pytest.mark.parametrize("words", [QUESTIONS[-1], QUESTIONS[5], QUESTIONS[2]])
def test_rows_that_do_not_fit_are_asked_as_a_table(
    log: tuple[str, str], read: list[int], monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    path, rules = log
    whole = run(*words, "-f", path, "--rules", rules)
    made: list[str] = []
    monkeypatch.setattr(stored_events, "PART", 10)
    monkeypatch.setattr(files, "open_tables", lambda names: made.extend(names) or opened(names))
    assert heard(run(*words, "-f", path, "--rules", rules)) == heard(whole)
    assert made
    sweep()
    assert not any(map(os.path.exists, made))


def test_a_view_of_text_says_what_is_said_of_all_rows(
    log: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules, path = tmp_path / "csv.rules", tmp_path / "log.csv"
    rules.write_text(RULES.replace("parquet", "csv"), encoding="utf-8")
    duckdb.connect().execute(
        f"COPY (SELECT * FROM '{tmp_path}/it*.parquet') TO '{path}' (DELIMITER ';', HEADER)"
    )
    for words in QUESTIONS[:3] if THOROUGH else QUESTIONS[:1]:
        question = (*words, "-f", str(path), "--rules", str(rules))
        monkeypatch.setattr(opening, "FEWEST", 1_000)
        whole = run(*question)
        with monkeypatch.context() as patch:
            patch.setattr(opening, "FEWEST", 0)
            patch.setattr(ViewStore, "_whole", property(lambda _: pytest.fail("all was read")))
            assert run(*question) == whole, words
    assert "parted by a semicolon" in whole.err


def test_a_narrow_question_reads_few_rows(
    log: tuple[str, str], read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ViewStore, "_whole", property(lambda _: pytest.fail("all was read")))
    path, rules = log
    asked = ("-q", "-f", path, "--rules", rules, "--day", "2026-03-02", "--actor", "o'neil")
    assert len(run("show", *asked).out.splitlines()) == 17
    assert read[0] == 1  # the one that programs write that know no time
    assert read[1] < 70  # a day and what is around it, since the clock of a row is local


def test_a_view_reads_no_other_file(log: tuple[str, str], read: list[int]) -> None:
    path, rules = log
    engines: list[opening.Engine] = []

    class Kept(opening.Engine):
        def __init__(self, files: list[str]) -> None:
            super().__init__(files)
            engines.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "Engine", Kept)
        run("show", "-q", "-f", path, "--rules", rules, "--day", "2026-03-02")
    for asked in (f"SELECT * FROM read_csv('{rules}')", "SET enable_external_access = true"):
        with pytest.raises(Failed):
            engines[0].rows(asked)


def test_a_file_that_breaks_off_is_a_problem(log: tuple[str, str], read: list[int]) -> None:
    path, rules = log
    with open(path, "rb+") as file:
        data = file.read()
        file.seek(0)
        file.truncate()
        file.write(data[:200] + bytes(len(data) - 400) + data[-200:])
    said = run("show", "-f", path, "--rules", rules, "--day", "2026-03-02")
    assert (said.out, said.code) == ("", 3)
    assert "{log}.parquet:" in said.err
    assert "Traceback" not in said.err
