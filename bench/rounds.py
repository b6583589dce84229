"""Commands that are compared run in turn, so that other work on the machine meets all of them."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, NamedTuple

from . import processes, terminal
from .processes import FailedError, measured

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from .processes import Command, Measured, Run

FEWEST = 3
SLOW = 20.0
"""Seconds; what takes as long as that runs once."""


class Task(NamedTuple):
    """A command with what is asked of it.

    ``base`` names the task of the same group that it is compared with, ``factor`` is at most how
    many times as long it may take, ``memory`` at most how many bytes. ``rows`` is how many events
    the answer has to have, None if it is not looked at. ``cold`` runs without a run beforehand.
    ``screen`` is measured up to the first full screen of a terminal.
    """

    name: str
    events: int
    command: Command
    base: str = ""
    factor: float = 0.0
    memory: int = 0
    rows: int | None = None
    cold: bool = False
    screen: bool = False

    @property
    def key(self) -> str:
        """What ``base`` of another task says."""
        return f"{self.name} {self.events}"


class Limits(NamedTuple):
    """At most so many rounds, and none begins after so many seconds (but for the first three)."""

    rounds: int
    seconds: float


def in_turn(
    tasks: Sequence[Task], limits: Limits, output: Path
) -> tuple[dict[str, Measured], list[str]]:
    """Measure the tasks of a group; also what failed, in words."""
    failed: list[str] = []
    found: dict[str, list[Run]] = {}
    left = []
    for task in tasks:
        try:
            if not task.cold and (first := _once(task, output)).wall >= SLOW:
                found[task.key] = [first]
            else:
                left.append(task)
        except FailedError as error:
            failed.append(f"{task.key}: {error}")
    start = time.perf_counter()
    done = 0
    while left and _go_on(done, time.perf_counter() - start, limits):
        for task in list(left):
            _say(f"{task.name}, {task.events} events, round {done + 1}")
            try:
                run = _once(task, output)
                found.setdefault(task.key, []).append(run)
                if run.wall >= SLOW:
                    left.remove(task)
            except FailedError as error:
                failed.append(f"{task.key}: {error}")
                found.pop(task.key, None)
                left.remove(task)
        done += 1
    _say("")
    return {key: measured(runs) for key, runs in found.items()}, failed


def _go_on(done: int, passed: float, limits: Limits) -> bool:
    return done < limits.rounds and (done < FEWEST or passed < limits.seconds)


def _once(task: Task, output: Path) -> Run:
    if task.screen:
        return terminal.first_screen(task.command)
    run = processes.run(task.command, output)
    if task.rows is not None and (rows := processes.answered(output)) != task.rows:
        raise FailedError(f"{rows} events in the answer, and not {task.rows}")
    return run


def _say(text: str) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()
