"""What an engine asks of the events of a timeline, whether they are in memory or in an index."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.base.normalize import fold
from crisis.timeline.base.problems import did_you_mean

from .terms import QueryError
from .windows import touched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import TypeVar

    from crisis.timeline.model.records import Bound, Event
    from crisis.timeline.model.relations import Links
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.model.words import Matched

    from .conditions import Condition
    from .elapsed import Since
    from .later import Later
    from .totals import Totals

    Value = TypeVar("Value")


class Hit(NamedTuple):
    """An event that matches, ``certain`` or ``possible``."""

    event: Event
    verdict: Matched


class Branched(NamedTuple):
    """An event of several times (see ``Event.branched``): its place, and its start.

    ``touched`` has the first and the last instant that it may touch by each of them.
    """

    place: int
    start: Bound
    touched: tuple[Bound, ...]


def branched(place: int, event: Event) -> Branched:
    """What an event of several times comes to."""
    return Branched(place, event.start, tuple(touched(*times) for times in event.moments))


class Tally(NamedTuple):
    """How many events, how many of them certain, how many with a status."""

    all: int
    certain: int
    status: int


class Stretch(NamedTuple):
    """Events that start from ``low`` to ``high`` and may touch all up to ``last``: so many.

    The instants are the first ones of stretches of a size that was asked for; None is open. An
    ``event`` of several times stands for itself.
    """

    low: int | None
    high: int | None
    last: int | None
    tally: Tally
    event: Event | None = None


class Filed(Sequence[Hit]):
    """What matches, when it lies in an index: each is read when it is taken, and not kept.

    ``large`` is what is too much to be read into memory: an engine counts it.
    """

    large = False
    countable = False
    """Whether an engine counts them, however few they are."""

    def in_lines(self) -> None:
        """Hear that no more is asked of these events than a line shows, before any is taken.

        What that is ``tables/brief.py`` lists. Nothing else need be read of them.
        """

    def tally(self) -> Tally | None:
        """How many there are; None where that is to be counted one by one."""
        return None

    def tallied(self, field: str) -> list[tuple[str, Tally]]:
        """How many of a large one have each value of a field; an empty text stands for none."""
        raise NotImplementedError

    def stretches(self, size: int) -> list[Stretch]:
        """How many of a large one are in each stretch of so many microseconds."""
        raise NotImplementedError

    def having(self, state: str) -> int:
        """How many of a large one are in one of STATES."""
        raise NotImplementedError

    def last_start(self) -> int | None:
        """Of a large one the earliest start of the last event whose start is known."""
        raise NotImplementedError

    @abstractmethod
    def branched(self) -> list[Branched]:
        """Those of several times, in order."""

    @abstractmethod
    def open_starts(self) -> list[int]:
        """The places of others that have a time, and may have started at any before it."""

    @abstractmethod
    def summed(self, find: Callable[[Totals], Value]) -> Value | None:
        """What all events of the index come to; None unless they all are here, for certain."""


class Selected(NamedTuple):
    """What matches, in the order of time; those without any date come last.

    ``dated`` counts those before them, ``undated`` those left out by a window of time. ``more``
    match as well, behind those that a limit asks for, and are only counted.
    """

    hits: Sequence[Hit]
    dated: Later
    undated: int
    more: Later = 0


@runtime_checkable
class Store(Protocol):
    """What an engine can ask of the events of a timeline."""

    def event(self, name: str) -> Event | None:
        """The event of an id."""

    def ids(self) -> Iterable[str]:
        """All ids, in the order of the files."""

    def names(self, kind: str) -> Mapping[str, str]:
        """What actors, sources, tags or places may be called, folded, and what is meant by it.

        ``kind`` is the name of a field in KNOWN (``fields.py``); see QueryField.names.
        """

    def disputed_events(self) -> list[Event]:
        """The disputed events, in the order of the files."""

    def pictured_events(self) -> list[Event]:
        """The events that have pictures, in the order of the files."""

    def followed(self, causes: Iterable[str]) -> set[str]:
        """The ids of all that followed from events, directly or not."""

    def known(self) -> list[tuple[int, int]]:
        """Stretches [first, last] in which events lie that are known to within a week, in order."""

    def findings(self) -> Mapping[str, int]:
        """How many conflicts there are of each kind."""

    def links(self) -> Links | None:
        """What relations say of events; None where nothing is known of them."""

    def whole(self) -> Timeline:
        """The timeline with all of it in memory, and its network."""

    def select(
        self,
        conditions: Sequence[Condition],
        since: Since,
        certain: bool,
        most: int | None = None,
    ) -> Selected:
        """The events under all conditions; with ``certain`` only those that are.

        No more than the first ``most`` are needed.
        """


def event_named(here: Store, name: str) -> Event:
    """The event of an id. Raises QueryError with the nearest ids."""
    event = here.event(name)
    if event is None:
        hint = ""
        if name and (actor := here.names("actor").get(fold(name))):
            hint = f'"{name}" is an actor: crisis show actor:{actor}'
        hint = hint or did_you_mean(name, here.ids())
        raise QueryError(f'no event "{name}"', hint or "crisis show lists the ids")
    return event
