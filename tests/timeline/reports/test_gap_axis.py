"""The axis of silences: one scale, no cut in any of them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.zones import Zone
from crisis.timeline.reports.chart.gap_axis import gap_axis
from crisis.timeline.reports.chart.ticks import ruler
from crisis.timeline.reports.gaps import Gap, Silences
from crisis.timeline.reports.groups import Group, Key

UTC = Zone("UTC")
HOUR = 3_600_000_000
DAY = 24 * HOUR


def silences(*found: tuple[int, int]) -> list[Silences]:
    """Gaps from an hour to another, each two hours wider than is certain."""
    gaps = [
        Gap(low * HOUR, high * HOUR, None, None, (), ((low - 1) * HOUR, (high + 1) * HOUR))
        for low, high in found
    ]
    return [Silences(Group(Key("")), tuple(gaps), 0)]


stretches = st.lists(
    st.tuples(st.integers(0, 10**6), st.sampled_from([1, 2, 5, 30, 500, 20_000])).map(
        lambda pair: (pair[0], pair[0] + pair[1])
    ),
    min_size=1,
    max_size=9,
)


@given(stretches, st.integers(20, 220))
def test_no_silence_is_cut_and_a_column_is_as_long_everywhere(
    found: list[tuple[int, int]], columns: int
) -> None:
    shown = silences(*found)
    axis = gap_axis(shown, columns, UTC, ENGLISH)
    assert axis is not None
    assert axis.columns <= columns
    assert len({section.column for section in axis.sections}) == 1
    for here, following in pairwise(axis.sections):
        assert here.stop <= following.start
        assert following.left == here.right + 1
    for gap in shown[0].gaps:
        assert not axis.hides(*gap.widest)
    edges = sorted({edge for gap in shown[0].gaps for edge in (*gap.widest, gap.start, gap.stop)})
    places = [axis.place(edge) for edge in edges]
    assert places == sorted(places)
    ruler(axis)


@pytest.mark.parametrize("columns", [20, 40, 80, 200])
def test_a_long_busy_stretch_is_left_out_so_that_silences_have_room(columns: int) -> None:
    axis = gap_axis(silences((0, 30), (5000, 5020)), columns, UTC, ENGLISH)
    assert axis is not None
    assert len(axis.sections) == 2
    assert sum(axis.cuts) > 4000 * HOUR


def test_a_short_one_is_not() -> None:
    axis = gap_axis(silences((0, 30), (40, 70)), 80, UTC, ENGLISH)
    assert axis is not None
    assert axis.cuts == ()


def test_without_gaps_there_is_no_axis() -> None:
    assert gap_axis([], 80, UTC, ENGLISH) is None
    assert gap_axis(silences(), 80, UTC, ENGLISH) is None
