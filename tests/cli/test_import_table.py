"""``crisis import --to``: a table has the events that the event file of the same import has."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, Any

import pytest

from ..support.commands import run

pytest.importorskip("duckdb", reason="DuckDB writes tables, and is not installed")

from crisis.cli.request import import_table
from crisis.timeline.model.records import Event

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline import Timeline

FILES = "tests/cases/files/import"
NAMES = ("journal.jsonl", "otlp.jsonl", "git.txt", "plaso.csv", "plaso.jsonl", "timesketch.csv")
FIELDS = "id,title,start_earliest,start_latest,end_latest,claims,actors,sources,tags,caused_by,text"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("part", [2, 20_000])
def test_a_table_has_what_the_event_file_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, part: int
) -> None:
    """Whatever part of the records is in memory at once."""
    monkeypatch.setattr(import_table, "PART", part)
    table, file = str(tmp_path / "made.parquet"), str(tmp_path / "made.yaml")
    read = run("import", f"{FILES}/{name}", "--zone", "UTC", "-o", file)
    told = run("import", f"{FILES}/{name}", "--zone", "UTC", "--to", table)
    assert (told.out, told.err, told.code) == ("", read.err, read.code)
    rows = [
        sorted(run("show", "-q", "-f", made, "--as", "csv", "--fields", FIELDS).out.splitlines())
        for made in (file, table)
    ]
    assert len(rows[0]) > 1
    assert rows[1] == rows[0]


def test_one_part_is_in_memory_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, made_of = f"{FILES}/journal.jsonl", import_table.made_of
    left: list[int] = []

    def counted(*given: Any) -> Timeline:
        events = [one for one in gc.get_objects() if type(one) is Event]
        left.append(sum(event.origin.file == path for event in events))
        return made_of(*given)

    monkeypatch.setattr(import_table, "PART", 2)
    monkeypatch.setattr(import_table, "made_of", counted)
    run("import", path, "--zone", "UTC", "--to", str(tmp_path / "made.parquet"))
    assert len(left) > 2
    assert not any(left)


@pytest.mark.parametrize(
    "more", [("--to", "events.yaml"), ("--to", "a.parquet", "-o", "a.yaml"), ("--to", "")]
)
def test_a_table_is_written_alone_and_under_its_name(more: tuple[str, ...]) -> None:
    assert run("import", f"{FILES}/git.txt", *more).code == 2


def test_nothing_is_left_of_a_table_that_was_not_finished(tmp_path: Path) -> None:
    path = tmp_path / "made.parquet"
    assert run("import", f"{FILES}/none.csv", "--to", str(path)).code == 3
    assert [*tmp_path.iterdir()] == []


def test_a_cluster_that_cannot_be_asked_by_rules_is_an_error_without_its_token() -> None:
    said = run("count", "-f", "sc://host/night;token=s3cr3t", "--rules", "my.yaml")
    assert said.code == 3
    assert said.err.count("\n") <= 2
    assert "s3cr3t" not in said.err


TWICE = """at,what,level
2026-10-25 02:15:00,One,info
2026-10-25 02:16:00,Two,warn
2026-03-29 02:30:00,Three,
"""


@pytest.mark.parametrize("to", [("-o", "made.yaml"), ("--to", "made.parquet")])
def test_what_is_warned_of_is_counted_whatever_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: tuple[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(TWICE)
    (tmp_path / "a.rules").write_text("reader: csv\nzone: Europe/Berlin\nwhen: at\ntitle: what\n")
    said = run("import", "a.csv", "--rules", "./a.rules", *to)
    assert said.err.splitlines()[2:] == [
        (
            "crisis: 2 times, first in line 2: this time occurs twice (clocks were put back) in "
            "Europe/Berlin; both readings are covered"
        ),
        (
            "crisis: line 4: this time does not occur (clocks were put forward) in Europe/Berlin; "
            "both readings are covered"
        ),
        "crisis: 1 field that no rule reads was left out: level",
    ]
