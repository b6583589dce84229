"""Laws of groups: everything stands somewhere, and the silent days and hours between are there."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from crisis.timeline import Clock, Group, Query, Zone, ask, loads, report
from crisis.timeline.base.calendar import ordinal
from crisis.timeline.query.order import Order
from crisis.timeline.query.stores import store
from crisis.timeline.reports.report import tally

from ...support.choices import times
from ...support.examples import examples
from ...support.stories import TERMS, TIMES, ZONES, Story, asked, stories

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline import Answer

HOUR = 3_600_000_000
KEYS = ("day", "week", "month", "hour", "actor", "source", "tag")
questions = st.lists(st.sampled_from((*TERMS, *TIMES)), max_size=2)
units = st.sampled_from(["day", "day", "hour", "hour", "week", "month", "year", "decade"])


def in_unit(by: str, zone: Zone) -> Callable[[int], int]:
    """The number of an instant in a unit of time, by datetime's own calendar."""
    if by == "hour":
        return lambda micros: micros // HOUR
    numbers = {
        "day": lambda day: day.toordinal(),
        "week": lambda day: (day.toordinal() - 1) // 7,
        "month": lambda day: 12 * day.year + day.month,
        "year": lambda day: day.year,
        "decade": lambda day: day.year // 10,
    }
    return lambda micros: numbers[by](date.fromordinal(zone.day(micros)))


def number(by: str, key: str) -> int:
    if by == "day":
        return ordinal(key)
    if by == "week":
        year, week = key.split("-W")
        return (date.fromisocalendar(int(year), int(week), 1).toordinal() - 1) // 7
    if by == "month":
        return 12 * int(key[:4]) + int(key[5:])
    return int(key[:3]) if by == "decade" else int(key)


def stretch(group: Group) -> range:
    """The days or other units that a group without an event stands for."""
    last = number(group.by, group.last or group.key)
    return range(number(group.by, group.key), last + 1)


def leaves(groups: tuple[Group, ...]) -> list[Group]:
    found = []
    for group in groups:
        found += leaves(group.groups) if group.groups else [group]
    return found


def touched(answer: Answer, by: str, zone: Zone) -> list[list[tuple[float, float]]]:
    """For each match from the first to the last day or hour that it may be on; by account."""
    found = []
    for match in answer.matches:
        event = match.event
        moments = times(event)
        if by == "hour":
            moments = [match.elapsed] if match.elapsed else []
        unit = in_unit(by, zone)
        spans = []
        for start, end in moments:
            low, high = start.earliest, (end or start).latest
            first = float("-inf") if low is None else unit(low)
            spans.append((first, float("inf") if high is None else unit(high)))
        found.append([] if event.dateless else spans)
    return found


@given(stories(), questions, units, st.sampled_from(ZONES), st.booleans())
def test_between_the_first_and_the_last_every_day_and_hour_stands_once(
    story: Story, terms: list[str], by: str, zone: str, backwards: bool
) -> None:
    answer = asked(story.text(), *terms, zone=zone, reverse=backwards)
    groups = report(answer, (by,)).groups
    whole = [group for group in groups if group.plain]
    numbers = [
        n for group in whole for n in (reversed(stretch(group)) if backwards else stretch(group))
    ]
    if numbers:
        straight = sorted(numbers, reverse=backwards)
        assert numbers == straight
        assert len(set(numbers)) == len(numbers) == max(numbers) - min(numbers) + 1
        assert not whole[0].silent
        assert not whole[-1].silent
    silent = [len(stretch(group)) for group in whole if group.silent]
    assert all(length == 1 or length > 3 for length in silent)


@given(stories(), questions, units, st.sampled_from(ZONES))
def test_a_silent_group_says_how_many_may_reach_into_it(
    story: Story, terms: list[str], by: str, zone: str
) -> None:
    answer = asked(story.text(), *terms, zone=zone)
    spans = touched(answer, by, Zone(zone))
    for group in report(answer, (by,)).groups:
        if group.silent:
            days = stretch(group)
            reached = [any(a <= days[-1] and b >= days[0] for a, b in each) for each in spans]
            assert group.touching == sum(reached)


