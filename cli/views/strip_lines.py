"""Paints spans and silences on an axis, each on a line, and remembers which signs it used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from crisis.cli.terminal.columns import styled
from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.chart.pieces import pieces_of
from crisis.timeline.reports.signs import MAYBE_SILENT, NEVER, NEVER_LASTING, SILENT, meanings

from .chart.brush import Brush

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from crisis.cli.terminal.output import Screen
    from crisis.timeline.reports.chart.axis import Axis
    from crisis.timeline.reports.chart.spans import Span
    from crisis.timeline.reports.gaps import Gap
    from crisis.timeline.reports.signs import Sign

    from .chart.axis_text import Line


class Ends(NamedTuple):
    """What stands at both ends of a silence, and in place of one that is too short for two."""

    first: str
    last: str
    short: str


_UNICODE, _ASCII = Ends("├", "┤", "╂"), Ends("|", "|", "I")


class StripBrush(Brush):
    """Paints strips behind a margin; ``used`` has the names of the signs for a legend."""

    def __init__(self, axis: Axis, look: Screen, margin: int = 0) -> None:
        super().__init__(axis, look, margin)
        self.ends = _ASCII if look.ascii else _UNICODE
        self.used: set[str] = set()
        self.short = False
        self._tone = ""

    def spans(
        self, line: Line, spans: Sequence[Span], never: bool = False, dim: bool = False
    ) -> None:
        """Paint spans as a chart does, but for marks: these are for what is known to the minute."""
        drawn = pieces_of(spans, self.axis, never, exact=True)
        self.used |= drawn.signs
        self._tone = "dim" if dim else ""
        self.draw(line, drawn)
        self._tone = ""

    def _put(self, line: Line, column: int, size: int, sign: Sign, style: str) -> None:
        super()._put(line, column, size, sign, self._tone or style)

    def silence(self, line: Line, gap: Gap, label: str) -> bool:
        """Paint a gap with its length in it, or beside it; whether there was room for that.

        What is certainly silent stands between two ends. Beyond these it is where it may be.
        """
        low, high = gap.widest
        first, last = self.axis.column(gap.start), self.axis.column(gap.stop - 1)
        begin, end = self.axis.column(low), self.axis.column(high - 1)
        style = "" if gap.maybe else "bold"
        self._silent(line, begin, first - begin, MAYBE_SILENT, "")
        self._silent(line, last + 1, end - last, MAYBE_SILENT, "")
        inner = last - first - 1
        if inner < 0:
            self.short = True
            line.put(self.margin + first, self.ends.short, style)
        else:
            line.put(self.margin + first, self.ends.first, style)
            self._silent(line, first + 1, inner, MAYBE_SILENT if gap.maybe else SILENT, style)
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
        used = self.used - ({NEVER_LASTING.name} if NEVER.name in self.used else set())
        for shapes in meanings(used, statuses):
            letters = dict.fromkeys(sign.letter(self.look.ascii) for sign in shapes)
            yield f"{' '.join(letters)} {shapes[0].word}"

    def _silent(self, line: Line, column: int, size: int, sign: Sign, style: str) -> None:
        if size > 0:
            self.used.add(sign.name)
            self._put(line, column, size, sign, style)


def painted(lines: Iterable[Line], look: Screen) -> list[str]:
    """Lines as texts, in colours where the screen has any."""
    return ["".join(styled(text, style, look) for text, style in each.segments()) for each in lines]
