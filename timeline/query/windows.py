"""Windows: stretches of time that are asked about, and whether an event is in them.

The rule stands here once, as four instants (``Extent``) and two comparisons. stretches.py has the
same comparisons in SQL, window_index.py by looking them up in a row of windows.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.records import Bound

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from crisis.timeline.model.words import Verdict

CERTAIN: Final = "certain"
POSSIBLE: Final = "possible"
OUT: Final = "out"


class Window(NamedTuple):
    """[start, stop): instants in microseconds, or elapsed microseconds; None is open."""

    start: int | None
    stop: int | None


class Extent(NamedTuple):
    """How far an event may reach, and how far it certainly does: instants, all of them included.

    It may touch those from ``low`` to ``last``. It has begun at ``high`` at the latest and is not
    over before ``until``. What is open is infinite. What runs backwards, as conflicts may leave it,
    is never over, so that it is in no gap.

    - it may be in a window [start, stop) where ``low < stop`` and ``last >= start``
    - it may be in a gap [start, stop) alone where ``until < stop`` and ``high >= start``
    """

    low: float
    last: float
    high: float
    until: float


def extent(start: Bound, end: Bound | None) -> Extent:
    """The extent of what starts in ``start`` and, where it lasts, goes on until ``end``.

    An end is the first instant at which it no longer goes on, and it may be as short as an instant.
    """
    low: float = -inf if start.earliest is None else start.earliest
    high: float = inf if start.latest is None else start.latest
    last, until = high, low
    if end is not None:
        over, latest = end.ends
        if latest is not None:
            if high == inf:
                high = latest  # what is over has begun
            last = max(latest - 1, high)
        else:
            last = inf
        if over is not None and until < over - 1:
            until = over - 1
    return Extent(low, last, high, inf if low > high else until)


def touched(start: Bound, end: Bound | None) -> Bound:
    """From the first to the last instant that may be part of what starts and ends so."""
    low, last, *_ = extent(start, end)
    return Bound(None if low == -inf else int(low), None if last == inf else int(last))


class Windows:
    """United windows, and what they say of events."""

    def __init__(self, windows: Iterable[Window]) -> None:
        united = list(windows)
        self._inside = [stretch(window) for window in united]
        self._outside = [stretch(gap) for gap in gaps(united)]

    def verdict(self, start: Bound, end: Bound | None) -> Verdict:
        """Certain if it is in the windows wherever it was within its bounds, out if nowhere."""
        low, last, high, until = extent(start, end)
        if not any(low < stop and last >= start for start, stop in self._inside):
            return OUT
        if any(until < stop and high >= start for start, stop in self._outside):
            return POSSIBLE
        return CERTAIN

    def accounts(self, moments: Iterable[tuple[Bound, Bound | None]]) -> Verdict:
        """The verdict on several accounts of one event."""
        return united([self.verdict(start, end) for start, end in moments])


def united(verdicts: Iterable[Verdict]) -> Verdict:
    """What the verdicts on one or more accounts come to.

    Certain if each one is, out if each one is, else possible.
    """
    distinct = {*verdicts}
    return distinct.pop() if len(distinct) == 1 else POSSIBLE


def stretch(window: Window) -> tuple[float, float]:
    """A window as numbers; what is open is infinite."""
    start, stop = window
    return -inf if start is None else start, inf if stop is None else stop


def earliest(instants: list[int | None]) -> int | None:
    """The first of several; None, which is open, comes before all."""
    known = [instant for instant in instants if instant is not None]
    return min(known) if len(known) == len(instants) else None


def latest(instants: list[int | None]) -> int | None:
    """The last of several; None, which is open, comes behind all."""
    known = [instant for instant in instants if instant is not None]
    return max(known) if len(known) == len(instants) else None


def unite(windows: Iterable[Window]) -> list[Window]:
    """Windows in order, those that touch or overlap made one; empty ones left out."""
    real = [w for w in windows if w.start is None or w.stop is None or w.start < w.stop]
    real.sort(key=lambda w: (w.start is not None, w.start or 0))
    merged: list[Window] = []
    for window in real:
        last = merged[-1] if merged else None
        if last is None or (
            last.stop is not None and window.start is not None and window.start > last.stop
        ):
            merged.append(window)
        elif last.stop is not None and (window.stop is None or window.stop > last.stop):
            merged[-1] = Window(last.start, window.stop)
    return merged


def common(some: Iterable[Window], others: list[Window]) -> list[Window]:
    """What lies in windows of both, united."""
    return unite(
        Window(
            max((at for at in (window.start, other.start) if at is not None), default=None),
            min((at for at in (window.stop, other.stop) if at is not None), default=None),
        )
        for window in some
        for other in others
    )


def gaps(windows: list[Window]) -> list[Window]:
    """What lies before, between and after united windows."""
    gaps: list[Window] = []
    position: int | None = None
    for index, window in enumerate(windows):
        if index or window.start is not None:
            gaps.append(Window(position, window.start))
        position = window.stop
    if windows and position is None:
        return gaps
    return [*gaps, Window(position, None)]
