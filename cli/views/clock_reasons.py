"""A clock that is wrong: by how much, why, and what was read on it, in lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.escape import one_line
from crisis.timeline.reports.lengths import clock_error, error_limit

from .explanation_text import conflict_lines, consequence, reason

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.base.zones import Zone
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.reports.why_clock import WhyClock

    Line = tuple[int, str, str]
    """An indent, a text, and its style."""


def clock_lines(
    explanation: WhyClock,
    timeline: Timeline,
    zone: Zone,
    look: Screen,
    named: Callable[[Event], str],
) -> list[Line]:
    """All that is known of a clock; ``named`` writes an event in a line."""
    source, clock = explanation.source, explanation.clock
    lines: list[Line] = [
        (0, f"The clock of {one_line(source.name)}", "bold"),
        (0, f"{source.id} {look.dot} {one_line(source.origin.file)}:{source.origin.line}", "dim"),
    ]
    _heading(lines, f"It was {clock_error(clock.fast)}")
    lines.append((2, f'the file says: "{one_line(clock.written)}"', ""))
    for bound, most, chain in (
        (clock.fast.earliest, False, explanation.least),
        (clock.fast.latest, True, explanation.most),
    ):
        if bound is None and clock.fast.open:
            continue
        if bound is None:
            _heading(lines, f"By how much it was {'fast' if most else 'slow'} nothing says")
            continue
        _heading(lines, f"It was {error_limit(bound, most)}, because")
        for place, step in enumerate(chain):
            text = reason(step, timeline, zone, look)
            if place + 1 < len(chain):
                text += f", {consequence(step, timeline, zone, look)}"
            lines.append((2, text, ""))
    for conflict in explanation.conflicts:
        _heading(lines, "A conflict")
        texts = conflict_lines(conflict, timeline, zone, look)
        lines += [(4 if line.startswith(" ") else 2, line.strip(), "") for line in texts]
    if explanation.read:
        _heading(lines, "What was read on it")
        lines += [(2, named(event), "") for event in explanation.read]
    return lines


def _heading(lines: list[Line], text: str) -> None:
    lines += [(2, "", ""), (0, text, "bold")]
