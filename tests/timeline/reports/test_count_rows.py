"""Rows of counts, and how long their bars are."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.reports.count_rows import CountRow, bar, counted
from crisis.timeline.reports.groups import Group, Key

from ...support.pictures import asked

numbers = st.integers(0, 10**5)


@given(numbers, numbers, numbers, st.integers(0, 10**5), st.integers(1, 200))
def test_a_bar_is_as_long_as_its_number_and_fits(
    certain: int, possible: int, status: int, more: int, room: int
) -> None:
    row = CountRow(Group(Key("")), 0, certain, possible, status)
    most = max(1, row.shown + more)
    parts = bar(row, most, room)
    assert min(parts) >= 0
    assert sum(parts) <= room
    assert (sum(parts) > 0) == (row.shown > 0)
    assert bool(parts[0]) == bool(certain)
    larger = bar(row._replace(certain=certain + more), most, room)
    assert sum(larger) >= sum(parts)


def test_rows_are_the_groups_and_an_event_may_stand_in_several() -> None:
    lines = (
        "{id: a, title: A, when: 2024-03-04 00:00, actors: [ann, bob]}",
        "{id: b, title: B, when: 2024-03-05, status: planned, actors: [bob]}",
    )
    found = counted(asked(*lines, by=("day", "actor")))
    assert [(row.depth, row.group.key, row.shown, row.bar) for row in found.rows] == [
        (0, "2024-03-04", 1, False), (1, "ann", 1, True), (1, "bob", 1, True),
        (0, "2024-03-05", 1, False), (1, "bob", 1, True),
    ]  # fmt: skip
    assert (found.most, found.repeated) == (1, True)
    assert not counted(asked(*lines, by=("day",))).repeated
    assert found.rows[-1].status == 1
