"""What is read without the whole language means what it means in the language."""

from __future__ import annotations

import pytest

from crisis.timeline.base.zones import Zone
from crisis.timeline.model.timeline import Header
from crisis.timeline.phrases.instant import read_instant
from crisis.timeline.phrases.plain_instants import date_and_clock

ZONES = ("UTC", "Europe/Oslo", "America/New_York", "Asia/Kathmandu", "-02:58:10")


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize(
    "text",
    ["2026-11-20 20:00", "2026-11-20 20:00:33", "1912-04-14 23:40", "1066-10-14 09:00",
     "2024-02-29 00:00", "9999-12-31 23:59:59", "2026-07-01 12:00"],
)  # fmt: skip
def test_the_same_as_in_the_language(text: str, zone: str) -> None:
    assert date_and_clock(text, Zone(zone)) == read_instant(text, Header(zone=zone))


@pytest.mark.parametrize(
    "text",
    ["2026-11-31 20:00", "2026-11-20 24:00", "2026-11-20T20:00", "2026-11-20", "20:00", "@deploy",
     "~2026-11-20 20:00", "2026-11-20 20:00 UTC", "2026-10-25 02:30", "2026-03-29 02:30", ""],
)  # fmt: skip
def test_all_else_is_left_to_the_language(text: str) -> None:
    assert date_and_clock(text, Zone("Europe/Oslo")) is None
