"""Counts stand on an axis of the time that the chart of the same question shows; silences on one of
their own, which leaves none of them out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from crisis.timeline import Clock, Query, Zone, ask, load, report
from crisis.timeline.reports.gaps import Gap, gaps

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
HOUR = 3_600_000_000
FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.mark.parametrize("width", sampled([80, 40, 140]))
@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_count_has_an_axis_as_wide_as_the_screen_on_days_of_the_chart(
    question: tuple[str, ...], width: int
) -> None:
    assert len(_axis("count", *question, width=width)) == width
    chart = _days("show", "--as", "chart", *question, width=width)
    assert _days("count", *question, width=width) & chart


@pytest.mark.parametrize("width", sampled([140, 40, 80, 200]))
@pytest.mark.parametrize("name", ["openai", "blackout-2003", "three-mile-island"])
def test_every_silence_is_drawn_as_long_as_it_is(name: str, width: int) -> None:
    """From end to end on one scale; a column at either end may be only a part of it."""
    file = str(FIXTURES / f"{name}.yaml")
    timeline = load(file)
    found = report(ask(timeline, Query(), Clock(Zone(timeline.header.zone))))
    (silences,) = gaps(found, HOUR)
    text = run("gaps", "-q", "--min", "1h", "--width", str(width), "-f", file).out
    drawn = [len(strip) for strip in re.findall("├[^┤]*┤|╂", text.split("\n\n", 1)[1])]
    assert len(drawn) == len(silences.gaps)
    longest = max(silences.gaps, key=_length)
    column = _length(longest) / drawn[silences.gaps.index(longest)]
    for size, gap in zip(drawn, silences.gaps, strict=True):
        assert abs(size - _length(gap) / column) <= 2


def _length(gap: Gap) -> int:
    return gap.stop - gap.start


def _rows(*more: str) -> list[str]:
    """The lines of gaps that have a strip."""
    out = run("gaps", "-q", *more).out.split("\n\n", 1)[1]
    return [line for line in out.splitlines() if {*line} & {*"├┤╂"}]


@pytest.mark.parametrize("width", [30, 60, 100, 200])
@pytest.mark.parametrize("name", ["openai", "harbour", "outage"])
def test_strips_run_from_left_to_right(name: str, width: int) -> None:
    rows = _rows("-f", FILES[name], "--width", str(width))
    firsts = [re.search("[├╂]", row) for row in rows]
    places = [
        cell_len(row[: first.start()]) for row, first in zip(rows, firsts, strict=True) if first
    ]
    assert len(places) == len(rows) > 1
    assert places == sorted(places)


def test_hours_are_counted_on_an_axis_of_elapsed_time() -> None:
    found = run("count", "--by", "hour", "actor:nadella", "--width", "80", "-f", FILES["openai"])
    assert "T+24h" in found.out


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


def _days(*command: str, width: int) -> set[str]:
    """The numbers of days that an axis names."""
    found = run(*command, "--width", str(width), "-f", FILES["openai"]).out
    return {
        *re.findall(r"(?:Thu|Fri|Sat|Sun|Mon|Tue|Wed|Kam|Jum|Sab|Min|Sen|Sel|Rab),? \d+", found)
    }


def _axis(*command: str, width: int) -> str:
    """The line with the ticks, of which a long chart has two."""
    found = run(*command, "--width", str(width), "-f", FILES["openai"]).out.splitlines()
    lines = {line for line in found if {*line} <= _TICKS | {_CUT, "─"} and {*line} & _TICKS}
    assert len(lines) == 1
    return lines.pop()
