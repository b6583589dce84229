"""The line on top of a view: what this is, whose days these are, what time is counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import wrapped
from crisis.timeline.base.escape import one_line
from crisis.timeline.query.according import told_by
from crisis.timeline.reports import times

from .cells import year

if TYPE_CHECKING:
    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.report import Report


def title(report: Report, view: View, elapsed: bool = True) -> list[tuple[str, str]]:
    """The title in two texts, each with its style; on as many lines as the screen needs.

    Without ``elapsed`` nothing is said of the lengths of time that the view does not have.
    """
    answer, look = report.answer, view.look
    zones = [zone.label for zone in view.zones]
    if len(zones) > 1:
        zones[0] += " (days)"
    parts = [", ".join(zones)]
    if named := year(report, view):
        parts.insert(0, str(named.year))
    zero = answer.clock.zero
    if elapsed and isinstance(zero, int):
        parts.append(f"elapsed since {times.instant(zero, view.zones[0], look)}")
    elif elapsed and zero:
        parts.append(f"elapsed since {zero}")
    if teller := told_by(answer.timeline):
        parts.append(teller)
    if answer.query.delta:
        parts.append(f"{look.delta} since the event shown before")
    name = look.letters(one_line(answer.timeline.header.title))
    lines = wrapped(name, look.width) if look.width is not None else [name]
    text, filled = "", cell_len(lines[-1])
    for part in map(look.letters, parts):
        dot = f" {look.dot} " if filled else ""
        if look.width is None or filled + cell_len(dot + part) <= look.width:
            text += dot + part
            filled += cell_len(dot + part)
        else:
            pieces = wrapped(part, look.width)
            text += ("\n" if filled else "") + "\n".join(pieces)
            filled = cell_len(pieces[-1])
    return [("\n".join(lines), "bold"), (text, "dim")]
