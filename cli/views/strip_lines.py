"""Paints spans and silences on an axis, each on a line, and remembers which signs it used."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import styled
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.chart.placement import stroke
from crisis.timeline.reports.claim_strips import is_instant
from crisis.timeline.reports.signs import (
    AFTER,
    BEFORE,
    CERTAINLY,
    CLAIM,
    CLAIMED,
    INSTANT,
    JOINED,
    MAYBE_SILENT,
    NEVER,
    NEVER_LASTING,
    POSSIBLY,
    SILENT,
    meanings,
)

from .chart.axis_text import Line, guided

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.chart_model import Span
    from crisis.timeline.reports.gaps import Gap
    from crisis.timeline.reports.signs import Sign


class Ends(NamedTuple):
    """What stands at both ends of a silence, and in place of one that is too short for two."""

    first: str
    last: str
    short: str


_UNICODE, _ASCII = Ends("├", "┤", "╂"), Ends("|", "|", "I")


class StripBrush:
    """Paints strips behind a margin; ``used`` has the names of the signs for a legend."""

    def __init__(self, axis: Axis, look: Screen, margin: int = 0) -> None:
        self.axis = axis
        self.look = look
        self.margin = margin
        self.ends = _ASCII if look.ascii else _UNICODE
        self.used: set[str] = set()
        self.short = False
        self._guided = guided(axis, look, margin)

    def line(self) -> Line:
        """An empty line with guides."""
        return self._guided.copy()

    def spans(self, line: Line, spans: Sequence[Span], style: str, never: bool = False) -> None:
        """Paint spans: where something may be, where it certainly is, a mark for an instant.

        Of several of which one holds, a thin line leads from one to the next. What ``never``
        certainly was is hollow.
        """
        shapes = [(stroke(span, self.axis), span) for span in spans]
        shapes.sort(key=lambda pair: (pair[0].first, pair[0].last))
        drawn = [(shape, span) for shape, span in shapes if not shape.away]
        taken = [self._columns(shape.first, shape.last) for shape, _ in drawn]
        if all(span.choice for span in spans):
            for (_, last), (first, _) in pairwise(taken):
                self._put(line, last + 1, first - last - 1, JOINED, "dim")
        for (shape, span), (first, last) in sorted(
            zip(drawn, taken, strict=True), key=lambda pair: pair[0][0].sharp
        ):
            if shape.sharp and span.end is not None and not never:
                self._put(line, first, 1, CERTAINLY, style)
            elif shape.sharp and (span.end is not None or is_instant(span)):
                mark = CLAIM if span.sources else INSTANT
                self._put(line, first, 1, NEVER if never else mark, style)
            else:
                light = CLAIMED if span.sources else POSSIBLY
                self._put(line, first, last - first + 1, NEVER_LASTING if never else light, style)
                if shape.sure and not never:
                    begin, end = self._columns(*shape.sure)
                    self._put(line, begin, end - begin + 1, CERTAINLY, style)
        if any(shape.before for shape, _ in shapes):
            self._put(line, 0, 1, BEFORE, style)
        if any(shape.after for shape, _ in shapes):
            self._put(line, self.axis.columns - 1, 1, AFTER, style)

    def silence(self, line: Line, gap: Gap, label: str) -> bool:
        """Paint a gap with its length in it, or beside it; whether there was room for that.

        What is certainly silent stands between two ends. Beyond these it is where it may be.
        """
        low, high = gap.widest
        first, last = self.axis.column(gap.start), self.axis.column(gap.stop - 1)
        begin, end = self.axis.column(low), self.axis.column(high - 1)
        style = "" if gap.maybe else "bold"
        self._put(line, begin, first - begin, MAYBE_SILENT, "")
        self._put(line, last + 1, end - last, MAYBE_SILENT, "")
        inner = last - first - 1
        if inner < 0:
            self.short = True
            line.put(self.margin + first, self.ends.short, style)
        else:
            line.put(self.margin + first, self.ends.first, style)
            self._put(line, first + 1, inner, MAYBE_SILENT if gap.maybe else SILENT, style)
            line.put(self.margin + last, self.ends.last, style)
        size = cell_len(label) + 2
        if inner >= size + 2:
            at = first + 1 + (inner - size) // 2
        elif end + size <= self.axis.columns:
            at = end + 1
        elif begin - size >= 0:
            at = begin - size
        elif last + size < end:  # on the stretch that only may be silent
            at = last + 1
        elif first - size > begin:
            at = first - size
        else:
            return False
        line.put(self.margin + at, f" {label} ", style)
        return True

    def legend(self, statuses: Iterable[str] = ()) -> Iterator[str]:
        """The signs that were drawn, each with its meaning."""
        for shapes in meanings(self.used, statuses):
            letters = dict.fromkeys(sign.letter(self.look.ascii) for sign in shapes)
            yield f"{' '.join(letters)} {shapes[0].word}"

    def _put(self, line: Line, column: int, size: int, sign: Sign, style: str) -> None:
        if size > 0:
            self.used.add(sign.name)
            line.put(self.margin + column, sign.letter(self.look.ascii) * size, style)

    def _columns(self, first: float, last: float) -> tuple[int, int]:
        most = self.axis.columns - 1
        return min(int(first), most), min(int(last), most)


def painted(lines: Iterable[Line], look: Screen) -> list[str]:
    """Lines as texts, in colours where the screen has any."""
    return ["".join(styled(text, style, look) for text, style in each.segments()) for each in lines]
