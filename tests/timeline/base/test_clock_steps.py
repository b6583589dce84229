"""Steps of a zone's clock, held against the clock of zoneinfo, second by second."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.clock_steps import ClockSteps
from crisis.timeline.base.instants import from_datetime
from crisis.timeline.base.zones import DAY, HOUR, MINUTE, SECOND, Zone

CHANGES = {
    "Europe/London": ("2026-03-29", "2026-10-25"),
    "Australia/Lord_Howe": ("2026-04-05", "2026-10-04"),  # by half an hour
    "America/Sao_Paulo": ("2018-02-18", "2018-11-04"),  # over midnight
    "Pacific/Apia": ("2011-12-29", "2011-12-31"),  # over a whole day
}
LENGTHS = (SECOND * 90, MINUTE * 7, MINUTE * 15, HOUR, HOUR * 5, HOUR * 6, HOUR * 23)


def walls(zone: str, day: str) -> list[tuple[int, datetime]]:
    """The instants of two days and a half around a day, each half minute, with what a clock has."""
    rules = ZoneInfo(zone)
    first = datetime.fromisoformat(day).replace(tzinfo=UTC) - timedelta(hours=18)
    moments = (first + timedelta(seconds=30 * n) for n in range(2 * 60 * 60))
    return [(from_datetime(m), m.astimezone(rules).replace(tzinfo=None)) for m in moments]


def boundaries(shown: list[tuple[int, datetime]], length: int) -> list[int]:
    """Where a step begins: the clock shows a multiple of the length, or has jumped over one."""
    found: list[int] = []
    before: tuple[object, int] | None = None
    for instant, wall in shown:
        midnight = datetime.combine(wall.date(), datetime.min.time())
        micro = (wall - midnight) // timedelta(microseconds=1)
        here = wall.date(), micro // length
        if before is not None and (here != before or micro % length == 0):
            found.append(instant)
        before = here
    return found


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize(("zone", "day"), [(z, d) for z, days in CHANGES.items() for d in days])
def test_a_step_begins_where_the_clock_shows_a_multiple(zone: str, day: str, length: int) -> None:
    shown = walls(zone, day)
    wanted = boundaries(shown, length)
    steps = ClockSteps(Zone(zone), length)
    begun = [steps.begin(wanted[0])]
    while begun[-1] < wanted[-1]:
        begun.append(steps.stop(begun[-1]))
    assert begun == wanted


@given(
    st.sampled_from([*CHANGES, "Europe/Lisbon", "Asia/Jakarta", "UTC"]),
    st.integers(min_value=-60 * 365 * DAY, max_value=60 * 365 * DAY),
    st.sampled_from(LENGTHS),
)
def test_every_instant_is_in_the_step_that_it_says(zone: str, instant: int, length: int) -> None:
    steps = ClockSteps(Zone(zone), length)
    begun, over = steps.begin(instant), steps.stop(instant)
    assert begun <= instant < over
    assert steps.begin(begun) == steps.begin(over - 1) == begun
    assert steps.stop(begun) == steps.stop(over - 1) == over
    assert steps.begin(over) == over
    assert over - begun <= 2 * DAY
