"""What ``crisis show --as json`` and ``ndjson`` wrote (docs/json.md), as records.

Its claims come back as own_claims.py finds them. Of an event of which one is told by bounds, how
its time was told becomes a note, and that is counted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zones import shared_zone
from crisis.timeline.editing.yaml_text import LONGEST_PLAIN
from crisis.timeline.model.keys import ACTOR_KEYS, SOURCE_KEYS
from crisis.timeline.model.timeline import instant_of

from .json_records import part_of, read_document, read_lines
from .names import own_id
from .own_claims import Context, both_of, preferred, said_as
from .own_details import named_in
from .own_events import OPEN
from .own_keys import OWN, Number, own_keys
from .records import Head, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from crisis.timeline.base.problems import Problem

    from .foreign_text import ForeignText
    from .own_claims import Told
    from .records import Layout

_RELATION, _LANGUAGE = "relation to an event that is not here", "text in another language"
_PICTURE, _TOLD = "picture", "time as it was told: its bounds came back, the rest is in a note"
_PLURALS = {
    _RELATION: "relations to events that are not here",
    _LANGUAGE: "texts in other languages",
    _PICTURE: "pictures",
    _TOLD: "times as they were told: their bounds came back, the rest is in notes",
}
_TEXTS = ("status", "quote", "place", "url")
_LANGUAGES = ("title", "text", "note")


def read_answer(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """A record for each event of a document; all of it lies in memory."""
    return _Answer(file).records(read_document(file, layout._replace(records="events"), Number))


def read_answer_lines(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """A record for each event that stands on a line; all of them lie in memory."""
    return _Answer(file, zoned=False).records(read_lines(file, layout, Number))


def head_of(file: ForeignText) -> Head:
    """The title, the zone of the file, its short names of zones, and its measures."""
    timeline = part_of(file.ahead(0), "timeline", Number)
    if not isinstance(timeline, dict):
        return Head()
    named = (one for one in _list(timeline.get("zones")) if isinstance(one, dict))
    pairs = ((_text(one.get("name")), _text(one.get("zone"))) for one in named)
    known = {name: zone for name, zone in pairs if name and zone}
    zone = _text(timeline.get("zone")) or "UTC"
    return Head(
        _text(timeline.get("title")),
        zone,
        known,
        dict(_measures(timeline)),
        named_in(part_of(file.ahead(0), "actors", Number), ACTOR_KEYS, known),
        named_in(part_of(file.ahead(0), "sources", Number), SOURCE_KEYS, known),
        own_keys(timeline),
    )


def _measures(timeline: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    for one in _list(timeline.get("measures")):
        if isinstance(one, dict):
            name, *ends = (_text(one.get(key)) for key in ("name", "from", "to"))
            if name.strip() and len(name) <= LONGEST_PLAIN and all(map(_is_instant, ends)):
                yield name, (ends[0], ends[1])


def _is_instant(text: str) -> bool:
    try:
        event, _ = instant_of(text)
    except ValueError:
        return False
    return bool(event) and own_id(event) == event


def lines_head(_file: ForeignText) -> Head:
    """Lines name no zone: that of the event file is asked for, or it is UTC."""
    return Head(zone="UTC")


class _Answer:
    def __init__(self, file: ForeignText, zoned: bool = True) -> None:
        self._file = file
        self._zoned = zoned
        self._ids: frozenset[str] = frozenset()
        self._lost = dict.fromkeys(_PLURALS, 0)

    def records(self, read: Iterable[Record | Problem]) -> Iterator[Record | Problem]:
        """The records, once all ids are known."""
        found = list(read)
        events = [one.values for one in found if isinstance(one, Record)]
        ids = (_text(event.get("id")) for event in events)
        self._ids = frozenset(name for name in ids if name and own_id(name) == name)
        told = iter(self._told(events))
        self._file.measures = {
            name: ends
            for name, ends in self._file.measures.items()
            if all(self._is_here(end) for end in ends)
        }
        for one in found:
            if isinstance(one, Record):
                yield Record(one.line, self._values(one.values, next(told)))
            else:
                yield one
        for what, number in self._lost.items():
            if number:
                kind = what if number == 1 else _PLURALS[what]
                self._file.remark(f"left out: {number:,} {kind}")

    def _told(self, events: Sequence[Mapping[str, Any]]) -> list[Told]:
        """How the time of each event is told.

        What comes back by its own bounds is the author's, and would bound what is measured from it
        and be bounded by that, which several sources never do: no claim is measured from it.
        """
        file, ids = self._file, self._ids
        context = Context(shared_zone(file.zone), file.zones, file.sources, ids, self._zoned)
        while True:
            told = [context.told(event) for event in events]
            bare = {
                _text(event.get("id"))
                for event, one in zip(events, told, strict=True)
                if one.claims is None and both_of(event) != (OPEN, OPEN)
            }
            if bare.isdisjoint(context.ids):
                return told
            context = context._replace(ids=context.ids - bare)

    def _is_here(self, end: str) -> bool:
        """Whether the event of an end of a measure is here; else that is counted."""
        here = instant_of(end)[0] in self._ids
        self._lost[_RELATION] += not here
        return here

    def _values(self, event: Mapping[str, Any], told: Told) -> dict[str, Any]:
        values: dict[str, Any] = {key: _text(event.get(key)) for key in ("id", *_TEXTS)}
        values[OWN] = own_keys(event)
        values |= {key: self._first(event.get(key)) for key in _LANGUAGES}
        values |= {key: _texts(event.get(key)) for key in ("tags", "sources")}
        values["actors"] = [
            f"{_text(part.get('id'))}/{_text(part.get('role'))}".rstrip("/")
            for part in _list(event.get("actors"))
            if isinstance(part, dict)
        ]
        self._lost[_PICTURE] += len(_list(event.get("media")))
        values["caused_by"] = self._known(_texts(event.get("caused_by")))
        values["part_of"] = "".join(self._known([_text(event.get("part_of"))]))
        if told.claims is not None:
            tellers = {claim["source"] for claim in told.claims}
            values["sources"] = [name for name in values["sources"] if name not in tellers]
            values |= {"claims": told.claims, "prefer": preferred(event)}
        elif both_of(event) != (OPEN, OPEN):
            names = ("earliest", "latest", "end_earliest", "end_latest")
            for name, side in zip(names, ("start", "start", "end", "end"), strict=True):
                bound = event.get(side)
                key = name.removeprefix("end_")
                values[name] = _text(bound.get(key)) if isinstance(bound, dict) else ""
        if told.bare and (said := said_as(event)):
            self._lost[_TOLD] += 1
            values["note"] = "\n".join(filter(None, (values["note"], f"Told as: {said}")))
        return values

    def _known(self, names: list[str]) -> list[str]:
        """The events that are here; the others are counted."""
        known = [name for name in names if name in self._ids]
        self._lost[_RELATION] += len(list(filter(None, names))) - len(known)
        return known

    def _first(self, value: Any) -> str:
        """A text in the first of its languages; the others are counted."""
        if not isinstance(value, dict):
            return _text(value)
        self._lost[_LANGUAGE] += len(value) - 1
        return next(map(_text, value.values()), "")


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [text for text in map(_text, _list(value)) if text]


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str) else ""
