"""The events of a view as a store: a question that narrows reads few rows, any other reads all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from crisis.timeline.base.problems import Origin, Unreadable
from crisis.timeline.eventfile.ids import is_id
from crisis.timeline.model.records import Event, Part
from crisis.timeline.query.free_fields import field_of
from crisis.timeline.query.memory import Memory
from crisis.timeline.tables.engine import Failed
from crisis.timeline.tables.table_store import Unrelated

from .vouching import Unvouched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from crisis.timeline.model.relations import Links
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.conditions import Condition
    from crisis.timeline.query.elapsed import Since
    from crisis.timeline.query.store import Selected

    from .view import View

_MADE = re.compile(r".*-[a-z2-7]{10}").fullmatch


class ViewStore(Sequence[Event]):
    """The events of a view; a Store. ``read`` reads the whole file, and is called once at most."""

    def __init__(self, view: View, read: Callable[[], Timeline]) -> None:
        self.view = view
        self._read = read
        self.told: frozenset[str] = frozenset()
        """The problems of its file that are told already, as texts."""

    @cached_property
    def _whole(self) -> Memory:
        """All of it. Raises Unreadable where it cannot be read to its end."""
        timeline = self._read()
        for problem in timeline.problems:
            if problem.severity == "error" and str(problem) not in self.told:
                raise Unreadable(problem)
        return Memory(timeline)

    def __len__(self) -> int:
        return self.view.events

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        events = tuple(self)
        return events[place]

    def __iter__(self) -> Iterator[Event]:
        return iter(self.whole().events)

    def event(self, name: str) -> Event | None:
        """The event of an id, which is sought where it can be one of this file."""
        if not (is_id(name) if self.view.rules.id is not None else _MADE(name)):
            return None
        return self._whole.event(name)

    def ids(self) -> Iterable[str]:
        return self._whole.ids()

    def names(self, kind: str) -> Mapping[str, str]:
        listed = self.view.named.get(kind)
        if listed is None:
            return self._whole.names(kind)
        above = self.view.above
        event = Event(
            id="",
            titles=(),
            origin=Origin("", 0),
            actors=tuple(map(Part, above.actors)),
            sources=tuple(above.sources),
            tags=tuple(listed) if kind == "tag" else (),
        )
        places = listed if kind == "place" else [""]
        events = [event._replace(place=place) for place in dict.fromkeys(places)]
        return field_of(kind).names(above, events)

    def disputed_events(self) -> list[Event]:
        return self._whole.disputed_events()

    def pictured_events(self) -> list[Event]:
        return []

    def followed(self, causes: Iterable[str]) -> set[str]:
        return set()

    def known(self) -> list[tuple[int, int]]:
        try:
            return Memory(self.view.days()).known()
        except (Unvouched, Failed):
            return self._whole.known()

    def findings(self) -> Mapping[str, int]:
        return {}

    def links(self) -> Links:
        return Unrelated()

    def whole(self) -> Timeline:
        return self._whole.whole()

    def select(
        self,
        conditions: Sequence[Condition],
        since: Since,
        certain: bool,
        most: int | None = None,
    ) -> Selected:
        try:
            where = self.view.narrowing.where(conditions)
            if where is not None:
                here = Memory(self.view.timeline(where))
                return here.select(conditions, since, certain, most)
        except (Unvouched, Failed):
            pass
        return self._whole.select(conditions, since, certain, most)
