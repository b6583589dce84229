"""Counts stand on the axis of the chart of the same question, column for column; silences too,
unless it leaves some of them out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from crisis.timeline import Clock, Query, Zone, ask, load, report
from crisis.timeline.reports.gaps import gaps

from ..support.commands import FILES, run
from ..support.examples import sampled

QUESTIONS = [
    (),
    ("actor:altman",),
    ("day:sat", "actor:microsoft"),
    ("--from", "sat 18:00", "--to", "mon 06:00", "actor:nadella"),
    ("--hour", "48..72", "actor:nadella"),
    ("--certain", "actor:board"),
    ("--tz", "Europe/Amsterdam", "tag:letter"),
    ("--lang", "id"),
]
_TICKS = {*"┼┴"}
_CUT = "\N{BOX DRAWINGS LIGHT DIAGONAL UPPER RIGHT TO LOWER LEFT}"
FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize("width", sampled([80, 40, 140]))
@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_chart_count_and_gaps_share_an_axis(question: tuple[str, ...], width: int) -> None:
    chart = _axis("show", "--as", "chart", *question, width=width)
    assert len(chart) == width
    assert _axis("count", *question, width=width) == chart
    silent = _axis("gaps", *question, width=width)
    assert silent == chart or _CUT not in silent


@pytest.mark.parametrize("width", sampled([140, 40, 80, 200]))
@pytest.mark.parametrize("name", ["openai", "blackout-2003", "three-mile-island"])
def test_every_silence_is_drawn_as_long_as_it_is(name: str, width: int) -> None:
    """No cut lies in one, none reaches beyond; a column at either end may be only a part of it."""
    timeline = load(str(FIXTURES / f"{name}.yaml"))
    found = report(ask(timeline, Query(), Clock(Zone(timeline.header.zone))))
    (silences,) = gaps(found)
    file = str(FIXTURES / f"{name}.yaml")
    text = run("gaps", "-q", "--width", str(width), "-f", file).out
    assert "left out" not in text
    assert "reaches beyond" not in text
    (strip,) = (line for line in text.splitlines() if {*line} <= {*"█░┊ "} and {*line} & {*"█░"})
    drawn = [len(run) for run in re.findall("[█░]+", strip)]
    longest = max(gap.stop - gap.start for gap in silences.gaps)
    assert all(size <= max(drawn) for size in drawn)
    for gap in silences.gaps:
        columns = (gap.stop - gap.start) * max(drawn) / longest
        assert columns < 3 or any(columns - 3 <= size <= columns + 3 for size in drawn)


def test_hours_are_counted_on_the_axis_of_the_chart_by_hour() -> None:
    asked = ("--by", "hour", "actor:nadella")
    assert _axis("count", *asked, width=80) == _axis("show", "--as", "chart", *asked, width=80)


def test_a_pipe_has_bars_and_silences_alone() -> None:
    for command in ("count", "gaps"):
        assert not _TICKS & {*run(command, "-f", FILES["openai"]).out}


def test_bars_by_actor_tell_nothing_of_when() -> None:
    assert "┼" not in run("count", "--by", "actor", "--width", "80", "-f", FILES["openai"]).out


def test_letters_of_an_ascii_terminal() -> None:
    for command in ("count", "gaps"):
        found = run(command, "--width", "60", "-f", FILES["openai"], encoding="ascii").out
        assert found.isascii()
        assert "+---" in found


def _axis(*command: str, width: int) -> str:
    """The line with the ticks, of which a long chart has two."""
    found = run(*command, "--width", str(width), "-f", FILES["openai"]).out.splitlines()
    lines = {line for line in found if {*line} <= _TICKS | {_CUT, "─"} and {*line} & _TICKS}
    assert len(lines) == 1
    return lines.pop()
