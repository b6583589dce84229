"""The claims under ``when``: phrases as written, read and given their meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.limits import MOST_CLAIMS
from crisis.timeline.model.keys import CLAIM_KEYS
from crisis.timeline.model.records import Claim, Written
from crisis.timeline.phrases.parser import advise, lasting, read_phrase, read_span
from crisis.timeline.phrases.semantics import mean
from crisis.timeline.phrases.timestamps import read_stamp
from crisis.timeline.phrases.tokens import PhraseError

from .header import known_source
from .nodes import Items, Mapping, Text

if TYPE_CHECKING:
    from typing import Literal

    from crisis.timeline.model.constraints import Meaning
    from crisis.timeline.model.words import Confidence
    from crisis.timeline.phrases.ast import Phrase
    from crisis.timeline.phrases.date_spans import Days
    from crisis.timeline.phrases.day_spans import Context

    from .header import Preamble
    from .nodes import Node
    from .validation import Fields, Shapes

_PHRASES = ("is", "from", "to", "for")
_CLAIM = (*_PHRASES, "source", *(key.name for key in CLAIM_KEYS))
_KNOWN = frozenset(_CLAIM)


class Claims:
    """Reads the claims of events; what cannot be read is reported to the file's Shapes."""

    def __init__(self, preamble: Preamble, shapes: Shapes) -> None:
        self.preamble = preamble
        self.shapes = shapes
        self._claim, self._written = Claim._of, Written._of
        header = preamble.header
        self.language = preamble.widths, frozenset(header.zones), header.lang
        self.clocks = {
            source.id: source.clock for source in preamble.sources.values() if source.clock
        }
        self.phrases: dict[str, Phrase] = {}
        self.contexts: dict[str, Context] = {}
        self.meanings: dict[tuple[str, str], Meaning] = {}
        self.warnings: set[tuple[int, int, str]] = set()
        self.day: int | None = None  # the first of the last header

    def forget(self) -> None:
        """Another header begins: the contexts of the one before no longer hold."""
        self.contexts.clear()
        self.meanings.clear()

    def read(self, fields: Fields, node: Mapping, header: Days | None) -> list[Claim]:
        if "when" not in fields:
            if header is None:
                return []
            return [Claim((), self.confined(header), self.shapes.origin(node))]
        key, value = fields["when"]
        if isinstance(value, Text):  # the commonest by far: a phrase of the author's
            written = (self._written("is", value.value, value.line, value.column),)
            said = self.said(value, "", header)
            return [self._claim(written, said, self.shapes.origin(value))]
        items = value.items if isinstance(value, Items) else [value]
        if len(items) > MOST_CLAIMS:
            hint = "an event whose sources are so many is several events"
            self.shapes.report(
                key, f"more than {MOST_CLAIMS:,} claims; the others are not read", hint
            )
            items = items[:MOST_CLAIMS]
        if isinstance(value, Items) and not items:
            self.shapes.report(key, "`when` is an empty list", "leave it out, or write unknown")
        return [claim for item in items for claim in self.claims(item, header)]

    def claims(self, node: Node, header: Days | None) -> list[Claim]:
        """A claim, or where several sources make it one for each of them."""
        shapes = self.shapes
        if isinstance(node, Text):
            fields: Fields = {"is": (node, node)}
        elif isinstance(node, Mapping):
            fields = shapes.fields(node, _CLAIM, "a claim", free=True)
        else:
            shapes.report(node, "a claim must be a phrase or a mapping", "{is: ~noon, source: ap}")
            return []
        sources = [""]
        if "source" in fields:
            named = shapes.texts(fields["source"][1], "source")
            for teller in named:
                known_source(teller, self.preamble.sources, shapes)
            sources = list(dict.fromkeys(teller.value for teller in named)) or [""]
        parts = {
            name: text
            for name in _PHRASES
            if name in fields and isinstance(text := fields[name][1], Text)
        }
        for name in _PHRASES:
            if name in fields and name not in parts:
                shapes.report(fields[name][1], f"`{name}` must be a phrase")
        if not parts:
            if not any(name in fields for name in _PHRASES) and not shapes.excuses(node):
                shapes.report(node, "a claim without a time", "{is: ~noon, source: ap}")
            return []
        if "is" in parts and len(parts) > 1:
            hint = "write either `is`, or `from`, `to` and `for`"
            shapes.report(parts["is"], "`is` beside `from`, `to` or `for`", hint)
            parts = {"is": parts["is"]}
        written = tuple(Written(name, t.value, t.line, t.column) for name, t in parts.items())
        origin = shapes.origin(node)
        plain = {
            key.attribute: shapes.value(key, fields[key.name][1])
            for key in CLAIM_KEYS
            if key.name in fields
        }
        if not fields.keys() <= _KNOWN:
            from .free_fields import read_free

            plain["free"] = read_free(fields, shapes)
        meanings: list[Meaning | None] = []
        for source in sources:  # what no source can have meant is told once
            readable = not meanings or meanings[0] is not None
            meanings.append(self.meaning(parts, source, header) if readable else None)
        return [
            Claim(
                written,
                meaning,
                origin,
                source,
                **{"confidence": self.confidence(source), **plain},
            )
            for source, meaning in zip(sources, meanings, strict=True)
        ]

    def confidence(self, source: str) -> Confidence | Literal[""]:
        """How sure the claims of a source are that do not say."""
        named = self.preamble.sources.get(source)
        return named.confidence if named else ""

    def context(self, source: str, header: Days | None) -> Context:
        """The context of a claim; one object for all claims of a source under a header."""
        context = self.contexts.get(source)
        if context is None:
            context = self.preamble.context(source)._replace(header=header)
            self.contexts[source] = context
            if header is not None:
                self.day = header.first
        return context

    def confined(self, header: Days) -> Meaning | None:
        """An event without `when` starts on the days of its header."""
        return mean(self.phrase("unknown"), self.context("", header))

    def phrase(self, text: str) -> Phrase:
        phrase = self.phrases.get(text)
        if phrase is None:
            phrase = read_stamp(text) or read_phrase(text, *self.language)
            self.phrases[text] = phrase
        return phrase

    def said(self, text: Text, source: str, header: Days | None) -> Meaning | None:
        """What a phrase says; None, with a problem, where it cannot be read.

        A phrase that a source says again under the same header means the same.
        """
        meaning = self.meanings.get((text.value, source))
        if meaning is None:
            try:
                phrase = self.phrase(text.value)
                meaning = self.clocked(mean(phrase, self.context(source, header)), source)
            except PhraseError as error:
                self.refuse(text, error, header)
                return None
            self.meanings[text.value, source] = meaning
        return self.warned(meaning, text)

    def clocked(self, meaning: Meaning, source: str) -> Meaning:
        """A meaning as it is by the right clock, where that of its source is wrong."""
        if source not in self.clocks:
            return meaning
        from .clocks import on_clock

        return on_clock(meaning, self.clocks[source])

    def refuse(self, text: Text, error: PhraseError, header: Days | None) -> None:
        """Report a phrase that cannot be read; a date in the hint is the header's, or near it."""
        if self.shapes.helps:
            advise(error, text.value, *self.language)
        from crisis.timeline.phrases.hints import filled

        error.hint = filled(error.hint, self.near(text.value) if header is None else header.first)
        self.shapes.phrase_error(text, error)

    def near(self, text: str) -> int | None:
        """A day that is about when a phrase without a header may mean; None where none is known."""
        from crisis.timeline.phrases.hints import in_year_of, last_day

        day = last_day(reversed(self.phrases.values())) or self.day
        if day is None:
            start, zero = self.preamble.header.window, self.preamble.header.zero
            instant = start[0] if start else zero if isinstance(zero, int) else None
            if instant is not None and self.preamble.zone is not None:
                day = self.preamble.zone.day(instant)
        return in_year_of(text, day)

    def meaning(self, parts: dict[str, Text], source: str, header: Days | None) -> Meaning | None:
        """What a claim says; None, with a problem, where it cannot be read."""
        if "is" in parts:
            return self.said(parts["is"], source, header)
        place = next(iter(parts.values()))
        spans: dict[str, Phrase] = {}
        length: Phrase | None = None
        try:
            for name, text in parts.items():
                place = text
                if name == "for":
                    length = self.length(text.value)
                else:
                    spans[name] = read_span(text.value, *self.language)
            place = parts.get("from") or parts.get("to") or place
            written = " ".join(f"{name} {text.value}" for name, text in parts.items())
            phrase = lasting(written, spans.get("from"), spans.get("to"), length)
            meaning = self.clocked(mean(phrase, self.context(source, header)), source)
        except PhraseError as error:
            self.refuse(place, error, header)
            return None
        return self.warned(meaning, place)

    def warned(self, meaning: Meaning, place: Text) -> Meaning:
        """A meaning, its warnings reported where it stands."""
        for warning in meaning.warnings:
            key = (place.line, place.column, warning)
            if key not in self.warnings:  # sources of one claim may share it
                self.warnings.add(key)
                message, _, hint = warning.partition("\n")
                self.shapes.report(place, message, hint, severity="warning")
        return meaning

    def length(self, text: str) -> Phrase:
        """What stands under ``for``: a duration, in doubt or not."""
        try:
            return self.phrase(f"for {text}")
        except PhraseError as error:
            at = max(0, error.at - len("for "))
            raise PhraseError(error.message, at, error.length, error.hint) from None
