"""The chart form: the timeline as a picture in the terminal.

Solid is what certainly is, light where something may be. An instant that is known to the width of a
column is a mark; a wider one has nothing solid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.views.clock_names import clock_names
from crisis.timeline.reports.chart.compose import composed
from crisis.timeline.reports.chart.layout import Layout
from crisis.timeline.reports.signs import BRACKET, DISPUTE, DISPUTED, DOUBTFUL, MATCH, POSSIBLE

from .axis_text import HEAD, QUIET, axis_lines, cut, drawn
from .axis_text import Line as Cells
from .brush import Brush
from .cells import Cells as Measure
from .legend import footer, header

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.cli.terminal.output import Screen, View
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.layout import Line, Text
    from crisis.timeline.reports.report import Report

PIPED = 100
"""Columns where nothing says how many there are."""
HEIGHT = 3
TALL = 10
_STYLES = {"head": HEAD, "section": HEAD, "account": QUIET, "label": QUIET, "more": QUIET}
_PARTS = ("first", "inner", "last")
"""The parts of a bracket, in the order of the letters of its sign."""


def chart(report: Report, view: View) -> str:
    """A report as a picture: one row an event, or some lines a lane where there are too many.

    Empty where nothing matches. Where nothing can be drawn, the picture says so.
    """
    if not report.counts.shown:
        return ""
    look = view.look
    width = look.width or PIPED
    layout = composed(report, Measure(look), width)
    if not isinstance(layout, Layout):
        return drawn(
            [*header(None, report, view, width), *footer(None, layout, report, look, width)], look
        )
    body = _body(layout, Brush(layout.axis, look, layout.margin), view)
    head = header(layout.axis, report, view, width)
    return drawn([*head, *body, *footer(layout, layout.image, report, look, width)], look)


def _body(layout: Layout, brush: Brush, view: View) -> Iterator[Cells]:
    if layout.density is not None:
        yield from brush.overview(layout.density, HEIGHT if layout.lines else TALL)
    if layout.lines:
        yield from _above(layout, view)
    for line in layout.lines:
        yield _painted(line, layout, brush)
    yield from _below(layout, view)


def _above(layout: Layout, view: View) -> Iterator[Cells]:
    """The axis above the rows; where there are several clocks, with the name of its own."""
    *others, edge = axis_lines(layout.axis, view.look, layout.margin)
    names = clock_names(view.zones) if layout.axis.zone else ()
    name = view.look.letters(names[0]) if names else ""
    if name and cell_len(name) < layout.margin:
        edge.put(layout.margin - 1 - cell_len(name), name, QUIET)
    yield from (*others, edge)


def _painted(line: Line, layout: Layout, brush: Brush) -> Cells:
    """A line of the layout in cells."""
    look = brush.look
    if line.kind in ("head", "section"):
        cells = Cells(layout.width)
        if not layout.margin or line.kind == "head":
            cells.put(0, brush.pens.line * layout.width, QUIET)
    elif line.kind == "name":
        cells = Cells(layout.width)
    else:
        cells = brush.line()
    for each in line.drawn:
        brush.draw(cells, each)
    if line.bracket:
        cells.put(0, BRACKET.letter(look.ascii)[_PARTS.index(line.bracket)], QUIET)
    for text in line.texts:
        _write(cells, text, layout, look)
    return cells


def _write(cells: Cells, text: Text, layout: Layout, look: Screen) -> None:
    """Write a text, with a blank on each side where it stands among bars or on a rule."""
    size = cell_len(text.text)
    column = int(text.column) - (size if text.ends else 0)
    if text.kind == "marks":
        for letter, style in _marks(text.text, look):
            cells.put(column, letter, style)
            column += cell_len(letter)
        return
    if text.kind in ("label", "head", "section") and size:
        if column > layout.margin and column:
            cells.put(column - 1, " ")
        cells.put(column + size, " ")
    cells.put(column, text.text, _STYLES.get(text.kind, ""))


def _marks(text: str, look: Screen) -> Iterator[tuple[str, str]]:
    """Each mark with its style: one colour, one job."""
    doubtful = text.endswith(DOUBTFUL.glyph)
    for letter in text.removesuffix(DOUBTFUL.glyph):
        hue = {DISPUTED.letter(look.ascii): DISPUTE, POSSIBLE.letter(look.ascii): MATCH}
        yield letter, f"bold {hue[letter].terminal}" if letter in hue else HEAD
    if doubtful:
        yield DOUBTFUL.glyph, HEAD


def _below(layout: Layout, view: View) -> Iterator[Cells]:
    """The axis below a picture: where the one above is far, and on the clocks of other zones."""
    axis, look, margin = layout.axis, view.look, layout.margin
    names = clock_names(view.zones) if axis.zone else ()
    if layout.again:
        yield from _clock(axis, names[0] if names else "", look, margin)
    for zone, name in zip(view.zones[1:], names[1:], strict=False):
        yield from _clock(axis._replace(zone=zone), name, look, margin)


def _clock(axis: Axis, name: str, look: Screen, margin: int) -> Iterator[Cells]:
    """An axis below a picture with the name of its clock before it, or above where no room is."""
    edge, *others = axis_lines(axis, look, margin, below=True)
    named = look.letters(name)
    if name and cell_len(named) < margin:
        edge.put(margin - 1 - cell_len(named), named, QUIET)
    elif name:
        line = Cells(margin + axis.columns)
        line.put(margin, cut(named, axis.columns, look), QUIET)
        yield line
    yield edge
    yield from others
