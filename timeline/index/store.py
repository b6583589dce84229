"""The events of an index as a store: the same answers, and only what they need is read.

Where the index turns out to be broken, the files are read after all, and nobody hears of it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, overload

from crisis.timeline.model.serialize import by_name, number, several, text
from crisis.timeline.model.sort_keys import order
from crisis.timeline.query.store import Branched, Filed, Hit, Selected, branched
from crisis.timeline.query.windows import CERTAIN, POSSIBLE

from .fallback import Fallback
from .schema import PICTURED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Links, Place, Reach, Work
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.conditions import Condition
    from crisis.timeline.query.elapsed import Since
    from crisis.timeline.query.memory import Memory
    from crisis.timeline.query.totals import Totals

    from .reader import Index
    from .select import Ranked

    Value = TypeVar("Value")


class Stored(Fallback, Sequence["Event"]):
    """The events of an index, in the order of the files; a Store. See Fallback."""

    def __init__(
        self, index: Index, load: Callable[[], Timeline], drop: Callable[[], object]
    ) -> None:
        super().__init__(index, load, drop)
        self._ordered: list[Event] | None = None
        self._ranks: array[int] | None = None

    def at(self, rank: int) -> Event:
        """The event of a rank in the order of time."""
        return self.heal(lambda: self.filed.at(rank), lambda _: self._by_order()[rank])

    def _by_order(self) -> list[Event]:
        if self._ordered is None:
            self._ordered = sorted(self.whole().events, key=order)
        return self._ordered

    def __len__(self) -> int:
        return self.filed.events

    @overload
    def __getitem__(self, place: int) -> Event: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Event, ...]: ...
    def __getitem__(self, place: int | slice) -> Event | tuple[Event, ...]:
        ranks = self._in_files()
        if isinstance(place, slice):
            return tuple(self.at(rank) for rank in ranks[place])
        return self.at(ranks[place])

    def __iter__(self) -> Iterator[Event]:
        return (self.at(rank) for rank in self._in_files())

    def _in_files(self) -> array[int]:
        if self._ranks is None:
            self._ranks = self.heal(
                lambda: array("L", self.filed.in_files()),
                lambda _: array("L", _places(self._by_order())),
            )
        return self._ranks

    def branched(self) -> list[Branched]:
        """The events of several times by their ranks, in order."""
        return self.heal(
            self.filed.branched,
            lambda _: [
                branched(rank, event)
                for rank, event in enumerate(self._by_order())
                if event.branched
            ],
        )

    def open_starts(self) -> list[int]:
        """The ranks of others that may have started at any time before theirs: see Filed."""
        return self.heal(
            self.filed.open_starts,
            lambda _: [
                rank
                for rank, event in enumerate(self._by_order())
                if event.start.earliest is None and not (event.branched or event.dateless)
            ],
        )

    def disputed_events(self) -> list[Event]:
        events = [self.at(event.place) for event in self.branched()]
        disputed = [event for event in events if event.disputed]
        return sorted(disputed, key=lambda event: event.place_in_file)

    def pictured_events(self) -> list[Event]:
        ranks = self.heal(
            lambda: list(self.filed.in_files(PICTURED)),
            lambda _: sorted(
                (rank for rank, event in enumerate(self._by_order()) if event.media),
                key=lambda rank: self._by_order()[rank].place_in_file,
            ),
        )
        return [self.at(rank) for rank in ranks]

    def event(self, name: str) -> Event | None:
        rank = self.heal(
            lambda: self.filed.rank(name),
            lambda _: next((n for n, e in enumerate(self._by_order()) if e.id == name), None),
        )
        return None if rank is None else self.at(rank)

    def ids(self) -> Iterable[str]:
        return self.heal(lambda: list(self.filed.ids()), lambda memory: memory.ids())

    def names(self, kind: str) -> Mapping[str, str]:
        return _Names(self, kind)

    def followed(self, causes: Iterable[str]) -> set[str]:
        listed = list(causes)
        return self.heal(
            lambda: self.filed.followed(listed), lambda memory: memory.followed(listed)
        )

    def known(self) -> list[tuple[int, int]]:
        return self.heal(self.filed.known, lambda memory: memory.known())

    def free_names(self) -> tuple[str, ...]:
        """The names of the keys of its events that begin with ``x-``."""
        return self.heal(
            lambda: several(text)(self.filed.fact("free")),
            lambda memory: memory.whole().free_names(),
        )

    def findings(self) -> dict[str, int]:
        return self.heal(
            lambda: by_name(number)(self.filed.fact("kinds")), lambda memory: memory.findings()
        )

    def links(self) -> Links:
        return _Links(self)

    def select(
        self,
        conditions: Sequence[Condition],
        since: Since,
        certain: bool,
        most: int | None = None,
    ) -> Selected:
        ranked = self.heal(
            lambda: self.filed.select(conditions, since, certain, most), lambda _: None
        )
        if ranked is None:
            return self.all_read().select(conditions, since, certain)
        return Selected(_Rows(self, ranked), ranked.dated, ranked.undated, ranked.more)


class _Rows(Filed):
    """What an index found; events are read when they are taken."""

    def __init__(self, stored: Stored, ranked: Ranked) -> None:
        self._stored = stored
        self._ranked = ranked

    def __len__(self) -> int:
        return len(self._ranked.ranks)

    @overload
    def __getitem__(self, place: int) -> Hit: ...
    @overload
    def __getitem__(self, place: slice) -> list[Hit]: ...
    def __getitem__(self, place: int | slice) -> Hit | list[Hit]:
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        event = self._stored.at(self._ranked.ranks[place])
        certain = self._ranked.certain[place] and not event.status
        return Hit(event, CERTAIN if certain else POSSIBLE)

    def branched(self) -> list[Branched]:
        placed = ((self._place(event.place), event) for event in self._stored.branched())
        return [event._replace(place=place) for place, event in placed if place is not None]

    def open_starts(self) -> list[int]:
        places = map(self._place, self._stored.open_starts())
        return [place for place in places if place is not None]

    def summed(self, find: Callable[[Totals], Value]) -> Value | None:
        from .totals import Sums

        if not isinstance(self._ranked.ranks, range):
            return None
        return self._stored.heal(lambda: find(Sums(self._stored.filed)), lambda _: None)

    def _place(self, rank: int) -> int | None:
        ranks = self._ranked.ranks
        place = bisect_left(ranks, rank)
        return place if place < len(ranks) and ranks[place] == rank else None


class _Names(Mapping[str, str]):
    """The names of a kind, looked up one by one."""

    def __init__(self, stored: Stored, kind: str) -> None:
        self._stored = stored
        self._kind = kind

    def __getitem__(self, folded: str) -> str:
        filed, kind = self._stored.filed, self._kind
        name = self._stored.heal(
            lambda: filed.named(kind, folded), lambda memory: memory.names(kind).get(folded)
        )
        if name is None:
            raise KeyError(folded)
        return name

    def _every(self) -> dict[str, str]:
        filed, kind = self._stored.filed, self._kind
        return self._stored.heal(lambda: filed.names(kind), lambda memory: memory.names(kind))

    def __iter__(self) -> Iterator[str]:
        return iter(self._every())

    def __len__(self) -> int:
        return len(self._every())

    def values(self) -> Any:
        return self._every().values()


class _Links:
    """The links of an index."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored

    def place(self, event: str) -> Place | None:
        filed = self._stored.filed
        return self._stored.heal(
            lambda: filed.place(event), lambda memory: _linked(memory).place(event)
        )

    def apart(
        self, first: int, second: int, most: float, accounts: bool, work: Work
    ) -> float | None:
        filed = self._stored.filed
        return self._stored.heal(
            lambda: filed.apart(first, second, most, accounts, work),
            lambda memory: _linked(memory).apart(first, second, most, accounts, work),
        )

    def reach(self, node: int, accounts: bool) -> Reach:
        filed = self._stored.filed
        return self._stored.heal(
            lambda: filed.reach(node, accounts),
            lambda memory: _linked(memory).reach(node, accounts),
        )


def _linked(memory: Memory) -> Links:
    links = memory.links()
    if links is None:
        raise AssertionError("a timeline that was loaded has a network")
    return links


def _places(ordered: list[Event]) -> list[int]:
    """The rank of each event, in the order of the files."""
    return sorted(range(len(ordered)), key=lambda rank: ordered[rank].place_in_file)
