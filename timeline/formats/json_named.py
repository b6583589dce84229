"""The actors and sources that events of an answer name, with all that the files say of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.problems import Origin
from crisis.timeline.model.keys import ACTOR_KEYS, LISTS, SOURCE_KEYS
from crisis.timeline.model.records import Actor, Bound, Source, SourceClock

from .json_values import clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from crisis.timeline.model.keys import Key
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline

    from .json_access import Fields

_OF_SOURCES = ("sources", "when", "accounts")


class Named:
    """Whoever events name, collected while they are written; ``names`` are the fields they have."""

    def __init__(self, timeline: Timeline, names: Collection[str]) -> None:
        self._timeline = timeline
        self._names = names
        self._actors: dict[str, None] = {}
        self._sources: dict[str, None] = {}

    def add(self, event: Mapping[str, Any]) -> None:
        """An event as JSON has it."""
        self._actors.update((part["id"], None) for part in event.get("actors", ()))
        self._sources.update(dict.fromkeys(event.get("sources", ())))
        for field in ("when", "accounts"):
            told = (one["source"] for one in event.get(field, ()) if one["source"])
            self._sources.update(dict.fromkeys(told))

    def parts(self) -> dict[str, list[dict[str, Any]]]:
        """``actors`` and ``sources``, in the order of the files; groups of actors with them."""
        found: dict[str, list[dict[str, Any]]] = {}
        if not self._names or "actors" in self._names:
            actors = self._timeline.actors
            waiting = [*self._actors]
            for name in waiting:
                groups = actors[name].member_of if name in actors else ()
                more = [group for group in groups if group in actors and group not in self._actors]
                self._actors.update(dict.fromkeys(more))
                waiting += more
            found["actors"] = [
                _entry(actors[name], ACTOR_KEYS) if name in actors else {"id": name, "name": name}
                for name in _in_order(actors, self._actors)
            ]
        if not self._names or any(name in self._names for name in _OF_SOURCES):
            sources = self._timeline.sources
            found["sources"] = [
                _source(sources[name]) if name in sources else {"id": name, "name": name}
                for name in _in_order(sources, self._sources)
            ]
        return found


def _in_order(known: Iterable[str], named: Mapping[str, None]) -> list[str]:
    """Those that are named in the order of the files; behind them what no file tells of."""
    declared = dict.fromkeys(name for name in known if name in named)
    return [*declared, *(name for name in named if name not in declared)]


def _entry(record: Actor | Source, keys: Iterable[Key]) -> dict[str, Any]:
    """Its id, its name, and of its other keys those that the file has."""
    entry: dict[str, Any] = {"id": record.id, "name": record.name}
    for key in keys:
        value = getattr(record, key.attribute)
        if value:
            entry[key.name] = list(value) if isinstance(value, tuple) else value
    return entry | record.free_values


def read_named(
    document: Fields, events: Sequence[Event]
) -> tuple[dict[str, Actor], dict[str, Source]]:
    """The actors and sources of a document; those that it does not tell of go by their ids.

    Each has the place of the first event that names it. Raises JsonError.
    """
    backwards = events[::-1]
    parts = {part.actor: event.origin for event in backwards for part in event.actors}
    told = {
        source: event.origin
        for event in backwards
        for source in (*event.sources, *(claim.source for claim in event.when))
        if source
    }
    actors = {
        fields.text("id"): Actor(
            fields.text("id"),
            fields.text("name"),
            _place(fields, parts),
            **_values(fields, ACTOR_KEYS),
            free=fields.free(),
        )
        for fields in _objects(document, "actors")
    }
    sources = {
        fields.text("id"): Source(
            fields.text("id"),
            fields.text("name"),
            _place(fields, told),
            clock=_clock(fields),
            **_values(fields, SOURCE_KEYS),
            free=fields.free(),
        )
        for fields in _objects(document, "sources")
    }
    actors |= {who: Actor(who, who, at) for who, at in parts.items() if who not in actors}
    sources |= {who: Source(who, who, at) for who, at in told.items() if who not in sources}
    return actors, sources


def _objects(document: Fields, key: str) -> Iterable[Fields]:
    return document.objects(key) if key in document.values else ()


def _place(fields: Fields, places: Mapping[str, Origin]) -> Origin:
    """Where it is first named; for a group that no event names, where the first of all is."""
    return places.get(fields.text("id")) or next(iter(places.values()), Origin("", 0))


def _values(fields: Fields, keys: Iterable[Key]) -> dict[str, Any]:
    """The keys that there are, by their kinds."""
    values: dict[str, Any] = {}
    for key in keys:
        if key.name not in fields.values:
            continue
        if key.kind in LISTS:
            values[key.attribute] = fields.texts(key.name)
        elif key.kind == "truth":
            values[key.attribute] = fields.truth(key.name)
        elif key.kind == "word":
            values[key.attribute] = fields.choice(key.name, key.words)
        else:
            values[key.attribute] = fields.text(key.name)
    return values


def _clock(source: Fields) -> SourceClock | None:
    fields = source.object("clock") if "clock" in source.values else None
    if fields is None:
        return None
    stated, fast = (fields.object(key) for key in ("stated", "fast"))
    return SourceClock(fields.text("is"), _length(stated), _length(fast))


def _length(fields: Fields | None) -> Bound:
    return Bound() if fields is None else Bound(fields.micros("min"), fields.micros("max"))


def _source(source: Source) -> dict[str, Any]:
    entry = _entry(source, SOURCE_KEYS)
    return entry if source.clock is None else {**entry, "clock": clock(source.clock)}
