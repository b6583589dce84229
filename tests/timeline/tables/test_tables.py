"""A table answers as the objects in memory do: the same events, verdicts, order and remarks.

It has no relations: the timeline in memory that it is compared with has the same events, and none
of what leads from one to another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, QueryError, Zone, ask, load, loads, report
from crisis.timeline.formats.json_list import to_json
from crisis.timeline.query import lazy_matches
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports import report as reports
from crisis.timeline.reports.vocabulary import KINDS, vocabulary

from ...support.examples import examples, sampled
from ...support.timelines import read
from ..index.test_sql import ZONES, answered, files, questions, shown

pytest.importorskip("duckdb", reason="DuckDB reads tables, and is not installed")

from crisis.timeline.tables import found
from crisis.timeline.tables.repeated import repeated

from ...support.tabled import opened, unrelated, write_table

if TYPE_CHECKING:
    from pathlib import Path

    from crisis.timeline import Timeline

SLOW = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@settings(max_examples=examples(30), suppress_health_check=SLOW, deadline=None)
@given(files(), st.lists(questions(), min_size=9, max_size=9), st.sampled_from([0, 1_000]))
def test_a_table_answers_as_the_objects_do(
    tmp_path: Path, text: str, asked: list[tuple[Query, Clock]], fixed_from: int
) -> None:
    """Also where columns that have one value, or what another has, are not read."""
    timeline = read(text)
    path = tmp_path / "events.parquet"
    write_table(timeline, path, fixed_from)
    here = unrelated(timeline)
    with opened(path) as table:
        for query, clock in asked:
            assert answered(table, query, clock) == answered(here, query, clock)


@settings(max_examples=examples(30), suppress_health_check=SLOW, deadline=None)
@given(files(), st.lists(questions(), min_size=3, max_size=3), st.sampled_from(ZONES))
def test_days_and_words_of_a_table_are_the_same(
    tmp_path: Path, text: str, asked: list[tuple[Query, Clock]], zone: str
) -> None:
    timeline = read(text)
    path = tmp_path / "events.parquet"
    write_table(timeline, path)
    here = unrelated(timeline).replace(files=(str(path),))
    with opened(path) as table:
        for query, clock in asked:
            whole = query._replace(limit=None, reverse=False, delta=False)
            assert shown(table, whole, clock) == shown(here, whole, clock)
        for query in (Query(), Query((read_term("actor:ana"),)), Query(certain=True)):
            try:
                mine = ask(here, query, Clock(Zone(zone)))
                other = ask(table, query, Clock(Zone(zone)))
            except QueryError:
                continue
            assert report(other).counts == report(mine).counts
            for kind in KINDS:
                assert vocabulary(other, kind) == vocabulary(mine, kind)
                assert to_json(other, kind, []) == to_json(mine, kind, [])


@settings(max_examples=examples(30), suppress_health_check=SLOW, deadline=None)
@given(files())
def test_a_table_holds_all_events_of_a_timeline(tmp_path: Path, text: str) -> None:
    timeline = read(text)
    path = tmp_path / "events.parquet"
    write_table(timeline, path, 0)
    with opened(path) as table:
        for name in ("header", "actors", "sources", "broken", "conflicts"):
            assert getattr(table, name) == getattr(timeline, name)
        assert tuple(table.events) == timeline.events
        assert table.events[0] == timeline.events[0]
        assert table.keys() == timeline.keys()
        assert table.text_languages() == timeline.text_languages()
        assert table.free_names() == timeline.free_names()


@pytest.mark.parametrize(
    "name", ["openai", *sampled(["titanic", "three-mile-island", "blackout-2003"])]
)
def test_the_real_timelines_answer_alike(tmp_path: Path, name: str) -> None:
    timeline = load(f"fixtures/{name}.yaml")
    path = tmp_path / "events.parquet"
    write_table(timeline, path)
    event = timeline.events[3]
    words = ["monday", "d2..d3", "first"]
    terms = [*(f"day:{word}" for word in words), "hour:2..9", "hour:1", "is:disputed", "is:lasting"]
    terms += [f"actor:{part.actor}" for part in event.actors] + [f"caused_by:{event.id}", "the"]
    here = unrelated(timeline)
    with opened(path) as table:
        for term in ["", *terms, *(f"not:{term}" for term in terms)]:
            query = Query((read_term(term),) if term else ())
            for zero in (None, timeline.header.zero, timeline.events[5].id):
                clock = Clock(Zone("Asia/Jakarta"), zero)
                assert answered(table, query, clock) == answered(here, query, clock)


FIRST = """
timeline: {zone: Europe/Amsterdam, title: First}
actors: {ana: {name: Ana, member_of: firm}, firm: The firm}
events:
  2026-11-20:
    - {id: a, title: One, when: 10:00, actors: ana}
    - {id: b, title: Two, when: 12:00}
    - {id: u, title: Never dated}
"""
SECOND = """
timeline: {zone: Europe/Amsterdam, title: Second}
actors: {firm: Another name}
sources: {ap: AP}
events:
  2026-11-20:
    - {id: c, title: Three, when: 11:00, actors: ana, sources: ap}
    - {id: d, title: Four, when: 12:00, tags: x, actors: firm}
  2026-11-22:
    - {id: e, title: Five, when: [{is: 09:00, source: ap}, {is: 11:00}]}
