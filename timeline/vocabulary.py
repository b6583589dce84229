"""The vocabulary of an answer: its actors, sources, tags and days, how often, first and last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any

from .days import iso
from .folding import fold, spellings
from .jsonform import bound, dump, envelope
from .namedtuples import NamedTuple
from .preamble import members_of
from .reports import report
from .since import dateless
from .windows import CERTAIN, OUT, Window, verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .engine import Answer, Match
    from .model import Bound, Event

KINDS = {"actors": "actor", "sources": "source", "tags": "tag", "days": "day"}
"""What there is to list, and the filter that takes it."""


class Entry(NamedTuple):
    """A word, the matches that its filter finds among those of an answer, first and last of them.

    ``id`` is what a filter takes; ``name`` what people say (the same for tags and days).
    """

    id: str
    name: str
    matches: tuple[Match, ...]

    @property
    def named(self) -> int:
        """How many matches name an actor; those that name only its members are not among them."""
        events = (match.event for match in self.matches)
        return sum(any(part.actor == self.id for part in event.actors) for event in events)

    @property
    def first(self) -> Event | None:
        """The first event in time; one of which nothing is known only where there are no others."""
        return self.matches[0].event if self.matches else None

    @property
    def last(self) -> Event | None:
        """The last event in time, likewise."""
        dated = [match.event for match in self.matches if not dateless(match.event)]
        return dated[-1] if dated else self.first


def vocabulary(answer: Answer, kind: str) -> list[Entry]:
    """The words of a kind out of KINDS, in the order of the file; tags by name, days in time.

    Where nothing is filtered, actors and sources that no event names are there as well. An
    organisation has the events of its members too. The days are those on which an event may have
    begun at the earliest, each with all events that may touch it.
    """
    timeline = answer.timeline
    if kind == "days":
        return _days(answer)
    if kind == "tags":
        spelled = spellings(tag for match in answer.matches for tag in match.event.tags)
        found = _sorted(answer, lambda event: [spelled[fold(tag)] for tag in event.tags])
        return [Entry(tag, tag, tuple(found[tag])) for tag in sorted(found)]
    if kind == "sources":
        names = {source.id: source.name for source in timeline.sources.values()}
        found = _sorted(answer, lambda event: event.sources)
    else:
        names = {actor.id: actor.name for actor in timeline.actors.values()}
        above = cache(lambda actor: {actor, *members_of(actor, dict(timeline.actors))})
        found = _sorted(answer, lambda e: [name for p in e.actors for name in above(p.actor)])
    ids = [] if answer.query.terms else list(names)
    ids = [name for name in dict.fromkeys([*names, *found]) if name in found or name in ids]
    return [Entry(name, names.get(name, name), tuple(found.get(name, ()))) for name in ids]


def _sorted(answer: Answer, words: Callable[[Event], Iterable[str]]) -> dict[str, list[Match]]:
    """The matches by each of their words, in their order."""
    found: dict[str, list[Match]] = {}
    for match in answer.matches:
        for word in dict.fromkeys(words(match.event)):
            found.setdefault(word, []).append(match)
    return found


def _days(answer: Answer) -> list[Entry]:
    zone = answer.clock.zone
    dated = [match for match in answer.matches if not dateless(match.event)]
    starts = [match.event.start.earliest for match in dated]
    days = sorted({zone.day(start) for start in starts if start is not None})
    windows = [[Window(zone.day_start(day), zone.day_stop(day))] for day in days]
    found: list[list[Match]] = [[] for _ in days]
    for match in dated:
        places: set[int] = set()
        for start, end in _times(match.event):
            low, high = start.earliest, (end or start).latest
            begin = 0 if low is None else bisect_left(days, zone.day(low))
            over = len(days) if high is None else bisect_right(days, zone.day(high))
            places.update(range(begin, over))
        for place in places:
            if _on(match.event, windows[place], answer.query.certain):
                found[place].append(match)
    entries = zip(map(iso, days), found, strict=True)
    return [Entry(day, day, tuple(matches)) for day, matches in entries if matches]


def _on(event: Event, day: list[Window], certain: bool) -> bool:
    """Whether an event is on a day as ``day:`` has it, under any of its accounts."""
    verdicts = {verdict(start, end, day) for start, end in _times(event)}
    return verdicts == {CERTAIN} if certain else verdicts != {OUT}


def _times(event: Event) -> list[tuple[Bound, Bound | None]]:
    if event.disputed:
        return [(account.start, account.end) for account in event.accounts]
    return [(event.start, event.end)]


def to_json(answer: Answer, kind: str, entries: list[Entry]) -> str:
    """A vocabulary as one JSON document, ``crisis.list/1``."""
    whole = envelope(report(answer))
    return dump(
        {
            "schema": "crisis.list/1",
            "timeline": whole["timeline"],
            "query": whole["query"],
            "counts": whole["counts"],
            "kind": kind,
            "entries": [_entry(entry, kind, answer) for entry in entries],
        }
    )


def _entry(entry: Entry, kind: str, answer: Answer) -> dict[str, Any]:
    zone = answer.clock.zone
    ends = {
        end: None if event is None else {"id": event.id, "start": bound(event.start, zone)}
        for end, event in (("first", entry.first), ("last", entry.last))
    }
    numbers = {"shown": len(entry.matches)}
    if kind == "actors":
        numbers["named"] = entry.named
    return {"id": entry.id, "name": entry.name, **numbers, **ends}
