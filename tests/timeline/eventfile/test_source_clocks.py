"""Sources whose clocks are wrong: what the file says of that, and what a reading then means."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline import loads
from crisis.timeline.base.zones import MINUTE, SECOND
from tests.support.timelines import flow, instant

HOUR = 60 * MINUTE

READ = {
    "unknown": (None, None),
    "4m12s fast": (252 * SECOND, 252 * SECOND),
    "4m12s ahead": (252 * SECOND, 252 * SECOND),
    "exactly 4m fast": (4 * MINUTE, 4 * MINUTE),
    "1h slow": (-HOUR, -HOUR),
    "two minutes behind": (-2 * MINUTE, -2 * MINUTE),
    "2m..6m slow": (-6 * MINUTE, -2 * MINUTE),
    "4m±10s fast": (230 * SECOND, 250 * SECOND),
    "up to 5m fast": (0, 5 * MINUTE),
    "at least 1h fast": (HOUR, None),
    "30s slow..2m fast": (-30 * SECOND, 2 * MINUTE),
    "2m fast to 30s slow": (-30 * SECOND, 2 * MINUTE),
    "within 10m": (-10 * MINUTE, 10 * MINUTE),
    "±90s": (-90 * SECOND, 90 * SECOND),
    "~10m fast": (400 * SECOND, 800 * SECOND),
}
REFUSED = {
    "4m12s": "fast or slow?",
    "+04:12": "by how much",
    "wrong": "by how much",
    "4m fast or slow": "behind what is read",
    "within": "by how much",
    "6m..2m slow": "runs backwards",
    "": "by how much",
}


def file(clock: str, when: str, more: str = "") -> str:
    return f"""timeline: {{zone: Europe/Oslo}}
sources: {{cctv: {{name: Camera 3, clock: {flow(clock)}}}, plain: A clock}}
events:
  - {{id: e, title: t, when: {{is: {flow(when)}, source: cctv}}}}
{more}"""


@pytest.mark.parametrize("written", READ)
def test_how_wrong_a_clock_is(written: str) -> None:
    timeline = loads(file(written, "2026-11-20 10:00"))
    assert not timeline.problems
    clock = timeline.sources["cctv"].clock
    assert clock is not None
    assert (clock.written, clock.stated) == (written, READ[written])


@pytest.mark.parametrize("written", REFUSED)
def test_what_says_not_how_wrong_a_clock_is(written: str) -> None:
    (problem,) = loads(file(written, "2026-11-20 10:00")).problems
    assert REFUSED[written] in problem.message
    assert problem.origin.line == 2
    assert problem.hint


FIRST, LAST = datetime.fromisoformat("1950-01-02"), datetime.fromisoformat("2049-12-30")
UNITS = {"d": 86_400, "h": 3600, "m": 60, "s": 1}


def length(seconds: int) -> str:
    found = ""
    for name, unit in UNITS.items():
        found += f"{seconds // unit}{name}" if seconds >= unit else ""
        seconds %= unit
    return found or "0s"


def shifted(phrase: str, by: timedelta) -> str:
    """A phrase with all its dates and clocks earlier by a length."""

    def earlier(found: re.Match[str]) -> str:
        moved = datetime.fromisoformat(f"{found[0]}+00:00") - by
        return moved.strftime("%Y-%m-%d %H:%M:%S")

    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", earlier, phrase)


@given(
    st.datetimes(FIRST, LAST),
    st.integers(0, 3 * 86_400),
    st.booleans(),
    st.sampled_from(
        (
            "{}Z", "after {}Z", "before {}Z", "by {}Z", "2m after {}Z", "{}Z..2060-01-01 00:00:00Z",
            "from {}Z for ~3h", "from {}Z to 2060-01-01 00:00:00Z", "{}Z; after @other", "{}Z?",
        )
    ),
)  # fmt: skip
def test_a_reading_of_a_clock_that_is_d_fast_is_the_reading_less_d(
    at: datetime, error: int, fast: bool, phrase: str
) -> None:
    written = phrase.format(at.strftime("%Y-%m-%d %H:%M:%S"))
    by = timedelta(seconds=error if fast else -error)
    other = "  - {id: other, title: t, when: 1940-01-01 10:00Z}\n"
    clocked = loads(file(f"{length(error)} {'fast' if fast else 'slow'}", written, other))
    plain = file("0s fast", shifted(written, by), other).replace(", clock: 0s fast", "")
    right = loads(plain)
    assert not clocked.problems
    for one, two in zip(clocked, right, strict=True):
        assert (one.start, one.end, one.lasting) == (two.start, two.end, two.lasting)
        assert one.states == two.states
        assert one.tellers == two.tellers


def test_lengths_distances_and_what_counts_from_a_zero_are_not_moved() -> None:
    text = file("1h fast", "from 2026-11-20 10:00Z for 30m").replace(
        "{zone: Europe/Oslo}", "{zone: UTC, zero: 2026-11-20 00:00}"
    )
    text += "  - {id: far, title: t, when: {is: exactly 5m after @e.end, source: cctv}}\n"
    text += "  - {id: counted, title: t, when: {is: T+2h, source: cctv}}\n"
    timeline = loads(text)
    begun = timeline["e"].start.earliest
    assert begun is not None
    assert timeline["far"].start.earliest == begun + 29 * MINUTE + 30 * SECOND + 5 * MINUTE
    assert timeline["counted"].start.earliest == begun - 9 * HOUR + 2 * HOUR


def test_the_day_of_a_header_is_the_day_as_the_clock_had_it() -> None:
    text = """timeline: {zone: UTC}
sources: {cctv: {clock: 4m fast}}
events:
  2026-11-20:
    - {id: bare, title: t, when: {is: "00:02", source: cctv}}
    - {id: first, title: t, when: {is: "before 00:02", source: cctv}}
    - {id: aside, title: t, when: {is: "< 5m after @bare", source: cctv}}
"""
    timeline = loads(text)
    midnight = instant("2026-11-20T00:00")
    assert timeline["bare"].start == (midnight - 2 * MINUTE, midnight - MINUTE - 1)
    assert timeline["first"].start == (midnight - 4 * MINUTE, midnight - 2 * MINUTE - 1)


def test_a_reading_that_the_right_clock_has_in_no_year_is_refused() -> None:
    (problem,) = loads(file("400d fast", "0001-03-01 10:00Z")).problems
    assert "outside the years" in problem.message
