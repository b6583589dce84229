"""The axis of a picture: what it shows, and the labels along it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.languages import ENGLISH, language
from crisis.timeline.base.zones import DAY, EPOCH_WALL, HOUR, LAST_DAY, MINUTE, SECOND, Zone
from crisis.timeline.reports.chart.axis import plain
from crisis.timeline.reports.chart.axis_fit import fitted
from crisis.timeline.reports.chart.placement import stroke
from crisis.timeline.reports.chart.ticks import about, ruler

from ...support.pictures import COLUMNS, asked, drawn, many, rows
from ...support.timelines import instant

ZONES = ("UTC", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", None)
MONDAY = instant("2024-03-04T00:00:00")


@given(
    st.integers(DAY - EPOCH_WALL, (LAST_DAY - 1) * DAY - EPOCH_WALL),
    st.integers(0, 36),
    st.integers(8, 250),
    st.sampled_from(ZONES),
    st.sampled_from(["en", "id", "zh"]),
)
def test_labels_never_touch_and_stay_on_the_axis(
    start: int, power: int, columns: int, zone: str | None, tag: str
) -> None:
    stop = min(start + SECOND * 2**power, LAST_DAY * DAY - EPOCH_WALL)
    axis = plain(start, stop, columns, Zone(zone) if zone else None, language(tag))
    found = ruler(axis)
    for labels in (found.labels, found.heads):
        ends = [(int(label.place), int(label.place) + wide(label.text)) for label in labels]
        assert all(0 <= begin < end <= columns for begin, end in ends)
        assert all(one[1] < two[0] for one, two in pairwise(ends))
    assert all(start <= tick.instant <= stop for tick in found.ticks)
    assert list(found.ticks) == sorted(found.ticks, key=lambda tick: tick.instant)


def wide(text: str) -> int:
    return sum(2 if ord(char) > 0x2E80 else 1 for char in text)


@pytest.mark.parametrize(
    ("start", "stop", "columns", "heads", "labels"),
    [
        ("2024-03-04T12:00:00", "2024-03-04T12:00:02", 60, "Mon 4 Mar",
         "12:00:00.0 12:00:00.5 12:00:01.0 12:00:01.5"),
        ("2024-03-04T12:00:00", "2024-03-04T13:00:00", 60, "Mon 4 Mar",
         "12:00 12:10 12:20 12:30 12:40 12:50"),
        ("2024-03-04T00:00:00", "2024-03-06T00:00:00", 60, "Mon 4 Mar|Tue 5 Mar",
         "00:00 06:00 12:00 18:00 00:00 06:00 12:00 18:00"),
        ("2024-03-04T00:00:00", "2024-03-10T00:00:00", 48, "Mar 2024",
         "Mon 4|Tue 5|Wed 6|Thu 7|Fri 8|Sat 9"),
        ("2024-02-26T00:00:00", "2024-04-22T00:00:00", 64, "Mar 2024 Apr 2024",
         "Mon 26|Mon 4|Mon 11|Mon 18|Mon 25|Mon 1|Mon 8|Mon 15"),
        ("2024-01-01T00:00:00", "2025-01-01T00:00:00", 60, "",
         "Jan 2024|Apr 2024|Jul 2024|Oct 2024"),
        ("1900-01-01T00:00:00", "2000-01-01T00:00:00", 60, "",
         "1900 1910 1920 1930 1940 1950 1960 1970 1980 1990"),
    ],
)  # fmt: skip
def test_a_step_that_fits(start: str, stop: str, columns: int, heads: str, labels: str) -> None:
    axis = plain(instant(start), instant(stop), columns, Zone("UTC"), ENGLISH)
    found = ruler(axis)
    assert "|".join(label.text for label in found.labels).replace("|", " ") == labels.replace(
        "|", " "
    )
    assert "|".join(label.text for label in found.heads).replace("|", " ") == heads.replace(
        "|", " "
    )


def test_a_clock_put_back_ticks_twice_and_one_put_forward_not_at_all() -> None:
    zone = "America/New_York"
    fall = plain(instant("2024-11-03T00:00:00", zone), instant("2024-11-03T04:00:00", zone), 50,
                 Zone(zone), ENGLISH)  # fmt: skip
    hours = [label.text for label in ruler(fall).labels if label.text.endswith(":00")]
    assert hours == ["00:00", "01:00", "01:00", "02:00", "03:00"]
    spring = plain(instant("2024-03-10T00:00:00", zone), instant("2024-03-10T05:00:00", zone), 40,
                   Zone(zone), ENGLISH)  # fmt: skip
    hours = [label.text for label in ruler(spring).labels if label.text.endswith(":00")]
    assert hours == ["00:00", "01:00", "03:00", "04:00"]


def test_a_day_ticks_where_it_begins_even_if_midnight_was_skipped() -> None:
    zone = "America/Sao_Paulo"
    axis = plain(instant("2018-11-02T00:00:00", zone), instant("2018-11-07T00:00:00", zone), 40,
                 Zone(zone), ENGLISH)  # fmt: skip
    begun = [tick.instant for tick in ruler(axis).ticks if tick.major]
    assert instant("2018-11-04T01:00:00", zone) in begun
    assert len(begun) == 6


def test_a_short_night_pushes_no_label_into_the_next() -> None:
    zone = "America/New_York"
    start, stop = (instant(f"2024-03-{day}T00:00:00", zone) for day in ("09", "11"))
    labels = ruler(plain(start, stop, 47, Zone(zone), ENGLISH)).labels
    assert [label.text for label in labels] == [
        "00:00", "06:00", "12:00", "18:00", "00:00", "12:00", "18:00",
    ]  # fmt: skip


def test_what_begins_in_an_hour_that_occurs_twice_has_the_ticks_of_both() -> None:
    zone = "America/New_York"
    one = instant("2024-11-03T01:00:00", zone)
    axis = plain(one + 40 * MINUTE, one + 200 * MINUTE, 40, Zone(zone), ENGLISH)
    assert one + HOUR in [tick.instant for tick in ruler(axis).ticks]


def test_a_skipped_midnight_is_a_tick_of_the_clock_too() -> None:
    zone = "America/Sao_Paulo"
    start, stop = (instant(f"2018-11-{day}T00:00:00", zone) for day in ("03", "06"))
    found = ruler(plain(start, stop, 80, Zone(zone), ENGLISH))
    begun = instant("2018-11-04T01:00:00", zone)
    assert begun in [tick.instant for tick in found.ticks if tick.major]
    assert [label.text for label in found.heads] == ["Sat 3 Nov", "Sun 4 Nov", "Mon 5 Nov"]


def test_elapsed_time_counts_hours_from_zero_and_below() -> None:
    axis = plain(-6 * HOUR, 30 * HOUR, 42, None, ENGLISH)
    found = ruler(axis)
    assert [label.text for label in found.labels] == [
        "T-6h",
        "T+0h",
        "T+6h",
        "T+12h",
        "T+18h",
        "T+24h",
    ]
    assert not found.heads


@pytest.mark.parametrize(
    ("micros", "text"),
    [(6 * DAY, "6d"), (2 * HOUR + 21 * MINUTE + 5 * SECOND, "2h21m"), (26 * DAY + 3 * HOUR, "26d"),
     (90 * SECOND, "1m30s"), (SECOND // 4, "0.25s"), (63247 * DAY, "173y")],
)  # fmt: skip
def test_about_how_long(micros: int, text: str) -> None:
    assert about(micros) == text


@given(
    st.lists(
        st.tuples(
            st.integers(-(10**16), 10**17),
            st.one_of(st.integers(0, MINUTE), st.integers(0, 400 * DAY)),
        ),
        min_size=1,
        max_size=60,
    ),
    st.integers(20, 200),
)
def test_no_event_is_beside_the_axis(found: list[tuple[int, int]], columns: int) -> None:
    extents = [(low, low + length) for low, length in found]
    axis = fitted(extents, columns, Zone("UTC"), ENGLISH)
    assert axis.columns == columns
    assert all(axis.shows(low, high) for low, high in extents)
    places = [axis.place(at) for at in sorted(at for each in extents for at in each)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= columns


def test_a_far_event_gets_some_columns_and_squashes_nobody() -> None:
    far = "{id: far, title: Far, when: 2023-01-02 10:00}"
    _, axis = drawn(asked(far, *many()))
    assert len(axis.sections) == 2
    first, main = axis.sections
    assert main.right - main.left > 3 * COLUMNS / 4
    assert first.start <= instant("2023-01-02T10:00:00") < first.stop
    assert axis.cuts[0] > 300 * DAY
    found = ruler(axis)
    assert (found.labels[0].text, found.heads[0].text) == ("Mon 2", "Jan 2023")


def test_a_date_is_not_put_in_place_of_the_silence_before_it() -> None:
    crowd = [f"{{title: C{at}, when: '2024-03-04 08:00:{at:02}'}}" for at in range(40)]
    _, axis = drawn(asked(*crowd, "{title: Far, when: 2024-03-04 13:00}"))
    assert axis.cuts[0] > 4 * HOUR


def test_dates_of_one_month_name_it_once() -> None:
    _, axis = drawn(
        asked(*many(1, 60), "{title: F, when: 2024-03-13}", "{title: G, when: 2024-03-28}")
    )
    found = ruler(axis)
    assert [label.text for label in found.heads] == ["Mon 4 Mar", "Mar 2024"]
    assert [label.text for label in found.labels][-2:] == ["Wed 13", "Thu 28"]


def test_a_day_that_has_begun_before_the_axis_is_named_at_its_edge() -> None:
    start, stop = instant("2024-03-04T06:00:00"), instant("2024-03-10T00:00:00")
    labels = ruler(plain(start, stop, 48, Zone("UTC"), ENGLISH)).labels
    assert (labels[0].place, labels[0].text, labels[1].text) == (0, "Mon 4", "Tue 5")


def test_what_is_cut_off_is_shown_to_both_its_ends() -> None:
    _, axis = drawn(
        asked(
            *many(1, 40),
            "{title: Wide, when: 2024-03-06}",
            "{title: Late, when: 2024-03-07 22:00}",
            "{title: Later, when: 2024-03-08 08:00}",
        )
    )
    wide = (instant("2024-03-06T00:00:00"), instant("2024-03-07T00:00:00"))
    assert any(each.start <= wide[0] and wide[1] <= each.stop for each in axis.sections)
    heads = [label.text for label in ruler(axis).heads]
    assert all(one != two for one, two in pairwise(heads))


def test_one_event_alone_leaves_room_around_it() -> None:
    image, axis = drawn(asked("{id: a, title: A, when: 2024-03-04 12:00}"))
    found = stroke(rows(image)["a"].span, axis)
    assert found.last - found.first < COLUMNS / 2
    assert found.first > 0


def test_a_few_events_keep_the_silence_between_them() -> None:
    _, axis = drawn(asked("{title: A, when: 2024-03-04}", "{title: B, when: 2024-05-04}"))
    assert len(axis.sections) == 1


def test_what_has_room_enough_keeps_the_silence_before_a_far_event() -> None:
    spread = [f"{{title: S, when: 2024-03-{day:02} 10:00}}" for day in range(1, 11)]
    _, axis = drawn(asked(*spread, "{title: Far, when: 2024-03-30 10:00}"))
    assert len(axis.sections) == 1


def test_the_night_between_two_days_is_no_silence_to_leave_out() -> None:
    _, axis = drawn(asked(*many(2, 40)))
    assert len(axis.sections) == 1


def test_the_edges_of_many_wide_bounds_are_shown() -> None:
    wide = [f"{{title: W{at}, when: 2024}}" for at in range(12)]
    _, axis = drawn(asked(*wide, *many()))
    assert axis.start <= instant("2024-01-01T00:00:00")


def test_a_crowd_of_the_same_wide_bound_is_not_cut_into_its_edges() -> None:
    wide = [f"{{title: W{at}, when: 2024-03-04}}" for at in range(70)]
    noon = [f"{{title: N{at}, when: 2024-03-04 12:0{at}}}" for at in range(4)]
    _, axis = drawn(asked(*wide, *noon))
    assert len(axis.sections) == 1
    assert (axis.start, axis.stop) == (MONDAY, MONDAY + DAY)


def test_two_crowds_a_year_apart_are_both_large() -> None:
    later = [line.replace("2024", "2025").replace("id: m", "id: n") for line in many()]
    _, axis = drawn(asked(*many(), *later))
    assert sorted(each.right - each.left for each in axis.sections) == [39, 40]


def test_the_edges_of_a_wide_bound_draw_no_axis() -> None:
    image, axis = drawn(asked("{id: wide, title: Wide, when: 2024}", *many()))
    assert len(axis.sections) == 1
    assert axis.stop - axis.start < DAY
    found = stroke(rows(image)["wide"].span, axis)
    assert (found.before, found.after) == (True, True)


@pytest.mark.parametrize("day", ["2024-03-10", "2024-11-03", "2024-06-01"])
def test_the_day_that_is_asked_for_is_shown_whole(day: str) -> None:
    zone = "America/New_York"
    found = asked(f"{{title: A, when: {day} 12:00}}", terms=(f"day:{day}",), zone=zone)
    _, axis = drawn(found)
    assert axis.start == instant(f"{day}T00:00:00", zone)
    assert axis.stop - axis.start == {"2024-03-10": 23, "2024-11-03": 25}.get(day, 24) * HOUR


def test_filters_of_time_meet() -> None:
    terms = ("day:2024-03-04..", "to:2024-03-05 18:00", "hour:6..")
    _, axis = drawn(asked(*many(4), terms=terms, zero=MONDAY))
    assert (axis.start, axis.stop) == (MONDAY + 6 * HOUR, MONDAY + 42 * HOUR + MINUTE)


def test_two_days_that_are_asked_for_are_two_sections() -> None:
    _, axis = drawn(asked(*many(4), terms=("day:2024-03-04", "day:2024-03-07")))
    assert [(each.start, each.stop) for each in axis.sections] == [
        (MONDAY, MONDAY + DAY),
        (MONDAY + 3 * DAY, MONDAY + 4 * DAY),
    ]


def test_from_a_day_on_nothing_before_it_is_shown_and_a_far_event_squashes_nobody() -> None:
    far = "{id: far, title: Far, when: 2025-01-02 10:00}"
    _, axis = drawn(asked(far, *many(2), terms=("from:2024-03-05",)))
    assert len(axis.sections) == 2
    assert axis.start >= instant("2024-03-05T00:00:00")


def test_what_goes_on_behind_the_last_day_does_not_move_the_end() -> None:
    through = "{title: T, when: from 2024-03-04 10:00 to 2024-09-01}"
    _, axis = drawn(asked(through, *many(), terms=("to:2024-03-05",)))
    assert axis.stop <= instant("2024-03-06T00:00:00")


def test_a_day_and_all_from_another_on_are_shown() -> None:
    _, axis = drawn(asked(*many(6), terms=("day:2024-03-04", "day:2024-03-06..")))
    assert axis.start <= MONDAY + 8 * HOUR
    assert axis.stop >= MONDAY + 5 * DAY + 19 * HOUR


def test_a_window_far_wider_than_what_is_in_it_is_not_shown_whole() -> None:
    _, axis = drawn(asked(*many(), terms=("from:1900", "to:2100")))
    assert axis.stop - axis.start < 2 * DAY
