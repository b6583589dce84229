"""Clocks that are wrong are nodes of the network: what follows of them, and what cannot be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask, loads, why
from crisis.timeline.base.zones import MINUTE, SECOND
from crisis.timeline.index.reader import Index
from crisis.timeline.index.store import Stored
from crisis.timeline.index.stored_timeline import StoredTimeline
from crisis.timeline.index.writer import fill
from crisis.timeline.model.constraints import OF_CLOCK
from crisis.timeline.network.differences import Differences
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.why_clock import why_clock
from tests.support.clock_worlds import BEGIN, EPOCH, ClockWorld, clock_worlds, solved, written

if TYPE_CHECKING:
    from random import Random

    from crisis.timeline import Bound, Event
    from crisis.timeline.model.timeline import Timeline

INF = float("inf")


def ends(bound: Bound) -> tuple[float, float]:
    low, high = bound.ends
    return -INF if low is None else low, INF if high is None else high


def fast(timeline: Timeline, source: str) -> tuple[float, float]:
    clock = timeline.sources[source].clock
    assert clock is not None
    return ends(clock.fast)


@given(clock_worlds())
def test_unknown_clocks_come_to_what_floyd_and_warshall_come_to(world: ClockWorld) -> None:
    timeline = loads(written(world))
    assert not timeline.problems
    assert not timeline.conflicts
    oracle = solved(world)
    used = {it.source for reads in world.reads for it in reads}
    for event, bounds in zip(timeline, oracle.events, strict=True):
        assert ends(event.start) == bounds, event.id
    for name in world.clocks:
        if name in used:
            assert fast(timeline, name) == oracle.clocks[name], name


@given(clock_worlds())
def test_the_truth_is_never_excluded(world: ClockWorld) -> None:
    timeline = loads(written(world))
    base = (BEGIN - EPOCH).total_seconds() * SECOND
    for event, at in zip(timeline, world.times, strict=True):
        low, high = ends(event.start)
        assert low <= base + at * SECOND <= high
    for name, clock in world.clocks.items():
        low, high = fast(timeline, name)
        assert low <= clock.fast * SECOND <= high


FILE = """timeline: {{zone: UTC{prefer}}}
sources:
  cctv: {{name: Camera, clock: {clock}}}
  door: {{name: Door, clock: unknown}}
  phone: Telephone log
