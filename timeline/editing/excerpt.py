"""A large file without the events of most days: what a change to one day has to look at.

The whole file is read once, for the places of its headers and the ids of its events. A change is
then planned and verified on an excerpt: what stands before the headers, all headers, and the events
of the day. What stands below one header in block style says the same whatever stands below another.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.eventfile.yaml_tree import yaml_events

from .contents import ids_of
from .edits import Edit, line_start, next_line

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMING = ("id", "title")
SMALLEST = 1 << 15
"""Characters; a shorter text is looked at whole."""

_ROOT, _HEADER, _EVENT, _INSIDE = 1, 2, 4, 5
"""So many collections are open where a key of the file is, a header, a key of an event, or more."""


class Cut(NamedTuple):
    """A text that can be cut. ``starts`` are where the lines of its headers begin, and where what
    stands below the last one ends; ``stops`` where their own lines end. ``ids`` are those of all
    its events, with their lines.
    """

    text: str
    starts: Sequence[int]
    stops: Sequence[int]
    ids: dict[str, int]

    def excerpt(self, kept: Sequence[int]) -> Excerpt:
        """The text with the events of some headers alone, by their numbers; all headers stay."""
        slices = [(0, self.starts[0])]
        for number, stop in enumerate(self.stops):
            end = self.starts[number + 1] if number in kept else stop
            slices.append((self.starts[number], end))
        return Excerpt(self.text, [*slices, (self.starts[-1], len(self.text))])


class Excerpt:
    """Slices of a text in their order, as a text of its own."""

    def __init__(self, whole: str, slices: Sequence[tuple[int, int]]) -> None:
        self.text = "".join(whole[start:stop] for start, stop in slices)
        self._slices = slices
        self._ends: list[int] = []
        end = 0
        for start, stop in slices:
            end += stop - start
            self._ends.append(end)

    def place(self, at: int) -> int | None:
        """Where a place of the excerpt is in the whole; None where it is in two places."""
        number = bisect_left(self._ends, at)
        stop = self._slices[number][1]
        found = stop - (self._ends[number] - at)
        following = self._slices[number + 1] if number + 1 < len(self._slices) else (stop, stop)
        return None if found == stop != following[0] else found

    def edits(self, edits: Sequence[Edit]) -> list[Edit] | None:
        """Edits of the excerpt as those of the whole; None where they cannot be."""
        moved = []
        for edit in edits:
            start, stop = self.place(edit.start), self.place(edit.stop)
            if start is None or stop is None or stop - start != edit.stop - edit.start:
                return None
            moved.append(Edit(start, stop, edit.text))
        return moved


def cut(text: str) -> Cut | None:
    """The pieces of a text: None for one that is small, in brackets, without headers or broken."""
    if len(text) < SMALLEST:
        return None
    from yaml import YAMLError

    try:
        return _cut(text)
    except (YAMLError, UnicodeEncodeError, _NoCut):
        return None


class _NoCut(Exception):
    """A file that cannot be cut."""


def _cut(text: str) -> Cut:  # noqa: PLR0912 - the loop that everything waits for
    from yaml.events import (
        MappingEndEvent,
        MappingStartEvent,
        ScalarEvent,
        SequenceEndEvent,
        SequenceStartEvent,
    )

    depth, places = 0, _Places()
    key, value = "", False  # of an event, and whether its value is next
    for event in yaml_events(text):
        kind = type(event)
        if kind is ScalarEvent:
            if depth == _EVENT:
                if not value:
                    key = event.value
                elif key in _NAMING:
                    places.name(key, event.value)
                value = not value
            elif depth < _EVENT:
                places.text(event, depth)
            elif depth == _INSIDE and key == "title":
                places.by_language(event.value)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            depth += 1
            if depth == _INSIDE:
                places.inner(value)
            elif depth < _INSIDE:
                places.begin(event, depth, kind is MappingStartEvent)
                value = False
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            if depth == _INSIDE:
                value = False
            elif depth < _INSIDE:
                places.close(depth)
            depth -= 1
    return places.cut(text)


class _Places:
    """Where the headers of a file are, and which ids its events have, as it is read."""

    def __init__(self) -> None:
        self._headers: list[Any] = []
        self._below = -1  # where the key behind the events begins
        self._events: list[tuple[str, str, int]] = []
        self._named = {"id": "", "title": ""}
        self._texts = 0  # inside the title of the event
        self._line = self._roots = 0
        self._section: Any = None  # the key of the root
        self._inside = False  # the events
        self._value = False  # whether that of a header is next

    def name(self, key: str, text: str) -> None:
        """The id or the title of an event."""
        self._named[key] = self._named[key] or text

    def by_language(self, text: str) -> None:
        """A language, or the title in it; the first one names the event."""
        self._texts += 1
        if self._texts == 2:
            self.name("title", text)

    def text(self, event: Any, depth: int) -> None:
        """A text above the events, in so many collections."""
        if depth == _HEADER and self._inside:
            if not self._value:
                self._headers.append(event)
            self._value = not self._value
        elif depth == _ROOT:
            if self._section is None and self._headers and self._below < 0:
                self._below = event.start_mark.index
            self._section = event if self._section is None else None
        if event.anchor or event.tag:
            raise _NoCut

    def inner(self, value: bool) -> None:
        """A list or a mapping inside an event."""
        if self._inside and not value:
            raise _NoCut

    def begin(self, event: Any, depth: int, mapping: bool) -> None:
        """A list or a mapping begins. Raises _NoCut where a file has another form."""
        if depth == _ROOT:
            self._roots += 1
            good = mapping and not event.flow_style and self._roots == 1
        elif depth == _HEADER:
            good = self._section is not None
            self._inside = good and self._section.value == "events"
            if self._inside:
                good = mapping and not event.flow_style and not self._headers
            self._value = False
        elif not self._inside:
            return
        elif depth == _EVENT - 1:
            good = self._value and not mapping and not event.flow_style
        else:
            good = mapping
            self._named, self._line = {"id": "", "title": ""}, event.start_mark.line + 1
            self._texts = 0
        if not good or event.anchor or event.tag:
            raise _NoCut

    def close(self, depth: int) -> None:
        """A list or a mapping ends."""
        if depth == _HEADER:
            self._inside, self._section = False, None
        elif self._inside and depth == _EVENT:
            self._events.append((self._named["id"], self._named["title"], self._line))
        self._value = False

    def cut(self, text: str) -> Cut:
        """The pieces, when all is read."""
        keys = [header.start_mark.index for header in self._headers]
        starts = [line_start(text, key) for key in keys]
        if not keys or any(
            text[start:key].strip() for start, key in zip(starts, keys, strict=True)
        ):
            raise _NoCut
        stops = [next_line(text, header.end_mark.index) for header in self._headers]
        starts.append(len(text) if self._below < 0 else line_start(text, self._below))
        return Cut(text, starts, stops, ids_of(self._events))
