"""Long times in days, months and years: what is told covers what is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import Clock, Query, Zone, ask, from_json, loads, report
from crisis.timeline.formats.fields import PLAIN, rows
from crisis.timeline.formats.json_events import to_json
from crisis.timeline.model.records import Bound
from crisis.timeline.query.terms import read_term
from crisis.timeline.reports.long_times import Anchor, calendar, span
from crisis.timeline.reports.times import difference

DAY = 86_400_000_000
UTC = Zone("UTC")
PARTS = re.compile(r"(?:(\d+)y)?(?:(\d+)mo)?(?:(\d+)d)?\Z")

days = st.dates(date(1500, 1, 1), date(2500, 1, 1))


def instant(day: date) -> int:
    return (day - date(1970, 1, 1)).days * DAY


def moved(day: date, text: str) -> date:
    """A day so much later as a text of years, months and days says."""
    found = PARTS.match(text)
    assert found is not None
    years, months, number = (int(part or 0) for part in found.groups())
    return day + relativedelta(years=years, months=months, days=number)


@given(days, st.integers(0, 200_000))
def test_years_months_and_days_are_those_of_relativedelta(begun: date, length: int) -> None:
    over = begun + timedelta(days=length)
    text = calendar(instant(begun), instant(over), UTC, fine=True)
    assert moved(begun, text) == over


@given(days, st.integers(731, 100_000), st.integers(1, 5_000))
def test_a_range_that_is_told_in_months_covers_what_is_meant(
    begun: date, low: int, wide: int
) -> None:
    since = Anchor(instant(begun), instant(begun), UTC)
    first, last = span(low * DAY, (low + wide) * DAY, since, "–").removeprefix("+").split("–")
    assert moved(begun, first) <= begun + timedelta(days=low)
    assert moved(begun, last) >= begun + timedelta(days=low + wide)


@given(st.integers(-(10**6), 10**6), st.integers(24, 10**4))
def test_a_range_in_days_is_rounded_outwards(low: int, wide: int) -> None:
    hour = DAY // 24
    text = span(low * hour, (low + wide) * hour, None, "|").replace(",", "").replace("d", "")
    first, last = text.split(" to " if low < 0 else "|")
    assert int(first) * 24 <= low
    assert int(last) * 24 >= low + wide


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0, 999 * 60, "+0–999h"),
        (1000 * 60, 1000 * 60, "+41d16:00"),
        (-1000 * 60, -1000 * 60, "-41d16:00"),
        (1000 * 60, 1001 * 60, "+41d16:00–41d17:00"),
        (1000 * 60, 1100 * 60, "+41d–46d"),
        (-1100 * 60, -1000 * 60, "-46d to -41d"),
        (None, 1000 * 60, "<+42d"),
        (1000 * 60, None, ">+41d"),
    ],
)
def test_from_a_thousand_hours_on_days_are_told(low: int, high: int, text: str) -> None:
    minute = 60_000_000
    bound = Bound(*(None if end is None else end * minute for end in (low, high)))
    assert difference(bound, PLAIN) == text


LIFE = """\
timeline: {zone: UTC, zero: born}
events:
  - {id: born, title: Born, when: 1879-03-14 11:30}
  - {id: paper, title: The paper, when: 1905-06-30 10:00}
"""


@pytest.mark.parametrize(
    ("term", "text"), [("", "+26y3mo15d–26y3mo16d"), ("not:id:born", "+9,603d–9,604d")]
)
def test_years_are_counted_from_a_zero_that_is_known(term: str, text: str) -> None:
    """Read back, an answer knows its zero where the event that it is stands in it."""
    query = Query((read_term(term),) if term else ())
    answered = report(ask(loads(LIFE), query, Clock(UTC, "born")))
    again = from_json(to_json(answered))
    elapsed = [list(rows(one, ["elapsed"]))[-1] for one in (answered, again)]
    assert elapsed == [["+26y3mo15d–26y3mo16d"], [text]]
