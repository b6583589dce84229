"""The events of a view as a store: a question that narrows reads few rows, any other reads all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

from crisis.timeline.base.problems import Origin
from crisis.timeline.eventfile.ids import is_id
from crisis.timeline.model.records import Event, Part
from crisis.timeline.query.free_fields import field_of
from crisis.timeline.tables.engine import Failed
from crisis.timeline.tables.table_store import TableStore, Unrelated

from .vouching import Unvouched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from crisis.timeline.model.relations import Links
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.conditions import Condition
    from crisis.timeline.query.elapsed import Since
    from crisis.timeline.query.store import Selected, Store

    from .view import View

_MADE = re.compile(r".*-[a-z2-7]{10}").fullmatch


class ViewStore(Sequence[Event]):
    """The events of a view; a Store. ``read`` reads the whole file, and is called once at most."""

    def __init__(self, view: View, read: Callable[[], tuple[Store, int]]) -> None:
        self.view = view
        self._read = read
        self._number = view.events

    @cached_property
    def _whole(self) -> Store:
        """All of it. Raises Unreadable where it cannot be read to its end."""
        store, self._number = self._read()
        return store

    def __len__(self) -> int:
        return self._number

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        events = tuple(self)
        return events[place]

    def __iter__(self) -> Iterator[Event]:
        whole = self._whole
        return iter(whole if isinstance(whole, TableStore) else whole.whole().events)

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
            return self.view.days().known()
        except (Unvouched, Failed):
            return self._whole.known()

    def findings(self) -> Mapping[str, int]:
        return {}

    def links(self) -> Links:
        return Unrelated()

    def whole(self) -> Timeline:
        return self._whole.whole()

    def free_names(self) -> tuple[str, ...]:
        """The names of keys that begin with ``x-``."""
        if not self.view.rules.own:
            return ()
        whole = self._whole
        return whole.tables.own if isinstance(whole, TableStore) else whole.whole().free_names()

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
                return self.view.store(where).select(conditions, since, certain, most)
        except (Unvouched, Failed):
            pass
        return self._whole.select(conditions, since, certain, most)
