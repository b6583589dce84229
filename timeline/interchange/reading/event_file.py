"""The text of an event file, of events that come one at a time and may be very many.

Each header of an event file stands once, and actors and sources stand before the events: so the
events are kept in a temporary file till all are there, and only where each run of events of a day
lies is remembered.
"""

from __future__ import annotations

from array import array
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING, Any

from crisis.timeline.editing.yaml_text import lines, mapping, named_lists, own, value_of
from crisis.timeline.model.free import PREFIX

from .phrases import header

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .entries import Entry

_IN_MEMORY = 8 << 20  # bytes of events that need no file
_PIECE = 1 << 16
_INDENT = "    "


class EventFile:
    """Takes events, then gives the text of the file: headers in order, under each the events in
    the order in which they came."""

    def __init__(self) -> None:
        self._spool = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - close() lets go of it
        self._places = array("q")
        self._starts = array("q")
        self._size = 0
        self._waiting: list[str] = []
        self._waiting_size = 0
        self.events = 0

    def close(self) -> None:
        """Let go of the temporary file."""
        self._spool.close()

    def add(self, entry: Entry) -> None:
        """Take an event."""
        text = lines(entry.fields, _INDENT)
        if not self._places or self._places[-1] != entry.place:
            self._flush()
            self._places.append(entry.place)
            self._starts.append(self._size)
        self._waiting.append(text)
        self._waiting_size += len(text)
        if self._waiting_size > _PIECE:
            self._flush()
        self.events += 1

    def _flush(self) -> None:
        if self._waiting:
            data = "".join(self._waiting).encode()
            self._waiting.clear()
            self._waiting_size = 0
            self._spool.write(data)
            self._size += len(data)

    def text(
        self,
        comment: str,
        timeline: Mapping[str, Any],
        actors: Mapping[str, Any],
        sources: Mapping[str, Any],
    ) -> Iterator[str]:
        """The whole file in pieces; the last call. ``comment`` is its first line."""
        self._flush()
        yield f"# {comment}\n"
        measures = timeline.get("measures", {})
        yield "timeline:\n" + "".join(
            f"  {key}: {own(x) if key.startswith(PREFIX) else value_of(x, '  ')}\n"
            for key, x in timeline.items()
            if x is not measures
        )
        if measures:
            yield f"  measures:\n{named_lists(measures, _INDENT)}"
        if actors:
            yield f"\nactors:\n{mapping(actors)}"
        if sources:
            yield f"\nsources:\n{mapping(sources)}"
        yield "\nevents:\n" if self.events else "\nevents: []\n"
        places, starts = self._places, self._starts
        starts.append(self._size)
        runs = range(len(places))
        ordered = sorted(runs, key=places.__getitem__)
        last = None
        for run in ordered:
            if places[run] != last:
                last = places[run]
                yield f"  {header(last)}:\n"
            yield from self._pieces(starts[run], starts[run + 1])

    def _pieces(self, start: int, stop: int) -> Iterator[str]:
        self._spool.seek(start)
        rest = b""
        while start < stop:
            data = self._spool.read(min(_PIECE, stop - start))
            start += len(data)
            data = rest + data
            cut = data.rfind(b"\n") + 1 if start < stop else len(data)
            rest = data[cut:]
            yield data[:cut].decode()
