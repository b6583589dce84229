"""Whether events certainly stand in their order."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from crisis.timeline.network.differences import Differences

if TYPE_CHECKING:
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Links


class Order:
    """Whether neighbours in an answer certainly stand in their order."""

    def __init__(self, links: Links | None) -> None:
        self._differences = None if links is None else Differences(links)

    def known(self, events: list[Event]) -> list[bool | None]:
        """For each event whether it certainly does not come before the one above it."""
        return [True, *(self.follows(a, b) for a, b in pairwise(events))][: len(events)]

    def follows(self, first: Event, second: Event) -> bool | None:
        """Whether the second of two neighbours certainly does not come before the first.

        None where so much was asked of relations before that these two were not.
        """
        before, after = first.start.latest, second.start.earliest
        if before is not None and after is not None and before <= after:
            return True
        low, high = first.start.earliest, second.start.latest
        if low is not None and high is not None and high < low:
            return False
        return False if self._differences is None else self._differences.follows(first, second)
