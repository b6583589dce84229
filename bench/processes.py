"""Runs whole processes and measures them: wall time, CPU time, peak memory.

Peak memory is what the system says of the child (``wait4``). A child begins as a fork of this
process, so less than what this one holds of its own (some 10 MB, see the row of ``true``) cannot
be seen: this process reads no large file.
"""

from __future__ import annotations

import os
import re
import signal
import statistics
import sys
import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import resource
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

LONGEST = 1800
"""Seconds after which a process is ended."""

_PEAK_UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes
_NUMBER = re.compile(rb"\((\d+)\)")  # the titles of the events end with their numbers


class Run(NamedTuple):
    """One process: seconds, seconds, bytes."""

    wall: float
    cpu: float
    peak: int


class Command(NamedTuple):
    """What to run. ``before`` runs first and is not measured."""

    words: list[str]
    env: Mapping[str, str]
    before: Callable[[], None] | None = None


class Measured(NamedTuple):
    """All runs of a command: the median of the wall times, the least CPU time, the median peak."""

    runs: int
    wall: float
    cpu: float
    peak: int


class FailedError(Exception):
    """A process that ended badly, or too late."""


def measured(runs: Sequence[Run]) -> Measured:
    """What is said of several runs."""
    return Measured(
        len(runs),
        statistics.median(run.wall for run in runs),
        min(run.cpu for run in runs),
        int(statistics.median(run.peak for run in runs)),
    )


def run(command: Command, output: Path) -> Run:
    """Run once, its standard output in a file. Raises FailedError."""
    if command.before is not None:
        command.before()
    start = time.perf_counter()
    child = os.fork()
    if child == 0:
        _become(command, output)
    status, usage = _wait(child)
    wall = time.perf_counter() - start
    code = os.waitstatus_to_exitcode(status)
    if code:
        error = output.with_suffix(".err").read_text("utf-8", "replace").strip()
        last = error.splitlines()[-1] if error else ""
        raise FailedError(f"{command.words[0]} ended with {code}: {last}")
    return spent(wall, usage)


def spent(wall: float, usage: resource.struct_rusage) -> Run:
    """What a child took, from what ``wait4`` says of it."""
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * _PEAK_UNIT)


def _become(command: Command, output: Path) -> None:
    """In the child: be the command. Never returns."""
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        kind = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(output, kind, 0o644), 1)
        os.dup2(os.open(output.with_suffix(".err"), kind, 0o644), 2)
        os.execvpe(command.words[0], command.words, command.env)
    finally:
        os._exit(127)


def _wait(child: int) -> tuple[int, resource.struct_rusage]:
    def late(*_: object) -> None:
        os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, late)
    signal.alarm(LONGEST)
    try:
        _, status, usage = os.wait4(child, 0)
    finally:
        signal.alarm(0)
    return status, usage


def answered(output: Path) -> int:
    """How many events an answer tells of, by the numbers in their titles."""
    found: set[bytes] = set()
    with output.open("rb") as file:
        for line in file:
            found.update(_NUMBER.findall(line))
    return len(found)
