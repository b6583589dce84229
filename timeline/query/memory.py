"""The events of a timeline in memory, as an engine asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.zones import DAY, HOUR
from crisis.timeline.model.sort_keys import order

from .conditions import Apart, Either, Times
from .evaluate import judges, overall
from .free_fields import field_of
from .store import Hit, Selected
from .windows import CERTAIN, OUT, POSSIBLE, touched

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Links
    from crisis.timeline.model.timeline import Timeline

    from .conditions import Condition
    from .elapsed import Since

_WEEK = 7 * DAY
_NEAR = 12 * HOUR  # no day fits in between: the stretches may as well be one


class Memory:
    """A store that looks at every event."""

    def __init__(self, timeline: Timeline) -> None:
        self._timeline = timeline
        self._links: Links | None = None

    def event(self, name: str) -> Event | None:
        return next((event for event in self._timeline.events if event.id == name), None)

    def ids(self) -> Iterable[str]:
        return (event.id for event in self._timeline.events)

    def names(self, kind: str) -> dict[str, str]:
        return field_of(kind).names(self._timeline, self._timeline.events)

    def disputed_events(self) -> list[Event]:
        return [event for event in self._timeline.events if event.disputed]

    def pictured_events(self) -> list[Event]:
        return [event for event in self._timeline.events if event.media]

    def followed(self, causes: Iterable[str]) -> set[str]:
        from crisis.timeline.base.graph import reached

        effects: dict[str, list[str]] = {}
        for event in self._timeline.events:
            for cause in event.caused_by:
                effects.setdefault(cause, []).append(event.id)
        return reached(effects, causes)

    def known(self) -> list[tuple[int, int]]:
        return known(self._timeline.events)

    def findings(self) -> dict[str, int]:
        numbers: dict[str, int] = {}
        for conflict in self._timeline.conflicts:
            numbers[conflict.kind] = numbers.get(conflict.kind, 0) + 1
        return numbers

    def links(self) -> Links | None:
        network = self._timeline.network
        if self._links is None and network is not None:
            self._links = network.links()
        return self._links

    def whole(self) -> Timeline:
        return self._timeline

    def select(
        self,
        conditions: Sequence[Condition],
        since: Since,
        certain: bool,
        most: int | None = None,
    ) -> Selected:
        tests = judges(conditions, since)
        all_sought = [condition.sought for condition in conditions]
        windows = [sought for sought in all_sought if isinstance(sought, Times | Either)]
        elapsed = all(isinstance(window, Times) and window.elapsed for window in windows)
        apart = any(isinstance(sought, Apart) for sought in all_sought)
        hits: list[Hit] = []
        undated = 0
        for event in self._timeline.events:
            verdict = overall(test(event) for test in tests)
            if verdict == OUT:
                continue
            asked = bool(windows) and not (elapsed and since.of(event) is not None)
            if event.dateless and (asked or (apart and verdict != CERTAIN)):
                undated += 1
                continue
            if event.status:
                verdict = POSSIBLE  # planned, missed, averted or denied: it never certainly was
            if verdict == CERTAIN or not certain:
                hits.append(Hit(event, verdict))
        hits.sort(key=lambda hit: order(hit.event))
        dated = sum(1 for hit in hits if not hit.event.dateless)
        return Selected(hits, dated, undated)


def known(events: Iterable[Event]) -> list[tuple[int, int]]:
    """Stretches [first, last] in which events lie that are known to within a week, in order.

    Stretches that are so near to each other that no day fits in between are one.
    """
    return stretches(span for event in events if (span := near(event)) is not None)


def near(event: Event) -> tuple[int, int] | None:
    """The first and the last instant of an event; None where it is not known to within a week."""
    low, high = touched(event.start, event.end)
    return (low, high) if low is not None and high is not None and high - low < _WEEK else None


def stretches(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches [first, last] in order; those so near that no day fits in between are one."""
    united: list[tuple[int, int]] = []
    first = last = 0
    for low, high in sorted(spans):
        if united and low - last < _NEAR:
            last = max(last, high)
            united[-1] = first, last
        else:
            first, last = low, high
            united.append((first, last))
    return united
