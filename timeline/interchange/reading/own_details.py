"""What a document of ours says of actors and sources, as keys of an event file.

A zero and a clock that is wrong are left out: what was told by them comes back as bounds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.base.languages import is_tag
from crisis.timeline.base.zone_names import UnknownZone
from crisis.timeline.base.zones import shared_zone
from crisis.timeline.eventfile.ids import is_id
from crisis.timeline.model.keys import LISTS

from .own_keys import own_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crisis.timeline.model.keys import Key

_LEFT_OUT = ("zero",)


def named_in(
    entries: Any, keys: Iterable[Key], zones: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """By ids: the name, and of the keys those that a file can have; ``zones`` are short names."""
    found: dict[str, dict[str, Any]] = {}
    for entry in entries if isinstance(entries, list) else ():
        if not isinstance(entry, dict) or not is_id(who := _text(entry.get("id"))):
            continue
        values: dict[str, Any] = {"name": _text(entry.get("name")) or who}
        for key in keys:
            value = _value(key, entry.get(key.name), zones)
            if value and key.name not in _LEFT_OUT:
                values[key.name] = value
        found.setdefault(who, values | own_keys(entry))
    return found


def _value(key: Key, value: Any, zones: Mapping[str, str]) -> Any:
    """The value of a key as a file has it; empty for one that it cannot have."""
    if key.kind in LISTS:
        return [text for text in map(_text, value) if text] if isinstance(value, list) else []
    if key.kind == "truth":
        return value is True
    text = _text(value)
    if key.kind == "word":
        return text if text in key.words else ""
    if key.kind == "language":
        return text if is_tag(text) else ""
    return text if key.kind != "zone" or text in zones or _is_zone(text) else ""


def _is_zone(name: str) -> bool:
    try:
        return bool(shared_zone(name))
    except UnknownZone:
        return False


def _text(value: Any) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""
