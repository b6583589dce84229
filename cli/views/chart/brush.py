"""Paints what is drawn of events on lines, and bars of how many there are."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from crisis.timeline.reports.signs import (
    AFTER,
    BEFORE,
    CLAIM,
    CLAIMED,
    DISPUTE,
    JOINED,
    NEVER,
    NEVER_LASTING,
    POSSIBLY,
)

from .axis_text import Line, guided, pens

if TYPE_CHECKING:
    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.pieces import Piece, Pieces
    from crisis.timeline.reports.chart.placement import Density
    from crisis.timeline.reports.signs import Sign

SURE, MAYBE = "bold", "dim"
_DIGITS = 9
_STYLES = {
    POSSIBLY.name: MAYBE, JOINED.name: MAYBE, NEVER.name: "", NEVER_LASTING.name: MAYBE,
    CLAIM.name: DISPUTE.terminal, CLAIMED.name: f"dim {DISPUTE.terminal}",
}  # fmt: skip
"""What is vague is lighter than what is known; signs tell things apart without any of it."""


class Brush:
    """Paints on an axis, behind a margin of so many columns."""

    def __init__(self, axis: Axis, look: Screen, margin: int = 0) -> None:
        self.axis = axis
        self.look = look
        self.margin = margin
        self.pens = pens(look)
        self._last = axis.columns - 1
        self._guided = guided(axis, look, margin)

    def line(self) -> Line:
        """An empty line with guides."""
        return self._guided.copy()

    def draw(self, line: Line, drawn: Pieces) -> None:
        """Paint what there is of an event, or of several that share a mark."""
        for part in drawn.parts:
            self._part(line, part)
        if drawn.before:
            self._put(line, 0, 1, BEFORE, MAYBE)
        if drawn.after:
            self._put(line, self._last, 1, AFTER, MAYBE)

    def _part(self, line: Line, part: Piece) -> None:
        first, last = min(int(part.first), self._last), min(int(part.last), self._last)
        style = _STYLES.get(part.sign.name, SURE)
        if part.number > 1:
            number = str(part.number) if part.number <= _DIGITS else self.pens.many
            line.put(self.margin + first, number, style)
        elif part.sign is JOINED:
            self._put(line, first + 1, last - first - 1, part.sign, style)
        elif part.sign is NEVER_LASTING:  # hollow at both ends: nothing certainly is between them
            self._put(line, first, last - first + 1, JOINED, style)
            self._put(line, first, 1, NEVER, "")
            self._put(line, last, 1, NEVER, "")
        else:
            self._put(line, first, last - first + 1, part.sign, style)

    def overview(self, counts: Density, height: int) -> list[Line]:
        """Bars of how many events there are in each column: certainly, and on top, possibly."""
        height = min(height, counts.top)
        lines = [self.line() for _ in range(height)]
        bars = self.pens.bars
        for column, (sure, maybe) in enumerate(zip(*counts, strict=True)):
            parts = ceil(sure * height * len(bars) / counts.top)
            whole = ceil((sure + maybe) * height / counts.top)
            for level, line in enumerate(reversed(lines)):
                filled = min(parts - level * len(bars), len(bars))
                if filled > 0:
                    line.put(self.margin + column, bars[filled - 1], SURE)
                elif level < whole:
                    self._put(line, column, 1, POSSIBLY, MAYBE)
        return lines

    def _put(self, line: Line, column: int, size: int, sign: Sign, style: str) -> None:
        line.put(self.margin + column, sign.letter(self.look.ascii) * size, style)
