"""Where an event stands among others in time."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .records import Event


def order(event: Event) -> tuple[float, float, int]:
    """The key that sorts events by time: earliest, then latest, then place in the file.

    An open start stands with its latest, a disputed event where its preferred, else its first
    account puts its earliest, one with alternatives where the first that is left does; what is open
    on both sides comes behind, and last what has no time at all.
    """
    start = event.among or event.start
    if start.open:  # what is known of it is no place among others, but something
        return (float("inf"), float("inf") if event.dateless else float("-inf"), _turn(event))
    low, high = start.ends
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
    start = event.among or event.start
    low, high = start.ends
    if start.open:
        return first, last, place
    late = low if high is None else high
    return (last if late is None else late, first, place)
