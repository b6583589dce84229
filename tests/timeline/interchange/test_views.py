"""A view of a file by rules answers as the import of it does, and reads no more than it has to."""

from __future__ import annotations

import csv
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, QueryError, Zone, ask, report
from crisis.timeline.interchange.reading.importing import Import
from crisis.timeline.interchange.reading.made_tree import Made, MadeTree
from crisis.timeline.loading import load_sources
from crisis.timeline.query.memory import Memory
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.vocabulary import KINDS, vocabulary

from ...support.examples import THOROUGH
from ...support.importing import imported_by, rules_of
from ...support.tabled import unrelated

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

import duckdb

from crisis.timeline.interchange.views import opening
from crisis.timeline.interchange.views.csv_rows import shape
from crisis.timeline.interchange.views.store import ViewStore
from crisis.timeline.viewed_timeline import ViewedTimeline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from crisis.timeline import Timeline
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.interchange.reading.entries import Entry
    from crisis.timeline.query.store import Store

COLUMNS = ("at", "what", "who", "place", "kind", "note", "number")
CONNECTION = duckdb.connect()
CONNECTION.execute("SET TimeZone = 'UTC'")
STAMPS = (
    "2026-11-20 10:00:00", "2026-11-20 23:59:59.5", "2026-11-21 00:00:00", "2026-11-21 04:30:00",
    "2026-11-20 20:00:00", "2026-11-21 00:30:00", "2026-11-23 12:00:00.000001",
    "1970-01-01 00:00:00", "1601-01-01 00:00:00",
    "2026-03-29 02:30:00", "2026-10-25 02:30:00", "2025-11-20 10:00:00",
)  # fmt: skip
"""Among them no time at all, an hour that was skipped and one that came twice in Amsterdam."""
KINDS_OF_TIME = {
    "TIMESTAMP": ("iso", STAMPS),
    "TIMESTAMPTZ": ("iso", tuple(f"{stamp}+00" for stamp in STAMPS)),
    "TIMESTAMP_NS": ("iso", tuple(stamp for stamp in STAMPS if stamp > "17")),
    "TIMESTAMP_MS": ("iso", STAMPS),
    "BIGINT": ("unix", (0, 1, 1795168800, 1795219199, 1795219200, -5, 2**62, 1795435200)),
    "INTEGER": ("unix", (0, 1795168800, 1795219199, 1795219200, 1795435200)),
    "UINTEGER": ("unix", (0, 1795168800, 1795219199, 1795219200, 1795435200)),
    "BIGINT ": ("unix ms", (0, 1795168800123, 1795219199999, 1795219200000, 2**63 - 1)),
    "VARCHAR": ("iso", (
        "2026-11-20T10:00:00Z", "2026-11-20 10:00:00", "2026-11-20T10:00:00.5+01:00", "",
        "2026-11-21T00:30:00+05:30", "2026-11-20 24:00:00", "2026-11-31T10:00:00Z", " ", "later",
        "2026-11-20T23:59:59.9999999Z", "2026-03-29 02:30:00", "2026-10-25T02:30:00",
        "2026-11-20", "2026-11-20 10:00",
        "2026-11-20T10:00:00-11:00", "1970-01-01T00:00:00Z", "Not set", "2026-11-20T10:00:60Z",
        "2026-11-20T10:00:00+15:00", " 2026-11-20T10:00:00Z", "2026-11-20t10:00:00z",
    )),
    "VARCHAR ": ("unix", ("0", "1795168800", "1795219199", "01795219200", "1.5", "9" * 22)),
    "VARCHAR  ": ('"%d/%m/%Y %H:%M"', (
        "20/11/2026 10:00", "21/11/2026 00:00", "21/11/2026 00:30", "20/11/2026 20:00", "",
        "1/2/2026 10:00", "31/11/2026 10:00",
        "29/03/2026 02:30", "25/10/2026 02:30", "20/11/2026  10:00", "20/11/2026 24:00",
    )),
    "VARCHAR   ": ('"%Y-%m-%dT%H:%M:%S"', ("2026-11-20T10:00:00", "2026-11-20t10:00:01")),
}  # fmt: skip
TITLES = st.sampled_from(
    [
        None,
        "",
        " ",
        "\u00a0",
        "\t",
        "A restart",
        "Überfall",
        "日本",
        "—",
        " a \n b ",
        "=1+1",
        "it's {x}",
    ]
)
WHO = st.sampled_from([None, "", "ana", "Ana", "ana; ben", "Ben the 2nd", " ben", "o'neil", "all"])
WHERE = st.sampled_from([None, "Lisbon", "lisbón", "rack 4"])
RULES = """
reader: {reader}
when: {{is: at, format: {form}{time_zone}}}
title: {title}
actors: {{field: who{split}{table}}}
tags: {tags}
place: place
{more}
"""
TERMS = (
    "day:2026-11-20", "day:2026-11-21", "day:friday", "day:first", "day:11-20", "day:d2",
    "from:2026-11-20 12:00", "to:2026-11-20", "day:2026-11-20..2026-11-22", "actor:ana",
    "actor:ben", "actor:nobody", "actor:o-neil", "tag:low", "tag:high", "place:lisbon",
    "source:desk", "actor:everybody", "text:restart", "is:undated", "hour:0..24",
)  # fmt: skip


