"""The stretch that a question names: what is meant for certain lies in what may be meant."""

from __future__ import annotations

import pytest

from crisis.timeline import Answer, Clock, Query, Zone, ask
from crisis.timeline.base.zones import HOUR
from crisis.timeline.query.asked_windows import scope
from crisis.timeline.query.terms import read_term
from crisis.timeline.query.windows import Window, common

from ...support.timelines import read_lines

TIMELINE = read_lines(
    "  - {id: z, title: Z, when: 2024-03-05 10:00..12:00}",
    "  - {id: o, title: O, when: after 2024-03-05 20:00}",
    "  - {id: e, title: E, when: 2024-03-07}",
)


def asked(*terms: str, zero: str | None = None) -> Answer:
    return ask(TIMELINE, Query(tuple(map(read_term, terms))), Clock(Zone("UTC"), zero))


@pytest.mark.parametrize("elapsed", [False, True])
@pytest.mark.parametrize(
    "terms",
    ["day:2024-03-06", "hour:2..9", "hour:2.. to:@e", "from:@z", "from:@o", "hour:0..1", "to:@o"],
)
@pytest.mark.parametrize("zero", ["z", "o", "e"])
def test_what_is_meant_for_certain_may_be_meant(terms: str, zero: str, elapsed: bool) -> None:
    answer = asked(*terms.split(), zero=zero)
    inner = scope(answer, elapsed=elapsed, inward=True)
    outer = scope(answer, elapsed=elapsed)
    assert inner is not None
    assert outer
    assert common(inner, outer) == inner


def test_a_zero_with_a_bound_widens_a_window_or_narrows_it() -> None:
    answer = asked("hour:1..6", zero="z")
    low, high = TIMELINE.events[0].start.ends
    assert low is not None
    assert high is not None
    assert scope(answer) == [Window(low + HOUR, high + 6 * HOUR)]
    assert scope(answer, inward=True) == [Window(high + HOUR, low + 6 * HOUR)]
    assert scope(answer, elapsed=True) == [Window(HOUR, 6 * HOUR)]


def test_only_inward_is_an_exclusion_taken_out_and_nothing_named_is_none() -> None:
    without = asked("not:day:2024-03-06")
    assert scope(without) is None
    assert len(scope(without, inward=True) or ()) == 2
    assert scope(asked()) is None
    assert scope(asked(), inward=True) is None
