"""Which of many windows something may be in, or certainly is: all of them at once.

``windows.verdict`` judges one window. Of a row of them, those that an event may touch stand side by
side, and so do those that it certainly touches, so that four numbers tell it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model import Bound
    from .windows import Window

Span = tuple[int, int, int, int]
"""The numbers of the first and the last window that something may be in, then of the first and the
last that it is certainly in. A first behind its last is none."""


class Row:
    """Windows with two ends, in order, that do not overlap."""

    def __init__(self, windows: list[Window]) -> None:
        self.starts = [window.start or 0 for window in windows]
        self.stops = [window.stop or 0 for window in windows]

    def of(self, start: Bound, end: Bound | None) -> Span:
        """Where it lies: for each of the windows what ``windows.verdict`` says of it alone."""
        low, high = start.ends
        reach = high
        if end is not None:
            ends = [end.latest - 1, high] if end.latest is not None else []
            reach = max((at for at in ends if at is not None), default=None)
        first = 0 if low is None else bisect_right(self.stops, low)
        last = (len(self.starts) if reach is None else bisect_right(self.starts, reach)) - 1
        sure_first = len(self.stops) if high is None else bisect_right(self.stops, high)
        sure_last = -1 if low is None else bisect_right(self.starts, low) - 1
        if end is not None:
            over = max((at for at in (low, end.earliest) if at is not None), default=None)
            if over is not None:
                sure_last = max(sure_last, bisect_left(self.starts, over) - 1)
        return first, last, max(first, sure_first), min(last, sure_last)
