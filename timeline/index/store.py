"""A timeline whose events lie in an index: the same answers, and only what they need is read.

Where the index turns out to be broken, the files are read after all, and nobody hears of it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar, overload

from crisis.timeline.model.sort_keys import order
from crisis.timeline.model.timeline import Timeline
from crisis.timeline.query.store import Disputed, Filed, Found, Selected, disputed
from crisis.timeline.query.windows import CERTAIN, POSSIBLE

from .reader import DAMAGE, Index
from .serialize import by_name, header, number, several, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Self

    from crisis.timeline.model.records import Actor, Event, Source
    from crisis.timeline.model.relations import Links, Place, Reach, Work
    from crisis.timeline.query.conditions import Condition
    from crisis.timeline.query.elapsed import Since
    from crisis.timeline.query.memory import Memory
    from crisis.timeline.query.totals import Totals

    from .select import Ranked

    Value = TypeVar("Value")

_set = object.__setattr__


class Stored(Sequence["Event"]):
    """The events of an index, in the order of the files; a Store.

    ``load`` reads the files instead, and ``drop`` is called when the index turns out to be broken.
    """

    def __init__(
        self, index: Index, load: Callable[[], Timeline], drop: Callable[[], object]
    ) -> None:
        self.filed = index
        self._load = load
        self._drop = drop
        self._one = RLock()  # threads take turns
        self._closed = False
        self._whole: Timeline | None = None
        self._memory: Memory | None = None
        self._ordered: list[Event] | None = None
        self._ranks: array[int] | None = None

    def whole(self) -> Timeline:
        """The timeline as its files have it, read and resolved."""
        if self._whole is None:
            self._whole = self._load()
        return self._whole

    def heal(self, read: Callable[[], Value], instead: Callable[[Memory], Value]) -> Value:
        """What the index says, or the same from the files if it is damaged."""
        with self._one:
            if self._closed:
                raise ValueError("the timeline is closed")
            if self._memory is None:
                try:
                    return read()
                except DAMAGE:
                    self._drop()
                    self._memory = self._all_read()
        return instead(self._memory)

    def _all_read(self) -> Memory:
        from crisis.timeline.query.memory import Memory

        return Memory(self.whole())

    def close(self) -> None:
        """Read no more of the index: what asks for more raises ValueError."""
        with self._one:
            self._closed = True
            self.filed.database.close()

    def __del__(self) -> None:
        self.filed.database.close()

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

    def disputed(self) -> list[Disputed]:
        """The disputed events by their ranks, in order."""
        return self.heal(
            self.filed.disputed,
            lambda _: [
                disputed(rank, event)
                for rank, event in enumerate(self._by_order())
                if event.disputed
            ],
        )

    def open_starts(self) -> list[int]:
        """The ranks of others that may have started at any time before theirs: see Filed."""
        return self.heal(
            self.filed.open_starts,
            lambda _: [
                rank
                for rank, event in enumerate(self._by_order())
                if event.start.earliest is None and not (event.disputed or event.dateless)
            ],
        )

    def disputed_events(self) -> list[Event]:
        found = [self.at(it.place) for it in self.disputed()]
        return sorted(found, key=lambda event: event.place_in_file)

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
            return self._all_read().select(conditions, since, certain)
        return Selected(_Rows(self, ranked), ranked.dated, ranked.undated, ranked.more)


class _Rows(Filed):
    """What an index found; events are read when they are taken."""

    def __init__(self, stored: Stored, ranked: Ranked) -> None:
        self._stored = stored
        self._ranked = ranked

    def __len__(self) -> int:
        return len(self._ranked.ranks)

    @overload
    def __getitem__(self, place: int) -> Found: ...
    @overload
    def __getitem__(self, place: slice) -> list[Found]: ...
    def __getitem__(self, place: int | slice) -> Found | list[Found]:
        if isinstance(place, slice):
            return [self[number] for number in range(len(self))[place]]
        event = self._stored.at(self._ranked.ranks[place])
        certain = self._ranked.certain[place] and not event.status
        return Found(event, CERTAIN if certain else POSSIBLE)

    def disputed(self) -> list[Disputed]:
        found = ((self._place(it.place), it) for it in self._stored.disputed())
        return [it._replace(place=place) for place, it in found if place is not None]

    def open_starts(self) -> list[int]:
        found = map(self._place, self._stored.open_starts())
        return [place for place in found if place is not None]

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
        found = self._stored.heal(
            lambda: filed.named(kind, folded), lambda memory: memory.names(kind).get(folded)
        )
        if found is None:
            raise KeyError(folded)
        return found

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


class StoredTimeline(Timeline):
    """A timeline out of an index; what of it is not read yet is read when it is asked for."""

    __slots__ = ("stored",)

    stored: Stored

    def __init__(self, stored: Stored) -> None:
        _set(self, "stored", stored)
        _set(self, "events", stored)
        _set(self, "according_to", "")  # an index has what all sources say
        _set(self, "preferring", ())
        for name in ("header", "files", "broken"):  # without these it is no timeline
            _set(self, name, self._read(name))

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        if name not in Timeline.__slots__:
            raise AttributeError(name)
        stored = self.stored
        if name == "network":
            found: Any = stored.whole().network
        else:
            found = stored.heal(lambda: self._read(name), lambda _: getattr(stored.whole(), name))
        _set(self, name, found)
        return found

    def __getitem__(self, name: str) -> Event:
        found = self.stored.event(name)
        if found is None:
            raise KeyError(name)
        return found

    def keys(self) -> list[str]:
        return list(self.stored.ids())

    def replace(self, **changes: Any) -> Self:
        found = type(self)(self.stored)
        for name in Timeline.__slots__:  # what is read, or was changed before
            try:
                _set(found, name, object.__getattribute__(self, name))
            except AttributeError:
                continue
        for name, change in changes.items():
            _set(found, name, change)
        return found

    def close(self) -> None:
        """Close the index; what was read of it stays, and what is read later raises ValueError."""
        self.stored.close()

    def _read(self, name: str) -> Any:
        filed = self.stored.filed
        value, read = filed.fact(name), filed.read
        if name == "header":
            return header(value)
        if name == "broken":
            return number(value)
        if name == "files":
            return tuple(filed.names_now[file] for file in several(text)(value))
        if name in ("actors", "sources"):
            each: tuple[Actor | Source, ...]
            each = several(read.actor)(value) if name == "actors" else several(read.source)(value)
            return {one.id: one for one in each}
        return several(read.problem if name == "problems" else read.conflict)(value)


def _linked(memory: Memory) -> Links:
    links = memory.links()
    if links is None:
        raise AssertionError("a timeline that was loaded has a network")
    return links


def _places(ordered: list[Event]) -> list[int]:
    """The rank of each event, in the order of the files."""
    return sorted(range(len(ordered)), key=lambda rank: ordered[rank].place_in_file)
