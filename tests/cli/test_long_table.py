"""A long answer is written by a writer of its own: it must look as the short ones do."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from crisis.cli.canvas import canvas
from crisis.cli.longtable import long_table
from crisis.cli.rows import View
from crisis.cli.screen import Screen
from crisis.cli.table import table
from crisis.timeline import Clock, Query, Timeline, Zone, ask, load, report
from crisis.timeline.languages import ENGLISH

ROOT = Path(__file__).parents[2]
ZONES = (("America/Los_Angeles",), ("America/New_York", "Europe/Amsterdam"))


@pytest.fixture(scope="module", params=["openai", "blackout-2003", "three-mile-island"])
def timeline(request: pytest.FixtureRequest) -> Timeline:
    return load(str(ROOT / f"fixtures/{request.param}.yaml"))


@pytest.mark.parametrize("width", [40, 60, 80, 120, 200])
@pytest.mark.parametrize("by", [("day",), ("actor", "day"), ()], ids=",".join)
def test_both_writers_print_the_same(timeline: Timeline, by: tuple[str, ...], width: int) -> None:
    for names, delta in itertools.product(ZONES, (False, True)):
        zones = tuple(Zone(name) for name in names)
        found = ask(timeline, Query(delta=delta), Clock(zones[0], timeline.header.zero))
        view = View(zones, Screen(True, width, False, False, ENGLISH))
        console, drawn = canvas(view.look)
        table(report(found, by), view, console)
        assert "".join(long_table(report(found, by), view)) == drawn()
