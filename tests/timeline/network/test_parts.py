"""Wholes and their parts, and what lasts."""

from __future__ import annotations

import pytest

from ...support.timelines import by_id, read, read_lines, walls

FIRE = '  - {id: fire, title: t, when: "from 2026-11-20 14:00 to 16:00"}'


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("", ["14:00:00", "16:00:59"], None),
        ('"2026-11-20 14:30"', ["14:30:00", "14:30:59"], None),
        ('"after 2026-11-20T15:00Z"', ["15:00:00", "16:00:59"], None),
        ('"from 2026-11-20 15:00 for 1h..3h"', ["15:00:00", "15:00:59"], ["16:00:00", "16:00:59"]),
        ('"for exactly 30m"', ["14:00:00", "15:30:59"], ["14:30:00", "16:00:59"]),
    ],
)
def test_part_lies_within_a_whole_that_lasts(
    when: str, start: list[str], end: list[str] | None
) -> None:
    said = f", when: {when}" if when else ""
    timeline = read_lines(FIRE, f"  - {{id: p, title: t, part_of: fire{said}}}")
    assert timeline.conflicts == ()
    part = by_id(timeline)["p"]
    assert walls(part.start) == [f"2026-11-20T{clock}" for clock in start]
    assert walls(part.end) == (end and [f"2026-11-20T{clock}" for clock in end])


def test_part_bounds_its_whole() -> None:
    timeline = read_lines(
        '  - {id: w, title: t, when: "2026-11-20/2026-11-20"}',
        '  - {id: p, title: t, part_of: w, when: "2026-11-20 10:00"}',
    )
    whole = by_id(timeline)["w"]
    assert walls(whole.start) == ["2026-11-20T00:00:00", "2026-11-20T10:00:59"]
    assert walls(whole.end) == ["2026-11-20T10:00:00", "2026-11-20T23:59:59"]


def test_part_outside_its_whole_is_a_contradiction() -> None:
    timeline = read_lines(FIRE, '  - {id: p, title: t, part_of: fire, when: "2026-11-20 17:00"}')
    [conflict] = timeline.conflicts
    assert conflict.kind == "contradiction"
    assert {reason.kind for reason in conflict.reasons} == {"claim", "part"}


def test_whole_without_a_time_spans_its_parts() -> None:
    timeline = read_lines(
        "  - {id: w, title: t}",
        '  - {id: a, title: t, part_of: w, when: "2026-11-20 10:00"}',
        '  - {id: b, title: t, part_of: w, when: "2026-11-20 ~12:00"}',
        '  - {id: c, title: t, part_of: w, when: "from 2026-11-20 11:00 to 11:30"}',
        '  - {id: after, title: t, when: "after @w"}',
        '  - {id: in, title: t, when: "during @w"}',
    )
    events = by_id(timeline)
    assert walls(events["w"].start) == ["2026-11-20T10:00:00", "2026-11-20T10:00:59"]
    assert walls(events["w"].end) == ["2026-11-20T11:30:00", "2026-11-20T12:30:00"]
    assert walls(events["after"].start) == ["2026-11-20T11:30:00", None]
    assert walls(events["in"].start) == ["2026-11-20T10:00:00", "2026-11-20T12:30:00"]
    assert timeline.conflicts == ()


def test_whole_of_wholes_spans_all() -> None:
    timeline = read_lines(
        '  - {id: a, title: t, part_of: small, when: "2026-11-20 10:00"}',
        '  - {id: b, title: t, part_of: large, when: "2026-11-21 10:00"}',
        "  - {id: large, title: t}",
        "  - {id: small, title: t, part_of: large}",
    )
    whole = by_id(timeline)["large"]
    assert walls(whole.start) == ["2026-11-20T10:00:00", "2026-11-20T10:00:59"]
    assert walls(whole.end) == ["2026-11-21T10:00:00", "2026-11-21T10:00:59"]


def test_part_is_not_sharpened_by_a_whole_that_has_no_time() -> None:
    timeline = read_lines(
        "  - {id: w, title: t}",
        "  - {id: a, title: t, part_of: w}",
        '  - {id: b, title: t, part_of: w, when: "2026-11-20 10:00"}',
    )
    assert by_id(timeline)["a"].start.open


def test_end_is_not_before_its_start() -> None:
    timeline = read_lines(
        '  - {id: a, title: t, when: {from: "2026-11-20 10:00..14:00", to: "2026-11-20 12:00"}}',
        '  - {id: b, title: t, when: {from: "2026-11-20 14:00", to: "2026-11-20 12:00"}}',
    )
    assert walls(by_id(timeline)["a"].start) == ["2026-11-20T10:00:00", "2026-11-20T12:00:59"]
    assert [conflict.kind for conflict in timeline.conflicts] == ["contradiction"]


def test_duration_relates_start_and_end_both_ways() -> None:
    timeline = read_lines(
        "  - {id: a, title: t, when: {from: morning of 2026-11-20, for: exactly 2h, "
        'to: "2026-11-20 10:00..11:00"}}',
    )
    assert walls(timeline.events[0].start) == ["2026-11-20T08:00:00", "2026-11-20T09:00:59"]
    assert walls(timeline.events[0].end) == ["2026-11-20T10:00:00", "2026-11-20T11:00:59"]


def test_before_and_after_what_lasts_lie_outside() -> None:
    timeline = read(
        f"timeline: {{zone: UTC}}\nevents:\n{FIRE}\n"
        '  - {id: a, title: t, when: "before @fire"}\n'
        '  - {id: b, title: t, when: "after @fire"}\n'
        '  - {id: c, title: t, when: "from after @a to before @b"}\n'
        '  - {id: d, title: t, when: "before @c"}\n'
    )
    assert timeline.problems == ()
    events = by_id(timeline)
    assert walls(events["a"].start) == [None, "2026-11-20T14:00:59"]
    assert walls(events["b"].start) == ["2026-11-20T16:00:00", None]
    assert events["d"].start.earliest is None
