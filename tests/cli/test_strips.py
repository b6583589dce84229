"""Strips of claims and silences: within the screen, in the order of time, no sharper than known."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from crisis.cli.terminal.output import Screen
from crisis.cli.views.strip_lines import StripBrush, painted
from crisis.timeline import loads
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.zones import Zone
from crisis.timeline.model.records import Bound
from crisis.timeline.reports.chart.axis import plain
from crisis.timeline.reports.chart.spans import Span
from crisis.timeline.reports.gaps import Gap

from ..support.commands import FILES, run
from ..support.examples import sampled

HOUR = 3_600_000_000
STRIPS = FILES["harbour"].replace("harbour", "strips")
EVENTS = ("far", "open", "alike", "clock", "choice", "out", "long", "plan", "contra")
WIDTHS = (20, 27, 40, 61, 80, 120, 200)
SPAN = 1000 * HOUR
SOME = loads("events: [{id: a, title: A}]").events[:1]
ends = st.integers(-50 * HOUR, SPAN + 50 * HOUR)


def brush(columns: int, encoding: bool = False) -> StripBrush:
    look = Screen(True, columns, False, encoding, ENGLISH)
    return StripBrush(plain(0, SPAN, columns, Zone("UTC"), ENGLISH), look)


def drawn(span: Span, columns: int) -> str:
    """A line without its guides."""
    paint = brush(columns)
    line = paint.line()
    paint.spans(line, [span])
    return painted([line], paint.look)[0].replace("┊", " ")


@given(st.lists(ends, min_size=4, max_size=4).map(sorted), st.integers(20, 200))
def test_what_is_earlier_is_not_further_right(at: list[int], columns: int) -> None:
    first = drawn(Span(Bound(at[0], at[2])), columns)
    second = drawn(Span(Bound(at[1], at[3])), columns)
    places = [len(line) - len(line.lstrip()) for line in (first, second)]
    assert places == sorted(places)
    assert len(first.rstrip()) <= len(second.rstrip()) <= columns


@given(st.lists(ends, min_size=2, max_size=2).map(sorted), st.integers(20, 200), st.booleans())
def test_nothing_is_drawn_as_an_instant_that_is_wider_than_a_minute(
    at: list[int], columns: int, claimed: bool
) -> None:
    line = drawn(Span(Bound(at[0], at[1]), None, ("a",) if claimed else ()), columns)
    exact = at[1] - at[0] < HOUR // 60
    assert not {*line} & {*"●◇"} or exact
    if exact and at[0] >= 0 and at[1] < SPAN:
        assert line.strip() in ("◇" if claimed else "●", "░░")  # on the edge of two columns


@given(st.tuples(ends, ends).filter(lambda pair: pair[0] != pair[1]), st.integers(20, 200))
def test_an_open_end_reaches_the_edge_with_an_arrow(pair: tuple[int, int], columns: int) -> None:
    assert drawn(Span(Bound(min(max(0, pair[0]), SPAN - 1), None)), columns).endswith("▸")
    assert drawn(Span(Bound(None, min(max(0, pair[1]), SPAN - 1))), columns).startswith("◂")


@given(
    st.lists(st.integers(0, 999), min_size=4, max_size=4, unique=True).map(sorted),
    st.integers(20, 200),
    st.booleans(),
)
def test_a_silence_stands_between_its_ends_and_may_reach_beyond(
    hours: list[int], columns: int, maybe: bool
) -> None:
    low, start, stop, high = (hour * HOUR for hour in hours)
    gap = Gap(start, stop, None, None, SOME if maybe else (), (low, high))
    paint = brush(columns)
    line = paint.line()
    told = paint.silence(line, gap, "7h")
    text = painted([line], paint.look)[0].replace("┊", " ")
    assert told == ("7h" in text)
    assert len(text) <= columns
    sure = re.search("├.*┤|╂", text)
    assert sure is not None
    column = SPAN / columns
    assert sure.start() == int(start // column) or abs(sure.start() - start / column) < 1
    assert abs(len(sure.group()) - (stop - start) / column) <= 2
    assert "━" not in text or not maybe
    assert "━" not in text.replace(sure.group(), "")


@pytest.mark.parametrize("encoding", ["utf-8", "ascii"])
@pytest.mark.parametrize("width", sampled(WIDTHS))
def test_no_strip_is_wider_than_the_screen(width: int, encoding: str) -> None:
    commands = [("why", name) for name in EVENTS] + [("gaps",), ("gaps", "--min", "1h")]
    for command in commands:
        done = run(*command, "-q", "-f", STRIPS, "--width", str(width), encoding=encoding)
        assert done.code == 0
        assert [line for line in done.out.splitlines() if cell_len(line) > width] == [], command
        assert "\x1b" not in done.out


def test_without_colour_nothing_is_lost() -> None:
    for name in EVENTS:
        asked = ("why", name, "-q", "-f", STRIPS, "--width", "80")
        colours = run(*asked, "--color", "always").out
        assert re.sub("\x1b\\[[0-9;]*m", "", colours) == run(*asked, "--color", "never").out


def test_a_picture_is_drawn_where_it_says_more_than_the_time_in_words() -> None:
    for name, telling in (("far", True), ("alike", True), ("open", True)):
        text = run("why", name, "-q", "-f", STRIPS, "--width", "80").out
        assert ("all in all" in text) == telling
    assert "all in all" not in run("why", "apec", "-q", "-f", FILES["openai"], "--width", "80").out
    assert "all in all" not in run("why", "far", "-q", "-f", STRIPS).out
