"""Windows: stretches of time that are asked about, and what an event's bound says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .namedtuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .model import Bound

CERTAIN, POSSIBLE, OUT = "certain", "possible", "out"


class Window(NamedTuple):
    """[start, stop): instants in microseconds, or elapsed microseconds; None is open."""

    start: int | None
    stop: int | None


def earliest(instants: list[int | None]) -> int | None:
    """The first of several; None, which is open, comes before all."""
    found = [each for each in instants if each is not None]
    return min(found) if len(found) == len(instants) else None


def latest(instants: list[int | None]) -> int | None:
    """The last of several; None, which is open, comes behind all."""
    found = [each for each in instants if each is not None]
    return max(found) if len(found) == len(instants) else None


def unite(windows: Iterable[Window]) -> list[Window]:
    """The same stretches in order, those that touch or overlap made one; empty ones left out."""
    real = [w for w in windows if w.start is None or w.stop is None or w.start < w.stop]
    real.sort(key=lambda w: (w.start is not None, w.start or 0))
    united: list[Window] = []
    for window in real:
        last = united[-1] if united else None
        if last is None or (
            last.stop is not None and window.start is not None and window.start > last.stop
        ):
            united.append(window)
        elif last.stop is not None and (window.stop is None or window.stop > last.stop):
            united[-1] = Window(last.start, window.stop)
    return united


def verdict(start: Bound, end: Bound | None, windows: list[Window]) -> str:
    """Whether what starts in ``start`` (and goes on until ``end``) is in the united windows.

    An instant is in a window when it lies there; what lasts, when it overlaps it. Certain is in
    whatever the truth is, out is in under no truth.
    """
    if not any(_may_meet(start, end, window) for window in windows):
        return OUT
    if any(_may_miss(start, end, gap) for gap in gaps(windows)):
        return POSSIBLE
    return CERTAIN


def _may_meet(start: Bound, end: Bound | None, window: Window) -> bool:
    last = start if end is None else end
    if window.stop is not None and start.earliest is not None and start.earliest >= window.stop:
        return False
    if window.start is None or last.latest is None:
        return True
    if end is not None and start.latest is not None and start.latest >= window.start:
        return True  # it may be as short as an instant that lies inside
    return last.latest > window.start or (end is None and last.latest == window.start)


def _may_miss(start: Bound, end: Bound | None, gap: Window) -> bool:
    """Whether all of it may lie in a gap between the windows."""
    earliest = _later(start.earliest, gap.start)
    if end is None:
        latest = start.latest
        if gap.stop is not None:
            latest = gap.stop - 1 if latest is None else min(latest, gap.stop - 1)
        return earliest is None or latest is None or earliest <= latest
    if earliest is not None and start.latest is not None and earliest > start.latest:
        return False
    if gap.stop is not None and earliest is not None and earliest >= gap.stop:
        return False
    over = _later(end.earliest, earliest)
    return over is None or gap.stop is None or over <= gap.stop


def _later(a: int | None, b: int | None) -> int | None:
    if a is None or b is None:
        return b if a is None else a
    return max(a, b)


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