events:
  - {{id: alone, title: t, when: {{is: "2026-11-20 12:04:10", source: cctv}}}}
  - id: both
    title: t
    when:
      - {{is: "{seen}", source: cctv{sure}}}
      - {{is: "{told}", source: phone}}
{more}"""

TIED = {"clock": "unknown", "seen": "2026-11-20 12:09:05", "told": "2026-11-20 12:02:30"}
SIX_AND_A_HALF = (394 * SECOND + 1, 396 * SECOND - 1)


def file(prefer: str = "", sure: str = "", more: str = "", **said: str) -> Timeline:
    return loads(FILE.format(prefer=prefer, sure=sure, more=more, **(TIED | said)))


def start(timeline: Timeline, event: str) -> Bound:
    found: Event = timeline[event]
    return found.start


def test_what_two_clocks_both_saw_ties_them_whoever_is_preferred() -> None:
    assert fast(file(), "cctv") == SIX_AND_A_HALF
    assert fast(file(prefer=", prefer: phone"), "cctv") == SIX_AND_A_HALF
    assert fast(file(prefer=", prefer: cctv"), "cctv") == SIX_AND_A_HALF


def test_who_is_less_sure_and_who_is_rejected_ties_nothing() -> None:
    assert fast(file(sure=", confidence: low"), "cctv") == (-INF, INF)
    assert fast(file(sure=", rejected: another day"), "cctv") == (-INF, INF)
    assert fast(file(seen="2026-11-20 12:09:05?"), "cctv") == (-INF, INF)


def test_accounts_that_the_stated_error_does_not_let_be_true_are_disputed() -> None:
    timeline = file(clock="2m..3m fast")
    assert timeline["both"].disputed
    assert not timeline.conflicts
    assert fast(timeline, "cctv") == (120 * SECOND, 180 * SECOND)


AGAIN = """
  - id: again
    title: t
    when: [{{is: "2026-11-20 13:09:05", source: cctv}}, {{is: "{}", source: phone}}]"""


@pytest.mark.parametrize("told", ["2026-11-20 13:02:00", "2026-11-20 12:50..2026-11-20 12:51"])
def test_ties_that_no_error_satisfies_are_a_conflict_and_say_nothing_of_the_clock(
    told: str,
) -> None:
    timeline = file(more=AGAIN.format(told))
    (conflict,) = timeline.conflicts
    assert conflict.kind == "contradiction"
    assert conflict.short > 0
    assert {reason.clock for reason in conflict.reasons} == {"", "cctv"}
    assert {reason.event for reason in conflict.reasons} == {"both", "again"}
    assert fast(timeline, "cctv") == (-INF, INF)
    assert timeline["alone"].start.open
    assert timeline["both"].conflicted
    assert timeline["again"].conflicted


def test_ties_that_miss_by_no_more_than_rounding_are_no_conflict() -> None:
    minutes = {"seen": "2026-11-20 12:09", "told": "2026-11-20 12:02"}  # 6m01s to 7m59s fast
    timeline = file(**minutes, more=AGAIN.format("2026-11-20 13:00:45"))  # 8m19s to 8m21s
    assert not timeline.conflicts
    low, high = fast(timeline, "cctv")
    assert low <= 500 * SECOND <= high
    timeline = file(**minutes, more=AGAIN.format("2026-11-20 12:59:45"))  # a minute more
    assert timeline.conflicts


LASTS = """
  - {{id: from-to, title: t, when: {{is: {}, source: cctv}}}}
  - {{id: late, title: t, when: {{is: "2026-11-20 15:04:10", source: cctv}}}}"""


@pytest.mark.parametrize("clock", ["unknown", "within 10h", "1h fast"])
def test_readings_of_one_clock_are_as_far_apart_as_they_show(clock: str) -> None:
    span = "from 2026-11-20 12:20:00 to 2026-11-20 12:30:00"
    said = {"clock": clock, "seen": "2026-11-20 12:09:05", "told": "2026-11-20 01:00..23:00"}
    timeline = file(**said, more=LASTS.format(span))
    assert timeline["from-to"].lasting == (599 * SECOND + 1, 601 * SECOND - 1)
    assert timeline.network is not None
    between = Differences(timeline.network.links()).between(timeline["alone"], timeline["late"])
    assert between == (3 * 60 * MINUTE - SECOND + 1, 3 * 60 * MINUTE + SECOND - 1)


def test_an_account_lasts_as_long_as_its_clock_shows() -> None:
    more = """
  - id: lasts
    title: t
    when:
      - {is: from 2026-11-20 10:00:00 to 2026-11-20 10:30:00, source: cctv}
      - {is: after 2026-11-20 00:00, source: phone}"""
    timeline = file(clock="within 2h", told="2026-11-20 12:00..14:00", more=more)
    (camera, _) = timeline["lasts"].accounts
    assert camera.lasting == (1799 * SECOND + 1, 1801 * SECOND - 1)


def test_a_chain_of_clocks_and_relations_is_followed() -> None:
    more = """
  - id: link
    title: t
    when:
      - {is: "2026-11-20 12:20:00", source: cctv}
      - {is: "2026-11-20 11:00:00", source: door}
  - {id: far, title: t, when: {is: "2026-11-20 11:30:00", source: door}}"""
    timeline = file(more=more)
    low, high = ends(start(timeline, "far"))
    told = ends(start(timeline, "both"))[0] + 41 * MINUTE - 5 * SECOND
    told += -MINUTE + 30 * SECOND - 30 * SECOND + 60 * SECOND - 5 * SECOND + 5 * SECOND
    assert low < told < high
    assert high - low < 8 * SECOND


def test_the_story_of_a_source_has_its_clock_as_wrong_as_the_whole_file() -> None:
    text = FILE.format(prefer="", sure="", more="", **TIED)
    story = loads(text, according_to="cctv")
    assert fast(story, "cctv") == SIX_AND_A_HALF
    assert start(story, "alone") == start(file(), "alone")
    assert not story["both"].accounts
    low, high = ends(start(story, "both"))
    assert low < ends(start(file(), "both"))[0] < high


SHARED = """timeline: {zone: UTC}
sources:
  wall: {name: The clock on the wall, clock: unknown}
  ann: {name: Ann, clock: as wall}
  bob: {name: Bob, clock: as wall}
  phone: Telephone log
events:
  - {id: alone, title: t, when: {is: "2026-11-20 12:04:10", source: bob}}
  - id: both
    title: t
    when: [{is: "2026-11-20 12:09:05", source: ann}, {is: "2026-11-20 12:02:30", source: phone}]
