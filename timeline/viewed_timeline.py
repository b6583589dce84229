"""The timeline that people ask where its events are rows of others, read by rules as needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.interchange.views.store import ViewStore


class ViewedTimeline(Timeline):
    """A timeline of a view. Records of a log have no relations: it has no network."""

    __slots__ = ()

    events: ViewStore

    @classmethod
    def of(cls, store: ViewStore, file: str, problems: Sequence[Problem]) -> ViewedTimeline:
        """That of a store, with the problems of the rows that were read so far."""
        above = store.view.above
        told = (*problems, *above.problems)
        return cls(above.header, above.actors, above.sources, store, told, (file,))

    def text_languages(self) -> set[str]:
        return set()

    def free_names(self) -> tuple[str, ...]:
        return self.events.free_names()

    def close(self) -> None:
        """Close the engine."""
        self.events.view.close()
