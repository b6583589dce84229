"""The part of an event file that matters: ``events``, read into records with parsed claims."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any, TypeVar

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.model.keys import EVENT_KEYS
from crisis.timeline.model.records import Bound, Claim, Event, Part

from .claims import Claims
from .header import known_source
from .ids import ID_HINT, is_id, slug
from .nodes import Items, Mapping, Text

if TYPE_CHECKING:
    from collections.abc import Hashable

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.model.keys import Key
    from crisis.timeline.phrases.date_spans import Days

    from .header import Preamble
    from .nodes import Node
    from .validation import Fields, Shapes

_Shared = TypeVar("_Shared", bound="Hashable")

_KEYS = {key.attribute: key.name for key in EVENT_KEYS}
_EVENT = (
    "id", "when", "title", *(_KEYS[field] for field in Event._fields if field in _KEYS), "prefer"
)  # fmt: skip
_COMMON = {"id", "when", "title", "actors", "sources", "tags"}
_PLAIN = {key.name: key for key in EVENT_KEYS if key.name not in _COMMON}
_RELATIONS = tuple(key.name for key in EVENT_KEYS if key.kind in ("event", "events"))


class Events(NamedTuple):
    """The events of a file, and how many more there are that could not be read at all.

    ``places`` tells where a cause or a whole stands: (where the event is, the id that it names).
    ``unnamed`` are the places of events whose ids nobody wrote: they have the id that they would
    like, which may be another's.
    """

    events: list[Event]
    broken: int
    places: dict[tuple[Origin, str], Text]
    unnamed: array[int]


def read_events(root: Fields, preamble: Preamble, shapes: Shapes) -> Events:
    """Read every event that can be read; report the rest. References to events are not checked."""
    reader = _EventReader(preamble, shapes)
    if "events" in root:
        node = root["events"][1]
        if isinstance(node, Mapping):
            reader.under_headers(node)
        elif isinstance(node, Text) and node.value:
            shapes.report(node, "events must be a list, or a mapping from days to lists")
        else:
            reader.items(node, None)
    return Events(reader.events, reader.broken, reader.places, reader.unnamed)


class _EventReader:
    def __init__(self, preamble: Preamble, shapes: Shapes) -> None:
        self.preamble = preamble
        self.shapes = shapes
        self.events: list[Event] = []
        self.broken = 0
        self.places: dict[tuple[Origin, str], Text] = {}
        self.ids: dict[str, int] = {}  # those that are written, and their lines
        self.unnamed = array("L")
        self.claims = Claims(preamble, shapes)
        self.last_header: tuple[Days, Bound] | None = None
        source = preamble.header.source
        self.default = (source,) if source else ()
        self._event = Event._of
        self._shared: dict[Hashable, Hashable] = {}
        self._actors: dict[tuple[str, ...], tuple[Part, ...]] = {}  # lists without a problem
        self._sources: dict[tuple[str, ...], tuple[str, ...]] = {}

    def under_headers(self, node: Mapping) -> None:
        from .day_headers import read_day_header

        top = self.preamble.header
        seen: dict[Days | str, Text] = {}
        for key, value in self.shapes.pairs(node):
            days = read_day_header(key, self.preamble.zone, self.shapes, top.calendar, top.lang)
            header = days or key.value
            if header in seen:
                hint = f"first in line {seen[header].line}"
                self.shapes.report(key, f'the header "{key.value}" stands twice', hint)
            seen.setdefault(header, key)
            self.items(value, days)

    def items(self, node: Node, header: Days | None) -> None:
        # What is no list is read to its end, and may be cut off.
        items = self.shapes.items_in_turn(node)
        if isinstance(node, Text) and node.value:
            self.shapes.report(node, "here must stand a list of events", "- id: …")
            self.broken += 1
            return
        if isinstance(node, Mapping):
            self.shapes.report(node, "here must stand a list of events", "put `- ` before it")
        self.claims.forget()
        for item in items:
            if isinstance(item, Mapping):
                self.event(item, header)
            else:
                self.shapes.report(item, "an event must be a mapping", "- id: …")
                self.broken += 1

    def event(self, node: Mapping, header: Days | None) -> None:
        shapes = self.shapes
        fields = shapes.fields(node, _EVENT, "an event", free=True)
        titles = shapes.by_language(fields["title"][1], "title") if "title" in fields else ()
        name = self.id(fields, node, titles[0][1] if titles else "")
        if not name:
            self.broken += 1
            return
        if not titles:
            named = f'"{name}"' if "id" in fields else "an event"
            shapes.report(node, f"{named} has no title", "title: one line that says what happened")
        when = tuple(self.claims.read(fields, node, header))
        origin = shapes.origin(node)
        self.links(origin, fields)
        sources = self.sources(fields["sources"][1]) if "sources" in fields else self.default
        event = self._event(
            id=name,
            titles=titles,
            origin=origin,
            when=when,
            actors=self.actors(fields["actors"][1]) if "actors" in fields else (),
            sources=self.cited(sources or self.default, when),
            tags=self.words(fields["tags"][1], "tags") if "tags" in fields else (),
            header=self.days(header),
            place_in_file=len(self.events),
            **({} if _COMMON.issuperset(fields) else self.more(fields)),
        )
        self.events.append(event)

    def more(self, fields: Fields) -> dict[str, Any]:
        """What most events do not have, by the names of the record."""
        values: dict[str, Any] = {}
        for name, (_, node) in fields.items():
            if name in _PLAIN:
                key = _PLAIN[name]
                values[key.attribute] = self.value(key, node)
            elif name == "prefer":
                values["prefer"] = self.prefer(node)
            elif name not in _EVENT and "free" not in values:  # only those that begin with x-
                from .free_fields import read_free

                values["free"] = self.shared(read_free(fields, self.shapes))
        return values

    def value(self, key: Key, node: Node) -> Any:
        if key.kind == "media":
            from .media import read_media

            return read_media(node, self.shapes)
        return self.shapes.value(key, node)

    def links(self, event: Origin, fields: Fields) -> None:
        """Remember where causes and wholes are named; whether they exist is seen later."""
        for key in _RELATIONS:
            if key in fields:
                node = fields[key][1]
                for text in node.items if isinstance(node, Items) else [node]:
                    if isinstance(text, Text):
                        self.places[event, text.value.removeprefix("@")] = text

    def days(self, header: Days | None) -> Bound | None:
        """The instants of a header's days."""
        zone = self.preamble.zone
        if header is None or zone is None:
            return None
        if self.last_header is None or self.last_header[0] is not header:
            bound = Bound(zone.day_start(header.first), zone.day_stop(header.last) - 1)
            self.last_header = (header, bound)
        return self.last_header[1]

    def id(self, fields: Fields, node: Mapping, title: str) -> str:
        """The event's id; one made from its title where none is written, which may not be free."""
        if "id" in fields:
            text = fields["id"][1]
            name = self.shapes.text(text, "id")
            if is_id(name):
                if name in self.ids:
                    hint = f"first in line {self.ids[name]}; an id names one event"
                    self.shapes.report(text, f'the id "{name}" stands twice', hint)
                    self.unnamed.append(len(self.events))
                else:
                    self.ids[name] = text.line
                return name
            if name:
                self.shapes.report(text, f'"{name}" is no id', ID_HINT)
            title = title or name
        if not title and not fields:
            if not node.pairs:  # else each of its keys is a problem already
                self.shapes.report(node, "an empty event", "- title: what happened")
            return ""
        self.unnamed.append(len(self.events))
        return slug(title)

    def actors(self, node: Node) -> tuple[Part, ...]:
        """``[altman, {sutskever: caller}]``, ``{microsoft: told}`` or ``altman``."""
        plain = _values(node)
        if (known := self._actors.get(plain)) is not None:
            return known
        parts = self.parts(node)
        if plain and self.preamble.actors.keys() >= set(plain):
            self._actors[plain] = parts
        return parts

    def parts(self, node: Node) -> tuple[Part, ...]:
        parts: list[Part] = []
        for item in self.shapes.items(node):
            if isinstance(item, Text):
                pairs: list[tuple[Text, str]] = [(item, "")]
            elif isinstance(item, Mapping):
                pairs = [
                    (key, self.shapes.text(value, f"the role of {key.value}"))
                    for key, value in self.shapes.fields(item, (), "actors").values()
                ]
            else:
                self.shapes.report(item, "an actor must be an id, or {id: role}")
                continue
            for text, role in pairs:
                known = self.preamble.actors
                if text.value not in known:
                    hint = self.actor_hint(text.value)
                    self.shapes.report(text, f'unknown actor "{text.value}"', hint)
                parts.append(self.shared(Part(text.value, role)))
        return self.shared(tuple(parts))

    def shared(self, value: _Shared) -> _Shared:
        """One object for all that are equal: few actors, sources and tags stand in many events."""
        return self._shared.setdefault(value, value)  # type: ignore[return-value]

    def actor_hint(self, name: str) -> str:
        """A name where an id should stand is the commonest slip."""
        known = self.preamble.actors
        if not self.shapes.helps:
            return ""
        for actor in known.values():
            if name.casefold() in {text.casefold() for text in (actor.name, *actor.aliases)}:
                return f"write its id: {actor.id}"
        return self.shapes.near(name, known) or "list it under `actors`"

    def sources(self, node: Node) -> tuple[str, ...]:
        plain = _values(node)
        if plain and (known := self._sources.get(plain)) is not None:
            return known
        texts = self.shapes.texts(node, "sources")
        for text in texts:
            known_source(text, self.preamble.sources, self.shapes)
        names = self.shared(tuple(text.value for text in texts))
        if plain and self.preamble.sources.keys() >= set(plain):
            self._sources[plain] = names
        return names

    def cited(self, sources: tuple[str, ...], when: tuple[Claim, ...]) -> tuple[str, ...]:
        """The sources named, then those of the claims that are not rejected, each once."""
        claimed = [claim.source for claim in when if claim.source and not claim.rejected]
        if not claimed and len(sources) < 2:
            return sources
        return self.shared(tuple(dict.fromkeys([*sources, *claimed])))

    def prefer(self, node: Node) -> str:
        if not isinstance(node, Text):
            return ""
        known_source(node, self.preamble.sources, self.shapes)
        return node.value

    def words(self, node: Node, name: str) -> tuple[str, ...]:
        words = _values(node)
        return self.shared(words or tuple([text.value for text in self.shapes.texts(node, name)]))


def _values(node: Node) -> tuple[str, ...]:
    """The texts of a list of texts; none for anything else."""
    if not isinstance(node, Items):
        return ()
    try:
        return tuple([item.value for item in node.items])  # type: ignore[union-attr]
    except AttributeError:  # a list or a mapping
        return ()
