"""Two files about the same events: laws on random stories, and which events are paired."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from crisis.timeline.base.zones import Zone
from crisis.timeline.changes.pairing import PairError, compared
from crisis.timeline.formats.json_tellings import to_json
from crisis.timeline.formats.schemas import schema

from ...support.stories import Story, stories
from ...support.timelines import read

if TYPE_CHECKING:
    from crisis.timeline.changes.tellings import Row


CLOCKS = [
    *(
        f"{{is: '2026-11-20 {clock}'}}"
        for clock in ("9:27", "9:28", "9:27:30", "9:27:31", "9:27:29", "9:28:00.2", "~9:28")
    ),
    "{from: '2026-11-20 9:27', to: '2026-11-20 9:40'}",
    "{from: '2026-11-20 9:27', to: '2026-11-20 9:41'}",
    "{from: '2026-11-20 9:28', to: '2026-11-20 9:40:40'}",
    "{from: '2026-11-20 9:27', to: '2026-11-20 9:42'}",
]
"""What two tell of one event: by clocks that are rounded to minutes or to seconds."""


def told(*events: str) -> str:
    """A file of events: ``vote 2026-11-20 10:00 The vote``."""
    lines = ["timeline: {title: T, zone: UTC}", "events:"]
    for event in events:
        name, day, clock, title = event.split(" ", 3)
        lines.append(f"  - {{id: {name}, when: {day} {clock}, title: {title}}}")
    return "\n".join(lines) + "\n"


def ids(row: Row) -> tuple[str, ...]:
    return tuple(cell.event.id if cell.event else "" for cell in row.cells)


@given(stories())
def test_a_file_agrees_with_itself(story: Story) -> None:
    timeline = read(story.text())
    table = compared(timeline, timeline)
    assert len(table.rows) == len(timeline.events)
    assert {row.standing for row in table.rows} <= {"agreed", "no time"}
    assert not table.proposed


@given(stories(), stories())
def test_files_exchanged_exchange_columns(one: Story, other: Story) -> None:
    first, second = read(one.text()), read(other.text())
    there, back = compared(first, second), compared(second, first)
    assert there.columns == back.columns[::-1]
    turned = {
        (ids(row)[::-1], row.standing, row.apart, row.pairing and row.pairing.by)
        for row in back.rows
    }
    assert turned == {
        (ids(row), row.standing, row.apart, row.pairing and row.pairing.by) for row in there.rows
    }
    named = [ids(row) for row in there.rows]
    assert sorted(name for name, _ in named if name) == sorted(e.id for e in first.events)
    assert sorted(name for _, name in named if name) == sorted(e.id for e in second.events)
    document = json.loads(to_json(there, Zone("UTC")))
    assert not list(Draft202012Validator(json.loads(schema("accounts"))).iter_errors(document))


@pytest.mark.parametrize(
    ("first", "second", "by"),
    [
        ("vote 2026-11-20 10:00 The vote", "vote 2026-12-20 10:00 Ballots", "id"),
        ("vote 2026-11-20 10:00 The vote", "v 2026-11-20 12:00 The vote", "title"),
        ("vote 2026-11-20 10:00 The vote", "v 2026-11-21 09:00 A vote", "title"),
        ("vote 2026-11-20 10:00 The vote", "v 2026-11-22 12:00 The vote", ""),
        ("vote 2026-11-20 10:00 The vote", "v 2026-11-20 10:00 Somebody arrives", ""),
    ],
)
def test_what_is_taken_for_one_event(first: str, second: str, by: str) -> None:
    rows = compared(read(told(first)), read(told(second))).rows
    assert [row.pairing.by for row in rows if row.pairing] == ([by] if by else [])
    assert len(rows) == (1 if by else 2)


def test_of_two_alike_the_one_at_the_same_time_is_proposed() -> None:
    alarms = ("z 2026-11-20 10:00 Alarm", "a 2026-11-20 14:00 Alarm")
    table = compared(read(told("x 2026-11-20 10:00 Alarm")), read(told(*alarms)))
    assert [ids(row) for row in table.proposed] == [("x", "z")]


def test_a_pair_that_is_rejected_is_none_and_one_that_is_said_is() -> None:
    first = read(told("vote 2026-11-20 10:00 The vote"))
    second = read(told("v 2026-11-20 10:00 The vote", "other 2026-11-25 10:00 Another"))
    assert not compared(first, second, apart_=[("vote", "v")]).proposed
    rows = compared(first, second, same=[("vote", "other")]).rows
    assert ids(rows[0]) == ("vote", "other")
    assert rows[0].standing == "disputed"
    with pytest.raises(PairError):
        compared(first, second, same=[("v", "vote")])
    with pytest.raises(PairError):
        compared(first, second, same=[("vote", "v"), ("vote", "other")])


@pytest.mark.parametrize("first", CLOCKS)
@pytest.mark.parametrize("second", CLOCKS)
def test_two_files_stand_as_two_sources_of_one_file_do(first: str, second: str) -> None:
    one, other = (
        read(f"timeline: {{zone: UTC}}\nevents:\n  - {{id: x, title: X, when: {said}}}\n")
        for said in (first, second)
    )
    claims = ", ".join(
        f"{said[:-1]}, source: {source}}}" for said, source in ((first, "a"), (second, "b"))
    )
    both = f"sources: {{a: A, b: B}}\nevents:\n  - {{id: x, title: X, when: [{claims}]}}\n"
    timeline = read(f"timeline: {{zone: UTC}}\n{both}")
    assert compared(one, other).rows[0].standing == timeline.events[0].agreement