@st.composite
def rules(draw: st.DrawFn, form: str) -> str:
    more = draw(
        st.lists(
            st.sampled_from(
                [
                    "zone: Europe/Amsterdam",
                    "source: {text: desk}",
                    "text: note",
                    "skip: [{if: {kind: low}, why: low}]",
                    "skip: [{if: {kind: /^h/, who: ana}}, {unless: {kind: [low, high, '']}}]",
                    "id: number",
                    "x-number: number",
                    "timeline: {zone: America/New_York}",
                ]
            ),
            max_size=3,
            unique_by=lambda line: line.partition(":")[0],
        )
    )
    return RULES.format(
        reader="{reader}",
        form=form,
        time_zone=draw(st.sampled_from(["", "", ", zone: Europe/Amsterdam", ", zone: UTC"])),
        title=draw(st.sampled_from(["what", "what", '"{what} of {who}"', "{first: [what, kind]}"])),
        split=draw(st.sampled_from(["", ', split: ";"'])),
        table=draw(st.sampled_from(["", ", table: {all: everybody}"])),
        tags=draw(st.sampled_from(["kind", "[kind, {text: fixed}]", '"{kind}"'])),
        more="\n".join(more),
    )


@st.composite
def tables(draw: st.DrawFn) -> tuple[str, str, list[tuple[Any, ...]]]:
    """The type of the time, rules, and rows."""
    kind = draw(st.sampled_from(sorted(KINDS_OF_TIME)))
    form, times = KINDS_OF_TIME[kind]
    number = draw(st.sampled_from([st.integers(0, 3), st.none()]))
    row = st.tuples(
        st.one_of(st.sampled_from(times), st.none()), TITLES, WHO, WHERE,
        st.sampled_from([None, "low", "high", "Low", "it's"]), st.sampled_from([None, "said"]),
        number,
    )  # fmt: skip
    rows = draw(st.lists(row, min_size=1, max_size=8))
    if draw(st.booleans()):
        rows = [(*values[:-1], number + 10) for number, values in enumerate(rows)]
    return kind.strip(), draw(rules(form)), rows


def write_text(rows: list[tuple[Any, ...]], end: str, parted: str, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, delimiter=parted, lineterminator=end)
        written.writerow(COLUMNS)
        written.writerows(rows)


def write(kind: str, rows: list[tuple[Any, ...]], path: Path) -> None:
    CONNECTION.execute(
        f'CREATE OR REPLACE TABLE rows("at" {kind}, what VARCHAR, who VARCHAR, place VARCHAR,'
        " kind VARCHAR, note VARCHAR, number BIGINT)"
    )
    CONNECTION.executemany("INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    CONNECTION.execute(f"COPY rows TO '{path}' (FORMAT parquet)")


class Opened:
    """A file by rules: the view of it, what was told, and how often all of it was read."""

    def __init__(self, path: Path, text: str, zone: str = "") -> None:
        self.problems: list[Problem] = []
        self.whole = 0
        self.job = Import(self.problems.append, zone)
        self._path, self._rules, self._zone = path, rules_of(text).rules, zone
        file = self.job.file(str(path))
        assert file is not None
        self.view = opening.open_view(self.job, file, self._rules, self._load)
        file.close()

    def _load(self, entries: Iterator[Entry], job: Import | None = None) -> tuple[Store, int]:
        job = job or self.job
        read = [*entries]
        above = {"timeline": job.timeline(), "actors": job.actors(), "sources": job.sources()}
        name = str(self._path)
        found = load_sources([Made(name, MadeTree(name, read, above, []))])
        return Memory(found), len(found.events)

    def _read(self) -> tuple[Store, int]:
        self.whole += 1
        job = Import(lambda _: None, self._zone)
        file = job.file(str(self._path))
        assert file is not None
        entries = [*job.events(file, self._rules)]
        file.close()
        return self._load(iter(entries), job)

    @property
    def timeline(self) -> ViewedTimeline:
        assert self.view is not None
        return ViewedTimeline.of(ViewStore(self.view, self._read), str(self._path), self.problems)


@contextmanager
def viewed(path: Path, text: str, zone: str = "") -> Iterator[Opened]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "FEWEST", 0)
        opened = Opened(path, text, zone)
    try:
        yield opened
    finally:
        if opened.view is not None:
            opened.view.close()


