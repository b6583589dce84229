"""Tells whoever wants to know how far long work has come. Nobody listening costs nothing."""

from __future__ import annotations

from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Value = TypeVar("Value")

READING = "reading"
RESOLVING = "resolving"
INDEXING = "indexing"
ASKING = "asking"

_BATCH = 4096  # events of YAML, some hundred of a timeline, between two reports
_SOME = 256


class Progress(Protocol):
    """A listener. Reports come again and again, in batches of some milliseconds."""

    def at(self, stage: str, done: int, total: int | None) -> None:
        """So much of a stage is done: of READING bytes, of ASKING tasks of a cluster, else events.

        ``total`` is None while nobody knows it: for what is read from a pipe.
        """

    def over(self) -> None:
        """The work is over, or was given up: called once behind the reports, whatever happens."""


@contextmanager
def listening(progress: Progress | None) -> Iterator[None]:
    """Tell a listener when what is done inside is over."""
    try:
        yield
    finally:
        if progress is not None:
            progress.over()


class Reading:
    """How far the reading of several texts has come, as one stage."""

    def __init__(self, progress: Progress, texts: Sequence[str]) -> None:
        self._progress = progress
        self._sizes = [_bytes(text) for text in texts]
        self._lengths = [len(text) for text in texts]
        self._done = [0] * len(texts)

    def of(self, number: int) -> Callable[[int], None]:
        """To be told how many characters of one of the texts are read."""

        def hear(characters: int) -> None:
            length = self._lengths[number]
            self._done[number] = self._sizes[number] * min(characters, length) // max(1, length)
            self._progress.at(READING, sum(self._done), sum(self._sizes))

        return hear


class Resolving:
    """How far the resolving of events has come: half done when solved, done when placed."""

    def __init__(self, progress: Progress, events: int) -> None:
        self._progress = progress
        self._events = events
        progress.at(RESOLVING, 0, events)

    def solved(self, nodes: int) -> Callable[[int], None]:
        """To be told how many of so many nodes are solved."""
        return lambda done: self._at(self._events * done // max(1, nodes))

    def placed(self, done: int) -> None:
        """So many events have their bounds."""
        self._at(self._events + done)

    def _at(self, halves: int) -> None:
        self._progress.at(RESOLVING, halves // 2, self._events)


def watched(events: Iterator[Any], listener: Callable[[int], None] | None) -> Iterator[Any]:
    """The events of a YAML parser; ``listener`` hears at which character the reading is."""
    if listener is None:
        return events

    def batches() -> Iterator[Iterator[Any]]:
        while (first := next(events, None)) is not None:
            listener(first.start_mark.index)
            yield chain((first,), islice(events, _BATCH - 1))

    return chain.from_iterable(batches())


def counted(
    items: Sequence[Value],
    listener: Callable[[int], None] | None,
    size: Callable[[Value], int] = lambda _: 1,
) -> Iterator[Value]:
    """The items; ``listener`` hears what those that were taken come to."""
    if listener is None:
        return iter(items)

    def batches() -> Iterator[Sequence[Value]]:
        done = 0
        for first in range(0, len(items), _SOME):
            listener(done)
            batch = items[first : first + _SOME]
            done += sum(map(size, batch))
            yield batch

    return chain.from_iterable(batches())


def _bytes(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
