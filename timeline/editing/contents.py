"""What a change has to know of an event file: its header, events, their ids and days."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from crisis.timeline.base.calendar import iso
from crisis.timeline.eventfile.header import Preamble, read_preamble
from crisis.timeline.eventfile.ids import free_id, is_id, slug
from crisis.timeline.eventfile.nodes import Items, Mapping, Text
from crisis.timeline.eventfile.validation import Shapes
from crisis.timeline.model.constraints import ORIGIN, START
from crisis.timeline.phrases.plain_instants import clock_on

from .outline import MAPPING
from .safe_write import Refused, refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crisis.timeline.base.problems import Problem
    from crisis.timeline.phrases.date_spans import Days

    from .outline import Part
    from .rewrite import EventText


UNDATED = "undated"
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def ids_of(named: Iterable[tuple[str, str, int]]) -> dict[str, int]:
    """The ids of events, of which each is written or, where it is empty, made of a title; lines."""
    ids: dict[str, int] = {}
    unnamed = []
    for written, title, line in named:
        if written not in ids and is_id(written):
            ids[written] = line
        else:
            unnamed.append((written if written in ids else slug(title or written), line))
    for wanted, line in unnamed:
        ids[free_id(wanted, ids)] = line
    return ids


class Contents:
    """What an event file says before its events, and where these are. Raises Refused for none."""

    def __init__(
        self, source: EventText, preamble: Preamble | None = None, ids: dict[str, int] | None = None
    ) -> None:
        """Of an excerpt ``ids`` are those of the whole file; ``preamble`` if it is read already."""
        self.source = source
        if ids is not None:
            self.ids = ids
        outline = source.outline
        root = outline.root
        if outline.error is not None and root is None:
            raise broken(source)
        if root is None or root.kind != MAPPING:
            hint = "timeline: {zone: Europe/Oslo}; `crisis new` makes a file"
            raise refused(source.name, "an event file must be a mapping", hint, line=1)
        self.root = root
        self.shapes = Shapes(source.text, source.name)
        if preamble is not None:
            self.preamble = preamble
            return
        fields = {
            key.value: (Text(key.value, key.line, key.column, not key.style), value.node())
            for key, value in root.pairs
            if key.value in ("timeline", "actors", "sources")
        }
        self.preamble = read_preamble(fields, self.shapes)

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
        named = []
        for event in self.listed():
            if event.kind != MAPPING:
                continue
            written, title = event.get("id"), event.get("title")
            text = "" if title is None else title[1].value
            if title is not None and len(title[1].parts) > 1:
                text = title[1].parts[1].value  # behind its language
            named.append(("" if written is None else written[1].value, text, event.line))
        return ids_of(named)

    def header_of(self, day: int | None) -> str:
        """The header of a day, an ordinal, as this file's calendar wants it."""
        if day is None:
            return UNDATED
        julian = self.preamble.header.calendar == "julian"
        return f"{iso(day)} NS" if julian else iso(day)

    def days_of(self, key: Part) -> Days | None:
        """The days of a header; None for ``undated``, and for what is no header."""
        header = self.preamble.header
        if not header.calendar and _DAY.fullmatch(key.value):
            from datetime import date

            from crisis.timeline.phrases.date_spans import Days

            try:
                day = date.fromisoformat(key.value).toordinal()
            except ValueError:
                return None
            return Days(day, day, "day")
        from crisis.timeline.eventfile.day_headers import read_day_header

        text = Text(key.value, key.line, key.column, not key.style)
        return read_day_header(
            text, self.preamble.zone, Shapes("", ""), header.calendar, header.lang
        )

    def start_of(self, event: Part, key: Part | None) -> int | None:
        """When an event starts at the earliest, as far as it says so itself."""
        zone, days = self.preamble.zone, None if key is None else self.days_of(key)
        if zone is not None and days is not None and days.first == days.last:
            start = clock_on(self._plain_time(event), days.first, zone)  # the commonest by far
            if start is not None:
                return start
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

    def _plain_time(self, event: Part) -> str:
        """What stands under ``when``, if that is one phrase by the clock of the timeline."""
        pair = event.get("when")
        if pair is None or pair[1].kind != MAPPING:
            return "" if pair is None else pair[1].value
        claim = {key.value: value.value for key, value in pair[1].pairs}
        source = self.preamble.sources.get(claim.pop("source", ""))
        own = source and (source.zone or source.clock or source.clocks or source.approximate)
        return claim["is"] if [*claim] == ["is"] and not own else ""

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
