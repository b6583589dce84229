"""What a day header says of a date that leaves it out: read where it is near, else refused."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ...support.timelines import by_id, flow, read, walls

if TYPE_CHECKING:
    from crisis.timeline.model.timeline import Timeline

DAYS = st.dates(min_value=date(100, 1, 1), max_value=date(9900, 12, 31))
NEAR = st.integers(-70, 70)
MONTHS = (
    "January February March April May June July August September October November December".split()
)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def told(header: object, phrase: str, **top: str) -> Timeline:
    """The timeline of an event ``e`` with this phrase under a header."""
    line = flow({"id": "e", "title": "t", "when": phrase})
    own = flow({"zone": "UTC", **top})
    return read(f"timeline: {own}\nevents:\n  {header}:\n    - {line}\n")


def under(header: object, phrase: str, **top: str) -> tuple[Timeline, list[str | None] | None]:
    """That timeline, and when its event starts."""
    timeline = told(header, phrase, **top)
    return timeline, walls(by_id(timeline)["e"].start)


def whole(day: date) -> list[str]:
    return [f"{day}T00:00:00", f"{day}T23:59:59"]


@given(DAYS, NEAR, st.sampled_from(("{day} {month}", "{month} {day}", "the {day}th of {short}.")))
def test_a_date_without_its_year_is_of_the_headers_up_to_a_month_away(
    header: date, off: int, form: str
) -> None:
    there = header + timedelta(days=off)
    month = MONTHS[there.month - 1]
    phrase = form.format(day=there.day, month=month, short=month[:3])
    timeline, start = under(header, phrase)
    if abs(off) <= 31 and there.year == header.year:
        assert timeline.problems == ()
        assert start == whole(there)
        return
    (problem,) = timeline.problems
    assert start == whole(header)
    if "of which year" in problem.message:
        assert f"{there}" in problem.hint
        assert problem.hint.count(f"{there:-%m-%d}") == 2


@given(DAYS, NEAR)
def test_a_day_of_the_month_is_of_the_headers_up_to_a_week_away(header: date, off: int) -> None:
    there = header + timedelta(days=off)
    timeline, start = under(header, f"the {there.day}th")
    same = (there.year, there.month) == (header.year, header.month)
    if same and abs(off) <= 7:
        assert timeline.problems == ()
        assert start == whole(there)
    elif abs(off) <= 7:
        (problem,) = timeline.problems
        assert f"{there}" in problem.hint
        assert start == whole(header)


@given(DAYS, st.integers(0, 6), st.integers(0, 9), st.booleans())
def test_a_weekday_is_that_of_the_header_or_the_only_one_of_its_days(
    header: date, weekday: int, more: int, part: bool
) -> None:
    last = header + timedelta(days=more)
    days = [header + timedelta(days=n) for n in range(more + 1)]
    there = [day for day in days if day.weekday() == weekday]
    phrase = f"{WEEKDAYS[weekday]}{' at noon' if part else ''}"
    timeline, start = under(f"{header}..{last}" if more else header, phrase)
    if len(there) == 1:
        assert timeline.problems == ()
        hours = [f"{there[0]}T12:00:00", f"{there[0]}T12:00:59"]
        assert start == (hours if part else whole(there[0]))
    else:
        (problem,) = timeline.problems
        assert problem.message.startswith(f"which {WEEKDAYS[weekday]}?")


@given(DAYS, st.integers(1, 53))
def test_a_week_is_of_the_headers_year_up_to_a_month_away(header: date, number: int) -> None:
    timeline, start = under(header, f"week {number}")
    if timeline.problems:
        return
    assert start is not None
    assert start[0] is not None
    first = date.fromisoformat(start[0][:10])
    assert first.isocalendar()[:2] == (header.isocalendar().year, number)
    assert -37 <= (first - header).days <= 31


EDGES = st.sampled_from(
    ("0001-01-01", "0001-01-05", "0001-02-28", "9999-12-31", "9999-12-03", "1900-02-28",
     "0004-02-29", "0001", "9999", "0001-01..9999-12", "1582-10-15", "2011-12-29")
)  # fmt: skip
SHORT = st.sampled_from(
    ("10th ult.", "31st prox.", "1st inst.", "28 December", "3 January", "29 February", "the 31st",
     "week 1", "week 53", "Friday", "early Monday", "29 February OS", "30 December NS", "the 1st",
     "from 28 December to the 2nd", "the day after 31 December", "night of 31 December",
     "a year to the day after 1 January", "3 weeks before 5 January", "1342 UTC", "0815 UTC+14")
)  # fmt: skip
CALENDARS = st.sampled_from(("gregorian", "julian"))
ZONES = st.sampled_from(("UTC", "Pacific/Apia"))


@given(EDGES, SHORT, CALENDARS, ZONES)
def test_at_the_edges_of_all_years_they_are_read_or_refused(
    header: str, phrase: str, calendar: str, zone: str
) -> None:
    timeline = told(header, phrase, calendar=calendar, zone=zone)
    event = by_id(timeline)["e"]
    meaning = event.when[0].meaning
    assert (meaning is None) == any(p.severity == "error" for p in timeline.problems)
    if event.start.earliest is not None and event.start.latest is not None:
        assert event.start.earliest <= event.start.latest


@pytest.mark.parametrize(
    ("header", "phrase", "first"),
    [
        ("1917-10-25", "25 October", "1917-11-07"),
        ("1917-10-25", "24 November", "1917-12-07"),
        ("1917-12-20", "31 December", "1918-01-13"),
        ("1917-10-25", "the 26th", "1917-11-08"),
        ("1917-10-25", "Wednesday", "1917-11-07"),
        ("1917-10-25", "8 November NS", "1917-11-08"),
        ("1900-02-28", "29 February", "1900-03-13"),
    ],
)
def test_in_an_old_calendar_they_are_its_own_dates(header: str, phrase: str, first: str) -> None:
    timeline, start = under(header, phrase, calendar="julian")
    assert timeline.problems == ()
    assert start == whole(date.fromisoformat(first))


@given(st.integers(326, 4099), st.booleans())
def test_easter_sunday_is_a_sunday_in_its_season(year: int, old: bool) -> None:
    timeline, start = under("undated", f"Easter Sunday {year:04}{' OS' if old else ''}")
    assert timeline.problems == ()
    assert start is not None
    assert start[0] is not None
    day = date.fromisoformat(start[0][:10])
    assert day.weekday() == 6
    if not old and year >= 1583:
        assert (3, 22) <= (day.month, day.day) <= (4, 25)


@given(
    st.integers(0, 24 * 60 - 1), st.integers(-12 * 4, 14 * 4), st.integers(-12 * 4, 14 * 4),
    st.integers(-3, 3),
)  # fmt: skip
def test_a_clock_told_twice_is_read_where_both_are_one_instant(
    minute: int, first: int, second: int, wrong: int
) -> None:
    def written(quarters: int) -> str:
        sign = "-" if quarters < 0 else "+"
        return f"{sign}{abs(quarters) // 4:02}:{abs(quarters) % 4 * 15:02}"

    there = (minute + (second - first) * 15 + wrong) % (24 * 60)
    other = f"{there // 60:02}:{there % 60:02} {written(second)}"
    phrase = f"2026-11-20 {minute // 60:02}:{minute % 60:02} {written(first)} ({other})"
    timeline, start = under("undated", phrase)
    assert bool(timeline.problems) == bool(wrong)
    if not wrong:
        alone = under("undated", phrase.partition(" (")[0])[1]
        assert start == alone
