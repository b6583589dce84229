"""A limit keeps the first events of those that people are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Timeline, Zone, ask, report
from crisis.timeline.query.answer import Match
from crisis.timeline.reports.shown_limit import ask_shown
from crisis.timeline.reports.walk import steps

from ...support.stories import ZONES, Story, stories
from ...support.tabled import opened, write_table
from ...support.timelines import read

if TYPE_CHECKING:
    from pathlib import Path

FILE = """
timeline: {zone: UTC}
events:
  2026-11-20:
    - {id: day, title: t}
    - {id: ten, title: t, when: "10:00"}
    - {id: eve, title: t, when: "20:00"}
  2026-11-21:
    - {id: next, title: t, when: "09:00"}
  undated:
    - {id: before, title: t, when: "before 2026-11-20 15:00"}
"""


def rows(timeline: Timeline, zone: str, limit: int | None) -> list[str]:
    found = ask_shown(timeline, Query(limit=limit), Clock(Zone(zone)))
    assert limit is None or found.limited == max(0, len(timeline.events) - limit)
    return [it.event.id for _, it in steps(report(found, ("day",))) if isinstance(it, Match)]


@pytest.mark.parametrize("limit", range(6))
def test_the_first_of_a_day_are_those_that_stand_first_in_it(limit: int) -> None:
    order = ["before", "ten", "eve", "day", "next"]
    assert rows(read(FILE), "UTC", limit) == order[:limit]


@pytest.mark.parametrize("asked", [{"reverse": True}, {"delta": True}])
def test_where_the_order_of_time_is_shown_the_limit_goes_by_it(asked: dict[str, bool]) -> None:
    query, clock = Query(limit=2, **asked), Clock(Zone("UTC"))
    assert ask_shown(read(FILE), query, clock).matches == ask(read(FILE), query, clock).matches


@given(stories(), st.sampled_from(ZONES), st.integers(0, 6))
def test_a_limit_keeps_the_first_rows(story: Story, name: str, limit: int) -> None:
    timeline = read(story.text())
    assert rows(timeline, name, limit) == rows(timeline, name, None)[:limit]


def test_of_a_table_no_more_is_looked_at_than_can_change_the_first_rows(tmp_path: Path) -> None:
    days = [f"  - {{id: d{n}, title: t, when: 2026-11-2{n % 3}}}" for n in range(9)]
    clocks = [f"  - {{id: c{n}, title: t, when: '2026-11-2{n % 3} 1{n}:00'}}" for n in range(9)]
    timeline = read("\n".join(["timeline: {zone: UTC}", "events:", *days, *clocks]))
    write_table(timeline, tmp_path / "t.parquet")
    with opened(tmp_path / "t.parquet") as table:
        every = [rows(table, "UTC", limit) for limit in range(19)]
    assert every == [rows(timeline, "UTC", None)[:limit] for limit in range(19)]
