"""The day of a zone's clock in steps of one length: from 14:00 to 14:15, to 14:30, and so on.

A step begins whenever the clock shows midnight or a multiple of the length after it. Where clocks
are put back to such a time, it begins there again; where they go forward over one, it begins with
the first instant behind. So every instant is in one step, and steps come in the order of time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .zones import DAY

if TYPE_CHECKING:
    from collections.abc import Callable

    from .zones import Zone


class ClockSteps:
    """Steps of ``length`` microseconds, at most a day, of the clock of a zone."""

    def __init__(self, zone: Zone, length: int) -> None:
        self._zone = zone
        self._length = length

    def begin(self, instant: int) -> int:
        """The first instant of the step that an instant is in."""
        begun = instant - self._into(instant)
        if self._zone.offset(begun) == self._zone.offset(instant):
            return begun
        moved = self._first(begun, instant, instant)
        if not self._into(moved) or self._number(moved - 1) != self._number(moved):
            return moved
        return self.begin(moved - 1)

    def stop(self, instant: int) -> int:
        """The first instant after the step that an instant is in."""
        into_day = self._zone.wall(instant) % DAY
        left = min(self._length - into_day % self._length, DAY - into_day)
        over = instant + left
        if self._zone.offset(over) == self._zone.offset(instant):
            return over
        moved = self._first(instant, over, over)
        if not self._into(moved) or self._number(moved) != self._number(instant):
            return moved
        return self.stop(moved)

    def _number(self, instant: int) -> tuple[int, int]:
        """The day of the clock at an instant, and the number of the step in it."""
        day, micro = divmod(self._zone.wall(instant), DAY)
        return day, micro // self._length

    def _into(self, instant: int) -> int:
        """How far the clock is behind the multiple of the length that it showed last."""
        return self._zone.wall(instant) % DAY % self._length

    def _first(self, low: int, high: int, like: int) -> int:
        """The first instant behind ``low``, up to ``high``, from which the offset is as there."""
        offset = self._zone.offset
        return _first(lambda moment: offset(moment) == offset(like), low, high)


def _first(holds: Callable[[int], bool], low: int, high: int) -> int:
    """The first number behind ``low`` from which something holds, as it does for ``high``."""
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle
    return high
