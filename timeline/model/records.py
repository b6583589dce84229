"""The records of a timeline. All are immutable and know their place in a file.

Instants are integer microseconds since 1970-01-01T00:00Z; both ends of a Bound are included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from crisis.timeline.base.record import Record

from .details import (
    AGREED,
    DIFFERING,
    DISPUTED,
    WORSE,
    Account,
    Actor,
    Bound,
    Claim,
    Elapsed,
    Part,
    Source,
    Written,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Literal, Self

    from crisis.timeline.base.problems import Origin, Problem
    from crisis.timeline.base.texts import Texts

    from .conflicts import Conflict
    from .relations import Network
    from .words import Agreement, Confidence, State, Status

    T = TypeVar("T")

__all__ = [
    "AGREED", "DIFFERING", "DISPUTED", "WORSE", "Account", "Actor", "Bound", "Claim",
    "Elapsed",
    "Event", "Header", "Part", "Source", "Timeline", "Written",
]  # fmt: skip

_set = object.__setattr__  # what is never changed is made so


class Event(Record, kw_only=True):
    """What happened. ``start`` and ``end`` are derived bounds; ``end`` only for what lasts.

    ``lasting`` bounds how long what lasts goes on, in microseconds. ``accounts`` are kept where
    there is more than one; ``agreement`` then says how they stand to each other (agreed, differing
    or disputed), and ``chosen`` is the number of the one preferred, else of the first.
    ``conflicted`` tells that what was said of it gave way in a conflict. ``header``
    holds the days of the header above it. ``stands`` is where a disputed event stands among others:
    at the earliest of its chosen account, but not behind what it certainly came before. ``turn``
    is the place in the file of the event in whose turn it stands among those that time tells no
    order of, where relations do; else -1.
    """

    id: str
    titles: Texts
    origin: Origin
    when: tuple[Claim, ...] = ()
    texts: Texts = ()
    notes: Texts = ()
    actors: tuple[Part, ...] = ()
    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    place: str = ""
    quote: str = ""
    caused_by: tuple[str, ...] = ()
    part_of: str = ""
    status: Status | Literal[""] = ""
    prefer: str = ""
    start: Bound = Bound()
    end: Bound | None = None
    lasting: Bound = Bound()
    accounts: tuple[Account, ...] = ()
    agreement: Agreement | Literal[""] = ""
    chosen: int = 0
    conflicted: bool = False
    header: Bound | None = None
    place_in_file: int = 0
    stands: int | None = None
    turn: int = -1

    def __repr__(self) -> str:
        return f"<Event {self.id!r} at {self.start!r}: {self.title!r}>"

    @property
    def title(self) -> str:
        """The title in the file's own language (the first one written)."""
        return self.titles[0][1] if self.titles else ""

    @property
    def lasts(self) -> bool:
        """Whether it has an end of its own."""
        return self.end is not None

    @property
    def disputed(self) -> bool:
        """Whether its accounts cannot all be true."""
        return self.agreement == DISPUTED

    @property
    def asked(self) -> tuple[Account, ...]:
        """The accounts that a window asks: all that are not ruled out."""
        out = self.ruled_out
        return tuple(it for number, it in enumerate(self.accounts) if number not in out)

    @property
    def ruled_out(self) -> frozenset[int]:
        """The numbers of the accounts that the rest of the file rules out.

        The preferred one is none of them, and where nothing else would be left, none is.
        """
        found = frozenset(number for number, it in enumerate(self.accounts) if it.conflicted)
        return frozenset() if len(found) == len(self.accounts) else found - {self.chosen}

    @property
    def moments(self) -> list[Elapsed]:
        """What a window asks: start and end, of each account (see ``asked``) if they are disputed.

        An account that says nothing of the end leaves it to the others.
        """
        if not self.disputed:
            return [(self.start, self.end)]
        return [
            (it.start, self.end if it.end is None and _may_end(it.start, self.end) else it.end)
            for it in self.asked
        ]

    @property
    def dateless(self) -> bool:
        """Whether nothing at all is known of its time, nor told by any of its disputed accounts."""
        if not (self.start.open and (self.end is None or self.end.open)):
            return False
        return not self.disputed or all(
            start.open and (end is None or end.open) for start, end in self.moments
        )

    @property
    def counting(self) -> list[Claim]:
        """The claims that count, in their order."""
        return [claim for claim in self.when if claim.counted is not None]

    @property
    def confidences(self) -> tuple[Confidence, ...]:
        """How sure the claims are that count, as far as they say."""
        return tuple([it.confidence for it in self.when if it.confidence and not it.rejected])

    @property
    def states(self) -> tuple[State | Agreement, ...]:
        """Those of STATES that it is in, and ``agreed`` where its accounts agree."""
        found: list[State | Agreement] = [self.agreement] if self.agreement else []
        if self.conflicted:
            found.append("conflicted")
        if self.dateless:
            found.append("undated")
        if self.end is not None:
            found.append("lasting")
        meanings = [meaning for claim in self.when if (meaning := claim.counted)]
        if any(meaning.uncertain for meaning in meanings):
            found.append("uncertain")
        if any(meaning.approximate for meaning in meanings):
            found.append("approximate")
        return tuple(found)

    @property
    def tellers(self) -> tuple[str, ...]:
        """The sources whose own account is the time of the event; the author is ``""``.

        Nobody else may be named at that time: where it is put together from several accounts, there
        is none.
        """
        from .attribution import attribution

        return attribution(self).at_time


def _may_end(start: Bound, end: Bound | None) -> bool:
    """Whether whatever starts so may end so: else others speak of another time."""
    if end is None or end.latest is None:
        return True
    return start.latest is not None and start.latest <= end.latest


class Header(Record):
    """What stands under ``timeline``. ``zone`` is an IANA name; empty when the file has none."""

    title: str = ""
    zone: str = ""
    zones: Mapping[str, str] = {}
    zero: int | str | None = None
    prefer: tuple[str, ...] = ()
    source: str = ""
    lang: str = ""
    window: tuple[int, int] | None = None


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

    def __contains__(self, it: object) -> bool:
        """Whether there is an event of this id, or this very event."""
        if isinstance(it, Event):
            return self.get(it.id) == it
        return isinstance(it, str) and self.get(it) is not None

    def keys(self) -> list[str]:
        """The ids, in the order of the files."""
        return [event.id for event in self.events]

    def text_languages(self) -> set[str]:
        """The tags of the languages that titles and texts of its events are in."""
        return {tag for it in self.events for tag, _ in (*it.titles, *it.texts) if tag}

    def values(self) -> list[Event]:
        """The events, in the order of the files."""
        return list(self.events)

    def items(self) -> list[tuple[str, Event]]:
        """Each id with its event, in the order of the files."""
        return [(event.id, event) for event in self.events]
