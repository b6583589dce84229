"""The table form, drawn by Rich for people: a heading and a table for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.console import Group as Renderables
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crisis.timeline import times

from .rows import cells, heading, lead, silence

if TYPE_CHECKING:
    from rich.console import RenderableType

    from crisis.timeline.reports import Group, Report

    from .rows import Cells, View

ROOMY = 72
"""With so many columns left for what happened and who took part, each gets a column."""
NARROW = 60
LEAST = 28
"""Narrower than this, what happened gets lines of its own."""


class _Widths(NamedTuple):
    """The columns that all tables of a report share."""

    mark: int
    clocks: tuple[int, ...]
    since: int
    delta: int
    title: int
    who: int
    id: int


def table(report: Report, view: View, console: Console) -> None:
    """Print a report. Wide screens get a column for everything, narrow ones a few lines a row."""
    if not report.counts.shown:
        return
    console.print(title(report, view), end="\n\n")
    widths = _widths(report, view, console.width)  # once: all tables of a report line up
    for index, group in enumerate(report.groups):
        if index and not (group.silent and report.groups[index - 1].silent):
            console.print()
        _group(group, 0, None, report, view, console, widths)


def title(report: Report, view: View) -> Text:
    """The line on top: what this is, which zone decides the day, where elapsed time begins."""
    answer = report.answer
    parts = [view.zones[0].name]
    zero = answer.clock.zero
    if isinstance(zero, int):
        parts.append(f"elapsed since {times.instant(zero, view.zones[0], view.look)}")
    elif zero:
        parts.append(f"elapsed since {zero}")
    if answer.query.delta:
        parts.append(f"{view.look.delta} since the event shown before")
    dot = f" {view.look.dot} "
    name = answer.timeline.header.title
    text = Text(name, "bold") if name else Text("")
    return text.append((dot if name else "") + dot.join(parts), "not bold dim")


def _group(
    group: Group,
    depth: int,
    day: int | None,
    report: Report,
    view: View,
    console: Console,
    widths: _Widths,
) -> None:
    day = lead(group) if group.by == "day" else day
    if group.by:
        line = Text(heading(group, report, view), "not bold dim" if group.silent else "bold")
        if group.silent:
            line.append(f"  {silence(group)}")
        console.print(Padding(line, (0, 0, 0, 2 * depth)))
    for inner in group.groups:
        _group(inner, depth + 1, day, report, view, console, widths)
    if group.matches and not group.groups:
        rows = [cells(match, report, view, day) for match in group.matches]
        console.print(Padding(_rows(rows, view, console, widths), (0, 0, 0, 2 * depth)))


def _rows(rows: list[Cells], view: View, console: Console, widths: _Widths) -> RenderableType:
    left = console.width - sum(
        w + 2 for w in (widths.mark, *widths.clocks, widths.since, widths.delta)
    )
    if console.width < NARROW or left < LEAST:
        return Renderables(*(_stacked(row, console.width) for row in rows))
    names = min(30, widths.id)
    roomy = left - names - 2 >= ROOMY
    grid = Table(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    grid.add_column(width=widths.mark)
    for width in widths.clocks:
        grid.add_column(width=width, overflow="fold")
    for width in (widths.since, widths.delta):
        if width:
            grid.add_column(width=width, justify="right")
    if roomy:
        left -= names + 2
        who = min(widths.who, max(left * 2 // 5, left - widths.title - 2))
        grid.add_column(overflow="fold", width=min(widths.title, left - who - 2))
        grid.add_column(overflow="fold", width=who)
        grid.add_column(overflow="fold", style="dim", width=names)
    else:
        grid.add_column(overflow="fold")
    for row in rows:
        found: list[Text] = [_mark(row, view)]
        found.extend(
            Text(clock, "cyan" if index == 0 else "") for index, clock in enumerate(row.clocks)
        )
        for width, length in ((widths.since, row.since), (widths.delta, row.delta)):
            if width:
                found.append(Text(length, "dim"))
        name = _title(row)
        if roomy:
            found.extend([name, Text(row.who), Text(row.id)])
        else:
            found.append(name.append("\n").append_text(_details(row, view)))
        grid.add_row(*found)
    return grid


def _widths(report: Report, view: View, width: int) -> _Widths:
    """Common widths, so that the tables of all groups line up; a long text wraps."""
    most = max(24 if "day" not in report.by else 17, width // (4 + 2 * len(view.zones)))
    clocks = [1] * len(view.zones)
    mark = since = delta = title = who = name = 0
    for group, day in _leaves(report.groups, None):
        for match in group.matches:
            row = cells(match, report, view, day)
            clocks = [
                max(a, min(most, cell_len(b))) for a, b in zip(clocks, row.clocks, strict=True)
            ]
            since = max(since, cell_len(row.since))
            delta = max(delta, cell_len(row.delta))
            mark = max(mark, cell_len(row.mark))
            title = max(title, cell_len(_title(row).plain))
            who = max(who, cell_len(row.who))
            name = max(name, cell_len(row.id))
    return _Widths(max(1, mark), tuple(clocks), since, delta, title, max(1, who), name)


def _leaves(groups: tuple[Group, ...], day: int | None) -> list[tuple[Group, int | None]]:
    found: list[tuple[Group, int | None]] = []
    for group in groups:
        here = lead(group) if group.by == "day" else day
        found.extend(_leaves(group.groups, here) if group.groups else [(group, here)])
    return found


def _stacked(row: Cells, width: int) -> RenderableType:
    """A row on a narrow screen: time above, what happened below it."""
    line = Text("")
    line.append(f"{row.mark or ' '} ", "bold magenta")
    clocks = "  ".join(row.clocks)
    line.append(clocks, "cyan")
    lengths = "  ".join(length for length in (row.since, row.delta) if length)
    if lengths:
        fits = cell_len(line.plain) + 2 + cell_len(lengths) <= width
        line.append("  " if fits else "\n  ").append(lengths, "dim")
    details = Text("\n").join(
        text for text in (_title(row), Text(row.who, "dim"), Text(row.id, "dim")) if text
    )
    return Renderables(line, Padding(details, (0, 0, 0, 2)))


def _mark(row: Cells, view: View) -> Text:
    """The marks of a row; that its order is not known weighs less than the others."""
    text = Text(row.mark, "bold magenta")
    text.highlight_words([view.look.unordered], "not bold dim default")
    return text


def _title(row: Cells) -> Text:
    text = Text(row.title)
    if row.status:
        text.append(f" [{row.status}]", "bold")
    return text


def _details(row: Cells, view: View) -> Text:
    dot = f" {view.look.dot} "
    return Text(dot.join(part for part in (row.who, row.id) if part), "dim")
