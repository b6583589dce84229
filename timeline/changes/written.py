"""What somebody wrote of an event, key by key: all of its record but what is derived from it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.calendar import iso
from crisis.timeline.base.instants import rfc3339
from crisis.timeline.base.zones import Zone
from crisis.timeline.model.free import PREFIX, texts
from crisis.timeline.model.records import Event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crisis.timeline.model.details import Actor, Claim, Medium, Part, Source
    from crisis.timeline.model.timeline import Timeline

    Values = dict[str, Any]

_DERIVED = frozenset(
    "id origin start end lasting accounts agreement chosen conflicted place_in_file stands among "
    "turn alternatives".split()
)
_NAMES = {"titles": "title", "texts": "text", "notes": "note", "header": "day"}
_KEYS = {field: _NAMES.get(field, field) for field in Event._fields if field not in _DERIVED}
_NO_PART_OF_A_CLAIM = frozenset(("phrases", "meaning", "origin", "free"))


def key_of(field: str) -> str:
    """The key of a file under which a field of a record stands."""
    return _NAMES.get(field, field)


OF_TIME = frozenset(("when", "day", "part_of", "caused_by", "prefer"))
"""The keys of an event that say something of its time."""


class Written:
    """Reads events of a timeline as they were written; ``day`` is that of the header above."""

    def __init__(self, timeline: Timeline) -> None:
        zone = Zone(timeline.header.zone or "UTC")

        @lru_cache(maxsize=64)
        def days(low: int | None, high: int | None) -> str:
            ends = [iso(zone.day(instant)) for instant in (low, high) if instant is not None]
            return "..".join(dict.fromkeys(ends))

        self._days = days

    def values(self, event: Event) -> Values:
        """Its keys and values, plain and comparable; those that it does not have are left out."""
        return dict(self._values(event))

    def _values(self, event: Event) -> Iterator[tuple[str, Any]]:
        for field, key in _KEYS.items():
            value = getattr(event, field)
            if not value:
                continue
            if field == "free":
                yield from value
                continue
            if field == "when":
                value = tuple(map(_claim, value))
            elif field == "sources":
                told = {claim.source for claim in event.when}
                value = tuple(source for source in value if source not in told)
            elif field == "actors":
                value = tuple(map(_part, value))
            elif field == "media":
                value = tuple(map(_medium, value))
            elif field == "header":
                value = self._days(*value.ends)
            if value:
                yield key, value


def _claim(claim: Claim) -> tuple[tuple[str, Any], ...]:
    phrases = tuple((part.key, part.text) for part in claim.phrases)
    fields = (name for name in claim._fields if name not in _NO_PART_OF_A_CLAIM)
    rest = ((name, value) for name in fields if (value := getattr(claim, name)))
    return (*phrases, *rest, *claim.free)


def _part(part: Part) -> str:
    return f"{part.actor}: {part.role}" if part.role else part.actor


def _medium(medium: Medium) -> str:
    said = (medium.name, medium.caption, medium.credit and f"({medium.credit})", medium.alt)
    return " ".join(filter(None, said))


def as_text(key: str, value: Any) -> str:
    """A value of a key on one line, as people read it; empty where there is none."""
    if not value:
        return ""
    if key == "when":
        return "; ".join(map(_claim_text, value))
    if key == "measures":
        return ", ".join(f"{name} (from {first} to {second})" for name, first, second in value)
    if key.startswith(PREFIX):
        return ", ".join(texts(value))
    if not isinstance(value, tuple):
        return str(value) if isinstance(value, str) else str(value).lower()
    if key in ("title", "text", "note"):
        return " / ".join(f"{lang}: {text}" if lang else text for lang, text in value)
    return ", ".join(map(_flat, value))


def _flat(value: Any) -> str:
    if isinstance(value, tuple):
        return ": ".join(map(_flat, value))
    return str(value)


def _claim_text(claim: tuple[tuple[str, Any], ...]) -> str:
    said = [text if key == "is" else f"{key} {text}" for key, text in claim if key in _PHRASES]
    rest = [f"{key}: {as_text(key, text)}" for key, text in claim if key not in _PHRASES]
    text = f'"{" ".join(said)}"' if said else ""
    return f"{text} [{', '.join(rest)}]".strip() if rest else text


_PHRASES = ("is", "from", "to", "for")


def entry(record: Actor | Source) -> Values:
    """The keys of an actor or a source and what they say; of its clock what is written of it."""
    leave = ("id", "origin", "free")
    values: Values = {name: getattr(record, name) for name in record._fields if name not in leave}
    values |= record.free
    if (clock := values.get("clock")) is not None:
        values["clock"] = clock.written
    return {name: value for name, value in values.items() if value}


def header(timeline: Timeline) -> Values:
    """The keys under ``timeline`` and what they say, instants in the zone of the timeline."""
    head = timeline.header
    zone = Zone(head.zone or "UTC")
    values: Values = {name: getattr(head, name) for name in head._fields if name != "free"}
    values |= head.free
    values["zones"] = tuple(head.zones.items())
    values["measures"] = tuple((one.name, one.first, one.second) for one in head.measures)
    if isinstance(head.zero, int):
        values["zero"] = rfc3339(head.zero, zone)
    if head.window is not None:
        values["window"] = "..".join(rfc3339(instant, zone) for instant in head.window)
    return {name: value for name, value in values.items() if value}
