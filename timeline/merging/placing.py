"""Where the events go that only the second file has: in the order of time, under their days."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from crisis.timeline.editing.outline import ITEMS, MAPPING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.model.records import Event
    from crisis.timeline.phrases.date_spans import Days

    from .side import Side

Key = tuple[int, int] | None
"""The first and the last day of a header; None for ``undated`` and for events under no header."""


def key_of(days: Days | None) -> Key:
    """The days of a header as a key."""
    return None if days is None else (days.first, days.last)


def start_of(event: Event) -> int | None:
    """When an event begins at the earliest, as far as that is known."""
    if event.stands is not None:
        return event.stands
    return event.start.earliest if event.start.earliest is not None else event.start.latest


class Lists:
    """The lists of events of the first file by the days of their headers."""

    def __init__(self, side: Side) -> None:
        self.side = side
        found = side.contents.events
        self.value = None if found is None else found[1]
        self.headed = side.contents.headed
        self.lists: dict[Key, int] = {}
        keys = side.blocks.keys
        for number, key in enumerate(keys):
            days = side.contents.days_of(key)
            if days is not None or key.value == "undated":
                self.lists.setdefault(key_of(days), number)
        if not keys and side.blocks.lists:
            self.lists[None] = 0
        self._starts: dict[int, list[int | None]] = {}
        self._after: dict[str, tuple[int, int]] = {}
        for name, place in side.places.items():
            self._starts.setdefault(place.listed, []).append(start_of(side.events[name]))
            self._after[name] = (place.listed, place.number + 1)
        self._least = {number: _least(starts) for number, starts in self._starts.items()}

    def place(self, number: int, event: Event, above: str) -> int:
        """Before which item of a list an event goes: behind the last that does not begin later.

        One that tells no time goes below the event of the first file that stands ``above`` it.
        """
        start = start_of(event)
        count = len(self._starts.get(number, ()))
        if start is None:
            listed, place = self._after.get(above, (-1, 0))
            return place if listed == number else count
        return bisect_right(self._least.get(number, []), start)

    def header_place(self, key: Key) -> int:
        """Before which header one of such days goes: in the order of the others."""
        known = [self.side.contents.days_of(part) for part in self.side.blocks.keys]
        dated = [days.first for days in known if days is not None]
        falling = len(dated) > 1 and dated == sorted(dated, reverse=True)
        place = 0
        for number, (part, days) in enumerate(zip(self.side.blocks.keys, known, strict=True), 1):
            undated = days is None and part.value == "undated"
            if (
                key is None
                or (days is None and not undated)
                or (days is not None and (days.first > key[0] if falling else days.first <= key[0]))
            ):
                place = number
        return place

    def kind(self) -> str:
        """Whether the file has no events yet, a list of them, or headers."""
        if self.value is None or self.value.empty:
            return ""
        return ITEMS if self.value.kind == ITEMS else MAPPING


def _least(starts: Sequence[int | None]) -> list[int]:
    """For each item of a list the earliest start from it on, so that it never falls."""
    least: list[int] = []
    now = 1 << 80
    for start in reversed(starts):
        now = now if start is None else min(now, start)
        least.append(now)
    return least[::-1]


def offset(side: Side) -> int:
    """How far the lists of the first file are indented below their headers."""
    for key, found in zip(reversed(side.blocks.keys), reversed(side.blocks.lists), strict=False):
        whole: Part = found.whole
        if whole.kind == ITEMS and not whole.flow and whole.parts:
            return max(0, whole.column - key.column)
    return 2
