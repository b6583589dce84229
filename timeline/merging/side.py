"""A file that is merged: its text, what stands where in it, and what it says."""

from __future__ import annotations

import os.path
import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple
from crisis.timeline.editing.contents import Contents, broken
from crisis.timeline.editing.edits import line_end
from crisis.timeline.editing.event_blocks import event_blocks
from crisis.timeline.editing.outline import ITEMS
from crisis.timeline.editing.rewrite import EventText
from crisis.timeline.editing.safe_write import refused
from crisis.timeline.eventfile.ids import is_id, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from crisis.timeline.editing.outline import Part
    from crisis.timeline.eventfile.files import Source
    from crisis.timeline.model.records import Event
    from crisis.timeline.model.timeline import Timeline
    from crisis.timeline.phrases.date_spans import Days


_SIGN = re.compile(r"(?:(?<=[ \t\r\n\x85\u2028\u2029])|\A)#")
_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


class Place(NamedTuple):
    """Where an event stands: in which list, as which of its items, under which header."""

    part: Part
    listed: int
    number: int
    header: Part | None = None
    days: Days | None = None


class Side:
    """One of the files. Raises Refused where its events cannot be told apart.

    ``timeline`` is what the file comes to when it is read alone.
    """

    def __init__(self, source: Source, timeline: Timeline) -> None:
        self.name = source.name
        self.timeline = timeline
        self.text = EventText(source.name, source.text)
        if self.text.outline.error is not None:
            raise broken(self.text)
        self.contents = Contents(self.text)
        self.preamble = self.contents.preamble
        self.blocks = event_blocks(self.text.outline)
        self.events = {event.id: event for event in timeline.events}
        self.places = self._places()

    @property
    def files(self) -> tuple[str, ...]:
        """The paths that it names, from its own folder, each once."""
        texts = (source.file for source in self.timeline.sources.values())
        pictures = (one.file for event in self.timeline.events for one in event.media)
        return tuple(dict.fromkeys(filter(None, (*texts, *pictures))))

    def _places(self) -> dict[str, Place]:
        events = iter(self.timeline.events)
        places: dict[str, Place] = {}
        keys: Sequence[Part | None] = self.blocks.keys or [None] * len(self.blocks.lists)
        for number, (header, found) in enumerate(zip(keys, self.blocks.lists, strict=True)):
            days = None if header is None else self.contents.days_of(header)
            parts = found.parts if found.whole.kind == ITEMS else [found.whole]
            for item, part in enumerate(parts if not found.whole.empty else ()):
                event = next(events, None)
                if event is None or event.origin.line != part.line or found.whole.kind != ITEMS:
                    message, hint = "its events cannot be told apart", "crisis check tells why"
                    raise refused(self.name, message, hint, line=part.line)
                places[event.id] = Place(part, number, item, header, days)
        return places

    @cached_property
    def comments(self) -> list[tuple[int, str]]:
        """Its comments, each with its line, counted from 0."""
        text = self.text.text
        if "#" not in text:
            return []
        spans = [*_texts(self.text.outline.root, text)]
        starts = [start for start, _ in spans]
        found, line, last, end = [], 0, 0, 0
        for match in _SIGN.finditer(text):
            at = match.start()
            number = bisect_right(starts, at) - 1
            if at < end or (number >= 0 and at < spans[number][1]):
                continue
            end = line_end(text, at)
            line += len(_BREAK.findall(text, last, at))
            last = at
            found.append((line, text[at:end].rstrip(" \t")))
        return found

    @property
    def base(self) -> str:
        """The name of the file without its folder."""
        return os.path.basename(self.name.replace("\\", "/")) or self.name

    @property
    def word(self) -> str:
        """What the file is called as a source: an id made of its name."""
        stem = self.base.partition(".")[0].strip("<>")
        word = stem if is_id(stem) else slug(stem)
        return word if is_id(word) else "other"

    @property
    def key(self) -> str:
        """The key of one's own under which is kept what this file says otherwise."""
        plain = re.sub(r"[^a-z0-9]+", "-", slug(self.word)).strip("-")[:40].strip("-")
        return f"x-{plain or 'other'}"

    def written_id(self, event: Event) -> bool:
        """Whether somebody wrote the id of an event, rather than that it is made of its title."""
        pair = self.places[event.id].part.get("id")
        return pair is not None and pair[1].value == event.id


def _texts(part: Part | None, text: str) -> Iterator[tuple[int, int]]:
    """Where the texts of a file begin and end, in order; of one in lines, where these begin."""
    if part is None:
        return
    stack = [part]
    while stack:
        part = stack.pop()
        if part.kind:
            stack.extend(reversed(part.parts))
        elif part.style in ("|", ">"):
            yield line_end(text, part.start), part.stop
        elif part.stop > part.start:
            yield part.start, part.stop
