"""In which order the events of a list, and the headers above them, stand in time.

That is the order of ``crisis show``, and an effect never stands above its cause. An event without
a time, of which no more is known than the days of its header, stays below the one that it stands
below, unless that is above its cause.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from crisis.timeline.model.sort_keys import order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.model.records import Bound, Event


def events_in_time(events: Sequence[Event]) -> list[int]:
    """The numbers of the events of a list in the order of time; equal ones as they stand."""
    numbers = {event.id: number for number, event in enumerate(events)}
    causes = [[numbers[cause] for cause in event.caused_by if cause in numbers] for event in events]
    places = _places(events)

    def key(number: int) -> tuple[float, float, int]:
        return (*order(events[number])[:2], places[number])

    times = [not _timeless(event) for event in events]
    dated = sorted((n for n, timed in enumerate(times) if timed), key=key)
    slots = iter(sorted((n for n, timed in enumerate(times) if not timed), key=places.__getitem__))
    stand = [n if timed else next(slots) for n, timed in enumerate(times)]
    below = _below(stand, times)
    line = list(below[-1])
    for number in _behind_causes(dated, causes):
        line += [number, *below[number]]
    return _behind_causes(line, causes)


def headers_in_time(lists: Sequence[Sequence[Event]]) -> list[int]:
    """The numbers of headers in the order of their days; what names no days stays below another."""
    days = [events[0].header if events else None for events in lists]
    spans: list[tuple[tuple[float, float], int, list[int]]] = []
    first: list[int] = []
    for number, bound in enumerate(days):
        if bound is not None:
            spans.append((_ends(bound), number, [number]))
        elif spans:
            spans[-1][2].append(number)
        else:
            first.append(number)
    return [*first, *(number for _, _, those in sorted(spans) for number in those)]


def _timeless(event: Event) -> bool:
    """Whether no more is known of its time than what stands above it."""
    return event.dateless or (event.header == event.start and not event.branched)


def _ends(bound: Bound) -> tuple[float, float]:
    low, high = bound.ends
    return (
        float("-inf") if low is None else low,
        float("inf") if high is None else high,
    )


def _places(events: Sequence[Event]) -> list[int]:
    """By which place each is sorted among equals: its own, or as relations tell."""
    places = list(range(len(events)))
    tied: dict[tuple[float, float], list[int]] = {}
    for number, event in enumerate(events):
        if event.turn >= 0:
            tied.setdefault(order(event)[:2], []).append(number)
    for numbers in tied.values():
        by_turn = sorted(numbers, key=lambda number: events[number].turn)
        for place, number in zip(numbers, by_turn, strict=True):
            places[number] = place
    return places


def _below(stand: Iterable[int], times: Sequence[bool]) -> dict[int, list[int]]:
    """What has no time, below each that has one; under -1 what stands above all of these."""
    below: dict[int, list[int]] = {-1: []}
    at = -1
    for number in stand:
        if times[number]:
            at = number
            below[at] = []
        else:
            below[at].append(number)
    return below


def _behind_causes(line: Sequence[int], causes: Sequence[Sequence[int]]) -> list[int]:
    """The same line, but what stands above one of its causes directly below the last of them."""
    place = {number: at for at, number in enumerate(line)}
    if all(place.get(c, -1) < place[n] for n in line for c in causes[n]):
        return list(line)
    waits = {number: {c for c in causes[number] if c in place} for number in line}
    effects: dict[int, list[int]] = {}
    for number, those in waits.items():
        for cause in those:
            effects.setdefault(cause, []).append(number)
    ready = [place[number] for number in line if not waits[number]]
    heapify(ready)
    made: list[int] = []
    while ready:
        number = line[heappop(ready)]
        made.append(number)
        for effect in effects.get(number, ()):
            waits[effect].discard(number)
            if not waits[effect]:
                heappush(ready, place[effect])
    left = set(line) - set(made)  # causes in a circle, which is an error of the file
    return made + [number for number in line if number in left]
