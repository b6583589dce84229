"""Months and years on the calendar: as dateutil counts them, whatever a zone's clocks do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.months import days_in, moved, origin, reach
from crisis.timeline.base.zones import DAY, HOUR, Zone

DAYS = st.dates(min_value=date(2, 1, 1), max_value=date(9998, 12, 31))
ZONES = st.sampled_from(
    ("UTC", "Europe/Amsterdam", "America/Los_Angeles", "Pacific/Apia", "Asia/Kathmandu")
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@given(DAYS, st.integers(-400, 400))
def test_a_day_is_moved_as_dateutil_moves_it(day: date, months: int) -> None:
    try:
        there = (day + relativedelta(months=months)).toordinal()
    except ValueError:
        assert moved(day.toordinal(), months) is None
        return
    assert moved(day.toordinal(), months) == there
    low, high = days_in(months)
    assert low <= there - day.toordinal() <= high


@pytest.mark.parametrize(
    ("months", "days"),
    [(0, (0, 0)), (1, (28, 31)), (12, (365, 366)), (6, (181, 184)), (-1, (-31, -28)),
     (4800, (146_097, 146_097)), (48, (1460, 1461))],
)  # fmt: skip
def test_months_have_so_many_days(months: int, days: tuple[int, int]) -> None:
    assert days_in(months) == days


@given(
    st.integers(0, 60 * 366 * 24 * 60),
    st.integers(0, 70 * 24 * 60),
    st.integers(0, 70 * 24 * 60),
    st.integers(-30, 30),
    st.sampled_from((0, 3 * HOUR, -2 * DAY)),
    ZONES,
    st.booleans(),
)
def test_what_is_so_many_months_later_is_in_reach_and_leads_back(
    start: int, width: int, at: int, months: int, beside: int, zone: str, whole: bool
) -> None:
    """For any instant of a bound, what dateutil makes of its wall clock lies in the window."""
    minute = 60_000_000
    low, high = start * minute, (start + width) * minute
    instant = min(high, low + at * minute)
    there = Zone(zone)
    moment = (EPOCH + timedelta(microseconds=instant)).astimezone(ZoneInfo(zone))
    wall = moment.replace(tzinfo=None, fold=0) + relativedelta(months=months)
    wall += timedelta(microseconds=beside if not whole else beside // DAY * DAY)
    shift = (months, beside if not whole else beside // DAY * DAY)
    if whole:
        first, last = there.day_start(wall.toordinal()), there.day_stop(wall.toordinal()) - 1
    else:
        own = (wall - datetime(1, 1, 1)) // timedelta(microseconds=1) + DAY  # noqa: DTZ001
        first, last = there.readings(own)
    early, late = reach(there, low, high, shift, shift, whole)
    assert early is not None
    assert late is not None
    assert early <= first
    assert last <= late
    begun, ended = origin(there, first, last, shift, shift, whole)
    assert begun is not None
    assert ended is not None
    assert begun <= instant <= ended


def test_what_lies_beyond_the_years_is_open() -> None:
    utc = Zone("UTC")
    begin = utc.day_start(date(9999, 6, 1).toordinal())
    assert reach(utc, begin, begin, (12, 0), (12, 0)) == (None, None)
    assert origin(utc, begin, begin, (-12, 0), (-12, 0)) == (None, None)
