"""What ``crisis show --as json`` and ``ndjson`` wrote (docs/json.md), as records.

A claim stands there as it was written, with what it states by itself: that shows the day under
which it stood. Where that cannot be found, or a preferred source decided, the bounds of the event
are its time, and how it was told becomes a note. Derived bounds are read for nothing else.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.zones import shared_zone
from crisis.timeline.editing.yaml_text import LONGEST_PLAIN
from crisis.timeline.model.keys import ACTOR_KEYS, SOURCE_KEYS
from crisis.timeline.model.timeline import instant_of

from .json_records import part_of, read_document, read_lines
from .names import own_id
from .own_details import named_in
from .own_events import OPEN, days_near, hull, instant_in
from .own_keys import OWN, Number, own_keys
from .phrase_check import stated_by
from .records import Head, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.base.zones import Zone

    from .foreign_text import ForeignText
    from .own_events import Both, Bounds
    from .records import Layout

    Claims = list[dict[str, Any]]

_NAMED = re.compile(r"@([\w.-]*\w)")
_SURE = ("doubted", "low", "medium", "high")
_PHRASE = ("is", "from", "to", "for")
_CLAIM = ("source", "quote", "text", "confidence", "at", "via", "rejected", "url")
_RELATION, _LANGUAGE = "relation to an event that is not here", "text in another language"
_PICTURE = "picture"
_PLURALS = {
    _RELATION: "relations to events that are not here",
    _LANGUAGE: "texts in other languages",
    _PICTURE: "pictures",
}
_TEXTS = ("status", "quote", "place", "url")
_LANGUAGES = ("title", "text", "note")


def read_answer(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """A record for each event of a document; all of it lies in memory."""
    return _Answer(file).records(read_document(file, layout._replace(records="events"), Number))


def read_answer_lines(file: ForeignText, layout: Layout) -> Iterator[Record | Problem]:
    """A record for each event that stands on a line; all of them lie in memory."""
    return _Answer(file).records(read_lines(file, layout, Number))


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
    def __init__(self, file: ForeignText) -> None:
        self._file = file
        self._zone: Zone = shared_zone(file.zone)
        self._ids: set[str] = set()
        self._lost = dict.fromkeys(_PLURALS, 0)

    def records(self, read: Iterable[Record | Problem]) -> Iterator[Record | Problem]:
        """The records, once all ids are known."""
        found = list(read)
        events = [one.values for one in found if isinstance(one, Record)]
        ids = (_text(event.get("id")) for event in events)
        self._ids = {name for name in ids if name and own_id(name) == name}
        told = {id(event): self._claims(event) for event in events}
        self._without(events, told)
        self._file.measures = {
            name: ends
            for name, ends in self._file.measures.items()
            if all(self._is_here(end) for end in ends)
        }
        for one in found:
            if isinstance(one, Record):
                values = self._values(one.values, told[id(one.values)])
                yield Record(one.line, values)
            else:
                yield one
        for what, number in self._lost.items():
            if number:
                kind = what if number == 1 else _PLURALS[what]
                self._file.remark(f"left out: {number:,} {kind}")

    def _is_here(self, end: str) -> bool:
        """Whether the event of an end of a measure is here; else that is counted."""
        here = instant_of(end)[0] in self._ids
        self._lost[_RELATION] += not here
        return here

    def _without(self, events: list[Mapping[str, Any]], told: dict[int, Claims | None]) -> None:
        """Take claims away that hang on several accounts of an event of which none came back."""
        lost = True
        while lost:
            weak = {
                _text(event.get("id"))
                for event in events
                if told[id(event)] is None and _list(event.get("accounts"))
            }
            lost = False
            for event in events:
                for claim in told[id(event)] or ():
                    if weak.intersection(_NAMED.findall(claim["phrase"])):
                        told[id(event)] = None
                        lost = True
                        break

    def _values(self, event: Mapping[str, Any], claims: Claims | None) -> dict[str, Any]:
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
        bounds = _bounds(event.get("start")), _bounds(event.get("end"))
        written = [claim for claim in _list(event.get("when")) if isinstance(claim, dict)]
        if claims is None and bounds != (OPEN, OPEN):
            names = ("earliest", "latest", "end_earliest", "end_latest")
            for name, side in zip(names, ("start", "start", "end", "end"), strict=True):
                bound = event.get(side)
                key = name.removeprefix("end_")
                values[name] = _text(bound.get(key)) if isinstance(bound, dict) else ""
        elif claims is not None:
            told = {claim["source"] for claim in claims}
            values["sources"] = [name for name in values["sources"] if name not in told]
            return values | {"claims": claims, "prefer": _preferred(event)}
        if written:
            told_as = "; ".join(_said(claim) for claim in written)
            values["note"] = "\n".join(filter(None, (values["note"], f"Told as: {told_as}")))
        return values

    def _claims(self, event: Mapping[str, Any]) -> Claims | None:
        """The claims of an event, with the day above them; None where that is not found."""
        bounds = _bounds(event.get("start")), _bounds(event.get("end"))
        written = [claim for claim in _list(event.get("when")) if isinstance(claim, dict)]
        if not written:
            if bounds[0] == OPEN:
                return None
            found = (day for day in days_near(bounds[0], self._zone) if self._is(day, bounds))
            return [{"phrase": day, "day": "", "source": ""} for day in found][:1] or None
        near = [_bounds(claim.get("start")) for claim in written]
        known = [instant for bound in (*near, bounds[0]) for instant in bound]
        decided = event.get("agreement") in ("disputed", "differing")
        for day in ("", *days_near(known, self._zone)):
            if all(self._stands(claim, day) for claim in written):
                counted = [
                    (_bounds(claim.get("start")), _bounds(claim.get("end")))
                    for claim in written
                    if not claim.get("rejected")
                ]
                if decided and (not counted or hull(counted) != bounds or _preferred(event)):
                    return None
                return [
                    {
                        **{key: _text(claim.get(key)) for key in _CLAIM},
                        OWN: own_keys(claim),
                        "phrase": _phrase(claim),
                        "day": day,
                    }
                    for claim in written
                ]
        return None

    def _is(self, day: str, bounds: Both) -> bool:
        told = stated_by(day, self._zone, "", self._file.zones)
        return told is not None and (told.start, told.end or OPEN) == bounds

    def _stands(self, claim: Mapping[str, Any], day: str) -> bool:
        """Whether a claim says under a day what it is told to state, of events that are here."""
        if claim.get("on_clock"):
            return False
        zones, source = self._file.zones, self._file.sources.get(_text(claim.get("source")), {})
        told = stated_by(_phrase(claim), self._zone, day, zones)
        if told is not None and source:
            told = stated_by(_phrase(claim), self._zone, day, zones, source)
        if told is None or not told.refs <= self._ids:
            return False
        both = _bounds(claim.get("start")), _bounds(claim.get("end"))
        return (told.start, told.end or OPEN) == both

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


def _preferred(event: Mapping[str, Any]) -> str:
    """The source that is preferred, if it is not the first of those that are most sure."""
    accounts = [one for one in _list(event.get("accounts")) if isinstance(one, dict)]
    chosen = next((one for one in accounts if one.get("preferred") is True), None)
    first = max(accounts, key=lambda one: _SURE.index(_sure(one)), default=None)
    return _text(chosen.get("source")) if chosen is not None and chosen is not first else ""


def _sure(account: Mapping[str, Any]) -> str:
    sure = _text(account.get("confidence"))
    return sure if sure in _SURE else _SURE[0]


def _phrase(claim: Mapping[str, Any]) -> str:
    parts = [(key, _text(claim.get(key))) for key in _PHRASE]
    return " ".join(text if key == "is" else f"{key} {text}" for key, text in parts if text)


def _said(claim: Mapping[str, Any]) -> str:
    source, why = _text(claim.get("source")), _text(claim.get("rejected"))
    return (
        _phrase(claim) + (f" [{source}]" if source else "") + (f" rejected: {why}" if why else "")
    )


def _bounds(bound: Any) -> Bounds:
    if not isinstance(bound, dict):
        return OPEN
    return instant_in(_text(bound.get("earliest"))), instant_in(_text(bound.get("latest")))


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: Any) -> list[str]:
    return [text for text in map(_text, _list(value)) if text]


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str) else ""
