"""A timeline out of an index: each part of it is read when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.serialize import header, number, several, text
from crisis.timeline.model.timeline import Timeline

if TYPE_CHECKING:
    from typing import Self

    from crisis.timeline.model.records import Actor, Event, Source

    from .store import Stored


_set = object.__setattr__


class StoredTimeline(Timeline):
    """A timeline out of an index; what of it is not read yet is read when it is asked for."""

    __slots__ = ("stored",)

    stored: Stored

    def __init__(self, stored: Stored) -> None:
        _set(self, "stored", stored)
        _set(self, "events", stored)
        _set(self, "according_to", "")  # an index has what all sources say
        _set(self, "preferring", ())
        for name in ("header", "files", "broken"):  # without these it is no timeline
            _set(self, name, self._read(name))

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        if name not in Timeline.__slots__:
            raise AttributeError(name)
        stored = self.stored
        if name == "network":
            value: Any = stored.whole().network
        else:
            value = stored.heal(lambda: self._read(name), lambda _: getattr(stored.whole(), name))
        _set(self, name, value)
        return value

    def __getitem__(self, name: str) -> Event:
        event = self.stored.event(name)
        if event is None:
            raise KeyError(name)
        return event

    def keys(self) -> list[str]:
        return list(self.stored.ids())

    def replace(self, **changes: Any) -> Self:
        changed = type(self)(self.stored)
        for name in Timeline.__slots__:  # what is read, or was changed before
            try:
                _set(changed, name, object.__getattribute__(self, name))
            except AttributeError:
                continue
        for name, change in changes.items():
            _set(changed, name, change)
        return changed

    def free_names(self) -> tuple[str, ...]:
        return self.stored.free_names()

    def close(self) -> None:
        """Close the index; what was read of it stays, and what is read later raises ValueError."""
        self.stored.close()

    def _read(self, name: str) -> Any:
        filed = self.stored.filed
        value, read = filed.fact(name), filed.read
        if name == "header":
            return header(value)
        if name == "broken":
            return number(value)
        if name == "files":
            return tuple(filed.names_now[file] for file in several(text)(value))
        if name in ("actors", "sources"):
            listed: tuple[Actor | Source, ...]
            listed = several(read.actor)(value) if name == "actors" else several(read.source)(value)
            return {entry.id: entry for entry in listed}
        return several(read.problem if name == "problems" else read.conflict)(value)
