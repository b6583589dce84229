"""The table form, drawn by Rich for people: a heading and a table for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.console import Group as Renderables
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from crisis.cli.terminal.columns import wrapped
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.headings import lead, silence

from .cells import cells, heading, marked, year
from .title_line import title

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.query.answer import Match
    from crisis.timeline.reports.groups import Group
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead

    from .cells import Cells

ROOMY = 72
"""With so many columns left for what happened and who took part, each gets a column."""
NARROW = 60
LEAST = 28
"""Narrower than this, what happened gets lines of its own."""
NEXT = "\n  "


class Widths(NamedTuple):
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
    console.print(Text.assemble(*title(report, view)), end="\n\n")
    named = year(report, view)
    shown = ((m, here) for group, here in _leaves(report.groups, named) for m in group.matches)
    widths = measured(report, shown, view, console.width)  # once: all tables of a report line up
    for index, group in enumerate(report.groups):
        if index and not (group.silent and report.groups[index - 1].silent):
            console.print()
        _group(group, 0, named, report, view, console, widths)


def _group(
    group: Group,
    depth: int,
    named: Lead,
    report: Report,
    view: View,
    console: Console,
    widths: Widths,
) -> None:
    named = lead(group, named)
    if group.silent:
        console.print(Padding(_silent(group, report, view, depth), (0, 0, 0, 2 * depth)))
    elif group.by:
        console.print(Padding(Text(heading(group, report, view), "bold"), (0, 0, 0, 2 * depth)))
    for inner in group.groups:
        _group(inner, depth + 1, named, report, view, console, widths)
    if group.matches and not group.groups:
        rows = [cells(match, report, view, named) for match in group.matches]
        room = console.width - 2 * depth
        console.print(Padding(_rows(rows, view, room, widths), (0, 0, 0, 2 * depth)))


def _silent(group: Group, report: Report, view: View, depth: int) -> RenderableType:
    """An empty day or hour: on one line where there is room."""
    head, said = heading(group, report, view), silence(group)
    room = view.look.width
    if room is None or 2 * depth + cell_len(f"{head}  {said}") <= room:
        return Text(f"{head}  {said}", "dim")
    return Renderables(Text(head, "dim"), Padding(Text(said, "dim"), (0, 0, 0, 2)))


def _rows(rows: list[Cells], view: View, room: int, widths: Widths) -> RenderableType:
    before = (widths.mark, *widths.clocks, widths.since, widths.delta)
    left = room - sum(width + 2 for width in before if width)
    if room < NARROW or left < LEAST:
        return Renderables(*(_stacked(row, view, room) for row in rows))
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
        texts: list[Text] = [mark_text(row.mark, view.look)]
        texts.extend(
            Text(broken(clock, width, view.look), "bold" if index == 0 else "")
            for index, (clock, width) in enumerate(zip(row.clocks, widths.clocks, strict=True))
        )
        for width, length in ((widths.since, row.since), (widths.delta, row.delta)):
            if width:
                texts.append(Text(broken(length, width, view.look), "dim"))
        name = _title(row)
        if roomy:
            texts.extend([name, Text(row.who), Text(row.id)])
        else:
            texts.append(name.append("\n").append_text(_details(row, view, left)))
        grid.add_row(*texts)
    return grid


def broken(text: str, width: int, look: Screen) -> str:
    """A time too wide for a column on lines: each account, the end of what lasts, of a range."""
    if cell_len(text) <= width:
        return text
    lines = []
    for number, account in enumerate(text.split(" or ")):
        begin, arrow, end = account.partition(f" {look.arrow} ")
        lines.append(f"or {begin}" if number else begin)
        if arrow:
            lines.append(f"{look.arrow} {end}")
    return "\n".join(_range(line, width, look.dash) for line in lines)


def _range(line: str, width: int, dash: str) -> str:
    day, _, clocks = line.rpartition(" ")
    if day[-1:].isalnum() and dash in clocks and dash not in day and len(day.split()) > 1:
        indent = "  " if cell_len(clocks) + 2 <= width else ""
        if cell_len(line) > width >= max(cell_len(day), cell_len(clocks)):
            return f"{day}\n{indent}{clocks}"  # not in the middle of a clock's range
    pieces = line.split(dash)
    for place in range(1, len(pieces)):
        first, last = dash.join(pieces[:place]) + dash, dash.join(pieces[place:])
        if cell_len(line) > width >= max(cell_len(first), cell_len(last)):
            return f"{first}\n{last}"
    return line


def measured(report: Report, shown: Iterable[tuple[Match, Lead]], view: View, width: int) -> Widths:
    """Common widths, so that the tables of all groups line up; a long text wraps.

    ``shown`` are the matches to measure, each with what its heading names.
    """
    spread = width // (4 + 2 * len(view.zones))
    most = max(18 if "day" in report.by else 26, spread)
    clocks = [1] * len(view.zones)
    mark = since = delta = title = who = name = 0
    for match, here in shown:
        row = cells(match, report, view, here)
        clocks = [
            max(wide, min(most, _wide(clock, most, view)))
            for wide, clock in zip(clocks, row.clocks, strict=True)
        ]
        since = max(since, _wide(row.since, max(18, spread), view))
        delta = max(delta, cell_len(row.delta))
        mark = max(mark, cell_len(row.mark))
        title = max(title, cell_len(_title(row).plain))
        who = max(who, cell_len(row.who))
        name = max(name, cell_len(row.id))
    return Widths(max(1, mark), tuple(clocks), since, delta, title, max(1, who), name)


def _wide(text: str, most: int, view: View) -> int:
    return max(cell_len(line) for line in broken(text, most, view.look).split("\n"))


def _leaves(groups: tuple[Group, ...], named: Lead) -> list[tuple[Group, Lead]]:
    leaves: list[tuple[Group, Lead]] = []
    for group in groups:
        here = lead(group, named)
        leaves.extend(_leaves(group.groups, here) if group.groups else [(group, here)])
    return leaves


def _stacked(row: Cells, view: View, width: int) -> RenderableType:
    """A row on a narrow screen: time above, what happened below it."""
    line = mark_text(row.mark, view.look).append(" " if row.mark else "  ")
    filled = cell_len(line.plain)
    for index, cell in enumerate((*row.clocks, row.since, row.delta)):
        style = "bold" if index < len(row.clocks) else "dim"
        for place, piece in enumerate(broken(cell, width - 2, view.look).split("\n")):
            if not piece:
                continue
            blank = "  " if index or place else ""
            fits = not place and filled + len(blank) + cell_len(piece) <= width
            line.append(blank if fits or not blank else NEXT).append(piece, style)
            filled = (filled if fits else 0) + len(blank) + cell_len(piece)
    text = Text("\n").join([_title(row), _details(row, view, width - 2)])
    return Renderables(line, Padding(text, (0, 0, 0, 2)))


def mark_text(mark: str, look: Screen) -> Text:
    """The marks of a row as a text that is styled itself; what is appended to it is not."""
    return Text.assemble(
        *(
            (text, "bold magenta" if style == "magenta" else style)
            for text, style in marked(mark, look)
        )
    )


def _title(row: Cells) -> Text:
    text = Text(row.title)
    if row.status:
        text.append(f" [{row.status}]", "bold")
    return text


def _details(row: Cells, view: View, room: int) -> Text:
    """Who took part and the id, which goes on a line of its own where no room is left for it."""
    if not row.who:
        return Text(row.id, "dim")
    blank = f" {view.look.dot} "
    if cell_len(wrapped(row.who, room)[-1] + blank + row.id) > room:
        blank = "\n"
    return Text(row.who + blank + row.id, "dim")
