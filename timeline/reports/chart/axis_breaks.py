"""Which stretches of time a picture shows: all of it, but for silences that would squash the rest.

An event months before the others must not press these into one column. Where few events lie far
from many, the time between them is left out, and the few get some columns of their own. Where only
the outer edge of a wide bound lies far out, the axis does not go there at all. Nothing is left out
within a bound that is seen nowhere else.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import pairwise
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.zones import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.model.records import Elapsed

    Extents = Sequence[tuple[int, int]]
    """From where to where each event may reach, both included; an open end is no part of it."""

NARROWEST = 8
"""Columns of a section: enough for ``Wed 29``, or for a clock."""
_SMALL = 12
"""So few columns have room for the date of one day."""
_MOST = 5
"""Sections of an axis."""
_WIDEST = 100
"""What is squashed in so many columns is no better to read in more."""
_TRIED = 3
"""The longest silences, of which one may be left out."""
_MANY = 5
_CROWDED = 0.75
"""So many ends of bounds, with fewer columns than this for each, are squashed."""
_FEW = 0.15
"""The share of all ends of bounds that are few."""
_LONG = 2 / 3
"""A silence between few and many is long if it lasts so much of what the many last."""
_HUGE = 0.6
"""The share of all time that a silence between two crowds must have."""
_THIRD = 1 / 3
"""The share of its time that a silence in a few columns must have."""
_SPARE = 0.25
"""The share of a silence behind which there are only edges of what is seen anyway."""


class Stretch(NamedTuple):
    """From the first to the last of so many ends of bounds, in microseconds, both included."""

    first: int
    last: int
    size: int


def stretches(extents: Extents, columns: int) -> list[Stretch]:
    """What to show of events in so many columns, in order; of each event at least a part."""
    points = _Points(extents)
    parts: list[range] = []
    better = [range(len(points.ends))]
    while better != parts:
        parts = better
        better = points.cut(
            parts, min(columns, _WIDEST), min(_MOST, 1 + columns // (3 * NARROWEST))
        )
    return [Stretch(*points.reach(part), len(part)) for part in parts]


def silences_left_out(moments: Iterable[Iterable[Elapsed]]) -> tuple[tuple[int, int], ...]:
    """What a picture as wide as any leaves out of events, of which the starts and ends are given.

    Each from the last instant before it to the first behind it, in microseconds.
    """
    extents = []
    for times in moments:
        edges = (edge for start_and_end in times for edge in start_and_end if edge is not None)
        ends = [moment for edge in edges for moment in edge.ends if moment is not None]
        if ends:
            extents.append((min(ends), max(ends)))
    shown = stretches(extents, _WIDEST) if extents else []
    return tuple((before.last, after.first) for before, after in pairwise(shown))


class _Points:
    """All ends of bounds in order, each with the number of its event; parts are ranges of them."""

    def __init__(self, extents: Extents) -> None:
        self.extents = extents
        self.ends = sorted((at, number) for number, extent in enumerate(extents) for at in extent)

    def reach(self, part: range) -> tuple[int, int]:
        """The first and the last instant of a part."""
        return self.ends[part[0]][0], self.ends[part[-1]][0]

    def cut(self, parts: list[range], columns: int, most: int) -> list[range]:
        """At most so many parts, with one silence less if there is one that had better go."""
        total = sum(map(len, parts))
        for index, part in enumerate(parts):
            for at in nlargest(_TRIED, part[:-1], self._gap):
                left, right = range(part[0], at + 1), range(at + 1, part[-1] + 1)
                if self._cuts(left, right, max(NARROWEST, columns * len(part) // total)):
                    fewer = self.without_edges([*parts[:index], left, right, *parts[index + 1 :]])
                    if len(fewer) <= most:
                        return fewer
        return parts

    def without_edges(self, parts: list[range]) -> list[range]:
        """Parts without those that hold only edges of what fills others."""
        kept = parts
        for part in sorted(parts, key=len):
            others = [other for other in kept if other is not part]
            few = len(part) <= len(self.ends) * _FEW
            if few and all(any(self._fills(at, other) for other in others) for at in part):
                kept = others
        return kept

    def _cuts(self, left: range, right: range, columns: int) -> bool:
        """Whether to leave out the silence between two neighbours, in so many columns."""
        few, many = sorted((left, right), key=len)
        first, last = self.reach(many)
        gap = self.reach(right)[0] - self.reach(left)[1]
        length, span = self.reach(right)[1] - self.reach(left)[0], last - first
        across = [at for at in few if self._touches(at, left) and self._touches(at, right)]
        if not all(self._fills(at, many) for at in across):
            return False
        lonely = len(few) <= (len(few) + len(many)) * _FEW
        if len(across) == len(few) and len(many) > 2 * _MANY and gap >= span * _SPARE:
            return lonely  # a part of many edges alone shows nothing
        if columns <= _SMALL and length > DAY and gap >= length * _THIRD:
            return True
        if len(many) < _MANY or span * columns >= len(many) * _CROWDED * length:
            return False
        return gap >= length * _HUGE or (lonely and gap >= span * _LONG)

    def _gap(self, at: int) -> int:
        """How long nothing begins or ends behind a point."""
        return self.ends[at + 1][0] - self.ends[at][0]

    def _touches(self, at: int, part: range) -> bool:
        """Whether the event of a point reaches into a part."""
        (low, high), (first, last) = self.extents[self.ends[at][1]], self.reach(part)
        return low <= last and high >= first

    def _fills(self, at: int, part: range) -> bool:
        """Whether the event of a point may be in half of a part, or more."""
        (low, high), (first, last) = self.extents[self.ends[at][1]], self.reach(part)
        return last > first and min(high, last) - max(low, first) >= (last - first) / 2
