"""The chart form: the timeline as a picture in the terminal.

Solid is what certainly is, light where something may be. An instant that is known to the width of a
column is a mark; a wider one has nothing solid.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.timeline.reports.chart.chart_model import axis_of, detail, picture
from crisis.timeline.reports.chart.placement import density, stroke, tally

from .axis_text import HEAD, QUIET, Line, axis_lines, cut, drawn
from .brush import DISPUTED, Brush
from .legend import footer, header

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.reports.chart.chart_model import Lane, Picture, Row, Span
    from crisis.timeline.reports.report import Report

PIPED = 100
"""Columns where nothing says how many there are."""
FEW_ROWS = 20
"""Up to so many rows need no overview above them, and no second axis below."""
HEIGHT = 5
TALL = 10
READABLE = 12
"""A label is not cut to less than this if there is another place for it."""

Part = tuple[str, str]
"""A text and its style."""


def chart(report: Report, view: View) -> str:
    """A report as a picture: one row an event, or one line a lane where there are too many.

    Empty where nothing matches. Where nothing can be drawn, the picture says so.
    """
    if not report.counts.shown:
        return ""
    look = view.look
    width = look.width or PIPED
    image = picture(report, look)
    form = detail(image)
    margin = _margin(image, look, width) if form == "lanes" else 0
    axis = axis_of(image, report, width - margin, look.language)
    head = header(axis, report, view, width)
    if axis is None:
        return drawn([*head, *footer(image, None, report, look, width)], look)
    brush = Brush(axis, look, margin)
    if form == "counts":
        body = [*brush.overview(density(image.rows, axis), TALL), *_below(brush, True, view)]
    else:
        body = list((_rows if form == "rows" else _strips)(image, brush, view))
    return drawn([*head, *body, *footer(image, brush, report, look, width)], look)


def _rows(image: Picture, brush: Brush, view: View) -> Iterator[Line]:
    """One row an event, its name beside what is drawn; the accounts of a disputed one below it."""
    axis = brush.axis
    count = sum(len(lane.rows) for lane in image.lanes if lane.leaf)
    if count > FEW_ROWS and len(image.lanes) == 1:
        yield from brush.overview(density(image.rows, axis), HEIGHT)
    yield from axis_lines(axis, view.look)
    for lane in image.lanes:
        if lane.heading:
            line = Line(axis.columns)
            line.put(0, brush.pens.line * axis.columns, QUIET)
            _write(line, 0, [(_name(lane, view.look), HEAD)], axis.columns, brush)
            yield line
        for row in lane.rows if lane.leaf else ():
            yield from _row(row, brush)
    yield from _below(brush, count > FEW_ROWS, view)


def _row(row: Row, brush: Brush) -> Iterator[Line]:
    look, event = brush.look, row.match.event
    marks = "?" if row.possible else ""
    marks += look.disputed if event.disputed else ""
    marks += look.alternative if event.alternative else ""
    marks += look.conflicted if event.conflicted else ""
    brush.used.update([*marks, row.doubtful])
    marks = f"{marks} {row.doubtful}".strip()
    parts = [(f"{marks} ", f"bold {DISPUTED}")] if marks else []
    parts += [(look.letters(row.label), "")]
    yield from _labelled(row, row.spans, parts, brush)
    for span in row.accounts:
        names = look.letters(", ".join(span.sources))
        yield from _labelled(row, [span], [(f"{brush.pens.part} {names}", QUIET)], brush)


def _labelled(row: Row, spans: Sequence[Span], parts: list[Part], brush: Brush) -> Iterator[Line]:
    """Spans with a text beside or in them; on a line above them where there is no room."""
    line = brush.line()
    taken = brush.row(line, row, spans)
    size = sum(cell_len(text) for text, _ in parts)
    slots = _slots(line, taken, brush.axis.columns)
    start, room, ends = next((slot for slot in slots if slot[1] >= size), max(slots, key=_room))
    if room < min(size, READABLE):
        above = brush.line()
        _write(above, 0, parts, brush.axis.columns, brush)
        yield above
    else:
        _write(line, start + (max(0, room - size) if ends else 0), parts, room, brush)
    yield line


def _slots(line: Line, taken: list[tuple[int, int]], columns: int) -> list[tuple[int, int, bool]]:
    """Where a label may stand, best first: its column, its room, and whether it ends there.

    On the right of all, on the left, between two spans, within the longest run of one sign.
    """
    first, last = taken[0][0], taken[-1][1]
    slots = [(last + 2, columns - last - 2, False), (0, first - 1, True)]
    slots += [(before[1] + 2, after[0] - before[1] - 3, False) for before, after in pairwise(taken)]
    begin, end = line.run(first, last)
    return [*slots, (begin + 3, end - begin - 5, False)]


def _room(slot: tuple[int, int, bool]) -> int:
    return slot[1]


def _write(line: Line, column: int, parts: list[Part], room: int, brush: Brush) -> None:
    """Write texts one after another, a blank on each side, cut to so many cells in all."""
    if column:
        line.put(column - 1, " ")
    for text, style in parts:
        shown = cut(text, room, brush.look)
        line.put(column, shown, style)
        column += cell_len(shown)
        room -= cell_len(shown)
    line.put(column, " ")


def _strips(image: Picture, brush: Brush, view: View) -> Iterator[Line]:
    """One line a lane, its heading in the margin."""
    yield from axis_lines(brush.axis, view.look, brush.margin)
    tallies = [tally(lane.rows, brush.axis) for lane in image.lanes]
    top = max(max(counts.certain) for counts in tallies)
    for lane, counts in zip(image.lanes, tallies, strict=True):
        line = brush.line()
        name = cut(_name(lane, view.look), brush.margin - 1, view.look)
        line.put(0, name, "" if lane.leaf else HEAD)
        taken = brush.strip(line, counts, top)
        if lane.leaf and len(lane.rows) <= brush.axis.columns:
            _name_some(line, lane, taken, brush)
        yield line
    yield from _below(brush, len(image.lanes) > FEW_ROWS, view)


def _name_some(line: Line, lane: Lane, taken: list[bool], brush: Brush) -> None:
    """Names of events on the line of a lane, where one alone ends and there is room behind it."""
    ends: dict[int, set[str]] = {}
    for row in lane.rows:
        for span in row.spans:
            end = min(int(stroke(span, brush.axis).last), brush.axis.columns - 1)
            ends.setdefault(end, set()).add(row.label)
    for end, titles in ends.items():
        free = next((at for at in range(end + 1, len(taken)) if taken[at]), len(taken) + 1)
        title = brush.look.letters(min(titles))
        if len(titles) == 1 and free - end - 3 >= min(cell_len(title), READABLE):
            start = brush.margin + end + 2
            _write(line, start, [(title, QUIET)], free - end - 3, brush)


def _below(brush: Brush, again: bool, view: View) -> Iterator[Line]:
    """The axis below a picture: where the one above is far, and on the clocks of other zones."""
    axis, look, margin = brush.axis, view.look, brush.margin
    if again:
        yield from axis_lines(axis, look, margin, below=True)
    for zone in view.zones[1:] if axis.zone else ():
        yield from axis_lines(axis._replace(zone=zone), look, margin, below=True)
        line = Line(margin + axis.columns)
        line.put(margin, cut(zone.label, axis.columns, look), QUIET)
        yield line


def _margin(image: Picture, look: Screen, width: int) -> int:
    """Columns for the names of lanes."""
    return min(max(cell_len(_name(lane, look)) for lane in image.lanes) + 1, width // 3)


def _name(lane: Lane, look: Screen) -> str:
    return "  " * lane.depth + look.letters(lane.heading)
