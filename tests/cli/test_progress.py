"""How far long work has come: seen on a terminal, gone before the answer, and never in a pipe."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pexpect
import pytest

from crisis.cli.terminal.progress import Line, fitting
from crisis.timeline.base.progress import INDEXING, READING, RESOLVING
from crisis.timeline.opening import FEWEST

from ..support.terminals import ENV, Seen, finished

if TYPE_CHECKING:
    from pathlib import Path

STAGES = (READING, RESOLVING, INDEXING)
AT_ONCE = """
import sys, time
from crisis.cli import entry
from crisis.cli.terminal import progress
progress.AFTER = progress.EVERY = 0
at, stop = progress.Line.at, sys.argv.pop(1)
def wait(line, stage, done, total):
    at(line, stage, done, total)
    if stage == stop:
        time.sleep(60)
progress.Line.at = wait
entry.run()
"""
"""The program, which shows at once what it does, and waits at a stage."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file that is large enough for an index."""
    lines = ["timeline: {zone: UTC}", "events:", "  2026-11-20:"]
    lines += [
        f"    - {{id: e{n}, when: 10:{n % 60:02}, title: Something happens number {n}}}"
        for n in range(FEWEST + 1)
    ]
    path = tmp_path_factory.mktemp("large") / "large.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def environment(tmp_path: Path) -> dict[str, str]:
    found = {name: value for name, value in ENV.items() if name != "CRISIS_NO_CACHE"}
    return found | {"XDG_CACHE_HOME": str(tmp_path)}


def started(tmp_path: Path, *arguments: str, stop: str = "", **more: str) -> pexpect.spawn[bytes]:
    """The program in a terminal that echoes what is typed, as those of people do."""
    return pexpect.spawn(
        sys.executable,
        ["-c", AT_ONCE, stop, *arguments],
        dimensions=(50, 80),
        env=environment(tmp_path) | more,
        timeout=30,
    )


def seen(tmp_path: Path, *arguments: str, **more: str) -> Seen:
    return finished(started(tmp_path, *arguments, **more), lines=50)


def test_every_stage_is_seen_and_nothing_of_it_stays(large: str, tmp_path: Path) -> None:
    found = seen(tmp_path, "show", "--limit", "2", "-f", large)
    for stage in STAGES:
        assert f"\r{stage} " in found.written
    assert f"{FEWEST + 1:,} of {FEWEST + 1:,} events" in found.written
    plain = seen(tmp_path, "show", "--limit", "2", "-f", large)
    assert plain.shown == found.shown
    assert "\r" not in plain.written  # out of the index nothing is long
    assert any("Something happens number 0" in line for line in found.shown)


def test_the_second_question_reads_the_file_where_it_must(large: str, tmp_path: Path) -> None:
    seen(tmp_path, "show", "-q", "--limit", "1", "-f", large)
    found = seen(tmp_path, "why", "e7", "-f", large)
    assert f"\r{READING} " in found.written
    assert not any(stage in line for line in found.shown for stage in STAGES)


@pytest.mark.parametrize("more", [("-q",), ("TERM", "dumb")])
def test_whoever_does_not_want_it_does_not_see_it(
    more: tuple[str, ...], large: str, tmp_path: Path
) -> None:
    arguments = ("show", "--limit", "2", "-f", large)
    environ = dict([more]) if len(more) == 2 else {}
    found = seen(tmp_path, *arguments, *(() if environ else more), **environ)
    assert found.code == 0
    assert not any(stage in found.written for stage in STAGES)


def test_a_pipe_gets_the_answer_alone(large: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", AT_ONCE, "", "show", "--limit", "2", "-f", large],
        env=environment(tmp_path),
        capture_output=True,
        check=True,
    )
    assert not any(stage.encode() in done.stdout + done.stderr for stage in STAGES)
    assert b"\r" not in done.stdout + done.stderr


def test_what_shows_a_pipe_on_this_terminal_is_not_written_into(large: str, tmp_path: Path) -> None:
    """A pager behind a pipe still shows the answer while its index is made."""
    program = f"{sys.executable} -c '{AT_ONCE}' '' show --limit 2 -f {large} | cat"
    process = pexpect.spawn(
        "/bin/sh", ["-c", program], env=environment(tmp_path), dimensions=(50, 80), timeout=30
    )
    found = finished(process, lines=50)
    assert f"\r{READING} " in found.written
    assert INDEXING not in found.written
    assert os.listdir(tmp_path / "crisis")


