"""The comparisons of windows.py in SQL, on the numbers of times (see numbered_times.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crisis.timeline.model.records import Bound

    from .windows import Window

_BEYOND = 1 << 59  # any finite time, and short of any open end
_FAR = 1 << 61  # beyond any open end


def meets(row: str, start: str, stop: str) -> str:
    """Whether a time may be in a window; ``row`` is the table that has it."""
    return f"{row}.last >= {start} AND {row}.low < {stop}"


def misses(row: str, start: str, stop: str) -> str:
    """Whether a time may lie wholly in a gap between windows."""
    return f"{row}.high >= {start} AND {row}.until < {stop}"


def stretch(window: Window, zero: Bound | None) -> tuple[int, int]:
    """A window's start and stop as instants: a bound of zero moves them as it moves bounds."""
    first, last = (0, 0) if zero is None else zero.ends
    start, stop = window
    return (
        -_FAR if start is None or first is None else _near(start + first),
        _FAR if stop is None or last is None else _near(stop + last),
    )


def _near(instant: int) -> int:
    """An instant, or one beyond every time there is where it is larger than SQL can count."""
    return max(-_BEYOND, min(_BEYOND, instant))
