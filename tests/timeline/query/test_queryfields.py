"""The table of query fields: what stands in it holds for every engine, in help and completion."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path

import pytest

from crisis.cli.completion.candidates import values
from crisis.cli.completion.known import Known
from crisis.timeline import Clock, Query, QueryError, Timeline, Zone, ask, load
from crisis.timeline.index.reader import Index
from crisis.timeline.index.store import Stored
from crisis.timeline.index.stored_timeline import StoredTimeline
from crisis.timeline.index.writer import fill
from crisis.timeline.query.conditions import Among, Condition
from crisis.timeline.query.elapsed import Since
from crisis.timeline.query.fields import KEPT, KNOWN, PLAIN, QUERY_FIELDS, TIME_FIELDS
from crisis.timeline.query.stores import store
from crisis.timeline.query.terms import Term, read_term

ROOT = Path(__file__).parents[3]
FILES = ("fixtures/openai.yaml", "tests/cases/files/outage.yaml")
CLOCK = Clock(Zone("UTC"))
SOME = 7
CLOSED = [name for name, field in QUERY_FIELDS.items() if field.words]


@cache
def timelines() -> list[Timeline]:
    """Two timelines, each in memory and out of an index."""
    plain = [load(str(ROOT / path)) for path in FILES]
    return [*plain, *map(indexed, plain)]


def indexed(timeline: Timeline) -> Timeline:
    database = sqlite3.connect(":memory:", isolation_level=None)
    fill(database, timeline)
    index = Index(database, {name: name for name in timeline.files})
    return StoredTimeline(Stored(index, never, never))


def never() -> Timeline:
    raise AssertionError("the index does not answer")


def found(timeline: Timeline, *terms: Term) -> set[str]:
    return {match.event.id for match in ask(timeline, Query(terms), CLOCK).matches}


@pytest.mark.parametrize("name", KEPT)
def test_what_an_event_has_is_what_it_is_found_by(name: str) -> None:
    """In memory and out of an index; who is a member is found by what it belongs to as well."""
    field = QUERY_FIELDS[name]
    seen = 0
    for timeline in timelines():
        events = list(timeline.events)
        there = dict.fromkeys(value for event in events for value in KEPT[name](event))
        for value in [value for value in there if value != "agreed"][:SOME]:
            alike = {*field.alike()([value])}
            having = {it.id for it in events if alike & {*field.alike()(KEPT[name](it))}}
            term = Term(name, value)
            assert found(timeline, term) >= having
            if name != "actor":
                assert found(timeline, term) == having
            assert not found(timeline, term._replace(negated=True)) & having
            seen += 1
    assert seen


@pytest.mark.parametrize("name", [it for it in QUERY_FIELDS if it not in KEPT])
def test_what_no_event_has_by_itself_is_refused_and_no_empty_answer(name: str) -> None:
    for timeline in timelines():
        here = timeline.stored.filed if isinstance(timeline, StoredTimeline) else store(timeline)
        under = [Condition(Among(name, frozenset({"a"})))]
        since = Since(None, store(timeline).links)
        with pytest.raises(LookupError):
            here.select(under, since, False)


@pytest.mark.parametrize("name", CLOSED)
def test_the_words_of_a_closed_set_are_all_that_is_taken(name: str) -> None:
    timeline = timelines()[0]
    for word in QUERY_FIELDS[name].words:
        assert found(timeline, Term(name, word.upper())) == found(timeline, Term(name, word))
    with pytest.raises(QueryError) as refused:
        ask(timeline, Query((Term(name, "nonsense"),)), CLOCK)
    assert all(word in refused.value.hint for word in QUERY_FIELDS[name].words)
    for word, hint in QUERY_FIELDS[name].meant.items():
        with pytest.raises(QueryError) as refused:
            ask(timeline, Query((Term(name, word),)), CLOCK)
        assert refused.value.hint == hint


@pytest.mark.parametrize("name", KNOWN)
def test_what_is_known_is_taken_whatever_its_case_and_what_is_not_is_refused(name: str) -> None:
    for timeline in timelines():
        known = store(timeline).names(name)
        assert known == QUERY_FIELDS[name].names(timeline, timeline.events)
        for called in [*known][:SOME]:
            once = found(timeline, Term(name, called))
            assert found(timeline, Term(name, f" {called.upper()} ")) == once
        with pytest.raises(QueryError, match=f'unknown {name} "nonsense"'):
            found(timeline, Term(name, "nonsense"))


def test_the_shell_offers_the_values_of_every_field_that_has_some() -> None:
    known = Known([str(ROOT / path) for path in FILES], no_cache=True)
    for name, field in QUERY_FIELDS.items():
        offered = {each.value for each in values(field.offered, known, "")}
        assert offered >= {*field.words}
        if name in PLAIN:
            of_events = {v for it in timelines() for event in it.events for v in KEPT[name](event)}
            assert offered == of_events
        if name in KNOWN or field.words:
            assert offered


def test_every_name_of_a_field_is_read() -> None:
    for name, field in QUERY_FIELDS.items():
        for said in filter(None, (name, name.upper(), name.replace("_", "-"), field.also)):
            assert read_term(f"{said}:x") == Term(name, "x")
            assert read_term(f"not:{said}:x") == Term(name, "x", negated=True)


def test_what_asks_for_a_time_leaves_out_what_has_none() -> None:
    timed = {"day": "2023-11-18", "from": "2023-11-18", "to": "2023-11-18", "hour": "0..24"}
    assert {*timed} == {*TIME_FIELDS}
    timeline = timelines()[0]
    clock = Clock(Zone("UTC"), timeline.header.zero)
    undated = sum(event.dateless for event in timeline.events)
    for name, value in timed.items():
        answer = ask(timeline, Query((Term(name, value),)), clock)
        assert answer.undated == undated
        assert not any(match.event.dateless for match in answer.matches)
