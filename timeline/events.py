"""The part of an event file that matters: ``events``, read into records with parsed claims."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from .dates import Days, read_date
from .meaning import Meaning, mean
from .model import Bound, Claim, Event, Part, Written
from .phrases import Phrase, Unknown, read_phrase, read_span
from .preamble import ID, ID_HINT, known_source
from .problems import did_you_mean
from .scanner import PhraseError, Scanner
from .yamltree import Items, Mapping, Text

if TYPE_CHECKING:
    from .durations import Duration
    from .meaning import Context
    from .preamble import Preamble
    from .shapes import Fields, Shapes
    from .yamltree import Node

_EVENT = (
    "id", "when", "title", "text", "note", "actors", "sources", "tags", "place", "quote",
    "caused_by", "part_of", "status", "prefer",
)  # fmt: skip
_PHRASES = ("is", "from", "to", "for")
_CLAIM = (*_PHRASES, "source", "quote", "text", "confidence", "at", "via", "rejected")
_STATUS = ("planned", "missed", "averted", "denied")
_CONFIDENCE = ("low", "medium", "high")
_HEADER_HINT = "a header is a day (2023-11-17), days (2023-11-17..2023-11-19) or undated"


class Events(NamedTuple):
    """The events of a file, and how many more there are that could not be read at all."""

    events: list[Event]
    broken: int


def read_events(root: Fields, preamble: Preamble, shapes: Shapes) -> Events:
    """Read every event that can be read; report the rest. References to events are not checked."""
    reader = _EventReader(preamble, shapes)
    if "events" in root:
        node = root["events"][1]
        if isinstance(node, Mapping):
            reader.under_headers(node)
        elif isinstance(node, Text) and node.value:
            shapes.report(node, "events must be a list, or a mapping from days to lists")
        else:
            reader.list(node, None)
    return Events(reader.events, reader.broken)


class _EventReader:
    def __init__(self, preamble: Preamble, shapes: Shapes) -> None:
        self.preamble = preamble
        self.shapes = shapes
        self.events: list[Event] = []
        self.broken = 0
        self.ids: dict[str, int] = {}
        self.phrases: dict[str, Phrase] = {}
        self.contexts: dict[str, Context] = {}
        self.zone_names = frozenset(preamble.header.zones)
        self.last_header: tuple[Days, Bound] | None = None

    def under_headers(self, node: Mapping) -> None:
        seen: dict[str, Text] = {}
        for key, value in node.pairs:
            if key.value in seen:
                hint = f"first in line {seen[key.value].line}"
                self.shapes.report(key, f'the header "{key.value}" stands twice', hint)
            seen.setdefault(key.value, key)
            self.list(value, self.header(key))

    def header(self, key: Text) -> Days | None:
        """The days of a header; None, with a problem unless it is ``undated``, for any other."""
        if key.value == "undated":
            return None
        try:
            scan = Scanner(key.value)
            first = read_date(scan)
            last = read_date(scan) if first and scan.word("..") else first
            if not first or not last or not scan.done:
                raise scan.error(f'"{key.value}" is no day', _HEADER_HINT)
            if first.approximate or last.approximate or first.uncertain or last.uncertain:
                raise PhraseError(f'"{key.value}" is vague', 0, 1, _HEADER_HINT)
            if last.last < first.first:
                raise PhraseError("a range that runs backwards", 0, 1, _HEADER_HINT)
        except PhraseError as error:
            self.shapes.phrase_error(key, error)
            return None
        if self.preamble.zone is None:
            hint = "timeline: {zone: America/Los_Angeles}"
            self.shapes.report(key, "a day header needs the timeline's zone", hint)
            return None
        return Days(first.first, last.last, "day")

    def list(self, node: Node, header: Days | None) -> None:
        if isinstance(node, Text) and node.value:
            self.shapes.report(node, "here must stand a list of events", "- id: …")
            self.broken += 1
            return
        if isinstance(node, Mapping):
            self.shapes.report(node, "here must stand a list of events", "put `- ` before it")
        self.contexts.clear()
        for item in self.shapes.items(node):
            if isinstance(item, Mapping):
                self.event(item, header)
            else:
                self.shapes.report(item, "an event must be a mapping", "- id: …")
                self.broken += 1

    def event(self, node: Mapping, header: Days | None) -> None:
        shapes = self.shapes
        fields = shapes.fields(node, _EVENT, "an event")
        titles = shapes.by_language(fields["title"][1], "title") if "title" in fields else ()
        name = self.id(fields, node, titles[0][1] if titles else "")
        if not name:
            self.broken += 1
            return
        if not titles:
            shapes.report(node, f'"{name}" has no title', "title: one line that says what happened")
        when = tuple(self.claims(fields, node, header))
        default = self.preamble.header.source
        sources = self.sources(fields) or ((default,) if default else ())
        self.events.append(
            Event(
                id=name,
                titles=titles,
                origin=shapes.origin(node),
                when=when,
                texts=self.languages(fields, "text"),
                notes=self.languages(fields, "note"),
                actors=self.actors(fields),
                sources=_merge(sources, when),
                tags=self.words(fields, "tags"),
                place=self.text(fields, "place"),
                quote=self.text(fields, "quote"),
                caused_by=tuple(w.removeprefix("@") for w in self.words(fields, "caused_by")),
                part_of=self.text(fields, "part_of").removeprefix("@"),
                status=shapes.choice(fields["status"][1], _STATUS, "status")
                if "status" in fields
                else "",
                prefer=self.prefer(fields),
                header=self.days(header),
                index=len(self.events),
            )
        )

    def days(self, header: Days | None) -> Bound | None:
        """The instants of a header's days."""
        zone = self.preamble.zone
        if header is None or zone is None:
            return None
        if self.last_header is None or self.last_header[0] is not header:
            bound = Bound(zone.day_start(header.first), zone.day_stop(header.last) - 1)
            self.last_header = (header, bound)
        return self.last_header[1]

    def id(self, fields: Fields, node: Mapping, title: str) -> str:
        """The event's id; one made from its title where none is written."""
        if "id" in fields:
            text = fields["id"][1]
            name = self.shapes.text(text, "id")
            if ID.match(name):
                if name in self.ids:
                    hint = f"first in line {self.ids[name]}; an id names one event"
                    self.shapes.report(text, f'the id "{name}" stands twice', hint)
                    return self.free(name)
                self.ids[name] = text.line
                return name
            if name:
                self.shapes.report(text, f'"{name}" is no id', ID_HINT)
            title = title or name
        if not title and not fields:
            self.shapes.report(node, "an empty event", "- title: what happened")
            return ""
        name = self.free(_slug(title))
        self.ids[name] = node.line
        return name

    def free(self, name: str) -> str:
        number = 2
        if name not in self.ids:
            return name
        while f"{name}-{number}" in self.ids:
            number += 1
        return f"{name}-{number}"

    def claims(self, fields: Fields, node: Mapping, header: Days | None) -> list[Claim]:
        if "when" not in fields:
            if header is None:
                return []
            return [Claim((), self.confined(header), self.shapes.origin(node))]
        key, value = fields["when"]
        items = value.items if isinstance(value, Items) else [value]
        if isinstance(value, Items) and not items:
            self.shapes.report(key, "`when` is an empty list", "leave it out, or write unknown")
        return [claim for item in items if (claim := self.claim(item, header))]

    def claim(self, node: Node, header: Days | None) -> Claim | None:
        shapes = self.shapes
        if isinstance(node, Text):
            fields: Fields = {"is": (node, node)}
        elif isinstance(node, Mapping):
            fields = shapes.fields(node, _CLAIM, "a claim")
        else:
            shapes.report(node, "a claim must be a phrase or a mapping", "{is: ~noon, source: ap}")
            return None
        source = ""
        if "source" in fields:
            source = shapes.text(fields["source"][1], "source")
            if isinstance(text := fields["source"][1], Text):
                known_source(text, self.preamble.sources, shapes)
        parts = {
            name: text
            for name in _PHRASES
            if name in fields and isinstance(text := fields[name][1], Text)
        }
        for name in _PHRASES:
            if name in fields and name not in parts:
                shapes.report(fields[name][1], f"`{name}` must be a phrase")
        if not parts:
            if not any(name in fields for name in _PHRASES):
                shapes.report(node, "a claim without a time", "{is: ~noon, source: ap}")
            return None
        if "is" in parts and len(parts) > 1:
            hint = "write either `is`, or `from`, `to` and `for`"
            shapes.report(parts["is"], "`is` beside `from`, `to` or `for`", hint)
            parts = {"is": parts["is"]}
        confidence = ""
        if "confidence" in fields:
            confidence = shapes.choice(fields["confidence"][1], _CONFIDENCE, "confidence")
        return Claim(
            tuple(Written(name, t.value, t.line, t.column) for name, t in parts.items()),
            self.meaning(parts, self.context(source, header)),
            shapes.origin(node),
            source,
            confidence=confidence,
            **{
                name: shapes.text(fields[name][1], name)
                for name in ("quote", "text", "at", "via", "rejected")
                if name in fields
            },
        )

    def context(self, source: str, header: Days | None) -> Context:
        """The context of a claim; one object for all claims of a source under a header."""
        context = self.contexts.get(source)
        if context is None:
            context = self.preamble.context(source)._replace(header=header)
            self.contexts[source] = context
        return context

    def confined(self, header: Days) -> Meaning | None:
        """An event without `when` starts on the days of its header."""
        return mean(self.phrase("unknown"), self.context("", header))

    def phrase(self, text: str) -> Phrase:
        found = self.phrases.get(text)
        if found is None:
            found = read_phrase(text, self.preamble.widths, self.zone_names)
            self.phrases[text] = found
        return found

    def meaning(self, parts: dict[str, Text], context: Context) -> Meaning | None:
        """What a claim says; None, with a problem, where it cannot be read."""
        place = next(iter(parts.values()))
        try:
            if "is" in parts:
                phrase = self.phrase(place.value)
            else:
                spans, duration = {}, None
                for name, text in parts.items():
                    place = text
                    if name == "for":
                        duration = self.duration(text.value)
                    else:
                        spans[name] = read_span(text.value, self.preamble.widths, self.zone_names)
                place = parts.get("from") or parts.get("to") or place
                written = " ".join(f"{name} {text.value}" for name, text in parts.items())
                start = spans.get("from", (Unknown(),))
                lasts = "to" in parts or "for" in parts
                if not lasts:
                    hint = "add `to` or `for`, or write {is: …}"
                    raise PhraseError("a start without an end", 0, 1, hint)
                phrase = Phrase(written, start, spans.get("to", ()), duration, lasts)
            meaning = mean(phrase, context)
        except PhraseError as error:
            self.shapes.phrase_error(place, error)
            return None
        for warning in meaning.warnings:
            self.shapes.report(place, warning, severity="warning")
        return meaning

    def duration(self, text: str) -> Duration:
        return self.phrase(f"for {text}").duration or _never(text)

    def actors(self, fields: Fields) -> tuple[Part, ...]:
        """``[altman, {sutskever: caller}]``, ``{microsoft: told}`` or ``altman``."""
        if "actors" not in fields:
            return ()
        parts: list[Part] = []
        for item in self.shapes.items(fields["actors"][1]):
            if isinstance(item, Text):
                pairs: list[tuple[Text, str]] = [(item, "")]
            elif isinstance(item, Mapping):
                pairs = [
                    (key, self.shapes.text(value, f"the role of {key.value}"))
                    for key, value in self.shapes.fields(item, (), "actors").values()
                ]
            else:
                self.shapes.report(item, "an actor must be an id, or {id: role}")
                continue
            for text, role in pairs:
                known = self.preamble.actors
                if text.value not in known:
                    hint = did_you_mean(text.value, known) or "list it under `actors`"
                    self.shapes.report(text, f'unknown actor "{text.value}"', hint)
                parts.append(Part(text.value, role))
        return tuple(parts)

    def sources(self, fields: Fields) -> tuple[str, ...]:
        if "sources" not in fields:
            return ()
        texts = self.shapes.texts(fields["sources"][1], "sources")
        for text in texts:
            known_source(text, self.preamble.sources, self.shapes)
        return tuple(text.value for text in texts)

    def prefer(self, fields: Fields) -> str:
        if "prefer" not in fields or not isinstance(text := fields["prefer"][1], Text):
            return ""
        known_source(text, self.preamble.sources, self.shapes)
        return text.value

    def words(self, fields: Fields, name: str) -> tuple[str, ...]:
        if name not in fields:
            return ()
        return tuple(text.value for text in self.shapes.texts(fields[name][1], name))

    def text(self, fields: Fields, name: str) -> str:
        return self.shapes.text(fields[name][1], name) if name in fields else ""

    def languages(self, fields: Fields, name: str) -> tuple[tuple[str, str], ...]:
        return self.shapes.by_language(fields[name][1], name) if name in fields else ()


def _merge(sources: tuple[str, ...], when: tuple[Claim, ...]) -> tuple[str, ...]:
    """The sources named, then those of the claims that are not rejected, each once."""
    claimed = (claim.source for claim in when if claim.source and not claim.rejected)
    return tuple(dict.fromkeys([*sources, *claimed]))


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title)
    plain = "".join(char for char in plain if not unicodedata.combining(char)).casefold()
    words = re.findall(r"\w+", plain)
    slug = "-".join(words)[:40].rstrip("-")
    return slug if ID.match(slug) else f"event-{slug}".rstrip("-")


def _never(text: str) -> Duration:
    raise PhraseError(f'no duration: "{text}"', 0, len(text))
