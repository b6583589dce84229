"""Paints what stands on an axis: spans, bars of how many there are, and both on one line."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from crisis.timeline.reports.chart.placement import stroke

from .axis_text import Line, guided, pens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.chart_model import Row, Span
    from crisis.timeline.reports.chart.placement import Density, Silent, Stroke, Tally

SURE, MAYBE, DISPUTED = "bold", "", "magenta"
"""No hue of the sixteen is seen on every light and every dark ground: signs tell things apart."""
_DIGITS = 9


class Brush:
    """Paints on an axis, and remembers what it used (``mark light solid …``) for a legend."""

    def __init__(self, axis: Axis, look: Screen, margin: int = 0) -> None:
        self.axis = axis
        self.look = look
        self.margin = margin
        self.pens = pens(look)
        self.used: set[str] = set()
        self.top = 0
        self._last = axis.columns - 1
        self._guided = guided(axis, look, margin)

    def line(self) -> Line:
        """An empty line with guides."""
        return self._guided.copy()

    def row(self, line: Line, row: Row, spans: Sequence[Span]) -> list[tuple[int, int]]:
        """Paint spans of a row; the first and last columns that they take, in order, united."""
        never = bool(row.match.event.status)
        style = DISPUTED if row.accounts else MAYBE if never else SURE
        strokes = [(stroke(span, self.axis), span) for span in spans]
        taken: list[tuple[int, int]] = []
        for shape, span in sorted(strokes, key=lambda pair: pair[0].sharp):
            pen = "mark" if span.end is None else "solid"
            self._stroke(
                line, shape, "hollow" if never else "claimed" if span.sources else pen, style
            )
        for first, last in sorted(self._columns(shape.first, shape.last) for shape, _ in strokes):
            if taken and first <= taken[-1][1] + 1:
                taken[-1] = (taken[-1][0], max(last, taken[-1][1]))
            else:
                taken.append((first, last))
        return taken

    def _stroke(self, line: Line, shape: Stroke, sharp: str, style: str) -> None:
        first, last = self._columns(shape.first, shape.last)
        if shape.sharp:
            self._put(line, first, 1, sharp, style)
        elif not shape.away:
            light = "dashed" if sharp == "hollow" else "light"
            self._put(line, first, last - first + 1, light, MAYBE)
            if shape.sure and sharp != "hollow":
                begin, end = self._columns(*shape.sure)
                self._put(line, begin, end - begin + 1, "solid", style)
        self._arrows(line, shape, MAYBE)

    def overview(self, counts: Density, height: int) -> list[Line]:
        """Bars of how many events there are in each column: certainly, and on top, possibly."""
        self.top = counts.top
        height = min(height, self.top)
        lines = [self.line() for _ in range(height)]
        bars = self.pens.bars
        for column, (sure, maybe) in enumerate(zip(*counts, strict=True)):
            parts = ceil(sure * height * len(bars) / self.top)
            whole = ceil((sure + maybe) * height / self.top)
            for level, line in enumerate(reversed(lines)):
                filled = min(parts - level * len(bars), len(bars))
                if filled > 0:
                    line.put(self.margin + column, bars[filled - 1], SURE)
                elif level < whole:
                    self._put(line, column, 1, "light", MAYBE)
        self.used.update(["bars", *(["solid"] if any(counts.certain) else [])])
        return lines

    def strip(self, line: Line, tally: Tally, top: int) -> list[bool]:
        """Paint many rows on one line, and tell which columns are taken.

        Where several instants share a column stands their number, or, where ``top``, the most in
        any, has two digits, a bar.
        """
        layers = [
            ("dashed", tally.dashed, MAYBE),
            ("light", tally.light, MAYBE),
            ("solid", tally.solid, SURE),
            ("hollow", tally.hollow, MAYBE),
        ]
        bars = self.pens.bars if top > _DIGITS and len(self.pens.bars) > 1 else ""
        taken = [False] * self.axis.columns
        self.top = top
        for column, count in enumerate(tally.certain if bars else tally.marks):
            for pen, cover, style in layers:
                if cover[column]:
                    self._put(line, column, 1, pen, style)
                    taken[column] = True
            if not count:
                continue
            taken[column] = True
            if bars:
                self.used.add("bars")
                line.put(self.margin + column, bars[ceil(count * len(bars) / top) - 1], SURE)
            elif count == 1:
                self._put(line, column, 1, "mark", SURE)
            else:
                self.used.add("count")
                number = str(count) if count <= _DIGITS else self.pens.many
                line.put(self.margin + column, number, SURE)
        self._arrows(line, tally, MAYBE)
        return taken

    def silence(self, line: Line, silent: Silent) -> None:
        """Paint silences: solid where a column is certainly silent, light where it may be."""
        for column, sure in enumerate(silent.solid):
            if sure or silent.light[column]:
                self._put(line, column, 1, "solid" if sure else "light", MAYBE)
        self._arrows(line, silent, MAYBE)

    def _arrows(self, line: Line, of: Stroke | Tally | Silent, style: str) -> None:
        if of.before:
            self._put(line, 0, 1, "before", style)
        if of.after:
            self._put(line, self._last, 1, "after", style)

    def _columns(self, first: float, last: float) -> tuple[int, int]:
        return min(int(first), self._last), min(int(last), self._last)

    def _put(self, line: Line, column: int, size: int, pen: str, style: str) -> None:
        self.used.add(pen)
        line.put(self.margin + column, getattr(self.pens, pen) * size, style)
