"""Which of many windows something may be in, or certainly is: all of them at once.

The rule is that of windows.py. Of windows in a row, those that an event may touch stand side by
side, and so do those that it certainly touches, so that four numbers tell it.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from .windows import extent, stretch

if TYPE_CHECKING:
    from crisis.timeline.model.records import Bound

    from .windows import Window

Span = tuple[int, int, int, int]
"""The numbers of the first and the last window that something may be in, then of the first and the
last that it is certainly in. A first behind its last is none."""


class Row:
    """Windows with two ends, in order, that do not overlap."""

    def __init__(self, windows: list[Window]) -> None:
        self.starts = [stretch(window)[0] for window in windows]
        self.stops = [stretch(window)[1] for window in windows]

    def of(self, start: Bound, end: Bound | None) -> Span:
        """In which windows it is: of each what ``Windows.verdict`` says of that window alone."""
        low, last, high, until = extent(start, end)
        first_met = bisect_right(self.stops, low)
        last_met = bisect_right(self.starts, last) - 1
        first_sure = bisect_right(self.stops, high)
        last_sure = bisect_right(self.starts, until) - 1
        return first_met, last_met, max(first_met, first_sure), min(last_met, last_sure)
