"""Matches that are read out of an index when they are taken: the first need not wait for all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

from crisis.timeline.base.namedtuple import NamedTuple

from .answer import Match
from .later import number
from .order import Order
from .terms import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from crisis.timeline.model.records import Event
    from crisis.timeline.model.relations import Links

    from .answer import Answer
    from .elapsed import Since
    from .store import Branched, Filed, Selected, Stretch, Tally
    from .totals import Totals

    Value = TypeVar("Value")


_KEPT = 4_096
"""Of very many matches so many are kept that were read last."""


class Odd(NamedTuple):
    """Matches that a stretch of time may have although their turn comes later.

    ``branched`` have several times; ``open`` are the places of those that may have started at any
    time before theirs.
    """

    branched: list[Branched]
    open: list[int]


class Flow(Sequence[Match]):
    """All matches of a question, in their order. What was read is kept."""

    def __init__(self, links: Links | None, filed: Filed, selected: Selected, since: Since) -> None:
        self._dated = selected.dated
        self._filed = filed
        self._since = since
        self._order = Order(links)
        self._read: list[Match] = []
        self._gone = 0  # so many of the first ones are not kept any more

    @property
    def dated(self) -> int:
        """How many have a time: they stand before the others."""
        return number(self._dated)

    @property
    def unread(self) -> int:
        """How many matches are not read yet."""
        return len(self._filed) - len(self._read) - self._gone

    @property
    def countable(self) -> bool:
        """See Filed."""
        return self._filed.countable

    @property
    def large(self) -> bool:
        """Whether these are too many to be read into memory."""
        return self._filed.large

    def in_lines(self) -> None:
        """See Filed."""
        self._filed.in_lines()

    def tally(self) -> Tally | None:
        """How many there are of each kind; None where that is to be counted one by one."""
        return self._filed.tally()

    def tallied(self, field: str) -> list[tuple[str, Tally]]:
        """See Filed."""
        return self._filed.tallied(field)

    def stretches(self, size: int) -> list[Stretch]:
        """See Filed."""
        return self._filed.stretches(size)

    def having(self, state: str) -> int:
        """See Filed."""
        return self._filed.having(state)

    def last_start(self) -> int | None:
        """See Filed."""
        return self._filed.last_start()

    def event(self, place: int) -> Event:
        """The event of the match at a place; no other match is read for it."""
        return self._filed[place].event

    def lone(self, place: int) -> Match:
        """The match at a place, with nothing said of its order; no other is read for it."""
        event, verdict = self._filed[place]
        return Match(event, verdict, self._since.of(event), None)

    def odd(self) -> Odd:
        """The matches whose turn comes later than a stretch that may have them: see Odd."""
        return Odd(self._filed.branched(), self._filed.open_starts())

    def summed(self, find: Callable[[Totals], Value]) -> Value | None:
        """What ``find`` gets of the index's Totals; None where not all its events match."""
        return self._filed.summed(find)

    def __len__(self) -> int:
        return len(self._filed)

    @overload
    def __getitem__(self, place: int) -> Match: ...
    @overload
    def __getitem__(self, place: slice) -> list[Match]: ...
    def __getitem__(self, place: int | slice) -> Match | list[Match]:
        if isinstance(place, slice):
            return [self[at] for at in range(len(self))[place]]
        at = place if 0 <= place < len(self) else range(len(self))[place]
        if at < self._gone:
            self._gone, self._read = at, []
        while len(self._read) + self._gone <= at:
            self._read.append(self._next())
            if self.large and len(self._read) > 2 * _KEPT:
                del self._read[:_KEPT]
                self._gone += _KEPT
        return self._read[at - self._gone]

    def __iter__(self) -> Iterator[Match]:
        if not (self.large or self.unread):
            return iter(self._read)
        return (self[place] for place in range(len(self)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    __hash__ = None  # type: ignore[assignment]

    def _next(self) -> Match:
        place = len(self._read) + self._gone
        event, verdict = self._filed[place]
        if self._read or not place:
            ordered = not place or self._order.follows(self._read[-1].event, event)
        else:
            ordered = self._order.follows(self._filed[place - 1].event, event)
        return Match(event, verdict, self._since.of(event), ordered)


def large(matches: Sequence[Match]) -> bool:
    """Whether these are too many to be read into memory."""
    return isinstance(matches, Flow) and matches.large


def by_engine(matches: Sequence[Match]) -> bool:
    """Whether an engine counts groups of these, however few they are."""
    return isinstance(matches, Flow) and matches.countable


def in_lines(matches: Sequence[Match]) -> None:
    """See Filed."""
    if isinstance(matches, Flow):
        matches.in_lines()


def too_many(count: int) -> QueryError:
    """What is raised where very many matches would have to be read into memory."""
    hint = "a filter, or --limit; count, --as csv, ndjson and json take any number"
    return QueryError(f"{count:,} events are too many for this", hint)


def check_few(matches: Sequence[Match]) -> None:
    """Raises QueryError where matches are too many to be read into memory."""
    if large(matches):
        raise too_many(len(matches))


def summed(answer: Answer, find: Callable[[Totals], Value]) -> Value | None:
    """What an index knows of all events of an answer; None where it has none or leaves some out."""
    return answer.matches.summed(find) if isinstance(answer.matches, Flow) else None


def unread(answer: Answer) -> int:
    """How many matches of an answer are not read yet."""
    return answer.matches.unread if isinstance(answer.matches, Flow) else 0
