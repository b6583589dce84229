"""Where events stand in a picture, and how many there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.zones import DAY, HOUR, MINUTE
from crisis.timeline.reports.chart.chart_model import axis_of, detail, picture
from crisis.timeline.reports.chart.pieces import pieces
from crisis.timeline.reports.chart.placement import density, stroke

from ...support.pictures import COLUMNS, Look, asked, drawn, many, rows
from ...support.timelines import instant

if TYPE_CHECKING:
    from crisis.timeline.reports.chart.placement import Stroke

MONDAY = instant("2024-03-04T00:00:00")
DAY_TERM = ("day:2024-03-04",)


def on_monday(*events: str) -> dict[str, Stroke]:
    """The strokes of events on Monday 4 March, in hours from midnight."""
    image, axis = drawn(asked(*events, terms=DAY_TERM), 24)
    return {name: stroke(row.span, axis) for name, row in rows(image).items()}


def test_a_sharp_instant_is_a_mark_and_a_vague_one_has_nothing_sure() -> None:
    found = on_monday(
        "{id: sharp, title: S, when: 2024-03-04 12:15}", "{id: vague, title: V, when: 2024-03-04}"
    )
    assert found["sharp"].sharp
    assert found["sharp"].first == found["sharp"].last == pytest.approx(12.25, abs=0.01)
    assert not found["vague"].sharp
    assert found["vague"].sure is None
    assert (found["vague"].first, found["vague"].last) == pytest.approx((0, 24), abs=0.01)


def test_a_minute_is_no_mark_where_a_column_is_less() -> None:
    report = asked(
        "{id: a, title: A, when: 2024-03-04 12:00}",
        "{id: b, title: B, when: '2024-03-04 12:00:30'}",
        terms=("from:2024-03-04 12:00", "to:2024-03-04 12:00"),
    )
    image, axis = drawn(report, 60)
    assert not stroke(rows(image)["a"].span, axis).sharp
    assert stroke(rows(image)["b"].span, axis).sharp


def test_what_lasts_is_sure_between_its_latest_start_and_its_earliest_end() -> None:
    found = on_monday(
        "{id: a, title: A, when: {from: 2024-03-04 06:00..2024-03-04 08:00,"
        " to: 2024-03-04 16:00..2024-03-04 18:00}}",
        "{id: b, title: B, when: {from: 2024-03-04 06:00..2024-03-04 12:00,"
        " to: 2024-03-04 10:00..2024-03-04 18:00}}",
    )
    assert found["a"].sure == pytest.approx((8, 16), abs=0.02)
    assert (found["a"].first, found["a"].last) == pytest.approx((6, 18), abs=0.02)
    assert found["b"].sure is None
    assert (found["b"].first, found["b"].last) == pytest.approx((6, 18), abs=0.02)


def test_open_ends_and_what_lies_outside_reach_beyond() -> None:
    found = on_monday(
        "{id: open, title: A, when: after 2024-03-04 12:00}",
        "{id: before, title: B, when: before 2024-03-04 12:00}",
        "{id: through, title: C, when: from 2024-03-01 to 2024-03-09}",
    )
    assert (found["open"].before, found["open"].after) == (False, True)
    assert (found["open"].first, found["open"].last) == pytest.approx((12, 24), abs=0.01)
    assert (found["before"].before, found["before"].after) == (True, False)
    assert (found["through"].before, found["through"].after) == (True, True)
    assert found["through"].sure == pytest.approx((0, 24), abs=0.01)


DISPUTED = (
    "{id: x, title: X, when: [{is: 2024-03-04 06:00, source: a}, {is: 2024-03-04 18:00, source: b},"
    " {is: 2024-03-04 18:00, source: c}]}"
)


def test_each_account_of_a_disputed_event_stands_apart_and_none_is_certain() -> None:
    image, axis = drawn(asked(DISPUTED, terms=DAY_TERM), 24)
    row = rows(image)["x"]
    assert [(int(stroke(span, axis).first), span.sources) for span in row.accounts] == [
        (6, ("Ay",)),
        (18, ("Bee", "Cee")),
    ]
    assert not any(density(image.rows, axis).certain)


def test_of_an_account_that_lasts_nothing_is_sure() -> None:
    image, axis = drawn(
        asked(
            "{id: x, title: X, when: [{from: 2024-03-04 06:00, to: 2024-03-04 08:00, source: a},"
            " {from: 2024-03-04 16:00, to: 2024-03-04 18:00, source: b}]}",
            terms=DAY_TERM,
        ),
        24,
    )
    assert [stroke(span, axis).sure for span in rows(image)["x"].accounts] == [None, None]


def test_an_account_outside_the_axis_is_away() -> None:
    event = DISPUTED.replace("{is: 2024-03-04 06:00", "{is: 2024-03-01 06:00")
    image, axis = drawn(asked(event, terms=DAY_TERM), 24)
    away = [stroke(span, axis).away for span in rows(image)["x"].accounts]
    assert away == [True, False]
    shown = pieces(rows(image)["x"], rows(image)["x"].accounts, axis)
    assert shown.before
    assert [int(part.first) for part in shown.parts] == [18]


def test_what_was_planned_is_never_certain() -> None:
    image, axis = drawn(
        asked(
            "{id: p, title: P, when: 2024-03-04 12:00, status: planned}",
            "{id: q, title: Q, when: from 2024-03-04 14:00 to 2024-03-04 16:00, status: averted}",
            terms=DAY_TERM,
        ),
        24,
    )
    found = {name: pieces(row, row.spans, axis).parts for name, row in rows(image).items()}
    assert {name: [part.sign.name for part in parts] for name, parts in found.items()} == {
        "p": ["never"],
        "q": ["never lasting"],
    }
    assert int(found["p"][0].first) == 12
    assert (int(found["q"][0].first), int(found["q"][0].last)) == (14, 16)
    assert not any(density(image.rows, axis).certain)


def test_density_counts_what_is_certain_and_how_many_more_may_be() -> None:
    image, axis = drawn(
        asked(
            "{title: A, when: 2024-03-04 12:10}",
            "{title: B, when: 2024-03-04 12:20}",
            "{title: C, when: 2024-03-04 12:00..2024-03-04 14:30}",
            "{title: D, when: from 2024-03-04 12:30 to 2024-03-04 13:30}",
            terms=DAY_TERM,
        ),
        24,
    )
    counts = density(image.rows, axis)
    assert counts.certain[11:16] == [0, 3, 1, 0, 0]
    assert counts.possible[11:16] == [0, 1, 1, 1, 0]
    assert counts.top == 4


def test_what_may_have_been_before_the_axis_is_not_certainly_in_its_first_column() -> None:
    event = "{title: A, when: 2024-03-03 12:00..2024-03-04 00:30}"
    image, axis = drawn(asked(event, terms=DAY_TERM), 24)
    counts = density(image.rows, axis)
    assert (counts.certain[0], counts.possible[0]) == (0, 1)


@given(
    st.lists(
        st.tuples(st.integers(0, 20 * 24), st.integers(0, 72), st.booleans()),
        min_size=1,
        max_size=12,
    ),
    st.integers(20, 120),
)
def test_in_every_column_are_at_most_all_events_and_each_is_somewhere(
    found: list[tuple[int, int, bool]], columns: int
) -> None:
    events = [
        f"{{title: E, when: {'from ' if lasts else ''}2024-03-{1 + hour // 24:02} {hour % 24:02}:00"
        f"{' for ' if lasts else '..'}{f'{width}h' if lasts else end(hour + width)}}}"
        for hour, width, lasts in found
    ]
    image, axis = drawn(asked(*events), columns)
    counts = density(image.rows, axis)
    assert counts.top <= len(found)
    assert min(*counts.certain, *counts.possible) >= 0
    for row in image.rows:
        one = stroke(row.span, axis)
        assert not one.away
        assert not one.before
        assert 0 <= one.first <= one.last <= columns
        if one.sure:
            assert one.first <= one.sure[0] <= one.sure[1] <= one.last


def end(hour: int) -> str:
    return f"2024-03-{1 + hour // 24:02} {hour % 24:02}:30"


# Lanes


def test_a_lane_for_each_group_with_those_inside_it() -> None:
    report = asked(
        "{id: a, title: A, when: 2024-03-04 10:00, actors: [ann, bob]}",
        "{id: b, title: B, when: 2024-03-05 10:00, actors: bob}",
        by=("day", "actor"),
    )
    image, _ = drawn(report)
    assert [(lane.heading, lane.depth, lane.leaf, len(lane.rows)) for lane in image.lanes] == [
        ("Monday 4 March 2024", 0, False, 1),
        ("Ann", 1, True, 1),
        ("Bob", 1, True, 1),
        ("Tuesday 5 March 2024", 0, False, 1),
        ("Bob", 1, True, 1),
    ]
    assert len(image.rows) == 2


def test_what_has_no_time_is_left_out_and_told() -> None:
    report = asked("{id: a, title: A, when: unknown}", "{id: b, title: B, when: 2024-03-04}")
    image, _ = drawn(report)
    assert [match.event.id for match in image.undated] == ["a"]
    assert list(rows(image)) == ["b"]
    alone = asked("{id: a, title: A, when: unknown}")
    image = picture(alone, Look())
    assert axis_of(image, alone, COLUMNS) is None
    assert [match.event.id for match in image.undated] == ["a"]


def test_by_hour_the_axis_counts_from_zero() -> None:
    report = asked(*many(), by=("hour",), zero=MONDAY)
    image, axis = drawn(report, 24)
    assert image.elapsed
    assert axis.zone is None
    assert axis.start == 8 * HOUR
    assert axis.stop < DAY


def test_from_an_event_as_zero_time_is_what_relates_to_it() -> None:
    report = asked(
        "{id: zero, title: Z, when: ~2024-03-04 10:00}",
        "{id: after, title: A, when: exactly 3h after @zero}",
        by=("hour",),
        zero="zero",
    )
    image, _ = drawn(report)
    assert rows(image)["after"].span.start.ends == (3 * HOUR, 3 * HOUR)
    report = asked(
        "{id: zero, title: Z, when: ~2024-03-04 10:00}",
        DISPUTED,
        by=("hour",),
        zero="zero",
    )
    image, _ = drawn(report)
    assert rows(image)["x"].accounts[0].start == (
        -(4 * HOUR + 30 * MINUTE),
        -(3 * HOUR + 29 * MINUTE) - 1,
    )


def test_how_much_there_is_to_see_decides_what_is_drawn() -> None:
    assert detail(picture(asked(*many(8)), Look())) == "rows"
    assert detail(picture(asked(*many(9)), Look())) == "counts"
    assert detail(picture(asked(*many(4), by=("day",)), Look())) == "rows"
    assert detail(picture(asked(*many(5), by=("day",)), Look())) == "lanes"


def test_titles_are_on_one_line_and_their_codes_visible() -> None:
    image, _ = drawn(asked(r'{id: a, title: "A\n\e[31mB", when: 2024-03-04, status: missed}'))
    assert rows(image)["a"].label == r"A \x1b[31mB [missed]"
