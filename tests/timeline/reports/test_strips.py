"""Silences on an axis: whole columns in which nothing may be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.reports.chart.placement import density, silent
from crisis.timeline.reports.gaps import gaps

from ...support.pictures import asked, drawn

OPEN = "{id: open, title: O, when: after 2024-03-05 20:00}"

times = st.tuples(st.integers(4, 9), st.integers(0, 23), st.integers(0, 30))


@given(st.lists(times, min_size=1, max_size=12), st.integers(20, 120), st.booleans())
def test_a_column_is_silent_where_no_event_may_be(
    found: list[tuple[int, int, int]], columns: int, vague: bool
) -> None:
    report = asked(*(_event(number, *each, vague) for number, each in enumerate(found)))
    image, axis = drawn(report, columns)
    strip = silent(gaps(report)[0].gaps, axis)
    touched = {
        column
        for row in image.rows
        for column in range(axis.column(row.hull[0] or 0), axis.column(row.hull[1] or 0) + 1)
    }
    assert strip.solid == [
        column not in touched and min(touched) < column < max(touched) for column in range(columns)
    ]
    there = density(image.rows, axis)
    busy = [a + b for a, b in zip(there.certain, there.possible, strict=True)]
    assert not [column for column, sure in enumerate(strip.solid) if sure and busy[column]]
    assert not any(strip.light)


def _event(number: int, day: int, hour: int, hours: int, vague: bool) -> str:
    until = (
        f"..2024-03-{day + (hour + hours) // 24:02} {(hour + hours) % 24:02}:59" if vague else ""
    )
    return f"{{id: e{number}, title: E, when: '2024-03-{day:02} {hour:02}:00{until}'}}"


def test_what_may_be_silent_is_light_and_what_is_too_short_is_counted() -> None:
    report = asked(
        "{id: a, title: A, when: 2024-03-04 00:00}",
        "{id: b, title: B, when: 2024-03-04 00:10}",
        "{id: c, title: C, when: 2024-03-05 12:00}",
        "{id: d, title: D, when: 2024-03-07 12:00}",
        OPEN,
    )
    _, axis = drawn(report, 84)
    strip = silent(gaps(report)[0].gaps, axis)
    assert strip.short == 1
    assert any(strip.solid)
    split = axis.column(report.answer.matches[2].event.start.earliest or 0)
    assert not any(strip.light[: split + 1])
    assert any(strip.light[split + 1 :])
    assert not any(strip.solid[split + 1 :])


def test_a_silence_that_is_cut_out_of_the_axis_is_seen_in_the_cut() -> None:
    crowd = [f"{{id: e{at}, title: E, when: 2024-03-04 {at:02}:00}}" for at in range(24)]
    report = asked(*crowd, "{id: far, title: F, when: 2024-09-01 12:00}")
    _, axis = drawn(report, 80)
    strip = silent(gaps(report)[0].gaps, axis)
    assert len(axis.cuts) == 1
    assert strip.solid[axis.sections[0].right]


def test_the_window_of_the_file_reaches_beyond_the_axis() -> None:
    report = asked("{id: a, title: A, when: 2024-03-04 12:00}", terms=("day:2024-03-04",))
    _, axis = drawn(report, 48)
    (found,) = gaps(report)
    strip = silent(found.gaps, axis)
    assert (strip.before, strip.after) == (False, False)
    beyond = [gap._replace(start=gap.start - 1, stop=gap.stop + 1) for gap in found.gaps]
    strip = silent(beyond, axis)
    assert (strip.before, strip.after) == (True, True)