@given(stories(), questions, st.sampled_from(ZONES))
def test_what_is_not_after_a_day_stands_before_it(
    story: Story, terms: list[str], zone: str
) -> None:
    answer = asked(story.text(), *terms, zone=zone)
    groups = report(answer, ("day",)).groups
    for place, group in enumerate(groups):
        if group.key.startswith(".."):
            day = ordinal(group.key[2:])
            wholes = [other for other in groups if other.plain]
            before = [other for other in groups[:place] if other.plain]
            behind = [other for other in groups[place:] if other.plain]
            assert all(stretch(other)[-1] < day for other in before)
            assert all(stretch(other)[0] >= day for other in behind)
            assert len(wholes) == len(before) + len(behind)


@given(stories(), questions, st.lists(units, min_size=1, max_size=2, unique=True))
def test_groups_of_time_add_up_to_the_whole(story: Story, terms: list[str], by: list[str]) -> None:
    answer = asked(story.text(), *terms)
    found = [
        m.event.id for group in leaves(report(answer, tuple(by)).groups) for m in group.matches
    ]
    assert sorted(found) == sorted(match.event.id for match in answer.matches)


@given(stories(), questions, st.lists(st.sampled_from(KEYS), min_size=1, max_size=3, unique=True))
def test_a_group_holds_what_the_groups_in_it_hold(
    story: Story, terms: list[str], by: list[str]
) -> None:
    answer = asked(story.text(), *terms)
    waiting = list(report(answer, tuple(by)).groups)
    assert {m.event.id for g in waiting for m in g.matches} == {m.event.id for m in answer.matches}
    while waiting:
        group = waiting.pop()
        if group.groups:
            inside = {match.event.id for inner in group.groups for match in inner.matches}
            assert inside == {match.event.id for match in group.matches}
        waiting.extend(group.groups)


@given(stories(), questions, units)
def test_backwards_the_groups_of_time_are_mirrored(story: Story, terms: list[str], by: str) -> None:
    def told(backwards: bool) -> list[tuple[str, str, int, list[str]]]:
        groups = report(asked(story.text(), *terms, reverse=backwards), (by,)).groups
        return [
            (g.key, g.last, g.touching, sorted(match.event.id for match in g.matches))
            for g in groups
            if g.key != "undated"
        ]

    assert told(True) == told(False)[::-1]


@given(
    stories(), st.lists(st.sampled_from(["ana", "crew", "firm", "cleo"]), min_size=1, unique=True)
)
def test_who_was_not_asked_for_has_no_group(story: Story, names: list[str]) -> None:
    below = {"ana": {"ana"}, "cleo": {"cleo"}, "crew": {"crew", "ana", "ben"}}
    below["firm"] = below["crew"] | {"firm"}
    answer = asked(story.text(), *[f"actor:{name}" for name in names])
    groups = report(answer, ("actor",)).groups
    assert {group.key for group in groups} <= set().union(*(below[name] for name in names))
    assert {m.event.id for g in groups for m in g.matches} == {m.event.id for m in answer.matches}


@given(stories(), questions, units, st.sampled_from(ZONES))
def test_what_may_begin_later_is_certain_in_no_day_or_hour(
    story: Story, terms: list[str], by: str, zone: str
) -> None:
    answer = asked(story.text(), *terms, zone=zone)
    unit = in_unit(by, Zone(zone))
    for group in report(answer, (by,)).groups:
        certain = 0
        for match in group.matches:
            found = match.event.start if by != "hour" else match.elapsed and match.elapsed[0]
            low, high = found or (None, None)
            here = low is not None and high is not None and unit(low) == unit(high)
            certain += here and match.verdict == "certain"
        assert tally(group.matches, group.loose)[0] == certain


def test_tags_are_asked_for_without_case_and_accents() -> None:
    text = """
timeline: {zone: UTC}
events:
  - {id: a, title: a, when: 2026-11-20, tags: [Board, café]}
  - {id: b, title: b, when: 2026-11-21, tags: [board]}
  - {id: c, title: c, when: 2026-11-22, tags: [other]}
"""
    groups = report(asked(text, "tag:BOARD", "tag:Cafe"), ("tag",)).groups
    found = [(group.key, [match.event.id for match in group.matches]) for group in groups]
    assert found == [("Board", ["a", "b"]), ("café", ["a"])]


