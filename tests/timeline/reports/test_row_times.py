"""The few letters beside a row that say when it was."""

from __future__ import annotations

import pytest

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.zones import DAY, Zone
from crisis.timeline.model.records import Bound
from crisis.timeline.reports.chart.axis import plain
from crisis.timeline.reports.chart.chart_model import Span
from crisis.timeline.reports.chart.row_times import row_time

from ...support.pictures import Look, asked, drawn, rows
from ...support.timelines import instant

MONDAY = instant("2024-03-04T00:00:00")
UTC = Zone("UTC")


def told(when: str, days: int = 1, first: str = "2024-03-04") -> str:
    """What a row says of a time on an axis of so many days."""
    report = asked(f"{{id: a, title: A, when: {when}}}")
    row = rows(drawn(report)[0])["a"]
    start = instant(f"{first}T00:00:00")
    axis = plain(start, start + days * DAY, 40, UTC, ENGLISH)
    return row_time(row.spans, axis, Look(), row.phrases).text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2024-03-04 05:15", "05:15"),
        ("'2024-03-04 05:15:21'", "05:15"),
        ("2024-03-04 morning", "05-12"),
        ("2024-03-04 05:00..2024-03-04 11:59", "05:00-11:59"),
        ("2024-03-04 05:00..2024-03-04 12:00", "05-12"),
        ("2024-03-04 00:00..2024-03-04 08:13", "00:00-08:13"),
        ("2024-03-04 15:15..2024-03-04 15:39", "15:15-15:39"),
        ("2024-03-04 15:15..2024-03-04 15:40", "15:15-15:40"),
        ("late morning of 2024-03-04", "08:30-12:00"),
        ("before 2024-03-04 16:30; after 2024-03-04 13:30", "13:30-16:30"),
        ("before 2024-03-04 16:34; after 2024-03-04 13:30", "13:30-16:34"),
        ("2024-03-04 evening", "18-24"),
        ("from 2024-03-04 18:00 to 24:00", "18->24"),
        ("from 2024-03-04 06:00 for exactly 2h31m", "06:00->08:31"),
        ("from 2024-03-04 06:00 to 2024-03-04 08:30", "06:00->08:30"),
        ("2024-03-03 12:00..2024-03-04 08:30", "-08:30"),
        ("after 2024-03-04 21:00", "21:00-"),
        ("2024-03-01", "-1 Mar"),
        ("2023-03-01", "-1 Mar 2023"),
        ("2024-03-06", "6 Mar-"),
        ("2024-03-04", ""),
        ("2024", ""),
    ],
)
def test_on_one_day_only_clocks(when: str, text: str) -> None:
    assert told(when) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("2024-03-05 05:15", "Tue 05:15"),
        ("2024-03-05", "Tue"),
        ("2024-03-05..2024-03-07", "Tue-Thu"),
        ("2024-03-04 22:00..2024-03-05 03:59", "Mon 22-Tue 04"),
        ("2024-03-04 22:10..2024-03-05 03:10", "Mon 22-Tue 04"),
        ("2024-03-04 22:00..2024-03-09 03:59", "Mon-Sat"),
    ],
)
def test_in_a_week_weekdays_and_hours_rounded_outwards(when: str, text: str) -> None:
    assert told(when, 7) == text


@pytest.mark.parametrize(
    ("when", "days", "text"),
    [
        ("2024-03-05 05:15", 30, "5 Mar 05:15"),
        ("2024-03-05..2024-03-07", 30, "5-7 Mar"),
        ("2024-03-30..2024-04-02", 60, "30 Mar-2 Apr"),
        ("2024-03-05 22:00..2024-03-06 03:59", 30, "5-6 Mar"),
        ("2024-03-05", 900, "5 Mar 2024"),
        ("2024-04", 900, "Apr 2024"),
        ("2024-04..2025-01", 900, "Apr 2024-Jan 2025"),
        ("2025", 900, "2025"),
        ("2025..2030", 9000, "2025-2030"),
    ],
)
def test_over_long_times_dates_months_and_years(when: str, days: int, text: str) -> None:
    assert told(when, days) == text


@pytest.mark.parametrize(
    ("when", "text"),
    [
        ("since 1991", "1991->"),
        ("from 1991 to 2050", "1991->"),
        ("since late 1990s", "1995-1999->"),
        ("since March 1999", "Mar 1999->"),
        ("since 1999-03-04", "4 Mar 1999->"),
        ("since 1999-03-04..1999-03-07", "4-7 Mar 1999->"),
        ("to 1993", "->1993"),
        ("to March 1993", "->Mar 1993"),
        ("to 1993-03-04", "->4 Mar 1993"),
        ("from 1940 to 1993", "->1993"),
    ],
)
def test_of_what_is_open_no_day_is_named_that_nobody_stated(when: str, text: str) -> None:
    assert told(f"'{when}'", days=4000, first="1991-01-01") == text


def test_where_a_column_is_seconds_an_instant_has_its_seconds() -> None:
    start = instant("2024-03-04T05:15:00")
    axis = plain(start, start + 120_000_000, 60, UTC, ENGLISH)
    at = start + 21_000_000
    assert row_time([Span(Bound(at, at + 999_999))], axis, Look()).text == "05:15:21"


def test_of_several_accounts_the_first_to_the_last_and_an_open_one_is_open() -> None:
    axis = plain(MONDAY, MONDAY + DAY, 40, UTC, ENGLISH)
    hour = DAY // 24
    spans = [Span(Bound(MONDAY + at * hour, MONDAY + at * hour), None, ("Ay",)) for at in (3, 9)]
    assert row_time(spans, axis, Look()).text == "03-09"
    early = Span(Bound(None, MONDAY + hour), None, ("Bee",))
    assert row_time([*spans, early], axis, Look()).text == "-09:00"


def test_elapsed_times_on_an_axis_that_counts_them() -> None:
    axis = plain(0, DAY, 40, None, ENGLISH)
    hour = DAY // 24
    assert row_time([Span(Bound(3 * hour, 3 * hour))], axis, Look()).text == "+3:00"