@pytest.mark.parametrize("stage", STAGES)
def test_an_interrupt_leaves_nothing(stage: str, large: str, tmp_path: Path) -> None:
    process = started(tmp_path, "show", "--limit", "1", "-f", large, stop=stage)
    process.expect(rf"\r{stage}[^\r]*\r".encode())
    before = (process.before or b"") + process.match[0]
    process.sendintr()
    found = finished(process, lines=50, before=before)
    assert found.code == 130
    assert "Traceback" not in found.written
    assert not any(word in line for line in found.shown for word in (*STAGES, "^C"))
    assert bool(found.shown) is (stage == INDEXING)  # the answer is whole, or not begun
    folder = tmp_path / "crisis"
    assert not folder.exists() or os.listdir(folder) == []


class Terminal(io.StringIO):
    """What is on the line of a terminal, and how often it was written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def write(self, text: str) -> int:
        self.lines.append(text.strip("\r").rstrip())
        return len(text)


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def line(unseen: str = "") -> tuple[Line, Terminal, Clock]:
    terminal, clock = Terminal(), Clock()
    return Line(terminal, unseen, clock), terminal, clock


def test_what_is_quick_is_not_shown() -> None:
    it, terminal, clock = line()
    for done in range(49):
        it.at(RESOLVING, done, 50)
        clock.now += 0.01
    it.over()
    assert terminal.lines == []


def test_ten_lines_a_second_are_enough() -> None:
    it, terminal, clock = line()
    for done in range(2000):
        it.at(RESOLVING, done, 2000)
        clock.now += 0.001
    it.over()
    assert 10 <= len(terminal.lines) <= 17
    assert terminal.lines[-1] == ""


def test_after_a_pause_it_takes_half_a_second_again() -> None:
    it, terminal, clock = line()
    it.at(READING, 0, 100)
    clock.now += 1
    it.at(READING, 50, 100)
    it.over()
    shown = len(terminal.lines)
    clock.now += 60  # somebody reads the answer
    it.at(INDEXING, 10, 20)
    assert len(terminal.lines) == shown
    clock.now += 0.6
    it.at(INDEXING, 15, 20)
    assert len(terminal.lines) == shown + 1


def test_the_time_left_is_told_when_it_is_known() -> None:
    it, terminal, clock = line()
    it.at(READING, 0, 100_000_000)
    for seconds, megabytes in ((1, 1), (9, 10), (10, 40), (20, 80), (1, 98), (1, 100)):
        clock.now += seconds
        it.at(READING, megabytes * 1_000_000, 100_000_000)
    assert terminal.lines == [
        "reading 1.0 of 100.0 MB",
        "reading 10.0 of 100.0 MB, about 90 s left",
        "reading 40.0 of 100.0 MB, about 30 s left",
        "reading 80.0 of 100.0 MB, about 10 s left",
        "reading 98.0 of 100.0 MB, about 1 s left",
        "reading 100.0 of 100.0 MB",
    ]


def test_a_long_time_is_told_in_minutes() -> None:
    it, terminal, clock = line()
    it.at(RESOLVING, 0, 1_000_000)
    clock.now += 60
    it.at(RESOLVING, 100_000, 1_000_000)
    assert terminal.lines == ["resolving 100,000 of 1,000,000 events, about 9 min left"]


def test_each_stage_has_a_time_of_its_own() -> None:
    it, terminal, clock = line()
    it.at(READING, 0, 10_000_000)
    clock.now += 100
    it.at(RESOLVING, 0, 1000)
    clock.now += 4
    it.at(RESOLVING, 500, 1000)
    assert terminal.lines[-1] == "resolving 500 of 1,000 events, about 4 s left"


def test_without_an_end_there_are_counts_alone() -> None:
    it, terminal, clock = line()
    it.at(READING, 0, None)
    clock.now += 9
    it.at(READING, 7_300_000, None)
    assert terminal.lines == ["reading 7.3 MB"]


def test_a_stage_may_go_unseen() -> None:
    it, terminal, clock = line(INDEXING)
    it.at(INDEXING, 0, 10)
    clock.now += 9
    it.at(INDEXING, 5, 10)
    it.over()
    assert terminal.lines == []


@pytest.mark.parametrize(
    ("columns", "text"),
    [
        (80, "resolving 500 of 1,000 events, about 4 s left"),
        (44, "resolving 500 of 1,000 events"),
        (28, "resolving 50 %"),
        (13, "50 %"),
        (3, ""),
    ],
)
def test_a_narrow_terminal_gets_what_fits(columns: int, text: str) -> None:
    assert fitting(RESOLVING, 500, 1000, "about 4 s left", columns) == text
    assert text.isascii()


def test_a_line_without_an_end_fits_as_well() -> None:
    assert fitting(READING, 7_300_000, None, "", 14) == "reading 7.3 MB"
    assert fitting(READING, 7_300_000, None, "", 13) == "7.3 MB"
    assert fitting(READING, 7_300_000, None, "", 3) == ""
