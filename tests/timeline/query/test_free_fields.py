"""Keys that begin with x- are asked for alike in memory and out of an index, and come back."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask, from_json, loads, report
from crisis.timeline.formats.csv_rows import to_csv
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.index.reader import Index
from crisis.timeline.index.store import Stored
from crisis.timeline.index.stored_timeline import StoredTimeline
from crisis.timeline.index.writer import fill
from crisis.timeline.query.terms import QueryError, read_term

from ...support.timelines import flow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Timeline

CLOCK = Clock(Zone("UTC"))
NAMES = ("x-a", "x-b", "x-sub-system")
scalars = st.one_of(
    st.sampled_from(["high", "High", "caf\N{LATIN SMALL LETTER E WITH ACUTE}", "a; b", "", "5"]),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=4),
    st.integers(-100, 100),
    st.booleans(),
    st.sampled_from([0.5, 1.25, -3.75]),
)
values = st.one_of(
    scalars,
    st.lists(scalars, max_size=3),
    st.dictionaries(st.sampled_from(["k", "l"]), st.one_of(scalars, st.lists(scalars, max_size=2))),
)
keys = st.dictionaries(st.sampled_from(NAMES), values, max_size=3)
terms = st.tuples(
    st.sampled_from(NAMES), st.sampled_from(["high", "HIGH", "cafe", "5", "true", "-3", "a"])
)


def story(own: list[dict[str, Any]]) -> Timeline:
    events = [
        {"id": f"e{n}", "title": f"E{n}", "when": "2026-11-20"} | more for n, more in enumerate(own)
    ]
    return loads(flow({"timeline": {"zone": "UTC"}, "events": events}))


def never() -> Timeline:
    raise AssertionError("the files were read")


def stored(timeline: Timeline) -> Iterator[StoredTimeline]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        fill(database, timeline)
        index = Index(database, {name: name for name in timeline.files})
        yield StoredTimeline(Stored(index, never, never))


def told(timeline: Timeline, query: Query, by: tuple[str, ...]) -> object:
    try:
        found = ask(timeline, query, CLOCK)
    except QueryError as error:
        return error.message, error.hint
    return tuple(found.matches), report(found, by).groups, "".join(to_csv(report(found)))


@settings(max_examples=40)
@given(st.lists(keys, min_size=1, max_size=6), st.lists(terms, max_size=2), st.booleans())
def test_an_index_answers_as_the_objects_do(
    own: list[dict[str, Any]], asked: list[tuple[str, str]], negated: bool
) -> None:
    timeline = story(own)
    written = [read_term(f"{name}:{value}")._replace(negated=negated) for name, value in asked]
    query = Query(tuple(written))
    for index in stored(timeline):
        assert index.free_names() == timeline.free_names()
        for by in ((), ("x-a",), ("x-sub-system", "x-b")):
            assert told(index, query, by) == told(timeline, query, by)


@settings(max_examples=40)
@given(st.lists(keys, min_size=1, max_size=4))
def test_json_has_them_as_they_are_and_gives_them_back(own: list[dict[str, Any]]) -> None:
    timeline = story(own)
    text = to_json(report(ask(timeline, Query(), CLOCK)))
    again = from_json(text)
    assert again.to_json() == text
    for event, back in zip(timeline, again.answer.timeline, strict=True):
        assert event.free == back.free
    for shown, event in zip(json.loads(text)["events"], timeline, strict=True):
        assert {name: shown[name] for name in shown if name.startswith("x-")} == event.free_values


def test_a_term_finds_what_is_written_so_in_any_case() -> None:
    timeline = story([{"x-a": "High"}, {"x-a": ["low", 5]}, {"x-b": True}, {}])

    def ids(*asked: str) -> list[str]:
        found = ask(timeline, Query(tuple(map(read_term, asked))), CLOCK)
        return [match.event.id for match in found.matches]

    assert ids("x-a:high") == ["e0"]
    assert ids("x-a:5") == ["e1"]
    assert ids("X-A:LOW", "x-a:high") == ["e0", "e1"]
    assert ids("not:x-a:high") == ["e1", "e2", "e3"]
    assert ids("x-b:true") == ["e2"]
    for wrong, hint in (
        ("x-c:1", 'did you mean "x-b" or "x-a"?'),
        ("x-a:hihg", 'did you mean "High"?'),
        ("x-zzzzzz:1", "there are x-a, x-b"),
    ):
        with pytest.raises(QueryError) as error:
            ids(wrong)
        assert error.value.hint == hint


@pytest.mark.parametrize(
    "written", ['{"a":1e3}', "1.50", "12345678901234567890", '"\\ud800"', "[1,null]", '{"a":{}}']
)
def test_json_of_others_is_read(written: str) -> None:
    text = to_json(report(ask(story([{"x-a": "qqq"}]), Query(), CLOCK)))
    back = from_json(text.replace('"qqq"', written))
    assert back.answer.timeline["e0"].free_values == {"x-a": json.loads(written)}
