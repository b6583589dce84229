"""Groups by the clock: lengths, hours of the day, weekdays; what may be in several is light."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Zone, report
from crisis.timeline.base.clock_steps import ClockSteps
from crisis.timeline.formats import json_count
from crisis.timeline.query.terms import QueryError
from crisis.timeline.reports.report import tally
from crisis.timeline.reports.scales import WEEKDAYS, clock_length

from ...support.stories import TERMS, ZONES, Story, asked, stories

if TYPE_CHECKING:
    from crisis.timeline import Group

questions = st.lists(st.sampled_from(TERMS), max_size=2)
lengths = st.sampled_from(["15m", "1h", "6h", "7h", "90s", "1h30m"])
HOUR = 3_600_000_000


def numbers(group: Group, by: str) -> range:
    """The hours or weekdays of a group, by their places in the round."""
    place = WEEKDAYS.index if by == "weekday" else int
    return range(place(group.key), place(group.last or group.key) + 1)


def moment(key: str) -> int:
    return round(datetime.fromisoformat(key).timestamp() * 1_000_000)


@given(stories(), questions, lengths, st.sampled_from(ZONES))
def test_a_length_of_the_clock_holds_what_may_begin_in_it(
    story: Story, terms: list[str], by: str, zone: str
) -> None:
    answer = asked(story.text(), *terms, zone=zone)
    steps, above = ClockSteps(Zone(zone), clock_length(by)), None
    for group in report(answer, (by,)).groups:
        if not group.plain:
            continue
        begun = moment(group.key)
        assert above is None or steps.stop(above) == begun
        above = moment(group.last) if group.last else begun
        for match in group.matches:
            low, high = match.event.start
            assert low is not None
            assert begun <= low < steps.stop(begun)
            here = high is not None and high < steps.stop(begun)
            assert (match.event.id not in group.loose) == here


@given(stories(), questions, st.sampled_from(["hour-of-day", "weekday"]), st.sampled_from(ZONES))
def test_in_a_round_stands_what_has_a_place_there(
    story: Story, terms: list[str], by: str, zone: str
) -> None:
    answer = asked(story.text(), *terms, zone=zone)
    rules = Zone(zone)
    groups = report(answer, (by,)).groups
    seen = []
    for group in groups:
        if group.shared.missing:
            assert group is groups[-1]
            assert tally(group.matches, group.loose)[0] == 0
            continue
        seen += numbers(group, by)
        for match in group.matches:
            low, high = match.event.start
            assert low is not None
            assert high is not None
            wall = rules.wall(low)
            here = wall // HOUR % 24 if by == "hour-of-day" else (rules.day(low) - 1) % 7
            assert here == numbers(group, by)[0]
            if match.event.id not in group.loose:
                assert high - low <= (2 * HOUR if by == "hour-of-day" else 25 * HOUR)
    assert seen == [*range(seen[0], seen[-1] + 1)] if seen else True
    ids = sorted(match.event.id for group in groups for match in group.matches)
    assert ids == sorted(match.event.id for match in answer.matches)


def counted(by: str, zone: str = "Europe/London") -> list[tuple[str | None, int, int, int]]:
    text = """
timeline: {zone: Europe/London}
events:
  - {id: first, title: t, when: "2026-10-25T01:10:00+01:00"}
  - {id: second, title: t, when: "2026-10-25T01:10:00+00:00"}
  - {id: either, title: t, when: 2026-10-25 01:30}
  - {id: over, title: t, when: 2026-10-25 23:30..2026-10-26 00:30}
  - {id: day, title: t, when: 2026-10-26}
  - {id: year, title: t, when: 2026}
  - {id: open, title: t, when: ..2026-10-25 12:00}
  - {id: undated, title: t}
"""
    found = json_count.document(report(asked(text, zone=zone), (by,)))["groups"]
    return [(it["key"], it["certain"], it["possible"], it["touching"]) for it in found]


def test_the_hour_that_comes_twice_is_one_hour_of_the_day() -> None:
    assert counted("hour-of-day") == [
        ("01", 3, 0, 0),
        ("02", 0, 0, 3),  # to 22
        ("23", 0, 1, 0),
        (None, 0, 4, 0),
    ]


def test_the_hour_that_comes_twice_is_two_of_a_length() -> None:
    keys = [key for key, *_ in counted("1h") if key and key.startswith("2026-10-25T01")]
    assert keys == ["2026-10-25T01:00:00+01:00", "2026-10-25T01:00:00+00:00"]


def test_what_may_be_on_any_weekday_is_counted_at_none() -> None:
    assert counted("weekday") == [
        ("monday", 1, 0, 0),
        ("tuesday", 0, 0, 2),  # to saturday
        ("sunday", 3, 1, 0),
        (None, 0, 3, 0),
    ]


def test_a_weekday_is_that_of_the_zone_that_is_asked_for() -> None:
    assert counted("weekday", "Pacific/Auckland")[0] == ("monday", 1, 1, 0)


@pytest.mark.parametrize("by", ["0s", "24h", "1d", "5", "5x", "1h 30m", "-5m", "5m..", "15"])
def test_what_is_no_length_of_the_clock_is_refused(by: str) -> None:
    with pytest.raises(QueryError):
        report(asked("events: []"), (by,))


def test_by_the_latest_start_it_stands_at_the_other_end() -> None:
    text = """
timeline: {zone: UTC}
events: [{id: a, title: a, when: 2026-10-25 10:50..11:10}]
"""
    for by, keys in (("15m", ["10:45", "11:00"]), ("hour-of-day", ["10", "11"])):
        for sort, key in zip(("earliest", "latest"), keys, strict=True):
            groups = report(asked(text, sort=sort), (by,)).groups
            assert [key in group.key for group in groups] == [True]
