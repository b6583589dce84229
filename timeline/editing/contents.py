"""What a change has to know of an event file: its header, events, their ids and days."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso
from crisis.timeline.eventfile.header import Preamble, read_preamble
from crisis.timeline.eventfile.ids import slug
from crisis.timeline.eventfile.nodes import Items, Mapping, Text
from crisis.timeline.eventfile.validation import Shapes
from crisis.timeline.model.constraints import ORIGIN, START

from .outline import MAPPING
from .safe_write import Refused, refused

if TYPE_CHECKING:
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.phrases.date_spans import Days

    from .outline import Part
    from .rewrite import EventText


UNDATED = "undated"


class Contents:
    """What an event file says before its events, and where these are. Raises Refused for none."""

    def __init__(self, source: EventText) -> None:
        self.source = source
        outline = source.outline
        root = outline.root
        if outline.error is not None and root is None:
            raise broken(source)
        if root is None or root.kind != MAPPING:
            hint = "timeline: {zone: Europe/Oslo}; `crisis new` makes a file"
            raise refused(source.name, "an event file must be a mapping", hint, line=1)
        self.root = root
        self.shapes = Shapes(source.text, source.name)
        fields = {
            key.value: (Text(key.value, key.line, key.column, not key.style), value.node())
            for key, value in root.pairs
            if key.value in ("timeline", "actors", "sources")
        }
        self.preamble: Preamble = read_preamble(fields, self.shapes)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with what stands before the events."""
        return self.shapes.finished()

    @property
    def events(self) -> tuple[Part, Part] | None:
        """The key ``events`` and its value."""
        return self.source.outline.under("events")

    @property
    def headed(self) -> bool:
        """Whether events stand under headers, or would: the first one of a file does."""
        found = self.events
        return found is None or found[1].kind == MAPPING or found[1].empty

    def listed(self) -> list[Part]:
        """All events of the file."""
        found = self.events
        if found is None:
            return []
        value = found[1]
        if value.kind == MAPPING:
            return [item for _, items in value.pairs for item in items.items]
        return list(value.items)

    @cached_property
    def ids(self) -> dict[str, int]:
        """The ids of all events, written and made, and their lines."""
        written: dict[str, int] = {}
        made: dict[str, int] = {}
        for event in self.listed():
            if (pair := event.get("id")) is not None and pair[1].value:
                written.setdefault(pair[1].value, event.line)
            elif (pair := event.get("title")) is not None:
                title = pair[1].parts[1] if len(pair[1].parts) > 1 else pair[1]
                made.setdefault(slug(title.value), event.line)
        return made | written

    def header_of(self, day: int | None) -> str:
        """The header of a day, an ordinal, as this file's calendar wants it."""
        if day is None:
            return UNDATED
        julian = self.preamble.header.calendar == "julian"
        return f"{iso(day)} NS" if julian else iso(day)

    def days_of(self, key: Part) -> Days | None:
        """The days of a header; None for ``undated``, and for what is no header."""
        from crisis.timeline.eventfile.day_headers import read_day_header

        header = self.preamble.header
        text = Text(key.value, key.line, key.column, not key.style)
        return read_day_header(
            text, self.preamble.zone, Shapes("", ""), header.calendar, header.lang
        )

    def start_of(self, event: Part, key: Part | None) -> int | None:
        """When an event starts at the earliest, as far as it says so itself."""
        from crisis.timeline.eventfile.events import read_events

        items = Items([event.node()], event.line, event.column)
        node = items if key is None else Mapping([(_key(key), items)], key.line, key.column)
        place = Text("events", 1, 1, True)
        read = read_events({"events": (place, node)}, self.preamble, Shapes("", "")).events
        lows = [
            constraint.low
            for claim in (read[0].when if read else ())
            if claim.counted is not None
            for constraint in claim.counted.constraints
            if constraint.ref == ORIGIN and constraint.node == START and not constraint.header
            if constraint.low is not None
        ]
        return max(lows, default=None)

    def whole(self, part: Part) -> None:
        """Raises Refused where the reading of the file ended in a part of it."""
        outline = self.source.outline
        if outline.error is not None and part in outline.open:
            raise broken(self.source)


def broken(source: EventText) -> Refused:
    """Why nothing can be added behind a place that cannot be read."""
    from crisis.timeline.base.problems import Origin, Problem
    from crisis.timeline.eventfile.nodes import source_lines
    from crisis.timeline.eventfile.yaml_errors import explain

    line, column, message, hint = explain(source.outline.error, source.text)
    origin = Origin(source.name, line, column)
    message = f"{message}; nothing can be added behind it"
    return Refused(Problem(origin, message, hint, source=source_lines(source.text)[line - 1]))


def _key(key: Part) -> Text:
    return Text(key.value, key.line, key.column, not key.style)
