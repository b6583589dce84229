"""Alternatives in the network, against every combination of them by itself."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline.model.records import Bound, Event
from crisis.timeline.query.windows import CERTAIN, OUT, Window, Windows

from ...support.choices import Chosen, choices
from ...support.examples import examples
from ...support.networks import DAY, INF, MINUTE, name
from ...support.timelines import by_id, read, read_lines, walls


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


def event(text: str, *lines: str) -> Event:
    timeline = read_lines(*(f"  - {{{line}}}" for line in (f"id: e, title: t, {text}", *lines)))
    assert timeline.problems == ()
    return by_id(timeline)["e"]


def times(event: Event) -> list[str]:
    return [
        f"{it.written}{' ruled out' if it.ruled_out else ''}: {walls(it.start, 'UTC')}"
        for it in event.alternatives
    ]