"""


def test_what_one_reads_on_a_clock_ties_what_others_read_on_it() -> None:
    timeline = loads(SHARED)
    assert fast(timeline, "wall") == fast(timeline, "ann") == fast(timeline, "bob")
    assert fast(timeline, "ann") == SIX_AND_A_HALF
    assert ends(start(timeline, "alone"))[0] > -INF


def test_whoever_is_right_on_a_clock_it_is_no_further_than_they_say() -> None:
    more = """  - id: disputed
    title: t
    when: [{is: "2026-11-20 13:40", source: ann}, {is: "2026-11-20 13:42", source: bob}]
  - {id: later, title: t, when: {is: "2026-11-20 13:10", source: phone}, caused_by: disputed}
"""
    text = SHARED.replace("12:09:05", "12:09:05?") + more
    timeline = loads(text)
    assert timeline["disputed"].disputed
    assert fast(timeline, "wall")[0] == 29 * MINUTE + 1
    assert not timeline.conflicts


@pytest.mark.parametrize(
    ("clock", "hint"),
    [("as phone", "sources: {phone: {clock"), ("as wal", "wall"), ("as ann", "ann")],
)
def test_a_clock_that_is_read_by_another_has_to_be_one(clock: str, hint: str) -> None:
    (problem,) = loads(SHARED.replace("Bob, clock: as wall", f"Bob, clock: {clock}")).problems
    assert "no source with a clock of its own" in problem.message
    assert hint in problem.hint


@given(clock_worlds())
def test_the_reasons_lead_to_what_a_clock_comes_to(world: ClockWorld) -> None:
    timeline = loads(written(world))
    for name in world.clocks:
        answer = why_clock(timeline, name)
        for end, chain in (
            (answer.clock.fast.earliest, answer.least),
            (answer.clock.fast.latest, answer.most),
        ):
            assert (end is None) == (not chain)
            if end is not None:
                last = chain[-1]
                assert (last.reached, last.which, last.bound) == (name, OF_CLOCK, -end)
                assert all(step.bound is not None for step in chain)
    for event in timeline:
        answer_of_event = why(timeline, event.id)
        for end, chain in (
            (event.start.earliest, answer_of_event.start.earliest),
            (event.start.latest, answer_of_event.start.latest),
        ):
            if end is not None:
                assert chain[-1].bound == end


@given(clock_worlds(), st.randoms(use_true_random=False))
def test_neither_order_nor_ids_decide(world: ClockWorld, rng: Random) -> None:
    text = written(world)
    head, *events = text.split("\n  - id: ")
    timeline = loads(text)
    rng.shuffle(events)
    other = loads("\n  - id: ".join([head, *events]).replace("cctv", "zeta"))
    for event in timeline:
        assert other[event.id].start == event.start
        assert other[event.id].agreement == event.agreement
    assert fast(other, "zeta") == fast(timeline, "cctv")


@given(clock_worlds())
def test_an_index_answers_as_memory_does(world: ClockWorld) -> None:
    timeline = loads(written(world), name="t.yaml")
    terms = ("2026-11-20T11:00Z..2026-11-20T13:00Z", "2026-11-20T12:10Z..2026-11-20T12:11Z")
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        fill(database, timeline)
        stored = StoredTimeline(Stored(Index(database, {"t.yaml": "t.yaml"}), _never, _never))
        assert stored.sources == timeline.sources
        assert stored.conflicts == timeline.conflicts
        assert tuple(stored.events) == tuple(timeline.events)
        for term in terms:
            first, last = term.split("..")
            query = Query((read_term(f"from:{first}"), read_term(f"to:{last}")), delta=True)
            clock = Clock(Zone("UTC"), timeline.events[0].id)
            here, there = ask(timeline, query, clock), ask(stored, query, clock)
            assert tuple(here.matches) == tuple(there.matches)


def _never() -> NoReturn:
    raise AssertionError("the files were read")


def test_an_account_that_leaves_an_end_to_others_leaves_their_clock_alone() -> None:
    more = """  - id: lasts
    title: t
    when:
      - {is: from 2026-11-20 12:10 to 2026-11-20 12:20, source: ann}
      - {is: "2026-11-21 12:10", source: phone}
"""
    text = SHARED.replace("{zone: UTC}", "{zone: UTC, prefer: phone}") + more
    timeline = loads(text.replace("clock: unknown", "clock: within 1h"))
    assert timeline["lasts"].disputed
    assert not timeline.conflicts
    assert fast(timeline, "wall") == SIX_AND_A_HALF
