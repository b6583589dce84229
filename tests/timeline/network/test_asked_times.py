"""The time that is told of an event with several: it reaches from and to what a window finds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Timeline, Zone, ask, report, rfc3339, why
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.index.reader import Index
from crisis.timeline.index.store import Stored
from crisis.timeline.index.stored_timeline import StoredTimeline
from crisis.timeline.index.writer import fill
from crisis.timeline.loading import from_json
from crisis.timeline.network.resolve import resolve
from crisis.timeline.query.terms import read_term

from ...support.timelines import by_id, flow, read, walls

if TYPE_CHECKING:
    from collections.abc import Iterator

UTC = Zone("UTC")
DAY = "2026-03-02"
NAMES = ("a", "b", "x", "y")
CLOCKS = st.builds(
    lambda hour, quarter: f"{hour:02}:{quarter:02}",
    st.integers(9, 16),
    st.sampled_from([0, 15, 30]),
)


def phrases(name: str) -> st.SearchStrategy[str]:
    """What somebody may say of an event, of its clock and of other events."""
    other = st.sampled_from([known for known in NAMES if known != name])
    hours = st.integers(1, 4)
    forms = (
        CLOCKS,
        st.builds("~{}".format, CLOCKS),
        st.builds("{} or {}".format, CLOCKS, CLOCKS),
        st.builds("{}; before @{}".format, CLOCKS, other),
        st.builds("{}; after @{}".format, CLOCKS, other),
        st.builds("after {}; before @{}".format, CLOCKS, other),
        st.builds("exactly {}h after @{}".format, hours, other),
        st.builds("{}h before @{}".format, hours, other),
        st.builds("from {} to {}".format, CLOCKS, CLOCKS),
    )
    return st.one_of(*forms)


@st.composite
def files(draw: st.DrawFn) -> str:
    events: list[dict[str, Any]] = []
    for name in NAMES:
        tellers = draw(st.sampled_from([["p"], ["p", "q"], ["p", "q", ""]]))
        said = [
            {"is": draw(phrases(name))} | ({"source": teller} if teller else {})
            for teller in tellers
        ]
        cause = draw(st.sampled_from(["", *NAMES]))
        more = {"caused_by": cause} if cause not in ("", name) else {}
        events.append({"id": name, "title": name, "when": said} | more)
    return written(events)


def written(events: list[dict[str, Any]]) -> str:
    sources = {"p": "P", "q": "Q"}
    return flow({"timeline": {"zone": "UTC"}, "sources": sources, "events": {DAY: events}})


def unfound(timeline: Timeline) -> Iterator[str]:
    """Ends of starts at which their own event is not found by --from and --to."""
    for event in timeline.events:
        for moment in event.start:
            if moment is not None:
                at = rfc3339(moment, UTC)
                terms = read_term(f"from:{at}"), read_term(f"to:{at}")
                found = ask(timeline, Query(terms), Clock(UTC)).matches
                if event.id not in {match.event.id for match in found}:
                    yield f"{event.id} at {at}"


@given(files())
def test_every_event_is_found_at_both_ends_of_its_own_start(text: str) -> None:
    assert not list(unfound(resolve(read(text))))


@given(files())
def test_no_disputed_event_begins_where_its_own_start_is_not(text: str) -> None:
    for event in resolve(read(text)).events:
        for start, _ in event.moments if event.disputed else ():
            shares = start.shared(event.start)
            assert shares in (start, None)


def test_an_account_is_cut_by_what_holds_whichever_is_true() -> None:
    said = [{"is": "afternoon", "source": "p"}, {"is": "2026-03-03", "source": "q"}]
    timeline = resolve(
        read(
            written(
                [
                    {"id": "a", "title": "A", "when": "12:28"},
                    {"id": "b", "title": "B", "when": said, "caused_by": "a"},
                ]
            )
        )
    )
    terms = read_term(f"from:{DAY} 12:05"), read_term(f"to:{DAY} 12:20")
    assert ask(timeline, Query(terms), Clock(UTC)).matches == ()
    zero = Clock(UTC, by_id(timeline)["a"])
    assert ask(timeline, Query((read_term("hour:-1..0"),)), zero).matches == ()


BOTH_IN_CONFLICT: list[dict[str, Any]] = [
    {"id": "b", "title": "B", "when": "13:00; after @y"},
    {"id": "x", "title": "X", "when": "12:00"},
    {
        "id": "y",
        "title": "Y",
        "caused_by": "x",
        "when": [{"is": "15:15", "source": "p"}, {"is": "~10:15", "source": "q"}],
    },
]
NONE_HERE = ["2026-03-02T10:00:00", "2026-03-02T15:15:59"]


def test_where_all_accounts_are_in_conflict_the_time_is_what_they_tell() -> None:
    timeline = resolve(read(written(BOTH_IN_CONFLICT)))
    event = by_id(timeline)["y"]
    assert all(account.conflicted for account in event.accounts)
    assert walls(event.start) == NONE_HERE
    assert not list(unfound(timeline))
    found = ask(timeline, Query((read_term("day:first"),)), Clock(UTC)).matches
    assert [match.event.id for match in found] == ["x", "y", "b"]  # a cause before its effect
    explained = why(timeline, "y").start
    assert [chain[-1].source for chain in (explained.earliest, explained.latest)] == ["q", "p"]


def test_an_index_and_json_tell_the_same_time_and_find_the_event_there() -> None:
    timeline = resolve(read(written(BOTH_IN_CONFLICT)))
    again = from_json(to_json(report(ask(timeline, Query(), Clock(UTC))))).answer.timeline
    assert walls(by_id(again)["y"].start) == NONE_HERE
    assert not list(unfound(again))

    def never() -> Timeline:
        raise AssertionError("the files are not read again")

    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        fill(database, timeline)
        stored = StoredTimeline(Stored(Index(database, {"t.yaml": "t.yaml"}), never, never))
        matches = ask(stored, Query(), Clock(UTC)).matches
        assert [(m.event.id, m.event.start) for m in matches] == [
            (m.event.id, m.event.start) for m in ask(timeline, Query(), Clock(UTC)).matches
        ]


@pytest.mark.parametrize(
    ("first", "second", "start"),
    [
        ("09:00 or 12:00 or 12:30", "after 11:30", ["12:00:00", "12:30:59"]),
        ("10:00 or 14:00 or 15:00", "before 14:30", ["10:00:00", "14:00:59"]),
        ("10:00 or 14:00 or 15:00", "14:00 or 15:00 or 18:00", ["14:00:00", "15:00:59"]),
    ],
)
def test_agreeing_accounts_with_alternatives_reach_from_the_first_to_the_last_left(
    first: str, second: str, start: list[str]
) -> None:
    said = [{"is": first, "source": "p"}, {"is": second, "source": "q"}]
    after = {"id": "w", "title": "W", "when": "after @x"}
    timeline = resolve(read(written([{"id": "x", "title": "X", "when": said}, after])))
    event = by_id(timeline)["x"]
    assert walls(event.start) == [f"{DAY}T{clock}" for clock in start]
    assert [match.event.id for match in ask(timeline, Query(), Clock(UTC)).matches] == ["x", "w"]
    explained = why(timeline, "x").start
    assert [explained.earliest[-1].bound, explained.latest[-1].bound] == list(event.start)
