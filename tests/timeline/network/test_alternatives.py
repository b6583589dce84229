"""Alternatives in the network, against every combination of them by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline.model.records import Bound
from crisis.timeline.network.differences import Differences
from crisis.timeline.query.windows import CERTAIN, OUT, Window, Windows

from ...support.choices import Chosen, choices
from ...support.examples import examples
from ...support.networks import DAY, INF, MINUTE, name
from ...support.timelines import by_id, read, walls

if TYPE_CHECKING:
    from crisis.timeline import Timeline


def pair(bound: Bound) -> tuple[float, float]:
    low, high = bound
    return -INF if low is None else low, INF if high is None else high


def holds(bound: Bound, inner: tuple[float, float]) -> bool:
    low, high = pair(bound)
    return low <= inner[0] and inner[1] <= high


@given(choices())
@settings(max_examples=examples(600), deadline=None)
def test_nothing_that_may_be_true_is_excluded(chosen: Chosen) -> None:
    worlds = list(chosen.worlds())
    timeline = read(chosen.written())
    assert not [problem for problem in timeline.problems if problem.severity == "error"]
    if not worlds:
        return
    assert {conflict.kind for conflict in timeline.conflicts} <= {"ruled out"}
    events = by_id(timeline)
    for numbers, bounds in worlds:
        for node, bound in enumerate(bounds):
            assert holds(events[name(node)].start, bound)
        for claim, number in zip(chosen.claims, numbers, strict=True):
            node, event = claim[0].node, events[name(claim[0].node)]
            times = [it for it in event.alternatives if it.written == claim[number].phrase]
            assert any(not it.ruled_out and holds(it.start, bounds[node]) for it in times)


@given(choices(claims=1))
@settings(max_examples=examples(600), deadline=None)
def test_a_single_choice_is_judged_exactly(chosen: Chosen) -> None:
    """Beside plain statements just those alternatives are ruled out that contradict them."""
    worlds = list(chosen.worlds())
    timeline = read(chosen.written())
    if not worlds:
        return
    (claim,) = chosen.claims
    event = by_id(timeline)[name(claim[0].node)]
    possible = {claim[number].phrase for (number,), _ in worlds}
    ruled_out = {it.written for it in event.alternatives if it.ruled_out}
    assert ruled_out == {said.phrase for said in claim} - possible
    told = {it.reasons[0].phrase for it in timeline.conflicts}
    assert told == ruled_out
    lows, highs = zip(*(bounds[claim[0].node] for _, bounds in worlds), strict=True)
    assert pair(event.start) == (min(lows), max(highs))


@given(choices(), st.integers(0, 600), st.integers(1, 300))
@settings(max_examples=examples(300), deadline=None)
def test_a_window_is_certain_only_if_it_is_under_all(chosen: Chosen, at: int, size: int) -> None:
    start = DAY + at * MINUTE
    windows = Windows([Window(start, start + size * MINUTE)])
    worlds = list(chosen.worlds())
    if not worlds:
        return
    events = by_id(read(chosen.written()))
    for node in range(chosen.network.count):
        event = events[name(node)]
        verdict = windows.accounts(event.moments)
        each = [windows.verdict(*_moment(bounds[node])) for _, bounds in worlds]
        if verdict == CERTAIN:
            assert set(each) == {CERTAIN}
        if verdict == OUT:
            assert set(each) == {OUT}


def _moment(bound: tuple[float, float]) -> tuple[Bound, None]:
    low, high = bound
    return Bound(None if low == -INF else int(low), None if high == INF else int(high)), None


def case(*lines: str) -> Timeline:
    """A file of events of one day, of two sources and a camera that is five minutes fast."""
    top = (
        "timeline: {zone: UTC}",
        "sources: {ap: AP, bbc: BBC, cam: {name: Camera, clock: 5m fast}}",
        "events:",
        "  2026-11-20:",
    )
    timeline = read("\n".join([*top, *(f"    - {{{line}, title: t}}" for line in lines)]))
    assert timeline.problems == ()
    return timeline


def told(timeline: Timeline, event: str = "e") -> list[str]:
    """The alternatives of an event as written, those that are ruled out in brackets."""
    several = by_id(timeline)[event].alternatives
    return [f"({it.written})" if it.ruled_out else it.written for it in several]


@pytest.mark.parametrize(
    ("lines", "left", "start"),
    [
        (["id: e, when: 14:00 or 15:00"], ["14:00", "15:00"], ["14:00:00", "15:00:59"]),
        (
            ["id: e, when: 14:00 or 15:00", 'id: x, when: "14:30", caused_by: e'],
            ["14:00", "(15:00)"],
            ["14:00:00", "14:00:59"],
        ),
        (
            ["id: e, when: 14:00 or 15:00, caused_by: x", 'id: x, when: "14:30"'],
            ["15:00", "(14:00)"],
            ["15:00:00", "15:00:59"],
        ),
        (
            ["id: e, when: 14:00 or 15:00, part_of: x", "id: x, when: from 14:30 to 16:00"],
            ["15:00", "(14:00)"],
            ["15:00:00", "15:00:59"],
        ),
        (
            ["id: e, when: 1h after @x or 4h after @x", 'id: x, when: "10:00"',
             'id: y, when: "12:00; by @e"'],
            ["4h after @x", "(1h after @x)"],
            ["13:30:00", "14:30:59"],
        ),
        (
            ["id: e, when: from 14:00 to 15:00 or from 14:00 to 18:00", "id: x, when: by @e.end",
             'id: y, when: "17:00; by @x"'],
            ["from 14:00 to 18:00", "(from 14:00 to 15:00)"],
            ["14:00:00", "14:00:59"],
        ),
        (
            ["id: e, when: day after @x or same day as @x", 'id: x, when: "12:00"'],
            ["same day as @x", "(day after @x)"],
            ["00:00:00", "23:59:59"],
        ),
    ],
)  # fmt: skip
def test_what_the_rest_leaves_no_room_for_is_ruled_out(
    lines: list[str], left: list[str], start: list[str]
) -> None:
    timeline = case(*lines)
    assert told(timeline) == left
    kinds = {conflict.kind for conflict in timeline.conflicts}
    assert kinds == ({"ruled out"} if any(text.startswith("(") for text in left) else set())
    bound = walls(by_id(timeline)["e"].start, "UTC")
    assert bound == [f"2026-11-20T{clock}" for clock in start]


def test_if_none_can_be_true_it_is_a_conflict_and_the_weakest_gives_way() -> None:
    timeline = case("id: e, when: [14:00 or 15:00, '14:30']")
    (conflict,) = timeline.conflicts
    assert conflict.kind == "contradiction"
    assert {reason.phrase for reason in conflict.reasons} == {"14:30", "14:00 or 15:00"}
    event = by_id(timeline)["e"]
    assert event.conflicted
    assert event.start == event.header  # of what was said nothing is left
    assert not event.alternatives

    timeline = case("id: e, when: 14:00 or 15:00, caused_by: x", 'id: x, when: "16:00"')
    (conflict,) = timeline.conflicts
    assert {reason.kind for reason in conflict.reasons} == {"claim", "cause"}
    assert told(timeline) == ["14:00", "15:00"]  # the cause was the weakest

    timeline = case("id: e, when: [14:00 or 15:00, '14:30?']")
    assert told(timeline) == ["14:00", "15:00"]


def test_accounts_agree_where_one_alternative_of_each_can_be_true() -> None:
    def claims(*texts: str) -> str:
        both = zip(texts, ("ap", "bbc"), strict=True)
        return "id: e, when: [" + ", ".join(f"{{is: '{t}', source: {s}}}" for t, s in both) + "]"

    def agreement(*texts: str) -> str:
        return by_id(case(claims(*texts)))["e"].agreement

    assert agreement("14:00 or 15:00", "15:00") == "agreed"
    assert agreement("14:00 or 15:00", "14:30") == "disputed"
    assert agreement("14:00 or 15:00", "15:00 or 16:00") == "agreed"
    assert agreement("14:00 or 15:00", "14:30 or 15:30") == "disputed"
    timeline = case(claims("14:00 or 15:00 or 16:00", "14:00 or 16:00"))
    assert told(timeline) == ["14:00", "16:00"]
    event = by_id(case(claims("14:00 or 15:00", "14:30")))["e"]
    assert len(event.moments) == 3
    assert [len(account.alternatives) for account in event.accounts] == [2, 0]


def test_alternatives_of_one_source_hold_against_each_other_in_its_own_account() -> None:
    both = "{is: 14:00 or 15:00, source: ap}, {is: after 14:30, source: ap}"
    timeline = case(f"id: e, when: [{both}]")
    assert told(timeline) == ["15:00", "(14:00)"]
    both = "{is: 14:00 or 15:00, source: ap}, {is: '14:30', source: ap}"
    timeline = case(f"id: e, when: [{both}]")
    assert by_id(timeline)["e"].disputed
    (conflict,) = timeline.conflicts
    assert conflict.one_of == "14:00 or 15:00 or 14:30"


def test_a_list_of_claims_that_cannot_all_hold_names_the_or_that_may_be_meant() -> None:
    (conflict,) = case("id: e, when: ['14:00', '15:00']").conflicts
    assert set(conflict.one_of.split(" or ")) == {"14:00", "15:00"}
    timeline = case("id: e, when: '14:00; after @x'", "id: x, when: '15:00'")
    assert [conflict.one_of for conflict in timeline.conflicts] == [""]


def test_alternatives_are_readings_of_the_clock_of_their_source() -> None:
    timeline = case("id: e, when: [{is: 14:05 or 15:05, source: cam}]")
    starts = [walls(it.start, "UTC") for it in by_id(timeline)["e"].alternatives]
    assert starts == [[f"2026-11-20T{hour}:00:00", f"2026-11-20T{hour}:00:59"] for hour in (14, 15)]


def test_elapsed_time_keeps_the_distance_of_each() -> None:
    timeline = case("id: x, when: ~10:00", "id: e, when: 1h or 5h after @x")
    event = by_id(timeline)["e"]
    network = timeline.network
    assert network is not None
    after = Differences(network.links()).after(by_id(timeline)["x"])
    hours = [[end / (60 * MINUTE) for end in start if end is not None]
             for start, _ in after.accounts(event)]  # fmt: skip
    assert hours == [[0.5, 1.5], [4.5, 5.5]]
