"""A timeline out of tables: what stands above its events is read when it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crisis.timeline.model.timeline import Timeline

if TYPE_CHECKING:
    from typing import Self

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.model.records import Event

    from .table_store import TableStore

_set = object.__setattr__
_READ = ("header", "actors", "sources", "broken", "conflicts")


class TableTimeline(Timeline):
    """A timeline of the events of tables. It has no network: relations stay in event files."""

    __slots__ = ("stored",)

    stored: TableStore

    def __init__(self, stored: TableStore, problems: tuple[Problem, ...] = ()) -> None:
        _set(self, "stored", stored)
        _set(self, "events", stored)
        _set(self, "problems", problems)
        _set(self, "files", tuple(table.name for table in stored.tables.tables))
        _set(self, "network", None)
        _set(self, "according_to", "")
        _set(self, "preferring", ())

    def __getattr__(self, name: str) -> Any:
        """Called for what is not there yet."""
        if name not in _READ:
            raise AttributeError(name)
        value = getattr(self.stored.tables, name)
        _set(self, name, value)
        return value

    def __getitem__(self, name: str) -> Event:
        event = self.stored.event(name)
        if event is None:
            raise KeyError(name)
        return event

    def replace(self, **changes: Any) -> Self:
        changed = type(self)(self.stored, self.problems)
        for name in Timeline.__slots__:  # what is read, or was changed before
            try:
                _set(changed, name, object.__getattribute__(self, name))
            except AttributeError:
                continue
        for name, change in changes.items():
            _set(changed, name, change)
        return changed

    @property
    def related(self) -> int:
        """How many events stand in relations that are not here."""
        return self.stored.tables.sums.related

    def free_names(self) -> tuple[str, ...]:
        return self.stored.tables.own

    def text_languages(self) -> set[str]:
        return self.stored.tables.languages

    def close(self) -> None:
        """Close the engine; what is read later raises Unreadable."""
        self.stored.tables.engine.close()
