"""Rows for Timesketch: a point for each limit that is known, and none that is not."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask, report
from crisis.timeline.formats.fields import PLAIN
from crisis.timeline.interchange.writing.losses import Losses
from crisis.timeline.interchange.writing.timesketch import LONGEST, to_timesketch

from ...support.answers import of, reports, whole
from ...support.odd_story import ODD
from ...support.stories import stories
from ...support.timelines import read

if TYPE_CHECKING:
    from crisis.timeline import Report

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICRO = timedelta(microseconds=1)


def rows(told: Report, points: str = "", losses: Losses | None = None) -> list[dict[str, Any]]:
    counted = Losses() if losses is None else losses
    text = whole(to_timesketch, told, counted, PLAIN, points)
    return [json.loads(line) for line in text.splitlines()]


def times(event: str, points: str = "") -> list[str]:
    """The rows of an event of the odd story, as they are told apart."""
    found = [row for row in rows(of(ODD), points) if row["event_id"] == event]
    return [f"{row['timestamp_desc']}: {row['datetime'][11:26]}" for row in found]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("second", ["Start: 11:28:50.000000"]),
        ("fraction", ["Start: 11:28:50.123456"]),
        (
            "minute",
            ["Start, at the earliest: 11:28:00.000000", "Start, at the latest: 11:28:59.999999"],
        ),
        (
            "midnight",
            [
                "Start, at the earliest: 19:00:00.000000",
                "Start, at the latest: 19:00:59.999999",
                "End: 23:00:00.000000",
            ],
        ),
        ("after", ["Start, at the earliest: 21:00:00.000001"]),
        ("before", ["Start, at the latest: 08:59:59.999999"]),
        (
            "since",
            ["Start, at the earliest: 11:00:00.000000", "Start, at the latest: 11:00:59.999999"],
        ),
        (
            "disputed",
            ["Start, at the earliest: 11:00:00.000000", "Start, at the latest: 12:00:59.999999"],
        ),
        ("never", []),
    ],
)
def test_the_rows_of_an_event(event: str, expected: list[str]) -> None:
    assert times(event) == expected


def test_one_row_where_one_is_asked_for() -> None:
    assert times("midnight", "earliest") == ["Start, at the earliest: 19:00:00.000000"]
    assert times("midnight", "latest") == ["Start, at the latest: 19:00:59.999999"]
    assert times("before", "earliest") == ["Start, at the latest: 08:59:59.999999"]
    for points in ("earliest", "latest"):
        named = [row["event_id"] for row in rows(of(ODD), points)]
        assert len(named) == len(set(named)) == 30


def test_a_row_says_what_is_known_of_the_whole_event() -> None:
    one, other = (row for row in rows(of(ODD)) if row["event_id"] == "disputed")
    apart = {"datetime", "timestamp", "timestamp_desc"}
    assert {k: v for k, v in one.items() if k not in apart} == {
        k: v for k, v in other.items() if k not in apart
    }
    assert one["disputed"] is True
    assert one["accounts"] == "One Fri 17 Nov 2023 12:00; Two 13:00"
    assert one["message"] == f"Disputed ({one['when']})"
    assert one["when"] == f"disputed: {one['accounts']}, Europe/Amsterdam"
    assert one["claims"] == ["12:00 [one]", "13:00 [two]"]
    assert (one["sources"], one["source_names"]) == (["one", "two"], ["One", "Two"])


def test_a_message_is_a_title_alone_only_where_the_rows_say_all() -> None:
    story = """timeline: {zone: UTC}
events:
  2026-01-01:
    - {id: point, title: P, when: "10:00:00"}
    - {id: range, title: R, when: "from 10:00:00 to 11:00:00"}
    - {id: since, title: S, when: "since 10:00:00"}
    - {id: doubt, title: D, when: "10:00:00?"}
"""
    assert {row["event_id"]: row["message"] for row in rows(of(story))} == {
        "point": "P",
        "range": "R",
        "since": "S (Thu 1 Jan 2026 10:00:00 → still going on, UTC)",
        "doubt": "D (Thu 1 Jan 2026 10:00:00?, UTC)",
    }


def test_texts_and_tags_are_exact_and_a_message_is_a_line() -> None:
    (row,) = {r["event_id"]: r for r in rows(of(ODD)) if r["event_id"] == "lines"}.values()
    assert row["tag"] == ["a,b", "c;d"]
    assert row["title"] == "Two\r\nlines\nBEGIN:VEVENT\nX-EVIL:1"
    assert row["message"].startswith("Two lines BEGIN:VEVENT X-EVIL:1 (")


def test_no_address_but_of_the_web() -> None:
    assert {url for row in rows(of(ODD)) for url in row.get("urls", [])} == {
        "https://x.example/a,b;c", "https://one.example/?a=1;b,c",
    }  # fmt: skip


def test_what_is_changed_or_left_out_is_counted() -> None:
    losses = Losses()
    rows(of(ODD), "", losses)
    assert "1 event without a known time left out" in losses.remark()
    assert "1 dispute as text" in losses.remark()
    event = f"{{id: a, title: A, when: '2026-01-01 10:00:00', text: {'x' * (LONGEST + 1)}}}"
    long = f"timeline: {{zone: UTC}}\nevents: [{event}]"
    losses = Losses()
    (row,) = rows(of(long), "", losses)
    assert len(row["text"]) == LONGEST + 1
    assert losses.remark() == "1 text too long to be found but by its words"


@given(told=reports())
def test_any_text_is_a_row(told: Report) -> None:
    _consistent(told, rows(told))


@given(story=stories(), zone=st.sampled_from(["UTC", "America/New_York", "Pacific/Kiritimati"]))
def test_every_known_limit_is_a_row_and_no_other_instant(story: Any, zone: str) -> None:
    told = report(ask(read(story.text(zone=zone)), Query(), Clock(Zone(zone), None)))
    _consistent(told, rows(told))


def _consistent(told: Report, found: list[dict[str, Any]]) -> None:
    by_id: dict[str, list[dict[str, Any]]] = {}
    for row in found:
        by_id.setdefault(row["event_id"], []).append(row)
        at = datetime.fromisoformat(row["datetime"])
        assert (at - EPOCH) // MICRO == row["timestamp"]
        assert row["message"]
    events = {match.event.id: match.event for match in told.answer.matches}
    assert by_id.keys() == {name for name, event in events.items() if not event.dateless}
    for name, its in by_id.items():
        event = events[name]
        limits = {at for at in (*event.start, *(event.end or ())) if at is not None}
        given = {row["timestamp"] for row in its}
        if limits:
            assert given <= limits
            assert {at for at in event.start if at is not None} - given <= {event.start.latest}
            assert not event.start.earliest or event.start.earliest in given
