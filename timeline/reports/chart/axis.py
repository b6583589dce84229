"""An axis of time: where an instant stands among so many columns.

What counts the columns does not matter: a terminal's cells, a slide's units. Instants are integer
microseconds, since 1970-01-01T00:00Z on an axis with a zone, since zero on one of elapsed time.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from crisis.timeline.base.languages import ENGLISH
from crisis.timeline.base.namedtuple import NamedTuple

if TYPE_CHECKING:
    from crisis.timeline.base.languages import Language
    from crisis.timeline.base.zones import Zone


class Section(NamedTuple):
    """A stretch of time, [start, stop) in microseconds, on the columns [left, right)."""

    start: int
    stop: int
    left: int
    right: int

    @property
    def column(self) -> float:
        """How many microseconds a column is."""
        return (self.stop - self.start) / (self.right - self.left)


class Axis(NamedTuple):
    """Sections in order, one free column between two of them, where time is left out.

    ``zone`` is where days begin, or None: then the axis counts elapsed time.
    """

    sections: tuple[Section, ...]
    zone: Zone | None
    language: Language = ENGLISH

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return self.sections[-1].right

    @property
    def start(self) -> int:
        """The first instant that is shown."""
        return self.sections[0].start

    @property
    def stop(self) -> int:
        """The first instant behind the last one that is shown."""
        return self.sections[-1].stop

    @property
    def cuts(self) -> tuple[int, ...]:
        """How many microseconds are left out between one section and the next."""
        return tuple(following.start - here.stop for here, following in pairwise(self.sections))

    def column(self, instant: int) -> int:
        """The column that an instant stands in; at the edge for what lies outside.

        In a cut it is the free column.
        """
        return min(int(self.place(instant)), self.columns - 1)

    def place(self, instant: int) -> float:
        """How far right an instant stands, in columns, from 0 up to ``columns``."""
        section = self.section(instant)
        if section is None:
            return 0.0
        if instant < section.stop:
            return section.left + (instant - section.start) / section.column
        last = section is self.sections[-1]
        return section.right + (0.0 if last else 0.5)

    def section(self, instant: int) -> Section | None:
        """The section that holds an instant, else the one before it; None before the first."""
        index = bisect_right(self.sections, instant, key=lambda section: section.start)
        return self.sections[index - 1] if index else None

    def hides(self, start: int, stop: int) -> bool:
        """Whether a part of [start, stop) is left out, or lies beyond the axis."""
        if start < self.start or stop > self.stop:
            return True
        cuts = pairwise(self.sections)
        return any(start < following.start and stop > here.stop for here, following in cuts)

    def shows(self, earliest: int | None, latest: int | None) -> bool:
        """Whether a part of ``[earliest, latest]`` is on the axis; None is an open end."""
        return any(
            (earliest is None or earliest < section.stop)
            and (latest is None or latest >= section.start)
            for section in self.sections
        )


def plain(start: int, stop: int, columns: int, zone: Zone | None, language: Language) -> Axis:
    """An axis of one section. ``stop`` is behind ``start``, and there is at least one column."""
    return Axis((Section(start, stop, 0, columns),), zone, language.single)
