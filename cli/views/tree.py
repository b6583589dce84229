"""The tree form, drawn by Rich: groups as branches, events as leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from rich.tree import Tree

from crisis.timeline.reports.headings import lead, silence

from .cells import cells, heading, year
from .table import mark_text
from .title_line import title

if TYPE_CHECKING:
    from rich.console import Console

    from crisis.cli.terminal.output import View
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead

    from .cells import Cells


def tree(report: Report, view: View, console: Console) -> None:
    """Print a report as a tree, one leaf for each event."""
    if not report.counts.shown:
        return
    root = Tree(Text.assemble(*title(report, view)), guide_style="dim")
    for group in report.groups:
        _branch(root, group, year(report, view), report, view, console)
    console.print(root, crop=False)


def _branch(
    parent: Tree, group: Group, named: Lead, report: Report, view: View, console: Console
) -> None:
    named = lead(group, named)
    branch = parent
    if group.by:
        label = Text(heading(group, report, view), "bold")
        if group.silent:
            label = Text(f"{heading(group, report, view)}  {silence(group)}", "dim")
        else:
            label.append(" ").append(f"({len(group.matches)})", "not bold dim")
        branch = parent.add(label)
    for inner in group.groups:
        _branch(branch, inner, named, report, view, console)
    if not group.groups:
        for match in group.matches:
            branch.add(_leaf(cells(match, report, view, named), view))


def _leaf(row: Cells, view: View) -> Text:
    text = mark_text(row.mark, view.look)
    if row.mark:
        text.append(" ")
    text.append("  ".join(row.clocks) + "  ", "bold")  # blanks end a run: a picture keeps them
    for length in (row.since, row.delta):
        if length:
            text.append(f"{length}  ", "dim")
    text.append(row.title)
    if row.status:
        text.append(f" [{row.status}]", "bold")
    dot = f" {view.look.dot} "
    details = dot.join(part for part in (row.who, row.id) if part)
    return text.append("  ").append(details, "dim")
