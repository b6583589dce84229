"""``crisis count``: how many events there are, with bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import options
from .asking import Asking, Looking, asked, found_nothing, unfold

if TYPE_CHECKING:
    from crisis.timeline.reports import Group, Report

    from .rows import View

BAR = 40
"""Bars in a pipe, and the widest ones on a screen, in columns."""
LEAST = 8


@unfold
def count(
    asking: Asking,
    by: options.By = None,
    json: options.PlainJson = False,
    looking: Looking = Looking(),  # noqa: B008  (immutable)
) -> int:
    """How many events there are, by day or another key, with bars.

    \b
    crisis count
    crisis count --by actor tag:board
    crisis count --by day,hour --day fri..sat
    crisis count --json | jq .counts
    """
    from crisis.timeline.reports import report

    from .groups import keys, need_zero
    from .remarks import remarks
    from .rows import View
    from .screen import write_all

    grouped = keys(by, ("day",))
    found = asked(asking, looking)
    look = found.look
    need_zero(grouped, found.answer)
    told = report(found.answer, grouped)
    if json:
        from crisis.timeline.countform import to_json

        text = look.json(to_json(told))
    else:
        text = _text(told, View(found.zones, look))
    write_all([text], look, not looking.no_pager)
    if not looking.quiet:
        remarks(told, look, marks=False)
    return found_nothing(asking, found.code, told.counts.shown)


def _text(report: Report, view: View) -> str:
    from rich.cells import cell_len

    from .lines import columns

    look = view.look
    rows: list[tuple[str, int, Group]] = []
    _rows(report.groups, 0, report, view, rows)
    most = max((len(group.matches) for _, _, group in rows), default=0)
    wide = max((cell_len(label) for label, _, _ in rows), default=0)
    room = BAR
    if look.width is not None:
        room = max(LEAST, min(look.width - wide - len(str(most)) - 4, 2 * BAR))
    lines = []
    for label, depth, group in rows:
        number = str(len(group.matches)) if group.matches else "-"
        bar = bars(group, most, room, look.ascii) if not group.groups else ""
        lines.append((label, number, bar if depth == len(report.by) - 1 else ""))
    return columns(lines, look, ("", "bold", "cyan"), frozenset({1}))


def bars(group: Group, most: int, room: int, ascii_only: bool) -> str:
    """A bar: solid for what is certain, light for what is only possible, dots for plans."""
    from crisis.timeline.reports import tally

    signs = "#:." if ascii_only else "\N{FULL BLOCK}\N{LIGHT SHADE}\N{MIDDLE DOT}"
    per = min(2, room // most) if most <= room else 0
    found, counted, drawn = "", 0, 0
    for number, sign in zip(tally(group.matches), signs, strict=True):
        counted += number
        upto = counted * per if per else -(-counted * room // most)
        found += sign * (upto - drawn)
        drawn = upto
    return found


def _rows(
    groups: tuple[Group, ...],
    depth: int,
    report: Report,
    view: View,
    rows: list[tuple[str, int, Group]],
) -> None:
    from .rows import heading

    for group in groups:
        rows.append(("  " * depth + heading(group, report, view), depth, group))
        _rows(group.groups, depth + 1, report, view, rows)
