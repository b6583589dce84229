"""A long answer is written by a writer of its own: it must look as the short ones do."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from crisis.cli.terminal.output import Screen, View
from crisis.cli.terminal.rich_console import canvas
from crisis.cli.views.long_table import long_table
from crisis.cli.views.table import table
from crisis.cli.views.tree import tree
from crisis.timeline import Clock, Query, Timeline, Zone, ask, load, report
from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.opening import open_timeline
from crisis.timeline.query.lazy_matches import unread

from ..support.examples import sampled
from ..support.terminals import finished, started

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline import Report

ROOT = Path(__file__).parents[2]
ZONES = (("America/Los_Angeles",), ("America/New_York", "Europe/Amsterdam"))


@pytest.fixture(scope="module", params=["openai", "blackout-2003", "three-mile-island"])
def timeline(request: pytest.FixtureRequest) -> Timeline:
    return load(str(ROOT / f"fixtures/{request.param}.yaml"))


@pytest.mark.parametrize("width", [40, *sampled([60, 80, 120, 200])])
@pytest.mark.parametrize("by", [("day",), ("actor", "day"), ()], ids=",".join)
def test_both_writers_print_the_same(timeline: Timeline, by: tuple[str, ...], width: int) -> None:
    for names, delta in itertools.product(ZONES, (False, True)):
        zones = tuple(Zone(name) for name in names)
        found = ask(timeline, Query(delta=delta), Clock(zones[0], timeline.header.zero))
        view = View(zones, Screen(True, width, False, False, ENGLISH))
        console, drawn = canvas(view.look)
        table(report(found, by), view, console)
        assert "".join(long_table(report(found, by), view)) == drawn()


@pytest.mark.parametrize("width", [40, 80, 200])
def test_only_marks_have_the_style_of_marks(timeline: Timeline, width: int) -> None:
    """Both writers, and the tree; both styles of marks are the same in all of them."""
    zones = tuple(map(Zone, ZONES[1]))
    found = report(
        ask(timeline, Query(delta=True), Clock(zones[0], timeline.header.zero)), ("day",)
    )
    view = View(zones, Screen(True, width, True, False, ENGLISH))
    texts = ["".join(long_table(found, view))]
    for form in (table, tree):
        console, drawn = canvas(view.look)
        form(found, view, console)
        texts.append(drawn())
    for text in texts:
        marks = re.findall(r"\x1b\[1;35m(.*?)\x1b\[0m", text)
        assert {sign for mark in marks for sign in mark} <= set("?≠×")
        assert len(marks) == sum(
            bool(it.event.disputed or it.event.conflicted) for it in found.answer.matches
        )
        assert "\x1b[2m↕\x1b[0m" in text


LOOK = Screen(True, 80, False, False, ENGLISH)


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file of thousands of events, every fifth disputed, whose index lies beside it."""
    folder = tmp_path_factory.mktemp("filed")

    def when(number: int) -> str:
        clock = f"{number // 60:02}:{number % 60:02}"
        if number % 5:
            return clock
        return f"[{{is: '{clock}', source: ap}}, {{is: '15:{number % 60:02}', source: bbc}}]"

    lines = ["timeline: {zone: UTC}", "sources: {ap: AP, bbc: BBC}", "events:"]
    for day in range(1, 31):
        lines.append(f"  2026-11-{day:02}:")
        lines += [
            f"    - {{id: e{day}-{n}, when: {when(n)}, title: Number {n}}}" for n in range(120)
        ]
    path = folder / "large.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    opened = open_timeline([str(path)], str(folder / "crisis"))
    assert opened.keep is not None
    opened.keep()
    return str(path)


def by_day(timeline: Timeline) -> tuple[Report, Iterator[str]]:
    zones = (Zone("UTC"),)
    found = report(ask(timeline, Query(), Clock(zones[0])), ("day",))
    return found, iter(long_table(found, View(zones, LOOK)))


def test_the_first_screen_does_not_wait_for_the_last(filed: str) -> None:
    timeline = open_timeline([filed], str(Path(filed).parent / "crisis")).timeline
    found, pieces = by_day(timeline)
    first = [next(pieces) for _ in range(50)]
    assert unread(found.answer) > 3000
    whole = "".join([*first, *pieces])
    assert unread(found.answer) == 0
    assert whole == "".join(by_day(load(filed))[1])
    assert whole.count("Number 7\n") == 30


def test_who_leaves_the_pager_early_does_not_wait_for_the_rest(filed: str) -> None:
    environ = {"CRISIS_NO_CACHE": "", "XDG_CACHE_HOME": str(Path(filed).parent)}
    process = started("show", "-f", filed, lines=20, PAGER="head -n 5", **environ)
    found = finished(process, lines=20)
    assert (len(found.lines), found.code) == (5, 0)