"""
TERMS = ("", "day:friday", "actor:firm", "actor:ana", "ap", "ana", "tag:x", "is:disputed", "firm")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_several_tables_are_one_timeline(tmp_path: Path, order: tuple[int, int]) -> None:
    from crisis.timeline.eventfile.files import Source
    from crisis.timeline.loading import load_sources

    texts = [(FIRST, SECOND)[number] for number in order]
    paths = [tmp_path / f"{number}.parquet" for number in order]
    for text, path in zip(texts, paths, strict=True):
        write_table(loads(text), path)
    names = [f"{number}.yaml" for number in order]
    both = load_sources([Source(n, t) for n, t in zip(names, texts, strict=True)])
    with opened(*paths) as table:
        assert table.header == both.header
        assert table.actors.keys() == both.actors.keys()
        for term in TERMS:
            query = Query((read_term(term),) if term else ())
            mine = ask(unrelated(both), query, Clock(Zone("UTC")))
            other = ask(table, query, Clock(Zone("UTC")))
            assert [(m.event.id, m.verdict, m.event.place_in_file) for m in other.matches] == [
                (m.event.id, m.verdict, m.event.place_in_file) for m in mine.matches
            ], term
            assert (other.undated, other.limited) == (mine.undated, mine.limited)


def test_what_takes_relations_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    write_table(loads(FIRST), path)
    with opened(path) as table, pytest.raises(QueryError, match="no relations between them"):
        table.stored.whole()


COUNTED = ("day", "week", "month", "hour-of-day", "weekday", "15m", "6h", "7m")
NAMED = ("actor", "source", "place")


def groups(
    timeline: Timeline, query: Query, clock: Clock, by: str, counting: bool = False
) -> object:
    """What is counted of the groups of an answer, or why that is refused."""
    try:
        found = reports.report(ask(timeline, query, clock), (by,), "file", counting)
        shown = [
            (
                (group.key, group.last, len(group.matches), group.touching),
                reports.tally(group.matches, group.loose),
            )
            for group in found.groups
        ]
    except QueryError as error:
        return error.message
    return found.counts, shown


@settings(max_examples=examples(30), suppress_health_check=SLOW, deadline=None)
@given(
    files(),
    st.lists(questions(), min_size=4, max_size=4),
    st.sampled_from(COUNTED),
    st.sampled_from([0, found.FEW]),
)
def test_what_an_engine_counts_is_what_is_there(
    tmp_path: Path, text: str, asked: list[tuple[Query, Clock]], by: str, few: int
) -> None:
    """With no room for a single match every answer is counted, and read as it is walked through.

    With room for all of them groups are counted where nobody asks for their matches.
    """
    timeline = read(text)
    path = tmp_path / "events.parquet"
    write_table(timeline, path)
    here = unrelated(timeline)
    with opened(path) as table, pytest.MonkeyPatch.context() as patch:
        patch.setattr(found, "FEW", few)
        patch.setattr(found, "KEPT", 1)
        patch.setattr(lazy_matches, "_KEPT", 1)
        for query, clock in asked:
            whole = query._replace(limit=None, reverse=False, delta=False)
            for name in (by, *NAMED):
                if not few and "/" in str(query) and name == "actor":
                    continue  # a role is not counted, and that is said
                told = groups(table, whole, clock, name, counting=few > 0)
                assert told == groups(here, whole, clock, name)
            assert shown(table, whole, clock) == shown(here, whole, clock)


@pytest.mark.parametrize("zone", ["Africa/Monrovia", "America/St_Johns", "Europe/Amsterdam"])
def test_days_that_begin_within_a_quarter_are_counted(tmp_path: Path, zone: str) -> None:
    """Before there was standard time, and where it is half an hour off."""
    lines = ["timeline: {zone: UTC}", "events:"]
    for hour in range(24):
        for minute in (0, 14, 19, 20, 30, 44, 45, 59):
            at = f"1890-05-17 {hour:02}:{minute:02}:31"
            lines.append(f'  - {{id: e{hour}-{minute}, title: t, when: "{at}"}}')
    timeline = loads("\n".join(lines))
    path = tmp_path / "events.parquet"
    write_table(timeline, path)
    clock = Clock(Zone(zone))
    with opened(path) as table, pytest.MonkeyPatch.context() as patch:
        patch.setattr(found, "FEW", 0)
        for by in COUNTED:
            assert groups(table, Query(), clock, by) == groups(timeline, Query(), clock, by)


def test_ids_of_several_tables_are_named_for_each_two(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.parquet" for name in "abc"]
    for path, text in zip(paths, (FIRST, SECOND, FIRST), strict=True):
        write_table(loads(text), path)
    with opened(*paths) as table:
        (told,) = repeated(table.stored.tables)
    assert (told.origin.file, told.severity) == (str(paths[2]), "warning")
    assert told.message == f'3 ids stand in {paths[0]} as well, "a" among them'
    with opened(*paths[:2]) as table:
        assert not repeated(table.stored.tables)
