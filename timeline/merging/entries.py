"""What stands before the events of two files: actors, sources and the timeline itself, as one.

The same id with the same name is the same actor or source: what only the second file says of it
is added, what it says otherwise is kept beside it under a key of one's own. With another name it
is another one, and gets another id.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.normalize import fold
from crisis.timeline.base.problems import Origin
from crisis.timeline.editing.outline import MAPPING
from crisis.timeline.eventfile.ids import free_id

from .values import of_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.model.records import Actor
    from crisis.timeline.model.records import Source as Teller

    from .side import Side
    from .told import Names

SECTIONS = ("actors", "sources")
READING = ("zone", "calendar", "clocks", "zero", "approximate", "clock", "confidence")
"""The keys of a source that say how its claims are read: they are never added to another file's."""
LISTS = ("aliases", "member_of")


def pairs_of(side: Side, section: str) -> dict[str, tuple[Part, Part]]:
    """The entries of a section by their ids."""
    found = side.text.outline.under(section)
    return {} if found is None else {key.value: (key, value) for key, value in found[1].pairs}


def united(first: Side, second: Side, section: str, others: frozenset[str]) -> dict[str, str]:
    """What the ids of a section of the second file are in the first, and in the result.

    ``others`` are ids that cannot be the same whatever they are called.
    """
    mine = getattr(first.preamble, section)
    theirs = getattr(second.preamble, section)
    names: dict[str, str] = {}
    taken = set(mine)
    for name, record in theirs.items():
        known = mine.get(name)
        if known is None or (name not in others and alike(known, record)):
            names[name] = name
            taken.add(name)
    for name, record in theirs.items():
        if name not in names:
            before = _again(record, mine, name)
            names[name] = before or free_id(name, taken | theirs.keys())
            taken.add(names[name])
    return names


def alike(one: Actor | Teller, other: Actor | Teller) -> bool:
    """Whether two actors or sources of one id are the same: by name, an alias, or address."""
    if other.name == other.id or one.name == one.id:
        return True
    mine = {fold(name) for name in (one.name, *getattr(one, "aliases", ()))}
    theirs = {fold(name) for name in (other.name, *getattr(other, "aliases", ()))}
    url = getattr(one, "url", "")
    return bool(mine & theirs) or bool(url and url == getattr(other, "url", ""))


def _again(record: Any, mine: Mapping[str, Any], name: str) -> str:
    """The id that an earlier merge gave it; empty where there was none."""
    number = 2
    while (known := mine.get(f"{name}-{number}")) is not None:
        if fold(known.name) == fold(record.name) and _read(known) == _read(record):
            return f"{name}-{number}"
        number += 1
    return ""


def _read(record: Any) -> list[Any]:
    clock = getattr(record, "clock", None)
    rest = [getattr(record, key, "") for key in READING if key != "clock"]
    return [*rest, clock.written if clock else ""]


def facts(part: Part) -> dict[str, Any]:
    """What an entry says of an actor or a source, by its keys."""
    if part.kind == MAPPING:
        return {key.value: of_key(key.value, value) for key, value in part.pairs}
    return {"name": part.value} if part.value else {}


def facts_there(part: Part, section: str, names: Names, zones: Mapping[str, str]) -> dict[str, Any]:
    """The same of an entry of the second file, with the ids and short forms of the result."""
    said = facts(part)
    known: Mapping[str, str] = getattr(names, section)
    if section == "actors":
        if "member_of" in said:
            said["member_of"] = [known.get(one, one) for one in _texts(said["member_of"])]
        return said
    if "zone" in said:
        said["zone"] = zones.get(said["zone"], said["zone"])
    if "zero" in said:
        said["zero"] = names.events.get(said["zero"], said["zero"])
    if "clock" in said:
        said["clock"] = clock_there(said["clock"], known)
    return said


def clock_there(clock: str, sources: Mapping[str, str]) -> str:
    """The clock of a source, which may be that of another one, with the id of the result."""
    if not clock.startswith("as "):
        return clock
    other = clock[3:].strip()
    return f"as {sources.get(other, other)}"


def place(side: Side, part: Part) -> Origin:
    """Where a part stands in its file."""
    return Origin(side.name, part.line, part.column)


class Gain(dict[str, Any]):
    """The keys and values that a mapping gains; ``kept`` what the other file says otherwise."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, Any] = {}

    def __bool__(self) -> bool:
        return bool(len(self) or self.kept)


def gained(mine: dict[str, Any], theirs: dict[str, Any], reading: bool) -> Gain:
    """What an entry gains by another one of the same actor or source."""
    gain = Gain()
    for key, value in theirs.items():
        if key not in mine:
            if reading and key in READING:
                gain.kept[key] = value
            elif value not in ("", [], {}):
                gain[key] = value
        elif key in LISTS:
            own, new = _texts(mine[key]), _texts(value)
            if more := [text for text in new if text not in own]:
                gain[key] = [*own, *more]
        elif mine[key] != value and value not in ("", [], {}):
            gain.kept[key] = value
    return gain


def _texts(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def references(part: Part) -> Iterator[Part]:
    """The ids of actors that an actor is said to belong to."""
    pair = part.get("member_of") if part.kind == MAPPING else None
    if pair is not None:
        yield from pair[1].items or [pair[1]]
