"""What `make bench` measures with, and what it says of it. Nothing here is timed."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench import browser
from bench.events import RARE, ROWS, made
from bench.files import made_file
from bench.page import marked, rewritten
from bench.results import Row
from bench.shapes import SHAPES, shape_file
from bench.suites import SUITES
from bench.tables import verdict
from crisis.timeline import load

PAGE = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MANY = 2000


@pytest.mark.parametrize("count", [12, 30, MANY])
def test_all_tools_are_asked_for_the_same_few_events(tmp_path: Path, count: int) -> None:
    timeline = load(made_file(tmp_path, "yaml", count))
    assert timeline.problems == ()
    assert len(timeline) == count
    expected = [event.id for event in made(count) if RARE in event.actors]
    assert len(expected) == ROWS
    assert sorted(event.id for event in timeline.actor(RARE)) == sorted(expected)


def test_the_instants_of_other_tools_are_true_of_the_phrases(tmp_path: Path) -> None:
    timeline = load(made_file(tmp_path, "yaml", MANY))
    events = {event.id: event for event in timeline}
    for event in made(MANY):
        bounds, minute = events[event.id].start, timedelta(minutes=1)
        when = (event.instant - EPOCH) // timedelta(microseconds=1)
        assert bounds.earliest is not None
        assert bounds.latest is not None
        # A relation says minutes and means half a minute more or less.
        slack = minute // timedelta(microseconds=1)
        assert bounds.earliest - slack <= when <= bounds.latest + slack, event


def test_every_kind_of_time_is_among_them() -> None:
    phrases = [event.phrase for event in made(MANY)]
    for part in ("~", "evening", "..", " after @", "shortly after @", "within "):
        assert any(part in phrase for phrase in phrases), part
    assert any(event.told for event in made(MANY))


def test_the_same_events_are_made_each_time() -> None:
    assert all(one == two for one, two in itertools.zip_longest(made(MANY), made(MANY)))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_shape_can_be_read(tmp_path: Path, shape: str) -> None:
    timeline = load(shape_file(tmp_path, shape, 50))
    assert (timeline.problems, len(timeline)) == ((), 50)


def test_a_page_gets_the_tables_that_there_are() -> None:
    old = "a\n<!-- bench: one -->\nx\n<!-- end -->\n<!-- bench: two -->\ny\n<!-- end -->\n"
    new = rewritten(old, {"one": "fresh\n"})
    assert "\nfresh\n" in new
    assert "\nx\n" not in new
    assert "\ny\n" in new
    assert rewritten(new, {"one": "fresh\n"}) == new


def test_the_page_has_room_for_every_suite() -> None:
    assert {*(suite.name for suite in SUITES), browser.NAME} <= set(
        marked(PAGE.read_text(encoding="utf-8"))
    )


@pytest.mark.parametrize(
    ("wall", "cpu", "peak", "said"),
    [
        (1.0, 1.0, 50, "kept"),
        (2.0, 1.0, 50, "kept by CPU time only"),
        (1.0, 2.0, 50, "kept by wall time only"),
        (2.0, 2.0, 50, "missed"),
        (1.0, 1.0, 70, "memory missed"),
        (2.0, 2.0, 70, "missed"),
    ],
)
def test_a_budget_is_kept_only_if_every_part_of_it_is(
    wall: float, cpu: float, peak: int, said: str
) -> None:
    row = Row("x", 30, 3, 1.0, 1.0, peak, "y 30", wall, cpu, factor=1.3, memory=60)
    assert verdict(row) == said


@pytest.mark.parametrize(("cpu", "said"), [(0.05, "kept"), (0.051, "missed")])
def test_a_budget_in_seconds_is_one_of_cpu_time(cpu: float, said: str) -> None:
    assert verdict(Row("x", 30, 3, 9.0, cpu, 0, most=0.05)) == said
