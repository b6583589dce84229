"""What rules say: which values of a record are its time, its title and so on, as records.

:mod:`.rules_file` makes them of YAML; :mod:`.conversion` applies them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crisis.timeline.base.escape import writable
from crisis.timeline.base.namedtuple import NamedTuple

from .paths import text_of
from .records import Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from crisis.timeline.base.problems import Origin
    from crisis.timeline.base.zones import Zone

    from .moments import Format

    Values = Mapping[str, Any]

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Value(NamedTuple):
    """Where a text of an event comes from.

    ``get`` takes it out of a record. ``paths`` are what it looks at. ``split`` parts it into
    several, ``table`` has what stands for what; ``role`` is that of an actor, ``roles`` the sign
    that stands before one in a text. With ``escapes`` a backslash keeps the sign behind it.
    """

    get: Callable[[Values], Any]
    paths: tuple[str, ...]
    written: str
    split: str = ""
    table: Mapping[str, str] = {}
    role: str = ""
    roles: str = ""
    escapes: bool = False

    def one(self, values: Values) -> str:
        """The value as one text that an encoding can hold; empty where there is none."""
        value = self.get(values)
        text = value if type(value) is str else text_of(value)
        if not text.isascii():
            text = writable(text)
        return self.table.get(text, text) if self.table else text

    def many(self, values: Values) -> list[str]:
        """The value as texts without blanks around them, none of them empty."""
        return self.texts(self.get(values))

    def texts(self, value: Any) -> list[str]:
        """What was taken out of a record as texts without blanks around them, none empty."""
        listed = value if isinstance(value, list) else [value]
        texts = [writable(text_of(item)) for item in listed]
        if self.split:
            texts = [part for text in texts for part in self._parts(text)]
        table = self.table
        parts = [text.strip() for text in texts]
        return [named for part in parts if (named := table.get(part, part))]

    def _parts(self, text: str) -> list[str]:
        if not self.escapes or "\\" not in text:
            return text.split(self.split)
        parts = re.split(rf"((?:[^\\]|\\.)*?)(?:{re.escape(self.split)}|\Z)", text, flags=re.DOTALL)
        return [_ESCAPED.sub(r"\1", part) for part in parts]

    def actors(self, value: Any) -> list[tuple[str, str]]:
        """What was taken out of a record as actors, each with a role, which may be empty."""
        names = self.texts(value)
        if not self.roles:
            return [(name, self.role) for name in names]
        apart = (name.partition(self.roles) for name in names)
        return [(name.strip(), role.strip() or self.role) for name, _, role in apart]


class Time(NamedTuple):
    """A time of a record: its text, the formats that it may have, and whose clock it is of.

    ``formats`` are pairs of a format's name and what reads it; none of them for a phrase of the
    time language. ``zone`` is that of clocks that name none: a zone, a value, or None for the
    file's. ``under`` is the day that a phrase stands under. Where there is a ``latest``, the text
    is the earliest that it can have been. ``relations`` lets phrases name events.
    """

    value: Value
    formats: tuple[tuple[str, Format], ...]
    zone: Zone | Value | None
    origin: Origin
    under: Value | None = None
    latest: Value | None = None
    relations: bool = False


class Length(NamedTuple):
    """How long something lasted: a number of units, or a duration of the time language (``""``)."""

    value: Value
    unit: str


class Claim(NamedTuple):
    """A claim of when an event was: ``time``, or from ``start`` to ``end`` or for a ``length``."""

    time: Time | None
    start: Time | None = None
    end: Time | None = None
    length: Length | None = None
    source: Value | None = None
    texts: tuple[tuple[str, Value], ...] = ()
    each: Value | None = None
    """A list of records; there is such a claim for each of them."""


class Skip(NamedTuple):
    """Which records are left out, and why; ``unless`` turns the test around."""

    tests: tuple[tuple[Value, Callable[[str], bool]], ...]
    why: str
    unless: bool = False

    def meets(self, values: Values) -> bool:
        """Whether a record is left out."""
        return all(test(value.one(values)) for value, test in self.tests) != self.unless


class Rules(NamedTuple):
    """All that rules say. ``name`` is that of the preset, or the path of the file.

    ``again`` is why a record is left out that says the same as one before.
    """

    name: str
    reader: str
    layout: Layout = Layout()
    zone: str = ""
    timeline_zone: str = ""
    timeline_title: str = ""
    zones: Mapping[str, str] = {}
    lang: str = ""
    when: tuple[Claim, ...] = ()
    title: Value | None = None
    id: Value | None = None
    actors: tuple[Value, ...] = ()
    tags: tuple[Value, ...] = ()
    source: tuple[Value, ...] = ()
    sources: tuple[Value, ...] = ()
    caused_by: tuple[Value, ...] = ()
    part_of: Value | None = None
    prefer: Value | None = None
    own: tuple[tuple[str, tuple[Value, ...]], ...] = ()
    """Keys that begin with ``x-``, each with where its values come from."""
    own_keys: bool = False
    """Whether records have such keys, as what ``crisis show`` wrote: see own_keys.py."""
    texts: tuple[tuple[str, Value], ...] = ()
    undated: frozenset[str] = frozenset()
    skip: tuple[Skip, ...] = ()
    again: str = ""
    left_out: tuple[str, ...] = ()
    """Fields that are not read, on purpose."""
    preset: bool = False
    origins: Mapping[str, Origin] = {}
