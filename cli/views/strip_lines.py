"""Paints spans and silences on an axis, each on a line, and remembers which signs it used."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import styled
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.chart.placement import stroke

from .chart.axis_text import Line, guided, pens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.chart_model import Span
    from crisis.timeline.reports.gaps import Gap


class Ends(NamedTuple):
    """The signs of a silence: what it is filled with, its two ends, and one that is too short."""

    sure: str
    maybe: str
    first: str
    last: str
    short: str


_UNICODE = Ends("━", "┄", "├", "┤", "╂")
_ASCII = Ends("=", ".", "|", "|", "!")


class StripBrush:
    """Paints strips behind a margin; ``used`` names the signs for a legend."""

    def __init__(self, axis: Axis, look: Screen, margin: int = 0) -> None:
        self.axis = axis
        self.look = look
        self.margin = margin
        self.pens = pens(look)
        self.ends = _ASCII if look.ascii else _UNICODE
        self.used: set[str] = set()
        self._guided = guided(axis, look, margin)

    def line(self) -> Line:
        """An empty line with guides."""
        return self._guided.copy()

    def spans(self, line: Line, spans: Sequence[Span], style: str, never: bool = False) -> None:
        """Paint spans: where something may be, where it certainly is, a mark for an instant.

        Of several of which one holds, a thin line leads from one to the next.
        """
        shapes = [(stroke(span, self.axis), span) for span in spans]
        shapes.sort(key=lambda pair: (pair[0].first, pair[0].last))
        drawn = [(shape, span) for shape, span in shapes if not shape.away]
        taken = [self._columns(shape.first, shape.last) for shape, _ in drawn]
        for (_, last), (first, _) in pairwise(taken):
            if all(span.choice for span in spans) and first > last + 1:
                self._put(line, last + 1, first - last - 1, "dashed", "dim")
        for (shape, span), (first, last) in sorted(
            zip(drawn, taken, strict=True), key=lambda pair: pair[0][0].sharp
        ):
            if shape.sharp:
                pen = "claimed" if span.sources else "mark" if span.end is None else "solid"
                self._put(line, first, 1, "hollow" if never else pen, style)
                continue
            self._put(line, first, last - first + 1, "light", style)
            if shape.sure and not never:
                begin, end = self._columns(*shape.sure)
                self._put(line, begin, end - begin + 1, "solid", style)
        if any(shape.before for shape, _ in shapes):
            self._put(line, 0, 1, "before", style)
        if any(shape.after for shape, _ in shapes):
            self._put(line, self.axis.columns - 1, 1, "after", style)

    def silence(self, line: Line, gap: Gap, label: str) -> bool:
        """Paint a gap with its length in it, or beside it; whether there was room for that.

        What is certainly silent stands between two ends. Beyond these it is where it may be.
        """
        low, high = gap.widest
        first, last = self.axis.column(gap.start), self.axis.column(gap.stop - 1)
        begin, end = self.axis.column(low), self.axis.column(high - 1)
        style = "" if gap.maybe else "bold"
        self._silent(line, begin, first - begin, "maybe", "")
        self._silent(line, last + 1, end - last, "maybe", "")
        inner = last - first - 1
        if inner < 0:
            self._silent(line, first, 1, "short", style)
        else:
            self._silent(line, first, 1, "first", style)
            self._silent(line, first + 1, inner, "maybe" if gap.maybe else "sure", style)
            self._silent(line, last, 1, "last", style)
        size = cell_len(label)
        if inner >= size + 4:
            at = first + 1 + (inner - size - 2) // 2
        elif end + 1 + size <= self.axis.columns - 1:
            at = end + 1
        elif begin - size - 1 >= 1:
            at = begin - size - 2
        else:
            return False
        line.put(self.margin + at, f" {label} ", style)
        return True

    def _silent(self, line: Line, column: int, size: int, sign: str, style: str) -> None:
        if size > 0:
            self.used.add(sign)
            line.put(self.margin + column, getattr(self.ends, sign) * size, style)

    def _put(self, line: Line, column: int, size: int, pen: str, style: str) -> None:
        self.used.add(pen)
        line.put(self.margin + column, getattr(self.pens, pen) * size, style)

    def _columns(self, first: float, last: float) -> tuple[int, int]:
        most = self.axis.columns - 1
        return min(int(first), most), min(int(last), most)


def painted(lines: Iterable[Line], look: Screen) -> list[str]:
    """Lines as texts, in colours where the screen has any."""
    return ["".join(styled(text, style, look) for text, style in each.segments()) for each in lines]
