"""What somebody calls actors and sources: those that a file lists, and new ones that are added."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.base.problems import Origin, did_you_mean
from crisis.timeline.eventfile.ids import ID_HINT, free_id, is_id, slug
from crisis.timeline.model.records import Actor, Source

from .new_event import add_entries

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crisis.timeline.eventfile.header import Preamble

    from .contents import Contents
    from .insertion import Change

_ANSI = r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-_])"
_CONTROL = "[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]+"
_SURROGATE = "[\ud800-\udfff]"


class Unfit(Exception):
    """What was told makes no event; ``message`` says why, ``hint`` what would help."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def cleaned(text: str) -> str:
    """A text on one line, without codes for a terminal and what cannot stand in an event file."""
    if text.isprintable():
        return text.strip()
    text = re.sub(_CONTROL, " ", re.sub(_ANSI, "", text))
    return re.sub(_SURROGATE, "\ufffd", text).strip()


class Names:
    """The actors and sources of a file, and those that are added to it."""

    def __init__(self, preamble: Preamble) -> None:
        self._preamble = preamble
        self.actors = dict(preamble.actors)
        self.sources = dict(preamble.sources)
        self.new: list[tuple[str, str]] = []
        self._added: dict[str, dict[str, str]] = {"actors": {}, "sources": {}}

    def actor(self, text: str) -> tuple[str, str]:
        """The id of an actor, by id, name or alias, and the role behind a slash."""
        name, _, role = (part.strip() for part in cleaned(text).partition("/"))
        known = {key: (actor.name, *actor.aliases) for key, actor in self.actors.items()}
        return self._listed("actors", name, known), role

    def source(self, text: str) -> str:
        """The id of a source, by id or name."""
        known = {key: (source.name,) for key, source in self.sources.items()}
        return self._listed("sources", cleaned(text), known)

    def _listed(self, section: str, text: str, known: Mapping[str, tuple[str, ...]]) -> str:
        added = self._added[section]
        if text in known or text in added:
            return text
        folded = text.casefold()
        for key, names in known.items():
            if folded == key.casefold() or folded in [name.casefold() for name in names]:
                return key
        for key, name in added.items():
            if name == text:
                return key
        name = text if is_id(text) else slug(text)
        if not is_id(name) or (name.startswith("event") and not _word(text)):
            raise Unfit(f'"{text}" names nobody', ID_HINT)
        name = free_id(name, known.keys() | added.keys())
        added[name] = text
        kind = section.removesuffix("s")
        near = did_you_mean(text, {word for key, names in known.items() for word in (key, *names)})
        self.new.append((f'"{name}" is a new {kind}, and listed', near))
        return name

    def shown(self, actor: str) -> str:
        """The name of an actor."""
        known = self.actors.get(actor)
        return known.name if known else self._added["actors"].get(actor, actor)

    def changes(self, contents: Contents) -> list[Change]:
        """The changes that list what is new."""
        return [
            change
            for section, added in self._added.items()
            for change in add_entries(contents, section, added)
        ]

    def preamble(self) -> Preamble:
        """What stands before the events, with what is new."""
        origin = Origin("", 0)
        actors = {key: Actor(key, name, origin) for key, name in self._added["actors"].items()}
        sources = {key: Source(key, name, origin) for key, name in self._added["sources"].items()}
        preamble = self._preamble
        return preamble._replace(
            actors=preamble.actors | actors, sources=preamble.sources | sources
        )


def _word(text: str) -> bool:
    return any(char.isalpha() for char in text)
