"""Results as Markdown, which is as readable on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .files import name as amount

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .results import Result, Row

_HEAD = ("what", "events", "runs", "wall", "CPU", "memory", "wall ×", "CPU ×", "of", "budget", "")


def table(result: Result) -> str:
    """A suite: a table, and below it on what it was measured and what failed."""
    lines = [_HEAD, *(_cells(row) for row in result.rows)]
    used = [index for index in range(len(_HEAD)) if any(line[index] for line in lines[1:])]
    text = _markdown([[line[index] for index in used] for line in lines])
    versions = ", ".join(f"{peer} {number}" for peer, number in result.peers.items())
    below = f"{result.date}, `{result.command}`: {result.machine}"
    below += f". Beside it: {versions}.\n" if versions else ".\n"
    said = "".join(
        f"- {one}\n" for one in (*result.notes, *map("Failed: {}".format, result.failed))
    )
    return text + "\n" + below + ("\n" + said if said else "")


def budgets(results: Iterable[Result]) -> str:
    """Everything that has a budget, and whether it is kept."""
    lines: list[Sequence[str]] = [("what", "events", "budget", "reached", "")]
    for result in results:
        for row in result.rows:
            reached = []
            if row.factor:
                reached.append(f"{row.of_wall:.2f} × ({row.of_cpu:.2f} × of the CPU time)")
            if row.memory:
                reached.append(_bytes(row.peak))
            if row.most:
                reached.append(f"{_seconds(row.cpu)} of CPU time")
            if reached:
                where = f"{result.name.split()[0]}: {row.name}"
                said = ", ".join(reached)
                lines.append((where, amount(row.events), _budget(row), said, verdict(row)))
    return _markdown(lines)


def verdict(row: Row) -> str:
    """Whether a row keeps its budget; where wall and CPU time disagree, by which."""
    if row.most:
        return "kept" if row.cpu <= row.most else "missed"
    if row.memory and row.peak > row.memory:
        return "missed" if not row.factor or row.of_cpu > row.factor else "memory missed"
    if not row.factor:
        return "kept" if row.memory else ""
    by_wall, by_cpu = row.of_wall <= row.factor, row.of_cpu <= row.factor
    if by_wall and by_cpu:
        return "kept"
    if not by_wall and not by_cpu:
        return "missed"
    return "kept by wall time only" if by_wall else "kept by CPU time only"


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        amount(row.events),
        str(row.runs),
        _seconds(row.wall) if row.wall else "",
        _seconds(row.cpu),
        _bytes(row.peak),
        f"{row.of_wall:.2f}" if row.base else "",
        f"{row.of_cpu:.2f}" if row.base else "",
        _base(row),
        _budget(row),
        verdict(row),
    )


def _base(row: Row) -> str:
    """What a row is compared with, without what both have in common."""
    what, _, events = row.base.rpartition(" ")
    if what == row.name:
        return f"{amount(int(events))} events"
    return what


def _budget(row: Row) -> str:
    parts = []
    if row.factor:
        parts.append(f"≤ {row.factor:g} × {_base(row)}")
    if row.memory:
        parts.append(f"≤ {_bytes(row.memory)}")
    if row.most:
        parts.append(f"≤ {_seconds(row.most)} of CPU time")
    return ", ".join(parts)


def _seconds(seconds: float) -> str:
    if seconds < 0.9995:
        return f"{seconds * 1000:.0f} ms"
    return f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"


def _bytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"


def _markdown(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    head, *rest = (
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join((head, rule, *rest)) + "\n"
