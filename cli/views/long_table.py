"""The table form for answers of many screens: the look of ``table``, written as it is worked out.

Rich takes half a millisecond for a row and draws a whole table at once. Here the first screen of
100,000 events is there as soon as that of 100, and the widths of columns come from the first ones.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import styled, wrapped
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.query.answer import Match
from crisis.timeline.reports.groups import Group
from crisis.timeline.reports.headings import lead, silence
from crisis.timeline.reports.walk import steps

from .cells import cells, heading, marked, year
from .table import LEAST, NARROW, ROOMY, broken, measured
from .title_line import title

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.reports.report import Report
    from crisis.timeline.reports.times import Lead
    from crisis.timeline.reports.walk import Step

    from .cells import Cells
    from .table import Widths

    _Step = tuple[int, Group | Match, Lead]

MEASURED = 400
"""So many events are measured for the widths of columns."""

_MARK = "mark"
"""The style of marks, which have two."""

_Line = tuple[str, str]  # a text and its style


class _Column(NamedTuple):
    width: int
    lines: list[_Line]
    right: bool = False


def long_table(report: Report, view: View) -> Iterator[str]:
    """Print a report piece by piece, a group's heading or an event at a time."""
    look = view.look
    width = look.width or 100
    yield _first(report, view)
    named = year(report, view)
    following = _named(steps(report), named)
    first = _begun(following)
    measurable = ((shown, above) for _, shown, above in first if isinstance(shown, Match))
    widths = measured(report, measurable, view, width)
    silent = None
    for depth, shown, above in chain(first, following):
        if isinstance(shown, Group):
            if not depth and silent is not None and not (shown.silent and silent):
                yield "\n"
            silent = silent if depth else shown.silent
            lines = _heading(shown, report, view, width - 2 * depth)
        else:
            lines = _row(cells(shown, report, view, above), view, widths, width - 2 * depth)
        for line in lines:
            yield f"{'  ' * depth}{line}\n"


def _named(following: Iterator[Step], named: Lead) -> Iterator[_Step]:
    """Each step with what the headings above it name."""
    leads = [named]
    for depth, shown in following:
        if isinstance(shown, Group):
            del leads[depth + 1 :]
            leads.append(lead(shown, leads[-1]))
        yield depth, shown, leads[-1]


def _begun(following: Iterator[_Step]) -> list[_Step]:
    """Steps up to so many matches as are measured."""
    begun: list[_Step] = []
    matches = 0
    for step in following:
        begun.append(step)
        matches += isinstance(step[1], Match)
        if matches == MEASURED:
            break
    return begun


def _first(report: Report, view: View) -> str:
    look = view.look
    (name, bold), (rest, dim) = title(report, view)
    lines = []
    for line in f"{name}\0{rest}".split("\n"):
        head, mark, tail = line.partition("\0")
        if mark and cell_len(head + tail) <= (look.width or cell_len(line)):
            lines.append(styled(head, bold, look) + styled(tail, dim, look))
            continue
        pieces = wrapped(line.replace("\0", ""), look.width or cell_len(line))
        lines.extend(styled(piece, bold if mark else dim, look) for piece in pieces)
    return "\n".join(lines) + "\n\n"


def _heading(group: Group, report: Report, view: View, room: int) -> Iterator[str]:
    look = view.look
    if group.silent:
        head, said = heading(group, report, view), silence(group)
        lines = [f"{head}  {said}"]
        if cell_len(lines[0]) > room:
            lines = [*wrapped(head, room), *(f"  {line}" for line in wrapped(said, room - 2))]
        yield from (styled(line, "dim", look) for line in lines)
    elif group.by:
        for line in wrapped(heading(group, report, view), room):
            yield styled(line, "bold", look)


