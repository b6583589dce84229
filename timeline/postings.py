"""Which events have which terms: the postings of an index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .folding import fold
from .judging import confidences, states

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Hashable, Iterable, Iterator

    from .model import Event, Part

    Term = tuple[str, str]
    Terms = Callable[..., Iterable[Term]]

_REMEMBERED = 10_000


class Postings:
    """The ranks of the events that have each term: a kind and a name."""

    def __init__(self) -> None:
        self._ranks: dict[Term, list[int]] = {}
        self._seen: dict[Terms, dict[Hashable, list[list[int]]]] = {}

    def add(self, event: Event, rank: int) -> None:
        """Enter an event; ranks come in their order."""
        if event.actors:
            self._enter(_of_actors, event.actors, rank)
        if event.sources:
            self._enter(_of_sources, event.sources, rank)
        if event.tags:
            self._enter(_of_tags, event.tags, rank)
        if event.status:
            self._enter(_of_status, (event.status,), rank)
        if found := states(event):
            self._enter(_of_states, found, rank)
        if found := confidences(event):
            self._enter(_of_confidences, found, rank)

    def _enter(self, terms: Terms, having: Hashable, rank: int) -> None:
        """What was seen before leads to its lists of ranks at once."""
        seen = self._seen.setdefault(terms, {})
        found = seen.get(having)
        if found is None:
            if len(seen) > _REMEMBERED:
                seen.clear()
            found = [self._ranks.setdefault(term, []) for term in dict.fromkeys(terms(having))]
            seen[having] = found
        for ranks in found:
            ranks.append(rank)

    def write(self, database: sqlite3.Connection) -> None:
        """Write all terms. Postings as JSON take a third of the time that single rows take."""
        for number, ((kind, name), ranks) in enumerate(self._ranks.items()):
            database.execute("INSERT INTO term VALUES(?,?,?,?)", (number, kind, name, len(ranks)))
            database.execute(
                "INSERT INTO posting SELECT ?, value FROM json_each(?)", (number, str(ranks))
            )


def _of(kind: str) -> Callable[[Iterable[str]], Iterator[Term]]:
    return lambda names: ((kind, name) for name in names)


def _of_actors(parts: tuple[Part, ...]) -> Iterator[Term]:
    for part in parts:
        yield "actor", part.actor
        if part.role:
            yield f"role {fold(part.role)}", part.actor


def _of_tags(tags: tuple[str, ...]) -> Iterator[Term]:
    return (("tag", fold(tag)) for tag in tags)


_of_sources, _of_status = _of("source"), _of("status")
_of_states, _of_confidences = _of("is"), _of("confidence")
