"""Elapsed time: how long after the zero of an answer an event starts and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.model.records import Bound
from crisis.timeline.network.differences import Differences, minus

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.model.records import Elapsed, Event
    from crisis.timeline.model.relations import Links
    from crisis.timeline.network.differences import After

OPEN = Bound()


class Since:
    """Counts from an instant, or from the start of an event; from nothing when ``zero`` is None.

    With ``end`` it counts from the end of an event that lasts. ``undated`` counts as well to and
    from events without any date, as far as relations tell. ``links`` are asked for where it counts
    from an event, and not before.
    """

    def __init__(
        self,
        zero: int | Event | None,
        links: Callable[[], Links | None],
        *,
        end: bool = False,
        undated: bool = False,
    ) -> None:
        self._links = links
        self.zero: Bound | None = None
        self.event: Event | None = None
        self._after: After | None = None
        self._undated = undated
        if isinstance(zero, int):
            self.zero = Bound(zero, zero)
        elif zero is not None:
            self.event = zero
            if undated or not zero.dateless:
                ends = end and zero.end is not None
                self.zero = zero.end if ends else zero.start
                network = links()
                self._after = None if network is None else Differences(network).after(zero, ends)

    def other(self, event: Event, end: bool) -> Since:
        """The time since another event; to and from undated ones as well."""
        return Since(event, self._links, end=end, undated=True)

    @property
    def first(self) -> int | None:
        """The earliest instant that zero can be."""
        return self.zero.earliest if self.zero else None

    def of(self, event: Event) -> Elapsed | None:
        """How long after zero an event starts and ends; None where nothing is known."""
        if self.zero is None or (event.dateless and not self._undated):
            return None
        if self._after is None:
            return self._minus(event.start, event.end)
        times = self._after.of(event)
        known = times[0] != OPEN or (times[1] is not None and times[1] != OPEN)
        return times if known else None

    def accounts(self, event: Event) -> list[Elapsed]:
        """``of`` for each time that a window asks of an event; unbounded where nothing is known."""
        if event.branched and self.zero is not None and event != self.event:
            if self._after is not None:
                return self._after.accounts(event)
            return [self._minus(start, end) for start, end in event.moments]
        times = self.of(event)
        return [(Bound(), None) if times is None else times]

    def _minus(self, start: Bound, end: Bound | None) -> Elapsed:
        zero = self.zero or Bound()
        return minus(start, zero), None if end is None else minus(end, zero)
