"""Which events have which terms: the postings of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.normalize import fold
from crisis.timeline.query.coverage import coverage
from crisis.timeline.query.fields import KEPT, QUERY_FIELDS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from crisis.timeline.model.free import Free
    from crisis.timeline.model.records import Event, Part

    Term = tuple[str, str]
    Terms = Callable[..., Iterable[Term]]
    Seen = dict[Hashable, list[list[int]]]

_REMEMBERED = 10_000


class Postings:
    """The ranks of the events that have each term: a kind and a name.

    That is a field of the query that is kept, and a value as it is compared; or the role of an
    actor, and the actor.
    """

    def __init__(self) -> None:
        self._ranks: dict[Term, list[int]] = {}
        self._actors: Seen = {}
        self._free: Seen = {}
        self._kept = [
            (values, _of(kind), _seen()) for kind, values in KEPT.items() if kind != "actor"
        ]
        self._kept.append((coverage, _covered, _seen()))

    def add(self, event: Event, rank: int) -> None:
        """Enter an event; ranks come in their order."""
        if parts := event.actors:
            for ranks in self._actors.get(parts) or self._new(_parts, parts, self._actors):
                ranks.append(rank)
        for values, terms, seen in self._kept:
            if having := values(event):
                for ranks in seen.get(having) or self._new(terms, having, seen):
                    ranks.append(rank)
        if event.free:
            for ranks in self._free.get(event.free) or self._new(_own, event.free, self._free):
                ranks.append(rank)

    def _new(self, terms: Terms, having: Hashable, seen: Seen) -> list[list[int]]:
        """The lists of ranks of something; what was seen before leads to them at once."""
        if len(seen) > _REMEMBERED:
            seen.clear()
        lists = [self._ranks.setdefault(term, []) for term in dict.fromkeys(terms(having))]
        seen[having] = lists
        return lists

    def write(self, database: sqlite3.Connection) -> None:
        """Write all terms. Postings as JSON take a third of the time that single rows take."""
        for number, ((kind, name), ranks) in enumerate(self._ranks.items()):
            database.execute("INSERT INTO term VALUES(?,?,?,?)", (number, kind, name, len(ranks)))
            database.execute(
                "INSERT INTO posting SELECT ?, value FROM json_each(?)", (number, str(ranks))
            )


def _seen() -> Seen:
    return {}


def _of(kind: str) -> Terms:
    alike = QUERY_FIELDS[kind].alike()
    return lambda values: ((kind, name) for name in alike(values))


def _covered(words: tuple[str, ...]) -> Iterator[Term]:
    """How far sources carry an event."""
    return (("coverage", word) for word in words)


def _own(free: Free) -> Iterator[Term]:
    """The values of the keys of the author's own."""
    from crisis.timeline.model.free import texts

    return ((name, fold(text)) for name, written in free for text in texts(written))


def _parts(parts: tuple[Part, ...]) -> Iterator[Term]:
    """The actors of an event, and each role with who had it."""
    for part in parts:
        yield "actor", part.actor
        if part.role:
            yield f"role {fold(part.role)}", part.actor
