"""An index that may turn out to be broken: then the files are read after all."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from .reader import DAMAGE

if TYPE_CHECKING:
    from collections.abc import Callable

    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.query.memory import Memory

    from .reader import Index

    Value = TypeVar("Value")


class Fallback:
    """An index, and the files that it was made of.

    ``load`` reads the files instead, and ``drop`` is called when the index turns out to be broken.
    """

    def __init__(
        self, index: Index, load: Callable[[], Timeline], drop: Callable[[], object]
    ) -> None:
        self.filed = index
        self._load = load
        self._drop = drop
        self._one = RLock()  # threads take turns
        self._closed = False
        self._whole: Timeline | None = None
        self._memory: Memory | None = None

    def whole(self) -> Timeline:
        """The timeline as its files have it, read and resolved."""
        if self._whole is None:
            self._whole = self._load()
        return self._whole

    def heal(self, read: Callable[[], Value], instead: Callable[[Memory], Value]) -> Value:
        """What the index says, or the same from the files if it is damaged."""
        with self._one:
            if self._closed:
                raise ValueError("the timeline is closed")
            if self._memory is None:
                try:
                    return read()
                except DAMAGE:
                    self._drop()
                    self._memory = self.all_read()
        return instead(self._memory)

    def all_read(self) -> Memory:
        """The events of the files, as a store."""
        from crisis.timeline.query.memory import Memory

        return Memory(self.whole())

    def close(self) -> None:
        """Read no more of the index: what asks for more raises ValueError."""
        with self._one:
            self._closed = True
            self.filed.database.close()

    def __del__(self) -> None:
        self.filed.database.close()