def _row(row: Cells, view: View, widths: Widths, width: int) -> Iterator[str]:
    look = view.look
    before = (widths.mark, *widths.clocks, widths.since, widths.delta)
    left = width - sum(size + 2 for size in before if size)
    if width < NARROW or left < LEAST:
        yield from _stacked(row, view, width)
        return
    columns = [_Column(widths.mark, [(row.mark, _MARK)])]
    for index, (clock, room) in enumerate(zip(row.clocks, widths.clocks, strict=True)):
        columns.append(_Column(room, _broken(clock, room, "" if index else "bold", look)))
    for text, room in ((row.since, widths.since), (row.delta, widths.delta)):
        if room:
            columns.append(_Column(room, _broken(text, room, "dim", look), True))
    name = f"{row.title} [{row.status}]" if row.status else row.title
    names = min(30, widths.id)
    if left - names - 2 >= ROOMY:
        left -= names + 2
        who = min(widths.who, max(left * 2 // 5, left - widths.title - 2))
        wide = min(widths.title, left - who - 2)
        for text, room, style in ((name, wide, ""), (row.who, who, ""), (row.id, names, "dim")):
            columns.append(_Column(room, [(line, style) for line in wrapped(text, room)]))
    else:
        lines = [(line, "") for line in wrapped(name, left)]
        lines += [(line, "dim") for line in _details(row, view, left)]
        columns.append(_Column(left, lines))
    yield from _side_by_side(columns, look)


def _broken(text: str, width: int, style: str, look: Screen) -> list[_Line]:
    return [
        (line, style)
        for piece in broken(text, width, look).split("\n")
        for line in wrapped(piece, width)
    ]


def _side_by_side(columns: list[_Column], look: Screen) -> Iterator[str]:
    for number in range(max(len(column.lines) for column in columns)):
        parts = []
        for width, lines, right in columns:
            text, style = lines[number] if number < len(lines) else ("", "")
            blank = " " * (width - cell_len(text))
            seen = _styled(text, style, look)
            parts.append(blank + seen if right else seen + blank)
        yield "  ".join(parts).rstrip()


def _stacked(row: Cells, view: View, width: int) -> Iterator[str]:
    """A row on a narrow screen: time above, what happened below it."""
    look = view.look
    lines: list[list[_Line]] = [[(row.mark or " ", _MARK if row.mark else ""), (" ", "")]]
    filled = cell_len(row.mark or " ") + 1
    for index, cell in enumerate((*row.clocks, row.since, row.delta)):
        style = "bold" if index < len(row.clocks) else "dim"
        for place, piece in enumerate(broken(cell, width - 2, look).split("\n")):
            if not piece:
                continue
            blank = "  " if index or place else ""
            fits = not place and filled + len(blank) + cell_len(piece) <= width
            if blank and not fits:
                lines.append([])
            lines[-1] += [(blank, ""), (piece, style)]
            filled = (filled if fits else 0) + len(blank) + cell_len(piece)
    for parts in lines:
        whole = "".join(text for text, _ in parts)
        if cell_len(whole) <= width:
            yield "".join(_styled(text, style, look) for text, style in parts).rstrip()
        else:
            yield from wrapped(whole, width)
    name = f"{row.title} [{row.status}]" if row.status else row.title
    yield from (f"  {line}" for line in wrapped(name, width - 2))
    yield from (f"  {styled(line, 'dim', look)}" for line in _details(row, view, width - 2))


def _styled(text: str, style: str, look: Screen) -> str:
    if style == _MARK:
        return "".join(styled(part, part_style, look) for part, part_style in marked(text, look))
    return styled(text, style, look)


def _details(row: Cells, view: View, room: int) -> list[str]:
    """Who took part and the id, which goes on a line of its own where no room is left for it."""
    if not row.who:
        return wrapped(row.id, room)
    blank = f" {view.look.dot} "
    if cell_len(wrapped(row.who, room)[-1] + blank + row.id) > room:
        return [*wrapped(row.who, room), *wrapped(row.id, room)]
    return wrapped(row.who + blank + row.id, room)
