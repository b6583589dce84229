"""What a question costs grows with what is asked and what is answered, whatever a file is like.

Work is counted in calls, of Python and of C: twice the file is at most two and a half times the
work. The shapes are those that once grew faster, or might.
"""

from __future__ import annotations

import re
import shlex
import sys
from typing import TYPE_CHECKING

import pytest

from tests.support.commands import Outcome, run

from ..support.examples import sampled

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

HEAD = "timeline: {zone: UTC}\n"
FEW = 20_000
"""Calls that may come on top: what is imported, looked up and set up."""


def each(count: int, make: Callable[[int], str], between: str = "") -> str:
    return between.join(map(make, range(count)))


def event(number: int, when: str = "2026-11-20", more: str = "") -> str:
    return f"  - {{id: e{number}, when: {when}, title: T{more}}}\n"


def crowd(count: int) -> str:
    """All actors and tags in one event."""
    actors = each(count, lambda n: f"p{n}", ", ")
    tags = each(count, lambda n: f"t{n}", ", ")
    listed = each(count, lambda n: f"  p{n}: P\n")
    words = f", actors: [{actors}], tags: [{tags}]"
    return f"{HEAD}actors:\n{listed}events:\n{event(0, more=words)}"


def sources(count: int) -> str:
    """All sources at one event."""
    named = each(count, lambda n: f"s{n}", ", ")
    listed = each(count, lambda n: f"  s{n}: S\n")
    return f"{HEAD}sources:\n{listed}events:\n{event(0, more=f', sources: [{named}]')}"


def below_each_other(count: int) -> str:
    """Each actor is a member of the one before; the last takes part in everything."""
    actors = each(count - 1, lambda n: f"  p{n + 1}: {{name: P, member_of: [p{n}]}}\n")
    events = each(20, lambda n: event(n, more=f", actors: [p{count - 1}]"))
    return f"{HEAD}actors:\n  p0: P\n{actors}events:\n{events}"


def nobody(count: int) -> str:
    """Actors that no event names."""
    actors = each(count, lambda n: f"  p{n}: {{name: P, aliases: [q{n}]}}\n")
    return f"{HEAD}actors:\n{actors}events:\n{event(0)}"


def days(count: int) -> str:
    """Vague events, each on another day, so that each reaches into others."""

    def made(number: int) -> str:
        month, day = divmod(number % 336, 28)
        return event(number, f"~{2000 + number // 336}-{month + 1:02}-{day + 1:02}")

    return f"{HEAD}events:\n{each(count, made)}"


def clocks(count: int) -> str:
    """Everything is read on one clock, and each third event on another too."""

    def made(number: int) -> str:
        hour, minute = divmod(number * 2 % 1380, 60)
        claims = f"{{is: '2026-11-20 {hour + 1:02}:{minute:02}', source: camera}}"
        if number % 3 == 0:
            claims += f", {{is: '2026-11-20 {hour:02}:{minute:02}', source: log}}"
        return event(number, f"[{claims}]")

    named = "sources: {camera: {clock: unknown}, log: A log}"
    return f"{HEAD}{named}\nevents:\n{each(count, made)}"


def measured(count: int) -> str:
    """Each event is so long after the one before it, and that has a name."""

    def made(number: int) -> str:
        return event(number, f"1m..2m after @e{number - 1}" if number else "2026-11-20 10:00")

    named = each(count - 1, lambda number: f"    m{number}: [e{number}, e{number + 1}]\n")
    head = "timeline:\n  zone: UTC\n  measures:\n"
    return f"{head}{named}events:\n{each(count, made)}"


SHAPES: dict[str, Callable[[int], str]] = {
    "a crowd": crowd,
    "one below the other": below_each_other,
    "actors without events": nobody,
    "days": days,
    "clocks": clocks,
    "measures": measured,
}
COMMANDS = (
    "show", "show --by actor", "show --by tag --as tree", "show --by actor --as svg",
    "show --by actor --as markdown", "show --by day,hour --zero e0", "show --as html",
    "show --json", "show --as csv", "show actor:p0", "count --by actor", "count --by tag",
    "gaps --by actor", "list actors", "list tags", "list days", "why e0", "check",
    "show --template postmortem",
)  # fmt: skip


def worked(command: str, path: Path) -> tuple[int, Outcome]:
    """How many calls a command makes, and what comes out."""
    calls = 0

    def counted(_frame: FrameType, _event: str, _argument: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        done = run(*shlex.split(command), "-q", "--no-cache", "-f", str(path))
    finally:
        sys.setprofile(before)
    return calls, done


ASKED = [
    (shape, command)
    for shape in SHAPES
    for command in COMMANDS
    if shape not in ("clocks", "measures")
]
"""The network has the work of clocks, and that is the same for most commands."""


@pytest.mark.parametrize(
    ("shape", "command"),
    [
        *sampled(ASKED),
        ("clocks", "show"),
        ("clocks", "count --by tag"),
        ("measures", "measures"),
        ("measures", "show --template brief"),
    ],
)
def test_twice_the_file_is_twice_the_work(tmp_path: Path, shape: str, command: str) -> None:
    found = []
    for count in (300, 600):
        path = tmp_path / f"{count}.yaml"
        path.write_text(SHAPES[shape](count), encoding="utf-8")
        found.append(worked(command, path))
    (once, first), (twice, second) = found
    assert first.code == second.code
    assert twice < 2.5 * once + FEW
    assert len(second.out) < 2.6 * len(first.out) + FEW


def test_what_groups_would_repeat_beyond_measure_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "crowd.yaml"
    path.write_text(crowd(2000), encoding="utf-8")
    for command in ("show", "count", "gaps"):
        done = run(command, "--by", "actor,tag", "-q", "-f", str(path))
        assert done.code == 2
        assert "the same events stand there over and over" in done.err
        assert "--as csv" in done.err
    assert run("count", "--by", "actor", "-q", "-f", str(path)).code == 0


def test_footnotes_are_not_repeated_beyond_measure(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    path.write_text(sources(2000), encoding="utf-8")
    assert run("show", "--by", "source", "--as", "markdown", "-q", "-f", str(path)).code == 2
    assert run("show", "--as", "markdown", "-q", "-f", str(path)).code == 0


def test_a_row_names_a_hundred_and_counts_the_others(tmp_path: Path) -> None:
    path = tmp_path / "crowd.yaml"
    path.write_text(crowd(250).replace("p7: P\n", "p7: Seven\n"), encoding="utf-8")
    for form in ("", "--as tree", "--as markdown", "--as svg", "--width 100 --long"):
        done = run("show", *form.split(), "-q", "-f", str(path))
        assert "and 150 more" in " ".join(done.out.split()), form
        assert "Seven" in done.out
    assert re.search(r"P \+\d{3}\b", run("show", "--width", "100", "-q", "-f", str(path)).out)
    every = run("show", "--json", "-q", "-f", str(path)).json["events"][0]["actors"]
    assert len(every) == 250
    assert "p249" in run("show", "--as", "csv", "-q", "-f", str(path)).out


def test_organisations_one_above_the_other_have_an_end(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_text(below_each_other(1001), encoding="utf-8")
    assert run("check", "-f", str(path)).code == 0
    found = run("show", "actor:p0", "-q", "-f", str(path))
    assert len(found.out.splitlines()) == 20
    path.write_text(below_each_other(1003), encoding="utf-8")
    done = run("check", "-f", str(path))
    assert done.out.count("more than 1000 organisations one above the other") == 1
