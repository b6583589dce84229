"""What event files name, as it stands there: for completion, which cannot wait for more.

Nothing is checked, resolved or reported here; what cannot be read is left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crisis.timeline.eventfile.incremental import parse
from crisis.timeline.eventfile.nodes import Items, Mapping, Text
from crisis.timeline.model.names import Mentions

from .fields import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from crisis.timeline.base.texts import Texts
    from crisis.timeline.eventfile.nodes import Node

LONGEST = 1 << 18
"""So many characters of a file are read, well over a thousand events."""

_DATE = re.compile(
    r"(?<!\d)(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?!\d)( OS\b| Julian\b| NS\b)?"
)
_ID = re.compile(r"id:(?<=[\s{]id:)[ \t]*([^\W\d_][\w-]*)")  # begins with letters: ten times faster


def mentions(texts: Iterable[str]) -> Mentions:
    """What these event files name. Never raises for what is in them."""
    mentioned = Mentions({}, {}, {}, {}, {name: {} for name in PLAIN}, {}, [], {})
    days: set[str] = set()
    unnamed: list[Texts] = []
    for text in texts:
        tree = parse(text[: _end(text)], "")
        if tree.root is not None:
            tree.finish(tree.root)
            mentioned = _Reader(mentioned, days, unnamed).file(tree.root)
    if unnamed:
        from crisis.timeline.eventfile.ids import free_id, slug

        for titles in unnamed:
            name = free_id(slug(titles[0][1] if titles else ""), mentioned.events)
            mentioned.events[name] = titles
    return mentioned._replace(days=sorted(days))


def more_ids(text: str) -> list[str]:
    """The ids in that part of a long file which ``mentions`` leaves out, as far as they show."""
    return _ID.findall(text, _end(text))


def _end(text: str) -> int:
    """Where the line ends up to which a file is read."""
    return len(text) if len(text) <= LONGEST else text.rfind("\n", 0, LONGEST) + 1


class _Reader:
    def __init__(self, mentioned: Mentions, days: set[str], unnamed: list[Texts]) -> None:
        self.mentioned = mentioned
        self.days = days
        self.calendars: dict[str, str] = {}  # of sources; that of the file by the empty name
        self.unnamed = unnamed  # the titles of events whose ids are made

    def file(self, root: Node) -> Mentions:
        mentioned = self.mentioned
        header: dict[str, str] = {}
        for key, node in _pairs(root):
            if key == "timeline":
                header = {name: _text(value) for name, value in _pairs(node)}
                self.calendars[""] = header.get("calendar", "")
                for name, value in _pairs(_under(node, "zones")):
                    mentioned.zones.setdefault(name, _text(value))
                named = dict.fromkeys(mentioned.measures)
                named |= dict.fromkeys(name for name, _ in _pairs(_under(node, "measures")) if name)
                mentioned = mentioned._replace(measures=tuple(named))
            elif key == "actors":
                for name, value in _pairs(node):
                    self.actor(name, value)
            elif key == "sources":
                for name, value in _pairs(node):
                    self.source(name, _text(value) or _text(_under(value, "name")))
                    self.calendars[name] = _text(_under(value, "calendar"))
                    if _text(_under(value, "clock")):
                        mentioned = mentioned._replace(clocks=(*mentioned.clocks, name))
            elif key == "events":
                self.events(node)
        return mentioned._replace(
            zone=mentioned.zone or header.get("zone", ""),
            lang=mentioned.lang or header.get("lang", ""),
        )

    def actor(self, name: str, node: Node) -> None:
        written = _text(node) or _text(_under(node, "name"))
        self.mentioned.actors.setdefault(name, written or name)
        for alias in _texts(_under(node, "aliases")):
            self.mentioned.aliases.setdefault(alias, written or name)

    def source(self, name: str, written: str = "") -> None:
        if name:
            self.mentioned.sources.setdefault(name, written or name)

    def events(self, node: Node) -> None:
        if not isinstance(node, Mapping):
            self.listed(node)
        for key, value in _pairs(node):
            self.named(key)
            self.listed(value)

    def named(self, text: str, source: str = "") -> None:
        """The days that a text names, in the Gregorian calendar as questions have them."""
        own = self.calendars.get(source) or self.calendars.get("", "")
        for date, calendar in _DATE.findall(text):
            if calendar.strip() in ("OS", "Julian") or (own == "julian" and not calendar):
                self.days.add(_gregorian(date))
            else:
                self.days.add(date)

    def listed(self, node: Node) -> None:
        for event in _items(node):
            fields = dict(_pairs(event))
            if fields:
                self.event(fields)

    def event(self, fields: dict[str, Node]) -> None:
        mentioned = self.mentioned
        titles = _languages(fields.get("title"))
        name = _text(fields.get("id"))
        if name:
            mentioned.events.setdefault(name, titles)
        else:
            self.unnamed.append(titles)
        for item in _items(fields.get("actors")):
            pairs = [(item.value, None)] if isinstance(item, Text) else _pairs(item)
            for actor, role in pairs:
                mentioned.actors.setdefault(actor, actor)
                if written := _text(role):
                    mentioned.roles.setdefault(actor, {})[written] = None
        for source in _texts(fields.get("sources")):
            self.source(source)
        for field, key in PLAIN.items():
            words = mentioned.words[field]
            for word in _texts(fields.get(key)):
                words[word] = words.get(word, 0) + 1
        for field, node in fields.items():
            if field.startswith("x-"):
                self.own(field, node)
        for claim in _items(fields.get("when")):
            parts = dict([("is", claim)] if isinstance(claim, Text) else _pairs(claim))
            source = _text(parts.get("source"))
            self.source(source)
            for key in ("is", "from", "to"):
                self.named(_text(parts.get(key)), source)

    def own(self, field: str, node: Node) -> None:
        """The words of a key of the author's own."""
        from crisis.timeline.model.free import is_free

        if is_free(field):
            words = self.mentioned.words.setdefault(field, {})
            for word in filter(None, _texts(node)):
                words[word] = words.get(word, 0) + 1


def _gregorian(date: str) -> str:
    """The Gregorian date of a Julian one."""
    from crisis.timeline.base.calendar import iso
    from crisis.timeline.base.julian import ordinal

    year, month, day = (int(part) for part in date.split("-"))
    return iso(ordinal(year, month, day))


def _pairs(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Mapping):
        for key, value in node.pairs:
            yield key.value, value


def _under(node: Node, name: str) -> Node | None:
    return next((value for key, value in _pairs(node) if key == name), None)


def _items(node: Node | None) -> list[Node]:
    if isinstance(node, Items):
        return node.items
    return [] if node is None or (isinstance(node, Text) and not node.value) else [node]


def _text(node: Node | None) -> str:
    return node.value if isinstance(node, Text) else ""


def _texts(node: Node | None) -> list[str]:
    return [item.value for item in _items(node) if isinstance(item, Text)]


def _languages(node: Node | None) -> Texts:
    if isinstance(node, Text):
        return (("", node.value),) if node.value else ()
    return tuple((lang, text) for lang, value in _pairs(node) if (text := _text(value)))
