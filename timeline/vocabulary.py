"""The vocabulary of an answer: its actors, sources, tags and days, how often, first and last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .jsonform import bound, document, dump
from .reports import NOBODY, report

if TYPE_CHECKING:
    from .engine import Answer, Match
    from .model import Event

KINDS = {"actors": "actor", "sources": "source", "tags": "tag", "days": "day"}
"""What there is to list, and the group of a report that has it."""


class Entry(NamedTuple):
    """A word, how many matches have it, and the first and the last of them in time.

    ``id`` is what a filter takes; ``name`` what people say (the same for tags and days).
    """

    id: str
    name: str
    matches: tuple[Match, ...]

    @property
    def first(self) -> Event | None:
        """The first event in time."""
        return self.matches[0].event if self.matches else None

    @property
    def last(self) -> Event | None:
        """The last event in time."""
        return self.matches[-1].event if self.matches else None


def vocabulary(answer: Answer, kind: str) -> list[Entry]:
    """The words of a kind out of KINDS, in the order of the file; tags by name, days in time.

    Where nothing is filtered, actors and sources that no event names are there as well.
    """
    timeline = answer.timeline
    known: dict[str, str] = {}
    if kind == "actors":
        known = {actor.id: actor.name for actor in timeline.actors.values()}
    elif kind == "sources":
        known = {source.id: source.name for source in timeline.sources.values()}
    groups = report(answer, (KINDS[kind],)).groups
    found = {g.key: g.matches for g in groups if g.key != NOBODY and g.matches and g.plain}
    ids = [] if answer.query.terms else list(known)
    ids += [key for key in found if key not in ids]
    return [Entry(key, known.get(key, key), found.get(key, ())) for key in ids]


def to_json(answer: Answer, kind: str, entries: list[Entry]) -> str:
    """A vocabulary as one JSON document, ``crisis.list/1``."""
    whole = document(report(answer))
    return dump(
        {
            "schema": "crisis.list/1",
            "timeline": whole["timeline"],
            "query": whole["query"],
            "counts": whole["counts"],
            "kind": kind,
            "entries": [_entry(entry, answer) for entry in entries],
        }
    )


def _entry(entry: Entry, answer: Answer) -> dict[str, Any]:
    zone = answer.clock.zone
    ends = {
        end: None if event is None else {"id": event.id, "start": bound(event.start, zone)}
        for end, event in (("first", entry.first), ("last", entry.last))
    }
    return {"id": entry.id, "name": entry.name, "shown": len(entry.matches), **ends}
