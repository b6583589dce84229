"""Bars of one lane on as few lines as show each of them: none over another, none lost unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_APART = 1
"""Free columns around a bar; marks may touch each other."""
_LEAST = 10
"""A name is not cut to fewer columns than this."""
_KEPT = 24
"""So many columns are kept free for a name, at most."""


class Slot(NamedTuple):
    """The whole columns [first, last] that something takes, and how many its name wants beside it.

    A ``mark`` is of one column. ``name`` is 0 where nothing is to be named.
    """

    first: int
    last: int
    name: int
    mark: bool


class Place(NamedTuple):
    """The line of a slot, from 0, and its name: so many columns from a ``column`` on, or 0.

    A name that ``ends`` there stands on the left, up to the column before ``column + room``.
    """

    line: int
    column: int = 0
    room: int = 0
    ends: bool = False


def packed(slots: Sequence[Slot], most: int, columns: int) -> list[Place | None]:
    """Places on at most so many lines of so many columns; None for what found none.

    Marks come first, then bars from short to long, so that what is known best stands on top. There
    is room for all names if that can be; else names get what is free beside what they name.
    """
    order = sorted(
        range(len(slots)),
        key=lambda at: (slots[at].last - slots[at].first, slots[at].first, at),
    )
    for names in (True, False):
        lines = [_Line(columns) for _ in range(most)]
        placed = [_place(slots[at], lines, names) for at in order]
        if None not in placed:
            break
    found: list[Place | None] = [None] * len(slots)
    for at, number in sorted(zip(order, placed, strict=True), key=lambda pair: slots[pair[0]]):
        if number is not None:
            found[at] = lines[number].named(slots[at], number)
    return found


def _place(slot: Slot, lines: Sequence[_Line], names: bool) -> int | None:
    return next((at for at, line in enumerate(lines) if line.takes(slot, names)), None)


class _Line:
    """What is taken of the columns of a line: by marks, and by bars and the names beside both."""

    def __init__(self, columns: int) -> None:
        self.columns = columns
        self._marks = bytearray(columns + 2)
        self._bars = bytearray(columns + 2)
        self._reserved: dict[tuple[int, int], tuple[int, int]] = {}

    def takes(self, slot: Slot, named: bool) -> bool:
        """Take the columns of a slot if they are free; with ``named`` those of its name as well."""
        first, last = slot.first, slot.last
        begin, end = first, last
        kept = min(slot.name, _KEPT)
        if named and kept:
            if last + 2 + kept <= self.columns:
                end = last + 1 + kept
            elif first - 1 - kept >= 0:
                begin = first - 1 - kept
        low, high = max(0, begin - _APART), end + _APART + 1
        alone = slot.mark and (begin, end) == (first, last)
        if any(self._bars[low:high]):
            return False
        if any(self._marks[first : first + 1] if alone else self._marks[low:high]):
            return False
        (self._marks if alone else self._bars)[begin : end + 1] = b"\1" * (end + 1 - begin)
        if (begin, end) != (first, last):
            self._reserved[first, last] = begin, end
        return True

    def named(self, slot: Slot, number: int) -> Place:
        """Where the name of a slot stands; what it takes is taken."""
        if not slot.name:
            return Place(number)
        begin, end = self._reserved.get((slot.first, slot.last), (slot.first, slot.last))
        if begin < slot.first:
            return Place(number, begin, slot.first - 1 - begin, True)
        free = min(self._free_until(end + 1), slot.last + 2 + slot.name)
        room = free - slot.last - 2
        if room >= min(slot.name, _LEAST):
            self._bars[end + 1 : free] = b"\1" * (free - end - 1)
            return Place(number, slot.last + 2, room)
        start = self._free_from(slot.first)
        room = slot.first - 1 - start
        if room < min(slot.name, _LEAST):
            return Place(number)
        start = max(start, slot.first - 1 - slot.name)
        self._bars[start : slot.first] = b"\1" * (slot.first - start)
        return Place(number, start, slot.first - 1 - start, True)

    def _free_until(self, column: int) -> int:
        """Behind the last free column from one on that has a free one behind it as well."""
        at = column
        while at < self.columns and not (self._bars[at] or self._marks[at]):
            at += 1
        return at if at >= self.columns else at - 1

    def _free_from(self, column: int) -> int:
        at = column
        while at > 0 and not (self._bars[at - 1] or self._marks[at - 1]):
            at -= 1
        return at if at == 0 else at + 1
