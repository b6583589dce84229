"""The plain keys of an event, a claim, a source and an actor: what each is, once for all rooms.

A key is plain where its value is kept as it was read. Reading files, what words seek, the record in
an index, JSON and back, CSV and the table for pandas go by these tables; a kind of value more is an
entry in each of them. What is derived, or read by a rule of its own, stands in none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from crisis.timeline.base.namedtuple import NamedTuple

from .words import CALENDARS, CLOCK_FORMS, CONFIDENCES, STATUSES

if TYPE_CHECKING:
    from typing import Literal

    Kind = Literal[
        "text",
        "texts",
        "words",
        "word",
        "truth",
        "language",
        "zone",
        "event",
        "events",
        "actors",
        "sources",
        "media",
    ]

LISTS: tuple[Kind, ...] = ("words", "events", "sources")
"""The kinds whose values are lists of texts."""


class Key(NamedTuple):
    """A key of an event file, under the name that it has in JSON too.

    ``kind`` is a text, texts by language, a list of words, one word of ``words``, true or false,
    the tag of a language, a zone, the id of an event, ids of events, actors with their roles, ids
    of sources, or pictures. ``attribute`` is that of the record. ``sought`` are those that a search
    for words looks at. ``meaning`` is told of the fields of an event.
    """

    name: str
    kind: Kind
    attribute: str
    sought: bool
    words: tuple[str, ...]
    meaning: str


def _key(
    name: str,
    kind: Kind,
    meaning: str = "",
    attribute: str = "",
    sought: bool = False,
    words: tuple[str, ...] = (),
) -> Key:
    return Key(name, kind, attribute or name, sought, words, meaning)


EVENT_KEYS = (
    _key("status", "word", "planned, missed, averted or denied", words=STATUSES),
    _key("actors", "actors", "a list of ids, each with its role: altman; sutskever/caller"),
    _key("sources", "sources", "a list of the ids of its sources"),
    _key("tags", "words", "a list of its tags", sought=True),
    _key("caused_by", "events", "a list of the ids of the events that led to it"),
    _key("part_of", "event", "the id of the event that it is part of"),
    _key("text", "texts", "what sources say", "texts", sought=True),
    _key("note", "texts", "what the author adds", "notes", sought=True),
    _key("quote", "text", "the words of a source", sought=True),
    _key("place", "text", "where it was", sought=True),
    _key("url", "text", "an address that tells of it"),
    _key("media", "media", "a list of its pictures: files and addresses", sought=True),
)
"""In the order that they have in JSON and in CSV; in hints they have that of ``Event``."""

CLAIM_KEYS = (
    _key("quote", "text", sought=True),
    _key("text", "text", sought=True),
    _key("confidence", "word", words=CONFIDENCES),
    _key("at", "text"),
    _key("via", "text"),
    _key("url", "text"),
    _key("rejected", "text"),
)
"""A claim has phrases and a source besides; in the order that these have in JSON."""

SOURCE_KEYS = (
    _key("title", "text"),
    _key("url", "text"),
    _key("archived", "text"),
    _key("accessed", "text"),
    _key("file", "text"),
    _key("sha256", "text"),
    _key("published", "text"),
    _key("zone", "zone"),
    _key("calendar", "word", words=CALENDARS),
    _key("clocks", "word", words=CLOCK_FORMS),
    _key("zero", "text"),
    _key("lang", "language"),
    _key("confidence", "word", words=CONFIDENCES),
    _key("approximate", "truth"),
)
"""Beside its name and a note."""

ACTOR_KEYS = (_key("aliases", "words"), _key("member_of", "words"))
"""An actor has a name and a note besides."""
