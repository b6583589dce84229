"""Elapsed time: how long after the zero of an answer an event starts and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .differences import Differences, minus
from .model import Bound
from .problems import did_you_mean
from .query import QueryError

if TYPE_CHECKING:
    from .model import Event, Timeline

Elapsed = tuple[Bound, Bound | None]
"""The bounds of a start and, where it lasts, of an end, in microseconds since zero."""


class Since:
    """Counts from an instant, or from the start of an event; from nothing when ``zero`` is None.

    Raises QueryError for an event that the timeline does not have.
    """

    def __init__(self, timeline: Timeline, zero: int | str | None) -> None:
        self.zero: Bound | None = None
        self._event: Event | None = None
        self._known: dict[str, Elapsed] = {}
        if isinstance(zero, int):
            self.zero = Bound(zero, zero)
        elif zero is not None:
            self._event = event_named(timeline, zero)
            if not dateless(self._event):
                self.zero = self._event.start
                self._ask(timeline)

    @property
    def first(self) -> int | None:
        """The earliest instant that zero can be."""
        return self.zero.earliest if self.zero else None

    def of(self, event: Event) -> Elapsed | None:
        """How long after zero an event starts and ends; None where nothing is known."""
        if self.zero is None or dateless(event):
            return None
        known = self._known.get(event.id)
        return known if known is not None else self._minus(event.start, event.end)

    def accounts(self, event: Event) -> list[Elapsed]:
        """The same for each account of a disputed event; unbounded where nothing is known."""
        if event.disputed and self.zero is not None and event != self._event:
            return [self._minus(account.start, account.end) for account in event.accounts]
        found = self.of(event)
        return [(Bound(), None) if found is None else found]

    def _minus(self, start: Bound, end: Bound | None) -> Elapsed:
        zero = self.zero or Bound()
        return minus(start, zero), None if end is None else minus(end, zero)

    def _ask(self, timeline: Timeline) -> None:
        if timeline.network is None or self._event is None:
            return
        events = [event for event in timeline.events if not dateless(event)]
        found = Differences(timeline.network).starts_and_ends(self._event, events)
        self._known = {event.id: one for event, one in zip(events, found, strict=True)}


def dateless(event: Event) -> bool:
    """Whether nothing at all is known of its time."""
    return event.start.open and (event.end is None or event.end.open)


def event_named(timeline: Timeline, name: str) -> Event:
    """The event of an id. Raises QueryError with the nearest ids."""
    for event in timeline.events:
        if event.id == name:
            return event
    hint = did_you_mean(name, (event.id for event in timeline.events))
    raise QueryError(f'no event "{name}"', hint or "crisis show lists the ids")