def answer_alike(timeline: Timeline, here: Timeline, asked: list[Any]) -> None:
    """Have the same header, the same actors by name, and the same answers to some questions."""
    assert timeline.header == here.header
    assert {a: b.name for a, b in timeline.actors.items()} == {
        a: b.name for a, b in here.actors.items()
    }
    for query, clock in asked:
        assert answered(timeline, query, clock) == answered(here, query, clock)


def answered(timeline: Timeline, query: Query, clock: Clock) -> object:
    """What is answered, or why it is refused: all but the lines and the numbers of events."""
    try:
        found = ask(timeline, query, clock)
    except QueryError as error:
        return error.message, error.hint
    matches = [
        (m.event._replace(origin=None, when=(), place_in_file=0), m.verdict, m.elapsed, m.ordered,
         m.delta, [claim.phrases[0].text for claim in m.event.when])
        for m in found.matches
    ]  # fmt: skip
    return matches, found.undated, found.limited, found.notes


@st.composite
def questions(draw: st.DrawFn) -> tuple[Query, Clock]:
    terms = draw(st.lists(st.sampled_from(TERMS), min_size=1, max_size=3, unique=True))
    read = [read_term(term)._replace(negated=draw(st.integers(0, 5)) == 0) for term in terms]
    zone = draw(st.sampled_from(["UTC", "Europe/Amsterdam", "Asia/Kolkata", "America/New_York"]))
    query = Query(tuple(read), reverse=draw(st.booleans()), certain=draw(st.booleans()))
    zero = draw(st.sampled_from([None, 1795168800_000_000]))
    return query._replace(limit=draw(st.sampled_from([None, 2]))), Clock(Zone(zone), zero)


@settings(
    max_examples=200 if THOROUGH else 3, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(
    tables(),
    st.lists(questions(), min_size=4, max_size=4),
    st.sampled_from(["", "Asia/Tokyo"]),
    st.sampled_from(["", "\n", "\r\n"]),
)
def test_a_view_answers_as_the_event_file_of_the_import(
    tmp_path: Path,
    made: tuple[str, str, list[tuple[Any, ...]]],
    asked: list[Any],
    zone: str,
    ending: str,
) -> None:
    kind, text, rows = made
    if ending:
        assume(kind == "VARCHAR")
        path, text = tmp_path / "log.csv", text.replace("{reader}", "csv")
        rows = [
            tuple((isinstance(x, str) and x.replace("\n", '"')) or x for x in row) for row in rows
        ]
        write_text(rows, ending, ";" if "note" in text else ",", path)
    else:
        path, text = tmp_path / "log.parquet", text.replace("{reader}", "parquet")
        write(kind, rows, path)
    whole = imported_by(rules_of(text), path, zone)
    here = unrelated(whole.timeline)
    with viewed(path, text, zone) as opened:
        if opened.view is None:
            return
        timeline = opened.timeline
        assert [str(p) for p in opened.problems] == [str(p) for p in whole.problems]
        answer_alike(timeline, here, asked)
        mine, other = (report(ask(t, Query(), Clock(Zone("UTC")))) for t in (timeline, here))
        for name in KINDS:
            assert vocabulary(mine.answer, name) == vocabulary(other.answer, name)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("a,b\n1,2\n3,4", 2),
        ("\ufeffa,b\r\n1,2\r\n", 1),
        ('a,b\n"1, ""x""",\n', 1),
        ("a;b\n;\u2028\x0b 1\n", 1),
        ("a,b\n1,2\r\n", None),  # two kinds of line ends
        ("a,b\n1\r,2\n", None),
        ('a,b\n"1\n",2\n', None),  # a cell of two lines
        ('a,b\n5" disk,6" disk\n', None),
        ('a,b\n"1" ,2\n', None),
        ("a,b\n\n1,2\n", None),
        ("a,b\n1,2\n\n", None),
        ("a,b\n1,2\n, \u00a0\n", None),  # no record
        ('a,b\n"",""', None),
        ("a,A\n1,2\n", None),
        ("a,\n1,2\n", None),
        ("a\n1\n", None),
        ("a,b\n1,\0\n", None),
        ("a,b\n1,\udcff\n", None),
        (f"a,b\n1,{'x' * 1_000_000}\n", None),
    ],
)
def test_a_table_is_a_view_where_it_has_one_reading(
    tmp_path: Path, text: str, number: int | None
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    file = Import(lambda _: None).file(str(path))
    assert file is not None
    found = shape(file, rules_of("reader: csv\nwhen: a\ntitle: b\n").rules)
    file.close()
    assert (found and found.number) == number
