"""The records that events are made of: bounds, claims, accounts, actors, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any, Final, Literal

    from crisis.timeline.base.problems import Origin

    from .constraints import Meaning
    from .free import Free
    from .words import Agreement, Calendar, ClockForm, Confidence


def free_values(free: Free) -> dict[str, Any]:
    """The values of keys that begin with ``x-`` by their names."""
    if not free:
        return {}
    from .free import values

    return values(free)


class Bound(Record):
    """``[earliest, latest]``, both included; None is an open end."""

    earliest: int | None = None
    latest: int | None = None

    @property
    def ends(self) -> tuple[int | None, int | None]:
        """Both ends as a tuple: quicker where very many are looked at."""
        return self.earliest, self.latest

    def __iter__(self) -> Iterator[int | None]:
        """Both ends: ``earliest, latest = event.start``."""
        return iter((self.earliest, self.latest))

    def __eq__(self, other: object) -> bool:
        """Whether both ends are the same: those of a pair as well."""
        if isinstance(other, Bound):
            return self.earliest == other.earliest and self.latest == other.latest
        if isinstance(other, tuple):
            return (self.earliest, self.latest) == other
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.earliest, self.latest))

    @property
    def open(self) -> bool:
        """Whether nothing at all is known."""
        return self.earliest is None and self.latest is None

    def shared(self, other: Bound) -> Bound | None:
        """What two bounds share; None where they share nothing."""
        low = max((at for at in (self.earliest, other.earliest) if at is not None), default=None)
        high = min((at for at in (self.latest, other.latest) if at is not None), default=None)
        return None if low is not None and high is not None and low > high else Bound(low, high)


Elapsed = tuple[Bound, Bound | None]
"""The bounds of a start and, where it lasts, of an end: instants, or microseconds since zero."""


class Written(Record):
    """A phrase as written: ``key`` is is, from, to or for; ``column`` of its first character."""

    key: str
    text: str
    line: int
    column: int


class Claim(Record):
    """What one source says about the time of an event. No source: the author says so."""

    phrases: tuple[Written, ...]
    meaning: Meaning | None
    origin: Origin
    source: str = ""
    quote: str = ""
    text: str = ""
    confidence: Confidence | Literal[""] = ""
    at: str = ""
    via: str = ""
    rejected: str = ""
    url: str = ""
    free: Free = ()

    @property
    def free_values(self) -> dict[str, Any]:
        """The keys that begin with ``x-``, with their values as JSON has them."""
        return free_values(self.free)

    @property
    def phrase(self) -> str:
        """The claim on one line, as it would stand under ``when``."""
        return " ".join(
            part.text if part.key == "is" else f"{part.key} {part.text}" for part in self.phrases
        )

    @property
    def counted(self) -> Meaning | None:
        """What it means where it counts: a rejected one does not, nor what cannot be read."""
        return None if self.rejected else self.meaning


class Part(Record):
    """An actor's part in an event, with the role it had, if any."""

    actor: str
    role: str = ""


class Medium(Record):
    """A picture of an event: a file beside the event file, or an address.

    One of ``file`` and ``url`` is empty. ``file`` is as written, a path from the folder of the
    event file; what lies there nobody has looked at. ``alt`` tells those who cannot see it what it
    shows. ``line`` is that of the event file, from 1.
    """

    file: str = ""
    url: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    line: int = 0

    @property
    def name(self) -> str:
        """What it is found by: the file or the address."""
        return self.file or self.url


class Actor(Record):
    """Who acts: a person or an organisation."""

    id: str
    name: str
    origin: Origin
    aliases: tuple[str, ...] = ()
    member_of: tuple[str, ...] = ()
    free: Free = ()

    @property
    def free_values(self) -> dict[str, Any]:
        """The keys that begin with ``x-``, with their values as JSON has them."""
        return free_values(self.free)


class SourceClock(Record):
    """The clock of a source, which is wrong by the same all the time.

    ``written`` is what the file says of that. ``stated`` is by how many microseconds it is fast as
    the file says, ``fast`` as all that is known says; below zero it is slow. ``of`` is the source
    whose clock it is, where that is another's.
    """

    written: str
    stated: Bound
    fast: Bound
    of: str = ""


class Source(Record):
    """Who says so.

    ``calendar`` is that of its dates, where it has one of its own; ``file`` a saved text of it
    and ``sha256`` the digest of that file,
    ``archived`` the address of a copy. ``confidence`` is that of its claims which name none, and
    all its clocks are ``approximate``. ``clocks`` is how it writes them. ``clock`` is there where
    its clock is said to be wrong.
    """

    id: str
    name: str
    origin: Origin
    title: str = ""
    url: str = ""
    published: str = ""
    zone: str = ""
    zero: str = ""
    lang: str = ""
    calendar: Calendar | Literal[""] = ""
    archived: str = ""
    accessed: str = ""
    file: str = ""
    sha256: str = ""
    confidence: Confidence | Literal[""] = ""
    approximate: bool = False
    clock: SourceClock | None = None
    clocks: ClockForm | Literal[""] = ""
    free: Free = ()

    @property
    def free_values(self) -> dict[str, Any]:
        """The keys that begin with ``x-``, with their values as JSON has them."""
        return free_values(self.free)


class Alternative(Record):
    """One of several times of an event, of which one holds.

    ``written`` is how its claim has it, ``start`` and ``end`` are what is left of it by all else
    that is known. Where it is ``ruled_out`` it cannot be true with the rest of the file, and these
    are what it says by itself.
    """

    written: str
    start: Bound
    end: Bound | None = None
    ruled_out: bool = False


AGREED: Final = "agreed"
DIFFERING: Final = "differing"
DISPUTED: Final = "disputed"
WORSE: dict[Agreement | Literal[""], int] = {"": 0, AGREED: 0, DIFFERING: 1, DISPUTED: 2}
"""How far apart accounts stand."""


class Account(Record):
    """What one source's claims come to for an event, read against the whole file.

    Where it says nothing of the start (``tells`` is false) or of the end, that is left to the
    others: ``start`` is that of the event, ``end`` is None. ``conflicted`` tells that it cannot be
    true with what else is known of the event. ``sure`` is how sure it is (a place in SURE), and
    ``lasting`` how long it has the event go on, in microseconds, where it says so. Its
    ``alternatives`` are there where it tells several times, of which one holds. A source that
    contradicts itself has several accounts.
    """

    source: str
    start: Bound
    end: Bound | None = None
    tells: bool = True
    conflicted: bool = False
    sure: int = 2
    lasting: Bound | None = None
    alternatives: tuple[Alternative, ...] = ()

    @property
    def length_alone(self) -> Bound | None:
        """How long it has the event go on where it says nothing else of when that was.

        Its ``end`` is then what that comes to from the start of the event, which others tell.
        """
        return None if self.tells else self.lasting