def test_what_is_not_after_a_day_stands_before_it_and_behind_the_silent_days_up_to_it() -> None:
    text = """
timeline: {zone: UTC}
events:
  - {id: a, title: a, when: 2026-10-20 10:00}
  - {id: open, title: open, when: ..2026-10-22 06:00}
  - {id: b, title: b, when: 2026-10-24 10:00}
"""
    for backwards in (False, True):
        groups = report(asked(text, reverse=backwards), ("day",)).groups
        found = [(group.key[-2:], group.plain, group.touching) for group in groups]
        days = [("20", True, 0), ("21", True, 1), ("22", False, 0), ("22", True, 1)]
        days += [("23", True, 0), ("24", True, 0)]
        assert found == (days[::-1] if backwards else days)


def test_a_group_counts_as_certain_what_certainly_begins_in_it() -> None:
    timeline = loads(
        "timeline: {zone: UTC, zero: 2026-11-20 00:00}\n"
        "events:\n"
        "  - {id: exact, title: t, when: 2026-11-20 10:30}\n"
        "  - {id: wide, title: t, when: 2026-11-20 10:30..11:30}\n"
        "  - {id: night, title: t, when: 2026-11-20 23:00..2026-11-21 01:00}\n"
    )
    found = ask(timeline, Query(), Clock(Zone("UTC"), timeline.header.zero))
    days, hours = (report(found, (by,)).groups for by in ("day", "hour"))
    assert [(g.key, tally(g.matches, g.loose)) for g in days] == [("2026-11-20", (2, 1, 0))]
    seen = {g.key: tally(g.matches, g.loose) for g in hours if g.matches}
    assert seen == {"10": (1, 1, 0), "23": (0, 1, 0)}


def test_a_row_is_marked_by_the_one_that_is_shown_above_it() -> None:
    text = """
timeline: {zone: UTC}
actors: {ana: Ana, bob: Bob}
events:
  - {id: a, title: a, when: 2026-11-20 10:00..2026-11-20 12:00, actors: ana}
  - {id: b, title: b, when: 2026-11-20 11:00, actors: bob}
  - {id: open, title: t, when: before 2026-11-20 11:15, actors: bob}
  - {id: c, title: c, when: 2026-11-20 11:30, actors: ana}
"""
    answer = asked(text)
    assert [(m.event.id, m.ordered) for m in answer.matches] == [
        ("a", True), ("b", False), ("open", False), ("c", True),
    ]  # fmt: skip
    found = {
        by: [(m.event.id, m.ordered) for group in report(answer, by).groups for m in group.matches]
        for by in (("actor",), ("day",))
    }
    assert found["actor",] == [("a", True), ("c", False), ("open", True), ("b", False)]
    assert found["day",] == [("open", True), ("a", False), ("b", False), ("c", True)]


@settings(max_examples=examples(200))
@given(
    stories(),
    questions,
    st.lists(st.sampled_from(KEYS), min_size=1, max_size=2, unique=True),
    st.booleans(),
)
def test_marks_are_about_the_row_above(
    story: Story, terms: list[str], by: list[str], backwards: bool
) -> None:
    answer = asked(story.text(), *terms, reverse=backwards)
    order = Order(store(answer.timeline).links())
    for group in leaves(report(answer, tuple(by)).groups):
        for above, below in pairwise(group.matches):
            pair = (below, above) if backwards else (above, below)
            assert below.ordered == order.follows(pair[0].event, pair[1].event)


def test_what_ends_with_a_day_touches_no_day_behind_it() -> None:
    text = """
timeline: {zone: UTC}
sources: {ap: AP, bbc: BBC}
events:
  2026-11-20:
    - {id: h, title: h, when: from 22:00 to 24:00}
    - id: d
      title: d
      when: [{is: from 20:00 to 24:00, source: ap}, {is: from 21:00 to 24:00, source: bbc}]
  2026-11-22:
    - {id: m, title: m, when: from 22:00 to 24:00}
"""
    groups = report(asked(text), ("day",)).groups
    assert [(group.key[-2:], group.touching) for group in groups] == [
        ("20", 0),
        ("21", 0),
        ("22", 0),
    ]
    assert [match.event.id for match in asked(text, "day:last").matches] == ["m"]
