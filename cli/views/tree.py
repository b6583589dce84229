"""The tree form, drawn by Rich: groups as branches, events as leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text
from rich.tree import Tree

from crisis.timeline.query.answer import Match
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.headings import silence

from .cells import heading, mark_style, told, untimed
from .clock_names import clock_names, with_names
from .row_layout import ROOMY, everybody
from .row_lines import people
from .row_signs import bracket, legend
from .shown_rows import rows_below
from .title_line import title

if TYPE_CHECKING:
    from rich.console import Console

    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.report import Report

    from .cells import Told
    from .shown_rows import Shown

_GUIDE = 4
"""How far a leaf stands to the right of its branch."""
_LEAST = 24


def tree(report: Report, view: View, console: Console) -> None:
    """Print a report as a tree, one leaf for each event."""
    if not report.counts.shown:
        return
    look = view.look
    wide = view.long or look.width is None or look.width >= ROOMY
    rows = list(rows_below(report, view))
    root = Tree(_head(report, rows, view, wide or view.elapsed), guide_style="dim")
    ordered = not any(row.above for row in rows)
    branches = [root]
    below = root
    for depth, what, named_above, above, joined, headed in rows:
        if isinstance(what, Group):
            del branches[depth + 1 :]
            branches.append(branches[-1].add(_branch(what, report, view)) if what.by else root)
        elif isinstance(what, Match):
            row = told(what, report, view, named_above)
            sign = "" if ordered else f"{bracket(above, joined, look)} "
            room = (look.width or 0) - _GUIDE * len(branches)
            leaf = _leaf(untimed(row) if headed else row, sign, room, view, wide)
            (below if headed else branches[-1]).add(leaf)
        else:
            below = branches[-1].add(Text(what, "dim"))
    console.print(root, crop=False)


def _head(report: Report, rows: list[Shown], view: View, elapsed: bool) -> Text:
    """The title, and the signs that occur with what they mean."""
    look = view.look
    text = Text.assemble(*title(report, view, elapsed))
    matches = [row.what for row in rows if isinstance(row.what, Match)]
    signs = legend(report, matches, True, set(), look)
    filled = 0
    for number, (sign, style, word) in enumerate(signs):
        size = cell_len(f"{sign} {word}")
        if not number or filled + 3 + size > (look.width or 100):
            text.append("\n")
            filled = 0
        blank = "   " if filled else ""
        text.append(blank).append(sign, _rich(style)).append(f" {word}", "dim")
        filled += len(blank) + size
    return text


def _branch(group: Group, report: Report, view: View) -> Text:
    text = heading(group, report, view)
    if group.silent:
        return Text(f"{text}  {silence(group)}", "dim")
    return Text(text, "bold").append(" ").append(f"({len(group.matches)})", "not bold dim")


def _leaf(row: Told, sign: str, room: int, view: View, wide: bool) -> Text:
    look = view.look
    text = Text().append(sign, "dim")
    text.append_text(Text.assemble(*((mark, _rich(mark_style(mark, look))) for mark in row.mark)))
    if row.mark:
        text.append(" ")
    words = [time for time, _ in row.times]
    if names := clock_names(view.zones):
        words = with_names(words, names, row.match.event, look)
    times = "  ".join(filter(None, words))
    text.append(f"{times}  " if times else "", "bold")  # blanks end a run: a picture keeps them
    for length in (row.since if wide or view.elapsed else "", row.delta):
        if length:
            text.append(f"{length}  ", "dim")
    text.append(row.title)
    if row.status:
        text.append(f" [{row.status}]", "bold")
    who = everybody(row)
    if not wide:
        left = room - cell_len(text.plain) - 2
        who = people(row, left, look)
    details = f" {look.dot} ".join(filter(None, (who, row.id if wide else "")))
    return text.append("  ").append(details, "dim") if details else text


def _rich(style: str) -> str:
    """A style as Rich names it: magenta is bold, as tables write it."""
    return "bold magenta" if style == "magenta" else style
