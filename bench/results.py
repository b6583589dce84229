"""What was measured, as it is stored and as tables."""

from __future__ import annotations

import json
import os
import platform
import subprocess
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from . import peers
from .places import ROOT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .processes import Measured
    from .rounds import Task


class Row(NamedTuple):
    """A line of a table: seconds, seconds, bytes; ``of_wall`` and ``of_cpu`` are how many times
    ``base``, of which at most ``factor`` is allowed (0: no budget), and ``memory`` bytes, and
    ``most`` seconds of CPU time."""

    name: str
    events: int
    runs: int
    wall: float
    cpu: float
    peak: int
    base: str = ""
    of_wall: float = 0.0
    of_cpu: float = 0.0
    factor: float = 0.0
    memory: int = 0
    most: float = 0.0


class Result(NamedTuple):
    """A suite's rows, with when and on what they were measured.

    ``name`` is the suite's, and behind it the sizes if they are not its usual ones.
    """

    name: str
    title: str
    date: str
    machine: str
    command: str
    peers: dict[str, str]
    rows: list[Row]
    failed: list[str]
    notes: list[str]


def rows(tasks: Sequence[Task], found: Mapping[str, Measured]) -> list[Row]:
    """The lines of the tasks that were measured."""
    lines = []
    for task in tasks:
        one = found.get(task.key)
        if one is None:
            continue
        row = Row(task.name, task.events, one.runs, one.wall, one.cpu, one.peak)
        base = found.get(task.base)
        if base is not None and task.base != task.key:
            row = row._replace(
                base=task.base, of_wall=one.wall / base.wall, of_cpu=one.cpu / base.cpu
            )
            row = row._replace(factor=task.factor)
        lines.append(row._replace(memory=task.memory))
    return lines


def result(
    name: str, title: str, command: str, lines: list[Row], failed: list[str], notes: list[str]
) -> Result:
    """With today, this machine (nothing that names it) and the versions of the peers."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    load = os.getloadavg()[0]
    machine = (
        f"{_commit()}{cores} cores, {platform.system()} {platform.machine()}, "
        f"{platform.python_implementation()} {platform.python_version()}, "
        f"load {load:.1f} at the end"
    )
    measured = {row.name for row in lines}
    used = {peer.name: peers.version(peer) for peer in peers.found()[0] if peer.name in measured}
    today = datetime.now(UTC).date().isoformat()
    return Result(name, title, today, machine, command, used, lines, failed, notes)


def _commit() -> str:
    """Which state of the sources was measured, where git knows."""
    command = ["git", "rev-parse", "--short", "HEAD"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return f"commit {done.stdout.strip()}, "


def store(folder: Path, new: Result) -> None:
    """Keep a result in place of the one before."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {**new._asdict(), "rows": [row._asdict() for row in new.rows]}
    text = json.dumps(data, indent=1) + "\n"
    _path(folder, new.name).write_text(text, encoding="utf-8")


def stored(folder: Path, name: str) -> Result | None:
    """The last result of a name."""
    path = _path(folder, name)
    if not path.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    data["rows"] = [Row(**row) for row in data["rows"]]
    return Result(**data)


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name.replace(' ', '-')}.json"
