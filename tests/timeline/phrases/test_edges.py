"""The edges of the calendar: the years 1 to 9999 are those of the timeline's zone."""

from __future__ import annotations

import pytest

from crisis.timeline import from_datetime, from_json, report, to_datetime
from crisis.timeline.base.zones import EPOCH_WALL, Zone
from crisis.timeline.formats.json_events import to_json

from ...support.timelines import by_id, read

WHENS = [
    "9999-12-31", "9999-12", "9999", "9999-12-31 22:00", "~9999-12-31", "9999-12-31 noon",
    "evening of 9999-12-31", "night of 9999-12-31", "after 9999-12-31 12:00", "before 9999-12-31",
    "from 9999-12-31 10:00 for exactly 90m", "9999-12-30..9999-12-31", "day after 9999-12-30",
    "day before @last", "same day as @last", "within 3 days of @last", "within 40h of @clock",
    "0001-01-01", "0001", "0001-01", "0001-01-01 02:00", "~0001-01-01", "morning of 0001-01-01",
    "after 0001-01-01", "before 0001-01-01 12:00", "from 0001-01-01 10:00 for exactly 90m",
    "day before 0001-01-02", "day after @first", "same day as @first", "within 3 days of @first",
]  # fmt: skip
REFUSED = [
    "9999-12-31 24:00", "from 9999-12-31 20:00 for 6h", "3 days after @last", "day after @last",
    "day after 9999-12-31", "exactly 40h after @last", "3 days before @first", "day before @first",
    "day before 0001-01-01", "exactly 40h before @first",
]  # fmt: skip
ZONES = ["America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "+14:00", "-12:00", "Etc/GMT+12"]


def edges(zone: str) -> tuple[list[str], list[tuple[int | None, ...]]]:
    """The messages on a file of a zone, and the walls that its clocks show at each bound."""
    lines = ["timeline: {zone: '" + zone + "'}", "events:"]
    known = {"last": "9999-12-31", "clock": "9999-12-31 12:00", "first": "0001-01-01"}
    every = known | {f"e{n}": when for n, when in enumerate([*WHENS, *REFUSED])}
    lines += [f"  - {{id: {name}, title: t, when: '{when}'}}" for name, when in every.items()]
    timeline = read("\n".join(lines))
    assert timeline.conflicts == ()
    there, walls = Zone(zone), []
    again = from_json(to_json(report(timeline.where().answer))).answer.timeline
    for event in timeline:
        assert by_id(again)[event.id].start == event.start
        ends = [*event.start, *(event.end or (None, None))]
        walls.append(tuple(None if at is None else at + there.offset(at) for at in ends))
        for at in ends:
            if at is not None:
                local = to_datetime(at, there)
                assert from_datetime(local) == at
                assert local.toordinal() == there.day(at)
    return [it.message for it in timeline.problems], walls


def test_the_edges_of_the_calendar_are_the_same_in_every_zone() -> None:
    said, walls = edges("UTC")
    beyond = [message for message in said if "outside the years 0001 to 9999" in message]
    assert len(beyond) == len(said) == len(REFUSED)
    first, last = (day + EPOCH_WALL for day in (walls[2][0] or 0, walls[0][1] or 0))
    assert (first // 86_400_000_000, last // 86_400_000_000) == (1, 3_652_059)
    for zone in ZONES:
        assert edges(zone) == (said, walls)


@pytest.mark.parametrize(
    ("zone", "seen", "shown"),
    [
        ("America/New_York", "UTC", "10000-01-01T04:59:59.999999+00:00"),
        ("UTC", "Asia/Tokyo", "10000-01-01T08:59:59.999999+09:00"),
        ("Asia/Tokyo", "Asia/Tokyo", "9999-12-31T23:59:59.999999+09:00"),
    ],
)
def test_from_another_zone_the_last_hours_are_in_another_year(
    zone: str, seen: str, shown: str
) -> None:
    timeline = read(f"timeline: {{zone: {zone}}}\nevents:\n  - {{title: t, when: 9999-12-31}}")
    assert f'"latest": "{shown}"' in to_json(report(timeline.where().zone(seen).answer))
