"""Bars of a lane: none over another, none lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.reports.chart.packing import Place, Slot, packed

COLUMNS = 60


@st.composite
def slots(draw: st.DrawFn) -> list[Slot]:
    found = []
    for _ in range(draw(st.integers(1, 14))):
        first = draw(st.integers(0, COLUMNS - 1))
        last = draw(st.one_of(st.just(first), st.integers(first, COLUMNS - 1)))
        found.append(Slot(first, last, draw(st.integers(0, 40)), first == last))
    return found


def name(place: Place) -> range:
    return range(place.column, place.column + place.room)


@given(slots(), st.integers(1, 4))
def test_nothing_stands_over_another_and_all_is_within(found: list[Slot], most: int) -> None:
    taken: set[tuple[int, int]] = set()
    for slot, place in zip(found, packed(found, most, COLUMNS), strict=True):
        if place is None:
            continue
        assert 0 <= place.line < most
        columns = [*range(slot.first, slot.last + 1), *name(place)]
        cells = {(place.line, column) for column in columns}
        assert len(cells) == len(columns)
        assert not taken & cells
        assert all(0 <= column < COLUMNS for column in columns)
        taken |= cells


@given(slots())
def test_a_name_keeps_a_free_column_to_what_it_names_and_to_its_neighbour(
    found: list[Slot],
) -> None:
    places = packed(found, 4, COLUMNS)
    bars = {(place.line, column) for slot, place in zip(found, places, strict=True) if place
            for column in range(slot.first, slot.last + 1)}  # fmt: skip
    for slot, place in zip(found, places, strict=True):
        if place and place.room:
            beside = (slot.first - 1,) if place.ends else (slot.last + 1, place.column + place.room)
            assert not bars & {(place.line, column) for column in beside}


@given(slots())
def test_where_there_are_lines_enough_each_has_a_place(found: list[Slot]) -> None:
    assert None not in packed(found, len(found), COLUMNS)


def test_what_is_known_best_stands_on_top_and_is_named_where_there_is_room() -> None:
    wide, short, mark = Slot(0, 50, 8, False), Slot(10, 20, 8, False), Slot(15, 15, 8, True)
    assert packed([wide, short, mark], 3, COLUMNS) == [
        Place(2, 52, 8), Place(1, 22, 8), Place(0, 17, 8),
    ]  # fmt: skip
    assert packed([wide, short, mark], 1, COLUMNS)[2] == Place(0, 17, 8)
    assert packed([wide, short, mark], 1, COLUMNS)[:2] == [None, None]


def test_marks_may_touch_and_bars_may_not() -> None:
    marks = [Slot(3, 3, 0, True), Slot(4, 4, 0, True)]
    assert [place.line for place in packed(marks, 2, COLUMNS) if place] == [0, 0]
    bars = [Slot(3, 4, 0, False), Slot(5, 6, 0, False)]
    assert [place.line for place in packed(bars, 2, COLUMNS) if place] == [0, 1]


def test_without_room_on_the_right_a_name_stands_on_the_left() -> None:
    assert packed([Slot(58, 58, 10, True)], 1, COLUMNS) == [Place(0, 47, 10, True)]
