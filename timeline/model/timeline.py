"""The record of a whole timeline: its header, its events, and what was found wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from crisis.timeline.base.record import Record

from .constraints import END, START
from .details import free_values
from .records import Event

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal, Self

    from crisis.timeline.base.problems import Problem

    from .conflicts import Conflict
    from .details import Actor, Source
    from .free import Free
    from .relations import Network
    from .words import Calendar

    T = TypeVar("T")


_set = object.__setattr__  # what is never changed is made so
_INSTANTS = {"start": START, "end": END}


class Measure(Record):
    """A length of time that a file gives a name: from the ``first`` instant to the ``second``.

    Each is the id of an event, or of one that lasts ``ID.start`` or ``ID.end``.
    """

    name: str
    first: str
    second: str


def instant_of(text: str) -> tuple[str, int]:
    """The id of an event, and which of its instants is meant by ``ID``, ``ID.start``, ``ID.end``.

    Raises ValueError for what stands behind an id otherwise.
    """
    event, dot, which = text.removeprefix("@").partition(".")
    if dot and which not in _INSTANTS:
        raise ValueError(which)
    return event, _INSTANTS.get(which, START)


class Header(Record):
    """What stands under ``timeline``. ``zone`` is an IANA name; empty when the file has none.

    ``calendar`` is the one that its dates are of; empty where the file does not say: Gregorian.
    """

    title: str = ""
    zone: str = ""
    zones: Mapping[str, str] = {}
    zero: int | str | None = None
    prefer: tuple[str, ...] = ()
    source: str = ""
    lang: str = ""
    window: tuple[int, int] | None = None
    calendar: Calendar | Literal[""] = ""
    measures: tuple[Measure, ...] = ()
    free: Free = ()

    @property
    def free_values(self) -> dict[str, Any]:
        """The keys that begin with ``x-``, with their values as JSON has them."""
        return free_values(self.free)


class Timeline:
    """A resolved timeline: its events in the order of the files, and every problem found.

    ``problems`` are errors of the files, ``conflicts`` findings about what they say. ``broken``
    counts events that could not be read at all. Iterating gives the events. It is never changed:
    ``replace`` gives another one.
    ``according_to`` is the source whose story it is, where it is that of one alone; ``preferring``
    are those that a question believes first, whatever the file says of that.
    """

    __slots__ = (
        "according_to",
        "actors",
        "broken",
        "conflicts",
        "events",
        "files",
        "header",
        "network",
        "preferring",
        "problems",
        "sources",
    )  # fmt: skip

    header: Header
    actors: Mapping[str, Actor]
    sources: Mapping[str, Source]
    events: Sequence[Event]
    problems: tuple[Problem, ...]
    files: tuple[str, ...]
    broken: int
    conflicts: tuple[Conflict, ...]
    network: Network | None
    according_to: str
    preferring: tuple[str, ...]

    def __init__(  # noqa: PLR0913, PLR0917 - a record
        self,
        header: Header,
        actors: Mapping[str, Actor],
        sources: Mapping[str, Source],
        events: Sequence[Event],
        problems: tuple[Problem, ...] = (),
        files: tuple[str, ...] = (),
        broken: int = 0,
        conflicts: tuple[Conflict, ...] = (),
        network: Network | None = None,
        according_to: str = "",
        preferring: tuple[str, ...] = (),
    ) -> None:
        _set(self, "header", header)
        _set(self, "actors", actors)
        _set(self, "sources", sources)
        _set(self, "events", events)
        _set(self, "problems", problems)
        _set(self, "files", files)
        _set(self, "broken", broken)
        _set(self, "conflicts", conflicts)
        _set(self, "network", network)
        _set(self, "according_to", according_to)
        _set(self, "preferring", preferring)

    def replace(self, **changes: Any) -> Self:
        """The same timeline with other parts."""
        return type(self)(**({name: getattr(self, name) for name in Timeline.__slots__} | changes))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name}: a timeline is never changed: replace() gives another one")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{name}: a timeline is never changed")

    def close(self) -> None:
        """Close the index that it reads from, if any; what is read later raises ValueError."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        title = f"{self.header.title!r}, " if self.header.title else ""
        wrong = f", {len(self.problems)} problems" if self.problems else ""
        return f"<Timeline {title}{len(self.events)} events{wrong}>"

    def __iter__(self) -> Iterator[Event]:
        """The events in the order of the files."""
        return iter(self.events)

    def __len__(self) -> int:
        """How many events there are."""
        return len(self.events)

    def __getitem__(self, name: str) -> Event:
        """The event of an id. Raises KeyError."""
        for event in self.events:
            if event.id == name:
                return event
        raise KeyError(name)

    @overload
    def get(self, name: str) -> Event | None: ...
    @overload
    def get(self, name: str, default: T) -> Event | T: ...
    def get(self, name: str, default: T | None = None) -> Event | T | None:
        """The event of an id, else ``default``."""
        try:
            return self[name]
        except KeyError:
            return default

    def __contains__(self, sought: object) -> bool:
        """Whether there is an event of this id, or this very event."""
        if isinstance(sought, Event):
            return self.get(sought.id) == sought
        return isinstance(sought, str) and self.get(sought) is not None

    def keys(self) -> list[str]:
        """The ids, in the order of the files."""
        return [event.id for event in self.events]

    def text_languages(self) -> set[str]:
        """The tags of the languages that titles and texts of its events are in."""
        return {tag for event in self.events for tag, _ in (*event.titles, *event.texts) if tag}

    def free_names(self) -> tuple[str, ...]:
        """The names of all keys of its events that begin with ``x-``, as they first stand there."""
        return tuple(dict.fromkeys([name for event in self.events for name, _ in event.free]))

    def values(self) -> list[Event]:
        """The events, in the order of the files."""
        return list(self.events)

    def items(self) -> list[tuple[str, Event]]:
        """Each id with its event, in the order of the files."""
        return [(event.id, event) for event in self.events]
