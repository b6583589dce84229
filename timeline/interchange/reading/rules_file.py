"""Rules files: YAML that says what the records of a file mean, read with all its mistakes."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Any

from crisis.timeline.eventfile.incremental import parse
from crisis.timeline.eventfile.validation import Shapes
from crisis.timeline.model.free import PREFIX

from .records import DATES, READERS, Layout
from .rules import Rules
from .rules_skip import read_skip
from .rules_time import read_when
from .rules_value import VALUE_KEYS, Values

if TYPE_CHECKING:
    from crisis.timeline.base.problems import Problem
    from crisis.timeline.eventfile.files import Source
    from crisis.timeline.eventfile.validation import Fields

TEXTS = ("text", "note", "quote", "place", "url", "status")
"""The keys of an event that are one text each."""
_LAYOUT = (
    "reader", "delimiter", "columns", "quotes", "guarded", "records", "encoding", "dates",
    "fill",
)  # fmt: skip
_LISTED = (*VALUE_KEYS, "split", "escapes")
_KEYS = (
    "about", "known_by", "by_name", *_LAYOUT, "timeline", "zone", "when", "undated", "title", "id",
    *TEXTS, "actors", "tags", "source", "sources", "caused_by", "part_of", "prefer", "skip",
    "again", "own_keys", "left_out",
)  # fmt: skip
KNOWN_BY = ("columns", "fields", "begins", "matches", "says", "holds", "ending")
"""By what a file is known to be of a preset: see :mod:`.presets`."""


class RulesFile:
    """A rules file that is read: its rules, what it is for, and every problem of it."""

    def __init__(self, source: Source, name: str = "", preset: bool = False) -> None:
        """``name`` is what the rules are called, else the name of the file."""
        self._shapes = Shapes(source.text, source.name)
        self._values = Values(self._shapes)
        if source.problem:
            self._shapes.problems.append(source.problem)
        tree = parse(source.text, source.name)
        self._shapes.grow(tree)
        root = {}
        if tree.root is not None:
            root = self._shapes.fields(tree.root, _KEYS, "a rules file", free=True)
        self.about = self._text(root, "about")
        self.known_by = self._known_by(root)
        self.by_name = self._text(root, "by_name") == "true"
        self.rules = self._rules(root, name or source.name, preset)
        self.problems: list[Problem] = self._shapes.finished()

    @property
    def usable(self) -> bool:
        """Whether no mistake is in it."""
        return not any(problem.severity == "error" for problem in self.problems)

    def _rules(self, root: Fields, name: str, preset: bool) -> Rules:
        values, shapes = self._values, self._shapes
        if "title" not in root and root and not self.by_name:
            key = next(iter(root.values()))[0]
            hint = 'title: the field that says what happened, or a template: "{host}: {message}"'
            shapes.report(key, "the rules name no title", hint)
        timeline: Fields = {}
        if "timeline" in root:
            keys = ("title", "zone", "zones", "lang")
            timeline = shapes.fields(root["timeline"][1], keys, "timeline")
        undated = shapes.texts(root["undated"][1], "undated") if "undated" in root else []
        left = shapes.texts(root["left_out"][1], "left_out") if "left_out" in root else []
        return Rules(
            name=name,
            reader=self._reader(root),
            layout=self._layout(root),
            zone=self._zone(root),
            timeline_zone=self._zone(timeline),
            timeline_title=self._text(timeline, "title"),
            zones=self._zones(timeline),
            lang=shapes.language_tag(timeline["lang"][1]) if "lang" in timeline else "",
            when=read_when(root["when"][1], values) if "when" in root else (),
            title=self._value(root, "title"),
            id=self._value(root, "id"),
            actors=self._several(root, "actors", (*_LISTED, "role", "roles")),
            tags=self._several(root, "tags", _LISTED),
            source=self._several(root, "source", _LISTED),
            sources=self._several(root, "sources", _LISTED),
            caused_by=self._several(root, "caused_by", _LISTED),
            part_of=self._value(root, "part_of"),
            prefer=self._value(root, "prefer"),
            own=tuple(
                (key, self._several(root, key, _LISTED)) for key in root if key.startswith(PREFIX)
            ),
            own_keys=self._truth(root, "own_keys", False),
            texts=tuple(
                (key, value) for key in TEXTS if (value := self._value(root, key)) is not None
            ),
            undated=frozenset(text.value.strip().casefold() for text in undated),
            skip=read_skip(root["skip"][1], values) if "skip" in root else (),
            again=self._text(root, "again"),
            left_out=tuple(text.value for text in left),
            preset=preset,
            origins=values.origins,
        )

    def _value(self, root: Fields, key: str) -> Any:
        return self._values.value(root[key][1], key) if key in root else None

    def _several(self, root: Fields, key: str, known: tuple[str, ...]) -> Any:
        return self._values.several(root[key][1], key, known) if key in root else ()

    def _text(self, root: Fields, key: str) -> str:
        return self._shapes.text(root[key][1], key) if key in root else ""

    def _reader(self, root: Fields) -> str:
        if "reader" not in root:
            if root:
                hint = f"reader: one of {', '.join(READERS)}"
                self._shapes.report(next(iter(root.values()))[0], "the rules name no reader", hint)
            return ""
        node = root["reader"][1]
        if getattr(node, "value", None) == "":
            self._shapes.report(node, "reader has no value", f"one of {', '.join(READERS)}")
            return ""
        return self._shapes.choice(node, tuple(READERS), "reader")

    def _layout(self, root: Fields) -> Layout:
        shapes = self._shapes
        delimiter = self._text(root, "delimiter")
        if "delimiter" in root and len(delimiter) != 1:
            hint = 'delimiter: ";", or "\\t" for a tab'
            shapes.report(root["delimiter"][1], "delimiter must be one sign", hint)
        columns = shapes.texts(root["columns"][1], "columns") if "columns" in root else []
        return Layout(
            delimiter if len(delimiter) == 1 else "",
            tuple(text.value for text in columns),
            self._truth(root, "quotes", True),
            self._text(root, "records"),
            self._encoding(root),
            shapes.choice(root["dates"][1], DATES, "dates") if "dates" in root else "",
            self._truth(root, "guarded", False),
            self._fill(root),
        )

    def _fill(self, root: Fields) -> tuple[str, ...]:
        """Columns of merged cells; they have to be there as any that rules name."""
        named = self._shapes.texts(root["fill"][1], "fill") if "fill" in root else []
        for text in named:
            self._values.origins.setdefault(text.value, self._shapes.origin(text))
        return tuple(text.value for text in named)

    def _truth(self, root: Fields, key: str, otherwise: bool) -> bool:
        if key not in root:
            return otherwise
        return self._shapes.choice(root[key][1], ("true", "false"), key) == "true"

    def _encoding(self, root: Fields) -> str:
        name = self._text(root, "encoding")
        try:
            if name and not codecs.lookup(name)._is_text_encoding:
                raise LookupError(name)
        except (LookupError, ValueError):
            hint = "utf-8, utf-16-le, cp1252, latin-1 and others that Python knows"
            self._shapes.report(root["encoding"][1], f'no such encoding: "{name}"', hint)
            return ""
        return name

    def _zone(self, root: Fields) -> str:
        if "zone" not in root:
            return ""
        return self._values.zone_name(root["zone"][1])

    def _zones(self, timeline: Fields) -> dict[str, str]:
        """Short names of zones, and what they stand for."""
        if "zones" not in timeline:
            return {}
        fields = self._shapes.fields(timeline["zones"][1], (), "timeline.zones")
        named = {name: self._values.zone_name(node) for name, (_, node) in fields.items()}
        return {name: zone for name, zone in named.items() if zone}

    def _known_by(self, root: Fields) -> dict[str, tuple[str, ...]]:
        if "known_by" not in root:
            return {}
        fields = self._shapes.fields(root["known_by"][1], KNOWN_BY, "known_by")
        return {
            key: tuple(text.value for text in self._shapes.texts(node, f"known_by.{key}"))
            for key, (_, node) in fields.items()
        }
