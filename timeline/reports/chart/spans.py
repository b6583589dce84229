"""When something may be, and certainly is, on the axis of a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.reports.certain_times import certain

if TYPE_CHECKING:
    from crisis.timeline.model.records import Bound


class Span(NamedTuple):
    """When something may be and certainly is, in microseconds on the axis.

    ``end`` is the first instant at which it no longer goes on; None for an instant. ``sources`` are
    the names of those whose account it is, empty for the time that all agree on. A ``choice`` is
    one of several times, of which one holds. Nothing is drawn of a ``blank`` one.
    """

    start: Bound
    end: Bound | None = None
    sources: tuple[str, ...] = ()
    choice: bool = False

    @property
    def earliest(self) -> int | None:
        """The first instant at which it may be; None is an open end."""
        return self.start.earliest

    @property
    def latest(self) -> int | None:
        """The last instant at which it may be; None is an open end."""
        if self.end is None:
            return self.start.latest
        low, high = self.start.earliest, self.end.latest
        return high if high is None or (low is not None and high <= low) else high - 1

    @property
    def blank(self) -> bool:
        """Whether nothing is told of when that was."""
        return self.start.open and (self.end is None or self.end.open)

    @property
    def certain(self) -> tuple[int, int] | None:
        """``[first, last]``, all through which it certainly goes on; None for an instant."""
        return certain([(self.start, self.end)])
