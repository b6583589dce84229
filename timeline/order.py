"""The order of events in time, and where it is not known."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .differences import Differences

if TYPE_CHECKING:
    from .links import Links
    from .model import Event


def order(event: Event) -> tuple[float, float, int]:
    """The key that sorts events by time: earliest, then latest, then place in the file.

    An open start stands with its latest, a disputed event where its preferred, else its first
    account puts its earliest; what is open on both sides comes behind, and last what has no time
    at all.
    """
    if event.start.open:  # what is known of it is no place among others, but something
        return (float("inf"), float("inf") if event.dateless else float("-inf"), _turn(event))
    low, high = event.start.ends
    if event.stands is not None:
        low = event.stands
    last = float("inf") if high is None else high
    return (last if low is None else low, last, _turn(event))


def _turn(event: Event) -> int:
    return event.place_in_file if event.turn < 0 else event.turn


def latest_order(event: Event) -> tuple[float, float, int]:
    """The key that sorts events by when they may have begun at the latest, then at the earliest.

    One that may have begun at any time after another stands where it may have at the earliest.
    """
    first, last, place = order(event)
    low, high = event.start.ends
    if event.start.open:
        return first, last, place
    late = low if high is None else high
    return (last if late is None else late, first, place)


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
